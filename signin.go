package main

import (
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
			for _, one := range p.team {
				if !one.Left {
					all = append(all, shell.Person{ID: one.ID, Name: one.Name, Role: one.Role, NoPIN: rehearsal})
				}
			}
			return all
		},
		Check: func(id app.ID, pin string) (app.Actor, error) { return checkPIN(p.team, id, pin, rehearsal) },
		Entered: func(a app.Actor) {
			p.actor.Store(&a)
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
