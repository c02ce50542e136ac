package units

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// askType offers the site's house types and gives the tiles the one chosen.
func (pg *page) askType(tiles []site.Tile) {
	var latest shell.Latest
	shell.Load(pg.c, &latest, pg.p.Read.HouseTypes, func(all []site.HouseType) {
		if len(all) == 0 {
			pg.toHouseTypes(len(tiles))
			return
		}
		pg.chooseType(tiles, all)
	})
}

// toHouseTypes says that the site has no house types, and leads to where one is made.
func (pg *page) toHouseTypes(n int) {
	c, w := pg.c, pg.c.W
	d := widget.NewDialog(w, w.T("units.type.title", "n", n), w.T("units.type.none_yet"))
	d.Confirm = w.T("units.type.to_settings")
	d.OnConfirm = func() bool { c.Open(shell.To("settings").In("house_types")); return true }
	c.Ask(d)
}

func (pg *page) chooseType(tiles []site.Tile, all []site.HouseType) {
	c, w := pg.c, pg.c.W
	ids, names := []app.ID{}, []string{}
	for _, h := range all {
		ids, names = append(ids, h.ID), append(names, h.Name)
	}
	ids, names = append(ids, app.Nil), append(names, w.T("units.type.unknown"))
	choice := widget.NewSelect(names, nil)
	choice.Choose(names[0])
	d := widget.NewDialog(w, w.T("units.type.title", "n", len(tiles)), w.T("units.type.text"))
	d.Content, d.Confirm, d.Focus = choice, w.T("units.type.confirm"), choice
	d.OnConfirm = func() bool {
		chosen, actor, units := ids[choice.Index()], c.Actor(), make([]app.ID, len(tiles))
		for i, t := range tiles {
			units[i] = t.Unit
		}
		c.Confirm(d, func(ctx context.Context) error { return pg.p.Types.SetHouseType(ctx, actor, units, chosen) }, func() {
			pg.grid.Select()
			c.Say(w.T("units.type.done", "n", len(units)))
		})
		return false
	}
	c.Ask(d)
}
