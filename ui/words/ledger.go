package words

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
)

// List joins names: 张三、李四 or 张三, 李四.
func (w *Words) List(names []string) string {
	comma := w.T("intake.comma")
	if w.Language() == English {
		comma += " " // which catalogues trim
	}
	return strings.Join(names, comma)
}

// Field names a field of a ledger.
func (w *Words) Field(f intake.Field) string { return w.T("intake.field." + string(f)) }

// LedgerTerms are the words of an export in the present language.
func (w *Words) LedgerTerms() intake.Terms {
	return intake.Terms{
		Sheet:  w.T("intake.sheet"),
		Header: w.Field,
		Fund: func(s site.FundState) string {
			if s == site.FundUnknown {
				return ""
			}
			return w.T("intake.fund." + string(s))
		},
	}
}

// Finding says what is wrong with a cell, and what to do.
func (w *Words) Finding(f intake.Finding) string {
	text := f.Text
	if slices.Contains(listing, f.Kind) {
		text = w.List(intake.List(text))
	}
	return w.T("intake.finding."+string(f.Kind), "text", text, "other", w.List(intake.List(f.Other)), "unit", f.Unit, "who", w.List(intake.List(f.Who)), "field", w.Field(f.Field))
}

// listing are the findings whose text is a list, and not what stands in a cell.
var listing = []intake.FindingKind{intake.MorePhones, intake.HiddenRows, intake.HiddenColumns, intake.HandedOver, intake.Signed}

// Spot says where a cell or several of the file stand; the one sheet of a csv file has no
// name but the file's.
func (w *Words) Spot(file, sheet string, cells fmt.Stringer) string {
	if sheet == file {
		return cells.String()
	}
	return sheet + "!" + cells.String()
}

// FindingSpot says where in the file a finding stands, "" of one that stands nowhere.
func (w *Words) FindingSpot(file string, f intake.Finding) string {
	if f.Kind == intake.MoreFound {
		return ""
	}
	return w.Spot(file, f.At.Sheet, f.At.Cell)
}

// FindingWeight says what a finding keeps out.
func (w *Words) FindingWeight(f intake.Finding) string {
	if f.Kind == intake.MoreFound {
		return ""
	}
	switch f.Weight() {
	case intake.Asks:
		return w.T("intake.plan.asked")
	case intake.RefusesRow:
		return w.T("intake.plan.row_refused")
	case intake.RefusesCell:
		return w.T("intake.plan.cell_refused")
	}
	if f.Answer != intake.Unanswered {
		return w.Answer(f.Kind, f.Answer)
	}
	return w.T("intake.plan.warns")
}

// Answer says an answer to a question of the kind, as a menu offers it.
func (w *Words) Answer(k intake.FindingKind, a intake.Answer) string {
	return w.T("intake.answer." + string(k) + "." + string(a))
}

// Counts says each count that is not 0, by the entry of its name under intake.count.
func (w *Words) Counts(alternating ...any) string {
	var said []string
	for i := 0; i < len(alternating); i += 2 {
		if n := alternating[i+1].(int); n > 0 {
			said = append(said, w.T("intake.count."+alternating[i].(string), "n", n))
		}
	}
	return w.List(said)
}

// Summary says in a line what is in a file.
func (w *Words) Summary(p *intake.Plan) string {
	return w.T("intake.plan.summary", "homes", w.T("intake.count.homes", "n", p.Homes),
		"what", w.orNothing(w.Counts("new", len(p.New), "changed", p.Changed, "same", p.Same, "held", p.Held(), "owners", p.NewOwners)))
}

func (w *Words) orNothing(text string) string {
	if text == "" {
		return w.T("intake.count.nothing")
	}
	return text
}

// Outcome says what an import did, or would do, and what it left out; and where it does
// nothing, why. What is wrong stands above it.
func (w *Words) Outcome(p *intake.Plan, dry bool) string {
	out := w.LeftOut(p.LeftOut())
	switch {
	case p.Empty() && out == "":
		return w.T("intake.plan.nothing")
	case p.Empty():
		return w.T("intake.outcome.nothing", "why", w.List(append([]string{out}, compact(w.Counts("same", p.Same))...)))
	case dry && out == "":
		return w.T("intake.outcome.would", "what", w.taken(p))
	case dry:
		return w.T("intake.outcome.would_but", "what", w.taken(p), "out", out)
	case out == "":
		return w.T("intake.outcome.done", "what", w.taken(p))
	}
	return w.T("intake.outcome.done_but", "what", w.taken(p), "out", out)
}

// Written says what an import wrote and left out.
func (w *Words) Written(p *intake.Plan) string {
	if out := w.LeftOut(p.LeftOut()); out != "" {
		return w.T("intake.outcome.written_but", "what", w.taken(p), "out", out)
	}
	return w.T("intake.outcome.done", "what", w.taken(p))
}

// LeftOut says what of a file an import leaves out, "" for nothing.
func (w *Words) LeftOut(o intake.LeftOut) string {
	return w.Counts("rows_out", o.Rows, "cells_out", o.Cells, "open", o.Questions)
}

// Run says what an import did when it was applied. Earlier ones only say how much they
// left out in all.
func (w *Words) Run(r intake.Run) string {
	if r.Out == (intake.LeftOut{}) {
		return w.Counts("new", r.New, "changed", r.Changed, "owners", r.Owners, "refused", r.Refused)
	}
	return w.Counts("new", r.New, "changed", r.Changed, "owners", r.Owners, "rows_out", r.Out.Rows, "cells_out", r.Out.Cells, "open", r.Out.Questions)
}

func (w *Words) taken(p *intake.Plan) string {
	if done := w.Counts("new", len(p.New), "changed", p.Changed, "owners", p.NewOwners); done != "" {
		return done
	}
	return w.T("intake.count.gaps") // a home may lack other things than before
}

func compact(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// LedgerValue says a value as an import takes it: states of the fund by their
// word, areas and prices with two decimals.
func (w *Words) LedgerValue(f intake.Field, text string) string {
	if text == "" {
		return ""
	}
	switch f {
	case intake.Fund:
		return w.T("intake.fund." + text)
	case intake.ContractArea, intake.MeasuredArea, intake.InnerArea:
		if a, err := app.ParseArea(text); err == nil {
			return a.String()
		}
	case intake.UnitPrice:
		if m, err := app.ParseMoney(text); err == nil {
			return w.Decimal(m.String())
		}
	}
	return text
}

// Missing says what an import left empty; who is the owner's name, "" for a field
// of the unit itself.
func (w *Words) Missing(n site.Note, who string) string {
	if n.Owner.IsNil() {
		return w.T("intake.missing.unit", "field", w.Field(intake.Field(n.Field)), "cell", n.Cell)
	}
	return w.T("intake.missing.owner", "field", w.Field(intake.Field(n.Field)), "cell", n.Cell, "who", who)
}

// Stay says what undoing an import left alone; its unit's code stands beside it.
func (w *Words) Stay(s intake.Stay) string {
	what := w.T("intake.kind." + s.Record.Kind)
	if s.Who != "" {
		what += " " + s.Who
	}
	names := func(fields []string) string {
		named := make([]string, len(fields))
		for i, f := range fields {
			named[i] = f
			if key := "field." + s.Record.Kind + "." + f; w.Has(key) {
				named[i] = w.T(key)
			}
		}
		return w.List(named)
	}
	switch {
	case len(s.Fields) > 0:
		what = w.T("intake.done.stay_fields", "kind", what, "fields", names(s.Fields))
	case len(s.Touched) > 0:
		what = w.T("intake.done.stay_touched", "what", what, "fields", names(s.Touched))
	case s.Used:
		what = w.T("intake.done.stay_used", "what", what)
	}
	if s.Settled {
		what = w.T("intake.done.stay_settled", "what", what)
	}
	return what
}

// Undone says what undoing an import did, and how much it left alone.
func (w *Words) Undone(u intake.Undone) string {
	what := w.Counts("gone_homes", u.Homes, "gone_owners", u.Owners, "restored", u.Restored)
	switch {
	case len(u.Stays) == 0 && what == "":
		return w.T("intake.done.undone_nothing")
	case len(u.Stays) == 0:
		return w.T("intake.done.undone", "what", what)
	case what == "":
		return w.T("intake.done.undone_none", "n", len(u.Stays))
	}
	return w.T("intake.done.undone_stays", "what", what, "n", len(u.Stays))
}

// LedgerTemplate is a ledger to be filled in, in the present language.
func (w *Words) LedgerTemplate() []intake.Page {
	return intake.Template(w.LedgerTerms(), intake.Guide{
		Sheet:    w.T("intake.template.sheet"),
		Headings: [3]string{w.T("intake.template.column"), w.T("intake.template.how_to"), w.T("intake.template.example_of")},
		How:      func(f intake.Field) string { return w.T("intake.template.how." + string(f)) },
		Example: func(f intake.Field) string {
			if key := "intake.template.example." + string(f); w.Has(key) {
				return w.T(key)
			}
			return ""
		},
	})
}

// FindingsPage is a list of what an import found, to be worked off beside the file: where
// it stands, what stands there, what is wrong and what to do. The one sheet of a csv file
// has no name.
func (w *Words) FindingsPage(file string, findings []intake.Finding) intake.Page {
	p := intake.Page{Name: w.T("intake.findings.sheet"), Columns: []intake.PageColumn{
		{Header: w.T("intake.columns.table"), Width: 16}, {Header: w.T("intake.findings.row"), Width: 8}, {Header: w.T("intake.plan.cell"), Width: 8},
		{Header: w.T("intake.plan.unit"), Width: 14, AsText: true}, {Header: w.T("intake.plan.field"), Width: 16},
		{Header: w.T("intake.findings.stands"), Width: 24, AsText: true}, {Header: w.T("intake.plan.why"), Width: 80}, {Header: w.T("intake.plan.weight"), Width: 16},
	}}
	for _, f := range findings {
		var sheet, row, cell intake.Cell
		if f.Kind != intake.MoreFound {
			row, cell = intake.Cell{Kind: intake.Number, Text: strconv.Itoa(f.At.Cell.Row + 1)}, textOf(f.At.Cell.String())
		}
		if f.At.Sheet != file {
			sheet = textOf(f.At.Sheet)
		}
		p.Rows = append(p.Rows, []intake.Cell{
			sheet, row, cell, textOf(f.Unit), textOf(w.FindingField(f)), textOf(f.Text), textOf(w.Finding(f)), textOf(w.FindingWeight(f)),
		})
	}
	return p
}

// FindingField names the field that a finding is about, "" where it is about none.
func (w *Words) FindingField(f intake.Finding) string {
	if f.Field == intake.NoField {
		return ""
	}
	return w.Field(f.Field)
}

func textOf(s string) intake.Cell {
	if s == "" {
		return intake.Cell{}
	}
	return intake.Cell{Kind: intake.Text, Text: s}
}
