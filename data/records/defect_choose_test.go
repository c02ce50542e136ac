package records

import (
	"path/filepath"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/store"
)

// The lists of what is worked on, and of all, are read from their indexes alone: no
// filter of them sorts or looks into 200,000 rows. Asked are the very queries that list.
func TestDefectListsNeedNoSorting(t *testing.T) {
	f := Founding{Site: site.Site{Name: "锦绣花园"}, Communities: []site.Community{{Name: "一期"}}, Supervisor: staff.Person{Name: "王敏", Role: app.Supervisor, PIN: "x"}, Lane: "01"}
	t.Setenv("KEYDAY_KEYS", "file")
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "site"), f, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, c := range []struct {
		filter defect.Filter
		order  defect.Sorting
	}{
		{defect.Filter{}, defect.ByDue},
		{defect.Filter{}, defect.ByNumber},
		{defect.Filter{States: []defect.State{defect.Verified}}, defect.ByDue},
		{defect.Filter{States: []defect.State{defect.Open, defect.Assigned, defect.Fixed}}, defect.ByDue},
		{defect.Filter{Overdue: true, Grave: true, Firm: app.ID{1}}, defect.ByDue},
		{defect.Filter{NoNotice: true}, defect.ByDue},
	} {
		choice := s.choose(c.filter)
		for _, query := range choice.parts(c.order) {
			rows, err := s.At(t.Context()).Query("EXPLAIN QUERY PLAN "+query, choice.args...)
			if err != nil {
				t.Fatal(err)
			}
			asked := 0
			for rows.Next() {
				var id, parent, unused int
				var step string
				if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
					t.Fatal(err)
				}
				ofTable := strings.Contains(step, " defect ") || strings.Contains(step, " unit ")
				if ofTable {
					asked++
				}
				if strings.Contains(step, "TEMP B-TREE") || ofTable && !strings.Contains(step, "COVERING INDEX") {
					t.Errorf("%+v by %s: %s", c.filter, c.order, step)
				}
			}
			if err := rows.Err(); err != nil || asked == 0 {
				t.Errorf("%+v by %s: no step of the plan is of the table, %v", c.filter, c.order, err)
			}
		}
	}
}
