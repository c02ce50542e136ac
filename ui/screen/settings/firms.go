package settings

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/lists"
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
		Source: lists.Open(lists.OfFirms, read, pg.c.Scope()...), Looks: faded,
		Empty: func() register.Empty { return register.Empty{Icon: "user", Line: w.T("settings.no_firms")} },
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
	w, firm, f := pg.c.W, seen.Value, register.NewForm(pg.c)
	name := pg.text(f, "firm_name", firm.Name, register.Must, register.Of("name"))
	contact, phone := pg.text(f, "contact", firm.Contact), pg.text(f, "phone", firm.Phone)
	held := register.Ticks(f, register.Choice[site.Trade]{Label: w.T("settings.field.trades"), Keys: trades,
		Say: func(t site.Trade) string { return w.T("defect.trade." + string(t)) }},
		func(t site.Trade) bool { return slices.Contains(firm.Trades, string(t)) },
		func(boxes ...fyne.CanvasObject) fyne.CanvasObject {
			return widget.Tiles(fyne.NewSize(124, 36), boxes...)
		})
	closed := f.Tick(w.T("settings.firm_closed"), firm.Closed)
	actor := pg.c.Actor()
	pg.ask(f, register.Question{Title: cmp.Or(firm.Name, w.T("settings.add_firm")), Take: func() (register.Doing, error) {
		firm := firm
		firm.Name, firm.Contact, firm.Phone, firm.Closed = name.Text, contact.Text, phone.Text, closed.Checked
		firm.Trades = slices.DeleteFunc(slices.Clone(firm.Trades), func(key string) bool { return slices.Contains(trades, site.Trade(key)) }) // what no box is for stays
		for _, t := range held() {
			firm.Trades = append(firm.Trades, string(t))
		}
		return func(ctx context.Context) error {
			_, err := pg.p.Site.PutFirm(ctx, actor, seen, firm)
			return err
		}, nil
	}}, w.T("settings.saved"))
}
