package durable

import (
	"path/filepath"
	"strings"
)

// SameMedium reports whether both folders lie on one drive: what breaks the one then
// breaks the other.
func SameMedium(a, b string) bool {
	return strings.EqualFold(filepath.VolumeName(a), filepath.VolumeName(b))
}
