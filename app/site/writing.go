package site

import (
	"strings"

	"keyday/app"
)

// How people write what stands in a ledger: in full width or half, with or without
// spaces, in Chinese numbers, and with signs for nothing.

// Fold writes full-width letters, digits and signs half-width, turns every kind
// of space and dash into the plain one, and trims; Chinese stays as it is.
func Fold(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '－' || r == '—' || r == '–' || r == '‐' || r == '‑' || r == '−' || r == '﹣':
			return '-'
		case r == '\u3000' || r == '\u00a0' || r == '\u2002' || r == '\u2003' || r == '\u2009':
			return ' '
		case r == '\ufeff': // that some programs write before a text; no other sign goes unsaid
			return -1
		}
		return app.Narrow(r)
	}, s))
}

// tight is Fold in capitals without any space.
func tight(s string) string {
	return strings.ToUpper(strings.Join(strings.Fields(Fold(s)), ""))
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
