package command

import (
	"context"
	"path/filepath"
	"slices"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
)

// Ledgers is what imports and exports need of a site.
type Ledgers interface {
	Communities(ctx context.Context) ([]site.Community, error)
	ReadLedger(path string) (intake.Book, error)
	WriteLedger(path string, pages ...intake.Page) error
	Intake() IntakeDesk
}

// IntakeDesk is the desk at which ledgers come in and go out.
type IntakeDesk interface {
	Look(ctx context.Context, actor app.Actor, community app.ID, book intake.Book) (intake.Survey, error)
	DryRun(ctx context.Context, actor app.Actor, community app.ID, sv intake.Survey, o intake.Options) (*intake.Plan, error)
	Apply(ctx context.Context, actor app.Actor, sv intake.Survey, o intake.Options, shown *intake.Plan, progress func(done, total int)) (intake.Run, error)
	LastRun(ctx context.Context, community app.ID) (run intake.Run, ok bool, err error)
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
	File         string            `arg:"" help:"${import_file}"`
	DryRun       bool              `help:"${import_dry_run}"`
	Column       map[string]string `placeholder:"${word_column_field}" help:"${import_column}"`
	Community    string            `placeholder:"${word_community}" help:"${in_community}"`
	NewBuildings bool              `help:"${import_new_buildings}"`
}

// Run shows what the file would do, and does it unless a dry run was asked for.
func (i importUnitsCommand) Run(c *Call) error {
	use := Writing
	if i.DryRun {
		use = Reading // beside an open window
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
		if err := c.settleColumns(&survey, i.Column); err != nil {
			return err
		}
		var options intake.Options
		if i.NewBuildings {
			options.Say(intake.UnknownBuilding, intake.Take)
		}
		plan, err := desk.DryRun(c.ctx, actor, community.ID, survey, options)
		if err != nil {
			return err
		}
		if i.DryRun {
			return c.sayPlan(plan, intake.Run{}, true)
		}
		run, err := desk.Apply(c.ctx, actor, survey, options, plan, nil)
		if err != nil {
			return err
		}
		return c.sayPlan(plan, run, false)
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

// settleColumns takes what --column says, and lists what it leaves open.
func (c *Call) settleColumns(survey *intake.Survey, said map[string]string) error {
	for column, text := range said {
		field, err := c.field(text)
		if err != nil {
			return err
		}
		if err := survey.Choose("", column, field); err != nil {
			return err
		}
	}
	questions := survey.Questions()
	for _, q := range questions {
		var choices []string
		for _, f := range q.Candidates {
			choices = append(choices, string(f)+" ("+c.Words.Field(f)+")")
		}
		c.progress(c.Words.T("intake.command.question", "sheet", q.Sheet, "cell", q.Cell, "header", q.Header, "letter", q.Letter,
			"choices", c.Words.List(choices)))
	}
	if len(questions) > 0 {
		q := questions[0]
		return app.Refuse("intake.column_open", "file", survey.Book.File, "sheet", q.Sheet, "cell", q.Cell, "header", q.Header, "count", c.Words.Number(len(q.Candidates)))
	}
	return nil
}

// field is what a person calls a field: by its key, or by its word.
func (c *Call) field(text string) (intake.Field, error) {
	var keys []string
	for _, f := range intake.Choices {
		if string(f) == text || c.Words.Field(f) == text {
			return f, nil
		}
		keys = append(keys, string(f))
	}
	return "", app.Refuse("intake.field_unknown", "text", text, "known", c.Words.List(keys))
}

// sayPlan says what a file would do, or did; private values are masked, for a
// terminal remembers what it showed.
func (c *Call) sayPlan(p *intake.Plan, run intake.Run, dry bool) error {
	w := c.Words
	if c.JSON {
		return c.json(planJSON(c, p, run, dry))
	}
	c.line("%s", w.T("intake.plan.summary", "homes", p.Homes, "new", len(p.New), "changed", p.Changed, "same", p.Same, "owners", p.NewOwners))
	if len(p.NewBuildings) > 0 {
		var names []string
		for _, b := range p.NewBuildings {
			names = append(names, b.Name)
		}
		c.line("%s", w.T("intake.plan.buildings", "names", w.List(names)))
	}
	c.section("intake.plan.new", len(p.New))
	for _, h := range p.New {
		c.line("  + %s\t%s\t%s\t%s\t%s", h.Code, h.HouseType, h.Area, w.List(h.Owners), h.At.Cell)
	}
	c.section("intake.plan.changes", len(p.Changes))
	for _, ch := range p.Changes {
		m := ch.Masked()
		field := w.Field(m.Field)
		if m.Who != "" {
			field = m.Who + " · " + field
		}
		c.line("  ~ %s\t%s\t%s → %s\t%s", m.Code, field, c.orEmpty(m.Field, m.Old), c.orEmpty(m.Field, m.New), m.At.Cell)
	}
	c.section("intake.plan.wrong", len(p.Findings))
	for _, f := range p.Findings {
		c.line("  ! %s!%s\t%s", f.At.Sheet, f.At.Cell, w.Finding(f))
	}
	c.section("intake.plan.passed", len(p.Passed))
	for _, ps := range p.Passed {
		c.line("  · %s!%s\t%s\t%s", ps.Sheet, ps.Range, w.T("intake.passed."+string(ps.Kind)), ps.Text)
	}
	switch {
	case p.Empty():
		c.line("%s", w.T("intake.plan.nothing"))
	case dry:
		c.line("%s", w.T("intake.command.hint_apply"))
	default:
		c.line("%s", w.T("intake.done.applied", "new", run.New, "changed", run.Changed, "owners", run.Owners))
	}
	return nil
}

func (c *Call) section(key string, n int) {
	if n > 0 {
		c.line("%s %s", c.Words.T(key), c.Words.Number(n))
	}
}

func (c *Call) orEmpty(f intake.Field, text string) string {
	if text == "" {
		return c.Words.T("intake.plan.empty")
	}
	return c.Words.LedgerValue(f, text)
}

// planJSON is a dry run as programs read it.
func planJSON(c *Call, p *intake.Plan, run intake.Run, dry bool) any {
	type cell struct {
		Sheet string `json:"sheet"`
		Cell  string `json:"cell"`
	}
	at := func(s intake.Spot) cell { return cell{s.Sheet, s.Cell.String()} }
	type newHome struct {
		Code      string   `json:"code"`
		HouseType string   `json:"house_type,omitempty"`
		Area      string   `json:"area,omitempty"`
		Owners    []string `json:"owners"`
		cell
	}
	type change struct {
		Code  string `json:"code"`
		Kind  string `json:"kind"`
		Field string `json:"field"`
		Who   string `json:"who,omitempty"`
		Old   string `json:"old"`
		New   string `json:"new"`
		cell
	}
	type wrong struct {
		Kind string `json:"kind"`
		Unit string `json:"unit,omitempty"`
		Text string `json:"text"`
		cell
	}
	type passed struct {
		Sheet string `json:"sheet"`
		Range string `json:"range"`
		Kind  string `json:"kind"`
	}
	out := struct {
		File    string    `json:"file"`
		Applied bool      `json:"applied"`
		Run     string    `json:"run,omitempty"`
		Homes   int       `json:"homes"`
		Same    int       `json:"same"`
		Owners  int       `json:"new_owners"`
		New     []newHome `json:"new"`
		Changes []change  `json:"changes"`
		Wrong   []wrong   `json:"wrong"`
		Passed  []passed  `json:"passed"`
	}{File: p.File, Applied: !dry, Run: idText(run.ID), Homes: p.Homes, Same: p.Same, Owners: p.NewOwners,
		New: []newHome{}, Changes: []change{}, Wrong: []wrong{}, Passed: []passed{}}
	for _, h := range p.New {
		out.New = append(out.New, newHome{h.Code, h.HouseType, h.Area, append([]string{}, h.Owners...), at(h.At)})
	}
	for _, ch := range p.Changes {
		m := ch.Masked()
		out.Changes = append(out.Changes, change{m.Code, string(m.Kind), string(m.Field), m.Who, m.Old, m.New, at(m.At)})
	}
	for _, f := range p.Findings {
		out.Wrong = append(out.Wrong, wrong{string(f.Kind), f.Unit, c.Words.Finding(f), at(f.At)})
	}
	for _, ps := range p.Passed {
		out.Passed = append(out.Passed, passed{ps.Sheet, ps.Range.String(), string(ps.Kind)})
	}
	return out
}

type importUndoCommand struct {
	Community string `placeholder:"${word_community}" help:"${in_community}"`
}

// Run takes the last import back.
func (i importUndoCommand) Run(c *Call) error {
	return c.at(Writing, func(s Site, actor app.Actor) error {
		community, err := c.community(s, actor, i.Community)
		if err != nil {
			return err
		}
		desk := s.Intake()
		run, ok, err := desk.LastRun(c.ctx, community.ID)
		if err != nil {
			return err
		}
		if !ok {
			return app.Refuse("intake.no_run")
		}
		undone, err := desk.Undo(c.ctx, actor, run.ID)
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
			return c.json(map[string]any{"file": run.File, "homes": undone.Homes, "owners": undone.Owners, "restored": undone.Restored, "stays": stays})
		}
		if len(stays) == 0 {
			c.line("%s", c.Words.T("intake.done.undone", "homes", undone.Homes, "owners", undone.Owners, "restored", undone.Restored))
			return nil
		}
		c.line("%s", c.Words.T("intake.done.undone_stays", "homes", undone.Homes, "owners", undone.Owners, "restored", undone.Restored, "stays", len(stays)))
		for _, st := range stays {
			c.line("  %s\t%s", st.Unit, st.What)
		}
		return nil
	})
}

// exportCommand writes lists to files.
type exportCommand struct {
	Units exportUnitsCommand `cmd:"" help:"${export_units}"`
}

type exportUnitsCommand struct {
	Out       string `required:"" placeholder:"${word_file}" help:"${export_out}"`
	Community string `placeholder:"${word_community}" help:"${in_community}"`
	Whole     bool   `help:"${export_whole}"`
}

// Run writes homes and owners to a file that may be edited and imported again. Whole
// numbers are shown to nobody without a record, which no command writes beside the
// window.
func (e exportUnitsCommand) Run(c *Call) error {
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
		if err := s.WriteLedger(e.Out, page); err != nil {
			return err
		}
		if c.JSON {
			return c.json(map[string]any{"file": e.Out, "rows": len(page.Rows)})
		}
		c.line("%s", c.Words.T("intake.done.exported", "file", filepath.Base(e.Out)))
		return nil
	})
}

// ledgerHelp are the help texts of these commands, under intake.help.
var ledgerHelp = []string{"import", "import_units", "import_undo", "import_file", "import_dry_run", "import_column", "import_new_buildings",
	"in_community", "export", "export_units", "export_out", "export_whole"}
