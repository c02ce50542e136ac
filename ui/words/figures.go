package words

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"keyday/app"
)

// Date is 2026-11-23 in both languages, or an en dash where there is none.
func (w *Words) Date(d app.Date) string {
	if d.IsZero() {
		return "–"
	}
	return d.String()
}

// Day is 2026-11-23 of a moment in its own zone.
func (w *Words) Day(t time.Time) string { return w.Date(app.DateOf(t)) }

// Clock is 14:02.
func (w *Words) Clock(t time.Time) string { return t.Format("15:04") }

// Moment is 2026-11-23 14:02, or an en dash for the zero time.
func (w *Words) Moment(t time.Time) string {
	if t.IsZero() {
		return "–"
	}
	return t.Format("2006-01-02 15:04")
}

// Number groups thousands: 12,800.
func (w *Words) Number(n int) string { return group(strconv.Itoa(n)) }

// Decimal groups the thousands of a decimal already written out: "12800.50"
// becomes "12,800.50". Both languages write figures alike.
func (w *Words) Decimal(text string) string { return group(text) }

func group(text string) string {
	sign, digits := "", text
	if strings.HasPrefix(digits, "-") {
		sign, digits = "-", digits[1:]
	}
	whole, fraction := digits, ""
	if dot := strings.IndexByte(digits, '.'); dot >= 0 {
		whole, fraction = digits[:dot], digits[dot:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + fraction
}

// ReadDay reads a day as people type it: 2026-11-23, 2026/11/23, 20261123,
// 2026年11月23日, or 11-23 of today's year; nothing is no day.
func ReadDay(text string, today app.Date) (app.Date, error) {
	plain := strings.NewReplacer("/", "-", ".", "-", "年", "-", "月", "-", "日", "", " ", "").Replace(text)
	switch {
	case plain == "":
		return 0, nil
	case len(plain) == 8 && !strings.Contains(plain, "-"):
		plain = plain[:4] + "-" + plain[4:6] + "-" + plain[6:]
	case strings.Count(plain, "-") == 1:
		plain = today.String()[:len("2006-")] + plain
	}
	t, err := time.Parse("2006-1-2", plain)
	if err != nil {
		return 0, app.Refuse("date.unreadable", "text", text)
	}
	return app.DateOf(t), nil
}

// Clauses sets what was said side by side, as parts of one sentence.
func (w *Words) Clauses(parts ...string) string {
	if w.Language() == Chinese {
		return strings.Join(parts, "；")
	}
	return strings.Join(parts, "; ")
}

// thin is the space between Chinese and Latin where Keyday sets the text.
const thin = '\u2009'

// Spaced puts a thin space between Chinese characters and Latin letters or
// digits that touch: 3幢1501 → 3 幢 1501. For labels, never for data.
func Spaced(text string) string {
	var b strings.Builder
	var before rune
	for _, r := range text {
		if meets(before, r) || meets(r, before) {
			b.WriteRune(thin)
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

func meets(a, b rune) bool {
	return unicode.Is(unicode.Han, a) && b < 0x250 && (unicode.IsLetter(b) || unicode.IsDigit(b))
}
