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
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// registration is the form by which an owner is taken down.
type registration struct {
	*form
	body    *fyne.Container
	typed   *fyne.Container // the fields of somebody new
	known   *fyne.Container // who is on record and may be the same
	doubt   *widget.Paragraph
	latest  shell.Latest
	stop    func()
	taken   app.ID           // who was taken down
	chosen  *site.KnownOwner // who is on record and is the same
	another *widget.Check    // a co-owner is taken down next

	fields *ownerFields
	share  *widget.Entry
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
	asked, q := f.ask(w.T("unit.register.title", "unit", f.v.Unit.Code), f.papers())
	r := &registration{form: f, known: widget.Stack(), body: widget.Stack(), typed: widget.Stack()}
	asked.In(r.typed, func() {
		r.fields = f.ownerFields(asked, site.Owner{IDType: site.IDTypes[0]}, false, func() {})
	})
	asked.Put(r.body)
	asked.Beside(func() {
		r.share = f.askShare(asked, "", false)
		beside := widget.Stack(widget.Space(26))
		asked.In(beside, func() { r.another = asked.Tick(w.T("unit.register.another"), false) })
		asked.Put(beside)
	})
	r.doubt = asked.Warning(1)
	reason := func() site.Reason { return "" }
	if f.settled.Any() {
		reason = f.reasons(asked, site.OwnerReasons, true)
	}
	asked.Touched = func() {
		r.doubts()
		r.look()
	}
	r.show()
	r.say(nil)
	q.Confirm = w.T("unit.register.confirm")
	q.Take = func() (register.Doing, error) { return r.take(reason()), nil }
	q.Done = r.done
	asked.Ask(q)
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
	focus := r.fields.texts["name"]
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
	for _, s := range nonEmpty(words.Join("  ", w.Term(k.Owner.IDType), k.Owner.IDNo), k.Owner.Phone, w.Some(k.Homes)) {
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
	r.fields.into(&o)
	if strings.TrimSpace(o.IDNo) == "" {
		o.IDType = ""
	}
	return o
}

// take takes down who is typed, or joins who was chosen to the home.
func (r *registration) take(why site.Reason) register.Doing {
	actor, o, chosen, part := r.c.Actor(), r.owner(), r.chosen, site.Part{Unit: r.v.Unit.ID, Share: r.share.Text, Reason: why}
	return func(ctx context.Context) (err error) {
		if chosen != nil {
			r.taken = chosen.Owner.ID
			return r.Ledger.JoinOwner(ctx, actor, r.taken, part)
		}
		r.taken, err = r.Ledger.RegisterOwner(ctx, actor, o, part)
		return err
	}
}

// done says who was taken down, and asks for a co-owner where one follows.
func (r *registration) done() {
	name := r.fields.texts["name"].Text
	if r.chosen != nil {
		name = r.chosen.Owner.Name
	}
	r.c.Say(r.c.W.T("unit.register.done", "name", strings.TrimSpace(name), "unit", r.v.Unit.Code))
	if r.another.Checked {
		next := *r.form
		next.v.Owners = append(slices.Clone(next.v.Owners), handover.Present{Ownership: site.Ownership{Owner: r.taken, Share: r.share.Text}})
		next.register()
	}
}
