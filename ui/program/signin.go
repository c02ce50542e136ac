package program

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/pinyin"
	"keyday/app/staff"
	"keyday/data/keyring"
	"keyday/data/laptop"
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
			byName := pinyin.ByName()
			slices.SortStableFunc(all, func(a, b shell.Person) int { return byName(a.Name, b.Name) })
			return all
		},
		Latest: p.latestSignIn,
		Check: func(id app.ID, pin string) (app.Actor, error) {
			return p.site.checkPIN(context.Background(), *p.team.Load(), id, pin, rehearsal)
		},
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

// checkPIN says who acts once the PIN is the person's, and records what was tried in
// vain before; argon2id takes its time, so it is asked off the screen's goroutine.
func (o *opened) checkPIN(ctx context.Context, team []staff.Person, id app.ID, pin string, rehearsal bool) (app.Actor, error) {
	i := slices.IndexFunc(team, func(one staff.Person) bool { return one.ID == id && !one.Left })
	if i < 0 {
		return app.Actor{}, app.Refuse("staff.pin_wrong")
	}
	one := team[i]
	if rehearsal {
		return one.Actor(), nil
	}
	if err := o.store.TryPIN(ctx, id, laptop.TriesFile(), func() bool { return keyring.CheckPIN(one.PIN, pin) }); err != nil {
		return app.Actor{}, err
	}
	o.tellWrongPINs(ctx, one.Actor())
	return one.Actor(), nil
}

// tellWrongPINs writes into the journal which PINs were tried in vain on this laptop.
// A command that only reads leaves it to the next who signs in, and so does one that
// fails: nobody is kept from working by it.
func (o *opened) tellWrongPINs(ctx context.Context, actor app.Actor) {
	if o.store.Reads() {
		return
	}
	wrong, upTo, err := o.store.UntoldPINs(ctx)
	if err == nil && len(wrong) > 0 && o.staff.NoteWrongPINs(ctx, actor, wrong) == nil {
		_ = o.store.PINsTold(ctx, upTo)
	}
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
