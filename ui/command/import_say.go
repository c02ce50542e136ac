package command

import (
	"keyday/app/intake"
)

// sayPlan says what a file would do, or did; private values are masked, for a
// terminal remembers what it showed.
func (c *Call) sayPlan(p *intake.Plan, run intake.Run, asked importUnitsCommand) error {
	w := c.Words
	if c.JSON {
		if err := c.json(planJSON(c, p, run, asked)); err != nil {
			return err
		}
		return leftOutError(p)
	}
	c.line("%s", w.Summary(p))
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
	c.sayQuestions(p)
	faults := p.Faults()
	c.section("intake.plan.wrong", len(faults))
	for _, f := range faults {
		c.line("  ! %s\t%s", w.Spot(p.File, f.At.Sheet, f.At.Cell), w.Finding(f))
	}
	c.section("intake.plan.passed", len(p.Passed))
	for _, ps := range p.Passed {
		c.line("  · %s\t%s\t%s", w.Spot(p.File, ps.Sheet, ps.Range), w.T("intake.passed."+string(ps.Kind)), ps.Text)
	}
	c.line("%s", w.Outcome(p, asked.DryRun))
	return leftOutError(p)
}

// leftOutError ends a command whose file was not taken in whole.
func leftOutError(p *intake.Plan) error {
	if p.LeavesOut() {
		return errFound
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

// weights are what findings keep out, as programs read it.
var weights = map[intake.Weight]string{intake.Warns: "warning", intake.RefusesCell: "cell", intake.RefusesRow: "row", intake.Asks: "question"}

// planJSON is a dry run as programs read it.
func planJSON(c *Call, p *intake.Plan, run intake.Run, asked importUnitsCommand) any {
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
		Kind   string   `json:"kind"`
		Weight string   `json:"weight"`
		Answer string   `json:"answer,omitempty"` // that was given
		Flags  []string `json:"flags,omitempty"`  // that answer
		Unit   string   `json:"unit,omitempty"`
		Text   string   `json:"text"`
		cell
	}
	type passed struct {
		Sheet string `json:"sheet"`
		Range string `json:"range"`
		Kind  string `json:"kind"`
	}
	left := p.LeftOut()
	out := struct {
		File     string    `json:"file"`
		Applied  bool      `json:"applied"`
		Run      string    `json:"run,omitempty"`
		Homes    int       `json:"homes"`
		Same     int       `json:"same"`
		Owners   int       `json:"new_owners"`
		New      []newHome `json:"new"`
		Changes  []change  `json:"changes"`
		Wrong    []wrong   `json:"wrong"`
		Passed   []passed  `json:"passed"`
		RowsOut  int       `json:"rows_left_out"`
		CellsOut int       `json:"cells_left_out"`
		Open     int       `json:"open_questions"`
		Outcome  string    `json:"outcome"`
		List     string    `json:"findings,omitempty"` // the file that they were written to
	}{File: p.File, Applied: !run.ID.IsNil(), Run: idText(run.ID), Homes: p.Homes, Same: p.Same, Owners: p.NewOwners,
		New: []newHome{}, Changes: []change{}, Wrong: []wrong{}, Passed: []passed{},
		RowsOut: left.Rows, CellsOut: left.Cells, Open: left.Questions, Outcome: c.Words.Outcome(p, asked.DryRun), List: asked.Findings}
	for _, h := range p.New {
		out.New = append(out.New, newHome{h.Code, h.HouseType, h.Area, append([]string{}, h.Owners...), at(h.At)})
	}
	for _, ch := range p.Changes {
		m := ch.Masked()
		out.Changes = append(out.Changes, change{m.Code, string(m.Kind), string(m.Field), m.Who, m.Old, m.New, at(m.At)})
	}
	for _, f := range p.Findings {
		out.Wrong = append(out.Wrong, wrong{string(f.Kind), weights[f.Weight()], string(f.Answer), f.Kind.Flags(), f.Unit, c.Words.Finding(f), at(f.At)})
	}
	for _, ps := range p.Passed {
		out.Passed = append(out.Passed, passed{ps.Sheet, ps.Range.String(), string(ps.Kind)})
	}
	return out
}
