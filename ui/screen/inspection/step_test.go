package inspection

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/inspect"
	"keyday/app/staff"
	"keyday/ui/screen/widget"
)

// A step that is added shows with its words alone, as the primary one where the inspection
// waits for it; it asks for what the machine says, and is done.
func TestAStepThatIsAddedShows(t *testing.T) {
	const step inspect.Step = "made_up"
	for _, c := range []struct {
		name string
		asks app.Asks
		next bool
	}{{"at once", app.AsksNothing, false}, {"with a reason", app.AsksReason, false}, {"next", app.AsksReason, true}} {
		t.Run(c.name, func(t *testing.T) {
			added := app.Transition[inspect.State, inspect.Step]{Step: step, From: inspect.OpenStates, To: inspect.Submitted, Needs: staff.Inspect, Asks: c.asks}
			if c.next {
				added.Next = added.From
			}
			apptest.AddStep(t, &inspect.Machine, added)
			s := begin(t).home()
			button := s.Button("⟨inspect.step.made_up⟩")
			if button == nil || (button.Weight == widget.Primary) != c.next {
				t.Fatalf("its button is %+v", button)
			}
			if c.next {
				s.walk.next()
			} else {
				button.Tapped(nil)
			}
			if c.asks == app.AsksReason {
				s.WindowKey(fyne.KeyReturn)
				if s.walk.i.State != inspect.Begun {
					t.Fatal("taken without a reason")
				}
				s.Type("先交一部分")
				s.WindowKey(fyne.KeyReturn)
			}
			if s.walk.i.State != inspect.Submitted || s.Modal() {
				t.Errorf("the inspection is %s", s.walk.i.State)
			}
		})
	}
}
