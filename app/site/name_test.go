package site

import "testing"

func TestNameIn(t *testing.T) {
	for _, c := range []struct {
		building Building
		unit     Unit
		want     string
	}{
		{Building{Name: "3幢"}, Unit{Entrance: "2", Room: "1501"}, "3幢2单元1501室"},
		{Building{Name: "12#楼"}, Unit{Room: "1501A"}, "12#楼1501A室"},
		{Building{Code: "3"}, Unit{Room: "101"}, "3幢101室"},
		{Building{Name: "A座"}, Unit{Entrance: "东", Room: "801"}, "A座东单元801室"},
		{Building{Name: "S1幢"}, Unit{Room: "S08"}, "S1幢商铺08"},
		{Building{Name: "3幢"}, Unit{Entrance: "1", Room: "C12"}, "3幢1单元储藏室12"},
		{Building{Name: "3幢"}, Unit{Room: "B101"}, "3幢地下室101"},
		{Building{Name: "别墅12幢"}, Unit{}, "别墅12幢"},
	} {
		if got := c.unit.NameIn(c.building); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	// The name leads back to the unit's code.
	for _, u := range []Unit{{Entrance: "2", Room: "1501"}, {Room: "S101"}, {Room: "C12"}, {Entrance: "甲", Room: "B101"}} {
		name := u.NameIn(Building{Code: "3"})
		p, ok := ParseUnit(name)
		if !ok || p.Entrance != u.Entrance || p.Room != u.Room || p.Building != "3" {
			t.Errorf("%s is read as %+v", name, p)
		}
	}
}
