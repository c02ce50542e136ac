package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// Tab is one part of a page. Build is called when the tab is first opened.
type Tab struct {
	Key   string
	Title string
	Count int // said beside the title; 0 says nothing
	Build func() fyne.CanvasObject
}

// Tabs shows one part of a page at a time. ← → go between the titles.
type Tabs struct {
	fw.BaseWidget
	OnOpen func(key string)

	tabs  []Tab
	built map[string]fyne.CanvasObject
	open  string
	heads []*tabHead
	body  *fyne.Container
}

// NewTabs opens the tab of the given key, or the first.
func NewTabs(open string, tabs ...Tab) *Tabs {
	t := &Tabs{tabs: tabs, built: map[string]fyne.CanvasObject{}, body: container.NewStack()}
	for _, tab := range tabs {
		t.heads = append(t.heads, newTabHead(t, tab))
	}
	t.ExtendBaseWidget(t)
	if t.index(open) < 0 && len(tabs) > 0 {
		open = tabs[0].Key
	}
	t.show(open)
	return t
}

// Open is the key of the open tab.
func (t *Tabs) Open() string { return t.open }

// Focusable is where the keyboard begins: the open tab's title.
func (t *Tabs) Focusable() fyne.Focusable {
	if i := t.index(t.open); i >= 0 {
		return t.heads[i]
	}
	return nil
}

// Select opens a tab, without telling OnOpen.
func (t *Tabs) Select(key string) {
	if t.index(key) >= 0 {
		t.show(key)
	}
}

// SetCount says another count beside a title.
func (t *Tabs) SetCount(key string, count int) {
	if i := t.index(key); i >= 0 {
		t.heads[i].tab.Count = count
		t.Refresh()
	}
}

func (t *Tabs) index(key string) int {
	for i, tab := range t.tabs {
		if tab.Key == key {
			return i
		}
	}
	return -1
}

func (t *Tabs) show(key string) {
	i := t.index(key)
	if i < 0 {
		return
	}
	t.open = key
	if t.built[key] == nil {
		t.built[key] = t.tabs[i].Build()
	}
	t.body.Objects = []fyne.CanvasObject{t.built[key]}
	t.body.Refresh()
	t.Refresh()
}

func (t *Tabs) press(key string) {
	t.show(key)
	if t.OnOpen != nil {
		t.OnOpen(key)
	}
}

// CreateRenderer draws titles and body.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	line := NewBox(theme.Line)
	d := &Drawn{Of: t, Parts: []fyne.CanvasObject{line, t.body}}
	for _, h := range t.heads {
		d.Parts = append(d.Parts, h)
	}
	d.Least = func() fyne.Size {
		width := float32(0)
		for _, h := range t.heads {
			width += h.MinSize().Width
		}
		body := t.body.MinSize()
		return fyne.NewSize(fyne.Max(width, body.Width), theme.Touch+body.Height)
	}
	d.Arrange = func(size fyne.Size) {
		x := theme.Margin - 12
		for _, h := range t.heads {
			w := h.MinSize().Width
			PlaceAt(h, x, 0, w, theme.Touch)
			x += w
		}
		PlaceAt(line, 0, theme.Touch-1, size.Width, 1)
		PlaceAt(t.body, 0, theme.Touch, size.Width, size.Height-theme.Touch)
	}
	d.Paint = func() {
		line.FillColor = theme.Of(theme.Line)
		d.Arrange(t.BaseWidget.Size())
	}
	return d
}

// tabHead is the title of a tab, underlined while it is open.
type tabHead struct {
	Control
	tabs *Tabs
	tab  Tab
}

func newTabHead(t *Tabs, tab Tab) *tabHead {
	h := &tabHead{tabs: t, tab: tab}
	h.Extend(h, func() { t.press(tab.Key) })
	return h
}

// TypedKey goes to the title beside.
func (h *tabHead) TypedKey(ev *fyne.KeyEvent) {
	step := map[fyne.KeyName]int{fyne.KeyLeft: -1, fyne.KeyRight: 1}[ev.Name]
	if step == 0 {
		h.Control.TypedKey(ev)
		return
	}
	i := h.tabs.index(h.tab.Key) + step
	if i < 0 || i >= len(h.tabs.heads) {
		return
	}
	h.tabs.press(h.tabs.tabs[i].Key)
	if c := fyne.CurrentApp().Driver().CanvasForObject(h); c != nil {
		c.Focus(h.tabs.heads[i])
	}
}

func (h *tabHead) CreateRenderer() fyne.WidgetRenderer {
	title, count := NewDrawnText("", theme.Ink, theme.TextSize, false), NewDrawnText("", theme.Quiet, theme.Small, false)
	under, ring := canvas.NewRectangle(Transparent), NewFocusRing()
	d := &Drawn{Of: h, Parts: []fyne.CanvasObject{title, count, under, ring}}
	figure := func() string {
		if h.tab.Count == 0 {
			return ""
		}
		return itoa(h.tab.Count)
	}
	d.Least = func() fyne.Size {
		width := Measure(h.tab.Title, theme.TextSize, true).Width + 24
		if figure() != "" {
			width += Measure(figure(), theme.Small, false).Width + 6
		}
		return fyne.NewSize(width, theme.Touch)
	}
	d.Arrange = func(size fyne.Size) {
		wide := Measure(h.tab.Title, theme.TextSize, true).Width
		PlaceAt(title, 12, 0, wide, size.Height)
		PlaceAt(count, 12+wide+6, 1, size.Width, size.Height)
		PlaceAt(under, 12, size.Height-3, size.Width-24, 3)
		PlaceAt(ring, 4, 6, size.Width-8, size.Height-14)
	}
	d.Paint = func() {
		open := h.tabs.open == h.tab.Key
		title.Text, title.TextStyle.Bold, title.Color = Shown(h.tab.Title), open, theme.Of(theme.Quiet)
		if open || h.Hovered {
			title.Color = theme.Of(theme.Ink)
		}
		under.FillColor = Transparent
		if open {
			under.FillColor = theme.Of(theme.Accent)
		}
		count.Text, count.Color = figure(), theme.Of(theme.Quiet)
		ShowIf(ring, h.Focused)
	}
	d.Paint()
	return d
}
