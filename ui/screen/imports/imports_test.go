package imports

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) {
	os.Setenv("LANG", "zh_CN.UTF-8")
	test.NewApp() // one for all: each reads the typeface anew
	os.Exit(m.Run())
}

func id(text string) app.ID { return app.DerivedID(app.Nil, text) }

var (
	noon   = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	garden = site.Community{ID: id("garden"), Name: "锦绣花园"}
	river  = site.Community{ID: id("river"), Name: "滨河花园"}
	chief  = staff.Person{ID: id("chief"), Name: "王敏", Role: app.Supervisor}
	walker = staff.Person{ID: id("walker"), Name: "赵磊", Role: app.Handover}
)

// office is store, desk and files in one: the real recognition, reading and
// comparing, over a site that a test sets up.
type office struct {
	communities []site.Community
	kept        intake.Kept
	runs        []intake.Run
	files       map[string]intake.Book
	refuse      error // of applying
	fail        error // of reading
	undone      intake.Undone
	asked       []string
	wrote       []intake.Page
	during      func() // what a person does while a dry run goes on
}

func (o *office) Communities(context.Context) ([]site.Community, error) {
	return o.communities, o.fail
}
func (o *office) People(context.Context) ([]staff.Person, error) {
	return []staff.Person{chief, walker}, nil
}
func (o *office) ImportRuns(context.Context, app.ID, int) ([]intake.Run, error) { return o.runs, nil }
func (o *office) Remembered(context.Context, app.ID) ([]intake.Remembered, error) {
	return nil, nil
}
func (o *office) Look(_ context.Context, _ app.Actor, _ app.ID, book intake.Book) (intake.Survey, error) {
	return intake.Look(book, nil)
}
func (o *office) DryRun(_ context.Context, _ app.Actor, _ app.ID, sv intake.Survey, opt intake.Options) (*intake.Plan, error) {
	l, err := intake.Read(sv, nil)
	if err != nil {
		return nil, err
	}
	o.asked = append(o.asked, fmt.Sprint("dry run ", opt.All[intake.UnknownBuilding]))
	if o.during != nil {
		o.during()
	}
	return intake.Compare(l, o.kept, opt, id), nil
}
func (o *office) Apply(_ context.Context, a app.Actor, p *intake.Plan, progress func(int, int)) (intake.Run, error) {
	o.asked = append(o.asked, fmt.Sprintf("%s applies %d new, %d changed", a.Name, len(p.New), p.Changed))
	if o.refuse != nil {
		return intake.Run{}, o.refuse
	}
	progress(1, 1)
	run := intake.Run{ID: id(fmt.Sprint("run ", len(o.runs))), File: p.File, At: noon, By: a.Staff, New: len(p.New), Changed: p.Changed, Owners: p.NewOwners, Refused: p.Refused(), Out: p.LeftOut()}
	o.runs = append([]intake.Run{run}, o.runs...)
	return run, nil
}
func (o *office) Undo(_ context.Context, a app.Actor, run app.ID) (intake.Undone, error) {
	o.asked = append(o.asked, a.Name+" undoes")
	o.runs = slices.DeleteFunc(o.runs, func(r intake.Run) bool { return r.ID == run })
	return o.undone, nil
}
func (o *office) Export(_ context.Context, a app.Actor, _ app.ID, terms intake.Terms) (intake.Page, error) {
	return intake.Page{Name: terms.Sheet}, nil
}
func (o *office) ExportWhole(_ context.Context, a app.Actor, _ app.ID, terms intake.Terms) (intake.Page, error) {
	return intake.Page{Name: terms.Sheet + " whole"}, nil
}

func (o *office) open(path string) (intake.Book, error) {
	if book, ok := o.files[path]; ok {
		return book, nil
	}
	return intake.Book{}, app.Refuse("sheet.not_found", "file", path)
}

func (o *office) write(_ string, pages ...intake.Page) error {
	o.wrote = append(o.wrote, pages...)
	return nil
}

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

func site1() *office {
	return &office{communities: []site.Community{garden}, kept: intake.Kept{Community: garden},
		files: map[string]intake.Book{
			"/台账.xlsx": book("台账.xlsx", "锦绣花园台账", "楼栋|单元|房号|户型|合同面积|业主|证件号码|联系电话",
				"1幢|1|101|A户型|89.06|张三|110101199003070513|13800138000", "|1|102|A户型|89.06|李四|110101199003070514|1390013", "小计||||178.12"),
			"/清单.csv": book("清单.csv", "楼栋|单元|房号|面积|业主", "1幢|1|101|89.50|张三"),
		}}
}

// stage is the place in a test window.
type stage struct {
	*testing.T
	*office
	shell *shell.Shell
	run   *shell.Inline
	win   fyne.Window
	pg    *page
	went  []string
}

func start(t *testing.T, o *office, who staff.Person) *stage {
	t.Helper()
	s := &stage{T: t, office: o, run: &shell.Inline{}}
	s.win = test.NewTempWindow(t, widget.Space(1))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1366, 740))
	w := words.New()
	params := Params{Read: o, Desk: o, Open: o.open, Write: o.write}
	place := Place(params, func() string { return w.T("intake.title") })
	place.Build = func(c *shell.Context) fyne.CanvasObject {
		s.pg = newPage(c, params)
		return s.pg.view
	}
	places := []shell.Place{place}
	for _, key := range []string{"unit", "units"} {
		places = append(places, shell.Place{Key: key, Title: func() string { return key }, Build: func(c *shell.Context) fyne.CanvasObject {
			s.went = append(s.went, c.Route.Place+"/"+c.Route.ID)
			return widget.Space(1)
		}})
	}
	s.shell = shell.New(shell.Params{Window: s.win, Words: w, Runner: s.run, Clock: app.ClockFunc(func() time.Time { return noon }), Places: places, Mode: theme.Light})
	h := s.shell.Header()
	h.Site, h.Actor = "锦绣花园", who.Actor()
	s.shell.SetHeader(h)
	s.shell.Open(shell.To("import"))
	return s
}

func (s *stage) seen(text string) bool {
	return strings.Contains(test.RenderToMarkup(s.win.Canvas()), text)
}

func (s *stage) said(text string) {
	s.Helper()
	if !s.seen(text) {
		s.Errorf("%q is not said", text)
	}
}

func (s *stage) key(names ...fyne.KeyName) {
	s.Helper()
	for _, n := range names {
		ev := &fyne.KeyEvent{Name: n}
		if focused := s.win.Canvas().Focused(); focused != nil {
			focused.TypedKey(ev)
			continue
		}
		s.win.Canvas().OnTypedKey()(ev)
	}
}

// all lists what is drawn, overlays first.
func (s *stage) all() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if !o.Visible() {
			return
		}
		out = append(out, o)
		switch o := o.(type) {
		case *fyne.Container:
			for _, c := range o.Objects {
				walk(c)
			}
		case fyne.Widget:
			for _, c := range test.WidgetRenderer(o).Objects() {
				walk(c)
			}
		}
	}
	if top := s.win.Canvas().Overlays().Top(); top != nil {
		walk(top)
	}
	walk(s.win.Content())
	return out
}

func (s *stage) button(text string) *widget.Button {
	s.Helper()
	for _, o := range s.all() {
		if b, ok := o.(*widget.Button); ok && b.Text == text {
			return b
		}
	}
	s.Fatalf("there is no button %s", text)
	return nil
}

func (s *stage) tap(text string) {
	s.Helper()
	test.Tap(s.button(text))
}

// give names a file in the path's field and presses Enter.
func (s *stage) give(path string) {
	s.Helper()
	for _, o := range s.all() {
		if e, ok := o.(*widget.Entry); ok && e.PlaceHolder == s.pg.c.W.T("intake.start.path") {
			e.SetText(path)
			e.OnSubmitted(e.Text)
			return
		}
	}
	s.Fatal("there is no field for a path")
}

func TestFaces(t *testing.T) {
	t.Run("start", func(t *testing.T) {
		o := site1()
		o.runs = []intake.Run{{ID: id("run"), File: "台账.xlsx", At: noon, By: chief.ID, New: 264, Owners: 309, Refused: 10}}
		s := start(t, o, chief)
		test.AssertObjectRendersToMarkup(t, "start.xml", s.pg.view)
	})
	t.Run("columns", func(t *testing.T) {
		s := start(t, site1(), chief)
		s.give("/清单.csv")
		test.AssertObjectRendersToMarkup(t, "columns.xml", s.pg.view)
	})
	t.Run("plan", func(t *testing.T) {
		s := start(t, site1(), chief)
		s.give("/台账.xlsx")
		s.tap("试运行")
		test.AssertObjectRendersToMarkup(t, "plan_new.xml", s.pg.view)
		s.pg.s.tab = "wrong"
		s.shell.SetMode(theme.Dark)
		s.pg.c.W.SetLanguage(words.English)
		test.AssertObjectRendersToMarkup(t, "plan_wrong_en.xml", s.pg.view)
	})
	t.Run("nobody may", func(t *testing.T) {
		s := start(t, site1(), walker)
		test.AssertObjectRendersToMarkup(t, "refused.xml", s.pg.view)
	})
	t.Run("unreadable", func(t *testing.T) {
		o := site1()
		o.fail = app.Refuse("store.damaged", "folder", "/site")
		s := start(t, o, chief)
		s.said("已损坏")
		o.fail = nil
		s.tap("再试一次")
		s.said("把销售台账拖到这里")
	})
}

// From the file to the units: an open question holds the dry run, what is wrong
// names its cell, and one button writes it all.
func TestJourney(t *testing.T) {
	s := start(t, site1(), chief)
	s.give("/清单.csv")
	if !s.button("试运行").Disabled() {
		t.Error("a dry run in spite of an open question")
	}
	s.said("有 1 列需要您选定")
	if err := s.pg.s.survey.Choose("", "D", intake.MeasuredArea); err != nil {
		t.Fatal(err)
	}
	s.key(fyne.KeyEscape)
	s.give("/台账.xlsx")
	s.said("各列都已认出")
	s.said("车位")
	s.tap("试运行")
	s.said("新增 2 户")
	s.tap("写入 2 户")
	s.said("已写入：新增 2 户")
	s.said("新增 2 户、新业主 2 位、2 格没有采用")
	s.tap("去看房源")
	if want := []string{"dry run ", "王敏 applies 2 new, 0 changed"}; !slices.Equal(s.asked, want) || !slices.Equal(s.went, []string{"units/"}) {
		t.Errorf("asked %q, went %q", s.asked, s.went)
	}
}

// A question is answered in its row: the fields that fit come first.
func TestQuestionIsAnsweredInItsRow(t *testing.T) {
	s := start(t, site1(), chief)
	s.give("/清单.csv")
	for _, o := range s.all() {
		if choice, ok := o.(*widget.Select); ok && choice.Selected == "" {
			if want := []string{"合同建筑面积", "实测建筑面积", "套内建筑面积"}; !slices.Equal(choice.Options[:3], want) {
				t.Errorf("offers %q first", choice.Options[:3])
			}
			choice.OnChanged("实测建筑面积")
			break
		}
	}
	if len(s.pg.s.survey.Questions()) > 0 || s.button("试运行").Disabled() {
		t.Error("the answer was not taken")
	}
	s.tap("试运行")
	s.said("89.50")
}

// A column that is used says for what, and is none of those that were not recognised.
func TestColumnsThatAreUsedSayForWhat(t *testing.T) {
	o := site1()
	o.files["/销控.csv"] = book("销控.csv", "小区|分期|楼栋|单元|房号|业主|与业主关系|销售状态", "锦绣花园|一期|1幢|1|101|张三|本人|已售")
	s := start(t, o, chief)
	s.give("/销控.csv")
	s.said("各列都已认出")
	for _, how := range []string{"只核对小区、分期", "只看是否业主", "只看是否退房"} {
		s.said(how)
	}
	if s.seen("未识别，不导入") {
		t.Error("a column that is used is said to be left out")
	}
}

// A file that will not open says so and leaves the page as it was; a dropped one
// is taken as one that was named.
func TestFilesArrive(t *testing.T) {
	s := start(t, site1(), chief)
	s.give(`"/没有.xlsx"`)
	s.said("找不到文件")
	s.said("把销售台账拖到这里")
	ledger, list := storage.NewFileURI("/台账.xlsx"), storage.NewFileURI("/清单.csv")
	s.shell.Dropped([]fyne.URI{list, ledger})
	s.said("拖来了 2 个文件")
	s.said("把销售台账拖到这里")
	s.shell.Dropped([]fyne.URI{ledger})
	s.said("核对列名 · 台账.xlsx")
}

// A ledger that was dropped upon the grid is taken on the way here; once, and not
// again where the page is built anew.
func TestFileOfTheWayHere(t *testing.T) {
	s := start(t, site1(), chief)
	s.shell.Open(shell.To("import").With("file", "/台账.xlsx"))
	s.said("核对列名 · 台账.xlsx")
	s.tap("换一个文件")
	s.said("把销售台账拖到这里")
	s.pg.c.SetLanguage(words.English)
	s.said("Drop the sales ledger here")
}

// A site that has moved on since the dry run is not written to; the way out is
// another dry run.
func TestStaleDryRun(t *testing.T) {
	o := site1()
	o.refuse = app.Refuse("intake.changed_since", "file", "台账.xlsx")
	s := start(t, o, chief)
	s.give("/台账.xlsx")
	s.tap("试运行")
	s.tap("写入 2 户")
	s.said("房源资料又有了变动")
	s.tap("再试一次")
	if n := len(s.asked); n != 3 || s.asked[2] != "dry run " {
		t.Errorf("asked %q", s.asked)
	}
}

// The pickers of files open, by button and by key.
func TestPickersOpen(t *testing.T) {
	s := start(t, site1(), chief)
	for _, text := range []string{"选择文件……", "导出房源与业主……", "保存空白模板……"} {
		s.tap(text)
		if s.win.Canvas().Overlays().Top() == nil {
			t.Errorf("%s opens nothing", text)
		}
		s.win.Canvas().Overlays().Remove(s.win.Canvas().Overlays().Top())
	}
}

// Undoing asks first, and lists what stays.
func TestUndo(t *testing.T) {
	o := site1()
	o.runs = []intake.Run{{ID: id("run"), File: "台账.xlsx", At: noon, By: chief.ID, New: 264}}
	o.undone = intake.Undone{Homes: 263, Owners: 309, Stays: []intake.Stay{{Record: app.Ref{Kind: "unit", ID: id("u")}, Unit: id("u"), Code: "1-1-101", Fields: []string{"batch"}},
		{Record: app.Ref{Kind: "building", ID: id("b")}, Fields: []string{"name"}}}}
	s := start(t, o, chief)
	s.tap("撤销这次导入")
	s.said("撤销这次导入？")
	s.key(fyne.KeyEscape)
	if len(s.asked) > 0 {
		t.Fatal("undone without a yes")
	}
	s.tap("撤销这次导入")
	for _, obj := range s.all() { // the dialog's own button lies on top
		if b, ok := obj.(*widget.Button); ok && b.Text == "撤销这次导入" {
			test.Tap(b)
			break
		}
	}
	if !slices.Equal(s.asked, []string{"王敏 undoes"}) {
		t.Fatalf("asked %q", s.asked)
	}
	s.said("删去 263 户、删去 309 位业主")
	s.said("原样保留的内容")
	s.said("1-1-101")
	for _, obj := range s.all() {
		if stays, ok := obj.(*widget.DataTable[intake.Stay]); ok {
			stays.OnOpen(o.undone.Stays[1])
		}
	}
	s.said("不属于某一户")
}

// With two communities it is said first which one a file is for.
func TestCommunityIsChosen(t *testing.T) {
	o := site1()
	o.communities = []site.Community{garden, river}
	s := start(t, o, chief)
	if !s.button("选择文件……").Disabled() {
		t.Error("a file for nobody knows which community")
	}
	for _, obj := range s.all() {
		if choice, ok := obj.(*widget.Select); ok {
			choice.OnChanged("滨河花园")
			break
		}
	}
	if s.button("选择文件……").Disabled() || s.pg.s.community != river.ID {
		t.Error("the community was not taken")
	}
}

// Esc goes one step back, and a change of language leaves one where one is.
func TestStepsBackAndLanguages(t *testing.T) {
	s := start(t, site1(), chief)
	s.give("/台账.xlsx")
	s.tap("试运行")
	s.pg.c.W.SetLanguage(words.English)
	s.said("Dry run · 台账.xlsx")
	s.key(fyne.KeyEscape)
	s.said("Check columns · 台账.xlsx")
	s.key(fyne.KeyEscape)
	s.said("Drop the sales ledger here")
}

// A job goes on when its page is left or speaks another language meanwhile, and
// what it found is there when one comes back.
func TestJobsOutliveTheirPage(t *testing.T) {
	s := start(t, site1(), chief)
	s.give("/台账.xlsx")
	s.during = func() { s.shell.Open(shell.To("unit")) }
	s.tap("试运行")
	if s.seen("试运行 · 台账.xlsx") {
		t.Error("the dry run shows itself over another page")
	}
	s.shell.Back()
	s.said("试运行 · 台账.xlsx")

	s.key(fyne.KeyEscape)
	s.during = func() {
		s.pg.c.W.SetLanguage(words.English)
		if !s.button("Dry run").Disabled() {
			t.Error("a second dry run could be asked for")
		}
	}
	s.tap("试运行")
	s.said("Dry run · 台账.xlsx")
}

// An export goes where it was told to, in the present language.
func TestExport(t *testing.T) {
	s := start(t, site1(), chief)
	s.pg.export("/导出.xlsx", false)
	s.said("已导出到 导出.xlsx")
	if len(s.wrote) != 1 || s.wrote[0].Name != "房源与业主" {
		t.Errorf("wrote %+v", s.wrote)
	}
	s.pg.export("/全号.xlsx", true)
	if len(s.wrote) != 2 || s.wrote[1].Name != "房源与业主 whole" {
		t.Errorf("asked for whole numbers, it wrote %+v", s.wrote)
	}
}

// The headers of an export are read back in both languages, each as its field.
func TestExportHeadersAreRecognised(t *testing.T) {
	w := words.New()
	for _, l := range words.Languages {
		w.SetLanguage(l)
		row := []string{}
		fields := []intake.Field{intake.UnitKey, intake.OwnerKey, intake.Building, intake.Entrance, intake.Floor, intake.Room, intake.HouseType,
			intake.ContractArea, intake.MeasuredArea, intake.InnerArea, intake.ContractNo, intake.SignedOn, intake.DeliveryDue, intake.UnitPrice, intake.Batch, intake.Fund,
			intake.UnitNote, intake.OwnerName, intake.IDType, intake.IDNo, intake.Phone, intake.Phone2, intake.OwnerAddress, intake.Share}
		for _, f := range fields {
			row = append(row, w.LedgerTerms().Header(f))
		}
		sv, err := intake.Look(book("导出.xlsx", strings.Join(row, "|"), "x"), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range sv.Tables[0].Columns {
			if c.Field != fields[i] || c.Sure != intake.Certain {
				t.Errorf("%s: %q is read as %q (%s), want %q", l, c.Header, c.Field, c.Sure, fields[i])
			}
		}
	}
}

// A path that leads nowhere is there to be mended, until a file is taken.
func TestAWrongPathStays(t *testing.T) {
	s := start(t, site1(), chief)
	s.give("/台帐.xlsx")
	s.said("/台帐.xlsx")
	s.give("/台账.xlsx")
	s.tap("换一个文件")
	if s.pg.s.typed != "" {
		t.Errorf("%s is still there", s.pg.s.typed)
	}
}

// Whole numbers go to a file after a warning, under a title and a name of their own.
func TestWholeNumbersGoOutAfterAWarning(t *testing.T) {
	s := start(t, site1(), chief)
	s.tap("导出全号……")
	s.said("谁打开都看得见")
	if s.seen("（全号） 2026-11-25") {
		t.Error("a name is asked for before the warning was read")
	}
	s.tap("导出全号……")
	s.said("全号导出到")
	s.said("房源与业主（全号） 2026-11-25")
}

// A letter that the button at which a page begins has no use for ends there.
func TestALetterOnAButtonEnds(t *testing.T) {
	s := start(t, site1(), chief)
	s.win.Canvas().Focus(s.button("选择文件……"))
	s.win.Canvas().Focused().TypedRune('/')
	s.said("把销售台账拖到这里")
}
