package handover

import (
	"context"

	"keyday/app"
	"keyday/ui/screen/widget"
)

// useCase is what the desk does for a home.
type useCase func(ctx context.Context, actor app.Actor, unit app.ID) error

// asks shows a dialog whose act runs a use case: what was filled in is read on the
// screen's goroutine, before the act begins; what is refused is said in the dialog.
func (pg *desk) asks(d *widget.Dialog, read func() (useCase, error), done func()) {
	d.OnConfirm = func() bool {
		do, err := read()
		if err != nil {
			d.SetError(pg.c.W.Refusal(err))
			return false
		}
		pg.act(do, pg.c.Awaiting(d, done))
		return false
	}
	pg.c.Ask(d)
}

// alone is a use case that needs nothing to be filled in.
func alone(do useCase) func() (useCase, error) {
	return func() (useCase, error) { return do, nil }
}
