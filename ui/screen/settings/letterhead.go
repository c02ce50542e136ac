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
	return sheetPart(pg, pg.p.Read.SeeSite, pg.letterheadForm, "site")
}

func (pg *page) letterheadForm(sh *sheet, seen *app.Seen[site.Site]) fyne.CanvasObject {
	w, s := pg.c.W, seen.Value
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
	bar := widget.Bar(logo)
	logoField := widget.NewField(w.T("settings.field.logo"), bar)
	fields := map[string]*widget.Field{"name": nameField, "company": companyField, "address": addressField, "phone": phoneField,
		"property": propertyField, "duty_window": dutyField, "zone": zoneField, "logo": logoField}
	sh.touched = typed(entries...)
	var save *widget.Button
	put := func() {
		change := s
		change.Name, change.Company, change.Address, change.Phone, change.Property, change.DutyWindow = name.Text, company.Text, address.Text, phone.Text, property.Text, duty.Text
		change.Zone = zone.Text
		actor := pg.c.Actor()
		for _, f := range fields {
			f.SetError("")
		}
		save.Disable()
		pg.c.Do(func(ctx context.Context) error { return pg.p.Site.PutSite(ctx, actor, seen, change) }, func(err error) {
			save.Enable()
			if app.RefusalCode(err) == "site.zone_unknown" {
				pg.refuse(zoneField, err)
				return
			}
			if err != nil {
				pg.refuseAt(nameField, fields, err)
				return
			}
			pg.c.Say(w.T("settings.saved"))
			sh.again()
		})
	}
	save = widget.NewPrimary(w.T("common.save"), put)
	if !pg.may(staff.ManageSite) {
		for _, e := range entries {
			e.Disable()
		}
		return column(pg.toLookAt(staff.ManageSite, nameField, companyField, addressField, phoneField, propertyField, dutyField, zoneField, logoField)...)
	}
	bar.Add(layout.NewSpacer())
	bar.Add(widget.NewButtonIn(widget.Plain, "photo", w.T("settings.logo_pick"), func() {
		pg.pickPicture(func(hash string) { s.Logo = hash; put() })
	}))
	if s.Logo != "" {
		bar.Add(widget.NewButton(w.T("settings.logo_drop"), func() { s.Logo = ""; put() }))
	}
	for _, e := range entries {
		e.OnSubmitted = func(string) { put() }
	}
	return column(nameField, companyField, addressField, phoneField, propertyField, dutyField, zoneField, logoField, widget.Bar(layout.NewSpacer(), save))
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
