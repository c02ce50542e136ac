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
	actor, unit := pg.c.Actor(), pg.id
	q.Take = func() (register.Doing, error) {
		do := read()
		return func(ctx context.Context) error { return do(ctx, actor, unit) }, nil
	}
	return f.Ask(pg.upon(q))
}

// upon is the question as the desk asks it: its act counts as running here, and once it is
// done that is said, where nothing else is.
func (pg *desk) upon(q register.Question) register.Question {
	if q.Done == nil {
		q.Done = func() { pg.c.Say(pg.c.W.T("handover.said.saved")) }
	}
	q.Run = func(do register.Doing, told func(error)) {
		pg.act(func(ctx context.Context, _ app.Actor, _ app.ID) error { return do(ctx) }, told)
	}
	return q
}

// alone is a use case that needs nothing to be filled in.
func alone(do useCase) func() useCase { return func() useCase { return do } }
