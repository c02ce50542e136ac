package inspect_test

import (
	"context"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
)

// book is the site, whose answers somebody else changes.
type book struct {
	*apptest.Memory
	compared app.Sight // with what the last amended answer was compared
	changed  bool      // somebody else changed what is amended next; what they made of it is seen then
}

var theirs = app.Sight{Fields: map[string]string{"readings": "theirs"}}

func (b *book) AmendAnswer(seen *app.Seen[inspect.Answer], a inspect.Answer) error {
	if b.compared = seen.Sight; b.changed {
		b.changed, seen.Sight = false, theirs
		return app.Refuse("record.changed")
	}
	return b.Memory.AmendAnswer(seen, a)
}

// The people and things of the tests.
var (
	unitID, communityID = apptest.HomeID, apptest.CommunityID

	boss, clerk = apptest.Supervisor, apptest.Reception

	ctx = context.Background()
)

// stage is a home to walk, with the desk.
type stage struct {
	apptest.Scene
	book       *book
	desk       *inspect.Desk
	defectDesk *defect.Desk
	defects    apptest.Table[defect.Defect]
	people     apptest.Table[staff.Person]
}

func begin(t *testing.T) *stage {
	t.Helper()
	m := apptest.Standard()
	m.Step = time.Second
	apptest.Of[inspect.Inspection](m).Set() // nobody walked yet
	b := &book{Memory: m}
	list, issuer := theList(t), apptest.Issuer()
	return &stage{
		apptest.Scene{T: t, Memory: m}, b, inspect.New(apptest.WriterOf[inspect.Tx](m, b), list, issuer),
		defect.New(apptest.WriterOf(m, list.DefectTx(b)), issuer),
		apptest.Of[defect.Defect](m), apptest.Of[staff.Person](m),
	}
}

// isOf makes the home one of a house type.
func (s *stage) isOf(houseType app.ID) {
	apptest.Of[site.Unit](s.Memory).Change(unitID, func(u *site.Unit) { u.HouseType = houseType })
}

// givenTo gives the first defect to a contractor.
func (s *stage) givenTo(firm app.ID) {
	s.defects.Change(s.defects.All()[0].ID, func(d *defect.Defect) { d.Firm = firm })
}

// walk begins an inspection.
func (s *stage) walk(b inspect.Beginning) inspect.Inspection {
	s.Helper()
	b.Unit = unitID
	i, err := s.desk.Begin(ctx, clerk, b)
	s.Must(err)
	return i
}

// signed passes what nobody has looked at yet and has the inspection signed off; it
// answers what the sheet says.
func (s *stage) signed(i inspect.Inspection) inspect.SheetContent {
	s.Helper()
	answers, _ := s.AnswersOf(i.ID)
	for _, p := range s.desk.List().Unlooked(i, inspect.ByPlace(answers)) {
		s.Must(s.desk.AnswerIn(s.book, inspect.At{i.ID, p.Room, p.Item}, inspect.Pass))
	}
	s.Must(s.desk.Submit(ctx, clerk, i.ID, ""))
	i, err := s.desk.SignOff(ctx, boss, i.ID)
	s.Must(err)
	d, err := s.Document(i.Document)
	s.Must(err)
	return apptest.ReadContent[inspect.SheetContent](s.T, d)
}
