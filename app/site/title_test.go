package site

import "testing"

func TestTitle(t *testing.T) {
	for _, c := range []struct {
		building Building
		unit     Unit
		want     string
	}{
		{Building{Name: "3幢", Code: "3"}, Unit{Entrance: "2", Room: "1501"}, "3幢2单元1501室"},
		{Building{Code: "12"}, Unit{Room: "301A"}, "12幢301A室"},
		{Building{Name: "商业1幢"}, Unit{Room: "S101"}, "商业1幢S101"},
		{Building{Name: "别墅12幢"}, Unit{}, "别墅12幢"},
	} {
		if got := c.unit.Title(c.building); got != c.want {
			t.Errorf("%+v: %s, want %s", c.unit, got, c.want)
		}
	}
}
