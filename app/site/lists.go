package site

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/app/staff"
)

// PutHouseType adds or changes a house type. Its name is unique; a room's key,
// once given, stays, because answers and defects refer to it.
func (d *Desk) PutHouseType(ctx context.Context, actor app.Actor, seen *app.Seen[HouseType], h HouseType) (app.ID, error) {
	err := d.write.Do(ctx, actor, "house_type.put", func(tx Tx) error {
		if err := staff.May(actor, staff.ManageSite); err != nil {
			return err
		}
		h.Name = strings.TrimSpace(h.Name)
		if h.ID.IsNil() {
			h.ID = tx.NewID()
		}
		if err := tx.AmendHouseType(seen, h); err != nil {
			return err
		}
		now, err := tx.HouseType(h.ID)
		if err != nil {
			return err
		}
		return now.check(tx)
	})
	return h.ID, err
}

func (h HouseType) check(tx Tx) error {
	if h.Name == "" {
		return app.Refuse("house_type.name_missing", "field", "name")
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
	return nil
}

// PutFirm adds or changes a contractor. Its name is unique among those in use.
func (d *Desk) PutFirm(ctx context.Context, actor app.Actor, seen *app.Seen[Firm], f Firm) (app.ID, error) {
	err := d.write.Do(ctx, actor, "firm.put", func(tx Tx) error {
		if err := staff.May(actor, staff.ManageSite); err != nil {
			return err
		}
		f.Name = strings.TrimSpace(f.Name)
		if f.ID.IsNil() {
			f.ID = tx.NewID()
		}
		if err := tx.AmendFirm(seen, f); err != nil {
			return err
		}
		now, err := tx.Firm(f.ID)
		if err != nil {
			return err
		}
		return now.check(tx)
	})
	return f.ID, err
}

func (f Firm) check(tx Tx) error {
	if f.Name == "" {
		return app.Refuse("firm.name_missing", "field", "name")
	}
	all, err := tx.Firms()
	for _, other := range all {
		if other.Name == f.Name && other.ID != f.ID {
			return app.Refuse("firm.name_taken", "name", f.Name)
		}
	}
	return err
}
