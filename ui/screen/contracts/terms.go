package contracts

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
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
	body   *register.Body
	view   fyne.CanvasObject

	form  *register.Form // nil until it is read
	shown contract.Terms // what the fields are read into
	into  []func()       // each reads a field into shown
	texts map[string]*widget.Entry
	extra *widget.NoteEntry
	rates []*rateRow
	lines *fyne.Container // of the rates

	kept *unsaved
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
	const rows = 9
	t := &terms{c: c, p: p, kept: kept, body: register.NewBody(c, rows)}
	w := c.W
	back := widget.NewIconButton("back", w.T("common.back"), c.Back)
	save := widget.NewPrimary(w.T("common.save"), t.save)
	if !t.may() {
		save.Disable()
	}
	bar := widget.Bar(back, widget.NewTitle(w.T("contracts.terms_title")), layout.NewSpacer(), save)
	head := container.New(layout.NewCustomPaddedLayout(8, 8, theme.Gap, theme.Margin), bar)
	t.view = widget.Edges(widget.Stack(head, widget.HLine()), nil, nil, nil, t.body.View)
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
	register.Load(t.body, &t.latest, func(ctx context.Context) (k knowledge, err error) {
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
	t.known, t.shown, t.into, t.texts = now, k, nil, map[string]*widget.Entry{}
	w, f := t.c.W, register.NewForm(t.c)
	t.form = f
	f.Width = widest
	f.Put(t.intro())
	if again {
		said := widget.NewParagraph(w.T("contracts.unsaved"), 0)
		said.Colour = theme.Warn
		f.Put(said)
	}
	t.fill(&t.shown)
	f.Put(widget.Space(theme.Margin))
	f.Keep()
	t.body.Show(container.NewVScroll(widget.Padded(container.New(narrow(widest), f.View()))))
	t.c.Canvas().Focus(f.Focus())
}

// widest is as wide as one reads comfortably.
const widest float32 = 980

// fill puts the fields into the form, each of which is read back into the terms.
func (t *terms) fill(k *contract.Terms) {
	f := t.form
	row, section := f.Beside, func(key string) { f.Put(widget.NewSection(t.c.W.T(key))) }
	section("contracts.fees")
	row(func() {
		choice(t, "fee_basis", "contract.basis.", bases, &k.FeeBasis)
		t.text("pay_every", &k.PayEvery)
	})
	usual := contract.FeeRules[0]
	rule := cmp.Or(k.FeeRule, usual)
	choice(t, "fee_rule", "contract.fee_rule.", contract.FeeRules, &rule)
	t.into = append(t.into, func() {
		if k.FeeRule != "" || rule != usual { // who leaves it says no more than was said
			k.FeeRule = rule
		}
	})
	row(func() {
		t.day("fee_from", &k.FeeFrom)
		t.number("first_months", &k.FirstMonths)
		t.number("prepay_limit", &k.PrepayLimit)
	})
	t.mindPrepayment()
	row(func() {
		t.text("parking_rent", &k.ParkingRent)
		t.text("parking_fee", &k.ParkingFee)
		t.text("late_rate", &k.LateRate)
	})
	row(func() {
		t.text("commission_rate", &k.CommissionRate)
		t.text("vacant_rate", &k.VacantRate)
	})
	t.text("shared_energy", &k.SharedEnergy)
	t.rateTable(k.Rates)
	section("contracts.term")
	row(func() {
		t.day("term_from", &k.TermFrom, register.Must)
		t.day("term_to", &k.TermTo, register.Must)
		t.number("copies", &k.Copies)
	})
	t.text("signed_at", &k.SignedAt)
	section("contracts.place")
	row(func() {
		t.text("location", &k.Place)
		t.text("site_area", &k.SiteArea)
	})
	t.text("boundaries", &k.Boundaries)
	t.text("service_rooms", &k.ServiceRooms)
	section("contracts.parties")
	row(func() {
		t.text("developer_representative", &k.DeveloperRepresentative)
		t.text("developer_credit_code", &k.DeveloperCreditCode)
	})
	row(func() {
		t.text("property_representative", &k.PropertyRepresentative)
		t.text("property_credit_code", &k.PropertyCreditCode)
	})
	row(func() {
		t.text("property_address", &k.PropertyAddress)
		t.text("property_phone", &k.PropertyPhone)
	})
	section("contracts.service")
	row(func() {
		t.text("service_contract_no", &k.ServiceContractNo)
		t.text("service_contract_filing", &k.ServiceContractFiling)
	})
	t.text("data_retention", &k.DataRetention)
	section("contracts.extra")
	t.extra = f.Note("", strings.Join(k.Extra, "\n"), register.Hint(t.c.W.T("contracts.hint.extra")))
	t.into = append(t.into, func() {
		if text := t.extra.Text; text != strings.Join(k.Extra, "\n") {
			k.Extra = strings.Split(text, "\n")
		}
	})
}

// keep holds on to what was filled in, as far as it can be read.
func (t *terms) keep() {
	if t.form != nil && t.may() && t.form.CanRead() && t.form.Changed() {
		k := t.read()
		t.kept.terms, t.kept.seen = &k, t.known.seen
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

func (t *terms) label(key string) string { return t.c.W.T("field.agreement_terms." + key) }

func (t *terms) hint(key string) register.Option {
	return register.Hint(t.c.W.T("contracts.hint." + key))
}

func (t *terms) text(key string, to *string) {
	e := t.form.Text(t.label(key), *to, t.hint(key), register.Of(key))
	t.texts[key] = e
	t.into = append(t.into, func() { *to = strings.TrimSpace(e.Text) })
}

func (t *terms) number(key string, to *int) {
	const most = 999
	e := t.form.Text(t.label(key), register.WholeText(*to), t.hint(key), register.Of(key))
	t.texts[key] = e
	whole := register.Whole(most)
	t.form.MustRead(func() error { _, err := whole(e.Text); return err })
	t.into = append(t.into, func() { *to, _ = whole(e.Text) })
}

func (t *terms) day(key string, to *app.Date, options ...register.Option) {
	given := t.form.Day(t.label(key), *to, append(options, register.Of(key))...)
	t.into = append(t.into, func() { *to = given() })
}

// choice asks for what no agreement can be drawn up without.
func choice[K ~string](t *terms, key, words string, keys []K, to *K) {
	given := register.Pick(t.form, register.Choice[K]{Label: t.label(key), Keys: keys, Say: func(k K) string { return t.c.W.T(words + string(k)) }}, *to, register.Must, register.Of(key))
	t.into = append(t.into, func() { *to = given() })
}

var bases = []contract.FeeBasis{contract.LumpSum, contract.Commission}

// mindPrepayment says what is to be minded of the months that are asked for in advance, as
// they are typed.
func (t *terms) mindPrepayment() {
	said := widget.NewParagraph("", 0)
	said.Colour = theme.Warn
	t.form.Put(said)
	months, limit := t.texts["first_months"], t.texts["prepay_limit"]
	t.form.Touched = func() {
		text, whole := "", register.Whole(math.MaxInt)
		asked, _ := whole(months.Text)
		most, _ := whole(limit.Text)
		if r := (contract.Terms{FirstMonths: asked, PrepayLimit: most}).Prepayment(); r != nil {
			text = t.c.W.Refusal(r)
		}
		said.SetText(text)
	}
	t.form.Touched()
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
func (t *terms) rateTable(rates []contract.Rate) {
	t.lines, t.rates = widget.Stack(), nil
	t.form.Put(t.lines)
	for _, r := range rates {
		t.addRate(r)
	}
	if len(rates) == 0 {
		t.addRate(contract.Rate{})
	}
	t.form.Put(container.NewHBox(widget.NewButtonIn(widget.Link, "plus", t.c.W.T("contracts.add_rate"), func() {
		t.addRate(contract.Rate{})
		t.lines.Refresh()
		t.c.Canvas().Focus(t.rates[len(t.rates)-1].kind)
	})))
	t.into = append(t.into, func() { t.shown.Rates = t.readRates() })
}

func (t *terms) addRate(r contract.Rate) {
	w, f, row, price := t.c.W, t.form, &rateRow{was: r}, ""
	if !r.Price.IsZero() {
		price = r.Price.String()
	}
	f.In(t.lines, func() {
		f.Beside(func() {
			row.kind = f.Text(w.T("contracts.rate_type"), r.Type, t.hint("rate_type"), register.Must)
			row.price = f.Text(w.T("contracts.rate_price"), price, register.Hint("0.00"), register.Must)
			f.MustRead(row.requirePrice)
			row.types = f.Text(w.T("contracts.rate_for"), strings.Join(r.HouseTypes, "、"), t.hint("rate_for"))
			f.MustRead(func() error { return t.requireTypes(listed(row.types.Text)) })
		})
	})
	row.said = row.texts()
	t.rates = append(t.rates, row)
}

// empty reports whether nothing stands in the row.
func (r *rateRow) empty() bool { return r.texts() == [3]string{} }

// requirePrice refuses what is no amount, where anything stands in the row.
func (r *rateRow) requirePrice() error {
	if r.empty() {
		return nil
	}
	_, err := app.ParseMoney(r.texts()[1])
	return err
}

// requireTypes refuses what is no house type of the site.
func (t *terms) requireTypes(names []string) error {
	for _, name := range names {
		if !slices.ContainsFunc(t.known.types, func(h site.HouseType) bool { return h.Name == name }) {
			return app.Refuse("contracts.no_house_type", "name", name)
		}
	}
	return nil
}

// read is the terms as the form has them, once all of it can be read.
func (t *terms) read() contract.Terms {
	for _, into := range t.into {
		into()
	}
	return t.shown
}

// readRates are the prices as the rows have them; what nobody touched is as it is kept, to
// the last zero.
func (t *terms) readRates() (rates []contract.Rate) {
	for _, r := range t.rates {
		texts := r.texts()
		switch {
		case r.empty():
		case texts == r.said && r.was.Type != "":
			rates = append(rates, r.was)
		default:
			price, _ := app.ParseMoney(texts[1])
			rates = append(rates, contract.Rate{Type: texts[0], Price: price, HouseTypes: listed(texts[2])})
		}
	}
	return rates
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
	if t.form == nil || !t.form.Readable() { // not read yet
		return
	}
	actor, desk, seen, k := t.c.Actor(), t.p.Desk, t.known.seen, t.read()
	t.c.Do(func(ctx context.Context) error { return desk.PutTerms(ctx, actor, seen, k) }, func(err error) {
		if t.c.AskWhose(err, t.save, t.drop) {
			return
		}
		if err != nil {
			if err = t.form.Refuse(err); err != nil {
				t.c.Fail(err)
			}
			return
		}
		t.kept.terms = nil
		t.form.Keep()
		t.c.Say(t.c.W.T("contracts.saved"))
		t.c.Back()
	})
}

// drop gives up what was filled in; what is kept is shown instead.
func (t *terms) drop() {
	*t.kept, t.form = unsaved{}, nil
	t.reload()
}

// narrow lays out no wider than it is.
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
