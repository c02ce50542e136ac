package handover

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/handover"
	"keyday/app/staff"
)

// A step that is added shows with its words alone, beside the next one or, where the case
// waits for it, as the next one; it asks for what the machine says, and is done.
func TestAStepThatIsAddedShows(t *testing.T) {
	const step handover.Step = "made_up"
	for _, c := range []struct {
		name string
		asks app.Asks
		next bool
	}{{"at once", app.AsksNothing, false}, {"with a reason", app.AsksReason, false}, {"next", app.AsksReason, true}} {
		t.Run(c.name, func(t *testing.T) {
			added := app.Transition[handover.State, handover.Step]{Step: step, From: []handover.State{handover.CheckedIn}, To: handover.NoShow, Needs: staff.Receive, Asks: c.asks}
			if c.next {
				added.Next = added.From
			}
			apptest.AddStep(t, &handover.Machine, added)
			s := atDesk(t, app.Handover, func(k *team) { k.to(handover.CheckedIn) })
			if c.next {
				s.desk.next()
			} else {
				s.Choose("⟨handover.act.made_up⟩")
			}
			if c.asks == app.AsksReason {
				s.Key(fyne.KeyReturn)
				if s.visit().State != handover.CheckedIn {
					t.Fatal("taken without a reason")
				}
				s.Type("业主要先看公区")
				s.Key(fyne.KeyReturn)
			}
			if got := s.visit().State; got != handover.NoShow || s.Top() != nil {
				t.Errorf("the case is %s", got)
			}
		})
	}
}

// What somebody may who receives nobody, is offered: a manager calls off what was planned.
func TestAManagersSteps(t *testing.T) {
	s := atDesk(t, app.Manager, func(k *team) { k.to(handover.Booked) })
	if cancel, book := s.Button(s.desk.stepName(handover.Cancel)), s.Button(s.desk.stepName(handover.Book)); cancel == nil || book != nil {
		t.Errorf("cancelling is offered: %t, booking: %t", cancel != nil, book != nil)
	}
}
