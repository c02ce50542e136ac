package units

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
	"keyday/data/datatest"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// estate is a site of three homes: 王建国 owns two of them, 李梅 one together with him.
func estate(t *testing.T) *datatest.Site {
	wang, li := app.ID{0x61}, app.ID{0x62}
	s := datatest.Open(t, noon,
		site.Building{ID: app.ID{3}, Community: apptest.CommunityID, Code: "3", Name: "3幢", Order: 1, Completed: app.DateOf(noon)},
		site.HouseType{ID: app.ID{0x14}, Name: "A户型", Finish: site.Fitted},
		site.Owner{ID: wang, Name: "王建国", IDType: "身份证", IDNo: "110101199003070118", Phone: "13800001234"},
		site.Owner{ID: li, Name: "李梅", Phone: "13900005678"},
	)
	for i, code := range []string{"3-1-101", "3-1-102", "3-1-1001"} {
		home := app.ID{0x51, byte(i)}
		s.Put(site.Unit{ID: home, Building: app.ID{3}, Entrance: "1", Floor: 1, Room: code[4:], Code: code, HouseType: app.ID{0x14}, Batch: "首批", Fund: site.FundPaid})
		if i < 2 {
			s.Put(site.Ownership{ID: site.OwnershipID(home, wang), Unit: home, Owner: wang, Share: "1/2"})
		}
	}
	s.Put(site.Ownership{ID: site.OwnershipID(app.ID{0x51, 1}, li), Unit: app.ID{0x51, 1}, Owner: li, Order: 1, Share: "1/2"})
	return s
}

// place opens the place itself, with its views.
func place(t *testing.T, s *datatest.Site, actor app.Actor, route shell.Route) *shelltest.Stage {
	t.Helper()
	p := Params{Read: s.Store, Funds: s.Desk.Site, Types: s.Desk.Site}
	st := shelltest.Begin(t, shelltest.Params{Now: noon, Elsewhere: shelltest.Elsewhere("unit", "import", "settings"),
		Header: shell.Header{Site: "锦绣花园", Actor: actor}, Title: "shell.place.units",
		Place: func(title func() string) shell.Place { return Place(p, title) }})
	st.Open(route)
	return st
}

func table(s *shelltest.Stage) *register.Table { return shelltest.Find[*register.Table](s, nil) }

// texts are what the records of the list have in a column, in their order.
func texts(s *shelltest.Stage, column string) (all []string) {
	for _, r := range table(s).Records() {
		all = append(all, r.Text(column))
	}
	return all
}

// The place is looked at as grid, list or owners; it comes back as it was looked at last.
func TestViews(t *testing.T) {
	s := place(t, estate(t), assistant, shell.To("units"))
	if shelltest.Find[*UnitGrid](s, nil) == nil {
		t.Fatal("it does not begin as a grid")
	}
	tap := func(view string) {
		shelltest.Find(s, func(c *widget.Chip) bool { return c.Text == s.Words.T("units.view."+view) }).OnTap(true)
	}
	tap("list")
	if got := texts(s, "unit"); !slices.Equal(got, []string{"3-1-101", "3-1-102", "3-1-1001"}) {
		t.Errorf("the list is %v", got)
	}
	test.AssertRendersToMarkup(t, "homes.xml", s.Win.Canvas())
	tap("owners")
	if got := texts(s, "name"); !slices.Equal(got, []string{"李梅", "王建国"}) {
		t.Errorf("the owners are %v", got)
	}
	test.AssertRendersToMarkup(t, "owners.xml", s.Win.Canvas())
	if said := s.Says(); strings.Contains(said, "13800001234") || strings.Contains(said, "110101199003070118") || !strings.Contains(said, "138****1234") {
		t.Errorf("what is private is not masked: %s", said)
	}
	s.Open(shell.To("import"))
	s.Open(shell.To("units"))
	if len(texts(s, "homes")) != 2 {
		t.Error("it is not looked at as it was last")
	}
	s.Open(shell.To("units").With("state", string(site.Ready)))
	if shelltest.Find[*UnitGrid](s, nil) == nil {
		t.Error("who asks for a state is not shown the grid")
	}
}

// A home opens from the list, an owner's one home or the list of their several from theirs.
func TestListsOpenHomes(t *testing.T) {
	s := place(t, estate(t), assistant, shell.To("units").In(asList))
	open := func(column, text string) {
		at := slices.Index(texts(s, column), text)
		l := table(s)
		l.GoTo(l.Records()[at].ID())
		l.OnOpen(l.Records()[at])
	}
	open("unit", "3-1-102")
	if r := s.Route(); r.Place != "unit" || r.ID != (app.ID{0x51, 1}).String() {
		t.Errorf("it led to %+v", r)
	}
	s.Open(shell.To("units").In(asOwners))
	open("name", "李梅")
	if r := s.Route(); r.Place != "unit" || r.ID != (app.ID{0x51, 1}).String() {
		t.Errorf("the one home of an owner led to %+v", r)
	}
	s.Open(shell.To("units").In(asOwners))
	open("name", "王建国")
	if got := texts(s, "unit"); !slices.Equal(got, []string{"3-1-101", "3-1-102"}) || !strings.Contains(s.Says(), "房号：3-1-101、3-1-102") {
		t.Errorf("the homes of an owner are %v: %s", got, s.Says())
	}
}

// Several homes are selected in the list as in the grid, and written for at once.
func TestListActsForSeveral(t *testing.T) {
	site1 := estate(t)
	s := place(t, site1, assistant, shell.To("units").In(asList))
	c := s.Win.Canvas()
	c.Focus(table(s).Focusable())
	s.Key(fyne.KeySpace)
	if got := len(table(s).Selected()); got != 1 {
		t.Fatalf("%d are selected", got)
	}
	s.Tap(s.Words.T("units.fund.act"))
	shelltest.Find(s, func(c *widget.Select) bool { return len(c.Options) == 3 }).Choose(s.Words.T("units.fund.unpaid"))
	s.Tap(s.Words.T("units.fund.confirm"))
	if u, err := site1.Unit(t.Context(), app.ID{0x51, 0}); err != nil || u.Fund != site.FundUnpaid {
		t.Errorf("the fund is %q, %v", u.Fund, err)
	}
	if len(table(s).Selected()) != 0 {
		t.Error("what was written for stays selected")
	}
	if s = place(t, site1, inspector, shell.To("units").In(asList)); s.Button(s.Words.T("units.import")) != nil {
		t.Error("the import is offered to who may not import")
	}
}

// A list shows of the communities what the one chosen at the top has.
func TestListIsOfTheCommunityChosen(t *testing.T) {
	at := estate(t)
	at.Put(site.Community{ID: app.ID{9}, Name: "二期"}, site.Building{ID: app.ID{5}, Community: app.ID{9}, Code: "5", Name: "5幢", Order: 2},
		site.Unit{ID: app.ID{0x52}, Building: app.ID{5}, Room: "101", Code: "5-101"})
	s := place(t, at, assistant, shell.To("units").In(asList))
	if got := texts(s, "unit"); len(got) != 4 {
		t.Errorf("the list is %v", got)
	}
	h := s.Shell.Header()
	h.Community = app.ID{9}.String()
	s.Shell.SetHeader(h)
	s.Shell.Reload()
	if got := texts(s, "unit"); !slices.Equal(got, []string{"5-101"}) {
		t.Errorf("of the second phase it is %v", got)
	}
}
