package command

import (
	"time"

	"keyday/app"
)

// BackedUp tells of a backup that was made.
type BackedUp struct {
	At      time.Time
	Path    string
	Bytes   int64
	Files   int
	Lacking []*app.Refusal // the files of records that it lacks, or has not as they were
}

type backupCommand struct {
	Out string `required:"" placeholder:"${word_file}" help:"${out}"`
}

// passphrase opens a backup; it is never an argument, which others could read.
func (c *Call) passphrase() (string, error) {
	if p := c.Env("KEYDAY_PASSPHRASE"); p != "" {
		return p, nil
	}
	return "", app.Refuse("command.passphrase_missing")
}

// Run writes an encrypted backup of the whole site, under the site's own passphrase
// where none is given.
func (b backupCommand) Run(c *Call) error {
	return c.at(Reading, func(s Site, actor app.Actor) error {
		made, err := s.Backup(c.ctx, actor, b.Out, c.Env("KEYDAY_PASSPHRASE"), c.percent("command.backing_up"))
		if err != nil {
			return err
		}
		if c.JSON {
			err = c.json(map[string]any{"file": made.Path, "bytes": made.Bytes, "files": made.Files, "lacking": c.differencesJSON(made.Lacking), "at": moment(made.At)})
		} else {
			c.sayBackedUp(made)
		}
		if err == nil && len(made.Lacking) > 0 {
			err = errFound
		}
		return err
	})
}

func (c *Call) sayBackedUp(made BackedUp) {
	c.line("%s", c.Words.T("command.backed_up", "file", made.Path, "kilobytes", c.Words.Number(int(made.Bytes>>10)), "files", c.count("files", made.Files)))
	if len(made.Lacking) > 0 {
		c.line("%s", c.Words.T("command.files_lacking", "n", len(made.Lacking)))
	}
	for _, f := range made.Lacking {
		c.sayFile(f)
	}
}

type restoreCommand struct {
	File string `arg:"" help:"${file}"`
}

// Run makes a site in the empty folder --data from a backup.
func (r restoreCommand) Run(c *Call) error {
	if c.Data == "" {
		return misuse{c.Words.T("command.data_missing")}
	}
	passphrase, err := c.passphrase()
	if err != nil {
		return err
	}
	made, err := c.program.Restore(c.ctx, r.File, passphrase, c.Data, c.percent("command.restoring"))
	if err != nil {
		return err
	}
	if c.JSON {
		notes := make([]string, len(made.Notes))
		for i, n := range made.Notes {
			notes[i] = c.Words.Refusal(n)
		}
		return c.json(map[string]any{"site": made.Name, "files": made.Files, "folder": c.Data, "notes": notes})
	}
	c.line("%s", c.Words.T("command.restored", "site", made.Name, "files", c.count("files", made.Files), "folder", c.Data))
	for _, n := range made.Notes {
		c.line("%s", c.Words.T("command.notice", "text", c.Words.Refusal(n)))
	}
	return nil
}
