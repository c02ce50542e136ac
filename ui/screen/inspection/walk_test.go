package inspection

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

const hollow = "wall.plaster.hollow"

// A home nobody has inspected offers the act that begins; by one key it stands
// room by room, the keyboard on the first item.
func TestBegin(t *testing.T) {
	s := begin(t).home()
	i := s.walk.i
	if i.Origin != defect.Internal || i.Round != 1 || i.Finish != site.Bare || !i.Measures || len(i.Rooms) != len(site.DefaultRooms) {
		t.Errorf("begun as %+v", i)
	}
	if s.current().room.Key != "entrance" || s.Win.Canvas().Focused() != s.walk.panes.items.Focusable() {
		t.Errorf("the keyboard is at %v", s.current())
	}
}

// 1 and 3 answer and go down, 0 takes an answer back; each is on the disk, and the
// four look different.
func TestAnswersByKey(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", hollow)
	at := s.walk.panes.items.Current()
	s.Type("1")
	if s.result("living", hollow) != inspect.Pass || s.walk.panes.items.Current() != at+1 {
		t.Errorf("after 1: %q, at %d", s.result("living", hollow), s.walk.panes.items.Current())
	}
	s.Key(fyne.KeyUp)
	s.Type("3")
	if s.result("living", hollow) != inspect.NotApplicable {
		t.Errorf("after 3: %q", s.result("living", hollow))
	}
	s.Key(fyne.KeyUp)
	s.Type("0")
	if s.result("living", hollow) != inspect.NotLooked || s.walk.panes.items.Current() != at {
		t.Errorf("after 0: %q, at %d", s.result("living", hollow), s.walk.panes.items.Current())
	}
	looks := map[Answer]bool{}
	for _, r := range []inspect.Result{inspect.NotLooked, inspect.Pass, inspect.Fail, inspect.NotApplicable} {
		looks[answerOf[r]] = true
	}
	if len(looks) != 4 {
		t.Errorf("%d looks for four results", len(looks))
	}
}

// From an open item: fail, phrase, Enter. The defect has the phrase's severity and
// trade, and the keyboard is on the very item again.
func TestDefectInThreeActions(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", hollow)
	s.Type("2")
	if s.walk.entry == nil || s.result("living", hollow) != inspect.NotLooked {
		t.Fatal("2 opened no entry, or answered before anything was said")
	}
	s.Type("kg")
	p, ok := s.walk.entry.phrases.Current()
	if !ok || !bytes.Contains([]byte(p.Text), []byte("空鼓")) {
		t.Fatalf("kg finds %+v", p)
	}
	s.Key(fyne.KeyReturn)
	if len(s.defects()) != 1 || s.result("living", hollow) != inspect.Fail {
		t.Fatalf("%d defects, %q", len(s.defects()), s.result("living", hollow))
	}
	d := s.defects()[0]
	known, _ := s.walk.list.Phrase(p.Key)
	if d.Phrase != known.Text.ZH || d.Severity != known.Severity || d.Trade != known.Trade || d.Room != "living" || d.Item != hollow {
		t.Errorf("recorded %+v", d)
	}
	if s.walk.entry != nil || s.current().item.Key != hollow || s.Win.Canvas().Focused() != s.walk.panes.items.Focusable() {
		t.Error("the keyboard is not on the very item")
	}
	if len(s.walk.found) != 1 || s.walk.item(s.current()).Count != 1 {
		t.Error("what failed is not shown")
	}
	// A second reason is a second defect; passing after all takes both back.
	s.Type("2")
	s.Type("漏浆严重")
	s.Key(fyne.KeyReturn)
	if len(s.defects()) != 2 || s.defects()[1].Note != "漏浆严重" || s.defects()[1].Severity != site.Normal {
		t.Errorf("free words are recorded as %+v", s.defects()[1])
	}
	s.Type("1")
	for _, d := range s.defects() {
		if d.State != defect.Cancelled {
			t.Errorf("%s is %s", d.Number, d.State)
		}
		if !strings.Contains(test.RenderObjectToMarkup(s.Win.Content()), d.Number) {
			t.Errorf("that %s was taken back is not said", d.Number)
		}
	}
	if s.result("living", hollow) != inspect.Pass || len(s.walk.found) != 0 {
		t.Error("passed after all, and still shown as failed")
	}
}

// Where the house type has a drawing, the place can be pinned on it; the defect is
// recorded in as few acts as without.
func TestPinOnThePlan(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", hollow)
	s.Type("2")
	if s.walk.entry.plan != nil {
		t.Fatal("a house type without a drawing shows one")
	}
	s = begin(t, site.HouseType{ID: typeID, Name: "A户型", Plan: "plan"}).home()
	s.goTo("living", hollow)
	s.Type("2")
	s.Type("kg")
	e := s.walk.entry
	if e.plan == nil || e.plan.Image == nil || s.Win.Canvas().Focused() != e.phrases.Focusable() {
		t.Fatalf("the plan is %+v", e.plan)
	}
	e.plan.Tapped(&fyne.PointEvent{})
	s.Key(fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	if s.Win.Canvas().Overlays().Top() != nil || e.plan.X != 5000 || e.plan.Y != 5200 {
		t.Fatalf("pinned at %d, %d", e.plan.X, e.plan.Y)
	}
	if len(s.defects()) != 0 {
		t.Fatal("the pin alone recorded a defect")
	}
	s.Key(fyne.KeyReturn)
	if len(s.defects()) != 1 || s.defects()[0].PinX != 5000 || s.defects()[0].PinY != 5200 {
		t.Errorf("recorded %+v", s.defects())
	}
}

// Esc leaves the entry without a trace; another severity may be chosen, a note
// written, and all of it by Tab.
func TestEntryByKeyboard(t *testing.T) {
	s := begin(t).home()
	s.goTo("kitchen", hollow)
	s.Type("2")
	s.Key(fyne.KeyEscape)
	if s.walk.entry != nil || len(s.defects()) != 0 || s.result("kitchen", hollow) != inspect.NotLooked {
		t.Error("Esc left a trace")
	}
	s.Type("2")
	first := s.walk.entry.level()
	s.Win.Canvas().Focus(s.walk.entry.chips[site.Emergency])
	s.Key(fyne.KeySpace)
	if s.walk.entry.level() != site.Emergency || first == site.Emergency {
		t.Errorf("the severity is %s, was %s", s.walk.entry.level(), first)
	}
	s.Win.Canvas().Focus(s.walk.entry.note)
	s.Type("窗下 30 cm")
	s.Key(fyne.KeyReturn)
	if d := s.defects()[0]; d.Severity != site.Emergency || d.Note != "窗下 30 cm" || d.Phrase == "" {
		t.Errorf("recorded %+v", d)
	}
}

// What was not written is not shown as taken: while it is on its way it is an
// outline, and where the disk refuses it goes back to what is kept.
func TestPendingUntilCommitted(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", hollow)
	var seen []bool
	s.Told = func(kinds ...string) { // after the write, before the act is told to have ended
		seen = append(seen, s.walk.item(s.walk.rows[0]).Pending, s.walk.item(s.row("living", hollow)).Pending)
		s.Changed(kinds...)
	}
	s.Type("1")
	if len(seen) != 2 || seen[0] || !seen[1] {
		t.Errorf("pending meanwhile: %v", seen)
	}
	if it := s.walk.item(s.row("living", hollow)); it.Pending || it.Answer != Pass {
		t.Errorf("after the commit: %+v", it)
	}
	s.goTo("bed1", hollow)
	s.Refuse = errFull
	s.Type("1")
	if it := s.walk.item(s.row("bed1", hollow)); it.Pending || it.Answer != NotLooked {
		t.Errorf("refused, and shown as %+v", it)
	}
	if !s.Modal() {
		t.Error("nothing says that it was not saved")
	}
}

func (s *stage) row(room, item string) row {
	for _, r := range s.walk.rooms {
		for _, i := range r.Items {
			if r.Room.Key == room && i.Key == item {
				return row{r.Room, i}
			}
		}
	}
	s.Fatalf("%s is not asked for in %s", item, room)
	return row{}
}

// A reading that is none is said in its row; when the page is left with it, at the foot.
func TestAReadingThatIsNoneIsSaid(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", "geometry.corner")
	s.Type("1")
	s.Type("abc")
	if it := s.walk.item(s.row("living", "geometry.corner")); !strings.Contains(it.Verdict, "abc") || it.Readings[0] != "abc" {
		t.Errorf("%q stands, and %q is said", it.Readings[0], it.Verdict)
	}
	s.Stage.Open(shell.To("inspect"))
	if said := test.RenderToMarkup(s.Win.Canvas()); !strings.Contains(said, "“abc”不是数字") {
		t.Error("the reading went with the page without a word")
	}
}

// A measured item takes its readings in the row: 1 leads to the fields, Enter from
// one to the next; within the limit it passes by itself, out of it the entry opens
// with what was read.
func TestReadingsInTheRow(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", "geometry.corner")
	s.Type("1")
	s.Type("2")
	s.Key(fyne.KeyReturn)
	s.Type("3.5")
	s.Key(fyne.KeyReturn)
	a := s.answer("living", "geometry.corner")
	if a.Result != inspect.Pass || len(a.Readings) != 2 || a.Readings[1] != "3.5" {
		t.Errorf("within: %+v", a)
	}
	if s.current().item.Key == "geometry.corner" || s.Win.Canvas().Focused() != s.walk.panes.items.Focusable() {
		t.Error("within its limit it did not go down")
	}
	s.goTo("bed1", "geometry.corner")
	s.Type("1")
	s.Type("6")
	s.Key(fyne.KeyReturn)
	s.Type("3")
	if it := s.walk.item(s.row("bed1", "geometry.corner")); !it.Out[0] || it.Out[1] || !it.Beyond || it.Answer != NotLooked {
		t.Errorf("as it is typed: %+v", it)
	}
	s.Key(fyne.KeyReturn)
	if s.walk.entry == nil || s.result("bed1", "geometry.corner") != inspect.NotLooked {
		t.Fatal("out of its limit, and no entry opened")
	}
	s.Key(fyne.KeyReturn)
	if len(s.defects()) != 1 || s.defects()[0].Note != "6 mm，允许 ±4 mm" || s.result("bed1", "geometry.corner") != inspect.Fail {
		t.Errorf("recorded %+v", s.defects())
	}
	// A design value comes first where the item needs one.
	s.goTo("living", "geometry.clear_height")
	s.Type("1")
	s.Type("2800")
	s.Key(fyne.KeyReturn)
	s.Type("2790")
	s.Key(fyne.KeyEscape)
	a = s.answer("living", "geometry.clear_height")
	if a.Nominal != "2800" || a.Readings[0] != "2790" || a.Result != inspect.NotLooked {
		t.Errorf("left half-way: %+v", a)
	}
	if it := s.walk.item(s.row("living", "geometry.clear_height")); it.Verdict != "还差 4 个读数" {
		t.Errorf("says %q", it.Verdict)
	}
}

// What was typed and not confirmed is taken when the page is left.
func TestReadingsAreTakenOnLeaving(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", "geometry.corner")
	s.Type("1")
	s.Type("２")
	s.Stage.Open(shell.To("units"))
	if a := s.answer("living", "geometry.corner"); len(a.Readings) != 2 || a.Readings[0] != "2" {
		t.Errorf("kept %+v", a)
	}
}

// What is no number stays in its field and says so; what could be read is kept, and
// Enter does not pass it by.
func TestAReadingThatIsNone(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", "geometry.corner")
	s.Type("1")
	s.Type("2,5")
	s.Key(fyne.KeyReturn)
	s.Type("3,500")
	s.Key(fyne.KeyReturn)
	at := s.row("living", "geometry.corner")
	it := s.walk.item(at)
	if !slices.Equal(it.Readings, []string{"2,5", "3,500"}) || !it.Out[1] || it.Out[0] || it.Verdict != "“3,500”：请用小数点" {
		t.Errorf("shown: %+v", it)
	}
	if a := s.answer("living", "geometry.corner"); a.Result != inspect.NotLooked || !slices.Equal(a.Readings, []string{"2.5", ""}) {
		t.Errorf("kept: %+v", a)
	}
	if s.current().place() != at.place() || s.Win.Canvas().Focused() == s.walk.panes.items.Focusable() {
		t.Error("the keyboard left the field that could not be read")
	}
	for range "3,500" {
		s.Key(fyne.KeyBackspace)
	}
	s.Type("3.5")
	s.Key(fyne.KeyReturn)
	if a := s.answer("living", "geometry.corner"); a.Result != inspect.Pass || !slices.Equal(a.Readings, []string{"2.5", "3.5"}) || s.current().place() == at.place() {
		t.Errorf("put right: %+v", a)
	}
}

// An observation is taken down as a note: it has its number, and the item passes.
func TestNoteOnly(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", hollow)
	s.Type("2")
	s.walk.entry.asNote.Tapped(&fyne.PointEvent{})
	s.Key(fyne.KeyReturn)
	if len(s.defects()) != 1 || s.defects()[0].State != defect.Noted || s.result("living", hollow) != inspect.Pass {
		t.Errorf("%s: %+v", s.result("living", hollow), s.defects())
	}
	if it := s.walk.item(s.row("living", hollow)); it.Answer != Pass || it.Count != 1 {
		t.Errorf("shown %+v", it)
	}
}

// Readings that another wrote while they were typed are not replaced unseen: both are
// said, and theirs is shown, to be typed over. What the same hand read before is no
// other's.
func TestReadingsChangedElsewhere(t *testing.T) {
	s := begin(t).home()
	at := func() inspect.Answer {
		return s.answer("living", "geometry.corner")
	}
	read := func(texts ...string) {
		s.goTo("living", "geometry.corner")
		s.Type("1")
		for _, text := range texts {
			s.Type(text)
			s.Key(fyne.KeyReturn)
		}
	}
	read("2", "3")
	s.walk.typing(s.row("living", "geometry.corner"), 0, "１")
	s.walk.measure(s.row("living", "geometry.corner"), false)
	if got := at().Readings; !slices.Equal(got, []string{"1", "3"}) {
		t.Fatalf("read again: %q", got)
	}
	s.walk.typing(s.row("living", "geometry.corner"), 0, "2.5")
	theirs := at()
	theirs.Readings = []string{"4", "4"}
	s.Put(theirs)
	s.walk.measure(s.row("living", "geometry.corner"), false)
	if got := at().Readings; !slices.Equal(got, theirs.Readings) {
		t.Errorf("theirs is gone: %q", got)
	}
	if got := s.walk.answers[inspect.Place{Room: "living", Item: "geometry.corner"}].Readings; !slices.Equal(got, theirs.Readings) {
		t.Errorf("shown %q", got)
	}
	s.walk.typing(s.row("living", "geometry.corner"), 0, "2.5")
	s.walk.measure(s.row("living", "geometry.corner"), false)
	if got := at().Readings; !slices.Equal(got, []string{"2.5", "4"}) {
		t.Errorf("typed over: %q", got)
	}
}

// What does not apply was not measured: no ringed reading beside it on the sheet.
func TestWhatDoesNotApplyHasNoReadings(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", "geometry.corner")
	s.Type("1")
	s.Type("9")
	s.Key(fyne.KeyEscape)
	s.Type("3")
	a := s.answer("living", "geometry.corner")
	if a.Result != inspect.NotApplicable || len(a.Readings) != 0 {
		t.Errorf("kept %+v", a)
	}
	if it := s.walk.item(s.row("living", "geometry.corner")); it.Readings[0] != "" || it.Beyond {
		t.Errorf("shown %+v", it)
	}
}

// The search is a key away from the rooms too.
func TestFindFromTheRooms(t *testing.T) {
	s := begin(t).home()
	s.Key(fyne.KeyLeft)
	s.Type("/")
	if s.Win.Canvas().Focused() != s.walk.panes.find {
		t.Error("the search did not get the keyboard")
	}
}

// Submitting says what is left and leads there; the supervisor returns or signs
// off; what is signed is only looked at.
func TestSubmitReturnSignOff(t *testing.T) {
	s := begin(t).home()
	s.walk.askSubmit()
	if !s.Modal() {
		t.Fatal("nothing says what is left")
	}
	s.Key(fyne.KeyReturn)
	if s.Modal() || s.walk.i.State != inspect.Begun {
		t.Fatal("submitted with items that nobody looked at")
	}
	s.goTo("living", hollow)
	s.Type("3")
	s.passAll()
	if p := s.walk.progress(""); p.Looked != p.Items || p.NotApplicable != 1 || p.Failed != 0 || p.Passed() != p.Items-1 {
		t.Errorf("passed with one that does not apply: %+v", p)
	}
	s.walk.askSubmit()
	s.Key(fyne.KeyReturn)
	if s.walk.i.State != inspect.Submitted {
		t.Fatalf("submitted, and %s", s.walk.i.State)
	}
	s.goTo("living", hollow)
	before := len(s.Asked)
	s.Type("3")
	if len(s.Asked) != before {
		t.Error("an answer was given while the supervisor has it")
	}
	s.As(supervisor)
	s.Reload()
	s.walk.ask(inspect.Return)
	s.WindowKey(fyne.KeyReturn)
	if !s.Modal() {
		t.Error("returned without a reason")
	}
	s.Type("次卧重看")
	s.WindowKey(fyne.KeyReturn)
	if s.walk.i.State != inspect.Returned || s.Modal() {
		t.Fatalf("returned, and %s", s.walk.i.State)
	}
	s.goTo("living", hollow)
	s.Type("3")
	if s.result("living", hollow) != inspect.NotApplicable {
		t.Error("what was returned cannot be changed")
	}
	s.walk.askSubmit()
	s.Key(fyne.KeyReturn)
	s.walk.askSignOff()
	s.Key(fyne.KeyReturn)
	if s.walk.i.State != inspect.SignedOff || s.walk.i.Document.IsNil() {
		t.Fatalf("signed off, and %+v", s.walk.i.State)
	}
	s.goTo("living", hollow)
	if it := s.walk.item(s.current()); !it.Locked {
		t.Error("signed, and not locked")
	}
	now := len(s.Asked)
	s.Type("12")
	if len(s.Asked) != now || s.walk.entry != nil {
		t.Error("signed, and answered")
	}
	s.walk.openSheet()
	if r := s.Route(); r.Place != "document" || r.ID != s.walk.i.Document.String() {
		t.Errorf("the sheet is at %+v", r)
	}
}

// pass lets places pass, as a colleague elsewhere would.
func (s *stage) pass(places ...inspect.Place) {
	var answers []any
	for _, p := range places {
		id := inspect.AnswerID(s.walk.i.ID, p.Room, p.Item)
		answers = append(answers, inspect.Answer{ID: id, Inspection: s.walk.i.ID, Room: p.Room, Item: p.Item, Result: inspect.Pass})
	}
	s.Put(answers...)
	s.Changed("answer")
}

// passAll answers everything as a colleague elsewhere would have.
func (s *stage) passAll() {
	s.pass(s.walk.list.Unlooked(s.walk.i, s.walk.answers)...)
}

// Pictures are kept while one goes on: those that are there when the defect is
// saved come with it, one that comes later is linked to it, a refused one is said.
func TestPicturesNeverBlock(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", hollow)
	s.Type("2")
	s.walk.addPicture(file("a.jpg", "aaa"))
	s.pictures.Refuse = app.Refuse("photo.empty", "name", "b.jpg")
	s.walk.addPicture(file("b.jpg", ""))
	if n := len(s.walk.entry.pictures); n != 1 {
		t.Errorf("%d pictures in the strip", n)
	}
	e := s.walk.entry
	e.reading("late.jpg")
	s.Key(fyne.KeyReturn)
	if len(s.photos()) != 1 || s.photos()[0].Hash != "hash of aaa" {
		t.Fatalf("saved with %+v", s.photos())
	}
	e.arrived("late.jpg", "ccc")
	if len(s.photos()) != 2 || s.photos()[1].Hash != "ccc" || s.photos()[1].Defect != s.defects()[0].ID || s.photos()[1].Stage != defect.Before {
		t.Errorf("the late one: %+v", s.photos())
	}
	// Without an entry it belongs to what was found at the item.
	s.walk.addPicture(file("d.jpg", "ddd"))
	if len(s.photos()) != 3 || s.photos()[2].Defect != s.defects()[0].ID {
		t.Errorf("afterwards: %+v", s.photos())
	}
}

// What is said of a picture names the file that was chosen, not its hash.
func TestAPictureIsCalledByItsFile(t *testing.T) {
	got := words.New().Refusal(errorNaming(app.Refuse("photo.damaged", "name", "12a17ff7"), "IMG_0001.jpg"))
	if !strings.Contains(got, "IMG_0001.jpg") || strings.Contains(got, "12a17ff7") {
		t.Error(got)
	}
	if gone := app.Refuse("disk.missing", "what", "x"); errorNaming(gone, "y") != error(gone) {
		t.Error("another refusal was changed")
	}
}

// A picture that cannot be shown is kept, linked and said; several that are dropped
// at once belong to one defect; nothing is taken where nothing may be answered.
func TestDroppedPictures(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", hollow)
	s.pictures.Blind = app.Refuse("photo.too_large", "hash", "aaa")
	files := []fyne.URI{s.File("一.jpg", "一.jpg"), s.File("二.jpg", "二.jpg")}
	s.walk.takeFiles(append(files, storage.NewFileURI(filepath.Join(t.TempDir(), "没有.jpg"))))
	if s.walk.entry == nil || len(s.walk.entry.pictures) != 2 {
		t.Fatal("what was dropped is not in the strip of a new entry")
	}
	if !s.Modal() {
		t.Error("a file that is gone is not said")
	}
	s.WindowKey(fyne.KeyEscape)
	s.Key(fyne.KeyReturn)
	if len(s.photos()) != 2 || s.photos()[0].Hash != "hash of 一.jpg" || s.photos()[1].Defect != s.defects()[0].ID {
		t.Errorf("saved with %+v", s.photos())
	}
	i := s.inspections()[0]
	i.State = inspect.SignedOff
	s.Put(i)
	s.Changed("inspection")
	if s.walk.takeFiles(files); s.walk.entry != nil || len(s.photos()) != 2 {
		t.Error("a picture was taken for what is signed")
	}
}

// Who may not inspect looks, and is offered nothing else.
func TestWhoMayOnlyLook(t *testing.T) {
	s := begin(t)
	s.As(app.Actor{Staff: app.ID{3}, Name: "周静", Role: app.Manager})
	s.Stage.Open(shell.ToRecord("inspect", unitID.String()))
	if len(s.inspections()) != 0 || !s.walk.shown {
		t.Error("a manager began an inspection")
	}
	s.As(inspector)
	s.Reload()
	s.Key(fyne.KeyReturn)
	s.As(app.Actor{Staff: app.ID{3}, Name: "周静", Role: app.Manager})
	s.Reload()
	s.goTo("living", hollow)
	s.Type("12")
	if len(s.answers()) != 0 || s.walk.entry != nil || !s.walk.item(s.current()).Locked {
		t.Error("a manager answered")
	}
}

func file(name, content string) picture {
	return picture{name: name, open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader([]byte(content))), nil }}
}

// At the end of a room one is led to what is left, there or in the next.
func TestRoomByRoom(t *testing.T) {
	s := begin(t).home()
	var entrance []inspect.Place
	for _, i := range s.walk.rooms[0].Items[1:] {
		entrance = append(entrance, inspect.Place{Room: "entrance", Item: i.Key})
	}
	s.pass(entrance...)
	last := s.walk.rooms[0].Items[len(s.walk.rooms[0].Items)-1]
	s.goTo("entrance", last.Key)
	s.Type("3")
	if r := s.current(); r.room.Key != "entrance" || r.item.Key != s.walk.rooms[0].Items[0].Key {
		t.Errorf("led to %s %s", r.room.Key, r.item.Key)
	}
	s.Type("3")
	s.goTo("entrance", last.Key)
	s.Type("3")
	if r := s.current(); r.room.Key != "living" {
		t.Errorf("led to %s", r.room.Key)
	}
	// ← to the rooms, ↓ to another, Enter back to its items.
	s.Key(fyne.KeyLeft, fyne.KeyDown)
	if *s.walk.room != "bed1" {
		t.Errorf("the room is %s", *s.walk.room)
	}
	s.Key(fyne.KeyReturn)
	if s.Win.Canvas().Focused() != s.walk.panes.items.Focusable() {
		t.Error("Enter does not lead to the items")
	}
	// / finds in all rooms.
	s.Type("/")
	s.Type("mhkg")
	s.Key(fyne.KeyEscape, fyne.KeyEscape)
	if s.Win.Canvas().Focused() != s.walk.panes.items.Focusable() {
		t.Error("Esc does not lead from the search to the items")
	}
	s.Type("/")
	s.Type("kg")
	if n := len(s.walk.rows); n < 5 {
		t.Errorf("kg finds %d items", n)
	}
	s.Key(fyne.KeyReturn)
	s.Type("3")
	s.Key(fyne.KeyEscape)
}

// The rest of a room passes together, once somebody says that it was looked at.
func TestRestPasses(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", hollow)
	s.Type("3")
	s.walk.askRest()
	if !s.Modal() {
		t.Fatal("nobody is asked")
	}
	s.Key(fyne.KeyReturn)
	for _, r := range s.walk.rooms {
		for _, item := range r.Items {
			want := inspect.NotLooked
			switch {
			case r.Room.Key == "living" && item.Key == hollow:
				want = inspect.NotApplicable
			case r.Room.Key == "living" && !item.Measured:
				want = inspect.Pass
			}
			if got := s.walk.answers[inspect.Place{Room: r.Room.Key, Item: item.Key}].Result; got != want {
				t.Errorf("%s in %s: %q", item.Key, r.Room.Key, got)
			}
		}
	}
}

// A further round offers what failed before, and asks for nothing else; from the
// handover an accompanied inspection begins, with the owner named.
func TestFurtherRounds(t *testing.T) {
	s := begin(t).home()
	s.goTo("living", hollow)
	s.Type("2")
	s.Key(fyne.KeyReturn)
	s.passAll()
	s.walk.askSubmit()
	s.Key(fyne.KeyReturn)
	s.As(supervisor)
	s.walk.askSignOff()
	s.Key(fyne.KeyReturn)
	s.walk.showBegin()
	s.Key(fyne.KeyReturn)
	if i := s.walk.i; i.Round != 2 || i.Items != 1 || len(s.walk.rows) != 1 || s.current().item.Key != hollow {
		t.Errorf("round %d asks for %d items", i.Round, i.Items)
	}
	if it := s.walk.item(s.current()); it.Detail != "上一轮：空鼓 "+s.defects()[0].Number {
		t.Errorf("what was wrong before is said as %q", it.Detail)
	}
	s.Stage.Open(shell.ToRecord("inspect", unitID.String()).With("origin", string(defect.Accompanied)))
	s.Key(fyne.KeyReturn)
	if i := s.walk.i; i.Origin != defect.Accompanied || i.Owner != "邓嘉木" || i.Measures {
		t.Errorf("begun as %+v", i)
	}
	s.Stage.Open(shell.ToRecord("inspect", unitID.String()).With("origin", string(defect.Internal)))
	if s.walk.i.Origin != defect.Internal || s.walk.i.Round != 2 {
		t.Errorf("the open round of the origin is not shown, but %+v", s.walk.i)
	}
}

// A page in the middle of its work outlives a change of language.
func TestLanguageIsSwitchedOnTheWay(t *testing.T) {
	s := begin(t).home()
	s.goTo("bed1", hollow)
	s.Words.SetLanguage(words.English)
	if r := s.current(); r.room.Key != "bed1" || r.item.Key != hollow {
		t.Errorf("after the change at %s %s", r.room.Key, r.item.Key)
	}
	if it := s.walk.item(s.current()); it.Text != "Plaster hollow spots" {
		t.Errorf("the item is %q", it.Text)
	}
	s.Type("2")
	s.Type("hollow")
	if _, ok := s.walk.entry.phrases.Current(); !ok {
		t.Error("English finds no phrase")
	}
	s.Key(fyne.KeyReturn)
	if d := s.defects()[0]; d.Phrase == "" || d.Phrase[0] < 0x80 {
		t.Errorf("the record keeps %q", d.Phrase)
	}
}

func TestListFaces(t *testing.T) {
	rows := []inspect.Line{
		{HomeLine: site.HomeLine{Unit: app.ID{1}, Code: "3-1-101", Building: "3幢"}},
		{HomeLine: site.HomeLine{Unit: unitID, Code: "3-1-102", Building: "3幢"}, Inspection: app.ID{9}, Origin: defect.Internal, Round: 2, Standing: inspect.Submitted,
			Inspector: "赵磊", Begun: time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local), Progress: inspect.Progress{Items: 300, Looked: 300, Failed: 4}},
	}
	s := begin(t)
	s.read.rows = rows
	s.Stage.Open(shell.To("inspect"))
	test.AssertObjectRendersToMarkup(t, "list.xml", s.list.View)
	s.Stage.Open(shell.To("inspect").With("state", string(inspect.Submitted)))
	s.Key(fyne.KeyHome)
	s.Key(fyne.KeyReturn)
	if r := s.Route(); r.ID != unitID.String() {
		t.Errorf("Enter leads to %+v", r)
	}
	// A room number and Enter open the one that is left.
	s.Stage.Open(shell.To("inspect"))
	s.Win.Canvas().Focus(shelltest.Find[*widget.SearchBox](s.Stage, nil))
	s.Type("3-1-101")
	s.Key(fyne.KeyReturn)
	if r := s.Route(); r.ID != (app.ID{1}).String() {
		t.Errorf("a room number leads to %+v", r)
	}
	empty := begin(t)
	empty.read.rows = []inspect.Line{}
	empty.Stage.Open(shell.To("inspect"))
	test.AssertObjectRendersToMarkup(t, "list_empty.xml", empty.list.View)
	refused := begin(t)
	refused.read.fail = errFull
	refused.Stage.Open(shell.To("inspect"))
	if !strings.Contains(refused.Text(), refused.Words.Refusal(errFull)) || refused.Button(refused.Words.T("common.retry")) == nil {
		t.Errorf("a list that cannot be read says %s", refused.Text())
	}
}

// The faces of a walk: before it begins, under way with one of each answer, with a
// reading out of its limit, while a defect is entered, returned, locked; in both
// languages.
func TestWalkFaces(t *testing.T) {
	s := begin(t, site.HouseType{ID: typeID, Name: "A户型", Finish: site.Bare,
		Rooms: []site.Room{{Key: "store", Kind: site.Storage, Name: "储藏室"}, {Key: "bath", Kind: site.Bathroom, Name: "卫生间"}}})
	look := func(name string) {
		t.Helper()
		test.AssertObjectRendersToMarkup(t, name+".xml", s.walk.body.View)
	}
	s.Stage.Open(shell.ToRecord("inspect", unitID.String()))
	look("begin")
	s.Key(fyne.KeyReturn)
	s.goTo("bath", "geometry.squareness")
	s.Type("1")
	s.Type("12")
	s.Key(fyne.KeyEscape, fyne.KeyDown)
	s.Type("3")
	s.goTo("store", s.walk.rooms[0].Items[0].Key)
	s.Type("1")
	s.Type("2")
	look("entry")
	s.Key(fyne.KeyReturn)
	look("under_way")
	s.goTo("bath", "geometry.squareness")
	look("beyond")
	s.Words.SetLanguage(words.English)
	look("english")
	s.Words.SetLanguage(words.Chinese)
	i := s.inspections()[0]
	i.State, i.Returned = inspect.Returned, "卫生间重看"
	s.Put(i)
	s.Changed("inspection")
	look("returned")
	i.State = inspect.SignedOff
	s.Put(i)
	s.Changed("inspection")
	look("locked")
}
