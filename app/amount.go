package app

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// Money is an amount of yuan, exact to the fen; never a float.
type Money struct{ decimal.Decimal }

// Area is a floor area in square metres; surveys give two decimals.
type Area struct{ decimal.Decimal }

// ParseMoney reads an amount such as 12800 or 12,800.50; an empty text is zero.
func ParseMoney(s string) (Money, error) {
	d, err := parseDecimal(s)
	if err != nil {
		return Money{}, Refuse("money.unreadable", "text", s)
	}
	return Money{d}, nil
}

var areaUnit = regexp.MustCompile(`(?i)(㎡|m2|m²|平方米|平米|平方|平|sqm)\.?$`)

// WithoutAreaUnit is an area without the square metres that people write behind it.
func WithoutAreaUnit(s string) string {
	return strings.TrimSpace(areaUnit.ReplaceAllString(strings.TrimSpace(s), ""))
}

// ParseArea reads square metres such as 143.20 and 143.20㎡; an empty text is no area.
func ParseArea(s string) (Area, error) {
	d, err := parseDecimal(WithoutAreaUnit(s))
	if err != nil || d.IsNegative() {
		return Area{}, Refuse("area.unreadable", "text", s)
	}
	return Area{d}, nil
}

// parseDecimal knows no exponents: 1e5 in a field of money is a slip, and reading
// it as 100000 would take the slip for a price.
func parseDecimal(s string) (decimal.Decimal, error) {
	s = strings.ReplaceAll(strings.TrimSpace(s), ",", "")
	if s == "" {
		return decimal.Decimal{}, nil
	}
	if strings.ContainsAny(s, "eE") {
		return decimal.Decimal{}, strconv.ErrSyntax
	}
	return decimal.NewFromString(s)
}

// String writes two decimals: 12800.50.
func (m Money) String() string { return m.StringFixed(2) }

// String writes two decimals: 143.20, or nothing where no area is known.
func (a Area) String() string {
	if a.IsZero() {
		return ""
	}
	return a.StringFixed(2)
}
