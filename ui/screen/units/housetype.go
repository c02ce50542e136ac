package units

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// AskType offers the site's house types and gives the units the one chosen; done is
// told when it is on disk. The unit's page asks in the same way for one.
func AskType(c *shell.Context, read func(context.Context) ([]site.HouseType, error), types Types, units []app.ID, now app.ID, done func()) {
	var latest shell.Latest
	shell.Load(c, &latest, read, func(all []site.HouseType) {
		askType(c, all, types, units, now, done)
	})
}

func askType(c *shell.Context, all []site.HouseType, types Types, units []app.ID, now app.ID, done func()) {
	w := c.W
	if len(all) == 0 {
		d := widget.NewDialog(w, w.T("units.type.title", "n", len(units)), w.T("units.type.none_yet"))
		d.Confirm = w.T("units.type.to_settings")
		d.OnConfirm = func() bool { c.Open(shell.To("settings").In("house_types")); return true }
		c.Ask(d)
		return
	}
	ids, names := []app.ID{}, []string{}
	for _, h := range all {
		ids, names = append(ids, h.ID), append(names, h.Name)
	}
	ids, names = append(ids, app.Nil), append(names, w.T("units.type.unknown"))
	choice := widget.NewSelect(names, nil)
	choice.Choose(names[0])
	for i, id := range ids {
		if id == now && !now.IsNil() {
			choice.Choose(names[i])
		}
	}
	d := widget.NewDialog(w, w.T("units.type.title", "n", len(units)), w.T("units.type.text"))
	d.Content, d.Confirm, d.Focus = choice, w.T("units.type.confirm"), choice
	d.OnConfirm = func() bool {
		chosen, actor := ids[choice.Index()], c.Actor()
		c.Confirm(d, func(ctx context.Context) error { return types.SetHouseType(ctx, actor, units, chosen) }, func() {
			if done != nil {
				done()
			}
			c.Say(w.T("units.type.done", "n", len(units)))
		})
		return false
	}
	c.Ask(d)
}

// askType gives the tiles a house type.
func (pg *page) askType(tiles []site.Tile) {
	ids := make([]app.ID, len(tiles))
	for i, t := range tiles {
		ids[i] = t.Unit
	}
	AskType(pg.c, pg.p.Read.HouseTypes, pg.p.Types, ids, app.Nil, func() { pg.grid.Select() })
}
