package units

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// AskType offers the site's house types and gives the unit the one chosen, in the way
// in which the grid asks for many. seen is the unit as the page shows it.
func AskType(c *shell.Context, read func(context.Context) ([]site.HouseType, error), types Types, seen *app.Seen[site.Unit]) {
	var latest shell.Latest
	shell.Load(c, &latest, read, func(all []site.HouseType) {
		askType(c, all, asked{n: 1, now: seen.Value.HouseType, set: func(ctx context.Context, actor app.Actor, chosen app.ID) error {
			return types.ChangeHouseType(ctx, actor, seen, chosen)
		}})
	})
}

// asked is for which units a house type is asked, and what becomes of the answer.
type asked struct {
	n    int    // how many
	now  app.ID // the one that is chosen to begin with
	set  func(ctx context.Context, actor app.Actor, chosen app.ID) error
	done func() // told when it is on disk; nil: nobody
}

func askType(c *shell.Context, all []site.HouseType, a asked) {
	w := c.W
	if len(all) == 0 {
		d := widget.NewDialog(w, w.T("units.type.title", "n", a.n), w.T("units.type.none_yet"))
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
		if id == a.now && !a.now.IsNil() {
			choice.Choose(names[i])
		}
	}
	d := widget.NewDialog(w, w.T("units.type.title", "n", a.n), w.T("units.type.text"))
	d.Content, d.Confirm, d.Focus = choice, w.T("units.type.confirm"), choice
	d.OnConfirm = func() bool {
		chosen, actor := ids[choice.Index()], c.Actor()
		c.Confirm(d, func(ctx context.Context) error { return a.set(ctx, actor, chosen) }, func() {
			if a.done != nil {
				a.done()
			}
			c.Say(w.T("units.type.done", "n", a.n))
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
	var latest shell.Latest
	shell.Load(pg.c, &latest, pg.p.Read.HouseTypes, func(all []site.HouseType) {
		askType(pg.c, all, asked{n: len(ids), set: func(ctx context.Context, actor app.Actor, chosen app.ID) error {
			return pg.p.Types.SetHouseType(ctx, actor, ids, chosen)
		}, done: func() { pg.grid.Select() }})
	})
}
