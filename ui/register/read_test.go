package register_test

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/intake"
	"keyday/ui/register"
	"keyday/ui/words"
)

// shelf is a made-up record with a column of every type.
type shelf struct {
	id       byte
	name     string
	code     string
	state    string
	day      app.Date
	at       time.Time
	many     int
	area     string
	secret   string
	kinds    string
	within   []app.ID
	due      app.Date
	awaiting bool
}

var today = app.NewDate(2026, 11, 23)

func shelves() register.Register[shelf] {
	return register.Register[shelf]{
		Spec:        register.Spec{Key: "homes", Kind: "shelf", Chips: []register.Chip{register.All, register.OneOf("ready", "common.state.ready", "state", "ready")}},
		ID:          func(s shelf) app.ID { return app.ID{s.id} },
		Communities: func(s shelf) []app.ID { return s.within },
		Columns: []register.Column[shelf]{
			register.Names("owners", func(s shelf) string { return s.name }),
			register.Codes("unit", func(s shelf) string { return s.code }),
			register.Choices("state", "common.state", []string{"ready", "blocked"}, func(s shelf) string { return s.state }),
			register.Days("handed_over", func(s shelf) app.Date { return s.day }),
			register.Moments("found", func(s shelf) time.Time { return s.at }),
			register.Counts("open", func(s shelf) int { return s.many }),
			register.Amounts("inner_area", func(s shelf) string { return s.area }, register.Off),
			register.Codes("phone", func(s shelf) string { return s.secret }, register.Private),
			register.Choices("trades", "defect.trade", []string{"paint", "tiling"}, func(s shelf) string { return s.kinds }, register.Several, register.Off, register.Nothing("common.all")),
			register.Lefts("left", func() app.Date { return today }, func(s shelf) (app.Date, bool) { return s.due, s.awaiting }),
			register.Pictures("photo", func(shelf) string { return "hash" }),
			register.Marks("unit_id", func(shelf) string { return "mark" }),
		},
	}
}

// unmoved is a site to which nothing happens.
type unmoved struct{ register.Keeper }

func (unmoved) ChangesSince(int) ([]app.Change, int, bool) { return nil, 1, true }
func (unmoved) Today() app.Date                            { return today }

// onShow is the list of these shelves.
func onShow(t *testing.T, all ...shelf) (*register.Source, *register.Sheet) {
	t.Helper()
	source := register.Open(shelves(), func(_ context.Context, _ []app.ID, each func(shelf)) error {
		for _, s := range all {
			each(s)
		}
		return nil
	}, unmoved{})
	sheet, err := source.Sheet(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return source, sheet
}

func number(n int64) *int64 { return &n }

func TestConditionsAreRead(t *testing.T) {
	source, _ := onShow(t)
	w := words.New()
	day := number(int64(today))
	for _, c := range []struct {
		typed string
		want  register.Condition
		code  string
	}{
		{"owners=王", register.Condition{Column: "owners", Part: "王"}, ""},
		{"业主= wm ", register.Condition{Column: "owners", Part: "wm"}, ""},
		{"unit=3-2=1", register.Condition{Column: "unit", Part: "3-2=1"}, ""},
		{"state=ready", register.Condition{Column: "state", OneOf: []string{"ready"}}, ""},
		{"状态=受阻,可交付", register.Condition{Column: "state", OneOf: []string{"blocked", "ready"}}, ""},
		{"handed_over=2026-11-23", register.Condition{Column: "handed_over", From: day, To: day}, ""},
		{"handed_over=2026-11-23..", register.Condition{Column: "handed_over", From: day}, ""},
		{"found=..2026-11-23", register.Condition{Column: "found", To: day}, ""},
		{"found=week", register.Condition{Column: "found", Of: "week"}, ""},
		{"open=2..5", register.Condition{Column: "open", From: number(2), To: number(5)}, ""},
		{"left=..-1", register.Condition{Column: "left", To: number(-1)}, ""},
		{"inner_area=1,099.5..120.25", register.Condition{Column: "inner_area", From: number(109950), To: number(12025)}, ""},
		{"handed_over=", register.Condition{Column: "handed_over", None: true}, ""},
		{"phone=*", register.Condition{Column: "phone", Some: true}, ""},
		{"state", register.Condition{}, "register.condition_unclear"},
		{"colour=red", register.Condition{}, "register.column_unknown"},
		{"unit_id=x", register.Condition{}, "register.column_unknown"}, // nobody sees it
		{"state=sold", register.Condition{}, "register.choice_unknown"},
		{"handed_over=yesterday", register.Condition{}, "register.day_unreadable"},
		{"open=few", register.Condition{}, "register.bound_unreadable"},
		{"open=1.5", register.Condition{}, "register.bound_unreadable"},
	} {
		got, err := source.ReadCondition(w, c.typed)
		if app.RefusalCode(err) != c.code {
			t.Errorf("%s: %v, want %q", c.typed, err, c.code)
		} else if c.code == "" && !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s is read as %+v, want %+v", c.typed, got, c.want)
		}
	}
	w.SetLanguage(words.English)
	if got, err := source.ReadCondition(w, "State=Ready"); err != nil || !slices.Equal(got.OneOf, []string{"ready"}) {
		t.Errorf("in English: %+v, %v", got, err)
	}
}

func TestOrdersAndColumnsAreRead(t *testing.T) {
	source, _ := onShow(t)
	w := words.New()
	by, err := source.ReadOrder(w, "state, -业主")
	if want := []register.By{{Column: "state"}, {Column: "owners", Down: true}}; err != nil || !slices.Equal(by, want) {
		t.Errorf("sorted by %v, %v", by, err)
	}
	keys := func(text string) (keys []string) {
		columns, err := source.ReadColumns(w, text)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range columns {
			keys = append(keys, h.Key)
		}
		return keys
	}
	if got := keys("inner_area,unit"); !slices.Equal(got, []string{"inner_area", "unit"}) {
		t.Errorf("the columns are %v", got)
	}
	if _, err := source.ReadColumns(w, "unit,房号,unit"); app.RefusalCode(err) != "register.column_twice" {
		t.Errorf("a column that is named twice: %v", err)
	}
	if got := keys(""); slices.Contains(got, "inner_area") || slices.Contains(got, "unit_id") || len(got) != 9 {
		t.Errorf("at first the columns are %v", got)
	}
	for _, wrong := range []string{"unit,", "-"} {
		if _, err := source.ReadOrder(w, wrong); app.RefusalCode(err) != "register.column_unknown" {
			t.Errorf("%q is an order: %v", wrong, err)
		}
	}
}

// A record in several communities is seen by whoever works in one of them, one in none by
// everybody.
func TestRecordsAreSeenWhereTheyLie(t *testing.T) {
	one, two, three := app.ID{0xc1}, app.ID{0xc2}, app.ID{0xc3}
	source, sheet := onShow(t, shelf{id: 1, within: []app.ID{one}}, shelf{id: 2, within: []app.ID{one, two}}, shelf{id: 3})
	for _, c := range []struct {
		scope []app.ID
		want  []byte
	}{
		{nil, []byte{1, 2, 3}}, {[]app.ID{one}, []byte{1, 2, 3}}, {[]app.ID{two}, []byte{2, 3}}, {[]app.ID{three}, []byte{3}},
	} {
		looked := source.Look(sheet, register.View{}, register.Asker{Words: words.New(), Today: today, Scope: c.scope})
		var got []byte
		for i := range looked.Len() {
			got = append(got, looked.Row(i).ID()[0])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v sees %v, want %v", c.scope, got, c.want)
		}
	}
	if got := sheet.Row(1).Communities(); !slices.Equal(got, []app.ID{one, two}) || !sheet.Row(1).Community().IsNil() || sheet.Row(0).Community() != one {
		t.Errorf("it lies in %v", got)
	}
}

// A page holds what the list shows, each value as a sheet does; whole numbers stand in
// private columns alone.
func TestPage(t *testing.T) {
	full := shelf{1, "=王敏", "3-2-1501", "ready", today, time.Date(2026, 11, 23, 14, 2, 0, 0, time.UTC), 1200, "1143.20", "138****1234", "paint、tiling", nil, today - 2, true}
	source, sheet := onShow(t, full, shelf{id: 2, due: today, state: "blocked"})
	w := words.New()
	columns, err := source.ReadColumns(w, "owners,unit,state,handed_over,found,open,inner_area,phone,left,photo")
	if err != nil {
		t.Fatal(err)
	}
	looked := source.Look(sheet, register.View{By: []register.By{{Column: "state"}}}, register.Asker{Words: w, Today: today})
	text := func(s string) intake.Cell { return intake.Cell{Kind: intake.Text, Text: s} }
	count := func(s string) intake.Cell { return intake.Cell{Kind: intake.Number, Text: s} }
	want := [][]intake.Cell{
		{text("=王敏"), text("3-2-1501"), text("可交付"), {Kind: intake.Day, Text: "2026-11-23"}, text("2026-11-23 14:02"), count("1200"), count("1143.20"), text("138****1234"), count("-2")},
		{{}, {}, text("受阻"), {}, {}, {}, {}, {}, {}},
	}
	page := looked.Page(w, "房源", columns, nil)
	if !reflect.DeepEqual(page.Rows, want) {
		t.Errorf("the page is\n%v, want\n%v", page.Rows, want)
	}
	var heads []string
	for _, c := range page.Columns {
		heads = append(heads, c.Header)
	}
	if want := []string{"业主", "房号", "状态", "交付日期", "发现时间", "未销问题", "套内面积", "电话", "剩余"}; !slices.Equal(heads, want) {
		t.Errorf("its heads are %v", heads)
	}
	whole := register.Whole{app.ID{1}: {"phone": "13800001234", "owners": "不是隐去的"}}
	page = looked.Page(w, "房源", columns, whole)
	if page.Rows[0][7].Text != "13800001234" || page.Rows[0][0].Text != "=王敏" || !page.Columns[7].AsText {
		t.Errorf("whole it is %v", page.Rows[0])
	}

	said := map[string]any{}
	for _, h := range columns {
		said[h.Key] = h.Plain(looked.Row(0).Value(h.Key))
	}
	raw, err := json.Marshal(said)
	const plain = `{"found":"2026-11-23T14:02:00","handed_over":"2026-11-23","inner_area":"1143.20","left":-2,"open":1200,"owners":"=王敏","phone":"138****1234","photo":"hash","state":"ready","unit":"3-2-1501"}`
	if err != nil || string(raw) != plain {
		t.Errorf("programs read %s", raw)
	}
}

// In a file each group has its heading, which says how many it holds.
func TestGroupsOfAPage(t *testing.T) {
	source, sheet := onShow(t, shelf{id: 1, state: "ready", many: 3}, shelf{id: 2, state: "blocked"}, shelf{id: 3, state: "ready", many: 4})
	w := words.New()
	columns, err := source.ReadColumns(w, "unit,open")
	if err != nil {
		t.Fatal(err)
	}
	page := source.Look(sheet, register.View{Group: "state"}, register.Asker{Words: w, Today: today}).Page(w, "房源", columns, nil)
	var said []string
	for _, row := range page.Rows {
		if row[0].Kind == intake.Heading {
			said = append(said, row[0].Text)
		} else {
			said = append(said, row[1].Text)
		}
	}
	if got := strings.Join(said, "|"); got != "可交付　2 项|3|4|受阻　1 项|" {
		t.Errorf("the rows are %s", got)
	}
}

// Of many records the first are taken, with the groups in which they stand.
func TestTheFirstOfMany(t *testing.T) {
	source, sheet := onShow(t, shelf{id: 1, state: "ready"}, shelf{id: 2, state: "blocked"}, shelf{id: 3, state: "ready"}, shelf{id: 4, state: "blocked"})
	looked := source.Look(sheet, register.View{Group: "state"}, register.Asker{Words: words.New(), Today: today})
	for _, c := range []struct{ most, rows, groups, last int }{{0, 4, 2, 2}, {9, 4, 2, 2}, {3, 3, 2, 1}, {2, 2, 1, 2}} {
		l := looked.Most(c.most)
		if l.Len() != c.rows || len(l.Groups) != c.groups || l.Groups[c.groups-1].Count != c.last {
			t.Errorf("%d at most: %d rows, groups %+v", c.most, l.Len(), l.Groups)
		}
	}
}

// What a view leaves out is said in one line.
func TestViewsAreSaid(t *testing.T) {
	source, sheet := onShow(t, shelf{id: 1})
	v := register.View{Chip: "ready", Find: " 王 ", Where: []register.Condition{{Column: "open", From: number(2)}}}
	if got := source.SayView(words.New(), sheet, v); got != "可交付；未销问题：2 起；查找“王”" {
		t.Errorf("it is said as %q", got)
	}
	if got := source.SayView(words.New(), sheet, register.View{Chip: "all"}); got != "" {
		t.Errorf("all of it is said as %q", got)
	}
}

// Of several keys any may be asked for, and each is said; what is blank may have a word.
func TestSeveralKeys(t *testing.T) {
	source, sheet := onShow(t, shelf{id: 1, kinds: "paint、tiling"}, shelf{id: 2, kinds: "tiling"}, shelf{id: 3})
	w := words.New()
	for typed, want := range map[string][]byte{"trades=paint": {1}, "trades=tiling": {1, 2}, "trades=": {3}, "trades=*": {1, 2}} {
		c, err := source.ReadCondition(w, typed)
		if err != nil {
			t.Fatal(typed, err)
		}
		looked := source.Look(sheet, register.View{Where: []register.Condition{c}}, register.Asker{Words: w, Today: today})
		var got []byte
		for i := range looked.Len() {
			got = append(got, looked.Row(i).ID()[0])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s leaves %v, want %v", typed, got, want)
		}
	}
	h, _ := source.Head("trades")
	both, none := sheet.Row(0).Value("trades"), sheet.Row(2).Value("trades")
	if said, want := h.Say(w, both), w.T("defect.trade.paint")+"、"+w.T("defect.trade.tiling"); said != want || h.Say(w, none) != w.T("common.all") {
		t.Errorf("said as %q and %q", said, h.Say(w, none))
	}
	if plain := h.Plain(both); !reflect.DeepEqual(plain, []string{"paint", "tiling"}) || h.Plain(none) != nil {
		t.Errorf("programs read %v, %v", plain, h.Plain(none))
	}
}
