package widget

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/ui/screen/theme"
)

var shadow = color.NRGBA{A: 0x0C}

// stack lays objects under each other without gaps of its own.
type stack struct{}

func (stack) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if o.Visible() {
			m := o.MinSize()
			size = fyne.NewSize(fyne.Max(size.Width, m.Width), size.Height+m.Height)
		}
	}
	return size
}

func (stack) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		// The width first: a paragraph's height follows from it.
		o.Resize(fyne.NewSize(size.Width, o.Size().Height))
		h := o.MinSize().Height
		PlaceAt(o, 0, y, size.Width, h)
		y += h
	}
}

// leastWidth asks for at least a width.
type leastWidth float32

func (w leastWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		size = size.Max(o.MinSize())
	}
	return fyne.NewSize(fyne.Max(float32(w), size.Width), size.Height)
}

func (leastWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		PlaceAt(o, 0, 0, size.Width, size.Height)
	}
}

func gapOf(side float32) fyne.CanvasObject {
	r := canvas.NewRectangle(Transparent)
	r.SetMinSize(fyne.NewSize(side, side))
	return r
}

// Space is an empty square of the given side, for rows and columns.
func Space(side float32) fyne.CanvasObject { return gapOf(side) }

// Stack lays objects under each other, without gaps of its own.
func Stack(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(stack{}, objects...)
}

// Padded puts a margin of 16 around o.
func Padded(o fyne.CanvasObject) *fyne.Container {
	return container.New(layout.NewCustomPaddedLayout(theme.Margin, theme.Margin, theme.Margin, theme.Margin), o)
}

// Fixed gives o a width of its own in a row.
func Fixed(width float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(fixedWidth(width), o)
}

type fixedWidth float32

func (w fixedWidth) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, o := range objects {
		h = fyne.Max(h, o.MinSize().Height)
	}
	return fyne.NewSize(float32(w), h)
}

func (fixedWidth) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		PlaceAt(o, 0, 0, size.Width, size.Height)
	}
}

// UpTo gives o a width in a row, and less, down to least, where the row has no room.
func UpTo(width, least float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(upTo{width: width, least: fyne.Min(width, least)}, o)
}

type upTo struct{ width, least float32 }

func (u upTo) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fixedWidth(u.least).MinSize(objects)
}

func (upTo) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	fixedWidth(0).Layout(objects, size)
}

// Rest is o in a row where a Spacer would stand: it takes what is left.
func Rest(o fyne.CanvasObject) *fyne.Container { return container.New(restOf{}, o) }

type restOf struct{}

func (restOf) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (restOf) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	fixedWidth(0).Layout(objects, size)
}

// grows reports whether the object takes a part of what is left in a row.
func grows(o fyne.CanvasObject) bool {
	if c, is := o.(*fyne.Container); is {
		_, grows := c.Layout.(restOf)
		return grows
	}
	_, spacer := o.(layout.SpacerObject)
	return spacer
}

// more is how much wider than its least the object may be.
func more(o fyne.CanvasObject) float32 {
	if c, is := o.(*fyne.Container); is && c.Visible() {
		if u, is := c.Layout.(upTo); is {
			return u.width - u.least
		}
	}
	return 0
}

// Columns lays objects beside each other, all of one width, with gaps of 8. What
// they need is not asked: they are cut to the width there is.
func Columns(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(columns{}, objects...)
}

type columns struct{}

func (columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, o := range objects {
		h = fyne.Max(h, o.MinSize().Height)
	}
	return fyne.NewSize(0, h)
}

func (columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	n := float32(len(objects))
	w := (size.Width - (n-1)*theme.Gap) / n
	for i, o := range objects {
		PlaceAt(o, float32(i)*(w+theme.Gap), 0, w, size.Height)
	}
}

// Bar lays objects in a row: each at its own width in the middle of the height,
// with gaps of 8; a layout.Spacer, and what stands in Rest, takes what is left.
func Bar(objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(bar{}, objects...)
}

type bar struct{}

func (bar) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var size fyne.Size
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		size = fyne.NewSize(size.Width+m.Width+theme.Gap, fyne.Max(size.Height, m.Height))
	}
	size.Width -= theme.Gap
	return size
}

func (b bar) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest := fyne.Max(0, size.Width-b.MinSize(objects).Width)
	spacers, wanted := 0, float32(0)
	for _, o := range objects {
		wanted += more(o)
	}
	share := float32(0) // of what is wanted
	if wanted > 0 {
		share = fyne.Min(1, rest/wanted)
		rest -= share * wanted
	}
	for _, o := range objects {
		if grows(o) && o.Visible() {
			spacers++
		}
	}
	x := float32(0)
	for _, o := range objects {
		if !o.Visible() {
			continue
		}
		m := o.MinSize()
		m.Width += share * more(o)
		if grows(o) {
			m.Width += rest / float32(spacers)
		}
		PlaceAt(o, x, (size.Height-m.Height)/2, m.Width, m.Height)
		x += m.Width + theme.Gap
	}
}

// BrokenRow breaks a row into as many as the width asks for; English words are longer than
// Chinese ones.
func BrokenRow(width float32, row []fyne.CanvasObject) (all [][]fyne.CanvasObject) {
	room := float32(0)
	for _, o := range row {
		if room -= o.MinSize().Width + theme.Gap; room < 0 {
			all, room = append(all, nil), width-o.MinSize().Width
		}
		all[len(all)-1] = append(all[len(all)-1], o)
	}
	return all
}

// Edges lays out a centre with what stands at its edges, without gaps; nil leaves
// an edge free.
func Edges(top, bottom, left, right, centre fyne.CanvasObject) *fyne.Container {
	e := &edges{top, bottom, left, right, centre}
	var objects []fyne.CanvasObject
	// The centre first: what stands at the edges is drawn over it.
	for _, o := range []fyne.CanvasObject{centre, top, bottom, left, right} {
		if o != nil {
			objects = append(objects, o)
		}
	}
	return container.New(e, objects...)
}

type edges struct{ top, bottom, left, right, centre fyne.CanvasObject }

func extent(o fyne.CanvasObject) fyne.Size {
	if o == nil || !o.Visible() {
		return fyne.Size{}
	}
	return o.MinSize()
}

func (e *edges) MinSize([]fyne.CanvasObject) fyne.Size {
	t, b, l, r, c := extent(e.top), extent(e.bottom), extent(e.left), extent(e.right), extent(e.centre)
	return fyne.NewSize(fyne.Max(l.Width+c.Width+r.Width, fyne.Max(t.Width, b.Width)),
		t.Height+fyne.Max(c.Height, fyne.Max(l.Height, r.Height))+b.Height)
}

func (e *edges) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if e.top != nil {
		// The width first: a paragraph's height follows from it.
		e.top.Resize(fyne.NewSize(size.Width, e.top.Size().Height))
	}
	if e.bottom != nil {
		e.bottom.Resize(fyne.NewSize(size.Width, e.bottom.Size().Height))
	}
	t, b, l, r := extent(e.top), extent(e.bottom), extent(e.left), extent(e.right)
	middle := fyne.Max(0, size.Height-t.Height-b.Height)
	if e.top != nil {
		PlaceAt(e.top, 0, 0, size.Width, t.Height)
	}
	if e.bottom != nil {
		PlaceAt(e.bottom, 0, size.Height-b.Height, size.Width, b.Height)
	}
	if e.left != nil {
		PlaceAt(e.left, 0, t.Height, l.Width, middle)
	}
	if e.right != nil {
		PlaceAt(e.right, size.Width-r.Width, t.Height, r.Width, middle)
	}
	if e.centre != nil {
		PlaceAt(e.centre, l.Width, t.Height, fyne.Max(0, size.Width-l.Width-r.Width), middle)
	}
}

// Tiles lays objects of one size out in lines, as many to a line as fit, with
// gaps of 12.
func Tiles(size fyne.Size, objects ...fyne.CanvasObject) *fyne.Container {
	return container.New(&tiles{size: size, columns: 1}, objects...)
}

type tiles struct {
	size    fyne.Size
	columns int
}

const tilesGap float32 = 12

func (t *tiles) MinSize(objects []fyne.CanvasObject) fyne.Size {
	lines := (len(objects) + t.columns - 1) / t.columns
	return fyne.NewSize(t.size.Width, float32(lines)*(t.size.Height+tilesGap)-tilesGap)
}

func (t *tiles) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t.columns = max(1, int((size.Width+tilesGap)/(t.size.Width+tilesGap)))
	for i, o := range objects {
		x := float32(i%t.columns) * (t.size.Width + tilesGap)
		y := float32(i/t.columns) * (t.size.Height + tilesGap)
		PlaceAt(o, x, y, t.size.Width, t.size.Height)
	}
}

// HLine is a hairline across.
func HLine() fyne.CanvasObject { return newHairline(false) }

// VLine is a hairline down.
func VLine() fyne.CanvasObject { return newHairline(true) }
