package register

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"keyday/ui/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// head is the title of a column. Pressed it sorts, drawn at its right edge it makes the
// column wider, and pressed with the other button it offers what else the column can do.
type head struct {
	widget.Control
	t     *Table
	at    int
	over  bool    // the pointer is at the edge
	drawn float32 // how wide the column is being drawn; 0: it is not
}

// edge is how near to its right edge a head is drawn by.
const edge float32 = 6

func newHead(t *Table, at int) *head {
	h := &head{t: t, at: at}
	h.Extend(h, func() {
		if t.OnSort != nil && !h.over && h.sorts() {
			t.OnSort(h.column().Key)
		}
	})
	return h
}

func (h *head) column() column { return h.t.columns[h.at] }

// sorts reports whether the list can be sorted by the column.
func (h *head) sorts() bool { return h.column().Type != register.Picture }

// MouseMoved shows whether a press would sort or draw.
func (h *head) MouseMoved(ev *desktop.MouseEvent) {
	h.Control.MouseMoved(ev)
	h.over = ev.Position.X > h.BaseWidget.Size().Width-edge
}

// MouseIn takes down where the pointer comes in.
func (h *head) MouseIn(ev *desktop.MouseEvent) {
	h.Control.MouseIn(ev)
	h.over = ev.Position.X > h.BaseWidget.Size().Width-edge
}

// Cursor is one to draw with at the edge.
func (h *head) Cursor() desktop.Cursor {
	switch {
	case h.over:
		return desktop.HResizeCursor
	case !h.sorts():
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Dragged draws the column wider or narrower.
func (h *head) Dragged(ev *fyne.DragEvent) {
	if h.drawn == 0 {
		if ev.Position.X-ev.Dragged.DX < h.BaseWidget.Size().Width-2*edge {
			return
		}
		h.drawn = h.BaseWidget.Size().Width
	}
	const least, most = 40, 800
	h.drawn = fyne.Max(least, fyne.Min(most, h.drawn+ev.Dragged.DX))
	h.t.columns[h.at].width = h.drawn
	h.t.Refresh()
	h.t.rows.Reload()
}

// DragEnd keeps the width.
func (h *head) DragEnd() {
	if h.drawn > 0 && h.t.OnWidth != nil {
		h.t.OnWidth(h.column().Key, h.drawn)
	}
	h.drawn = 0
}

// TappedSecondary offers what else can be done with the column.
func (h *head) TappedSecondary(ev *fyne.PointEvent) {
	if h.t.OnHead != nil {
		h.t.OnHead(h.column().Key, ev.AbsolutePosition)
	}
}

// CreateRenderer draws the title with the sign that it sorts: an arrow where the list is
// sorted by it, a quiet pair of them where it could be.
func (h *head) CreateRenderer() fyne.WidgetRenderer {
	const side = 14
	title := widget.NewDrawnText("", theme.Quiet, theme.TextSize, false)
	arrow := canvas.NewImageFromResource(theme.IconIn("sort", theme.Border))
	arrow.FillMode = canvas.ImageFillContain
	line, ring := widget.NewBox(theme.Line), widget.NewFocusRing()
	d := &widget.Drawn{Of: h, Parts: []fyne.CanvasObject{title, arrow, line, ring}}
	sorted := func() bool { return h.t.by.Column == h.column().Key }
	d.Least = func() fyne.Size { return fyne.NewSize(24, headHeight) }
	d.Arrange = func(size fyne.Size) {
		c := h.column()
		room := fyne.Max(0, size.Width-2*cellSide-side-2)
		title.Text = widget.Cut(c.title, room, theme.TextSize, sorted())
		width := widget.Measure(title.Text, theme.TextSize, sorted()).Width
		x := cellSide
		if c.Right() {
			x += room - width
		}
		widget.PlaceAt(title, x, 0, width, size.Height)
		widget.PlaceAt(arrow, x+width+2, (size.Height-side)/2+1, side, side)
		widget.PlaceAt(line, size.Width-1, 8, 1, size.Height-16)
		widget.PlaceAt(ring, 0, 2, size.Width, size.Height-4)
	}
	d.Paint = func() {
		title.TextStyle.Bold, title.Color = sorted(), theme.Of(theme.Quiet)
		if h.Hovered || sorted() {
			title.Color = theme.Of(theme.Ink)
		}
		icon, colour := "sort", theme.Border
		switch {
		case sorted() && h.t.by.Down:
			icon, colour = "down", theme.Ink
		case sorted():
			icon, colour = "up", theme.Ink
		case h.Hovered:
			colour = theme.Quiet
		}
		arrow.Resource = theme.IconIn(icon, colour)
		line.FillColor = theme.Of(theme.Line)
		widget.ShowIf(arrow, h.sorts())
		widget.ShowIf(line, h.Hovered)
		widget.ShowIf(ring, h.Focused)
		d.Arrange(h.BaseWidget.Size())
	}
	d.Paint()
	return d
}
