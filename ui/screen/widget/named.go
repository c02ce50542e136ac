package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/ui/screen/theme"
)

// NewNamedEntry is an entry of a line that has no room for a label: its name stands in it
// while it is empty, and at its end as soon as it is filled.
func NewNamedEntry(name string) *Entry {
	e := NewEntry(name)
	e.named = true
	return e
}

// CreateRenderer draws the entry, with its name where it keeps one.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	drawn := e.Entry.CreateRenderer()
	if !e.named {
		return drawn
	}
	return &namedEntry{WidgetRenderer: drawn, of: e, name: NewDrawnText("", theme.Quiet, theme.Small, false)}
}

// namedEntry draws the name of an entry over its end.
type namedEntry struct {
	fyne.WidgetRenderer
	of   *Entry
	name *canvas.Text
}

func (n *namedEntry) Objects() []fyne.CanvasObject {
	return append(n.WidgetRenderer.Objects(), n.name)
}

func (n *namedEntry) Layout(size fyne.Size) {
	n.WidgetRenderer.Layout(size)
	n.place(size)
}

func (n *namedEntry) Refresh() {
	n.WidgetRenderer.Refresh()
	n.place(n.of.Size())
	n.name.Refresh()
}

// place puts the name at the end; where the text needs that room, it has it.
func (n *namedEntry) place(size fyne.Size) {
	n.name.Text, n.name.Color = Shown(n.of.PlaceHolder), theme.Of(theme.Quiet)
	width := Measure(n.of.PlaceHolder, theme.Small, false).Width
	free := size.Width - 3*theme.Gap - Measure(n.of.Text, theme.TextSize, false).Width
	ShowIf(n.name, n.of.Text != "" && width <= free)
	PlaceAt(n.name, size.Width-theme.Gap-width, 0, width, size.Height)
}
