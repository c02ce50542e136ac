package sheet

import (
	"encoding/xml"
	"errors"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/intake"
)

// zipContent tells a workbook from the other files that are zips inside.
func zipContent(data []byte) string {
	z, err := unzip(data)
	if errors.Is(err, errUnpacked) {
		return "not_workbook"
	}
	if err != nil {
		return "torn"
	}
	has := func(name string) bool { return z.parts[strings.ToLower(name)] != nil }
	any := func(is func(name string) bool) bool {
		return slices.ContainsFunc(slices.Collect(maps.Keys(z.parts)), is)
	}
	switch {
	case has("xl/workbook.xml"):
		return "xlsx"
	case has("xl/workbook.bin"):
		return "xlsb"
	case has("content.xml") && has("mimetype"):
		return "ods"
	case any(func(name string) bool { return strings.HasSuffix(name, ".iwa") }):
		return "numbers"
	case any(looksLedger):
		return "archive"
	case has("[Content_Types].xml") && !has("word/document.xml") && !has("ppt/presentation.xml"):
		return "torn"
	}
	return "not_workbook"
}

// looksLedger reports whether a file in an archive is called as ledgers are.
func looksLedger(name string) bool {
	return strings.HasSuffix(name, ".xlsx") || strings.HasSuffix(name, ".xls") || strings.HasSuffix(name, ".csv")
}

// xlsxReader reads a workbook part by part as it is unpacked. A library that makes
// a tree of every part takes gigabytes for what anybody can pack into 100 KB.
type xlsxReader struct {
	*archive
	name string // the file's

	date1904 bool
	sheets   []sheetPart
	texts    []string // the shared ones
	showsDay []bool   // by the number of a cell's style
}

// sheetPart is a sheet as the workbook names it.
type sheetPart struct {
	name, part string // part is "" where it is no sheet of cells
	hidden     bool
}

func readXLSX(name string, data []byte) (intake.Book, error) {
	z, err := unzip(data)
	if err != nil {
		return intake.Book{}, refuse("torn", name)
	}
	r := &xlsxReader{archive: z, name: name}
	book := intake.Book{File: name}
	for _, read := range []func() error{r.readWorkbook, r.readSharedTexts, r.readStyles} {
		if err := read(); err != nil {
			return intake.Book{}, r.errorInWords(err)
		}
	}
	for _, p := range r.sheets {
		s := intake.Sheet{Name: p.name, Hidden: p.hidden, Date1904: r.date1904}
		if p.part != "" {
			if err := r.readSheet(p.part, &s); err != nil {
				return intake.Book{}, r.errorInWords(err)
			}
		}
		book.Sheets = append(book.Sheets, s)
	}
	if len(book.Sheets) == 0 {
		return intake.Book{}, refuse("torn", name)
	}
	return book, nil
}

// errorInWords says an error of reading in words.
func (r *xlsxReader) errorInWords(err error) error {
	var refusal *app.Refusal
	switch {
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(err, errUnpacked):
		return refuse("unpacks_too_big", r.name, "limit", strconv.Itoa(maxUnpacked>>20))
	case errors.Is(err, errHeld):
		return tooFullError(r.name)
	case errors.Is(err, errToken):
		return tooLongError(r.name)
	}
	return refuse("torn", r.name)
}

func tooFullError(name string) error { return refuse("too_full", name) }

func tooLongError(name string) error {
	return refuse("cell_too_long", name, "limit", strconv.Itoa(maxText>>10))
}

// relations are the parts that a part names, by their id: what kind of part, and where.
func (r *xlsxReader) relations(of string) (map[string][2]string, error) {
	dir, base := path.Split(of)
	all := map[string][2]string{}
	err := r.walk(dir+"_rels/"+base+".rels", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" {
			return nil
		}
		target := attribute(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = dir + target
		}
		id, kind := attribute(e, "Id"), path.Base(attribute(e, "Type"))
		all[id] = [2]string{kind, target}
		return r.countKept(len(id) + len(kind) + len(target) + 100)
	})
	return all, err
}

// readWorkbook reads which sheets there are, and from when days count.
func (r *xlsxReader) readWorkbook() error {
	const at = "xl/workbook.xml"
	related, err := r.relations(at)
	if err != nil {
		return err
	}
	return r.walk(at, func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "workbookPr":
			r.date1904 = isTrue(attribute(e, "date1904"))
		case "sheet":
			p := sheetPart{name: attribute(e, "name")}
			state := attribute(e, "state")
			p.hidden = state != "" && state != "visible"
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" && related[a.Value][0] == "worksheet" {
					p.part = related[a.Value][1]
				}
			}
			if r.sheets = append(r.sheets, p); len(r.sheets) > maxSheets {
				return errHeld
			}
		}
		return nil
	})
}

// partOf is the one part of a kind that the workbook names and that is there, or "".
func (r *xlsxReader) partOf(kind string) (string, error) {
	related, err := r.relations("xl/workbook.xml")
	if err != nil {
		return "", err
	}
	for _, id := range slices.Sorted(maps.Keys(related)) {
		if related[id][0] == kind && r.parts[partName(related[id][1])] != nil {
			return related[id][1], nil
		}
	}
	return "", nil
}

// readSharedTexts reads the texts that cells name by their number.
func (r *xlsxReader) readSharedTexts() error {
	part, err := r.partOf("sharedStrings")
	if part == "" || err != nil {
		return err
	}
	var text richText
	return r.walk(part, func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "si" {
			text.begin()
		}
		if err := text.see(t); err != nil {
			return err
		}
		if e, ok := t.(xml.EndElement); ok && e.Name.Local == "si" {
			r.texts = append(r.texts, text.String())
			return r.countKept(len(r.texts[len(r.texts)-1]) + 32)
		}
		return nil
	})
}

// richText gathers a text that may be written in runs of one look each, and may
// have its pronunciation beside it, which is none of it.
type richText struct {
	text    strings.Builder
	in      bool // within <t>
	reading int  // within <rPh>
}

func (x *richText) begin() {
	x.text.Reset()
	x.in, x.reading = false, 0
}

func (x *richText) see(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		switch t.Name.Local {
		case "t":
			x.in = true
		case "rPh":
			x.reading++
		}
	case xml.EndElement:
		switch t.Name.Local {
		case "t":
			x.in = false
		case "rPh":
			x.reading--
		}
	case xml.CharData:
		if x.in && x.reading == 0 {
			if x.text.Len()+len(t) > maxText {
				return errToken
			}
			x.text.Write(t)
		}
	}
	return nil
}

var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// String is the text with the characters that XML cannot hold, which are written _x000D_.
func (x *richText) String() string {
	s := x.text.String()
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(code string) string {
		n, err := strconv.ParseUint(code[2:6], 16, 16)
		if err != nil {
			return code
		}
		return string(rune(n))
	})
}

// readStyles reads which of the cells' styles show a number as a day.
func (r *xlsxReader) readStyles() error {
	part, err := r.partOf("styles")
	if part == "" || err != nil {
		return err
	}
	formats, inCells := map[int]bool{}, false
	return r.walk(part, func(t xml.Token) error {
		switch e := t.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(attribute(e, "numFmtId")); err == nil {
					formats[id] = formatShowsDay(attribute(e, "formatCode"))
					return r.countKept(32)
				}
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells {
					id, _ := strconv.Atoi(attribute(e, "numFmtId"))
					shows, own := formats[id]
					r.showsDay = append(r.showsDay, own && shows || !own && builtInShowsDay(id))
					return r.countKept(2)
				}
			}
		case xml.EndElement:
			if e.Name.Local == "cellXfs" {
				inCells = false
			}
		}
		return nil
	})
}

var (
	formatNoise = regexp.MustCompile(`\[[^\]]*\]|"[^"]*"|\\.|_.|\*.`)
	dayOrYear   = regexp.MustCompile(`[ydYDeE年日]`)
)

// formatShowsDay reports whether a number format shows a day.
func formatShowsDay(format string) bool {
	first, _, _ := strings.Cut(formatNoise.ReplaceAllString(format, ""), ";")
	return dayOrYear.MatchString(strings.NewReplacer("E+", "", "e+", "", "General", "", "Red", "").Replace(first))
}

// builtInShowsDay knows the built-in formats of ECMA-376 18.8.30 that show a day, the
// Chinese ones among them.
func builtInShowsDay(n int) bool {
	return n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n == 36 || n >= 50 && n <= 54 || n == 57 || n == 58
}

// dayOfSerial counts as Excel does: day 1 is 1900-01-01, and a 29 February 1900
// that never was; or day 0 is 1904-01-01.
func dayOfSerial(serial int64, date1904 bool) app.Date {
	switch {
	case date1904:
		return app.NewDate(1904, time.January, 1).AddDays(int(serial))
	case serial < 60:
		return app.NewDate(1899, time.December, 31).AddDays(int(serial))
	}
	return app.NewDate(1899, time.December, 30).AddDays(int(serial))
}
