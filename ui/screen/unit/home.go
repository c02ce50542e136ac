package unit

import (
	"context"
	"errors"
	"strings"

	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// homeForm is the form by which what the ledger says of a home is put right.
type homeForm struct {
	*form
	seen  *app.Seen[site.Unit]
	types []site.HouseType
	doubt *widget.Paragraph

	readable []*widget.Field // what is typed into them is read as a number or a day

	contract, measured, inner, price, number, batch *widget.Entry
	signed, due                                     *widget.DateField
	kind, fund                                      *widget.Select
	note                                            *widget.NoteEntry

	latest  shell.Latest
	asked   string   // the contract's number whose other homes are known
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
			(&homeForm{form: f, seen: v.SeenUnit(), types: types, doubt: doubted()}).open()
		})
	})
}

func (h *homeForm) open() {
	w, u := h.c.W, h.seen.Value
	label := func(key string) string { return w.T("field.unit." + key) }
	area := func(key string, a app.Area) (*widget.Entry, *widget.Field) {
		return h.entry(w.T("unit.form.area", "what", label(key)), a.String(), "")
	}
	price := ""
	if !u.UnitPrice.IsZero() {
		price = u.UnitPrice.String()
	}
	var fields [8]*widget.Field
	h.contract, fields[0] = area("contract_area", u.ContractArea)
	h.measured, fields[1] = area("measured_area", u.MeasuredArea)
	h.inner, fields[2] = area("inner_area", u.InnerArea)
	h.price, fields[3] = h.entry(w.T("unit.form.price"), price, "")
	h.number, fields[4] = h.entry(label("contract_no"), u.ContractNo, "")
	h.batch, fields[5] = h.entry(label("batch"), u.Batch, "")
	h.signed, h.due = widget.NewDateField(w, h.c.Today, u.SignedOn), widget.NewDateField(w, h.c.Today, u.DeliveryDue)
	fields[6], fields[7] = widget.NewField(label("signed_on"), h.signed), widget.NewField(label("delivery_due"), h.due)
	h.readable = []*widget.Field{fields[0], fields[1], fields[2], fields[3], fields[6], fields[7]}
	h.choices(u)
	h.note = widget.NewNoteEntry("")
	h.note.SetText(u.Note)
	for _, e := range []*widget.Entry{h.contract, h.measured, h.inner, h.price} {
		e.OnChanged = func(string) { h.doubts() }
	}
	h.number.OnChanged = func(string) { h.doubts() }
	h.signed.OnChange = func(app.Date) { h.doubts() }
	h.due.OnChange = func(app.Date) { h.doubts() }
	text, no := h.papers(), h.requireMaySettleHome()
	if no != nil {
		text = w.Refusal(no) + "\n" + text + "\n" + w.T("unit.form.goes_on")
		h.holdSettled(u)
	}
	why, reason := h.reasons(site.HomeReasons, no == nil && !h.settled.HandedOver.IsZero())
	d := widget.NewDialog(w, w.T("unit.form.home", "unit", u.Code), text)
	d.Content = widget.Yielding(widget.Stack(
		across(fields[0], fields[1], fields[2], fields[3]),
		across(fields[4], fields[6], fields[7]),
		across(widget.NewField(label("house_type"), h.kind), fields[5], widget.NewField(label("fund"), h.fund)),
		widget.NewField(label("note"), h.note), container.NewStack(widget.Space(2*doubtHeight), h.doubt), why))
	d.Confirm, d.Width, d.Focus = w.T("common.save"), formWidth, h.contract
	if h.contract.Disabled() {
		d.Focus = h.batch
	}
	d.OnConfirm = func() bool {
		given, wrong := h.given()
		if !h.tell(wrong) {
			return false
		}
		if !u.Corrects(given) {
			h.c.Toast(widget.Toast{Text: w.T("unit.form.unchanged")})
			return true
		}
		actor, why := h.c.Actor(), reason()
		h.c.Confirm(d, func(ctx context.Context) error { return h.Ledger.CorrectUnit(ctx, actor, h.seen, given, why) }, func() {
			h.c.Say(w.T("unit.form.home_done", "unit", u.Code))
		})
		return false
	}
	h.doubts()
	h.c.Ask(d)
}

// choices are the house types and the states of the fund.
func (h *homeForm) choices(u site.Unit) {
	w := h.c.W
	h.kind = widget.NewSelect([]string{w.T("unit.no_type")}, nil)
	h.kind.Choose(h.kind.Options[0])
	for _, t := range h.types {
		h.kind.Options = append(h.kind.Options, t.Name)
		if t.ID == u.HouseType {
			h.kind.Choose(t.Name)
		}
	}
	h.fund = widget.NewSelect(nil, nil)
	for _, s := range funds {
		h.fund.Options = append(h.fund.Options, w.T("unit.fund."+fundKey(s)))
	}
	h.fund.Choose(w.T("unit.fund." + fundKey(u.Fund)))
}

// holdSettled lets nobody change what was settled with the owners.
func (h *homeForm) holdSettled(u site.Unit) {
	hold(h.settled.HoldsOf(u, "contract_area"), h.contract)
	hold(h.settled.HoldsOf(u, "measured_area"), h.measured)
	hold(h.settled.HoldsOf(u, "inner_area"), h.inner)
	hold(h.settled.HoldsOf(u, "unit_price"), h.price)
	hold(h.settled.HoldsOf(u, "contract_no"), h.number)
	hold(h.settled.HoldsOf(u, "signed_on"), h.signed)
	hold(h.settled.HoldsOf(u, "delivery_due"), h.due)
	hold(h.settled.HoldsOf(u, "house_type"), h.kind)
}

// tell says at each field what cannot be read in it; true where all of them can be.
func (h *homeForm) tell(wrong []error) bool {
	for i, err := range wrong {
		h.c.FailAt(h.readable[i], err)
	}
	return errors.Join(wrong...) == nil
}

// given is the home as the form has it, with a refusal, or nil, for each of the readable
// fields.
func (h *homeForm) given() (u site.Unit, wrong []error) {
	u = h.seen.Value
	area := func(into *app.Area, e *widget.Entry) {
		a, err := app.ParseArea(site.Fold(e.Text))
		*into, wrong = a, append(wrong, err)
	}
	area(&u.ContractArea, h.contract)
	area(&u.MeasuredArea, h.measured)
	area(&u.InnerArea, h.inner)
	var err error
	u.UnitPrice, err = app.ParseMoney(site.Fold(h.price.Text))
	wrong = append(wrong, err)
	u.SignedOn, err = h.signed.Given()
	wrong = append(wrong, err)
	u.DeliveryDue, err = h.due.Given()
	wrong = append(wrong, err)
	u.ContractNo, u.Batch, u.Note = strings.TrimSpace(h.number.Text), h.batch.Text, h.note.Text
	u.Fund = funds[max(0, h.fund.Index())]
	u.HouseType = app.Nil
	if at := h.kind.Index(); at > 0 {
		u.HouseType = h.types[at-1].ID
	}
	return u, wrong
}

// doubts says what is hardly right about what stands in the form, once all of it can be
// read. Which other homes have the contract's number is asked for each number once.
func (h *homeForm) doubts() {
	u, wrong := h.given()
	if errors.Join(wrong...) != nil {
		h.doubt.SetText("")
		return
	}
	if u.ContractNo != h.asked {
		h.asked, h.holders = u.ContractNo, nil
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
