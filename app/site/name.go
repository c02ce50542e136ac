package site

import "strings"

// NameIn is what contracts call the unit: 3幢2单元1501室, S2幢商铺101. It says
// the codes of building, entrance and room again in words; the building is the
// one that the unit stands in.
func (u Unit) NameIn(b Building) string {
	var name strings.Builder
	name.WriteString(b.Name)
	if b.Name == "" {
		name.WriteString(b.Code + "幢")
	}
	if u.Entrance != "" {
		name.WriteString(u.Entrance + "单元")
	}
	for _, k := range []prefixed{{[]string{"商铺"}, "S"}, {[]string{"储藏室"}, "C"}, {[]string{"地下室"}, "B"}} {
		if rest, ok := strings.CutPrefix(u.Room, k.letter); ok {
			return name.String() + k.words[0] + rest
		}
	}
	if u.Room != "" {
		name.WriteString(u.Room + "室")
	}
	return name.String()
}
