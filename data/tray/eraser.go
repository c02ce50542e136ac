package tray

import (
	"context"

	"keyday/app"
	"keyday/app/privacy"
)

// Eraser is the desk at which owners are erased; what lies in the clear for printer and
// viewer goes with them, and saved views of lists that say who they are.
type Eraser struct {
	*privacy.Desk
	Tray  *Tray
	Views Views
}

// Views are the views of lists that were saved on this laptop.
type Views interface {
	// ForgetViewsSaying forgets those that say one of the texts, in their name or in what
	// they ask for.
	ForgetViewsSaying(ctx context.Context, texts []string) error
}

// Erase forgets an owner.
func (e Eraser) Erase(ctx context.Context, actor app.Actor, unit, owner app.ID, why privacy.Reason) (privacy.Plan, error) {
	plan, err := e.Desk.Erase(ctx, actor, unit, owner, why)
	if code := app.RefusalCode(err); err == nil || code == "person.remains" || code == "person.unnoted" { // else nothing was erased
		e.Tray.Clear()
		if kept := e.Views.ForgetViewsSaying(context.WithoutCancel(ctx), plan.Tells()); err == nil {
			err = kept
		}
	}
	return plan, err
}
