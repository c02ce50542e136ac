package sheet

import (
	"archive/zip"
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyday/app"
	"keyday/data/frugal/peak"
)

// partOf is a part of a workbook: what stands before and behind, and something
// between them over and over, with its number where that says %d.
type partOf struct {
	before, again, behind string
	times                 int
}

func (p partOf) write(w io.Writer) error {
	out := bufio.NewWriter(w)
	_, _ = out.WriteString(p.before)
	numbered := strings.Contains(p.again, "%d")
	for i := range p.times {
		if numbered {
			_, _ = out.WriteString(strings.ReplaceAll(p.again, "%d", fmt.Sprint(i+1)))
		} else {
			_, _ = out.WriteString(p.again)
		}
	}
	_, _ = out.WriteString(p.behind)
	return out.Flush()
}

func once(s string) partOf { return partOf{before: s} }

const (
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relation  = `<Relationship Id="%s" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`
)

// parts is a small whole workbook, of which a test replaces what it is about.
func parts(changed map[string]partOf) map[string]partOf {
	all := map[string]partOf{
		"xl/workbook.xml": once(`<workbook ` + mainSpace + `><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		"xl/_rels/workbook.xml.rels": once("<Relationships>" + fmt.Sprintf(relation, "rId1", "worksheet", "worksheets/sheet1.xml") +
			fmt.Sprintf(relation, "rId2", "sharedStrings", "sharedStrings.xml") + fmt.Sprintf(relation, "rId3", "styles", "styles.xml") + "</Relationships>"),
		"xl/sharedStrings.xml":     once(`<sst ` + mainSpace + `><si><t>楼栋</t></si></sst>`),
		"xl/styles.xml":            once(`<styleSheet ` + mainSpace + `><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>`),
		"xl/worksheets/sheet1.xml": once(`<worksheet ` + mainSpace + `><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`),
	}
	for name, part := range changed {
		all[name] = part
	}
	return all
}

func pack(t testing.TB, w io.Writer, all map[string]partOf) {
	t.Helper()
	z := zip.NewWriter(w)
	for name, p := range all {
		in, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := p.write(in); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

// sheetOf is a workbook whose one sheet has this between its tags.
func sheetOf(before, again, behind string, times int) map[string]partOf {
	return parts(map[string]partOf{"xl/worksheets/sheet1.xml": {`<worksheet ` + mainSpace + `>` + before, again, behind + `</worksheet>`, times}})
}

// Whatever a file says of itself, reading it takes no more memory than frugal.Most
// above the idle program: a small one that unpacks to much, a large one that says
// little, and a ledger of the most rows.
func TestNoFileExhausts(t *testing.T) {
	const mb = 1 << 20
	row := func(cells int, cell string) string {
		return `<row r="%d">` + strings.Repeat(cell, cells) + `</row>`
	}
	for _, c := range []struct {
		name  string
		parts map[string]partOf // of a workbook
		csv   partOf            // or of a csv file
		said  string
	}{
		{"64 MB of blank rows", sheetOf("<sheetData>", `<row r="%d" spans="1:30" s="3" customFormat="1" ht="15"/>`, "</sheetData>", 1_040_000), partOf{}, "1 sheets, 0 rows"},
		{"rows beyond the last", sheetOf("<sheetData>", `<row/>`, "</sheetData>", 2*mb), partOf{}, "sheet.too_many_rows"},
		{"blank cells", sheetOf("<sheetData>", row(30, `<c s="3"/>`), "</sheetData>", 40_000), partOf{}, "1 sheets, 0 rows"},
		{"blank cells without end", sheetOf("<sheetData><row>", `<c/>`, "</row></sheetData>", 20*mb), partOf{}, "sheet.too_full"},
		{"a cell of 30 MB", sheetOf(`<sheetData><row><c t="inlineStr"><is><t>`, "一二三四五六七八九十", `</t></is></c></row></sheetData>`, mb), partOf{}, "sheet.cell_too_long"},
		{"a cell of many short runs", sheetOf(`<sheetData><row><c t="inlineStr"><is>`, "<r><t>一二三四五六七八九十</t></r>", `</is></c></row></sheetData>`, mb), partOf{}, "sheet.cell_too_long"},
		{"an attribute of 30 MB", sheetOf(`<sheetData><row r="`, "1234567890", `"></row></sheetData>`, 3*mb), partOf{}, "sheet.cell_too_long"},
		{"200,000 columns", sheetOf(`<sheetData><row r="1">`, `<c><v>1</v></c>`, "</row></sheetData>", 200_000), partOf{}, "sheet.too_many_columns"},
		{"rows as wide as may be", sheetOf("<sheetData>", `<row r="%d"><c r="SR%d"><v>1</v></c></row>`, "</sheetData>", 60_000), partOf{}, "sheet.too_full"},
		{"texts without end", parts(map[string]partOf{"xl/sharedStrings.xml": {"<sst>", "<si><t>" + strings.Repeat("%d", 8) + "</t></si>", "</sst>", 3 * mb / 2}}), partOf{}, "sheet.too_full"},
		{"a shared text of 30 MB", parts(map[string]partOf{"xl/sharedStrings.xml": {"<sst><si><t>", "一二三四五六七八九十", "</t></si></sst>", mb}}), partOf{}, "sheet.cell_too_long"},
		{"styles without end", parts(map[string]partOf{"xl/styles.xml": {"<styleSheet><cellXfs>", `<xf numFmtId="14"/>`, "</cellXfs></styleSheet>", 7 * mb}}), partOf{}, "sheet.unpacks_too_big"},
		{"tags within tags", sheetOf("", "<x>", "", 10*mb), partOf{}, "sheet.torn"},
		{"merged ranges without end", sheetOf("<sheetData/><mergeCells>", `<mergeCell ref="A1:XFD1048576"/>`, "</mergeCells>", 2*mb), partOf{}, "sheet.too_full"},
		{"merged ranges over all rows", sheetOf(`<sheetData><row r="60000"><c r="A60000"><v>1</v></c></row></sheetData><mergeCells>`, `<mergeCell ref="A1:XFD1048576"/>`, "</mergeCells>", 100_000), partOf{}, "sheet.too_full"},
		{"relations without end", parts(map[string]partOf{"xl/_rels/workbook.xml.rels": {"<Relationships>", `<Relationship Id="r%d" Type="x/worksheet" Target="` + strings.Repeat("y", 1000) + `"/>`, "</Relationships>", 100_000}}), partOf{}, "sheet.too_full"},
		{"one sheet over and over", parts(map[string]partOf{"xl/workbook.xml": {"<workbook><sheets>", `<sheet name="%d" r:id="rId1"/>`, "</sheets></workbook>", 100_000}}), partOf{}, "sheet.too_full"},
		{"one long sheet a hundred times", func() map[string]partOf {
			all := sheetOf("<sheetData>", row(200, `<c><v>3</v></c>`), "</sheetData>", 500)
			all["xl/workbook.xml"] = partOf{"<workbook><sheets>", `<sheet name="%d" r:id="rId1"/>`, "</sheets></workbook>", 100}
			return all
		}(), partOf{}, "sheet.too_full"},
		{"the most rows", sheetOf("<sheetData>", row(25, `<c><v>12345.678</v></c>`), "</sheetData>", MaxRows), partOf{}, "1 sheets, 60000 rows"},
		{"lines of nothing", nil, partOf{"楼栋,房号\n", "\n", "1,101\n", 30 * mb}, "sheet.too_many_rows"},
		{"a line of commas", nil, partOf{"楼栋,房号\n", ",", "\n", 30 * mb}, "sheet.too_many_columns"},
		{"a heading of 17 MB", nil, partOf{"", "一二三四五六七八九十", ",房号\n1,101\n", 600_000}, "sheet.cell_too_long"},
		{"the most lines", nil, partOf{"楼栋,房号\n", strings.Repeat("一二三四五六七,", 22) + "%d\n", "", MaxRows - 1}, "1 sheets, 60000 rows"},
		{"the most lines in GB 18030", nil, partOf{string(gb18030(t, "楼栋,房号\n")), string(gb18030(t, strings.Repeat("一二三四五六七八九十,", 20))) + "%d\n", "", MaxRows - 1}, "1 sheets, 60000 rows"},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := peak.Within(t, func(t *testing.T) string {
				path := filepath.Join(t.TempDir(), "台账.csv")
				if c.parts != nil {
					path = filepath.Join(t.TempDir(), "台账.xlsx")
				}
				f, err := os.Create(path)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if c.parts != nil {
					pack(t, f, c.parts)
				} else if err := c.csv.write(f); err != nil {
					t.Fatal(err)
				}
				return path
			}, func(t *testing.T, file string) string {
				book, err := Open(file)
				if err != nil {
					return app.RefusalCode(err)
				}
				return fmt.Sprintf("%d sheets, %d rows", len(book.Sheets), len(book.Sheets[0].Rows))
			})
			if said != c.said {
				t.Errorf("it said %q, want %q", said, c.said)
			}
		})
	}
}

// A zip of a million names is no workbook, and is not asked for each of them.
func TestZipOfManyNames(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range maxParts + 1 {
		if _, err := z.Create(fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Read("台账.xlsx", b.Bytes()); app.RefusalCode(err) != "sheet.not_workbook" {
		t.Errorf("%v", err)
	}
}

// Whatever stands in the parts of a workbook, reading it ends with a book whose rows and
// columns are where they may be, or with a refusal.
func FuzzParts(f *testing.F) {
	shared, styles := "<sst><si><t>楼栋</t></si><si><r><t>_x000D_</t></r><rPh><t>lou</t></rPh></si></sst>", `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>`
	for _, sheet := range []string{
		`<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="0"><v>45356</v></c></row><row hidden="1"><c t="inlineStr"><is><t>x</t></is></c><c t="str"><f>A1</f><v/></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
		`<x:worksheet><x:sheetData><x:row r="9"><x:c r="B9" t="b"><x:v>1</x:v></x:c></x:row><x:row r="2"><x:c><x:v>1E400</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
		`<worksheet><sheetData><row r="1048577"><c r="XFE1"><v>1</v></c></row></sheetData></worksheet>`,
	} {
		f.Add(sheet, shared, styles)
	}
	f.Fuzz(func(t *testing.T, sheet, shared, styles string) {
		var b bytes.Buffer
		pack(t, &b, parts(map[string]partOf{"xl/worksheets/sheet1.xml": once(sheet), "xl/sharedStrings.xml": once(shared), "xl/styles.xml": once(styles)}))
		book, err := Read("台账.xlsx", b.Bytes())
		if err != nil {
			if app.RefusalCode(err) == "" {
				t.Errorf("an error that nobody can read: %v", err)
			}
			return
		}
		for _, s := range book.Sheets {
			for i, row := range s.Rows {
				if len(row) > MaxCols || i >= maxSheetRows {
					t.Errorf("row %d has %d cells", i, len(row))
				}
			}
			for _, m := range s.Merged {
				if m.From.Row < 0 || m.From.Col < 0 || m.To.Row < m.From.Row || m.To.Col < m.From.Col {
					t.Errorf("merged %v", m)
				}
			}
		}
	})
}
