package privacy_test

import (
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
)

// A list leaves the site for whoever may print, with whole numbers for whoever may see them
// of all its owners, and in whose communities its records lie; each export is on record, and
// those that were refused are not.
func TestExport(t *testing.T) {
	list := site.Export{List: "owners", Rows: 2, Filter: "姓名：含“王”"}
	for _, c := range []struct {
		name  string
		who   app.Actor
		whole bool
		of    []app.ID // owners; of what is not whole, the communities of each record
		code  string
	}{
		{"handover staff", walker, false, nil, ""},
		{"the manager", boss, false, []app.ID{phaseOne, phaseTwo}, ""},
		{"their own community's", in(phaseOne, walker), false, []app.ID{phaseOne}, ""},
		{"another community's", in(phaseOne, walker), false, []app.ID{phaseOne, phaseTwo}, "permission.scope"},
		{"what has not all arrived", in(phaseOne, walker), false, []app.ID{app.Nil}, "permission.scope"},
		{"the whole site's", in(phaseOne, walker), false, nil, ""},
		{"whole, of who has no home, the whole site's", chief, true, []app.ID{homeless}, ""},
		{"whole, of who has no home", in(phaseOne, chief), true, []app.ID{homeless}, "permission.scope"},
		{"whole, handover staff", walker, true, []app.ID{wang}, "permission.missing"},
		{"whole, the assistant", helper, true, []app.ID{wang, zhao}, ""},
		{"whole, where all their homes are", in(phaseOne, chief), true, []app.ID{li}, ""},
		{"whole, of who has a home elsewhere", in(phaseOne, chief), true, []app.ID{li, zhao}, "permission.scope"},
		{"whole, of nobody on record", chief, true, []app.ID{{9}}, "record.unknown"},
	} {
		s := begin(t)
		s.Add(site.Owner{ID: homeless, Name: "吴迪"})
		exports := apptest.Of[site.Export](s.Memory)
		var owners []site.Owner
		var err error
		if c.whole {
			owners, err = s.desk.ExportWhole(ctx, c.who, list, c.of)
		} else {
			var places [][]app.ID
			for _, in := range c.of {
				places = append(places, []app.ID{in})
			}
			err = s.desk.Export(ctx, c.who, list, places)
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

// A record that lies in several communities leaves the site for who works in one of them.
func TestExportOfWhatLiesInSeveralCommunities(t *testing.T) {
	s := begin(t)
	s.refused("in one of them", s.desk.Export(ctx, in(phaseTwo, walker), site.Export{List: "owners"}, [][]app.ID{{phaseOne, phaseTwo}}), "")
}

// What could not be recorded does not leave the site.
func TestNoExportIsUnrecorded(t *testing.T) {
	s := begin(t)
	s.Refuse = app.Refuse("disk.full")
	s.refused("masked", s.desk.Export(ctx, chief, site.Export{List: "homes"}, nil), "disk.full")
	owners, err := s.desk.ExportWhole(ctx, chief, site.Export{List: "owners"}, []app.ID{wang})
	s.refused("whole", err, "disk.full")
	if owners != nil {
		t.Errorf("shown %+v", owners)
	}
	apptest.EachCallFails(t, func(b *apptest.Break) error {
		s := beginWith(t, b)
		if err := s.desk.Export(ctx, chief, site.Export{List: "homes"}, nil); err != nil {
			return err
		}
		_, err := s.desk.ExportWhole(ctx, chief, site.Export{List: "owners"}, []app.ID{wang, li})
		return err
	})
}
