package site

import (
	"regexp"
	"strings"
)

var (
	placeWords = regexp.MustCompile(`^([^\d期]*?)((?:[A-Z]{0,2}\d{1,3}[A-Z]?|[A-Z]|[一二三四五六七八九十百零〇两廿甲乙丙丁]+)(?:号楼|号幢|号栋|#楼|#幢|#栋|幢|栋|座|#))-?(?:([A-Z\d一二三四五六七八九十甲乙丙丁东西南北中]{1,3}(?:号单元|单元|号门|门))-?)?(?:((?:负|-)?\d{1,2}|(?:负|地下)?[一二三四五六七八九十]{1,3})(?:层|楼)-?)?(.+)$`)
	street     = regexp.MustCompile(`^[^\d]*?(?:路|街|大道|巷)\d{1,4}号`) // 人民路1号云栖府1幢101
	villaWords = regexp.MustCompile(`^(?:[^\d期]*?)别墅-?(\d{1,3})(?:号|幢|栋|#|号楼)?$`)
)

// ParseUnit reads a whole address in one text: 3-2-1501, 3幢2单元1501室,
// A座1501, 锦绣花园3#2-1501, 1号楼2单元3楼306, 别墅12号. Two parts are building and room.
func ParseUnit(text string) (Place, bool) {
	s := street.ReplaceAllString(tight(text), "")
	if m := villaWords.FindStringSubmatch(s); m != nil {
		code, ok := BuildingCode("别墅" + m[1])
		return Place{Building: code}, ok
	}
	if m := placeWords.FindStringSubmatch(s); m != nil {
		// 商业 and 别墅 before the number are the building's kind, other words the community's name.
		name := m[2]
		for _, k := range buildingKinds {
			for _, w := range k.words {
				if strings.HasSuffix(m[1], w) {
					name = w + m[2]
				}
			}
		}
		p, ok := place(name, m[3], m[5])
		if floor, told := FloorNumber(m[4]); told {
			p.Room = RoomOnFloor(floor, p.Room)
		}
		return p, ok
	}
	parts := strings.Split(strings.ReplaceAll(s, "--", "-B"), "-")
	switch len(parts) {
	case 2:
		return place(parts[0], "", parts[1])
	case 3:
		return place(parts[0], parts[1], parts[2])
	}
	return Place{}, false
}

// EstateOf is what a whole address names before its building: 锦绣花园 of
// 锦绣花园3幢1501, A区 of A区3栋101. The code does not hold it.
func EstateOf(text string) string {
	if m := placeWords.FindStringSubmatch(street.ReplaceAllString(tight(text), "")); m != nil {
		return m[1]
	}
	return ""
}

// place puts codes together; a room that still names its entrance (2-1501) is split.
func place(building, entrance, room string) (Place, bool) {
	b, ok := BuildingCode(building)
	if !ok {
		return Place{}, false
	}
	e, ok := EntranceCode(entrance)
	if !ok {
		return Place{}, false
	}
	r, ok := RoomCode(room)
	if !ok && e == "" {
		if first, rest, found := strings.Cut(room, "-"); found {
			if e, ok = EntranceCode(first); ok {
				r, ok = RoomCode(rest)
			}
		}
	}
	return Place{b, e, r}, ok
}
