package document

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/staff"
)

// A step that is added shows with its words alone, asks for what the machine says, and is
// done.
func TestAStepThatIsAddedShows(t *testing.T) {
	const step contract.Step = "made_up"
	for asks, name := range map[app.Asks]string{app.AsksNothing: "at once", app.AsksReason: "with a reason"} {
		t.Run(name, func(t *testing.T) {
			apptest.AddStep(t, &contract.Machine, app.Transition[contract.State, contract.Step]{Step: step, From: contract.StandingStates, To: contract.Superseded, Needs: staff.Receive, Asks: asks})
			s := begin(t, app.Handover, nil)
			s.Choose("⟨contract.step.made_up⟩")
			if asks == app.AsksReason {
				s.Key(fyne.KeyReturn)
				if s.now().Document.State != contract.Locked {
					t.Fatal("taken without a reason")
				}
				s.Type("另有新单")
				s.Key(fyne.KeyReturn)
			}
			if got := s.now().Document.State; got != contract.Superseded || s.Top() != nil {
				t.Errorf("the document is %s", got)
			}
		})
	}
}
