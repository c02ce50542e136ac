package inspection

import (
	"image"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/pinyin"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// walk is one inspection as it stands in the window: rooms at the left, items in
// the middle, what failed at the right.
type walk struct {
	c    *shell.Context
	p    Params
	list *inspect.Checklist

	unit   site.Unit
	in     site.Building
	house  site.HouseType
	owner  string // who comes along when an owner does, unless somebody says otherwise
	rounds []inspect.Inspection
	i      inspect.Inspection // the one shown; none where ID is Nil
	rooms  []inspect.RoomItems
	// What was answered, as drawn: what is still on its way to the disk is in
	// pending, and stays as the person left it whatever is read meanwhile.
	answers map[inspect.Place]inspect.Answer
	pending map[inspect.Place]int
	// typed are readings changed and not handed over yet, each with the answer as it was
	// shown before.
	typed  map[inspect.Place]*app.Seen[inspect.Answer]
	found  []defect.Row
	counts map[inspect.Place]int      // defects at a place
	before map[inspect.Place][]string // what the round before found there, in words

	chosen *string // ID of the round that was chosen, "" for the latest
	room   *string // key of the room that is open
	at     *string // key of the item that is current

	rows    []row              // of the middle
	showing map[*AnswerRow]row // which item a row shows at present
	last    chan struct{}      // closed when the act before has ended
	wrote   int                // how many acts have ended: a read that began before one is stale

	plan   image.Image // the drawing of the house type, nil while it is being read
	drawn  string      // the hash of which plan that is
	latest shell.Latest
	planOf shell.Latest
	album  *widget.Album
	body   *register.Body
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
		answers: map[inspect.Place]inspect.Answer{}, pending: map[inspect.Place]int{}, typed: map[inspect.Place]*app.Seen[inspect.Answer]{},
		counts: map[inspect.Place]int{}, before: map[inspect.Place][]string{}, showing: map[*AnswerRow]row{}}
	wk.chosen = shell.Kept(c, "round", func() string { return c.Route.Arg("inspection") })
	wk.room = shell.Kept(c, "room", func() string { return c.Route.Arg("room") })
	wk.at = shell.Kept(c, "item", func() string { return c.Route.Arg("item") })
	wk.album = newAlbum(c, p.Photos)
	wk.body = register.NewBody(c, 10)
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

// progress is how far a room is; of all rooms where room is "".
func (wk *walk) progress(room string) (p inspect.Progress) {
	for _, r := range wk.rooms {
		if room != "" && r.Room.Key != room {
			continue
		}
		p.Items += len(r.Items)
		for _, item := range r.Items {
			result := wk.answers[inspect.Place{Room: r.Room.Key, Item: item.Key}].Result
			if result != inspect.NotLooked {
				p.Looked++
			}
			switch result {
			case inspect.Fail:
				p.Failed++
			case inspect.NotApplicable:
				p.NotApplicable++
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
	for _, s := range []string{i.Name.ZH, strings.ToLower(i.Name.EN), i.Part.ZH, i.No, pinyin.Letters(i.Name.ZH)} {
		if strings.Contains(s, text) {
			return true
		}
	}
	return false
}

// open reports whether whoever works at present may answer.
func (wk *walk) open() bool { return wk.i.State.Open() && wk.mayInspect() }

func (wk *walk) mayInspect() bool {
	return staff.May(wk.c.Actor(), staff.Inspect, wk.in.Community) == nil
}

// colourOf is the colour that an inspection's state is said in.
func colourOf(s inspect.State) fyne.ThemeColorName {
	if c := markOf(s).Colour; c != theme.Quiet {
		return c
	}
	return theme.Ink
}
