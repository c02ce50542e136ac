package privacy

import (
	"context"

	"keyday/app"
	"keyday/app/staff"
)

// Book lists and settles what several laptops changed without sight of each other.
type Book interface {
	// ConflictsNaming lists what waits, with names, without whole numbers.
	ConflictsNaming(ctx context.Context) ([]app.Conflict, error)
	// ConflictWhole is one with its values whole.
	ConflictWhole(ctx context.Context, c app.Conflict) (app.Conflict, error)
	// Settle decides that the side of that index holds.
	Settle(ctx context.Context, actor app.Actor, c app.Conflict, side int) error
	People(ctx context.Context) ([]staff.Person, error)
}

// Disputes are a site's conflicts, in which whole numbers are shown to those alone who may
// see them.
type Disputes struct {
	Book
	Desk *Desk
}

// Conflicts lists what waits, without whole numbers.
func (d Disputes) Conflicts(ctx context.Context) ([]app.Conflict, error) {
	return d.ConflictsNaming(ctx)
}

// Show is a conflict with whole values, for whoever may see them; that it is shown is
// recorded.
func (d Disputes) Show(ctx context.Context, actor app.Actor, c app.Conflict) (app.Conflict, error) {
	err := d.Desk.ShowDisputed(ctx, actor, c.Record)
	if code := app.RefusalCode(err); code == "permission.missing" || code == "permission.scope" {
		return c, nil
	} else if err != nil {
		return c, err
	}
	return d.ConflictWhole(ctx, c)
}
