package site

import (
	"regexp"
	"strconv"
	"strings"
)

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
