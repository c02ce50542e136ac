package inspect

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Assign says who is to inspect homes, all in one action or none; Nil: nobody in particular
// any more. It holds nobody else from inspecting them: two may share a home.
//
// A home that is signed off may be assigned: one round follows another (what failed is looked
// at again, the owners come on an open day), and who walks the next is settled before it
// begins. What was handed over is inspected no more.
func (k *Desk) Assign(ctx context.Context, actor app.Actor, homes []app.ID, inspector app.ID) error {
	return k.w.Do(ctx, actor, "inspect.assign", func(tx Tx) error {
		if len(homes) == 0 {
			return app.Refuse("inspect.none_chosen")
		}
		for _, home := range homes {
			u, err := tx.Unit(home)
			if err != nil {
				return err
			}
			if err := requireAssignable(tx, u, inspector); err != nil {
				return err
			}
			u.Inspector = inspector
			if err := tx.PutUnit(u); err != nil {
				return err
			}
		}
		if inspector.IsNil() {
			return nil
		}
		return requireNoneHandedOver(tx, homes)
	})
}

// requireNoneHandedOver refuses to assign homes that are inspected no more, and names them all.
func requireNoneHandedOver(tx Tx, homes []app.ID) error {
	var codes []string
	for _, home := range homes {
		u, err := tx.Unit(home)
		if err != nil {
			return err
		}
		if !u.HandedOver.IsZero() {
			codes = append(codes, u.Code)
		}
	}
	if len(codes) == 0 {
		return nil
	}
	return app.Refuse("inspect.assign_handed_over", "unit", strings.Join(codes, "、"))
}

// requireAssignable refuses where the actor may not assign the home, and where the person may
// not inspect it.
func requireAssignable(tx Tx, u site.Unit, inspector app.ID) error {
	community, err := site.CommunityOf(tx, u.ID)
	if err != nil {
		return err
	}
	if err := staff.May(tx.Actor(), staff.Assign, community); err != nil || inspector.IsNil() {
		return err
	}
	who, err := tx.Person(inspector)
	switch {
	case err != nil:
		return err
	case who.Left:
		return app.Refuse("inspect.inspector_left", "who", who.Name, "field", "inspector")
	case !mayInspect(who, community):
		return app.Refuse("inspect.inspector_may_not", "who", who.Name, "unit", u.Code, "field", "inspector")
	}
	return nil
}

// mayInspect reports whether a person may inspect homes of all these communities.
func mayInspect(p staff.Person, communities ...app.ID) bool {
	return !p.Left && staff.May(p.Actor(), staff.Inspect, communities...) == nil
}

// Inspectors are those of a team who may inspect homes of all these communities.
func Inspectors(team []staff.Person, communities ...app.ID) []staff.Person {
	return slices.DeleteFunc(slices.Clone(team), func(p staff.Person) bool { return !mayInspect(p, communities...) })
}
