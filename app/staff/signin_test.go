package staff_test

import (
	"context"
	"errors"
	"testing"

	"keyday/app"
	"keyday/app/staff"
)

// door is a team in memory with what signing in asks of a laptop.
type door struct {
	team
	waits   error // what a PIN is refused with before it is looked at
	reading bool
	wrong   []staff.WrongPIN // that the journal does not know of
	told    int64
	kept    map[string]string
}

func (d *door) People(context.Context) ([]staff.Person, error) { return d.team.people.All(), nil }
func (d *door) Reads() bool                                    { return d.reading }
func (d *door) TryPIN(_ context.Context, _ app.ID, _ string, right func() bool) error {
	if d.waits != nil {
		return d.waits
	}
	if !right() {
		return app.Refuse("staff.pin_wrong")
	}
	return nil
}
func (d *door) UntoldPINs(context.Context) ([]staff.WrongPIN, int64, error) { return d.wrong, 7, nil }
func (d *door) PINsTold(_ context.Context, upTo int64) error                { d.told = upTo; return nil }
func (d *door) Preference(key string) string                                { return d.kept[key] }
func (d *door) SetPreference(key, value string) error                       { d.kept[key] = value; return nil }

func newDoor(people ...staff.Person) (*door, staff.SignIn) {
	k, desk := newTeam(people...)
	d := &door{team: k, kept: map[string]string{}}
	return d, staff.SignIn{Store: d, Desk: desk, Right: func(kept, pin string) bool { return kept == "#"+pin }}
}

// A PIN is the person's own; those who left sign in no more; on a rehearsal a tap is enough.
func TestSignIn(t *testing.T) {
	gone := staff.Person{ID: app.ID{3}, Name: "孙丽", Role: app.Supervisor, PIN: "#2580", Left: true}
	for _, c := range []struct {
		name   string
		who    app.ID
		pin    string
		noPIN  bool
		waits  error
		refuse string
	}{
		{"the right PIN", zhao.ID, "1470", false, nil, ""},
		{"another's", zhao.ID, "2580", false, nil, "staff.pin_wrong"},
		{"the right one too early", zhao.ID, "1470", false, app.Refuse("staff.pin_wait", "seconds", "2"), "staff.pin_wait"},
		{"who left", gone.ID, "2580", false, nil, "staff.pin_wrong"},
		{"nobody", app.ID{9}, "2580", false, nil, "staff.pin_wrong"},
		{"a tap on a rehearsal", zhao.ID, "", true, app.Refuse("staff.pin_wait"), ""},
		{"who left a rehearsal", gone.ID, "", true, nil, "staff.pin_wrong"},
	} {
		d, s := newDoor(wang, zhao, gone)
		d.waits, s.NoPIN = c.waits, c.noPIN
		actor, err := s.Check(t.Context(), c.who, c.pin)
		if app.RefusalCode(err) != c.refuse || err == nil && actor.Name != zhao.Name || err != nil && actor.Name != "" {
			t.Errorf("%s: %+v, %v", c.name, actor, err)
		}
	}
}

// Whoever signs in writes into the journal what was tried before; not where the site is
// read alone, and once it could be written, it is let go of.
func TestWrongPINsAreRecordedByWhoSignsIn(t *testing.T) {
	for _, c := range []struct {
		name           string
		reading        bool
		refuse         error
		recorded, told int
	}{
		{"in the window", false, nil, 1, 7},
		{"beside it", true, nil, 0, 0},
		{"on a full disk", false, errors.New("full"), 0, 0},
	} {
		d, s := newDoor(wang, zhao)
		d.wrong, d.reading, d.Refuse = []staff.WrongPIN{{Person: zhao.ID, Times: 3}}, c.reading, c.refuse
		if _, err := s.Check(t.Context(), wang.ID, "2580"); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if got := len(d.team.wrong.All()); got != c.recorded || d.told != int64(c.told) {
			t.Errorf("%s: %d are recorded, and told up to %d", c.name, got, d.told)
		}
	}
}

// Who signed in last on this laptop is known to the next start; what earlier versions wrote
// is read too.
func TestWhoSignedInLast(t *testing.T) {
	d, s := newDoor(wang, zhao)
	if got := s.Latest(); !got.IsNil() {
		t.Errorf("where nobody did it is %s", got)
	}
	d.kept["sign_ins"] = zhao.ID.String() + " " + wang.ID.String()
	if got := s.Latest(); got != zhao.ID {
		t.Errorf("of an earlier version it is %s", got)
	}
	s.Entered(wang.Actor())
	if got := s.Latest(); got != wang.ID {
		t.Errorf("after 王敏 it is %s", got)
	}
	d.kept["sign_ins"] = "?"
	if got := s.Latest(); !got.IsNil() {
		t.Errorf("of what nobody wrote it is %s", got)
	}
}
