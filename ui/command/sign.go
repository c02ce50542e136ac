package command

import (
	"context"
	"errors"
	"slices"

	"keyday/app"
	"keyday/app/staff"
)

// open opens the site, and says beside the results what opening found that is to be
// minded.
func (c *Call) open(ctx context.Context, use Use) (Site, error) {
	s, err := c.program.Open(ctx, c.Data, use)
	if err != nil {
		return nil, err
	}
	for _, warning := range s.Warnings() {
		c.progress(c.Words.T("command.notice", "text", c.Words.Refusal(warning)))
	}
	return s, nil
}

// at opens the site for the command, says who acts, and runs do.
func (c *Call) at(use Use, do func(Site, app.Actor) error) (err error) {
	s, err := c.open(c.ctx, use)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	actor, err := c.signIn(s)
	if err != nil {
		return err
	}
	return do(s, actor)
}

// signIn says who acts: who is named, by their PIN; on a rehearsal nobody needs one, nor even
// a name, for which its first supervisor stands. It refuses with "command.as_missing" and
// "command.nobody", and as Site.SignIn does.
func (c *Call) signIn(s Site) (app.Actor, error) {
	about, err := s.Site(c.ctx)
	if err != nil {
		return app.Actor{}, err
	}
	team, err := s.People(c.ctx)
	if err != nil {
		return app.Actor{}, err
	}
	i := slices.IndexFunc(team, func(one staff.Person) bool {
		return one.Name == c.As && !one.Left || c.As == "" && about.Rehearsal && one.Role == app.Supervisor
	})
	pin := c.Env("KEYDAY_PIN")
	switch {
	case i >= 0 && (pin != "" || about.Rehearsal):
		return s.SignIn(c.ctx, team[i].ID, pin)
	case i >= 0 || c.As == "": // nobody tried anything
		return app.Actor{}, app.Refuse("command.as_missing")
	}
	return app.Actor{}, app.Refuse("command.nobody", "name", c.As)
}

// unattended opens the site for a command that anybody may give.
func (c *Call) unattended(ctx context.Context, use Use, do func(Site) error) (err error) {
	s, err := c.open(ctx, use)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return do(s)
}
