package inspect_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/shopspring/decimal"

	"keyday/app/site"

	"keyday/app/inspect"
)

// theList is the residential checklist as it ships.
func theList(t testing.TB) *inspect.Checklist {
	t.Helper()
	c, err := inspect.Read(os.DirFS("../../assets/checklists"), "residential", "1")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// The list that ships has every one of the 203 items that the trade's sources
// give, in their order, each split only where several figures were given for one.
func TestListIsWhole(t *testing.T) {
	c := theList(t)
	last := 0
	for _, i := range c.Items {
		var n int
		if _, err := fmt.Sscanf(i.No, "%d", &n); err != nil || n < last || n > last+1 {
			t.Errorf("item %s follows number %d", i.No, last)
		}
		last = n
		if i.Measured && i.Size.ZH != "" != (i.Reference == inspect.BySize) {
			t.Errorf("%s: a size without use, or none where one is needed", i.Key)
		}
	}
	if last != 203 {
		t.Errorf("the list ends with item %d", last)
	}
	if len(c.Items) != 221 {
		t.Errorf("%d items", len(c.Items))
	}
	for _, i := range c.Items {
		for _, text := range []string{i.Name.EN, i.Part.EN, i.Method.EN, i.Demand.EN} {
			if strings.ContainsFunc(text, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }) {
				t.Errorf("%s: English text %q", i.Key, text)
			}
		}
		for _, text := range []string{i.Name.ZH, i.Part.ZH, i.Method.ZH, i.Demand.ZH, i.Size.ZH} {
			if halfWidth.MatchString(text) { // it prints
				t.Errorf("%s: Chinese text %q", i.Key, text)
			}
		}
		if !i.Measured {
			continue
		}
		for _, s := range inspect.Sets { // whatever set a batch is held to, something judges
			if l := i.LimitFor(s, decimal.Zero); l.Empty() {
				t.Errorf("%s: nothing judges it under %s", i.Key, s)
			}
		}
	}
}

// halfWidth is punctuation of another script; a comma or a colon may stand in a figure.
var halfWidth = regexp.MustCompile(`[();?!]|[,:]($|[^0-9])`)

// A faulty table is refused by name and line.
func TestFaultyListsAreRefused(t *testing.T) {
	read := func(name string) string {
		raw, err := os.ReadFile("../../assets/checklists/residential." + name + ".csv")
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	items, limits, phrases := read("items"), read("limits"), read("phrases")
	for name, c := range map[string]struct{ items, limits, phrases, want string }{
		"an item twice":             {strings.Replace(items, "\r\n2,geometry.clear_height.strict,", "\r\n2,geometry.clear_height,", 1), limits, phrases, "line 3"},
		"an unknown space":          {strings.Replace(items, ",living bedroom", ",attic bedroom", 1), limits, phrases, "spaces"},
		"a limit of no item":        {items, strings.Replace(limits, "geometry.width,", "geometry.wide,", 1), phrases, "geometry.wide"},
		"a limit that is no figure": {items, strings.Replace(limits, ",-15,15,", ",-15,fifteen,", 1), phrases, "limits.csv, line"},
		"a limit without a source":  {items, strings.Replace(limits, `"分户验收表 (mypm.net, 2007)"`, "", 1), phrases, "limit"},
		"an unknown severity":       {items, limits, strings.Replace(phrases, ",serious,", ",dreadful,", 1), "phrase"},
		"a row too short":           {items, limits, phrases + "x,y\r\n", "phrases.csv, line"},
		"a phrase in one language":  {items, limits, strings.Replace(phrases, "Room out of square", "", 1), "phrase"},
	} {
		_, err := inspect.Read(fstest.MapFS{
			"l.items.csv": {Data: []byte(c.items)}, "l.limits.csv": {Data: []byte(c.limits)}, "l.phrases.csv": {Data: []byte(c.phrases)},
		}, "l", "1")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := inspect.Read(fstest.MapFS{}, "l", "1"); err == nil {
		t.Error("a list without tables was read")
	}
}

// testdata/judgements.csv says for every limit of the list what readings at the
// limit, just inside and just outside come to. The figures stand there as they
// were read from the sources: a changed limit, or a changed rule, shows.
func TestJudgements(t *testing.T) {
	c := theList(t)
	f, err := os.Open("testdata/judgements.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	pinned := map[string]int{} // item and set → cases
	for n, r := range rows[1:] {
		key, set, nominal, readings, want := r[0], inspect.Set(r[1]), r[2], strings.Fields(r[3]), r[4]
		item, known := c.Item(key)
		if !known {
			t.Errorf("line %d: no item %s", n+2, key)
			continue
		}
		j := item.Judge(set, nominal, readings)
		got := "within"
		switch {
		case !j.Complete():
			got = fmt.Sprintf("%d missing", j.Missing)
		case j.Spread:
			got = "spread"
		case j.Beyond():
			got = "beyond"
		}
		if got != want {
			t.Errorf("line %d: %s under %s, nominal %q, %v: %s, want %s", n+2, key, set, nominal, readings, got, want)
		}
		if j.Limit.Set == set {
			pinned[key+" "+string(set)]++
		}
	}
	for _, i := range c.Items {
		for _, l := range i.Limits {
			ends := 0
			for _, b := range []inspect.Bound{l.Min, l.Max, l.Range} {
				if b.Set {
					ends++
				}
			}
			if got := pinned[i.Key+" "+string(l.Set)]; got < 3*ends {
				t.Errorf("%s under %s has %d ends and is pinned by %d cases", i.Key, l.Set, ends, got)
			}
		}
	}
}

func TestJudgementMarksReadings(t *testing.T) {
	c := theList(t)
	height, _ := c.Item("geometry.clear_height")
	for name, want := range map[string]struct {
		nominal  string
		readings string
		out      string
		missing  int
		spread   bool
	}{
		"nothing read":             {"2800", ". . . . .", ".....", 5, false},
		"without the design value": {"", "2700 2790 2800 2795 2801", "x...x", 1, true}, // the range needs none
		"one too low":              {"2800", "2779 2790 2795 2795 2796", "x....", 0, false},
		"before the last is read":  {"2800", "2779 2790 . . .", "x....", 3, false},
		"range too wide":           {"2800", "2790 2811 2800 2800 2800", "xx...", 0, true},
	} {
		readings := strings.Fields(want.readings)
		for n := range readings {
			if readings[n] == "." {
				readings[n] = ""
			}
		}
		j := height.Judge(inspect.PerUnit, want.nominal, readings)
		got := ""
		for _, out := range j.Out {
			got += map[bool]string{true: "x", false: "."}[out]
		}
		if got != want.out || j.Missing != want.missing || j.Spread != want.spread || j.Within() {
			t.Errorf("%s: %s, %d missing, spread %v", name, got, j.Missing, j.Spread)
		}
	}
}

func TestReadingsAsTyped(t *testing.T) {
	for typed, want := range map[string]string{
		"": "", " ": "", "2.50": "2.5", "２．５": "2.5", "－3": "-3", "+4": "4", "−0.5": "-0.5", "2。5": "2.5", "007": "7",
		"2,5": "2.5", "-2，75": "-2.75", ",5": "0.5", "2,780": "!", "2，780": "!", "1,2,3": "!", "1.2,3": "!", "1,2.3": "!", "abc": "!", "1e9": "!", "12345678901": "!", "--2": "!", "2.": "2",
	} {
		got, err := inspect.Reading(typed)
		if err != nil {
			got = "!"
		}
		if got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
}

func TestTheWorstReadingLiesBeyondTheLimit(t *testing.T) {
	c := theList(t)
	height, _ := c.Item("geometry.clear_height")
	for _, at := range []struct {
		item     inspect.Item
		nominal  string
		readings []string
		want     string
	}{
		{height, "2800", []string{"2779", "2805", "2795", "2795", "2796"}, "−21"},
		{inspect.Item{Measured: true, Points: 2, Reference: inspect.ByItself, Limits: []inspect.Limit{{Set: inspect.Standard, Min: inspect.Bound{Value: decimal.NewFromInt(900), Set: true}}}}, "",
			[]string{"950", "890"}, "890"},
	} {
		j := at.item.Judge(inspect.PerUnit, at.nominal, at.readings)
		if got := j.WorstText(); got != at.want {
			t.Errorf("%v: the worst is %s, want %s", at.readings, got, at.want)
		}
	}
}

func TestWhatARoomIsAskedFor(t *testing.T) {
	c := theList(t)
	keys := func(i inspect.Inspection, room string) map[string]bool {
		all := map[string]bool{}
		for _, r := range c.Rooms(i) {
			if r.Room.Key == room {
				for _, item := range r.Items {
					all[item.Key] = true
				}
			}
		}
		return all
	}
	home := inspect.Inspection{Rooms: inspect.RoomsOf(site.HouseType{}), Finish: site.Bare, Set: inspect.Standard, Measures: true}
	fitted, company, seen := home, home, home
	fitted.Finish, company.Set, seen.Measures = site.Fitted, inspect.Company, false
	for _, c := range []struct {
		where inspect.Inspection
		room  string
		item  string
		asked bool
	}{
		{home, "living", "wall.plaster.hollow", true},
		{fitted, "living", "wall.plaster.hollow", false}, // plaster is under paint
		{fitted, "bath1", "wall_tile.flat", true},
		{home, "bath1", "wall_tile.flat", false},
		{fitted, "bed1", "wall_tile.flat", false},
		{home, "living", "geometry.clear_height", true},
		{company, "living", "geometry.clear_height", false}, // the company's own rule stands for it
		{company, "living", "geometry.clear_height.strict", true},
		{home, "living", "geometry.clear_height.strict", false},
		{seen, "living", "geometry.clear_height", false},
		{seen, "living", "wall.plaster.hollow", true},
		{home, "whole", "layout.plan", true},
		{home, "living", "layout.plan", false},
	} {
		if got := keys(c.where, c.room)[c.item]; got != c.asked {
			t.Errorf("%s in %s (%s, %s, measured %v): asked %v", c.item, c.room, c.where.Finish, c.where.Set, c.where.Measures, got)
		}
	}
	if n := len(c.Unlooked(home, nil)); n < 100 {
		t.Errorf("a home without a house type is asked for %d items", n)
	}
	shop := inspect.Inspection{Rooms: inspect.RoomsOf(site.HouseType{Rooms: []site.Room{{Key: "s", Kind: site.Shop, Name: "商铺"}}}), Finish: site.Bare, Set: inspect.Standard}
	if !keys(shop, "s")["wall.plaster.hollow"] || len(keys(shop, "whole")) == 0 {
		t.Error("a shop is not asked for its walls, or not as a whole")
	}
}

func TestLimitText(t *testing.T) {
	c := theList(t)
	for key, want := range map[string]string{
		"geometry.clear_height": "≥ −20 mm, 极差 ≤ 20 mm", "geometry.width": "±15 mm, 极差 ≤ 20 mm", "entrance_door.gap": "< 3 mm",
		"geometry.min_height.living": "≥ 2400 mm", "inner_door.gap": "1.5 – 2.5 mm", "wall_tile.step": "≤ 0.5 mm",
		"geometry.floor_level": "极差 ≤ 10 mm",
	} {
		i, _ := c.Item(key)
		if got := i.LimitFor(inspect.PerUnit, decimal.Zero).Text(i.Unit, "极差", ", 极差"); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
}
