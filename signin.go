package main

import (
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/keyring"
	"keyday/ui/screen/shell"
)

// signIn is how people of the open site say who they are. On a rehearsal a tap
// is enough.
func (p *program) signIn(rehearsal bool) *shell.SignIn {
	return &shell.SignIn{
		People: func() []shell.Person {
			var all []shell.Person
			for _, one := range *p.team.Load() {
				if !one.Left {
					all = append(all, shell.Person{ID: one.ID, Name: one.Name, Role: one.Role, NoPIN: rehearsal})
				}
			}
			return all
		},
		Latest: p.latestSignIn,
		Check:  func(id app.ID, pin string) (app.Actor, error) { return checkPIN(*p.team.Load(), id, pin, rehearsal) },
		Entered: func(a app.Actor) {
			p.tell("accepted", false)
			p.actor.Store(&a)
			p.noteSignIn(a.Staff)
			if p.shell.Route().Place == "" {
				p.shell.Open(shell.To("units"))
			}
		},
	}
}

// checkPIN says who acts once the PIN is the person's; argon2id takes its time,
// so it is asked off the screen's goroutine.
func checkPIN(team []staff.Person, id app.ID, pin string, rehearsal bool) (app.Actor, error) {
	for _, one := range team {
		if one.ID != id || one.Left {
			continue
		}
		if rehearsal || keyring.CheckPIN(one.PIN, pin) {
			return one.Actor(), nil
		}
	}
	return app.Actor{}, app.Refuse("staff.pin_wrong")
}

// lastSignIns is the preference that holds who signed in on this laptop, the
// latest first.
const lastSignIns = "sign_ins"

func (p *program) signIns() []string {
	return strings.Fields(p.site.store.Preference(lastSignIns))
}

func (p *program) noteSignIn(who app.ID) {
	ids := slices.DeleteFunc(p.signIns(), func(id string) bool { return id == who.String() })
	ids = slices.Insert(ids, 0, who.String())
	_ = p.site.store.SetPreference(lastSignIns, strings.Join(ids, " "))
}

// latestSignIn is who signed in here last; app.Nil where nobody did.
func (p *program) latestSignIn() app.ID {
	if ids := p.signIns(); len(ids) > 0 {
		if id, err := app.ParseID(ids[0]); err == nil {
			return id
		}
	}
	return app.Nil
}
