package unit

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
)

// Forms are the forms of a home and its owners. They stand on the home's page, and main
// lends them to the handover desk: what is missing there is filled in there.
type Forms struct {
	Read    Known
	Ledger  Ledger
	Privacy Privacy
}

// Known is what the forms need of the store.
type Known interface {
	SettledOf(ctx context.Context, unit app.ID) (site.Settled, error)
	SignedBy(ctx context.Context, owner app.ID) ([]site.SignedPaper, error)
	HouseTypes(ctx context.Context) ([]site.HouseType, error)
	KnownOwners(ctx context.Context, o site.Owner) ([]site.KnownOwner, error)
	ContractHolders(ctx context.Context, number string, but app.ID) ([]string, error)
}

// Ledger is what is put right of homes and owners; *site.Desk satisfies it.
type Ledger interface {
	RegisterOwner(ctx context.Context, actor app.Actor, o site.Owner, part site.Part) (app.ID, error)
	JoinOwner(ctx context.Context, actor app.Actor, owner app.ID, part site.Part) error
	PutOwner(ctx context.Context, actor app.Actor, seen *app.Seen[site.Owner], o site.Owner, part site.Part) error
	EndOwnership(ctx context.Context, actor app.Actor, unit, owner app.ID, why site.EndReason) error
	CorrectUnit(ctx context.Context, actor app.Actor, seen *app.Seen[site.Unit], u site.Unit, r site.Reason) error
}

// formWidth is how wide a form of two columns is.
const formWidth float32 = 640

// form is what the forms have in common: the home that they are about, and what of it
// was settled with its owners.
type form struct {
	*Forms
	c       *shell.Context
	v       handover.View
	settled site.Settled
}

// opened reads what was settled and opens a form, for who may change owners and homes
// here; others are told why not, and who may.
func (f *Forms) opened(c *shell.Context, v handover.View, then func(*form)) {
	if err := staff.May(c.Actor(), staff.EditOwners, v.Building.Community); err != nil {
		c.Fail(err)
		return
	}
	var latest shell.Latest
	shell.Load(c, &latest, func(ctx context.Context) (site.Settled, error) { return f.Read.SettledOf(ctx, v.Unit.ID) }, func(s site.Settled) {
		then(&form{Forms: f, c: c, v: v, settled: s})
	})
}

// requireMaySettle says why the person may not correct what was settled; nil where they may.
func (f *form) requireMaySettle() error {
	return staff.May(f.c.Actor(), staff.CorrectSettled, f.v.Building.Community)
}

// requireMaySettleHome says why the person may not correct what was settled of the home; nil where
// they may, or nothing was.
func (f *form) requireMaySettleHome() error {
	if !f.settled.Any() {
		return nil
	}
	return f.requireMaySettle()
}

// papers says which papers are signed and stay as they are, those of the home and others,
// and that the home was handed over; "" where neither is so.
func (f *form) papers(others ...site.SignedPaper) string {
	w := f.c.W
	var numbers []string
	for _, p := range append(slices.Clone(f.settled.Papers), others...) {
		if number := w.T("contract.kind."+p.Kind) + " " + p.Number; !slices.Contains(numbers, number) {
			numbers = append(numbers, number)
		}
	}
	var lines []string
	if !f.settled.HandedOver.IsZero() {
		lines = append(lines, w.T("unit.form.handed_over", "day", w.Date(f.settled.HandedOver)))
	}
	if len(numbers) > 0 {
		lines = append(lines, w.T("unit.form.signed", "papers", w.List(numbers)))
	}
	return strings.Join(lines, "\n")
}

// ask is a form without fields, and what is asked in it.
func (f *form) ask(title, text string) (*register.Form, register.Question) {
	asked := register.NewForm(f.c)
	asked.Width = formWidth
	return asked, register.Question{Title: title, Text: text}
}

// reasons asks for one of the reasons, and is the one chosen; "" for none.
func (f *form) reasons(asked *register.Form, offered []site.Reason, must bool) func() site.Reason {
	label := "unit.form.reason_if"
	if must {
		label = "unit.form.reason"
	}
	return register.Chips(asked, register.Choice[site.Reason]{Label: f.c.W.T(label), Keys: offered,
		Say: func(r site.Reason) string { return f.c.W.T("correction.reason." + string(r)) }}, "", register.Needed(must))
}

// saysDoubts are the sentences of doubts.
func (f *form) saysDoubts(all []site.Doubt) string {
	w := f.c.W
	var lines []string
	for _, d := range all {
		args := []any{}
		for i, v := range d.Values {
			args = append(args, []string{"a", "b"}[min(i, 1)], v)
		}
		if d.Kind == site.NumberOfOther {
			args = []any{"a", w.Some(d.Values[1:])}
		}
		if d.Kind == site.AreasFar || d.Kind == site.InnerLarger {
			args = append(args, "of", w.T("field.unit."+d.Fields[1]))
		}
		lines = append(lines, w.T("unit.doubt."+string(d.Kind), args...))
	}
	return strings.Join(lines, "\n")
}
