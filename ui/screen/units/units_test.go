package units

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

var (
	assistant  = app.Actor{Staff: app.ID{1}, Name: "林晓燕", Role: app.Assistant}
	inspector  = app.Actor{Staff: app.ID{2}, Name: "赵磊", Role: app.Handover}
	first      = app.ID{10}
	second     = app.ID{20}
	noon       = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	longGround = 40 // floors of the second building: the site is not shown whole
)

// ledger is a site of two buildings in memory.
type ledger struct {
	Reader // what the lists read; the grid does not
	views  []site.BuildingView
	tiles  map[app.ID][]site.Tile
	gate   handover.Gate
	fault  error
	funds  []app.ID
	state  site.FundState
	refuse error
	types  []site.HouseType
	typed  []app.ID
	given  app.ID
}

func newLedger() *ledger {
	l := &ledger{tiles: map[app.ID][]site.Tile{}}
	add := func(building app.ID, code string, floors int) {
		v := site.BuildingView{Building: site.Building{ID: building, Name: code + "幢"}, Units: 2 * floors, Counts: map[site.State]int{}}
		for n := range v.Units {
			f, r := floors-n/2, 1+n%2
			room, state := fmt.Sprintf("%d0%d", f, r), site.States[n%len(site.States)]
			l.tiles[building] = append(l.tiles[building], site.Tile{Unit: app.ID{building[0], byte(f), byte(r)}, Building: building,
				Floor: f, Room: room, Code: code + "-" + room, State: state, Open: n % 3})
			v.Counts[state]++
		}
		l.views = append(l.views, v)
	}
	add(first, "1", 4)
	add(second, "2", longGround)
	return l
}

func (l *ledger) Buildings(context.Context) ([]site.BuildingView, error) {
	return slices.Clone(l.views), l.fault
}

func (l *ledger) Tiles(_ context.Context, building app.ID) ([]site.Tile, error) {
	if building.IsNil() {
		return append(slices.Clone(l.tiles[first]), l.tiles[second]...), nil
	}
	return slices.Clone(l.tiles[building]), nil
}

func (l *ledger) HandoverDesk(context.Context, app.ID) (handover.View, error) {
	return handover.View{Owners: []handover.Present{{Owner: site.Owner{Name: "王建国"}}, {Owner: site.Owner{Name: "李梅"}}}, Gate: l.gate}, nil
}

func (l *ledger) SetFunds(_ context.Context, _ app.Actor, units []app.ID, state site.FundState) error {
	l.funds, l.state = units, state
	return l.refuse
}

func (l *ledger) HouseTypes(context.Context) ([]site.HouseType, error) { return l.types, nil }

func (l *ledger) SetHouseType(_ context.Context, _ app.Actor, units []app.ID, houseType app.ID) error {
	l.typed, l.given = units, houseType
	return l.refuse
}

// stage is the place in a test window.
type stage struct {
	*shelltest.Stage
	page *page
}

func open(t *testing.T, l *ledger, actor app.Actor, route shell.Route) *stage {
	t.Helper()
	s := &stage{}
	p, last := Params{Read: l, Funds: l, Types: l}, new(app.ID)
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: noon, Elsewhere: shelltest.Elsewhere("unit", "import", "settings"),
		Header: shell.Header{Site: "锦绣花园", Actor: actor},
		Title:  "shell.place.units", Place: func(title func() string) shell.Place { return Place(p, title) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			s.page = newPage(c, p, c.W.T("shell.place.units"), last)
			return s.page.view
		}})
	s.Open(route)
	s.Run.Elapse(time.Second)
	return s
}

// askFund asks for the fund of all that is selected.
func (s *stage) askFund() {
	var homes []app.ID
	for _, t := range s.page.grid.Selected() {
		homes = append(homes, t.Unit)
	}
	s.page.bulk.askFund(homes)
}

func (s *stage) choosePaid() {
	shelltest.Find(s.Stage, func(c *widget.Select) bool { return len(c.Options) == 3 }).Choose(s.Words.T("units.fund.paid"))
}

// The grid in the states it has: a building, a filter, nothing yet.
func TestLooks(t *testing.T) {
	l := newLedger()
	s := open(t, l, assistant, shell.To("units").With("building", first.String()))
	test.AssertRendersToMarkup(t, "building.xml", s.Win.Canvas())
	s.page.legend[2].Tapped(nil)
	test.AssertRendersToMarkup(t, "filtered.xml", s.Win.Canvas())

	s = open(t, &ledger{}, assistant, shell.To("units"))
	test.AssertRendersToMarkup(t, "empty.xml", s.Win.Canvas())
}

// A site too large to be seen whole begins with its first building; a small one
// is shown whole.
func TestBegin(t *testing.T) {
	l := newLedger()
	views, _ := l.Buildings(t.Context())
	if got := begin(views, app.Nil); !got.IsNil() {
		t.Errorf("88 units begin with one building")
	}
	views[1].Units = 500
	if got := begin(views, app.Nil); got != first {
		t.Errorf("508 units begin with %v", got)
	}
	if got := begin(views, second); got != second {
		t.Errorf("the building asked for is not begun with")
	}
}

// Arrows walk, Enter opens, a room number jumps.
func TestKeyboard(t *testing.T) {
	s := open(t, newLedger(), assistant, shell.To("units").With("building", first.String()))
	s.Key(fyne.KeyRight, fyne.KeyDown)
	s.Type("302")
	if c := s.page.grid.Current(); c == nil || c.Room != "302" {
		t.Fatalf("the keyboard is on %v", c)
	}
	s.Key(fyne.KeyReturn)
	if len(s.Went) != 1 || s.Went[0].Place != "unit" || s.Went[0].ID != (app.ID{10, 3, 2}).String() {
		t.Errorf("Enter led to %v", s.Went)
	}
}

// The legend filters, says how many remain in each building, and Esc lets go.
func TestFilter(t *testing.T) {
	l := newLedger()
	s := open(t, l, assistant, shell.To("units").With("building", first.String()))
	s.page.legend[0].Tapped(nil) // not ready
	matched := 0
	for _, tile := range s.page.grid.Tiles() {
		if s.page.grid.Match(tile) {
			matched++
		}
	}
	if matched != 2 {
		t.Errorf("%d of 8 units match, want the 2 that are not ready", matched)
	}
	chip := s.page.strip.Objects[1].(*widget.Chip)
	if chip.Count != 2 {
		t.Errorf("the strip says %d", chip.Count)
	}
	if !s.page.escape() || s.page.escape() {
		t.Error("Esc lets a filter go once")
	}
	if chip = s.page.strip.Objects[1].(*widget.Chip); chip.Count != 8 {
		t.Errorf("without filter the strip says %d", chip.Count)
	}
}

// A route may narrow by state.
func TestRouteNarrows(t *testing.T) {
	s := open(t, newLedger(), assistant, shell.To("units").With("state", "ready blocked"))
	if !(*s.page.filter)[site.Ready] || !(*s.page.filter)[site.Blocked] || len(*s.page.filter) != 2 {
		t.Errorf("filter is %v", *s.page.filter)
	}
}

// The strip and its commands go from building to building.
func TestBuildings(t *testing.T) {
	s := open(t, newLedger(), assistant, shell.To("units").With("building", first.String()))
	s.Command(s.Words.T("units.next_building"))
	if *s.page.building != second || len(s.page.grid.Tiles()) != 2*longGround {
		t.Errorf("the next building shows %d units", len(s.page.grid.Tiles()))
	}
	s.Command(s.Words.T("units.next_building")) // there is none
	s.Command(s.Words.T("units.previous_building"))
	s.Command(s.Words.T("units.previous_building"))
	if !s.page.building.IsNil() || len(s.page.grid.Tiles()) != 8+2*longGround {
		t.Errorf("all shows %d units", len(s.page.grid.Tiles()))
	}
}

// What the keyboard is on is said at the side, with its owners and the next step.
func TestAside(t *testing.T) {
	s := open(t, newLedger(), assistant, shell.To("units").With("building", first.String()))
	s.Key(fyne.KeyRight)
	s.Run.Elapse(time.Second)
	if head := s.page.asideHead.Text; !strings.HasPrefix(head, "1-40") {
		t.Errorf("the head says %q", head)
	}
	for _, want := range []string{"王建国、李梅", "下一步"} {
		if said := s.page.aside.Text; !strings.Contains(said, want) {
			t.Errorf("%q does not say %q", said, want)
		}
	}
	s.Command(s.Words.T("units.next_building"))
	s.Run.Elapse(time.Second)
	if head, said := s.page.asideHead.Text, s.page.aside.Text; !strings.HasPrefix(head, "2-") && (head != "" || said != s.Words.T("units.keys")) {
		t.Errorf("beside another building stands %q: %q", head, said)
	}
}

// The fund of the units selected is recorded at once; who may not is not offered it.
func TestFund(t *testing.T) {
	l := newLedger()
	s := open(t, l, assistant, shell.To("units").With("building", first.String()))
	s.page.grid.Select(app.ID{10, 1, 1}, app.ID{10, 1, 2})
	if len(s.page.acts.Objects) != 4 {
		t.Fatalf("the bar offers %d things", len(s.page.acts.Objects))
	}
	s.askFund()
	s.WindowKey(fyne.KeyReturn)
	if len(l.funds) != 0 || !strings.Contains(s.Says(), s.Words.T("refusal.building.fund_missing")) {
		t.Errorf("recorded of %v, and nobody said how the fund stands", l.funds)
	}
	s.choosePaid()
	s.WindowKey(fyne.KeyReturn)
	if len(l.funds) != 2 || l.state != site.FundPaid {
		t.Errorf("recorded %v as %q", l.funds, l.state)
	}
	if len(s.page.grid.Selected()) != 0 {
		t.Error("what is done is still selected")
	}

	l.refuse = app.Refuse("permission.scope", "who", "林晓燕")
	s.page.grid.Select(app.ID{10, 1, 1})
	s.askFund()
	s.choosePaid()
	s.WindowKey(fyne.KeyReturn)
	if len(s.page.grid.Selected()) != 1 || !strings.Contains(s.Says(), "林晓燕") {
		t.Error("what was refused is no longer selected, or nobody says why")
	}

	s = open(t, l, inspector, shell.To("units").With("building", first.String()))
	s.page.grid.Select(app.ID{10, 1, 1})
	if len(s.page.acts.Objects) != 2 {
		t.Error("who may not record the fund is offered it")
	}
}

// The units selected get a house type at once; where there is none yet, the way to
// enter one is offered; what is refused is said and stays selected.
func TestHouseType(t *testing.T) {
	l := newLedger()
	s := open(t, l, assistant, shell.To("units").With("building", first.String()))
	enter := func() { s.WindowKey(fyne.KeyReturn) }
	ask := func() {
		t.Helper()
		for _, o := range s.page.acts.Objects {
			if b, ok := o.(*widget.Button); ok && b.Text == s.Words.T("units.type.act") {
				b.OnTap()
				return
			}
		}
		t.Fatal("the house type is not offered")
	}
	l.types = []site.HouseType{{ID: app.ID{61}, Name: "A户型"}, {ID: app.ID{62}, Name: "B户型"}}
	s.page.grid.Select(app.ID{10, 1, 1}, app.ID{10, 1, 2})
	ask()
	s.Key(fyne.KeyDown)
	l.refuse = app.Refuse("permission.scope", "who", "林晓燕")
	enter()
	if len(s.page.grid.Selected()) != 2 || s.Top() == nil {
		t.Error("what was refused is no longer asked")
	}
	l.refuse = nil
	enter()
	if len(l.typed) != 2 || l.given != (app.ID{62}) || len(s.page.grid.Selected()) != 0 {
		t.Errorf("%v got the type %v", l.typed, l.given)
	}
	l.types = nil
	s.page.grid.Select(app.ID{10, 1, 1})
	ask()
	enter()
	if len(s.Went) != 1 || s.Went[0].Place != "settings" || s.Went[0].Part != "house_types" {
		t.Errorf("without house types the way leads to %v", s.Went)
	}
}

// The grid follows commits, and keeps where one is.
func TestFollows(t *testing.T) {
	l := newLedger()
	s := open(t, l, assistant, shell.To("units").With("building", first.String()))
	s.Key(fyne.KeyRight, fyne.KeyDown)
	at := s.page.grid.Current().Unit
	for i := range l.tiles[first] {
		l.tiles[first][i].State = site.HandedOver
	}
	s.Changed("unit")
	if s.page.legend[6].Count != 8 {
		t.Errorf("after the commit %d units are handed over", s.page.legend[6].Count)
	}
	if c := s.page.grid.Current(); c == nil || c.Unit != at {
		t.Error("the keyboard lost its place")
	}
}

// An empty site offers the import to those who may; a grid that cannot be read says so.
func TestEmptyAndFault(t *testing.T) {
	s := open(t, &ledger{}, assistant, shell.To("units"))
	if len(s.page.acts.Objects) != 1 {
		t.Error("no import is offered")
	}
	s.page.acts.Objects[0].(*widget.Button).OnTap()
	if len(s.Went) != 1 || s.Went[0].Place != "import" {
		t.Errorf("import led to %v", s.Went)
	}
	if s = open(t, &ledger{}, inspector, shell.To("units")); len(s.page.acts.Objects) != 0 {
		t.Error("who may not import is offered it")
	}
	s = open(t, &ledger{fault: errors.New("disk gone")}, assistant, shell.To("units"))
	if s.Top() != nil || s.Button(s.Words.T("common.retry")) == nil {
		t.Error("the fault is not presented in place of the grid, with a way to try again")
	}
}

// In English nothing is left to say in Chinese but names.
func TestLanguage(t *testing.T) {
	s := open(t, newLedger(), assistant, shell.To("units").With("building", first.String()))
	s.page.legend[3].Tapped(nil)
	s.Words.SetLanguage(words.English)
	if !(*s.page.filter)[site.Reinspect] || *s.page.building != first {
		t.Error("the filter did not outlive the change of language")
	}
	if got := s.page.legend[0].Text; got != s.Words.In(words.English, "common.state.not_ready") {
		t.Errorf("the legend says %q", got)
	}
}

// A home that the law bars says so beside the state of the work in it; one that is
// blocked says by what.
func TestWhatBarsAHomeIsSaid(t *testing.T) {
	l := newLedger()
	l.gate = handover.GateOf(handover.GateFacts{Facts: handover.Facts{Inspected: true, SignedOff: true, Fund: site.FundPaid}})
	s := open(t, l, assistant, shell.To("units"))
	law := s.Words.Refusal(l.gate[0].Refusal())
	contract := s.Words.Refusal(l.gate[1].Refusal())
	v, _ := l.HandoverDesk(context.Background(), app.Nil)
	for _, c := range []struct {
		state           site.State
		law, own, other bool
	}{
		{site.Rectifying, true, true, false}, {site.Blocked, true, false, true}, {site.HandedOver, false, false, false},
	} {
		said := strings.Join(s.page.lines(site.Tile{Code: "1-1-101", State: c.state}, &v), "\n")
		if strings.Contains(said, law) != c.law || strings.Contains(said, s.Words.T("common.barred")) != c.own || strings.Contains(said, contract) != c.other {
			t.Errorf("%s says\n%s", c.state, said)
		}
	}
}

// A building that is called by a number alone is said to be a building over its homes.
func TestABuildingCalledByANumber(t *testing.T) {
	s := open(t, newLedger(), assistant, shell.To("units"))
	for name, want := range map[string]string{"1": "1幢 2 单元", "B": "B幢 2 单元", "3幢": "3幢 2 单元", "A座": "A座 2 单元"} {
		s.page.views[0].Name = name
		if got := s.page.heading(s.page.views[0].ID, "2"); got != want {
			t.Errorf("%q is headed %q, want %q", name, got, want)
		}
	}
}

// Who is bound to communities finds the buildings that lie there, and no other.
func TestGridOfTheirOwnCommunity(t *testing.T) {
	l, here := newLedger(), app.ID{0xc1}
	l.views[1].Community = here
	who := inspector
	who.Communities = []app.ID{here}
	s := open(t, l, who, shell.To("units"))
	if len(s.page.views) != 1 || s.page.views[0].ID != second {
		t.Errorf("they find %+v", s.page.views)
	}
	for _, tile := range s.page.grid.Tiles() {
		if tile.Building != second {
			t.Fatalf("they find %s", tile.Code)
		}
	}
}
