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
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// team is what is known of the people besides what their list says.
type team struct {
	people      []staff.Person
	communities []site.Community
	wrong       []staff.WrongPIN
	showings    []site.ShowingView
	exports     []site.ExportView
}

func (pg *page) readTeam(ctx context.Context) (k team, err error) {
	if k.people, err = pg.p.Read.People(ctx); err != nil {
		return k, err
	}
	if k.communities, err = pg.p.Read.Communities(ctx); err != nil {
		return k, err
	}
	if k.wrong, err = pg.p.Read.WrongPINs(ctx, mostRecords); err != nil {
		return k, err
	}
	if k.showings, err = pg.p.Read.Showings(ctx, mostRecords); err != nil {
		return k, err
	}
	k.exports, err = pg.p.Read.Exports(ctx, mostRecords)
	return k, err
}

// people are the team: who signs in, as what, for which communities.
func (pg *page) people() fyne.CanvasObject {
	var k team
	read := pg.p.Read
	open := opening(pg, staff.ManageStaff, func(r register.Row) {
		change(pg, read.SeePerson, r.ID(), func(seen *app.Seen[staff.Person]) { pg.editPerson(seen, seen.Value, k.communities) })
	})
	l := register.NewList(pg.c, register.Params{
		Source: lists.Open(lists.OfStaff, read), Looks: faded,
		Empty: func() register.Empty { return register.Empty{Icon: "user", Line: pg.c.W.T("settings.no_people")} },
		Acts:  func([]register.Row) []fyne.CanvasObject { return pg.teamActs(k) },
		Open:  open,
	})
	var latest shell.Latest
	again := func() {
		shell.Load(pg.c, &latest, pg.readTeam, func(now team) {
			k = now
			l.Reload()
		})
	}
	again()
	pg.c.Watch(again, "person", "community", "wrong_pin", "showing", "export")
	l.Begin()
	return l.View
}

// teamActs are what is on record of the team, and the way to add to it.
func (pg *page) teamActs(k team) (acts []fyne.CanvasObject) {
	w := pg.c.W
	if !pg.may(staff.ManageStaff) {
		return nil
	}
	if len(k.showings) > 0 {
		acts = append(acts, widget.NewButtonIn(widget.Plain, "eye", w.T("settings.showings"), func() { pg.tellShowings(k) }))
	}
	if len(k.exports) > 0 {
		acts = append(acts, widget.NewButtonIn(widget.Plain, "export", w.T("settings.exports"), func() { pg.tellExports(k) }))
	}
	if len(k.wrong) > 0 {
		acts = append(acts, widget.NewButtonIn(widget.Plain, "lock", w.T("settings.wrong_pins"), func() { pg.tellWrongPINs(k) }))
	}
	return append(acts, widget.NewPrimary(w.T("settings.add_person"), func() {
		pg.editPerson(&app.Seen[staff.Person]{}, staff.Person{Role: app.Handover}, k.communities)
	}))
}

// editPerson is the form of a person, that begins with p.
func (pg *page) editPerson(seen *app.Seen[staff.Person], p staff.Person, communities []site.Community) {
	w, f, known := pg.c.W, register.NewForm(pg.c), p.Name != ""
	name := pg.text(f, "person_name", p.Name, register.Must, register.Of("name"))
	role := register.Pick(f, register.Choice[app.Role]{Label: w.T("settings.field.role"), Keys: staff.Roles,
		Say: func(r app.Role) string { return w.T("shell.role." + string(r)) }}, p.Role)
	keep := register.Must
	if known {
		keep = register.Hint(w.T("settings.hint.pin_keep"))
	}
	pin := f.Secret(w.T("settings.field.pin"), keep, register.Of("pin"))
	phone := pg.text(f, "phone", p.Phone)
	scope := func() []site.Community { return nil }
	if len(communities) > 1 {
		scope = register.Ticks(f, register.Choice[site.Community]{Label: w.T("settings.field.scope"), Keys: communities, Say: func(c site.Community) string { return c.Name }},
			func(c site.Community) bool { return slices.Contains(p.Communities, c.ID) }, func(boxes ...fyne.CanvasObject) fyne.CanvasObject { return widget.Stack(boxes...) })
	}
	left := func() bool { return p.Left }
	if known {
		box := f.Tick(w.T("settings.person_left"), p.Left)
		left = func() bool { return box.Checked }
	}
	actor := pg.c.Actor()
	pg.ask(f, register.Question{Title: cmp.Or(p.Name, w.T("settings.add_person")), Take: func() (register.Doing, error) {
		p, pin := p, pin.Text
		p.Name, p.Phone, p.Role, p.Left = name.Text, phone.Text, role(), left()
		if len(communities) > 1 {
			p.Communities = scopeOf(p.Communities, communities, scope())
		}
		return func(ctx context.Context) error {
			_, err := pg.p.Staff.Put(ctx, actor, seen, p, pin)
			return err
		}, nil
	}}, w.T("settings.saved"))
}

// scopeOf are the communities that are ticked of those offered, in the order in which they
// were kept; what was not offered stays.
func scopeOf(kept []app.ID, offered, ticked []site.Community) []app.ID {
	in := func(all []site.Community, id app.ID) bool {
		return slices.ContainsFunc(all, func(c site.Community) bool { return c.ID == id })
	}
	scope := slices.DeleteFunc(slices.Clone(kept), func(id app.ID) bool { return in(offered, id) && !in(ticked, id) })
	for _, c := range ticked {
		if !slices.Contains(scope, c.ID) {
			scope = append(scope, c.ID)
		}
	}
	return scope
}

// changePIN lets the person signed in choose another PIN.
func (pg *page) changePIN() {
	w, f, actor := pg.c.W, register.NewForm(pg.c), pg.c.Actor()
	pin, again := f.Secret(w.T("settings.field.pin"), register.Of("pin")), f.Secret(w.T("settings.field.pin_again"))
	pg.ask(f, register.Question{Title: w.T("settings.pin_title"), Text: w.T("settings.pin_text"), Take: func() (register.Doing, error) {
		chosen := pin.Text
		if chosen != again.Text {
			return nil, app.Refuse("staff.pin_differs")
		}
		return func(ctx context.Context) error { return pg.p.Staff.ChangePIN(ctx, actor, chosen) }, nil
	}}, w.T("settings.saved"))
}
