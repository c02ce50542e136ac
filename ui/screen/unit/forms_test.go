package unit

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// book is what is put right of homes and owners, and what is known when it is.
type book struct {
	put      site.Owner
	seen     *app.Seen[site.Owner] // with it
	part     site.Part
	new      []site.Owner
	joined   app.ID
	share    string
	unit     site.Unit
	seenUnit *app.Seen[site.Unit]
	reason   site.Reason

	settled site.Settled
	signed  []site.SignedPaper
	known   []site.KnownOwner
	asked   site.Owner // who may be known
	holders map[string][]string
}

func (f *file) PutOwner(_ context.Context, _ app.Actor, seen *app.Seen[site.Owner], o site.Owner, part site.Part) error {
	f.put, f.seen, f.part, f.reason = o, seen, part, part.Reason
	return f.refuse
}
func (f *file) EndOwnership(context.Context, app.Actor, app.ID, app.ID, site.EndReason) error {
	return f.refuse
}
func (f *file) RegisterOwner(_ context.Context, _ app.Actor, o site.Owner, part site.Part) (app.ID, error) {
	if f.refuse == nil {
		f.new, f.share, f.reason = append(f.new, o), part.Share, part.Reason
	}
	return app.ID{0x88}, f.refuse
}
func (f *file) JoinOwner(_ context.Context, _ app.Actor, owner app.ID, part site.Part) error {
	f.joined, f.share, f.reason = owner, part.Share, part.Reason
	return f.refuse
}
func (f *file) CorrectUnit(_ context.Context, _ app.Actor, seen *app.Seen[site.Unit], u site.Unit, why site.Reason) error {
	f.unit, f.seenUnit, f.reason = u, seen, why
	return f.refuse
}
func (f *file) SettledOf(context.Context, app.ID) (site.Settled, error) { return f.settled, nil }
func (f *file) SignedBy(_ context.Context, owner app.ID) ([]site.SignedPaper, error) {
	return f.signed, nil
}
func (f *file) KnownOwners(_ context.Context, o site.Owner) ([]site.KnownOwner, error) {
	f.asked = o
	return slices.Clone(f.known), nil
}
func (f *file) ContractHolders(_ context.Context, number string, _ app.ID) ([]string, error) {
	return f.holders[number], nil
}

var assistant = app.Actor{Staff: app.ID{3}, Name: "林晓燕", Role: app.Assistant}

// field is the input under a label of the dialog that is open.
func field[T fyne.CanvasObject](s *stage, label string) T {
	s.t.Helper()
	var none T
	for _, o := range test.LaidOutObjects(s.win.Canvas().Overlays().Top()) {
		if f, ok := o.(*widget.Field); ok && f.Label == label {
			return f.Input.(T)
		}
	}
	s.t.Fatalf("no field %q", label)
	return none
}

func (s *stage) asks() string {
	if top := s.win.Canvas().Overlays().Top(); top != nil {
		return texts(top)
	}
	return ""
}

func (s *stage) enter() { s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn}) }

func (s *stage) say(key string, args ...any) string { return s.page.c.W.T(key, args...) }

// chip lights a choice of the dialog.
func (s *stage) chip(text string) {
	s.t.Helper()
	on(s, func(c *widget.Chip) bool { return c.Text == text }).Tapped(nil)
}

// A home without an owner offers to register one; whoever is on record is found while
// one types, and chosen; a co-owner is registered next.
func TestRegister(t *testing.T) {
	f := newFile()
	f.view.Owners = nil
	s := open(t, f, assistant, shell.ToRecord("unit", home.String()))
	act := func() *widget.Button {
		return on(s, func(b *widget.Button) bool { return b.Text == s.say("unit.register.act") })
	}
	act().OnTap()
	test.AssertRendersToMarkup(t, "register.xml", s.win.Canvas())
	text := func(key string) *widget.Entry { return field[*widget.Entry](s, s.say("unit.owner."+key)) }
	f.known = []site.KnownOwner{{Owner: site.Owner{ID: app.ID{0x31}, Name: "王𬀩", IDType: "身份证", IDNo: "440***********0014"}, By: site.SameNumber, Homes: []string{"1-1-201"}}}
	text("name").SetText("王𬀩")
	text("id_no").SetText("440524188001010014")
	if f.asked != (site.Owner{}) {
		t.Error("the store is asked at each key")
	}
	s.run.Elapse(time.Second)
	if f.asked.Name != "王𬀩" || f.asked.IDNo != "440524188001010014" || f.asked.IDType != "身份证" || !strings.Contains(s.asks(), "1-1-201") {
		t.Errorf("asked for %+v, it says %s", f.asked, s.asks())
	}
	on(s, func(b *widget.Button) bool { return b.Text == s.say("unit.register.them") }).OnTap()
	if s.win.Canvas().Focused() != fyne.Focusable(text("share")) {
		t.Error("the keyboard is not at what is left to be said")
	}
	text("share").SetText("60%")
	if !strings.Contains(s.asks(), s.say("unit.doubt.shares_off", "a", "60%")) {
		t.Errorf("a doubt is not said: %s", s.asks())
	}
	on(s, func(c *widget.Check) bool { return c.Text == s.say("unit.register.another") }).SetChecked(true)
	if strings.Contains(s.asks(), s.say("unit.doubt.shares_off", "a", "60%")) {
		t.Errorf("what is left for the next owner is doubted: %s", s.asks())
	}
	s.enter()
	if f.joined != (app.ID{0x31}) || f.share != "60%" || len(f.new) != 0 {
		t.Errorf("joined %v with %q", f.joined, f.share)
	}
	f.known = nil
	f.refuse = app.Refuse("owner.id_check", "text", "440524188001010015")
	text("name").SetText("海珠置业有限公司")
	kind := field[*widget.Select](s, s.say("unit.owner.id_type"))
	kind.Choose(s.page.c.W.Term(site.BusinessLicence))
	text("id_no").SetText("91350100M000100Y43")
	text("phone").SetText("02088886666")
	text("phone2").SetText("13900001234")
	text("address").SetText("广州市海珠区")
	text("share").SetText("40%")
	if strings.Contains(s.asks(), "100%，") {
		t.Errorf("a doubt is said: %s", s.asks())
	}
	s.enter()
	if !strings.Contains(s.asks(), s.page.c.W.Refusal(f.refuse)) || text("name").Text != "海珠置业有限公司" {
		t.Errorf("a refusal is not said, or what was typed is lost: %s", s.asks())
	}
	f.refuse = nil
	s.enter()
	want := site.Owner{Name: "海珠置业有限公司", IDType: site.BusinessLicence, IDNo: "91350100M000100Y43", Phone: "02088886666", Phone2: "13900001234", Address: "广州市海珠区"}
	if len(f.new) != 1 || f.new[0] != want || f.share != "40%" || s.asks() != "" {
		t.Errorf("registered %+v with %q; open: %s", f.new, f.share, s.asks())
	}
	act().OnTap()
	text("name").SetText("李娜")
	s.enter()
	if len(f.new) != 2 || f.new[1] != (site.Owner{Name: "李娜"}) {
		t.Errorf("of somebody without a number there is %+v", f.new)
	}
}

// Who may not is told why, and who may: at every form, before anything is filled in.
func TestFormsSayWhoMay(t *testing.T) {
	day := app.NewDate(2026, 11, 1)
	for _, c := range []struct {
		name    string
		who     app.Actor
		settled site.Settled
		opens   [3]bool // register, owner, home
	}{
		{"handover staff", inspector, site.Settled{}, [3]bool{}},
		{"a manager", app.Actor{Role: app.Manager, Name: "周静"}, site.Settled{}, [3]bool{}},
		{"an assistant", assistant, site.Settled{}, [3]bool{true, true, true}},
		{"an assistant, of a home handed over", assistant, site.Settled{HandedOver: day}, [3]bool{false, true, true}},
		{"an assistant, of a home that was signed for", assistant, site.Settled{Papers: []site.SignedPaper{{Kind: "agreement", Number: "WY-01-00007"}}}, [3]bool{false, true, true}},
		{"a supervisor, of a home handed over", supervisor, site.Settled{HandedOver: day}, [3]bool{true, true, true}},
		{"a senior, of a home handed over", app.Actor{Role: app.Senior, Name: "孙立新"}, site.Settled{HandedOver: day}, [3]bool{true, true, true}},
	} {
		for i, open1 := range []func(*stage){
			func(s *stage) { s.page.register() },
			func(s *stage) { s.page.editOwner(app.ID{9}) },
			func(s *stage) {
				on(s, func(b *widget.Button) bool { return b.Hint == s.say("unit.form.home", "unit", "3-2-1501") }).OnTap()
			},
		} {
			f := newFile()
			f.settled, f.whole = c.settled, f.view.Owners[0].Owner
			s := open(t, f, c.who, shell.ToRecord("unit", home.String()))
			open1(s)
			opened := strings.Contains(s.asks(), s.say("common.save")) || strings.Contains(s.asks(), s.say("unit.register.confirm"))
			if opened != c.opens[i] {
				t.Errorf("%s: form %d opens: %t; %s", c.name, i, opened, s.asks())
			}
			if !opened && !strings.Contains(test.RenderToMarkup(s.win.Canvas()), "客服主管") {
				t.Errorf("%s: form %d does not say who may", c.name, i)
			}
		}
	}
}

// Who signed keeps name, paper and share but for a supervisor; where they are reached is
// anybody's to put right. The papers that stay as they are are named.
func TestSignedOwner(t *testing.T) {
	for who, free := range map[app.Role]bool{app.Assistant: false, app.Supervisor: true} {
		f := newFile()
		f.whole = f.view.Owners[0].Owner
		f.signed = []site.SignedPaper{{Kind: "certificate", Number: "JF-01-00004", Owners: []app.ID{{9}}}}
		f.settled = site.Settled{Papers: f.signed}
		f.view.Owners[0].Ownership = site.Ownership{ID: app.ID{0x41}, Owner: app.ID{9}, Share: "100%"}
		s := open(t, f, app.Actor{Role: who, Name: "同事"}, shell.ToRecord("unit", home.String()))
		s.page.editOwner(app.ID{9})
		for _, key := range []string{"name", "id_no", "share"} {
			if got := !field[*widget.Entry](s, s.say("unit.owner."+key)).Disabled(); got != free {
				t.Errorf("%s may type into %s: %t", who, key, got)
			}
		}
		for _, key := range []string{"phone", "phone2", "address"} {
			if field[*widget.Entry](s, s.say("unit.owner."+key)).Disabled() {
				t.Errorf("%s may not type into %s", who, key)
			}
		}
		if free && !strings.Contains(s.asks(), "JF-01-00004") {
			t.Errorf("the papers are not named: %s", s.asks())
		}
		field[*widget.Entry](s, s.say("unit.owner.phone")).SetText("13900001234")
		s.chip(s.say("correction.reason.changed"))
		s.enter()
		if f.put.Phone != "13900001234" || f.put.Name != "王建国" || f.reason != site.ItChanged || f.part.Seen == nil || f.part.Share != "100%" {
			t.Errorf("%s: kept %+v, %+v for %q", who, f.put, f.part, f.reason)
		}
	}
}

// What is settled is disabled, field by field: who signed elsewhere keeps who they are and
// not their share here; of a home that was signed for the blanks are filled in, of one
// that was handed over nothing but what goes on changing.
func TestSettledFieldsStand(t *testing.T) {
	f := newFile()
	f.whole, f.signed = f.view.Owners[0].Owner, []site.SignedPaper{{Kind: "agreement", Number: "WY-01-00009"}}
	s := open(t, f, assistant, shell.ToRecord("unit", home.String()))
	s.page.editOwner(app.ID{9})
	if !field[*widget.Entry](s, s.say("unit.owner.name")).Disabled() || field[*widget.Entry](s, s.say("unit.owner.share")).Disabled() {
		t.Error("of who signed elsewhere the name is free, or the share is not")
	}
	paper := []site.SignedPaper{{Kind: "agreement", Number: "WY-01-00007"}}
	f = newFile()
	f.whole, f.settled = f.view.Owners[0].Owner, site.Settled{HandedOver: app.NewDate(2026, 11, 1), Papers: paper}
	s = open(t, f, assistant, shell.ToRecord("unit", home.String()))
	s.page.editOwner(app.ID{9})
	if field[*widget.Entry](s, s.say("unit.owner.name")).Disabled() || !field[*widget.Entry](s, s.say("unit.owner.share")).Disabled() {
		t.Error("of who signed nothing the name is not free, or the share of a home handed over is")
	}
	for _, c := range []struct {
		name                 string
		who                  app.Actor
		settled              site.Settled
		known, blank, goesOn bool // may be typed into
	}{
		{"nothing settled", assistant, site.Settled{}, true, true, true},
		{"signed for", assistant, site.Settled{Papers: paper}, false, true, true},
		{"handed over", assistant, site.Settled{HandedOver: app.NewDate(2026, 11, 1)}, false, false, true},
		{"a supervisor", supervisor, site.Settled{HandedOver: app.NewDate(2026, 11, 1), Papers: paper}, true, true, true},
	} {
		f := newFile()
		f.view.Unit.ContractArea, f.view.Unit.MeasuredArea, f.settled = app.Area{Decimal: decimal.RequireFromString("89.5")}, app.Area{}, c.settled
		f.view.Unit.SignedOn, f.view.Unit.DeliveryDue = app.NewDate(2025, 3, 5), 0
		f.view.Unit.HouseType = app.ID{60}
		s := open(t, f, c.who, shell.ToRecord("unit", home.String()))
		s.page.p.Forms.CorrectHome(s.page.c, f.view)
		area := func(key string) bool {
			return !field[*widget.Entry](s, s.say("unit.form.area", "what", s.say("field.unit."+key))).Disabled()
		}
		day := func(key string) bool {
			return !field[*widget.DateField](s, s.say("field.unit."+key)).Focusable().(*widget.Entry).Disabled()
		}
		if area("contract_area") != c.known || day("signed_on") != c.known || field[*widget.Select](s, s.say("field.unit.house_type")).Disabled() == c.known ||
			area("measured_area") != c.blank || day("delivery_due") != c.blank || field[*widget.Entry](s, s.say("field.unit.batch")).Disabled() == c.goesOn {
			t.Errorf("%s: what may be typed into differs; %s", c.name, s.asks())
		}
		if said := strings.Contains(s.asks(), "客服主管"); said == c.known {
			t.Errorf("%s: who may is said: %t; %s", c.name, said, s.asks())
		}
	}
}

// The form of a home shows what is on record, says what is hardly right while one types,
// reads every field, and is compared with what it showed.
func TestCorrectHome(t *testing.T) {
	f := newFile()
	square := func(s string) app.Area { return app.Area{Decimal: decimal.RequireFromString(s)} }
	f.view.Unit.ContractArea, f.view.Unit.HouseType = square("89.5"), app.ID{60}
	f.view.Sights = map[app.ID]app.Sight{home: {Fields: map[string]string{"contract_area": "x"}}}
	f.holders = map[string][]string{"JX-2025-0043": {"3-2-1502"}}
	s := open(t, f, assistant, shell.ToRecord("unit", home.String()))
	s.page.p.Forms.CorrectHome(s.page.c, f.view)
	test.AssertRendersToMarkup(t, "home.xml", s.win.Canvas())
	label := func(key string) string { return s.say("field.unit." + key) }
	area := func(key string) *widget.Entry {
		return field[*widget.Entry](s, s.say("unit.form.area", "what", label(key)))
	}
	if area("contract_area").Text != "89.50" || field[*widget.Select](s, label("house_type")).Selected != "A户型" {
		t.Error("the form does not show what is on record")
	}
	area("measured_area").SetText("98.46")
	if !strings.Contains(s.asks(), "10%") {
		t.Errorf("a doubt is not said: %s", s.asks())
	}
	area("measured_area").SetText("９8.45")
	if strings.Contains(s.asks(), "10%") {
		t.Errorf("a doubt is said: %s", s.asks())
	}
	field[*widget.Entry](s, label("contract_no")).SetText("JX-2025-0043")
	if !strings.Contains(s.asks(), "3-2-1502") {
		t.Errorf("another home with the contract's number is not named: %s", s.asks())
	}
	area("inner_area").SetText("九十")
	s.enter()
	if !strings.Contains(s.asks(), s.say("refusal.area.unreadable", "text", "九十")) || f.seenUnit != nil {
		t.Errorf("what cannot be read is not said: %s", s.asks())
	}
	area("inner_area").SetText("")
	test.Type(area("inner_area"), "80.00㎡")
	if strings.Contains(s.asks(), s.say("refusal.area.unreadable", "text", "九十")) {
		t.Errorf("what was put right is still refused: %s", s.asks())
	}
	field[*widget.Entry](s, s.say("unit.form.price")).SetText("12,519")
	field[*widget.Entry](s, label("batch")).SetText("二批")
	field[*widget.DateField](s, label("signed_on")).Focusable().(*widget.Entry).SetText("2025-03-05")
	field[*widget.DateField](s, label("delivery_due")).Focusable().(*widget.Entry).SetText("20261231")
	field[*widget.Select](s, label("fund")).Choose(s.say("unit.fund.paid"))
	field[*widget.Select](s, label("house_type")).Choose(s.say("unit.no_type"))
	field[*widget.NoteEntry](s, label("note")).SetText("窗外有树")
	s.chip(s.say("correction.reason.by_survey"))
	s.enter()
	want := f.view.Unit
	want.HouseType, want.MeasuredArea, want.InnerArea, want.UnitPrice = app.Nil, square("98.45"), square("80"), app.Money{Decimal: decimal.RequireFromString("12519")}
	want.ContractArea, want.ContractNo, want.Batch, want.Fund, want.Note = square("89.50"), "JX-2025-0043", "二批", site.FundPaid, "窗外有树"
	want.SignedOn, want.DeliveryDue = app.NewDate(2025, 3, 5), app.NewDate(2026, 12, 31)
	if said, wanted := sayUnit(f.unit), sayUnit(want); said != wanted || f.reason != site.BySurvey {
		t.Errorf("kept %s\nwant %s", said, wanted)
	}
	if f.seenUnit == nil || f.seenUnit.Sight.Fields["contract_area"] != "x" || f.seenUnit.Value.ContractNo != "JX-2025-0042" {
		t.Errorf("compared with %+v", f.seenUnit)
	}
	f.settled = site.Settled{HandedOver: app.NewDate(2026, 11, 1), Papers: []site.SignedPaper{{Kind: "agreement", Number: "WY-01-00007"}}}
	s = open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	s.page.p.Forms.CorrectHome(s.page.c, f.view)
	for _, text := range []string{"2026-11-01", "WY-01-00007"} {
		if !strings.Contains(s.asks(), text) {
			t.Errorf("%s is not said: %s", text, s.asks())
		}
	}
}

// A form that changes nothing says so, and asks nothing of the ledger.
func TestNothingChanged(t *testing.T) {
	f := newFile()
	f.refuse = app.Refuse("permission.scope", "who", "asked") // whatever is asked
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	for _, ask := range []func(){
		func() { s.page.p.Forms.CorrectHome(s.page.c, s.page.know.View) },
		func() { s.page.editOwner(s.page.know.Owners[0].Owner.ID) },
	} {
		ask()
		s.enter()
		if s.asks() != "" {
			t.Errorf("something was asked for: %s", s.asks())
		}
	}
	if said := texts(s.win.Canvas().Content()); strings.Contains(said, "已更正") {
		t.Errorf("it says that something was corrected: %s", said)
	}
}

// The card is as wide as its column, whatever stands in it.
func TestNoNameWidensTheCard(t *testing.T) {
	f := newFile()
	f.view.Owners[0].Owner.Name = "上海浦江房地产经纪咨询有限责任公司"
	f.view.Owners[0].Owner.Phone, f.view.Owners[0].Owner.Phone2 = "+81-90-****-5678", "+81-90-****-5679"
	f.view.Community.Name = "锦绣花园一期（含配套商业及地下车库）"
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	if wide := s.page.card.MinSize().Width; wide > cardWidth {
		t.Errorf("the card wants %.0f of %.0f", wide, cardWidth)
	}
}

// The keyboard comes home to the tab that is open, not to the one that was open first.
func TestKeyboardComesHomeToTheOpenTab(t *testing.T) {
	s := open(t, newFile(), supervisor, shell.ToRecord("unit", home.String()))
	s.page.tabs.Select("papers")
	s.page.tabs.OnOpen("papers") // as by the mouse
	s.win.Canvas().Unfocus()     // as by a click upon a heading
	s.enter()
	if at := s.page.tabs.Open(); at != "papers" {
		t.Errorf("Enter leads to %s", at)
	}
}

func sayUnit(u site.Unit) string {
	return strings.Join([]string{u.HouseType.String(), u.ContractArea.String(), u.MeasuredArea.String(), u.InnerArea.String(), u.UnitPrice.String(), u.ContractNo,
		u.SignedOn.String(), u.DeliveryDue.String(), u.Batch, string(u.Fund), u.Note, u.Code}, " ")
}
