package site_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/site"
)

func areaOf(s string) app.Area {
	if s == "" {
		return app.Area{}
	}
	return app.Area{Decimal: decimal.RequireFromString(s)}
}

func dayOf(s string) app.Date {
	d, err := app.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Each doubt begins right behind its boundary, on either side of it.
func TestDoubts(t *testing.T) {
	unit := func(contract, measured, inner, price, signed, due string) site.Unit {
		u := site.Unit{ContractArea: areaOf(contract), MeasuredArea: areaOf(measured), InnerArea: areaOf(inner), SignedOn: dayOf(signed), DeliveryDue: dayOf(due)}
		if price != "" {
			u.UnitPrice = app.Money{Decimal: decimal.RequireFromString(price)}
		}
		return u
	}
	for _, c := range []struct {
		name string
		unit site.Unit
		want []site.DoubtKind
	}{
		{"nothing known", site.Unit{}, nil},
		{"all as usual", unit("89.50", "90.10", "70", "12519", "2024-03-05", "2026-12-31"), nil},
		{"a tenth more", unit("100", "110", "", "", "", ""), nil},
		{"more than a tenth more", unit("100", "110.01", "", "", "", ""), []site.DoubtKind{site.AreasFar}},
		{"a tenth less", unit("100", "90", "", "", "", ""), nil},
		{"more than a tenth less", unit("100", "89.99", "", "", "", ""), []site.DoubtKind{site.AreasFar}},
		{"a point that went astray", unit("8950", "89.5", "", "", "", ""), []site.DoubtKind{site.AreasFar}},
		{"inner as large", unit("", "90", "90", "", "", ""), nil},
		{"inner larger than measured", unit("95", "90", "90.01", "", "", ""), []site.DoubtKind{site.InnerLarger}},
		{"inner larger than the contract's", unit("90", "", "90.01", "", "", ""), []site.DoubtKind{site.InnerLarger}},
		{"inner alone", unit("", "", "90", "", "", ""), nil},
		{"the least price", unit("", "", "", "100", "", ""), nil},
		{"a price in 万", unit("", "", "", "1.2", "", ""), []site.DoubtKind{site.PriceFar}},
		{"the greatest price", unit("", "", "", "500000", "", ""), nil},
		{"the price of the home", unit("", "", "", "500000.01", "", ""), []site.DoubtKind{site.PriceFar}},
		{"signed on the day", unit("", "", "", "", "2026-12-31", "2026-12-31"), nil},
		{"signed a day after", unit("", "", "", "", "2027-01-01", "2026-12-31"), []site.DoubtKind{site.SignedAfter}},
		{"no promised day", unit("", "", "", "", "2027-01-01", ""), nil},
	} {
		var got []site.DoubtKind
		for _, d := range c.unit.Doubts() {
			got = append(got, d.Kind)
			if len(d.Fields) == 0 || len(d.Fields) != len(d.Values) || slices.Contains(d.Values, "") {
				t.Errorf("%s: %+v does not say what it is about", c.name, d)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSharesDoubt(t *testing.T) {
	for _, c := range []struct {
		shares []string
		says   string // "" for no doubt
	}{
		{nil, ""},
		{[]string{"", ""}, ""},
		{[]string{"50%", "50%"}, ""},
		{[]string{"1/2", "0.5"}, ""},
		{[]string{"1/3", "1/3", "1/3"}, ""},
		{[]string{"33.33%", "33.33%", "33.33%"}, ""},
		{[]string{"６０％", "40 %"}, ""},
		{[]string{"60%", "30%"}, "90%"},
		{[]string{"60%", "50%"}, "110%"},
		{[]string{"100%", "100%"}, "200%"},
		{[]string{"50%"}, "50%"},
		{[]string{"50%", ""}, ""},
		{[]string{"100%", ""}, "1"}, // the whole is given, and one has none
		{[]string{"50%", "", "1/2", " "}, "2"},
		{[]string{"共同共有", "50%"}, ""},
		{[]string{"1/0", "50%"}, ""},
		{[]string{"1/3", "1/3"}, "66.67%"},
		{[]string{"0.5", "0.4"}, "90%"},
		{[]string{"1", ""}, "1"},
		{[]string{"", "100%", "50%"}, "150%"},
		{[]string{"2", "50%"}, ""},    // hardly two homes
		{[]string{"1E-1", "50%"}, ""}, // written by nobody
		{[]string{"0", "50%"}, ""},
		{[]string{"99.9%"}, ""},
		{[]string{"99.89%"}, "99.89%"},
		{[]string{"100.1%"}, ""},
		{[]string{"100.11%"}, "100.11%"},
	} {
		d, wrong := site.SharesDoubt(c.shares)
		if wrong != (c.says != "") || wrong && d.Values[0] != c.says {
			t.Errorf("%q: %+v, %t; want %q", c.shares, d, wrong, c.says)
		}
		if full := wrong && !strings.HasSuffix(c.says, "%"); full != (d.Kind == site.SharesFull) {
			t.Errorf("%q: %s", c.shares, d.Kind)
		}
	}
}

func TestNumberDoubt(t *testing.T) {
	if site.ContractKey(" ｙｓ２０24-１ ") != site.ContractKey("YS2024-1") {
		t.Error("one number written twice is two")
	}
	if d, ok := site.NumberDoubt("YS1", []string{"1-1-101"}); !ok || !slices.Equal(d.Values, []string{"YS1", "1-1-101"}) {
		t.Errorf("%+v, %t", d, ok)
	}
	for _, c := range []struct {
		number string
		others []string
	}{{"YS1", nil}, {"", []string{"1-1-101"}}, {" 　", []string{"1-1-101"}}} {
		if d, ok := site.NumberDoubt(c.number, c.others); ok {
			t.Errorf("%q: %+v", c.number, d)
		}
	}
}
