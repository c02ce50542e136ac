package handover

import (
	"testing"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// What is no reading, no count and no day is said beside its field, and stays to be put
// right whatever is committed meanwhile.
func TestWhatIsTypedWrongStaysAndIsSaid(t *testing.T) {
	for _, c := range []struct {
		name, said string
		change     func(*team)
		hint       string
		refused    error
	}{
		{"a reading", "“abc”不是读数", func(k *team) { k.v.Meters[0].Reading = "" }, "handover.meters.reading", app.Refuse("handover.reading_unclear", "text", "abc")},
		{"a count of keys", "0 到 999", func(k *team) { k.v.Keys = nil }, "handover.keys.count", nil},
		{"a promised day", "不是日期", found(site.Minor), "common.date.hint", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := atDesk(t, app.Handover, both(seated, c.change))
			s.team.said = c.refused
			e := s.hinted(c.hint)
			s.win.Canvas().Focus(e)
			s.write("abc")
			s.win.Canvas().Unfocus()
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
	s.t.Helper()
	e := s.entryThat(func(e *widget.Entry) bool { return e.PlaceHolder == s.words.T(key) && e.Text == "" })
	if e == nil {
		s.t.Fatalf("no field asks for %s", key)
	}
	return e
}

// What was refused after the desk was left is said where one has gone.
func TestARefusalFindsWhoLeft(t *testing.T) {
	s := atDesk(t, app.Handover, both(seated, func(k *team) { k.v.Meters[0].Reading = "" }))
	s.team.said = app.Refuse("handover.reading_unclear", "text", "abc")
	s.win.Canvas().Focus(s.hinted("handover.meters.reading"))
	s.write("abc")
	s.shell.Open(shell.To("handover"))
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
