package command

import (
	"context"

	"keyday/app"
)

// Keeping is what is done with a site as a whole.
type Keeping interface {
	// Verify rebuilds everything from the journal and names what differs.
	// anchors are places in the chain as printed forms carry them.
	Verify(ctx context.Context, anchors []string, tell func(done, all int)) (Verified, error)
	// Backup writes the encrypted backup; the permission is asked for here.
	Backup(ctx context.Context, actor app.Actor, file, passphrase string, tell func(done, all int)) (BackedUp, error)
	// Conflicts lists what several laptops changed without sight of each other.
	Conflicts(ctx context.Context) ([]app.Conflict, error)
}

// Verified is what a verification found.
type Verified struct {
	Operations  int
	Records     int
	Files       int
	Streams     int
	Differences []*app.Refusal // what is not as it was written
	Notices     []*app.Refusal // what a reader should know although nothing was altered
	Orphans     int            // records that speak of one which is not here yet
}

type verifyCommand struct {
	Anchor []string `placeholder:"${word_anchor}" sep:"none" help:"${verify_anchor}"`
}

// Run verifies the whole site. Anybody may, an outsider too.
func (v verifyCommand) Run(c *Call) error {
	return c.unattended(c.ctx, Reading, func(s Site) error {
		found, err := s.Verify(c.ctx, v.Anchor, c.percent("command.verifying"))
		if err != nil {
			return err
		}
		if c.JSON {
			err = c.json(c.verifiedJSON(found))
		} else {
			c.sayVerified(found)
		}
		if err == nil && len(found.Differences) > 0 {
			err = errFound
		}
		return err
	})
}

// sayVerified says what a verification found: what is wrong, then what is to be known.
func (c *Call) sayVerified(v Verified) {
	c.line("%s", c.Words.T("command.verified", "operations", c.count("operations", v.Operations), "records", c.count("records", v.Records),
		"files", c.count("files", v.Files), "streams", c.count("streams", v.Streams)))
	for _, d := range v.Differences {
		if d.Args["hash"] != "" {
			c.sayFile(d)
			continue
		}
		c.line("%s", c.Words.Refusal(d))
	}
	for _, n := range v.Notices {
		c.line("%s", c.Words.T("command.notice", "text", c.Words.Refusal(n)))
	}
	if v.Orphans > 0 {
		c.line("%s", c.Words.T("command.orphans", "n", v.Orphans))
	}
	if len(v.Differences) == 0 {
		c.line("%s", c.Words.T("command.intact"))
	}
}

// sayFile says what is wrong with a file, and which one it is: many may be.
func (c *Call) sayFile(d *app.Refusal) {
	c.line("%s", c.Words.T("command.of_file", "of", c.Words.FileOf(d), "text", c.Words.Refusal(d), "file", d.Args["hash"]))
}

// differenceJSON is what was found wrong, for programs.
type differenceJSON struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
	Text string            `json:"text"`
}

func (c *Call) differencesJSON(all []*app.Refusal) []differenceJSON {
	list := []differenceJSON{}
	for _, d := range all {
		list = append(list, differenceJSON{d.Code, d.Args, c.Words.Refusal(d)})
	}
	return list
}

func (c *Call) verifiedJSON(v Verified) any {
	return map[string]any{
		"intact": len(v.Differences) == 0, "differences": c.differencesJSON(v.Differences), "notices": c.differencesJSON(v.Notices), "operations": v.Operations, "records": v.Records,
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
