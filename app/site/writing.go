package site

import (
	"regexp"
	"strings"
	"unicode/utf8"

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
		case r == '\u00a0' || r == '\u2002' || r == '\u2003' || r == '\u2009':
			return ' '
		case r == '\ufeff': // that some programs write before a text; no other sign goes unsaid
			return -1
		}
		return app.FoldWidth(r)
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
	digitByDigit = regexp.MustCompile(`^[零〇一二两三四五六七八九]{1,6}$`)
	byPlace      = regexp.MustCompile(`^(?:([一二两三四五六七八九])百)?(?:[零〇]([一二两三四五六七八九])|([一二两三四五六七八九]?十)([一二两三四五六七八九])?)?$`)
)

// chineseNumber reads 十二, 二十一, 一百零三 and, digit by digit, 一五〇一. What can be read
// two ways is no number: 一百三 is 103 to some, and 130 to others.
func chineseNumber(s string) (n int, ok bool) {
	s = strings.ReplaceAll(s, "廿", "二十")
	if digitByDigit.MatchString(s) {
		for _, r := range s {
			n = 10*n + chineseDigits[r]
		}
		return n, true
	}
	m := byPlace.FindStringSubmatch(s)
	if m == nil || s == "" {
		return 0, false
	}
	if m[3] == "十" {
		m[3] = "一十"
	}
	digit := func(s string) int {
		r, _ := utf8.DecodeRuneInString(s)
		return chineseDigits[r] // 0 where there is none
	}
	return 100*digit(m[1]) + digit(m[2]) + 10*digit(m[3]) + digit(m[4]), true
}
