package register

import "keyday/app"

// Spans are the spans of days that go with today, as the catalogues say them
// ("register.span.past").
var Spans = []string{"past", "today", "week", "month"}

// Span is the first and the last day of a span; nil where it has no end. The past is what
// lies before today; a week are seven days and a month thirty, beginning with today.
func Span(span string, today app.Date) (from, to *int64) {
	day := func(d app.Date) *int64 { n := int64(d); return &n }
	switch span {
	case "past":
		return nil, day(today - 1)
	case "today":
		return day(today), day(today)
	case "week":
		return day(today), day(today.AddDays(6))
	case "month":
		return day(today), day(today.AddDays(29))
	}
	return nil, nil
}
