package site

import (
	"keyday/app"
	"keyday/app/staff"
)

// Homes is what says in which community a home lies.
type Homes interface {
	Actor() app.Actor
	Unit(id app.ID) (Unit, error)
	Building(id app.ID) (Building, error)
}

// MayAt refuses where the actor lacks the permission, or where one of the homes lies
// outside the actor's communities: a record belongs to one home, to several, or (no home,
// or Nil) to none, which asks for the permission alone.
func MayAt(tx Homes, p staff.Permission, homes ...app.ID) error {
	var communities []app.ID
	for _, home := range homes {
		if home.IsNil() {
			continue
		}
		c, err := CommunityOf(tx, home)
		if err != nil {
			return err
		}
		communities = append(communities, c)
	}
	return staff.May(tx.Actor(), p, communities...)
}

// CommunityOf is the community in which a home lies.
func CommunityOf(tx Homes, home app.ID) (app.ID, error) {
	u, err := tx.Unit(home)
	if err != nil {
		return app.Nil, err
	}
	b, err := tx.Building(u.Building)
	return b.Community, err
}
