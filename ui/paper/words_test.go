package paper

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/BurntSushi/toml"
)

// Every refusal of this package and of those below has its sentence in both languages.
func TestRefusalsHaveWords(t *testing.T) {
	codes := map[string]bool{}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	below, err := filepath.Glob("*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, below...)
	for _, f := range files {
		source, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`Refuse\("paper\.(\w+)"`).FindAllSubmatch(source, -1) {
			codes[string(m[1])] = true
		}
	}
	if len(codes) == 0 {
		t.Fatal("no refusals found")
	}
	for _, lang := range []string{"zh", "en"} {
		var words struct {
			Refusal struct{ Paper map[string]string }
		}
		if _, err := toml.DecodeFile(filepath.Join("..", "..", "assets", "words", lang, "paper.toml"), &words); err != nil {
			t.Fatal(err)
		}
		for code := range codes {
			if words.Refusal.Paper[code] == "" {
				t.Errorf("%s: no sentence for paper.%s", lang, code)
			}
		}
		for code := range words.Refusal.Paper {
			if !codes[code] {
				t.Errorf("%s: a sentence for paper.%s, which nobody says", lang, code)
			}
		}
	}
}
