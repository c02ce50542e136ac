package site

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/app/staff"
)

// Tx is what the site's use cases need of a transaction.
type Tx interface {
	app.Tx
	Site() (Site, error) // the one site of these data
	AmendSite(seen *app.Seen[Site], s Site) error
	Community(id app.ID) (Community, error)
	Communities() ([]Community, error)
	AmendCommunity(seen *app.Seen[Community], c Community) error
	Building(id app.ID) (Building, error)
	PutBuilding(Building) error
	AmendBuilding(seen *app.Seen[Building], b Building) error
	Unit(id app.ID) (Unit, error)
	PutUnit(Unit) error
	AmendUnit(seen *app.Seen[Unit], u Unit) error
	HouseType(id app.ID) (HouseType, error)
	HouseTypes() ([]HouseType, error)
	AmendHouseType(seen *app.Seen[HouseType], h HouseType) error
	Firm(id app.ID) (Firm, error)
	Firms() ([]Firm, error)
	AmendFirm(seen *app.Seen[Firm], f Firm) error
	Owner(id app.ID) (Owner, error)
	AmendOwner(seen *app.Seen[Owner], o Owner) error
	OwnershipsOfUnit(unit app.ID) ([]Ownership, error) // those that have not ended
	PutOwnership(Ownership) error
	AmendOwnership(seen *app.Seen[Ownership], o Ownership) error
	// OwnersNumbered lists the owners whose paper has the number, as ReadID writes it.
	OwnersNumbered(number string) ([]Owner, error)
	// SettledOf says what of a home was settled with its owners.
	SettledOf(unit app.ID) (Settled, error)
	// SignedBy lists the papers that stand and that an owner signed, of whichever home.
	SignedBy(owner app.ID) ([]SignedPaper, error)
	PutCorrection(Correction) error // insert-only
}

// Desk holds the use cases of the site: letterhead, buildings, house types, firms, homes,
// owners.
type Desk struct {
	write    app.Writer[Tx]
	identify func(string) app.ID
}

// New makes the desk; identify makes the same identity of a text on every laptop of the
// site.
func New(write app.Writer[Tx], identify func(string) app.ID) *Desk { return &Desk{write, identify} }

// A change made in a form is compared with what the form showed. The rules then judge the
// record that results: a field that the person did not touch keeps its present value.

// PutSite changes letterhead, name and zone; whether it is a rehearsal never changes.
func (d *Desk) PutSite(ctx context.Context, actor app.Actor, seen *app.Seen[Site], s Site) error {
	return d.write.Do(ctx, actor, "site.put", func(tx Tx) error {
		if err := staff.May(actor, staff.ManageSite); err != nil {
			return err
		}
		old, err := tx.Site()
		if err != nil {
			return err
		}
		s.ID, s.Rehearsal = old.ID, seen.Was().Rehearsal
		if s.Zone = strings.TrimSpace(s.Zone); s.Zone == UsualZone { // as most say nothing of it
			s.Zone = ""
		}
		if err := tx.AmendSite(seen, s); err != nil {
			return err
		}
		now, err := tx.Site()
		if err != nil {
			return err
		}
		if strings.TrimSpace(now.Name) == "" {
			return app.Refuse("site.name_missing", "field", "name")
		}
		_, err = zoneOf(now.Zone)
		return err
	})
}

// PutBuilding changes a building's name, place and completion date.
func (d *Desk) PutBuilding(ctx context.Context, actor app.Actor, seen *app.Seen[Building], b Building) error {
	return d.write.Do(ctx, actor, "building.put", func(tx Tx) error {
		if _, err := buildingFor(tx, b.ID); err != nil {
			return err
		}
		change := seen.Was()
		change.ID, change.Name, change.Completed, change.Order = b.ID, b.Name, b.Completed, b.Order
		return tx.AmendBuilding(seen, change)
	})
}

// buildingFor reads a building that the actor may change: what stands in it is of its
// community.
func buildingFor(tx Tx, id app.ID) (Building, error) {
	if err := staff.May(tx.Actor(), staff.ManageSite); err != nil {
		return Building{}, err
	}
	b, err := tx.Building(id)
	if err != nil {
		return b, err
	}
	return b, staff.May(tx.Actor(), staff.ManageSite, b.Community)
}

// SetCompleted records the day on which the completion of the buildings was filed, for all
// of them or for none.
func (d *Desk) SetCompleted(ctx context.Context, actor app.Actor, buildings []app.ID, day app.Date) error {
	return d.write.Do(ctx, actor, "building.put", func(tx Tx) error {
		for _, id := range buildings {
			b, err := buildingFor(tx, id)
			if err != nil {
				return err
			}
			b.Completed = day
			if err := tx.PutBuilding(b); err != nil {
				return err
			}
		}
		return nil
	})
}
