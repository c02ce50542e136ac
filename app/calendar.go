package app

import (
	"fmt"
	"time"
)

// Clock tells the time; injected, so that tests and rehearsals are repeatable.
type Clock interface{ Now() time.Time }

// ClockFunc lets a function be a Clock.
type ClockFunc func() time.Time

// Now calls the function.
func (f ClockFunc) Now() time.Time { return f() }

// Date is a civil day, kept as days since 1970-01-01; the zero value is "no date".
// It is written 2026-11-23 everywhere, in both languages.
type Date int32

const noDay = Date(0)

// DateOf is the civil day of t in t's own zone. Moments that a transaction, a record or
// the site's clock gives are in the zone of the site, not in the laptop's.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// NewDate is the day of the given year, month and day.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// ParseDate reads 2026-11-23; an empty text is no date.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return noDay, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return noDay, Refuse("date.unreadable", "text", s)
	}
	return DateOf(t), nil
}

// IsZero reports whether there is no date.
func (d Date) IsZero() bool { return d == noDay }

// Time is midnight UTC of the day.
func (d Date) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// AddDays is the day n days later (earlier where n is negative).
func (d Date) AddDays(n int) Date { return d + Date(n) }

// AddYears is the same calendar day n years later (29 February becomes 1 March).
func (d Date) AddYears(n int) Date { return DateOf(d.Time().AddDate(n, 0, 0)) }

// DaysUntil is how many days lie between d and other; negative once other is past.
func (d Date) DaysUntil(other Date) int { return int(other - d) }

// String is 2026-11-23, or nothing where there is no date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	y, m, day := d.Time().Date()
	return fmt.Sprintf("%04d-%02d-%02d", y, m, day)
}

// MarshalText writes the day as people read it, in contents and for programs.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText wrote, years beyond 9999 too.
func (d *Date) UnmarshalText(text []byte) error {
	*d = noDay
	if len(text) == 0 {
		return nil
	}
	var year, month, day int
	_, err := fmt.Sscanf(string(text), "%d-%d-%d", &year, &month, &day)
	if read := NewDate(year, time.Month(month), day); err == nil && read.String() == string(text) {
		*d = read
		return nil
	}
	return Refuse("date.unreadable", "text", string(text))
}
