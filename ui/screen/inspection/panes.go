package inspection

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app/inspect"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// panes are the parts of a walk that stand beside each other.
type panes struct {
	rooms    *widget.Rows
	items    *widget.Rows
	find     *widget.SearchBox
	found    *widget.Rows
	nothing  register.Empty
	right    *fyne.Container // what failed, or the entry of a defect
	progress *widget.Text
	gauge    *widget.Gauge
}

// build lays the walk out; it is done anew when another round is shown or the
// state has changed, not on every answer.
func (wk *walk) build() {
	w := wk.c.W
	wk.entry, wk.begin = nil, nil
	clear(wk.showing)
	wk.buildRooms()
	wk.buildItems()
	wk.buildFound()
	wk.panes.progress = widget.NewQuiet("")
	wk.panes.progress.Least = 130
	wk.panes.gauge = widget.NewGauge()
	head := []fyne.CanvasObject{
		wk.backButton(), widget.NewTitle(wk.unit.Code), widget.NewText(occasion(w, wk.i.Origin, wk.i.Round)), wk.stateBadge(),
		widget.Space(theme.Gap), widget.Fixed(120, wk.panes.gauge), wk.panes.progress, layout.NewSpacer(),
	}
	head = append(head, wk.acts()...)
	bar := container.New(layout.NewCustomPaddedLayout(12, 12, theme.Margin, theme.Margin), widget.Bar(head...))
	top := []fyne.CanvasObject{bar, widget.HLine()}
	if b := wk.banner(); b != nil {
		top = append(top, b)
	}
	left := widget.NewPanel(theme.Ground, wk.panes.rooms)
	keys := widget.NewQuiet(w.T("inspect.walk_page.keys"))
	foot := container.New(layout.NewCustomPaddedLayout(6, 6, theme.Margin, theme.Margin), keys)
	var rest fyne.CanvasObject
	if wk.open() {
		rest = container.New(layout.NewCustomPaddedLayout(0, 0, theme.Gap, 0), widget.NewButton(w.T("inspect.rest.act"), wk.askRest))
	}
	search := container.New(layout.NewCustomPaddedLayout(4, 4, theme.Margin, theme.Margin), widget.Edges(nil, nil, nil, rest, container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), wk.panes.find)))
	middle := widget.Edges(widget.Stack(search, widget.HLine()), nil, nil, nil, wk.panes.items)
	if wk.open() {
		middle = widget.Edges(widget.Stack(search, widget.HLine()), widget.Stack(widget.HLine(), foot), nil, nil, wk.panes.items)
	}
	wk.panes.right = container.NewStack()
	wk.showFound()
	right := widget.Edges(nil, nil, widget.VLine(), nil, wk.panes.right)
	body := container.New(sides{}, widget.Edges(nil, nil, nil, widget.VLine(), left), middle, right)
	wk.body.Show(widget.Edges(widget.Stack(top...), nil, nil, nil, body))
	wk.openRoom(*wk.room, *wk.at)
	wk.refresh()
	wk.focus(wk.panes.items.Focusable())
}

// sides lays rooms, items and what was found beside each other. The sides have their
// share of the width, so that where text is large the items can still be read.
type sides struct{}

func (sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = fyne.NewSize(size.Width, fyne.Max(size.Height, o.MinSize().Height))
	}
	return size
}

func (sides) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	share := func(part, least, most float32) float32 { return fyne.Min(most, fyne.Max(least, size.Width*part)) }
	rooms, found := share(0.165, 140, 209), share(0.32, 280, 409)
	x := float32(0)
	for i, w := range []float32{rooms, size.Width - rooms - found, found} {
		objects[i].Move(fyne.NewPos(x, 0))
		objects[i].Resize(fyne.NewSize(w, size.Height))
		x += w
	}
}

// backButton leads to the page before: the list, or the unit's page.
func (wk *walk) backButton() fyne.CanvasObject {
	return widget.NewIconButton("back", wk.c.W.T("common.back"), wk.c.Back)
}

// toItems puts the keyboard on the middle.
func (wk *walk) toItems() { wk.focus(wk.panes.items.Focusable()) }

// focus puts the keyboard somewhere on the page; while the page is being built, the
// shell does it once it stands.
func (wk *walk) focus(f fyne.Focusable) {
	wk.c.Home(f)
	if wk.stands {
		wk.c.Canvas().Focus(f)
	}
}

func (wk *walk) stateBadge() fyne.CanvasObject {
	return widget.NewBadge(wk.c.W.T("inspect.state."+string(wk.i.State)), colourOf(wk.i.State))
}

func (wk *walk) banner() fyne.CanvasObject {
	w := wk.c.W
	switch wk.i.State.Phase() {
	case inspect.ToRewalk:
		return widget.NewBanner(widget.Ill, w.T("inspect.returned", "reason", wk.i.Returned), "", nil)
	case inspect.ForSignOff:
		return widget.NewBanner(widget.Told, w.T("inspect.waiting"), "", nil)
	case inspect.Final:
		return widget.NewBanner(widget.Well, w.T("inspect.locked"), "", nil)
	}
	return nil
}

// next does what the inspection waits for from whoever works at present.
func (wk *walk) next() {
	awaited := wk.i.State.Next()
	switch {
	case wk.begin != nil:
		wk.begin()
	case !wk.shown || wk.i.ID.IsNil():
	case slices.Contains(wk.i.State.StepsFor(wk.c.Actor(), wk.in.Community), awaited):
		wk.ask(awaited)
	case wk.i.State.Phase() == inspect.Final:
		wk.openSheet()
	}
}

// acts are what may be done with the inspection as a whole, the primary last.
func (wk *walk) acts() []fyne.CanvasObject {
	w, actor := wk.c.W, wk.c.Actor()
	var acts []fyne.CanvasObject
	if len(wk.rounds) > 1 {
		acts = append(acts, wk.roundSelect())
	}
	for _, s := range slices.Backward(wk.i.State.StepsFor(actor, wk.in.Community)) { // the one that it waits for comes first
		switch {
		case s == inspect.Drop: // in the menu alone
		case s == wk.i.State.Next():
			acts = append(acts, widget.NewPrimary(wk.stepName(s), func() { wk.ask(s) }))
		default:
			acts = append(acts, widget.NewButton(wk.stepName(s), func() { wk.ask(s) }))
		}
	}
	if wk.i.State.Phase() == inspect.Final {
		if wk.mayInspect() {
			acts = append(acts, widget.NewButton(w.T("inspect.begin.another"), wk.showBegin))
		}
		if !wk.i.Document.IsNil() {
			acts = append(acts, widget.NewPrimary(w.T("inspect.walk_page.print"), wk.openSheet))
		}
	}
	return acts
}

func (wk *walk) roundSelect() fyne.CanvasObject {
	var names []string
	for _, i := range wk.rounds {
		names = append(names, occasion(wk.c.W, i.Origin, i.Round))
	}
	choose := widget.NewSelect(names, nil)
	choose.OnChanged = func(string) {
		if n := choose.Index(); n >= 0 {
			*wk.chosen = wk.rounds[n].ID.String()
			wk.read()
		}
	}
	choose.Choose(occasion(wk.c.W, wk.i.Origin, wk.i.Round))
	return widget.Fixed(180, choose)
}

// refresh shows every part again as the answers now are.
func (wk *walk) refresh() {
	wk.showProgress()
	wk.panes.rooms.Reload()
	wk.panes.items.Reload()
	wk.panes.found.Reload()
	if wk.entry == nil {
		wk.showFound()
	}
}

func (wk *walk) showProgress() {
	w, p := wk.c.W, wk.progress("")
	wk.panes.gauge.Set(p.Looked, p.Items)
	wk.panes.progress.SetText(w.T("inspect.walk_page.progress", "looked", w.Number(p.Looked), "n", w.Number(p.Items)))
}

// buildRooms is the list at the left, each room with its ring.
func (wk *walk) buildRooms() {
	rows := widget.NewRows(func() int { return len(wk.rooms) },
		func(int) fyne.CanvasObject { return newRoomRow() },
		func(i int, o fyne.CanvasObject) {
			r := wk.rooms[i].Room
			o.(*roomRow).set(wk.c.W.Term(r.Name), wk.progress(r.Key))
		})
	rows.RowHeight = 48
	rows.Lines, rows.Leads = false, true
	rows.OnMove = func(i int) {
		if key := wk.rooms[i].Room.Key; key != *wk.room || wk.panes.find.Text != "" {
			wk.panes.find.SetText("")
			wk.openRoom(key, "")
		}
	}
	rows.OnOpen = func(int) { wk.toItems() }
	rows.OnKey = func(_ int, k fyne.KeyName) bool {
		if k == fyne.KeyRight {
			wk.toItems()
		}
		return k == fyne.KeyRight
	}
	rows.OnRune = func(_ int, r rune) bool {
		if r == '/' {
			wk.focusFind()
		}
		return r == '/'
	}
	wk.panes.rooms = rows
}

// openRoom shows a room's items, at the given one, or at the first that nobody has
// looked at. An unknown key opens the first room with something left.
func (wk *walk) openRoom(room, item string) {
	at := -1
	for n, r := range wk.rooms {
		if r.Room.Key == room {
			at = n
		}
	}
	if at < 0 {
		at = max(0, slices.IndexFunc(wk.rooms, func(r inspect.RoomItems) bool {
			p := wk.progress(r.Room.Key)
			return p.Looked < p.Items
		}))
	}
	if len(wk.rooms) == 0 {
		return
	}
	*wk.room = wk.rooms[at].Room.Key
	wk.fill()
	wk.panes.items.Reload()
	current := 0
	for n, r := range wk.rows {
		if r.item.Key == item {
			current = n
			break
		}
		if item == "" && wk.answers[r.place()].Result == inspect.NotLooked {
			current = n
			break
		}
	}
	if wk.panes.rooms.Current() != at {
		wk.panes.rooms.GoTo(at)
	}
	wk.panes.items.GoTo(current)
}

// buildItems is the middle.
func (wk *walk) buildItems() {
	wk.panes.find = widget.NewSearchBox(wk.c.W.T("inspect.walk_page.find"), func(string) {
		wk.fill()
		wk.panes.items.Reload()
		wk.panes.items.GoTo(0)
	})
	wk.panes.find.OnSubmitted = func(string) { wk.toItems() }
	wk.panes.find.OnKey = func(k fyne.KeyName) bool {
		back := k == fyne.KeyDown || k == fyne.KeyEscape
		if back {
			wk.toItems()
		}
		return back
	}
	rows := widget.NewRows(func() int { return len(wk.rows) },
		func(int) fyne.CanvasObject { return wk.newItemRow() },
		func(i int, o fyne.CanvasObject) { wk.bind(i, o.(*AnswerRow)) })
	rows.Kind = func(i int) int {
		if wk.rows[i].item.Measured {
			return 1
		}
		return 0
	}
	rows.Height = func(i int) float32 {
		if wk.rows[i].item.Measured {
			return MeasuredHeight
		}
		return AnswerHeight
	}
	rows.OnMove = func(i int) {
		*wk.at = wk.rows[i].item.Key
		if wk.entry != nil && wk.entry.place != wk.rows[i].place() {
			wk.closeEntry()
		}
	}
	rows.Leads = true
	rows.OnRune = wk.onRune
	rows.OnKey = wk.onKey
	rows.OnOpen = func(i int) {
		if wk.rows[i].item.Measured && wk.open() {
			wk.readFrom(i)
		}
	}
	wk.panes.items = rows
}

// onRune answers by keys: 1 2 3, and 0 for not looked at after all.
func (wk *walk) onRune(i int, r rune) bool {
	switch {
	case r == '/':
		wk.focusFind()
	case r == 'p' || r == 'P':
		wk.pickPhoto()
	case r >= '0' && r <= '3':
		wk.answer(wk.rows[i], []inspect.Result{inspect.NotLooked, inspect.Pass, inspect.Fail, inspect.NotApplicable}[r-'0'])
	default:
		return false
	}
	return true
}

func (wk *walk) onKey(_ int, k fyne.KeyName) bool {
	if k != fyne.KeyLeft {
		return false
	}
	wk.focus(wk.panes.rooms.Focusable())
	return true
}

func (wk *walk) focusFind() {
	if wk.panes.find != nil {
		wk.focus(wk.panes.find)
	}
}

// escape closes the entry, then the search.
func (wk *walk) escape() bool {
	switch {
	case wk.entry != nil:
		wk.closeEntry()
	case wk.panes.find != nil && wk.panes.find.Text != "":
		wk.panes.find.SetText("")
		wk.toItems()
	default:
		return false
	}
	return true
}

func (wk *walk) openSheet() {
	if !wk.i.Document.IsNil() {
		wk.c.Open(shell.ToRecord("document", wk.i.Document.String()))
	}
}
