package site

import (
	"testing"

	"pgregory.net/rapid"

	"keyday/app"
)

func TestNotesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := Note{Kind: rapid.StringMatching(`[a-z_]{1,12}`).Draw(t, "kind"), Field: rapid.StringMatching(`[a-z_]{1,12}`).Draw(t, "field"),
			Cell: rapid.StringMatching(`[A-Z]{1,2}[1-9][0-9]{0,3}`).Draw(t, "cell")}
		copy(n.Owner[:], rapid.SliceOfN(rapid.Byte(), 0, 16).Draw(t, "owner"))
		if back, ok := ParseNote(n.String()); !ok || back != n {
			t.Fatalf("%q comes back as %+v", n.String(), back)
		}
	})
	for _, s := range []string{"", "a b", "id_check id_no I8 nobody", "a b c d e"} {
		if _, ok := ParseNote(s); ok {
			t.Errorf("%q is read", s)
		}
	}
}

// A note holds until its field is filled, and no longer than its owner stays.
func TestMissing(t *testing.T) {
	owner := Owner{ID: app.ID{1}, Name: "张三"}
	u := Unit{Incomplete: []string{
		Note{Kind: "area", Field: "measured_area", Cell: "G5"}.String(),
		Note{Kind: "id_check", Field: "id_no", Cell: "I5", Owner: owner.ID}.String(),
		Note{Kind: "phone", Field: "phone", Cell: "J5", Owner: app.ID{2}}.String(),
		"?",
	}}
	if open := Missing(u, []Owner{owner}); len(open) != 2 || open[0].Field != "measured_area" || open[1].Field != "id_no" {
		t.Errorf("open: %+v", open)
	}
	u.MeasuredArea, _ = app.ParseArea("89.06")
	owner.IDNo = "110101199003070513"
	if open := Missing(u, []Owner{owner}); len(open) != 0 {
		t.Errorf("still open: %+v", open)
	}
}
