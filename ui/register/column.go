// Package register is what the lists of the trade are made of: columns that say what a
// record has in them, a sheet that keeps this for all records of a site by column, and the
// view of a sheet: what is left of it, in which order, in which groups. The same columns
// feed the window, the command line, files and paper.
//
// ui/lists says which columns each list of the trade has. ui/screen, ui/command and
// ui/program may import this; it imports app and ui/words, and knows neither toolkit nor
// store.
package register

import (
	"time"

	"keyday/app"
)

// Type is what a column holds: how it is written, compared and filtered.
type Type int

// Types of column.
const (
	Text    Type = iota // compared by pinyin, filtered by a part of it
	Name                // of people, firms: found by the letters of its pinyin, surnames as they are spoken
	Code                // numbers of homes and papers: 2 before 10
	Choice              // one of a few keys, in an order of their own; filtered by choosing some
	Day                 // a day, filtered by a span
	Moment              // a day and a time, filtered by a span of days
	Count               // how many; nothing is shown of none
	Left                // how many days are left; below 0, how many it is late
	Amount              // an area or money, a decimal
	Picture             // the hash of a photo
	Mark                // never shown: the identity of another record, or what acts and signs go by
)

// Value is what a record has in a column. The zero Value is blank.
type Value struct {
	Text   string // Text, Name, Code, Choice's key, Amount's decimal, Picture's hash, Mark
	Number int64  // Day, Moment in milliseconds, Count, Left, whose Text says whether it counts
}

// Blank reports whether there is nothing.
func (v Value) Blank() bool { return v == Value{} }

// Head is a column without its records.
type Head struct {
	Key   string // in the catalogues ("column.firm"), views that are kept, and commands; never renamed
	Type  Type
	Width float32 // in points, as it stands at first

	Grow     bool // it takes what is left of the width
	Gives    bool // it is left out first where there is no room
	Spares   bool // it is left out next, where what is left would be cut
	Strong   bool // what one looks for in the row
	Quiet    bool // what one looks at last
	Off      bool // not shown unless it is chosen
	Personal bool // names of owners: what is asked of them is kept nowhere
	Private  bool // phones, numbers of identity cards: masked but for whoever may see them
	Sum      bool // groups and the whole list add it up
	Term     bool // its texts are in the trade's words, which the catalogues may know in English

	Several bool // of a Choice: a record may have several of its keys, joined by 、

	Entry   string // of the catalogues, that says what it is called; "" is "column." and the key
	Nothing string // the entry of the catalogues that says what is blank; "" says nothing

	Called string // of a Mark: the column that says what it is called

	Keys []string // of a Choice, in their order
	Says string   // of a Choice: the catalogues' table of its keys, "defect.state"
}

// Shown reports whether the column can be shown at all.
func (h Head) Shown() bool { return h.Type != Mark }

// Option says more about a column.
type Option func(*Head)

// Width is how wide the column is at first, in points.
func Width(points float32) Option { return func(h *Head) { h.Width = points } }

// Entry is what the column is called in the catalogues, where it is a field of a record.
func Entry(entry string) Option { return func(h *Head) { h.Entry = entry } }

// Nothing says by an entry of the catalogues what it means that the column is blank.
func Nothing(says string) Option { return func(h *Head) { h.Nothing = says } }

// Options without a value; see Head.
func Grow(h *Head)     { h.Grow = true }
func Gives(h *Head)    { h.Gives = true }
func Spares(h *Head)   { h.Spares = true }
func Strong(h *Head)   { h.Strong = true }
func Quiet(h *Head)    { h.Quiet = true }
func Off(h *Head)      { h.Off = true }
func Personal(h *Head) { h.Personal = true }
func Private(h *Head)  { h.Private = true }
func Sum(h *Head)      { h.Sum = true }
func Term(h *Head)     { h.Term = true }
func Several(h *Head)  { h.Several = true }

// Column is a column of records of type R.
type Column[R any] struct {
	Head
	Of func(R) Value
}

func column[R any](key string, t Type, width float32, of func(R) Value, options []Option) Column[R] {
	c := Column[R]{Head{Key: key, Type: t, Width: width}, of}
	for _, o := range options {
		o(&c.Head)
	}
	return c
}

func ofText[R any](key string, t Type, width float32, of func(R) string, options []Option) Column[R] {
	return column(key, t, width, func(r R) Value { return Value{Text: of(r)} }, options)
}

// Texts is a column of plain text.
func Texts[R any](key string, of func(R) string, options ...Option) Column[R] {
	return ofText(key, Text, 160, of, options)
}

// Names is a column of the names of people or firms, several joined by 、.
func Names[R any](key string, of func(R) string, options ...Option) Column[R] {
	return ofText(key, Name, 130, of, options)
}

// Codes is a column of codes and numbers: 3-2-1501, ZG-01-00012.
func Codes[R any](key string, of func(R) string, options ...Option) Column[R] {
	return ofText(key, Code, 120, of, options)
}

// Choices is a column of keys, of which the catalogues' table says each.
func Choices[R any, K ~string](key, says string, keys []K, of func(R) K, options ...Option) Column[R] {
	c := ofText(key, Choice, 110, func(r R) string { return string(of(r)) }, options)
	for _, k := range keys {
		c.Keys = append(c.Keys, string(k))
	}
	c.Says = says
	return c
}

// Days is a column of days.
func Days[R any](key string, of func(R) app.Date, options ...Option) Column[R] {
	return column(key, Day, 104, func(r R) Value { return Value{Number: int64(of(r))} }, options)
}

// Moments is a column of moments, in the zone of the site.
func Moments[R any](key string, of func(R) time.Time, options ...Option) Column[R] {
	return column(key, Moment, 140, func(r R) Value {
		at := of(r)
		if at.IsZero() {
			return Value{}
		}
		_, zone := at.Zone()
		return Value{Number: at.UnixMilli() + int64(zone)*1000}
	}, options)
}

// Counts is a column of how many there are.
func Counts[R any](key string, of func(R) int, options ...Option) Column[R] {
	return column(key, Count, 76, func(r R) Value { return Value{Number: int64(of(r))} }, options)
}

// Lefts is a column of how many days are left until a day. Where it does not count at
// present (the work is done, or may wait) nothing is shown, and the record stands among
// the others by its day all the same.
func Lefts[R any](key string, today func() app.Date, of func(R) (until app.Date, counts bool), options ...Option) Column[R] {
	return column(key, Left, 96, func(r R) Value {
		until, counts := of(r)
		switch {
		case until.IsZero():
			return Value{}
		case counts:
			return Value{Text: counting, Number: int64(until - today())}
		}
		return Value{Text: resting, Number: int64(until - today())}
	}, options)
}

// Texts of a Left, beside its days.
const (
	counting = "counts"
	resting  = "rests"
)

// Late reports whether a Left counts and its day is past.
func (v Value) Late() bool { return v.Text == counting && v.Number < 0 }

// DueToday reports whether a Left counts and its day is today.
func (v Value) DueToday() bool { return v.Text == counting && v.Number == 0 }

// Amounts is a column of areas or money, as app writes them: 143.20.
func Amounts[R any](key string, of func(R) string, options ...Option) Column[R] {
	return ofText(key, Amount, 100, of, options)
}

// Pictures is a column of photos by their hashes.
func Pictures[R any](key string, of func(R) string, options ...Option) Column[R] {
	return ofText(key, Picture, 56, of, options)
}

// Marks is a column that acts and signs go by, and nobody sees.
func Marks[R any](key string, of func(R) string) Column[R] {
	return ofText(key, Mark, 0, of, nil)
}

// Refs is a column of the identities of other records, which nobody sees; another column
// says what they are called.
func Refs[R any](key, called string, of func(R) app.ID) Column[R] {
	c := Marks(key, func(r R) string {
		id := of(r)
		if id.IsNil() {
			return ""
		}
		return id.String()
	})
	c.Called = called
	return c
}
