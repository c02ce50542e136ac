package imports

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/data/datatest"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

func id(text string) app.ID { return app.DerivedID(app.Nil, text) }

var (
	noon   = time.Date(2026, 11, 25, 12, 0, 0, 0, site.Site{}.Location())
	garden = site.Community{ID: apptest.CommunityID, Name: "锦绣花园"}
	river  = site.Community{ID: id("river"), Name: "滨河花园"}
)

// desk is the real one, but for what a person does while a dry run goes on.
type desk struct {
	*intake.Desk
	asked  []intake.Answer // for which buildings that are not there, by the dry runs
	during func()
}

func (d *desk) DryRun(ctx context.Context, a app.Actor, community app.ID, sv intake.Survey, o intake.Options) (*intake.Plan, error) {
	d.asked = append(d.asked, o.All[intake.UnknownBuilding])
	if d.during != nil {
		d.during()
	}
	return d.Desk.DryRun(ctx, a, community, sv, o)
}

// reads is the site, as long as it can be read.
type reads struct {
	Reader
	fail error
}

func (r *reads) Communities(ctx context.Context) ([]site.Community, error) {
	if r.fail != nil {
		return nil, r.fail
	}
	return r.Reader.Communities(ctx)
}

// files are those that can be opened, by their paths.
type files map[string]intake.Book

func (f files) open(path string) (intake.Book, error) {
	if book, ok := f[path]; ok {
		return book, nil
	}
	return intake.Book{}, app.Refuse("sheet.not_found", "file", path)
}

// book is a workbook with a ledger and a sheet that is none.
func book(name string, rows ...string) intake.Book {
	s := intake.Sheet{Name: "台账"}
	for _, r := range rows {
		var row []intake.Cell
		for _, text := range strings.Split(r, "|") {
			kind := intake.Text
			if text == "" {
				kind = intake.Blank
			}
			row = append(row, intake.Cell{Kind: kind, Text: text})
		}
		s.Rows = append(s.Rows, row)
	}
	return intake.Book{File: name, Sheets: []intake.Sheet{s, {Name: "车位", Rows: [][]intake.Cell{{{Kind: intake.Text, Text: "车位编号"}, {Kind: intake.Text, Text: "业主"}}}}}}
}

// ledgers are a good one, one with an open question, and others.
func ledgers(others ...intake.Book) files {
	all := files{
		"/台账.xlsx": book("台账.xlsx", "锦绣花园台账", "楼栋|单元|房号|户型|合同面积|业主|证件号码|联系电话",
			"1幢|1|101|A户型|89.06|张三|110101199003070513|13800138000", "|1|102|A户型|89.06|李四|110101199003070514|1390013", "小计||||178.12"),
		"/清单.csv": book("清单.csv", "楼栋|单元|房号|面积|业主", "1幢|1|101|89.50|张三"),
	}
	for _, b := range others {
		all["/"+b.File] = b
	}
	return all
}

// stage is the place in a test window, over a site of the test's own.
type stage struct {
	*shelltest.Stage
	*datatest.Site
	desk  *desk
	read  *reads
	pg    *page
	wrote []intake.Page
}

// start opens the place on a site that holds the records.
func start(t *testing.T, f files, who app.Actor, kept ...any) *stage {
	t.Helper()
	s := &stage{Site: datatest.Open(t, noon, append([]any{garden}, kept...)...)}
	s.desk, s.read = &desk{Desk: s.Desk.Intake}, &reads{Reader: s.Store}
	p := Params{Read: s.read, Desk: s.desk, Open: f.open, Write: func(_ string, pages ...intake.Page) error {
		s.wrote = append(s.wrote, pages...)
		return nil
	}}
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: noon, Elsewhere: shelltest.Elsewhere("unit", "units"),
		Header: shell.Header{Site: "锦绣花园", Actor: who},
		Title:  "intake.title", Place: func(title func() string) shell.Place { return Place(p, title) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			s.pg = newPage(c, p)
			return s.pg.body.View
		}})
	s.Told = s.Changed
	s.Stage.Open(shell.To("import"))
	return s
}

// give names a file in the path's field and presses Enter.
func (s *stage) give(path string) {
	s.Helper()
	e := shelltest.Find(s.Stage, func(e *widget.Entry) bool { return e.PlaceHolder == s.Words.T("intake.start.path") })
	if e == nil {
		s.Fatal("there is no field for a path")
	}
	e.SetText(path)
	e.OnSubmitted(e.Text)
}
