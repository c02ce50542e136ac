package defect_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/defect"
)

// do takes one step of a defect as somebody who may, with all that it asks for.
func (s *stage) do(step defect.Step, id app.ID) error {
	ctx := context.Background()
	switch step {
	case defect.Raise:
		return s.desk.Raise(ctx, li, id)
	case defect.Assign:
		return s.desk.Assign(ctx, wang, []app.ID{id}, plaster, today.AddDays(3))
	case defect.Start:
		return s.desk.Take(ctx, li, id, defect.Start, "")
	case defect.Fix:
		return s.desk.Fix(ctx, li, id, work)
	case defect.Verify:
		return s.desk.Verify(ctx, zhao, id, defect.Inspection{Photos: []string{"check"}})
	case defect.SendBack:
		return s.desk.SendBack(ctx, zhao, id, defect.Rejection{Reason: "仍空鼓"})
	case defect.Hold:
		return s.desk.Hold(ctx, wang, id, "等材料", today.AddDays(7))
	case defect.Release:
		return s.desk.Release(ctx, wang, id, "", 0)
	case defect.Dispute:
		return s.desk.Take(ctx, li, id, defect.Dispute, "不是我方施工")
	case defect.AcceptAsIs:
		return s.desk.AcceptAsIs(ctx, wang, id, "不影响使用", "张伟")
	case defect.Cancel:
		return s.desk.Cancel(ctx, wang, id, "看错了", app.Nil)
	case defect.Reopen:
		return s.desk.Reopen(ctx, wang, id, "又空鼓了")
	case defect.Confirm:
		return s.desk.OwnerOK(ctx, li, id, "张伟")
	}
	return fmt.Errorf("no step %s", step)
}

// machine is the state machine as the product describes it, written out once more.
var machine = map[defect.State]map[defect.Step]defect.State{
	defect.Noted: {defect.Raise: defect.Open, defect.Cancel: defect.Cancelled},
	defect.Open: {defect.Assign: defect.Assigned, defect.AcceptAsIs: defect.AcceptedAsIs,
		defect.Cancel: defect.Cancelled},
	defect.Disputed: {defect.Assign: defect.Assigned, defect.AcceptAsIs: defect.AcceptedAsIs,
		defect.Cancel: defect.Cancelled},
	defect.Assigned: {defect.Assign: defect.Assigned, defect.Start: defect.Fixing, defect.Fix: defect.Fixed,
		defect.Hold: defect.Held, defect.Dispute: defect.Disputed, defect.AcceptAsIs: defect.AcceptedAsIs,
		defect.Cancel: defect.Cancelled},
	defect.Held: {defect.Release: defect.Assigned, defect.AcceptAsIs: defect.AcceptedAsIs,
		defect.Cancel: defect.Cancelled},
	defect.Fixing: {defect.Assign: defect.Assigned, defect.Fix: defect.Fixed, defect.Hold: defect.Held,
		defect.Dispute: defect.Disputed, defect.AcceptAsIs: defect.AcceptedAsIs, defect.Cancel: defect.Cancelled},
	defect.Fixed: {defect.Verify: defect.Verified, defect.SendBack: defect.Assigned,
		defect.AcceptAsIs: defect.AcceptedAsIs, defect.Cancel: defect.Cancelled},
	defect.Verified:     {defect.Reopen: defect.Open, defect.Confirm: defect.OwnerOK},
	defect.AcceptedAsIs: {defect.Reopen: defect.Open},
	defect.OwnerOK:      {defect.Reopen: defect.Open},
	defect.Cancelled:    {defect.Reopen: defect.Open},
}

var steps = []defect.Step{defect.Raise, defect.Assign, defect.Start, defect.Fix, defect.Verify, defect.SendBack,
	defect.Hold, defect.Release, defect.Dispute, defect.AcceptAsIs, defect.Cancel, defect.Reopen, defect.Confirm}

// Every step from every state goes where the product says, or is refused by both
// names; a refused one leaves everything as it was.
func TestEveryStepFromEveryState(t *testing.T) {
	if len(machine) != len(defect.Ladder) {
		t.Fatalf("%d states described, the ladder has %d", len(machine), len(defect.Ladder))
	}
	for _, from := range defect.Ladder {
		offered := slices.Sorted(slices.Values(from.Steps()))
		if want := slices.Sorted(maps.Keys(machine[from])); !slices.Equal(offered, want) {
			t.Errorf("%s offers %v, want %v", from, offered, want)
		}
		for _, step := range steps {
			t.Run(string(from)+"/"+string(step), func(t *testing.T) {
				s := setUp(t)
				d := s.in(from)
				if from == defect.Verified && step == defect.Confirm {
					d.Origin = defect.Accompanied
					s.defects.Put(d)
				}
				moves := s.moves.Len()
				err := s.do(step, d.ID)
				to, allowed := machine[from][step]
				after := s.defects.At(d.ID)
				if !allowed {
					s.Refused(err, "defect.step_refused")
					if after != d || s.moves.Len() != moves {
						t.Errorf("a refused step changed something: %+v", after)
					}
					return
				}
				s.Must(err)
				if after.State != to || after.Number != d.Number {
					t.Errorf("is %s %s, want %s %s", after.Number, after.State, d.Number, to)
				}
				m := s.moves.Last()
				if s.moves.Len() != moves+1 || m.Step != step || m.From != from || m.To != to || m.Round != after.Round || m.At != noon || m.By.IsNil() {
					t.Errorf("the move says %+v", m)
				}
				if got := s.Actions[len(s.Actions)-1]; got != "defect."+string(step) {
					t.Errorf("the action is called %s", got)
				}
			})
		}
	}
}

// Who may take a step: never somebody of another community, and only whose role
// holds the permission.
func TestWhoMayTakeAStep(t *testing.T) {
	from := map[defect.Step]defect.State{defect.Raise: defect.Noted, defect.Assign: defect.Open, defect.Start: defect.Assigned,
		defect.Fix: defect.Assigned, defect.Verify: defect.Fixed, defect.SendBack: defect.Fixed, defect.Hold: defect.Assigned,
		defect.Release: defect.Held, defect.Dispute: defect.Assigned, defect.AcceptAsIs: defect.Open, defect.Cancel: defect.Open,
		defect.Reopen: defect.Cancelled}
	supervisors := []defect.Step{defect.Assign, defect.Hold, defect.Release, defect.AcceptAsIs, defect.Cancel, defect.Reopen}
	noAssistants := []defect.Step{defect.Verify, defect.SendBack}
	for step, state := range from {
		for _, c := range []struct {
			who  app.Actor
			code string
		}{{wang, ""}, {li, ""}, {sun, ""}, {stranger, "permission.scope"}} {
			if c.who.Name != wang.Name && c.code == "" && slices.Contains(supervisors, step) ||
				c.who.Name == sun.Name && slices.Contains(noAssistants, step) {
				c.code = "permission.missing"
			}
			t.Run(string(step)+"/"+c.who.Name, func(t *testing.T) {
				s := setUp(t)
				d := s.in(state)
				if d.FixedRecordedBy == c.who.Staff { // who fixed is another rule
					d.FixedRecordedBy = named("somebody else")
					s.defects.Put(d)
				}
				s.Refused(s.as(c.who, step, d.ID), c.code)
			})
		}
	}
}

// as takes a step as the given person.
func (s *stage) as(who app.Actor, step defect.Step, id app.ID) error {
	w, l, z := wang, li, zhao
	defer func() { wang, li, zhao = w, l, z }()
	wang, li, zhao = who, who, who
	return s.do(step, id)
}

func TestLadder(t *testing.T) {
	var open, inWork []defect.State
	for _, s := range defect.Ladder {
		if s.IsOpen() {
			open = append(open, s)
		}
		if s.InWork() {
			inWork = append(inWork, s)
		}
	}
	if want := []defect.State{defect.Open, defect.Disputed, defect.Assigned, defect.Held, defect.Fixing, defect.Fixed}; !slices.Equal(open, want) {
		t.Errorf("open are %v", open)
	}
	if want := []defect.State{defect.Disputed, defect.Assigned, defect.Held, defect.Fixing}; !slices.Equal(inWork, want) {
		t.Errorf("in work are %v", inWork)
	}
	// The less finished one first: every step but those back down leads upwards.
	rung := func(s defect.State) int { return slices.Index(defect.Ladder, s) }
	for _, forward := range [][2]defect.State{{defect.Noted, defect.Open}, {defect.Open, defect.Assigned}, {defect.Assigned, defect.Fixing},
		{defect.Fixing, defect.Fixed}, {defect.Fixed, defect.Verified}, {defect.Verified, defect.OwnerOK}, {defect.Held, defect.Fixing},
		{defect.Disputed, defect.Assigned}, {defect.Fixed, defect.AcceptedAsIs}, {defect.Verified, defect.Cancelled}} {
		if rung(forward[0]) >= rung(forward[1]) {
			t.Errorf("%s stands above %s", forward[0], forward[1])
		}
	}
}
