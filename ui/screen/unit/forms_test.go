package unit

import (
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
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

var assistant = app.Actor{Staff: app.ID{3}, Name: "林晓燕", Role: app.Assistant}

// field is the input under a label of the dialog that is open.
func field[T fyne.CanvasObject](s *stage, label string) T {
	s.Helper()
	var none T
	for _, o := range test.LaidOutObjects(s.Top()) {
		if f, ok := o.(*widget.Field); ok && f.Label == label {
			return f.Input.(T)
		}
	}
	s.Fatalf("no field %q", label)
	return none
}

func (s *stage) asks() string {
	if top := s.Top(); top != nil {
		return shelltest.Says(top)
	}
	return ""
}

func (s *stage) say(key string, args ...any) string { return s.page.c.W.T(key, args...) }

// chip lights a choice of the dialog.
func (s *stage) chip(text string) {
	s.Helper()
	shelltest.Find(s.Stage, func(c *widget.Chip) bool { return c.Text == text }).Tapped(nil)
}

// A home without an owner offers to register one; whoever is on record is found while
// one types, and chosen; a co-owner is registered next.
func TestRegister(t *testing.T) {
	f := newFile()
	f.view.Owners = nil
	known := site.Owner{ID: app.ID{0x31}, Name: "王𬀩", IDType: "身份证", IDNo: "440524188001010014"}
	f.others = append(f.others, known, site.Unit{ID: app.ID{8}, Building: apptest.BuildingID, Code: "1-1-201"}, site.Ownership{ID: site.OwnershipID(app.ID{8}, known.ID), Unit: app.ID{8}, Owner: known.ID})
	s := open(t, f, assistant, shell.ToRecord("unit", home.String()))
	act := func() *widget.Button {
		return shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Text == s.say("unit.register.act") })
	}
	act().OnTap()
	test.AssertRendersToMarkup(t, "register.xml", s.Win.Canvas())
	text := func(key string) *widget.Entry { return field[*widget.Entry](s, s.say(labelled(key))) }
	text("name").SetText("王𬀩")
	text("id_no").SetText("440524188001010014")
	if strings.Contains(s.asks(), "1-1-201") {
		t.Error("the store is asked at each key")
	}
	s.Run.Elapse(time.Second)
	if !strings.Contains(s.asks(), "1-1-201") {
		t.Errorf("it says %s", s.asks())
	}
	shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Text == s.say("unit.register.them") }).OnTap()
	if s.Win.Canvas().Focused() != fyne.Focusable(text("share")) {
		t.Error("the keyboard is not at what is left to be said")
	}
	text("share").SetText("60%")
	if !strings.Contains(s.asks(), s.say("unit.doubt.shares_off", "a", "60%")) {
		t.Errorf("a doubt is not said: %s", s.asks())
	}
	shelltest.Find(s.Stage, func(c *widget.Check) bool { return c.Text == s.say("unit.register.another") }).SetChecked(true)
	if strings.Contains(s.asks(), s.say("unit.doubt.shares_off", "a", "60%")) {
		t.Errorf("what is left for the next owner is doubted: %s", s.asks())
	}
	s.WindowKey(fyne.KeyReturn)
	if got := f.shares(t); got != "王𬀩 60%" {
		t.Errorf("it is owned by %s", got)
	}
	f.Refuse = app.Refuse("owner.id_check", "text", "440524188001010015")
	text("name").SetText("海珠置业有限公司")
	kind := field[*widget.Select](s, s.say("field.owner.id_type"))
	kind.Choose(s.page.c.W.Term(site.BusinessLicence))
	text("id_no").SetText("91350100M000100Y43")
	text("phone").SetText("02088886666")
	text("phone2").SetText("13900001234")
	text("address").SetText("广州市海珠区")
	text("share").SetText("40%")
	if strings.Contains(s.asks(), "100%，") {
		t.Errorf("a doubt is said: %s", s.asks())
	}
	s.WindowKey(fyne.KeyReturn)
	if !strings.Contains(s.asks(), s.page.c.W.Refusal(f.Refuse)) || text("name").Text != "海珠置业有限公司" {
		t.Errorf("a refusal is not said, or what was typed is lost: %s", s.asks())
	}
	f.Refuse = nil
	s.WindowKey(fyne.KeyReturn)
	want := site.Owner{Name: "海珠置业有限公司", IDType: site.BusinessLicence, IDNo: "91350100M000100Y43", Phone: "020-88886666", Phone2: "13900001234", Address: "广州市海珠区"}
	got := f.last(t)
	want.ID = got.ID
	if got != want || f.shares(t) != "王𬀩 60%, 海珠置业有限公司 40%" || s.asks() != "" {
		t.Errorf("registered %+v, it is owned by %s; open: %s", got, f.shares(t), s.asks())
	}
	f = newFile()
	f.view.Owners = nil
	s = open(t, f, assistant, shell.ToRecord("unit", home.String()))
	act().OnTap()
	text("name").SetText("李娜")
	s.WindowKey(fyne.KeyReturn)
	if got := f.last(t); got != (site.Owner{ID: got.ID, Name: "李娜"}) {
		t.Errorf("of somebody without a number there is %+v", got)
	}
}

// shares says who owns the home: "王𬀩 60%, 李娜".
func (f *file) shares(t *testing.T) string {
	t.Helper()
	all, err := f.OwnersOf(t.Context(), home)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, o := range all {
		said = append(said, strings.TrimSpace(o.Owner.Name+" "+o.Ownership.Share))
	}
	return strings.Join(said, ", ")
}

// last is the owner who was registered last.
func (f *file) last(t *testing.T) site.Owner {
	t.Helper()
	all, err := f.OwnersOf(t.Context(), home)
	if err != nil || len(all) == 0 {
		t.Fatal(all, err)
	}
	return f.Owner(all[len(all)-1].Owner.ID)
}

// day is when a home was handed over.
var day = app.NewDate(2026, 11, 1)

// settled is what was settled of the home with its owner: the day on which it was handed
// over, the agreement that was signed.
type settled struct {
	handed app.Date
	paper  string
}

func (c settled) in(f *file) {
	f.view.Unit.HandedOver = c.handed
	if c.paper != "" {
		f.signed(home, contract.Agreement, c.paper)
	}
}

// Who may not is told why, and who may: at every form, before anything is filled in.
func TestFormsSayWhoMay(t *testing.T) {
	for _, c := range []struct {
		name    string
		who     app.Actor
		settled settled
		opens   [3]bool // register, owner, home
	}{
		{"handover staff", inspector, settled{}, [3]bool{}},
		{"a manager", app.Actor{Role: app.Manager, Name: "周静"}, settled{}, [3]bool{}},
		{"an assistant", assistant, settled{}, [3]bool{true, true, true}},
		{"an assistant, of a home handed over", assistant, settled{handed: day}, [3]bool{false, true, true}},
		{"an assistant, of a home that was signed for", assistant, settled{paper: "WY-01-00007"}, [3]bool{false, true, true}},
		{"a supervisor, of a home handed over", supervisor, settled{handed: day}, [3]bool{true, true, true}},
		{"a senior, of a home handed over", app.Actor{Role: app.Senior, Name: "孙立新"}, settled{handed: day}, [3]bool{true, true, true}},
	} {
		for i, open1 := range []func(*stage){
			func(s *stage) { s.page.register() },
			func(s *stage) { s.page.editOwner(app.ID{9}) },
			func(s *stage) {
				shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Hint == s.say("unit.form.home", "unit", "3-2-1501") }).OnTap()
			},
		} {
			f := newFile()
			c.settled.in(f)
			s := open(t, f, c.who, shell.ToRecord("unit", home.String()))
			open1(s)
			opened := strings.Contains(s.asks(), s.say("common.save")) || strings.Contains(s.asks(), s.say("unit.register.confirm"))
			if opened != c.opens[i] {
				t.Errorf("%s: form %d opens: %t; %s", c.name, i, opened, s.asks())
			}
			if !opened && !strings.Contains(test.RenderToMarkup(s.Win.Canvas()), "客服主管") {
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
		f.signed(home, contract.Certificate, "JF-01-00004")
		f.view.Owners[0].Share = "100%"
		s := open(t, f, app.Actor{Staff: supervisor.Staff, Role: who, Name: "同事"}, shell.ToRecord("unit", home.String()))
		s.page.editOwner(app.ID{9})
		for _, key := range []string{"name", "id_no", "share"} {
			if got := !field[*widget.Entry](s, s.say(labelled(key))).Disabled(); got != free {
				t.Errorf("%s may type into %s: %t", who, key, got)
			}
		}
		for _, key := range []string{"phone", "phone2", "address"} {
			if field[*widget.Entry](s, s.say(labelled(key))).Disabled() {
				t.Errorf("%s may not type into %s", who, key)
			}
		}
		if free && !strings.Contains(s.asks(), "JF-01-00004") {
			t.Errorf("the papers are not named: %s", s.asks())
		}
		field[*widget.Entry](s, s.say("field.owner.phone")).SetText("13900001234")
		s.chip(s.say("correction.reason.changed"))
		s.WindowKey(fyne.KeyReturn)
		if got := f.Owner(wang.ID); got.Phone != "13900001234" || got.Name != "王建国" || !strings.HasSuffix(f.Did(home, "reason"), "reason=changed") || f.shares(t) != "王建国 100%" {
			t.Errorf("%s: kept %+v by %s", who, got, f.Did(home, "reason"))
		}
	}
}

// What is settled is disabled, field by field: who signed elsewhere keeps who they are and
// not their share here; of a home that was signed for the blanks are filled in, of one
// that was handed over nothing but what goes on changing.
func TestSettledFieldsStand(t *testing.T) {
	f := newFile()
	f.others = append(f.others, site.Unit{ID: app.ID{8}, Building: apptest.BuildingID, Code: "3-2-1502"})
	f.signed(app.ID{8}, contract.Agreement, "WY-01-00009")
	s := open(t, f, assistant, shell.ToRecord("unit", home.String()))
	s.page.editOwner(app.ID{9})
	if !field[*widget.Entry](s, s.say("unit.owner.name")).Disabled() || field[*widget.Entry](s, s.say("unit.owner.share")).Disabled() {
		t.Error("of who signed elsewhere the name is free, or the share is not")
	}
	f = newFile()
	settled{handed: day}.in(f)
	s = open(t, f, assistant, shell.ToRecord("unit", home.String()))
	s.page.editOwner(app.ID{9})
	if field[*widget.Entry](s, s.say("unit.owner.name")).Disabled() || !field[*widget.Entry](s, s.say("unit.owner.share")).Disabled() {
		t.Error("of who signed nothing the name is not free, or the share of a home handed over is")
	}
	for _, c := range []struct {
		name                 string
		who                  app.Actor
		settled              settled
		known, blank, goesOn bool // may be typed into
	}{
		{"nothing settled", assistant, settled{}, true, true, true},
		{"signed for", assistant, settled{paper: "WY-01-00007"}, false, true, true},
		{"handed over", assistant, settled{handed: day}, false, false, true},
		{"a supervisor", supervisor, settled{day, "WY-01-00007"}, true, true, true},
	} {
		f := newFile()
		f.view.Unit.ContractArea, f.view.Unit.MeasuredArea = app.Area{Decimal: decimal.RequireFromString("89.5")}, app.Area{}
		c.settled.in(f)
		f.view.Unit.SignedOn, f.view.Unit.DeliveryDue = app.NewDate(2025, 3, 5), 0
		s := open(t, f, c.who, shell.ToRecord("unit", home.String()))
		s.page.p.Forms.CorrectHome(s.page.c, s.page.know.View)
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
	f.view.Unit.ContractArea = square("89.5")
	f.others = append(f.others, site.Unit{ID: app.ID{8}, Building: apptest.BuildingID, Code: "3-2-1502", ContractNo: "JX-2025-0043"})
	s := open(t, f, assistant, shell.ToRecord("unit", home.String()))
	s.page.p.Forms.CorrectHome(s.page.c, s.page.know.View)
	test.AssertRendersToMarkup(t, "home.xml", s.Win.Canvas())
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
	s.WindowKey(fyne.KeyReturn)
	if !strings.Contains(s.asks(), s.say("refusal.area.unreadable", "text", "九十")) || f.kept(t).Batch != "" {
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
	s.WindowKey(fyne.KeyReturn)
	want := f.view.Unit
	want.HouseType, want.MeasuredArea, want.InnerArea, want.UnitPrice = app.Nil, square("98.45"), square("80"), app.Money{Decimal: decimal.RequireFromString("12519")}
	want.ContractArea, want.ContractNo, want.Batch, want.Fund, want.Note = square("89.50"), "JX-2025-0043", "二批", site.FundPaid, "窗外有树"
	want.SignedOn, want.DeliveryDue = app.NewDate(2025, 3, 5), app.NewDate(2026, 12, 31)
	if said, wanted := sayUnit(f.kept(t)), sayUnit(want); said != wanted || !strings.HasSuffix(f.Did(home, "reason"), "reason=by_survey") {
		t.Errorf("kept %s by %s\nwant %s", said, f.Did(home, "reason"), wanted)
	}
	f = newFile()
	settled{day, "WY-01-00007"}.in(f)
	s = open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	s.page.p.Forms.CorrectHome(s.page.c, s.page.know.View)
	for _, text := range []string{"2026-11-01", "WY-01-00007"} {
		if !strings.Contains(s.asks(), text) {
			t.Errorf("%s is not said: %s", text, s.asks())
		}
	}
}

// A form that changes nothing says so, and asks nothing of the ledger.
func TestNothingChanged(t *testing.T) {
	f := newFile()
	s := open(t, f, supervisor, shell.ToRecord("unit", home.String()))
	for _, ask := range []func(){
		func() { s.page.p.Forms.CorrectHome(s.page.c, s.page.know.View) },
		func() { s.page.editOwner(s.page.know.Owners[0].Owner.ID) },
	} {
		ask()
		s.WindowKey(fyne.KeyReturn)
		if s.asks() != "" {
			t.Errorf("something was asked for: %s", s.asks())
		}
	}
	if said := shelltest.Says(s.Win.Canvas().Content()); strings.Contains(said, "已更正") || strings.Contains(strings.Join(f.Asked, " "), "unit.") {
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
	s.Win.Canvas().Unfocus()     // as by a click upon a heading
	s.WindowKey(fyne.KeyReturn)
	if at := s.page.tabs.Open(); at != "papers" {
		t.Errorf("Enter leads to %s", at)
	}
}

func sayUnit(u site.Unit) string {
	return strings.Join([]string{u.HouseType.String(), u.ContractArea.String(), u.MeasuredArea.String(), u.InnerArea.String(), u.UnitPrice.String(), u.ContractNo,
		u.SignedOn.String(), u.DeliveryDue.String(), u.Batch, string(u.Fund), u.Note, u.Code}, " ")
}

// kept is the home as the site has it.
func (f *file) kept(t *testing.T) site.Unit {
	t.Helper()
	u, err := f.Unit(t.Context(), home)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// labelled is the key of what a field of the owner's form is called.
func labelled(key string) string {
	if key == "name" || key == "share" {
		return "unit.owner." + key
	}
	return "field.owner." + key
}
