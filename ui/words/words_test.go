package words

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/BurntSushi/toml"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/assets"
)

// plurals are the keys by which a catalogue gives an entry in several numbers.
var plurals = []string{"zero", "one", "two", "few", "many", "other"}

// entries flattens a catalogue into dotted keys and their sentences.
func entries(t *testing.T, file string) map[string]string {
	t.Helper()
	raw, err := fs.ReadFile(assets.Words, file)
	if err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(raw, &tree); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	flat := map[string]string{}
	var walk func(prefix string, node map[string]any)
	walk = func(prefix string, node map[string]any) {
		if other, ok := node["other"].(string); ok && isPlural(node) {
			flat[prefix] = other
			return
		}
		for k, v := range node {
			key := strings.TrimPrefix(prefix+"."+k, ".")
			switch v := v.(type) {
			case string:
				flat[key] = v
			case map[string]any:
				walk(key, v)
			default:
				t.Errorf("%s: %s is neither a sentence nor a table", file, key)
			}
		}
	}
	walk("", tree)
	return flat
}

func isPlural(node map[string]any) bool {
	for k := range node {
		if !slices.Contains(plurals, k) {
			return false
		}
	}
	return true
}

func catalogues(t *testing.T, l Language) []string {
	t.Helper()
	files, err := fs.Glob(assets.Words, "words/"+string(l)+"/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// Every catalogue exists in both languages and says the same things.
func TestLanguagesSayTheSameThings(t *testing.T) {
	for _, file := range catalogues(t, Chinese) {
		name := path.Base(file)
		t.Run(name, func(t *testing.T) {
			zh, en := entries(t, "words/zh/"+name), entries(t, "words/en/"+name)
			for key := range zh {
				if _, there := en[key]; !there {
					t.Errorf("en/%s lacks %s", name, key)
				}
			}
			for key := range en {
				if _, there := zh[key]; !there {
					t.Errorf("zh/%s lacks %s", name, key)
				}
			}
		})
	}
	if zh, en := len(catalogues(t, Chinese)), len(catalogues(t, English)); zh != en {
		t.Errorf("%d catalogues in Chinese, %d in English", zh, en)
	}
}

var argument = regexp.MustCompile(`\{\{\s*\.(\w+)`)

func arguments(sentence string) []string {
	var names []string
	for _, m := range argument.FindAllStringSubmatch(sentence, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// A sentence names the same things in both languages, is found under its key,
// and lies in one catalogue only.
func TestEverySentenceIsSaid(t *testing.T) {
	w := New()
	home := map[string]string{}
	for _, file := range catalogues(t, Chinese) {
		name := path.Base(file)
		en := entries(t, "words/en/"+name)
		for key, sentence := range entries(t, file) {
			if before, taken := home[key]; taken {
				t.Errorf("%s stands in %s and in %s", key, before, name)
			}
			home[key] = name
			if a, b := arguments(sentence), arguments(en[key]); !slices.Equal(a, b) {
				t.Errorf("%s names %v in Chinese, %v in English", key, a, b)
			}
			var args []any
			for _, arg := range arguments(sentence) {
				args = append(args, arg, "甲")
			}
			for _, l := range Languages {
				said := w.In(l, key, args...)
				if strings.HasPrefix(said, "⟨") || strings.Contains(said, "<no value>") || said == "" {
					t.Errorf("%s: %s is said as %q", l, key, said)
				}
			}
		}
	}
}

// Chinese sentences use full-width punctuation between Chinese characters.
func TestChinesePunctuation(t *testing.T) {
	half := regexp.MustCompile(`\p{Han}[,;:?!()]|[,;:?!()]\p{Han}`)
	for _, file := range catalogues(t, Chinese) {
		for key, sentence := range entries(t, file) {
			if found := half.FindString(sentence); found != "" {
				t.Errorf("%s: %s has half-width punctuation at %q", file, key, found)
			}
		}
	}
}

func TestLanguageIsSwitchedAtRunTime(t *testing.T) {
	w := New()
	if got := w.T("common.state.ready"); got != "可交付" {
		t.Errorf("at first: %q", got)
	}
	told := 0
	cancel := w.OnChange(func() { told++ })
	w.SetLanguage(English)
	if got := w.T("common.state.ready"); got != "Ready" {
		t.Errorf("in English: %q", got)
	}
	w.SetLanguage(English)
	w.SetLanguage("fr")
	if told != 1 {
		t.Errorf("told %d times of one change", told)
	}
	cancel()
	w.SetLanguage(Chinese)
	if told != 1 {
		t.Error("told after the listener went")
	}
}

func TestEnglishPlural(t *testing.T) {
	w := New()
	w.SetLanguage(English)
	for n, want := range map[int]string{1: "1 day overdue", 3: "3 days overdue"} {
		if got := w.T("common.days_over", "n", n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}

func TestUnknownKeyIsSeen(t *testing.T) {
	if got := New().T("no.such.key"); got != "⟨no.such.key⟩" {
		t.Errorf("%q", got)
	}
}

func TestRefusal(t *testing.T) {
	w := New()
	wrapped := fmt.Errorf("import: %w", app.Refuse("disk.full", "what", "台账.xlsx"))
	cases := []struct {
		name string
		err  error
		want string
	}{
		{"none", nil, ""},
		{"refusal", wrapped, "磁盘空间不足，“台账.xlsx”没有保存。请清理磁盘或换一个位置后再试。"},
		{"stopped", fmt.Errorf("x: %w", context.Canceled), "已停止，没有做完的部分没有保存。"},
		{"unknown", errors.New("boom 42"), "boom 42"},
		{"code without a sentence", app.Refuse("no.sentence", "unit", "3-2-1501"), "3-2-1501"},
		{"joined", errors.Join(wrapped, errors.New("boom 42")), "台账.xlsx"},
		{"keys of the domain", app.Refuse("defect.step_refused", "number", "D-01-00042", "state", "fixed", "step", "fix"), "D-01-00042 现为“待复验”，不能“登记完成”"},
		{"a field of a record", app.Refuse("text.control", "kind", "owner", "field", "name", "signs", "U+202E U+001B"), "“业主姓名”里有不该有的控制字符或隐形字符（U+202E U+001B）"},
		{"keys with dots", app.Refuse("permission.missing", "who", "赵敏", "what", "defect.assign", "may", "supervisor、senior"), "赵敏没有“指派验房员、派单、签发整改通知”的权限，请由有权限的同事（客服主管、高级主管）登录后办理。"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := w.Refusal(c.err)
			if c.err == nil && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("%q", got)
			}
		})
	}
	if lines := strings.Split(w.Refusal(cases[5].err), "\n"); len(lines) != 2 {
		t.Errorf("two errors are said in %d lines", len(lines))
	}
}

// What a refusal names by keys of its domain is said in words, one or several.
func TestRefusalSaysKeysInWords(t *testing.T) {
	w := New()
	missing := app.Refuse("contract.agreement_incomplete", "unit", "3-2-1501", "missing", "area、id_no:王敏、业主甲")
	if got := w.Refusal(missing); !strings.Contains(got, "房屋建筑面积、证件号码 王敏、业主甲") {
		t.Error(got)
	}
	w.SetLanguage(English)
	if got := w.Refusal(missing); !strings.Contains(got, "the floor area, ID number of 王敏, 业主甲") {
		t.Error(got)
	}
}

func TestFigures(t *testing.T) {
	w := New()
	day := app.NewDate(2026, time.November, 23)
	at := time.Date(2026, 11, 23, 14, 2, 0, 0, time.Local)
	for _, c := range []struct{ got, want string }{
		{w.Date(day), "2026-11-23"},
		{w.Date(0), "–"},
		{w.Day(at), "2026-11-23"},
		{w.Clock(at), "14:02"},
		{w.Moment(at), "2026-11-23 14:02"},
		{w.Moment(time.Time{}), "–"},
		{w.Number(0), "0"},
		{w.Number(999), "999"},
		{w.Number(1000), "1,000"},
		{w.Number(-1234567), "-1,234,567"},
		{w.Decimal("12800.50"), "12,800.50"},
		{Spaced("3幢1501室"), "3\u2009幢\u20091501\u2009室"},
		{Spaced("空鼓，约30 cm"), "空鼓，约\u200930 cm"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestReadDay(t *testing.T) {
	today := app.NewDate(2026, time.November, 23)
	for text, want := range map[string]string{
		"2026-11-23": "2026-11-23", "2026/1/3": "2026-01-03", "20261123": "2026-11-23",
		"2026年11月23日": "2026-11-23", "12-1": "2026-12-01", " 2026.11.23 ": "2026-11-23", "": "",
		"2026-02-30": "refused", "下周": "refused", "-1": "refused", "2026": "refused",
	} {
		got, err := ReadDay(text, today)
		said := got.String()
		if err != nil {
			said = "refused"
			if app.RefusalCode(err) != "date.unreadable" {
				t.Errorf("%q: %v", text, err)
			}
		}
		if said != want {
			t.Errorf("%q is read as %s, want %s", text, said, want)
		}
	}
}

// What people read on a screen comes from the catalogues: no source of ui/screen
// holds a literal with Chinese characters.
func TestScreensHoldNoLiterals(t *testing.T) {
	root := filepath.Join("..", "screen")
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && strings.HasSuffix(d.Name(), "test") { // what tests stand on
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		set := token.NewFileSet()
		tree, err := parser.ParseFile(set, file, source, 0)
		if err != nil {
			return nil // somebody is at work on it; the compiler will say so
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if ok && lit.Kind == token.STRING && strings.ContainsFunc(lit.Value, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%s: %s belongs in a catalogue", set.Position(lit.Pos()), lit.Value)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every key a screen asks for by a literal is known.
func TestScreensAskForKnownKeys(t *testing.T) {
	w := New()
	call := regexp.MustCompile(`\.(?:T|In)\((?:words\.\w+, )?"([a-z_0-9.]+)"[,)]`)
	err := filepath.WalkDir(filepath.Join("..", "screen"), func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") {
			return err
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		for _, m := range call.FindAllSubmatch(source, -1) {
			if key := string(m[1]); strings.Contains(key, ".") && !w.Has(key) {
				t.Errorf("%s asks for %s, which no catalogue knows", file, key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// An event names each record it is about once; more than a few are counted.
func TestSubjects(t *testing.T) {
	w := New()
	first, second, paper := app.ID{1}, app.ID{2}, app.ID{3}
	names := map[app.ID]string{first: "D-01-00001", second: "D-01-00002", paper: "JF-01-00001"}
	e := app.Event{Changes: []app.FieldChange{
		{Record: app.Ref{Kind: "meter", ID: app.ID{7}}, Field: "reading", Value: "12.5"},
	}, About: []app.ID{first, first, second, paper}}
	if got, want := w.Value(app.Meaning{Type: app.ConditionField, Words: "handover.gate"}, "grave_defect D-01-00003", nil), "严重或紧急问题未销项 D-01-00003"; got != want {
		t.Errorf("an override of %q, not %q", got, want)
	}
	about := w.Subjects(e, func(id app.ID) string { return names[id] })
	if got, want := w.Some(about), "D-01-00001、D-01-00002、JF-01-00001"; got != want {
		t.Errorf("about %q, not %q", got, want)
	}
	if got, want := w.Some(append(about, "a", "b")), "D-01-00001、D-01-00002、JF-01-00001等，另有 2 项"; got != want {
		t.Errorf("more are said %q, not %q", got, want)
	}
}

// A history tells how a record stood in the end, and what the action says already
// it does not say again.
func TestChangesInTheEnd(t *testing.T) {
	paper, place := app.Ref{Kind: "document", ID: app.ID{1}}, app.Ref{Kind: "signature_field", ID: app.ID{2}}
	state := app.Meaning{Type: app.ChoiceField, Words: "contract.state"}
	e := app.Event{Changes: []app.FieldChange{
		{Record: paper, Field: "doc_kind", Value: "certificate", Silent: true}, {Record: paper, Field: "state", Meaning: state, Value: "draft"},
		{Record: place, Field: "required", Value: "true", Silent: true}, {Record: paper, Field: "state", Meaning: state, Value: "locked"},
	}}
	if got, want := New().Changes(e, nil), []string{"转为待签署"}; !slices.Equal(got, want) {
		t.Errorf("%q, not %q", got, want)
	}
}

// Photos that came with a step are counted, each stage by itself; nothing else is said of them.
func TestWhatCameWithAStepIsCounted(t *testing.T) {
	e := app.Event{Changes: []app.FieldChange{{Record: app.Ref{Kind: "defect", ID: app.ID{1}}, Field: "state", Old: "fixing", Value: "fixed", Meaning: app.Meaning{Type: app.ChoiceField, Words: "defect.state"}}}}
	for i, stage := range []string{"after", "verify", "after"} {
		photo := app.Ref{Kind: "defect_photo", ID: app.ID{2, byte(i)}}
		e.Changes = append(e.Changes, app.FieldChange{Record: photo, Field: "stage", Value: stage, Meaning: app.Meaning{Type: app.ChoiceField, Words: "defect.stage"}},
			app.FieldChange{Record: photo, Field: "round", Value: "1"})
	}
	w := New()
	for l, want := range map[Language]string{
		Chinese: "转为待复验; 附整改后照片 2 张; 附复验照片 1 张",
		English: "Now To re-inspect; 2 photos added (After); 1 photo added (Re-inspection)",
	} {
		w.SetLanguage(l)
		if got := strings.Join(w.Changes(e, nil), "; "); got != want {
			t.Errorf("it is said %q, not %q", got, want)
		}
	}
}

// What a checklist keeps by key is said by name, in the language spoken.
func TestValuesOfAChecklist(t *testing.T) {
	w := New()
	for _, c := range []struct {
		is            app.Meaning
		value, zh, en string
	}{
		{app.Meaning{Type: app.ChoiceField, Words: "inspect.set"}, "standard", "国家/行业标准", "National and trade standards"},
		{app.Meaning{Type: app.ChoiceField, Words: "inspect.finish"}, "fitted", "精装", "Fitted out"},
		{app.Meaning{Type: app.ChoiceField, Words: "common.answer"}, "na", "不适用", "N/A"},
		{app.Meaning{Type: app.ItemField}, "wall.crack", "裂缝", "Crack"},
		{app.Meaning{Type: app.ItemField}, "wall_tile.hollow", "墙砖空鼓", "Hollow wall tile"},
	} {
		for l, want := range map[Language]string{Chinese: c.zh, English: c.en} {
			w.SetLanguage(l)
			if got := w.Value(c.is, c.value, nil); got != want {
				t.Errorf("%s is said %q, not %q", c.value, got, want)
			}
		}
	}
}

// A step is offered, and told in the history, by name, also one taken at another desk; a
// state has a name.
func TestStepsAndStatesAreSaid(t *testing.T) {
	w := New()
	for _, key := range slices.Concat(
		keys("defect.state.", defect.Ladder), keys("defect.step.", defect.Machine.Offered()),
		keys("action.defect.", defect.Machine.Offered(), defect.IssueNotice, defect.Reissue, defect.ReceiveNotice), // whose actions are those of a notice
		keys("inspect.state.", inspect.Ladder), keys("inspect.step.", inspect.Machine.Offered()), keys("action.inspect.", inspect.Machine.Offered()),
		keys("handover.state.", handover.Ladder), keys("handover.act.", handover.Machine.Offered(), handover.Decide, handover.Complete),
		keys("action.handover.", handover.Machine.Offered()), keys("handover.step.", slices.DeleteFunc(handover.Machine.Offered(), func(s handover.Step) bool { return s == handover.DrawUp })), // which is refused otherwise
		keys("contract.state.", contract.Ladder), keys("contract.step.", contract.Machine.Offered(), contract.Lock, contract.Print),
		keys("action.document.", contract.Machine.Offered(), contract.Lock),
	) {
		if !w.Has(key) {
			t.Errorf("nothing says %s", key)
		}
	}
}

func keys[K ~string](stem string, all []K, but ...K) (keys []string) {
	for _, k := range all {
		if !slices.Contains(but, k) {
			keys = append(keys, stem+string(k))
		}
	}
	return keys
}
