package program

import (
	"context"

	"keyday/app"
	"keyday/data/records"
	"keyday/data/tray"
)

// disputes are the site's conflicts as the screen shows and settles them.
type disputes struct {
	*records.Store
	privacy tray.Eraser
}

// Conflicts lists what waits, without whole numbers.
func (d disputes) Conflicts(ctx context.Context) ([]app.Conflict, error) {
	return d.ConflictsNaming(ctx)
}

// Show is a conflict with whole values, for whoever may see them; that it is shown is
// recorded.
func (d disputes) Show(ctx context.Context, actor app.Actor, c app.Conflict) (app.Conflict, error) {
	err := d.privacy.ShowDisputed(ctx, actor, c.Record)
	if code := app.RefusalCode(err); code == "permission.missing" || code == "permission.scope" {
		return c, nil
	} else if err != nil {
		return c, err
	}
	return d.ConflictWhole(ctx, c)
}
