package imports

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestFaces(t *testing.T) {
	t.Run("start", func(t *testing.T) {
		s := start(t, nil, apptest.Supervisor, intake.Run{ID: id("run"), Community: garden.ID, File: "台账.xlsx", At: noon, By: apptest.Supervisor.Staff, New: 264, Owners: 309, Refused: 10})
		test.AssertObjectRendersToMarkup(t, "start.xml", s.pg.body.View)
	})
	t.Run("columns", func(t *testing.T) {
		s := start(t, ledgers(), apptest.Supervisor)
		s.give("/清单.csv")
		test.AssertObjectRendersToMarkup(t, "columns.xml", s.pg.body.View)
	})
	t.Run("plan", func(t *testing.T) {
		s := start(t, ledgers(), apptest.Supervisor)
		s.give("/台账.xlsx")
		s.Tap("试运行")
		test.AssertObjectRendersToMarkup(t, "plan_new.xml", s.pg.body.View)
		s.pg.s.tab = "wrong"
		s.SetMode(theme.Dark)
		s.pg.c.W.SetLanguage(words.English)
		test.AssertObjectRendersToMarkup(t, "plan_wrong_en.xml", s.pg.body.View)
	})
	t.Run("nobody may", func(t *testing.T) {
		s := start(t, ledgers(), apptest.Reception)
		test.AssertObjectRendersToMarkup(t, "refused.xml", s.pg.body.View)
	})
	t.Run("unreadable", func(t *testing.T) {
		s := start(t, nil, apptest.Supervisor)
		s.read.fail = app.Refuse("store.damaged", "folder", "/site")
		s.Stage.Open(shell.To("units"))
		s.Stage.Open(shell.To("import"))
		s.Said("已损坏")
		s.read.fail = nil
		s.Tap("再试一次")
		s.Said("把销售台账拖到这里")
	})
}

// From the file to the units: an open question holds the dry run, what is wrong
// names its cell, and one button writes it all.
func TestJourney(t *testing.T) {
	s := start(t, ledgers(book("无误.csv", "楼栋|单元|房号|业主", "2幢|1|201|王五")), apptest.Supervisor)
	s.give("/清单.csv")
	if !s.Button("试运行").Disabled() {
		t.Error("a dry run in spite of an open question")
	}
	s.Said("有 1 列需要您选定")
	if err := s.pg.s.survey.Choose("", "D", intake.MeasuredArea); err != nil {
		t.Fatal(err)
	}
	s.Key(fyne.KeyEscape)
	s.give("/台账.xlsx")
	s.Said("各列都已认出")
	s.Said("车位")
	s.Tap("试运行")
	s.Said("新增 2 户")
	s.Tap("写入 2 户")
	s.Said("已写入：新增 2 户")
	s.Said("新增 2 户、新业主 2 位、2 格没有采用")
	if s.Button("查看 2 条问题") == nil || s.Button("去看房源") != nil {
		t.Error("what was left out is not the first thing to look at")
	}
	s.give("/无误.csv")
	s.Tap("试运行")
	s.answer(0, "新增这栋楼")
	s.Tap("重新试运行")
	s.Tap("写入 1 户")
	s.Said("已写入：新增 1 户")
	s.Tap("去看房源")
	if want := []string{"王敏 intake.apply", "王敏 intake.apply"}; len(s.desk.asked) != 3 || !slices.Equal(s.Asked, want) {
		t.Errorf("asked for %d dry runs, and then %q", len(s.desk.asked), s.Asked)
	}
	if homes, err := s.Kept(t.Context(), garden.ID); err != nil || len(homes.Units) != 3 || len(homes.Owners) != 3 {
		t.Errorf("kept %+v, %v", homes, err)
	}
	s.WentTo("units/")
}

// A question is answered in its row: the fields that fit come first.
func TestQuestionIsAnsweredInItsRow(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.give("/清单.csv")
	choice := shelltest.Find(s.Stage, func(c *widget.Select) bool { return c.Selected == "" })
	if want := []string{"合同建筑面积", "实测建筑面积", "套内建筑面积"}; !slices.Equal(choice.Options[:3], want) {
		t.Errorf("offers %q first", choice.Options[:3])
	}
	choice.OnChanged("实测建筑面积")
	if len(s.pg.s.survey.Questions()) > 0 || s.Button("试运行").Disabled() {
		t.Error("the answer was not taken")
	}
	s.Tap("试运行")
	s.Said("89.50")
}

// A column that is used says for what, and is none of those that were not recognised.
func TestColumnsThatAreUsedSayForWhat(t *testing.T) {
	s := start(t, ledgers(book("销控.csv", "小区|分期|楼栋|单元|房号|业主|与业主关系|销售状态", "锦绣花园|一期|1幢|1|101|张三|本人|已售")), apptest.Supervisor)
	s.give("/销控.csv")
	s.Said("各列都已认出")
	for _, how := range []string{"只核对小区、分期", "只看是否业主", "只看是否退房"} {
		s.Said(how)
	}
	if s.Sees("未识别，不导入") {
		t.Error("a column that is used is said to be left out")
	}
}

// A file that will not open says so and leaves the page as it was; a dropped one
// is taken as one that was named.
func TestFilesArrive(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.give(`"/没有.xlsx"`)
	s.Said("找不到文件")
	s.Said("把销售台账拖到这里")
	ledger, list := storage.NewFileURI("/台账.xlsx"), storage.NewFileURI("/清单.csv")
	s.Dropped([]fyne.URI{list, ledger})
	s.Said("拖来了 2 个文件")
	s.Said("把销售台账拖到这里")
	s.Dropped([]fyne.URI{ledger})
	s.Said("核对列名 · 台账.xlsx")
}

// A ledger that was dropped upon the grid is taken on the way here; once, and not
// again where the page is built anew.
func TestFileOfTheWayHere(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.Stage.Open(shell.To("import").With("file", "/台账.xlsx"))
	s.Said("核对列名 · 台账.xlsx")
	s.Tap("换一个文件")
	s.Said("把销售台账拖到这里")
	s.pg.c.SetLanguage(words.English)
	s.Said("Drop the sales ledger here")
}

// A site that has moved on since the dry run is not written to; the way out is
// another dry run.
func TestStaleDryRun(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.give("/台账.xlsx")
	s.Tap("试运行")
	s.Put(site.Building{ID: id("b"), Community: garden.ID, Code: "1", Name: "1幢"})
	s.Tap("写入 2 户")
	s.Said("房源资料又有了变动")
	s.Tap("再试一次")
	if len(s.desk.asked) != 2 || !slices.Equal(s.Asked, []string{"王敏 intake.apply"}) {
		t.Errorf("asked for dry runs with %q, and then %q", s.desk.asked, s.Asked)
	}
}

// The pickers of files open, by button and by key.
func TestPickersOpen(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	for _, text := range []string{"选择文件……", "导出房源与业主……", "保存空白模板……"} {
		s.Tap(text)
		if s.Top() == nil {
			t.Errorf("%s opens nothing", text)
		}
		s.Win.Canvas().Overlays().Remove(s.Top())
	}
}

// Undoing asks first, and lists what stays.
func TestUndo(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.give("/台账.xlsx")
	s.Tap("试运行")
	s.Tap("写入 2 户")
	made, err := s.Kept(t.Context(), garden.ID)
	if err != nil {
		t.Fatal(err)
	}
	touched, building := made.Units[0], made.Buildings[0]
	touched.Batch, building.Name = "第二批", "一号楼"
	s.PutAs(apptest.Assistant, "unit.edit", touched)
	s.PutAs(apptest.Assistant, "building.put", building)
	s.Asked = nil
	s.Tap("撤销这次导入")
	s.Said("撤销这次导入？")
	s.Key(fyne.KeyEscape)
	if len(s.Asked) > 0 {
		t.Fatal("undone without a yes")
	}
	s.Tap("撤销这次导入")
	s.Tap("撤销这次导入") // the dialog's own button, which lies on top
	if !slices.Equal(s.Asked, []string{"王敏 intake.undo"}) {
		t.Fatalf("asked %q", s.Asked)
	}
	s.Said("删去 1 户、删去 1 位业主", "原样保留的内容", touched.Code)
	stays := shelltest.Find[*widget.DataTable[intake.Stay]](s.Stage, nil)
	stays.OnOpen(intake.Stay{Record: app.Ref{Kind: "building", ID: building.ID}, Fields: []string{"name"}})
	s.Said("不属于某一户")
}

// With two communities it is said first which one a file is for.
func TestCommunityIsChosen(t *testing.T) {
	s := start(t, nil, apptest.Supervisor, river)
	if !s.Button("选择文件……").Disabled() {
		t.Error("a file for nobody knows which community")
	}
	shelltest.Find[*widget.Select](s.Stage, nil).OnChanged("滨河花园")
	if s.Button("选择文件……").Disabled() || s.pg.s.community != river.ID {
		t.Error("the community was not taken")
	}
}

// Esc goes one step back, and a change of language leaves one where one is.
func TestStepsBackAndLanguages(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.give("/台账.xlsx")
	s.Tap("试运行")
	s.pg.c.W.SetLanguage(words.English)
	s.Said("Dry run · 台账.xlsx")
	s.Key(fyne.KeyEscape)
	s.Said("Check columns · 台账.xlsx")
	s.Key(fyne.KeyEscape)
	s.Said("Drop the sales ledger here")
}

// A job goes on when its page is left or speaks another language meanwhile, and
// what it found is there when one comes back.
func TestJobsOutliveTheirPage(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.give("/台账.xlsx")
	s.desk.during = func() { s.Stage.Open(shell.To("unit")) }
	s.Tap("试运行")
	if s.Sees("试运行 · 台账.xlsx") {
		t.Error("the dry run shows itself over another page")
	}
	s.Back()
	s.Said("试运行 · 台账.xlsx")

	s.Key(fyne.KeyEscape)
	s.desk.during = func() {
		s.pg.c.W.SetLanguage(words.English)
		if !s.Button("Dry run").Disabled() {
			t.Error("a second dry run could be asked for")
		}
	}
	s.Tap("试运行")
	s.Said("Dry run · 台账.xlsx")
}

// An export goes where it was told to, in the present language.
func TestExport(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.give("/台账.xlsx")
	s.Tap("试运行")
	s.Tap("写入 2 户")
	whole := func(n int) bool {
		return len(s.wrote) == n && s.wrote[n-1].Name == "房源与业主" && strings.Contains(fmt.Sprint(s.wrote[n-1].Rows), "110101199003070513")
	}
	s.pg.export("/导出.xlsx", false)
	s.Said("已导出到 导出.xlsx")
	if len(s.wrote) != 1 || s.wrote[0].Name != "房源与业主" || whole(1) {
		t.Errorf("wrote %+v", s.wrote)
	}
	s.pg.export("/全号.xlsx", true)
	if !whole(2) {
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
	s := start(t, ledgers(), apptest.Supervisor)
	s.give("/台帐.xlsx")
	s.Said("/台帐.xlsx")
	s.give("/台账.xlsx")
	s.Tap("换一个文件")
	if s.pg.s.typed != "" {
		t.Errorf("%s is still there", s.pg.s.typed)
	}
}

// Whole numbers go to a file after a warning, under a title and a name of their own.
func TestWholeNumbersGoOutAfterAWarning(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.Tap("导出全号……")
	s.Said("谁打开都看得见")
	if s.Sees("（全号） 2026-11-25") {
		t.Error("a name is asked for before the warning was read")
	}
	s.Tap("导出全号……")
	s.Said("全号导出到")
	s.Said("房源与业主（全号） 2026-11-25")
}

// A letter that the button at which a page begins has no use for ends there.
func TestALetterOnAButtonEnds(t *testing.T) {
	s := start(t, ledgers(), apptest.Supervisor)
	s.Win.Canvas().Focus(s.Button("选择文件……"))
	s.Win.Canvas().Focused().TypedRune('/')
	s.Said("把销售台账拖到这里")
}
