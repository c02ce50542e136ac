package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// stranger kinds are of a newer Keyday; see TestWhatIsUnknownIsKept.
const strangeKind = 900

func ids(t *testing.T, s *records.Store, query string, args ...any) (n int) {
	t.Helper()
	if err := s.Reader().QueryRow(query, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// history lists the actions in something's history, newest first.
func history(t *testing.T, s *records.Store, subject app.ID) (actions []string) {
	t.Helper()
	events, err := s.History(context.Background(), subject, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range events {
		actions = append(actions, e.Action)
	}
	return actions
}

// A firm, a person and an owner have a history, and what is about several of them
// stands in each.
func TestHistoryOfWhateverRecordsAreAbout(t *testing.T) {
	s := newStore(t)
	units, found := lived(t, s)
	firm := app.ID{6}
	if got := history(t, s, firm); !slices.Contains(got, "defect.assign") || !slices.Contains(got, "site.fill") {
		t.Errorf("of the firm: %v", got)
	}
	if got := history(t, s, found[1].Unit); !slices.Contains(got, "defect.assign") {
		t.Errorf("of the home: %v", got)
	}
	if got := history(t, s, buyer.ID); !slices.Contains(got, "site.fill") {
		t.Errorf("of the owner: %v", got)
	}
	if got := history(t, s, walker.ID); !slices.Contains(got, "site.fill") {
		t.Errorf("of the colleague: %v", got)
	}
	// Moved to another home, an ownership is told of in both.
	do(t, s, "ownership.move", func(tx *records.Tx) error {
		return tx.PutOwnership(site.Ownership{ID: app.ID{7}, Unit: units[2].ID, Owner: buyer.ID, Share: "100%"})
	})
	for _, u := range []app.ID{units[0].ID, units[2].ID} {
		if got := history(t, s, u); got[0] != "ownership.move" {
			t.Errorf("of the home %v: %v", u, got)
		}
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// A child that comes before its parent gets its line of history, its home's state and
// its place in the search when the parent comes, whatever the order.
func TestAChildBeforeItsParent(t *testing.T) {
	s := newStore(t)
	b := building("9")
	u := unitIn(b, 1, 1)
	d := app.ID{0x90}
	elsewhere := otherLaptop(t, s)
	raw := func(id app.ID) []byte { return registry.EncodeValue(id[:]) }
	elsewhere.writes(journal.Put, buildings.Kind, b.ID, journal.Change{Field: 2, Value: registry.EncodeValue("9")})
	elsewhere.writes(journal.Put, units.Kind, u.ID, journal.Change{Field: 1, Value: raw(b.ID)}, journal.Change{Field: 5, Value: registry.EncodeValue(u.Code)})
	elsewhere.writes(journal.Put, defects.Kind, d, journal.Change{Field: 1, Value: registry.EncodeValue("D-02-00001")}, journal.Change{Field: 2, Value: raw(u.ID)},
		journal.Change{Field: 17, Value: registry.EncodeValue(string(defect.Open))})
	elsewhere.writes(journal.Put, defectMoves.Kind, app.ID{0x91}, journal.Change{Field: 1, Value: raw(d)}, journal.Change{Field: 8, Value: registry.EncodeValue("理由")})
	elsewhere.arrive(s, 3) // the move
	if n := ids(t, s, "SELECT count(*) FROM trail WHERE dev = 2"); n != 0 {
		t.Errorf("%d lines of history of what is about nothing yet", n)
	}
	if r := verified(t, s, store.Checking{}); !names(r, "verify.gap") || len(r.Differences) > 1 {
		t.Errorf("%v", r.Differences)
	}
	elsewhere.arrive(s, 2) // the defect
	elsewhere.arrive(s, 1) // the home
	elsewhere.arrive(s, 0) // the building
	if n := ids(t, s, "SELECT count(*) FROM trail WHERE subject = ? AND dev = 2", u.ID[:]); n != 3 {
		t.Errorf("%d lines of history in the home's, want the home's own, the defect's and the move's", n)
	}
	if n := ids(t, s, "SELECT count(*) FROM waiting"); n != 0 {
		t.Errorf("%d still wait", n)
	}
	if n := ids(t, s, "SELECT open FROM unit WHERE id = ?", u.ID[:]); n != 1 {
		t.Errorf("%d open defects", n)
	}
	hits, _, err := s.Search(context.Background(), u.Code, false)
	if err != nil || !slices.Contains(hits, app.Ref{Kind: "defect", ID: d}) {
		t.Errorf("by the home's code: %v, %v", hits, err)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}

// A kind and a field of a newer Keyday are kept with their heads and their signature,
// and shown by a Keyday that knows them.
func TestWhatIsUnknownIsKept(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	elsewhere := otherLaptop(t, s)
	thing, firm := app.ID{0xA0}, app.ID{0xA1}
	elsewhere.writes(journal.Put, s.Reg().Numbered(strangeKind), thing, journal.Change{Field: 1, Value: registry.EncodeValue("新事")})
	elsewhere.writes(journal.Put, firms.Kind, firm, journal.Change{Field: 1, Value: registry.EncodeValue("新公司")}, journal.Change{Field: 99, Value: registry.EncodeValue("新栏")})
	elsewhere.arrive(s, 0, 1)
	if n := ids(t, s, "SELECT count(*) FROM head WHERE id = ?", thing[:]); n != 1 {
		t.Errorf("%d heads of the unknown", n)
	}
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
	events := got(s.History(context.Background(), firm, 10))(t)
	if len(events) != 1 || len(events[0].Changes) != 1 || events[0].Changes[0].Field != "name" || events[0].Changes[0].Value != "新公司" {
		t.Errorf("its history says %+v", events)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = got(onRecords(store.Open(context.Background(), s.Dir(), newerRecords(), store.Options{Clock: ticking(), Random: seeded(3)})))(t)
	t.Cleanup(func() { s.Close() })
	var name string
	if err := s.Reader().QueryRow("SELECT name FROM firm_note WHERE id = ?", thing[:]).Scan(&name); err != nil || name != "新事" {
		t.Errorf("shown as %q, %v", name, err)
	}
	if n := ids(t, s, "SELECT count(*) FROM unshown"); n != 0 {
		t.Errorf("%d are still not shown", n)
	}
	if n := ids(t, s, "SELECT count(*) FROM trail WHERE subject = ?", thing[:]); n != 1 {
		t.Errorf("%d lines of its history", n)
	}
}

// newerRecords is the registry of a newer Keyday: it has a kind more, and a field.
func newerRecords() *registry.Registry {
	note := registry.Define(strangeKind, "firm_note", func(f *site.Firm) *app.ID { return &f.ID }, []registry.Field{
		registry.Text(1, "name", func(f *site.Firm) *string { return &f.Name }),
	}, registry.About("id"))
	extra := registry.Text(99, "extra", func(f *site.Firm) *string { return &f.Contact })
	firm := registry.Define(firms.N, firms.Name, func(f *site.Firm) *app.ID { return &f.ID }, append(slices.Clone(firms.Fields), extra),
		registry.About("id"))
	all := []registry.Any{note}
	for _, k := range records.Records().Kinds {
		if k.N == firm.N {
			k = firm.Kind
		}
		all = append(all, k)
	}
	schema := records.Records().Schema
	schema.Migrations = append(slices.Clip(schema.Migrations), registry.Migration{Name: "newer", Script: createTable(note.Kind) + "; ALTER TABLE firm ADD COLUMN extra TEXT NOT NULL DEFAULT ''"})
	return registry.New(schema, all...)
}

// Kinds with large numbers are found as others are.
func TestKindsOfAnyNumberAreFound(t *testing.T) {
	for _, n := range []uint16{62, 63, 64, 900, 65535} {
		if store.KindBit(n) <= 0 {
			t.Errorf("kind %d has the bit %d", n, store.KindBit(n))
		}
	}
}

// A record that comes to be about others takes its whole history with it, whether or not
// the store still remembers it.
func TestHistoryFollowsToOtherSubjects(t *testing.T) {
	for name, between := range map[string]func(s *records.Store) *records.Store{
		"known":    func(s *records.Store) *records.Store { return s },
		"reopened": func(s *records.Store) *records.Store { return reopen(t, s) },
		"after a refusal": func(s *records.Store) *records.Store {
			_ = s.Do(context.Background(), chief.Actor(), "test.refused", func(*records.Tx) error { return app.Refuse("record.final") })
			return s
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStore(t)
			homes, _ := lived(t, s)
			other := buyer
			other.ID = app.ID{20, 2}
			own := site.Ownership{ID: app.ID{21}, Unit: homes[0].ID, Owner: buyer.ID, Share: "50%"}
			do(t, s, "test.put", func(tx *records.Tx) error { return errors.Join(tx.PutOwner(other), tx.PutOwnership(own)) })
			s = between(s)
			own.Owner, own.Unit = other.ID, homes[1].ID
			do(t, s, "test.correct", func(tx *records.Tx) error { return tx.PutOwnership(own) })
			if r := verified(t, s, store.Checking{}); !r.OK() {
				t.Error(r.Differences)
			}
		})
	}
}

// A person of a kind that only a newer Keyday knows may be erased by it too.
func TestErasureOfWhatIsUnknown(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	elsewhere := otherLaptop(t, s)
	thing := app.ID{0xA0}
	elsewhere.writes(journal.Put, s.Reg().Numbered(strangeKind), thing, journal.Change{Field: 1, Value: registry.EncodeValue("新人")})
	elsewhere.writes(journal.Erase, s.Reg().Numbered(strangeKind), thing)
	elsewhere.arrive(s, 0, 1)
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
}
