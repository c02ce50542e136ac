package inspection

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/data/datatest"
	"keyday/ui/lists"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

var (
	morning    = time.Date(2026, 11, 23, 9, 0, 0, 0, site.Site{}.Location())
	inspector  = app.Actor{Staff: app.ID{0x11}, Name: "赵磊", Role: app.Handover}
	supervisor = apptest.Supervisor
	unitID     = app.ID{0x17}
	typeID     = app.ID{0x18}
)

// reads are what the site answers, but for a list that a test has in its place.
type reads struct {
	Reader
	rows []inspect.Line
	fail error
}

func (r *reads) InspectionLines(ctx context.Context, homes []app.ID, each func(inspect.Line)) error {
	if r.rows == nil && r.fail == nil {
		return r.Reader.InspectionLines(ctx, homes, each)
	}
	for _, l := range r.rows {
		each(l)
	}
	return r.fail
}

// stage is the place in a test window, over a site of the test's own.
type stage struct {
	*shelltest.Stage
	*datatest.Site
	read     *reads
	pictures *apptest.Pictures
	walk     *walk
	list     *list
}

// begin opens the place on a site with a home that has an owner, of the house type that is
// given; without one the home has none.
func begin(t *testing.T, types ...site.HouseType) *stage {
	t.Helper()
	home := site.Unit{ID: unitID, Building: apptest.BuildingID, Code: "3-2-1501"}
	s := &stage{pictures: &apptest.Pictures{}, Site: datatest.Open(t, morning, apptest.PersonOf(inspector),
		site.Building{ID: apptest.BuildingID, Community: apptest.CommunityID, Name: "3幢"},
		site.Owner{ID: app.ID{0x19}, Name: "邓嘉木"}, site.Ownership{ID: app.ID{0x1a}, Unit: unitID, Owner: app.ID{0x19}})}
	for _, h := range types {
		home.HouseType = h.ID
		s.Put(h)
	}
	s.Put(home)
	s.read = &reads{Reader: s.Store}
	p := Params{Read: s.read, Desk: s.Desk.Inspect, Evidence: s.Desk.Defect, Photos: s.pictures}
	all := lists.Open(lists.OfInspections, p.Read)
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: morning, Elsewhere: shelltest.Elsewhere("document", "rectify", "units"),
		Header: shell.Header{Site: "锦绣花园", Actor: inspector},
		Title:  "shell.place.inspect", Place: func(title func() string) shell.Place { p.Title = title; return Place(p) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			if id, err := app.ParseID(c.Route.ID); err == nil {
				s.walk = newWalk(c, p, id)
				return s.walk.body.View
			}
			s.list = newList(c, p, all)
			return s.list.View
		}})
	s.Told = s.Changed
	return s
}

// home opens the unit's inspection, begun.
func (s *stage) home() *stage {
	s.Helper()
	s.Stage.Open(shell.ToRecord("inspect", unitID.String()))
	s.Key(fyne.KeyReturn) // 开始验房
	if s.walk.i.State != inspect.Begun {
		s.Fatalf("the inspection is %q", s.walk.i.State)
	}
	return s
}

// goTo makes an item current, as a person would by / and a few letters.
func (s *stage) goTo(room, item string) {
	s.Helper()
	s.walk.openRoom(room, item)
	if at := s.walk.rows[s.walk.panes.items.Current()]; at.item.Key != item {
		s.Fatalf("%s is not asked for in %s", item, room)
	}
	s.walk.panes.items.Focus()
}

// answer is what the site has of an item.
func (s *stage) answer(room, item string) inspect.Answer {
	s.Helper()
	for _, a := range s.answers() {
		if a.Room == room && a.Item == item {
			return a
		}
	}
	return inspect.Answer{}
}

func (s *stage) answers() []inspect.Answer {
	s.Helper()
	all, err := s.AnswersOf(s.Context(), s.walk.i.ID)
	if err != nil {
		s.Fatal(err)
	}
	return all
}

// inspections are those of the home.
func (s *stage) inspections() []inspect.Inspection {
	s.Helper()
	all, err := s.InspectionsOfUnit(s.Context(), unitID)
	if err != nil {
		s.Fatal(err)
	}
	return all
}

// defects are those of the home, in the order of their numbers.
func (s *stage) defects() (all []defect.Defect) {
	s.Helper()
	rows, err := s.DefectsOfUnit(s.Context(), unitID)
	if err != nil {
		s.Fatal(err)
	}
	for _, r := range rows {
		all = append(all, r.Defect)
	}
	slices.SortFunc(all, func(a, b defect.Defect) int { return strings.Compare(a.Number, b.Number) })
	return all
}

// photos are those of the home's defects.
func (s *stage) photos() (all []defect.Photo) {
	s.Helper()
	for _, d := range s.defects() {
		of, err := s.DefectPhotosOf(s.Context(), d.ID)
		if err != nil {
			s.Fatal(err)
		}
		all = append(all, of...)
	}
	return all
}

func (s *stage) result(room, item string) inspect.Result {
	s.Helper()
	return s.answer(room, item).Result
}

func (s *stage) current() row { return s.walk.rows[s.walk.panes.items.Current()] }

var errFull = app.Refuse("disk.full", "what", "site.db")
