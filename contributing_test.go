package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What CONTRIBUTING.md leads to is there: files and folders by their paths, sections by
// their headings.
func TestContributingLeadsSomewhere(t *testing.T) {
	raw, err := os.ReadFile("CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	text, found := string(raw), 0
	for _, m := range regexp.MustCompile("`((?:app|assets|data|ui|\\.ci)/[a-zA-Z0-9_/.{},*-]+)`").FindAllStringSubmatch(text, -1) {
		for _, path := range []string{strings.ReplaceAll(m[1], "{zh,en}", "zh"), strings.ReplaceAll(m[1], "{zh,en}", "en")} {
			found++
			if there, err := filepath.Glob(path); err != nil || len(there) == 0 {
				t.Errorf("there is no %s", path)
			}
		}
	}
	for _, m := range regexp.MustCompile(`\]\(#([a-z0-9-]+)\)`).FindAllStringSubmatch(text, -1) {
		found++
		heading := strings.ReplaceAll(m[1], "-", "[ :,?-]+")
		if !regexp.MustCompile(`(?im)^#+ ` + heading + `\W*$`).MatchString(text) {
			t.Errorf("no heading is %s", m[1])
		}
	}
	if found < 60 {
		t.Errorf("only %d paths and headings were found", found)
	}
}
