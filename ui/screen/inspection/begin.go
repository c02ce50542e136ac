package inspection

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// beginning is the form of an inspection that is to begin: the occasion, whose
// tolerances, how the home is delivered; all chosen already.
type beginning struct {
	wk *walk
	inspect.Beginning

	owner, weather   *widget.Entry
	ownerField       *widget.Field
	measures, failed *widget.Check
	summary          *widget.Text
	act              *widget.Button
}

// showBegin is what stands where a unit has no inspection, or another is to begin.
func (wk *walk) showBegin() {
	w := wk.c.W
	if !wk.mayInspect() {
		wk.body.Empty(register.Empty{Icon: "inspect", Line: w.T("inspect.none_read_only")})
		return
	}
	b := wk.newBeginning()
	wk.begin = func() {
		if !b.act.Disabled() {
			b.begin()
		}
	}
	acts := []fyne.CanvasObject{b.act}
	if !wk.i.ID.IsNil() {
		acts = []fyne.CanvasObject{widget.NewButton(w.T("common.cancel"), func() { wk.build() }), b.act}
	}
	form := widget.Stack(
		widget.NewTitle(w.T("inspect.begin.title", "unit", wk.unit.Code)), widget.Space(theme.Margin),
		b.choices(), b.measures, b.failed,
		b.ownerField, widget.NewField(w.T("inspect.begin.weather"), b.weather),
		widget.Space(theme.Gap), b.summary, widget.Space(theme.Gap), widget.Bar(acts...))
	back := container.New(layout.NewCustomPaddedLayout(12, 12, theme.Margin, theme.Margin), widget.Bar(wk.backButton()))
	wk.body.Show(widget.Edges(back, nil, nil, nil, container.NewCenter(widget.Fixed(420, form))))
	wk.focus(b.act)
}

func (wk *walk) newBeginning() *beginning {
	w := wk.c.W
	b := &beginning{wk: wk, owner: widget.NewEntry(""), weather: widget.NewEntry(""), summary: widget.NewQuiet("")}
	b.Beginning = inspect.Beginning{Unit: wk.unit.ID, Origin: defect.Internal, Set: inspect.Standard, Finish: wk.house.Finish, Measures: true}
	if b.Finish == "" {
		b.Finish = site.Bare
	}
	if o := defect.Origin(wk.c.Route.Arg("origin")); slices.Contains(inspect.Origins, o) {
		b.Origin, b.Measures = o, !o.ByOwner()
	}
	b.owner.SetText(wk.owner)
	b.ownerField = widget.NewField(w.T("inspect.begin.owner"), b.owner)
	b.measures = widget.NewCheck(w.T("inspect.begin.measures"), func(on bool) { b.Measures = on; b.say() })
	b.failed = widget.NewCheck(w.T("inspect.begin.failed"), func(on bool) { b.Failed = on; b.say() })
	b.Failed = len(wk.failedBefore(b.Origin)) > 0
	b.act = widget.NewPrimary(w.T("inspect.begin.confirm"), b.begin)
	b.say()
	return b
}

// choices are the occasion, the tolerances and the finish.
func (b *beginning) choices() fyne.CanvasObject {
	w := b.wk.c.W
	origin := choice(w.T, "inspect.origin.", inspect.Origins, b.Origin, func(o defect.Origin) {
		b.Origin, b.Measures, b.Failed = o, !o.ByOwner(), len(b.wk.failedBefore(o)) > 0
		b.say()
	})
	set := choice(w.T, "inspect.set.", inspect.Sets, b.Set, func(s inspect.Set) { b.Set = s; b.say() })
	finish := choice(w.T, "inspect.finish.", []site.Finish{site.Bare, site.Fitted}, b.Finish, func(f site.Finish) { b.Finish = f; b.say() })
	return widget.Stack(widget.NewField(w.T("inspect.begin.origin"), origin), widget.NewField(w.T("inspect.begin.set"), set),
		widget.NewField(w.T("inspect.begin.finish"), finish))
}

// say shows what follows from what is chosen: what there will be to look at, and what
// of the form applies.
func (b *beginning) say() {
	before := b.wk.failedBefore(b.Origin)
	b.failed.Hidden = len(before) == 0
	b.Failed = b.Failed && len(before) > 0
	b.failed.Tick(b.Failed)
	b.measures.Tick(b.Measures)
	b.ownerField.Hidden = !b.Origin.ByOwner()
	probe := inspect.Inspection{Rooms: inspect.RoomsOf(b.wk.house), Finish: b.Finish, Set: b.Set, Measures: b.Measures}
	if b.Failed {
		probe.Scope = before
	}
	rooms, n := b.wk.list.Rooms(probe), 0
	for _, r := range rooms {
		n += len(r.Items)
	}
	b.summary.SetText(b.wk.c.W.T("inspect.begin.rooms", "rooms", len(rooms), "n", n))
}

// begin begins the inspection.
func (b *beginning) begin() {
	wk := b.wk
	b.act.Disable()
	what, actor := b.Beginning, wk.c.Actor()
	what.Owner, what.Weather = b.owner.Text, b.weather.Text
	if !what.Origin.ByOwner() {
		what.Owner = ""
	}
	wk.do(func(ctx context.Context) error {
		_, err := wk.p.Desk.Begin(ctx, actor, what)
		return err
	}, func(err error) {
		b.act.Enable()
		if err != nil {
			wk.c.Fail(err)
			return
		}
		*wk.chosen, *wk.room, *wk.at = "", "", ""
		wk.read()
	})
}

// failedBefore is what failed in the round that is shown, where a further round of
// the origin would follow upon it.
func (wk *walk) failedBefore(o defect.Origin) []inspect.Place {
	if wk.i.State != inspect.SignedOff || wk.i.Origin != o {
		return nil
	}
	var answers []inspect.Answer
	for _, a := range wk.answers {
		answers = append(answers, a)
	}
	return inspect.FailedOf(answers)
}

// choice offers a few keys in words.
func choice[K ~string](say func(string, ...any) string, prefix string, keys []K, chosen K, changed func(K)) *widget.Select {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = say(prefix + string(k))
	}
	var s *widget.Select
	s = widget.NewSelect(names, func(string) {
		if i := s.Index(); i >= 0 {
			changed(keys[i])
		}
	})
	s.Choose(say(prefix + string(chosen)))
	return s
}
