package widget

import (
	"image"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

func TestMain(m *testing.M) {
	// The toolkit reads the locale from here and complains of LANG=C.
	os.Setenv("LANG", "zh_CN.UTF-8")
	os.Exit(m.Run())
}

// begin is an app in the light theme, and the words in Chinese.
func begin(t testing.TB) *words.Words {
	t.Helper()
	if tt, ok := t.(*testing.T); ok {
		test.NewTempApp(tt)
	} else {
		test.NewApp()
	}
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	return words.New()
}

// open puts o into a window of the size.
func open(t testing.TB, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	w := test.NewWindow(o)
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

func press(f fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func shift(f desktop.Keyable, do func()) {
	f.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	do()
	f.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
}

// The looks of every control in its states, as markup that a diff can be read of.
func TestLooks(t *testing.T) {
	w := begin(t)
	noon := func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }
	looks := map[string]struct {
		object        fyne.CanvasObject
		width, height float32
	}{
		"button_plain":    {NewButton("导出", nil), 80, 44},
		"button_primary":  {NewPrimary("打印", nil), 80, 44},
		"button_danger":   {NewButtonIn(Danger, "", "作废", nil), 80, 44},
		"button_icon":     {NewButtonIn(Flat, "camera", "拍照", nil), 90, 44},
		"button_disabled": {disabledButton(), 80, 44},
		"chip_off":        {NewChip("逾期", 12, nil), 100, 44},
		"chip_on":         {litChip(), 100, 44},
		"badge":           {NewBadge("3", theme.Bad), 30, 20},
		"ring_part":       {NewProgressRing(3, 9, false), 20, 20},
		"ring_done":       {NewProgressRing(9, 9, false), 20, 20},
		"ring_failed":     {NewProgressRing(4, 9, true), 20, 20},
		"text_cut":        {NewText("卫生间地面倒坡，地漏周边积水"), 100, 20},
		"facts":           {NewFactList(0, Fact{Label: "房号", Value: "3-2-1501"}, Fact{Label: "问题", Value: "卫生间地面倒坡，地漏周边积水，蓄水后楼下见湿痕。", Long: true}), 260, 100},
		"empty":           {NewEmptyState("units", "这里是房源。", "导入", func() {}), 300, 200},
		"skeleton":        {NewSkeleton(2), 300, 80},
		"banner":          {NewBanner(Caution, "同一部位第二次复现。", "看历史", func() {}), 360, 44},
		"timeline":        {timelineRow(), 360, TimelineHeight},
		"name_tile":       {NewNameTile("王敏", "客服主管", nil), 208, 72},
		"two_lines":       {twoLines(), 240, 44},
		"field_wrong":     {wrongField(), 240, 90},
		"date":            {NewDateField(w, nil, 20780), 160, 36},
		"pin":             {NewPinPad(w, nil), 240, 340},
		"photos":          {photoStrip(), 320, 72},
		"signature":       {signed(noon), 360, 148},
		"answer_open":     {answerRow(w, AnswerItem{Text: "墙面：无空鼓", Detail: "空鼓锤轻敲"}), 560, AnswerHeight},
		"answer_pass":     {answerRow(w, AnswerItem{Text: "墙面：无空鼓", Answer: Pass}), 560, AnswerHeight},
		"answer_pending":  {answerRow(w, AnswerItem{Text: "墙面：无空鼓", Answer: Pass, Pending: true}), 560, AnswerHeight},
		"answer_fail":     {answerRow(w, AnswerItem{Text: "墙面：无空鼓", Answer: Fail, Count: 2}), 560, AnswerHeight},
		"answer_na":       {answerRow(w, AnswerItem{Text: "燃气管道", Answer: NotApplicable}), 560, AnswerHeight},
		"answer_locked":   {answerRow(w, AnswerItem{Text: "燃气管道", Answer: Pass, Locked: true}), 560, AnswerHeight},
		"answer_measured": {answerRow(w, AnswerItem{Text: "垂直度", Answer: Fail, Readings: []string{"2", "5"}, Out: []bool{false, true}, Unit: "mm", Verdict: "5 超出允许值 4"}), 560, MeasuredHeight},
		"gauge":           {halfGauge(), 100, 20},
		"select":          {chosen(), 120, 36},
		"month":           {newMonth(w, 20780, 20785, nil), 280, 308},
		"tabs":            {NewTabs("b", Tab{Key: "a", Title: "验房", Build: blank}, Tab{Key: "b", Title: "整改", Count: 3, Build: blank}), 240, 80},
	}
	for _, s := range site.States {
		looks["state_"+string(s)] = struct {
			object        fyne.CanvasObject
			width, height float32
		}{NewStateSign(s, w.T("common.state."+string(s))), 100, 20}
	}
	for name, look := range looks {
		t.Run(name, func(t *testing.T) {
			win := open(t, look.object, look.width, look.height)
			test.AssertRendersToMarkup(t, "look/"+name+".xml", win.Canvas())
		})
	}
}

func blank() fyne.CanvasObject { return Space(8) }

func disabledButton() *Button {
	b := NewPrimary("打印", nil)
	b.Disable()
	return b
}

func halfGauge() *Gauge {
	g := NewGauge()
	g.Set(1, 2)
	return g
}

func chosen() *Select {
	s := NewSelect([]string{"一般", "严重"}, nil)
	s.Choose("严重")
	return s
}

func litChip() *Chip {
	c := NewChip("逾期", 12, nil)
	c.Set(12, true)
	return c
}

func timelineRow() *TimelineRow {
	r := NewTimelineRow()
	r.When, r.What, r.Who, r.First = "2026-11-23 14:02", "复验不合格，退回整改", "王敏", true
	return r
}

func twoLines() *TwoLineRow {
	r := NewTwoLineRow()
	r.Set("units", "3-2-1501", "房屋")
	return r
}

func wrongField() *Field {
	f := NewField("联系电话", NewEntry(""))
	f.Must = true
	f.SetError("电话少了一位。")
	return f
}

func photoStrip() *PhotoStrip {
	p := NewPhotoStrip()
	p.OnAdd = func() {}
	p.Set(Thumb{Key: "a", Image: image.NewRGBA(image.Rect(0, 0, 96, 72)), Mark: "整改前"}, Thumb{Key: "b"})
	return p
}

func signed(now func() time.Time) *SignaturePad {
	p := NewSignaturePad("王建国", "买受人")
	p.Now = now
	p.Resize(fyne.NewSize(360, 148))
	draw(p, fyne.NewPos(60, 60), fyne.NewPos(80, 70), fyne.NewPos(100, 60))
	return p
}

func answerRow(w *words.Words, item AnswerItem) *AnswerRow {
	r := NewAnswerRow(w)
	r.Set(item)
	return r
}

// What the eye must tell apart is not drawn alike.
func TestAnswersDiffer(t *testing.T) {
	w := begin(t)
	seen := map[string]string{}
	for name, item := range map[string]AnswerItem{
		"not looked": {}, "pass": {Answer: Pass}, "pass pending": {Answer: Pass, Pending: true},
		"fail": {Answer: Fail}, "not applicable": {Answer: NotApplicable},
	} {
		markup := test.RenderToMarkup(open(t, answerRow(w, item), 560, AnswerHeight).Canvas())
		if before, same := seen[markup]; same {
			t.Errorf("%s looks like %s", name, before)
		}
		seen[markup] = name
	}
}

// Each state has a form of its own: they differ in grey.
func TestSignsDifferWithoutColour(t *testing.T) {
	begin(t)
	shapes := map[string]site.State{}
	for _, s := range site.States {
		mark := newSign(s)
		mark.tint(theme.Of(theme.Ink))
		form := NewStateSign(s, "")
		shot := open(t, form, 16, 20).Canvas().Capture()
		key := ""
		for y := range 20 {
			for x := range 16 {
				if r, g, b, _ := shot.At(x, y).RGBA(); min(r, g, b) < 0xC000 {
					key += "#"
				} else {
					key += "."
				}
			}
		}
		if before, same := shapes[key]; same {
			t.Errorf("%s has the form of %s", s, before)
		}
		shapes[key] = s
	}
}

// What a finger presses is 44 points high at least.
func TestTargets(t *testing.T) {
	w := begin(t)
	for name, o := range map[string]fyne.CanvasObject{
		"button": NewButton("好", nil), "icon": NewIconButton("plus", "", nil), "chip": NewChip("全部", 1, nil),
		"answer": newAnswerButton(NewAnswerRow(w), Pass), "name": NewNameTile("王敏", "", nil), "tab": newTabHead(NewTabs(""), Tab{Title: "验房"}),
	} {
		if size := o.MinSize(); size.Height < theme.Touch || size.Width < 36 {
			t.Errorf("%s is %v", name, size)
		}
	}
}

// Keys a control has no use for reach the canvas, where page and dialog listen.
func TestKeysReachThePage(t *testing.T) {
	w := begin(t)
	rows := NewRows(func() int { return 3 }, func(int) fyne.CanvasObject { return NewText("") }, func(int, fyne.CanvasObject) {})
	grid := NewUnitGrid(w)
	search := NewSearchBox("", nil)
	box := map[string]struct {
		object fyne.CanvasObject
		focus  fyne.Focusable
	}{}
	button, chip, entry, note, pin, photos := NewButton("好", nil), NewChip("全部", 1, nil), NewEntry(""), NewNoteEntry(""), NewPinPad(w, nil), NewPhotoStrip()
	choice, check := NewSelect([]string{"一"}, nil), NewCheck("是", nil)
	for name, o := range map[string]struct {
		object fyne.CanvasObject
		focus  fyne.Focusable
	}{
		"button": {button, button}, "chip": {chip, chip}, "entry": {entry, entry}, "note": {note, note}, "search": {search, search},
		"rows": {rows, rows.Focusable()}, "grid": {grid, grid.Focusable()}, "pin": {pin, pin}, "photos": {photos, photos},
		"select": {choice, choice}, "check": {check, check},
	} {
		box[name] = o
		t.Run(name, func(t *testing.T) {
			win := open(t, o.object, 300, 200)
			var got fyne.KeyName
			win.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { got = ev.Name })
			win.Canvas().Focus(o.focus)
			press(o.focus, fyne.KeyEscape)
			if got != fyne.KeyEscape {
				t.Error("Esc was swallowed")
			}
		})
	}
}

func TestNoteLetsTabGo(t *testing.T) {
	begin(t)
	if note := NewNoteEntry(""); note.AcceptsTab() {
		t.Error("Tab stays in a note")
	}
}
