package unit

import (
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/ui/screen/shell"
)

// Whose role holds in another community than the home's looks, and is led to nothing that
// the desk would refuse.
func TestHomeOfAnotherCommunity(t *testing.T) {
	s := open(t, newFile(), supervisor, shell.ToRecord("unit", home.String()))
	for _, own := range []bool{true, false} {
		who := supervisor
		if who.Communities = []app.ID{apptest.CommunityID}; !own {
			who.Communities = []app.ID{{0xee}}
		}
		s.As(who)
		s.Open(shell.To("units"))
		s.Open(shell.ToRecord("unit", home.String()))
		if got := s.Button(s.Words.T("unit.act.look")) == nil; got != own {
			t.Errorf("in the own community %t: the next step is the person's: %t", own, got)
		}
		if got := s.Button(s.Words.T("unit.whole.act", "name", wang.Name)) != nil; got != own {
			t.Errorf("in the own community %t: whole numbers are offered: %t", own, got)
		}
	}
}
