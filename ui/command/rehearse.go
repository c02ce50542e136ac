package command

import (
	"time"

	"keyday/app"
	"keyday/app/rehearsal"
)

type rehearseCommand struct {
	Buildings int    `default:"11" placeholder:"${word_count}" help:"${buildings}"`
	Units     int    `default:"528" placeholder:"${word_count}" help:"${units}"`
	Defects   int    `default:"12000" placeholder:"${word_count}" help:"${defects}"`
	Photos    int    `default:"0" placeholder:"${word_count}" help:"${photos}"`
	Seed      uint64 `default:"1" placeholder:"${word_count}" help:"${seed}"`
	Today     string `placeholder:"${word_date}" help:"${today}"`
}

// Run makes a rehearsal site in an empty folder.
func (r rehearseCommand) Run(c *Call) error {
	today, err := app.ParseDate(r.Today)
	if err != nil {
		return misuse{c.Words.Refusal(err)}
	}
	plan := rehearsal.Plan{Buildings: r.Buildings, Units: r.Units, Defects: r.Defects, Photos: r.Photos, Seed: r.Seed, Today: today}
	begun := time.Now()
	made, folder, err := c.program.Rehearse(c.ctx, c.Data, plan, c.tell())
	if err != nil {
		return err
	}
	if c.JSON {
		return c.json(map[string]any{"folder": folder, "made": madeJSON(made), "seconds": time.Since(begun).Seconds()})
	}
	c.line("%s", c.Words.T("command.rehearsed", "seconds", int(time.Since(begun).Seconds()+0.5),
		"buildings", c.count("buildings", made.Buildings), "units", c.count("units", made.Units), "owners", c.count("owners", made.Owners),
		"defects", c.count("defects", made.Defects), "photos", c.count("photos", made.Photos), "cases", c.count("cases", made.Cases),
		"certificates", c.count("certificates", made.Certificates)))
	c.line("%s", c.Words.T("command.rehearsed_where", "folder", folder))
	c.line("%s", c.Words.T("command.rehearsed_open", "folder", folder))
	return nil
}

// tell says on stderr how far a rehearsal is, a line for each part of it.
func (c *Call) tell() rehearsal.Tell {
	if c.JSON {
		return func(int, int, string) {}
	}
	said := ""
	return func(_, _ int, what string) {
		if what != said {
			said = what
			c.progress(c.Words.T("rehearsal.step." + what))
		}
	}
}

func madeJSON(m rehearsal.Made) any {
	return map[string]int{
		"buildings": m.Buildings, "units": m.Units, "owners": m.Owners, "firms": m.Firms, "staff": m.Staff,
		"inspections": m.Inspections, "defects": m.Defects, "photos": m.Photos,
		"notices": m.Notices, "agreements": m.Agreements, "cases": m.Cases, "certificates": m.Certificates,
	}
}
