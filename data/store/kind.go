package store

import (
	"fmt"
	"strings"
	"time"

	"keyday/app"
)

// kind is one sort of record. What the store has to know of its records stands here, said
// by the options of kindOf; what an option leaves out stays empty.
type kind struct {
	n      uint16
	name   string // also the table
	fields []field
	byN    map[uint16]*field

	fresh func() any            // *T
	copy  func(rec any) any     // a *T that shares no memory with rec
	id    func(rec any) *app.ID // of rec

	home      func(rec any) app.ID // what it belongs to: on whose page it stands, whose derived values follow from it
	homeKind  string
	homeField string
	parent    *kind                // or whose home it is that it belongs to
	toParent  func(rec any) app.ID // which of these
	about     []subject            // in whose history its operations stand
	scope     func(from Source, rec any) ([]app.ID, error)

	person      func(rec any) app.ID // under whose key the sealed fields lie
	personField string               // where it reads that: "id" for the record's own
	shown       func(rec any) any    // the record of a person as pages show it; nil where that is of no person

	words     func(from Source, rec any) []entry // what search finds it by; nil for nothing
	foundWith []string                           // the kinds whose words it is found by besides
	line      func(today app.Date) string        // the query of a line of hits, see found

	derive      func(from Source, rec any, day app.Date) error // computes the derived values of a record
	deriveByDay string                                         // the query of the records whose values change between two days
	feeds       []feed                                         // what else has values that follow from a record

	called     string // the field that people call it by
	tellsWhich string // the query of what they call it by in a history, see identifiedBy
	mentioned  bool   // an event that changes it says that it is about it
	corrected  bool   // its history says what it said before
	brings     string // the field of those whose own operations belong into the history of the home
	holdsUp    bool   // an import that made it takes it back only where nobody has written about it since

	parts      []func(rec any)                    // what a copy must not share
	moments    []func(rec any, in *time.Location) // what is given in the site's zone
	insertOnly bool                               // a record is put once and never changed
	passing    bool                               // what it speaks of may be gone; see passing
	strange    bool                               // of a newer Keyday: it has a number and nothing else

	columns   string // "id, a, b"
	selectOne string // the columns, then the heads
	insert    string // the same
}

// feed is the query that lists the records of a kind whose derived values follow from a
// record, whose identity it is asked with.
type feed struct{ kind, query string }

// recordsOf is a kind whose records are T.
type recordsOf[T any] struct{ *kind }

// anyKind is a kind, whatever its records are.
type anyKind interface{ def() *kind }

func (k *kind) def() *kind { return k }

// kindOf makes a kind of the records T.
func kindOf[T any](n uint16, name string, id func(*T) *app.ID, fields []field, options ...func(*kind)) recordsOf[T] {
	k := &kind{n: n, name: name, fields: fields, byN: map[uint16]*field{},
		fresh: func() any { return new(T) },
		copy:  func(rec any) any { c := *rec.(*T); return &c },
		id:    func(rec any) *app.ID { return id(rec.(*T)) },
	}
	names := []string{"id"}
	for i := range k.fields {
		f := &k.fields[i]
		if _, taken := k.byN[f.n]; taken {
			panic(fmt.Sprintf("store: %s has two fields %d", name, f.n))
		}
		k.byN[f.n] = f
		names = append(names, f.name)
		if f.called {
			k.called = f.name
		}
		if f.tellsWhich {
			k.tellsWhich = "SELECT '" + f.name + "', " + f.name + " FROM " + name + " WHERE id = ?"
		}
		if f.part != nil {
			k.parts = append(k.parts, f.part)
		}
		if f.settle != nil {
			k.moments = append(k.moments, f.settle)
		}
	}
	for _, option := range options {
		option(k)
	}
	if k.person != nil {
		k.personField, _ = k.fieldOf(k.person)
	}
	if k.home != nil {
		k.homeField, _ = k.fieldOf(k.home)
	}
	for i := range k.about {
		k.about[i].column, k.about[i].field = k.fieldOf(k.about[i].at)
	}
	k.columns = strings.Join(names, ", ")
	k.selectOne = "SELECT " + k.columns + ", heads FROM " + name + " WHERE id = ?"
	k.insert = "INSERT INTO " + name + " (" + k.columns + ", heads) VALUES (?" + strings.Repeat(", ?", len(names)) + ")"
	return recordsOf[T]{k}
}

// The options of a kind.

// belongsTo says to which record of the kind of that name a record belongs: it stands in
// its history and on its page, and what that derives follows from the record.
func belongsTo[T any](kindName string, at func(*T) app.ID) func(*kind) {
	return func(k *kind) {
		k.home = func(rec any) app.ID { return at(rec.(*T)) }
		k.homeKind = kindName
		k.about = append(k.about, subject{at: k.home})
	}
}

// about says of what else a record speaks, in whose history it stands.
func about[T any](at func(*T) app.ID) func(*kind) {
	return func(k *kind) {
		k.about = append(k.about, subject{at: func(rec any) app.ID { return at(rec.(*T)) }})
	}
}

// through says that a record belongs to what its parent belongs to, and is about what that
// is about.
func through[T any](of anyKind, at func(*T) app.ID) func(*kind) {
	parent := of.def()
	return func(k *kind) {
		k.toParent = func(rec any) app.ID { return at(rec.(*T)) }
		if parent.home != nil || parent.parent != nil {
			k.parent = parent
		}
		k.about = append(k.about, subject{at: k.toParent, parent: parent})
	}
}

// scoped says in which communities a record is, where it is not in those of its home: in
// none it is everybody's.
func scoped[T any](of func(from Source, r *T) ([]app.ID, error)) func(*kind) {
	return func(k *kind) {
		k.scope = func(from Source, rec any) ([]app.ID, error) { return of(from, rec.(*T)) }
	}
}

// sealedUnder says under whose key the sealed fields of a record lie.
func sealedUnder[T any](at func(*T) app.ID) func(*kind) {
	return func(k *kind) { k.person = func(rec any) app.ID { return at(rec.(*T)) } }
}

// personal says that the records are people, and how pages show one: with its numbers
// masked. A history says then what was sealed in that form, and of what is not shown at
// all that it was changed.
func personal[T any](shown func(T) T) func(*kind) {
	return func(k *kind) {
		k.shown = func(rec any) any { r := shown(*rec.(*T)); return &r }
	}
}

// insertOnly marks kinds whose records are put once.
func insertOnly(k *kind) { k.insertOnly = true }

// passing marks kinds whose records only tell that something was looked at: what that was
// may go, and may be gone.
func passing(k *kind) { k.passing = true }

// foundBy says what search finds a record by; with names the kinds whose words are among
// it, by the fields that refer to them.
func foundBy[T any](words func(Source, *T) []entry, with ...string) func(*kind) {
	return func(k *kind) {
		k.words = func(from Source, rec any) []entry { return words(from, rec.(*T)) }
		k.foundWith = with
	}
}

// hit is the query of what a line of hits says of records, see Found: it answers id,
// code, name, state, whether it is barred, what, unit and paper of those whose id is asked
// for by "=?".
func hit(line func(today app.Date) string) func(*kind) { return func(k *kind) { k.line = line } }

// derives says how the derived values of a record are computed, and which records' values
// another day changes: the query is asked with two days, and lists those whose values
// change after the first until the second.
func derives[T any](compute func(from Source, r *T, day app.Date) error, byDay string) func(*kind) {
	return func(k *kind) {
		k.derive = func(from Source, rec any, day app.Date) error { return compute(from, rec.(*T), day) }
		k.deriveByDay = byDay
	}
}

// feeding says by a query which records of a kind have derived values that follow from
// a record.
func feeding(kindName, query string) func(*kind) {
	return func(k *kind) { k.feeds = append(k.feeds, feed{kindName, query}) }
}

// identifiedBy is the query of what people call a record by in a history, where none of its
// fields says it: it answers a field's name, and its value or whose identity it is.
func identifiedBy(query string) func(*kind) { return func(k *kind) { k.tellsWhich = query } }

// mentioned marks kinds whose records an event is said to be about.
func mentioned(k *kind) { k.mentioned = true }

// corrected marks kinds whose records are corrected with a reason: their history says what
// they said before.
func corrected(k *kind) { k.corrected = true }

// bringing names the field of those whose own operations belong into the history of the
// home: an owner's into that of every home that they own.
func bringing(fieldName string) func(*kind) { return func(k *kind) { k.brings = fieldName } }

// holdingUp marks kinds whose records an import takes back only where nobody has written
// about them since.
func holdingUp(k *kind) { k.holdsUp = true }

// fieldOf finds the field from which a function of a kind's records takes an
// identity, by asking it about a record in which only that field is set; "id" for
// the record's own.
func (k *kind) fieldOf(at func(rec any) app.ID) (name string, n uint16) {
	probe := app.ID{0xff}
	rec := k.fresh()
	*k.id(rec) = probe
	if at(rec) == probe {
		return "id", 0
	}
	for i := range k.fields {
		f := &k.fields[i]
		rec := k.fresh()
		if f.column == "BLOB" && f.decode(rec, encodeValue(probe[:])) == nil && at(rec) == probe {
			return f.name, f.n
		}
	}
	panic("store: " + k.name + " takes an identity from no field")
}

// field is the kind's field of that name, nil for none.
func (k *kind) field(name string) *field {
	for i := range k.fields {
		if k.fields[i].name == name {
			return &k.fields[i]
		}
	}
	return nil
}

// own is a copy of the record that shares no memory with it.
func (k *kind) own(rec any) any {
	c := k.copy(rec)
	for _, part := range k.parts {
		part(c)
	}
	return c
}
