package store_test

import (
	"context"
	"crypto/ed25519"
	"errors"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// other is another laptop: it has the same operations so far, and writes its own
// without sight of what is written here.
type other struct {
	t      *testing.T
	key    ed25519.PrivateKey
	stream journal.Stream
	seq    uint64
	hash   [32]byte
	at     time.Time
	user   app.ID
	bodies [][]byte
	hashes [][32]byte
}

func otherLaptop(t *testing.T, s *records.Store) *other {
	t.Helper()
	o := &other{t: t, key: ed25519.NewKeyFromSeed(make([]byte, 32)), at: time.Date(2026, 11, 20, 12, 0, 0, 0, time.Local), user: walker.ID}
	pub := o.key.Public().(ed25519.PublicKey)
	o.stream = journal.StreamOf(pub, 0)
	if _, err := s.Admit(context.Background(), chief.Actor(), pub, 0, "02"); err != nil {
		t.Fatal(err)
	}
	return o
}

// writes one action of one operation.
func (o *other) writes(verb journal.Verb, k *registry.Kind, id app.ID, changes ...journal.Change) {
	o.at = o.at.Add(time.Minute)
	o.seq++
	op := journal.Op{Dot: journal.Dot{Stream: o.stream, Seq: o.seq}, Stamp: journal.StampOf(o.at) + journal.Stamp(o.seq), Wall: o.at.UnixMilli(),
		Action: o.seq, Name: "test.elsewhere", Last: true, Verb: verb, Kind: k.N, ID: id, User: o.user, Schema: 1, Changes: changes}
	body := op.Bytes()
	o.hash = journal.Link(o.hash, body)
	o.bodies, o.hashes = append(o.bodies, body), append(o.hashes, o.hash)
}

// sig is the signature over the action of one operation.
func (o *other) sig(i int) []byte {
	return journal.SignAction(o.key, o.stream, uint64(i)+1, o.hashes[i])
}

// arrive brings everything that was written elsewhere, in the order given.
func (o *other) arrive(s *records.Store, order ...int) {
	o.t.Helper()
	do(o.t, s, "sync.apply", func(tx *records.Tx) error {
		for _, i := range order {
			if err := tx.Apply(o.bodies[i], o.hashes[i], o.sig(i)); err != nil {
				return err
			}
		}
		return nil
	})
}

func baseOf(t *testing.T, s *records.Store, k *registry.Kind, id app.ID, field uint16) []journal.Dot {
	t.Helper()
	heads, err := s.Heads(context.Background(), s.Reader(), k, id)
	if err != nil {
		t.Fatal(err)
	}
	return heads.Base(field)
}

const noteField, stateField = 10, 17

// Two laptops change one field without sight of each other: both values stay, one
// is shown, and a person says which holds.
func TestConflictIsKeptShownAndSettled(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	ctx := context.Background()
	id := found[1].ID
	base := baseOf(t, s, defects.Kind, id, noteField)
	elsewhere := otherLaptop(t, s)
	elsewhere.writes(journal.Put, defects.Kind, id, journal.Change{Field: noteField, Value: registry.EncodeValue("别处所写"), Base: base})
	do(t, s, "defect.edit", func(tx *records.Tx) error {
		d, err := tx.Defect(id)
		if err != nil {
			return err
		}
		d.Note = "此处所写"
		return tx.PutDefect(d)
	})
	elsewhere.arrive(s, 0)
	d, err := defectOf(s, id)
	if err != nil || d.Note != "别处所写" { // the later by its clock
		t.Errorf("shown %q, %v", d.Note, err)
	}
	conflicts, err := s.Conflicts(ctx)
	if err != nil || len(conflicts) != 1 {
		t.Fatalf("%+v, %v", conflicts, err)
	}
	c := conflicts[0]
	if c.Record != (app.Ref{Kind: "defect", ID: id}) || c.Field != "note" || c.Home.ID != found[1].Unit || len(c.Sides) != 2 ||
		c.Sides[0].Value != "别处所写" || c.Sides[0].Name != walker.Name || c.Sides[1].Value != "此处所写" || c.Sides[1].Name != chief.Name {
		t.Errorf("%+v", c)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
	refused(t, s.Settle(ctx, walker.Actor(), c, 1), "permission.missing")
	if err := s.Settle(ctx, chief.Actor(), c, 1); err != nil {
		t.Fatal(err)
	}
	if d, err := defectOf(s, id); err != nil || d.Note != "此处所写" {
		t.Errorf("settled, shown %q, %v", d.Note, err)
	}
	if left, err := s.Conflicts(ctx); err != nil || len(left) > 0 {
		t.Errorf("left: %+v, %v", left, err)
	}
	refused(t, s.Settle(ctx, chief.Actor(), c, 0), "conflict.settled")
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// Two different moves from one state: the less finished one is shown.
func TestConflictOfStates(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	id := found[1].ID // assigned
	base := baseOf(t, s, defects.Kind, id, stateField)
	elsewhere := otherLaptop(t, s)
	elsewhere.writes(journal.Put, defects.Kind, id, journal.Change{Field: stateField, Value: registry.EncodeValue(string(defect.Fixed)), Base: base})
	do(t, s, "defect.start", func(tx *records.Tx) error {
		d, err := tx.Defect(id)
		if err != nil {
			return err
		}
		d.State = defect.Fixing
		return tx.PutDefect(d)
	})
	elsewhere.arrive(s, 0)
	if d, err := defectOf(s, id); err != nil || d.State != defect.Fixing {
		t.Errorf("shown %q, %v", d.State, err)
	}
	if c, err := s.Conflicts(context.Background()); err != nil || len(c) != 1 || c[0].Field != "state" {
		t.Errorf("%+v, %v", c, err)
	}
	facts := 0
	if err := s.Read(context.Background(), func(tx *records.Tx) error {
		f, err := tx.UnitFacts(found[1].Unit)
		facts = f.Conflicts
		return err
	}); err != nil || facts != 1 {
		t.Errorf("the gate knows of %d conflicts, %v", facts, err)
	}
}

// One deletes what another edits: it stays visible until somebody decides, either
// way.
func TestConflictOfDeletion(t *testing.T) {
	for side, want := range []string{"", "record.unknown"} {
		s := newStore(t)
		units, _ := lived(t, s)
		ctx := context.Background()
		u := units[2]
		heads, err := s.Heads(ctx, s.Reader(), s.Reg().ByName["unit"], u.ID)
		if err != nil {
			t.Fatal(err)
		}
		elsewhere := otherLaptop(t, s)
		elsewhere.writes(journal.Delete, s.Reg().ByName["unit"], u.ID, heads.DeleteBase()...)
		do(t, s, "unit.note", func(tx *records.Tx) error { u.Note = "仍在使用"; return tx.PutUnit(u) })
		elsewhere.arrive(s, 0)
		if got, err := s.Unit(ctx, u.ID); err != nil || got.Note != "仍在使用" {
			t.Errorf("%+v, %v", got, err)
		}
		c, err := s.Conflicts(ctx)
		if err != nil || len(c) != 1 || c[0].Field != "" || c[0].Sides[0].Deleted || !c[0].Sides[1].Deleted {
			t.Fatalf("%+v, %v", c, err)
		}
		if err := s.Settle(ctx, chief.Actor(), c[0], side); err != nil {
			t.Fatal(err)
		}
		_, err = s.Unit(ctx, u.ID)
		refused(t, err, want)
		if left, err := s.Conflicts(ctx); err != nil || len(left) > 0 {
			t.Errorf("left: %+v, %v", left, err)
		}
		if r := verified(t, s, store.Checking{}); !r.OK() {
			t.Error(r.Differences)
		}
	}
}

// Operations come late, twice and in any order, and the site is the same.
func TestOperationsArriveInAnyOrder(t *testing.T) {
	var rows []string
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 1, 0, 2, 0}} {
		s := newStore(t)
		_, found := lived(t, s)
		id := found[1].ID
		elsewhere := otherLaptop(t, s)
		base := baseOf(t, s, defects.Kind, id, noteField)
		for _, note := range []string{"一", "二", "三"} {
			elsewhere.writes(journal.Put, defects.Kind, id, journal.Change{Field: noteField, Value: registry.EncodeValue(note), Base: base})
			base = []journal.Dot{{Stream: elsewhere.stream, Seq: elsewhere.seq}}
		}
		elsewhere.arrive(s, order...)
		d, err := defectOf(s, id)
		if err != nil {
			t.Fatal(err)
		}
		rows = append(rows, d.Note)
		if c, err := s.Conflicts(context.Background()); err != nil || len(c) > 0 {
			t.Errorf("%v: conflicts %+v, %v", order, c, err)
		}
		row, err := headsAgree(s)
		if err != nil || row != "" {
			t.Errorf("%v: heads of %s differ, %v", order, row, err)
		}
	}
	for _, note := range rows {
		if note != "三" {
			t.Errorf("shown %q", rows)
		}
	}
}

// headsAgree rebuilds the heads and rows and names the first that differs.
func headsAgree(s *records.Store) (string, error) {
	r, err := s.Verify(context.Background(), store.Checking{})
	for _, d := range r.Differences {
		if d.Code == "verify.head_differs" || d.Code == "verify.row_differs" {
			return d.Error(), err
		}
	}
	return "", err
}

// The same dot with another content is a fork, and nothing of it is taken.
func TestForkIsNoticed(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	elsewhere := otherLaptop(t, s)
	base := baseOf(t, s, defects.Kind, found[1].ID, noteField)
	elsewhere.writes(journal.Put, defects.Kind, found[1].ID, journal.Change{Field: noteField, Value: registry.EncodeValue("一"), Base: base})
	elsewhere.arrive(s, 0)
	twin := otherTwin(elsewhere)
	twin.writes(journal.Put, defects.Kind, found[1].ID, journal.Change{Field: noteField, Value: registry.EncodeValue("另一"), Base: base})
	err := s.Do(context.Background(), chief.Actor(), "sync.apply", func(tx *records.Tx) error { return tx.Apply(twin.bodies[0], twin.hashes[0], twin.sig(0)) })
	var fork journal.ForkError
	if err == nil || !errors.As(err, &fork) {
		t.Errorf("%v", err)
	}
	if d, err := defectOf(s, found[1].ID); err != nil || d.Note != "一" {
		t.Errorf("%q, %v", d.Note, err)
	}
}

func otherTwin(o *other) *other {
	return &other{t: o.t, key: o.key, stream: o.stream, at: o.at, user: o.user}
}

// An erasure elsewhere drops the key here too.
func TestErasureArrives(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	elsewhere := otherLaptop(t, s)
	elsewhere.writes(journal.Erase, owners.Kind, buyer.ID)
	elsewhere.arrive(s, 0)
	shown, err := s.OwnersOf(context.Background(), units[0].ID)
	if err != nil || len(shown) != 1 || shown[0].Owner.Name != "" {
		t.Errorf("%+v, %v", shown, err)
	}
	var n int
	if err := s.Reader().QueryRow("SELECT count(*) FROM envelope WHERE person = ?", buyer.ID[:]).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d envelopes, %v", n, err)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}
