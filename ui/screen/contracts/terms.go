package contracts

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// terms is the page of what all agreements share.
type terms struct {
	c *shell.Context
	p Params

	latest shell.Latest
	known  knowledge
	texts  map[string]*widget.Entry
	days   map[string]*widget.DateField
	basis  *widget.Select
	rule   *widget.Select
	mind   *widget.Paragraph // of what is asked for in advance
	rates  []*rateRow
	extra  *widget.NoteEntry
	lines  *fyne.Container // of the rates
	fault  *widget.Paragraph
	body   *fyne.Container
	view   fyne.CanvasObject

	kept   *unsaved
	before contract.Terms // as the form says them at first
}

// unsaved is what was filled in and not saved when somebody left the page, and what
// the form had shown: it is there again when they come back.
type unsaved struct {
	terms *contract.Terms
	seen  *app.Seen[contract.Terms]
}

// knowledge is what one reading brings.
type knowledge struct {
	seen  *app.Seen[contract.Terms]
	site  site.Site
	types []site.HouseType
}

func newTerms(c *shell.Context, p Params, kept *unsaved) *terms {
	t := &terms{c: c, p: p, kept: kept, body: container.NewStack(), texts: map[string]*widget.Entry{}, days: map[string]*widget.DateField{}}
	w := c.W
	back := widget.NewIconButton("back", w.T("common.back"), c.Back)
	save := widget.NewPrimary(w.T("common.save"), t.save)
	if !t.may() {
		save.Disable()
	}
	bar := widget.Bar(back, widget.NewTitle(w.T("contracts.terms_title")), layout.NewSpacer(), save)
	head := container.New(layout.NewCustomPaddedLayout(8, 8, theme.Gap, theme.Margin), bar)
	t.view = widget.Edges(widget.Stack(head, widget.HLine()), nil, nil, nil, t.body)
	c.OnEscape(func() bool { c.Back(); return true })
	c.OnLeave(t.keep)
	if t.may() {
		c.Commands(shell.Command{Text: w.T("common.save"), Key: fyne.KeyS, Do: t.save})
	}
	t.reload()
	return t
}

// reload reads what is kept, and fills the form with it.
func (t *terms) reload() {
	read := t.p.Read
	shell.Load(t.c, &t.latest, func(ctx context.Context) (k knowledge, err error) {
		seen, err := read.SeeAgreementTerms(ctx)
		if err != nil {
			return k, err
		}
		k.seen = &seen
		if k.site, err = read.Site(ctx); err != nil {
			return k, err
		}
		k.types, err = read.HouseTypes(ctx)
		return k, err
	}, t.show)
}

func (t *terms) may() bool { return staff.May(t.c.Actor(), staff.SignContracts) == nil }

// show fills the form.
func (t *terms) show(now knowledge) {
	k, again := now.seen.Value, t.kept.terms != nil
	if again {
		k, now.seen = *t.kept.terms, t.kept.seen
	}
	t.known = now
	w := t.c.W
	t.fault = widget.NewParagraph("", 0)
	t.fault.Colour = theme.Bad
	parts := []fyne.CanvasObject{
		t.intro(), t.fault,
		widget.NewSection(w.T("contracts.fees")),
		t.row(t.choice(k.FeeBasis), t.text("pay_every", k.PayEvery)),
		t.ruleChoice(k.FeeRule),
		t.row(t.day("fee_from", k.FeeFrom), t.number("first_months", k.FirstMonths), t.number("prepay_limit", k.PrepayLimit)),
		t.prepay(),
		t.row(t.text("parking_rent", k.ParkingRent), t.text("parking_fee", k.ParkingFee), t.text("late_rate", k.LateRate)),
		t.row(t.text("commission_rate", k.CommissionRate), t.text("vacant_rate", k.VacantRate)),
		t.row(t.text("shared_energy", k.SharedEnergy)),
		t.rateTable(k.Rates),
		widget.NewSection(w.T("contracts.term")),
		t.row(t.day("term_from", k.TermFrom), t.day("term_to", k.TermTo), t.number("copies", k.Copies)),
		t.row(t.text("signed_at", k.SignedAt)),
		widget.NewSection(w.T("contracts.place")),
		t.row(t.text("location", k.Place), t.text("site_area", k.SiteArea)),
		t.row(t.text("boundaries", k.Boundaries)),
		t.row(t.text("service_rooms", k.ServiceRooms)),
		widget.NewSection(w.T("contracts.parties")),
		t.row(t.text("developer_representative", k.DeveloperRepresentative), t.text("developer_credit_code", k.DeveloperCreditCode)),
		t.row(t.text("property_representative", k.PropertyRepresentative), t.text("property_credit_code", k.PropertyCreditCode)),
		t.row(t.text("property_address", k.PropertyAddress), t.text("property_phone", k.PropertyPhone)),
		widget.NewSection(w.T("contracts.service")),
		t.row(t.text("service_contract_no", k.ServiceContractNo), t.text("service_contract_filing", k.ServiceContractFiling)),
		t.row(t.text("data_retention", k.DataRetention)),
		widget.NewSection(w.T("contracts.extra")),
		t.clauses(k.Extra),
		widget.Space(theme.Margin),
	}
	form := widget.Padded(container.New(narrow(980), widget.Stack(parts...)))
	t.body.Objects = []fyne.CanvasObject{container.NewVScroll(form)}
	t.body.Refresh()
	t.before, _ = t.read()
	if again {
		t.fault.SetText(w.T("contracts.unsaved"))
	}
	t.c.Canvas().Focus(t.basis)
}

// keep holds on to what was filled in, as far as it can be read.
func (t *terms) keep() {
	if t.basis == nil || !t.may() {
		return
	}
	if now, err := t.read(); err == nil && !reflect.DeepEqual(now, t.before) {
		t.kept.terms, t.kept.seen = &now, t.known.seen
	}
}

// intro says whose names the agreements carry, and where they are changed.
func (t *terms) intro() fyne.CanvasObject {
	s := t.known.site
	p := widget.NewParagraph(t.c.W.T("contracts.intro", "developer", or(s.Company, "–"), "property", or(s.Property, "–")), 0)
	p.Colour = theme.Quiet
	return p
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// row puts fields beside one another.
func (t *terms) row(fields ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(beside{}, fields...)
}

func (t *terms) label(key string) string { return t.c.W.T("field.agreement_terms." + key) }

func (t *terms) text(key, value string) fyne.CanvasObject {
	e := widget.NewEntry(t.c.W.T("contracts.hint." + key))
	e.SetText(value)
	t.texts[key] = e
	return widget.NewField(t.label(key), e)
}

func (t *terms) number(key string, n int) fyne.CanvasObject {
	text := ""
	if n > 0 {
		text = strconv.Itoa(n)
	}
	return t.text(key, text)
}

func (t *terms) day(key string, d app.Date) fyne.CanvasObject {
	f := widget.NewDateField(t.c.W, t.c.Today, d)
	t.days[key] = f
	field := widget.NewField(t.label(key), f)
	field.Must = key != "fee_from"
	return field
}

// asked marks what no agreement can be drawn up without.
func asked(f *widget.Field) *widget.Field {
	f.Must = true
	return f
}

// ruleChoice is from which day on the fee is owed.
func (t *terms) ruleChoice(r contract.FeeRule) fyne.CanvasObject {
	var names []string
	for _, one := range contract.FeeRules {
		names = append(names, t.c.W.T("contract.fee_rule."+string(one)))
	}
	t.rule = widget.NewSelect(names, nil)
	t.rule.Choose(names[max(0, slices.Index(contract.FeeRules, r))])
	return asked(widget.NewField(t.label("fee_rule"), t.rule))
}

// prepay says what is to be minded of the months that are asked for in advance, as they
// are typed.
func (t *terms) prepay() fyne.CanvasObject {
	said := widget.NewParagraph("", 0)
	said.Colour = theme.Warn
	tell := func(string) {
		months, limit := whole(t.texts["first_months"].Text), whole(t.texts["prepay_limit"].Text)
		text := ""
		if r := (contract.Terms{FirstMonths: months, PrepayLimit: limit}).Prepayment(); r != nil {
			text = t.c.W.Refusal(r)
		}
		said.SetText(text)
	}
	t.texts["first_months"].OnChanged, t.texts["prepay_limit"].OnChanged = tell, tell
	tell("")
	t.mind = said
	return said
}

// whole is a number of months, 0 for what is none.
func whole(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0
	}
	return n
}

var bases = []contract.FeeBasis{contract.LumpSum, contract.Commission}

func (t *terms) choice(b contract.FeeBasis) fyne.CanvasObject {
	var names []string
	for _, one := range bases {
		names = append(names, t.c.W.T("contract.basis."+string(one)))
	}
	t.basis = widget.NewSelect(names, nil)
	for i, one := range bases {
		if one == b {
			t.basis.Choose(names[i])
		}
	}
	return asked(widget.NewField(t.label("fee_basis"), t.basis))
}

// rateRow is one price.
type rateRow struct {
	kind, price, types *widget.Entry
	was                contract.Rate // as it is kept
	said               [3]string     // as the row said it at first
}

// texts are what stands in the row.
func (r *rateRow) texts() [3]string {
	return [3]string{strings.TrimSpace(r.kind.Text), strings.TrimSpace(r.price.Text), strings.TrimSpace(r.types.Text)}
}

// rateTable is the prices by type of property.
func (t *terms) rateTable(rates []contract.Rate) fyne.CanvasObject {
	t.lines = widget.Stack()
	t.rates = nil
	for _, r := range rates {
		t.addRate(r)
	}
	if len(rates) == 0 {
		t.addRate(contract.Rate{})
	}
	w := t.c.W
	add := widget.NewButtonIn(widget.Link, "plus", w.T("contracts.add_rate"), func() {
		t.addRate(contract.Rate{})
		t.lines.Refresh()
		t.c.Canvas().Focus(t.rates[len(t.rates)-1].kind)
	})
	return widget.Stack(t.lines, container.NewHBox(add))
}

func (t *terms) addRate(r contract.Rate) {
	w := t.c.W
	row := &rateRow{kind: widget.NewEntry(w.T("contracts.hint.rate_type")), price: widget.NewEntry("0.00"), types: widget.NewEntry(w.T("contracts.hint.rate_for")), was: r}
	row.kind.SetText(r.Type)
	if !r.Price.IsZero() {
		row.price.SetText(r.Price.String())
	}
	row.types.SetText(strings.Join(r.HouseTypes, "、"))
	row.said = row.texts()
	t.rates = append(t.rates, row)
	t.lines.Add(t.row(asked(widget.NewField(w.T("contracts.rate_type"), row.kind)), asked(widget.NewField(w.T("contracts.rate_price"), row.price)),
		widget.NewField(w.T("contracts.rate_for"), row.types)))
}

func (t *terms) clauses(extra []string) fyne.CanvasObject {
	t.extra = widget.NewNoteEntry(t.c.W.T("contracts.hint.extra"))
	t.extra.SetText(strings.Join(extra, "\n"))
	return t.extra
}

// read takes the form, and refuses what is no number, amount or house type.
func (t *terms) read() (contract.Terms, error) {
	k := t.known.seen.Value
	for key, to := range map[string]*string{
		"pay_every": &k.PayEvery, "parking_rent": &k.ParkingRent, "parking_fee": &k.ParkingFee, "late_rate": &k.LateRate, "signed_at": &k.SignedAt,
		"location": &k.Place, "site_area": &k.SiteArea, "boundaries": &k.Boundaries,
		"developer_representative": &k.DeveloperRepresentative, "developer_credit_code": &k.DeveloperCreditCode,
		"property_representative": &k.PropertyRepresentative, "property_credit_code": &k.PropertyCreditCode,
		"property_address": &k.PropertyAddress, "property_phone": &k.PropertyPhone,
		"service_contract_no": &k.ServiceContractNo, "service_contract_filing": &k.ServiceContractFiling, "service_rooms": &k.ServiceRooms,
		"commission_rate": &k.CommissionRate, "vacant_rate": &k.VacantRate, "shared_energy": &k.SharedEnergy, "data_retention": &k.DataRetention,
	} {
		*to = strings.TrimSpace(t.texts[key].Text)
	}
	for key, to := range map[string]*int{"first_months": &k.FirstMonths, "prepay_limit": &k.PrepayLimit, "copies": &k.Copies} {
		text := strings.TrimSpace(t.texts[key].Text)
		n, err := strconv.Atoi(or(text, "0"))
		if err != nil {
			return k, app.Refuse("contracts.no_number", "field", t.label(key), "text", text)
		}
		*to = n
	}
	for key, to := range map[string]*app.Date{"fee_from": &k.FeeFrom, "term_from": &k.TermFrom, "term_to": &k.TermTo} {
		day, ok := t.days[key].Day()
		if !ok {
			return k, app.Refuse("contracts.no_date", "field", t.label(key))
		}
		*to = day
	}
	if i := t.rule.Index(); i >= 0 && (k.FeeRule != "" || i > 0) {
		k.FeeRule = contract.FeeRules[i]
	}
	k.FeeBasis = ""
	if i := t.basis.Index(); i >= 0 {
		k.FeeBasis = bases[i]
	}
	if text := strings.Join(k.Extra, "\n"); t.extra.Text != text {
		k.Extra = strings.Split(t.extra.Text, "\n")
	}
	return k, t.readRates(&k)
}

func (t *terms) readRates(k *contract.Terms) error {
	known := map[string]bool{}
	for _, h := range t.known.types {
		known[h.Name] = true
	}
	k.Rates = nil
	for _, r := range t.rates {
		texts := r.texts()
		kind, price, types := texts[0], texts[1], listed(texts[2])
		if kind == "" && price == "" && len(types) == 0 {
			continue
		}
		if texts == r.said && r.was.Type != "" { // as it is kept, to the last zero
			k.Rates = append(k.Rates, r.was)
			continue
		}
		amount, err := app.ParseMoney(price)
		if err != nil {
			return err
		}
		for _, name := range types {
			if !known[name] {
				return app.Refuse("contracts.no_house_type", "name", name)
			}
		}
		k.Rates = append(k.Rates, contract.Rate{Type: kind, Price: amount, HouseTypes: types})
	}
	return nil
}

// listed are the names in a text that people separate as they like; a name may
// have a space in it.
func listed(text string) []string {
	var names []string
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、,，;；", r) }) {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

func (t *terms) save() {
	if t.basis == nil { // not read yet
		return
	}
	k, err := t.read()
	if err != nil {
		t.fault.SetText(t.c.W.Refusal(err))
		return
	}
	t.fault.SetText("")
	actor, desk, seen := t.c.Actor(), t.p.Desk, t.known.seen
	t.c.Do(func(ctx context.Context) error { return desk.PutTerms(ctx, actor, seen, k) }, func(err error) {
		if t.c.AskWhose(err, t.save, t.drop) {
			return
		}
		if err != nil {
			t.fault.SetText(t.c.W.Refusal(err))
			t.c.Fail(err)
			return
		}
		t.kept.terms, t.before = nil, k
		t.c.Say(t.c.W.T("contracts.saved"))
		t.c.Back()
	})
}

// drop gives up what was filled in; what is kept is shown instead.
func (t *terms) drop() {
	*t.kept, t.basis = unsaved{}, nil
	t.reload()
}

// beside lays fields in columns of one width.
type beside struct{}

func (beside) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var high float32
	for _, o := range objects {
		high = fyne.Max(high, o.MinSize().Height)
	}
	return fyne.NewSize(320, high+theme.Gap)
}

func (beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(objects))
	wide := (size.Width - (n-1)*theme.Margin) / n
	for i, o := range objects {
		o.Move(fyne.NewPos(float32(i)*(wide+theme.Margin), 0))
		o.Resize(fyne.NewSize(wide, size.Height-theme.Gap))
	}
}

// narrow is no wider than one reads comfortably.
type narrow float32

func (narrow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return size
}

func (n narrow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(fyne.NewSize(fyne.Min(float32(n), size.Width), size.Height))
	}
}
