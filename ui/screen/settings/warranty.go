package settings

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/widget"
)

// warranty is what the 住宅质量保证书 promises owners beyond the floor of the law.
func (pg *page) warranty() fyne.CanvasObject {
	return sheetPart(pg, pg.p.Read.SeeWarrantyBook, pg.warrantyForm, "warranty_book")
}

// promise is a line of the form: years and months, or heating seasons.
type promise struct {
	class site.WarrantyClass
	field *widget.Field
	// In a class that runs by seasons, years holds the seasons and months is nil.
	years, months *widget.Entry
}

func (pg *page) warrantyForm(sh *sheet, seen *app.Seen[defect.WarrantyBook]) fyne.CanvasObject {
	w, may := pg.c.W, pg.may(staff.ManageSite)
	parts := []fyne.CanvasObject{widget.NewParagraph(w.T("settings.warranty_text"), formWidth), widget.Space(8)}
	var lines []promise
	number := func(n int) *widget.Entry {
		e := widget.NewEntry("")
		if n > 0 {
			e.SetText(strconv.Itoa(n))
		}
		if !may {
			e.Disable()
		}
		return e
	}
	for _, class := range site.WarrantyClasses {
		floor, kept := class.Terms().Owner, seen.Value.Period(class)
		if floor.Life {
			continue // nothing is longer
		}
		l := promise{class: class}
		row := widget.Bar()
		if floor.Seasons > 0 {
			l.years = number(kept.Seasons)
			row.Objects = []fyne.CanvasObject{widget.Fixed(72, l.years), widget.NewQuiet(w.T("settings.seasons"))}
		} else {
			l.years, l.months = number(kept.Years), number(kept.Months)
			row.Objects = []fyne.CanvasObject{widget.Fixed(72, l.years), widget.NewQuiet(w.T("settings.years")),
				widget.Fixed(72, l.months), widget.NewQuiet(w.T("settings.months"))}
		}
		if text := pg.period(floor); text != "" {
			row.Add(widget.Space(16))
			row.Add(widget.NewQuiet(w.T("settings.floor", "period", text)))
		}
		l.field = widget.NewField(w.T("defect.warranty."+string(class)), row)
		lines, parts = append(lines, l), append(parts, l.field)
	}
	if !may {
		return column(pg.toLookAt(staff.ManageSite, parts...)...)
	}
	save := func() { pg.saveWarranty(sh, seen, lines) }
	var entries []*widget.Entry
	for _, l := range lines {
		for _, e := range []*widget.Entry{l.years, l.months} {
			if e != nil {
				e.OnSubmitted = func(string) { save() }
				entries = append(entries, e)
			}
		}
	}
	sh.touched = typed(entries...)
	return column(append(parts, widget.Bar(layout.NewSpacer(), widget.NewPrimary(w.T("common.save"), save)))...)
}

// period says a length of warranty; "" where only a contract gives one.
func (pg *page) period(p site.Period) string {
	w := pg.c.W
	switch {
	case p.Seasons > 0:
		return w.T("settings.period.seasons", "n", p.Seasons)
	case p.Years > 0:
		return w.T("settings.period.years", "n", p.Years)
	case p.Months > 0:
		return w.T("settings.period.months", "n", p.Months)
	}
	return ""
}

func (pg *page) saveWarranty(sh *sheet, seen *app.Seen[defect.WarrantyBook], lines []promise) {
	b := seen.Value
	b.Periods = slices.DeleteFunc(slices.Clone(b.Periods), func(p defect.Promised) bool {
		return slices.ContainsFunc(lines, func(l promise) bool { return l.class == p.Class })
	})
	for _, l := range lines {
		l.field.SetError("")
		period, err := l.parse()
		if err != nil {
			pg.c.FailAt(l.field, err)
			return
		}
		if period != (site.Period{}) {
			b.Periods = append(b.Periods, defect.Promised{Class: l.class, Period: period})
		}
	}
	actor := pg.c.Actor()
	pg.c.Do(func(ctx context.Context) error { return pg.p.Limits.SetWarrantyBook(ctx, actor, seen, b) }, func(err error) {
		if err != nil {
			pg.refuse(lines[0].field, err)
			return
		}
		pg.c.Say(pg.c.W.T("settings.saved"))
		sh.again()
	})
}

func (l promise) parse() (p site.Period, err error) {
	if l.months == nil {
		p.Seasons, err = parseWhole(l.years.Text, 99)
		return p, err
	}
	if p.Years, err = parseWhole(l.years.Text, 99); err != nil {
		return p, err
	}
	p.Months, err = parseWhole(l.months.Text, 99)
	return p, err
}

// parseWhole reads a whole number that is no more than most; nothing is none.
func parseWhole(text string, most int) (int, error) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		return 0, app.Refuse("settings.number", "text", text, "most", strconv.Itoa(most))
	}
	return n, nil
}
