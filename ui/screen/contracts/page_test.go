package contracts

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) {
	os.Setenv("LANG", "zh_CN.UTF-8")
	os.Exit(m.Run())
}

// house is everything the place is given.
type house struct {
	agreements []contract.AgreementView
	terms      contract.Terms
	letters    []contract.Authority
	approvals  []contract.TextApproval
	receipts   map[app.ID]contract.FeeReceipt
	drawn      [][]contract.Agreeing
	lacking    map[app.ID]error // homes of which none can be drawn up
	full       map[app.ID]bool  // homes at which the disk is full
	refuse     error
	seen       []*app.Seen[contract.Terms] // of the terms that were put
}

func (h *house) Agreements(context.Context) ([]contract.AgreementView, error) {
	return slices.Clone(h.agreements), nil
}
func (h *house) SeeAgreementTerms(context.Context) (app.Seen[contract.Terms], error) {
	return app.Seen[contract.Terms]{Value: h.terms, Sight: app.Sight{Fields: map[string]string{}}}, nil
}
func (h *house) AuthoritiesOfUnit(context.Context, app.ID) ([]contract.Authority, error) {
	return slices.Clone(h.letters), nil
}
func (h *house) AgreementTerms(context.Context) (contract.Terms, error) { return h.terms, nil }
func (h *house) TextApprovals(context.Context) ([]contract.TextApproval, error) {
	return slices.Clone(h.approvals), nil
}
func (h *house) SeeFeeReceipt(_ context.Context, unit app.ID) (app.Seen[contract.FeeReceipt], error) {
	r := h.receipts[unit]
	r.Unit = unit
	return app.Seen[contract.FeeReceipt]{Value: r, Sight: app.Sight{Fields: map[string]string{}}}, nil
}
func (h *house) PutReceipt(_ context.Context, _ app.Actor, _ *app.Seen[contract.FeeReceipt], r contract.FeeReceipt) error {
	if h.refuse == nil {
		h.receipts[r.Unit] = r
	}
	return h.refuse
}
func (h *house) HouseTypes(context.Context) ([]site.HouseType, error) {
	return []site.HouseType{{Name: "A1"}, {Name: "S1"}}, nil
}
func (h *house) Site(context.Context) (site.Site, error) {
	return site.Site{Company: "江苏锦绣置业有限公司", Property: "南京安和物业服务有限公司"}, nil
}
func (h *house) AgreeAll(_ context.Context, _ app.Actor, wanted []contract.Agreeing) (made []contract.Document, unmade []contract.Unmade, err error) {
	if h.refuse != nil {
		return nil, nil, h.refuse
	}
	h.drawn = append(h.drawn, wanted)
	for i, a := range wanted {
		if h.full[a.Unit] {
			return made, unmade, app.Refuse("disk.full", "what", "site")
		}
		if why := h.lacking[a.Unit]; why != nil {
			unmade = append(unmade, contract.Unmade{Unit: a.Unit, Why: why})
		} else {
			made = append(made, contract.Document{ID: app.ID{0xd0, byte(i)}})
		}
	}
	return made, unmade, nil
}
func (h *house) PutTerms(_ context.Context, _ app.Actor, seen *app.Seen[contract.Terms], t contract.Terms) error {
	h.seen = append(h.seen, seen)
	if h.refuse != nil {
		return h.refuse
	}
	h.terms = t
	return nil
}

// someAgreements are homes in every state.
func someAgreements() []contract.AgreementView {
	home := func(n byte, code, owners string, state contract.State) contract.AgreementView {
		v := contract.AgreementView{Unit: app.ID{n}, UnitCode: code, Owners: owners, State: state}
		if state != "" {
			v.Document, v.Number, v.Places, v.LockedAt = app.ID{0xd0, n}, "WY-01-0000"+string('0'+rune(n)), 4, app.NewDate(2026, 11, 20)
		}
		return v
	}
	return []contract.AgreementView{
		home(1, "3-1-101", "欧阳䶮、王𬀩", contract.Signed), home(2, "3-1-102", "李四", contract.Locked),
		home(3, "3-1-201", "张三", contract.PartlySigned), home(4, "3-1-202", "赵六", ""), home(5, "3-1-301", "钱七", ""), home(6, "3-1-302", "孙八", contract.Voided),
	}
}

// stage is the place in a test window.
type stage struct {
	*house
	shell *shell.Shell
	win   fyne.Window
	words *words.Words
	list  *list
	form  *terms
	kept  *unsaved
}

func begin(t *testing.T, role app.Role, route shell.Route, change func(*house)) *stage {
	t.Helper()
	test.NewTempApp(t)
	s := &stage{house: &house{agreements: someAgreements(), receipts: map[app.ID]contract.FeeReceipt{}}, words: words.New(), kept: &unsaved{}}
	if change != nil {
		change(s.house)
	}
	s.win = test.NewTempWindow(t, widget.Space(1))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1366, 740))
	p := Params{Read: s.house, Desk: s.house, Text: app.Wording{Template: contract.AgreementTemplate, Text: "a1"}}
	place := Place(p, func() string { return "合同" })
	place.Build = func(c *shell.Context) fyne.CanvasObject {
		if c.Route.Part == Terms {
			s.form = newTerms(c, p, s.kept)
			return s.form.view
		}
		s.list = newList(c, p, "合同")
		return s.list.view
	}
	stub := func(key string) shell.Place {
		return shell.Place{Key: key, Icon: "contract", Title: func() string { return key }, Build: func(*shell.Context) fyne.CanvasObject { return widget.NewText(key) }}
	}
	s.shell = shell.New(shell.Params{Window: s.win, Words: s.words, Runner: &shell.Inline{}, Mode: theme.Light,
		Clock:  app.ClockFunc(func() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.Local) }),
		Places: []shell.Place{stub("document"), stub("import"), place}})
	s.shell.SetHeader(shell.Header{Site: "锦绣花园", Actor: app.Actor{Name: "周建国", Role: role}})
	s.shell.Open(shell.To("contracts"))
	if len(s.agreements) > 0 {
		s.list.table.Focus() // in the window the page stands later, and does it itself
	}
	if route.Part != "" {
		s.shell.Open(route)
	}
	return s
}

func (s *stage) enter() {
	if f := s.win.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		return
	}
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func (s *stage) goTo(unit byte) {
	s.list.table.GoTo(func(v contract.AgreementView) bool { return v.Unit == app.ID{unit} })
}

// The filters count every home once.
func TestFilters(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	want := map[string]int{"": 6, "none": 2, "locked": 1, "partly_signed": 1, "signed": 1, "voided": 1}
	for i, g := range groups {
		if got := s.list.chips[i].Count; got != want[g] {
			t.Errorf("%q counts %d, want %d", g, got, want[g])
		}
		s.list.narrow(g)
		if got := len(s.list.table.Records()); got != want[g] {
			t.Errorf("%q shows %d, want %d", g, got, want[g])
		}
	}
}

// Who comes from a home is at that home.
func TestComesFromAHome(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	s.shell.Open(shell.To("document"))
	s.shell.Open(shell.To("contracts").With("unit", app.ID{4}.String()))
	if v, on := s.list.table.Current(); !on || v.Unit != (app.ID{4}) {
		t.Errorf("the keyboard is on %s", v.UnitCode)
	}
}

// Enter leads to the agreement, or to drawing one up: two keys.
func TestEnter(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	s.goTo(2)
	s.list.table.Focus()
	s.enter()
	if r := s.shell.Route(); r.Place != "document" || r.ID != (app.ID{0xd0, 2}).String() {
		t.Fatalf("at %+v", r)
	}
	s.shell.Back()
	if v, _ := s.list.table.Current(); v.Unit != (app.ID{2}) {
		t.Errorf("back, and the keyboard is on %v", v.Unit)
	}
	s.goTo(4)
	s.list.table.Focus()
	s.enter()
	s.enter()
	if len(s.drawn) != 1 || len(s.drawn[0]) != 1 || s.drawn[0][0].Unit != (app.ID{4}) || s.drawn[0][0].Again {
		t.Fatalf("drawn up %+v", s.drawn)
	}
	if s.shell.Route().Place != "document" {
		t.Error("the new agreement is not opened")
	}
}

// Of several chosen, those that stand are passed over; chosen alone they are
// replaced, on purpose.
func TestDrawUpMany(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	s.list.askFor(s.list.all)
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
	s.list.askFor(s.list.all[:1])
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
	s.list.table.Focus()
	s.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutSelectAll{})
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
	s.list.askFor(s.list.all)
	s.enter()
	s.says(t, "已拟定 2 份，1 户没有拟定", "3-1-202", s.words.Refusal(why))
	s.enter() // it is read
	if s.win.Canvas().Overlays().Top() != nil {
		t.Fatal("the list stays")
	}
	s.list.askFor(s.list.all[3:4])
	s.enter()
	s.says(t, s.words.Refusal(why))
	if got := s.lines(); strings.Contains(got, "没有拟定") {
		t.Errorf("of the one home it says %q", got)
	}
}

// lines is all that the dialog shows, without blanks.
func (s *stage) lines() (text string) {
	for _, o := range test.LaidOutObjects(s.win.Canvas().Overlays().Top()) {
		if line, is := o.(*canvas.Text); is {
			text += line.Text
		}
	}
	return strings.ReplaceAll(text, " ", "")
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
	s.list.askFor(s.list.all)
	s.enter()
	asked := units(s.drawn[0])
	at := slices.Index(asked, app.ID{5})
	if at < 1 {
		t.Fatalf("asked for %v", asked)
	}
	full := s.words.Refusal(app.Refuse("disk.full", "what", "site"))
	s.says(t, fmt.Sprintf("已拟定 %d 份，还有 %d 户没有处理", at, len(asked)-at), full)
	s.enter()
	s.says(t, full)
	s.full = nil
	s.enter()
	for _, again := range s.drawn[1:] {
		if got := units(again); !slices.Equal(got, asked[at:]) {
			t.Errorf("gone on with %v of %v", got, asked)
		}
	}
	if len(s.drawn) != 3 || s.win.Canvas().Overlays().Top() != nil {
		t.Errorf("drawn up in %d goes, and the dialog stays: %s", len(s.drawn), s.lines())
	}
}

// A refusal is said in the dialog, which stays.
func TestRefused(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), func(h *house) {
		h.refuse = app.Refuse("contract.incomplete", "number", "WY-01-00009", "missing", "协议期限")
	})
	s.list.askFor(s.list.all[3:4])
	s.enter()
	if s.win.Canvas().Overlays().Top() == nil || s.shell.Route().Place != "contracts" {
		t.Error("a refusal closes the dialog")
	}
}

func TestOthersOnlyRead(t *testing.T) {
	s := begin(t, app.Handover, shell.To("contracts"), nil)
	s.goTo(4)
	s.list.table.Focus()
	s.enter()
	if s.win.Canvas().Overlays().Top() != nil {
		t.Error("who may not sign contracts is offered to draw one up")
	}
	if !strings.Contains(test.RenderToMarkup(s.win.Canvas()), s.words.T("shell.role."+string(app.Supervisor))) {
		t.Error("who may draw it up is not said")
	}
	if len(s.list.acts.Objects) != 1 { // the receipt, which reception takes down
		t.Error("acts are offered that would be refused")
	}
}

func TestEmpty(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), func(h *house) { h.agreements = nil })
	if s.list.body.Objects[0] == fyne.CanvasObject(s.list.table) {
		t.Error("an empty table is shown")
	}
}

// What the form shows is what is saved; the rest of the record stays.
func TestTermsComeBack(t *testing.T) {
	want := contract.Terms{ID: app.ID{7}, Place: "河西大街 66 号", FeeBasis: contract.Commission, FirstMonths: 3, Copies: 4, LateRate: "每日万分之五",
		Rates: []contract.Rate{
			{Type: "高层住宅", Price: app.Money{Decimal: decimal.RequireFromString("2.85")}},
			{Type: "商业", Price: app.Money{Decimal: decimal.RequireFromString("4.5")}, HouseTypes: []string{"S1", "A1"}}},
		TermFrom: app.NewDate(2026, 11, 30), TermTo: app.NewDate(2029, 11, 29), Extra: []string{"一", "二"}}
	s := begin(t, app.Supervisor, shell.To("contracts").In(Terms), func(h *house) { h.terms = want })
	s.form.texts["parking_fee"].SetText("每月 80 元")
	s.form.save()
	got := s.terms
	if got.ParkingFee != "每月 80 元" || got.ID != want.ID || got.FeeBasis != want.FeeBasis || got.FirstMonths != 3 || got.Copies != 4 ||
		got.TermTo != want.TermTo || !slices.Equal(got.Extra, want.Extra) || len(got.Rates) != 2 || !slices.Equal(got.Rates[1].HouseTypes, []string{"S1", "A1"}) || !got.Rates[1].Price.Equal(want.Rates[1].Price.Decimal) {
		t.Errorf("saved %+v", got)
	}
	if s.shell.Route().Part == Terms {
		t.Error("saving stays on the form")
	}
}

// Whoever leaves without saving finds what was filled in; saved, it is gone.
func TestTermsUnsaved(t *testing.T) {
	form := shell.To("contracts").In(Terms)
	s := begin(t, app.Supervisor, form, nil)
	if s.shell.Back(); s.kept.terms != nil {
		t.Error("a form that nobody touched is kept")
	}
	s.shell.Open(form)
	s.form.texts["parking_fee"].SetText("每月 80 元")
	s.shell.Back()
	s.shell.Open(form)
	if got := s.form.texts["parking_fee"].Text; got != "每月 80 元" || s.form.fault.Text == "" {
		t.Errorf("found again: %q, said %q", got, s.form.fault.Text)
	}
	s.form.save()
	if s.terms.ParkingFee != "每月 80 元" || s.kept.terms != nil {
		t.Errorf("saved %q, kept %v", s.terms.ParkingFee, s.kept.terms)
	}
}

// Where somebody else wrote the same meanwhile it is asked whose holds; what the form
// showed goes with it, also after it was left and come back to. A price nobody touched is
// saved as it is kept.
func TestTermsChangedElsewhere(t *testing.T) {
	form := shell.To("contracts").In(Terms)
	kept := contract.Terms{ID: app.ID{7}, Rates: []contract.Rate{{Type: "商业", Price: app.Money{Decimal: decimal.RequireFromString("4.5")}}}}
	s := begin(t, app.Supervisor, form, func(h *house) { h.terms = kept })
	first := s.form.known.seen
	s.form.texts["parking_fee"].SetText("每月 80 元")
	s.shell.Back()
	s.terms.LateRate = "每日万分之三"
	s.shell.Open(form)
	if s.form.known.seen != first {
		t.Fatal("what was filled in is compared with what the form did not show")
	}
	s.refuse = app.Refuse("record.changed", "kind", "agreement_terms", "field", "parking_fee", "theirs", "每月 60 元", "mine", "每月 80 元", "who", "赵磊", "at", "2026-11-23T03:00:00Z")
	s.form.save()
	top := s.win.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("nobody is asked")
	}
	said := ""
	for _, o := range test.LaidOutObjects(top) {
		if p, ok := o.(*widget.Paragraph); ok {
			said += p.Text
		}
	}
	if !strings.Contains(said, "每月 60 元") || !strings.Contains(said, "每月 80 元") || !strings.Contains(said, "赵磊") {
		t.Errorf("asked: %s", said)
	}
	s.refuse = nil
	s.enter() // mine
	if len(s.seen) != 2 || s.seen[0] != first || s.seen[1] != first || s.terms.ParkingFee != "每月 80 元" {
		t.Errorf("put %d times, kept %+v", len(s.seen), s.terms)
	}
	if got := s.terms.Rates[0].Price; got.Exponent() != kept.Rates[0].Price.Exponent() {
		t.Errorf("a price that nobody touched is written as %v", got.Decimal)
	}

	s = begin(t, app.Supervisor, form, func(h *house) { h.terms = kept })
	s.form.texts["parking_fee"].SetText("每月 80 元")
	s.refuse = app.Refuse("record.changed", "kind", "agreement_terms", "field", "parking_fee")
	s.form.save()
	s.terms.ParkingFee = "每月 60 元"
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) // theirs
	if got := s.form.texts["parking_fee"].Text; got != "每月 60 元" || s.shell.Route().Part != Terms {
		t.Errorf("given up, and shown %q", got)
	}
}

// What is wrong in the form is named, and nothing is saved.
func TestTermsRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*terms)
		want   string
	}{
		"copies in words":  {func(f *terms) { f.texts["copies"].SetText("四") }, "contracts.no_number"},
		"a price in words": {func(f *terms) { f.rates[0].kind.SetText("住宅"); f.rates[0].price.SetText("两块八") }, "money.unreadable"},
		"an unknown house type": {func(f *terms) {
			f.rates[0].kind.SetText("住宅")
			f.rates[0].price.SetText("2")
			f.rates[0].types.SetText("Z9")
		}, "contracts.no_house_type"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, app.Supervisor, shell.To("contracts").In(Terms), nil)
			c.change(s.form)
			if _, err := s.form.read(); app.RefusalCode(err) != c.want {
				t.Errorf("%v", err)
			}
			s.form.save()
			if s.form.fault.Text == "" || s.shell.Route().Part != Terms {
				t.Error("nobody is told")
			}
		})
	}
}

// What is drawn in each state. A change here is looked at in the window first.
func TestGoldens(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	test.AssertRendersToMarkup(t, "list.xml", s.win.Canvas())
	s = begin(t, app.Supervisor, shell.To("contracts"), func(h *house) { h.agreements = nil })
	test.AssertRendersToMarkup(t, "empty.xml", s.win.Canvas())
}

// Both languages and both modes hold the page.
func TestLooks(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), nil)
	s.words.SetLanguage(words.English)
	s.shell.SetMode(theme.Dark)
	if n := len(s.list.table.Records()); n != 6 {
		t.Errorf("%d records after a change of language", n)
	}
}
