package register

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/pinyin"
	"keyday/app/site"
	"keyday/ui/words"
)

func TestMain(m *testing.M) {
	os.Setenv("LANG", "zh_CN.UTF-8")
	os.Exit(m.Run())
}

var (
	day   = app.DateOf(time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC))
	north = app.ID{1}
	south = app.ID{2}
	whole = app.ID{3} // of a thing that is the whole site's
)

// thing is a record that no Keyday has, with a value of every type of column.
type thing struct {
	id, in app.ID
	code   string
	who    string
	what   string
	state  string
	due    app.Date
	since  time.Time
	open   int
	area   string
}

var states = []string{"open", "fixing", "done"}

// things is the list of them.
func things() Register[thing] {
	return Register[thing]{
		Spec: Spec{Key: "things", Kind: "thing", Kinds: []string{"owner"},
			Chips: []Chip{OneOf("todo", "common.all", "state", "open", "fixing"), OneOf("done", "common.all", "state", "done"), All},
			Quick: []Chip{{Key: "late", Says: "common.all", Column: "left", Takes: Value.Late}, {Key: "many", Says: "common.all", Column: "open", Takes: func(v Value) bool { return v.Number > 2 }}},
			First: View{By: []By{{Column: "code"}}}},
		ID: func(r thing) app.ID { return r.id },
		Communities: func(r thing) []app.ID {
			if r.in == whole {
				return nil
			}
			return []app.ID{r.in}
		},
		Columns: []Column[thing]{
			Codes("code", func(r thing) string { return r.code }),
			Names("owners", func(r thing) string { return r.who }, Personal),
			Texts("what", func(r thing) string { return r.what }),
			Choices("state", "", states, func(r thing) string { return r.state }),
			Days("due", func(r thing) app.Date { return r.due }),
			Lefts("left", func() app.Date { return day }, func(r thing) (app.Date, bool) { return r.due, r.state != "done" }),
			Moments("since", func(r thing) time.Time { return r.since }),
			Counts("open", func(r thing) int { return r.open }, Sum),
			Amounts("area", func(r thing) string { return r.area }, Sum),
			Refs("code_id", "code", func(r thing) app.ID { return r.id }),
		},
	}
}

func spec() Spec {
	r := things()
	r.Heads = r.heads()
	return r.Spec
}

func some[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

func made(r *rand.Rand, i int) thing {
	return thing{id: app.ID{9, byte(i >> 8), byte(i)}, in: some(r, north, south, app.Nil, whole),
		code: some(r, "", "1-1-101", "1-1-1001", "1-10-101", "2-1-101", "S5", "1-1-102"),
		who:  some(r, "", "王建国", "赵敏、钱多", "单雄", "Ann Lee", "安娜", "欧阳䶮"),
		what: some(r, "", "空鼓", "开裂", "渗水", "a plain text"), state: some(r, states...),
		due: some(r, 0, day-3, day, day+4), since: some(r, time.Time{}, time.Date(2026, 11, 29, 23, 30, 0, 0, time.UTC), time.Date(2026, 11, 30, 0, 30, 0, 0, time.UTC)),
		open: r.IntN(5), area: some(r, "", "89.60", "143.20", "1000.00")}
}

func many(r *rand.Rand, n int) (all []thing) {
	for i := range n {
		all = append(all, made(r, i))
	}
	return all
}

func sheetOf(all []thing) *Sheet {
	return NewSheet(things(), func(each func(thing)) {
		for _, t := range all {
			each(t)
		}
	})
}

// after compares two things by a column as a walk through all would; blank comes last.
func after(by By, a, b thing) int {
	name := pinyin.ByName()
	texts := func(x, y string, compare func(x, y string) int) int {
		switch {
		case x == "" || y == "":
			return cmp.Compare(len(y), len(x)) * len(x+y)
		case by.Down:
			return compare(y, x)
		}
		return compare(x, y)
	}
	numbers := func(x, y int64) int {
		switch {
		case x == 0 || y == 0:
			return cmp.Compare(min(1, y*y), min(1, x*x))
		case by.Down:
			return cmp.Compare(y, x)
		}
		return cmp.Compare(x, y)
	}
	switch by.Column {
	case "code":
		return texts(a.code, b.code, site.CompareCodes)
	case "owners":
		return texts(a.who, b.who, name)
	case "what":
		return texts(a.what, b.what, name)
	case "state":
		return texts(a.state, b.state, func(x, y string) int { return slices.Index(states, x) - slices.Index(states, y) })
	case "due":
		return numbers(int64(a.due), int64(b.due))
	case "since":
		return numbers(max(0, a.since.Unix()), max(0, b.since.Unix()))
	case "open":
		return numbers(int64(a.open), int64(b.open))
	}
	return texts(a.area, b.area, func(x, y string) int { return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)) })
}

// What a view shows of things is what a walk through all of them would, in its order, and
// each chip counts what it would show.
func TestLookIsAWalk(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	w, s := words.New(), spec()
	columns := []string{"code", "owners", "what", "state", "due", "since", "open", "area"}
	for range 300 {
		all := many(r, r.IntN(60))
		sheet := sheetOf(all)
		v := View{Chip: some(r, "", "todo", "done", "all"), Find: some(r, "", "", "kg", "1-1 w"), By: []By{{some(r, columns...), r.IntN(2) == 0}, {some(r, columns...), r.IntN(2) == 0}}}
		if r.IntN(3) == 0 {
			v.Quick = []string{some(r, "late", "many")}
		}
		who := Asker{Words: w, Today: day, Scope: some(r, nil, []app.ID{north})}
		var want []thing
		for _, x := range all {
			if walked(x, v, who) {
				want = append(want, x)
			}
		}
		slices.SortStableFunc(want, func(a, b thing) int { return cmp.Or(after(v.By[0], a, b), after(v.By[1], a, b)) })
		got := s.Look(sheet, v, who)
		var ids []app.ID
		for i := range got.Len() {
			ids = append(ids, got.Row(i).ID())
		}
		if !slices.EqualFunc(ids, want, func(id app.ID, x thing) bool { return id == x.id }) {
			t.Fatalf("%+v shows %d, want %d: %v, %v", v, len(ids), len(want), ids, want)
		}
		for _, c := range append(slices.Clone(s.Chips), s.Quick...) {
			other := v
			if slices.Contains([]string{"late", "many"}, c.Key) {
				other.Quick = append(slices.Clone(v.Quick), c.Key)
			} else {
				other.Chip = c.Key
			}
			if n := s.Look(sheet, other, who).Len(); got.Chips[c.Key] != n {
				t.Fatalf("%+v: %s counts %d, and would show %d", v, c.Key, got.Chips[c.Key], n)
			}
		}
	}
}

func walked(x thing, v View, who Asker) bool {
	if len(who.Scope) > 0 && x.in != north && x.in != whole {
		return false
	}
	for _, word := range strings.Fields(v.Find) {
		text := strings.ToLower(x.code + "\n" + x.who + "\n" + pinyin.LettersOfNames(x.who) + "\n" + x.what + "\n" + pinyin.Letters(x.what) + "\n" + x.state + "\n" + pinyin.Letters(x.state))
		if !strings.Contains(text, word) {
			return false
		}
	}
	if slices.Contains(v.Quick, "late") && !(x.state != "done" && !x.due.IsZero() && x.due < day) || slices.Contains(v.Quick, "many") && x.open <= 2 {
		return false
	}
	return v.Chip == "" || v.Chip == "all" || (v.Chip == "done") == (x.state == "done")
}

// What each condition lets through.
func TestConditions(t *testing.T) {
	n := func(x int64) *int64 { return &x }
	d := func(x app.Date) *int64 { return n(int64(x)) }
	things := []thing{
		{id: app.ID{1}, code: "1-1-101", who: "王建国", what: "空鼓", state: "open", due: day - 1, since: time.Date(2026, 11, 30, 23, 59, 0, 0, time.FixedZone("", 8*3600)), open: 3, area: "89.60"},
		{id: app.ID{2}, code: "1-1-1001", who: "单雄", what: "Leak", state: "done", due: day + 6, area: "143.20"},
		{id: app.ID{3}, due: day + 29},
		{id: app.ID{4}, due: day, open: 5},
	}
	w, s, sheet := words.New(), spec(), sheetOf(things)
	for _, c := range []struct {
		of   Condition
		want string
		says string
	}{
		{Condition{Column: "state", OneOf: []string{"open", "done"}}, "1 2", "open、done"},
		{Condition{Column: "what", OneOf: []string{""}}, "3 4", "空白"},
		{Condition{Column: "what", Part: "KG"}, "1", "含“KG”"},
		{Condition{Column: "what", Part: "leak"}, "2", "含“leak”"},
		{Condition{Column: "owners", Part: "shan"}, "2", "含“shan”"},
		{Condition{Column: "owners", None: true}, "3 4", "空白"},
		{Condition{Column: "owners", Some: true}, "1 2", "不空白"},
		{Condition{Column: "due", From: d(day), To: d(day + 6)}, "2 4", "2026-11-30 至 2026-12-06"},
		{Condition{Column: "due", From: d(day), To: d(day)}, "4", "2026-11-30"},
		{Condition{Column: "due", Of: "past"}, "1", "今天以前"},
		{Condition{Column: "due", Of: "today"}, "4", "今天"},
		{Condition{Column: "due", Of: "week"}, "2 4", "今天起 7 天内"},
		{Condition{Column: "due", Of: "month"}, "2 3 4", "今天起 30 天内"},
		{Condition{Column: "since", From: d(day), To: d(day)}, "1", "2026-11-30"},
		{Condition{Column: "left", To: n(-1)}, "1", "至 -1"},
		{Condition{Column: "left", From: n(5)}, "3", "5 起"}, // what is done has nothing left
		{Condition{Column: "open", To: n(0)}, "2 3", "至 0"},
		{Condition{Column: "open", From: n(4)}, "4", "4 起"},
		{Condition{Column: "area", From: n(8960), To: n(14319)}, "1", "89.6 至 143.19"},
		{Condition{Column: "code_id", OneOf: []string{app.ID{2}.String()}}, "2", "1-1-1001"},
		{Condition{Column: "gone", OneOf: []string{"x"}}, "1 2 3 4", ""},
	} {
		l := s.Look(sheet, View{Where: []Condition{c.of}, By: []By{{Column: "code_id"}}}, Asker{Words: words.New(), Today: day})
		var got []string
		for i := range l.Len() {
			id := l.Row(i).ID()
			got = append(got, fmt.Sprint(id[0]))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%+v lets through %v, want %s", c.of, got, c.want)
		}
		if want := w.T("register.condition", "column", w.T("column."+c.of.Column), "what", c.says); c.says != "" && s.SayCondition(w, sheet, c.of) != want {
			t.Errorf("%+v is said as %s, want %s", c.of, s.SayCondition(w, sheet, c.of), want)
		}
	}
}

// The groups of a list hold what it shows, each once, in the order of their values and
// within them as it is sorted; their heads say how many there are and the sums.
func TestGroups(t *testing.T) {
	all := []thing{{id: app.ID{1}, state: "done", open: 2, area: "10.50"}, {id: app.ID{2}, state: "open", open: 1}, {id: app.ID{3}}, {id: app.ID{4}, state: "open", open: 1200, area: "1000.25"}}
	s := spec()
	l := s.Look(sheetOf(all), View{Group: "state", By: []By{{Column: "open", Down: true}}}, Asker{Words: words.New(), Today: day})
	var got []string
	for _, g := range l.Groups {
		title, count := l.Heading(words.New(), g)
		var ids []byte
		for i := g.From; i < g.From+g.Count; i++ {
			id := l.Row(i).ID()
			ids = append(ids, '0'+id[0])
		}
		got = append(got, title+" "+string(ids)+" "+count)
	}
	open, area := "　"+words.New().T("column.open")+" ", "　"+words.New().T("column.area")+" "
	want := []string{"open 42 2 项" + open + "1,201" + area + "1,000.25", "done 1 1 项" + open + "2" + area + "10.50", "没有状态 3 1 项"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// What one chooses a column's filter from are the values that the rest of the view leaves,
// in their order, blank last.
func TestValues(t *testing.T) {
	all := []thing{{id: app.ID{1}, state: "done", what: "空鼓"}, {id: app.ID{2}, state: "open", what: "开裂"}, {id: app.ID{3}, state: "open"}, {id: app.ID{4}, state: "open", what: "空鼓"}, {id: app.ID{5}, state: "done", what: "渗水"}}
	s := spec()
	v := View{Chip: "todo"}.With(Condition{Column: "what", Part: "nothing", OneOf: []string{"渗水"}})
	got := s.Values(sheetOf(all), v, "what", Asker{Words: words.New(), Today: day})
	want := []Has{{Value{Text: "开裂"}, 1}, {Value{Text: "空鼓"}, 1}, {Value{Text: "渗水"}, 0}, {Value{}, 1}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// Codes are in the order of a street, however they are compared.
func TestStreetKeys(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		code := func() string {
			return strings.Join([]string{fmt.Sprint(r.IntN(30)), some(r, "1", "甲", "A", "12"), fmt.Sprint(r.IntN(1200))}[:1+r.IntN(3)], "-")
		}
		a, b := code(), code()
		if sign(strings.Compare(streetKey(a), streetKey(b))) != sign(site.CompareCodes(a, b)) {
			t.Fatalf("%s and %s", a, b)
		}
	}
}

func sign(n int) int { return cmp.Compare(n, 0) }

// What is one's own goes by who looks: the chip counts and shows it, together with others.
func TestMine(t *testing.T) {
	s := spec()
	s.Quick = append(s.Quick, Mine("mine", "common.all", "code_id"))
	all := many(rand.New(rand.NewPCG(3, 4)), 40)
	sheet := sheetOf(all)
	for _, c := range []struct {
		who  app.ID
		want int
	}{{all[0].id, 1}, {app.Nil, 0}, {app.ID{0xfe}, 0}} {
		who := Asker{Who: c.who, Words: words.New(), Today: day}
		v := View{Quick: []string{"mine"}, By: []By{{Column: "code_id"}}}
		if l := s.Look(sheet, v, who); l.Len() != c.want || l.Chips["mine"] != c.want || s.Look(sheet, View{By: v.By}, who).Chips["mine"] != c.want {
			t.Errorf("%v has %d", c.who, l.Len())
		}
	}
	if said := s.SayView(words.New(), sheet, View{Quick: []string{"mine"}}); said == "" {
		t.Error("that only one's own are shown is not said")
	}
}
