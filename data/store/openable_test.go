package store

import (
	"strings"
	"testing"
)

// SQLite counts a path in bytes, on Windows in UTF-16 units: there a folder of Chinese
// names may be three times as long in UTF-8.
func TestPathsThatOpen(t *testing.T) {
	for _, c := range []struct {
		goos, dir string
		opens     bool
	}{
		{"linux", strings.Repeat("x", 448), true},
		{"linux", strings.Repeat("x", 449), false},
		{"linux", strings.Repeat("长", 149), true},
		{"linux", strings.Repeat("长", 150), false},
		{"windows", strings.Repeat("x", 196), true},
		{"windows", strings.Repeat("x", 197), false},
		{"windows", strings.Repeat("长", 196), true},
		{"windows", strings.Repeat("𠮷", 98), true},
		{"windows", strings.Repeat("𠮷", 99), false},
	} {
		if got := opensOn(c.goos, c.dir); got != c.opens {
			t.Errorf("%s, %d bytes: %v", c.goos, len(c.dir), got)
		}
	}
}
