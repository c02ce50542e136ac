package words

import (
	"slices"
	"strings"
)

// Join writes the parts that say something one after the other, with between
// between them.
func Join(between string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return s == "" }), between)
}
