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

// Fold writes full-width letters, digits and signs half-width, turns every kind
// of space and dash into the plain one, and trims; Chinese stays as it is.
func Fold(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '－' || r == '—' || r == '–' || r == '‐' || r == '‑' || r == '−' || r == '﹣':
			return '-'
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u3000' || r == '\u00a0' || r == '\u2002' || r == '\u2003' || r == '\u2009':
			return ' '
		case r == '\u200b' || r == '\u200e' || r == '\u200f' || r == '\ufeff':
			return -1
		}
		return r
	}, s))
}

// tight is Fold in capitals without any space.
func tight(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(Fold(s)), ""))
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

// RoomCode normalises 1501室, １５０１, 1501-A, 商铺101 → S101, 储藏室12 → C12,
// -101, 负101 and B1-01 → B101. A text that names the entrance or building too is not a
// room; ParseUnit reads it.
func RoomCode(text string) (string, bool) {
	s := wholeNumber.ReplaceAllString(tight(text), "$1")
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
			if e, ok = EntranceCode(first); ok && e != "" {
				r, ok = RoomCode(rest)
			}
		}
	}
	return Place{b, e, r}, ok
}

var floorAffix = regexp.MustCompile(`^第|(层|楼|F|/F)$`)

// FloorNumber reads 15, 15层, 15F, 十五层, 负一层, -1, B1, 地下一层 and 首层.
// There is no floor 0.
func FloorNumber(text string) (int, bool) {
	s := wholeNumber.ReplaceAllString(tight(text), "$1")
	s = floorAffix.ReplaceAllString(s, "")
	if s == "首" {
		return 1, true
	}
	sign := 1
	for _, below := range []string{"地下", "负", "-", "B"} {
		if after, ok := strings.CutPrefix(s, below); ok {
			s, sign = after, -1
			break
		}
	}
	n, ok := chineseNumber(s)
	if !ok {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			return 0, false
		}
	}
	if n < 1 || n > 199 {
		return 0, false
	}
	return sign * n, true
}

var roomParts = regexp.MustCompile(`^([A-Z]{0,2})(\d+)[A-Z]?$`)

// FloorOfRoom is the floor that a room code tells: 1501A is on 15, S101 on 1,
// B205 on -2. Short numbers and storage rooms tell none.
func FloorOfRoom(room string) (int, bool) {
	m := roomParts.FindStringSubmatch(room)
	if m == nil || len(m[2]) < 3 || m[1] == "C" {
		return 0, false
	}
	n, err := strconv.Atoi(m[2][:len(m[2])-2])
	if err != nil || n < 1 || n > 199 {
		return 0, false
	}
	if strings.HasSuffix(m[1], "B") {
		return -n, true
	}
	return n, true
}

// RoomOnFloor is the room's code where the room is a mere number on its floor: 02 on
// the third is 302, on the first below ground B102. Other codes stay.
func RoomOnFloor(floor int, room string) string {
	if len(room) == 0 || len(room) > 2 || strings.Trim(room, "0123456789") != "" {
		return room
	}
	letter := ""
	if floor < 0 {
		floor, letter = -floor, "B"
	}
	return letter + strconv.Itoa(floor) + strings.Repeat("0", 2-len(room)) + room
}

// IsNothing reports whether a cell's text only says that there is nothing:
// blank, a stroke, 无, 暂无.
func IsNothing(text string) bool {
	switch tight(text) {
	case "", "-", "--", "---", "/", "\\", "无", "暂无", "没有", "空", "NULL", "N/A", "NONE":
		return true
	}
	return false
}

var (
	chineseDigits = map[rune]int{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4,
		'五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
	chinesePlaces = map[rune]int{'十': 10, '百': 100}
)

// chineseNumber reads 十二, 二十一, 一百零三 and, digit by digit, 一五〇一.
func chineseNumber(s string) (int, bool) {
	if s == "" {
		return 0, false
	}
	s = strings.ReplaceAll(s, "廿", "二十")
	total, digit, digits, places := 0, -1, 0, 0
	last := 1000
	for _, r := range s {
		if d, ok := chineseDigits[r]; ok {
			digits++
			if places == 0 && digits > 1 {
				digit = digit*10 + d
			} else {
				digit = d
			}
			if digits > 6 {
				return 0, false
			}
			continue
		}
		place, ok := chinesePlaces[r]
		if !ok || place >= last || digit > 9 {
			return 0, false
		}
		if digit <= 0 {
			if place == 100 || digit == 0 && total == 0 {
				return 0, false
			}
			digit = 1
		}
		total, digit, last = total+digit*place, -1, place
		places++
	}
	if digit > 0 {
		total += digit
	}
	return total, true
}
