package imports

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// another is a building, and none of a file's.
var another = site.Building{ID: id("b"), Code: "9", Community: garden.ID}

// two is a file of two buildings.
var two = book("两栋.xlsx", "楼栋|单元|房号|业主", "1幢|1|101|张三", "2幢|1|101|李四")

// answer chooses an answer of the n-th choice that stands in the table.
func (s *stage) answer(n int, text string) {
	s.Helper()
	c := shelltest.Find(s.Stage, func(c *widget.Select) bool {
		if slices.Contains(c.Options, text) {
			n--
		}
		return n < 0
	})
	if c == nil {
		s.Fatalf("nothing can be answered with %s", text)
	}
	c.Choose(text)
	c.OnChanged(text)
}

// A question keeps what it is about out of the site until it is answered; the answer to
// the kind goes for all of it, and the dry run is made anew before anything is written.
func TestQuestionsWaitForAnAnswer(t *testing.T) {
	s := start(t, ledgers(two), apptest.Supervisor, another)
	s.give("/两栋.xlsx")
	s.Tap("试运行")
	s.Said("暂不导入 2 户")
	s.Said("本小区没有的楼栋")
	test.AssertObjectRendersToMarkup(t, "questions.xml", s.pg.body.View)
	if !s.Button("写入这些内容").Disabled() {
		t.Error("nothing can be written, and yet it may")
	}
	s.answer(0, "新增这栋楼")
	s.Tap("重新试运行")
	s.Said("新增 2 户")
	if s.Button("写入 2 户").Disabled() {
		t.Error("the word was given")
	}
	s.answer(1, "不导入") // this one place
	s.Tap("重新试运行")
	s.Said("新增 1 户") // an answer to one place goes before that to all
	if s.Button("写入 1 户") == nil {
		t.Error("the one home cannot be written")
	}
	s.answer(0, "新增这栋楼") // chosen once more, it means all of them
	if len(s.pg.s.options.Rows) != 0 {
		t.Errorf("an answer to all leaves %v", s.pg.s.options.Rows)
	}
	if want := []intake.Answer{"", intake.Take, intake.Take}; !slices.Equal(s.desk.asked, want) {
		t.Errorf("asked with %q", s.desk.asked)
	}
}

// What is still open is said after each answer, and once all are answered what comes next.
func TestOpenQuestionsAreCountedAtOnce(t *testing.T) {
	s := start(t, ledgers(two), apptest.Supervisor, another)
	s.give("/两栋.xlsx")
	s.Tap("试运行")
	s.Said("有 2 处待确认")
	s.answer(1, "新增这栋楼")
	s.Said("有 1 处待确认")
	s.answer(2, "不导入")
	s.Said("都已答复。请重新试运行")
	if s.Sees("处待确认") {
		t.Error("nothing is open any more")
	}
}

// The banner says what is in the list below it.
func TestBannerOfColumns(t *testing.T) {
	for header, want := range map[string]string{
		"楼栋|单元|房号|业主":          "各列都已认出",
		"楼栋|单元|房号|业主姓名(全名)":    "有 1 列是推断的",
		"楼栋|单元|房号|张三丰":         "有 1 列没有认出，不会导入；要导入的，请选定“当作”什么。",
		"楼栋|单元|房号|业主姓名(全名)|甲乙": "请选定“当作”什么。另有 1 列是推断的",
	} {
		s := start(t, ledgers(book("栏.xlsx", header, "1幢|1|101|张三"+strings.Repeat("|丙", strings.Count(header, "|")-3))), apptest.Supervisor)
		s.give("/栏.xlsx")
		s.Said(want)
		if s.Sees("各列都已认出") != (want == "各列都已认出") {
			t.Errorf("%s: every column is said to be recognised", header)
		}
	}
}

// What was left out is counted in one way: before, when it is written, and ever after.
func TestWhatIsLeftOutIsCountedInOneWay(t *testing.T) {
	s := start(t, ledgers(book("错.xlsx", "楼栋|单元|房号|合同面积|业主", "1幢|1|101|大|张三", "1幢|1|A-X-9|89|李四")), apptest.Supervisor)
	s.give("/错.xlsx")
	s.Tap("试运行")
	out := s.pg.c.W.LeftOut(s.pg.s.plan.LeftOut())
	if out != "1 行没有导入、1 格没有采用" {
		t.Fatal(out)
	}
	s.Tap("写入 1 户")
	s.Said("已写入：新增 1 户、新业主 1 位；" + out)
	s.Said("新增 1 户、新业主 1 位、" + out)
	runs, err := s.ImportRuns(t.Context(), garden.ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	runs[0].Out, runs[0].Refused = intake.LeftOut{}, 2 // as earlier ones are
	s.Put(runs[0])
	s.Stage.Open(shell.To("units"))
	s.Stage.Open(shell.To("import"))
	s.Said("新增 1 户、新业主 1 位、2 处没有采用")
}

// What was handed over changes by whoever may correct it, with a reason.
func TestHandedOverNeedsAReason(t *testing.T) {
	ask := func(t *testing.T, role app.Role) *stage {
		t.Helper()
		who := apptest.Supervisor
		who.Role = role
		s := start(t, ledgers(), who, another)
		s.give("/台账.xlsx")
		s.Tap("试运行")
		s.pg.s.plan.Findings = append(s.pg.s.plan.Findings, intake.Finding{Kind: intake.HandedOver, Unit: "1-1-101", Field: intake.Batch})
		s.pg.show()
		return s
	}
	t.Run("supervisor", func(t *testing.T) {
		s := ask(t, app.Supervisor)
		s.answer(0, "照改，选明原因")
		s.Tap("更正")
		s.Said("请选一个原因")
		s.answer(0, "以实测成果为准")
		s.Tap("更正")
		if a := s.pg.s.options.Answers; a.To(intake.Asking{Kind: intake.HandedOver}) != intake.Take || a.Reason != site.BySurvey {
			t.Errorf("answered %+v", a)
		}
		s.Said("原因：以实测成果为准")
	})
	t.Run("assistant", func(t *testing.T) {
		s := ask(t, app.Assistant)
		s.answer(0, "照改，选明原因")
		if a := s.pg.s.options.To(intake.Asking{Kind: intake.HandedOver}); a != intake.Unanswered {
			t.Errorf("an assistant answers %s", a)
		}
	})
}

// What an import found is found again beside it, once it is applied.
func TestFindingsAreFoundAgain(t *testing.T) {
	s := start(t, nil, apptest.Supervisor,
		intake.Run{ID: id("run"), Community: garden.ID, File: "台账.xlsx", At: noon, By: apptest.Supervisor.Staff, New: 2, Refused: 1,
			Findings: []intake.Found{{Kind: intake.BadRoom, Sheet: "台账", Row: 6, Col: 2, Field: intake.Room, Text: "X"}}},
		intake.Run{ID: id("before"), Community: garden.ID, File: "旧台账.xlsx", At: noon.Add(-time.Hour), By: apptest.Supervisor.Staff, Undone: noon,
			Findings: []intake.Found{{Kind: intake.BadRoom}, {Kind: intake.BadRoom, Text: "Y"}}})
	s.Said("（已撤销）")
	s.Tap("查看 2 条问题")
	s.Said("房号“Y”认不出来")
	s.Tap("返回")
	s.Tap("查看 1 条问题")
	s.Said("台账!C7")
	s.Said("房号“X”认不出来")
	s.Tap("导出问题……")
	if s.Top() == nil {
		t.Error("they cannot be exported")
	}
	s.Win.Canvas().Overlays().Remove(s.Top())
	s.Tap("返回")
	s.Said("把销售台账拖到这里")
}
