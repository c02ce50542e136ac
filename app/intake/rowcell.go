package intake

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/site"
)

// at is where the field stands in the row, merged cells followed; ok is false
// where the table has no such column.
func (r *row) at(f Field) (Address, bool) {
	col, ok := r.columns[f]
	if !ok || f == NoField {
		return Address{r.n, 0}, false
	}
	at := Address{r.n, col}
	if upper, merged := r.upper[at]; merged && r.sheet.At(at).IsBlank() {
		at = upper
	}
	from := at.Row
	for at.Row > r.layout.Header.To.Row+1 && ditto.MatchString(site.Fold(r.sheet.At(at).String())) {
		if known, ok := r.dittos[at.Col]; ok && known.row == at.Row { // a column may say it in each of its rows
			at.Row = known.says
			break
		}
		at.Row--
	}
	if from != at.Row {
		r.dittos[at.Col] = dittoOf{from, at.Row}
	}
	return at, true
}

// ditto are the signs by which a cell repeats the one above.
var ditto = regexp.MustCompile(`^(同上|〃|″|"|''|〞)$`)

// dittoOf is a row that repeats another one, in one column.
type dittoOf struct{ row, says int }

func (r *row) cell(f Field) (Cell, Spot) {
	at, ok := r.at(f)
	if !ok {
		return Cell{}, Spot{r.layout.Sheet, at}
	}
	c := r.sheet.At(at)
	if c.Kind == Text && f != UnitNote && utf8.RuneCountInString(c.Text) > app.MostLine {
		c.Kind = Overlong
	}
	return c, Spot{r.layout.Sheet, at}
}

// spot is where a finding about the field points.
func (r *row) spot(f Field) Spot {
	_, at := r.cell(f)
	return at
}

// own reports whether the field stands in this very row.
func (r *row) own(f Field) bool {
	at, ok := r.at(f)
	return ok && at.Row == r.n && !r.sheet.At(at).IsBlank()
}

// text is the field's text on one line, half-width, trimmed; an error of Excel's
// is none, nor what is not plain.
func (r *row) text(f Field) string {
	c, _ := r.cell(f)
	if kind, _ := c.unreadable(); kind != "" {
		return ""
	}
	return unquoted(f, oneLine(plainText(c)))
}

// unquoted takes away the apostrophe by which programs keep a number a text, where they
// wrote it into the cell. A text that says whatever it likes may begin with one.
func unquoted(f Field, text string) string {
	if f == OwnerAddress || f == UnitNote || ditto.MatchString(text) {
		return text
	}
	return strings.TrimLeft(text, "'")
}

// raw is the field's text with its line breaks; a number is written out.
func (r *row) raw(f Field) string {
	c, _ := r.cell(f)
	if c.Kind == Number {
		return plainText(c)
	}
	return unquoted(f, c.String())
}

// faulty reports whether one of the fields cannot be read.
func (r *row) faulty(fields ...Field) bool {
	for _, f := range fields {
		c, _ := r.cell(f)
		if kind, _ := c.unreadable(); kind != "" {
			return true
		}
	}
	return false
}

// isFault says, once a cell, why the field cannot be read; "" where it can.
func (r *row) isFault(f Field) FindingKind {
	c, _ := r.cell(f)
	kind, _ := c.unreadable()
	r.faults(f)
	return kind
}

// faults says once of each cell why it cannot be read; a merged cell is asked again on
// every row.
func (r *row) faults(fields ...Field) {
	for _, f := range fields {
		c, at := r.cell(f)
		if kind, shows := c.unreadable(); kind != "" && !r.faulted[at] {
			r.faulted[at] = true
			r.find(kind, f, shows, "")
		}
	}
}

// allFaults says of what is taken of the row and was not asked for so far: the phone of
// nobody, a hidden identity.
func (r *row) allFaults() {
	for _, c := range r.layout.Columns {
		if c.Field != NoField && c.Field != Leave && c.Field != Serial {
			r.faults(c.Field)
		}
	}
}

// find records what is wrong with the row's field.
func (r *row) find(kind FindingKind, f Field, text, other string) {
	r.ledger.find(Finding{Kind: kind, At: r.spot(f), Field: f, Unit: r.unit, Text: text, Other: other})
}

// findFor records what is wrong with the row's field of one buyer.
func (r *row) findFor(kind FindingKind, f Field, text, who string) {
	r.ledger.find(Finding{Kind: kind, At: r.spot(f), Field: f, Unit: r.unit, Who: who, Text: text})
}
