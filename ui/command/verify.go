package command

import (
	"context"

	"keyday/app"
)

// Keeping is what is done with a site as a whole.
type Keeping interface {
	// Verify rebuilds everything from the journal and names what differs.
	Verify(ctx context.Context, tell func(done, all int)) (Verified, error)
	// Backup writes the encrypted backup; the permission is asked for here.
	Backup(ctx context.Context, actor app.Actor, file, passphrase string, tell func(done, all int)) (BackedUp, error)
	// Conflicts lists what several laptops changed without sight of each other.
	Conflicts(ctx context.Context) ([]Conflict, error)
}

// Verified is what a verification found.
type Verified struct {
	Operations  int
	Records     int
	Files       int
	Streams     int
	Differences []*app.Refusal // what is not as it was written
	Orphans     int            // records that speak of one which is not here yet
}

type verifyCommand struct{}

// Run verifies the whole site. Anybody may, an outsider too.
func (verifyCommand) Run(c *Call) error {
	return c.unattended(c.ctx, Reading, func(s Site) error {
		v, err := s.Verify(c.ctx, c.percent("command.verifying"))
		if err != nil {
			return err
		}
		if c.JSON {
			err = c.json(c.verifiedJSON(v))
		} else {
			c.line("%s", c.Words.T("command.verified", "operations", c.Words.Number(v.Operations), "records", c.Words.Number(v.Records),
				"files", c.Words.Number(v.Files), "streams", v.Streams))
			for _, d := range v.Differences {
				c.line("%s", c.Words.Refusal(d))
			}
			if v.Orphans > 0 {
				c.line("%s", c.Words.T("command.orphans", "n", v.Orphans))
			}
			if len(v.Differences) == 0 {
				c.line("%s", c.Words.T("command.intact"))
			}
		}
		if err == nil && len(v.Differences) > 0 {
			err = errFound
		}
		return err
	})
}

func (c *Call) verifiedJSON(v Verified) any {
	type difference struct {
		Code string            `json:"code"`
		Args map[string]string `json:"args,omitempty"`
		Text string            `json:"text"`
	}
	found := []difference{}
	for _, d := range v.Differences {
		found = append(found, difference{d.Code, d.Args, c.Words.Refusal(d)})
	}
	return map[string]any{
		"intact": len(found) == 0, "differences": found, "operations": v.Operations, "records": v.Records,
		"files": v.Files, "streams": v.Streams, "orphans": v.Orphans,
	}
}

// percent says on stderr how far something is, at every tenth.
func (c *Call) percent(key string) func(done, all int) {
	said := 0
	return func(done, all int) {
		if c.JSON || all == 0 {
			return
		}
		if tenth := done * 10 / all; tenth > said {
			said = tenth
			c.progress(c.Words.T(key, "percent", tenth*10))
		}
	}
}
