package rectify

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

func TestMain(m *testing.M) {
	os.Setenv("LANG", "zh_CN.UTF-8")
	test.NewApp() // one for all: each reads the typeface anew
	os.Exit(m.Run())
}

func id(text string) app.ID { return app.DerivedID(app.Nil, text) }

var (
	noon     = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	today    = app.DateOf(noon)
	plaster  = site.Firm{ID: id("plaster"), Name: "宏达抹灰工程有限公司", Trades: []string{"plaster"}}
	tiler    = site.Firm{ID: id("tiler"), Name: "永固瓷砖", Trades: []string{"tiling"}}
	wang     = app.Actor{Staff: id("wang"), Name: "王敏", Role: app.Supervisor}
	li       = app.Actor{Staff: id("li"), Name: "李强", Role: app.Handover}
	manager  = app.Actor{Staff: id("zhou"), Name: "周静", Role: app.Manager}
	broken   = app.Refuse("store.damaged", "folder", "/site")
	noPhotos = app.Refuse("photo.missing", "hash", "x")
)

// checklist is the real one.
func checklist(t testing.TB) *inspect.Checklist {
	t.Helper()
	list, err := inspect.Read(os.DirFS("../../../assets/checklists"), "residential", "1")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// office is store, desk and photos in one: what the place reads, and what it was
// asked to do.
type office struct {
	defects []defect.Row
	details map[app.ID]defect.Detail
	fail    error // of reading
	refuse  error // of acting
	asked   []string
	shown   []*app.Seen[defect.Defect] // of what was put right
	rowsFor []int                      // how many rows each reading asked for
	reads   int
	index   map[app.ID]int // of a long list
}

func (o *office) DefectIDs(_ context.Context, f defect.Filter, order defect.Sorting) ([]app.ID, error) {
	o.reads++
	var ids []app.ID
	for _, d := range o.defects {
		switch {
		case len(f.States) > 0 && !slices.Contains(f.States, d.State), !f.Firm.IsNil() && d.Firm != f.Firm,
			!f.Unit.IsNil() && d.Unit != f.Unit, f.Overdue && d.Overdue(today) == 0, f.Grave && !d.Severity.Grave(),
			f.NoNotice && !d.Notice.IsNil():
			continue
		}
		ids = append(ids, d.ID)
	}
	if order == defect.ByNumber {
		slices.Reverse(ids)
	}
	return ids, o.fail
}

func (o *office) DefectRows(_ context.Context, ids []app.ID) ([]defect.Row, error) {
	o.rowsFor = append(o.rowsFor, len(ids))
	var rows []defect.Row
	for _, id := range ids {
		if i := o.at(id); i >= 0 {
			rows = append(rows, o.defects[i])
		}
	}
	return rows, o.fail
}

func (o *office) at(id app.ID) int {
	if o.index != nil {
		return o.index[id]
	}
	return slices.IndexFunc(o.defects, func(d defect.Row) bool { return d.ID == id })
}

func (o *office) DefectCounts(context.Context, defect.Filter) (defect.Counts, error) {
	c := defect.Counts{States: map[defect.State]int{}}
	for _, d := range o.defects {
		c.States[d.State]++
	}
	c.Overdue, c.Grave, c.NoNotice = 1, 2, 3
	return c, o.fail
}

func (o *office) DefectDetail(_ context.Context, id app.ID) (defect.Detail, error) {
	i := o.at(id)
	if i < 0 {
		return defect.Detail{}, app.Refuse("record.unknown", "kind", "defect", "id", id.String())
	}
	d := o.details[id]
	d.Row = o.defects[i]
	d.Sight = app.Sight{Fields: map[string]string{"note": "shown"}}
	if d.People == nil {
		d.People = map[app.ID]string{wang.Staff: wang.Name, li.Staff: li.Name}
		d.Firms = map[app.ID]string{plaster.ID: plaster.Name, tiler.ID: tiler.Name}
		d.Owners = []string{"张伟"}
	}
	return d, o.fail
}

func (o *office) DefectByNumber(_ context.Context, number string) (app.ID, error) {
	for _, d := range o.defects {
		if strings.EqualFold(d.Number, number) {
			return d.ID, nil
		}
	}
	return app.Nil, app.Refuse("defect.number_unknown", "number", number)
}

func (o *office) Firms(context.Context) ([]site.Firm, error) { return []site.Firm{tiler, plaster}, nil }
func (o *office) Unit(_ context.Context, u app.ID) (site.Unit, error) {
	return site.Unit{ID: u, Code: "3-2-1501"}, nil
}

// note takes down what was asked for, in the words of a test.
func (o *office) note(actor app.Actor, what string, args ...any) error {
	o.asked = append(o.asked, strings.TrimSpace(actor.Name+" "+what+" "+strings.Trim(fmt.Sprint(args...), "[]")))
	return o.refuse
}

// number is the defect's, to be told in a test.
func (o *office) number(id app.ID) string {
	if i := o.at(id); i >= 0 {
		return o.defects[i].Number
	}
	return "–"
}

func (o *office) numbers(ids []app.ID) string {
	var all []string
	for _, id := range ids {
		all = append(all, o.number(id))
	}
	return strings.Join(all, ",")
}

func (o *office) Correct(_ context.Context, a app.Actor, seen *app.Seen[defect.Defect], w defect.Description, why string) error {
	o.shown = append(o.shown, seen)
	return o.note(a, "edit", o.number(seen.Value.ID), " ", w.Room, "/", w.Part, "/", w.Phrase, "/", w.Note, "/", w.Severity, "/", w.Trade, "/", w.Warranty, "/", w.PinX, ",", w.PinY, " ", why)
}
func (o *office) Raise(_ context.Context, a app.Actor, id app.ID) error {
	return o.note(a, "raise", o.number(id))
}
func (o *office) Assign(_ context.Context, a app.Actor, ids []app.ID, firm app.ID, due app.Date) error {
	return o.note(a, "assign", o.numbers(ids), " ", map[app.ID]string{plaster.ID: "plaster", tiler.ID: "tiler"}[firm], " ", due)
}
func (o *office) Take(_ context.Context, a app.Actor, id app.ID, s defect.Step, reason string) error {
	if reason != "" {
		reason = " " + reason
	}
	return o.note(a, string(s), o.number(id), reason)
}
func (o *office) Fix(_ context.Context, a app.Actor, id app.ID, w defect.Work) error {
	return o.note(a, "fix", o.number(id), " ", w.Worker, "/", w.NoPhoto, "/", strings.Join(w.Photos, ","))
}
func (o *office) Verify(_ context.Context, a app.Actor, id app.ID, s defect.Inspection) error {
	return o.note(a, "verify", o.number(id), " ", s.Remark, "/", s.Alone)
}
func (o *office) SendBack(_ context.Context, a app.Actor, id app.ID, r defect.Rejection) error {
	return o.note(a, "send back", o.number(id), " ", r.Reason, "/", r.Due)
}
func (o *office) Hold(_ context.Context, a app.Actor, id app.ID, reason string, review app.Date) error {
	return o.note(a, "hold", o.number(id), " ", reason, "/", review)
}
func (o *office) Release(_ context.Context, a app.Actor, id app.ID, reason string, due app.Date) error {
	return o.note(a, "release", o.number(id), " ", reason, "/", due)
}
func (o *office) AcceptAsIs(_ context.Context, a app.Actor, id app.ID, reason, owner string) error {
	return o.note(a, "accept", o.number(id), " ", reason, "/", owner)
}
func (o *office) Cancel(_ context.Context, a app.Actor, id app.ID, reason string, original app.ID) error {
	return o.note(a, "cancel", o.number(id), " ", reason, "/", o.number(original))
}
func (o *office) Reopen(_ context.Context, a app.Actor, id app.ID, reason string) error {
	return o.note(a, "reopen", o.number(id), " ", reason)
}
func (o *office) OwnerOK(_ context.Context, a app.Actor, id app.ID, owner string) error {
	return o.note(a, "owner ok", o.number(id), " ", owner)
}
func (o *office) Promise(_ context.Context, a app.Actor, seen *app.Seen[defect.Defect], day app.Date) error {
	o.shown = append(o.shown, seen)
	return o.note(a, "promise", o.number(seen.Value.ID), " ", day)
}
func (o *office) AddPhoto(_ context.Context, a app.Actor, id app.ID, stage defect.Stage, hash string) error {
	return o.note(a, "photo", o.number(id), " ", stage, " ", hash)
}
func (o *office) IssueNotices(_ context.Context, a app.Actor, order defect.Order) ([]defect.Notice, error) {
	err := o.note(a, "notices", o.numbers(order.Defects), " ", order.Deadline, "/", order.Requirement)
	return []defect.Notice{{Number: "ZG-01-00007", FirmName: plaster.Name, Document: id("paper"), Items: make([]defect.NoticeItem, len(order.Defects))}}, err
}
func (o *office) Reissue(_ context.Context, a app.Actor, notice app.ID, deadline app.Date, requirement string) (defect.Notice, error) {
	return defect.Notice{Number: "ZG-01-00008", Document: id("paper")}, o.note(a, "again", deadline, "/", requirement)
}
func (o *office) ReceiveNotice(_ context.Context, a app.Actor, notice app.ID, by string) error {
	return o.note(a, "received by", by)
}

func (o *office) Small(_ context.Context, hash string) (image.Image, error) {
	if hash == "gone" {
		return nil, noPhotos
	}
	img := image.NewRGBA(image.Rect(0, 0, 256, 192))
	img.Set(0, 0, color.Black)
	return img, nil
}
func (o *office) Preview(ctx context.Context, hash string) (image.Image, error) {
	return o.Small(ctx, hash)
}
func (o *office) Add(_ context.Context, r io.Reader, name string) (string, string, error) {
	content, err := io.ReadAll(r)
	switch {
	case err != nil:
		return "", "", err
	case strings.HasSuffix(name, ".heic"):
		return "", "", app.Refuse("photo.heic", "name", name)
	case strings.HasSuffix(name, "huge.png"):
		return "huge", "photo.too_large", nil
	}
	return "hash of " + string(content), "", nil
}

// some are a few defects in every state that work waits in.
func some() *office {
	row := func(n int, state defect.State, change func(*defect.Row)) defect.Row {
		d := defect.Row{Defect: defect.Defect{
			ID: id(fmt.Sprint("defect ", n)), Number: app.DefectNumber.Format("01", n), Unit: id("unit"),
			Origin: defect.Internal, OriginRound: 1, Room: "bed1", Part: "墙面", Phrase: "空鼓", State: state, Round: 1,
			Severity: site.Normal, Trade: site.Plaster, Warranty: site.WarrantyFinishes, FoundBy: li.Staff, FoundAt: noon.AddDate(0, 0, -9),
			Firm: plaster.ID, Due: today.AddDays(n - 3),
		}, UnitCode: "3-2-1501", RoomName: "主卧", FirmName: plaster.Name, Photo: "before", Photos: 1}
		if change != nil {
			change(&d)
		}
		return d
	}
	o := &office{details: map[app.ID]defect.Detail{}}
	o.defects = []defect.Row{
		row(1, defect.Assigned, nil),
		row(2, defect.Fixing, func(d *defect.Row) { d.Severity, d.Round = site.Serious, 2 }),
		row(3, defect.Fixed, func(d *defect.Row) {
			d.FixedAt, d.FixedWorker, d.FixedFirm, d.FixedRecordedBy = noon, "马师傅", plaster.ID, li.Staff
		}),
		row(4, defect.Open, func(d *defect.Row) { d.Firm, d.FirmName, d.Due, d.Photo = app.Nil, "", 0, "" }),
		row(5, defect.Held, func(d *defect.Row) { d.ReviewOn = today.AddDays(4) }),
		row(6, defect.Disputed, func(d *defect.Row) { d.Phrase, d.Note = "", "门框\n与墙面之间有缝" }),
		row(7, defect.Verified, func(d *defect.Row) { d.VerifiedAt, d.VerifiedBy = noon, wang.Staff }),
	}
	first := o.defects[0].ID
	o.details[first] = defect.Detail{
		People: map[app.ID]string{wang.Staff: "王敏", li.Staff: "李强"}, Firms: map[app.ID]string{plaster.ID: plaster.Name},
		Owners: []string{"张伟"},
		Pictures: []defect.Photo{{Hash: "before", Stage: defect.Before, Round: 1, By: li.Staff, At: noon},
			{Hash: "gone", Stage: defect.After, Round: 1, By: li.Staff, At: noon}},
		Moves: []defect.Move{{Move: app.Move[defect.State]{To: defect.Open, By: li.Staff, At: noon.AddDate(0, 0, -9)}, Step: defect.Record, Round: 1},
			{Move: app.Move[defect.State]{From: defect.Open, To: defect.Assigned, By: wang.Staff, At: noon.AddDate(0, 0, -8)}, Step: defect.Assign, Round: 1, Firm: plaster.ID, Date: today.AddDays(-2)}},
		Clocks: defect.ClocksOf(site.WarrantyFinishes, today.AddDays(-100), 0, site.Period{}),
	}
	return o
}

// stage is the place in a test window.
type stage struct {
	testing.TB
	*office
	shell *shell.Shell
	run   *shell.Inline
	win   fyne.Window
	pg    *page
	went  []string // routes opened elsewhere
}

func open(t testing.TB, o *office, actor app.Actor, r shell.Route) *stage {
	t.Helper()
	return openWith(t, o, actor, r, &shell.Inline{})
}

func openWith(t testing.TB, o *office, actor app.Actor, r shell.Route, run shell.Runner) *stage {
	t.Helper()
	s := &stage{TB: t, office: o}
	s.run, _ = run.(*shell.Inline)
	s.win = test.NewTempWindow(t, widget.Space(1))
	s.win.SetPadded(false)
	s.win.Resize(fyne.NewSize(1366, 740))
	w := words.New()
	params := Params{Read: o, Desk: o, List: checklist(t), Pictures: o, Title: func() string { return w.T("shell.place.rectify") }}
	place := Place(params)
	place.Build = func(c *shell.Context) fyne.CanvasObject {
		s.pg = newPage(c, params)
		return s.pg.view
	}
	places := []shell.Place{place}
	for _, key := range []string{"unit", "document", "inspect"} {
		places = append(places, shell.Place{Key: key, Title: func() string { return key }, Build: func(c *shell.Context) fyne.CanvasObject {
			s.went = append(s.went, c.Route.Place+"/"+c.Route.ID)
			return widget.Space(1)
		}})
	}
	s.shell = shell.New(shell.Params{Window: s.win, Words: w, Runner: run, Clock: app.ClockFunc(func() time.Time { return noon }), Places: places, Mode: theme.Light})
	h := s.shell.Header()
	h.Site, h.Actor = "锦绣花园一期", actor
	s.shell.SetHeader(h)
	s.shell.Open(r)
	return s
}

// again opens the place anew as somebody, in the same window: building a window
// costs more than what most tests look at.
func (s *stage) again(t *testing.T, actor app.Actor, r shell.Route) {
	t.Helper()
	s.TB, s.asked, s.went = t, nil, nil
	h := s.shell.Header()
	h.Actor = actor
	s.shell.SetHeader(h)
	s.shell.Open(shell.To("inspect"))
	s.went = nil
	s.shell.Open(r)
}

// press types letters where the keyboard is.
func (s *stage) press(text string) {
	s.Helper()
	focused := s.win.Canvas().Focused()
	if focused == nil {
		s.Fatal("the keyboard is nowhere")
	}
	for _, r := range text {
		s.win.Canvas().Focused().TypedRune(r)
	}
}

func (s *stage) key(names ...fyne.KeyName) {
	s.Helper()
	for _, n := range names {
		ev := &fyne.KeyEvent{Name: n}
		switch focused := s.win.Canvas().Focused(); {
		case n == fyne.KeyTab:
			s.win.Canvas().(interface{ FocusNext() }).FocusNext()
		case focused != nil:
			focused.TypedKey(ev)
		default:
			s.win.Canvas().OnTypedKey()(ev)
		}
	}
}

func (s *stage) seen(text string) bool {
	return strings.Contains(test.RenderToMarkup(s.win.Canvas()), text)
}

func (s *stage) last() string {
	if len(s.asked) == 0 {
		return ""
	}
	return s.asked[len(s.asked)-1]
}

// toasts are what the foot of the page says at present; found by their markup.
func (s *stage) said(text string) {
	s.Helper()
	if !s.seen(text) {
		s.Errorf("%q is not said", text)
	}
}

// file is a photo in a folder, as somebody drops it.
func (s *stage) file(name, content string) fyne.URI {
	s.Helper()
	path := filepath.Join(s.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		s.Fatal(err)
	}
	return fileURI(path)
}
