package app

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// Names become file names on every system, Windows above all.
func TestFileName(t *testing.T) {
	for text, want := range map[string]string{
		"锦绣花园 一期": "锦绣花园 一期", `a/b\c:d*?"<>|`: "a-b-c-d------", "欧阳䶮 𠮷 \ue000 辻\U000e0100": "欧阳䶮 𠮷 \ue000 辻\U000e0100",
		"王\u202egpj.exe": "王gpj.exe", "\x1b[31m红\x07\x00": "[31m红", "一\n期": "一 期", "\xff\u200b名\ufeff": "名",
		"  ": "", "..": "", "": "", "一期.": "一期", " 一期 . ": "一期", "\u202e": "", "　一期　": "一期",
		"CON": "_CON", "nul": "_nul", "Aux.2026": "_Aux.2026", "com1": "_com1", "LPT9.txt": "_LPT9.txt", "COM¹": "_COM¹", "prn .x": "_prn .x", "nul\u200b": "_nul", "conin$": "_conin$",
		"CONTRACT": "CONTRACT", "com": "com", "COM10": "COM10", "nul公寓": "nul公寓", "锦绣con": "锦绣con",
	} {
		if got := FileName(text, 180); got != want {
			t.Errorf("%q is filed as %q, want %q", text, got, want)
		}
	}
	for _, long := range []string{strings.Repeat("锦绣花园", 30), strings.Repeat("𠮷", 100), strings.Repeat("a ", 200), "con." + strings.Repeat("x", 300)} {
		for _, most := range []int{10, 179, 180, 181, 182, 183} {
			got := FileName(long, most)
			if len(got) > most || len(got) < most-4 || !utf8.ValidString(got) || strings.TrimRight(got, " .") != got {
				t.Errorf("%.20q… in %d bytes is %q", long, most, got)
			}
		}
	}
	if got := FileName(strings.Repeat("锦绣花园", 30), 180); got != strings.Repeat("锦绣花园", 15) {
		t.Errorf("%q", got)
	}
}
