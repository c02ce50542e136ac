package store

import (
	"fmt"
	"strings"
	"time"

	"keyday/app"
	"keyday/data/journal"
)

// kind is one sort of record in the registry. Projection, history, export
// headers, the schema's test and verify are all driven by it.
type kind struct {
	n      uint16
	name   string // also the table
	fields []field
	byN    map[uint16]*field

	fresh  func() any                            // *T
	copy   func(rec any) any                     // a *T that shares no memory with rec
	id     func(rec any) *app.ID                 // of rec
	unit   func(tx *Tx, rec any) (app.ID, error) // the home that it belongs to, whose state may follow; nil for none
	link   func(rec any) app.ID                  // the unit, or the parent that belongs to it
	about  []subject                             // in whose history its operations stand
	person func(rec any) app.ID                  // under whose key the sealed fields lie

	personField string                        // where it reads that: "id" for the record's own
	words       func(tx *Tx, rec any) []entry // what search finds it by; nil for nothing

	parts      []func(rec any)                    // what a copy must not share
	moments    []func(rec any, in *time.Location) // what is given in the site's zone
	insertOnly bool                               // a record is put once and never changed
	strange    bool                               // of a newer Keyday: it has a number and nothing else

	columns   string // "id, a, b"
	selectOne string // the columns, then the heads
	insert    string // the same
}

// registry holds every kind by number; the numbers are part of the journal's
// format and only ever grow.
var (
	registry   = map[uint16]*kind{}
	kindByName = map[string]*kind{}
)

// kindOf makes and registers a kind. The options that a kind lacks stay nil.
func kindOf[T any](n uint16, name string, id func(*T) *app.ID, fields []field, options ...func(*kind)) *kind {
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
	for i := range k.about {
		k.about[i].column, k.about[i].field = k.fieldOf(k.about[i].at)
	}
	k.columns = strings.Join(names, ", ")
	k.selectOne = "SELECT " + k.columns + ", heads FROM " + name + " WHERE id = ?"
	k.insert = "INSERT INTO " + name + " (" + k.columns + ", heads) VALUES (?" + strings.Repeat(", ?", len(names)) + ")"
	if _, taken := registry[n]; taken {
		panic(fmt.Sprintf("store: two kinds %d", n))
	}
	registry[n], kindByName[name] = k, k
	return k
}

// ofUnit says which home a record belongs to: it stands in its history, and its state
// may follow from the record.
func ofUnit[T any](at func(*T) app.ID) func(*kind) {
	return func(k *kind) {
		k.link = func(rec any) app.ID { return at(rec.(*T)) }
		k.unit = func(_ *Tx, rec any) (app.ID, error) { return at(rec.(*T)), nil }
		k.about = append(k.about, subject{at: k.link})
	}
}

// about says of what else a record speaks, in whose history it stands.
func about[T any](at func(*T) app.ID) func(*kind) {
	return func(k *kind) {
		k.about = append(k.about, subject{at: func(rec any) app.ID { return at(rec.(*T)) }})
	}
}

// through says that a record belongs to what its parent belongs to.
func through[T any](parent *kind, at func(*T) app.ID) func(*kind) {
	return func(k *kind) {
		k.link = func(rec any) app.ID { return at(rec.(*T)) }
		k.unit = func(tx *Tx, rec any) (app.ID, error) {
			p, err := tx.sql.record(tx.ctx, tx.s, parent, at(rec.(*T)))
			if err != nil || p.rec == nil { // it may be on its way from another laptop
				return app.Nil, err
			}
			return parent.unit(tx, p.rec)
		}
		k.about = append(k.about, subject{at: k.link, parent: parent})
	}
}

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

// sealedUnder says under whose key the sealed fields of a record lie.
func sealedUnder[T any](at func(*T) app.ID) func(*kind) {
	return func(k *kind) { k.person = func(rec any) app.ID { return at(rec.(*T)) } }
}

// insertOnly marks kinds whose records are put once.
func insertOnly(k *kind) { k.insertOnly = true }

// foundBy says what search finds a record by.
func foundBy[T any](words func(*Tx, *T) []entry) func(*kind) {
	return func(k *kind) { k.words = func(tx *Tx, rec any) []entry { return words(tx, rec.(*T)) } }
}

// own is a copy of the record that shares no memory with it.
func (k *kind) own(rec any) any {
	c := k.copy(rec)
	for _, part := range k.parts {
		part(c)
	}
	return c
}

// rules answers the journal's question how a field merges.
func rules(kindN, fieldN uint16) journal.FieldRule {
	if k := registry[kindN]; k != nil {
		if f := k.byN[fieldN]; f != nil {
			return f.rule
		}
	}
	return journal.FieldRule{}
}
