package unit

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// registration is the form by which an owner is taken down.
type registration struct {
	*form
	d       *widget.Dialog
	body    *fyne.Container
	typed   fyne.CanvasObject // the fields of somebody new
	known   *fyne.Container   // who is on record and may be the same
	doubt   *widget.Paragraph
	latest  shell.Latest
	stop    func()
	chosen  *site.KnownOwner // who is on record and is the same
	reason  func() site.Reason
	another *widget.Check // a co-owner is taken down next

	entries *ownerEntries
	share   *widget.Entry
}

// mostKnown is how many of those on record are offered.
const mostKnown = 3

// Register opens the form by which an owner of the home is taken down, one after the
// other. Who is on record already is found by name, number or phone, and chosen.
func (f *Forms) Register(c *shell.Context, v handover.View) {
	f.opened(c, v, func(f *form) {
		if err := f.requireMaySettleHome(); err != nil {
			c.Fail(err)
			return
		}
		f.register()
	})
}

func (f *form) register() {
	w := f.c.W
	r := &registration{form: f, known: widget.Stack(), body: widget.Stack(), doubt: doubted()}
	r.entries = f.ownerEntries(site.Owner{IDType: site.IDTypes[0]}, func(string) { r.look() })
	for _, e := range r.entries.texts {
		e.OnChanged = func(string) { r.look() }
	}
	share, shareField := f.entry(w.T("unit.owner.share"), "", w.T("unit.owner.share_hint"))
	r.share = share
	r.share.OnChanged = func(string) { r.doubts() }
	r.typed = widget.Stack(append([]fyne.CanvasObject{r.entries.name}, r.entries.rows...)...)
	var why *widget.Field
	why, r.reason = f.reasons(site.OwnerReasons, f.settled.Any())
	r.another = widget.NewCheck(w.T("unit.register.another"), func(bool) { r.doubts() })
	parts := []fyne.CanvasObject{r.body, across(shareField, widget.Stack(widget.Space(26), r.another)), container.NewStack(widget.Space(doubtHeight), r.doubt)}
	if f.settled.Any() {
		parts = append(parts, why)
	}
	r.show()
	r.say(nil)
	r.d = widget.NewDialog(w, w.T("unit.register.title", "unit", f.v.Unit.Code), f.papers())
	r.d.Content, r.d.Width, r.d.Focus, r.d.Confirm = widget.Yielding(widget.Stack(parts...)), formWidth, r.entries.texts["name"], w.T("unit.register.confirm")
	r.d.OnConfirm = r.confirm
	f.c.Ask(r.d)
}

// show puts the fields of somebody new, or who was chosen, into the form.
func (r *registration) show() {
	w := r.c.W
	if r.chosen == nil {
		r.body.Objects = []fyne.CanvasObject{r.typed, widget.NewField(w.T("unit.register.known"), container.NewStack(widget.Space(mostKnown*knownHeight+20), r.known))}
	} else {
		r.body.Objects = []fyne.CanvasObject{widget.NewField(w.T("unit.register.chosen"), widget.Stack(
			r.line(*r.chosen, w.T("unit.register.not_them"), func() { r.choose(nil) })))}
	}
	r.body.Refresh()
}

func (r *registration) choose(k *site.KnownOwner) {
	r.chosen = k
	r.show()
	focus := r.entries.texts["name"]
	if k != nil {
		focus = r.share
	}
	r.c.Canvas().Focus(focus)
}

// doubts says what is hardly right about the shares. What is still short of the whole is
// for the next owner, where one follows.
func (r *registration) doubts() {
	typed := []string{r.share.Text}
	if r.another.Checked {
		typed = append(typed, "")
	}
	r.doubt.SetText(r.sharesDoubt(app.Nil, typed...))
}

// look asks, once the typing rests, who on record may be the one that is typed.
func (r *registration) look() {
	if r.stop != nil {
		r.stop()
	}
	r.stop = r.c.After(250*time.Millisecond, func() {
		typed := r.owner()
		shell.Load(r.c, &r.latest, func(ctx context.Context) ([]site.KnownOwner, error) {
			return r.Read.KnownOwners(ctx, typed)
		}, r.say)
	})
}

// say shows who is on record and may be the one that is typed, but for those whose home
// it is already.
func (r *registration) say(all []site.KnownOwner) {
	w := r.c.W
	all = slices.DeleteFunc(all, func(k site.KnownOwner) bool {
		return slices.ContainsFunc(r.v.Owners, func(p handover.Present) bool { return p.Ownership.Owner == k.Owner.ID })
	})
	r.known.Objects = nil
	for _, k := range all[:min(len(all), mostKnown)] {
		r.known.Add(r.line(k, w.T("unit.register.them"), func() { r.choose(&k) }))
	}
	quiet := w.T("unit.register.nobody")
	if more := len(all) - mostKnown; more > 0 {
		quiet = w.T("unit.register.more", "n", more)
	}
	if len(all) == 0 || len(all) > mostKnown {
		r.known.Add(widget.NewQuiet(quiet))
	}
	r.known.Refresh()
}

// knownHeight is how high a line of somebody on record is; the form keeps room for all
// that it offers, and stays as high as it is.
const knownHeight float32 = 36

// line says who is on record: masked, with their homes.
func (r *registration) line(k site.KnownOwner, act string, do func()) fyne.CanvasObject {
	w := r.c.W
	said := []string{k.Owner.Name}
	for _, s := range nonEmpty(join(w.Term(k.Owner.IDType), k.Owner.IDNo), k.Owner.Phone, w.Some(k.Homes)) {
		said = append(said, s)
	}
	text := widget.NewText(strings.Join(said, "　"))
	text.Least = 120
	if k.By == site.SameNumber {
		text.Colour = theme.Accent
	}
	const less = (knownHeight - theme.Touch) / 2 // than a button by itself
	return container.New(layout.NewCustomPaddedLayout(less, less, 0, 0), widget.Edges(nil, nil, nil, widget.NewButtonIn(widget.Link, "", act, do), text))
}

// owner is what is typed.
func (r *registration) owner() (o site.Owner) {
	r.entries.into(&o)
	if strings.TrimSpace(o.IDNo) == "" {
		o.IDType = ""
	}
	return o
}

func (r *registration) confirm() bool {
	actor, o, name, more := r.c.Actor(), r.owner(), r.entries.texts["name"].Text, r.another.Checked
	part := site.Part{Unit: r.v.Unit.ID, Share: r.share.Text, Reason: r.reason()}
	var id app.ID
	act := func(ctx context.Context) (err error) {
		id, err = r.Ledger.RegisterOwner(ctx, actor, o, part)
		return err
	}
	if r.chosen != nil {
		id = r.chosen.Owner.ID
		name = r.chosen.Owner.Name
		act = func(ctx context.Context) error { return r.Ledger.JoinOwner(ctx, actor, id, part) }
	}
	r.c.Confirm(r.d, act, func() {
		r.c.Say(r.c.W.T("unit.register.done", "name", strings.TrimSpace(name), "unit", r.v.Unit.Code))
		if more {
			next := *r.form
			next.v.Owners = append(slices.Clone(next.v.Owners), handover.Present{Ownership: site.Ownership{Owner: id, Share: part.Share}})
			next.register()
		}
	})
	return false
}
