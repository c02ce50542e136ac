package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/widget/widgettest"
	"keyday/ui/words"
)

func TestCutAndLines(t *testing.T) {
	widgettest.App(t)
	text := "卫生间地面倒坡，地漏周边积水"
	if got := Cut(text, 1000, 13, false); got != text {
		t.Errorf("cut without need: %q", got)
	}
	for width := float32(0); width < 200; width += 7 {
		got := Cut(text, width, 13, false)
		if Measure(got, 13, false).Width > width+0.5 {
			t.Errorf("%v: %q is wider", width, got)
		}
		if got != text && got != "" && !strings.HasSuffix(got, "…") {
			t.Errorf("%v: %q does not say that it is cut", width, got)
		}
	}
	for _, text := range []string{text + "。", "Handover 2026 墙面空鼓（约 30×40 cm），请于 2026-11-28 前整改。", "长长长长长长长长长长长长长长长长", "supercalifragilisticexpialidocious", "一\n\n二"} {
		for width := float32(30); width < 300; width += 11 {
			lines := Lines(text, width, 13, false)
			plain := strings.NewReplacer(" ", "", "\n", "")
			if got, want := plain.Replace(strings.Join(lines, "")), plain.Replace(text); got != want {
				t.Fatalf("%v: %q became %q", width, want, got)
			}
			for _, line := range lines {
				if len([]rune(line)) > 2 && Measure(line, 13, false).Width > width+0.5 {
					t.Errorf("%v: line %q is wider", width, line)
				}
				if strings.IndexAny(line, "，。）、") == 0 && width > 60 {
					t.Errorf("%v: line begins with a stop: %q", width, line)
				}
			}
		}
	}
}

func numbers(n int) (*Rows, *[]string) {
	bound := &[]string{}
	r := NewRows(func() int { return n }, func(int) fyne.CanvasObject { return NewText("") }, func(i int, o fyne.CanvasObject) {
		o.(*Text).SetText(fmt.Sprint(i))
		*bound = append(*bound, fmt.Sprint(i))
	})
	return r, bound
}

func TestRowsKeepOnlyWhatIsInView(t *testing.T) {
	widgettest.App(t)
	made := 0
	r := NewRows(func() int { return 100000 }, func(int) fyne.CanvasObject { made++; return NewText("") }, func(int, fyne.CanvasObject) {})
	widgettest.Window(t, r, 400, 400)
	for i := 0; i < 100000; i += 997 {
		r.GoTo(i)
		if top := r.top(i); top < r.scroll.Offset.Y || top+r.RowHeight > r.scroll.Offset.Y+400 {
			t.Fatalf("row %d is out of view", i)
		}
	}
	if made > 14 {
		t.Errorf("%d rows were made for a view of ten", made)
	}
}

func TestRowsByKeyboard(t *testing.T) {
	widgettest.App(t)
	r, _ := numbers(100)
	r.Multi = true
	r.Inert = func(i int) bool { return i == 2 }
	opened, typed := -1, ""
	r.OnOpen = func(i int) { opened = i }
	r.OnRune = func(i int, c rune) bool { typed += fmt.Sprint(i, string(c)); return true }
	win := widgettest.Window(t, r, 300, 400)
	win.Canvas().Focus(r.Focusable())
	widgettest.Press(r.body, fyne.KeyDown, fyne.KeyDown)
	if r.Current() != 3 {
		t.Errorf("a heading was stopped at: %d", r.Current())
	}
	widgettest.Shift(r.body, func() { widgettest.Press(r.body, fyne.KeyUp, fyne.KeyUp) })
	if got := r.Selected(); !slices.Equal(got, []int{0, 1, 3}) {
		t.Errorf("Shift selected %v", got)
	}
	widgettest.Press(r.body, fyne.KeyEscape)
	if len(r.Selected()) != 0 {
		t.Error("Esc left a selection")
	}
	widgettest.Press(r.body, fyne.KeyEnd, fyne.KeyReturn)
	r.body.TypedRune('2')
	if opened != 99 || typed != "992" {
		t.Errorf("opened %d, typed %q", opened, typed)
	}
	r.body.TypedShortcut(&fyne.ShortcutSelectAll{})
	if len(r.Selected()) != 99 {
		t.Errorf("Ctrl+A selected %d", len(r.Selected()))
	}
}

func TestRowsOpenOnASecondTap(t *testing.T) {
	widgettest.App(t)
	r, _ := numbers(10)
	now := time.Unix(0, 0)
	r.Now = func() time.Time { return now }
	opened := 0
	r.OnOpen = func(int) { opened++ }
	widgettest.Window(t, r, 300, 400)
	tap := func(y float32) { r.body.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, y)}) }
	tap(50)
	now = now.Add(time.Second)
	tap(50)
	if opened != 0 || r.Current() != 1 {
		t.Errorf("two slow taps opened %d times; current %d", opened, r.Current())
	}
	now = now.Add(200 * time.Millisecond)
	tap(50)
	if opened != 1 {
		t.Errorf("a quick second tap opened %d times", opened)
	}
}

func TestRowsOfSeveralHeights(t *testing.T) {
	widgettest.App(t)
	r, _ := numbers(50)
	r.Height = func(i int) float32 { return float32(40 + i%3*20) }
	widgettest.Window(t, r, 300, 400)
	r.Reload()
	y := float32(0)
	for i := range 50 {
		if got := r.at(y + 1); got != i {
			t.Fatalf("at %v is row %d, not %d", y, got, i)
		}
		y += r.Height(i)
	}
	if r.at(y+1) != -1 {
		t.Error("a row below the last")
	}
}

// A row made current before the list has a size is brought into view with it, and
// the first row is not scrolled away.
func TestRowsRevealOnceThereIsRoom(t *testing.T) {
	widgettest.App(t)
	for current, top := range map[int]float32{0: 0, 49: 50*40 - 200} {
		r, _ := numbers(50)
		r.GoTo(current)
		widgettest.Window(t, r, 300, 200)
		if got := r.scroll.Offset.Y; got != top {
			t.Errorf("with row %d current the list begins at %v", current, got)
		}
	}
}

// What Enter would pick is told as one types.
func TestPhraseThatEnterWouldPick(t *testing.T) {
	w := widgettest.App(t)
	p := NewPhraseList(w, "", []Phrase{{Key: "a", Text: "裂缝", Initials: "lf"}, {Key: "b", Text: "空鼓", Initials: "kg"}})
	var moved []string
	p.OnMove = func(p Phrase) { moved = append(moved, p.Key) }
	win := widgettest.Window(t, p, 300, 240)
	win.Canvas().Focus(p.Focusable())
	if now, ok := p.Current(); !ok || now.Key != "a" {
		t.Errorf("at first %+v", now)
	}
	test.Type(p.entry, "kg")
	if now, ok := p.Current(); !ok || now.Key != "b" || p.Text() != "kg" {
		t.Errorf("after %q: %+v", p.Text(), now)
	}
	if len(moved) == 0 || moved[len(moved)-1] != "b" {
		t.Errorf("told %v", moved)
	}
	test.Type(p.entry, "x")
	if now, ok := p.Current(); ok {
		t.Errorf("nothing matches, and yet %+v", now)
	}
}

type record struct {
	name string
	n    int
}

func TestTableSortsAndKeepsItsOwn(t *testing.T) {
	widgettest.App(t)
	table := NewDataTable(
		Column[record]{Title: "名称", Width: 100, Grow: true, Text: func(r record) string { return r.name }, Order: func(a, b record) int { return strings.Compare(a.name, b.name) }},
		Column[record]{Title: "数", Width: 60, Right: true, Text: func(r record) string { return fmt.Sprint(r.n) }, Order: func(a, b record) int { return a.n - b.n }},
		Column[record]{Title: "备注", Width: 60, Text: func(record) string { return "" }},
	)
	given := []record{{"b", 2}, {"a", 3}, {"c", 1}}
	table.SetMulti(true)
	table.SetRecords(given)
	win := widgettest.Window(t, table, 320, 200)
	order := func() string {
		s := ""
		for _, r := range table.Records() {
			s += r.name
		}
		return s
	}
	steps := []struct {
		head int
		want string
	}{{1, "cba"}, {1, "abc"}, {0, "abc"}, {0, "cba"}, {2, "cba"}}
	for _, step := range steps {
		test.Tap(table.heads[step.head])
		if order() != step.want {
			t.Errorf("head %d sorts %s, not %s", step.head, order(), step.want)
		}
	}
	if given[0].name != "b" {
		t.Error("the caller's slice was sorted")
	}
	table.GoTo(func(r record) bool { return r.name == "a" })
	if r, ok := table.Current(); !ok || r.name != "a" {
		t.Errorf("current is %v", r)
	}
	table.rows.Toggle(1)
	if got := table.Selected(); len(got) != 1 || got[0].name != "b" {
		t.Errorf("selected %v", got)
	}
	test.AssertRendersToMarkup(t, "look/table.xml", win.Canvas())
}

// What is selected stays selected, whatever happens to its place: bulk work on
// other records than those one chose would be worse than none.
// Where a window is too small for all columns, those that give are left out whole, the
// last first, before any other is cut; with room they come back.
func TestTableLeavesOutWhatGives(t *testing.T) {
	widgettest.App(t)
	say := func(record) string { return "1" }
	table := NewDataTable(
		Column[record]{Title: "甲", Width: 100, Text: say}, Column[record]{Title: "乙", Width: 100, Gives: true, Text: say},
		Column[record]{Title: "丙", Width: 100, Grow: true, Text: say}, Column[record]{Title: "丁", Width: 100, Gives: true, Text: say})
	table.SetRecords([]record{{"a", 1}})
	win := widgettest.Window(t, table, 500, 200)
	for _, at := range []struct {
		width float32
		want  []float32
	}{{500, []float32{100, 100, 184, 100}}, {340, []float32{100, 100, 124, 0}}, {240, []float32{100, 0, 124, 0}}, {500, []float32{100, 100, 184, 100}}} {
		win.Resize(fyne.NewSize(at.width, 200))
		for i, h := range table.heads {
			if got := h.Size().Width; h.Visible() != (at.want[i] > 0) || h.Visible() && got != at.want[i] {
				t.Errorf("%g wide: column %d is %g wide, want %g", at.width, i, got, at.want[i])
			}
		}
	}
}

func TestTableSelectionFollowsItsRecords(t *testing.T) {
	widgettest.App(t)
	column := Column[record]{Title: "名称", Width: 100, Text: func(r record) string { return r.name }, Order: func(a, b record) int { return strings.Compare(a.name, b.name) }}
	table := NewDataTable(column)
	table.KeyOf = func(r record) any { return r.name }
	table.SetMulti(true)
	table.SetRecords([]record{{"b", 0}, {"a", 0}, {"c", 0}})
	widgettest.Window(t, table, 320, 200)
	table.rows.Toggle(0)
	table.rows.GoTo(2)
	check := func(when, selected, current string) {
		t.Helper()
		got := ""
		for _, r := range table.Selected() {
			got += r.name
		}
		now, _ := table.Current()
		if got != selected || now.name != current {
			t.Errorf("%s: selected %q, current %q", when, got, now.name)
		}
	}
	test.Tap(table.heads[0])
	check("sorted", "b", "c")
	table.SetRecords([]record{{"x", 0}, {"c", 1}, {"b", 1}})
	check("read again", "b", "c")
	table.SetRecords([]record{{"x", 0}})
	check("gone", "", "")
	table.KeyOf = nil
	table.rows.Toggle(0)
	table.SetRecords([]record{{"y", 0}})
	check("not to be told apart", "", "")
}

func TestDialogKeys(t *testing.T) {
	w := widgettest.App(t)
	under := NewEntry("")
	win := widgettest.Window(t, under, 800, 600)
	before := 0
	win.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) { before++ })
	win.Canvas().Focus(under)
	ask := func() (*Dialog, *int, *[]bool) {
		d := NewDialog(w, "作废？", "不再计入统计。")
		d.Keeps, d.Confirm = "编号", "作废"
		entry := NewEntry("")
		d.Content, d.Focus = entry, entry
		acts, closed := new(int), &[]bool{}
		d.OnConfirm = func() bool { *acts++; return *acts > 1 }
		d.OnClose = func(c bool) { *closed = append(*closed, c) }
		d.Show(win.Canvas())
		return d, acts, closed
	}
	d, _, closed := ask()
	test.AssertRendersToMarkup(t, "look/dialog.xml", win.Canvas())
	widgettest.Press(win.Canvas().Focused(), fyne.KeyEscape)
	if d.Open() || !slices.Equal(*closed, []bool{false}) {
		t.Error("Esc in a field did not leave the dialog")
	}
	if win.Canvas().Focused() != under || before != 0 {
		t.Error("the focus did not return to the page")
	}
	d, acts, closed := ask()
	widgettest.Press(win.Canvas().Focused(), fyne.KeyReturn)
	if *acts != 1 || !d.Open() {
		t.Error("a refused act closed the dialog")
	}
	d.SetError("还差一个理由。")
	widgettest.Press(win.Canvas().Focused(), fyne.KeyReturn)
	if d.Open() || !slices.Equal(*closed, []bool{true}) {
		t.Error("Enter did not do the act")
	}
	widgettest.Press(under, fyne.KeyEscape)
	if before != 1 {
		t.Error("the page does not get its keys back")
	}
}

// In a dialog Enter confirms from a closed choice too; on a page it opens it.
func TestEnterUponAChoice(t *testing.T) {
	w := widgettest.App(t)
	under := NewSelect([]string{"一", "二"}, nil)
	win := widgettest.Window(t, under, 800, 600)
	win.Canvas().Focus(under)
	widgettest.Press(under, fyne.KeyReturn)
	if win.Canvas().Overlays().Top() == nil {
		t.Fatal("Enter does not open the choice on a page")
	}
	win.Canvas().Overlays().Remove(win.Canvas().Overlays().Top())
	choice, acts := NewSelect([]string{"一", "二"}, nil), 0
	d := NewDialog(w, "派单", "")
	d.Content, d.Focus, d.Confirm, d.OnConfirm = choice, choice, "派单", func() bool { acts++; return true }
	d.Show(win.Canvas())
	widgettest.Press(choice, fyne.KeyDown)
	widgettest.Press(choice, fyne.KeyReturn)
	if acts != 1 || d.Open() || choice.Selected != "一" {
		t.Errorf("confirmed %d times with %q", acts, choice.Selected)
	}
}

func TestDateField(t *testing.T) {
	w := widgettest.App(t)
	today := app.NewDate(2026, time.November, 23)
	f := NewDateField(w, func() app.Date { return today }, 0)
	var told []string
	f.OnChange = func(d app.Date) { told = append(told, d.String()) }
	win := widgettest.Window(t, f, 200, 36)
	win.Canvas().Focus(f.entry)
	f.entry.SetText("12-1")
	f.entry.FocusLost()
	if f.entry.Text != "2026-12-01" {
		t.Errorf("left as %q", f.entry.Text)
	}
	widgettest.Press(f.entry, fyne.KeyUp, fyne.KeyDown, fyne.KeyDown)
	if day, ok := f.Day(); !ok || day.String() != "2026-11-30" {
		t.Errorf("↑↓↓ gave %v", day)
	}
	f.entry.SetText("下周")
	if _, ok := f.Day(); ok {
		t.Error("下周 is taken for a day")
	}
	n := len(told)
	f.Set(today)
	if len(told) != n || slices.Contains(told, "") {
		t.Errorf("told %v", told)
	}
}

// The arrows write no day where none is to go from: neither in an empty field, nor over
// what is still to be put right.
func TestArrowsInventNoDay(t *testing.T) {
	w := widgettest.App(t)
	today := app.NewDate(2026, time.November, 23)
	for _, text := range []string{"", "下周"} {
		for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyUp} {
			f := NewDateField(w, func() app.Date { return today }, 0)
			win := widgettest.Window(t, f, 600, 600)
			win.Canvas().Focus(f.entry)
			f.entry.SetText(text)
			f.OnChange = func(d app.Date) { t.Errorf("%q, %s: wrote %v", text, key, d) }
			widgettest.Press(f.entry, key)
			if f.Text() != text || f.popup == nil || !f.popup.Visible() {
				t.Fatalf("%q, %s: %q stands, the month is open: %v", text, key, f.Text(), f.popup != nil)
			}
			f.OnChange = nil
			win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			if day, ok := f.Day(); !ok || day != today {
				t.Errorf("%q, %s: Enter in the month chose %v", text, key, day)
			}
		}
	}
}

func TestMonth(t *testing.T) {
	w := widgettest.App(t)
	today := app.NewDate(2026, time.January, 31)
	var chosen app.Date
	m := newMonth(w, today, today, func(d app.Date) { chosen = d })
	widgettest.Window(t, m, 280, 308)
	if got := m.first(); got.String() != "2025-12-29" || got.Time().Weekday() != time.Monday {
		t.Errorf("begins on %v", got)
	}
	widgettest.Press(m, fyne.KeyPageDown)
	if m.day.String() != "2026-02-28" {
		t.Errorf("a month after 31 January is %v", m.day)
	}
	widgettest.Press(m, fyne.KeyRight, fyne.KeyReturn)
	if chosen.String() != "2026-03-01" {
		t.Errorf("chose %v", chosen)
	}
	m.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, monthHead+30)})
	if chosen != m.first() {
		t.Errorf("a tap on the first cell chose %v", chosen)
	}
}

func TestPhraseList(t *testing.T) {
	w := widgettest.App(t)
	p := NewPhraseList(w, "", []Phrase{
		{Text: "墙面裂缝", Initials: "qmlf qiangmianliefeng"}, {Text: "墙面空鼓", Initials: "qmkg kg qiangmiankonggu"},
		{Text: "空鼓", Initials: "kg konggu"}, {Text: "开关不灵", Initials: "kgbl kaiguanbuling"},
	})
	var picked, free string
	p.OnPick = func(x Phrase) { picked = x.Text }
	p.OnFree = func(s string) { free = s }
	win := widgettest.Window(t, p, 300, 300)
	win.Canvas().Focus(p.Focusable())
	test.Type(p.entry, "kg")
	texts := ""
	for _, m := range p.Matches() {
		texts += m.Text + " "
	}
	if texts != "墙面空鼓 空鼓 开关不灵 " {
		t.Errorf("kg leaves %s", texts)
	}
	widgettest.Press(p.entry, fyne.KeyDown, fyne.KeyReturn)
	if picked != "空鼓" {
		t.Errorf("picked %q", picked)
	}
	p.Clear()
	test.Type(p.entry, "xyz")
	widgettest.Press(p.entry, fyne.KeyReturn)
	if free != "" || len(p.Matches()) != 0 {
		t.Errorf("initials that find nothing are taken for words: %q, %d matches", free, len(p.Matches()))
	}
	p.Clear()
	test.Type(p.entry, "PE 管漏水")
	widgettest.Press(p.entry, fyne.KeyReturn)
	if free != "PE 管漏水" {
		t.Errorf("free text %q", free)
	}
	w.SetLanguage(words.English)
	p.Clear()
	test.Type(p.entry, "xyz")
	widgettest.Press(p.entry, fyne.KeyReturn)
	if free != "xyz" {
		t.Errorf("English words %q", free)
	}
}

func TestPhotoStripByKeyboard(t *testing.T) {
	widgettest.App(t)
	p := NewPhotoStrip()
	added, opened, removed := 0, "", ""
	p.OnAdd = func() { added++ }
	p.OnOpen = func(x Thumb) { opened = x.Key }
	p.OnRemove = func(x Thumb) { removed = x.Key }
	p.Set(Thumb{Key: "a"}, Thumb{Key: "b"}, Thumb{Key: "c"}, Thumb{Key: "d"})
	win := widgettest.Window(t, p, 200, 72)
	win.Canvas().Focus(p)
	widgettest.Press(p, fyne.KeyRight, fyne.KeyReturn, fyne.KeyDelete, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyReturn)
	if opened != "b" || removed != "b" || added != 1 {
		t.Errorf("opened %q, removed %q, added %d", opened, removed, added)
	}
}

// Tab leads on past a page's edge: it scrolls to what the keyboard comes to, and stays
// where that is in view.
func TestAPageFollowsTheKeyboard(t *testing.T) {
	widgettest.App(t)
	var fields []fyne.CanvasObject
	var entries []*Entry
	for range 6 {
		e := NewEntry("")
		entries = append(entries, e)
		fields = append(fields, NewField("名称", e))
	}
	choice := NewSelect([]string{"一"}, nil)
	page := NewVScroll(Stack(append(fields, Columns(NewField("左", choice), NewField("右", NewEntry(""))))...))
	foot := NewEntry("")
	win := widgettest.Window(t, Edges(nil, foot, nil, nil, page), 300, 200)
	win.Canvas().Focus(entries[1])
	if page.Offset.Y != 0 {
		t.Errorf("a field in view moved the page to %g", page.Offset.Y)
	}
	seen := func(o fyne.CanvasObject) bool {
		d := fyne.CurrentApp().Driver()
		top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(page).Y
		return top >= 0 && top+o.Size().Height <= page.Size().Height
	}
	for _, f := range []fyne.Focusable{entries[4], choice, entries[0]} {
		win.Canvas().Focus(f)
		if !seen(f.(fyne.CanvasObject)) {
			t.Errorf("the keyboard is at what cannot be seen, the page at %g", page.Offset.Y)
		}
	}
	if win.Canvas().Focus(foot); page.Offset.Y != 0 {
		t.Error("a field beside the page moved it")
	}
}

// The wheel moves a strip as far as it goes, and then the page it stands on.
func TestWheelOverAStrip(t *testing.T) {
	widgettest.App(t)
	p, page := NewPhotoStrip(), 0
	p.OnWheel = func(*fyne.ScrollEvent) { page++ }
	widgettest.Window(t, p, 220, 72)
	down := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -10)}
	p.Set(Thumb{Key: "a"})
	if p.Scrolled(down); page != 1 {
		t.Error("one picture keeps the wheel from the page")
	}
	p.Set(Thumb{Key: "a"}, Thumb{Key: "b"}, Thumb{Key: "c"})
	if p.Scrolled(down); p.first != 1 || page != 1 {
		t.Errorf("the strip stands at %d, the page was asked %d times", p.first, page)
	}
	if p.Scrolled(down); p.first != 1 || page != 2 {
		t.Errorf("at its end the strip stands at %d, the page was asked %d times", p.first, page)
	}
}

func TestTabsBuildOnceWhenOpened(t *testing.T) {
	widgettest.App(t)
	built := map[string]int{}
	tab := func(key string) Tab {
		return Tab{Key: key, Title: key, Build: func() fyne.CanvasObject { built[key]++; return NewText(key) }}
	}
	tabs := NewTabs("no such", tab("a"), tab("b"), tab("c"))
	told := ""
	tabs.OnOpen = func(key string) { told += key }
	win := widgettest.Window(t, tabs, 300, 200)
	win.Canvas().Focus(tabs.heads[0])
	widgettest.Press(tabs.heads[0], fyne.KeyRight)
	widgettest.Press(tabs.heads[1], fyne.KeyLeft)
	tabs.Select("b")
	if built["a"] != 1 || built["b"] != 1 || built["c"] != 0 || told != "ba" || tabs.Open() != "b" {
		t.Errorf("built %v, told %q, open %q", built, told, tabs.Open())
	}
}

func TestFieldError(t *testing.T) {
	widgettest.App(t)
	f := NewField("电话", NewEntry(""))
	widgettest.Window(t, f, 200, 100)
	calm := f.MinSize().Height
	f.SetError("少了一位。")
	if f.Error() == "" || f.MinSize().Height <= calm {
		t.Error("the fault has no room")
	}
	f.SetError("")
	if f.MinSize().Height != calm {
		t.Error("the fault left a gap")
	}
	f.SetError("少了一位。")
	e := f.Input.(*Entry)
	e.TypedShortcut(&fyne.ShortcutSelectAll{})
	if f.Error() == "" {
		t.Error("choosing the text takes the fault away")
	}
	e.TypedRune('1')
	if f.Error() != "" {
		t.Error("the fault stands although somebody is mending it")
	}
}

func TestChoosingByTheProgramIsNotTold(t *testing.T) {
	widgettest.App(t)
	told := 0
	s := NewSelect([]string{"一", "二"}, func(string) { told++ })
	c := NewCheck("是", func(bool) { told++ })
	s.Choose("二")
	c.Tick(true)
	if told != 0 || s.Selected != "二" || !c.Checked {
		t.Errorf("told %d times", told)
	}
}

func TestSelectByKeyboard(t *testing.T) {
	widgettest.App(t)
	told := ""
	s := NewSelect([]string{"一", "二", "三"}, func(o string) { told += o })
	win := widgettest.Window(t, s, 100, 200)
	win.Canvas().Focus(s)
	widgettest.Press(s, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyUp)
	if told != "一二一" || s.Index() != 0 {
		t.Errorf("told %q, at %d", told, s.Index())
	}
	widgettest.Press(s, fyne.KeySpace)
	if win.Canvas().Overlays().Top() == nil {
		t.Error("Space does not open the list")
	}
	s.SetOptions([]string{"二"})
	if s.Selected != "" {
		t.Error("an option that is gone is still chosen")
	}
}

// buttonIn finds the button of the text among nested containers.
func buttonIn(o fyne.CanvasObject, text string) *Button {
	switch o := o.(type) {
	case *Button:
		if o.Text == text {
			return o
		}
	case *fyne.Container:
		for _, child := range o.Objects {
			if b := buttonIn(child, text); b != nil {
				return b
			}
		}
	}
	return nil
}

// In a row, what may give way gives way, what takes the rest takes it, and nothing
// stands beyond the row's end.
func TestBarGivesWay(t *testing.T) {
	widgettest.App(t)
	entry, end := UpTo(200, 80, NewEntry("")), Rest(Space(20))
	row := Bar(Fixed(100, Space(1)), entry, end)
	for _, c := range []struct{ width, entry, end float32 }{{600, 200, 284}, {296, 160, 20}, {216, 80, 20}} {
		row.Resize(fyne.NewSize(c.width, 40))
		if entry.Size().Width != c.entry || end.Size().Width != c.end {
			t.Errorf("in %v the entry takes %v and the rest %v, want %v and %v", c.width, entry.Size().Width, end.Size().Width, c.entry, c.end)
		}
	}
	if got := row.MinSize().Width; got != 216 {
		t.Errorf("the row asks for %v", got)
	}
}

// A dialog whose content is too high for the window scrolls it, so that what it says and
// its acts stay in sight; with less to say it is as high as it asks for.
func TestADialogYields(t *testing.T) {
	widgettest.App(t)
	win := test.NewTempWindow(t, Space(1))
	win.SetPadded(false)
	win.Resize(fyne.NewSize(900, 500))
	content := Yielding(Stack(Space(220), NewQuiet("foot")))
	d := NewDialog(words.New(), "title", "")
	d.Content, d.Confirm = content, "save"
	d.Show(win.Canvas())
	natural := content.Size().Height
	if natural < 220 {
		t.Fatalf("the content is %v high", natural)
	}
	d.SetError(strings.Repeat("a line of what was refused\n", 8))
	foot := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.act).Y + d.act.Size().Height
	if foot > 500 || content.Size().Height >= natural {
		t.Errorf("the act ends at %v of 500, the content is %v high", foot, content.Size().Height)
	}
	d.SetError("")
	if got := content.Size().Height; got != natural {
		t.Errorf("then it is %v high, %v before", got, natural)
	}
}

// A home that the law bars has the small cross beside the sign of its state, and none
// where the filter pales it; a line of a list says it by a word, and no more once the
// line shows another home.
func TestWhatTheLawBarsIsMarked(t *testing.T) {
	widgettest.App(t)
	sign := NewStateSign(site.Ready, "")
	widgettest.Window(t, sign, 300, 40)
	for _, barred := range []string{"", "依法不能交付", ""} {
		sign.SetBarred(Triangle, "warning", "整改中", barred)
		said := false
		for _, o := range test.WidgetRenderer(sign).Objects() {
			text, is := o.(*canvas.Text)
			said = said || is && text.Text == "依法不能交付"
		}
		if said != (barred != "") {
			t.Errorf("%q is said: %t", barred, said)
		}
	}
}

// A banner takes the width that there is before it breaks, and its lines stand off its
// edges.
func TestBannerTakesTheWidth(t *testing.T) {
	widgettest.App(t)
	text := strings.Repeat("签署后不能再改，", 8)
	for width, lines := range map[float32]int{1200: 1, 500: 2} {
		banner := NewBanner(Told, text, "", nil)
		w := test.NewTempWindow(t, banner)
		w.Resize(fyne.NewSize(width, 200))
		banner.Resize(fyne.NewSize(width, banner.MinSize().Height))
		var p *Paragraph
		for _, o := range test.LaidOutObjects(banner) {
			if found, is := o.(*Paragraph); is {
				p = found
			}
		}
		if n := len(Lines(text, p.Size().Width, 13, false)); n != lines {
			t.Errorf("%v wide: %d lines, the text has %v", width, n, p.Size())
		}
		if least := p.MinSize().Height + 12; banner.MinSize().Height < least {
			t.Errorf("%v wide: %v high for %v", width, banner.MinSize().Height, least)
		}
	}
}
