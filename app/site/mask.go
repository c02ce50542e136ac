package site

import (
	"regexp"
	"strings"
)

// MaskedFields lists the fields that Masked hides.
func MaskedFields() (keys []string) {
	for _, f := range OwnerFields {
		if f.Mask != nil {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// Masked is the owner as lists and pages show one, whoever looks.
func (o Owner) Masked() Owner {
	for _, f := range OwnerFields {
		if f.Mask != nil {
			*f.At(&o) = f.Mask(f.Of(o))
		}
	}
	return o
}

// tookMask reports whether a masked number would overwrite the number itself.
func (o Owner) tookMask(old Owner) bool {
	for _, f := range OwnerFields {
		if now := f.Of(o); f.Mask != nil && now != f.Of(old) && now == f.Mask(f.Of(old)) {
			return true
		}
	}
	return false
}

// Mask keeps three characters at the beginning and, where the text is long
// enough, four at the end: 138****1234.
func Mask(s string) string {
	r := []rune(s)
	switch {
	case len(r) == 0:
		return ""
	case len(r) <= 3:
		return strings.Repeat("*", len(r))
	case len(r) < 11:
		return string(r[:3]) + strings.Repeat("*", len(r)-3)
	}
	return string(r[:3]) + strings.Repeat("*", len(r)-7) + string(r[len(r)-4:])
}

// MaskAddress keeps only the beginning of an address: the end identifies the door.
func MaskAddress(s string) string {
	r := []rune(s)
	return string(r[:min(3, len(r)/2)]) + strings.Repeat("*", len(r)-min(3, len(r)/2))
}

// personal are mobile numbers and ID numbers, as they stand in a text.
var personal = regexp.MustCompile(`\b1[3-9]\d[- ]?\d{4}[- ]?\d{4}\b|\b\d{17}[0-9Xx]\b|\b\d{15}\b`)

// MaskIn masks the numbers of people within a text that is not about them: a remark, a
// cell in the wrong column.
func MaskIn(text string) string { return personal.ReplaceAllStringFunc(text, Mask) }
