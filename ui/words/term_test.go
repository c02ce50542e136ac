package words

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/site"
)

func TestTermsOfRecordsAreSaidInEnglish(t *testing.T) {
	w := New()
	if got := w.Term("客厅"); got != "客厅" {
		t.Errorf("in Chinese 客厅 is %q", got)
	}
	w.SetLanguage(English)
	for zh, want := range map[string]string{
		"": "", "卫生间": "Bathroom", "卧室2": "Bedroom 2", "墙砖空鼓": "Hollow wall tile", "给排水": "Plumbing",
		"样板间": "样板间", "2": "2", "身份证": "ID card",
	} {
		if got := w.Term(zh); got != want {
			t.Errorf("%s is said as %q, want %q", zh, got, want)
		}
	}
	if got := w.Terms("厨房", "王敏"); !slices.Equal(got, []string{"Kitchen", "王敏"}) {
		t.Errorf("厨房 and 王敏 are said as %q", got)
	}
	grave := app.Refuse("handover.grave_defect", "number", "D-01-00277", "what", "主卧 电气 墙砖空鼓", "severity", "serious")
	if got := w.Refusal(grave); !strings.Contains(got, "Hollow wall tile") || strings.Contains(got, "电气") {
		t.Errorf("the gate says %q", got)
	}
	// Whatever the program proposes has its English.
	for _, r := range site.DefaultRooms {
		if w.Term(r.Name) == r.Name {
			t.Errorf("room %s has no English", r.Name)
		}
	}
	for _, p := range site.IDTypes {
		if w.Term(p) == p {
			t.Errorf("paper %s has no English", p)
		}
	}
}

func TestEnglishQuotesAreNoWiderThanLetters(t *testing.T) {
	w := New()
	w.SetLanguage(English)
	if got := w.T("common.reading.unreadable", "text", "x"); strings.ContainsAny(got, "“”‘’") {
		t.Errorf("curly quotes in %s", got)
	}
}
