package program

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/command"
)

// What the command line says of a site reads well, and names what the window names.
func TestCommandsSayWhatTheWindowSays(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	s := openReading(t, dir)
	lines := func(args ...string) []string {
		return strings.Split(strings.TrimSpace(keyday(t, dir, args...)), "\n")
	}

	if got := lines("search", "ZG-01-00001"); len(got) != 2 || got[1] != "共 1 项" || !strings.HasPrefix(got[0], "单据  ZG-01-00001  整改通知单  ") {
		t.Errorf("a notice and its paper are one hit, with what it is: %q", got)
	}
	if got := lines("search", "--limit", "3", "kg"); len(got) != 4 || !strings.Contains(got[3], "还有更多") {
		t.Errorf("three of many: %q", got)
	}
	if got := lines("search", "D-01", "--limit", "1000"); len(got) != store.MostHits+1 || !strings.Contains(got[store.MostHits], "还有更多") {
		t.Errorf("more than a search lists: %q", got)
	}
	var codes []string
	for _, line := range lines("show", "units", "1-*") {
		codes = append(codes, strings.Fields(line)[0])
	}
	if got := codes[:4]; !slices.Equal(got, []string{"1-1-101", "1-1-102", "1-1-201", "1-1-202"}) {
		t.Errorf("units are listed as %q", got)
	}

	shown := lines("show", "defect", "D-01-00001")
	id, err := s.DefectByNumber(t.Context(), "D-01-00001")
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.DefectDetail(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	first := d.Moves[0]
	if want := "  " + first.At.Format("2006-01-02 15:04") + "  待分派  " + d.People[first.By]; !slices.Contains(shown, want) {
		t.Errorf("%q is not a line of\n%s", want, strings.Join(shown, "\n"))
	}

	if _, errs, code := typed(t, dir, "show", "unit", "101"); code != command.Refused || !strings.Contains(errs, "请写全房号") {
		t.Errorf("show unit 101 ended with %d: %q", code, errs)
	}
	there := filepath.Join(t.TempDir(), "there.pdf")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := typed(t, dir, "print", "pack", "--units", "*", "--out", there); code != command.Refused || strings.Contains(errs, "%") {
		t.Errorf("a pack for a file that is there ended with %d after work: %q", code, errs)
	}
	for kind, number := range map[string]string{"defect": "D-01-99999", "document": "ZG-01-99999"} {
		if _, errs, code := typed(t, dir, "show", kind, number); code != command.Refused || !strings.Contains(errs, "没有编号为“"+number+"”") {
			t.Errorf("show %s %s ended with %d: %q", kind, number, code, errs)
		}
	}

	for _, args := range [][]string{
		{"search", "kg"}, {"show", "units"}, {"show", "unit", "1-1-101"}, {"show", "defect", "D-01-00001"},
		{"show", "document", "ZG-01-00001"}, {"print", "--list"}, {"verify"}, {"conflicts"},
	} {
		if out := keyday(t, dir, append(args, "--json")...); !json.Valid([]byte(out)) {
			t.Errorf("%q is no JSON:\n%s", args, out)
		}
	}
}

// A paper that cannot be written, or is not the one that was meant, is not counted as
// printed.
func TestPrintsThatFailAreNotCounted(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	prints := func() (n int) {
		s, err := records.Open(t.Context(), dir, store.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		units, err := s.Units(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range units {
			all, err := s.DocumentsOfUnit(t.Context(), u.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range all {
				n += d.Prints
			}
		}
		return n
	}
	locked := filepath.Join(t.TempDir(), "locked")
	if err := os.Mkdir(locked, 0o500); err != nil {
		t.Fatal(err)
	}
	there := filepath.Join(t.TempDir(), "there.pdf")
	if err := os.WriteFile(there, []byte("somebody's"), 0o600); err != nil {
		t.Fatal(err)
	}
	failing := [][]string{
		{"print", "pack", "--units", "*", "--out", there},
		{"print", "pack", "--units", "99-*", "--out", filepath.Join(t.TempDir(), "none.pdf")},
		{"print", "inspection-sheet", "--unit", "1-1-101", "--out", there},
		{"print", "pack", "--units", "*", "--out", filepath.Join(file, "papers.pdf")},
		{"print", "pack", "--units", "*", "--out", filepath.Join(file, "papers")},
		{"print", "inspection-sheet", "--unit", "1-1-101", "--out", filepath.Join(file, "sheet.pdf")},
		{"print", "inspection-sheet", "--number", "WY-01-00001", "--out", filepath.Join(t.TempDir(), "sheet.pdf")},
	}
	if os.Getuid() > 0 { // nothing is locked for root, nor by this on Windows
		failing = append(failing, []string{"print", "pack", "--units", "*", "--out", locked})
	}
	before := prints()
	for _, args := range failing {
		if _, errs, code := typed(t, dir, args...); code != command.Refused || errs == "" {
			t.Errorf("%q ended with %d: %q", args, code, errs)
		}
	}
	if after := prints(); after != before {
		t.Errorf("%d prints are counted of papers that nobody has", after-before)
	}
	if kept, err := os.ReadFile(there); err != nil || string(kept) != "somebody's" {
		t.Errorf("what was there is now %q, %v", kept, err)
	}
	if _, errs, _ := typed(t, dir, "print", "inspection-sheet", "--number", "WY-01-00001", "--out", "sheet.pdf"); !strings.Contains(errs, "WY-01-00001 不是“验房单”，是“前期物业服务协议”") {
		t.Errorf("another form's number: %q", errs)
	}
}

// What --out names is a file or a folder, there already or not; nothing takes the place
// of a file unasked. The first paper that is written is no reprint, whatever failed before.
func TestWhereAPaperGoes(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	in := t.TempDir()
	folder := filepath.Join(in, "folder.pdf") // a folder, though it is not called like one
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	print := func(want int, out string, more ...string) (path, errs string, copy int) {
		t.Helper()
		said, errs, code := typed(t, dir, append([]string{"--json", "print", "inspection-sheet", "--unit", "1-1-101", "--out", out}, more...)...)
		if code != want {
			t.Fatalf("--out %s ended with %d: %s", out, code, errs)
		}
		var made struct {
			Printed []struct {
				File string
				Copy int
			}
		}
		if code == command.Done {
			if err := json.Unmarshal([]byte(said), &made); err != nil || len(made.Printed) != 1 {
				t.Fatal(said, err)
			}
			raw, err := os.ReadFile(made.Printed[0].File)
			if err != nil || !bytes.HasPrefix(raw, []byte("%PDF")) {
				t.Fatal(made, err)
			}
			return made.Printed[0].File, errs, made.Printed[0].Copy
		}
		return "", errs, 0
	}
	own := func(n int) string {
		mark := ""
		if n > 0 {
			mark = fmt.Sprintf(" 补打%d", n)
		}
		return "YF-01-00001 验房单 1-1-101" + mark + ".pdf"
	}
	for n, c := range []struct{ out, want string }{
		{folder, filepath.Join(folder, own(0))},
		{filepath.Join(in, "单 据.PDF"), filepath.Join(in, "单 据.PDF")},
		{filepath.Join(in, "new", "folder"), filepath.Join(in, "new", "folder", own(2))},
		{filepath.Join(in, "b.pdf") + string(filepath.Separator), filepath.Join(in, "b.pdf", own(3))},
		{in, filepath.Join(in, own(4))},
	} {
		if path, _, copy := print(command.Done, c.out); filepath.Clean(path) != c.want || copy != n {
			t.Errorf("--out %s wrote %s, copy %d; want %s, copy %d", c.out, path, copy, c.want, n)
		}
	}
	file := filepath.Join(in, "单 据.PDF")
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, errs, _ := print(command.Refused, file); !strings.Contains(errs, "没有覆盖") || !strings.Contains(errs, "--force") {
		t.Errorf("over a file: %q", errs)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Error("it was replaced")
	}
	if _, _, copy := print(command.Done, file, "--force"); copy != 5 {
		t.Errorf("with --force it is copy %d", copy)
	}
	if after, err := os.ReadFile(file); err != nil || bytes.Equal(before, after) {
		t.Error("it was not replaced")
	}
}

// What is no place for a paper is said to be that, and what would do; nothing is made, and
// no paper or list in the clear goes into the site's folder.
func TestWhereNoPaperGoes(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	in := t.TempDir()
	csv := filepath.Join(in, "t.csv")
	if err := os.WriteFile(csv, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	linked := filepath.Join(in, "linked")
	if err := os.Symlink(dir, linked); err != nil {
		t.Skip("no links here: ", err)
	}
	papers := func(out string) []string {
		return []string{"print", "inspection-sheet", "--unit", "1-1-101", "--out", out}
	}
	for name, c := range map[string]struct {
		args []string
		code string
	}{
		"a file that is no PDF":           {papers(csv), "command.out_unclear"},
		"the site's database":             {papers(filepath.Join(dir, "site.db")), "command.out_unclear"},
		"a device":                        {papers(os.DevNull), "command.out_unclear"},
		"a folder below a file":           {papers(filepath.Join(csv, "x") + string(filepath.Separator)), "disk.no_folder"},
		"a file below a file":             {papers(filepath.Join(csv, "x.pdf")), "disk.no_folder"},
		"a name that is too long":         {papers(filepath.Join(in, strings.Repeat("a", 300)+".pdf")), "disk.bad_name"},
		"the site":                        {papers(dir), "site.in_the_clear"},
		"a file in it":                    {papers(filepath.Join(dir, "x.pdf")), "site.in_the_clear"},
		"a new folder in it":              {papers(filepath.Join(dir, "files", "new", "one")), "site.in_the_clear"},
		"the site by a link":              {papers(filepath.Join(linked, "x.pdf")), "site.in_the_clear"},
		"a list in the site":              {[]string{"export", "units", "--out", filepath.Join(dir, "x.csv")}, "site.in_the_clear"},
		"a template in the site":          {[]string{"import", "units", "--template", filepath.Join(dir, "x.csv")}, "site.in_the_clear"},
		"a site in a file":                {[]string{"--data", csv, "rehearse", "--buildings", "1", "--units", "8", "--defects", "0"}, "disk.no_folder"},
		"a backup restored into a file":   {[]string{"--data", csv, "restore", csv}, "disk.no_folder"},
		"a site in a folder below a file": {[]string{"--data", filepath.Join(csv, "x"), "restore", csv}, "disk.no_folder"},
	} {
		_, errs, code := typedBy(t, "王敏", map[string]string{"KEYDAY_PIN": "2580", "KEYDAY_PASSPHRASE": "钥匙在左边的抽屉里"}, dir, append([]string{"--json"}, c.args...)...)
		if code != command.Refused || !strings.Contains(errs, `"`+c.code+`"`) {
			t.Errorf("%s ended with %d: %s", name, code, errs)
		}
	}
	// The folder above one that leads nowhere is the folder that it is in.
	out := filepath.Join(in, "none") + string(filepath.Separator) + ".." + string(filepath.Separator) + "q.pdf"
	if _, errs, code := typed(t, dir, papers(out)...); code != command.Done {
		t.Errorf("%s ended with %d: %s", out, code, errs)
	}
	if _, err := os.Stat(filepath.Join(in, "q.pdf")); err != nil {
		t.Error(err)
	}
	if content, err := os.ReadFile(csv); err != nil || string(content) != "mine" {
		t.Errorf("what lay there is %q, %v", content, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", "new")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A pack names each pattern that fits no home and each form that a home lacks, and does
// not end as done then; what there is is made.
func TestPackNamesWhatIsMissing(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	type said struct {
		Printed []struct{ Number, File string }
		Missing struct {
			Patterns []string
			Forms    []struct {
				Form  string
				Units []string
			}
		}
	}
	pack := func(units, out string) (s said, errs string, code int) {
		t.Helper()
		text, errs, code := typed(t, dir, "--json", "print", "pack", "--units", units, "--out", out)
		if text != "" {
			if err := json.Unmarshal([]byte(text), &s); err != nil {
				t.Fatal(text, err)
			}
		}
		return s, errs, code
	}
	in := t.TempDir()
	whole, _, code := pack("1-*", filepath.Join(in, "whole"))
	if len(whole.Printed) == 0 || len(whole.Missing.Patterns) != 0 {
		t.Fatalf("building 1: %+v", whole)
	}
	if lacks := len(whole.Missing.Forms) > 0; lacks != (code == command.Refused) {
		t.Errorf("building 1 lacks %v and ended with %d", whole.Missing.Forms, code)
	}
	for _, out := range []string{filepath.Join(in, "some.pdf"), filepath.Join(in, "some")} {
		some, _, code := pack("1-*, 7-*，1-1-999", out)
		if code != command.Refused || len(some.Printed) != len(whole.Printed) || !slices.Equal(some.Missing.Patterns, []string{"7-*", "1-1-999"}) {
			t.Errorf("into %s: ended with %d, made %d of %d, missing %v", out, code, len(some.Printed), len(whole.Printed), some.Missing.Patterns)
		}
	}
	_, errs, code := typed(t, dir, "print", "pack", "--units", "1-*,7-*", "--out", filepath.Join(in, "again"))
	if code != command.Refused || !strings.Contains(errs, "没有房号符合“7-*”") || len(whole.Missing.Forms) > 0 && !strings.Contains(errs, "没有“房屋交接单”的房屋共") {
		t.Errorf("ended with %d: %s", code, errs)
	}
	for units, want := range map[string]int{"7-*": command.Refused, ",": command.Misused, "1-[": command.Misused} {
		if _, errs, code := pack(units, filepath.Join(in, "none.pdf")); code != want || errs == "" {
			t.Errorf("%q ended with %d: %q", units, code, errs)
		}
	}
	// A home that has all of them ends as done.
	for _, f := range whole.Missing.Forms {
		if len(f.Units) == 0 {
			t.Errorf("nothing lacks %s", f.Form)
		}
	}
}

// A site that has no home yet has all of those that a list of homes asks for; only a
// pattern that somebody typed can fit none.
func TestHomesOfASiteWithoutAny(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	plainSite(t, dir, 0, 0, true)
	if out, errs, code := typed(t, dir, "show", "units"); code != command.Done || errs != "" || !strings.Contains(out, "0") {
		t.Errorf("ended with %d: %q, %q", code, out, errs)
	}
	if _, errs, code := typed(t, dir, "show", "units", "1-*"); code != command.Refused || !strings.Contains(errs, "没有房号符合“1-*”") {
		t.Errorf("a pattern ended with %d: %q", code, errs)
	}
}
