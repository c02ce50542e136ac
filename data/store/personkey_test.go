package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"testing"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// twin is the same site on a second laptop: restored there before anybody imported
// anything, so that both know the site's keys and neither the other's persons.
type twin struct{ here, there *records.Store }

func twins(t *testing.T) twin {
	t.Helper()
	here := newStore(t)
	if err := here.Close(); err != nil {
		t.Fatal(err)
	}
	dir := copied(t, here.Dir())
	here = openIn(t, here.Dir())
	there, err := records.Open(context.Background(), dir, store.Options{Clock: ticking(), Random: seeded(3)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { there.Close() })
	return twin{here, there}
}

// exchange brings to each what the other has: grants, keys of persons, operations.
func (w twin) exchange(t *testing.T) {
	t.Helper()
	for _, way := range [][2]*records.Store{{w.here, w.there}, {w.there, w.here}} {
		bring(t, way[0], way[1])
	}
}

func bring(t *testing.T, from, to *records.Store) {
	t.Helper()
	envelopes, err := from.Envelopes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	grants := grantsOf(t, from)
	rows, err := from.Reader().Query("SELECT dev, seq, body, hash, sig FROM op ORDER BY dev, seq")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	do(t, to, "sync.apply", func(tx *records.Tx) error {
		for _, g := range grants {
			if err := tx.TakeGrant(g); err != nil {
				return err
			}
		}
		for _, e := range envelopes {
			if err := tx.TakeEnvelope(e); err != nil {
				return err
			}
		}
		for rows.Next() {
			var dev uint32
			var seq uint64
			var body, hash, sig []byte
			if err := rows.Scan(&dev, &seq, &body, &hash, &sig); err != nil {
				return err
			}
			if err := tx.Apply(body, [32]byte(hash), sig); err != nil {
				return err
			}
		}
		return rows.Err()
	})
}

func grantsOf(t *testing.T, s *records.Store) (all [][]byte) {
	t.Helper()
	rows, err := s.Reader().Query("SELECT body FROM granted ORDER BY stream")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			t.Fatal(err)
		}
		all = append(all, body)
	}
	return all
}

// imports puts the same owner, as one ledger names them, and their home.
func imports(t *testing.T, s *records.Store) (site.Owner, site.Unit) {
	t.Helper()
	o := buyer
	o.ID = s.Identify(buyer.IDNo)
	b := building("3")
	u := unitIn(b, 5, 1)
	do(t, s, "import.apply", func(tx *records.Tx) error {
		return errors.Join(tx.PutBuilding(b), tx.PutUnit(u), tx.PutOwner(o),
			tx.PutOwnership(site.Ownership{ID: app.DerivedID(u.ID, "owner/"+o.ID.String()), Unit: u.ID, Owner: o.ID}))
	})
	return o, u
}

func ownerOf(t *testing.T, s *records.Store, id app.ID) site.Owner {
	t.Helper()
	o, err := store.Get(s.At(context.Background()), owners, id)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Two laptops import one ledger, each drawing a key for the same owner; after they
// met, both read what either wrote, nothing is in dispute, and erasing on one of them
// drops every key on both, those that come late too.
func TestTwoLaptopsImportOneLedger(t *testing.T) {
	w := twins(t)
	o, unit := imports(t, w.here)
	imports(t, w.there)
	late, err := w.there.Envelopes(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	w.exchange(t)
	for _, s := range []*records.Store{w.here, w.there} {
		got := ownerOf(t, s, o.ID)
		if got.Name != o.Name || got.IDNo != o.IDNo || got.Phone != o.Phone {
			t.Errorf("read as %+v", got)
		}
		keys, err := s.PersonKeys(context.Background(), s.Reader(), o.ID)
		if err != nil || len(keys) != 2 {
			t.Errorf("%d keys, %v", len(keys), err)
		}
		if all, err := s.Conflicts(context.Background()); err != nil || len(all) > 0 {
			t.Errorf("in dispute: %+v, %v", all, err)
		}
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
	_ = unit
	if err := w.here.Erase(context.Background(), chief.Actor(), o.ID); err != nil {
		t.Fatal(err)
	}
	w.exchange(t)
	do(t, w.there, "sync.apply", func(tx *records.Tx) error {
		for _, e := range late {
			if err := tx.TakeEnvelope(e); err != nil {
				return err
			}
		}
		tx.Stage()
		return nil
	})
	for _, s := range []*records.Store{w.here, w.there} {
		if got := ownerOf(t, s, o.ID); got.Name != "" || got.IDNo != "" {
			t.Errorf("erased, and read as %+v", got)
		}
		if keys, err := s.PersonKeys(context.Background(), s.Reader(), o.ID); err != nil || len(keys) > 0 {
			t.Errorf("erased, and %d keys are left, %v", len(keys), err)
		}
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
}

// A key that has not come is waited for: another one in its place would hide that.
func TestAMissingKeyIsNotReplaced(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	if _, err := s.Writer().Exec("DELETE FROM envelope WHERE person = ?", buyer.ID[:]); err == nil {
		t.Fatal("the table of keys is not guarded")
	}
	s.Applying().Store(true)
	if _, err := s.Writer().Exec("DELETE FROM envelope WHERE person = ?", buyer.ID[:]); err != nil {
		t.Fatal(err)
	}
	s.Applying().Store(false)
	s = reopen(t, s)
	err := s.Do(context.Background(), chief.Actor(), "owner.put", func(tx *records.Tx) error {
		o := buyer
		o.Phone = "13900000000"
		return tx.PutOwner(o)
	})
	refused(t, err, "person.key_missing")
	if n, err := s.Envelopes(context.Background()); err != nil || func() bool {
		for _, e := range n {
			if e.Person == buyer.ID {
				return true
			}
		}
		return false
	}() {
		t.Errorf("a key was made in place of the missing one, %v", err)
	}
}

// Who was registered elsewhere with nothing that is sealed, be it that it was left empty
// by name, has no key that could be missing: one is made with the first of it.
func TestNoKeyIsMissingWhereNothingIsSealed(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	elsewhere := otherLaptop(t, s)
	o := site.Owner{ID: app.ID{0xA2}, Name: "陈䶮", Phone: "13900001111"}
	var phone uint16
	for n, f := range owners.ByN {
		if f.Name == "phone" {
			phone = n
		}
	}
	elsewhere.writes(journal.Put, owners.Kind, o.ID, journal.Change{Field: phone, Value: registry.Null})
	elsewhere.arrive(s, 0)
	do(t, s, "owner.put", func(tx *records.Tx) error { return tx.PutOwner(o) })
	if kept := ownerOf(t, s, o.ID); kept.Name != o.Name || kept.Phone != o.Phone {
		t.Errorf("%+v", kept)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// Sealed fields can be neither a set, a counter, a greatest nor a ladder.
func TestSealedFieldsDoNotMergeByValue(t *testing.T) {
	for name, make := range map[string]func(){
		"counter": func() { registry.Counter(1, "n", func(o *site.Unit) *int { return &o.Floor }, registry.Sealed) },
		"set":     func() { registry.Set(1, "n", func(o *site.Unit) *[]string { return &o.Incomplete }, registry.Sealed) },
		"max": func() {
			registry.Number(1, "n", func(o *site.Unit) *int { return &o.Floor }, registry.Merged(journal.Max), registry.Sealed)
		},
		"ladder": func() {
			registry.Text(1, "n", func(o *site.Unit) *string { return &o.Code }, registry.Ladder("a", "b"), registry.Sealed)
		},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a sealed %s is taken", name)
				}
			}()
			make()
		}()
	}
}

// A reader that began before an erasure may still open what it sees; nobody remembers
// the key for later, and the writer that erases does not ask what readers remember.
func TestAnErasedPersonIsNotRemembered(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	ctx := context.Background()
	kept, err := s.PersonKeys(ctx, s.Reader(), buyer.ID)
	if err != nil || len(kept) != 1 {
		t.Fatalf("%d keys, %v", len(kept), err)
	}
	do(t, s, "person.erase", func(tx *records.Tx) error {
		if err := tx.Erase(buyer.ID); err != nil {
			return err
		}
		s.Keys().Keep(buyer.ID, kept) // as a reader does in this very moment
		known, err := tx.KnownWithHeads(owners.Kind, buyer.ID)
		if err != nil {
			return err
		}
		return tx.Show(owners.Kind, buyer.ID, known, nil, false)
	})
	s.Keys().Keep(buyer.ID, kept) // as one does that began before
	if o := ownerOf(t, s, buyer.ID); o.Name != "" || o.IDNo != "" {
		t.Errorf("the erased owner's row is whole again: %+v", o)
	}
	if keys, err := s.PersonKeys(ctx, s.Reader(), buyer.ID); err != nil || len(keys) > 0 {
		t.Errorf("%d keys of the erased owner are remembered, %v", len(keys), err)
	}
}

// The scan of a paper that was signed by hand lies under that paper's key: it is read with
// it, by nobody else's, and by nobody once the key is gone.
func TestWhatIsSealedForARecord(t *testing.T) {
	ctx := context.Background()
	r := newReception(t)
	paper := r.received(r.units[0].ID)
	scan := []byte("%PDF-1.7 the scan of a signed certificate")
	var sealed bytes.Buffer
	hash, err := r.s.SealFor(ctx, paper.ID, &sealed, bytes.NewReader(scan))
	if err != nil || hash != fmt.Sprintf("%x", sha256.Sum256(sealed.Bytes())) || bytes.Contains(sealed.Bytes(), scan) {
		t.Fatalf("sealed as %s, %v", hash, err)
	}
	read := func(owner app.ID) (string, error) {
		plain, err := r.s.OpenFor(ctx, owner, bytes.NewReader(sealed.Bytes()))
		if err != nil {
			return "", err
		}
		all, err := io.ReadAll(plain)
		return string(all), err
	}
	if got, err := read(paper.ID); got != string(scan) || err != nil {
		t.Errorf("with its own key: %q, %v", got, err)
	}
	if got, err := read(buyer.ID); err == nil || got != "" {
		t.Errorf("with another's key: %q, %v", got, err)
	}
	_, err = read(app.ID{0x99})
	refused(t, err, "record.unknown")
	_, err = r.s.SealFor(ctx, app.ID{0x99}, &sealed, bytes.NewReader(scan))
	refused(t, err, "record.unknown")
	if err := r.s.Erase(ctx, chief.Actor(), buyer.ID); err != nil {
		t.Fatal(err)
	}
	_, err = r.s.SealFor(ctx, buyer.ID, &sealed, bytes.NewReader(scan))
	refused(t, err, "record.unknown")
}
