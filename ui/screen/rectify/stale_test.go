package rectify

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/ui/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// slow is a runner whose work waits until it is let go.
type slow struct {
	shell.Inline
	holds bool
	work  []func()
}

func (s *slow) Go(work func()) {
	if s.holds {
		s.work = append(s.work, work)
		return
	}
	work()
}

// steps are the buttons of the steps that are in the window.
func (s *stage) steps() (all []*widget.Button) {
	for _, o := range shelltest.Visible(s.pg.pane.foot) {
		if b, is := o.(*widget.Button); is {
			all = append(all, b)
		}
	}
	return all
}

// What the pane shows is not what is any more, until it was read: after a step, and
// after another row was chosen. Meanwhile no button and no letter does anything; and a
// second tap, meant for what stood there before, does not press what came in its place.
func TestNothingAnswersForWhatIsGone(t *testing.T) {
	o := some(t)
	run := &slow{}
	s := openWith(t, o, li, shell.ToRecord(Key, nth(1).String()), Params{}, run)
	at := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	s.pg.pane.steps.Now = func() time.Time { return at }
	touch := func(when string) {
		t.Helper()
		before := len(s.Asked)
		for _, b := range s.steps() {
			test.Tap(b)
		}
		for _, r := range "sfdp" {
			s.pg.letter(r)
		}
		if len(run.work) > 0 && run.holds {
			t.Errorf("%s %d things are begun", when, len(run.work))
		}
		if len(s.Asked) != before || s.pg.pane.form != nil {
			t.Errorf("%s: asked %q, form %v", when, s.Asked[before:], s.pg.pane.form != nil)
		}
	}

	run.holds = true
	s.Type("s") // begins at once: nothing has to be filled in
	act := run.work
	run.work = nil
	for _, w := range act { // it is done, and the defect is not read yet
		w()
	}
	reading := run.work
	run.work = nil
	if len(s.Asked) != 1 || len(reading) == 0 {
		t.Fatalf("asked %q, reads %d", s.Asked, len(reading))
	}
	touch("before the new record stands")

	run.holds = false
	for _, w := range reading {
		w()
	}
	touch2 := func() { test.Tap(s.steps()[1]) } // which began the step that was taken
	if touch2(); s.pg.pane.form != nil {
		t.Error("the second half of a double tap begins another step")
	}
	at = at.Add(time.Second)
	if touch2(); s.pg.pane.form == nil {
		t.Fatal("the steps do not answer when the new record stands")
	}
	s.Key(fyne.KeyEscape)

	run.holds = true
	s.pg.list.GoTo(nth(2))
	reading, run.work = run.work, nil
	touch("before the other defect is read")
	run.holds = false
	for _, w := range reading {
		w()
	}
	if s.pg.letter('f'); s.pg.pane.form == nil || s.pg.pane.form.ids[0] != s.current() {
		t.Error("the other defect does not answer when it stands")
	}
}

// After a filter was chosen nothing answers until the list is read: the defect in the pane
// may not be in it. One that is not gives way to the marked row; one whose form is open
// stays, and no row is marked for it.
func TestNothingAnswersForAnotherList(t *testing.T) {
	o := some(t)
	run := &slow{}
	first, third := nth(1), nth(3)
	s := openWith(t, o, li, shell.ToRecord(Key, first.String()), Params{}, run)
	choose := func(group string) {
		run.holds = true
		s.pg.list.Narrow(func(v *register.View) { v.Chip = group })
		s.pg.pane.load(*s.pg.open) // as after a commit
		for _, r := range "sfdp" {
			s.pg.letter(r)
		}
		s.pg.next()
		for _, b := range s.steps() {
			if !b.Disabled() {
				t.Errorf("%s answers", b.Text)
			}
			test.Tap(b)
		}
		run.holds = false
		for len(run.work) > 0 { // the last one first: the list comes after the defect
			w := run.work[len(run.work)-1]
			run.work = run.work[:len(run.work)-1]
			w()
		}
	}
	choose("fixed")
	if len(s.Asked) != 0 || s.pg.pane.form != nil {
		t.Fatalf("asked %q, form %v", s.Asked, s.pg.pane.form != nil)
	}
	if !s.pg.pane.holds(third) || s.current() != third || !s.pg.pane.ready() {
		t.Error("pane and list are not of one mind")
	}
	choose("all")
	if !s.pg.pane.holds(third) || !s.pg.pane.ready() {
		t.Error("the defect that is in both lists does not answer any more")
	}
	s.pg.list.GoTo(first)
	if s.pg.letter('f'); s.pg.pane.form == nil {
		t.Fatal("no form")
	}
	s.pg.list.Narrow(func(v *register.View) { v.Chip = "fixed" })
	if f := s.pg.pane.form; f == nil || f.ids[0] != first || s.current() != app.Nil {
		t.Error("the form that is open is lost, or another row is marked for it")
	}
	s.pg.pane.cancel()
	s.pg.list.Narrow(func(v *register.View) { v.Chip, v.Quick = "closed", []string{"overdue"} })
	if s.pg.list.Table.Len() == 0 && s.pg.pane.loaded {
		t.Error("a defect stands beside an empty list")
	}
}
