package settings

import (
	"context"
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

// limits are the days that a firm gets by default, by severity.
func (pg *page) limits() fyne.CanvasObject {
	return sheetPart(pg, pg.p.Read.SeeDefectLimits, pg.limitsForm, "defect_limits")
}

func (pg *page) limitsForm(sh *sheet, seen *app.Seen[defect.Limits]) fyne.CanvasObject {
	w, l := pg.c.W, seen.Value
	severities := []struct {
		key  site.Severity
		days *int
	}{{site.Emergency, &l.Emergency}, {site.Serious, &l.Serious}, {site.Normal, &l.Normal}, {site.Minor, &l.Minor}}
	var entries []*widget.Entry
	parts := []fyne.CanvasObject{widget.NewParagraph(w.T("settings.limits_text"), formWidth), widget.Space(8)}
	var fields []*widget.Field
	byName := map[string]*widget.Field{}
	for _, s := range severities {
		e := widget.NewEntry("")
		e.SetText(strconv.Itoa(*s.days))
		f := widget.NewField(w.T("defect.severity."+string(s.key)), widget.Bar(widget.Fixed(96, e), widget.NewQuiet(w.T("settings.days"))))
		entries, fields, parts = append(entries, e), append(fields, f), append(parts, f)
		byName[string(s.key)] = f
	}
	sh.touched = typed(entries...)
	if !pg.may(staff.ManageSite) {
		for _, e := range entries {
			e.Disable()
		}
		return column(pg.toLookAt(staff.ManageSite, parts...)...)
	}
	save := func() {
		for i, e := range entries {
			fields[i].SetError("")
			n, err := strconv.Atoi(strings.TrimSpace(e.Text))
			if err != nil {
				pg.c.FailAt(fields[i], app.Refuse("settings.number", "text", e.Text, "most", "365"))
				return
			}
			*severities[i].days = n
		}
		actor, changed := pg.c.Actor(), l
		pg.c.Do(func(ctx context.Context) error { return pg.p.Limits.SetLimits(ctx, actor, seen, changed) }, func(err error) {
			if err != nil {
				pg.refuseAt(fields[0], byName, err)
				return
			}
			pg.c.Say(w.T("settings.saved"))
			sh.again()
		})
	}
	for _, e := range entries {
		e.OnSubmitted = func(string) { save() }
	}
	return column(append(parts, widget.Bar(layout.NewSpacer(), widget.NewPrimary(w.T("common.save"), save)))...)
}
