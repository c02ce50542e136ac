package units

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// askType offers the site's house types and gives the homes the one chosen.
func (b bulk) askType(homes []app.ID) {
	var latest shell.Latest
	shell.Load(b.c, &latest, b.p.Read.HouseTypes, func(all []site.HouseType) {
		if len(all) == 0 {
			b.toHouseTypes(len(homes))
			return
		}
		b.chooseType(homes, all)
	})
}

// toHouseTypes says that the site has no house types, and leads to where one is made.
func (b bulk) toHouseTypes(n int) {
	c, w := b.c, b.c.W
	d := widget.NewDialog(w, w.T("units.type.title", "n", n), w.T("units.type.none_yet"))
	d.Confirm = w.T("units.type.to_settings")
	d.OnConfirm = func() bool { c.Open(shell.To("settings").In("house_types")); return true }
	c.Ask(d)
}

func (b bulk) chooseType(homes []app.ID, all []site.HouseType) {
	c, w := b.c, b.c.W
	ids, names := []app.ID{}, []string{}
	for _, h := range all {
		ids, names = append(ids, h.ID), append(names, h.Name)
	}
	ids, names = append(ids, app.Nil), append(names, w.T("units.type.unknown"))
	choice := widget.NewSelect(names, nil)
	choice.Choose(names[0])
	d := widget.NewDialog(w, w.T("units.type.title", "n", len(homes)), w.T("units.type.text"))
	d.Content, d.Confirm, d.Focus = choice, w.T("units.type.confirm"), choice
	d.OnConfirm = func() bool {
		chosen, actor := ids[choice.Index()], c.Actor()
		c.Confirm(d, func(ctx context.Context) error { return b.p.Types.SetHouseType(ctx, actor, homes, chosen) }, func() {
			b.done()
			c.Say(w.T("units.type.done", "n", len(homes)))
		})
		return false
	}
	c.Ask(d)
}
