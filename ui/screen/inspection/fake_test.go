package inspection

import (
	"context"
	"encoding/json"
	"image"
	"image/color"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"os"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// memory is a site in memory, as much of one as the desks need here: the desks
// are the real ones, so that what the screen shows is what the rules make of it.
type memory struct {
	inspect.Tx // what is not needed panics
	now        time.Time
	n          byte
	actor      app.Actor

	unit        site.Unit
	house       site.HouseType
	inspections []inspect.Inspection
	answers     map[app.ID]inspect.Answer
	defects     []defect.Defect
	photos      []defect.Photo
	documents   map[app.ID]contract.Document
	units       []inspect.UnitRow
	wrote       func(kinds ...string)
	fault       error // of the next transaction
	held        chan struct{}
}

var (
	inspector  = app.Actor{Staff: app.ID{1}, Name: "赵磊", Role: app.Handover}
	supervisor = app.Actor{Staff: app.ID{2}, Name: "王敏", Role: app.Supervisor}
	unitID     = app.ID{7}
)

func unknown() error { return app.Refuse("record.unknown") }

func (m *memory) Do(_ context.Context, actor app.Actor, _ string, fn func(inspect.Tx) error) error {
	if err := m.fault; err != nil {
		m.fault = nil
		return err
	}
	m.actor = actor
	m.now = m.now.Add(time.Second)
	err := fn(m)
	if err == nil && m.wrote != nil {
		m.wrote("inspection", "answer", "defect", "unit")
	}
	return err
}

func (m *memory) Actor() app.Actor { return m.actor }
func (m *memory) Now() time.Time   { return m.now }
func (m *memory) Today() app.Date  { return app.DateOf(m.now) }
func (m *memory) NewID() app.ID    { m.n++; return app.ID{0xf0, m.n} }
func (m *memory) Number(k app.Series) (string, error) {
	m.n++
	return k.Format("01", int(m.n)), nil
}
func (m *memory) Site() (site.Site, error) {
	return site.Site{Name: "锦绣花园", Company: "锦绣置业"}, nil
}
func (m *memory) Building(app.ID) (site.Building, error)   { return site.Building{Name: "3幢"}, nil }
func (m *memory) Community(app.ID) (site.Community, error) { return site.Community{}, nil }
func (m *memory) Unit(app.ID) (site.Unit, error)           { return m.unit, nil }
func (m *memory) HouseType(app.ID) (site.HouseType, error) { return m.house, nil }
func (m *memory) Firms() ([]site.Firm, error)              { return nil, nil }
func (m *memory) People() ([]staff.Person, error) {
	return []staff.Person{{ID: inspector.Staff, Name: inspector.Name}, {ID: supervisor.Staff, Name: supervisor.Name}}, nil
}
func (m *memory) PutInspectionMove(inspect.Move) error          { return nil }
func (m *memory) PutDefectMove(defect.Move) error               { return nil }
func (m *memory) PutDefectPhoto(p defect.Photo) error           { m.photos = append(m.photos, p); return nil }
func (m *memory) PutDocumentMove(contract.Move) error           { return nil }
func (m *memory) PutSignatureField(contract.Field) error        { return nil }
func (m *memory) PutDocument(d contract.Document) error         { m.documents[d.ID] = d; return nil }
func (m *memory) Document(id app.ID) (contract.Document, error) { return m.documents[id], nil }

func (m *memory) Inspection(id app.ID) (inspect.Inspection, error) {
	for _, i := range m.inspections {
		if i.ID == id {
			return i, nil
		}
	}
	return inspect.Inspection{}, unknown()
}
func (m *memory) PutInspection(i inspect.Inspection) error {
	m.inspections = slices.DeleteFunc(m.inspections, func(o inspect.Inspection) bool { return o.ID == i.ID })
	m.inspections = append(m.inspections, i)
	return nil
}
func (m *memory) InspectionsOfUnit(app.ID) ([]inspect.Inspection, error) { return m.inspections, nil }
func (m *memory) Answer(id app.ID) (inspect.Answer, error) {
	if a, ok := m.answers[id]; ok {
		return a, nil
	}
	return inspect.Answer{}, unknown()
}
func (m *memory) PutAnswer(a inspect.Answer) error { m.answers[a.ID] = a; return nil }

// AmendAnswer refuses, as the store does, what would replace readings unseen.
func (m *memory) AmendAnswer(seen *app.Seen[inspect.Answer], a inspect.Answer) error {
	kept := m.answers[a.ID]
	if !slices.Equal(kept.Readings, seen.Value.Readings) && !slices.Equal(kept.Readings, a.Readings) {
		return app.Refuse("record.changed", "kind", "answer", "field", "readings", "theirs", strings.Join(kept.Readings, "\n"), "mine", strings.Join(a.Readings, "\n"), "who", "赵磊", "at", "2026-11-23T03:00:00Z")
	}
	kept.Nominal, kept.Readings = a.Nominal, a.Readings
	m.answers[a.ID] = kept
	return nil
}
func (m *memory) AnswersOf(app.ID) ([]inspect.Answer, error) {
	var all []inspect.Answer
	for _, a := range m.answers {
		all = append(all, a)
	}
	return all, nil
}
func (m *memory) Defect(id app.ID) (defect.Defect, error) {
	for _, d := range m.defects {
		if d.ID == id {
			return d, nil
		}
	}
	return defect.Defect{}, unknown()
}
func (m *memory) PutDefect(d defect.Defect) error {
	m.defects = slices.DeleteFunc(m.defects, func(o defect.Defect) bool { return o.ID == d.ID })
	m.defects = append(m.defects, d)
	return nil
}
func (m *memory) DefectsOfUnit(app.ID) ([]defect.Defect, error) { return slices.Clone(m.defects), nil }

// reads is the same site as the screen reads it.
type reads struct{ *memory }

func (r reads) InspectionList(context.Context, inspect.Filter) ([]inspect.UnitRow, error) {
	return r.units, r.takeFault()
}
func (r reads) Inspections(context.Context, app.ID) ([]inspect.Inspection, error) {
	return slices.Clone(r.inspections), nil
}
func (r reads) Answers(_ context.Context, id app.ID) ([]inspect.Answer, error) {
	return r.AnswersOf(id)
}
func (r reads) OwnersOf(context.Context, app.ID) ([]site.OwnerView, error) {
	return []site.OwnerView{{Owner: site.Owner{Name: "邓嘉木"}}}, nil
}
func (r reads) Unit(context.Context, app.ID) (site.Unit, error)           { return r.unit, nil }
func (r reads) HouseType(context.Context, app.ID) (site.HouseType, error) { return r.house, nil }
func (r reads) InspectionDefects(_ context.Context, i inspect.Inspection) ([]defect.Row, error) {
	var rows []defect.Row
	for _, d := range slices.Backward(r.defects) {
		if d.Inspection != i.ID || d.State == defect.Cancelled {
			continue
		}
		row := defect.Row{Defect: d, RoomName: r.house.RoomName(d.Room)}
		for _, p := range r.memory.photos {
			if p.Defect == d.ID {
				row.Photos, row.Photo = row.Photos+1, p.Hash
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}
func (m *memory) takeFault() error { err := m.fault; m.fault = nil; return err }

// AddPhoto is what the defect desk does with a picture that comes late.
func (m *memory) AddPhoto(_ context.Context, _ app.Actor, id app.ID, stage defect.Stage, hash string) error {
	m.photos = append(m.photos, defect.Photo{Defect: id, Hash: hash, Stage: stage})
	return nil
}

// gallery keeps pictures in memory; the hash of one is its content.
type gallery struct {
	refuse error // of the next Put
	blind  error // of every Thumb
}

func (g *gallery) Put(_ context.Context, r io.Reader, name string) (string, error) {
	b, err := io.ReadAll(r)
	if g.refuse != nil {
		err, g.refuse = g.refuse, nil
	}
	return string(b), err
}
func (g *gallery) Thumb(context.Context, string, int) (image.Image, error) {
	if g.blind != nil {
		return nil, g.blind
	}
	img := image.NewRGBA(image.Rect(0, 0, 8, 6))
	img.Set(1, 1, color.Black)
	return img, nil
}

// stage is the place in a test window.
type stage struct {
	t     *testing.T
	m     *memory
	g     *gallery
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
	m := &memory{now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.Local), unit: site.Unit{ID: unitID, Code: "3-2-1501"},
		answers: map[app.ID]inspect.Answer{}, documents: map[app.ID]contract.Document{}}
	if change != nil {
		change(m)
	}
	s := &stage{t: t, m: m, g: &gallery{}, run: &shell.Inline{}, words: words.New()}
	s.win = test.NewTempWindow(t, widget.Space(1))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1366, 740))
	press := func() contract.Press {
		return contract.Press{Wording: func(template string) app.Wording { return app.Wording{Template: template} }, Word: func(k string) string { return k }, Encode: json.Marshal, Salt: []byte("0123456789abcdef")}
	}
	desk := inspect.New(m, list, func() contract.Press {
		p := press()
		p.Encode = func(v any) ([]byte, error) { // the salt must lie in the content as it is
			raw, err := json.Marshal(v)
			return append(raw, p.Salt...), err
		}
		return p
	})
	place := Place(Params{Read: reads{m}, Desk: desk, Evidence: m, Photos: s.g, Title: func() string { return s.words.T("shell.place.inspect") }})
	build := place.Build
	place.Build = func(c *shell.Context) fyne.CanvasObject {
		if id, err := app.ParseID(c.Route.ID); err == nil {
			s.walk = newWalk(c, Params{Read: reads{m}, Desk: desk, Evidence: m, Photos: s.g}, id)
			return s.walk.view
		}
		s.list = build(c)
		return s.list
	}
	elsewhere := func(key string) shell.Place {
		return shell.Place{Key: key, Title: func() string { return key }, Build: func(*shell.Context) fyne.CanvasObject { return widget.NewText(key) }}
	}
	s.shell = shell.New(shell.Params{Window: s.win, Words: s.words, Runner: s.run, Mode: theme.Light,
		Clock:  app.ClockFunc(func() time.Time { return m.now }),
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
	return s.m.answers[inspect.AnswerID(s.walk.i.ID, room, item)].Result
}

func (s *stage) current() row { return s.walk.rows[s.walk.panes.items.Current()] }

var errFull = app.Refuse("disk.full", "what", "site.db")
