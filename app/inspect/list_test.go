package inspect

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"keyday/app"
)

// Each thing that an item of a list must have is missed by itself.
func TestWhatAnItemLacksIsFound(t *testing.T) {
	c := theList(t)
	good, _ := c.Item("geometry.clear_height")
	if good.fault() != "" || !good.Measured || !good.Deviates() {
		t.Fatalf("%+v: %s", good, good.fault())
	}
	for name, spoil := range map[string]func(*Item){
		"key": func(i *Item) { i.Key = "" }, "number": func(i *Item) { i.No = "" },
		"Chinese name": func(i *Item) { i.Name.ZH = "" }, "English name": func(i *Item) { i.Name.EN = "" },
		"Chinese part": func(i *Item) { i.Part.ZH = "" }, "English part": func(i *Item) { i.Part.EN = "" },
		"spaces": func(i *Item) { i.Spaces = nil }, "known spaces": func(i *Item) { i.Spaces = append(slices.Clone(i.Spaces), "attic") },
		"finish": func(i *Item) { i.Finish = "gold" }, "sets": func(i *Item) { i.Sets = []Set{"mine"} },
		"trade": func(i *Item) { i.Trade = "x" }, "warranty": func(i *Item) { i.Warranty = "x" }, "grade": func(i *Item) { i.Grade = "x" }, "source": func(i *Item) { i.Source = "" },
		"phrases": func(i *Item) { i.Phrases = nil }, "points": func(i *Item) { i.Points = 0 }, "limits": func(i *Item) { i.Limits = nil }, "unit": func(i *Item) { i.Unit = "" },
		"reference":         func(i *Item) { i.Reference = "x" },
		"name of its size":  func(i *Item) { i.Reference, i.Size = BySize, Said{} },
		"the limit's set":   func(i *Item) { i.Limits = slices.Clone(i.Limits); i.Limits[0].Set = "x" },
		"the limit's grade": func(i *Item) { i.Limits = slices.Clone(i.Limits); i.Limits[0].Grade = "x" },
		"the limit's end": func(i *Item) {
			l := i.Limits[0]
			i.Limits = []Limit{{Set: l.Set, Grade: l.Grade, Source: l.Source}}
		},
		"measuring": func(i *Item) { i.Measured = false },
	} {
		i := good
		spoil(&i)
		if i.fault() == "" {
			t.Errorf("an item without %s passes", name)
		}
	}
	for name, spoil := range map[string]func(*Phrase){
		"Chinese": func(p *Phrase) { p.Text.ZH = "" }, "English": func(p *Phrase) { p.Text.EN = "" },
		"severity": func(p *Phrase) { p.Severity = "x" }, "trade": func(p *Phrase) { p.Trade = "x" }, "warranty": func(p *Phrase) { p.Warranty = "x" },
	} {
		i := good
		i.Phrases = slices.Clone(i.Phrases)
		spoil(&i.Phrases[0])
		if (&Checklist{Items: []Item{i}}).check() == nil {
			t.Errorf("a phrase without %s passes", name)
		}
	}
	twice := good
	twice.Phrases = []Phrase{good.Phrases[0], good.Phrases[0]}
	if (&Checklist{Items: []Item{twice}}).check() == nil || (&Checklist{Items: []Item{good}}).check() != nil {
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
	if got := c.SayPart(i.Key, i.Part.ZH); got != i.Part {
		t.Errorf("a part: %+v", got)
	}
	for _, got := range []Said{c.SayPhrase(own), c.SayPart(i.Key, own), c.SayPart("no.item", own)} {
		if got != (Said{own, own}) {
			t.Errorf("what people made up: %+v", got)
		}
	}
}

func TestFiguresOfAnInspection(t *testing.T) {
	if got := (Progress{Items: 9, Looked: 7, Failed: 2, NotApplicable: 1}).Passed(); got != 4 {
		t.Errorf("%d passed", got)
	}
	for r, known := range map[Result]bool{NotLooked: true, Pass: true, Fail: true, NotApplicable: true, "perhaps": false} {
		if r.Known() != known {
			t.Errorf("%q is known: %v", r, r.Known())
		}
	}
	for r, deviates := range map[Reference]bool{ByItself: false, BySize: false, ByDesign: true, ByFixed: true} {
		if (Item{Reference: r}).Deviates() != deviates {
			t.Errorf("%s: %v", r, !deviates)
		}
	}
	for _, c := range []struct{ given, kept string }{{"1 . 2", "1 . 2"}, {"1 . .", "1"}, {". .", ""}, {"", ""}, {". 2 .", ". 2"}} {
		given := strings.Fields(c.given)
		for i := range given {
			given[i] = strings.TrimSuffix(given[i], ".")
		}
		kept := taken(given)
		if want := len(strings.Fields(c.kept)); len(kept) != want {
			t.Errorf("of %q are kept %q", c.given, kept)
		}
	}
}

// A reading has ten digits at most.
func TestALongReading(t *testing.T) {
	for typed, good := range map[string]bool{"1234567890": true, "12345678901": false} {
		if _, err := Reading(typed); (err == nil) != good || err != nil && app.RefusalCode(err) != "inspect.reading_unreadable" {
			t.Errorf("%s: %v", typed, err)
		}
	}
}

// Readings are judged around a point that was left out, and one alone has no spread.
func TestReadingsWithAGap(t *testing.T) {
	bound := func(n int64) Bound { return Bound{Value: decimal.NewFromInt(n), Set: true} }
	i := Item{Measured: true, Points: 3, Reference: ByItself, Limits: []Limit{{Set: Standard, Max: bound(10), Range: bound(4)}}}
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
		j := i.Judge(Standard, "", c.readings)
		if !slices.Equal(j.Out, c.out) || j.Missing != c.missing || j.Spread != c.spread {
			t.Errorf("%q: %+v", c.readings, j)
		}
	}
	for _, c := range []struct {
		l    Limit
		want string
	}{
		{Limit{Min: bound(-3), Max: bound(3)}, "±3 mm"}, {Limit{Max: bound(3)}, "≤ 3 mm"}, {Limit{Min: bound(0), Max: bound(3)}, "≤ 3 mm"}, {Limit{Max: bound(0)}, "≤ 0 mm"},
		{Limit{Min: bound(-2), Max: bound(3)}, "−2 – 3 mm"}, {Limit{Min: bound(0)}, "≥ 0 mm"},
	} {
		if got := c.l.Text("mm", "Δ", ", Δ"); got != c.want {
			t.Errorf("%+v: %q, want %q", c.l, got, c.want)
		}
	}
}
