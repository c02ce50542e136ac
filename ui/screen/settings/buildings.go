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
	"keyday/ui/screen/register"
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
		none := register.Empty{Icon: "units", Line: w.T("settings.no_buildings")}
		return list(none.Or(t, len(k.all)), w.T("settings.buildings_note"), acts...)
	}, "building", "unit", "community")
}

func (pg *page) editBuilding(seen *app.Seen[site.Building]) {
	w, b, f := pg.c.W, seen.Value, register.NewForm(pg.c)
	name := pg.text(f, "building_name", b.Name)
	filed := f.Day(w.T("settings.field.filed"), b.Completed)
	order := register.Parsed(f, w.T("settings.field.order"), strconv.Itoa(b.Order), register.Whole(999))
	actor := pg.c.Actor()
	pg.ask(f, register.Question{Title: b.Name, Text: w.T("settings.building_text"), Take: func() (register.Doing, error) {
		change := b
		change.Name, change.Completed, change.Order = name.Text, filed(), order()
		return func(ctx context.Context) error { return pg.p.Site.PutBuilding(ctx, actor, seen, change) }, nil
	}}, w.T("settings.saved"))
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
	w, f := pg.c.W, register.NewForm(pg.c)
	var names []*widget.Entry
	for _, c := range all {
		names = append(names, pg.text(f, "community_name", c.Value.Name))
	}
	added, fresh := pg.text(f, "community_new", ""), &app.Seen[site.Community]{}
	actor := pg.c.Actor()
	d := pg.ask(f, register.Question{Title: w.T("settings.communities"), Text: w.T("settings.communities_text"),
		Take: func() (register.Doing, error) {
			var changed []register.Doing
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
		}}, w.T("settings.saved"))
	if d.Open() {
		pg.c.Canvas().Focus(added)
	}
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
	w, f, actor := pg.c.W, register.NewForm(pg.c), pg.c.Actor()
	filed := f.Day(w.T("settings.field.filed"), 0)
	pg.ask(f, register.Question{Title: w.T("settings.filed_title", "names", w.Some(namesOf(some))), Text: w.T("settings.building_text"), Take: func() (register.Doing, error) {
		day := filed()
		if day.IsZero() {
			return nil, app.Refuse("building.filed_missing")
		}
		ids := make([]app.ID, len(some))
		for i, b := range some {
			ids[i] = b.ID
		}
		return func(ctx context.Context) error { return pg.p.Site.SetCompleted(ctx, actor, ids, day) }, nil
	}}, w.T("settings.saved"))
}

// askFunds records for every unit of the buildings whether the fund is paid.
func (pg *page) askFunds(some []site.BuildingView) {
	w, f := pg.c.W, register.NewForm(pg.c)
	fund := f.Fund()
	units := 0
	for _, b := range some {
		units += b.Units
	}
	actor := pg.c.Actor()
	pg.ask(f, register.Question{Title: w.T("settings.fund_title", "names", w.Some(namesOf(some)), "n", units), Text: w.T("units.fund.text"),
		Take: func() (register.Doing, error) {
			state, err := fund()
			if err != nil {
				return nil, err
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
				return pg.p.Site.SetFunds(ctx, actor, ids, state)
			}, nil
		}}, w.T("units.fund.done", "n", units))
}
