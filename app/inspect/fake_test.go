package inspect_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
)

// book is a site in memory, as far as an inspection reads and writes one; what no
// inspection asks for is left to the nil interface. Nothing is taken back: a test that
// has something refused looks at nothing else.
type book struct {
	inspect.Tx
	actor app.Actor
	now   time.Time
	ids   int
	last  map[app.Series]int

	site        site.Site
	communities apptest.Kept[site.Community]
	buildings   apptest.Kept[site.Building]
	units       apptest.Kept[site.Unit]
	types       apptest.Kept[site.HouseType]
	firms       apptest.Kept[site.Firm]
	people      []staff.Person

	inspections apptest.Kept[inspect.Inspection]
	answers     apptest.Kept[inspect.Answer]
	defects     apptest.Kept[defect.Defect]
	papers      apptest.Kept[contract.Document]

	compared app.Sight // with what the last amended answer was compared
	changed  bool      // somebody else changed what is amended next; what they made of it is seen then
}

var theirs = app.Sight{Fields: map[string]string{"readings": "theirs"}}

func (b *book) Do(_ context.Context, actor app.Actor, _ string, fn func(inspect.Tx) error) error {
	b.actor, b.now = actor, b.now.Add(time.Second)
	return fn(b)
}

func (b *book) Actor() app.Actor { return b.actor }
func (b *book) Now() time.Time   { return b.now }
func (b *book) Today() app.Date  { return app.DateOf(b.now) }
func (b *book) NewID() app.ID    { b.ids++; return app.ID{0xee, byte(b.ids >> 8), byte(b.ids)} }
func (b *book) Number(k app.Series) (string, error) {
	b.last[k]++
	return k.Format("01", b.last[k]), nil
}

func (b *book) Site() (site.Site, error)                         { return b.site, nil }
func (b *book) Community(id app.ID) (site.Community, error)      { return b.communities.Get(id) }
func (b *book) Building(id app.ID) (site.Building, error)        { return b.buildings.Get(id) }
func (b *book) Unit(id app.ID) (site.Unit, error)                { return b.units.Get(id) }
func (b *book) HouseType(id app.ID) (site.HouseType, error)      { return b.types.Get(id) }
func (b *book) Firm(id app.ID) (site.Firm, error)                { return b.firms.Get(id) }
func (b *book) Firms() ([]site.Firm, error)                      { return nil, nil }
func (b *book) People() ([]staff.Person, error)                  { return b.people, nil }
func (b *book) Defect(id app.ID) (defect.Defect, error)          { return b.defects.Get(id) }
func (b *book) PutDefect(d defect.Defect) error                  { return b.defects.Put(d.ID, d) }
func (b *book) PutDefectMove(defect.Move) error                  { return nil }
func (b *book) PutDefectPhoto(defect.Photo) error                { return nil }
func (b *book) Document(id app.ID) (contract.Document, error)    { return b.papers.Get(id) }
func (b *book) PutDocument(d contract.Document) error            { return b.papers.Put(d.ID, d) }
func (b *book) PutDocumentMove(contract.Move) error              { return nil }
func (b *book) PutSignatureField(contract.Field) error           { return nil }
func (b *book) Inspection(id app.ID) (inspect.Inspection, error) { return b.inspections.Get(id) }
func (b *book) PutInspection(i inspect.Inspection) error         { return b.inspections.Put(i.ID, i) }
func (b *book) PutInspectionMove(inspect.Move) error             { return nil }
func (b *book) Answer(id app.ID) (inspect.Answer, error)         { return b.answers.Get(id) }
func (b *book) PutAnswer(a inspect.Answer) error                 { return b.answers.Put(a.ID, a) }

func (b *book) AmendAnswer(seen *app.Seen[inspect.Answer], a inspect.Answer) error {
	if b.compared = seen.Sight; b.changed {
		b.changed, seen.Sight = false, theirs
		return app.Refuse("record.changed")
	}
	return b.answers.Amend(a.ID, seen, a)
}

func (b *book) AmendDefect(seen *app.Seen[defect.Defect], d defect.Defect) error {
	return b.defects.Amend(d.ID, seen, d)
}

func (b *book) DefectsOfUnit(unit app.ID) ([]defect.Defect, error) {
	return b.defects.Those(func(d defect.Defect) bool { return d.Unit == unit }), nil
}

func (b *book) InspectionsOfUnit(unit app.ID) ([]inspect.Inspection, error) {
	return b.inspections.Those(func(i inspect.Inspection) bool { return i.Unit == unit }), nil
}

func (b *book) AnswersOf(inspection app.ID) ([]inspect.Answer, error) {
	return b.answers.Those(func(a inspect.Answer) bool { return a.Inspection == inspection }), nil
}

// The people and things of the tests.
var (
	unitID, buildingID, communityID = app.ID{1}, app.ID{2}, app.ID{3}

	boss  = app.Actor{Staff: app.ID{7}, Name: "王敏", Role: app.Supervisor}
	clerk = app.Actor{Staff: app.ID{8}, Name: "李强", Role: app.Handover}
	ctx   = context.Background()
)

// stage is a home to walk, with the desk.
type stage struct {
	*testing.T
	*book
	desk       *inspect.Desk
	defectDesk *defect.Desk
}

// defectWriter writes in the site for the defects' desk.
type defectWriter struct {
	*book
	list *inspect.Checklist
}

func (w defectWriter) Do(ctx context.Context, actor app.Actor, action string, fn func(defect.DeskTx) error) error {
	return w.book.Do(ctx, actor, action, func(tx inspect.Tx) error { return fn(w.list.DefectTx(tx)) })
}

func begin(t *testing.T) *stage {
	t.Helper()
	b := &book{
		now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC), last: map[app.Series]int{},
		site:   site.Site{ID: app.ID{0xa}, Name: "锦绣花园", Company: "锦绣置业有限公司"},
		people: []staff.Person{{ID: clerk.Staff, Name: clerk.Name, Role: clerk.Role}, {ID: boss.Staff, Name: boss.Name, Role: boss.Role}},
	}
	b.communities.Put(communityID, site.Community{ID: communityID, Name: "锦绣花园一期"})
	b.buildings.Put(buildingID, site.Building{ID: buildingID, Community: communityID, Code: "3", Name: "3幢"})
	b.units.Put(unitID, site.Unit{ID: unitID, Building: buildingID, Entrance: "2", Room: "1501", Code: "3-2-1501"})
	press := func() contract.Press {
		salt := []byte(strings.Repeat("s", contract.SaltSize))
		return contract.Press{
			Word: func(key string) string { return key }, Wording: func(template string) app.Wording { return app.Wording{Template: template} },
			Encode: func(content any) ([]byte, error) {
				body, err := json.Marshal(content)
				return append(slices.Clone(salt), body...), err
			},
			Salt: salt, Anchor: "anchor",
		}
	}
	list := theList(t)
	return &stage{t, b, inspect.New(b, list, press), defect.New(defectWriter{b, list}, press)}
}

func (s *stage) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *stage) refused(err error, code string) {
	s.Helper()
	if got := app.RefusalCode(err); got != code {
		s.Errorf("got %v, want %q", err, code)
	}
}

// isOf makes the home one of a house type.
func (s *stage) isOf(houseType app.ID) {
	s.Helper()
	u, err := s.Unit(unitID)
	s.must(err)
	u.HouseType = houseType
	s.must(s.units.Put(u.ID, u))
}

// givenTo gives the first defect to a contractor.
func (s *stage) givenTo(firm app.ID) {
	s.Helper()
	d, err := s.Defect(s.defects.Order[0])
	s.must(err)
	d.Firm = firm
	s.must(s.PutDefect(d))
}

// walk begins an inspection.
func (s *stage) walk(b inspect.Beginning) inspect.Inspection {
	s.Helper()
	b.Unit = unitID
	i, err := s.desk.Begin(ctx, clerk, b)
	s.must(err)
	return i
}

// signed passes what nobody has looked at yet and has the inspection signed off; it
// answers what the sheet says.
func (s *stage) signed(i inspect.Inspection) inspect.SheetContent {
	s.Helper()
	answers, _ := s.AnswersOf(i.ID)
	for _, p := range s.desk.List().Unlooked(i, inspect.ByPlace(answers)) {
		s.must(s.desk.AnswerIn(s.book, inspect.At{i.ID, p.Room, p.Item}, inspect.Pass))
	}
	s.must(s.desk.Submit(ctx, clerk, i.ID, ""))
	i, err := s.desk.SignOff(ctx, boss, i.ID)
	s.must(err)
	var c inspect.SheetContent
	s.must(json.Unmarshal(s.papers.ByID[i.Document].Content[contract.SaltSize:], &c))
	return c
}
