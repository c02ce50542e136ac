package register

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/ui/words"
)

// aSite holds things, and tells what was written to it.
type aSite struct {
	all     []thing
	changes []app.Change
	views   map[string]string
	lost    bool // what was written is not known any more
	today   app.Date
	fail    error
	whole   int // readings of all
	read    int // things that were read
}

func (s *aSite) ChangesSince(mark int) ([]app.Change, int, bool) {
	if s.lost {
		return nil, len(s.changes), false
	}
	return slices.Clone(s.changes[mark:]), len(s.changes), true
}

func (s *aSite) Today() app.Date { return s.today }

func (s *aSite) things(_ context.Context, ids []app.ID, each func(thing)) error {
	if ids == nil {
		s.whole++
	}
	for i, x := range s.all {
		if ids == nil || slices.Contains(ids, x.id) {
			if s.fail != nil && i > 0 {
				return s.fail
			}
			s.read++
			each(x)
		}
	}
	return nil
}

func (s *aSite) wrote(kind string, ids ...app.ID) {
	c := app.Change{}
	for _, id := range ids {
		c.Records = append(c.Records, app.Ref{Kind: kind, ID: id})
	}
	s.changes = append(s.changes, c)
}

// content is what a sheet holds, whatever the order of its records.
func content(s *Sheet) (all []string) {
	for i := range s.Len() {
		r := s.Row(i)
		line := fmt.Sprint(r.ID(), r.Community())
		for _, h := range s.Heads() {
			line += fmt.Sprintf(" %s=%v", h.Key, r.Value(h.Key))
		}
		all = append(all, line)
	}
	slices.Sort(all)
	return all
}

// order is what a sheet has in a column, as it is sorted by it.
func order(s *Sheet, column string, w *words.Words) (all []Value) {
	of := spec()
	l := of.Look(s, View{By: []By{{Column: column}}}, Asker{Words: w, Today: day})
	for i := range l.Len() {
		all = append(all, l.Row(i).Value(column))
	}
	return all
}

// However things come, change and go, a sheet that read what changed holds what one holds
// that read all; and the sheet before still holds what it did.
func TestASheetFollowsChanges(t *testing.T) {
	r, w := rand.New(rand.NewPCG(5, 6)), words.New()
	for range 60 {
		site := &aSite{all: many(r, 30), today: day}
		source := Open(things(), site.things, site)
		for range 12 {
			before, err := source.Sheet(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			held := content(before)
			for range 1 + r.IntN(5) {
				i := r.IntN(len(site.all))
				id := site.all[i].id
				switch r.IntN(4) {
				case 0:
					site.all = slices.Delete(site.all, i, i+1)
				case 1:
					id = app.ID{8, byte(r.IntN(256)), byte(r.IntN(256))}
					x := made(r, 0)
					x.id = id
					site.all = append(site.all, x)
				default:
					x := made(r, 0)
					x.id = id
					site.all[i] = x
				}
				site.wrote("thing", id)
			}
			after, err := source.Sheet(t.Context())
			if err != nil || !slices.Equal(content(after), content(sheetOf(site.all))) {
				t.Fatal("the sheet is not what the site is", err)
			}
			for _, column := range []string{"code", "owners", "state", "due", "area"} {
				if got, want := order(after, column, w), order(sheetOf(site.all), column, w); !slices.Equal(got, want) {
					t.Fatalf("by %s: %v, want %v", column, got, want)
				}
			}
			if !slices.Equal(content(before), held) {
				t.Fatal("a sheet that is being looked at has changed")
			}
		}
		if site.whole != 1 {
			t.Fatalf("all was read %d times", site.whole)
		}
	}
}

// All is read again where a record changed that the columns tell of, where it is not known
// any more what changed, on another day, and after a reading that failed half-way; else
// nothing is.
func TestWhatIsReadAgain(t *testing.T) {
	site := &aSite{all: many(rand.New(rand.NewPCG(7, 8)), 20), today: day}
	source := Open(things(), site.things, site)
	step := func(what string, whole, read int, do func()) {
		t.Helper()
		do()
		site.whole, site.read = 0, 0
		if _, err := source.Sheet(t.Context()); err != nil {
			t.Fatal(what, err)
		}
		if site.whole != whole || site.read != read {
			t.Errorf("%s: all %d times, %d things; want %d and %d", what, site.whole, site.read, whole, read)
		}
	}
	step("first", 1, 20, func() {})
	step("nothing happened", 0, 0, func() {})
	step("a thing", 0, 1, func() { site.wrote("thing", site.all[4].id, site.all[4].id) })
	step("a part of a thing", 0, 1, func() {
		site.wrote("photo", app.ID{1})
		site.changes[len(site.changes)-1].Wholes = []app.Ref{{Kind: "thing", ID: site.all[2].id}}
	})
	step("what is not told of", 0, 0, func() { site.wrote("firm", app.ID{1}) })
	step("an owner", 1, 20, func() { site.wrote("owner", app.ID{1}) })
	computed := func(kind string) func() {
		return func() {
			site.changes = append(site.changes, app.Change{Derived: []app.Ref{{Kind: kind, ID: site.all[4].id}}})
		}
	}
	step("what is computed of a thing", 0, 1, computed("thing"))
	step("what is computed of an owner", 0, 0, computed("owner"))
	step("too much", 1, 20, func() { site.lost = true })
	site.lost = false
	step("another day", 1, 20, func() { site.today++ })
	site.fail = errors.New("damaged")
	site.all[0].what, site.all[1].what = "neu", "auch neu"
	site.wrote("thing", site.all[0].id, site.all[1].id)
	if _, err := source.Sheet(t.Context()); !errors.Is(err, site.fail) {
		t.Error("the failure is not told:", err)
	}
	step("after a failure", 1, 20, func() { site.fail = nil })
	if s, _ := source.Sheet(t.Context()); !slices.Equal(content(s), content(sheetOf(site.all))) {
		t.Error("what was half read is shown")
	}
}

func (s *aSite) SavedViews(context.Context, string) (map[string]string, error) { return s.views, nil }

func (s *aSite) SaveView(_ context.Context, list, name, view string) error {
	if s.views == nil {
		s.views = map[string]string{}
	}
	if s.views[name] = view; view == "" {
		delete(s.views, name)
	}
	return nil
}

// A view comes back as it was saved, in order of pinyin; but for what was looked for and
// what was asked of owners' names, which would outlast an owner who is erased. One that
// nobody can read any more is left out.
func TestSavedViews(t *testing.T) {
	site := &aSite{today: day, views: map[string]string{"later": "{"}}
	source := Open(things(), site.things, site)
	five := int64(5)
	v := View{Chip: "todo", Quick: []string{"late"}, Find: "王", By: []By{{"due", true}}, Group: "state", Columns: []Shown{{"code", 120}}}
	v = v.With(Condition{Column: "owners", Part: "王建国"}).With(Condition{Column: "open", From: &five})
	for _, name := range []string{" 周五 ", "安", "B"} {
		if err := source.Save(t.Context(), name, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := source.Save(t.Context(), " ", v); app.RefusalCode(err) != "register.no_name" {
		t.Error(err)
	}
	if err := source.Save(t.Context(), strings.Repeat("周", nameLimit+1), v); app.RefusalCode(err) != "register.long_name" {
		t.Error(err)
	}
	for name, text := range site.views {
		if strings.Contains(text, "王") {
			t.Errorf("%s keeps an owner's name: %s", name, text)
		}
	}
	if err := source.Forget(t.Context(), "B"); err != nil {
		t.Fatal(err)
	}
	all, err := source.Saved(t.Context())
	v.Find = ""
	v = v.Without("owners")
	if err != nil || len(all) != 2 || all[0].Name != "安" || all[1].Name != "周五" || !reflect.DeepEqual(all[0].View, v) {
		t.Errorf("%+v, want %+v, %v", all, v, err)
	}
}
