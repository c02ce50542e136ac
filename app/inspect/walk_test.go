package inspect_test

import (
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
)

const height = "geometry.clear_height" // held against the design value, five readings

func (s *stage) at(i inspect.Inspection, room, item string) inspect.Answer {
	a, _ := inspect.AnswerOf(s.book, inspect.At{i.ID, room, item})
	return a
}

// How a home is finished is the walk's to say, else its house type's; one of which
// nothing is on record is walked bare, by the usual rooms.
func TestHowAHomeIsWalked(t *testing.T) {
	typeID := app.ID{0xf}
	for _, c := range []struct {
		name   string
		of     site.Finish // the house type's; "-" where it has not come from its laptop
		chosen site.Finish
		want   site.Finish
	}{
		{"as the house type says", site.Fitted, "", site.Fitted},
		{"otherwise than the house type says", site.Bare, site.Fitted, site.Fitted},
		{"a house type that does not say", "", "", site.Bare},
		{"a house type that does not say, chosen", "", site.Fitted, site.Fitted},
		{"a house type on its way", "-", "", site.Bare},
	} {
		s := begin(t)
		s.isOf(typeID)
		if c.of != "-" {
			s.Add(site.HouseType{ID: typeID, Finish: c.of})
		}
		if i := s.walk(inspect.Beginning{Origin: defect.Internal, Finish: c.chosen}); i.Finish != c.want || len(i.Rooms) != len(inspect.RoomsOf(site.HouseType{})) {
			t.Errorf("%s: %s, %d rooms", c.name, i.Finish, len(i.Rooms))
		}
	}
}

// A walk has an occasion and a set of tolerances that are known, both.
func TestWalksAreOfAnOccasion(t *testing.T) {
	for _, c := range []struct {
		origin defect.Origin
		set    inspect.Set
		code   string
	}{
		{defect.Internal, "", ""}, {defect.Internal, inspect.Company, ""}, {defect.Internal, "mine", "inspect.occasion_unclear"},
		{"party", inspect.Standard, "inspect.occasion_unclear"}, {"", "", "inspect.occasion_unclear"},
	} {
		s := begin(t)
		_, err := s.desk.Begin(ctx, clerk, inspect.Beginning{Unit: unitID, Origin: c.origin, Set: c.set})
		s.Refused(err, c.code)
	}
}

// A measured item passes by its readings; what does not apply needs none, and keeps none;
// what is only looked at keeps what it has.
func TestAnswersAndReadings(t *testing.T) {
	s := begin(t)
	i := s.walk(inspect.Beginning{Origin: defect.Internal, Set: inspect.PerUnit, Measures: true})
	at := inspect.At{i.ID, "living", height}
	answer := func(r inspect.Result, code string) {
		t.Helper()
		s.Refused(s.desk.Answer(ctx, clerk, at, r), code)
	}
	answer(inspect.Pass, "inspect.readings_missing")
	answer(inspect.NotApplicable, "")
	if _, err := s.desk.Measure(ctx, clerk, s.seen(at), inspect.Measured{At: at, Nominal: "2800", Readings: []string{"2790", "2791", "2795", "2800", "2799"}}); err != nil {
		t.Fatal(err)
	}
	answer(inspect.NotLooked, "")
	answer(inspect.Pass, "")
	if a := s.at(i, "living", height); a.Result != inspect.Pass || len(a.Readings) != 5 || a.Nominal != "2800" {
		t.Errorf("passed as %+v", a)
	}
	answer(inspect.NotApplicable, "")
	if a := s.at(i, "living", height); a.Result != inspect.NotApplicable || len(a.Readings) != 0 || a.Nominal != "" {
		t.Errorf("what does not apply was measured: %+v", a)
	}
	s.Refused(s.desk.Answer(ctx, clerk, at, inspect.Fail), "inspect.fail_unsaid")
}

func (s *stage) seen(at inspect.At) *app.Seen[inspect.Answer] {
	a, _ := inspect.AnswerOf(s.book, at)
	return &app.Seen[inspect.Answer]{Value: a}
}

// An item has as many readings as a table has room for.
func TestReadingsHaveABound(t *testing.T) {
	for n, code := range map[int]string{24: "", 25: "inspect.not_measured"} {
		s := begin(t)
		i := s.walk(inspect.Beginning{Origin: defect.Internal, Set: inspect.PerUnit, Measures: true})
		at := inspect.At{i.ID, "living", height}
		_, err := s.desk.Measure(ctx, clerk, nil, inspect.Measured{At: at, Nominal: "2800", Readings: strings.Fields(strings.Repeat("2800 ", n))})
		s.Refused(err, code)
	}
}

// Readings are compared with those that were shown; whoever is told that somebody else
// read otherwise has seen that, and may save once more.
func TestReadingsAreComparedWithWhatWasShown(t *testing.T) {
	s := begin(t)
	i := s.walk(inspect.Beginning{Origin: defect.Internal, Set: inspect.PerUnit, Measures: true})
	at := inspect.At{i.ID, "living", height}
	measure := func(seen *app.Seen[inspect.Answer], readings ...string) error {
		_, err := s.desk.Measure(ctx, clerk, seen, inspect.Measured{At: at, Nominal: "2800", Readings: readings})
		return err
	}
	s.Must(measure(nil, "2790"))
	seen := s.seen(at)
	seen.Sight = app.Sight{Fields: map[string]string{"readings": "mine"}}
	s.Must(measure(seen, "2790", "2791"))
	if s.book.compared.Fields["readings"] != "mine" {
		t.Errorf("compared with %v", s.book.compared)
	}
	s.book.changed = true
	s.Refused(measure(seen, "2790", "2791", "2792"), "record.changed")
	if seen.Sight.Fields["readings"] != "theirs" {
		t.Errorf("seen is %v", seen.Sight)
	}
	s.Must(measure(seen, "2790", "2791", "2792"))
	if a := s.at(i, "living", height); s.book.compared.Fields["readings"] != "theirs" || len(a.Readings) != 3 {
		t.Errorf("compared with %v, kept %v", s.book.compared, a.Readings)
	}
	s.book.changed = true
	s.Refused(measure(nil, "2700"), "record.changed") // of whom nothing was shown to
}

// A note makes no item fail: one that nobody looked at is passed by eye, one that is
// measured waits for its readings, and an answer stays what it is.
func TestANoteFailsNothing(t *testing.T) {
	for _, c := range []struct {
		item   string
		before inspect.Result
		after  inspect.Result
	}{
		{hollow, inspect.NotLooked, inspect.Pass}, {hollow, inspect.NotApplicable, inspect.NotApplicable}, {hollow, inspect.Pass, inspect.Pass}, {height, inspect.NotLooked, inspect.NotLooked}, {height, inspect.NotApplicable, inspect.NotApplicable},
	} {
		s := begin(t)
		i := s.walk(inspect.Beginning{Origin: defect.Internal, Set: inspect.PerUnit, Measures: true})
		at := inspect.At{i.ID, "living", c.item}
		if c.before != inspect.NotLooked {
			s.Must(s.desk.Answer(ctx, clerk, at, c.before))
		}
		d, err := s.desk.Fail(ctx, clerk, inspect.Failing{At: at, Phrase: c.item + ".1", AsNote: true})
		s.Must(err)
		if got := s.at(i, "living", c.item).Result; got != c.after || d.State != defect.Noted {
			t.Errorf("%s, %q: %q after a note (%s), want %q", c.item, c.before, got, d.State, c.after)
		}
	}
}

// A defect that was taken down at the wrong place fails the other one; what it left fails
// on where another defect is, not where a note is, a slip that was taken back, or a defect
// of elsewhere.
func TestAFailureMovesWithItsDefect(t *testing.T) {
	for _, c := range []struct {
		name  string
		other func(*stage, inspect.Inspection) // found at the item that is left, or near it
		left  inspect.Result
	}{
		{"alone", func(*stage, inspect.Inspection) {}, inspect.NotLooked},
		{"another at the item", func(s *stage, i inspect.Inspection) { s.fail(i, "living", hollow, false) }, inspect.Fail},
		{"another in the room", func(s *stage, i inspect.Inspection) { s.fail(i, "living", "wall.crack", false) }, inspect.NotLooked},
		{"the same in another room", func(s *stage, i inspect.Inspection) { s.fail(i, "bed2", hollow, false) }, inspect.NotLooked},
		{"a note at the item", func(s *stage, i inspect.Inspection) { s.fail(i, "living", hollow, true) }, inspect.NotLooked},
		{"one taken back", func(s *stage, i inspect.Inspection) {
			d := s.fail(i, "living", hollow, false)
			d.State = defect.Cancelled
			s.Must(s.PutDefect(d))
		}, inspect.NotLooked},
		{"one of another walk", func(s *stage, _ inspect.Inspection) {
			s.fail(s.walk(inspect.Beginning{Origin: defect.OpenDay}), "living", hollow, false)
		}, inspect.NotLooked},
	} {
		s := begin(t)
		i := s.walk(inspect.Beginning{Origin: defect.Internal})
		d := s.fail(i, "living", hollow, false)
		c.other(s, i)
		s.move(d, "bed1", hollow)
		if left, came := s.at(i, "living", hollow).Result, s.at(i, "bed1", hollow).Result; left != c.left || came != inspect.Fail {
			t.Errorf("%s: left %q, came to %q", c.name, left, came)
		}
	}
}

// What concerns no failure leaves the answers alone: another word, a note that moves, a
// defect that no walk found.
func TestCorrectionsThatMoveNoFailure(t *testing.T) {
	s := begin(t)
	i := s.walk(inspect.Beginning{Origin: defect.Internal})
	d := s.fail(i, "living", hollow, false)
	was := s.at(i, "living", hollow)
	what := d.Described()
	what.Phrase = "空鼓两处"
	s.Must(s.defectDesk.Correct(ctx, boss, &app.Seen[defect.Defect]{Value: d}, what, "写错"))
	if is := s.at(i, "living", hollow); is.By != was.By || is.At != was.At || is.Result != inspect.Fail {
		t.Errorf("answered anew: %+v", is)
	}

	note := s.fail(i, "bed1", hollow, true)
	s.move(note, "bed2", hollow)
	if from, to := s.at(i, "bed1", hollow).Result, s.at(i, "bed2", hollow).Result; from != inspect.Pass || to != inspect.NotLooked {
		t.Errorf("a note left %q and came to %q", from, to)
	}

	found := d
	found.ID, found.Inspection, found.Room = app.ID{0xd}, app.Nil, "kitchen"
	s.Must(s.PutDefect(found))
	s.move(found, "bed2", hollow)
	if got := s.at(i, "bed2", hollow).Result; got != inspect.NotLooked {
		t.Errorf("what no walk found made %q", got)
	}
}

// An item that passes after all takes back what this walk found at it: not what another
// walk did, nor what was found at another item or in another room.
func TestPassingTakesBackItsOwn(t *testing.T) {
	s := begin(t)
	earlier, i := s.walk(inspect.Beginning{Origin: defect.OpenDay}), s.walk(inspect.Beginning{Origin: defect.Internal})
	own := s.fail(i, "living", hollow, false)
	others := []defect.Defect{s.fail(earlier, "living", hollow, false), s.fail(i, "living", "wall.crack", false), s.fail(i, "bed1", hollow, false)}
	s.Must(s.desk.Answer(ctx, clerk, inspect.At{i.ID, "living", hollow}, inspect.Pass))
	if d, _ := s.Defect(own.ID); d.State != defect.Cancelled {
		t.Errorf("its own is %s", d.State)
	}
	for _, d := range others {
		if now, _ := s.Defect(d.ID); now.State != defect.Open {
			t.Errorf("%s in %s at %s is %s", d.Number, d.Room, d.Item, now.State)
		}
	}
}

// A note that becomes a defect fails its item as long as nobody signed the walk; what is
// signed stays as it was signed, and what no walk found answers nothing.
func TestARaisedNoteFailsItsItem(t *testing.T) {
	for state, want := range map[inspect.State]inspect.Result{inspect.Begun: inspect.Fail, inspect.Submitted: inspect.Fail, inspect.Returned: inspect.Fail, inspect.SignedOff: inspect.Pass, inspect.Dropped: inspect.Pass} {
		s := begin(t)
		i := s.walk(inspect.Beginning{Origin: defect.Internal})
		note := s.fail(i, "living", hollow, true)
		i.State = state
		s.Must(s.PutInspection(i))
		s.Must(s.defectDesk.Raise(ctx, clerk, note.ID))
		if d, _ := s.Defect(note.ID); d.State != defect.Open || s.at(i, "living", hollow).Result != want {
			t.Errorf("%s: the defect is %s, its item %q, want %q", state, d.State, s.at(i, "living", hollow).Result, want)
		}
	}
	s := begin(t)
	i := s.walk(inspect.Beginning{Origin: defect.Internal})
	note := s.fail(i, "living", hollow, true)
	note.Inspection = app.Nil
	s.Must(s.PutDefect(note))
	s.Must(s.defectDesk.Raise(ctx, clerk, note.ID))
	if got := s.at(i, "living", hollow).Result; got != inspect.Pass {
		t.Errorf("what no walk found made %q", got)
	}
	if err := s.defectDesk.Raise(ctx, clerk, note.ID); app.RefusalCode(err) == "" {
		t.Errorf("raised twice: %v", err)
	}
}

// A defect that is void leaves its item to be looked at again, unless another one stands
// there, and fails it anew when it is taken up; what is signed stays as it was signed, and
// a note, or what no walk found, answers nothing.
func TestAVoidDefectFailsNothing(t *testing.T) {
	raised := func(s *stage, i inspect.Inspection) defect.Defect {
		d := s.fail(i, "living", hollow, true)
		s.Must(s.defectDesk.Raise(ctx, clerk, d.ID))
		return d
	}
	failed := func(s *stage, i inspect.Inspection) defect.Defect { return s.fail(i, "living", hollow, false) }
	for _, c := range []struct {
		name         string
		found        func(*stage, inspect.Inspection) defect.Defect
		state        inspect.State
		void, anew   inspect.Result
		withoutAWalk bool
	}{
		{name: "raised from a note", found: raised, state: inspect.Begun, void: inspect.NotLooked, anew: inspect.Fail},
		{name: "found as a defect", found: failed, state: inspect.Begun, void: inspect.NotLooked, anew: inspect.Fail},
		{name: "submitted", found: raised, state: inspect.Submitted, void: inspect.NotLooked, anew: inspect.Fail},
		{name: "signed", found: failed, state: inspect.SignedOff, void: inspect.Fail, anew: inspect.Fail},
		{name: "dropped", found: failed, state: inspect.Dropped, void: inspect.Fail, anew: inspect.Fail},
		{name: "a note", found: func(s *stage, i inspect.Inspection) defect.Defect { return s.fail(i, "living", hollow, true) }, state: inspect.Begun, void: inspect.Pass, anew: inspect.Fail},
		{name: "beside another", found: func(s *stage, i inspect.Inspection) defect.Defect {
			s.fail(i, "living", hollow, false)
			return failed(s, i)
		}, state: inspect.Begun, void: inspect.Fail, anew: inspect.Fail},
		{name: "of no walk", found: failed, state: inspect.Begun, void: inspect.Fail, anew: inspect.Fail, withoutAWalk: true},
	} {
		s := begin(t)
		i := s.walk(inspect.Beginning{Origin: defect.Internal})
		d := c.found(s, i)
		i.State = c.state
		s.Must(s.PutInspection(i))
		if c.withoutAWalk {
			d.Inspection = app.Nil
			s.Must(s.PutDefect(d))
		}
		s.Must(s.defectDesk.Cancel(ctx, boss, d.ID, "不是问题", app.Nil))
		void := s.at(i, "living", hollow).Result
		s.Must(s.defectDesk.Reopen(ctx, boss, d.ID, "作废有误"))
		if anew := s.at(i, "living", hollow).Result; void != c.void || anew != c.anew {
			t.Errorf("%s: %q when void, want %q; %q anew, want %q", c.name, void, c.void, anew, c.anew)
		}
	}
	s := begin(t)
	i := s.walk(inspect.Beginning{Origin: defect.Internal})
	d := failed(s, i)
	if err := s.defectDesk.Cancel(ctx, clerk, d.ID, "不是问题", app.Nil); app.RefusalCode(err) == "" || s.at(i, "living", hollow).Result != inspect.Fail {
		t.Errorf("voided by whom it is not for: %v", err)
	}
}

// What is to be looked at again since a walk was submitted is not signed off as looked at.
func TestWhatIsOpenAgainIsNotSigned(t *testing.T) {
	s := begin(t)
	i := s.walk(inspect.Beginning{Origin: defect.Internal})
	d := s.fail(i, "living", hollow, false)
	for _, p := range s.desk.List().Unlooked(i, nil) {
		if at := (inspect.At{i.ID, p.Room, p.Item}); p != (inspect.Place{"living", hollow}) {
			s.Must(s.desk.Answer(ctx, clerk, at, inspect.NotApplicable))
		}
	}
	s.Must(s.desk.Submit(ctx, clerk, i.ID, ""))
	s.Must(s.defectDesk.Cancel(ctx, boss, d.ID, "不是问题", app.Nil))
	_, err := s.desk.SignOff(ctx, boss, i.ID)
	s.Refused(err, "inspect.not_looked_since")
	s.Must(s.desk.Take(ctx, boss, i.ID, inspect.Return, "客厅空鼓再看一次"))
	s.Must(s.desk.Answer(ctx, clerk, inspect.At{i.ID, "living", hollow}, inspect.Pass))
	s.Must(s.desk.Submit(ctx, clerk, i.ID, ""))
	_, err = s.desk.SignOff(ctx, boss, i.ID)
	s.Must(err)
}

// fail takes a defect or a note down.
func (s *stage) fail(i inspect.Inspection, room, item string, note bool) defect.Defect {
	s.Helper()
	d, err := s.desk.Fail(ctx, clerk, inspect.Failing{At: inspect.At{i.ID, room, item}, Phrase: item + ".1", AsNote: note})
	s.Must(err)
	return d
}

// move puts right where a defect was found.
func (s *stage) move(d defect.Defect, room, item string) {
	s.Helper()
	now, err := s.Defect(d.ID)
	s.Must(err)
	what := now.Described()
	what.Room, what.Item = room, item
	s.Must(s.defectDesk.Correct(ctx, boss, &app.Seen[defect.Defect]{Value: now}, what, "记错房间"))
}

// Whoever submits too early is told where to look, and nowhere else.
func TestWhatIsNotLookedAtIsNamed(t *testing.T) {
	s := begin(t)
	i := s.walk(inspect.Beginning{Origin: defect.Internal})
	for _, p := range s.desk.List().Unlooked(i, nil) {
		if p.Room == "kitchen" && p.Item == hollow || p.Room == "bath1" && p.Item == hollow {
			continue
		}
		s.Must(s.desk.AnswerIn(s.book, inspect.At{i.ID, p.Room, p.Item}, inspect.Pass))
	}
	err := s.desk.Submit(ctx, clerk, i.ID, "")
	s.Refused(err, "inspect.not_looked")
	if r, _ := err.(*app.Refusal); r == nil || r.Args["rooms"] != "厨房 1、卫生间 1" || r.Args["n"] != "2" {
		t.Errorf("%+v", r)
	}
}
