package app_test

import (
	"testing"

	"pgregory.net/rapid"

	"keyday/app"
)

func TestNumbersOfASeries(t *testing.T) {
	letters := app.Series{Kind: "LX"}
	for _, c := range []struct {
		series app.Series
		lane   string
		n      int
		want   string
		under  string
	}{
		{app.DefectNumber, "01", 42, "D-01-00042", "D"},
		{app.NoticeNumber, "01", 1, "ZG-01-00001", "ZG"},
		{app.SheetNumber, "12b", 99999, "YF-12b-99999", "YF"},
		{app.CertificateNumber, "01k7q2m", 100000, "JF-01k7q2m-100000", "JF"},
		{app.AgreementNumber, "01", 42, "WY-01-00042", "WY"},
		{letters.In(2026), "01", 42, "LX-2026-01-00042", "LX-2026"},
		{letters.In(2026).Going(app.Sent), "01", 42, "LX-F-2026-01-00042", "LX-F-2026"},
		{letters.Going(app.Received), "01", 42, "LX-S-01-00042", "LX-S"},
		{app.Series{Kind: "F"}, "01", 42, "F-01-00042", "F"},
		{app.DefectNumber, "2026", 42, "D-2026-00042", "D"}, // a lane, though it looks like a year
	} {
		if got := c.series.Format(c.lane, c.n); got != c.want || c.series.String() != c.under {
			t.Errorf("%+v, %s: %s under %s, want %s", c.series, c.lane, got, c.series, c.want)
		}
		if s, lane, n, ok := app.ParseNumber(c.want); !ok || s != c.series || lane != c.lane || n != c.n {
			t.Errorf("%s is read as %+v, %q, %d, %t", c.want, s, lane, n, ok)
		}
	}
	for _, text := range []string{"", "SW-1", "D-00042", "D-01-42", "D-01-000042", "D-01-00000", "d-01-00042", "D-1-00042", "D-01B-00042", "D-01abcdefg-00042",
		"LX-X-2026-01-00042", "LX-2026-F-01-00042", "LX-0026-01-00042", "D-01-00042 ", "D-01-99999999999999999999"} {
		if s, lane, n, ok := app.ParseNumber(text); ok {
			t.Errorf("%q is read as %+v, %q, %d", text, s, lane, n)
		}
	}
}

// Every number is read as what it was written from: no two series, lanes or counts
// share one.
func TestNumbersAreReadAsWritten(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := app.Series{
			Kind:      rapid.StringMatching(`[A-Z]{1,4}`).Draw(r, "kind"),
			Direction: rapid.SampledFrom([]app.Direction{"", app.Sent, app.Received}).Draw(r, "direction"),
			Year:      rapid.SampledFrom([]int{0, 1000, 2026, 2027, 9999}).Draw(r, "year"),
		}
		lane := rapid.StringMatching(`[0-9]{2}[a-z0-9]{0,6}`).Draw(r, "lane")
		n := rapid.IntRange(1, 1<<40).Draw(r, "n")
		text := s.Format(lane, n)
		if back, l, m, ok := app.ParseNumber(text); !ok || back != s || l != lane || m != n {
			r.Fatalf("%s of %+v, %s, %d is read as %+v, %s, %d, %t", text, s, lane, n, back, l, m, ok)
		}
	})
}
