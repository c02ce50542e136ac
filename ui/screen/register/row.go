package register

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// cell is one column of a row: a text, a sign with its word, or a picture.
type cell struct {
	text    *canvas.Text
	sign    *widget.StateSign
	picture *canvas.Image
	ground  *canvas.Rectangle // under the picture
	full    string            // what the text says uncut
}

// row draws one record, of plain shapes: a widget for each cell would take three times as
// long.
type row struct {
	fw.BaseWidget
	t        *Table
	box      *canvas.Rectangle
	ticks    [2]*canvas.Line
	cells    []cell
	record   register.Row
	selected bool
	drawn    *widget.Drawn
}

const pictureSide float32 = 32

func (t *Table) newRow(kind int) fyne.CanvasObject {
	if kind == kindHeading {
		return newHeading(t)
	}
	r := &row{t: t, box: canvas.NewRectangle(widget.Transparent)}
	r.box.StrokeWidth, r.box.CornerRadius = 1.5, 3
	parts := []fyne.CanvasObject{r.box}
	for i := range r.ticks {
		r.ticks[i] = canvas.NewLine(theme.Of(theme.OnAccent))
		r.ticks[i].StrokeWidth = 1.5
		parts = append(parts, r.ticks[i])
	}
	for _, c := range t.columns {
		cell := cell{}
		switch {
		case c.Type == register.Picture:
			cell.ground, cell.picture = widget.NewBox(theme.Skeleton), canvas.NewImageFromImage(nil)
			cell.picture.FillMode = canvas.ImageFillContain
			parts = append(parts, cell.ground, cell.picture)
		case t.looks[c.Key].State != nil:
			cell.sign = widget.NewSign(widget.Ring, theme.Idle, "")
			parts = append(parts, cell.sign)
		default:
			cell.text = widget.NewDrawnText("", theme.Ink, theme.TextSize, c.Strong)
			if c.Right() {
				cell.text.Alignment = fyne.TextAlignTrailing
			}
			parts = append(parts, cell.text)
		}
		r.cells = append(r.cells, cell)
	}
	r.drawn = &widget.Drawn{Of: r, Parts: parts, Arrange: r.arrange, Paint: r.paint, Plain: true,
		Least: func() fyne.Size { return fyne.NewSize(80, theme.Row) }}
	r.ExtendBaseWidget(r)
	return r
}

func (r *row) CreateRenderer() fyne.WidgetRenderer { return r.drawn }

// bind puts what stands in row i into its object.
func (t *Table) bind(i int, o fyne.CanvasObject) {
	switch o := o.(type) {
	case *heading:
		g, _ := t.group(i)
		o.show(t.looked.Groups[g])
	case *row:
		o.record, o.selected = t.row(i), t.rows.IsSelected(i)
		o.show(i)
	}
}

// show takes over what the record has in the columns.
func (r *row) show(i int) {
	for n, c := range r.t.columns {
		cell, look, v := &r.cells[n], r.t.looks[c.Key], r.record.Value(c.Key)
		switch {
		case cell.picture != nil:
			r.picture(cell, v.Text, i)
		case cell.sign != nil:
			mark := look.State(r.record)
			cell.sign.SetBarred(mark.Form, mark.Colour, c.Say(r.t.words, v), mark.Barred)
		default:
			cell.full = widget.Shown(c.Say(r.t.words, v))
			cell.text.Color = theme.OfText(r.colour(c.Head, look))
		}
	}
	r.paint()
	r.arrange(r.BaseWidget.Size())
	canvas.Refresh(r)
}

func (r *row) colour(h register.Head, look Look) fyne.ThemeColorName {
	switch {
	case look.Colour != nil:
		return look.Colour(r.record)
	case h.Quiet:
		return theme.Quiet
	}
	return theme.Ink
}

// picture shows a photo, once it was read.
func (r *row) picture(c *cell, hash string, i int) {
	c.picture.Image = nil
	if hash != "" && r.t.album != nil {
		id := r.record.ID()
		c.picture.Image, _ = r.t.album.Picture(hash, func() {
			if i < r.t.length() && !r.t.heading(i) && r.t.row(i).ID() == id {
				r.t.rows.ReloadRow(i)
			}
		})
	}
	widget.ShowIf(c.picture, c.picture.Image != nil)
	c.picture.Refresh()
}

// paint takes the colours of the theme.
func (r *row) paint() {
	r.box.FillColor, r.box.StrokeColor = theme.Of(theme.Paper), theme.Of(theme.Border)
	if r.selected {
		r.box.FillColor, r.box.StrokeColor = theme.Of(theme.Accent), theme.Of(theme.Accent)
	}
	for _, line := range r.ticks {
		line.StrokeColor = theme.Of(theme.OnAccent)
		widget.ShowIf(line, r.selected)
	}
	for n, c := range r.t.columns {
		switch cell := r.cells[n]; {
		case cell.ground != nil:
			cell.ground.FillColor = theme.Of(theme.Skeleton)
		case cell.text != nil:
			cell.text.Color = theme.OfText(r.colour(c.Head, r.t.looks[c.Key]))
		}
	}
}

// arrange lays the cells out in the columns, and cuts what is too long.
func (r *row) arrange(size fyne.Size) {
	const side float32 = 16
	x, y := (tickWidth-side)/2, (size.Height-side)/2
	widget.PlaceAt(r.box, x, y, side, side)
	r.ticks[0].Position1, r.ticks[0].Position2 = fyne.NewPos(x+3.5, y+8.5), fyne.NewPos(x+6.5, y+11.5)
	r.ticks[1].Position1, r.ticks[1].Position2 = fyne.NewPos(x+6.5, y+11.5), fyne.NewPos(x+12.5, y+4.5)
	x = tickWidth
	for i, w := range r.t.widths(size.Width) {
		c, room := r.cells[i], fyne.Max(0, w-2*cellSide)
		switch {
		case c.picture != nil:
			for _, o := range []fyne.CanvasObject{c.ground, c.picture} {
				widget.PlaceAt(o, x+cellSide, (size.Height-pictureSide)/2, fyne.Min(pictureSide*4/3, room), pictureSide)
			}
			widget.ShowIf(c.ground, w > 0)
			widget.ShowIf(c.picture, w > 0 && c.picture.Image != nil)
		case c.sign != nil:
			widget.PlaceAt(c.sign, x+cellSide, 0, room, size.Height)
			widget.ShowIf(c.sign, w > 0)
		default:
			c.text.Text = widget.Cut(c.full, room, theme.TextSize, c.text.TextStyle.Bold)
			widget.PlaceAt(c.text, x+cellSide, 0, room, size.Height)
			widget.ShowIf(c.text, w > 0)
		}
		x += w
	}
}

// heading is the head of a group: what its records have in common, how many they are, and
// the sums of the columns that have one.
type heading struct {
	fw.BaseWidget
	t      *Table
	ground *canvas.Rectangle
	title  *canvas.Text
	count  *canvas.Text
	drawn  *widget.Drawn
}

func newHeading(t *Table) *heading {
	h := &heading{t: t, ground: widget.NewBox(theme.Ground), title: widget.NewDrawnText("", theme.Ink, theme.TextSize, true), count: widget.NewDrawnText("", theme.Quiet, theme.TextSize, false)}
	h.drawn = &widget.Drawn{Of: h, Parts: []fyne.CanvasObject{h.ground, h.title, h.count}, Plain: true,
		Least: func() fyne.Size { return fyne.NewSize(80, theme.Row) },
		Arrange: func(size fyne.Size) {
			widget.PlaceAt(h.ground, 0, 0, size.Width, size.Height-1)
			width := widget.Measure(h.title.Text, theme.TextSize, true).Width
			widget.PlaceAt(h.title, theme.Margin, 0, width, size.Height)
			widget.PlaceAt(h.count, theme.Margin+width+12, 0, fyne.Max(0, size.Width-width-2*theme.Margin-12), size.Height)
		},
		Paint: func() {
			h.ground.FillColor = theme.Of(theme.Ground)
			h.title.Color, h.count.Color = theme.OfText(theme.Ink), theme.OfText(theme.Quiet)
		}}
	h.ExtendBaseWidget(h)
	return h
}

func (h *heading) CreateRenderer() fyne.WidgetRenderer { return h.drawn }

func (h *heading) show(g register.Group) {
	h.title.Text, h.count.Text = h.t.looked.Heading(h.t.words, g)
	h.drawn.Arrange(h.BaseWidget.Size())
	canvas.Refresh(h)
}
