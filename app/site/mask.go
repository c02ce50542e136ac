package site

import "strings"

// MaskedFields are the fields that Masked hides.
var MaskedFields = []string{"id_no", "phone", "phone2", "address"}

// Masked is the owner as those see it who may not see private data in full.
func (o Owner) Masked() Owner {
	o.IDNo, o.Phone, o.Phone2, o.Address = Mask(o.IDNo), Mask(o.Phone), Mask(o.Phone2), Mask(o.Address)
	return o
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
