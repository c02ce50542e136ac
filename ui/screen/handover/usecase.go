package handover

import (
	"context"

	"keyday/app"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// useCase is what the desk does for a home.
type useCase func(ctx context.Context, actor app.Actor, unit app.ID) error

// asks shows a form, nil for none, whose act runs a use case upon the home.
func (pg *desk) asks(f *register.Form, q register.Question, read func() useCase) *widget.Dialog {
	if f == nil {
		f = register.NewForm(pg.c)
	}
	if q.Done == nil {
		q.Done = func() { pg.c.Say(pg.c.W.T("handover.said.saved")) }
	}
	actor, unit := pg.c.Actor(), pg.id
	q.Take = func() (register.Doing, error) {
		do := read()
		return func(ctx context.Context) error { return do(ctx, actor, unit) }, nil
	}
	q.Run = func(do register.Doing, told func(error)) {
		pg.act(func(ctx context.Context, _ app.Actor, _ app.ID) error { return do(ctx) }, told)
	}
	return f.Ask(q)
}

// alone is a use case that needs nothing to be filled in.
func alone(do useCase) func() useCase { return func() useCase { return do } }
