package contracts

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// asked is what the dialog that lies on top says.
func (s *stage) asked() string {
	said := ""
	for _, o := range test.LaidOutObjects(s.win.Canvas().Overlays().Top()) {
		if p, ok := o.(*widget.Paragraph); ok {
			said += p.Text + "\n"
		}
	}
	return said
}

// Before an agreement is drawn up it is said that its text is a template, that too much is
// asked for in advance, and what the paper will say of a payment; none of it stops it.
func TestDrawingUpSaysWhatToMind(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts"), func(h *house) { h.terms.FirstMonths = 12 })
	draft, months, unpaid := s.words.T("contracts.draft_text"), "首次缴纳 12 个月", s.words.T("contracts.no_receipt")
	const arrears = "“已缴至”2027-02-28 早于收据日期 2027-03-01"
	check := func(what string, homes []contract.AgreementView, want ...string) {
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
		if s.shell.Route().Place != "contracts" {
			s.shell.Back()
		}
	}
	home := s.list.all[3:4]
	check("as it is", home, draft, months, unpaid)
	check("many", s.list.all, draft, months)
	s.approvals = []contract.TextApproval{{Template: contract.AgreementTemplate, Text: "other"}}
	check("other words are approved", home, draft, months, unpaid)
	s.approvals = append(s.approvals, contract.TextApproval{Template: contract.AgreementTemplate, Text: "a1"})
	s.terms.PrepayLimit = 12
	s.receipts[home[0].Unit] = contract.FeeReceipt{Number: "NO.4417", On: app.NewDate(2026, 11, 23), Until: app.NewDate(2027, 2, 28)}
	check("all in order", home, "已缴至 2027-02-28，收据 NO.4417")
	s.receipts[home[0].Unit] = contract.FeeReceipt{Number: "NO.4417", On: app.NewDate(2027, 3, 1), Until: app.NewDate(2027, 2, 28)}
	check("of arrears", home, "已缴至 2027-02-28，收据 NO.4417", arrears)
	if len(s.drawn) != 5 {
		t.Errorf("drawn up %d times", len(s.drawn))
	}
}

// What is asked for in advance is judged where it is typed.
func TestTermsSayWhatIsTooMuchInAdvance(t *testing.T) {
	s := begin(t, app.Supervisor, shell.To("contracts").In(Terms), func(h *house) { h.terms.FirstMonths = 3 })
	for _, c := range []struct{ months, limit, want string }{
		{"3", "", ""}, {"12", "", "首次缴纳 12 个月"}, {"12", "6", "上限 6 个月"}, {"6", "6", ""}, {"六", "", ""},
	} {
		s.form.texts["first_months"].SetText(c.months)
		s.form.texts["prepay_limit"].SetText(c.limit)
		if got := s.form.mind.Text; (got == "") != (c.want == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s months of %q: says %q", c.months, c.limit, got)
		}
	}
	s.form.texts["first_months"].SetText("3")
	s.form.rule.Choose(s.words.T("contract.fee_rule.next_month"))
	s.form.texts["parking_rent"].SetText("每月 300 元")
	s.form.save()
	if s.terms.FeeRule != contract.FromNextMonth || s.terms.PrepayLimit != 0 || s.terms.ParkingRent != "每月 300 元" {
		t.Errorf("saved %+v", s.terms)
	}
}

// Reception takes the receipt down; what is no day is said and nothing is kept.
func TestReceiptIsTakenDown(t *testing.T) {
	s := begin(t, app.Handover, shell.To("contracts"), nil)
	s.goTo(4)
	s.list.askReceipt()
	var days []*widget.DateField
	var number *widget.Entry
	for _, o := range test.LaidOutObjects(s.win.Canvas().Overlays().Top()) {
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
	widget.Confirm(s.win.Canvas())
	if len(s.receipts) != 0 || !strings.Contains(s.asked(), "收据日期") {
		t.Errorf("kept %+v, and says %s", s.receipts, s.asked())
	}
	days[0].Set(app.NewDate(2026, 11, 23))
	days[1].Set(app.NewDate(2027, 2, 28))
	widget.Confirm(s.win.Canvas())
	want := contract.FeeReceipt{Unit: app.ID{4}, Number: "NO.4417", On: app.NewDate(2026, 11, 23), Until: app.NewDate(2027, 2, 28)}
	if s.receipts[app.ID{4}] != want {
		t.Errorf("kept %+v", s.receipts)
	}
	s = begin(t, app.Manager, shell.To("contracts"), nil)
	s.goTo(4)
	if s.list.askReceipt(); s.win.Canvas().Overlays().Top() != nil {
		t.Error("who may not receive is offered to take a receipt down")
	}
}
