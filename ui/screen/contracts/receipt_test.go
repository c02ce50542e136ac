package contracts

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// asked is what the dialog that lies on top says.
func (s *stage) asked() string {
	said := ""
	for _, o := range test.LaidOutObjects(s.Top()) {
		if p, ok := o.(*widget.Paragraph); ok {
			said += p.Text + "\n"
		}
	}
	return said
}

// Before an agreement is drawn up it is said that its text is a template, that too much is
// asked for in advance, and what the paper will say of a payment; none of it stops it.
func TestDrawingUpSaysWhatToMind(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), func(h *house) { h.before.FirstMonths = 12 })
	draft, months, unpaid := s.Words.T("contracts.draft_text"), "首次缴纳 12 个月", s.Words.T("contracts.no_receipt")
	const arrears = "“已缴至”2027-02-28 早于收据日期 2027-03-01"
	check := func(what string, homes []register.Row, want ...string) {
		t.Helper()
		s.list.askFor(homes)
		said := s.asked()
		for _, text := range []string{draft, months, unpaid, "已缴至 2027-02-28，收据 NO.4417", arrears} {
			wanted := false
			for _, w := range want {
				wanted = wanted || w == text
			}
			if strings.Contains(said, text) != wanted {
				t.Errorf("%s: says of %q: %s", what, text, said)
			}
		}
		s.enter()
		if s.Stage.Route().Place != "contracts" {
			s.Stage.Back()
		}
	}
	home := s.all()[3:4]
	check("as it is", home, draft, months, unpaid)
	check("many", s.all(), draft, months)
	s.Put(contract.TextApproval{ID: app.ID{0x91}, Template: contract.AgreementTemplate, Text: "other", At: now})
	check("other words are approved", home, draft, months, unpaid)
	s.Put(contract.TextApproval{ID: app.ID{0x92}, Template: contract.AgreementTemplate, Text: "a1", At: now})
	other := s.terms()
	other.PrepayLimit = 12
	s.put(&other)
	receipt := contract.FeeReceipt{ID: contract.FeeReceiptID(home[0].ID()), Unit: home[0].ID(), Number: "NO.4417", On: app.NewDate(2026, 11, 23), Until: app.NewDate(2027, 2, 28)}
	s.Put(receipt)
	check("all in order", home, "已缴至 2027-02-28，收据 NO.4417")
	receipt.On = app.NewDate(2027, 3, 1)
	s.Put(receipt)
	check("of arrears", home, "已缴至 2027-02-28，收据 NO.4417", arrears)
	if len(s.drawn) != 5 {
		t.Errorf("drawn up %d times", len(s.drawn))
	}
}

// What is asked for in advance is judged where it is typed.
func TestTermsSayWhatIsTooMuchInAdvance(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts").In(Terms), func(h *house) { h.before.FirstMonths = 3 })
	for _, c := range []struct{ months, limit, want string }{
		{"3", "", ""}, {"12", "", "首次缴纳 12 个月"}, {"12", "6", "上限 6 个月"}, {"6", "6", ""}, {"六", "", ""},
	} {
		s.form.texts["first_months"].SetText(c.months)
		s.form.texts["prepay_limit"].SetText(c.limit)
		mind := shelltest.Find(s.Stage, func(p *widget.Paragraph) bool { return p.Colour == theme.Warn })
		if got := mind.Text; (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s months of %q: says %q", c.months, c.limit, got)
		}
	}
	s.form.texts["first_months"].SetText("3")
	rule := s.Words.T("contract.fee_rule.next_month")
	shelltest.Find(s.Stage, func(c *widget.Select) bool { return slices.Contains(c.Options, rule) }).Choose(rule)
	s.form.texts["parking_rent"].SetText("每月 300 元")
	s.form.save()
	if got := s.terms(); got.FeeRule != contract.FromNextMonth || got.PrepayLimit != 0 || got.ParkingRent != "每月 300 元" {
		t.Errorf("saved %+v", got)
	}
}

// receipt is what the site has of a home.
func (s *stage) receipt(unit app.ID) contract.FeeReceipt {
	s.Helper()
	seen, err := s.SeeFeeReceipt(s.Context(), unit)
	if err != nil {
		s.Fatal(err)
	}
	return seen.Value
}

// Reception takes the receipt down; what is no day is said and nothing is kept.
func TestReceiptIsTakenDown(t *testing.T) {
	s := begin(t, app.Handover, shell.To("contracts"), nil)
	s.goTo(4)
	s.list.askReceipt()
	var days []*widget.DateField
	var number *widget.Entry
	for _, o := range test.LaidOutObjects(s.Top()) {
		switch o := o.(type) {
		case *widget.DateField:
			days = append(days, o)
		case *widget.Entry:
			if number == nil {
				number = o
			}
		}
	}
	number.SetText("NO.4417")
	for _, r := range "七月" {
		days[0].Focusable().TypedRune(r)
	}
	widget.Confirm(s.Win.Canvas())
	if got := s.receipt(app.ID{4}); got.Number != "" || !strings.Contains(s.Says(), s.Words.Refusal(app.Refuse("date.unreadable", "text", "七月"))) {
		t.Errorf("kept %+v, and says %s", got, s.asked())
	}
	days[0].Set(app.NewDate(2026, 11, 23))
	days[1].Set(app.NewDate(2027, 2, 28))
	widget.Confirm(s.Win.Canvas())
	want := contract.FeeReceipt{Unit: app.ID{4}, Number: "NO.4417", On: app.NewDate(2026, 11, 23), Until: app.NewDate(2027, 2, 28)}
	got := s.receipt(app.ID{4})
	got.By, got.At, got.ID = app.Nil, time.Time{}, app.Nil
	if got != want {
		t.Errorf("kept %+v", got)
	}
	s = begin(t, app.Manager, shell.To("contracts"), nil)
	s.goTo(4)
	if s.list.askReceipt(); s.Top() != nil {
		t.Error("who may not receive is offered to take a receipt down")
	}
}
