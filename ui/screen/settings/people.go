package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/lists"
	model "keyday/ui/register"
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
		Source: model.Open(lists.Staff(), read.PersonLines, read), Looks: faded,
		Empty: func() (string, string, string, func()) { return "user", pg.c.W.T("settings.no_people"), "", nil },
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
	w := pg.c.W
	name, nameField := pg.field("person_name", p.Name)
	phone, phoneField := pg.field("phone", p.Phone)
	pin := widget.NewSecretEntry("")
	pinField := widget.NewField(w.T("settings.field.pin"), pin)
	nameField.Must = true
	if p.Name != "" {
		pin.SetPlaceHolder(w.T("settings.hint.pin_keep"))
	} else {
		pinField.Must = true
	}
	var names []string
	for _, r := range staff.Roles {
		names = append(names, w.T("shell.role."+string(r)))
	}
	role := widget.NewSelect(names, nil)
	role.Choose(names[max(0, slices.Index(staff.Roles, p.Role))])
	parts := []fyne.CanvasObject{nameField, widget.NewField(w.T("settings.field.role"), role), pinField, phoneField}
	ticked := map[app.ID]*widget.Check{}
	if len(communities) > 1 {
		var checks []fyne.CanvasObject
		for _, c := range communities {
			box := widget.NewCheck(c.Name, nil)
			box.Tick(slices.Contains(p.Communities, c.ID))
			ticked[c.ID] = box
			checks = append(checks, box)
		}
		parts = append(parts, widget.NewField(w.T("settings.field.scope"), widget.Stack(checks...)))
	}
	left := widget.NewCheck(w.T("settings.person_left"), nil)
	left.Tick(p.Left)
	title := w.T("settings.add_person")
	if p.Name != "" {
		parts = append(parts, left)
		title = p.Name
	}
	actor := pg.c.Actor()
	pg.ask(form{title: title,
		content: widget.Stack(parts...), focus: name,
		read: func() (act, error) {
			p, pin := p, pin.Text
			p.Name, p.Phone, p.Role, p.Left = name.Text, phone.Text, staff.Roles[role.Index()], left.Checked
			p.Communities = scopeOf(p.Communities, communities, ticked)
			return func(ctx context.Context) error {
				_, err := pg.p.Staff.Put(ctx, actor, seen, p, pin)
				return err
			}, nil
		},
		done: w.T("settings.saved")})
}

// scopeOf are the communities that are ticked, in the order in which they were kept;
// what no box is for stays.
func scopeOf(kept []app.ID, communities []site.Community, ticked map[app.ID]*widget.Check) []app.ID {
	scope := slices.DeleteFunc(slices.Clone(kept), func(id app.ID) bool { return ticked[id] != nil && !ticked[id].Checked })
	for _, c := range communities {
		if box := ticked[c.ID]; box != nil && box.Checked && !slices.Contains(scope, c.ID) {
			scope = append(scope, c.ID)
		}
	}
	return scope
}

// changePIN lets the person signed in choose another PIN.
func (pg *page) changePIN() {
	w := pg.c.W
	pin, again := widget.NewSecretEntry(""), widget.NewSecretEntry("")
	actor := pg.c.Actor()
	pg.ask(form{title: w.T("settings.pin_title"), text: w.T("settings.pin_text"),
		content: widget.Stack(
			widget.NewField(w.T("settings.field.pin"), pin), widget.NewField(w.T("settings.field.pin_again"), again)), focus: pin,
		read: func() (act, error) {
			chosen := pin.Text
			if chosen != again.Text {
				return nil, app.Refuse("staff.pin_differs")
			}
			return func(ctx context.Context) error { return pg.p.Staff.ChangePIN(ctx, actor, chosen) }, nil
		},
		done: w.T("settings.saved")})
}
