package program

import (
	"context"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/store"
	"keyday/data/tray"
	"keyday/ui/screen/conflicts"
)

// disputes are the site's conflicts as the screen shows and settles them.
type disputes struct {
	s       *store.Store
	privacy tray.Eraser
}

// Conflicts lists what waits, with the codes of the homes that it belongs to.
func (d disputes) Conflicts(ctx context.Context) ([]conflicts.Conflict, error) {
	all, err := d.s.ConflictsNaming(ctx)
	if err != nil {
		return nil, err
	}
	shown := make([]conflicts.Conflict, len(all))
	for i, c := range all {
		shown[i] = shownConflict(c)
	}
	return shown, nil
}

func shownConflict(c store.Conflict) conflicts.Conflict {
	one := conflicts.Conflict{Record: c.Record, Name: c.Name, Told: c.Told, Unit: c.HomeName, Field: c.Field, Meaning: c.Meaning, Opened: c.Opened}
	for _, s := range c.Sides {
		one.Sides = append(one.Sides, conflicts.Side{Value: s.Value, Private: s.Private, Deleted: s.Deleted, Name: s.Name, At: s.At})
	}
	return one
}

// Show is a conflict with whole values, for whoever may see them; that it is shown is
// recorded.
func (d disputes) Show(ctx context.Context, actor app.Actor, c conflicts.Conflict) (conflicts.Conflict, error) {
	err := d.privacy.ShowDisputed(ctx, actor, c.Record)
	if code := app.RefusalCode(err); code == "permission.missing" || code == "permission.scope" {
		return c, nil
	} else if err != nil {
		return c, err
	}
	whole, err := d.s.ConflictWhole(ctx, store.Conflict{Record: c.Record, Field: c.Field})
	if err != nil {
		return c, err
	}
	return shownConflict(whole), nil
}

// Settle decides which side of a conflict holds.
func (d disputes) Settle(ctx context.Context, actor app.Actor, c conflicts.Conflict, side int) error {
	return d.s.Settle(ctx, actor, store.Conflict{Record: c.Record, Field: c.Field, Opened: c.Opened, Sides: make([]store.ConflictSide, len(c.Sides))}, side)
}

// People are the team, of whom some may settle.
func (d disputes) People(ctx context.Context) ([]staff.Person, error) { return d.s.People(ctx) }
