package registry

import (
	"fmt"
	"strings"
	"time"

	"keyday/app"
)

// Kind is one sort of record. What the store has to know of its records stands here, said
// by the options of Define; what an option leaves out stays empty.
type Kind struct {
	N      uint16
	Name   string // also the table
	Fields []Field
	ByN    map[uint16]*Field

	Fresh func() any            // *T
	copy  func(rec any) any     // a *T that shares no memory with rec
	ID    func(rec any) *app.ID // of rec

	Home   Link      // what it belongs to: on whose page it stands, whose derived values follow from it
	Parent Link      // or what belongs to the same
	About  []Subject // in whose history its operations stand
	Scope  func(from Source, rec any) ([]app.ID, error)

	Person Link              // under whose key the sealed fields lie
	Shown  func(rec any) any // the record of a person as pages show it; nil where that is of no person

	PrivateOf Link // whose numbers the private fields hold, see NumbersOf

	Words     func(from Source, rec any) []Entry // what search finds it by; nil for nothing
	FoundWith []string                           // the kinds whose words it is found by besides
	Line      *Line                              // what a line of hits says of it; nil for what it is called

	Derive      func(from Source, rec any, day app.Date) error // computes the derived values of a record
	DeriveByDay string                                         // the query of the records whose values change between two days
	Feeds       []Feed                                         // what else has values that follow from a record

	Called     string // the field that people call it by
	TellsWhich string // the query of what they call it by in a history, see IdentifiedBy
	Mentioned  bool   // an event that changes it says that it is about it
	Corrected  bool   // its history says what it said before
	brings     Link   // to those whose own operations belong into the history of the home
	HoldsUp    bool   // an import that made it takes it back only where nobody has written about it since

	parts      []func(rec any)                    // what a copy must not share
	Moments    []func(rec any, in *time.Location) // what is given in the site's zone
	CheckedOf  string                             // the condition of the records that Check reads; "" where it reads none
	Check      func(rec any) ([]Finding, error)   // reads what a record holds besides plain values, see Checked
	InsertOnly bool                               // a record is put once and never changed
	Passing    bool                               // what it speaks of may be gone
	Strange    bool                               // of a newer Keyday: it has a number and nothing else

	Columns   string // "id, a, b"
	SelectOne string // the columns, then the heads
	Insert    string // the same, without the row
}

// Finding is what checking a record found; a Notice is no difference from what was written.
type Finding struct {
	Notice bool
	*app.Refusal
}

// Feed is the query that lists the records of a kind whose derived values follow from a
// record, whose identity it is asked with.
type Feed struct{ Kind, Query string }

// Of is a kind whose records are T.
type Of[T any] struct{ *Kind }

// Any is a kind, whatever its records are.
type Any interface{ Def() *Kind }

func (k *Kind) Def() *Kind { return k }

// Define makes a kind of the records T.
func Define[T any](n uint16, name string, id func(*T) *app.ID, fields []Field, options ...func(*Kind)) Of[T] {
	k := &Kind{N: n, Name: name, Fields: fields, ByN: map[uint16]*Field{},
		Fresh: func() any { return new(T) },
		copy:  func(rec any) any { c := *rec.(*T); return &c },
		ID:    func(rec any) *app.ID { return id(rec.(*T)) },
	}
	names := []string{"id"}
	for i := range k.Fields {
		f := &k.Fields[i]
		if _, taken := k.ByN[f.N]; taken {
			panic(fmt.Sprintf("registry: %s has two fields %d", name, f.N))
		}
		k.ByN[f.N] = f
		names = append(names, f.Name)
		if f.Called {
			k.Called = f.Name
		}
		if f.tellsWhich {
			k.TellsWhich = "SELECT '" + f.Name + "', " + f.Name + " FROM " + name + " WHERE id = ?"
		}
		if f.Part != nil {
			k.parts = append(k.parts, f.Part)
		}
		if f.Settle != nil {
			k.Moments = append(k.Moments, f.Settle)
		}
	}
	for _, option := range options {
		option(k)
	}
	k.Columns = strings.Join(names, ", ")
	k.SelectOne = "SELECT " + k.Columns + ", heads FROM " + name + " WHERE id = ?"
	k.Insert = "INSERT INTO " + name + " (" + k.Columns + ", heads) VALUES "
	return Of[T]{k}
}

// Label is the column by which anybody may call a record: its number, else what people
// call it by where that is no secret, else its identity.
func (k *Kind) Label() string {
	label := "id"
	for i := range k.Fields {
		switch f := &k.Fields[i]; {
		case f.Numbered != nil:
			return f.Name
		case f.Called && !f.Sealed && !f.Private:
			label = f.Name
		}
	}
	return label
}

// The options of a kind.

// The fields that these options name hold identities, see Ref and List; "id" is the
// record's own.

// BelongsTo names the field that says to which record a record belongs: it stands in its
// history and on its page, and what that derives follows from the record.
func BelongsTo(field string) func(*Kind) {
	return func(k *Kind) {
		k.Home = k.link(field)
		About(field)(k)
	}
}

// Through names the field that says through which record one belongs to what that belongs
// to, and is about what that is about.
func Through(field string) func(*Kind) {
	return func(k *Kind) {
		k.Parent = k.link(field)
		AboutSame(field)(k)
	}
}

// About names the fields that say of what a record speaks, in whose history it stands.
func About(fields ...string) func(*Kind) {
	return func(k *Kind) {
		for _, field := range fields {
			k.About = append(k.About, k.subject(field))
		}
	}
}

// AboutSame names a field that says of which records one has the subjects, whenever they
// come: it speaks of whatever those speak of.
func AboutSame(field string) func(*Kind) {
	return func(k *Kind) {
		s := k.subject(field)
		if s.Parent = k.mustField(field).Refers; s.Parent == "" {
			panic("registry: " + k.Name + "." + field + " refers to no kind whose subjects could be meant")
		}
		k.About = append(k.About, s)
	}
}

// Scoped says in which communities a record is, where it is not in those of its home: in
// none it is everybody's.
func Scoped[T any](of func(from Source, r *T) ([]app.ID, error)) func(*Kind) {
	return func(k *Kind) {
		k.Scope = func(from Source, rec any) ([]app.ID, error) { return of(from, rec.(*T)) }
	}
}

// ScopedBy is Scoped by the field that names the communities, or the one.
func ScopedBy(field string) func(*Kind) {
	return func(k *Kind) {
		if field != ownID && k.mustField(field).one == nil {
			in := k.subject(field).Of
			k.Scope = func(_ Source, rec any) ([]app.ID, error) { return in(rec), nil }
			return
		}
		in := k.link(field).Of // which may not have come yet; then it is nobody's, not everybody's
		k.Scope = func(_ Source, rec any) ([]app.ID, error) { return []app.ID{in(rec)}, nil }
	}
}

// SealedUnder names the field that says under whose key the sealed fields of a record lie.
func SealedUnder(field string) func(*Kind) {
	return func(k *Kind) { k.Person = k.link(field) }
}

// NumbersOf names the field that says whose numbers the private fields of a record hold:
// that they were shown is recorded of them.
func NumbersOf(field string) func(*Kind) {
	return func(k *Kind) { k.PrivateOf = k.link(field) }
}

// Personal says that the records are people, and how pages show one: with its numbers
// masked. A history says then what was sealed in that form, and of what is not shown at
// all that it was changed.
func Personal[T any](shown func(T) T) func(*Kind) {
	return func(k *Kind) {
		k.Shown = func(rec any) any { r := shown(*rec.(*T)); return &r }
	}
}

// Checked says how verifying a site reads what records hold besides plain values, of
// those that the condition names.
func Checked[T any](which string, check func(r *T) ([]Finding, error)) func(*Kind) {
	return func(k *Kind) {
		k.CheckedOf = which
		k.Check = func(rec any) ([]Finding, error) { return check(rec.(*T)) }
	}
}

// InsertOnly marks kinds whose records are put once.
func InsertOnly(k *Kind) { k.InsertOnly = true }

// Passing marks kinds whose records only tell that something was looked at: what that was
// may go, and may be gone.
func Passing(k *Kind) { k.Passing = true }

// FoundBy says what search finds a record by; with names the kinds whose words are among
// it, by the fields that refer to them.
func FoundBy[T any](words func(Source, *T) []Entry, with ...string) func(*Kind) {
	return func(k *Kind) {
		k.Words = func(from Source, rec any) []Entry { return words(from, rec.(*T)) }
		k.FoundWith = with
	}
}

// SaidBy says what a line of hits tells of a record that a search found.
func SaidBy(l Line) func(*Kind) { return func(k *Kind) { k.Line = &l } }

// Derives says how the derived values of a record are computed, and which records' values
// another day changes: the query is asked with two days, and lists those whose values
// change after the first until the second.
func Derives[T any](compute func(from Source, r *T, day app.Date) error, byDay string) func(*Kind) {
	return func(k *Kind) {
		k.Derive = func(from Source, rec any, day app.Date) error { return compute(from, rec.(*T), day) }
		k.DeriveByDay = byDay
	}
}

// Feeding says by a query which records of a kind have derived values that follow from
// a record.
func Feeding(kindName, query string) func(*Kind) {
	return func(k *Kind) { k.Feeds = append(k.Feeds, Feed{kindName, query}) }
}

// IdentifiedBy is the query of what people call a record by in a history, where none of its
// fields says it: it answers a field's name, and its value or whose identity it is.
func IdentifiedBy(query string) func(*Kind) { return func(k *Kind) { k.TellsWhich = query } }

// Mentioned marks kinds whose records an event is said to be about.
func Mentioned(k *Kind) { k.Mentioned = true }

// Corrected marks kinds whose records are corrected with a reason: their history says what
// they said before.
func Corrected(k *Kind) { k.Corrected = true }

// Bringing names the field of those whose own operations belong into the history of the
// home: an owner's into that of every home that they own.
func Bringing(field string) func(*Kind) { return func(k *Kind) { k.brings = k.link(field) } }

// HoldingUp marks kinds whose records an import takes back only where nobody has written
// about them since.
func HoldingUp(k *Kind) { k.HoldsUp = true }

// SaidOnce reports whether its records say the same as what they open.
func (k *Kind) SaidOnce() bool { return k.Line != nil && k.Line.Once }

// Field is the kind's field of that name, nil for none.
func (k *Kind) Field(name string) *Field {
	for i := range k.Fields {
		if k.Fields[i].Name == name {
			return &k.Fields[i]
		}
	}
	return nil
}

// mustField is the field of that name, of which an option speaks.
func (k *Kind) mustField(name string) *Field {
	if f := k.Field(name); f != nil {
		return f
	}
	panic("registry: " + k.Name + " has no field " + name)
}

// Own is a copy of the record that shares no memory with it.
func (k *Kind) Own(rec any) any {
	c := k.copy(rec)
	for _, part := range k.parts {
		part(c)
	}
	return c
}
