package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/site"
)

// Said is what a cell was read as, in the one form that values are compared in.
type Said struct {
	Text   string
	At     Spot
	Masked bool // 138****1234: somebody's export, never a change
	Unread bool // a name that was not taken: whose row it is the hidden identity says
}

// plainText is a cell's content as one would type it: numbers without exponent,
// half-width signs, no space at the ends.
func plainText(c Cell) string {
	if c.Kind == Number {
		if n, err := decimal.NewFromString(c.Text); err == nil {
			return n.String()
		}
	}
	return site.Fold(c.String())
}

var scientific = regexp.MustCompile(`^\d(\.\d+)?E\+?(\d\d?)$`)

// lostDigits reports whether Excel has made a number of more than its 15 digits
// of the cell: what was behind them is gone, whatever stands there now.
func lostDigits(c Cell) bool {
	if c.Kind == Number {
		return len(strings.TrimLeft(plainText(c), "-0")) > 15
	}
	// As a csv file has it, only the digits that were shown are left: 2.02412E+11.
	m := scientific.FindStringSubmatch(strings.ToUpper(site.Fold(c.Text)))
	if m == nil {
		return false
	}
	power, err := strconv.Atoi(m[2])
	return err == nil && power > 10
}

// What a spreadsheet shows of a day that it made of a text: 3-2 becomes 3月2日, 2-Mar or
// 2026/3/2.
var (
	dayShown   = regexp.MustCompile(`(?i)^(\d{1,2}月\d{1,2}日|\d{1,2}-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(-\d{2,4})?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{2})$`)
	wholeDay   = regexp.MustCompile(`^\d{4}[/-]\d{1,2}[/-]\d{1,2}$`)
	monthInHan = regexp.MustCompile(`^\d{1,2}月\d{1,2}日$`)
)

// becameDay reports whether a text of the field's was made a day. People call a batch by
// a day; no house type, contract or room is called so.
func becameDay(c Cell, f Field) bool {
	text := site.Fold(c.Text)
	switch {
	case c.Kind == Day:
		return true
	case c.Kind != Text:
		return false
	case f == Batch:
		return dayShown.MatchString(text) && !monthInHan.MatchString(text)
	}
	return dayShown.MatchString(text) || wholeDay.MatchString(text)
}

var thousands = regexp.MustCompile(`^[+-]?\d{1,3}(,\d{3})+(\.\d+)?万?$`)

// ungrouped takes the commas out of 12,519.00. In 89,06 the comma may be a decimal
// point or a slip: that text stays, and is no number.
func ungrouped(text string) string {
	if thousands.MatchString(text) {
		return strings.ReplaceAll(text, ",", "")
	}
	return text
}

// readArea reads 143.2, 143.20㎡, 143.20 平方米. The float that Excel keeps may
// have noise in its last digits; no survey measures them.
func readArea(c Cell) (string, bool) {
	text := ungrouped(app.WithoutAreaUnit(plainText(c)))
	n, err := decimal.NewFromString(text)
	if err != nil || n.GreaterThan(decimal.NewFromInt(100_000)) || n.LessThan(decimal.New(1, -1)) || strings.ContainsAny(text, "eE") && c.Kind != Number {
		return "", false
	}
	return tidy(n).String(), true
}

// readMoney reads 12519, 12,519.00, ¥12519, 12519元, 1.25万.
func readMoney(c Cell) (string, bool) {
	text := strings.TrimLeft(plainText(c), "¥￥ ")
	text = ungrouped(strings.TrimSpace(moneyUnits.ReplaceAllString(text, "")))
	tens, wan := strings.CutSuffix(text, "万")
	n, err := decimal.NewFromString(strings.TrimSpace(tens))
	if err != nil || n.IsNegative() {
		return "", false
	}
	if wan {
		n = n.Mul(decimal.NewFromInt(10_000))
	}
	if n.GreaterThan(decimal.NewFromInt(10_000_000)) {
		return "", false
	}
	return tidy(n).String(), true
}

var moneyUnits = regexp.MustCompile(`(元/㎡|元/m2|元/平方米|元/平米|元/平|元)$`)

// tidy takes away what a float adds beyond six places.
func tidy(n decimal.Decimal) decimal.Decimal {
	if n.Exponent() < -6 {
		return n.Round(2)
	}
	return n
}

var dateText = regexp.MustCompile(`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:(?:\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$`)

// serialDay is a day as spreadsheets count them, with or without its hour.
var serialDay = regexp.MustCompile(`^\d{5}(\.\d+)?$`)

// readDate reads a date cell, the texts that people write, and serials in cells
// that show numbers. Contracts of homes are younger than 1990.
func readDate(c Cell, date1904 bool) (string, bool) {
	text := plainText(c)
	day := app.Date(0)
	switch m := dateText.FindStringSubmatch(text); {
	case m != nil:
		day = dayOf(m[1], m[2], m[3])
	case len(text) == 8 && site.AllDigits(text):
		day = dayOf(text[:4], text[4:6], text[6:])
	case serialDay.MatchString(text):
		serial, _ := strconv.Atoi(text[:5])
		day = app.NewDate(1899, time.December, 30).AddDays(serial)
		if date1904 {
			day = app.NewDate(1904, time.January, 1).AddDays(serial)
		}
	}
	if day < app.NewDate(1990, time.January, 1) || day > app.NewDate(2099, time.December, 31) {
		return "", false
	}
	return day.String(), true
}

func dayOf(year, month, day string) app.Date {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	date := app.NewDate(y, time.Month(m), d)
	if yy, mm, dd := date.Time().Date(); yy != y || int(mm) != m || dd != d {
		return 0 // 31 November
	}
	return date
}

// readShare reads a share as people say it: 0.5 of a home is 50%. 1/2 and 50% stay.
func readShare(text string) string {
	n, err := decimal.NewFromString(text)
	if err != nil || !n.IsPositive() || n.GreaterThan(decimal.NewFromInt(1)) {
		return text
	}
	return n.Shift(2).String() + "%"
}

// readFund reads whether the maintenance fund is paid.
func readFund(text string) (site.FundState, bool) {
	switch strings.ToUpper(strings.ReplaceAll(site.Fold(text), " ", "")) {
	case "已交存", "已缴", "已交", "已缴纳", "已缴清", "已交清", "缴清", "已付", "已付清", "是", "√", "✓", "有", "Y", "YES", "PAID", "TRUE":
		return site.FundPaid, true
	case "未交存", "未缴", "未交", "未缴纳", "欠缴", "未付", "否", "×", "✗", "X", "N", "NO", "UNPAID", "FALSE":
		return site.FundUnpaid, true
	}
	return site.FundUnknown, false
}

func itoa(n int) string { return strconv.Itoa(n) }
