package document

import (
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/ui/screen/shell"
)

// Whose role holds in another community than the paper's reads it, and is offered nothing
// that the desk would refuse.
func TestPaperOfAnotherCommunity(t *testing.T) {
	s := begin(t, app.Supervisor, nil)
	owners := contract.Field{Role: contract.AsOwner}
	for _, own := range []bool{true, false} {
		who := lee
		if who.Communities = []app.ID{apptest.CommunityID}; !own {
			who.Communities = []app.ID{{0xee}}
		}
		s.As(who)
		s.Stage.Open(shell.To("contracts"))
		s.Stage.Open(shell.ToRecord("document", app.ID{1}.String()))
		for _, text := range []string{"document.void", "document.open"} {
			if got := s.Offers(s.Words.T(text)); got != own {
				t.Errorf("in the own community %t: %s is offered: %t", own, text, got)
			}
		}
		if got := s.page.mayTake(owners) == nil; got != own {
			t.Errorf("in the own community %t: the pen is handed over: %t", own, got)
		}
	}
	if s.page.askVoid(); s.Top() != nil {
		t.Error("it is asked why a paper is voided that may not be")
	}
}
