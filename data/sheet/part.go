package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"golang.org/x/net/html/charset"
)

// What a workbook may cost at most while it is read. A file of 100 KB can say of itself
// that it is 64 MB of empty rows, a cell of 30 MB, or a million columns; so nothing
// that it says is believed, and what is unpacked and kept is counted as it comes.
const (
	maxUnpacked = 128 << 20 // of all parts together; 60,000 rows of 40 columns have about 110 MB
	maxHeld     = 96 << 20  // cells, texts and ranges of all sheets together
	maxToken    = 1 << 20   // of one tag, or one run of text in the XML
	maxCells    = 3 << 20   // with or without content; 60,000 rows of 50 columns are fewer
	maxText     = 128 << 10 // of one cell; Excel allows 32,767 characters
	maxParts    = 10_000    // files in the zip
	maxSheets   = 1_000
)

var (
	errTorn     = errors.New("the part is torn")
	errUnpacked = errors.New("more is unpacked than any ledger has")
	errHeld     = errors.New("the cells hold more than any ledger has")
	errToken    = errors.New("a cell holds more than any cell may")
)

// archive is a workbook's zip, and what is left of its limits.
type archive struct {
	parts    map[string]*zip.File // by name in lower case: some programs write it their way
	unpacked int64                // what may yet be unpacked
	held     int                  // what may yet be kept
	cells    int                  // how many may yet come
}

// unzip reads the table of contents.
func unzip(data []byte) (*archive, error) {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxParts { // asked before the table is built
		return nil, errUnpacked
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errTorn
	}
	all := &archive{parts: make(map[string]*zip.File, len(z.File)), unpacked: maxUnpacked, held: maxHeld, cells: maxCells}
	for _, f := range z.File {
		all.parts[partName(f.Name)] = f
	}
	return all, nil
}

func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Clean(strings.ReplaceAll(name, `\`, "/")), "/"))
}

// countKept counts what is kept of the file.
func (z *archive) countKept(bytes int) error {
	if z.held -= bytes; z.held < 0 {
		return errHeld
	}
	return nil
}

// walk reads a part token by token to its end, where its checksum is compared. What
// see is told of a token lasts only until it returns.
func (z *archive) walk(name string, see func(xml.Token) error) error {
	f := z.parts[partName(name)]
	if f == nil {
		return errTorn
	}
	opened, err := f.Open()
	if err != nil {
		return errTorn
	}
	defer opened.Close()
	in := &part{from: bufio.NewReaderSize(opened, 64<<10), zip: z}
	d := xml.NewDecoder(in)
	d.CharsetReader = charset.NewReaderLabel
	for depth, elements := 0, 0; ; {
		in.token = 0
		// RawToken keeps no elements that are open: a part of nothing but tags costs nothing.
		t, err := d.RawToken()
		switch {
		case in.over != nil:
			return in.over
		case errors.Is(err, io.EOF) && depth == 0 && elements > 0:
			return nil
		case err != nil:
			return errTorn
		}
		switch t.(type) {
		case xml.StartElement:
			depth, elements = depth+1, elements+1
		case xml.EndElement:
			if depth--; depth < 0 {
				return errTorn
			}
		}
		if err := see(t); err != nil {
			return err
		}
	}
}

// part is a part's bytes, counted against the limits of the whole and of one token.
type part struct {
	from  *bufio.Reader
	zip   *archive
	token int
	over  error // the limit that was met
}

// ReadByte lets the decoder read without a buffer of its own, which would read ahead
// of the token.
func (p *part) ReadByte() (byte, error) {
	b, err := p.from.ReadByte()
	if err != nil {
		return 0, err
	}
	p.token++
	p.zip.unpacked--
	switch {
	case p.zip.unpacked < 0:
		p.over = errUnpacked
	case p.token > maxToken:
		p.over = errToken
	}
	return b, p.over
}

func (p *part) Read(into []byte) (n int, err error) {
	for n < len(into) && err == nil {
		if into[n], err = p.ReadByte(); err == nil {
			n++
		}
	}
	return n, err
}

// attribute is an attribute's value, "" where it is not there. Names of other
// vocabularies are not meant.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// isTrue reads an attribute that is a boolean.
func isTrue(s string) bool { return s == "1" || s == "true" }
