package main

import (
	"context"

	"keyday/app"
	"keyday/app/intake"
	"keyday/data/frugal"
)

// ledgers is the desk that takes in ledgers; while one is looked through, memory is held
// close, for it is whatever somebody sent.
type ledgers struct{ *intake.Desk }

func (d ledgers) Look(ctx context.Context, actor app.Actor, community app.ID, book intake.Book) (intake.Survey, error) {
	defer frugal.Begin()()
	return d.Desk.Look(ctx, actor, community, book)
}

func (d ledgers) DryRun(ctx context.Context, actor app.Actor, community app.ID, sv intake.Survey, o intake.Options) (*intake.Plan, error) {
	defer frugal.Begin()()
	return d.Desk.DryRun(ctx, actor, community, sv, o)
}
