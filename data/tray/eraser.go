package tray

import (
	"context"

	"keyday/app"
	"keyday/app/privacy"
)

// Eraser is the desk at which owners are erased; what lies in the clear for printer and
// viewer goes with them.
type Eraser struct {
	*privacy.Desk
	Tray *Tray
}

// Erase forgets an owner.
func (e Eraser) Erase(ctx context.Context, actor app.Actor, unit, owner app.ID, why privacy.Reason) (privacy.Plan, error) {
	plan, err := e.Desk.Erase(ctx, actor, unit, owner, why)
	if code := app.RefusalCode(err); err == nil || code == "person.remains" || code == "person.unnoted" { // else nothing was erased
		e.Tray.Clear()
	}
	return plan, err
}
