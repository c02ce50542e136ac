package intake

import (
	"strconv"
	"time"

	"keyday/app"
)

// Run is one import that was applied, as the site remembers it.
type Run struct {
	ID        app.ID
	Community app.ID
	File      string // its name, without the folder
	At        time.Time
	By        app.ID
	New       int // homes that were new
	Changed   int // homes that changed
	Owners    int // people who were new
	Refused   int // findings that kept something out
	Out       LeftOut
	Undone    time.Time

	// Findings are what was wrong, asked and warned of, where it is much the first of it and
	// how many more there were (MoreFound); they are forgotten when somebody whom they name is.
	Findings []Found
}

// Found is a finding as a run keeps it.
type Found struct {
	Kind   FindingKind `cbor:"kind"`
	Sheet  string      `cbor:"sheet"`
	Row    int         `cbor:"row"` // counted from 0, as the column
	Col    int         `cbor:"col"`
	Field  Field       `cbor:"field"`
	Unit   string      `cbor:"unit"`
	Who    string      `cbor:"who"`
	Text   string      `cbor:"text"`
	Other  string      `cbor:"other"`
	Answer Answer      `cbor:"answer"`
}

// How many findings a run keeps, and how much of what a cell said.
const (
	foundMost = 2000
	foundText = 200
)

// found is what a run keeps of the findings, and how many it does not; nothing in it is
// other than plain text.
func found(findings []Finding) []Found {
	var out []Found
	plain := func(s string) string { return cut(app.Visible(oneLine(s)), foundText) }
	for _, f := range findings[:min(len(findings), foundMost)] {
		out = append(out, Found{f.Kind, plain(f.At.Sheet), f.At.Cell.Row, f.At.Cell.Col, f.Field, plain(f.Unit), plain(f.Who), plain(f.Text), plain(f.Other), f.Answer})
	}
	if more := len(findings) - len(out); more > 0 {
		out = append(out, Found{Kind: MoreFound, Other: itoa(more)})
	}
	return out
}

// Found counts what the run found, kept or not.
func (r Run) Found() int {
	n := len(r.Findings)
	if n > 0 && r.Findings[n-1].Kind == MoreFound {
		more, _ := strconv.Atoi(r.Findings[n-1].Other)
		n += more - 1
	}
	return n
}

// Finding is the finding that was kept.
func (f Found) Finding() Finding {
	return Finding{Kind: f.Kind, At: Spot{f.Sheet, Address{f.Row, f.Col}}, Field: f.Field, Unit: f.Unit, Who: f.Who, Text: f.Text, Other: f.Other, Answer: f.Answer}
}

// Kept lists the findings of the run, as they were kept.
func (r Run) Kept() []Finding {
	var out []Finding
	for _, f := range r.Findings {
		out = append(out, f.Finding())
	}
	return out
}

// Undone is what undoing a run did.
type Undone struct {
	Homes    int    // that the run had made, and that are gone
	Owners   int    // likewise
	Restored int    // homes that have former values again, their own or their owners'
	Stays    []Stay // touched since, or settled: what stays as it is
}

// Stay is something that an undoing left alone, because it was touched since, or was
// settled with the owners.
type Stay struct {
	Record  app.Ref
	Unit    app.ID
	Code    string   // of the unit, where one is known
	Who     string   // the owner's name, where it is one, or what they own; a building's or a house type's
	Fields  []string // which fields; none: the whole record
	Touched []string // of a whole record that stays: the fields that somebody has changed since
	Used    bool     // likewise: others came to work on it since
	Settled bool     // and not touched
}
