package shell

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/search"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// What the top says of the site is read again when records changed, and the window's title
// with it; who works, and where, stays.
func TestTheTopIsReadAgain(t *testing.T) {
	now := Header{Site: "锦绣花园", Rehearsal: true}
	var fails error
	s := begin(t, func(p *Params) {
		p.Header = now
		p.Head = func(context.Context) (Header, error) { return now, fails }
	})
	s.Open(To("units"))
	h := s.Header()
	h.Actor, h.Community = app.Actor{Name: "王敏", Role: app.Supervisor}, "b"
	s.SetHeader(h)
	if got := s.win.Title(); got != "锦绣花园（演练） - 交付日" {
		t.Errorf("the title is %q", got)
	}
	now = Header{Site: "锦绣花园一期", Alerts: 2, Communities: []Choice{{"a", "东区"}, {"b", "西区"}}}
	s.Changed("site")
	if h = s.Header(); h.Site != "锦绣花园一期" || h.Alerts != 2 || len(h.Communities) != 2 || !h.Rehearsal || h.Actor.Name != "王敏" || h.Community != "b" {
		t.Errorf("the top says %+v", h)
	}
	s.words.SetLanguage(words.English)
	if got := s.win.Title(); !strings.HasPrefix(got, "锦绣花园一期 (rehearsal)") {
		t.Errorf("in English the title is %q", got)
	}
	now.Alerts, fails = 3, errors.New("busy")
	if s.Changed("unit"); s.Header().Alerts != 2 {
		t.Error("a reading that failed is taken")
	}
}

// Of several readings the last one begun counts, whichever ends last.
func TestAnOlderReadingOfTheTopIsPassedOver(t *testing.T) {
	h, n := &held{}, 0
	s := begin(t, func(p *Params) {
		p.Runner = h
		p.Head = func(context.Context) (Header, error) { n++; return Header{Alerts: n}, nil }
	})
	s.Changed("unit")
	s.Changed("unit")
	h.work[1]()
	h.work[0]()
	if got := s.Header().Alerts; got != 1 {
		t.Errorf("%d wait, says the top", got)
	}
}

// One community is chosen at the site's name, and every page is built for it.
func TestChoosingACommunity(t *testing.T) {
	s := begin(t, func(p *Params) {
		p.Header = Header{Site: "锦绣花园", Communities: []Choice{{east.String(), "东区"}, {west.String(), "西区"}}}
	})
	s.Open(To("units"))
	button := find(s.frame, func(b *widget.Button) bool { return b.Text == "锦绣花园" })
	if button == nil {
		t.Fatal("there is nothing to choose by")
	}
	before := len(s.built)
	s.choose(west.String())
	if got := s.page.Scope(); !slices.Equal(got, []app.ID{west}) || len(s.built) != before+1 {
		t.Errorf("the page is of %v", got)
	}
}

var east, west, north = app.ID{0xe}, app.ID{0xf}, app.ID{0xd}

// Who is bound to communities is offered those, and looks at no other: neither one that
// was chosen before them, nor what pages kept of who worked before.
func TestCommunitiesAreThoseOfWhoWorks(t *testing.T) {
	bound := map[app.ID][]app.ID{{1}: nil, {2}: {west, north}, {3}: {west}}
	s := begin(t, func(p *Params) {
		p.Header = Header{Site: "锦绣花园", Communities: []Choice{{east.String(), "东区"}, {west.String(), "西区"}, {north.String(), "北区"}}}
		p.SignIn = &SignIn{People: func() (all []Person) {
			for id := range bound {
				all = append(all, Person{ID: id, NoPIN: true})
			}
			return all
		}, Check: func(id app.ID, _ string) (app.Actor, error) { return app.Actor{Staff: id, Communities: bound[id]}, nil }}
	})
	enter := func(n byte) {
		s.Lock()
		s.signIn.pick(Person{ID: app.ID{n}, NoPIN: true})
	}
	s.Open(To("units"))
	enter(1)
	s.choose(east.String())
	*Kept(s.page, "list", func() string { return "" }) = "欧阳"
	enter(1)
	if got := *Kept(s.page, "list", func() string { return "" }); got != "欧阳" || !slices.Equal(s.page.Scope(), []app.ID{east}) {
		t.Errorf("who comes back finds %q, of %v", got, s.page.Scope())
	}
	enter(2)
	if got := *Kept(s.page, "list", func() string { return "" }); got != "" || !slices.Equal(s.page.Scope(), bound[app.ID{2}]) {
		t.Errorf("another finds %q, of %v", got, s.page.Scope())
	}
	if offered := s.header.offered(); !slices.Equal(offered, s.header.Communities[1:]) {
		t.Errorf("offered are %v", offered)
	}
	s.choose(east.String()) // as a window could that offered it before
	if !slices.Equal(s.page.Scope(), bound[app.ID{2}]) {
		t.Errorf("beyond their own they see %v", s.page.Scope())
	}
	enter(3)
	if find(s.frame, func(b *widget.Button) bool { return b.Text == "锦绣花园" }) != nil {
		t.Error("who works in one community is asked which")
	}
}

// pages are the places to which hits lead.
var pages = []Place{{Key: "units", Icon: "units"}, {Key: "unit", Shows: "unit", Under: "units"}, {Key: "rectify", Shows: "defect", Icon: "rectify"}}

// What is found of a kind that no line is written for is called by its word, and leads to
// its home.
func TestHitsOfAnotherKind(t *testing.T) {
	w := words.New()
	visit := app.Found{Ref: app.Ref{Kind: "fee_receipt", ID: app.ID{7}}, Title: []app.Said{{Value: "WY-01-00001"}, {Value: "漏水回访"}}, Opens: app.Ref{Kind: "unit", ID: app.ID{9}}}
	hits, err := HitsOf(w, pages, search.Finds{Lines: []app.Found{visit}})
	if err != nil || len(hits) != 1 || hits[0].Title != "WY-01-00001  漏水回访" || hits[0].Detail != w.KindLabel("fee_receipt") || !reflect.DeepEqual(hits[0].Route, ToRecord("unit", app.ID{9}.String())) {
		t.Errorf("%+v, %v", hits, err)
	}
}

// What was found is a line each that leads to it; an owner without a home leads nowhere,
// and that is said where nothing else was found.
func TestHitsLeadToWhatWasFound(t *testing.T) {
	w, home := words.New(), app.ID{7}
	hits, err := HitsOf(w, pages, search.Finds{Lines: []app.Found{
		{Ref: app.Ref{Kind: "unit", ID: home}, Opens: app.Ref{Kind: "unit", ID: home}, Title: []app.Said{{Value: "1-2-602"}, {Value: "业主1011"}}},
		{Ref: app.Ref{Kind: "owner", ID: app.ID{8}}, Opens: app.Ref{Kind: "unit"}, Title: []app.Said{{Value: "欧阳䶮"}}},
		{Ref: app.Ref{Kind: "owner", ID: app.ID{9}}, Opens: app.Ref{Kind: "unit", ID: home}, Title: []app.Said{{Value: "𠮷野"}}},
	}})
	var titles []string
	for _, h := range hits {
		if titles = append(titles, h.Title); h.Route.Place != "unit" || h.Route.ID != home.String() {
			t.Errorf("%s leads to %+v", h.Title, h.Route)
		}
	}
	if want := []string{"1-2-602  业主1011", "𠮷野"}; err != nil || !slices.Equal(titles, want) {
		t.Errorf("found %q, %v", titles, err)
	}
	hits, err = HitsOf(w, pages, search.Finds{Lines: []app.Found{{Ref: app.Ref{Kind: "owner", ID: app.ID{8}}, Title: []app.Said{{Value: "欧阳䶮"}}}}})
	if len(hits) != 0 || app.RefusalCode(err) != "search.no_home" {
		t.Errorf("found %+v, %v", hits, err)
	}
	why := app.Refuse("search.nothing", "text", "x")
	if _, err = HitsOf(w, pages, search.Finds{Why: why}); err != why {
		t.Errorf("of nothing it says %v", err)
	}
}

// theSite is a site as the frame reads it.
type theSite struct{ *apptest.Memory }

func (s theSite) Site(context.Context) (site.Site, error) { return s.Memory.Site() }
func (s theSite) Communities(context.Context) ([]site.Community, error) {
	return s.Memory.Communities()
}
func (s theSite) People(context.Context) ([]staff.Person, error) { return s.Memory.People() }
func (s theSite) Waiting(context.Context) (int, error)           { return 4, s.Break.Err() }

// What the top says is read of the site, and who may sign in: those who have not left, in
// the order of a Chinese list, with a tap on a rehearsal.
func TestWhatTheFrameReads(t *testing.T) {
	m := apptest.New(site.Site{ID: apptest.SiteID, Name: "锦绣花园", Rehearsal: true}, site.Community{ID: app.ID{1}, Name: "东区"},
		staff.Person{ID: app.ID{1}, Name: "王敏", Role: app.Supervisor}, staff.Person{ID: app.ID{2}, Name: "孙丽", Left: true}, staff.Person{ID: app.ID{3}, Name: "安宁", Role: app.Handover})
	r := &Reading{Site: theSite{m}, ToAlerts: To("conflicts")}
	if got := r.People(); got != nil {
		t.Errorf("before it is read, %+v may sign in", got)
	}
	h, err := r.Head(t.Context())
	if err != nil || h.Site != "锦绣花园" || !h.Rehearsal || h.Alerts != 4 || h.ToAlerts.Place != "conflicts" || !slices.Equal(h.Communities, []Choice{{app.ID{1}.String(), "东区"}}) {
		t.Errorf("%+v, %v", h, err)
	}
	want := []Person{{app.ID{3}, "安宁", app.Handover, true}, {app.ID{1}, "王敏", app.Supervisor, true}}
	if got := r.People(); !slices.Equal(got, want) {
		t.Errorf("%+v may sign in", got)
	}
	apptest.EachCallFails(t, func(b *apptest.Break) error {
		m.Break = b
		_, err := r.Head(t.Context())
		return err
	})
}
