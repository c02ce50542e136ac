package rectify

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestFaces(t *testing.T) {
	t.Run("full", func(t *testing.T) {
		s := open(t, some(t), wang, shell.To(Key))
		test.AssertRendersToMarkup(t, "full.xml", s.Win.Canvas())
		s.SetMode(theme.Dark)
		s.pg.c.W.SetLanguage(words.English)
		test.AssertRendersToMarkup(t, "full_en.xml", s.Win.Canvas())
	})
	t.Run("empty", func(t *testing.T) {
		s := open(t, bare(t), wang, shell.To(Key))
		test.AssertRendersToMarkup(t, "empty.xml", s.Win.Canvas())
		s.Tap("去验房")
		s.WentTo("inspect/")
	})
	t.Run("all done", func(t *testing.T) {
		s := open(t, only(t, 7), wang, shell.To(Key))
		s.Said("没有符合条件的内容。")
		s.Tap("显示全部")
		if s.pg.list.Table.Len() != 1 {
			t.Error("the act does not show them")
		}
	})
	t.Run("filtered away", func(t *testing.T) {
		s := open(t, some(t), wang, shell.To(Key).With("unit", id("another").String()))
		s.Said("没有符合条件的内容。")
		s.Tap("显示全部")
		if s.pg.list.Table.Len() != 7 {
			t.Errorf("%d after the filter was lifted", s.pg.list.Table.Len())
		}
	})
	t.Run("refused", func(t *testing.T) {
		o := some(t)
		read := &reads{Reader: o.Store, fail: app.Refuse("store.damaged", "folder", "/site")}
		s := openWith(t, o, wang, shell.To(Key), Params{Read: read}, nil)
		s.Said("已损坏")
		read.fail = nil
		s.Tap("再试一次")
		if s.pg.list.Table.Len() != 6 {
			t.Error("does not read again")
		}
	})
}

// Every step by its letter: what it asks for, and what the desk is then asked.
func TestStepsByKeyboard(t *testing.T) {
	for _, c := range []struct {
		name   string
		number int
		who    app.Actor
		keys   func(*stage)
		want   string
	}{
		{"start", 1, li, func(s *stage) { s.Type("s") }, "李强 defect.start 1"},
		{"fix", 1, li, func(s *stage) {
			s.Type("f")
			s.Type("马师傅")
			s.Key(fyne.KeyTab, fyne.KeyTab, fyne.KeyTab)
			s.Type("已封板")
			s.Key(fyne.KeyReturn)
		}, "李强 defect.fix 1 firm=plaster worker=马师傅 reason=已封板"},
		{"verify", 3, wang, func(s *stage) { s.Type("v"); s.Key(fyne.KeyReturn) }, "王敏 defect.verify 3"},
		{"send back", 3, wang, func(s *stage) { s.Type("b"); s.Type("仍空鼓"); s.Key(fyne.KeyReturn) }, "王敏 defect.send_back 3 firm=plaster reason=仍空鼓"},
		{"assign", 4, wang, func(s *stage) {
			s.Type("a")
			s.Key(fyne.KeyDown, fyne.KeyTab)
			s.Type("12-01")
			s.Key(fyne.KeyReturn)
		}, "王敏 defect.assign 4 firm=plaster due=2026-12-01"},
		{"hold", 1, wang, func(s *stage) { s.Type("h"); s.Type("等材料"); s.Key(fyne.KeyReturn) }, "王敏 defect.hold 1 reason=等材料 review_on=2026-12-02"},
		{"release", 5, wang, func(s *stage) { s.Type("r"); s.Key(fyne.KeyReturn) }, "王敏 defect.release 5"},
		{"dispute", 2, li, func(s *stage) { s.Type("d"); s.Type("不是我方"); s.Key(fyne.KeyReturn) }, "李强 defect.dispute 2 firm=plaster reason=不是我方"},
		{"accept", 6, wang, func(s *stage) { s.Type("y"); s.Type("不影响"); s.Key(fyne.KeyReturn) }, "王敏 defect.accept_as_is 6 reason=不影响"},
		{"cancel", 4, wang, func(s *stage) {
			s.Type("x")
			s.Type("重复")
			s.Key(fyne.KeyTab)
			s.Type("d-01-00001")
			s.Key(fyne.KeyReturn)
		}, "王敏 defect.cancel 4 reason=重复 duplicate_of=1"},
		{"promise", 1, li, func(s *stage) { s.Type("p"); s.Key(fyne.KeyReturn) }, "李强 defect.promise 1 promised=2026-11-25"},
		{"notice", 1, wang, func(s *stage) { s.Type("n"); s.Key(fyne.KeyReturn) }, "王敏 defect.notice 1 due=2026-12-02"},
		{"capital letters too", 1, li, func(s *stage) { s.Type("S") }, "李强 defect.start 1"},
		{"enter begins what it waits for", 3, wang, func(s *stage) { s.Key(fyne.KeyReturn, fyne.KeyReturn) }, "王敏 defect.verify 3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t, some(t), c.who, shell.ToRecord(Key, nth(c.number).String()))
			c.keys(s)
			if s.last() != c.want {
				t.Errorf("asked %q, want %q", s.last(), c.want)
			}
			if s.pg.pane.form != nil {
				t.Error("the form stays open")
			}
			if s.Win.Canvas().Focused() != s.pg.list.Table.Focusable() {
				t.Error("the keyboard does not return to the list")
			}
		})
	}
}

// A closed defect may be reopened, and the owner's word is asked where it is owed.
func TestClosed(t *testing.T) {
	o := some(t)
	done := nth(7)
	s := open(t, o, wang, shell.ToRecord(Key, done.String()).With("state", "verified"))
	s.Type("k")
	if s.pg.pane.form != nil {
		t.Error("the owner's word is asked although nobody owes it")
	}
	s.Type("o")
	s.Type("又空鼓")
	s.Key(fyne.KeyReturn)
	if s.last() != "王敏 defect.reopen 7 reason=又空鼓" {
		t.Error(s.last())
	}
	o = some(t)
	change(t, o, 7, func(d *defect.Defect) { d.Origin = defect.Accompanied })
	s = open(t, o, wang, shell.ToRecord(Key, done.String()).With("state", "verified"))
	s.Type("k")
	s.Key(fyne.KeyReturn)
	if s.last() != "王敏 defect.owner_ok 7 reason=张伟" {
		t.Error(s.last())
	}
}

// Steps that the state or the person does not allow are neither shown nor begun.
func TestStepsOffered(t *testing.T) {
	s := open(t, some(t), wang, shell.To(Key))
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
		s.again(c.who, shell.ToRecord(Key, nth(c.number).String()).With("state", "all"))
		var got []string
		for _, step := range s.pg.pane.detail.StepsFor(c.who) {
			got = append(got, string(step))
			name := s.pg.stepText(step)
			if step == defect.Assign && c.number == 1 {
				name = "改派（A）" // a firm has it
			}
			if !s.Offers(name) {
				t.Errorf("%s is not offered", step)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%d as %s: %v, want %s", c.number, c.who.Name, got, c.want)
		}
	}
	s.again(manager, shell.To(Key))
	s.Type("f")
	if s.pg.pane.form != nil {
		t.Error("a manager's letter begins what is not theirs")
	}
}

// What is said of a defect is corrected in the pane; what the desk refuses is said
// there.
func TestEdit(t *testing.T) {
	s := open(t, some(t), wang, shell.To(Key))
	s.Type("w")
	form := s.pg.pane.form
	s.Win.Canvas().Focus(form.first)
	s.Key(fyne.KeyTab, fyne.KeyTab, fyne.KeyDown) // graver
	s.Key(fyne.KeyTab, fyne.KeyDown)              // another trade
	s.Key(fyne.KeyTab, fyne.KeyDown)              // another warranty
	s.Key(fyne.KeyTab)
	s.Type("阴角")
	s.Key(fyne.KeyTab)
	s.Type("窗下")
	s.Key(fyne.KeyTab, fyne.KeyReturn)
	why := shelltest.Find(s.Stage, func(f *widget.Field) bool { return f.Label == s.Words.T("rectify.field.why_edit") })
	if s.pg.pane.form == nil || form.failure.Visible() || why.Error() == "" {
		t.Fatal("the form was taken away, or does not say at the reason that it is missing")
	}
	change(t, s.Site, 1, func(d *defect.Defect) { d.Note = "门后" })
	s.Type("记错")
	s.Key(fyne.KeyReturn)
	s.Said("门后") // somebody else wrote it, which the form had not seen
	s.Key(fyne.KeyReturn)
	if want := "王敏 defect.edit 1 reason=记错"; s.last() != want || s.described(1) != "bed1/阴角墙面/空鼓/窗下/serious/screed/lamps/0,0" {
		t.Errorf("%q, want %q: %s", s.last(), want, s.described(1))
	}
	s.Said("已更正")
}

// Another phrase of the checklist brings its item, part, severity, trade and warranty;
// words of one's own stand in the note, as those of a walk do, in place of the phrase or of
// the words that stood for it.
func TestEditToAnotherPhrase(t *testing.T) {
	for _, c := range []struct{ phrase, note, text, want string }{
		{"空鼓", "", "qztl", "kitchen/墙砖/墙砖脱落//serious/tiling/decoration"},
		{"空鼓", "窗下", "qztl", "kitchen/墙砖/墙砖脱落/窗下/serious/tiling/decoration"},
		{"空鼓", "", "整面墙要重做", "kitchen/墙面//整面墙要重做/normal/plaster/finishes"},
		{"空鼓", "窗下", "整面墙要重做", "kitchen/墙面//整面墙要重做 窗下/normal/plaster/finishes"},
		{"", "一面墙", "整面墙要重做", "kitchen/墙面//整面墙要重做/normal/plaster/finishes"},
	} {
		o := some(t)
		change(t, o, 1, func(d *defect.Defect) { d.Phrase, d.Note = c.phrase, c.note })
		s := open(t, o, wang, shell.To(Key))
		s.Type("w")
		s.Key(fyne.KeyTab, fyne.KeyDown) // the kitchen
		s.Win.Canvas().Focus(s.pg.pane.form.first)
		s.Key(fyne.KeySpace)
		s.Type(c.text)
		s.Key(fyne.KeyReturn)
		s.Type("记错") // the reason has the keyboard
		s.Key(fyne.KeyReturn)
		if got := s.described(1); got != c.want+"/0,0" || s.last() != "王敏 defect.edit 1 reason=记错" {
			t.Errorf("%q by %q, want %q", got, s.last(), c.want)
		}
	}
}

// The pane shows the plan with the pin; who may correct the defect sets it there, by
// a tap or by keys; nothing is written where nothing was moved.
func TestPlan(t *testing.T) {
	o := some(t)
	o.Put(site.HouseType{ID: home.HouseType, Name: "A户型", Rooms: rooms, Plan: "plan"})
	s := open(t, o, li, shell.To(Key))
	plan := s.pg.pane.drawing
	if plan == nil || plan.Image == nil || plan.Pinned() {
		t.Fatalf("the plan is %+v", plan)
	}
	enter := func() { s.WindowKey(fyne.KeyReturn) }
	plan.Tapped(&fyne.PointEvent{})
	enter()
	if len(s.Asked) != 0 {
		t.Errorf("nothing was pinned, and %q", s.last())
	}
	plan.Tapped(&fyne.PointEvent{})
	s.Key(fyne.KeyLeft, fyne.KeyLeft)
	enter()
	if want := "bed1/墙面/空鼓//normal/plaster/finishes/4800,5000"; s.described(1) != want || s.last() != "李强 defect.edit 1" {
		t.Errorf("%q by %q, want %q", s.described(1), s.last(), want)
	}
	s.again(manager, shell.ToRecord(Key, nth(1).String()))
	s.pg.pane.drawing.Tapped(&fyne.PointEvent{})
	s.Key(fyne.KeyLeft)
	enter()
	if len(s.Asked) != 0 {
		t.Errorf("who may not correct the defect: %q", s.Asked)
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
		if markOf(state) == (register.Mark{}) {
			t.Errorf("%s has no mark", state)
		}
	}
}

// A step that is added shows with its words alone: one without a letter has a button and an entry in the menu.
func TestWhatIsAddedShows(t *testing.T) {
	for _, phase := range []defect.Phase{defect.Observed, defect.ToAssign, defect.AtFirm, defect.OnHold, defect.ToVerify, defect.Closed} {
		if phaseMarks[phase] == (register.Mark{}) || len(defect.StatesIn(phase)) == 0 {
			t.Errorf("%s has no mark, or no state", phase)
		}
	}
	const step defect.Step = "made_up"
	apptest.AddStep(t, &defect.Machine, app.Transition[defect.State, defect.Step]{Step: step, From: defect.StatesIn(defect.AtFirm), To: defect.Held, Needs: staff.Rectify, Asks: app.AsksReason})
	s := open(t, some(t), wang, shell.To(Key))
	s.Command("〔U+27E8〕defect.step.made_up〔U+27E9〕") // as the typeface has the brackets of a word that is missing
	s.Type("等材料")
	s.Key(fyne.KeyReturn)
	if got := s.last(); !strings.HasPrefix(got, "王敏 defect.made_up 1") || s.pg.pane.detail.State != defect.Held {
		t.Errorf("from the menu %q, and the defect is %s", got, s.pg.pane.detail.State)
	}
	s = open(t, some(t), wang, shell.To(Key))
	s.Tap("⟨defect.step.made_up⟩")
	if s.pg.pane.form == nil {
		t.Error("its button begins nothing")
	}
}

// A refusal is said in the form, which stays as it was typed.
func TestRefusedStep(t *testing.T) {
	s := open(t, some(t), li, shell.To(Key))
	s.Refuse = app.Refuse("defect.after_photo_missing", "number", "D-01-00001")
	s.Type("f")
	s.Type("马师傅")
	s.Key(fyne.KeyReturn)
	s.Said("没有本轮的整改后照片")
	if s.pg.pane.form == nil || !s.Sees("马师傅") {
		t.Error("the form was taken away")
	}
	s.Refuse = nil
	s.Key(fyne.KeyReturn)
	if s.pg.pane.form != nil || len(s.Asked) != 2 {
		t.Error("cannot be submitted again")
	}
	s.Type("f")
	s.Key(fyne.KeyEscape)
	if s.pg.pane.form != nil || s.Win.Canvas().Focused() != s.pg.list.Table.Focusable() {
		t.Error("Esc does not leave the form")
	}
	s.Type("p")
	s.Type("x")
	s.Key(fyne.KeyReturn)
	s.Said("不是日期")
	if len(s.Asked) != 2 {
		t.Error("a day that is none reaches the desk")
	}
}

// A step that asks for nothing has no form to say a refusal in: it is told all the
// same, and the next step can be taken.
func TestRefusedStepWithoutForm(t *testing.T) {
	s := open(t, some(t), li, shell.To(Key))
	s.Refuse = app.Refuse("defect.step_refused", "number", "D-01-00001", "state", "fixing", "step", "start")
	s.Type("s")
	if len(s.Asked) != 1 {
		t.Fatalf("asked %q", s.Asked)
	}
	s.Said("它可能刚被同事处理过")
	s.Refuse = nil
	s.Type("s")
	if s.pg.pane.form != nil || len(s.Asked) != 2 {
		t.Error("nothing can be begun any more")
	}
}

// What is verified at once is told, and what could not be is listed with why.
func TestVerifyMany(t *testing.T) {
	s := open(t, some(t), wang, shell.To(Key))
	s.pg.list.Narrow(func(v *model.View) { v.Chip = model.All.Key })
	s.pg.list.Table.Focus()
	s.Win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	s.Type("v")
	s.Key(fyne.KeyReturn)
	if d, _ := s.pg.list.Table.Find(nth(3)); d.Text("state") != string(defect.Verified) {
		t.Errorf("what was finished is %s", d.Text("state"))
	}
	s.Said("已完成 1 项，6 项没有完成")
	s.Said("D-01-00001")
	if len(s.pg.selected()) != 0 {
		t.Error("they are still selected")
	}
}

func TestSelectionAndBulk(t *testing.T) {
	s := open(t, some(t), wang, shell.To(Key))
	s.Key(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	s.Said("已选 2 项")
	s.Type("a") // the firm that both suggest is chosen already
	s.Key(fyne.KeyTab, fyne.KeyReturn)
	if s.last() != "王敏 defect.assign 1 2 firm=plaster due=2026-12-10,2026-12-25" {
		t.Error(s.last())
	}
	s.Said("已派单 2 项")

	s = open(t, some(t), wang, shell.To(Key))
	s.Key(fyne.KeySpace, fyne.KeyDown, fyne.KeySpace)
	s.Type("n")
	s.Said("2026-12-02") // one of them is overdue
	s.Key(fyne.KeyUp, fyne.KeyUp, fyne.KeyUp)
	s.Key(fyne.KeyTab, fyne.KeyTab)
	s.Type("铲除重做")
	s.Key(fyne.KeyReturn)
	if got := s.lastAbout(plaster.ID); !strings.HasSuffix(got, " deadline=2026-12-05 requirement=铲除重做") {
		t.Error(got)
	}
	if len(s.pg.selected()) != 0 {
		t.Error("what was sent is still selected")
	}
	s.Said("已签发 ZG-01-00001")
	s.Key(fyne.KeySpace)
	if got := s.pg.selected(); len(got) != 1 {
		t.Errorf("%d selected", len(got))
	}
	s.Key(fyne.KeyEscape)
	if len(s.pg.selected()) != 0 {
		t.Error("Esc does not end the selection")
	}
	// Where they suggest different ones, or none, nobody is.
	s.Key(fyne.KeyEnd, fyne.KeySpace, fyne.KeyUp, fyne.KeySpace)
	if got := s.numbers(s.pg.selected()...); got != "D-01-00002,D-01-00004" {
		t.Fatal(got)
	}
	s.Type("a")
	if sel, is := s.Win.Canvas().Focused().(*widget.Select); !is || sel.Selected != "" {
		t.Errorf("%v is chosen for defects of two minds", sel.Selected)
	}
	s.Key(fyne.KeyEscape, fyne.KeyEscape)
	// A tap on the box selects, beside it only makes current.
	body := s.pg.list.Table.Focusable().(fyne.Tappable)
	body.Tapped(&fyne.PointEvent{Position: fyne.NewPos(20, 90)})
	body.Tapped(&fyne.PointEvent{Position: fyne.NewPos(300, 130)})
	if got := s.numbers(s.pg.selected()...); got != "D-01-00005" || s.numbers(s.current()) != "D-01-00001" {
		t.Errorf("selected %s, current %s", got, s.numbers(s.current()))
	}
}

func TestFilters(t *testing.T) {
	s := open(t, some(t), wang, shell.To(Key))
	if s.shown() != "1 2 3 6 5 4" {
		t.Fatalf("begins with %s", s.shown())
	}
	s.TapChip("待复验")
	if s.shown() != "3" {
		t.Errorf("fixed: %s", s.shown())
	}
	s.TapChip("全部")
	s.TapChip("严重、紧急")
	if s.shown() != "2" {
		t.Errorf("grave: %s", s.shown())
	}
	// The choice outlives a change of language and the way back.
	s.pg.c.W.SetLanguage(words.English)
	if s.shown() != "2" {
		t.Error("the choice does not outlive a change of language")
	}
	s.Open(shell.To("inspect"))
	s.Back()
	if s.shown() != "2" {
		t.Error("the choice does not outlive the way back")
	}
}

func TestRoutes(t *testing.T) {
	s := open(t, some(t), wang, shell.To(Key))
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
		{shell.ToRecord(Key, nth(5).String()), 6, "D-01-00005"},
		{shell.ToRecord(Key, nth(7).String()), 7, "D-01-00007"}, // which the open ones leave out
	} {
		s.again(wang, c.route)
		shown := "–"
		if s.pg.pane.loaded {
			shown = s.pg.pane.detail.Number
		}
		if s.pg.list.Table.Len() != c.ids || shown != c.open {
			t.Errorf("%+v: %d, shows %s", c.route, s.pg.list.Table.Len(), shown)
		}
	}
	s.again(wang, shell.To(Key))
	s.Key(fyne.KeyDown, fyne.KeyDown)
	if s.Route().ID != nth(3).String() {
		t.Errorf("the route is %+v", s.Route())
	}
	s.Tap("3-2-1501")
	s.Back()
	s.WentTo("unit/" + home.ID.String())
	if s.pg.pane.detail.Number != "D-01-00003" || s.numbers(s.current()) != "D-01-00003" {
		t.Errorf("back at %s", s.pg.pane.detail.Number)
	}
}

// A commit, here or on another page, is read at once; what is current and selected
// stays with its defect, and what left makes room for the next.
func TestFollowsChanges(t *testing.T) {
	o := some(t)
	s := open(t, o, wang, shell.To(Key))
	s.Key(fyne.KeyDown, fyne.KeySpace)
	change(t, o, 6, func(d *defect.Defect) { d.Due = today.AddDays(-9) })
	s.Changed("defect")
	if s.numbers(s.current()) != "D-01-00002" || s.numbers(s.pg.selected()...) != "D-01-00002" {
		t.Errorf("current %s, selected %s", s.numbers(s.current()), s.numbers(s.pg.selected()...))
	}
	s.Said("已选 1 项")
	change(t, o, 2, func(d *defect.Defect) { d.State = defect.Verified })
	s.Changed("defect")
	if s.Sees("已选") || s.Button("派单（A）") != nil {
		t.Error("what has left the list is still offered to be acted upon")
	}
	if s.numbers(s.current()) != "D-01-00003" || s.pg.pane.detail.Number != "D-01-00003" {
		t.Errorf("after it was closed: %s, pane %s", s.numbers(s.current()), s.pg.pane.detail.Number)
	}
}

// A strip that is empty and takes nothing says so; one that takes a photo stays.
func TestNoPhotos(t *testing.T) {
	o := some(t)
	change(t, o, 4, func(d *defect.Defect) { d.State = defect.Fixing })
	s := open(t, o, li, shell.ToRecord(Key, nth(4).String()))
	s.Said("整改前　没有照片")
	if len(s.pg.pane.strips) != 1 {
		t.Errorf("%d strips where only photos of the work can be added", len(s.pg.pane.strips))
	}
}

// A photo is filed as what the strip says that takes it: as found until the work has
// begun, of the work then, and of what a second look saw of it.
func TestAPhotoIsFiledAsItsStripSays(t *testing.T) {
	for state, want := range map[defect.State][]string{
		defect.Noted: {"整改前"}, defect.Open: {"整改前"}, defect.Disputed: {"整改前"}, defect.Held: {"整改前"},
		defect.AcceptedAsIs: {"整改前"}, defect.Cancelled: {"整改前"},
		defect.Assigned: {"整改前", "整改后"}, defect.Fixing: {"整改后"},
		defect.Fixed: {"复验"}, defect.Verified: {"复验"}, defect.OwnerOK: {"复验"},
	} {
		o := only(t, 4) // it has no photos
		change(t, o, 4, func(d *defect.Defect) { d.State = state })
		s := open(t, o, wang, shell.ToRecord(Key, nth(4).String()).With("state", "all"))
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
		s.pg.dropped([]fyne.URI{s.File("a.jpg", "a")})
		stage, _, _ := strings.Cut(s.photos(4), ":")
		if as := s.Words.T("defect.stage." + stage); as != want[0] {
			t.Errorf("%s: a dropped photo is filed as %s, want %s", state, as, want[0])
		}
	}
}

// Who may not verify is told so before anything is filled in, and by whom it can be; who
// may alone is asked why.
func TestWhoVerifies(t *testing.T) {
	o := some(t)
	change(t, o, 3, func(d *defect.Defect) { d.FixedRecordedBy = wang.Staff })
	left := apptest.PersonOf(li)
	left.Left = true
	o.Put(left)
	s := open(t, o, wang, shell.ToRecord(Key, nth(3).String()))
	if s.Type("v"); s.pg.pane.form == nil || !s.Sees("自验理由") {
		t.Error("who is alone is not asked why")
	}
	s.Key(fyne.KeyEscape)
	o.Put(apptest.PersonOf(li))
	s.again(wang, shell.ToRecord(Key, nth(3).String()))
	if s.Type("v"); s.pg.pane.form != nil {
		t.Error("the form is filled in for nothing")
	}
	s.Said("可由李强复验")
}

// A step without a contractor asks for one, and no longer once one is chosen; where there
// is none on record, it is said where they are added.
func TestNoContractor(t *testing.T) {
	o := some(t)
	s := open(t, o, wang, shell.ToRecord(Key, nth(4).String()))
	s.Type("a")
	s.Key(fyne.KeyReturn)
	s.Said("请选择责任单位。")
	if s.Key(fyne.KeyDown); s.Sees("请选择责任单位。") {
		t.Error("it is asked for after one was chosen")
	}
	s.Key(fyne.KeyEscape)
	s.pg.firms = nil
	s.Type("a")
	s.Said("还没有责任单位")
}

func TestPhotos(t *testing.T) {
	s := open(t, some(t), li, shell.To(Key))
	strip := s.pg.pane.strips[0]
	s.Win.Canvas().Focus(strip)
	s.Key(fyne.KeyReturn)
	view, is := s.Top().(*PhotoView)
	if !is {
		t.Fatal("the photo does not open")
	}
	s.Said("第 1 轮　李强")
	s.Key(fyne.KeyRight)
	s.Said("本机没有这张照片的文件")
	s.Type("c")
	if !view.Comparing() || view.At() != 1 {
		t.Error("does not compare")
	}
	s.Key(fyne.KeyEscape)
	if s.Top() != nil || s.Win.Canvas().Focused() != strip {
		t.Error("Esc does not close the photos")
	}
}

// Dropped photos go into the form that is open, else onto the defect; what is
// refused or has no preview is said by its file's name.
func TestDroppedPhotos(t *testing.T) {
	s := open(t, some(t), li, shell.To(Key))
	drop := func(files ...fyne.URI) {
		s.pg.dropped(files)
	}
	drop(s.File("a.jpg", "a"), s.File("b.heic", "b"), s.File("huge.png", "c"))
	if got := s.photos(1); got != "before:before before:hash of a before:hash of c after:gone" {
		t.Errorf("kept %q", got)
	}
	s.Said("HEIC")
	s.Said("太多内存")
	s.Type("f")
	s.Type("马师傅")
	drop(s.File("d.jpg", "d"))
	s.Key(fyne.KeyReturn)
	if got := s.photos(1); s.last() != "李强 defect.fix 1 firm=plaster worker=马师傅" || !strings.Contains(got, " after:hash of d") {
		t.Error(s.last(), got)
	}
}

func TestNoticeOfADefect(t *testing.T) {
	o := some(t)
	notices, err := o.Desk.Defect.IssueNotices(t.Context(), wang, defect.NoticeRequest{Defects: []app.ID{nth(1)}, Deadline: today, Requirement: "铲除重做"})
	if err != nil {
		t.Fatal(err)
	}
	change(t, o, 1, func(d *defect.Defect) { d.Due = today.AddDays(-2) })
	s := open(t, o, wang, shell.ToRecord(Key, nth(1).String()))
	s.Said("ZG-01-00001　未签收")
	s.Type("e")
	s.Type("马师傅")
	s.Key(fyne.KeyReturn)
	if n, err := s.Notice(t.Context(), notices[0].ID); err != nil || n.ReceivedBy != "马师傅" || n.RecordedBy != wang.Staff {
		t.Errorf("%+v, %v", n, err)
	}
	s.Type("g")
	s.Key(fyne.KeyReturn)
	if got := s.lastAbout(plaster.ID); !strings.HasPrefix(got, "王敏 defect.notice_again ") || !strings.HasSuffix(got, " deadline=2026-12-02 requirement=铲除重做") {
		t.Error(got)
	}
	again, err := s.Notice(t.Context(), s.pg.pane.detail.Issued.ID)
	if err != nil || again.ID == notices[0].ID {
		t.Fatal(again, err)
	}
	s.Tap("打开通知单 " + again.Number)
	s.WentTo("document/" + again.Document.String())
}

// Long notes and rare names keep to the pane; a note is wholly there, and the row
// takes its beginning.
func TestLongNoteAndRareName(t *testing.T) {
	o := some(t)
	note := strings.Repeat("外窗与墙体之间的密封胶开裂，雨天渗水。Water comes in at the lower corner.\n", 80)
	change(t, o, 1, func(d *defect.Defect) { d.Phrase, d.Note = "", string([]rune(note)[:defect.NoteLimit]) })
	o.Put(site.Owner{ID: id("zhang"), Name: "𠮷田䶮"})
	s := open(t, o, wang, shell.To(Key))
	if w := s.pg.pane.view.Size().Width; w > paneWidth+2 {
		t.Errorf("the pane is %v wide", w)
	}
	if h := s.pg.pane.body.MinSize().Height; h < 2000 {
		t.Errorf("the note is %v high", h)
	}
	s.Type("y")
	s.Type("不影响")
	s.Key(fyne.KeyReturn)
	if s.last() != "王敏 defect.accept_as_is 1 reason=不影响" {
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
