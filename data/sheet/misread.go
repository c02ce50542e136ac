package sheet

import (
	"strconv"
	"strings"
)

// misread reports whether a program that opens a csv file would take the text of a number or
// code for something else and write that back: of 0571 it keeps 571, of an identity card
// 3.20102E+17, of home 12-2001 December 2001. 2-1-501 stays what it is.
func misread(s string) bool { return misreadNumber(s) || misreadDay(s) }

// mostDigits is how many digits a program shows of a number before it writes it as 1.23E+11.
const mostDigits = 11

func misreadNumber(s string) bool {
	f, err := strconv.ParseFloat(s, 64)
	return err == nil && (len(s) > mostDigits || strconv.FormatFloat(f, 'f', -1, 64) != s)
}

// misreadDay reports whether two or three numbers between strokes can be a day, in whatever
// order its year, month and day stand.
func misreadDay(s string) bool {
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '/' })
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	in := func(least, most int) int { // how many of the parts lie there
		n := 0
		for _, p := range parts {
			if v, err := strconv.Atoi(p); err == nil && v >= least && v <= most {
				n++
			}
		}
		return n
	}
	return in(1, 12) > 0 && in(0, 99)+in(1900, 9999) == len(parts) && (len(parts) == 2 || in(1, 31) > 1)
}
