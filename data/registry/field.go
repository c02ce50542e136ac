package registry

import (
	"bytes"
	"strconv"
	"strings"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/data/journal"
)

// Field is one entry of the registry: how one field of a kind is numbered,
// named, merged, sealed, carried in operations and kept in a row. Numbers are
// append-only: a field is never renumbered, renamed or given another policy.
type Field struct {
	N       uint16
	Name    string // the column, and the key of its name in the catalogues
	Column  string // SQL type of the column
	Rule    journal.FieldRule
	Sealed  bool // sealed under the person's key in operations
	Private bool // sealed under the site-data key in the row as well

	Refers  string                 // the kind of the records that it names; "" where they may be of several, or it names none
	IDs     func(rec any) []app.ID // which records it names; nil where it names none
	one     func(rec any) app.ID   // the same, where it can be no more than one
	each    any                    // func(V) app.ID, of a list of V: which record an element names
	Derived bool                   // computed by the store in the same transaction; not in the journal

	Meaning     app.Meaning // what its value is, for who says it
	Called      bool        // people call the record by it
	AlsoCalled  bool        // and by it besides
	Distinctive bool        // people tell several records of one home apart by it
	tellsWhich  bool        // and a history says it of a record whose change does not
	Silent      bool        // a history leaves it out
	Mentions    bool        // an event is about what it refers to
	Numbered    []app.Series
	InChain     bool // it holds a place in the journal's chain, as papers carry it
	Paragraphs  bool // its text may have several lines
	IsName      bool // its text is a name
	File        bool // it holds the hash of a kept file, or a list of them
	NamesPeople bool // it may hold the name of an owner
	Holds       bool // what it refers to is needed as long as the record is there

	Since uint16            // the registry's version that brought the field; see Schema.Version
	Rungs map[string]uint16 // the versions that brought later rungs of a ladder

	Encode func(rec any) cbor.RawMessage              // canonical; nil for the zero value
	Decode func(rec any, value cbor.RawMessage) error // nil value sets the zero value
	Get    func(rec any) any                          // the row's value
	Scan   func(rec any) any                          // a destination for Scan
	Same   func(a, b any) bool                        // whether two records agree in this field
	Said   func(rec any) string                       // as a history gives it to people; nil for what is no single value
	Settle func(rec any, in *time.Location)           // gives a moment in the zone; nil for what is none
	Part   func(rec any)                              // gives rec memory of its own for the field; nil where a copy of the struct does
	Texts  func(rec any) []string                     // what of it is text; nil where nothing is

	// merge takes a person's change (from before to mine) into what is kept by now, and
	// answers where both do not fit; then nothing is taken. Where mine wins, it always
	// fits. nil where a field is replaced as one.
	Merge func(before, mine, into any, wins bool) (fit bool, clashes []Clash)
}

// Clash is one part of a field that two people changed otherwise, as people read it.
type Clash struct{ Mine, Theirs string }

var (
	Canonical = must(cbor.CoreDetEncOptions().EncMode())
	Strict    = must(cbor.DecOptions{DupMapKey: cbor.DupMapKeyEnforcedAPF, MaxArrayElements: 1 << 20}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func EncodeValue(v any) cbor.RawMessage { return must(Canonical.Marshal(v)) }

// The options of a field.
func Merged(p journal.Policy) func(*Field) {
	if p == journal.SetAdd || p == journal.CounterSum {
		panic("registry: sets and counters have fields of their own, see Set and Counter")
	}
	return func(f *Field) { f.Rule.Policy = p }
}

func Ladder(rungs ...string) func(*Field) {
	return func(f *Field) { f.Rule = journal.FieldRule{Policy: journal.Ladder, Ladder: rungs} }
}

// RungSince says that a later version of the registry (Schema.Version) put these rungs into
// the ladder, between those that were there: their order stays, whatever comes between
// them. A Keyday that does not know a rung takes it for less finished than any. It stands
// behind the ladder: Ladder(rungs(defect.Ladder)...), RungSince(2, "awaiting_parts").
func RungSince(version uint16, rungs ...string) func(*Field) {
	return func(f *Field) {
		if f.Rungs == nil {
			f.Rungs = map[string]uint16{}
		}
		for _, r := range rungs {
			f.Rungs[r] = version
		}
	}
}

// Accompanying marks a field that says who did something, or when, where the thing itself
// is a field of its own: it follows that one, and is never a dispute besides it.
func Accompanying(f *Field) { f.Rule.Policy = journal.Quiet }

// Refers names the kind of the records whose identities the field holds.
func Refers(kindName string) func(*Field) { return func(f *Field) { f.Refers = kindName } }

// Each says which record an element of a list names.
func Each[V any](id func(V) app.ID) func(*Field) { return func(f *Field) { f.each = id } }

// Needing marks a reference to what must be there as long as the record is.
func Needing(f *Field) { f.Holds = true }

// Called marks the field that people call a record by.
func Called(f *Field) { f.Called = true }

// AlsoCalled marks a field that people add to what they call a record by: D-01-00042 空鼓.
func AlsoCalled(f *Field) { f.AlsoCalled = true }

// Distinctive marks a field by which people tell several records of one home apart;
// TellingWhich besides one that a history says of a record whose change does not: the second
// reading of a meter says which meter.
func Distinctive(f *Field)  { f.Distinctive = true }
func TellingWhich(f *Field) { f.Distinctive, f.tellsWhich = true, true }

// Silent marks a field that histories leave out: it says where the record belongs, or what
// the event itself or another field says already.
func Silent(f *Field) { f.Silent = true }

// Mentioning marks a reference to what an event is about.
func Mentioning(f *Field) { f.Mentions = true }

// Numbered marks the field that holds the number of a record, of one of the series.
func Numbered(of ...app.Series) func(*Field) { return func(f *Field) { f.Numbered = of } }

// InChain marks a field that holds a place in the journal's chain, as papers carry it;
// verifying a site looks for it there.
func InChain(f *Field) { f.InChain = true }

// Paragraphs marks a text that people write down at length, in several lines.
func Paragraphs(f *Field) { f.Paragraphs = true }

// IsName marks a text that is a name.
func IsName(f *Field) { f.IsName = true }

// File marks a field that holds the hash of a kept file, or a list of them: a backup
// carries these files and verify reads them.
func File(f *Field) { f.File, f.Meaning.Type = true, app.FileField }

// NamingPeople marks a text that may hold the name of an owner, who is to be erased.
func NamingPeople(f *Field) { f.NamesPeople = true }

// Means says what the value of a field is, where its Go type does not, and what stands
// before it in the catalogues.
func Means(t app.FieldType, words string) func(*Field) {
	return func(f *Field) { f.Meaning = app.Meaning{Type: t, Words: words} }
}

// Choice marks a field whose value is one of a few, by what stands before it in the
// catalogues.
func Choice(words string) func(*Field) { return Means(app.ChoiceField, words) }

func Sealed(f *Field)  { f.Sealed = true }
func Private(f *Field) { f.Sealed, f.Private = true, true }
func Derived(f *Field) { f.Derived = true }

// Since marks a field that a later version of the registry (Schema.Version) brought.
func Since(version uint16) func(*Field) { return func(f *Field) { f.Since = version } }

func build(f Field, options []func(*Field)) Field {
	f.Since = 1
	for _, option := range options {
		option(&f)
	}
	if f.Private { // ciphertext
		f.Column = "BLOB"
	}
	return f.checked()
}

// checked panics where a field's merging would have to look into what is sealed: of
// equal ciphertexts nobody can say which is more, or what they hold together.
func (f Field) checked() Field {
	if f.Sealed && (f.Rule.Policy == journal.SetAdd || f.Rule.Policy == journal.CounterSum || f.Rule.Policy == journal.Max || f.Rule.Policy == journal.Ladder) {
		panic("registry: " + f.Name + " is sealed and can be neither a set, a counter, a greatest nor a ladder")
	}
	return f
}

// carried says how a Go value V is carried as the simple type W (string, int64, []byte),
// both in CBOR and in the row.
type carried[V, W any] struct {
	column string // its type in the table
	to     func(V) W
	from   func(W) (V, error)
	zero   func(V) bool
}

// plain makes a field of a value that is carried as a simple type.
func plain[T, V, W any](n uint16, name string, at func(*T) *V, as carried[V, W], options []func(*Field)) Field {
	return build(Field{
		N: n, Name: name, Column: as.column,
		Encode: func(rec any) cbor.RawMessage {
			v := *at(rec.(*T))
			if as.zero(v) {
				return nil
			}
			return EncodeValue(as.to(v))
		},
		Decode: func(rec any, value cbor.RawMessage) error {
			var w W
			if len(value) > 0 {
				if err := Strict.Unmarshal(value, &w); err != nil {
					return err
				}
			}
			v, err := as.from(w)
			if err != nil {
				return err
			}
			*at(rec.(*T)) = v
			return nil
		},
		Get:  func(rec any) any { return as.to(*at(rec.(*T))) },
		Same: func(a, b any) bool { return equal(as.to(*at(a.(*T))), as.to(*at(b.(*T)))) },
		Scan: func(rec any) any { return &scanner[V, W]{at(rec.(*T)), as.from} },
	}, options)
}

// typed gives a field its type, unless an option did.
func typed(t app.FieldType, f Field) Field {
	if f.Meaning.Type == app.TextField {
		f.Meaning.Type = t
	}
	return f
}

// equal compares two values of the simple types.
func equal[W any](a, b W) bool {
	if x, ok := any(a).([]byte); ok {
		return bytes.Equal(x, any(b).([]byte))
	}
	return any(a) == any(b)
}

type scanner[V, W any] struct {
	to   *V
	from func(W) (V, error)
}

// Scan implements sql.Scanner over the few types that SQLite returns.
func (s *scanner[V, W]) Scan(src any) error {
	var w W
	switch p := any(&w).(type) {
	case *string:
		switch v := src.(type) {
		case string:
			*p = v
		case []byte:
			*p = string(v)
		}
	case *int64:
		if v, ok := src.(int64); ok {
			*p = v
		}
	case *bool:
		if v, ok := src.(int64); ok {
			*p = v != 0
		}
	case *[]byte:
		if v, ok := src.([]byte); ok {
			*p = append([]byte(nil), v...)
		}
	}
	v, err := s.from(w)
	if err != nil {
		return err
	}
	*s.to = v
	return nil
}

// saying gives a field its text for histories: days as 2026-11-23, moments as
// RFC 3339, references as the identity, the zero value as nothing.
func saying[T, V any](f Field, at func(*T) *V, text func(V) string) Field {
	f.Said = func(rec any) string { return text(*at(rec.(*T))) }
	return f
}

func Text[T any, S ~string](n uint16, name string, at func(*T) *S, options ...func(*Field)) Field {
	return speaking(saying(plain(n, name, at, carried[S, string]{"TEXT",
		func(v S) string { return string(v) },
		func(w string) (S, error) { return S(w), nil },
		func(v S) bool { return v == "" }}, options), at, func(v S) string { return string(v) }), at)
}

func Number[T any, I ~int | ~int32 | ~int64 | ~uint8](n uint16, name string, at func(*T) *I, options ...func(*Field)) Field {
	return typed(app.NumberField, saying(plain(n, name, at, carried[I, int64]{"INTEGER",
		func(v I) int64 { return int64(v) },
		func(w int64) (I, error) { return I(w), nil },
		func(v I) bool { return v == 0 }}, options), at, func(v I) string { return strconv.FormatInt(int64(v), 10) }))
}

func Flag[T any](n uint16, name string, at func(*T) *bool, options ...func(*Field)) Field {
	return typed(app.FlagField, saying(plain(n, name, at, carried[bool, bool]{"INTEGER",
		func(v bool) bool { return v },
		func(w bool) (bool, error) { return w, nil },
		func(v bool) bool { return !v }}, options), at, strconv.FormatBool))
}

// Ref makes a field of the identity of a record.
func Ref[T any](n uint16, name string, at func(*T) *app.ID, options ...func(*Field)) Field {
	f := typed(app.RecordField, saying(plain(n, name, at, carried[app.ID, []byte]{"BLOB",
		func(v app.ID) []byte {
			if v.IsNil() {
				return []byte{}
			}
			return append([]byte(nil), v[:]...)
		},
		func(w []byte) (id app.ID, err error) { copy(id[:], w); return id, nil }, app.ID.IsNil}, options), at, func(v app.ID) string {
		if v.IsNil() {
			return ""
		}
		return v.String()
	}))
	f.one = func(rec any) app.ID { return *at(rec.(*T)) }
	f.IDs = func(rec any) []app.ID { return named([]app.ID{f.one(rec)}, func(id app.ID) app.ID { return id }) }
	return f
}

// named lists the records that elements name.
func named[V any](all []V, id func(V) app.ID) (ids []app.ID) {
	for _, v := range all {
		if id := id(v); !id.IsNil() {
			ids = append(ids, id)
		}
	}
	return ids
}

// Several reports whether the field may name more than one record.
func (f *Field) Several() bool { return f.IDs != nil && f.one == nil }

// Naming is the condition that the field names the record whose identity is asked for.
func (f *Field) Naming() string {
	if f.one != nil {
		return f.Name + " = ?"
	}
	return "instr(" + f.Name + ", ?) > 0" // a list holds identities as they are
}

func Day[T any](n uint16, name string, at func(*T) *app.Date, options ...func(*Field)) Field {
	f := saying(Number(n, name, at, options...), at, app.Date.String)
	f.Meaning.Type = app.DayField
	return f
}

// Moment is a moment, kept to the millisecond. It is given in the site's zone once
// the store has settled the record (zone.go).
func Moment[T any](n uint16, name string, at func(*T) *time.Time, options ...func(*Field)) Field {
	f := typed(app.MomentField, saying(plain(n, name, at, carried[time.Time, int64]{"INTEGER",
		func(v time.Time) int64 {
			if v.IsZero() {
				return 0
			}
			return v.UnixMilli()
		},
		func(w int64) (time.Time, error) {
			if w == 0 {
				return time.Time{}, nil
			}
			return time.UnixMilli(w), nil
		}, time.Time.IsZero}, options), at, func(v time.Time) string {
		if v.IsZero() {
			return ""
		}
		return v.Format(time.RFC3339)
	}))
	f.Settle = func(rec any, in *time.Location) {
		if v := at(rec.(*T)); !v.IsZero() {
			*v = v.In(in)
		}
	}
	return owning(func(rec any) { // as it is read again
		if v := at(rec.(*T)); !v.IsZero() {
			*v = time.UnixMilli(v.UnixMilli()).In(v.Location())
		}
	}, f)
}

func decimalText(d decimal.Decimal) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func parseDecimal(s string) (decimal.Decimal, error) {
	if s == "" {
		return decimal.Decimal{}, nil
	}
	return decimal.NewFromString(s)
}

func exact[T any](n uint16, name string, at func(*T) *decimal.Decimal, options ...func(*Field)) Field {
	return typed(app.DecimalField, saying(plain(n, name, at, carried[decimal.Decimal, string]{"TEXT", decimalText, parseDecimal, decimal.Decimal.IsZero}, options), at, saidDecimal))
}

// saidDecimal writes two decimals, 89.60, and more where somebody was more exact.
func saidDecimal(d decimal.Decimal) string {
	if d.IsZero() || d.Exponent() < -2 {
		return decimalText(d)
	}
	return d.StringFixed(2)
}

func Money[T any](n uint16, name string, at func(*T) *app.Money, options ...func(*Field)) Field {
	return exact(n, name, func(rec *T) *decimal.Decimal { return &at(rec).Decimal }, options...)
}

func Area[T any](n uint16, name string, at func(*T) *app.Area, options ...func(*Field)) Field {
	return exact(n, name, func(rec *T) *decimal.Decimal { return &at(rec).Decimal }, options...)
}

// List makes a field of a structured value (slices of small structs), carried in
// operations and row alike as contents are (content.go). Its elements name records where
// they are identities, or where an option says so (Each).
func List[T, V any](n uint16, name string, at func(*T) *[]V, options ...func(*Field)) Field {
	f := owning(func(rec any) {
		v := at(rec.(*T))
		var part []V
		if len(*v) > 0 {
			must(0, ListCopying.Unmarshal(EncodeListed(*v), &part))
		}
		*v = part
	}, speaking(plain(n, name, at, carried[[]V, []byte]{"BLOB",
		func(v []V) []byte {
			if len(v) == 0 {
				return []byte{}
			}
			return EncodeListed(v)
		},
		func(w []byte) (v []V, err error) {
			if len(w) > 0 {
				err = ListDecoding.Unmarshal(w, &v)
			}
			return v, err
		},
		func(v []V) bool { return len(v) == 0 }}, options), at))
	each, says := f.each.(func(V) app.ID)
	if !says {
		each, says = any(func(id app.ID) app.ID { return id }).(func(V) app.ID)
	}
	if says {
		f.IDs = func(rec any) []app.ID { return named(*at(rec.(*T)), each) }
	}
	return f
}

// saidAs gives a list its text for people: its elements, one a line.
func saidAs[T, V any](f Field, at func(*T) *[]V, say func(V) string) Field {
	return saying(f, at, func(all []V) string {
		said := make([]string, len(all))
		for i, v := range all {
			said[i] = say(v)
		}
		return strings.Join(said, "\n")
	})
}

// Texts makes a list of texts that people read.
func Texts[T any](n uint16, name string, at func(*T) *[]string, options ...func(*Field)) Field {
	return typed(app.TextsField, saidAs(List(n, name, at, options...), at, func(s string) string { return s }))
}

func owning(part func(rec any), f Field) Field {
	f.Part = part
	return f
}

func Bytes[T any](n uint16, name string, at func(*T) *[]byte, options ...func(*Field)) Field {
	return owning(func(rec any) { v := at(rec.(*T)); *v = bytes.Clone(*v) }, plain(n, name, at, carried[[]byte, []byte]{"BLOB",
		func(v []byte) []byte {
			if v == nil {
				return []byte{}
			}
			return v
		},
		func(w []byte) ([]byte, error) {
			if len(w) == 0 {
				return nil, nil
			}
			return w, nil
		},
		func(v []byte) bool { return len(v) == 0 }}, options))
}

// Blob is Bytes for bytes that Go keeps as a text.
func Blob[T any, S ~string](n uint16, name string, at func(*T) *S, options ...func(*Field)) Field {
	return plain(n, name, at, carried[S, []byte]{"BLOB",
		func(v S) []byte { return []byte(v) },
		func(w []byte) (S, error) { return S(w), nil },
		func(v S) bool { return v == "" }}, options)
}
