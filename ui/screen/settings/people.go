package settings

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// team is the people with the communities they may be given.
type team struct {
	people      []staff.Person
	communities []site.Community
	wrong       []staff.WrongPIN
	showings    []site.ShowingView
}

// people are the team: who signs in, as what, for which communities.
func (pg *page) people() fyne.CanvasObject {
	w := pg.c.W
	return part(pg, func(ctx context.Context) (k team, err error) {
		if k.people, err = pg.p.Read.People(ctx); err != nil {
			return k, err
		}
		if k.communities, err = pg.p.Read.Communities(ctx); err != nil {
			return k, err
		}
		if k.wrong, err = pg.p.Read.WrongPINs(ctx, mostRecords); err != nil {
			return k, err
		}
		k.showings, err = pg.p.Read.Showings(ctx, mostRecords)
		return k, err
	}, func(k team) fyne.CanvasObject {
		faded := func(p staff.Person) fyne.ThemeColorName {
			if p.Left {
				return theme.Quiet
			}
			return theme.Ink
		}
		t := widget.NewDataTable(
			widget.Column[staff.Person]{Title: w.T("settings.col.name"), Width: 160, Text: func(p staff.Person) string { return p.Name }, Colour: faded, Bold: func(p staff.Person) bool { return !p.Left }},
			widget.Column[staff.Person]{Title: w.T("settings.col.role"), Width: 140, Text: func(p staff.Person) string { return w.T("shell.role." + string(p.Role)) }, Colour: faded},
			widget.Column[staff.Person]{Title: w.T("settings.col.scope"), Width: 200, Grow: true, Text: func(p staff.Person) string { return pg.scope(p, k.communities) }, Colour: faded},
			widget.Column[staff.Person]{Title: w.T("settings.col.phone"), Width: 140, Text: func(p staff.Person) string { return p.Phone }, Colour: faded},
			widget.Column[staff.Person]{Title: w.T("settings.col.state"), Width: 80, Text: func(p staff.Person) string {
				if p.Left {
					return w.T("settings.left")
				}
				return ""
			}, Colour: faded},
		)
		t.KeyOf = func(p staff.Person) any { return p.ID }
		t.SetRecords(k.people)
		var acts []fyne.CanvasObject
		t.OnOpen = opening(pg, staff.ManageStaff, func(p staff.Person) {
			change(pg, pg.p.Read.SeePerson, p.ID, func(seen *app.Seen[staff.Person]) { pg.editPerson(seen, seen.Value, k.communities) })
		})
		if pg.may(staff.ManageStaff) {
			if len(k.showings) > 0 {
				acts = append(acts, widget.NewButtonIn(widget.Plain, "eye", w.T("settings.showings"), func() { pg.tellShowings(k) }))
			}
			if len(k.wrong) > 0 {
				acts = append(acts, widget.NewButtonIn(widget.Plain, "lock", w.T("settings.wrong_pins"), func() { pg.tellWrongPINs(k) }))
			}
			acts = append(acts, widget.NewPrimary(w.T("settings.add_person"), func() {
				pg.editPerson(&app.Seen[staff.Person]{}, staff.Person{Role: app.Handover}, k.communities)
			}))
		}
		return list(t, "", acts...)
	}, "person", "community", "wrong_pin", "showing")
}

func (pg *page) scope(p staff.Person, communities []site.Community) string {
	if len(p.Communities) == 0 {
		return pg.c.W.T("shell.all_communities")
	}
	var names []string
	for _, c := range communities {
		if slices.Contains(p.Communities, c.ID) {
			names = append(names, c.Name)
		}
	}
	return pg.c.W.List(names)
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
