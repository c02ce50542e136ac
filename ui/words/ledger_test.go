package words

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"keyday/app/intake"
)

// Every kind of thing that an import may say has its word in both languages.
func TestImportsAreSaid(t *testing.T) {
	entry := map[string]string{"FindingKind": "intake.finding.", "PassedKind": "intake.passed.", "ChangeKind": "intake.change.", "Sureness": "intake.sure.", "Field": "intake.field."}
	constant := regexp.MustCompile(`(FindingKind|PassedKind|ChangeKind|Sureness|Field)\s+= "(\w+)"`)
	files, err := filepath.Glob(filepath.Join("..", "..", "app", "intake", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	w, found := New(), 0
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range constant.FindAllStringSubmatch(string(source), -1) {
			found++
			for _, l := range Languages {
				w.SetLanguage(l)
				if key := entry[m[1]] + m[2]; !w.Has(key) {
					t.Errorf("%s: %s is not said", l, key)
				}
			}
		}
	}
	if found < 80 {
		t.Errorf("only %d constants were found", found)
	}
}

func TestLedgerValues(t *testing.T) {
	w := New()
	for _, c := range []struct {
		field intake.Field
		text  string
		want  string
	}{
		{intake.ContractArea, "143.2", "143.20"}, {intake.UnitPrice, "12519", "12,519.00"}, {intake.Fund, "paid", "已交存"}, {intake.Batch, "第1批", "第1批"}, {intake.Fund, "", ""},
	} {
		if got := w.LedgerValue(c.field, c.text); got != c.want {
			t.Errorf("%s %q is said as %q, want %q", c.field, c.text, got, c.want)
		}
	}
	if got := w.List([]string{"张三", "李四"}); got != "张三、李四" {
		t.Errorf("%q", got)
	}
	w.SetLanguage(English)
	if got := w.List([]string{"张三", "李四"}); got != "张三, 李四" {
		t.Errorf("%q", got)
	}
}
