package inspect

import (
	"strings"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/site"
)

// Limit is how far a measured item may be off under one set of tolerances.
type Limit struct {
	Set    Set
	UpTo   Bound // for sizes up to this; without it, for every larger one
	Min    Bound // of each deviation
	Max    Bound
	Range  Bound // of the highest reading minus the lowest
	Source string
	Grade  site.Grade
}

// Bound is an end of what is allowed; the end itself is allowed unless Strict.
type Bound struct {
	Value  decimal.Decimal
	Set    bool
	Strict bool
}

// over reports whether v lies beyond an upper bound.
func (b Bound) over(v decimal.Decimal) bool {
	return b.Set && (v.GreaterThan(b.Value) || b.Strict && v.Equal(b.Value))
}

// under reports whether v lies beyond a lower bound.
func (b Bound) under(v decimal.Decimal) bool {
	return b.Set && (v.LessThan(b.Value) || b.Strict && v.Equal(b.Value))
}

// beyond is how far v lies outside the limit.
func (l Limit) beyond(v decimal.Decimal) decimal.Decimal {
	if l.Min.under(v) {
		return l.Min.Value.Sub(v)
	}
	return v.Sub(l.Max.Value)
}

func (l Limit) empty() bool { return !l.Min.Set && !l.Max.Set && !l.Range.Set }

// Text writes the limit as a table has it: −20 … , ±15 mm, ≤ 3 mm. Before the limit
// of the range stands the word spread, or further where another limit precedes it.
func (l Limit) Text(unit, spread, further string) string {
	end := func(sign string, b Bound) string {
		if b.Strict {
			sign = strings.NewReplacer("≤", "<", "≥", ">").Replace(sign)
		}
		return sign + " " + minus(b.Value) + " " + unit
	}
	text := ""
	switch {
	case l.Min.Set && l.Max.Set && l.Min.Value.Equal(l.Max.Value.Neg()):
		text = "±" + l.Max.Value.String() + " " + unit
	case l.Min.Set && l.Max.Set && !l.Min.Value.IsZero():
		text = minus(l.Min.Value) + " – " + minus(l.Max.Value) + " " + unit
	case l.Max.Set:
		text = end("≤", l.Max)
	case l.Min.Set:
		text = end("≥", l.Min)
	}
	switch {
	case !l.Range.Set:
		return text
	case text == "":
		return end(spread+" ≤", l.Range)
	}
	return text + end(further+" ≤", l.Range)
}

func minus(d decimal.Decimal) string { return strings.Replace(d.String(), "-", "−", 1) }

// LimitFor is the limit that holds under the set for the size; where the set says
// nothing of the item, the first of Sets that does. size is not looked at where no
// limit depends on one.
func (i Item) LimitFor(set Set, size decimal.Decimal) Limit {
	for _, s := range append([]Set{set}, Sets...) {
		var beyond *Limit
		for n := range i.Limits {
			l := &i.Limits[n]
			switch {
			case l.Set != s:
			case !l.UpTo.Set:
				beyond = l
			case !l.UpTo.over(size):
				return *l
			}
		}
		if beyond != nil {
			return *beyond
		}
	}
	return Limit{}
}

// NeedsNominal reports whether readings say nothing until the inspector has
// entered the design value or the size.
func (i Item) NeedsNominal() bool { return i.Reference == ByDesign || i.Reference == BySize }

// Judgement is what a measured item's readings come to.
type Judgement struct {
	Limit   Limit
	Missing int             // readings still owed, the design value or size counted as one
	Out     []bool          // of each reading: outside the limit, or an end of a range that is too wide
	Worst   decimal.Decimal // of what lies beyond an end of the limit, that which lies furthest
	Range   decimal.Decimal // highest minus lowest
	Spread  bool            // the range is too wide
}

// Complete reports whether everything was read that makes a judgement.
func (j Judgement) Complete() bool { return j.Missing == 0 }

// Beyond reports whether something is out of its limit, even before all is read.
func (j Judgement) Beyond() bool {
	for _, out := range j.Out {
		if out {
			return true
		}
	}
	return false
}

// Within reports whether everything was read and nothing is out of its limit.
func (j Judgement) Within() bool { return j.Complete() && !j.Beyond() }

// WorstText writes Worst with a minus sign of its own.
func (j Judgement) WorstText() string { return minus(j.Worst) }

// Judge holds the readings against the limit of the set. A reading "" was not read
// yet; texts that are no number count as not read (Reading refuses them).
func (i Item) Judge(set Set, nominal string, readings []string) Judgement {
	j := Judgement{Out: make([]bool, len(readings))}
	size, known := parse(nominal)
	if i.NeedsNominal() && !known {
		j.Missing++
	}
	j.Limit = i.LimitFor(set, size)
	read, low, high := 0, -1, -1
	furthest := decimal.Decimal{}
	values := make([]decimal.Decimal, len(readings))
	for n, text := range readings {
		v, ok := parse(text)
		if !ok {
			continue
		}
		read++
		values[n] = v
		if low < 0 || v.LessThan(values[low]) {
			low = n
		}
		if high < 0 || v.GreaterThan(values[high]) {
			high = n
		}
		if i.NeedsNominal() && !known {
			continue
		}
		d := i.deviation(v, size)
		j.Out[n] = j.Limit.Min.under(d) || j.Limit.Max.over(d)
		if by := j.Limit.beyond(d); j.Out[n] && by.GreaterThanOrEqual(furthest) {
			j.Worst, furthest = d, by
		}
	}
	j.Missing += max(0, i.Points-read)
	if read > 1 {
		j.Range = values[high].Sub(values[low])
		if j.Limit.Range.over(j.Range) {
			j.Spread, j.Out[low], j.Out[high] = true, true, true
		}
	}
	return j
}

// Deviates reports whether a reading is held against what it should be, so that
// the deviation is judged; else the reading is judged as it stands.
func (i Item) Deviates() bool { return i.Reference == ByDesign || i.Reference == ByFixed }

func (i Item) deviation(v, nominal decimal.Decimal) decimal.Decimal {
	switch i.Reference {
	case ByDesign:
		return v.Sub(nominal)
	case ByFixed:
		return v.Sub(i.Nominal)
	}
	return v
}

func parse(text string) (decimal.Decimal, bool) {
	if text == "" {
		return decimal.Decimal{}, false
	}
	d, err := decimal.NewFromString(text)
	return d, err == nil
}

// plain turns what a Chinese input method leaves among digits into digits.
var plain = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"．", ".", "。", ".", "，", ",", "－", "-", "−", "-", "＋", "+", "　", "", " ", "")

// Reading reads a measured value as people type it, and writes it as it is kept;
// nothing is a point that was not read. A comma before three digits may part
// thousands or be a decimal point: it is asked, not guessed.
func Reading(text string) (string, error) {
	typed := strings.TrimPrefix(plain.Replace(text), "+")
	if typed == "" {
		return "", nil
	}
	if whole, part, comma := strings.Cut(typed, ","); comma && !strings.ContainsAny(part, ",.") && !strings.Contains(whole, ".") {
		const thousand = 3
		if len(part) == thousand && whole != "" {
			return "", app.Refuse("inspect.reading_comma", "text", strings.TrimSpace(text))
		}
		typed = whole + "." + part
	}
	const digits = 10 // far beyond any tape; keeps an exponent from growing a number without end
	d, err := decimal.NewFromString(typed)
	if err != nil || len(typed) > digits || strings.ContainsAny(typed, "eE") {
		return "", app.Refuse("inspect.reading_unreadable", "text", strings.TrimSpace(text))
	}
	return d.String(), nil
}
