package inspect_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/inspect"
)

// Each thing that an item of a list must have is missed by itself.
func TestWhatAnItemLacksIsFound(t *testing.T) {
	c := theList(t)
	good, _ := c.Item("geometry.clear_height")
	if good.Fault() != "" || !good.Measured || !good.Deviates() {
		t.Fatalf("%+v: %s", good, good.Fault())
	}
	for name, spoil := range map[string]func(*inspect.Item){
		"key": func(i *inspect.Item) { i.Key = "" }, "number": func(i *inspect.Item) { i.No = "" },
		"Chinese name": func(i *inspect.Item) { i.Name.ZH = "" }, "English name": func(i *inspect.Item) { i.Name.EN = "" },
		"Chinese part": func(i *inspect.Item) { i.Part.ZH = "" }, "English part": func(i *inspect.Item) { i.Part.EN = "" },
		"spaces": func(i *inspect.Item) { i.Spaces = nil }, "known spaces": func(i *inspect.Item) { i.Spaces = append(slices.Clone(i.Spaces), "attic") },
		"finish": func(i *inspect.Item) { i.Finish = "gold" }, "sets": func(i *inspect.Item) { i.Sets = []inspect.Set{"mine"} },
		"trade": func(i *inspect.Item) { i.Trade = "x" }, "warranty": func(i *inspect.Item) { i.Warranty = "x" }, "grade": func(i *inspect.Item) { i.Grade = "x" }, "source": func(i *inspect.Item) { i.Source = "" },
		"phrases": func(i *inspect.Item) { i.Phrases = nil }, "points": func(i *inspect.Item) { i.Points = 0 }, "limits": func(i *inspect.Item) { i.Limits = nil }, "unit": func(i *inspect.Item) { i.Unit = "" },
		"reference":         func(i *inspect.Item) { i.Reference = "x" },
		"name of its size":  func(i *inspect.Item) { i.Reference, i.Size = inspect.BySize, inspect.Said{} },
		"the limit's set":   func(i *inspect.Item) { i.Limits = slices.Clone(i.Limits); i.Limits[0].Set = "x" },
		"the limit's grade": func(i *inspect.Item) { i.Limits = slices.Clone(i.Limits); i.Limits[0].Grade = "x" },
		"the limit's end": func(i *inspect.Item) {
			l := i.Limits[0]
			i.Limits = []inspect.Limit{{Set: l.Set, Grade: l.Grade, Source: l.Source}}
		},
		"measuring": func(i *inspect.Item) { i.Measured = false },
	} {
		i := good
		spoil(&i)
		if i.Fault() == "" {
			t.Errorf("an item without %s passes", name)
		}
	}
	for name, spoil := range map[string]func(*inspect.Phrase){
		"Chinese": func(p *inspect.Phrase) { p.Text.ZH = "" }, "English": func(p *inspect.Phrase) { p.Text.EN = "" },
		"severity": func(p *inspect.Phrase) { p.Severity = "x" }, "trade": func(p *inspect.Phrase) { p.Trade = "x" }, "warranty": func(p *inspect.Phrase) { p.Warranty = "x" },
	} {
		i := good
		i.Phrases = slices.Clone(i.Phrases)
		spoil(&i.Phrases[0])
		if (&inspect.Checklist{Items: []inspect.Item{i}}).Check() == nil {
			t.Errorf("a phrase without %s passes", name)
		}
	}
	twice := good
	twice.Phrases = []inspect.Phrase{good.Phrases[0], good.Phrases[0]}
	if (&inspect.Checklist{Items: []inspect.Item{twice}}).Check() == nil || (&inspect.Checklist{Items: []inspect.Item{good}}).Check() != nil {
		t.Error("a phrase that stands twice passes, or one that does not is refused")
	}
}

// What the list says is said in both languages; what people made up, as they put it.
func TestWordsOfTheList(t *testing.T) {
	c := theList(t)
	i, _ := c.Item("wall.plaster.hollow")
	own := "自己写的"
	if got := c.SayPhrase(i.Phrases[0].Text.ZH); got.EN == got.ZH || got.ZH != i.Phrases[0].Text.ZH {
		t.Errorf("a phrase: %+v", got)
	}
	if got := c.SayPhrase(own); got != (inspect.Said{own, own}) {
		t.Errorf("what people made up: %+v", got)
	}
}

func TestFiguresOfAnInspection(t *testing.T) {
	if got := (inspect.Progress{Items: 9, Looked: 7, Failed: 2, NotApplicable: 1}).Passed(); got != 4 {
		t.Errorf("%d passed", got)
	}
	for r, known := range map[inspect.Result]bool{inspect.NotLooked: true, inspect.Pass: true, inspect.Fail: true, inspect.NotApplicable: true, "perhaps": false} {
		if r.Known() != known {
			t.Errorf("%q is known: %v", r, r.Known())
		}
	}
	for r, deviates := range map[inspect.Reference]bool{inspect.ByItself: false, inspect.BySize: false, inspect.ByDesign: true, inspect.ByFixed: true} {
		if (inspect.Item{Reference: r}).Deviates() != deviates {
			t.Errorf("%s: %v", r, !deviates)
		}
	}
	for _, c := range []struct{ given, kept string }{{"1 . 2", "1 . 2"}, {"1 . .", "1"}, {". .", ""}, {"", ""}, {". 2 .", ". 2"}} {
		given := strings.Fields(c.given)
		for i := range given {
			given[i] = strings.TrimSuffix(given[i], ".")
		}
		kept := inspect.Taken(given)
		if want := len(strings.Fields(c.kept)); len(kept) != want {
			t.Errorf("of %q are kept %q", c.given, kept)
		}
	}
}

// A reading has ten digits at most.
func TestALongReading(t *testing.T) {
	for typed, good := range map[string]bool{"1234567890": true, "12345678901": false} {
		if _, err := inspect.Reading(typed); (err == nil) != good || err != nil && app.RefusalCode(err) != "inspect.reading_unreadable" {
			t.Errorf("%s: %v", typed, err)
		}
	}
}

// Readings are judged around a point that was left out, and one alone has no spread.
func TestReadingsWithAGap(t *testing.T) {
	bound := func(n int64) inspect.Bound { return inspect.Bound{Value: decimal.NewFromInt(n), Set: true} }
	i := inspect.Item{Measured: true, Points: 3, Reference: inspect.ByItself, Limits: []inspect.Limit{{Set: inspect.Standard, Max: bound(10), Range: bound(4)}}}
	for _, c := range []struct {
		readings []string
		out      []bool
		missing  int
		spread   bool
	}{
		{[]string{"", "11", "9"}, []bool{false, true, false}, 1, false},
		{[]string{"3", "", "9"}, []bool{true, false, true}, 1, true},
		{[]string{"9", "7", "3"}, []bool{true, false, true}, 0, true},
		{[]string{"", "9", ""}, []bool{false, false, false}, 2, false},
	} {
		j := i.Judge(inspect.Standard, "", c.readings)
		if !slices.Equal(j.Out, c.out) || j.Missing != c.missing || j.Spread != c.spread {
			t.Errorf("%q: %+v", c.readings, j)
		}
	}
	for _, c := range []struct {
		l    inspect.Limit
		want string
	}{
		{inspect.Limit{Min: bound(-3), Max: bound(3)}, "±3 mm"}, {inspect.Limit{Max: bound(3)}, "≤ 3 mm"}, {inspect.Limit{Min: bound(0), Max: bound(3)}, "≤ 3 mm"}, {inspect.Limit{Max: bound(0)}, "≤ 0 mm"},
		{inspect.Limit{Min: bound(-2), Max: bound(3)}, "−2 – 3 mm"}, {inspect.Limit{Min: bound(0)}, "≥ 0 mm"},
	} {
		if got := c.l.Text("mm", "Δ", ", Δ"); got != c.want {
			t.Errorf("%+v: %q, want %q", c.l, got, c.want)
		}
	}
}
