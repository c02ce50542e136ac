package program

import (
	"context"
	"io"
	"io/fs"
	"time"

	"keyday/app"
	"keyday/app/inspect"
	"keyday/app/rehearsal"
	"keyday/app/site"
	"keyday/assets"
	"keyday/data/keyring"
	"keyday/data/laptop"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/words"
)

// rehearse makes a rehearsal site in the folder. Everything random comes from the
// plan's seed and every moment from its clock, so that one plan makes one site.
// Such keys protect nothing, as nothing on a rehearsal needs protection. One that is
// stopped leaves no site behind.
func rehearse(ctx context.Context, folder string, plan rehearsal.Plan, tell rehearsal.Tell) (made rehearsal.Made, err error) {
	err = store.Beside(laptop.Leftovers(), folder, func(beside string) (err error) {
		made, err = play(ctx, beside, plan, tell)
		return err
	})
	return made, err
}

// play founds the site in the folder, and has the team work in it.
func play(ctx context.Context, folder string, plan rehearsal.Plan, tell rehearsal.Tell) (made rehearsal.Made, err error) {
	if plan.Today.IsZero() {
		plan.Today = app.DateOf(time.Now().In(site.Site{}.Location()))
	}
	seeds, err := fs.Sub(assets.Rehearsal, "rehearsal")
	if err != nil {
		return rehearsal.Made{}, err
	}
	begin, err := rehearsal.Found(plan, seeds)
	if err != nil {
		return rehearsal.Made{}, err
	}
	random := rehearsal.Random(plan.Seed)
	if begin.Supervisor.PIN, err = keyring.HashPIN(rehearsal.PIN, random); err != nil {
		return rehearsal.Made{}, err
	}
	// Everybody's PIN is the same, and hashing one is made to be slow.
	hash := func(string) (string, error) { return begin.Supervisor.PIN, nil }
	clock := rehearsal.NewClock(plan)
	s, err := records.Create(ctx, folder, records.Founding{
		Site: begin.Site, Communities: []site.Community{begin.Community}, Supervisor: begin.Supervisor, Lane: "01",
	}, laptop.Options(store.Options{Clock: clock, Random: random, Synchronous: "NORMAL"}))
	if err != nil {
		return rehearsal.Made{}, err
	}
	w := words.New()
	o, err := newOpened(s, w, random)
	if err != nil {
		return rehearsal.Made{}, err
	}
	defer func() {
		if closed := o.Close(); err == nil {
			err = closed
		}
	}()
	chief := begin.Supervisor.Actor()
	inside := needs{store: s, press: press(w, s, random), hash: hash, list: o.inspect.List(), clock: clock}
	return rehearsal.Play(ctx, rehearsal.Target{
		Seeds: seeds, Checklist: o.inspect.List(), Clock: clock,
		InOneTransaction: func(ctx context.Context, do func(rehearsal.Desks) error) error {
			return s.Do(ctx, chief, "site.rehearse", func(tx *records.Tx) error {
				inside.tx = tx
				d := newDesks(inside)
				return do(rehearsal.Desks{
					Site: d.site, Staff: d.staff, Intake: d.intake.Desk, Contract: d.contract, Defect: d.defect, Inspect: d.inspect, Handover: d.handover,
					Walk: writer(inside, func(tx *records.Tx) inspect.Tx { return tx }), Tx: tx,
				})
			})
		},
		KeepPicture: func(ctx context.Context, name string, picture io.Reader) (string, error) {
			kept, err := o.photos.Put(ctx, picture, name)
			return kept.Hash, err
		},
	}, begin, plan, tell)
}
