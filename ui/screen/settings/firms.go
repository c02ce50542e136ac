package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/lists"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// trades are offered in the order of the checklist.
var trades = []site.Trade{site.General, site.Plaster, site.Screed, site.Paint, site.Tiling, site.Joinery, site.Windows, site.EntranceDoors,
	site.InnerDoors, site.Waterproofing, site.Facade, site.Railings, site.Cabinets, site.Sanitary, site.Plumbing, site.Electrical,
	site.LowVoltage, site.HVAC, site.Appliances, site.Gas, site.Fire, site.Lifts, site.Landscape, site.Cleaning, site.Design, site.Developer}

// firms are those that defects are assigned to, each with the trades it holds.
func (pg *page) firms() fyne.CanvasObject {
	w, read := pg.c.W, pg.p.Read
	open := opening(pg, staff.ManageSite, func(r register.Row) { change(pg, read.SeeFirm, r.ID(), pg.editFirm) })
	l := register.NewList(pg.c, register.Params{
		Source: model.Open(lists.Firms(), read.FirmLines, read), Looks: faded,
		Empty: func() (string, string, string, func()) { return "user", w.T("settings.no_firms"), "", nil },
		Acts: func([]register.Row) (acts []fyne.CanvasObject) {
			if pg.may(staff.ManageSite) {
				acts = append(acts, widget.NewPrimary(w.T("settings.add_firm"), func() { pg.editFirm(&app.Seen[site.Firm]{}) }))
			}
			return acts
		},
		Open: open,
	})
	l.Begin()
	return l.View
}

// faded are the looks of lists of which some are used no longer, by what these are called.
var faded = map[string]register.Look{"firm": {Colour: fadedColour}, "name": {Colour: fadedColour}}

func fadedColour(r register.Row) fyne.ThemeColorName {
	if r.Text("state") == lists.Gone {
		return theme.Quiet
	}
	return theme.Ink
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
