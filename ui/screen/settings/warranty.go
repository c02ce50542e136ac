package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// warranty is what the 住宅质量保证书 promises owners beyond the floor of the law.
func (pg *page) warranty() fyne.CanvasObject {
	return sheet(pg, pg.p.Read.SeeWarrantyBook, "warranty_book", pg.warrantyForm)
}

// warrantyForm asks of each class for years and months, or for heating seasons.
func (pg *page) warrantyForm(f *register.Form, seen *app.Seen[defect.WarrantyBook]) func() (register.Doing, error) {
	const most = 99
	w, actor := pg.c.W, pg.c.Actor()
	f.Put(widget.NewParagraph(w.T("settings.warranty_text"), formWidth))
	f.Put(widget.Space(8))
	asked := map[site.WarrantyClass]func() site.Period{}
	for _, class := range site.WarrantyClasses {
		floor, kept, note := class.Terms().Owner, seen.Value.Period(class), ""
		if floor.Life {
			continue // nothing is longer
		}
		if text := pg.period(floor); text != "" {
			note = w.T("settings.floor", "period", text)
		}
		numbers := []register.Number{{Value: kept.Years, Most: most, Unit: w.T("settings.years")}, {Value: kept.Months, Most: most, Unit: w.T("settings.months")}}
		if floor.Seasons > 0 {
			numbers = []register.Number{{Value: kept.Seasons, Most: most, Unit: w.T("settings.seasons")}}
		}
		given := f.Numbers(w.T("defect.warranty."+string(class)), numbers, note)
		asked[class] = func() site.Period {
			if floor.Seasons > 0 {
				return site.Period{Seasons: given()[0]}
			}
			return site.Period{Years: given()[0], Months: given()[1]}
		}
	}
	return func() (register.Doing, error) {
		b := seen.Value
		b.Periods = slices.DeleteFunc(slices.Clone(b.Periods), func(p defect.Promised) bool { return asked[p.Class] != nil })
		for _, class := range site.WarrantyClasses {
			if given := asked[class]; given != nil && given() != (site.Period{}) {
				b.Periods = append(b.Periods, defect.Promised{Class: class, Period: given()})
			}
		}
		return func(ctx context.Context) error { return pg.p.Limits.SetWarrantyBook(ctx, actor, seen, b) }, nil
	}
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
