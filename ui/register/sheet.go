package register

import (
	"slices"
	"sync"
	"time"

	"keyday/app"
)

// Sheet is what all records of a register have in all of its columns. It never changes;
// what is written meanwhile makes another one, which shares with it what stayed. A value
// that many records have is kept once: 200,000 defects in 20 columns take 16 MB.
type Sheet struct {
	heads       []Head
	index       map[string]int
	ids         []app.ID
	communities cells
	cells       []cells // of each column
	ranks       []*ranks
}

// cells are one column of all records: which of its values each has.
type cells struct {
	codes []uint32
	*values
}

// values are the different values of a column, the first one blank. They only ever become
// more: sheets that are read meanwhile do not see those.
type values struct {
	all   []Value
	codes map[Value]uint32
}

func newValues() *values { return &values{all: []Value{{}}, codes: map[Value]uint32{{}: 0}} }

func (v *values) code(x Value) uint32 {
	code, known := v.codes[x]
	if !known {
		code = uint32(len(v.all))
		v.all = append(v.all, x)
		v.codes[x] = code
	}
	return code
}

// ranks are the order of a column's values, found out when it is first asked for.
type ranks struct {
	once sync.Once
	of   []uint32 // by code; blank is 0
	most uint32
}

// Len is how many records there are.
func (s *Sheet) Len() int { return len(s.ids) }

// Heads are the columns.
func (s *Sheet) Heads() []Head { return s.heads }

// Row is a record of the sheet, by its place.
func (s *Sheet) Row(i int) Row { return Row{s, i} }

// Find is the record with the identity.
func (s *Sheet) Find(id app.ID) (Row, bool) {
	i := slices.Index(s.ids, id)
	return Row{s, i}, i >= 0
}

// Row is what a record has in the columns.
type Row struct {
	sheet *Sheet
	i     int
}

// ID is the record's.
func (r Row) ID() app.ID { return r.sheet.ids[r.i] }

// Community is the one that the record lies in; Nil where it is the whole site's, or lies
// in several.
func (r Row) Community() app.ID {
	if all := r.Communities(); len(all) == 1 {
		return all[0]
	}
	return app.Nil
}

// Communities are those in which the record lies; none where it is the whole site's.
func (r Row) Communities() []app.ID { return idsOf(r.sheet.communities.at(r.i)) }

// Value is what the record has in a column; blank where there is no such.
func (r Row) Value(column string) Value {
	at, known := r.sheet.index[column]
	if !known {
		return Value{}
	}
	return r.sheet.cells[at].at(r.i)
}

// Text is the text that the record has in a column.
func (r Row) Text(column string) string { return r.Value(column).Text }

// Number is the number that the record has in a column.
func (r Row) Number(column string) int { return int(r.Value(column).Number) }

// Day is the day that the record has in a column.
func (r Row) Day(column string) app.Date { return r.Value(column).Day() }

// Ref is the identity that the record has in a column, Nil for none.
func (r Row) Ref(column string) app.ID {
	id, _ := app.ParseID(r.Text(column))
	return id
}

// Day is the day of a Day.
func (v Value) Day() app.Date { return app.Date(v.Number) }

// Moment is the time of a Moment, as a clock of the site showed it.
func (v Value) Moment() time.Time { return time.UnixMilli(v.Number).UTC() }

// ofIDs is several identities as one value, idsOf the way back.
func ofIDs(ids []app.ID) (v Value) {
	for _, id := range ids {
		v.Text += string(id[:])
	}
	return v
}

func idsOf(v Value) (ids []app.ID) {
	for chunk := range slices.Chunk([]byte(v.Text), len(app.ID{})) {
		ids = append(ids, app.ID(chunk))
	}
	return ids
}

func (c cells) at(i int) Value { return c.all[c.codes[i]] }

// record is a record on its way into a sheet, whatever its type: what is made for every
// type of record is no more than this.
type record struct {
	id app.ID
	in []app.ID               // communities
	of func(column int) Value // called before the next record is handed on
}

// builder makes a sheet of records, or another one of one that there is.
type builder struct {
	made *Sheet
	from *Sheet          // when changing: the one before
	seen map[app.ID]bool // and what was read
}

// NewSheet is a sheet of the records that all hands on.
func NewSheet[R any](r Register[R], all func(each func(R))) *Sheet {
	b := newBuilder(r.heads())
	all(r.told(b.add))
	return b.sheet()
}

func newBuilder(heads []Head) *builder {
	s := &Sheet{heads: heads, index: map[string]int{}, communities: cells{values: newValues()}}
	for i, h := range heads {
		s.index[h.Key] = i
		s.cells = append(s.cells, cells{values: newValues()})
	}
	return &builder{made: s}
}

// changing makes another sheet of one. Their values are shared; two that were made of one
// are never made at once.
func changing(from *Sheet) *builder {
	s := &Sheet{heads: from.heads, index: from.index, ids: slices.Clone(from.ids), communities: from.communities.copied()}
	for _, c := range from.cells {
		s.cells = append(s.cells, c.copied())
	}
	return &builder{made: s, from: from, seen: map[app.ID]bool{}}
}

func (c cells) copied() cells {
	return cells{slices.Clone(c.codes), &values{all: c.all, codes: c.values.codes}}
}

// add puts a record at the end.
func (b *builder) add(r record) {
	s := b.made
	s.ids = append(s.ids, r.id)
	s.communities.codes = append(s.communities.codes, s.communities.code(ofIDs(r.in)))
	for i := range s.cells {
		c := &s.cells[i]
		c.codes = append(c.codes, c.code(r.of(i)))
	}
}

// put puts a record in its place, a new one at the end.
func (b *builder) put(r record) {
	s := b.made
	b.seen[r.id] = true
	at := slices.Index(s.ids, r.id)
	if at < 0 {
		b.add(r)
		return
	}
	s.communities.codes[at] = s.communities.code(ofIDs(r.in))
	for i := range s.cells {
		c := &s.cells[i]
		c.codes[at] = c.code(r.of(i))
	}
}

// drop takes out those of the records that were asked for and are no more.
func (b *builder) drop(asked []app.ID) {
	s := b.made
	for _, id := range asked {
		at := slices.Index(s.ids, id)
		if b.seen[id] || at < 0 {
			continue
		}
		s.ids = slices.Delete(s.ids, at, at+1)
		s.communities.codes = slices.Delete(s.communities.codes, at, at+1)
		for i := range s.cells {
			s.cells[i].codes = slices.Delete(s.cells[i].codes, at, at+1)
		}
	}
}

// sheet is what was made. The order of a column's values that was found out before holds
// where no value came: values only ever become more.
func (b *builder) sheet() *Sheet {
	for i, c := range b.made.cells {
		order := &ranks{}
		if b.from != nil && len(c.all) == len(b.from.cells[i].all) {
			order = b.from.ranks[i]
		}
		b.made.ranks = append(b.made.ranks, order)
	}
	return b.made
}
