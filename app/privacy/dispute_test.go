package privacy_test

import (
	"context"
	"testing"

	"keyday/app"
	"keyday/app/privacy"
	"keyday/app/site"
)

// book is a list of one dispute.
type book struct {
	privacy.Book
	listed, whole app.Conflict
}

func (b book) ConflictsNaming(context.Context) ([]app.Conflict, error) {
	return []app.Conflict{b.listed}, nil
}
func (b book) ConflictWhole(context.Context, app.Conflict) (app.Conflict, error) { return b.whole, nil }

// Who settles a dispute about an owner sees both values whole, which is recorded; who may
// not see them is shown it as it stands in the list; what could not be recorded is not shown.
func TestDisputesShowWholeNumbersToWhoMaySeeThem(t *testing.T) {
	of := app.Ref{Kind: "owner", ID: wang}
	b := book{
		listed: app.Conflict{Record: of, Field: "phone", Sides: []app.ConflictSide{{Private: true}, {Private: true}}},
		whole:  app.Conflict{Record: of, Field: "phone", Sides: []app.ConflictSide{{Value: "13900001234"}, {Value: "13900004321"}}},
	}
	for _, c := range []struct {
		name    string
		who     app.Actor
		refuse  error
		masked  bool
		refused string
	}{
		{"the supervisor", chief, nil, false, ""},
		{"handover staff", walker, nil, true, ""},
		{"the supervisor of another community", in(phaseTwo, chief), nil, true, ""},
		{"the supervisor on a full disk", chief, app.Refuse("disk.full"), true, "disk.full"},
	} {
		s := begin(t)
		s.Refuse = c.refuse
		d := privacy.Disputes{Book: b, Desk: s.desk}
		all, err := d.Conflicts(ctx)
		s.Must(err)
		shown, err := d.Show(ctx, c.who, all[0])
		s.refused(c.name, err, c.refused)
		if shown.Sides[0].Private != c.masked {
			t.Errorf("%s is shown %+v", c.name, shown)
		}
		if !c.masked {
			s.recorded(c.name, site.Showing{Unit: home, Owner: wang, Occasion: site.Correcting, Who: c.who.Staff})
		} else if n := s.showings.Len(); n != 0 {
			t.Errorf("%s: %d showings are recorded", c.name, n)
		}
	}
}
