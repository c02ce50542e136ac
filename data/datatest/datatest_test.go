package datatest

import (
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
)

// Every test has a site of its own, which opens as one does that was closed: without a
// warning, in its first stream of numbers.
func TestOpen(t *testing.T) {
	building := site.Building{ID: apptest.BuildingID, Community: apptest.CommunityID, Code: "3", Name: "3幢"}
	first, second := Open(t, apptest.Morning, building), Open(t, apptest.Morning)
	if all, err := second.Buildings(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("one test sees what another put: %v, %v", all, err)
	}
	if w := slices.Concat(first.Warnings(), second.Warnings()); len(w) != 0 {
		t.Errorf("warns of %v", w)
	}
	if at := second.Store.Clock().Now(); app.DateOf(at) != app.DateOf(apptest.Morning) {
		t.Errorf("it is %v", at)
	}
}

// What an action changed is told after it, and can be read; what is refused leaves nothing.
func TestDesks(t *testing.T) {
	s := Open(t, apptest.Morning)
	var told []string
	s.Told = func(kinds ...string) { told = append(told, kinds...) }
	id, err := s.Desk.Site.PutFirm(t.Context(), apptest.Supervisor, nil, site.Firm{Name: "永固瓷砖", Trades: []string{"tiling"}})
	if err != nil || !slices.Equal(told, []string{"firm"}) {
		t.Fatalf("%v, told %v", err, told)
	}
	if got := s.Did(id, "name"); got != "王敏 firm.put "+id.String()+" name=永固瓷砖" {
		t.Error(got)
	}
	s.Refuse = app.Refuse("disk.full", "what", "site.db")
	if _, err := s.Desk.Site.PutFirm(t.Context(), apptest.Supervisor, nil, site.Firm{Name: "宏达抹灰", Trades: []string{"plaster"}}); app.RefusalCode(err) != "disk.full" {
		t.Error(err)
	}
	if all, err := s.AllFirms(t.Context()); err != nil || len(all) != 1 || len(told) != 1 || len(s.Asked) != 2 {
		t.Errorf("%v, %v; told %v of %v", all, err, told, s.Asked)
	}
}
