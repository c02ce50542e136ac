package site

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"keyday/app"
)

// Codes are how two ledgers, two laptops and two people name one home alike.
// People write 3幢, 3栋, 3#, 3号楼 or 三幢; the code is 3. They write 2单元 or
// 二单元; the code is 2. They write 1501室, １５０１ or 01501; the code is 1501.
// A code never holds a dash, so that joined codes cannot be read two ways.

// Place is where a unit stands, as codes; Entrance is "" where the building has
// none, Room is "" for a villa that is a building of its own.
type Place struct {
	Building, Entrance, Room string
}

// Code is the unit's code within its community: 3-2-1501, A-1501, V12.
func (p Place) Code() string {
	parts := make([]string, 0, 3)
	for _, s := range []string{p.Building, p.Entrance, p.Room} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, "-")
}

// CompareCodes puts codes in the order of a street: by building, entrance and room,
// a shorter number before a longer one.
func CompareCodes(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "-"), strings.Split(b, "-"), func(a, b string) int {
		return cmp.Or(len(a)-len(b), strings.Compare(a, b))
	})
}

// BuildingID is the identity that every laptop gives the building of that code.
func BuildingID(community app.ID, code string) app.ID {
	return app.DerivedID(community, "building/"+code)
}

// UnitID is the identity that every laptop gives the unit of that code.
func UnitID(community app.ID, code string) app.ID {
	return app.DerivedID(community, "unit/"+code)
}

var (
	buildingSuffix = regexp.MustCompile(`(号楼|号幢|号栋|号座|#楼|#幢|#栋|#座|幢|栋|座|#|号|楼)$`)
	buildingPrefix = regexp.MustCompile(`^(第|NO\.?|BUILDING|BLOCK|BLDG\.?|TOWER|幢|栋|楼|#)`)
	buildingCore   = regexp.MustCompile(`^([A-Z]{0,2})0*(\d{1,3})([A-Z]?)$`)
	entranceAffix  = regexp.MustCompile(`^(第|单元|ENTRANCE|UNIT)|(号单元|单元|号门|门|梯)$`)
	entranceCore   = regexp.MustCompile(`^(?:0*(\d{1,2})|([A-Z]|[甲乙丙丁戊]|[东西南北中]))$`)
	roomSuffix     = regexp.MustCompile(`(号商铺|号铺|号房|号室|室|房|号|铺)$`)
	roomCore       = regexp.MustCompile(`^([A-Z]{0,2})-?0*(\d{1,5})-?([A-Z]?)$`)
	basementRoom   = regexp.MustCompile(`^B([1-9])-0*([1-9]\d?)([A-Z]?)$`)
	wholeNumber    = regexp.MustCompile(`^(\d+)\.0+$`)
	roomRemark     = regexp.MustCompile(`(\d[A-Z]?)(?:室|房)?-?\(?(?:复式|跃层|跃|顶复|LOFT|平层|样板间|样板房|精装|毛坯)\)?$`)
)

// prefixed maps the words that people put before a number to the code's letter.
type prefixed struct {
	words  []string
	letter string
}

var buildingKinds = []prefixed{
	{[]string{"商业楼", "商业", "商铺", "商"}, "S"},
	{[]string{"别墅", "墅"}, "V"},
}

var roomKinds = []prefixed{
	{[]string{"商铺", "商业用房", "商业", "门面", "店铺", "铺位", "商", "铺"}, "S"},
	{[]string{"地下储藏室", "储藏室", "储藏间", "储物间", "杂物间", "储"}, "C"},
	{[]string{"地下室", "地下", "负", "-"}, "B"},
}

// takePrefix cuts the word that tells the kind and answers its letter.
func takePrefix(s string, kinds []prefixed) (letter, rest string) {
	for _, k := range kinds {
		for _, w := range k.words {
			if after, ok := strings.CutPrefix(s, w); ok {
				return k.letter, strings.TrimPrefix(after, "-")
			}
		}
	}
	return "", s
}

// joinLetters puts the kind's letter before those that people wrote, unless
// they wrote it themselves (商铺S101); a code has at most two.
func joinLetters(kind, written string) (string, bool) {
	if !strings.HasPrefix(written, kind) {
		written = kind + written
	}
	return written, len(written) <= 2
}

// BuildingCode normalises 幢, 栋, 座, #, 号楼: 1幢 → 1, 十二幢 → 12, A座 → A,
// 商业2# → S2, 别墅12幢 → V12. It answers false for what names no building, and
// for a phase (一期3幢), because a code must not lose it unseen.
func BuildingCode(text string) (string, bool) {
	s := wholeNumber.ReplaceAllString(tight(text), "$1")
	kind, s := takePrefix(s, buildingKinds)
	s = buildingPrefix.ReplaceAllString(s, "")
	s = buildingSuffix.ReplaceAllString(s, "")
	if n, ok := chineseNumber(s); ok {
		s = strconv.Itoa(n)
	}
	switch m := buildingCore.FindStringSubmatch(s); {
	case m != nil && m[2] != "0":
		letters, ok := joinLetters(kind, m[1])
		if !ok {
			return "", false
		}
		return letters + m[2] + m[3], true
	case kind == "" && len(s) == 1 && s[0] >= 'A' && s[0] <= 'Z':
		return s, true
	case kind == "" && strings.ContainsAny(s, "甲乙丙丁戊") && len([]rune(s)) == 1:
		return s, true
	case kind == "S" && s == "":
		return kind, true
	}
	return "", false
}

// EntranceCode normalises 1单元, 一单元, 甲单元, A门. Nothing, a stroke or 无 is
// the empty code: the building has no entrances of its own.
func EntranceCode(text string) (string, bool) {
	s := wholeNumber.ReplaceAllString(tight(text), "$1")
	if IsNothing(s) {
		return "", true
	}
	s = entranceAffix.ReplaceAllString(s, "")
	if n, ok := chineseNumber(s); ok {
		s = strconv.Itoa(n)
	}
	m := entranceCore.FindStringSubmatch(s)
	if m == nil || m[1] == "0" {
		return "", false
	}
	return m[1] + m[2], true
}

// RoomCode normalises 1501室, １５０１, 1501-A, 商铺101 → S101, 储藏室12 → C12, -101, 负101 and
// B1-01 → B101; what 301复式 and 803(样板间) say besides is none of it. A text that names
// the entrance or building too is not a room; ParseUnit reads it.
func RoomCode(text string) (string, bool) {
	s := wholeNumber.ReplaceAllString(tight(text), "$1")
	s = roomRemark.ReplaceAllString(s, "$1")
	kind, s := takePrefix(s, roomKinds)
	s = roomSuffix.ReplaceAllString(s, "")
	if n, ok := chineseNumber(s); ok {
		s = strconv.Itoa(n)
	}
	if kind == "B" {
		s, kind = kind+strings.TrimPrefix(s, "B"), ""
	}
	if m := basementRoom.FindStringSubmatch(s); m != nil {
		return kind + "B" + m[1] + strings.Repeat("0", 2-len(m[2])) + m[2] + m[3], true
	}
	m := roomCore.FindStringSubmatch(s)
	if m == nil || m[2] == "0" {
		return "", false
	}
	letters, ok := joinLetters(kind, m[1])
	if !ok {
		return "", false
	}
	return letters + m[2] + m[3], true
}
