package program

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyday/data/sheet"
	"keyday/ui/command"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// typed runs the command line as 王敏, who signs in with her PIN.
func typed(t *testing.T, dir string, args ...string) (out, errs string, code int) {
	t.Helper()
	return typedBy(t, "王敏", map[string]string{"KEYDAY_PIN": "2580"}, dir, args...)
}

// typedBy runs the command line as somebody, with what stands in the environment.
func typedBy(t *testing.T, name string, with map[string]string, dir string, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	env := func(name string) string {
		if name == "LANG" {
			return "zh_CN.UTF-8"
		}
		return with[name]
	}
	code = command.Run(context.Background(), append([]string{"--data", dir, "--as", name}, args...), program{},
		command.Terminal{Out: &o, Err: &e, Env: env, Words: words.New()})
	return o.String(), e.String(), code
}

// The sales department's workbook through the command line: asked about, tried,
// written, exported, taken in again, undone; and the site still verifies.
func TestImportByCommand(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	plainSite(t, dir, 0, 0, false)
	const testdata = "../../app/intake/testdata/"
	ledger, list := testdata+"锦绣花园一期业主台账.xlsx", testdata+"锦绣花园交付清单_GB18030.csv"
	run := func(want int, args ...string) (string, string) {
		t.Helper()
		out, errs, code := typed(t, dir, args...)
		if code != want {
			t.Fatalf("%s: ended with %d\n%s%s", strings.Join(args, " "), code, out, errs)
		}
		return out, errs
	}
	says := func(text string, wanted ...string) {
		t.Helper()
		for _, w := range wanted {
			if !strings.Contains(text, w) {
				t.Errorf("%q is not said in\n%.2000s", w, text)
			}
		}
	}

	out, _ := run(command.Refused, "import", "units", ledger, "--dry-run")
	says(out, "文件共 264 户：新增 264 户", "+ 1-1-101\tC户型\t143.20\t诸葛明、欧阳梓萱\tE5", "! 一期(1-6幢)!I8\t黄强的身份证号 330***********2970 校验位不符", "车位!A1:F121", "以上为试运行，没有写入。去掉 --dry-run 将写入：新增 264 户、新业主 309 位；10 格没有采用，原因见上。")
	if strings.Contains(out, "330199006032970") || strings.Contains(out, "17736434363") {
		t.Error("a private value in the clear on a terminal")
	}
	out, _ = run(command.Refused, "import", "units", ledger)
	says(out, "已写入：新增 264 户、新业主 309 位；10 格没有采用，原因见上。")
	out, _ = run(command.Refused, "import", "units", ledger)
	says(out, "没有写入任何内容：10 格没有采用、相同 264 户。")

	_, errs := run(command.Refused, "import", "units", list)
	says(errs, "D1 的“面积”可能是 contract_area (合同建筑面积)、measured_area", "--column D=")
	_, errs = run(command.Misused, "import", "units", list, "--column", "D=大小")
	says(errs, "“大小”不是可以导入的项目")
	out, _ = run(command.Done, "--json", "import", "units", list, "--column", "面积=实测建筑面积", "--dry-run")
	var plan struct {
		Applied bool
		Homes   int
		Changes []struct{ Code, Field, Old, New, Cell string }
		Wrong   []struct {
			Kind, Weight, Answer string
			Flags                []string
		}
	}
	if err := json.Unmarshal([]byte(out), &plan); err != nil {
		t.Fatal(err)
	}
	if plan.Applied || plan.Homes != 243 || len(plan.Changes) != 746 || len(plan.Wrong) != 0 {
		t.Errorf("%d homes, %d changes, %v wrong", plan.Homes, len(plan.Changes), plan.Wrong)
	}
	run(command.Done, "import", "units", list, "--column", "D=measured_area")

	for _, name := range []string{"导出.xlsx", "导出.csv"} {
		path := filepath.Join(t.TempDir(), name)
		run(command.Done, "export", "units", "--out", path)
		out, _ = run(command.Done, "import", "units", path, "--dry-run")
		says(out, "相同 264 户", "完全一致")
	}
	_, errs = run(command.Refused, "import", "units", "没有.xlsx")
	says(errs, "找不到文件")
	_, errs = run(command.Refused, "export", "units", "--out", filepath.Join(t.TempDir(), "没有", "x.xlsx"))
	says(errs, "找不到")

	template, findings := filepath.Join(t.TempDir(), "模板.xlsx"), filepath.Join(t.TempDir(), "问题.csv")
	run(command.Done, "import", "units", "--template", template)
	_, errs = run(command.Refused, "import", "units", template)
	says(errs, "只有表头，下面没有房源")
	_, errs = run(command.Refused, "import", "units", "--template", template)
	says(errs, "已经存在，没有覆盖")
	run(command.Done, "import", "units", "--template", template, "--force")
	run(command.Misused, "import", "units")
	run(command.Misused, "import", "units", ledger, "--template", template)
	run(command.Misused, "import", "units", "--findings", findings, "--template", template)
	run(command.Refused, "import", "units", ledger, "--findings", findings, "--dry-run")
	if list, err := os.ReadFile(findings); err != nil || !strings.Contains(string(list), "I8") || strings.Count(string(list), "\r\n") != 11 {
		t.Errorf("%v, findings:\n%s", err, list)
	}
	_, errs = run(command.Refused, "import", "units", ledger, "--findings", findings)
	says(errs, "已经存在，没有覆盖")

	out, errs = run(command.Done, "import", "undo")
	says(out+errs, "已撤销", "导入的“锦绣花园交付清单_GB18030.csv”")
	_, errs = run(command.Refused, "import", "undo")
	says(errs, "“锦绣花园交付清单_GB18030.csv”", "已经撤销", "导入的“锦绣花园一期业主台账.xlsx”", "--earlier")
	out, errs = run(command.Done, "import", "undo", "--earlier")
	says(out+errs, "已撤销", "导入的“锦绣花园一期业主台账.xlsx”")
	_, errs = run(command.Refused, "import", "undo")
	says(errs, "没有可撤销的导入")
	run(command.Done, "verify")
}

// What a person answers and points out on the line is taken as in the window; the list
// of what was found is never the file itself, and is named wherever it is written.
func TestAnswersByCommand(t *testing.T) {
	dir, in := filepath.Join(t.TempDir(), "site"), t.TempDir()
	plainSite(t, dir, 0, 0, false)
	write := func(name, text string) string {
		path := filepath.Join(in, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	type finding struct {
		Kind, Weight, Answer string
		Flags                []string
	}
	plan := func(want int, args ...string) (found []finding, applied bool) {
		t.Helper()
		out, errs, code := typed(t, dir, append([]string{"--json", "import", "units"}, args...)...)
		var p struct {
			Applied bool
			Wrong   []finding
		}
		if err := json.Unmarshal([]byte(out), &p); err != nil || code != want {
			t.Fatalf("%q ended with %d: %v\n%s%s", args, code, err, out, errs)
		}
		return p.Wrong, p.Applied
	}
	says := func(want int, wanted string, args ...string) {
		t.Helper()
		if out, errs, code := typed(t, dir, append([]string{"import", "units"}, args...)...); code != want || !strings.Contains(out+errs, wanted) {
			t.Errorf("%q ended with %d, without %q:\n%s%s", args, code, wanted, out, errs)
		}
	}

	first := write("first.csv", "楼栋,房号,建筑面积,业主姓名\n1,101,89.06,吴杰\n")
	says(command.Refused, "请用 --column C=… 指明", first)
	says(command.Misused, "互相矛盾", first, "--column", "C=contract_area", "--column", "C=measured_area")
	says(command.Misused, "--column 的值不对", first, "--column", "C")
	says(command.Misused, "不是表头的行号", first, "--header", "abc")
	says(command.Misused, "不是可选的原因", first, "--handed-over", "foo")
	if _, applied := plan(command.Done, first, "--column", "C=contract_area"); !applied {
		t.Error("the first import was not applied")
	}
	if found, applied := plan(command.Done, first, "--column", "C=contract_area"); applied || len(found) > 0 {
		t.Errorf("the same again is applied: %v, %v", applied, found)
	}

	other := write("other.csv", "业主名册\n楼栋,房号,合同建筑面积,业主姓名\n1,101,89.06,欧阳䶮\n")
	found, applied := plan(command.Refused, other)
	if applied || len(found) != 1 || found[0].Kind != "owners_replaced" || found[0].Weight != "question" || found[0].Answer != "" ||
		strings.Join(found[0].Flags, " ") != "--owners-replace --answer owners_replaced=add" {
		t.Errorf("applied: %v, asked %+v", applied, found)
	}
	says(command.Refused, "--owners-replace\t", other)
	list := filepath.Join(in, "list.csv")
	says(command.Refused, "问题已导出到 "+list, other, "--dry-run", "--findings", list)
	says(command.Refused, "没有写 "+list, other, "--findings", list)
	for _, same := range []string{other, filepath.Join(in, ".", "x", "..", "other.csv")} {
		if err := os.MkdirAll(filepath.Join(in, "x"), 0o700); err != nil {
			t.Fatal(err)
		}
		says(command.Misused, "就是要导入的文件", other, "--dry-run", "--force", "--findings", same)
	}
	if kept, err := os.ReadFile(other); err != nil || !strings.HasPrefix(string(kept), "业主名册") {
		t.Errorf("the ledger is now %q, %v", kept, err)
	}
	blank := write("blank.csv", "甲,乙\n丙,丁\n")
	says(command.Refused, "--sheet 工作表、--header", blank, "--findings", list, "--force")
	says(command.Refused, "没有写 "+list, blank, "--findings", list, "--force")
	says(command.Refused, "没有叫“Sheet9”的工作表", other, "--sheet", "Sheet9")
	found, applied = plan(command.Done, other, "--header", "2", "--owners-replace")
	if !applied || len(found) != 1 || found[0].Answer != "replace" || found[0].Weight != "warning" {
		t.Errorf("applied: %v, %+v", applied, found)
	}
}

// Every text of both samples prints, the rare names in them too; a character that no
// font here has is found.
func TestGlyphsOfTheSamples(t *testing.T) {
	rare := map[string]bool{}
	for _, name := range []string{"锦绣花园一期业主台账.xlsx", "锦绣花园交付清单_GB18030.csv"} {
		book, err := sheet.Open(filepath.Join("..", "..", "app", "intake", "testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range book.Sheets {
			for n, row := range s.Rows {
				for _, cell := range row {
					if missing := set.Lacks(cell.Text); len(missing) > 0 {
						t.Errorf("%s, %s, row %d: no form prints %q of %q", name, s.Name, n+1, string(missing), cell.Text)
					}
					for _, r := range "𬀩㛃䶮昝犇" {
						if strings.ContainsRune(cell.Text, r) {
							rare[name+string(r)] = true
						}
					}
				}
			}
		}
	}
	if len(rare) < 5 {
		t.Errorf("of the rare characters that make the samples hard there are only %v", rare)
	}
	for text, want := range map[string]string{"𠮷野": "𠮷", "王𬀩": "", "𠅤": "", "甲𪛔乙𪛔": "𪛔"} {
		if got := string(set.Lacks(text)); got != want {
			t.Errorf("of %q the font is said to lack %q, want %q", text, got, want)
		}
	}
}
