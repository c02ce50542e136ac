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
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// showBegin is what stands where a unit has no inspection, or another is to begin:
// the occasion, whose tolerances, how the home is delivered; all chosen already.
func (wk *walk) showBegin() {
	w := wk.c.W
	if !wk.mayInspect() {
		wk.show(widget.NewEmptyState("inspect", w.T("inspect.none_read_only"), "", nil))
		return
	}
	b := &inspect.Beginning{Unit: wk.unit.ID, Origin: defect.Internal, Set: inspect.Standard, Finish: wk.house.Finish, Measures: true}
	if b.Finish == "" {
		b.Finish = site.Bare
	}
	if o := defect.Origin(wk.c.Route.Arg("origin")); slices.Contains(inspect.Origins, o) {
		b.Origin, b.Measures = o, !o.ByOwner()
	}
	summary := widget.NewQuiet("")
	owner, weather := widget.NewEntry(""), widget.NewEntry("")
	owner.SetText(wk.owner)
	ownerField := widget.NewField(w.T("inspect.begin.owner"), owner)
	measures := widget.NewCheck(w.T("inspect.begin.measures"), nil)
	failed := widget.NewCheck(w.T("inspect.begin.failed"), nil)
	say := func() {
		before := wk.failedBefore(b.Origin)
		failed.Hidden = len(before) == 0
		b.Failed = b.Failed && len(before) > 0
		failed.Tick(b.Failed)
		probe := inspect.Inspection{Rooms: inspect.RoomsOf(wk.house), Finish: b.Finish, Set: b.Set, Measures: b.Measures}
		if b.Failed {
			probe.Scope = before
		}
		rooms, n := wk.list.Rooms(probe), 0
		for _, r := range rooms {
			n += len(r.Items)
		}
		summary.SetText(w.T("inspect.begin.rooms", "rooms", len(rooms), "n", n))
		ownerField.Hidden = !b.Origin.ByOwner()
		measures.Tick(b.Measures)
	}
	failed.OnChanged = func(on bool) { b.Failed = on; say() }
	measures.OnChanged = func(on bool) { b.Measures = on; say() }
	origin := choice(w.T, "inspect.origin.", inspect.Origins, b.Origin, func(o defect.Origin) {
		b.Origin, b.Measures, b.Failed = o, !o.ByOwner(), len(wk.failedBefore(o)) > 0
		say()
	})
	set := choice(w.T, "inspect.set.", inspect.Sets, b.Set, func(s inspect.Set) { b.Set = s; say() })
	finish := choice(w.T, "inspect.finish.", []site.Finish{site.Bare, site.Fitted}, b.Finish, func(f site.Finish) { b.Finish = f; say() })
	b.Failed = len(wk.failedBefore(b.Origin)) > 0
	say()
	begin := widget.NewPrimary(w.T("inspect.begin.confirm"), nil)
	begin.OnTap = func() {
		begin.Disable()
		b.Owner, b.Weather = owner.Text, weather.Text
		if !b.Origin.ByOwner() {
			b.Owner = ""
		}
		what, actor := *b, wk.c.Actor()
		wk.do(func(ctx context.Context) error {
			_, err := wk.p.Desk.Begin(ctx, actor, what)
			return err
		}, func(err error) {
			begin.Enable()
			if err != nil {
				wk.c.Fail(err)
				return
			}
			*wk.chosen, *wk.room, *wk.at = "", "", ""
			wk.read()
		})
	}
	wk.begin = func() {
		if !begin.Disabled() {
			begin.OnTap()
		}
	}
	acts := []fyne.CanvasObject{begin}
	if !wk.i.ID.IsNil() {
		acts = []fyne.CanvasObject{widget.NewButton(w.T("common.cancel"), func() { wk.build() }), begin}
	}
	form := widget.Stack(
		widget.NewTitle(w.T("inspect.begin.title", "unit", wk.unit.Code)), widget.Space(theme.Margin),
		widget.NewField(w.T("inspect.begin.origin"), origin), widget.NewField(w.T("inspect.begin.set"), set),
		widget.NewField(w.T("inspect.begin.finish"), finish), measures, failed,
		ownerField, widget.NewField(w.T("inspect.begin.weather"), weather),
		widget.Space(theme.Gap), summary, widget.Space(theme.Gap), widget.Bar(acts...))
	back := container.New(layout.NewCustomPaddedLayout(12, 12, theme.Margin, theme.Margin), widget.Bar(wk.backButton()))
	wk.show(widget.Edges(back, nil, nil, nil, container.NewCenter(widget.Fixed(420, form))))
	wk.focus(begin)
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
