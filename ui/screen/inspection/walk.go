package inspection

import (
	"context"
	"image"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// walk is one inspection as it stands in the window: rooms at the left, items in
// the middle, what failed at the right.
type walk struct {
	c    *shell.Context
	p    Params
	list *inspect.Checklist

	unit   site.Unit
	house  site.HouseType
	owner  string // who comes along when an owner does, unless somebody says otherwise
	rounds []inspect.Inspection
	i      inspect.Inspection // the one shown; none where ID is Nil
	rooms  []inspect.RoomItems
	// What was answered, as drawn: what is still on its way to the disk is in
	// pending, and stays as the person left it whatever is read meanwhile.
	answers map[inspect.Place]inspect.Answer
	pending map[inspect.Place]int
	typed   map[inspect.Place]bool // readings changed and not handed over yet
	found   []defect.Row
	counts  map[inspect.Place]int      // defects at a place
	before  map[inspect.Place][]string // what the round before found there, in words

	chosen *string // ID of the round that was chosen, "" for the latest
	room   *string // key of the room that is open
	at     *string // key of the item that is current

	rows    []row                     // of the middle
	showing map[*widget.AnswerRow]row // which item a row shows at present
	last    chan struct{}             // closed when the act before has ended
	wrote   int                       // how many acts have ended: a read that began before one is stale

	plan   image.Image // the drawing of the house type, nil while it is being read
	drawn  string      // the hash of which plan that is
	latest shell.Latest
	planOf shell.Latest
	album  *widget.Album
	view   fyne.CanvasObject
	face   *fyne.Container
	panes  panes
	entry  *entry
	begin  func() // begins the round that is being chosen, nil where none is
	shown  bool   // what was read
	stands bool   // in the window
}

// row is an item in the middle, in its room.
type row struct {
	room site.Room
	item inspect.Item
}

func (r row) place() inspect.Place { return inspect.Place{Room: r.room.Key, Item: r.item.Key} }

func newWalk(c *shell.Context, p Params, unit app.ID) *walk {
	wk := &walk{c: c, p: p, list: p.Desk.List(), unit: site.Unit{ID: unit},
		answers: map[inspect.Place]inspect.Answer{}, pending: map[inspect.Place]int{}, typed: map[inspect.Place]bool{},
		counts: map[inspect.Place]int{}, before: map[inspect.Place][]string{}, showing: map[*widget.AnswerRow]row{}}
	wk.chosen = shell.Kept(c, "round", func() string { return c.Route.Arg("inspection") })
	wk.room = shell.Kept(c, "room", func() string { return c.Route.Arg("room") })
	wk.at = shell.Kept(c, "item", func() string { return c.Route.Arg("item") })
	wk.album = newAlbum(c, p.Photos)
	wk.face = container.NewStack()
	wk.view = wk.face
	c.After(300*time.Millisecond, func() {
		if !wk.shown {
			wk.show(widget.NewSkeleton(10))
		}
	})
	c.OnEscape(wk.escape)
	c.Commands(
		shell.Command{Text: c.W.T("common.next"), Key: fyne.KeyReturn, Do: wk.next},
		shell.Command{Text: c.W.T("inspect.walk_page.find"), Key: fyne.KeyF, Do: wk.focusFind},
		shell.Command{Text: c.W.T("inspect.entry.pick"), Key: fyne.KeyP, Mod: fyne.KeyModifierAlt, Do: wk.pickPhoto},
		shell.Command{Text: c.W.T("inspect.rest.menu"), Key: fyne.KeyR, Mod: fyne.KeyModifierAlt, Do: wk.askRest},
		shell.Command{Text: c.W.T("inspect.drop.title"), Do: wk.askDrop},
	)
	c.OnDrop(wk.takeFiles)
	c.OnLeave(wk.handOver)
	c.OnPrint(wk.openSheet)
	wk.read()
	c.Watch(wk.read, "inspection", "answer", "defect", "defect_photo", "unit", "house_type")
	wk.stands = true
	return wk
}

func (wk *walk) show(o fyne.CanvasObject) {
	wk.face.Objects = []fyne.CanvasObject{o}
	wk.face.Refresh()
}

// state is what one reading brings.
type state struct {
	unit    site.Unit
	house   site.HouseType
	rounds  []inspect.Inspection
	i       inspect.Inspection
	answers []inspect.Answer
	found   []defect.Row
	before  []defect.Row // what the round before found, where this one looks at that
	owner   string       // the first of the unit's owners
}

func (wk *walk) read() {
	unit, chosen, began, actor := wk.unit.ID, *wk.chosen, wk.wrote, wk.c.Actor()
	origin := wk.c.Route.Arg("origin")
	reader := wk.p.Read
	shell.Load(wk.c, &wk.latest, func(ctx context.Context) (s state, err error) {
		if s.unit, err = reader.Unit(ctx, unit); err != nil {
			return s, err
		}
		if s.house, err = reader.HouseType(ctx, s.unit.HouseType); err != nil && app.RefusalCode(err) != "record.unknown" {
			return s, err
		}
		if s.rounds, err = reader.Inspections(ctx, unit); err != nil {
			return s, err
		}
		owners, err := reader.OwnersOf(ctx, actor, unit)
		if err != nil {
			return s, err
		}
		if len(owners) > 0 {
			s.owner = owners[0].Owner.Name
		}
		s.rounds = slices.DeleteFunc(s.rounds, func(i inspect.Inspection) bool { return i.State == inspect.Dropped })
		if len(s.rounds) == 0 {
			return s, nil
		}
		s.i = s.rounds[len(s.rounds)-1]
		for _, i := range s.rounds {
			if i.ID.String() == chosen || chosen == "" && i.State.Open() && string(i.Origin) == origin {
				s.i = i
			}
		}
		if s.answers, err = reader.Answers(ctx, s.i.ID); err != nil {
			return s, err
		}
		if s.found, err = reader.InspectionDefects(ctx, s.i); err != nil || len(s.i.Scope) == 0 {
			return s, err
		}
		for _, i := range slices.Backward(s.rounds) {
			if i.Origin == s.i.Origin && i.Round < s.i.Round {
				s.before, err = reader.InspectionDefects(ctx, i)
				break
			}
		}
		return s, err
	}, func(s state) {
		if began != wk.wrote && s.i.ID == wk.i.ID {
			wk.read() // something was written since: what came is older than what is drawn
			return
		}
		wk.take(s)
	})
}

// take shows what was read; what is on its way to the disk stays as it is drawn.
func (wk *walk) take(s state) {
	another := s.i.ID != wk.i.ID || s.i.State != wk.i.State || !wk.shown
	wk.unit, wk.house, wk.rounds, wk.found, wk.owner = s.unit, s.house, s.rounds, s.found, s.owner
	wk.readPlan()
	if s.i.ID != wk.i.ID {
		clear(wk.answers)
		clear(wk.typed)
	}
	wk.i = s.i
	for place := range wk.answers {
		if wk.pending[place] == 0 && !wk.typed[place] {
			delete(wk.answers, place)
		}
	}
	for place, a := range inspect.ByPlace(s.answers) {
		if _, mine := wk.answers[place]; !mine {
			wk.answers[place] = a
		}
	}
	clear(wk.before)
	for _, d := range s.before {
		at := inspect.Place{Room: d.Room, Item: d.Item}
		wk.before[at] = append(wk.before[at], joined(" ", noted(wk.c.W, said(wk.c.W, wk.list.SayPhrase(d.Phrase)), d.Note), d.Number))
	}
	clear(wk.counts)
	for _, d := range s.found {
		wk.counts[inspect.Place{Room: d.Room, Item: d.Item}]++
	}
	switch {
	case s.i.ID.IsNil() || !wk.shown && wk.another(s):
		wk.rooms = wk.list.Rooms(s.i)
		wk.shown = true
		wk.showBegin()
	case another:
		wk.shown = true
		wk.rooms = wk.list.Rooms(s.i)
		wk.build()
	default:
		wk.refresh()
	}
}

// planPixels is how large the drawing of a home is read, to be shown large.
const planPixels = 1600

// readPlan reads the drawing of the home's house type. A plan that cannot be read
// is one that is not there: nothing else waits for it.
func (wk *walk) readPlan() {
	hash, photos := wk.house.Plan, wk.p.Photos
	if hash == wk.drawn {
		return
	}
	wk.drawn, wk.plan = hash, nil
	if hash == "" {
		return
	}
	shell.Load(wk.c, &wk.planOf, func(ctx context.Context) (image.Image, error) {
		img, err := photos.Thumb(ctx, hash, planPixels)
		if err != nil {
			return nil, nil
		}
		return img, nil
	}, func(img image.Image) {
		wk.plan = img
		if wk.entry != nil && wk.entry.plan != nil {
			wk.entry.plan.SetImage(img)
		}
	})
}

// another reports whether the route asks for an inspection of an origin of which
// none is open: the owner stands there, and one is to begin.
func (wk *walk) another(s state) bool {
	origin := defect.Origin(wk.c.Route.Arg("origin"))
	return slices.Contains(inspect.Origins, origin) && (s.i.Origin != origin || !s.i.State.Open())
}

// progress is how far a room is; of all rooms where room is "".
func (wk *walk) progress(room string) (p inspect.Progress) {
	for _, r := range wk.rooms {
		if room != "" && r.Room.Key != room {
			continue
		}
		p.Items += len(r.Items)
		for _, item := range r.Items {
			switch wk.answers[inspect.Place{Room: r.Room.Key, Item: item.Key}].Result {
			case inspect.NotLooked:
			case inspect.Fail:
				p.Failed++
				p.Looked++
			default:
				p.Looked++
			}
		}
	}
	return p
}

// fill lists the items of the middle: those of the open room, or what matches the
// search in all rooms.
func (wk *walk) fill() {
	wk.rows = wk.rows[:0]
	text := strings.ToLower(strings.TrimSpace(wk.panes.find.Text))
	for _, r := range wk.rooms {
		if text == "" && r.Room.Key != *wk.room {
			continue
		}
		for _, item := range r.Items {
			if text == "" || matches(item, text) {
				wk.rows = append(wk.rows, row{r.Room, item})
			}
		}
	}
}

func matches(i inspect.Item, text string) bool {
	for _, s := range []string{i.Name.ZH, strings.ToLower(i.Name.EN), i.Part.ZH, i.No, words.Letters(i.Name.ZH)} {
		if strings.Contains(s, text) {
			return true
		}
	}
	return false
}

// open reports whether whoever works at present may answer.
func (wk *walk) open() bool { return wk.i.State.Open() && wk.mayInspect() }

func (wk *walk) mayInspect() bool { return staff.May(wk.c.Actor(), staff.Inspect) == nil }

// item shows a row.
func (wk *walk) item(r row) widget.AnswerItem {
	w := wk.c.W
	a := wk.answers[r.place()]
	it := widget.AnswerItem{
		Text: said(w, r.item.Name), Detail: joined(" · ", said(w, r.item.Part), said(w, r.item.Demand), said(w, r.item.Method)),
		Answer: answerOf[a.Result], Pending: wk.pending[r.place()] > 0, Count: wk.counts[r.place()], Locked: !wk.open(),
	}
	if r.item.Measured {
		wk.measured(r, a, &it)
	}
	if strings.TrimSpace(wk.panes.find.Text) != "" {
		it.Detail = joined(" · ", w.Term(r.room.Name), it.Detail)
	}
	if before := wk.before[r.place()]; len(before) > 0 {
		it.Detail = w.T("inspect.walk_page.before", "what", strings.Join(before, " / "))
	}
	return it
}

var answerOf = map[inspect.Result]widget.Answer{
	inspect.NotLooked: widget.NotLooked, inspect.Pass: widget.Pass, inspect.Fail: widget.Fail, inspect.NotApplicable: widget.NotApplicable,
}

// measured fills what a measured item shows besides: its fields, and how what was
// read so far is judged.
func (wk *walk) measured(r row, a inspect.Answer, it *widget.AnswerItem) {
	w := wk.c.W
	readings := readingsOf(r.item, a)
	j := wk.judge(r.item, a)
	it.Unit = r.item.Unit
	if r.item.NeedsNominal() {
		it.Readings, it.Hints, it.Out = []string{a.Nominal}, []string{nominalWord(w, r.item)}, []bool{false}
	}
	for n, text := range readings {
		it.Readings = append(it.Readings, text)
		it.Out = append(it.Out, j.Out[n])
	}
	var unreadable error
	for n, text := range it.Readings {
		if _, err := inspect.Reading(text); err != nil {
			unreadable, it.Out[n] = err, true
		}
	}
	limit := tolerance(w, j.Limit, r.item.Unit)
	it.Detail = joined(" · ", said(w, r.item.Part), limit, said(w, r.item.Method))
	it.Beyond = j.Beyond() || unreadable != nil
	read := slices.ContainsFunc(readings, func(s string) bool { return s != "" })
	switch {
	case unreadable != nil:
		it.Verdict = unreadableWord(w, unreadable)
	case j.Spread:
		it.Verdict = w.T("inspect.walk_page.spread", "value", j.Range.String(), "unit", r.item.Unit)
	case j.Beyond() && r.item.Deviates():
		it.Verdict = w.T("inspect.walk_page.worst", "value", j.WorstText(), "unit", r.item.Unit)
	case j.Beyond():
		it.Verdict = w.T("inspect.walk_page.beyond", "value", j.WorstText(), "unit", r.item.Unit)
	case read && r.item.NeedsNominal() && a.Nominal == "":
		it.Verdict = w.T("inspect.walk_page.needs_nominal", "what", nominalWord(w, r.item))
	case j.Complete():
		it.Verdict = w.T("common.reading.within")
	case read:
		it.Verdict = w.T("common.reading.missing", "n", j.Missing)
	}
}

func nominalWord(w *words.Words, i inspect.Item) string {
	if i.Reference == inspect.BySize {
		return said(w, i.Size)
	}
	return w.T("inspect.walk_page.nominal")
}

// readingsOf are the texts of an item's points, as many as the item asks for.
func readingsOf(i inspect.Item, a inspect.Answer) []string {
	readings := slices.Clone(a.Readings)
	for len(readings) < i.Points {
		readings = append(readings, "")
	}
	return readings
}

func joined(with string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), with)
}

// colourOf is the colour that an inspection's state is said in.
func colourOf(s inspect.State) fyne.ThemeColorName {
	if c := stateColour(s); c != theme.Quiet {
		return c
	}
	return theme.Ink
}
