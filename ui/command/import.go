package command

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/ui/words"
)

// Ledgers is what imports and exports need of a site.
type Ledgers interface {
	Communities(ctx context.Context) ([]site.Community, error)
	ReadLedger(path string) (intake.Book, error)
	// ImportRuns lists the imports of a community, the newest first.
	ImportRuns(ctx context.Context, community app.ID, most int) ([]intake.Run, error)
	// WriteLedger refuses with "sheet.there" to take the place of a file, unless over.
	WriteLedger(path string, over bool, pages ...intake.Page) error
	Intake() IntakeDesk
}

// IntakeDesk is the desk at which ledgers come in and go out.
type IntakeDesk interface {
	Look(ctx context.Context, actor app.Actor, community app.ID, book intake.Book) (intake.Survey, error)
	DryRun(ctx context.Context, actor app.Actor, community app.ID, sv intake.Survey, o intake.Options) (*intake.Plan, error)
	Apply(ctx context.Context, actor app.Actor, shown *intake.Plan, progress func(done, total int)) (intake.Run, error)
	Undo(ctx context.Context, actor app.Actor, run app.ID) (intake.Undone, error)
	Export(ctx context.Context, actor app.Actor, community app.ID, terms intake.Terms) (intake.Page, error)
	// ExportWhole exports whole numbers, and records that.
	ExportWhole(ctx context.Context, actor app.Actor, community app.ID, terms intake.Terms) (intake.Page, error)
}

// importCommand takes ledgers in.
type importCommand struct {
	Units importUnitsCommand `cmd:"" help:"${import_units}"`
	Undo  importUndoCommand  `cmd:"" help:"${import_undo}"`
}

type importUnitsCommand struct {
	File   string `arg:"" optional:"" help:"${import_file}"`
	DryRun bool   `help:"${import_dry_run}"`
	tableFlags
	answerFlags
	Community string `placeholder:"${word_community}" help:"${in_community}"`
	Findings  string `placeholder:"${word_file}" help:"${import_findings}"`
	Template  string `placeholder:"${word_file}" help:"${import_template}"`
	Force     bool   `help:"${ledger_force}"`
}

// Run shows what the file would do, and does it unless a dry run was asked for.
func (i importUnitsCommand) Run(c *Call) error {
	switch {
	case i.Template != "" && !reflect.DeepEqual(i, importUnitsCommand{Template: i.Template, Force: i.Force}):
		return misuse{c.Words.T("intake.command.template_alone")}
	case i.Template != "":
		return i.writeTemplate(c)
	case i.File == "":
		return misuse{c.Words.T("intake.command.file_missing")}
	case i.Findings != "" && sameFile(i.File, i.Findings):
		return misuse{c.Words.T("intake.command.findings_same", "file", i.Findings)}
	}
	listed := false
	err := i.take(c, &listed)
	switch {
	case i.Findings == "" || c.JSON:
	case listed:
		c.progress(c.Words.T("intake.done.findings", "file", i.Findings))
	default:
		c.progress(c.Words.T("intake.command.findings_none", "file", i.Findings))
	}
	return err
}

// sameFile reports whether both names lead to one file, by whatever way.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, wrong := os.Stat(b)
	return err == nil && wrong == nil && os.SameFile(one, other)
}

// take takes the file in; listed becomes true when the findings are written.
func (i importUnitsCommand) take(c *Call, listed *bool) error {
	use := Writing
	if i.DryRun {
		use = Reading // beside an open window
	}
	answers, err := i.answers(c.Words)
	if err != nil {
		return err
	}
	if answers.Reason, err = c.reason(answers.Reason); err != nil {
		return err
	}
	said, err := i.said(c)
	if err != nil {
		return err
	}
	return c.at(use, func(s Site, actor app.Actor) error {
		community, err := c.community(s, actor, i.Community)
		if err != nil {
			return err
		}
		book, err := s.ReadLedger(i.File)
		if err != nil {
			return err
		}
		desk := s.Intake()
		survey, err := desk.Look(c.ctx, actor, community.ID, book)
		if err != nil {
			return err
		}
		if err := said.settle(c, &survey); err != nil {
			return err
		}
		options := intake.Options{Answers: answers}
		plan, err := desk.DryRun(c.ctx, actor, community.ID, survey, options)
		if err != nil {
			return err
		}
		if i.Findings != "" { // before anything is written to the site
			if err := s.WriteLedger(i.Findings, i.Force, c.Words.FindingsPage(plan.File, plan.Findings)); err != nil {
				return err
			}
			*listed = true
		}
		var run intake.Run
		if !i.DryRun {
			if run, err = desk.Apply(c.ctx, actor, plan, nil); err != nil {
				return err
			}
		}
		return c.sayPlan(plan, run, i)
	})
}

// writeTemplate writes a ledger to be filled in.
func (i importUnitsCommand) writeTemplate(c *Call) error {
	return c.unattended(c.ctx, Reading, func(s Site) error {
		pages := c.Words.LedgerTemplate()
		if strings.EqualFold(filepath.Ext(i.Template), ".csv") { // which has one table, and nobody to explain it
			pages = pages[:1]
		}
		if err := s.WriteLedger(i.Template, i.Force, pages...); err != nil {
			return err
		}
		if c.JSON {
			return c.json(map[string]any{"file": i.Template})
		}
		c.line("%s", c.Words.T("intake.done.template", "file", filepath.Base(i.Template)))
		return nil
	})
}

// community is the one that was named, or the only one that the actor works in.
func (c *Call) community(s Ledgers, actor app.Actor, name string) (site.Community, error) {
	all, err := s.Communities(c.ctx)
	if err != nil {
		return site.Community{}, err
	}
	all = slices.DeleteFunc(all, func(one site.Community) bool { return !actor.InScope(one.ID) })
	var names []string
	for _, one := range all {
		if one.Name == name || name == "" && len(all) == 1 {
			return one, nil
		}
		names = append(names, one.Name)
	}
	known := c.Words.List(names)
	if name == "" {
		return site.Community{}, app.Refuse("intake.community_open", "known", known)
	}
	return site.Community{}, app.Refuse("intake.community_unknown", "text", name, "known", known)
}

type importUndoCommand struct {
	Community string `placeholder:"${word_community}" help:"${in_community}"`
	Earlier   bool   `help:"${import_earlier}"`
}

// runsLooked is how far back an import is looked for that can be undone.
const runsLooked = 100

// run is the newest import that stands. Where a newer one has been undone it takes a word:
// who types the line twice does not mean the import before.
func (i importUndoCommand) run(c *Call, s Ledgers, community app.ID) (intake.Run, error) {
	runs, err := s.ImportRuns(c.ctx, community, runsLooked)
	if err != nil {
		return intake.Run{}, err
	}
	n := slices.IndexFunc(runs, func(r intake.Run) bool { return r.Undone.IsZero() })
	switch {
	case n < 0:
		return intake.Run{}, app.Refuse("intake.no_run")
	case n > 0 && !i.Earlier:
		return intake.Run{}, app.Refuse("intake.undo_earlier", "file", runs[0].File, "at", runs[0].At.Format(time.RFC3339),
			"before", runs[n].File, "made", runs[n].At.Format(time.RFC3339))
	}
	return runs[n], nil
}

// Run takes the last import back.
func (i importUndoCommand) Run(c *Call) error {
	return c.at(Writing, func(s Site, actor app.Actor) error {
		community, err := c.community(s, actor, i.Community)
		if err != nil {
			return err
		}
		run, err := i.run(c, s, community.ID)
		if err != nil {
			return err
		}
		if !c.JSON {
			c.progress(c.Words.T("intake.command.undoing", "file", words.OneLine(run.File), "at", c.Words.Moment(run.At)))
		}
		undone, err := s.Intake().Undo(c.ctx, actor, run.ID)
		if err != nil {
			return err
		}
		type stay struct {
			Unit string `json:"unit"`
			What string `json:"what"`
		}
		stays := []stay{}
		for _, st := range undone.Stays {
			stays = append(stays, stay{st.Code, c.Words.Stay(st)})
		}
		if c.JSON {
			return c.json(map[string]any{"file": run.File, "at": moment(run.At), "homes": undone.Homes, "owners": undone.Owners, "restored": undone.Restored, "stays": stays})
		}
		c.line("%s", c.Words.Undone(undone))
		for _, st := range stays {
			if st.Unit == "" { // a building, a house type
				c.line("  %s", st.What)
				continue
			}
			c.line("  %s\t%s", st.Unit, st.What)
		}
		return nil
	})
}

// runLedger writes homes and owners to a file that may be edited and imported again. Whole
// numbers are shown to nobody without a record, which no command writes beside the
// window.
func (e exportCommand) runLedger(c *Call) error {
	use := Reading
	if e.Whole {
		use = Writing
	}
	return c.at(use, func(s Site, actor app.Actor) error {
		community, err := c.community(s, actor, e.Community)
		if err != nil {
			return err
		}
		export := s.Intake().Export
		if e.Whole {
			export = s.Intake().ExportWhole
		}
		page, err := export(c.ctx, actor, community.ID, c.Words.LedgerTerms())
		if err != nil {
			return err
		}
		if err := s.WriteLedger(e.Out, e.Force, page); err != nil {
			return err
		}
		return e.done(c, len(page.Rows))
	})
}

// ledgerHelp are the help texts of these commands, under intake.help.
var ledgerHelp = []string{"import", "import_units", "import_undo", "import_earlier", "import_file", "import_dry_run", "import_sheet", "import_header", "import_column", "import_new_buildings", "import_this_community", "import_corrections", "import_other_people", "import_owners_replace", "import_as_written", "import_handed_over", "import_answer", "import_findings", "import_template", "ledger_force",
	"in_community", "export", "export_kind", "export_community", "export_out", "export_whole"}
