package intake

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"keyday/app"
	"keyday/app/site"
)

// Plan is the dry run: what an import would make and change, cell by cell, what
// is wrong with which cell, and what was passed over.
type Plan struct {
	Community site.Community
	File      string
	New       []NewHome
	Changes   []Change
	Findings  []Finding
	Passed    []Passed

	Homes        int           // in the file
	Changed      int           // homes that differ from what is known
	Same         int           // homes of which the file says nothing new
	Waiting      int           // homes of which it says nothing new but what is asked, and not answered
	NewOwners    int           // people not known before
	NewBuildings []NewBuilding // but for those that wait for a yes
	NewTypes     []string      // house types by name

	survey  Survey  // that it was made of
	options Options // and by

	layouts   []Layout
	corrected []correction // what was settled, and changes all the same
	version   string       // of what it was compared with
	put       puts
}

// puts is what applying the plan writes, in this order.
type puts struct {
	buildings  []site.Building
	types      []site.HouseType
	units      []*site.Unit
	owners     []site.Owner
	ownerships []site.Ownership
}

// NewHome is a home that the site does not have yet.
type NewHome struct {
	Unit      app.ID
	Code      string
	Building  string // as written
	Floor     int
	HouseType string
	Area      string // 合同面积, else 实测面积
	Owners    []string
	Gaps      int // cells that were refused
	At        Spot
}

// NewBuilding is a building that the site does not have yet.
type NewBuilding struct {
	Code, Name string
	Homes      int
	At         Spot
	refused    bool // the site has buildings, and nobody has said yes to this one
}

// ChangeKind is what a change does. Its word stands in the catalogue as
// intake.change.<kind>.
type ChangeKind string

// The kinds.
const (
	Value       ChangeKind = "value"  // a field gets another value
	Filled      ChangeKind = "filled" // a field that was empty gets one
	OwnerJoins  ChangeKind = "joins"  // an owner comes to a home that the site has
	OwnerLeaves ChangeKind = "leaves" // the file names others in their place
)

// Change is one cell that differs from what is known.
type Change struct {
	Kind     ChangeKind
	Unit     app.ID
	Code     string
	Field    Field
	Who      string // the owner whose field it is
	Old, New string
	At       Spot
}

// Masked is the change as lists show it, whoever looks.
func (c Change) Masked() Change {
	c.Old, c.New = masked(c.Field, c.Old), masked(c.Field, c.New)
	if c.Field == UnitNote {
		c.Old, c.New = site.MaskIn(c.Old), site.MaskIn(c.New)
	}
	return c
}

// Empty reports whether applying the plan would change nothing.
func (p *Plan) Empty() bool {
	return p.Records() == 0
}

// Records counts the records that applying the plan writes.
func (p *Plan) Records() int {
	return len(p.put.buildings) + len(p.put.types) + len(p.put.units) + len(p.put.owners) + len(p.put.ownerships)
}

// Counts are the findings of a plan by what they keep out.
type Counts struct {
	Rows     int // left out: wrong
	Cells    int // left out of rows that are taken: wrong
	Open     int // questions that nobody has answered
	Answered int // questions that somebody has
	Warnings int // taken all the same
}

// Wrong is how many rows and cells are left out because they are wrong.
func (c Counts) Wrong() int { return c.Rows + c.Cells }

// Counts counts the findings.
func (p *Plan) Counts() (c Counts) {
	for _, f := range p.Findings {
		switch f.Weight() {
		case RefusesRow:
			c.Rows++
		case RefusesCell:
			c.Cells++
		case Asks:
			c.Open++
		default:
			if f.Kind.Weight() == Asks {
				c.Answered++
			} else {
				c.Warnings++
			}
		}
	}
	return c
}

// Open lists the questions that nobody has answered.
func (p *Plan) Open() []Finding {
	return slices.DeleteFunc(slices.Clone(p.Findings), func(f Finding) bool { return !f.Open() })
}

// Refused counts the findings that keep out a cell or a row.
func (p *Plan) Refused() int {
	c := p.Counts()
	return c.Wrong() + c.Open
}

// Faults lists the findings that nobody can answer.
func (p *Plan) Faults() []Finding {
	return slices.DeleteFunc(slices.Clone(p.Findings), func(f Finding) bool { return len(f.Kind.Answers()) > 0 })
}

// Held counts the homes of which nothing is taken, for now.
func (p *Plan) Held() int { return p.Homes - len(p.New) - p.Changed - p.Same }

// RowsOut counts the rows that are left out: those of which nothing was read, and the
// homes that wait as a whole.
func (p *Plan) RowsOut() int {
	n := p.Held() - p.Waiting
	for _, passed := range p.Passed {
		if passed.Kind == PassedRow {
			n += passed.Rows
		}
	}
	return n
}

// LeftOut is how much of a file an import leaves out, as it is said wherever it is said.
type LeftOut struct {
	Rows      int // of which nothing is taken
	Cells     int // of rows that are taken, and that are wrong
	Questions int // that nobody has answered
}

// LeftOut counts what of the file is left out.
func (p *Plan) LeftOut() LeftOut {
	c := p.Counts()
	return LeftOut{Rows: p.RowsOut(), Cells: c.Cells, Questions: c.Open}
}

// LeavesOut reports whether anything of the file is not taken.
func (p *Plan) LeavesOut() bool { return p.LeftOut() != LeftOut{} }

// OpenUnder counts the questions that nobody has answered where these are the answers: a
// person answers one after the other before the next dry run.
func (p *Plan) OpenUnder(a Answers) int {
	n := 0
	for _, f := range p.Findings {
		if f.Kind.Weight() == Asks && a.To(f.Asking()) == Unanswered {
			n++
		}
	}
	return n
}

// digest tells two plans apart: what is applied must be what was shown.
func (p *Plan) digest() [32]byte {
	h := sha256.New()
	for _, v := range []any{p.put.buildings, p.put.types, p.put.owners, p.put.ownerships, p.corrected} {
		fmt.Fprintf(h, "%v\n", v)
	}
	for _, u := range p.put.units {
		fmt.Fprintf(h, "%v\n", *u)
	}
	return [32]byte(h.Sum(nil))
}
