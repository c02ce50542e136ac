package app_test

import (
	"errors"
	"slices"
	"testing"

	"keyday/app"
)

// What is of one record does not stop the others; what is of the work as such does, and
// what was done before stands.
func TestOneByOne(t *testing.T) {
	full, broken := app.Refuse("disk.full", "what", "site"), errors.New("broken")
	for _, c := range []struct {
		name   string
		second error
		done   []int
		undone bool
		err    error
	}{
		{"all are done", nil, []int{0, 1, 2}, false, nil},
		{"one is refused", app.Refuse("defect.own_work"), []int{0, 2}, true, nil},
		{"one is elsewhere", app.Refuse("permission.scope"), []int{0, 2}, true, nil},
		{"one is of nobody any more", app.Refuse("person.erased"), []int{0, 2}, true, nil},
		{"one lacks two things", errors.Join(app.Refuse("owner.id_wrong"), app.Refuse("photo.missing")), []int{0, 2}, true, nil},
		{"one lacks a thing, and the disk is full", errors.Join(app.Refuse("photo.missing"), full), []int{0}, false, app.Refuse("photo.missing")},
		{"there is no printer", app.Refuse("paper.printer_missing"), []int{0}, false, app.Refuse("paper.printer_missing")},
		{"nobody may", app.Refuse("permission.missing"), []int{0}, false, app.Refuse("permission.missing")},
		{"the disk is full", full, []int{0}, false, full},
		{"no refusal at all", broken, []int{0}, false, broken},
	} {
		var done []int
		o, err := app.OneByOne([]app.ID{{1}, {2}, {3}}, func(i int) error {
			if i == 1 && c.second != nil {
				return c.second
			}
			done = append(done, i)
			return nil
		})
		if !slices.Equal(done, c.done) || app.RefusalCode(err) != app.RefusalCode(c.err) || (err == nil) != (c.err == nil) {
			t.Errorf("%s: done %v, %v", c.name, done, err)
		}
		if rest := (err != nil); rest != slices.Equal(o.Rest, []app.ID{{2}, {3}}) || !rest && o.Rest != nil {
			t.Errorf("%s: left are %v", c.name, o.Rest)
		}
		if (len(o.Undone) == 1) != c.undone || c.undone && (o.Undone[0].ID != app.ID{2} || o.Undone[0].Why != c.second) {
			t.Errorf("%s: undone %v", c.name, o.Undone)
		}
	}
}
