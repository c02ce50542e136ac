package site

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
)

// Tx is what the site's use cases need of a transaction.
type Tx interface {
	app.Tx
	Site() (Site, error) // the one site of these data
	PutSite(Site) error
	Communities() ([]Community, error)
	PutCommunity(Community) error
	Building(id app.ID) (Building, error)
	PutBuilding(Building) error
	Unit(id app.ID) (Unit, error)
	PutUnit(Unit) error
	HouseTypes() ([]HouseType, error)
	PutHouseType(HouseType) error
	Firms() ([]Firm, error)
	PutFirm(Firm) error
	Owner(id app.ID) (Owner, error)
	PutOwner(Owner) error
	OwnershipsOf(unit app.ID) ([]Ownership, error) // those that have not ended
	PutOwnership(Ownership) error
}

// Desk keeps the ground: letterhead, buildings, house types, firms, owners.
// Permission is asked through the functions given to New, because the table of
// permissions stands beside this package, in staff.
type Desk struct {
	write           app.Writer[Tx]
	mayManage       func(app.Actor) error
	mayChangeOwners func(actor app.Actor, community app.ID) error
}

// New makes the desk. manage and owners refuse who may not change the site's
// lists, and who may not change the owners of a community.
func New(write app.Writer[Tx], manage func(app.Actor) error, owners func(app.Actor, app.ID) error) *Desk {
	return &Desk{write: write, mayManage: manage, mayChangeOwners: owners}
}

// PutSite changes letterhead, name and zone; whether it is a rehearsal never changes.
func (d *Desk) PutSite(ctx context.Context, actor app.Actor, s Site) error {
	return d.write.Do(ctx, actor, "site.put", func(tx Tx) error {
		if err := d.mayManage(actor); err != nil {
			return err
		}
		old, err := tx.Site()
		if err != nil {
			return err
		}
		if strings.TrimSpace(s.Name) == "" {
			return app.Refuse("site.name_missing")
		}
		if s.Zone = strings.TrimSpace(s.Zone); s.Zone == UsualZone { // as most say nothing of it
			s.Zone = ""
		}
		if _, err := zoneOf(s.Zone); err != nil {
			return err
		}
		s.ID, s.Rehearsal = old.ID, old.Rehearsal
		return tx.PutSite(s)
	})
}

// PutCommunity adds a community or gives it another name. Names are unique; one that
// is added has the identity that a laptop apart would give it too.
func (d *Desk) PutCommunity(ctx context.Context, actor app.Actor, c Community) (app.ID, error) {
	err := d.write.Do(ctx, actor, "community.put", func(tx Tx) error {
		if err := d.mayManage(actor); err != nil {
			return err
		}
		if !c.ID.IsNil() {
			if err := d.mayChangeOwners(actor, c.ID); err != nil {
				return err
			}
		}
		if c.Name = strings.TrimSpace(c.Name); c.Name == "" {
			return app.Refuse("community.name_missing")
		}
		all, err := tx.Communities()
		if err != nil {
			return err
		}
		s, err := tx.Site()
		if err != nil {
			return err
		}
		usual := app.DerivedID(s.ID, "community/"+c.Name)
		for _, other := range all {
			if other.Name == c.Name && other.ID != c.ID {
				return app.Refuse("community.name_taken", "name", c.Name)
			}
			if other.ID == usual {
				usual = tx.NewID() // one that is called otherwise by now
			}
		}
		if c.ID.IsNil() {
			c.ID = usual
		}
		return tx.PutCommunity(c)
	})
	return c.ID, err
}

// PutBuilding changes a building's name, place and completion date.
func (d *Desk) PutBuilding(ctx context.Context, actor app.Actor, b Building) error {
	return d.write.Do(ctx, actor, "building.put", func(tx Tx) error {
		if err := d.mayManage(actor); err != nil {
			return err
		}
		old, err := tx.Building(b.ID)
		if err != nil {
			return err
		}
		old.Name, old.Completed, old.Order = b.Name, b.Completed, b.Order
		return tx.PutBuilding(old)
	})
}

// PutHouseType adds or changes a house type. Its name is unique; a room's key,
// once given, stays, because answers and defects refer to it.
func (d *Desk) PutHouseType(ctx context.Context, actor app.Actor, h HouseType) (app.ID, error) {
	err := d.write.Do(ctx, actor, "house_type.put", func(tx Tx) error {
		if err := d.mayManage(actor); err != nil {
			return err
		}
		h.Name = strings.TrimSpace(h.Name)
		if h.Name == "" {
			return app.Refuse("house_type.name_missing")
		}
		all, err := tx.HouseTypes()
		if err != nil {
			return err
		}
		for _, other := range all {
			if other.Name == h.Name && other.ID != h.ID {
				return app.Refuse("house_type.name_taken", "name", h.Name)
			}
		}
		keys := map[string]bool{}
		for _, r := range h.Rooms {
			if r.Key == "" || r.Name == "" || keys[r.Key] {
				return app.Refuse("house_type.room_unclear", "name", h.Name, "room", r.Name)
			}
			keys[r.Key] = true
		}
		if h.ID.IsNil() {
			h.ID = tx.NewID()
		}
		return tx.PutHouseType(h)
	})
	return h.ID, err
}

// PutFirm adds or changes a contractor. Its name is unique among those in use.
func (d *Desk) PutFirm(ctx context.Context, actor app.Actor, f Firm) (app.ID, error) {
	err := d.write.Do(ctx, actor, "firm.put", func(tx Tx) error {
		if err := d.mayManage(actor); err != nil {
			return err
		}
		f.Name = strings.TrimSpace(f.Name)
		if f.Name == "" {
			return app.Refuse("firm.name_missing")
		}
		all, err := tx.Firms()
		if err != nil {
			return err
		}
		for _, other := range all {
			if other.Name == f.Name && other.ID != f.ID {
				return app.Refuse("firm.name_taken", "name", f.Name)
			}
		}
		if f.ID.IsNil() {
			f.ID = tx.NewID()
		}
		return tx.PutFirm(f)
	})
	return f.ID, err
}

// SetFunds records whether the first maintenance-fund instalment of the units is
// paid: all of them or none.
func (d *Desk) SetFunds(ctx context.Context, actor app.Actor, units []app.ID, state FundState) error {
	return d.write.Do(ctx, actor, "unit.fund", func(tx Tx) error {
		return d.each(tx, actor, units, func(u *Unit) { u.Fund = state })
	})
}

// SetHouseType gives the units a house type, all of them or none; Nil takes away
// one that is wrong. A walk that has begun keeps the rooms it began with.
func (d *Desk) SetHouseType(ctx context.Context, actor app.Actor, units []app.ID, houseType app.ID) error {
	return d.write.Do(ctx, actor, "unit.house_type", func(tx Tx) error {
		if !houseType.IsNil() {
			all, err := tx.HouseTypes()
			if err != nil {
				return err
			}
			if !slices.ContainsFunc(all, func(h HouseType) bool { return h.ID == houseType }) {
				return app.Refuse("record.unknown", "kind", "house_type")
			}
		}
		return d.each(tx, actor, units, func(u *Unit) { u.HouseType = houseType })
	})
}

// each changes what the ledger says of the units, where the person may.
func (d *Desk) each(tx Tx, actor app.Actor, units []app.ID, change func(*Unit)) error {
	for _, id := range units {
		u, err := tx.Unit(id)
		if err != nil {
			return err
		}
		b, err := tx.Building(u.Building)
		if err != nil {
			return err
		}
		if err := d.mayChangeOwners(actor, b.Community); err != nil {
			return err
		}
		change(&u)
		if err := tx.PutUnit(u); err != nil {
			return err
		}
	}
	return nil
}

// PutOwner corrects what is known of an owner of the unit.
func (d *Desk) PutOwner(ctx context.Context, actor app.Actor, unit app.ID, o Owner) error {
	return d.write.Do(ctx, actor, "owner.put", func(tx Tx) error {
		if _, err := d.share(tx, actor, unit, o.ID); err != nil {
			return err
		}
		if strings.TrimSpace(o.Name) == "" {
			u, err := tx.Unit(unit)
			if err != nil {
				return err
			}
			return app.Refuse("owner.name_missing", "unit", u.Code)
		}
		old, err := tx.Owner(o.ID)
		if err != nil {
			return err
		}
		if o.tookMask(old) {
			return app.Refuse("owner.masked", "name", o.Name)
		}
		return tx.PutOwner(o)
	})
}
