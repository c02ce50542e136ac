package sheet

import (
	"context"
	"runtime"

	"keyday/app"
	"keyday/app/intake"
	"keyday/data/frugal"
)

// Ledgers is the desk that takes in ledgers. Memory is held close while one is looked
// through, for it is whatever somebody sent, as long as the plan of it is held (while it
// is shown, and written), and while it is taken back.
type Ledgers struct{ *intake.Desk }

// Look looks through a ledger.
func (d Ledgers) Look(ctx context.Context, actor app.Actor, community app.ID, book intake.Book) (intake.Survey, error) {
	defer frugal.Begin()()
	return d.Desk.Look(ctx, actor, community, book)
}

// DryRun plans what a ledger changes.
func (d Ledgers) DryRun(ctx context.Context, actor app.Actor, community app.ID, sv intake.Survey, o intake.Options) (*intake.Plan, error) {
	end := frugal.Begin()
	plan, err := d.Desk.DryRun(ctx, actor, community, sv, o)
	if err != nil {
		end()
		return nil, err
	}
	runtime.AddCleanup(plan, func(end func()) { end() }, end)
	return plan, nil
}

// Apply writes what was planned.
func (d Ledgers) Apply(ctx context.Context, actor app.Actor, shown *intake.Plan, progress func(done, total int)) (intake.Run, error) {
	defer frugal.Write()()
	return d.Desk.Apply(ctx, actor, shown, progress)
}

// Undo takes an import back.
func (d Ledgers) Undo(ctx context.Context, actor app.Actor, run app.ID) (intake.Undone, error) {
	defer frugal.Begin()()
	return d.Desk.Undo(ctx, actor, run)
}
