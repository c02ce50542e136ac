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
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// letterhead is what stands at the head of every paper.
func (pg *page) letterhead() fyne.CanvasObject {
	return part(pg, pg.p.Read.Site, pg.letterheadForm, "site")
}

func (pg *page) letterheadForm(s site.Site) fyne.CanvasObject {
	w := pg.c.W
	name, nameField := pg.field("site_name", s.Name)
	company, companyField := pg.field("company", s.Company)
	address, addressField := pg.field("address", s.Address)
	phone, phoneField := pg.field("phone", s.Phone)
	property, propertyField := pg.field("property", s.Property)
	duty, dutyField := pg.field("duty", s.DutyWindow)
	zone, zoneField := pg.field("zone", s.Location().String())
	entries := []*widget.Entry{name, company, address, phone, property, duty, zone}
	nameField.Must, companyField.Must = true, true
	logo := pg.picture(s.Logo, fyne.NewSize(200, 64), w.T("settings.logo_none"))
	var save *widget.Button
	put := func() {
		s.Name, s.Company, s.Address, s.Phone, s.Property, s.DutyWindow = name.Text, company.Text, address.Text, phone.Text, property.Text, duty.Text
		s.Zone = zone.Text
		actor, changed := pg.c.Actor(), s
		nameField.SetError("")
		zoneField.SetError("")
		save.Disable()
		pg.c.Do(func(ctx context.Context) error { return pg.p.Site.PutSite(ctx, actor, changed) }, func(err error) {
			save.Enable()
			switch {
			case app.RefusalCode(err) == "site.zone_unknown":
				pg.refuse(zoneField, err)
				return
			case err != nil:
				pg.refuse(nameField, err)
				return
			}
			pg.c.Say(w.T("settings.saved"))
		})
	}
	save = widget.NewPrimary(w.T("common.save"), put)
	pick := widget.NewButtonIn(widget.Plain, "photo", w.T("settings.logo_pick"), func() {
		pg.pickPicture(func(hash string) { s.Logo = hash; put() })
	})
	drop := widget.NewButton(w.T("settings.logo_drop"), func() { s.Logo = ""; put() })
	acts := []fyne.CanvasObject{pick}
	if s.Logo != "" {
		acts = append(acts, drop)
	}
	bar := widget.Bar(append([]fyne.CanvasObject{logo, layout.NewSpacer()}, acts...)...)
	foot := widget.Bar(layout.NewSpacer(), save)
	if !pg.may(staff.ManageSite) {
		for _, e := range entries {
			e.Disable()
		}
		bar, foot = widget.Bar(logo), widget.Bar(widget.NewQuiet(w.T("settings.read_only")))
	}
	for _, e := range entries {
		e.OnSubmitted = func(string) { put() }
	}
	return column(nameField, companyField, addressField, phoneField, propertyField, dutyField, zoneField,
		widget.NewField(w.T("settings.field.logo"), bar), foot)
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
