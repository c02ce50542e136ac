package contracts

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/ui/screen/shell"
)

// Whose role holds in another community than the home's looks, and is offered nothing that
// the desk would refuse.
func TestAgreementOfAnotherCommunity(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	for _, own := range []bool{true, false} {
		who := app.Actor{Staff: apptest.Supervisor.Staff, Role: app.Supervisor, Communities: []app.ID{apptest.CommunityID}}
		if !own {
			who.Communities = []app.ID{{0xee}}
		}
		s.As(who)
		s.Stage.Open(shell.To("document"))
		s.Stage.Open(shell.To("contracts"))
		if got := s.Button(s.Words.T("contracts.receipt")) != nil; got != own {
			t.Errorf("in the own community %t: the receipt is asked for: %t", own, got)
		}
		if got := !s.Button(s.Words.T("contracts.draw_up")).Disabled(); got != own {
			t.Errorf("in the own community %t: an agreement can be drawn up: %t", own, got)
		}
		for _, ask := range []func(){s.list.ask, func() { s.list.askFor(s.all()) }} { // what keys do, of one and of several
			if ask(); (s.Top() != nil) != own {
				t.Errorf("in the own community %t: whether to draw up is asked: %t", own, s.Top() != nil)
			}
			s.Key(fyne.KeyEscape)
		}
	}
}
