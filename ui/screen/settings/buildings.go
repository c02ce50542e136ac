package settings

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// buildings are listed with the day on which their completion was filed, which the
// law asks for before any home in them is handed over.
func (pg *page) buildings() fyne.CanvasObject {
	w := pg.c.W
	type known struct {
		all         []site.BuildingView
		communities map[app.ID]string
		named       []site.Community
	}
	return part(pg, func(ctx context.Context) (k known, err error) {
		if k.all, err = pg.p.Read.Buildings(ctx); err != nil {
			return k, err
		}
		communities, err := pg.p.Read.Communities(ctx)
		k.communities = map[app.ID]string{}
		k.named = communities
		for _, c := range communities {
			k.communities[c.ID] = c.Name
		}
		return k, err
	}, func(k known) fyne.CanvasObject {
		t := widget.NewDataTable(
			widget.Column[site.BuildingView]{Title: w.T("settings.col.building"), Width: 120, Text: func(b site.BuildingView) string { return b.Name }, Bold: func(site.BuildingView) bool { return true }},
			widget.Column[site.BuildingView]{Title: w.T("settings.col.community"), Width: 180, Grow: true, Text: func(b site.BuildingView) string { return k.communities[b.Community] }},
			widget.Column[site.BuildingView]{Title: w.T("settings.col.units"), Width: 80, Right: true, Text: func(b site.BuildingView) string { return strconv.Itoa(b.Units) }},
			widget.Column[site.BuildingView]{Title: w.T("settings.col.filed"), Width: 160, Text: func(b site.BuildingView) string {
				if b.Completed.IsZero() {
					return w.T("settings.not_filed")
				}
				return b.Completed.String()
			}, Colour: func(b site.BuildingView) fyne.ThemeColorName {
				if b.Completed.IsZero() {
					return theme.Bad
				}
				return theme.Ink
			}},
		)
		t.KeyOf = func(b site.BuildingView) any { return b.ID }
		t.SetMulti(true)
		t.SetRecords(k.all)
		var acts []fyne.CanvasObject
		chosen := func() []site.BuildingView {
			some := t.Selected()
			if one, ok := t.Current(); len(some) == 0 && ok {
				some = []site.BuildingView{one}
			} else if len(some) == 0 {
				some = k.all
			}
			return slices.DeleteFunc(slices.Clone(some), func(b site.BuildingView) bool { return !pg.c.Actor().InScope(b.Community) })
		}
		t.OnOpen = opening(pg, staff.ManageSite, func(b site.BuildingView) { change(pg, pg.p.Read.SeeBuilding, b.ID, pg.editBuilding) },
			func(b site.BuildingView) app.ID { return b.Community })
		if pg.may(staff.ManageSite) {
			acts = append(acts, widget.NewButton(w.T("settings.communities_act"), func() { pg.openCommunities(k.named) }))
			acts = append(acts, widget.NewButtonIn(widget.Plain, "calendar", w.T("settings.filed_act"), func() { pg.askFiled(chosen()) }))
		}
		if pg.may(staff.EditOwners) {
			acts = append(acts, widget.NewButton(w.T("units.fund.act"), func() { pg.askFunds(chosen()) }))
		}
		if len(k.all) == 0 {
			return list(widget.NewEmptyState("units", w.T("settings.no_buildings"), "", nil), w.T("settings.buildings_note"), acts...)
		}
		return list(t, w.T("settings.buildings_note"), acts...)
	}, "building", "unit", "community")
}

func (pg *page) editBuilding(seen *app.Seen[site.Building]) {
	w, b := pg.c.W, seen.Value
	name, nameField := pg.field("building_name", b.Name)
	order, orderField := pg.field("order", strconv.Itoa(b.Order))
	filed := widget.NewDateField(w, pg.c.Today, b.Completed)
	actor := pg.c.Actor()
	pg.ask(form{title: b.Name, text: w.T("settings.building_text"),
		content: widget.Stack(nameField, widget.NewField(w.T("settings.field.filed"), filed), orderField), focus: name,
		read: func() (act, error) {
			change := b
			change.Name = name.Text
			var err error
			if change.Order, err = parseWhole(order.Text, 999); err != nil {
				pg.c.FailAt(orderField, err)
				return nil, err
			}
			change.Completed, err = filed.Given()
			return func(ctx context.Context) error { return pg.p.Site.PutBuilding(ctx, actor, seen, change) }, err
		},
		done: w.T("settings.saved")})
}

// openCommunities reads the communities that the person works in for changing them.
func (pg *page) openCommunities(all []site.Community) {
	var latest shell.Latest
	actor := pg.c.Actor()
	shell.Load(pg.c, &latest, func(ctx context.Context) (seen []*app.Seen[site.Community], err error) {
		for _, c := range all {
			if !actor.InScope(c.ID) {
				continue
			}
			one, err := pg.p.Read.SeeCommunity(ctx, c.ID)
			if err != nil {
				return nil, err
			}
			seen = append(seen, &one)
		}
		return seen, nil
	}, pg.editCommunities)
}

// editCommunities gives communities other names, and adds one. Which of them a
// person works in is the person's to say, beside the team.
func (pg *page) editCommunities(all []*app.Seen[site.Community]) {
	w := pg.c.W
	var names []*widget.Entry
	var fields []fyne.CanvasObject
	for _, c := range all {
		e := widget.NewEntry("")
		e.SetText(c.Value.Name)
		names = append(names, e)
		fields = append(fields, widget.NewField(w.T("settings.field.community_name"), e))
	}
	added, fresh := widget.NewEntry(""), &app.Seen[site.Community]{}
	fields = append(fields, widget.NewField(w.T("settings.field.community_new"), added))
	actor := pg.c.Actor()
	pg.ask(form{title: w.T("settings.communities"), text: w.T("settings.communities_text"),
		content: widget.Stack(fields...), focus: added,
		read: func() (act, error) {
			var changed []act
			put := func(seen *app.Seen[site.Community], c site.Community) {
				changed = append(changed, func(ctx context.Context) error {
					_, err := pg.p.Site.PutCommunity(ctx, actor, seen, c)
					return err
				})
			}
			for i, seen := range all {
				if c := seen.Value; names[i].Text != c.Name {
					c.Name = names[i].Text
					put(seen, c)
				}
			}
			if strings.TrimSpace(added.Text) != "" {
				put(fresh, site.Community{Name: added.Text})
			}
			return func(ctx context.Context) error {
				for _, put := range changed {
					if err := put(ctx); err != nil {
						return err
					}
				}
				return nil
			}, nil
		},
		done: w.T("settings.saved")})
}

func namesOf(some []site.BuildingView) []string {
	names := make([]string, len(some))
	for i, b := range some {
		names[i] = b.Name
	}
	return names
}

// askFiled records one filing day for several buildings.
func (pg *page) askFiled(some []site.BuildingView) {
	w := pg.c.W
	filed := widget.NewDateField(w, pg.c.Today, 0)
	actor := pg.c.Actor()
	pg.ask(form{title: w.T("settings.filed_title", "names", w.Some(namesOf(some))), text: w.T("settings.building_text"),
		content: widget.NewField(w.T("settings.field.filed"), filed), focus: filed.Focusable(),
		read: func() (act, error) {
			day, err := filed.Given()
			if err == nil && day.IsZero() {
				err = app.Refuse("building.filed_missing")
			}
			ids := make([]app.ID, len(some))
			for i, b := range some {
				ids[i] = b.ID
			}
			return func(ctx context.Context) error { return pg.p.Site.SetCompleted(ctx, actor, ids, day) }, err
		},
		done: w.T("settings.saved")})
}

// askFunds records for every unit of the buildings whether the fund is paid.
func (pg *page) askFunds(some []site.BuildingView) {
	w := pg.c.W
	states := []site.FundState{site.FundPaid, site.FundUnpaid, site.FundUnknown}
	choice := widget.NewSelect([]string{w.T("units.fund.paid"), w.T("units.fund.unpaid"), w.T("units.fund.unknown")}, nil)
	units := 0 // so many that nothing is chosen beforehand: the law asks for what is said here
	for _, b := range some {
		units += b.Units
	}
	actor := pg.c.Actor()
	pg.ask(form{title: w.T("settings.fund_title", "names", w.Some(namesOf(some)), "n", units), text: w.T("units.fund.text"),
		content: choice, focus: choice,
		read: func() (act, error) {
			chosen := choice.Index()
			if chosen < 0 {
				return nil, app.Refuse("building.fund_missing")
			}
			return func(ctx context.Context) error {
				var ids []app.ID
				for _, b := range some {
					tiles, err := pg.p.Read.Tiles(ctx, b.ID)
					if err != nil {
						return err
					}
					for _, t := range tiles {
						ids = append(ids, t.Unit)
					}
				}
				return pg.p.Site.SetFunds(ctx, actor, ids, states[chosen])
			}, nil
		},
		done: w.T("units.fund.done", "n", units)})
}
