package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const code = `package small

func Over(n int) bool { return n > 3 }

func Both(a, b bool) bool { return a && b }

func Untried(a, b int) int { return a * b }

func Joined(a, b string) string { return a + b }

func Named(a, b string) string { return a + "-" + b }

const day = 24 * 60

func Sum(all ...int) (sum int) {
	for i := 0; i < len(all); i += 1 {
		if all[i] < 0 {
			continue
		}
		sum += all[i]
	}
	return sum + day - -day
}

func Where(all []int, n int) bool {
	return index(all, func(m int) bool {
		return m == n
	}) >= 0 ||
		Over(n)
}

func index(all []int, is func(int) bool) int {
	for i, n := range all {
		if is(n) {
			return i
		}
	}
	return -1
}
`

const tests = `package small

import "testing"

func TestSmall(t *testing.T) {
	if !Over(5) || Over(2) || !Both(true, true) || Both(true, false) || Sum(1, -7, 2) != 3+2*day || !Where([]int{2, 2}, 2) || Where(nil, 1) {
		t.Error("wrong")
	}
}
`

// small is a module of one package, and what gremlins says of it: a mutator for each
// place where its token stands in a line of the code.
func small(t *testing.T, mutators ...[3]string) (pack, []byte) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string]string{"go.mod": "module small\n\ngo 1.26\n", "small.go": code, "small_test.go": tests} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	p, err := packOf(".", "")
	if err != nil {
		t.Fatal(err)
	}
	type mutation struct {
		Type, Status string
		Line, Column int
	}
	var all []mutation
	for _, m := range mutators {
		found := false
		for i, line := range strings.Split(code, "\n") {
			if strings.Contains(line, m[1]) {
				found = true
				all = append(all, mutation{m[0], "NOT COVERED", i + 1, strings.Index(line, m[1]) + strings.Index(m[1], m[2]) + 1})
			}
		}
		if !found {
			t.Fatalf("no line holds %q", m[1])
		}
	}
	report, err := json.Marshal(map[string]any{"files": []any{
		map[string]any{"file_name": "small.go", "mutations": all},
		map[string]any{"file_name": "elsewhere_windows.go", "mutations": []any{mutation{"CONDITIONALS_NEGATION", "NOT COVERED", 1, 1}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return p, report
}

func TestMutantsAreTried(t *testing.T) {
	p, report := small(t,
		[3]string{"CONDITIONALS_BOUNDARY", "n > 3", ">"}, [3]string{"CONDITIONALS_NEGATION", "n > 3", ">"},
		[3]string{"INVERT_LOGICAL", "a && b", "&&"},
		[3]string{"ARITHMETIC_BASE", "a * b", "*"},
		[3]string{"ARITHMETIC_BASE", "a + b", "+"}, // of texts: no Go
		[3]string{"ARITHMETIC_BASE", `"-" + b`, "+"}, [3]string{"ARITHMETIC_BASE", `a + "-"`, "+"},
		[3]string{"ARITHMETIC_BASE", "24 * 60", "*"},
		[3]string{"CONDITIONALS_BOUNDARY", "i < len(all)", "<"}, [3]string{"INVERT_ASSIGNMENTS", "i += 1", "+="},
		[3]string{"CONDITIONALS_BOUNDARY", "all[i] < 0", "<"}, [3]string{"INVERT_LOOPCTRL", "continue", "continue"},
		[3]string{"INVERT_ASSIGNMENTS", "sum += all[i]", "+="}, [3]string{"REMOVE_SELF_ASSIGNMENTS", "sum += all[i]", "+="},
		[3]string{"ARITHMETIC_BASE", "sum + day", "+"}, [3]string{"ARITHMETIC_BASE", "day - -day", "-"}, [3]string{"INVERT_NEGATIVES", "day - -day", "-"},
		[3]string{"INVERT_NEGATIVES", "- -day", "-d"},
		[3]string{"CONDITIONALS_NEGATION", "m == n", "=="}, [3]string{"CONDITIONALS_BOUNDARY", "}) >= 0", ">="}, [3]string{"CONDITIONALS_NEGATION", "}) >= 0", ">="},
		[3]string{"INVERT_LOGICAL", ">= 0 ||", "||"}, [3]string{"INVERT_NEGATIVES", "return -1", "-"},
	)
	mutants, err := read(report, p)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	s, err := try(p, mutants, options{out: &out})
	if err != nil {
		t.Fatal(err)
	}
	want := `small.go:3:34 survives
    func Over(n int) bool { return n > 3 }
  → func Over(n int) bool { return n >= 3 }
small.go:7:39 no test comes by
    func Untried(a, b int) int { return a * b }
  → func Untried(a, b int) int { return a / b }
small.go:13:16 survives
    const day = 24 * 60
  → const day = 24 / 60
small.go:17:13 survives
    if all[i] < 0 {
  → if all[i] <= 0 {
`
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
	if s.all != 19 || s.tried != 19 || s.killed != 15 || s.survivors() != 4 {
		t.Errorf("%+v", *s)
	}
}

// A sample is the same wherever its lines have moved to, and each seed has its own.
func TestASampleStays(t *testing.T) {
	var all, moved []*mutant
	for i := range 40 {
		m := mutant{file: "a.go", line: i, text: [2]string{strings.Repeat("x", i), "y"}}
		all = append(all, &m)
		n := m
		n.line += 7
		moved = append([]*mutant{&n}, moved...)
	}
	one, two, other := pick(all, options{sample: 5, seed: "1"}), pick(moved, options{sample: 5, seed: "1"}), pick(all, options{sample: 5, seed: "2"})
	same := true
	for i := range one {
		if one[i].text != two[i].text {
			t.Errorf("after lines moved, %q is %q", one[i].text, two[i].text)
		}
		same = same && one[i].text == other[i].text
	}
	if same || len(one) != 5 || len(pick(all, options{})) != 40 {
		t.Errorf("%d chosen, the same by another seed: %v", len(one), same)
	}
}

// Lines that differ from a commit are those of the package that git names, in a folder
// below the root of what git knows too; no difference is none.
func TestOnlyLinesThatDiffer(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "app", "交付")
	write := func(name string, lines ...string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	commit := func() {
		t.Helper()
		for _, args := range [][]string{{"add", "."}, {"-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "a"}} {
			if _, err := git(root, args...); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := git(root, "init", "-q"); err != nil {
		t.Fatal(err)
	}
	write("a.go", "one", "two", "three", "four", "five")
	write("b.go", "one")
	write("c.go", "one")
	commit()
	p := pack{root: root, dir: "app/交付"}
	lines := func(since string) string {
		t.Helper()
		differ, err := changed(p, since)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for at := range differ {
			all = append(all, fmt.Sprintf("%s:%d", filepath.Base(at.file), at.line))
			if filepath.ToSlash(filepath.Dir(at.file)) != p.dir {
				t.Errorf("%s is no file of %s", at.file, p.dir)
			}
		}
		slices.Sort(all)
		return strings.Join(all, " ")
	}
	if got := lines("HEAD"); got != "" {
		t.Errorf("where nothing differs: %s", got)
	}
	write("a.go", "one", "TWO", "three", "five", "six", "seven")
	write("b.go", "one", "two")
	commit()
	write("c.go", "ONE")
	write("new.go", "one")
	for since, want := range map[string]string{"HEAD~1": "a.go:2 a.go:5 a.go:6 b.go:2 c.go:1 new.go:1 new.go:2", "HEAD": "c.go:1 new.go:1 new.go:2"} {
		if got := lines(since); got != want {
			t.Errorf("since %s: %s, want %s", since, got, want)
		}
	}
	if _, err := changed(p, "nowhere"); err == nil {
		t.Error("a commit that is none differs in nothing")
	}
}

// Whatever becomes of one package, the others are tried, and one table says all.
func TestOnePackageHoldsUpNoOther(t *testing.T) {
	small(t)
	var out strings.Builder
	code := run([]string{"./none", "./nothing"}, options{out: &out})
	if said := out.String(); code != 2 || strings.Count(said, "could not be tried") != 2 || strings.Count(said, "survivors") != 1 {
		t.Errorf("ends with %d, says %s", code, said)
	}
}

// What was judged stands in the code still, and says why.
func TestTheEquivalentsAreOfTheCode(t *testing.T) {
	all, err := equivalents()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		src, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(e.File)))
		if err != nil {
			t.Error(err)
			continue
		}
		if !strings.Contains(string(src), "\t"+e.Line+"\n") || e.Why == "" || e.Becomes == e.Line {
			t.Errorf("%s: no line of it is %q, or nothing says why %q is the same", e.File, e.Line, e.Becomes)
		}
	}
}
