package unit

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// homeForm is the form by which what the ledger says of a home is put right.
type homeForm struct {
	*form
	asked *register.Form
	seen  *app.Seen[site.Unit]
	types []site.HouseType
	doubt *widget.Paragraph
	given func() site.Unit // the home as the form has it

	latest  shell.Latest
	number  string   // the contract's whose other homes are known
	holders []string // other homes that have it
}

// funds lists the states of the fund, as they are offered.
var funds = []site.FundState{site.FundUnknown, site.FundUnpaid, site.FundPaid}

// CorrectHome opens the form of a home. What was settled with its owners is, but for who
// may correct that, as it is.
func (f *Forms) CorrectHome(c *shell.Context, v handover.View) {
	f.opened(c, v, func(f *form) {
		var latest shell.Latest
		shell.Load(c, &latest, f.Read.HouseTypes, func(types []site.HouseType) {
			(&homeForm{form: f, seen: v.SeenUnit(), types: types}).open()
		})
	})
}

func (h *homeForm) open() {
	w, u := h.c.W, h.seen.Value
	text, no := h.papers(), h.requireMaySettleHome()
	if no != nil {
		text = w.Refusal(no) + "\n" + text + "\n" + w.T("unit.form.goes_on")
	}
	asked, q := h.ask(w.T("unit.form.home", "unit", u.Code), text)
	h.asked, asked.Touched = asked, h.doubts
	h.given = h.fields(u, no != nil)
	h.doubt = asked.Warning(2)
	reason := h.reasons(asked, site.HomeReasons, no == nil && !h.settled.HandedOver.IsZero())
	actor := h.c.Actor()
	q.Take = func() (register.Doing, error) {
		given, why := h.given(), reason()
		if !u.Corrects(given) {
			h.c.Toast(widget.Toast{Text: w.T("unit.form.unchanged")})
			return nil, nil
		}
		return func(ctx context.Context) error { return h.Ledger.CorrectUnit(ctx, actor, h.seen, given, why) }, nil
	}
	q.Done = func() { h.c.Say(w.T("unit.form.home_done", "unit", u.Code)) }
	h.doubts()
	asked.Ask(q)
}

// fields asks for what the ledger says of the home, and reads it. What was settled with
// the owners is held where that is not the person's to change.
func (h *homeForm) fields(u site.Unit, hold bool) func() site.Unit {
	w, f := h.c.W, h.asked
	label := func(key string) string { return w.T("field.unit." + key) }
	held := func(key string) register.Option { return register.Held(hold && h.settled.HoldsOf(u, key)) }
	area := func(key string, a app.Area) func() app.Area {
		return register.Parsed(f, w.T("unit.form.area", "what", label(key)), a.String(), func(text string) (app.Area, error) { return app.ParseArea(site.Fold(text)) }, held(key))
	}
	day := func(key string, d app.Date) func() app.Date { return f.Day(label(key), d, held(key)) }
	paid := ""
	if !u.UnitPrice.IsZero() {
		paid = u.UnitPrice.String()
	}
	var contract, measured, inner func() app.Area
	var price func() app.Money
	f.Beside(func() {
		contract, measured, inner = area("contract_area", u.ContractArea), area("measured_area", u.MeasuredArea), area("inner_area", u.InnerArea)
		price = register.Parsed(f, w.T("unit.form.price"), paid, func(text string) (app.Money, error) { return app.ParseMoney(site.Fold(text)) }, held("unit_price"))
	})
	var number, batch *widget.Entry
	var signed, due func() app.Date
	f.Beside(func() {
		number = f.Text(label("contract_no"), u.ContractNo, held("contract_no"))
		signed, due = day("signed_on", u.SignedOn), day("delivery_due", u.DeliveryDue)
	})
	ids, names := []app.ID{app.Nil}, map[app.ID]string{app.Nil: w.T("unit.no_type")}
	for _, t := range h.types {
		ids, names[t.ID] = append(ids, t.ID), t.Name
	}
	var kind func() app.ID
	var fund func() site.FundState
	f.Beside(func() {
		kind = register.Pick(f, register.Choice[app.ID]{Label: label("house_type"), Keys: ids, Say: func(id app.ID) string { return names[id] }}, u.HouseType, held("house_type"))
		batch = f.Text(label("batch"), u.Batch)
		fund = register.Pick(f, register.Choice[site.FundState]{Label: label("fund"), Keys: funds, Say: func(s site.FundState) string { return w.T("unit.fund." + fundKey(s)) }}, u.Fund)
	})
	note := f.Note(label("note"), u.Note)
	return func() site.Unit {
		u := u
		u.ContractArea, u.MeasuredArea, u.InnerArea, u.UnitPrice = contract(), measured(), inner(), price()
		u.ContractNo, u.SignedOn, u.DeliveryDue = strings.TrimSpace(number.Text), signed(), due()
		u.HouseType, u.Batch, u.Fund, u.Note = kind(), batch.Text, fund(), note.Text
		return u
	}
}

// doubts says what is hardly right about what stands in the form, once all of it can be
// read. Which other homes have the contract's number is asked for each number once.
func (h *homeForm) doubts() {
	if !h.asked.CanRead() {
		h.doubt.SetText("")
		return
	}
	u := h.given()
	if u.ContractNo != h.number {
		h.number, h.holders = u.ContractNo, nil
		shell.Load(h.c, &h.latest, func(ctx context.Context) ([]string, error) {
			return h.Read.ContractHolders(ctx, u.ContractNo, u.ID)
		}, func(codes []string) {
			h.holders = codes
			h.doubts()
		})
		return
	}
	all := u.Doubts()
	if d, shared := site.NumberDoubt(u.ContractNo, h.holders); shared {
		all = append(all, d)
	}
	h.doubt.SetText(h.saysDoubts(all))
}
