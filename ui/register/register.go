package register

import (
	"context"
	"slices"
	"sync"

	"keyday/app"
	"keyday/ui/words"
)

// Spec is what a list is, without its records.
type Spec struct {
	Key   string   // in the catalogues ("list.defects"), commands and names of files; never renamed
	Kind  string   // of its records
	Kinds []string // of records that its columns say something of; writing one reads all again
	Heads []Head
	Chips []Chip
	Quick []Chip // narrow what a chip leaves, each by itself
	First View   // as it stands at first
}

// Called is what the list is called.
func (s *Spec) Called(w *words.Words) string { return w.T("list." + s.Key) }

// Head is the column of that key.
func (s *Spec) Head(key string) (Head, bool) {
	i := slices.IndexFunc(s.Heads, func(h Head) bool { return h.Key == key })
	if i < 0 {
		return Head{}, false
	}
	return s.Heads[i], true
}

// chips are the chips and quick filters of those keys.
func (s *Spec) chips(keys []string) (all []Chip) {
	for _, c := range slices.Concat(s.Chips, s.Quick) {
		if slices.Contains(keys, c.Key) {
			all = append(all, c)
		}
	}
	return all
}

// Chip narrows a list by one tap: to records whose value in a column it takes.
type Chip struct {
	Key    string
	Says   string // the entry of the catalogues
	Column string // "" takes all
	Takes  func(Value) bool
	mine   bool
}

// All is the chip that leaves nothing out.
var All = Chip{Key: "all", Says: "common.all"}

// OneOf is a chip that takes some keys of a Choice.
func OneOf[K ~string](key, says, column string, keys ...K) Chip {
	return Chip{Key: key, Says: says, Column: column, Takes: func(v Value) bool { return slices.Contains(keys, K(v.Text)) }}
}

// Mine is a chip that takes the records whose column of identities (Refs) names whoever looks.
func Mine(key, says, column string) Chip {
	return Chip{Key: key, Says: says, Column: column, mine: true, Takes: func(Value) bool { return false }}
}

// by are chips as they take records for whoever looks.
func by(who Asker, chips []Chip) []Chip {
	chips = slices.Clone(chips)
	for i := range chips {
		if chips[i].mine {
			chips[i].Takes = func(v Value) bool { return v.Text == who.Who.String() }
		}
	}
	return chips
}

// Register is a list of records of type R: which columns it has, and how they are read.
type Register[R any] struct {
	Spec
	Columns []Column[R]
	ID      func(R) app.ID
	// Community is the one in which the record lies, for who may see it; nil: it is the whole
	// site's. One that is not known, because its home or building has not arrived, is Nil,
	// and nobody's who is bound to some.
	Community func(R) app.ID
	// Communities are several in which it may lie, in place of the one.
	Communities func(R) []app.ID
}

// within are the communities in which a record lies.
func (r Register[R]) within(record R) []app.ID {
	switch {
	case r.Communities != nil:
		return r.Communities(record)
	case r.Community != nil:
		return []app.ID{r.Community(record)}
	}
	return nil
}

// Reader reads records and hands each on; of no identities all there are, in the order in
// which they stand where nothing else orders them. Those that are gone are left out.
type Reader[R any] func(ctx context.Context, ids []app.ID, each func(R)) error

// Site tells what was written since a mark, and what day it is. Where it does not know any
// more what was, it says so.
type Site interface {
	ChangesSince(mark int) (changes []app.Change, now int, known bool)
	Today() app.Date
	Keeper
}

// Keeper keeps what people saved of how they look at lists, as it was written.
type Keeper interface {
	SavedViews(ctx context.Context, list string) (views map[string]string, err error)
	SaveView(ctx context.Context, list, name, view string) error
}

// Source is a register over a site: it reads all of it once, and from then on what changed.
type Source struct {
	Spec
	site Site
	read Reader[record]

	mu    sync.Mutex // one reads at a time
	sheet *Sheet     // nil: all is to be read
	mark  int        // of what it holds
	day   app.Date   // on which it was read: what is left of a time goes with it
}

// Open is the register over what read reads of the site.
func Open[R any](r Register[R], read Reader[R], site Site) *Source {
	r.Heads = r.heads()
	return &Source{Spec: r.Spec, site: site, read: func(ctx context.Context, ids []app.ID, each func(record)) error {
		return read(ctx, ids, r.told(each))
	}}
}

// told hands records on as what they have in the columns.
func (r Register[R]) told(each func(record)) func(R) {
	var now R
	told := record{of: func(column int) Value { return r.Columns[column].Of(now) }}
	return func(of R) {
		now, told.id, told.in = of, r.ID(of), r.within(of)
		each(told)
	}
}

func (r Register[R]) heads() (all []Head) {
	for _, c := range r.Columns {
		all = append(all, c.Head)
	}
	return all
}

// Sheet is the list as it is now. It may be called from any goroutine.
func (s *Source) Sheet(ctx context.Context) (*Sheet, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ctx = context.WithoutCancel(ctx) // who comes after would have to read all of it again
	changes, now, known := s.site.ChangesSince(s.mark)
	today := s.site.Today()
	some, all := s.touched(changes)
	sheet, err := s.sheet, error(nil)
	switch {
	case sheet == nil, !known, all, today != s.day:
		sheet, err = s.all(ctx)
	case len(some) > 0:
		sheet, err = s.some(ctx, sheet, some)
	}
	if err != nil {
		s.sheet = nil // what is half read shares its values with it
		return nil, err
	}
	s.sheet, s.mark, s.day = sheet, now, today
	return sheet, nil
}

func (s *Source) all(ctx context.Context) (*Sheet, error) {
	b := newBuilder(s.Heads)
	if err := s.read(ctx, nil, b.add); err != nil {
		return nil, err
	}
	return b.sheet(), nil
}

func (s *Source) some(ctx context.Context, from *Sheet, ids []app.ID) (*Sheet, error) {
	b := changing(from)
	if err := s.read(ctx, ids, b.put); err != nil {
		return nil, err
	}
	b.drop(ids)
	return b.sheet(), nil
}

// manyTouched is of how many records on all are read again instead of each.
const manyTouched = 2000

// touched are the records of the list that changed, or whether all are to be read again:
// where a record was written that others say something of. What is computed of one may
// change with each step of the work, and counts for the list of its kind alone.
func (s *Source) touched(changes []app.Change) (some []app.ID, all bool) {
	seen := map[app.ID]bool{}
	for _, c := range changes {
		for i, r := range slices.Concat(c.Records, c.Derived, c.Wholes) {
			switch {
			case i < len(c.Records) && slices.Contains(s.Kinds, r.Kind):
				return nil, true
			case r.Kind == s.Kind && !seen[r.ID]:
				seen[r.ID] = true
				some = append(some, r.ID)
			}
		}
	}
	return some, len(some) > manyTouched
}
