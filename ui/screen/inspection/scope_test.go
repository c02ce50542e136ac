package inspection

import (
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/ui/screen/shell"
)

// Whose role holds in another community than the home's looks, and is offered nothing that
// the desk would refuse.
func TestInspectionOfAnotherCommunity(t *testing.T) {
	s := begin(t).home()
	for _, own := range []bool{true, false} {
		who := supervisor
		if who.Communities = []app.ID{apptest.CommunityID}; !own {
			who.Communities = []app.ID{{0xee}}
		}
		s.As(who)
		s.Stage.Open(shell.To("units"))
		s.Stage.Open(shell.ToRecord("inspect", unitID.String()))
		if got := s.walk.open(); got != own {
			t.Errorf("in the own community %t: answers are taken: %t", own, got)
		}
		if got := len(s.walk.acts()) > 0; got != own {
			t.Errorf("in the own community %t: steps are offered: %t", own, got)
		}
		if s.walk.askDrop(); (s.Top() != nil) != own {
			t.Errorf("in the own community %t: it is asked why the round is dropped", own)
		}
		s.Win.Canvas().Overlays().Remove(s.Top())
	}
}
