package settings

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// letterhead is what stands at the head of every paper.
func (pg *page) letterhead() fyne.CanvasObject {
	return sheet(pg, pg.p.Read.SeeSite, "site", pg.letterheadForm)
}

func (pg *page) letterheadForm(f *register.Form, seen *app.Seen[site.Site]) func() (register.Doing, error) {
	w, s, actor := pg.c.W, seen.Value, pg.c.Actor()
	name, company := pg.text(f, "site_name", s.Name, register.Must, register.Of("name")), pg.text(f, "company", s.Company, register.Must, register.Of("company"))
	address, phone := pg.text(f, "address", s.Address, register.Of("address")), pg.text(f, "phone", s.Phone, register.Of("phone"))
	property, duty := pg.text(f, "property", s.Property, register.Of("property")), pg.text(f, "duty", s.DutyWindow, register.Of("duty_window"))
	zone := pg.text(f, "zone", s.Location().String(), register.Of("zone"))
	logo := widget.Bar(pg.picture(s.Logo, fyne.NewSize(200, 64), w.T("settings.logo_none")))
	if pg.may(staff.ManageSite) {
		logo.Add(layout.NewSpacer())
		logo.Add(widget.NewButtonIn(widget.Plain, "photo", w.T("settings.logo_pick"), func() {
			pg.pickPicture(func(hash string) { s.Logo = hash; f.Submit() })
		}))
		if s.Logo != "" {
			logo.Add(widget.NewButton(w.T("settings.logo_drop"), func() { s.Logo = ""; f.Submit() }))
		}
	}
	f.Add(w.T("settings.field.logo"), logo, register.Of("logo"))
	return func() (register.Doing, error) {
		s := s
		s.Name, s.Company, s.Address, s.Phone, s.Property, s.DutyWindow, s.Zone = name.Text, company.Text, address.Text, phone.Text, property.Text, duty.Text, zone.Text
		return func(ctx context.Context) error { return pg.p.Site.PutSite(ctx, actor, seen, s) }, nil
	}
}

// picture shows a kept picture once it is read, or says that there is none.
func (pg *page) picture(hash string, size fyne.Size, none string) fyne.CanvasObject {
	if hash == "" {
		return widget.NewQuiet(none)
	}
	ground := canvas.NewRectangle(theme.Of(theme.Ground))
	ground.SetMinSize(size)
	place := container.NewStack(ground)
	var latest shell.Latest
	shell.Load(pg.c, &latest, func(ctx context.Context) (image.Image, error) {
		return pg.p.Pictures.Thumb(ctx, hash, int(size.Width)*2)
	}, func(p image.Image) {
		i := canvas.NewImageFromImage(p)
		i.FillMode = canvas.ImageFillContain
		place.Add(i)
		place.Refresh()
	})
	return place
}
