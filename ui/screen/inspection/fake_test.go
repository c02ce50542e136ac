package inspection

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// memory is a site in memory, written by the real desks, so that what the screen shows
// is what the rules make of it.
type memory struct {
	*apptest.Memory
	units []inspect.UnitRow
	wrote func(kinds ...string)
	fault error // of the next transaction, or of reading the list
	held  chan struct{}

	homes       apptest.Table[site.Unit]
	inspections apptest.Table[inspect.Inspection]
	answers     apptest.Table[inspect.Answer]
	defects     apptest.Table[defect.Defect]
	photos      apptest.Table[defect.Photo]
}

var (
	inspector  = app.Actor{Staff: app.ID{1}, Name: "赵磊", Role: app.Handover}
	supervisor = app.Actor{Staff: app.ID{2}, Name: "王敏", Role: app.Supervisor}
	unitID     = app.ID{7}
)

func newMemory() *memory {
	m := apptest.New(site.Site{ID: app.ID{4}, Name: "锦绣花园", Company: "锦绣置业"}, site.Community{ID: app.ID{5}},
		site.Building{ID: app.ID{6}, Community: app.ID{5}, Name: "3幢"}, site.Unit{ID: unitID, Building: app.ID{6}, Code: "3-2-1501"},
		apptest.PersonOf(inspector), apptest.PersonOf(supervisor))
	m.Clock, m.Step = time.Date(2026, 11, 23, 9, 0, 0, 0, time.Local), time.Second
	return &memory{Memory: m, homes: apptest.Of[site.Unit](m), inspections: apptest.Of[inspect.Inspection](m), answers: apptest.Of[inspect.Answer](m),
		defects: apptest.Of[defect.Defect](m), photos: apptest.Of[defect.Photo](m)}
}

// Do writes as the store does, which tells the screen what changed.
func (m *memory) Do(ctx context.Context, actor app.Actor, action string, fn func(inspect.Tx) error) error {
	if err := m.takeFault(); err != nil {
		return err
	}
	err := apptest.WriterOf[inspect.Tx](m.Memory, m).Do(ctx, actor, action, fn)
	if err == nil && m.wrote != nil {
		m.wrote("inspection", "answer", "defect", "unit")
	}
	return err
}

func (m *memory) takeFault() error { err := m.fault; m.fault = nil; return err }

// AmendAnswer refuses, as the store does, what would replace readings unseen.
func (m *memory) AmendAnswer(seen *app.Seen[inspect.Answer], a inspect.Answer) error {
	kept := m.answers.At(a.ID)
	if !slices.Equal(kept.Readings, seen.Value.Readings) && !slices.Equal(kept.Readings, a.Readings) {
		return app.Refuse("record.changed", "kind", "answer", "field", "readings", "theirs", strings.Join(kept.Readings, "\n"), "mine", strings.Join(a.Readings, "\n"), "who", "赵磊", "at", "2026-11-23T03:00:00Z")
	}
	return m.Memory.AmendAnswer(seen, a)
}

// reads is the same site as the screen reads it.
type reads struct{ *memory }

func (r reads) InspectionList(context.Context, inspect.Filter) ([]inspect.UnitRow, error) {
	return r.units, r.takeFault()
}
func (r reads) InspectionsOfUnit(_ context.Context, unit app.ID) ([]inspect.Inspection, error) {
	return r.Memory.InspectionsOfUnit(unit)
}
func (r reads) AnswersOf(_ context.Context, id app.ID) ([]inspect.Answer, error) {
	return r.Memory.AnswersOf(id)
}
func (r reads) OwnersOf(context.Context, app.ID) ([]site.OwnerView, error) {
	return []site.OwnerView{{Owner: site.Owner{Name: "邓嘉木"}}}, nil
}
func (r reads) Unit(_ context.Context, id app.ID) (site.Unit, error) { return r.Memory.Unit(id) }
func (r reads) HouseType(_ context.Context, id app.ID) (site.HouseType, error) {
	return r.Memory.HouseType(id)
}
func (r reads) InspectionDefects(_ context.Context, i inspect.Inspection) (rows []defect.Row, _ error) {
	house, _ := r.Memory.HouseType(r.homes.At(i.Unit).HouseType)
	for _, d := range slices.Backward(r.defects.All()) {
		if d.Inspection != i.ID || d.State == defect.Cancelled {
			continue
		}
		row := defect.Row{Defect: d, RoomName: house.RoomName(d.Room)}
		photos, _ := r.DefectPhotosOf(d.ID)
		for _, p := range photos {
			row.Photos, row.Photo = row.Photos+1, p.Hash
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// stage is the place in a test window.
type stage struct {
	t     *testing.T
	m     *memory
	g     *apptest.Pictures
	run   *shell.Inline
	win   fyne.Window
	words *words.Words
	shell *shell.Shell
	walk  *walk
	list  fyne.CanvasObject
}

func TestMain(m *testing.M) {
	os.Setenv("LANG", "zh_CN.UTF-8")
	os.Exit(m.Run())
}

func begin(t *testing.T, change func(*memory)) *stage {
	t.Helper()
	test.NewTempApp(t)
	list, err := inspect.Read(os.DirFS("../../../assets/checklists"), "residential", "1")
	if err != nil {
		t.Fatal(err)
	}
	m := newMemory()
	if change != nil {
		change(m)
	}
	s := &stage{t: t, m: m, g: &apptest.Pictures{}, run: &shell.Inline{}, words: words.New()}
	s.win = test.NewTempWindow(t, widget.Space(1))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1366, 740))
	desk := inspect.New(m, list, apptest.Issuer())
	evidence := defect.New(apptest.WriterOf(m.Memory, list.DefectTx(m)), apptest.Issuer())
	place := Place(Params{Read: reads{m}, Desk: desk, Evidence: evidence, Photos: s.g, Title: func() string { return s.words.T("shell.place.inspect") }})
	build := place.Build
	place.Build = func(c *shell.Context) fyne.CanvasObject {
		if id, err := app.ParseID(c.Route.ID); err == nil {
			s.walk = newWalk(c, Params{Read: reads{m}, Desk: desk, Evidence: evidence, Photos: s.g}, id)
			return s.walk.view
		}
		s.list = build(c)
		return s.list
	}
	elsewhere := func(key string) shell.Place {
		return shell.Place{Key: key, Title: func() string { return key }, Build: func(*shell.Context) fyne.CanvasObject { return widget.NewText(key) }}
	}
	s.shell = shell.New(shell.Params{Window: s.win, Words: s.words, Runner: s.run, Mode: theme.Light,
		Clock:  app.ClockFunc(func() time.Time { return m.Now() }),
		Places: []shell.Place{place, elsewhere("document"), elsewhere("rectify"), elsewhere("units")}})
	s.as(inspector)
	m.wrote = func(kinds ...string) { s.shell.Changed(kinds...) }
	return s
}

func (s *stage) as(a app.Actor) { s.shell.SetHeader(shell.Header{Site: "锦绣花园", Actor: a}) }

// home opens the unit's inspection, begun.
func (s *stage) home() *stage {
	s.t.Helper()
	s.shell.Open(shell.ToRecord("inspect", unitID.String()))
	s.key(fyne.KeyReturn) // 开始验房
	if s.walk.i.State != inspect.Begun {
		s.t.Fatalf("the inspection is %q", s.walk.i.State)
	}
	return s
}

func (s *stage) key(names ...fyne.KeyName) {
	s.t.Helper()
	for _, k := range names {
		f := s.win.Canvas().Focused()
		if f == nil {
			s.t.Fatal("the keyboard is nowhere")
		}
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (s *stage) typed(text string) {
	s.t.Helper()
	for _, r := range text {
		f := s.win.Canvas().Focused()
		if f == nil {
			s.t.Fatal("the keyboard is nowhere")
		}
		f.TypedRune(r)
	}
}

// goTo makes an item current, as a person would by / and a few letters.
func (s *stage) goTo(room, item string) {
	s.t.Helper()
	s.walk.openRoom(room, item)
	if at := s.walk.rows[s.walk.panes.items.Current()]; at.item.Key != item {
		s.t.Fatalf("%s is not asked for in %s", item, room)
	}
	s.walk.panes.items.Focus()
}

func (s *stage) result(room, item string) inspect.Result {
	return s.m.answers.At(inspect.AnswerID(s.walk.i.ID, room, item)).Result
}

func (s *stage) current() row { return s.walk.rows[s.walk.panes.items.Current()] }

var errFull = app.Refuse("disk.full", "what", "site.db")
