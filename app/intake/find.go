package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"

	"keyday/app/site"
)

// How far into a sheet a header is looked for, and of how many rows it may be.
const (
	headerWithin = 60
	headerRows   = 3
)

// header is where a table's header stands and what its columns are called.
type header struct {
	top, bottom int
	groups      []string // what stands above each column's own header, its levels parted by tabs
	leaves      []string
	points      int
}

// findHeader looks for the rows that name the most fields; of equals, for the
// fewest rows. A title above spans all columns and names none of them.
func findHeader(s *Sheet) (header, bool) {
	var best header
	for top := 0; top < min(len(s.Rows), headerWithin); top++ {
		for rows := 1; rows <= headerRows && top+rows <= len(s.Rows); rows++ {
			h := readHeader(s, top, top+rows-1)
			if h.points > best.points {
				best = h
			}
		}
	}
	return best, best.points >= 2
}

// readHeader takes the rows as one header, none where they cannot be one: a title is no
// group, and no header has figures.
func readHeader(s *Sheet, top, bottom int) header {
	for row := top; row <= bottom; row++ {
		if row < bottom && countFilled(s.Rows[row]) < 2 {
			return header{}
		}
		for _, c := range s.Rows[row] {
			if c.Kind == Number || c.Kind == Day {
				return header{}
			}
		}
	}
	h := s.header(top, bottom)
	seen := map[Field]bool{}
	for col := range h.leaves {
		fields, sure := recognise(h.groups[col], h.leaves[col])
		if sure == Unknown || fields[0] == Leave {
			continue
		}
		if !seen[fields[0]] {
			seen[fields[0]] = true
			h.points++
		}
	}
	if seen[Serial] {
		// A serial number makes no table, but tells which rows belong to the header.
		if h.points == 1 {
			h.points = 0
		}
	}
	return h
}

// header reads what the rows call each column: the lowest text of a column is its own,
// the texts above are its group. A group that is merged, or that stands over blanks as
// csv files keep a merged cell, reaches to the next group.
func (s *Sheet) header(top, bottom int) header {
	width := 0
	for row := max(top, 0); row <= bottom; row++ {
		width = max(width, len(s.Rows[row]))
	}
	h := header{top: top, bottom: bottom, groups: make([]string, width), leaves: make([]string, width)}
	for row := max(top, 0); row <= bottom; row++ {
		carried := ""
		for col := range width {
			at := Address{row, col}
			text := strings.TrimSpace(s.At(at).String())
			own := text != ""
			switch {
			case own:
				carried = text
			case row < bottom && strings.TrimSpace(s.At(Address{bottom, col}).String()) != "":
				text = carried
			}
			if text == "" {
				continue
			}
			if own || row == bottom {
				h.groups[col] = under(h.groups[col], h.leaves[col])
				h.leaves[col] = text
			} else {
				h.groups[col] = under(h.groups[col], text)
			}
		}
	}
	return h
}

// widened reaches over all of the sheet's columns: a person may name one that has no
// header.
func (h header) widened(width int) header {
	for len(h.leaves) < width {
		h.leaves, h.groups = append(h.leaves, ""), append(h.groups, "")
	}
	return h
}

// fingerprint tells headers apart by their wording, "" for one that says nothing.
func (h header) fingerprint() string {
	last := len(h.leaves)
	for last > 0 && plainHeader(h.leaves[last-1]) == "" && plainHeader(h.groups[last-1]) == "" {
		last--
	}
	if last == 0 {
		return ""
	}
	sum := sha256.New()
	for col, leaf := range h.leaves[:last] {
		sum.Write([]byte(plainHeader(h.groups[col]) + "\x1e" + plainHeader(leaf) + "\x1f"))
	}
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// under puts a level of a header under those above it.
func under(levels, level string) string {
	if levels == "" || level == "" {
		return levels + level
	}
	return levels + "\t" + level
}

func countFilled(row []Cell) int {
	n := 0
	for _, c := range row {
		if !c.IsBlank() {
			n++
		}
	}
	return n
}

// passedHeader tells tables of things that are not homes by their header.
var passedHeader = []struct {
	word *regexp.Regexp
	kind PassedKind
}{
	{regexp.MustCompile(`车位|车库号|泊位`), PassedParking},
	{regexp.MustCompile(`储藏室编号|储藏间编号|储物间编号`), PassedStorage},
}

func (h header) notHomes() (PassedKind, bool) { return notHomes(h.leaves) }

// notHomes tells it by the columns of a header, from the left. Behind a column that names
// the home, a parking space is one of the home's.
func notHomes(columns []string) (PassedKind, bool) {
	for _, text := range columns {
		for _, p := range passedHeader {
			if p.word.MatchString(plainHeader(text)) {
				return p.kind, true
			}
		}
		if fields, sure := recognise("", text); sure != Unknown && (fields[0] == Room || fields[0] == WholeUnit || fields[0] == UnitKey) {
			return "", false
		}
	}
	return "", false
}

// The area that a title or note declares: 面积以预测为准.
var (
	declaresContract = regexp.MustCompile(`面积[^,;。]{0,6}(以|按|为)(预测|合同|预售)`)
	declaresMeasured = regexp.MustCompile(`面积[^,;。]{0,6}(以|按|为)(实测|测绘|产权)`)
)

// declaredArea reads what the rows above the table say of its areas.
func declaredArea(s *Sheet, h header) Field {
	for row := 0; row < h.top; row++ {
		for _, c := range s.Rows[row] {
			text := site.Fold(c.String())
			contract, measured := declaresContract.MatchString(text), declaresMeasured.MatchString(text)
			if contract != measured {
				if contract {
					return ContractArea
				}
				return MeasuredArea
			}
		}
	}
	return NoField
}
