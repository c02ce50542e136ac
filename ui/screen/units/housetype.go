package units

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/ui/screen/register"
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
	w, f, actor := b.c.W, register.NewForm(b.c), b.c.Actor()
	ids, names := []app.ID{}, map[app.ID]string{app.Nil: w.T("units.type.unknown")}
	for _, h := range all {
		ids, names[h.ID] = append(ids, h.ID), h.Name
	}
	chosen := register.Pick(f, register.Choice[app.ID]{Label: w.T("unit.fact.type"), Keys: append(ids, app.Nil), Say: func(id app.ID) string { return names[id] }}, ids[0])
	f.Ask(register.Question{Title: w.T("units.type.title", "n", len(homes)), Text: w.T("units.type.text"), Confirm: w.T("units.type.confirm"),
		Take: func() (register.Doing, error) {
			house := chosen()
			return func(ctx context.Context) error { return b.p.Types.SetHouseType(ctx, actor, homes, house) }, nil
		},
		Done: func() {
			b.done()
			b.c.Say(w.T("units.type.done", "n", len(homes)))
		}})
}
