package app

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Series is a series of human numbers, such as D-01-00042 or LX-F-2026-01-00042. The
// part before the last is the lane of the laptop's stream, so that no two laptops ever
// write the same number; gaps happen, reuse never does.
type Series struct {
	Kind      string    // capital letters, mostly of the pinyin: ZG 整改
	Direction Direction // "" where letters do not go both ways
	Year      int       // 0 where the count goes on for ever; else it begins anew each year
}

// Direction tells letters sent from letters received; each is counted on its own.
type Direction string

// The directions, as registers of letters mark them.
const (
	Sent     Direction = "F" // 发
	Received Direction = "S" // 收
)

// The series. A printed number never changes its meaning, so this table only grows.
var (
	DefectNumber      = Series{Kind: "D"}  // 问题/缺陷
	NoticeNumber      = Series{Kind: "ZG"} // 整改通知单
	SheetNumber       = Series{Kind: "YF"} // 验房单
	CertificateNumber = Series{Kind: "JF"} // 房屋交接单
	AgreementNumber   = Series{Kind: "WY"} // 前期物业服务协议
)

// NumberDigits is how many digits the count of a number has at least.
const NumberDigits = 5

// In is the series of the year.
func (s Series) In(year int) Series { s.Year = year; return s }

// Going is the series of one direction.
func (s Series) Going(d Direction) Series { s.Direction = d; return s }

// String is what all numbers of the series begin with, and what they are counted
// under: D, LX-F-2026.
func (s Series) String() string {
	parts := []string{s.Kind}
	if s.Direction != "" {
		parts = append(parts, string(s.Direction))
	}
	if s.Year != 0 {
		parts = append(parts, strconv.Itoa(s.Year))
	}
	return strings.Join(parts, "-")
}

// Format writes the nth number of the series in a lane: "01", or "01b" after a
// restored backup.
func (s Series) Format(lane string, n int) string {
	return fmt.Sprintf("%s-%s-%0*d", s, lane, NumberDigits, n)
}

// A lane is two digits and up to six small letters or digits.
var numberForm = regexp.MustCompile(`^([A-Z]+)(?:-([FS]))?(?:-([1-9][0-9]{3}))?-([0-9]{2}[a-z0-9]{0,6})-([0-9]{5}|[1-9][0-9]{5,17})$`)

// ParseNumber takes a number apart that Format wrote; false where none did.
func ParseNumber(text string) (s Series, lane string, n int, ok bool) {
	part := numberForm.FindStringSubmatch(text)
	if part == nil {
		return Series{}, "", 0, false
	}
	s = Series{Kind: part[1], Direction: Direction(part[2])}
	if part[3] != "" {
		s.Year, _ = strconv.Atoi(part[3]) // four digits
	}
	n, err := strconv.Atoi(part[5])
	return s, part[4], n, err == nil && n > 0
}
