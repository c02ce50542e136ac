package handover

import (
	"testing"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// What is no reading, no count and no day is said beside its field, and stays to be put
// right whatever is committed meanwhile.
func TestWhatIsTypedWrongStaysAndIsSaid(t *testing.T) {
	for _, c := range []struct {
		name, said string
		change     func(*team)
		hint       string
	}{
		{"a reading", "“abc”不是读数", func(k *team) { k.v.Meters[0].Reading = "" }, "handover.meters.reading"},
		{"a count of keys", "0 到 999", func(k *team) { k.v.Keys = nil }, "handover.keys.count"},
		{"a promised day", "不是日期", found(site.Minor), "common.date.hint"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := atDesk(t, app.Handover, both(seated, c.change))
			e := s.hinted(c.hint)
			s.Win.Canvas().Focus(e)
			s.Type("abc")
			s.Win.Canvas().Unfocus()
			s.changed()
			if e.Text != "abc" {
				t.Errorf("%q stands there", e.Text)
			}
			if !s.sees(c.said) {
				t.Errorf("%q is not said", c.said)
			}
		})
	}
}

// hinted is the first empty field with the hint.
func (s *stage) hinted(key string) *widget.Entry {
	s.Helper()
	e := shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.PlaceHolder == s.Words.T(key) && e.Text == "" })
	if e == nil {
		s.Fatalf("no field asks for %s", key)
	}
	return e
}

// What was refused after the desk was left is said where one has gone.
func TestARefusalFindsWhoLeft(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters[0].Reading = "" }))
	s.Win.Canvas().Focus(s.hinted("handover.meters.reading"))
	s.Type("abc")
	s.Stage.Open(shell.To("handover"))
	if !s.sees("“abc”不是读数") {
		t.Error("the reading went with the page without a word")
	}
}

// The next step is taken from what stands on disk: a second press, before that was read,
// waits for it.
func TestTheNextStepWaitsForWhatTheLastOneMade(t *testing.T) {
	s := atDesk(t, app.Handover, nil)
	s.desk.act(s.desk.p.Desk.CheckIn, nil)
	s.desk.stale = true // as between the act's end and the reading
	before := len(s.calls)
	s.desk.next()
	if len(s.calls) != before {
		t.Errorf("asked %q upon what is gone", s.calls[before:])
	}
	s.changed()
	if s.desk.stale || s.desk.v.Case.State != handover.CheckedIn {
		t.Errorf("the desk stands at %s", s.desk.v.Case.State)
	}
}
