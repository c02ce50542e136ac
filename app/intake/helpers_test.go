package intake_test

import (
	"strings"
	"testing"

	"keyday/app/intake"
	"keyday/app/site"
)

// heldSite is what a site holds after plans were applied.
type heldSite struct{ intake.Kept }

func newSite(p *intake.Plan, before ...intake.Kept) *heldSite {
	k := intake.Kept{Community: p.Community}
	if len(before) > 0 {
		k = before[0]
	}
	return &heldSite{p.After(k)}
}

func (s *heldSite) unit(t *testing.T, code string) site.Unit {
	t.Helper()
	for _, u := range s.Units {
		if u.Code == code {
			return u
		}
	}
	t.Fatalf("no unit %s", code)
	return site.Unit{}
}

func (s *heldSite) ownersOf(code string) []site.Owner {
	var out []site.Owner
	for _, share := range s.Ownerships {
		if share.Unit != site.UnitID(s.Community.ID, code) {
			continue
		}
		for _, o := range s.Owners {
			if o.ID == share.Owner {
				out = append(out, o)
			}
		}
	}
	return out
}

// missing is what the unit lacks, as its page lists it.
func (s *heldSite) missing(t *testing.T, code string) string {
	t.Helper()
	var notes []string
	for _, n := range site.Missing(s.unit(t, code), s.ownersOf(code)) {
		notes = append(notes, n.String())
	}
	return strings.Join(notes, ", ")
}
