package privacy_test

import (
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
)

// A list leaves the site for whoever may print, with whole numbers for whoever may see them
// of all its owners; each export is on record, and those that were refused are not.
func TestExport(t *testing.T) {
	list := site.Export{List: "owners", Rows: 2, Filter: "姓名：含“王”"}
	for _, c := range []struct {
		name  string
		who   app.Actor
		whole bool
		of    []app.ID
		code  string
	}{
		{"handover staff", walker, false, nil, ""},
		{"the manager", boss, false, nil, ""},
		{"whole, handover staff", walker, true, []app.ID{wang}, "permission.missing"},
		{"whole, the assistant", helper, true, []app.ID{wang, zhao}, ""},
		{"whole, where all their homes are", in(phaseOne, chief), true, []app.ID{li}, ""},
		{"whole, of who has a home elsewhere", in(phaseOne, chief), true, []app.ID{li, zhao}, "permission.scope"},
		{"whole, of nobody on record", chief, true, []app.ID{{9}}, "record.unknown"},
	} {
		s := begin(t)
		exports := apptest.Of[site.Export](s.Memory)
		var owners []site.Owner
		var err error
		if c.whole {
			owners, err = s.desk.ExportWhole(ctx, c.who, list, c.of)
		} else {
			err = s.desk.Export(ctx, c.who, list)
		}
		s.refused(c.name, err, c.code)
		if c.code != "" {
			if len(owners) != 0 || exports.Len() != 0 {
				t.Errorf("%s: refused, and yet %v, %v", c.name, owners, exports.All())
			}
			continue
		}
		want := list
		want.Whole, want.Who, want.At = c.whole, c.who.Staff, now
		want.ID = exports.All()[0].ID
		if got := exports.All(); !slices.Equal(got, []site.Export{want}) {
			t.Errorf("%s: recorded %+v, want %+v", c.name, got, want)
		}
		if c.whole {
			s.recorded(c.name, site.Showing{Occasion: site.Exporting, Owners: len(c.of), Who: c.who.Staff})
		}
		for i, o := range owners {
			if o != s.owners.At(c.of[i]) {
				t.Errorf("%s: shown %+v", c.name, o)
			}
		}
	}
}

// What could not be recorded does not leave the site.
func TestNoExportIsUnrecorded(t *testing.T) {
	s := begin(t)
	s.Refuse = app.Refuse("disk.full")
	s.refused("masked", s.desk.Export(ctx, chief, site.Export{List: "homes"}), "disk.full")
	owners, err := s.desk.ExportWhole(ctx, chief, site.Export{List: "owners"}, []app.ID{wang})
	s.refused("whole", err, "disk.full")
	if owners != nil {
		t.Errorf("shown %+v", owners)
	}
	apptest.EachCallFails(t, func(b *apptest.Break) error {
		s := beginWith(t, b)
		if err := s.desk.Export(ctx, chief, site.Export{List: "homes"}); err != nil {
			return err
		}
		_, err := s.desk.ExportWhole(ctx, chief, site.Export{List: "owners"}, []app.ID{wang, li})
		return err
	})
}
