package rectify

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func fileURI(path string) fyne.URI { return storage.NewFileURI(path) }

func TestFaces(t *testing.T) {
	t.Run("full", func(t *testing.T) {
		s := open(t, some(), wang, shell.To(Key))
		test.AssertRendersToMarkup(t, "full.xml", s.win.Canvas())
		s.shell.SetMode(theme.Dark)
		s.pg.c.W.SetLanguage(words.English)
		test.AssertRendersToMarkup(t, "full_en.xml", s.win.Canvas())
	})
	t.Run("empty", func(t *testing.T) {
		s := open(t, &office{}, wang, shell.To(Key))
		test.AssertRendersToMarkup(t, "empty.xml", s.win.Canvas())
		tap(t, s.pg.view, "去验房")
		if !slices.Equal(s.went, []string{"inspect/"}) {
			t.Errorf("went %v", s.went)
		}
	})
	t.Run("all done", func(t *testing.T) {
		o := some()
		o.defects = o.defects[6:]
		s := open(t, o, wang, shell.To(Key))
		s.said("没有未销的问题。")
		tap(t, s.pg.view, "看全部")
		if len(s.pg.list.ids) != 1 {
			t.Error("the act does not show them")
		}
	})
	t.Run("filtered away", func(t *testing.T) {
		s := open(t, some(), wang, shell.To(Key).With("unit", id("another").String()))
		s.said("没有符合条件的内容。")
		tap(t, s.pg.view, "回到未销的问题")
		if len(s.pg.list.ids) != 6 {
			t.Errorf("%d after the filter was lifted", len(s.pg.list.ids))
		}
	})
	t.Run("refused", func(t *testing.T) {
		o := some()
		o.fail = broken
		s := open(t, o, wang, shell.To(Key))
		s.said("已损坏")
		o.fail = nil
		tap(t, s.pg.view, "再试一次")
		if len(s.pg.list.ids) != 6 {
			t.Error("does not read again")
		}
	})
}

// tap presses the button of the text that can be seen.
func tap(t *testing.T, o fyne.CanvasObject, text string) {
	t.Helper()
	if b := find(o, func(b *widget.Button) bool { return b.Text == text && b.Visible() }); b != nil {
		test.Tap(b)
		return
	}
	t.Fatalf("there is no button %s", text)
}

func find(o fyne.CanvasObject, wanted func(*widget.Button) bool) *widget.Button {
	if b, is := o.(*widget.Button); is && wanted(b) {
		return b
	}
	for _, child := range children(o) {
		if b := find(child, wanted); b != nil {
			return b
		}
	}
	return nil
}

func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case fyne.Widget:
		return test.WidgetRenderer(o).Objects()
	}
	return nil
}

// The skeleton comes after 300 ms of reading, not before.
func TestLoadingFace(t *testing.T) {
	s := open(t, some(), wang, shell.To(Key))
	s.pg.shown = false
	s.pg.body.Objects = nil
	s.run.Elapse(200 * time.Millisecond)
	if len(s.pg.body.Objects) != 0 {
		t.Error("a skeleton flashes")
	}
	s.run.Elapse(200 * time.Millisecond)
	if len(s.pg.body.Objects) != 1 {
		t.Error("there is no skeleton")
	}
}

// Every step by its letter: what it asks for, and what the desk is then asked.
func TestStepsByKeyboard(t *testing.T) {
	s := open(t, some(), wang, shell.To(Key))
	for _, c := range []struct {
		name   string
		number int
		who    app.Actor
		keys   func(*stage)
		want   string
	}{
		{"start", 1, li, func(s *stage) { s.press("s") }, "李强 start D-01-00001"},
		{"fix", 1, li, func(s *stage) {
			s.press("f")
			s.press("马师傅")
			s.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
			s.press("已封板")
			s.key(fyne.KeyReturn)
		}, "李强 fix D-01-00001 马师傅/已封板/"},
		{"verify", 3, wang, func(s *stage) { s.press("v"); s.key(fyne.KeyReturn) }, "王敏 verify D-01-00003 /"},
		{"send back", 3, wang, func(s *stage) { s.press("b"); s.press("仍空鼓"); s.key(fyne.KeyReturn) }, "王敏 send back D-01-00003 仍空鼓/"},
		{"assign", 4, wang, func(s *stage) {
			s.press("a")
			s.key(fyne.KeyDown, fyne.KeyTab)
			s.press("12-01")
			s.key(fyne.KeyReturn)
		}, "王敏 assign D-01-00004 plaster 2026-12-01"},
		{"hold", 1, wang, func(s *stage) { s.press("h"); s.press("等材料"); s.key(fyne.KeyReturn) }, "王敏 hold D-01-00001 等材料/2026-12-02"},
		{"release", 5, wang, func(s *stage) { s.press("r"); s.key(fyne.KeyReturn) }, "王敏 release D-01-00005 /"},
		{"dispute", 2, li, func(s *stage) { s.press("d"); s.press("不是我方"); s.key(fyne.KeyReturn) }, "李强 dispute D-01-00002 不是我方"},
		{"accept", 6, wang, func(s *stage) { s.press("y"); s.press("不影响"); s.key(fyne.KeyReturn) }, "王敏 accept D-01-00006 不影响/张伟"},
		{"cancel", 4, wang, func(s *stage) {
			s.press("x")
			s.press("重复")
			s.key(fyne.KeyTab)
			s.press("d-01-00001")
			s.key(fyne.KeyReturn)
		}, "王敏 cancel D-01-00004 重复/D-01-00001"},
		{"promise", 1, li, func(s *stage) { s.press("p"); s.key(fyne.KeyReturn) }, "李强 promise D-01-00001 2026-11-25"},
		{"notice", 1, wang, func(s *stage) { s.press("n"); s.key(fyne.KeyReturn) }, "王敏 notices D-01-00001 2026-12-02/"},
		{"capital letters too", 1, li, func(s *stage) { s.press("S") }, "李强 start D-01-00001"},
		{"enter begins what it waits for", 3, wang, func(s *stage) { s.key(fyne.KeyReturn, fyne.KeyReturn) }, "王敏 verify D-01-00003 /"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s.again(t, c.who, shell.ToRecord(Key, some().defects[c.number-1].ID.String()))
			c.keys(s)
			if s.last() != c.want {
				t.Errorf("asked %q, want %q", s.last(), c.want)
			}
			if s.pg.pane.form != nil {
				t.Error("the form stays open")
			}
			if s.win.Canvas().Focused() != s.pg.list.rows.Focusable() {
				t.Error("the keyboard does not return to the list")
			}
		})
	}
}

// A closed defect may be reopened, and the owner's word is asked where it is owed.
func TestClosed(t *testing.T) {
	o := some()
	done := o.defects[6].ID
	s := open(t, o, wang, shell.ToRecord(Key, done.String()).With("state", "verified"))
	s.press("k")
	if s.pg.pane.form != nil {
		t.Error("the owner's word is asked although nobody owes it")
	}
	s.press("o")
	s.press("又空鼓")
	s.key(fyne.KeyReturn)
	if s.last() != "王敏 reopen D-01-00007 又空鼓" {
		t.Error(s.last())
	}
	o.details[done] = defect.Detail{OwnerOwed: true}
	s = open(t, o, wang, shell.ToRecord(Key, done.String()).With("state", "verified"))
	s.press("k")
	s.key(fyne.KeyReturn)
	if s.last() != "王敏 owner ok D-01-00007 张伟" {
		t.Error(s.last())
	}
}

// Steps that the state or the person does not allow are neither shown nor begun.
func TestStepsOffered(t *testing.T) {
	s := open(t, some(), wang, shell.To(Key))
	for _, c := range []struct {
		number int
		who    app.Actor
		want   string
	}{
		{1, wang, "fix assign start hold dispute accept_as_is cancel order promise edit"},
		{1, li, "fix start dispute promise edit"},
		{1, manager, "hold accept_as_is cancel"},
		{3, li, "verify send_back promise edit"},
		{4, wang, "assign accept_as_is cancel promise edit"},
		{4, li, "promise edit"},
		{7, li, "reopen"},
	} {
		s.again(t, c.who, shell.ToRecord(Key, some().defects[c.number-1].ID.String()).With("state", "all"))
		var got []string
		for _, step := range s.pg.pane.detail.StepsFor(c.who) {
			got = append(got, string(step))
			name := s.pg.stepText(step)
			if step == defect.Assign && c.number == 1 {
				name = "改派（A）" // a firm has it
			}
			if find(s.pg.pane.view, func(b *widget.Button) bool { return b.Text == name || b.Hint == name }) == nil {
				t.Errorf("%s has no button", step)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%d as %s: %v, want %s", c.number, c.who.Name, got, c.want)
		}
	}
	s.again(t, manager, shell.To(Key))
	s.press("f")
	if s.pg.pane.form != nil {
		t.Error("a manager's letter begins what is not theirs")
	}
}

// What is said of a defect is corrected in the pane; what the desk refuses is said
// there.
func TestEdit(t *testing.T) {
	s := open(t, some(), li, shell.To(Key))
	s.press("w")
	form := s.pg.pane.form
	s.refuse = app.Refuse("defect.reason_missing", "number", "D-01-00001", "step", "edit")
	form.submit()
	if s.pg.pane.form == nil || !form.failure.Visible() {
		t.Fatal("the form was taken away, or does not say why not")
	}
	s.refuse = nil
	s.win.Canvas().Focus(form.first)
	s.key(fyne.KeyTab, fyne.KeyTab, fyne.KeyDown) // graver
	s.key(fyne.KeyTab, fyne.KeyDown)              // another trade
	s.key(fyne.KeyTab, fyne.KeyDown)              // another warranty
	s.key(fyne.KeyTab)
	s.press("阴角")
	s.key(fyne.KeyTab)
	s.press("窗下")
	s.key(fyne.KeyTab)
	s.press("记错")
	s.key(fyne.KeyReturn)
	if want := "李强 edit D-01-00001 bed1/阴角墙面/空鼓/窗下/serious/screed/lamps/0,0 记错"; s.last() != want {
		t.Errorf("%q, want %q", s.last(), want)
	}
	s.said("已更正")
	if len(s.office.shown) != 2 || s.office.shown[0] != s.office.shown[1] || s.office.shown[0].Value.Number != "D-01-00001" || s.office.shown[0].Sight.Fields["note"] != "shown" {
		t.Errorf("compared with %+v", s.office.shown)
	}
}

// Another phrase of the checklist brings its item, part, severity, trade and warranty;
// words of one's own stand in the note, as those of a walk do, in place of the phrase or of
// the words that stood for it.
func TestEditToAnotherPhrase(t *testing.T) {
	o := some()
	first := o.defects[0].ID
	d := o.details[first]
	d.Rooms = []site.Room{{Key: "bed1", Kind: site.Bedroom, Name: "主卧"}, {Key: "kitchen", Kind: site.Kitchen, Name: "厨房"}}
	o.details[first] = d
	for _, c := range []struct{ phrase, note, text, want string }{
		{"空鼓", "", "qztl", "kitchen/墙砖/墙砖脱落//serious/tiling/decoration"},
		{"空鼓", "窗下", "qztl", "kitchen/墙砖/墙砖脱落/窗下/serious/tiling/decoration"},
		{"空鼓", "", "整面墙要重做", "kitchen/墙面//整面墙要重做/normal/plaster/finishes"},
		{"空鼓", "窗下", "整面墙要重做", "kitchen/墙面//整面墙要重做 窗下/normal/plaster/finishes"},
		{"", "一面墙", "整面墙要重做", "kitchen/墙面//整面墙要重做/normal/plaster/finishes"},
	} {
		o.defects[0].Phrase, o.defects[0].Note = c.phrase, c.note
		s := open(t, o, li, shell.To(Key))
		s.press("w")
		s.key(fyne.KeyTab, fyne.KeyDown) // the kitchen
		s.win.Canvas().Focus(s.pg.pane.form.first)
		s.key(fyne.KeySpace)
		s.press(c.text)
		s.key(fyne.KeyReturn)
		s.press("记错") // the reason has the keyboard
		s.key(fyne.KeyReturn)
		if want := "李强 edit D-01-00001 " + c.want + "/0,0 记错"; s.last() != want {
			t.Errorf("%q, want %q", s.last(), want)
		}
	}
}

// The pane shows the plan with the pin; who may correct the defect sets it there, by
// a tap or by keys; nothing is written where nothing was moved.
func TestPlan(t *testing.T) {
	o := some()
	first := o.defects[0].ID
	d := o.details[first]
	d.Plan = "plan"
	o.details[first] = d
	s := open(t, o, li, shell.To(Key))
	plan := s.pg.pane.drawing
	if plan == nil || plan.Image == nil || plan.Pinned() {
		t.Fatalf("the plan is %+v", plan)
	}
	enter := func() { s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
	plan.Tapped(&fyne.PointEvent{})
	enter()
	if len(s.asked) != 0 {
		t.Errorf("nothing was pinned, and %q", s.last())
	}
	plan.Tapped(&fyne.PointEvent{})
	s.key(fyne.KeyLeft, fyne.KeyLeft)
	enter()
	if want := "李强 edit D-01-00001 bed1/墙面/空鼓//normal/plaster/finishes/4800,5000"; s.last() != want {
		t.Errorf("%q, want %q", s.last(), want)
	}
	s.again(t, manager, shell.ToRecord(Key, first.String()))
	s.pg.pane.drawing.Tapped(&fyne.PointEvent{})
	s.key(fyne.KeyLeft)
	enter()
	if len(s.asked) != 0 {
		t.Errorf("who may not correct the defect: %q", s.asked)
	}
}

// Letters are told apart.
func TestLettersAreUnique(t *testing.T) {
	by := map[rune]defect.Step{}
	for step, key := range keyOf {
		if other, taken := by[key]; taken {
			t.Errorf("%s and %s share %c", step, other, key)
		}
		by[key] = step
		if step.Needs() == "" {
			t.Errorf("nobody may %s", step)
		}
	}
	for _, state := range defect.Ladder {
		for _, step := range state.Steps() {
			if keyOf[step] == 0 {
				t.Errorf("%s has no letter", step)
			}
		}
		if markOf(state) == (mark{}) {
			t.Errorf("%s has no mark", state)
		}
	}
}

// A state and a step that are added show with their words alone: the state's chip stands
// where its phase does, and a step without a letter has a button and an entry in the menu.
func TestWhatIsAddedShows(t *testing.T) {
	const madeUp defect.State = "made_up"
	all := groupsOf(append(slices.Clone(defect.OpenStates), madeUp), defect.StatesIn(defect.Closed))
	if last := all[len(all)-3]; last.key != string(madeUp) || !slices.Equal(last.states, []defect.State{madeUp}) || !slices.Contains(all[0].states, madeUp) {
		t.Errorf("the chips are %v", all)
	}
	for _, phase := range []defect.Phase{defect.Observed, defect.ToAssign, defect.AtFirm, defect.OnHold, defect.ToVerify, defect.Closed} {
		if phaseMarks[phase] == (mark{}) || len(defect.StatesIn(phase)) == 0 {
			t.Errorf("%s has no mark, or no state", phase)
		}
	}
	s := open(t, some(), wang, shell.To(Key))
	if got := s.pg.keyed("made_up", "试一试"); got != "试一试" {
		t.Errorf("a step without a letter is called %q", got)
	}
	for _, step := range defect.Steps() {
		if name := s.pg.stepName(step); name == "" || strings.Contains(name, "defect.step") {
			t.Errorf("%s is called %q", step, name)
		}
	}
}

// A refusal is said in the form, which stays as it was typed.
func TestRefusedStep(t *testing.T) {
	s := open(t, some(), li, shell.To(Key))
	s.refuse = app.Refuse("defect.after_photo_missing", "number", "D-01-00001")
	s.press("f")
	s.press("马师傅")
	s.key(fyne.KeyReturn)
	s.said("没有本轮的整改后照片")
	if s.pg.pane.form == nil || !s.seen("马师傅") {
		t.Error("the form was taken away")
	}
	s.refuse = nil
	s.key(fyne.KeyReturn)
	if s.pg.pane.form != nil || len(s.asked) != 2 {
		t.Error("cannot be submitted again")
	}
	s.press("f")
	s.key(fyne.KeyEscape)
	if s.pg.pane.form != nil || s.win.Canvas().Focused() != s.pg.list.rows.Focusable() {
		t.Error("Esc does not leave the form")
	}
	s.press("p")
	s.press("x")
	s.key(fyne.KeyReturn)
	s.said("不是日期")
	if len(s.asked) != 2 {
		t.Error("a day that is none reaches the desk")
	}
}

// A step that asks for nothing has no form to say a refusal in: it is told all the
// same, and the next step can be taken.
func TestRefusedStepWithoutForm(t *testing.T) {
	s := open(t, some(), li, shell.To(Key))
	s.refuse = app.Refuse("defect.step_refused", "number", "D-01-00001", "state", "fixing", "step", "start")
	s.press("s")
	if len(s.asked) != 1 {
		t.Fatalf("asked %q", s.asked)
	}
	s.said("它可能刚被同事处理过")
	s.refuse = nil
	s.press("s")
	if s.pg.pane.form != nil || len(s.asked) != 2 {
		t.Error("nothing can be begun any more")
	}
}

func TestSelectionAndBulk(t *testing.T) {
	s := open(t, some(), wang, shell.To(Key))
	s.key(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	s.said("已选 2 项")
	s.press("a") // the firm that both suggest is chosen already
	s.key(fyne.KeyTab, fyne.KeyReturn)
	if s.last() != "王敏 assign D-01-00001,D-01-00002 plaster" {
		t.Error(s.last())
	}
	s.said("已派单 2 项")
	s.press("n")
	s.said("2026-12-02") // one of them is overdue
	s.key(fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	s.key(fyne.KeyTab, fyne.KeyTab)
	s.press("铲除重做")
	s.key(fyne.KeyReturn)
	if s.last() != "王敏 notices D-01-00001,D-01-00002 2026-12-05/铲除重做" {
		t.Error(s.last())
	}
	if len(s.pg.list.selected()) != 0 {
		t.Error("what was sent is still selected")
	}
	s.said("已签发 ZG-01-00007")
	s.key(fyne.KeySpace)
	if got := s.pg.list.selected(); len(got) != 1 {
		t.Errorf("%d selected", len(got))
	}
	s.key(fyne.KeyEscape)
	if len(s.pg.list.selected()) != 0 {
		t.Error("Esc does not end the selection")
	}
	// Where they suggest different ones, or none, nobody is.
	s.key(fyne.KeyHome, fyne.KeySpace, fyne.KeyEnd, fyne.KeyUp, fyne.KeyUp, fyne.KeySpace)
	if got := s.numbers(s.pg.list.selected()); got != "D-01-00001,D-01-00004" {
		t.Fatal(got)
	}
	s.press("a")
	if sel, is := s.win.Canvas().Focused().(*widget.Select); !is || sel.Selected != "" {
		t.Errorf("%v is chosen for defects of two minds", sel.Selected)
	}
	s.key(fyne.KeyEscape, fyne.KeyEscape)
	// A tap on the box selects, beside it only makes current.
	body := s.pg.list.rows.Focusable().(fyne.Tappable)
	body.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 90)})
	body.Tapped(&fyne.PointEvent{Position: fyne.NewPos(300, 130)})
	if got := s.numbers(s.pg.list.selected()); got != "D-01-00003" || s.number(s.pg.list.current()) != "D-01-00004" {
		t.Errorf("selected %s, current %s", got, s.number(s.pg.list.current()))
	}
}

func TestFilters(t *testing.T) {
	s := open(t, some(), wang, shell.To(Key))
	if len(s.pg.list.ids) != 6 {
		t.Fatalf("begins with %d", len(s.pg.list.ids))
	}
	f := s.pg.filters
	test.Tap(f.byState["fixed"])
	if s.numbers(s.pg.list.ids) != "D-01-00003" || !f.byState["fixed"].On || f.byState[openGroup].On {
		t.Errorf("shows %s", s.numbers(s.pg.list.ids))
	}
	test.Tap(f.byState[allGroup])
	test.Tap(f.grave)
	if s.numbers(s.pg.list.ids) != "D-01-00002" {
		t.Errorf("grave: %s", s.numbers(s.pg.list.ids))
	}
	test.Tap(f.grave)
	f.firm.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	f.firm.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if len(s.pg.list.ids) != 6 || s.pg.choice.firm != plaster.ID {
		t.Errorf("the firm's: %s", s.numbers(s.pg.list.ids))
	}
	f.order.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	f.order.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if s.number(s.pg.list.ids[0]) != "D-01-00007" {
		t.Error("not the newest first")
	}
	// The choice outlives a change of language and the way back.
	s.pg.c.W.SetLanguage(words.English)
	if s.pg.choice.firm != plaster.ID || len(s.pg.list.ids) != 6 || !s.seen("All") {
		t.Error("the choice does not outlive a change of language")
	}
	s.shell.Open(shell.To("inspect"))
	s.shell.Back()
	if s.pg.choice.firm != plaster.ID {
		t.Error("the choice does not outlive the way back")
	}
}

func TestRoutes(t *testing.T) {
	o := some()
	s := open(t, some(), wang, shell.To(Key))
	for _, c := range []struct {
		route shell.Route
		ids   int
		open  string
	}{
		{shell.To(Key), 6, "D-01-00001"},
		{shell.To(Key).With("state", "fixed"), 1, "D-01-00003"},
		{shell.To(Key).With("state", "owner_ok"), 1, "D-01-00007"},
		{shell.To(Key).With("unit", id("unit").String()), 7, "D-01-00001"},
		{shell.To(Key).With("firm", tiler.ID.String()), 0, "–"},
		{shell.ToRecord(Key, o.defects[4].ID.String()), 6, "D-01-00005"},
		{shell.ToRecord(Key, o.defects[6].ID.String()), 7, "D-01-00007"}, // which the open ones leave out
	} {
		s.again(t, wang, c.route)
		shown := "–"
		if s.pg.pane.loaded {
			shown = s.pg.pane.detail.Number
		}
		if len(s.pg.list.ids) != c.ids || shown != c.open {
			t.Errorf("%+v: %d, shows %s", c.route, len(s.pg.list.ids), shown)
		}
	}
	s.again(t, wang, shell.To(Key))
	s.key(fyne.KeyDown, fyne.KeyDown)
	if s.shell.Route().ID != o.defects[2].ID.String() {
		t.Errorf("the route is %+v", s.shell.Route())
	}
	tap(t, s.pg.pane.view, "3-2-1501")
	s.shell.Back()
	if !slices.Equal(s.went, []string{"unit/" + id("unit").String()}) || s.pg.pane.detail.Number != "D-01-00003" || s.number(s.pg.list.current()) != "D-01-00003" {
		t.Errorf("went %v, back at %s", s.went, s.pg.pane.detail.Number)
	}
}

// A commit, here or on another page, is read at once; what is current and selected
// stays with its defect, and what left makes room for the next.
// Who comes from the search to one defect sees that one, though the list is read only
// after the page stands and takes the keyboard then.
func TestOneDefectOfAListReadLater(t *testing.T) {
	o := some()
	third := o.defects[2].ID
	s := open(t, o, wang, shell.ToRecord(Key, third.String()))
	s.pg.list.set(nil, nil, true)
	s.pg.body.Objects = nil
	s.win.Canvas().Unfocus()
	ids, _ := o.DefectIDs(t.Context(), defect.Filter{}, defect.ByDue)
	rows, _ := o.DefectRows(t.Context(), ids)
	s.pg.showReading(reading{ids: ids, rows: rows})
	if s.pg.list.current() != third || *s.pg.open != third || s.win.Canvas().Focused() != s.pg.list.rows.Focusable() {
		t.Errorf("current is %s", s.number(s.pg.list.current()))
	}
}

func TestFollowsChanges(t *testing.T) {
	o := some()
	s := open(t, o, wang, shell.To(Key))
	s.key(fyne.KeyDown, fyne.KeySpace)
	o.defects = append([]defect.Row{o.defects[5]}, o.defects[:5]...)
	s.shell.Changed("defect")
	if s.number(s.pg.list.current()) != "D-01-00002" || s.numbers(s.pg.list.selected()) != "D-01-00002" {
		t.Errorf("current %s, selected %s", s.number(s.pg.list.current()), s.numbers(s.pg.list.selected()))
	}
	i := o.at(id("defect 2"))
	o.defects[i].State = defect.Verified
	s.shell.Changed("defect")
	if s.number(s.pg.list.current()) != "D-01-00003" || s.pg.pane.detail.Number != "D-01-00003" {
		t.Errorf("after it was closed: %s, pane %s", s.number(s.pg.list.current()), s.pg.pane.detail.Number)
	}
}

// A list of 200,000 asks for what is in view and some around it, never for all; who
// turns a page finds its rows there.
func TestLongList(t *testing.T) {
	o := &office{}
	for i := range 5_000 {
		o.defects = append(o.defects, defect.Row{Defect: defect.Defect{ID: id(fmt.Sprint(i)), Number: fmt.Sprint("D-01-", i), State: defect.Open}})
	}
	s := open(t, o, wang, shell.To(Key))
	if n := slices.Max(o.rowsFor); n > 150 {
		t.Errorf("%d rows at once", n)
	}
	for range 120 { // more than are kept
		_, last := s.pg.list.rows.InView()
		if s.pg.list.lacks(last+1, last+ahead) {
			t.Fatalf("the page after row %d is not there", last)
		}
		s.key(fyne.KeyPageDown)
	}
	s.key(fyne.KeyEnd)
	s.said("D-01-4999")
	if n := slices.Max(o.rowsFor); n > 150 {
		t.Errorf("%d rows at once", n)
	}
	for range 100 {
		s.key(fyne.KeyPageUp)
	}
	if len(s.pg.list.known) > keptRows+100 {
		t.Errorf("%d rows are kept", len(s.pg.list.known))
	}
}

// A strip that is empty and takes nothing says so; one that takes a photo stays.
func TestNoPhotos(t *testing.T) {
	o := some()
	first := o.defects[0].ID
	d := o.details[first]
	d.Pictures = nil
	o.details[first] = d
	o.defects[0].State = defect.Fixing
	s := open(t, o, li, shell.ToRecord(Key, first.String()))
	s.said("整改前　没有照片")
	if len(s.pg.pane.strips) != 1 {
		t.Errorf("%d strips where only photos of the work can be added", len(s.pg.pane.strips))
	}
}

// A photo is filed as what the strip says that takes it: as found until the work has
// begun, of the work then, and of what a second look saw of it.
func TestAPhotoIsFiledAsItsStripSays(t *testing.T) {
	o := some()
	s := open(t, o, wang, shell.To(Key))
	for state, want := range map[defect.State][]string{
		defect.Noted: {"整改前"}, defect.Open: {"整改前"}, defect.Disputed: {"整改前"}, defect.Held: {"整改前"},
		defect.AcceptedAsIs: {"整改前"}, defect.Cancelled: {"整改前"},
		defect.Assigned: {"整改前", "整改后"}, defect.Fixing: {"整改后"},
		defect.Fixed: {"复验"}, defect.Verified: {"复验"}, defect.OwnerOK: {"复验"},
	} {
		o.defects[3].State = state // it has no photos
		s.again(t, wang, shell.ToRecord(Key, o.defects[3].ID.String()).With("state", "all"))
		var titles []string
		parts := s.pg.pane.photos()
		for i, part := range parts {
			if strip, is := part.(*widget.PhotoStrip); is && strip.OnAdd != nil {
				titles = append(titles, parts[i-2].(*widget.Text).Text)
			}
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s: photos are taken as %q, want %q", state, titles, want)
		}
		s.pg.dropped([]fyne.URI{s.file("a.jpg", "a")})
		if as := s.pg.c.W.T("defect.stage." + strings.Fields(s.last())[3]); as != want[0] {
			t.Errorf("%s: a dropped photo is filed as %s, want %s", state, as, want[0])
		}
	}
}

// Who may not verify is told so before anything is filled in, and by whom it can be; who
// may alone is asked why.
func TestWhoVerifies(t *testing.T) {
	o := some()
	third := &o.defects[2]
	third.FixedRecordedBy = wang.Staff
	s := open(t, o, wang, shell.ToRecord(Key, third.ID.String()))
	if s.press("v"); s.pg.pane.form == nil || !s.seen("自验理由") {
		t.Error("who is alone is not asked why")
	}
	s.key(fyne.KeyEscape)
	o.details[third.ID] = defect.Detail{Verifiers: []app.Actor{wang, li}}
	s.again(t, wang, shell.ToRecord(Key, third.ID.String()))
	if s.press("v"); s.pg.pane.form != nil {
		t.Error("the form is filled in for nothing")
	}
	s.said("可由李强复验")
}

// A step without a contractor asks for one, and no longer once one is chosen; where there
// is none on record, it is said where they are added.
func TestNoContractor(t *testing.T) {
	o := some()
	s := open(t, o, wang, shell.ToRecord(Key, o.defects[3].ID.String()))
	s.press("a")
	o.refuse = app.Refuse("defect.firm_missing")
	s.key(fyne.KeyReturn)
	s.said("请选择责任单位。")
	o.refuse = nil
	if s.key(fyne.KeyDown); s.seen("请选择责任单位。") {
		t.Error("it is asked for after one was chosen")
	}
	s.key(fyne.KeyEscape)
	s.pg.firms = nil
	s.press("a")
	s.said("还没有责任单位")
}

func TestPhotos(t *testing.T) {
	s := open(t, some(), li, shell.To(Key))
	strip := s.pg.pane.strips[0]
	s.win.Canvas().Focus(strip)
	s.key(fyne.KeyReturn)
	view, is := s.win.Canvas().Overlays().Top().(*PhotoView)
	if !is {
		t.Fatal("the photo does not open")
	}
	s.said("第 1 轮　李强")
	s.key(fyne.KeyRight)
	s.said("本机没有这张照片的文件")
	s.press("c")
	if !view.Comparing() || view.At() != 1 {
		t.Error("does not compare")
	}
	s.key(fyne.KeyEscape)
	if s.win.Canvas().Overlays().Top() != nil || s.win.Canvas().Focused() != strip {
		t.Error("Esc does not close the photos")
	}
}

// Dropped photos go into the form that is open, else onto the defect; what is
// refused or has no preview is said by its file's name.
func TestDroppedPhotos(t *testing.T) {
	s := open(t, some(), li, shell.To(Key))
	drop := func(files ...fyne.URI) {
		s.pg.dropped(files)
	}
	drop(s.file("a.jpg", "a"), s.file("b.heic", "b"), s.file("huge.png", "c"))
	if want := []string{"李强 photo D-01-00001 before hash of a", "李强 photo D-01-00001 before huge"}; !slices.Equal(s.asked, want) {
		t.Errorf("asked %q", s.asked)
	}
	s.said("HEIC")
	s.said("太多内存")
	s.press("f")
	s.press("马师傅")
	drop(s.file("d.jpg", "d"))
	s.key(fyne.KeyReturn)
	if s.last() != "李强 fix D-01-00001 马师傅//hash of d" {
		t.Error(s.last())
	}
}

func TestNoticeOfADefect(t *testing.T) {
	o := some()
	first := o.defects[0].ID
	o.defects[0].Notice = id("notice")
	d := o.details[first]
	d.Order = defect.Notice{ID: id("notice"), Number: "ZG-01-00003", Document: id("paper"), Requirement: "铲除重做"}
	o.details[first] = d
	s := open(t, o, wang, shell.To(Key))
	s.said("ZG-01-00003　未签收")
	s.press("e")
	s.press("马师傅")
	s.key(fyne.KeyReturn)
	if s.last() != "王敏 received by 马师傅" {
		t.Error(s.last())
	}
	s.press("g")
	s.key(fyne.KeyReturn)
	if s.last() != "王敏 again 2026-12-02/铲除重做" {
		t.Error(s.last())
	}
	tap(t, s.pg.pane.view, "打开通知单 ZG-01-00003")
	if !slices.Equal(s.went, []string{"document/" + id("paper").String()}) {
		t.Errorf("went %v", s.went)
	}
}

// Long notes and rare names keep to the pane; a note is wholly there, and the row
// takes its beginning.
func TestLongNoteAndRareName(t *testing.T) {
	o := some()
	note := strings.Repeat("外窗与墙体之间的密封胶开裂，雨天渗水。Water comes in at the lower corner.\n", 80)
	o.defects[0].Phrase, o.defects[0].Note = "", string([]rune(note)[:defect.NoteLimit])
	o.details[o.defects[0].ID] = defect.Detail{Row: o.defects[0], Owners: []string{"𠮷田䶮"}, Firms: map[app.ID]string{}, People: map[app.ID]string{}}
	s := open(t, o, wang, shell.To(Key))
	if w := s.pg.pane.view.Size().Width; w > paneWidth+2 {
		t.Errorf("the pane is %v wide", w)
	}
	if h := s.pg.pane.body.MinSize().Height; h < 2000 {
		t.Errorf("the note is %v high", h)
	}
	s.press("y")
	s.press("不影响")
	s.key(fyne.KeyReturn)
	if s.last() != "王敏 accept D-01-00001 不影响/𠮷田䶮" {
		t.Error(s.last())
	}
}

func TestDeadline(t *testing.T) {
	w := words.New()
	for _, c := range []struct {
		d      defect.Defect
		text   string
		colour fyne.ThemeColorName
	}{
		{defect.Defect{State: defect.Assigned, Due: today.AddDays(3)}, "剩 3 天", theme.Ink},
		{defect.Defect{State: defect.Fixing, Due: today}, "今天到期", theme.Warn},
		{defect.Defect{State: defect.Assigned, Due: today.AddDays(-37)}, "逾期 37 天", theme.Bad},
		{defect.Defect{State: defect.Held, Due: today.AddDays(-37), ReviewOn: today.AddDays(4)}, "11-29 复查", theme.Quiet},
		{defect.Defect{State: defect.Fixed, Due: today.AddDays(-2), FixedAt: noon}, "迟 2 天", theme.Quiet},
		{defect.Defect{State: defect.Verified, Due: today.AddDays(2), FixedAt: noon}, "", theme.Quiet},
		{defect.Defect{State: defect.Open}, "", theme.Quiet},
	} {
		text, colour, _ := deadline(w, c.d, today)
		if text != c.text || colour != c.colour {
			t.Errorf("%s: %q in %s", c.d.State, text, colour)
		}
	}
}

// The groups of the chips hold every state of the ladder but the note.
func TestGroups(t *testing.T) {
	held := map[defect.State]bool{}
	for _, g := range groups[1:] {
		for _, s := range g.states {
			held[s] = true
		}
	}
	for _, s := range defect.Ladder {
		if held[s] == (s == defect.Noted) {
			t.Errorf("%s", s)
		}
		if s.IsOpen() != slices.Contains(groups[0].states, s) {
			t.Errorf("open: %s", s)
		}
	}
}
