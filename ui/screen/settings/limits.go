package settings

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/widget"
)

// limits are the days that a firm gets by default, by severity.
func (pg *page) limits() fyne.CanvasObject {
	return sheet(pg, pg.p.Read.SeeDefectLimits, "defect_limits", pg.limitsForm)
}

func (pg *page) limitsForm(f *register.Form, seen *app.Seen[defect.Limits]) func() (register.Doing, error) {
	const most = 365
	w, l, actor := pg.c.W, seen.Value, pg.c.Actor()
	days := func(s site.Severity, now int) func() []int {
		return f.Numbers(w.T("defect.severity."+string(s)), []register.Number{{Value: now, Most: most, Unit: w.T("settings.days")}}, "", register.Of(string(s)))
	}
	f.Put(widget.NewParagraph(w.T("settings.limits_text"), formWidth))
	f.Put(widget.Space(8))
	emergency, serious := days(site.Emergency, l.Emergency), days(site.Serious, l.Serious)
	normal, minor := days(site.Normal, l.Normal), days(site.Minor, l.Minor)
	return func() (register.Doing, error) {
		l := l
		l.Emergency, l.Serious, l.Normal, l.Minor = emergency()[0], serious()[0], normal()[0], minor()[0]
		return func(ctx context.Context) error { return pg.p.Limits.SetLimits(ctx, actor, seen, l) }, nil
	}
}
