package handover

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// annex lists the open defects, each with the date by which it is put right.
func (pg *desk) annex() []fyne.CanvasObject {
	w := pg.c.W
	inspect := widget.NewButtonIn(widget.Flat, "inspect", w.T("handover.annex.inspect"), func() {
		pg.c.Open(shell.ToRecord("inspect", pg.id.String()).With("origin", string(defect.Accompanied)))
	})
	acts := []fyne.CanvasObject{inspect}
	editable := pg.editable() && pg.v.Unit.HandedOver.IsZero()
	var all *widget.DateField
	if len(pg.v.Open) > 1 && editable {
		day := widget.NewDateField(w, pg.c.Today, 0)
		all = day
		day.OnChange = func(d app.Date) {
			if d.IsZero() {
				return
			}
			pg.promise(d, pg.v.Open...)
		}
		day.OnFault = pg.c.Fail
		acts = append([]fyne.CanvasObject{widget.NewQuiet(w.T("handover.annex.all_by")), widget.Fixed(150, day)}, acts...)
	}
	parts := []fyne.CanvasObject{pg.head(annex, func() (done, total int) {
		if len(pg.v.Open) == 0 {
			return 1, 1
		}
		return len(pg.v.Open) - pg.undated(), len(pg.v.Open)
	}, acts...)}
	if len(pg.v.Open) == 0 {
		return append(parts, widget.NewQuiet(w.T("handover.annex.none")))
	}
	var days []*widget.DateField
	for _, d := range pg.v.Open {
		line, day := pg.owed(d, editable)
		days = append(days, day)
		parts = append(parts, line)
	}
	pg.starts[annex] = func() fyne.Focusable {
		if all != nil && pg.undated() == len(pg.v.Open) {
			return all.Focusable()
		}
		for _, day := range days {
			if on, _ := day.Day(); on.IsZero() {
				return day.Focusable()
			}
		}
		return days[0].Focusable()
	}
	return parts
}

// owed is the line of one open defect.
func (pg *desk) owed(d defect.Defect, editable bool) (fyne.CanvasObject, *widget.DateField) {
	w := pg.c.W
	number := widget.NewButtonIn(widget.Link, "", d.Number, func() { pg.c.Open(shell.ToRecord("rectify", d.ID.String())) })
	severity := widget.NewText(w.T("handover.severity." + string(d.Severity)))
	if d.Severity.Grave() {
		severity.Colour = theme.Bad
	}
	what := widget.NewText(words.Join(" ", w.Term(pg.v.HouseType.RoomName(d.Room)), w.Term(d.Part), w.Term(d.Phrase)))
	what.Least = 160
	now := func(id app.ID) defect.Defect { // as the page shows it
		for _, open := range pg.v.Open {
			if open.ID == id {
				return open
			}
		}
		return d
	}
	day := widget.NewDateField(w, pg.c.Today, d.Promised)
	day.OnChange = func(on app.Date) {
		if !on.IsZero() {
			pg.promise(on, now(d.ID))
		}
	}
	fault := widget.NewText("")
	fault.Colour = theme.Bad
	day.OnFault = func(err error) {
		said := ""
		if err != nil {
			said = w.T("common.date.no_day")
		}
		fault.SetText(said)
	}
	pg.follow = append(pg.follow, func() { day.Follow(now(d.ID).Promised) })
	end := fyne.CanvasObject(widget.Fixed(150, day))
	if !editable {
		end = widget.Fixed(150, widget.NewText(w.Date(d.Promised)))
	}
	return widget.Bar(widget.Fixed(124, number), widget.Fixed(52, severity), widget.UpTo(360, 160, what), end, widget.Rest(fault)), day
}

func (pg *desk) promise(day app.Date, defects ...defect.Defect) {
	var seen []*app.Seen[defect.Defect]
	for _, d := range defects {
		seen = append(seen, pg.v.SeenDefect(d))
	}
	pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
		return pg.p.Desk.Promise(ctx, actor, unit, seen, day)
	}, pg.orShow)
}
