package imports

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app/apptest"
	"keyday/app/intake"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// unheard is a file of which nothing is recognised.
var unheard = ledgers(book("怪.xlsx", "锦绣花园", "第几栋|第几套|谁", "1幢|101|张三", "1幢|102|李四"))

// point taps rows of the sheet as it stands.
func (s *stage) point(rows ...int) {
	s.Helper()
	sheet := shelltest.Find[*widget.DataTable[sheetRow]](s.Stage, nil)
	if sheet == nil {
		s.Fatal("no sheet is shown")
	}
	for _, n := range rows {
		sheet.GoTo(func(r sheetRow) bool { return r.n == n })
		s.Win.Canvas().Focus(sheet.Focusable())
		s.Key(fyne.KeySpace)
	}
}

// mean chooses what a column is.
func (s *stage) mean(letter string, field intake.Field) {
	s.Helper()
	if err := s.pg.s.survey.Choose("", letter, field); err != nil {
		s.Fatal(err)
	}
	s.pg.show()
}

// Where nothing is recognised the sheet is shown as it stands; a person points at the
// header and names the columns, and then it is read.
func TestPointingAtTheTable(t *testing.T) {
	s := start(t, unheard, apptest.Supervisor)
	s.give("/怪.xlsx")
	test.AssertObjectRendersToMarkup(t, "table.xml", s.pg.body.View)
	if !s.Button("用作表头").Disabled() {
		t.Error("nothing was pointed at")
	}
	s.point(0, 1) // the title too, by mistake
	s.Said("第 1 至 2 行作表头")
	s.point(0)
	s.Said("第 2 行作表头")
	s.Tap("用作表头")
	s.Said("里没有哪一列说明是哪一户")
	if !s.Button("试运行").Disabled() {
		t.Error("a table without a room is read")
	}
	s.mean("A", intake.Building)
	s.mean("B", intake.Room)
	s.Tap("试运行")
	s.Said("新增 2 户")
	s.Key(fyne.KeyEscape, fyne.KeyEscape)
	s.Said("把销售台账拖到这里")
}

// Rows that do not stand together are no header, nor more than three.
func TestPointingElsewhere(t *testing.T) {
	for _, c := range []struct {
		name string
		rows []int
		says string
	}{
		{"one", []int{2}, "第 3 行作表头"},
		{"apart", []int{0, 2}, "第 3 行作表头"},
		{"three", []int{0, 1, 2}, "第 1 至 3 行作表头"},
		{"four", []int{0, 1, 2, 3}, "第 4 行作表头"},
		{"none any more", []int{1, 1}, "没有认出房源表"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := start(t, unheard, apptest.Supervisor)
			s.give("/怪.xlsx")
			s.point(c.rows...)
			s.Said(c.says)
		})
	}
}

// A sheet that was recognised may be looked at and left, another taken; one without a
// header is taken from its first row.
func TestPointingAtAnotherSheet(t *testing.T) {
	b := book("多.xlsx", "楼栋|房号", "1幢|101")
	b.Sheets = append(b.Sheets, intake.Sheet{Name: "乙", Rows: [][]intake.Cell{{{Kind: intake.Text, Text: "1幢"}, {Kind: intake.Text, Text: "102"}}}})
	s := start(t, ledgers(b), apptest.Supervisor)
	s.give("/多.xlsx")
	s.Tap("工作表与表头……")
	s.Said("第 1 行作表头")
	s.pg.pointIn("乙")
	shelltest.Find[*widget.Check](s.Stage, nil).SetChecked(true)
	s.Said("这张表没有表头")
	s.Tap("用作表头")
	s.Said("已略过")
	s.Tap("工作表与表头……")
	s.Tap("不导入这张表")
	if tables := s.pg.s.survey.Tables; len(tables) != 1 || tables[0].Sheet != "乙" {
		t.Errorf("left with %v", tables)
	}
	if strings.Contains(s.pg.s.survey.Tables[0].Columns[0].Cell, "0") {
		t.Error("a header's cell where there is none")
	}
}
