package program

import (
	"context"
	"io"
	"io/fs"
	mathrand "math/rand/v2"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/intake"
	"keyday/app/rehearsal"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/assets"
	"keyday/data/keyring"
	"keyday/data/laptop"
	"keyday/data/store"
	"keyday/ui/paper/set"
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
	list, err := checklist()
	if err != nil {
		return rehearsal.Made{}, err
	}
	random := seeded(plan.Seed)
	if begin.Supervisor.PIN, err = keyring.HashPIN(rehearsal.PIN, random); err != nil {
		return rehearsal.Made{}, err
	}
	// Everybody's PIN is the same, and hashing one is made to be slow.
	hash := func(string) (string, error) { return begin.Supervisor.PIN, nil }
	clock := rehearsal.NewClock(plan)
	s, err := store.Create(ctx, folder, store.Founding{
		Site: begin.Site, Communities: []site.Community{begin.Community}, Supervisor: begin.Supervisor, Lane: "01",
	}, laptop.Options(store.Options{Clock: clock, Random: random, Synchronous: "NORMAL"}))
	if err != nil {
		return rehearsal.Made{}, err
	}
	w := words.New()
	o, err := furnish(s, w, random)
	if err != nil {
		return rehearsal.Made{}, err
	}
	defer func() {
		if closed := o.Close(); err == nil {
			err = closed
		}
	}()
	chief := begin.Supervisor.Actor()
	lend := press(w, s, random)
	return rehearsal.Play(ctx, rehearsal.House{
		Seeds: seeds, Checklist: list,
		Together: func(ctx context.Context, do func(rehearsal.Desks) error) error {
			return s.Do(ctx, chief, "site.rehearse", func(tx *store.Tx) error {
				return do(rehearsalDesks(s, tx, clock, list, lend, hash))
			})
		},
		Keep: func(ctx context.Context, name string, picture io.Reader) (string, error) {
			kept, err := o.photos.Put(ctx, picture, name)
			return kept.Hash, err
		},
	}, begin, plan, clock, tell)
}

// rehearsalDesks are the desks over an open transaction.
func rehearsalDesks(s *store.Store, tx *store.Tx, clock app.Clock, list *inspect.Checklist, lend func() contract.Press, hash func(string) (string, error)) rehearsal.Desks {
	walk := store.Inside(tx, func(tx *store.Tx) inspect.Tx { return tx }, clock)
	return rehearsal.Desks{
		Site:     site.New(store.Inside(tx, func(tx *store.Tx) site.Tx { return tx }, clock), s.Identify),
		Staff:    staff.New(store.Inside(tx, func(tx *store.Tx) staff.Tx { return tx }, clock), hash),
		Intake:   intake.NewDesk(store.Inside(tx, func(tx *store.Tx) intake.Tx { return tx }, clock), s, set.Lacks, s.Identify),
		Contract: contract.New(store.Inside(tx, func(tx *store.Tx) contract.Tx { return tx }, clock), lend),
		Defect:   defect.New(store.Inside(tx, func(tx *store.Tx) defect.DeskTx { return list.DefectTx(tx) }, clock), lend),
		Inspect:  inspect.New(walk, list, lend),
		Handover: handover.New(store.Inside(tx, func(tx *store.Tx) handover.Tx { return tx }, clock), lend),
		Walk:     walk,
		Tx:       tx,
	}
}

// seeded is randomness that is the same for the same seed.
func seeded(seed uint64) io.Reader {
	var key [32]byte
	for i := range 8 {
		key[i] = byte(seed >> (8 * i))
	}
	return mathrand.NewChaCha8(key)
}

// checklist is the list that ships with Keyday.
func checklist() (*inspect.Checklist, error) {
	files, err := fs.Sub(assets.Checklists, "checklists")
	if err != nil {
		return nil, err
	}
	return inspect.Read(files, "residential", "1")
}
