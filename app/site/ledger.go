package site

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/app/staff"
)

// SetFunds records whether the first maintenance-fund instalment of the units is
// paid: all of them or none.
func (d *Desk) SetFunds(ctx context.Context, actor app.Actor, units []app.ID, state FundState) error {
	return d.write.Do(ctx, actor, "unit.fund", func(tx Tx) error {
		return each(tx, units, func(u *Unit) { u.Fund = state })
	})
}

// SetHouseType gives the units a house type, all of them or none; Nil takes away
// one that is wrong. A walk that has begun keeps the rooms it began with.
func (d *Desk) SetHouseType(ctx context.Context, actor app.Actor, units []app.ID, houseType app.ID) error {
	return d.write.Do(ctx, actor, "unit.house_type", func(tx Tx) error {
		if err := requireKnownType(tx, houseType); err != nil {
			return err
		}
		return each(tx, units, func(u *Unit) { u.HouseType = houseType })
	})
}

// requireKnownType refuses a house type that the site does not have.
func requireKnownType(tx Tx, id app.ID) error {
	if id.IsNil() {
		return nil
	}
	all, err := tx.HouseTypes()
	if err == nil && !slices.ContainsFunc(all, func(h HouseType) bool { return h.ID == id }) {
		err = app.Refuse("record.unknown", "kind", "house_type")
	}
	return err
}

// changeable reads the unit, and refuses unless the actor may change its ledger fields.
func changeable(tx Tx, unit app.ID) (Unit, error) {
	u, err := tx.Unit(unit)
	if err != nil {
		return u, err
	}
	return u, MayAt(tx, staff.EditOwners, unit)
}

// each applies a change to every unit, and refuses where the actor may not change one, or
// where the change was settled with its owners: CorrectUnit does that, with a reason.
func each(tx Tx, units []app.ID, change func(*Unit)) error {
	for _, id := range units {
		u, err := changeable(tx, id)
		if err != nil {
			return err
		}
		was := u
		change(&u)
		settled, err := tx.SettledOf(id)
		if err != nil {
			return err
		}
		if settled.Home(was, u) {
			return app.Refuse("unit.settled", "unit", u.Code)
		}
		if err := tx.PutUnit(u); err != nil {
			return err
		}
	}
	return nil
}
