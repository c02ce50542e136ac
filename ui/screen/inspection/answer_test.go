package inspection

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/ui/screen/widget"
	"keyday/ui/screen/widget/widgettest"
	"keyday/ui/words"
)

func TestAnswerRowByHand(t *testing.T) {
	w := widgettest.App(t)
	r := NewAnswerRow(w)
	var answers []Answer
	var readings []string
	r.OnAnswer = func(a Answer) { answers = append(answers, a) }
	r.OnReading = func(i int, text string) { readings = append(readings, fmt.Sprint(i, text)) }
	win := widgettest.Window(t, r, 600, MeasuredHeight)
	r.Set(AnswerItem{Text: "甲", Readings: []string{"1", "2"}, Unit: "mm"})
	for _, b := range r.buttons {
		test.Tap(b)
	}
	r.Type('2')
	if !slices.Equal(answers, []Answer{Pass, Fail, NotApplicable, Fail}) || r.Type('4') {
		t.Errorf("answers %v", answers)
	}
	if len(readings) != 0 {
		t.Errorf("showing an item was told as readings %v", readings)
	}
	win.Canvas().Focus(r.fields[1])
	r.fields[1].TypedRune('5')
	if len(readings) != 1 {
		t.Errorf("typing was told as %v", readings)
	}
	home := widget.NewButton("列表", nil)
	r.Home = home
	win.SetContent(widget.Stack(r, home))
	if test.Tap(r.buttons[2]); win.Canvas().Focused() != home {
		t.Error("after a tap the keyboard is not on the list")
	}
	answers = answers[:4]
	r.Set(AnswerItem{Text: "乙", Locked: true})
	test.Tap(r.buttons[0])
	r.Type('1')
	if len(answers) != 4 {
		t.Error("an item that is signed off was answered")
	}
}

// Readings are told once the field is left after a change, and the item as done on
// Enter in the last field; from each field the keys lead on or back to the list.
func TestReadingsByKeyboard(t *testing.T) {
	w := widgettest.App(t)
	r := NewAnswerRow(w)
	var told []bool
	r.OnRead = func(last bool) { told = append(told, last) }
	r.OnReading = func(int, string) {}
	home := widget.NewButton("列表", nil)
	win := widgettest.Window(t, widget.Stack(r, home), 600, MeasuredHeight+44)
	r.Home = home
	r.Set(AnswerItem{Text: "甲", Readings: []string{"", ""}, Unit: "mm"})
	focused := func(f fyne.Focusable) {
		t.Helper()
		if win.Canvas().Focused() != f {
			t.Errorf("the keyboard is at %T", win.Canvas().Focused())
		}
	}
	if r.ReadFrom(2) || !r.ReadFrom(0) {
		t.Fatal("a field that is not there was entered, or one that is was not")
	}
	r.fields[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	focused(r.fields[1])
	if len(told) != 0 {
		t.Errorf("a field left as it was is told: %v", told)
	}
	r.fields[1].TypedRune('5')
	r.Judge(AnswerItem{Text: "甲", Readings: []string{"9", "9"}, Out: []bool{false, true}, Beyond: true, Unit: "mm"})
	if r.fields[1].Text != "5" {
		t.Errorf("judging changed what was typed to %q", r.fields[1].Text)
	}
	r.fields[1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	focused(home)
	if !slices.Equal(told, []bool{false, true}) {
		t.Errorf("told %v", told)
	}
	r.ReadFrom(0)
	r.fields[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	focused(home)
	r.Set(AnswerItem{Text: "甲", Readings: []string{"", ""}, Locked: true})
	if r.ReadFrom(0) {
		t.Error("a field of a locked item was entered")
	}
}

// What the eye must tell apart is not drawn alike.
func TestAnswersDiffer(t *testing.T) {
	w := widgettest.App(t)
	seen := map[string]string{}
	for name, item := range map[string]AnswerItem{
		"not looked": {}, "pass": {Answer: Pass}, "pass pending": {Answer: Pass, Pending: true},
		"fail": {Answer: Fail}, "not applicable": {Answer: NotApplicable},
	} {
		markup := test.RenderToMarkup(widgettest.Window(t, answerRow(w, item), 560, AnswerHeight).Canvas())
		if before, same := seen[markup]; same {
			t.Errorf("%s looks like %s", name, before)
		}
		seen[markup] = name
	}
}

func answerRow(w *words.Words, item AnswerItem) *AnswerRow {
	r := NewAnswerRow(w)
	r.Set(item)
	return r
}

func TestAnswerLooks(t *testing.T) {
	w := widgettest.App(t)
	for name, item := range map[string]AnswerItem{
		"open":     {Text: "墙面：无空鼓", Detail: "空鼓锤轻敲"},
		"pass":     {Text: "墙面：无空鼓", Answer: Pass},
		"pending":  {Text: "墙面：无空鼓", Answer: Pass, Pending: true},
		"fail":     {Text: "墙面：无空鼓", Answer: Fail, Count: 2},
		"na":       {Text: "燃气管道", Answer: NotApplicable},
		"locked":   {Text: "燃气管道", Answer: Pass, Locked: true},
		"measured": {Text: "垂直度", Answer: Fail, Readings: []string{"2", "5"}, Out: []bool{false, true}, Unit: "mm", Verdict: "5 超出允许值 4"},
	} {
		t.Run(name, func(t *testing.T) {
			row := answerRow(w, item)
			widgettest.Look(t, "answer_"+name+".xml", row, 560, row.MinSize().Height)
		})
	}
	odd := widgettest.Odd
	widgettest.ShowsOdd(t, answerRow(w, AnswerItem{Text: odd, Detail: odd, Answer: Fail, Readings: []string{"2"}, Out: []bool{true}, Unit: odd, Verdict: odd}))
	widgettest.Touchable(t, newAnswerButton(NewAnswerRow(w), Pass))
}
