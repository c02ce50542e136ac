package handover

import (
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/handover"
	"keyday/ui/screen/shell"
)

// Whose role holds in another community than the home's looks, and is offered nothing that
// the desk would refuse.
func TestHomeOfAnotherCommunity(t *testing.T) {
	s := begin(t, app.Supervisor, func(k *team) { k.decide(handover.Refused) })
	for _, own := range []bool{true, false} {
		who := apptest.Supervisor
		if who.Communities = []app.ID{apptest.CommunityID}; !own {
			who.Communities = []app.ID{{0xee}}
		}
		s.As(who)
		s.Stage.Open(shell.To("handover").In(string(handover.Every)))
		if got := s.shown() == "3-2-1501"; got != own {
			t.Errorf("in the own community %t: the home is listed: %t", own, got)
		}
		s.Stage.Open(shell.ToRecord("handover", unitID.String()))
		if got := !s.desk.steps.Next.Disabled(); got != own {
			t.Errorf("in the own community %t: %s can be pressed: %t", own, s.desk.steps.Next.Text, got)
		}
		for _, text := range []string{s.Words.T("handover.act.cancel"), s.Words.T("handover.act.follow_up")} {
			if got := s.Offers(text); got != own {
				t.Errorf("in the own community %t: %s is offered: %t", own, text, got)
			}
		}
	}
	if s.desk.correctName(wang); s.Top() != nil {
		t.Error("a name is asked for that the desk would not take")
	}
}
