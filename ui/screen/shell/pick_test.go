package shell

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/ui/screen/widget"
)

// disk is a folder with files that came one after the other, as named.
func disk(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i, name := range names {
		path := filepath.Join(dir, name)
		if strings.HasSuffix(name, "/") {
			if err := os.Mkdir(path, 0o755); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		at := time.Date(2026, 11, 23, 10, i, 0, 0, time.Local)
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// pickStage is an open picker and what was picked.
type pickStage struct {
	*stage
	picker *picker
	picked [][]string
}

func pick(t *testing.T, dir string, p Pick) *pickStage {
	t.Helper()
	s := &pickStage{stage: begin(t, nil)}
	s.Open(To("units"))
	s.again(dir, p)
	return s
}

// again opens a picker in a folder; "" leaves it where it begins.
func (s *pickStage) again(dir string, p Pick) {
	p.Kind = "test"
	p.Done = func(paths []string) { s.picked = append(s.picked, paths) }
	s.picker = &picker{Pick: p, canvas: s.win.Canvas(), w: s.page.W, runner: s.run}
	s.picker.open()
	if dir != "" {
		s.picker.visit(dir)
	}
}

func (s *pickStage) listed() string {
	var names []string
	for _, f := range s.picker.table.Records() {
		names = append(names, f.name)
	}
	return strings.Join(names, " ")
}

func (s *pickStage) keys(names ...fyne.KeyName) {
	for _, k := range names {
		s.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// Several photos are picked at once, by keyboard alone, the newest first; what is
// hidden or no photo is not shown, and the folder is remembered.
func TestPickSeveral(t *testing.T) {
	dir := disk(t, "旧 照片.jpg", "说明.txt", ".hidden.jpg", "~$台账.xlsx", "新.JPG", "更新.jpg", "相册/")
	p := Pick{Title: "添加照片", Types: []string{".jpg"}, Several: true}
	s := pick(t, dir, p)
	if got := s.listed(); got != "相册 更新.jpg 新.JPG 旧 照片.jpg" {
		t.Fatalf("listed %q", got)
	}
	s.keys(fyne.KeyDown, fyne.KeySpace, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace)
	if !strings.Contains(test.RenderToMarkup(s.win.Canvas()), "已选 2 个文件") {
		t.Error("how many are selected is not said")
	}
	s.keys(fyne.KeyReturn)
	want := []string{filepath.Join(dir, "更新.jpg"), filepath.Join(dir, "旧 照片.jpg")}
	if len(s.picked) != 1 || !slices.Equal(s.picked[0], want) || s.win.Canvas().Overlays().Top() != nil {
		t.Fatalf("picked %q", s.picked)
	}
	s.again("", p)
	if s.picker.folder != dir {
		t.Errorf("begins at %s, not where the last were picked", s.picker.folder)
	}
	s.keys(fyne.KeyReturn) // into 相册, and out by the path
	if s.picker.folder != filepath.Join(dir, "相册") {
		t.Errorf("stands in %s", s.picker.folder)
	}
	s.picker.up()
	s.picker.typed("新.JPG")
	if len(s.picked) != 2 || s.picked[1][0] != filepath.Join(dir, "新.JPG") {
		t.Errorf("picked %q", s.picked)
	}
}

// A folder without a file of the kind says so, and is silent where one is there.
func TestPickNothingThere(t *testing.T) {
	dir := disk(t, "说明.txt")
	s := pick(t, dir, Pick{Title: "选择", Types: []string{".xlsx", ".csv"}})
	said := func() bool { return strings.Contains(test.RenderToMarkup(s.win.Canvas()), ".xlsx .csv") }
	if !said() {
		t.Error("an empty list says nothing")
	}
	s.picker.visit(disk(t, "a.csv"))
	if said() {
		t.Error("a list that holds a file says that there is none")
	}
}

// A folder that cannot be read is said, and the list stays where it was.
func TestPickUnreadable(t *testing.T) {
	dir := disk(t, "a.csv")
	s := pick(t, dir, Pick{Title: "选择"})
	s.picker.visit(filepath.Join(dir, "没有"))
	if s.picker.folder != dir || !strings.Contains(test.RenderToMarkup(s.win.Canvas()), "没有") {
		t.Errorf("stands in %s", s.picker.folder)
	}
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if s.win.Canvas().Overlays().Top() != nil || len(s.picked) != 0 {
		t.Error("Esc does not leave")
	}
}

// A file that is there is replaced at the second word only.
func TestPickToSave(t *testing.T) {
	dir := disk(t, "房源.xlsx")
	s := pick(t, dir, Pick{Title: "导出到", Types: []string{".xlsx"}, Save: "房源.xlsx"})
	widget.Confirm(s.win.Canvas())
	if len(s.picked) != 0 || !strings.Contains(test.RenderToMarkup(s.win.Canvas()), "将替换它") {
		t.Fatalf("replaced without a word: %q", s.picked)
	}
	widget.Confirm(s.win.Canvas())
	if len(s.picked) != 1 || s.picked[0][0] != filepath.Join(dir, "房源.xlsx") {
		t.Errorf("picked %q", s.picked)
	}
}

// Who saves before the folder has been read saves there all the same, and not
// wherever the program was started.
func TestPickBeforeTheListCame(t *testing.T) {
	dir := disk(t, "房源.xlsx")
	s := &pickStage{stage: begin(t, nil)}
	s.Open(To("units"))
	fyne.CurrentApp().Preferences().SetString("pick.test", dir)
	p := Pick{Kind: "test", Title: "导出到", Save: "房源.xlsx", Done: func(paths []string) { s.picked = append(s.picked, paths) }}
	s.picker = &picker{Pick: p, canvas: s.win.Canvas(), w: s.page.W, runner: &held{}}
	s.picker.open()
	s.keys(fyne.KeyReturn)
	if len(s.picked) != 0 {
		t.Fatalf("replaced without a word: %q", s.picked)
	}
	s.keys(fyne.KeyReturn)
	if len(s.picked) != 1 || s.picked[0][0] != filepath.Join(dir, "房源.xlsx") {
		t.Errorf("picked %q", s.picked)
	}
}

// A folder is picked by standing in it.
func TestPickFolder(t *testing.T) {
	dir := disk(t, "a.csv", "U盘/")
	s := pick(t, dir, Pick{Title: "选文件夹", Folder: true})
	if got := s.listed(); got != "U盘" {
		t.Errorf("listed %q", got)
	}
	s.keys(fyne.KeyReturn)
	widget.Confirm(s.win.Canvas())
	if len(s.picked) != 1 || s.picked[0][0] != filepath.Join(dir, "U盘") {
		t.Errorf("picked %q", s.picked)
	}
}
