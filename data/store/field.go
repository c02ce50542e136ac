package store

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

// field is one entry of the registry: how one field of a kind is numbered,
// named, merged, sealed, carried in operations and kept in a row. Numbers are
// append-only: a field is never renumbered, renamed or given another policy.
type field struct {
	n       uint16
	name    string // the column, and the key of its name in the catalogues
	column  string // SQL type of the column
	rule    journal.FieldRule
	sealed  bool // sealed under the person's key in operations
	private bool // sealed under the site-data key in the row as well

	refers  string // the kind of the record whose identity it is; "" where it may be of several, or is none
	derived bool   // computed by the store in the same transaction; not in the journal

	meaning     app.Meaning // what its value is, for who says it
	called      bool        // people call the record by it
	distinctive bool        // people tell several records of one home apart by it
	tellsWhich  bool        // and a history says it of a record whose change does not
	silent      bool        // a history leaves it out
	mentions    bool        // an event is about what it refers to
	numbered    []app.Series
	paragraphs  bool // its text may have several lines
	isName      bool // its text is a name
	file        bool // it holds the hash of a kept file, or a list of them
	namesPeople bool // it may hold the name of an owner
	holds       bool // what it refers to is needed as long as the record is there

	since uint16            // the registry's version that brought the field; see schemaVersion
	rungs map[string]uint16 // the versions that brought later rungs of a ladder

	encode func(rec any) cbor.RawMessage              // canonical; nil for the zero value
	decode func(rec any, value cbor.RawMessage) error // nil value sets the zero value
	get    func(rec any) any                          // the row's value
	scan   func(rec any) any                          // a destination for Scan
	same   func(a, b any) bool                        // whether two records agree in this field
	said   func(rec any) string                       // as a history gives it to people; nil for what is no single value
	settle func(rec any, in *time.Location)           // gives a moment in the zone; nil for what is none
	part   func(rec any)                              // gives rec memory of its own for the field; nil where a copy of the struct does
	texts  func(rec any) []string                     // what of it is text; nil where nothing is

	// merge takes a person's change (from before to mine) into what is kept by now, and
	// answers where both do not fit; then nothing is taken. Where mine wins, it always
	// fits. nil where a field is replaced as one.
	merge func(before, mine, into any, wins bool) (fit bool, clashes []clash)
}

// clash is one part of a field that two people changed otherwise, as people read it.
type clash struct{ mine, theirs string }

var (
	canonical = must(cbor.CoreDetEncOptions().EncMode())
	strict    = must(cbor.DecOptions{DupMapKey: cbor.DupMapKeyEnforcedAPF, MaxArrayElements: 1 << 20}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func encodeValue(v any) cbor.RawMessage { return must(canonical.Marshal(v)) }

// The options of a field.
func merged(p journal.Policy) func(*field) {
	if p == journal.SetAdd || p == journal.CounterSum {
		panic("store: sets and counters have fields of their own, see setOf and counter")
	}
	return func(f *field) { f.rule.Policy = p }
}

func ladder(rungs ...string) func(*field) {
	return func(f *field) { f.rule = journal.FieldRule{Policy: journal.Ladder, Ladder: rungs} }
}

// rungSince says that a later version of the registry put these rungs into the ladder,
// between those that were there: their order stays, whatever comes between them. A
// Keyday that does not know a rung takes it for less finished than any.
func rungSince(version uint16, rungs ...string) func(*field) {
	return func(f *field) {
		if f.rungs == nil {
			f.rungs = map[string]uint16{}
		}
		for _, r := range rungs {
			f.rungs[r] = version
		}
	}
}

// accompanying marks a field that says who did something, or when, where the thing itself
// is a field of its own: it follows that one, and is never a dispute besides it.
func accompanying(f *field) { f.rule.Policy = journal.Quiet }

// refers names the kind of the record whose identity the field holds.
func refers(kindName string) func(*field) { return func(f *field) { f.refers = kindName } }

// needing marks a reference to what must be there as long as the record is.
func needing(f *field) { f.holds = true }

// called marks the field that people call a record by.
func called(f *field) { f.called = true }

// distinctive marks a field by which people tell several records of one home apart;
// tellingWhich besides one that a history says of a record whose change does not: the second
// reading of a meter says which meter.
func distinctive(f *field)  { f.distinctive = true }
func tellingWhich(f *field) { f.distinctive, f.tellsWhich = true, true }

// silent marks a field that histories leave out: it says where the record belongs, or what
// the event itself or another field says already.
func silent(f *field) { f.silent = true }

// mentioning marks a reference to what an event is about.
func mentioning(f *field) { f.mentions = true }

// numbered marks the field that holds the number of a record, of one of the series.
func numbered(of ...app.Series) func(*field) { return func(f *field) { f.numbered = of } }

// paragraphs marks a text that people write down at length, in several lines.
func paragraphs(f *field) { f.paragraphs = true }

// isName marks a text that is a name.
func isName(f *field) { f.isName = true }

// file marks a field that holds the hash of a kept file, or a list of them: a backup
// carries these files and verify reads them.
func file(f *field) { f.file, f.meaning.Type = true, app.FileField }

// namingPeople marks a text that may hold the name of an owner, who is to be erased.
func namingPeople(f *field) { f.namesPeople = true }

// means says what the value of a field is, where its Go type does not, and what stands
// before it in the catalogues.
func means(t app.FieldType, words string) func(*field) {
	return func(f *field) { f.meaning = app.Meaning{Type: t, Words: words} }
}

// choice marks a field whose value is one of a few, by what stands before it in the
// catalogues.
func choice(words string) func(*field) { return means(app.ChoiceField, words) }

func sealed(f *field)  { f.sealed = true }
func private(f *field) { f.sealed, f.private = true, true }
func derived(f *field) { f.derived = true }

// since marks a field that a later version of the registry brought.
func since(version uint16) func(*field) { return func(f *field) { f.since = version } }

func build(f field, options []func(*field)) field {
	f.since = 1
	for _, option := range options {
		option(&f)
	}
	if f.private { // ciphertext
		f.column = "BLOB"
	}
	return f.checked()
}

// checked panics where a field's merging would have to look into what is sealed: of
// equal ciphertexts nobody can say which is more, or what they hold together.
func (f field) checked() field {
	if f.sealed && (f.rule.Policy == journal.SetAdd || f.rule.Policy == journal.CounterSum || f.rule.Policy == journal.Max || f.rule.Policy == journal.Ladder) {
		panic("store: " + f.name + " is sealed and can be neither a set, a counter, a greatest nor a ladder")
	}
	return f
}

// plain makes a field whose Go value V is carried as the simple type W (string,
// int64, []byte) both in CBOR and in the row.
func plain[T, V any, W any](n uint16, name, column string, at func(*T) *V, to func(V) W, from func(W) (V, error), zero func(V) bool, options []func(*field)) field {
	return build(field{
		n: n, name: name, column: column,
		encode: func(rec any) cbor.RawMessage {
			v := *at(rec.(*T))
			if zero(v) {
				return nil
			}
			return encodeValue(to(v))
		},
		decode: func(rec any, value cbor.RawMessage) error {
			var w W
			if len(value) > 0 {
				if err := strict.Unmarshal(value, &w); err != nil {
					return err
				}
			}
			v, err := from(w)
			if err != nil {
				return err
			}
			*at(rec.(*T)) = v
			return nil
		},
		get:  func(rec any) any { return to(*at(rec.(*T))) },
		same: func(a, b any) bool { return equal(to(*at(a.(*T))), to(*at(b.(*T)))) },
		scan: func(rec any) any { return &scanner[V, W]{at(rec.(*T)), from} },
	}, options)
}

// typed gives a field its type, unless an option did.
func typed(t app.FieldType, f field) field {
	if f.meaning.Type == app.TextField {
		f.meaning.Type = t
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
func saying[T, V any](f field, at func(*T) *V, text func(V) string) field {
	f.said = func(rec any) string { return text(*at(rec.(*T))) }
	return f
}

func text[T any, S ~string](n uint16, name string, at func(*T) *S, options ...func(*field)) field {
	return speaking(saying(plain(n, name, "TEXT", at,
		func(v S) string { return string(v) },
		func(w string) (S, error) { return S(w), nil },
		func(v S) bool { return v == "" }, options), at, func(v S) string { return string(v) }), at)
}

func number[T any, I ~int | ~int32 | ~int64 | ~uint8](n uint16, name string, at func(*T) *I, options ...func(*field)) field {
	return typed(app.NumberField, saying(plain(n, name, "INTEGER", at,
		func(v I) int64 { return int64(v) },
		func(w int64) (I, error) { return I(w), nil },
		func(v I) bool { return v == 0 }, options), at, func(v I) string { return strconv.FormatInt(int64(v), 10) }))
}

func flag[T any](n uint16, name string, at func(*T) *bool, options ...func(*field)) field {
	return typed(app.FlagField, saying(plain(n, name, "INTEGER", at,
		func(v bool) bool { return v },
		func(w bool) (bool, error) { return w, nil },
		func(v bool) bool { return !v }, options), at, strconv.FormatBool))
}

func ref[T any](n uint16, name string, at func(*T) *app.ID, options ...func(*field)) field {
	return typed(app.RecordField, saying(plain(n, name, "BLOB", at,
		func(v app.ID) []byte {
			if v.IsNil() {
				return []byte{}
			}
			return append([]byte(nil), v[:]...)
		},
		func(w []byte) (id app.ID, err error) { copy(id[:], w); return id, nil },
		app.ID.IsNil, options), at, func(v app.ID) string {
		if v.IsNil() {
			return ""
		}
		return v.String()
	}))
}

func day[T any](n uint16, name string, at func(*T) *app.Date, options ...func(*field)) field {
	f := saying(number(n, name, at, options...), at, app.Date.String)
	f.meaning.Type = app.DayField
	return f
}

// instant is a moment, kept to the millisecond. It is given in the site's zone once
// the store has settled the record (zone.go).
func instant[T any](n uint16, name string, at func(*T) *time.Time, options ...func(*field)) field {
	f := typed(app.MomentField, saying(plain(n, name, "INTEGER", at,
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
		},
		time.Time.IsZero, options), at, func(v time.Time) string {
		if v.IsZero() {
			return ""
		}
		return v.Format(time.RFC3339)
	}))
	f.settle = func(rec any, in *time.Location) {
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

func exact[T any](n uint16, name string, at func(*T) *decimal.Decimal, options ...func(*field)) field {
	return typed(app.DecimalField, saying(plain(n, name, "TEXT", at, decimalText, parseDecimal, decimal.Decimal.IsZero, options), at, saidDecimal))
}

// saidDecimal writes two decimals, 89.60, and more where somebody was more exact.
func saidDecimal(d decimal.Decimal) string {
	if d.IsZero() || d.Exponent() < -2 {
		return decimalText(d)
	}
	return d.StringFixed(2)
}

func money[T any](n uint16, name string, at func(*T) *app.Money, options ...func(*field)) field {
	return exact(n, name, func(rec *T) *decimal.Decimal { return &at(rec).Decimal }, options...)
}

func area[T any](n uint16, name string, at func(*T) *app.Area, options ...func(*field)) field {
	return exact(n, name, func(rec *T) *decimal.Decimal { return &at(rec).Decimal }, options...)
}

// list makes a field of a structured value (slices of small structs), carried in
// operations and row alike as contents are (content.go).
func list[T, V any](n uint16, name string, at func(*T) *[]V, options ...func(*field)) field {
	return owning(func(rec any) {
		v := at(rec.(*T))
		var part []V
		if len(*v) > 0 {
			must(0, listCopying.Unmarshal(encodeListed(*v), &part))
		}
		*v = part
	}, speaking(plain(n, name, "BLOB", at,
		func(v []V) []byte {
			if len(v) == 0 {
				return []byte{}
			}
			return encodeListed(v)
		},
		func(w []byte) (v []V, err error) {
			if len(w) > 0 {
				err = listDecoding.Unmarshal(w, &v)
			}
			return v, err
		},
		func(v []V) bool { return len(v) == 0 }, options), at))
}

// saidAs gives a list its text for people: its elements, one a line.
func saidAs[T, V any](f field, at func(*T) *[]V, say func(V) string) field {
	return saying(f, at, func(all []V) string {
		said := make([]string, len(all))
		for i, v := range all {
			said[i] = say(v)
		}
		return strings.Join(said, "\n")
	})
}

// textList makes a list of texts that people read.
func textList[T any](n uint16, name string, at func(*T) *[]string, options ...func(*field)) field {
	return typed(app.TextsField, saidAs(list(n, name, at, options...), at, func(s string) string { return s }))
}

func owning(part func(rec any), f field) field {
	f.part = part
	return f
}

func bytesOf[T any](n uint16, name string, at func(*T) *[]byte, options ...func(*field)) field {
	return owning(func(rec any) { v := at(rec.(*T)); *v = bytes.Clone(*v) }, plain(n, name, "BLOB", at,
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
		func(v []byte) bool { return len(v) == 0 }, options))
}

// blob is bytesOf for bytes that Go keeps as a text.
func blob[T any, S ~string](n uint16, name string, at func(*T) *S, options ...func(*field)) field {
	return plain(n, name, "BLOB", at,
		func(v S) []byte { return []byte(v) },
		func(w []byte) (S, error) { return S(w), nil },
		func(v S) bool { return v == "" }, options)
}
