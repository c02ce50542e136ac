package command

import (
	"context"
	"errors"

	"keyday/app"
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
	actor, err := s.SignIn(c.ctx, c.As, c.Env("KEYDAY_PIN"))
	if err != nil {
		return err
	}
	return do(s, actor)
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
