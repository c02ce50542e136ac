package inspection

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/inspect"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// bulk is what can be done with all homes that are selected.
func (l *list) bulk(selected []register.Row) []fyne.CanvasObject {
	return []fyne.CanvasObject{l.ActOn(selected, widget.Primary, l.c.W.T("inspect.assign.act"), staff.Assign, func() { l.assign(selected) })}
}

// assign asks who is to inspect the homes, among those who may at all of them.
func (l *list) assign(homes []register.Row) {
	read := func(ctx context.Context) (team []staff.Person, err error) {
		err = l.p.Read.PersonLines(ctx, nil, func(p staff.Line) { team = append(team, p.Person) })
		return team, err
	}
	shell.Load(l.c, &shell.Latest{}, read, func(team []staff.Person) {
		w, f, actor := l.c.W, register.NewForm(l.c), l.c.Actor()
		var offered []*staff.Person
		for _, p := range inspect.Inspectors(team, register.Communities(homes)...) {
			offered = append(offered, &p)
		}
		offered = append(offered, &staff.Person{Name: w.T("inspect.assign.nobody")})
		who := register.Pick(f, register.Choice[*staff.Person]{Label: w.T("field.unit.inspector"), Keys: offered, Say: func(p *staff.Person) string { return p.Name }},
			nil, register.Must, register.Of("inspector"))
		f.Ask(register.Question{Title: w.T("inspect.assign.title", "n", len(homes)), Text: w.T("inspect.assign.text"), Confirm: w.T("inspect.assign.act"),
			Take: func() (register.Doing, error) {
				chosen := who()
				if chosen == nil {
					return nil, app.Refuse("inspect.inspector_missing", "field", "inspector")
				}
				return func(ctx context.Context) error { return l.p.Desk.Assign(ctx, actor, register.IDs(homes), chosen.ID) }, nil
			},
			Done: func() {
				l.Table.ClearSelection()
				l.c.Say(w.T("inspect.assign.done", "n", len(homes)))
			}})
	})
}
