package shell

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Least is the smallest size at which every place can be used.
func Least() fyne.Size { return fyne.NewSize(960, 480) }

// frameLayout lays out rail, bar, page, and the results under the search field.
type frameLayout struct{ shell *Shell }

func (frameLayout) MinSize([]fyne.CanvasObject) fyne.Size { return Least() }

func (f frameLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	rail, top, page, results := o[0], o[1], o[2], o[3]
	put(top, 0, 0, size.Width, theme.TopBar)
	put(rail, 0, theme.TopBar, theme.Rail, size.Height-theme.TopBar)
	put(page, theme.Rail, theme.TopBar, size.Width-theme.Rail, size.Height-theme.TopBar)
	x, width := f.shell.bar.searchSpan()
	put(results, x, theme.TopBar, width, fyne.Min(results.MinSize().Height, size.Height-theme.TopBar))
}

// flush lays objects under each other without gaps, each as wide as there is.
type flush struct{}

func (flush) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		m := o.MinSize()
		size = fyne.NewSize(fyne.Max(size.Width, m.Width), size.Height+m.Height)
	}
	return size
}

func (flush) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		h := o.MinSize().Height
		put(o, 0, y, size.Width, h)
		y += h
	}
}

func put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}

// rail is the column of places at the left.
type rail struct {
	shell *Shell
	view  fyne.CanvasObject
	list  *fyne.Container
	items []*railItem
}

func newRail(s *Shell) *rail {
	r := &rail{shell: s, list: container.New(flush{})}
	scroll := container.NewVScroll(r.list)
	r.view = widget.Edges(nil, nil, nil, widget.VLine(), widget.NewPanel(theme.Ground, scroll))
	r.fill()
	return r
}

func (r *rail) fill() {
	r.items, r.list.Objects = nil, nil
	for _, p := range r.shell.railPlaces() {
		item := newRailItem(p.Icon, p.Title(), func() { r.shell.Open(To(p.Key)) })
		item.key = p.Key
		r.items = append(r.items, item)
		r.list.Objects = append(r.list.Objects, item)
	}
	r.list.Refresh()
	r.light()
}

// light marks the place one is in.
func (r *rail) light() {
	key := r.shell.Route().Place
	if p := r.shell.place(key); p != nil && p.Under != "" {
		key = p.Under
	}
	for _, item := range r.items {
		item.lit = item.key == key
		item.Refresh()
	}
}

// railPlaces are the places the person may go to, in their order.
func (s *Shell) railPlaces() []*Place {
	var all []*Place
	for i := range s.places {
		p := &s.places[i]
		if p.Icon != "" && (p.Shown == nil || p.Shown()) {
			all = append(all, p)
		}
	}
	return all
}

// railItem is an icon over a word.
type railItem struct {
	fw.BaseWidget
	key, icon, word string
	lit, over, here bool
	tap             func()
}

func newRailItem(icon, word string, tap func()) *railItem {
	i := &railItem{icon: icon, word: word, tap: tap}
	i.ExtendBaseWidget(i)
	return i
}

func (i *railItem) CreateRenderer() fyne.WidgetRenderer { return newRailRenderer(i) }

// topBar is the bar across the top: program, site, search, alerts, laptops, user.
type topBar struct {
	shell *Shell
	view  fyne.CanvasObject
	row   *fyne.Container
}

func newTopBar(s *Shell) *topBar {
	b := &topBar{shell: s, row: container.New(topLayout{})}
	b.view = widget.Stack(widget.NewPanel(theme.Paper, container.New(heightOf(theme.TopBar-1), b.row)), widget.HLine())
	b.fill()
	return b
}

type heightOf float32

func (h heightOf) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, float32(h)) }
func (h heightOf) Layout(o []fyne.CanvasObject, size fyne.Size) {
	put(o[0], 0, 0, size.Width, float32(h))
}

func (b *topBar) fill() {
	s, h, w := b.shell, b.shell.header, b.shell.words
	name := widget.NewEmphasis(w.T("shell.name"))
	name.Align, name.Colour = fyne.TextAlignCenter, theme.Accent
	left := []fyne.CanvasObject{b.siteButton()}
	if h.Rehearsal {
		left = append(left, widget.NewBadge(w.T("shell.rehearsal"), theme.Warn))
	}
	var right []fyne.CanvasObject
	if h.Alerts > 0 {
		alerts := widget.NewButtonIn(widget.Flat, "alert", words.Spaced(w.Number(h.Alerts)), func() { s.Open(h.ToAlerts) })
		right = append(right, alerts)
	}
	if h.Peers > 0 {
		right = append(right, widget.NewButtonIn(widget.Flat, "sync", w.T("shell.peers", "n", h.Peers), func() { s.Open(h.ToPeers) }))
	}
	if h.Actor.Name != "" {
		var user *widget.Button
		user = widget.NewButtonIn(widget.Flat, "user", h.Actor.Name+"　"+w.T("shell.role."+string(h.Actor.Role)), func() { b.userMenu(user) })
		right = append(right, user)
	}
	search := fyne.CanvasObject(layout.NewSpacer())
	if s.params.Search != nil {
		search = s.search.entry
	}
	b.row.Objects = []fyne.CanvasObject{name, widget.Bar(left...), search, widget.Bar(right...)}
	b.row.Refresh()
}

func (b *topBar) siteButton() fyne.CanvasObject {
	s, h := b.shell, b.shell.header
	text, offered := h.Site, h.offered()
	for _, c := range offered {
		if c.Key == h.Community {
			text = c.Name
		}
	}
	if len(offered) < 2 {
		return container.New(layout.NewCustomPaddedLayout(0, 0, theme.Margin, theme.Gap), widget.NewBold(text))
	}
	var button *widget.Button
	button = widget.NewButtonIn(widget.Flat, "down", text, func() {
		var items []*fyne.MenuItem
		all := fyne.NewMenuItem(s.words.T("shell.all_communities"), func() { s.choose("") })
		all.Checked = h.Community == ""
		items = append(items, all)
		for _, c := range offered {
			item := fyne.NewMenuItem(widget.Shown(c.Name), func() { s.choose(c.Key) })
			item.Checked = c.Key == h.Community
			items = append(items, item)
		}
		widget.DropMenu(button, items...)
	})
	button.IconLast = true
	return button
}

func (b *topBar) userMenu(under fyne.CanvasObject) {
	widget.DropMenu(under, b.shell.tasteItems()...)
}

// topLayout gives the search field the middle, and the sides what they need.
type topLayout struct{}

func (topLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(600, theme.TopBar-1) }

func (topLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	name, left, search, right := o[0], o[1], o[2], o[3]
	put(name, 0, 0, theme.Rail, size.Height)
	lw, rw := left.MinSize().Width, right.MinSize().Width
	put(left, theme.Rail, 0, lw, size.Height)
	put(right, size.Width-rw-theme.Gap, 0, rw, size.Height)
	room := size.Width - theme.Rail - lw - rw - theme.Gap - 2*theme.Margin
	width := fyne.Max(120, fyne.Min(480, room))
	// In the middle of the window where there is room, else between the sides.
	x := (size.Width - width) / 2
	x = fyne.Max(theme.Rail+lw+theme.Margin, fyne.Min(x, size.Width-rw-theme.Gap-theme.Margin-width))
	put(search, x, (size.Height-theme.Field)/2, width, theme.Field)
}

// searchSpan is where the search field stands, for its results.
func (b *topBar) searchSpan() (x, width float32) {
	if len(b.row.Objects) == 0 {
		return 0, 0
	}
	o := b.row.Objects[2]
	return o.Position().X, o.Size().Width
}

// statusLine is the quiet line at the foot.
type statusLine struct {
	shell *Shell
	view  fyne.CanvasObject
	left  *widget.Text
	hint  string // of the control pointed at, in place of the rest
	told  int    // how many hints were told
	right *widget.Text
}

func newStatusLine(s *Shell) *statusLine {
	f := &statusLine{shell: s, left: widget.NewQuiet(""), right: widget.NewText("")}
	f.left.Sized, f.right.Sized = theme.Small, theme.Small
	f.right.Colour, f.right.Bold, f.right.Align = theme.Warn, true, fyne.TextAlignTrailing
	row := widget.Edges(nil, nil, nil, widget.Fixed(360, f.right), f.left)
	f.view = widget.Stack(widget.HLine(), widget.NewPanel(theme.Ground,
		container.New(heightOf(theme.Status-1), container.New(layout.NewCustomPaddedLayout(0, 0, theme.Margin, theme.Margin), row))))
	f.fill()
	return f
}

// stillThere is how long after its control a hint goes at most.
const stillThere = 500 * time.Millisecond

// hintOf puts a control's hint in place of the status; "" brings it back. A control that is
// taken from under the pointer does not say so, and is looked for.
func (f *statusLine) hintOf(control fyne.CanvasObject, hint string) {
	f.hint = hint
	f.told++
	f.fill()
	if hint != "" {
		f.watch(control, f.told)
	}
}

// watch takes a hint away once its control is gone.
func (f *statusLine) watch(control fyne.CanvasObject, told int) {
	f.shell.runner.After(stillThere, func() {
		switch {
		case told != f.told:
		case widget.Stands(control):
			f.watch(control, told)
		default:
			f.hintOf(nil, "")
		}
	})
}

func (f *statusLine) fill() {
	w, st := f.shell.words, f.shell.status
	text := w.T("shell.status.no_backup")
	if !st.Backup.IsZero() {
		when := w.Clock(st.Backup)
		if !sameDay(st.Backup, f.shell.clock.Now()) {
			when = w.Moment(st.Backup)
		}
		text = w.T("shell.status.backup", "when", when)
	}
	if st.LocalOnly > 0 {
		text += " · " + w.T("shell.status.local_only", "n", st.LocalOnly)
	}
	if st.Note != "" {
		text += " · " + st.Note
	}
	f.left.Colour = theme.Quiet
	if st.Note != "" {
		f.left.Colour = theme.Warn
	}
	if f.hint != "" {
		text, f.left.Colour = f.hint, theme.Quiet
	}
	f.left.SetText(text)
	f.left.Refresh()
	f.right.SetText("")
	if f.shell.header.Rehearsal {
		f.right.SetText(w.T("shell.rehearsal_line"))
	}
}
