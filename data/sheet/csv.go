package sheet

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	xunicode "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"keyday/app/intake"
)

func readCSV(name string, data []byte) (intake.Book, error) {
	text, err := decode(name, data)
	if err != nil {
		return intake.Book{}, err
	}
	rows, err := splitCSV(name, text)
	if err != nil {
		return intake.Book{}, err
	}
	return intake.Book{File: name, Sheets: []intake.Sheet{{Name: name, Rows: rows}}}, nil
}

var bomUTF8 = []byte("\ufeff")

func hasWideBOM(data []byte) bool {
	return bytes.HasPrefix(data, []byte{0xFF, 0xFE}) || bytes.HasPrefix(data, []byte{0xFE, 0xFF})
}

// wideOrder is the UTF-16 that a file without a BOM is written in, nil for none: read in
// one of the two orders it is lines of signs, digits, Latin and Chinese, and nothing
// else. Other encodings hold no zeros.
func wideOrder(data []byte) encoding.Encoding {
	if len(data)%2 != 0 || bytes.IndexByte(data, 0) < 0 {
		return nil
	}
	for _, order := range []xunicode.Endianness{xunicode.LittleEndian, xunicode.BigEndian} {
		plain, lines := 0, 0
		for i := 0; i < len(data); i += 2 {
			r := rune(data[i]) | rune(data[i+1])<<8
			if order == xunicode.BigEndian {
				r = rune(data[i])<<8 | rune(data[i+1])
			}
			switch {
			case r == '\n' || r == '\r':
				lines++
				plain++
			case r == '\t', r >= ' ' && r <= '~', unicode.Is(unicode.Han, r), r >= 0x3000 && r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF, utf16.IsSurrogate(r), r == '·', r == '²', r == '㎡', r == '—':
				plain++
			}
		}
		if lines > 0 && plain == len(data)/2 {
			return xunicode.UTF16(order, xunicode.IgnoreBOM)
		}
	}
	return nil
}

// decode makes text of UTF-8 with or without BOM, UTF-16 likewise and GB 18030.
// Without a BOM, valid UTF-8 is UTF-8, but for the short GB 18030 texts that
// happen to be valid: those hold no Chinese when read as UTF-8.
func decode(name string, data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, bomUTF8):
		data = data[len(bomUTF8):]
		if !utf8.Valid(data) {
			return "", damagedError(name, data)
		}
		return asText(data), nil
	case hasWideBOM(data):
		if len(data)%2 != 0 {
			return "", refuse("torn", name)
		}
		return transcode(name, data, xunicode.UTF16(xunicode.LittleEndian, xunicode.UseBOM))
	case wideOrder(data) != nil:
		return transcode(name, data, wideOrder(data))
	case utf8.Valid(data):
		text := asText(data)
		if isASCII(text) || hasChinese(text) {
			return text, nil
		}
		if other, err := simplifiedchinese.GB18030.NewDecoder().String(text); err == nil && hasChinese(other) && !strings.ContainsRune(other, utf8.RuneError) {
			return other, nil
		}
		return text, nil
	case looksUTF8(data):
		return "", damagedError(name, data)
	}
	return transcode(name, data, simplifiedchinese.GB18030)
}

func transcode(name string, data []byte, from encoding.Encoding) (string, error) {
	var b strings.Builder
	b.Grow(len(data)/2*3 + 3) // two bytes of Chinese become three
	if _, err := io.Copy(&b, transform.NewReader(bytes.NewReader(data), from.NewDecoder())); err != nil {
		return "", refuse("encoding", name, "line", "1")
	}
	out := b.String()
	if i := strings.IndexRune(out, utf8.RuneError); i >= 0 {
		if i >= len(strings.TrimRight(out, "\r\n"))-utf8.RuneLen(utf8.RuneError) {
			return "", refuse("torn", name) // the last character is cut in two
		}
		return "", refuse("encoding", name, "line", strconv.Itoa(1+strings.Count(out[:i], "\n")))
	}
	return out, nil
}

// asText is the file as text without a copy of it; nothing changes data any more.
func asText(data []byte) string { return unsafe.String(unsafe.SliceData(data), len(data)) }

// damagedError tells a file cut in the middle of a character from one with wrong bytes inside.
func damagedError(name string, data []byte) error {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			if !utf8.FullRune(data[i:]) {
				return refuse("torn", name)
			}
			return refuse("encoding", name, "line", strconv.Itoa(1+bytes.Count(data[:i], []byte{'\n'})))
		}
		i += size
	}
	return refuse("encoding", name, "line", "1")
}

// looksUTF8 reports whether nearly all of the text beyond ASCII is Chinese in
// UTF-8: then a wrong byte is damage, not another encoding.
func looksUTF8(data []byte) bool {
	chinese, wrong := 0, 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case !utf8.FullRune(data[i:]): // cut off there
			return chinese > 4*wrong
		case r == utf8.RuneError && size == 1:
			wrong++
		case r >= 0x2E80:
			chinese++
		}
		i += size
	}
	return chinese > 4*wrong
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func hasChinese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// splitCSV cuts text into rows as Excel does, so that row 7 here is row 7
// there: blank lines count, a quoted cell may hold line breaks. A quote inside
// a cell that did not begin with one is a character. A quote that never closes
// and text behind a closing one are refused: guessing would move cells.
func splitCSV(name, text string) ([][]intake.Cell, error) {
	text, comma, line := delimiter(text)
	var rows [][]intake.Cell
	var row []intake.Cell // used again for each
	filled, left := 0, maxHeld-len(text)
	endRow := func() error {
		for len(row) > 0 && row[len(row)-1].Kind == intake.Blank {
			row = row[:len(row)-1]
		}
		if len(row) > 0 {
			filled++
		}
		if filled > MaxRows || len(rows) >= maxSheetRows {
			return refuse("too_many_rows", name, "sheet", name, "limit", strconv.Itoa(MaxRows))
		}
		if len(row) > MaxCols {
			return refuse("too_many_columns", name, "sheet", name, "limit", strconv.Itoa(MaxCols))
		}
		if left -= int(unsafe.Sizeof(row)) + len(row)*int(unsafe.Sizeof(intake.Cell{})); left < 0 {
			return tooFullError(name)
		}
		rows, row = append(rows, slices.Clone(row)), row[:0]
		return nil
	}
	for i := 0; i < len(text); {
		var field string
		if quote := i + blanks(text[i:], comma); quote < len(text) && text[quote] == '"' {
			opened := line
			i = quote
			end := closingQuote(text, i+1)
			if end < 0 {
				return nil, refuse("csv_quote", name, "line", strconv.Itoa(opened))
			}
			field = strings.ReplaceAll(text[i+1:end], `""`, `"`)
			line += strings.Count(text[i:end], "\n")
			i = end + 1 + blanks(text[end+1:], comma)
			if i < len(text) && text[i] != comma && text[i] != '\n' && text[i] != '\r' {
				return nil, refuse("csv_after_quote", name, "line", strconv.Itoa(opened))
			}
		} else {
			end := i + strings.IndexFunc(text[i:], func(r rune) bool { return r == rune(comma) || r == '\n' || r == '\r' })
			if end < i {
				end = len(text)
			}
			field, i = text[i:end], end
		}
		if len(field) > maxText {
			return nil, tooLongError(name)
		}
		if len(row) > maxSheetCols {
			return nil, refuse("too_many_columns", name, "sheet", name, "limit", strconv.Itoa(MaxCols))
		}
		row = append(row, csvCell(field))
		if i < len(text) && text[i] == comma {
			i++
			if i < len(text) {
				continue
			}
		}
		if err := endRow(); err != nil {
			return nil, err
		}
		if strings.HasPrefix(text[i:], "\r\n") {
			i += 2
		} else if i < len(text) {
			i++
		}
		line++
	}
	for len(rows) > 0 && len(rows[len(rows)-1]) == 0 {
		rows = rows[:len(rows)-1]
	}
	return rows, nil
}

// blanks counts the spaces before or behind a quoted cell.
func blanks(text string, comma byte) int {
	n := 0
	for n < len(text) && text[n] != comma && (text[n] == ' ' || text[n] == '\t') {
		n++
	}
	return n
}

func closingQuote(text string, from int) int {
	for i := from; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			i++
			continue
		}
		return i
	}
	return -1
}

// csvCell is a text: a csv file does not tell numbers from texts. The apostrophe
// and the ="…" by which programs keep a long number as text are not part of it.
func csvCell(field string) intake.Cell {
	field = strings.ReplaceAll(field, "\r\n", "\n")
	if rest, ok := strings.CutPrefix(field, "'"); ok {
		field = rest
	} else if rest, ok := strings.CutPrefix(strings.TrimSpace(field), `="`); ok && strings.HasSuffix(rest, `"`) {
		field = strings.TrimSuffix(rest, `"`)
	}
	field = strings.Trim(field, " \t")
	if field == "" {
		return intake.Cell{}
	}
	return intake.Cell{Kind: intake.Text, Text: field}
}

// delimiter is what the file says by Excel's sep= line, which is no row of the
// sheet, else the sign that is most frequent in the first lines outside quotes.
// It answers what follows that line, and the number of its first line.
func delimiter(text string) (rest string, comma byte, line int) {
	if after, ok := strings.CutPrefix(text, "sep="); ok && len(after) > 1 && strings.IndexByte(",;\t|", after[0]) >= 0 {
		if body, ok := strings.CutPrefix(strings.TrimPrefix(after[1:], "\r"), "\n"); ok {
			return body, after[0], 2
		}
	}
	best, most := byte(','), 0
	head := outsideQuotes(text[:min(len(text), 16<<10)])
	for _, c := range []byte{',', '\t', ';', '|'} {
		if n := strings.Count(head, string(c)); n > most {
			best, most = c, n
		}
	}
	return text, best, 1
}

func outsideQuotes(s string) string {
	var b strings.Builder
	in := false
	for i := range len(s) {
		if s[i] == '"' {
			in = !in
		} else if !in {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}
