package records

import (
	"context"
	"sync"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/intake"
	"keyday/app/privacy"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/store"
)

// Store is one open site, with the queries of every screen.
type Store struct {
	*store.Store
	tried sync.Map // person → staff.Tries, as this process saw them
}

// Tx is one transaction, as the use cases of every domain see it.
type Tx struct{ *store.Tx }

// One transaction serves every domain; each sees the few methods that it needs.
var (
	_ intake.Reader = (*Store)(nil)

	_ site.Tx     = (*Tx)(nil)
	_ intake.Tx   = (*Tx)(nil)
	_ staff.Tx    = (*Tx)(nil)
	_ defect.Tx   = (*Tx)(nil)
	_ contract.Tx = (*Tx)(nil)
	_ inspect.Tx  = (*Tx)(nil)
	_ handover.Tx = (*Tx)(nil)
	_ privacy.Tx  = (*Tx)(nil)
)

// Open is store.Open for a site of these records.
func Open(ctx context.Context, dir string, opt store.Options) (*Store, error) {
	return opened(store.Open(ctx, dir, Records(), opt))
}

func opened(s *store.Store, err error) (*Store, error) {
	if err != nil {
		return nil, err
	}
	return &Store{Store: s}, nil
}

// Restore is store.Restore for a backup of such a site.
func Restore(ctx context.Context, file, dir string, r store.Restoring) (store.Restored, error) {
	return store.Restore(ctx, Records(), file, dir, r)
}

// IsRehearsal reports whether the site in the folder is a rehearsal, without opening it;
// what cannot be read is none.
func IsRehearsal(folder string) (is bool) {
	return store.Ask(folder, "SELECT rehearsal FROM site LIMIT 1", &is) && is
}

// Founding is what a new site begins with.
type Founding struct {
	Site        site.Site
	Communities []site.Community
	Supervisor  staff.Person // with a PIN
	Lane        string       // this laptop's number, "01" to "99"
}

// Create makes a site as store.Create does. Identities that Founding leaves empty are
// filled in. It refuses with "site.name_missing" and "staff.name_missing" besides.
func Create(ctx context.Context, dir string, f Founding, opt store.Options) (*Store, error) {
	switch {
	case f.Site.Name == "" || len(f.Communities) == 0:
		return nil, app.Refuse("site.name_missing")
	case f.Supervisor.Name == "" || f.Supervisor.PIN == "":
		return nil, app.Refuse("staff.name_missing")
	}
	opt = opt.Filled()
	for _, id := range []*app.ID{&f.Site.ID, &f.Supervisor.ID} {
		if id.IsNil() {
			*id = app.NewID(opt.Clock.Now(), opt.Random)
		}
	}
	founding := opt
	if f.Site.Rehearsal { // which is noted nowhere else
		founding.Marks = ""
	}
	return opened(store.Create(ctx, dir, Records(), store.New{
		ID: f.Site.ID, Lane: f.Lane, Actor: f.Supervisor.Actor(), First: func(tx *store.Tx) error { return f.put(&Tx{tx}) },
	}, founding))
}

// put puts the records that the site begins with.
func (f Founding) put(tx *Tx) error {
	if err := tx.PutSite(f.Site); err != nil {
		return err
	}
	for _, c := range f.Communities {
		if c.ID.IsNil() {
			c.ID = app.DerivedID(f.Site.ID, "community/"+c.Name)
		}
		if err := tx.PutCommunity(c); err != nil {
			return err
		}
	}
	return tx.PutPerson(f.Supervisor)
}

// Do runs fn as store.Store.Do does.
func (s *Store) Do(ctx context.Context, actor app.Actor, action string, fn func(tx *Tx) error) error {
	return s.Store.Do(ctx, actor, action, func(tx *store.Tx) error { return fn(&Tx{tx}) })
}

// Read runs fn over one consistent state of the site, beside the writer.
func (s *Store) Read(ctx context.Context, fn func(tx *Tx) error) error {
	return s.Store.Read(ctx, func(tx *store.Tx) error { return fn(&Tx{tx}) })
}

// Narrow gives a domain its own view of the transaction, checked by the compiler:
// records.Narrow(s, func(tx *records.Tx) defect.Tx { return tx }).
func Narrow[T any](w app.Writer[*Tx], view func(*Tx) T) app.Writer[T] { return narrow[T]{w, view} }

type narrow[T any] struct {
	w    app.Writer[*Tx]
	view func(*Tx) T
}

func (n narrow[T]) Do(ctx context.Context, actor app.Actor, action string, fn func(T) error) error {
	return n.w.Do(ctx, actor, action, func(tx *Tx) error { return fn(n.view(tx)) })
}

// Inside is store.Inside with a domain's view of the transaction.
func Inside[T any](tx *Tx, view func(*Tx) T, clock app.Clock) app.Writer[T] {
	return store.Inside(tx.Tx, func(tx *store.Tx) T { return view(&Tx{tx}) }, clock)
}
