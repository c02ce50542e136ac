package words

import (
	"io/fs"
	"regexp"
	"testing"

	"keyday/assets"
)

// A Chinese name stands in a Chinese sentence without spaces.
func TestNamesStandWithoutSpaces(t *testing.T) {
	apart := regexp.MustCompile(`\{\{\.(owner|agent|who|names|lawyer)\}\} \p{Han}|\p{Han} \{\{\.(owner|agent|who|names|lawyer)\}\}`)
	files, err := fs.Glob(assets.Words, "words/zh/*.toml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no catalogue: %v", err)
	}
	for _, file := range files {
		for key, sentence := range entries(t, file) {
			if found := apart.FindString(sentence); found != "" {
				t.Errorf("%s, %s: %q", file, key, found)
			}
		}
	}
}

// What has no entrance says none.
func TestEntrance(t *testing.T) {
	w := New()
	for lang, want := range map[Language]string{Chinese: "2 单元", English: "Entrance 2"} {
		w.SetLanguage(lang)
		if got := w.Entrance("2"); got != want || w.Entrance("") != "" {
			t.Errorf("%s: %q, and %q of none", lang.Name(), got, w.Entrance(""))
		}
	}
}
