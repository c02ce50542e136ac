package command

import (
	"context"

	"keyday/app"
)

// at opens the site for the command, says who acts, and runs do.
func (c *Call) at(use Use, do func(Site, app.Actor) error) (err error) {
	s, err := c.house.Open(c.ctx, c.Data, use)
	if err != nil {
		return err
	}
	defer func() {
		if closed := s.Close(); err == nil {
			err = closed
		}
	}()
	actor, err := s.SignIn(c.ctx, c.As, c.Env("KEYDAY_PIN"))
	if err != nil {
		return err
	}
	return do(s, actor)
}

// unattended opens the site for a command that anybody may give.
func (c *Call) unattended(ctx context.Context, use Use, do func(Site) error) (err error) {
	s, err := c.house.Open(ctx, c.Data, use)
	if err != nil {
		return err
	}
	defer func() {
		if closed := s.Close(); err == nil {
			err = closed
		}
	}()
	return do(s)
}
