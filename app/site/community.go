package site

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/app/staff"
)

// PutCommunity adds a community or gives it another name. Names are unique; one that
// is added has the identity that a laptop apart would give it too.
func (d *Desk) PutCommunity(ctx context.Context, actor app.Actor, seen *app.Seen[Community], c Community) (app.ID, error) {
	err := d.write.Do(ctx, actor, "community.put", func(tx Tx) (err error) {
		c.Name = strings.TrimSpace(c.Name)
		if c.ID.IsNil() {
			if err := staff.May(actor, staff.ManageSite); err != nil {
				return err
			}
			if c.ID, err = newCommunity(tx, c.Name); err != nil {
				return err
			}
			return tx.AmendCommunity(seen, c)
		}
		if err := staff.May(actor, staff.ManageSite, c.ID); err != nil {
			return err
		}
		if err := tx.AmendCommunity(seen, c); err != nil {
			return err
		}
		now, err := tx.Community(c.ID)
		if err != nil {
			return err
		}
		return requireCommunityName(tx, now)
	})
	return c.ID, err
}

// newCommunity is the identity of a community that is added under a name.
func newCommunity(tx Tx, name string) (app.ID, error) {
	if err := requireCommunityName(tx, Community{Name: name}); err != nil {
		return app.Nil, err
	}
	s, err := tx.Site()
	if err != nil {
		return app.Nil, err
	}
	id := app.DerivedID(s.ID, "community/"+name)
	if _, err = tx.Community(id); err == nil {
		return tx.NewID(), nil // that one is called otherwise by now
	}
	if app.RefusalCode(err) == "record.unknown" {
		err = nil
	}
	return id, err
}

// requireCommunityName refuses a community without a name, or with one that another has.
func requireCommunityName(tx Tx, c Community) error {
	if c.Name == "" {
		return app.Refuse("community.name_missing")
	}
	all, err := tx.Communities()
	for _, other := range all {
		if other.Name == c.Name && other.ID != c.ID {
			return app.Refuse("community.name_taken", "name", c.Name)
		}
	}
	return err
}
