package settings

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// trades are offered in the order of the checklist.
var trades = []site.Trade{site.General, site.Plaster, site.Screed, site.Paint, site.Tiling, site.Joinery, site.Windows, site.EntranceDoors,
	site.InnerDoors, site.Waterproofing, site.Facade, site.Railings, site.Cabinets, site.Sanitary, site.Plumbing, site.Electrical,
	site.LowVoltage, site.HVAC, site.Appliances, site.Gas, site.Fire, site.Lifts, site.Landscape, site.Cleaning, site.Design, site.Developer}

// firms are those that defects are assigned to, each with the trades it holds.
func (pg *page) firms() fyne.CanvasObject {
	w := pg.c.W
	return part(pg, pg.p.Read.AllFirms, func(all []site.Firm) fyne.CanvasObject {
		faded := func(f site.Firm) fyne.ThemeColorName {
			if f.Closed {
				return theme.Quiet
			}
			return theme.Ink
		}
		t := widget.NewDataTable(
			widget.Column[site.Firm]{Title: w.T("settings.col.firm"), Width: 320, Text: func(f site.Firm) string { return f.Name }, Colour: faded,
				Bold: func(f site.Firm) bool { return !f.Closed }, Order: func(a, b site.Firm) int { return strings.Compare(a.Name, b.Name) }},
			widget.Column[site.Firm]{Title: w.T("settings.col.trades"), Width: 200, Grow: true, Text: func(f site.Firm) string { return pg.tradeNames(f) }, Colour: faded},
			widget.Column[site.Firm]{Title: w.T("settings.col.contact"), Width: 120, Text: func(f site.Firm) string { return f.Contact }, Colour: faded},
			widget.Column[site.Firm]{Title: w.T("settings.col.phone"), Width: 140, Text: func(f site.Firm) string { return f.Phone }, Colour: faded},
			widget.Column[site.Firm]{Title: w.T("settings.col.state"), Width: 80, Text: func(f site.Firm) string {
				if f.Closed {
					return w.T("settings.closed")
				}
				return ""
			}, Colour: faded},
		)
		t.KeyOf = func(f site.Firm) any { return f.ID }
		t.SetRecords(all)
		var acts []fyne.CanvasObject
		t.OnOpen = opening(pg, staff.ManageSite, func(f site.Firm) { change(pg, pg.p.Read.SeeFirm, f.ID, pg.editFirm) })
		if pg.may(staff.ManageSite) {
			acts = append(acts, widget.NewButtonIn(widget.Primary, "", w.T("settings.add_firm"), func() { pg.editFirm(&app.Seen[site.Firm]{}) }))
		}
		if len(all) == 0 {
			return list(widget.NewEmptyState("user", w.T("settings.no_firms"), "", nil), "", acts...)
		}
		return list(t, "", acts...)
	}, "firm")
}

func (pg *page) tradeNames(f site.Firm) string {
	var names []string
	for _, key := range f.Trades {
		names = append(names, pg.c.W.T("defect.trade."+key))
	}
	return pg.c.W.List(names)
}

func (pg *page) editFirm(seen *app.Seen[site.Firm]) {
	w, f := pg.c.W, seen.Value
	name, nameField := pg.field("firm_name", f.Name)
	contact, contactField := pg.field("contact", f.Contact)
	phone, phoneField := pg.field("phone", f.Phone)
	nameField.Must = true
	var checks []fyne.CanvasObject
	ticked := map[string]*widget.Check{}
	for _, key := range trades {
		c := widget.NewCheck(w.T("defect.trade."+string(key)), nil)
		c.Tick(slices.Contains(f.Trades, string(key)))
		ticked[string(key)] = c
		checks = append(checks, c)
	}
	closed := widget.NewCheck(w.T("settings.firm_closed"), nil)
	closed.Tick(f.Closed)
	title := w.T("settings.add_firm")
	if f.Name != "" {
		title = f.Name
	}
	actor := pg.c.Actor()
	pg.ask(form{title: title,
		content: widget.Stack(nameField, contactField, phoneField,
			widget.NewField(w.T("settings.field.trades"), widget.Tiles(fyne.NewSize(124, 36), checks...)), closed), height: 460, focus: name,
		read: func() (act, error) {
			f := f
			f.Name, f.Contact, f.Phone, f.Closed = name.Text, contact.Text, phone.Text, closed.Checked
			f.Trades = slices.DeleteFunc(slices.Clone(f.Trades), func(key string) bool { return ticked[key] != nil }) // what no box is for stays
			for _, key := range trades {
				if ticked[string(key)].Checked {
					f.Trades = append(f.Trades, string(key))
				}
			}
			return func(ctx context.Context) error {
				_, err := pg.p.Site.PutFirm(ctx, actor, seen, f)
				return err
			}, nil
		},
		done: w.T("settings.saved")})
}
