package contracts

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/datatest"
	"keyday/ui/lists"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

// now is the day of the tests.
var now = time.Date(2026, 11, 23, 10, 0, 0, 0, site.Site{}.Location())

// drawer is the desk, but that it notes which agreements are to be drawn up, and draws none.
type drawer struct {
	*contract.Desk
	drawn   [][]contract.Agreeing
	refuse  error
	lacking map[app.ID]error // homes of which none can be drawn up
	full    map[app.ID]bool  // homes at which the disk is full
}

func (d *drawer) AgreeAll(_ context.Context, _ app.Actor, wanted []contract.Agreeing) (made []contract.Document, o app.Outcome, err error) {
	units := make([]app.ID, len(wanted))
	for i, a := range wanted {
		units[i] = a.Unit
	}
	if d.refuse != nil {
		return nil, app.Outcome{Rest: units}, d.refuse
	}
	d.drawn = append(d.drawn, wanted)
	for i, a := range wanted {
		if d.full[a.Unit] {
			o.Rest = units[i:]
			return made, o, app.Refuse("disk.full", "what", "site")
		}
		if why := d.lacking[a.Unit]; why != nil {
			o.Undone = append(o.Undone, app.Undone{ID: a.Unit, Why: why})
		} else {
			made = append(made, contract.Document{ID: app.ID{0xd0, byte(i)}})
		}
	}
	return made, o, nil
}

// house is a site of six homes, which a test changes before it is laid down.
type house struct {
	*datatest.Site
	drawer
	none   bool // no homes
	before contract.Terms
}

// homes are in every state.
func homes() (all []any) {
	for i, h := range []struct {
		room, owners string
		state        contract.State
		signed       int
	}{
		{"101", "欧阳䶮、王𬀩", contract.Signed, 0}, {"102", "李四", contract.Locked, 0}, {"201", "张三", contract.PartlySigned, 0},
		{"202", "赵六", "", 0}, {"301", "钱七", "", 0}, {"302", "孙八", contract.Voided, 0},
	} {
		n := byte(i + 1)
		u := site.Unit{ID: app.ID{n}, Building: apptest.BuildingID, Entrance: "1", Floor: int(h.room[0] - '0'), Room: h.room, Code: "3-1-" + h.room}
		all = append(all, u)
		for k, name := range strings.Split(h.owners, "、") {
			o := site.Owner{ID: app.ID{0xa0, n, byte(k)}, Name: name}
			all = append(all, o, site.Ownership{ID: site.OwnershipID(u.ID, o.ID), Unit: u.ID, Owner: o.ID, Order: k})
		}
		if h.state == "" {
			continue
		}
		d := contract.Document{ID: app.ID{0xd0, n}, Kind: contract.Agreement, Unit: u.ID, Number: fmt.Sprint("WY-01-0000", n), State: h.state, LockedAt: now.AddDate(0, 0, -3)}
		all = append(all, d)
		for k := range 4 { // places to sign
			all = append(all, contract.Field{ID: app.ID{0xf0, n, byte(k)}, Document: d.ID, Order: k, Role: contract.AsOwner, Required: true})
		}
	}
	return append(all, site.HouseType{ID: app.ID{0xe1}, Name: "A1"}, site.HouseType{ID: app.ID{0xe2}, Name: "S1"})
}

// stage is the place in a test window.
type stage struct {
	*shelltest.Stage
	*house
	list *list
	form *terms
	kept *unsaved
}

func begin(t *testing.T, role app.Role, route shell.Route, change func(*house)) *stage {
	t.Helper()
	s := &stage{house: &house{}, kept: &unsaved{}}
	if change != nil {
		change(s.house)
	}
	s.Site = datatest.Open(t, now, site.Building{ID: apptest.BuildingID, Community: apptest.CommunityID, Code: "3", Name: "3幢"})
	if !s.none {
		s.Put(homes()...)
	}
	s.drawer.Desk = s.Site.Desk.Contract
	s.put(&s.before)
	p := Params{Read: s.Store, Desk: &s.drawer, Text: app.Wording{Template: contract.AgreementTemplate, Text: "a1"}}
	who := app.Actor{Staff: apptest.Supervisor.Staff, Name: "周建国", Role: role}
	elsewhere := shelltest.Elsewhere("document", "import")
	for i := range elsewhere {
		elsewhere[i].Icon = "contract"
	}
	all := lists.Open(lists.OfAgreements, p.Read)
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: now, Elsewhere: elsewhere, Header: shell.Header{Site: "锦绣花园", Actor: who},
		Title: "shell.place.contract", Place: func(title func() string) shell.Place { return Place(p, title) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			if c.Route.Part == Terms {
				s.form = newTerms(c, p, s.kept)
				return s.form.view
			}
			s.list = newList(c, p, all, "合同")
			return s.list.View
		}})
	s.Told = s.Changed
	s.Stage.Open(shell.To("contracts"))
	if !s.none {
		s.list.Table.Focus() // in the window the page stands later, and does it itself
	}
	if route.Part != "" {
		s.Stage.Open(route)
	}
	return s
}

// put puts other terms, as somebody else does.
func (h *house) put(other *contract.Terms) {
	ctx := context.Background()
	seen, err := h.SeeAgreementTerms(ctx)
	if err == nil && !reflect.DeepEqual(*other, contract.Terms{}) {
		err = h.Site.Desk.Contract.PutTerms(ctx, apptest.Supervisor, &seen, *other)
	}
	if err != nil {
		panic(err)
	}
}

// terms are those that the site has.
func (s *stage) terms() contract.Terms {
	s.Helper()
	now, err := s.AgreementTerms(s.Context())
	if err != nil {
		s.Fatal(err)
	}
	return now
}

func (s *stage) enter() { s.Key(fyne.KeyReturn) }

func (s *stage) goTo(unit byte) { s.list.GoTo(app.ID{unit}) }

// all are the homes that the list shows.
func (s *stage) all() []register.Row { return s.list.Table.Records() }

// The filters count every home once.
func TestFilters(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	for chip, want := range map[string]int{"全部": 6, "未拟定": 2, "待签署": 1, "部分签署": 1, "已签署": 1, "已作废": 1} {
		s.TapChip(chip)
		if on := shelltest.Find(s.Stage, func(c *widget.Chip) bool { return c.Text == chip }); on.Count != want || len(s.all()) != want || !on.On {
			t.Errorf("%s counts %d and shows %d, want %d", chip, on.Count, len(s.all()), want)
		}
	}
}

// Who comes from a home is at that home.
func TestComesFromAHome(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	s.Stage.Open(shell.To("document"))
	s.Stage.Open(shell.To("contracts").With("unit", app.ID{4}.String()))
	if home, on := s.list.Table.Current(); !on || home.ID() != (app.ID{4}) {
		t.Error("the keyboard is on another")
	}
}

// Enter leads to the agreement, or to drawing one up: two keys.
func TestEnter(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	s.goTo(2)
	s.list.Table.Focus()
	s.enter()
	if r := s.Stage.Route(); r.Place != "document" || r.ID != (app.ID{0xd0, 2}).String() {
		t.Fatalf("at %+v", r)
	}
	s.Stage.Back()
	if home, _ := s.list.Table.Current(); home.ID() != (app.ID{2}) {
		t.Errorf("back, and the keyboard is on %v", home.ID())
	}
	s.goTo(4)
	s.list.Table.Focus()
	s.enter()
	s.enter()
	if len(s.drawn) != 1 || len(s.drawn[0]) != 1 || s.drawn[0][0].Unit != (app.ID{4}) || s.drawn[0][0].Again {
		t.Fatalf("drawn up %+v", s.drawn)
	}
	if s.Stage.Route().Place != "document" {
		t.Error("the new agreement is not opened")
	}
}

// Of several chosen, those that stand are passed over; chosen alone they are
// replaced, on purpose.
func TestDrawUpMany(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	s.list.askFor(s.all())
	s.enter()
	var units []app.ID
	for _, a := range s.drawn[0] {
		units = append(units, a.Unit)
		if a.Again {
			t.Error("one of many replaces what stands")
		}
	}
	if !slices.Equal(units, []app.ID{{4}, {5}, {6}}) {
		t.Errorf("drawn up for %v", units)
	}
	s.list.askFor(s.all()[:1])
	s.enter()
	if a := s.drawn[1][0]; a.Unit != (app.ID{1}) || !a.Again {
		t.Errorf("drawn up again %+v", a)
	}
}

// The next thing to do is about what is chosen: of several, all of them, and not the one
// that the keyboard is on.
func TestNextIsOfWhatIsChosen(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	s.goTo(4)
	s.list.Table.Focus()
	s.Win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	s.list.next()
	s.enter()
	if len(s.drawn) != 1 || len(s.drawn[0]) != 3 {
		t.Errorf("drawn up %+v", s.drawn)
	}
}

// What one home lacks is listed with why, and the others are made; a home alone is
// refused in the dialog.
func TestWhatIsNotDrawnUpIsListed(t *testing.T) {
	why := app.Refuse("contract.agreement_incomplete", "unit", "3-1-202", "missing", "owner")
	s := begin(t, app.Supervisor, shell.To("contracts"), func(h *house) { h.lacking = map[app.ID]error{{4}: why} })
	s.list.askFor(s.all())
	s.enter()
	s.says(t, "已完成 2 项，1 项没有完成", "3-1-202", s.Words.Refusal(why))
	s.enter() // it is read
	if s.Top() != nil {
		t.Fatal("the list stays")
	}
	s.list.askFor(s.all()[3:4])
	s.enter()
	s.says(t, s.Words.Refusal(why))
	if got := s.lines(); strings.Contains(got, "没有完成") {
		t.Errorf("of the one home it says %q", got)
	}
}

// lines is all that the dialog shows, without blanks.
func (s *stage) lines() string {
	return strings.NewReplacer(" ", "", "\n", "").Replace(shelltest.Text(shelltest.Visible(s.Top())...))
}

// says holds the dialog to what it shows.
func (s *stage) says(t *testing.T, all ...string) {
	t.Helper()
	for _, want := range all {
		if got := s.lines(); !strings.Contains(got, strings.ReplaceAll(want, " ", "")) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
}

// Where drawing up is stopped midway, those that were made stand, and the dialog offers
// the rest: nothing is asked for twice.
func TestDrawingUpGoesOn(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), func(h *house) { h.full = map[app.ID]bool{{5}: true} })
	units := func(wanted []contract.Agreeing) (all []app.ID) {
		for _, a := range wanted {
			all = append(all, a.Unit)
		}
		return all
	}
	s.list.askFor(s.all())
	s.enter()
	asked := units(s.drawn[0])
	at := slices.Index(asked, app.ID{5})
	if at < 1 {
		t.Fatalf("asked for %v", asked)
	}
	full := s.Words.Refusal(app.Refuse("disk.full", "what", "site"))
	s.says(t, fmt.Sprintf("已完成 %d 项，还有 %d 项没有处理", at, len(asked)-at), full)
	s.enter()
	s.says(t, full)
	s.full = nil
	s.enter()
	for _, again := range s.drawn[1:] {
		if got := units(again); !slices.Equal(got, asked[at:]) {
			t.Errorf("gone on with %v of %v", got, asked)
		}
	}
	if len(s.drawn) != 3 || s.Top() != nil {
		t.Errorf("drawn up in %d goes, and the dialog stays: %s", len(s.drawn), s.lines())
	}
}

// The papers of what is selected go into one file, as it is asked for; a home of which none
// can be made is listed, each with why.
func TestPrintPack(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	var packed register.Packing
	kinds := []contract.Kind{contract.Sheet, contract.Agreement, contract.Certificate}
	s.list.p.Pack = register.Packer{Forms: kinds, Arranged: []string{"home", "form", "station"}, Make: func(_ context.Context, _ app.Actor, p register.Packing, _ func(done, all int)) (int, []app.Undone, error) {
		packed = p
		return 7, []app.Undone{{ID: p.Homes[1], Why: app.Refuse("contract.none_of_kind", "kind", "certificate")}, {ID: p.Homes[1], Why: app.Refuse("contract.not_locked", "number", "WY-01-00006")}}, nil
	}}
	s.list.Table.Focus()
	s.Win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
	s.list.Table.OnSelect() // the page was built before there was a way to print
	s.Tap(s.Words.T("register.pack"))
	shelltest.Find(s.Stage, func(c *widget.Check) bool { return c.Text == s.Words.T("contract.kind.certificate") }).Tick(true)
	shelltest.Find(s.Stage, func(c *widget.Check) bool { return c.Text == s.Words.T("register.duplex") }).Tick(true)
	s.Tap(s.Words.T("register.pack_confirm"))
	s.Key(fyne.KeyReturn) // the file, as it is called
	if len(packed.Homes) != 6 || !slices.Equal(packed.Forms, kinds[1:]) || packed.Arranged != "home" || !packed.Duplex || !strings.HasSuffix(packed.File, "物业协议 6 户.pdf") {
		t.Errorf("packed %+v", packed)
	}
	s.says(t, "已完成 7 项，2 项没有完成", "3-1-102", s.Words.Refusal(app.Refuse("contract.none_of_kind", "kind", "certificate")), "WY-01-00006")
}

// A refusal is said in the dialog, which stays.
func TestRefused(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), func(h *house) {
		h.refuse = app.Refuse("contract.incomplete", "number", "WY-01-00009", "missing", "协议期限")
	})
	s.list.askFor(s.all()[3:4])
	s.enter()
	if s.Top() == nil || s.Stage.Route().Place != "contracts" {
		t.Error("a refusal closes the dialog")
	}
}

func TestOthersOnlyRead(t *testing.T) {
	s := begin(t, app.Handover, shell.To("contracts"), nil)
	s.goTo(4)
	s.list.Table.Focus()
	s.enter()
	if s.Top() != nil {
		t.Error("who may not sign contracts is offered to draw one up")
	}
	if !strings.Contains(test.RenderToMarkup(s.Win.Canvas()), s.Words.T("shell.role."+string(app.Supervisor))) {
		t.Error("who may draw it up is not said")
	}
	if s.Button(s.Words.T("contracts.receipt")) == nil || s.Button(s.Words.T("contracts.draw_up")) != nil {
		t.Error("not the receipt alone is offered, which reception takes down")
	}
}

func TestEmpty(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), func(h *house) { h.none = true })
	if !strings.Contains(s.Text(), "导入房源与业主之后") || s.Button("导入房源") == nil {
		t.Errorf("an empty list says %s", s.Text())
	}
}

// What the form shows is what is saved; the rest of the record stays.
func TestTermsComeBack(t *testing.T) {
	want := contract.Terms{Place: "河西大街 66 号", FeeBasis: contract.Commission, FirstMonths: 3, Copies: 4, LateRate: "每日万分之五",
		Rates: []contract.Rate{
			{Type: "高层住宅", Price: app.Money{Decimal: decimal.RequireFromString("2.85")}},
			{Type: "商业", Price: app.Money{Decimal: decimal.RequireFromString("4.5")}, HouseTypes: []string{"S1", "A1"}}},
		ServiceContractNo: "QW-2026-008", ServiceContractFiling: "备 18 号", ServiceRooms: "186 平方米", CommissionRate: "8%", VacantRate: "按 70%",
		SharedEnergy: "按面积", DataRetention: "满三年",
		TermFrom: app.NewDate(2026, 11, 30), TermTo: app.NewDate(2029, 11, 29), Extra: []string{"一", "二"}}
	s := begin(t, app.Supervisor, shell.To("contracts").In(Terms), func(h *house) { h.before = want })
	kept := s.terms()
	s.form.texts["parking_fee"].SetText("每月 80 元")
	s.form.save()
	got := s.terms()
	if kept.ParkingFee = "每月 80 元"; !reflect.DeepEqual(got, kept) || got.ServiceRooms != want.ServiceRooms || len(got.Rates) != 2 {
		t.Errorf("saved %+v", got)
	}
	if s.Stage.Route().Part == Terms {
		t.Error("saving stays on the form")
	}
}

// Whatever is typed in a field of the form is kept.
func TestEveryTermIsKept(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts").In(Terms), nil)
	for key, e := range s.form.texts {
		if key != "first_months" && key != "prepay_limit" && key != "copies" {
			e.SetText("填写 " + key)
		}
	}
	s.form.save()
	kept := fmt.Sprintf("%+v", s.terms())
	for key, e := range s.form.texts {
		if e.Text != "" && !strings.Contains(kept, e.Text) {
			t.Errorf("%s is not kept", key)
		}
	}
	if !strings.Contains(kept, "填写 service_rooms") {
		t.Errorf("kept %s", kept)
	}
}

// Whoever leaves without saving finds what was filled in; saved, it is gone.
func TestTermsUnsaved(t *testing.T) {
	form := shell.To("contracts").In(Terms)
	s := begin(t, app.Supervisor, form, nil)
	if s.Stage.Back(); s.kept.terms != nil {
		t.Error("a form that nobody touched is kept")
	}
	s.Stage.Open(form)
	s.form.texts["parking_fee"].SetText("每月 80 元")
	s.Stage.Back()
	s.Stage.Open(form)
	if got := s.form.texts["parking_fee"].Text; got != "每月 80 元" || !s.Sees(s.Words.T("contracts.unsaved")) {
		t.Errorf("found again: %q, said %q", got, s.Says())
	}
	s.form.save()
	if s.terms().ParkingFee != "每月 80 元" || s.kept.terms != nil {
		t.Errorf("saved %q, kept %v", s.terms().ParkingFee, s.kept.terms)
	}
}

// Where somebody else wrote the same meanwhile it is asked whose holds; what the form
// showed goes with it, also after it was left and come back to. A price nobody touched is
// saved as it is kept.
func TestTermsChangedElsewhere(t *testing.T) {
	form := shell.To("contracts").In(Terms)
	kept := contract.Terms{Rates: []contract.Rate{{Type: "商业", Price: app.Money{Decimal: decimal.RequireFromString("4.5")}}}}
	s := begin(t, app.Supervisor, form, func(h *house) { h.before = kept })
	first := s.form.known.seen
	s.form.texts["parking_fee"].SetText("每月 80 元")
	s.Stage.Back()
	other := s.terms()
	other.LateRate = "每日万分之三"
	s.put(&other)
	s.Stage.Open(form)
	if s.form.known.seen != first {
		t.Fatal("what was filled in is compared with what the form did not show")
	}
	other.ParkingFee = "每月 60 元"
	s.put(&other)
	s.form.save()
	top := s.Top()
	if top == nil {
		t.Fatal("nobody is asked")
	}
	said := ""
	for _, o := range test.LaidOutObjects(top) {
		if p, ok := o.(*widget.Paragraph); ok {
			said += p.Text
		}
	}
	if !strings.Contains(said, "每月 60 元") || !strings.Contains(said, "每月 80 元") || !strings.Contains(said, "王敏") {
		t.Errorf("asked: %s", said)
	}
	s.enter() // mine
	if got := s.terms(); got.ParkingFee != "每月 80 元" || got.LateRate != "每日万分之三" {
		t.Errorf("kept %+v", got)
	}
	if got := s.terms().Rates[0].Price; got.Exponent() != kept.Rates[0].Price.Exponent() {
		t.Errorf("a price that nobody touched is written as %v", got.Decimal)
	}

	s = begin(t, app.Supervisor, form, func(h *house) { h.before = kept })
	s.form.texts["parking_fee"].SetText("每月 80 元")
	other = s.terms()
	other.ParkingFee = "每月 60 元"
	s.put(&other)
	s.form.save()
	s.WindowKey(fyne.KeyEscape) // theirs
	if got := s.form.texts["parking_fee"].Text; got != "每月 60 元" || s.Stage.Route().Part != Terms {
		t.Errorf("given up, and shown %q", got)
	}
}

// What is wrong in the form is named, and nothing is saved.
func TestTermsRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*terms)
		want   error
	}{
		"copies in words":  {func(f *terms) { f.texts["copies"].SetText("四") }, app.Refuse("register.not_whole", "text", "四", "most", "999")},
		"a price in words": {func(f *terms) { f.rates[0].kind.SetText("住宅"); f.rates[0].price.SetText("两块八") }, app.Refuse("money.unreadable", "text", "两块八")},
		"an unknown house type": {func(f *terms) {
			f.rates[0].kind.SetText("住宅")
			f.rates[0].price.SetText("2")
			f.rates[0].types.SetText("Z9")
		}, app.Refuse("contracts.no_house_type", "name", "Z9")},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, app.Supervisor, shell.To("contracts").In(Terms), nil)
			c.change(s.form)
			s.form.save()
			wrong := shelltest.Find(s.Stage, func(f *widget.Field) bool { return f.Error() != "" })
			if said := s.Words.Refusal(c.want); wrong == nil || wrong.Error() != said || s.Stage.Route().Part != Terms {
				t.Errorf("it is not said at the field: %s", said)
			}
		})
	}
}

// What is drawn in each state. A change here is looked at in the window first.
func TestGoldens(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	test.AssertRendersToMarkup(t, "list.xml", s.Win.Canvas())
	s = begin(t, app.Supervisor, shell.To("contracts"), func(h *house) { h.none = true })
	test.AssertRendersToMarkup(t, "empty.xml", s.Win.Canvas())
}

// Both languages and both modes hold the page.
func TestLooks(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	s.Words.SetLanguage(words.English)
	s.Stage.SetMode(theme.Dark)
	if n := len(s.all()); n != 6 {
		t.Errorf("%d records after a change of language", n)
	}
}
