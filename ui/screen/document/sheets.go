package document

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/paper/set"
	"keyday/ui/screen/theme"
)

// sheets shows the pages under each other, each as white paper, and lets one place
// on them glow.
type sheets struct {
	leaves []*leaf
	mark   *set.Box
	tap    func() // on the place that glows
	resize func() // the pages are shown in another width

	column *fyne.Container
	scroll *container.Scroll
	view   fyne.CanvasObject
	width  float32 // of a page, as last laid out
}

// The pages' measures: A4, no wider than one reads comfortably.
const (
	mostWidth float32 = 880
	ratio     float32 = 297.0 / 210
	between   float32 = 16
)

func newSheets(resize, tap func()) *sheets {
	s := &sheets{resize: resize, tap: tap}
	s.column = container.New(columnLayout{s})
	s.scroll = container.NewVScroll(s.column)
	s.view = container.New(sheetsLayout{s}, s.scroll)
	s.setCount(1)
	return s
}

// pageWidth is how wide a page is shown, 0 before it is.
func (s *sheets) pageWidth() float32 { return s.width }

func (s *sheets) setCount(n int) {
	if len(s.leaves) == n {
		return
	}
	s.leaves, s.column.Objects = nil, nil
	for range n {
		l := newLeaf(s)
		s.leaves = append(s.leaves, l)
		s.column.Objects = append(s.column.Objects, l)
	}
	s.column.Refresh()
}

// show shows the pages.
func (s *sheets) show(pages []image.Image) {
	s.setCount(max(1, len(pages)))
	for i, p := range pages {
		s.leaves[i].picture.Image = p
		s.leaves[i].Refresh()
	}
	s.column.Refresh()
	s.scroll.Refresh()
}

// blank shows no page, until others are drawn.
func (s *sheets) blank() {
	for _, l := range s.leaves {
		l.picture.Image = nil
		l.Refresh()
	}
}

// glow marks a place, nil for none.
func (s *sheets) glow(p *set.Box) {
	s.mark = p
	for _, l := range s.leaves {
		l.Refresh()
	}
}

// reveal scrolls so that the place that glows stands above what covers the lower
// part of the view.
func (s *sheets) reveal(covered float32) {
	if s.mark == nil || s.mark.Page >= len(s.leaves) {
		return
	}
	high := s.width * ratio
	y := between + float32(s.mark.Page)*(high+between) + float32(s.mark.Y)*high
	free := s.scroll.Size().Height - covered
	s.scroll.Offset.Y = fyne.Max(0, y-(free-float32(s.mark.H)*high)/2)
	s.scroll.Refresh()
}

// sheetsLayout tells the width of the pages from that of the view.
type sheetsLayout struct{ s *sheets }

func (sheetsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 200) }

func (l sheetsLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	before := l.s.width
	l.s.width = fyne.Max(240, fyne.Min(mostWidth, size.Width-2*theme.Margin-12))
	l.s.scroll.Resize(size)
	l.s.column.Refresh()
	if before != l.s.width && l.s.resize != nil {
		l.s.resize()
	}
}

// columnLayout lays the pages under each other in the middle.
type columnLayout struct{ s *sheets }

func (l columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high := between
	for _, leaf := range l.s.leaves {
		high += leaf.high() + between
	}
	return fyne.NewSize(l.s.width, high)
}

func (l columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := between
	for i, o := range objects {
		high := l.s.leaves[i].high()
		o.Move(fyne.NewPos((size.Width-l.s.width)/2, y))
		o.Resize(fyne.NewSize(l.s.width, high))
		y += high + between
	}
}

// leaf is one page: paper, its picture, and the place on it that glows.
type leaf struct {
	fw.BaseWidget
	of      *sheets
	picture *canvas.Image
}

func newLeaf(of *sheets) *leaf {
	l := &leaf{of: of, picture: canvas.NewImageFromImage(nil)}
	l.picture.FillMode = canvas.ImageFillContain // a photo of a paper is not as long as the paper
	l.ExtendBaseWidget(l)
	return l
}

// high is how high the page is shown: as paper, or a photo of it as it was taken.
func (l *leaf) high() float32 {
	as := ratio
	if p := l.picture.Image; p != nil && p.Bounds().Dx() > 0 {
		taken := float32(p.Bounds().Dy()) / float32(p.Bounds().Dx())
		if taken < ratio-0.02 || taken > ratio+0.02 { // else it is a page, rounded to pixels
			as = taken
		}
	}
	return l.of.width * as
}

// place is where the page glows; false where it does not.
func (l *leaf) place() (set.Box, bool) {
	m := l.of.mark
	if m == nil || m.Page >= len(l.of.leaves) || l.of.leaves[m.Page] != l {
		return set.Box{}, false
	}
	return *m, true
}

// Tapped opens the pad where the place that glows is tapped.
func (l *leaf) Tapped(ev *fyne.PointEvent) {
	m, glows := l.place()
	if !glows {
		return
	}
	size := l.Size()
	x, y := float64(ev.Position.X/size.Width), float64(ev.Position.Y/size.Height)
	if x >= m.X && x <= m.X+m.W && y >= m.Y && y <= m.Y+m.H {
		l.of.tap()
	}
}

// CreateRenderer draws the page.
func (l *leaf) CreateRenderer() fyne.WidgetRenderer {
	r := &leafRenderer{leaf: l, sheet: canvas.NewRectangle(color.White)}
	r.sheet.StrokeWidth = 1
	for range 18 {
		line := canvas.NewRectangle(unset)
		line.CornerRadius = theme.Radius
		r.lines = append(r.lines, line)
	}
	for range 3 {
		halo := canvas.NewRectangle(color.Transparent)
		halo.StrokeWidth = 3
		halo.CornerRadius = theme.Radius
		r.halo = append(r.halo, halo)
	}
	r.Refresh()
	return r
}

// unset is the colour of lines that stand for text while the page is being set; the
// paper is white in both modes.
var unset = color.NRGBA{0xE9, 0xEC, 0xF0, 0xFF}

type leafRenderer struct {
	leaf  *leaf
	sheet *canvas.Rectangle
	lines []*canvas.Rectangle
	halo  []*canvas.Rectangle // rings around the place, the inner ones stronger
}

func (r *leafRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.sheet}
	for _, line := range r.lines {
		all = append(all, line)
	}
	all = append(all, r.leaf.picture)
	for _, h := range r.halo {
		all = append(all, h)
	}
	return all
}

func (r *leafRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

func (r *leafRenderer) Destroy() {}

func (r *leafRenderer) Layout(size fyne.Size) {
	r.sheet.Resize(size)
	r.leaf.picture.Resize(size)
	for i, line := range r.lines {
		line.Hidden = r.leaf.picture.Image != nil
		wide := size.Width * (0.82 - 0.07*float32(i*5%4))
		if i == 0 {
			wide = size.Width * 0.3
		}
		line.Move(fyne.NewPos(size.Width*0.086, size.Height*(0.06+0.048*float32(i))))
		line.Resize(fyne.NewSize(wide, 14))
	}
	m, glows := r.leaf.place()
	for i, h := range r.halo {
		if h.Hidden = !glows; h.Hidden {
			continue
		}
		spread := 3 * float32(i)
		h.Move(fyne.NewPos(float32(m.X)*size.Width-spread, float32(m.Y)*size.Height-spread))
		h.Resize(fyne.NewSize(float32(m.W)*size.Width+2*spread, float32(m.H)*size.Height+2*spread))
	}
}

func (r *leafRenderer) Refresh() {
	r.sheet.StrokeColor = theme.Of(theme.Line)
	red, green, blue, _ := theme.Of(theme.Accent).RGBA()
	for i, h := range r.halo {
		strength := []uint8{220, 110, 40}[i]
		h.StrokeColor = color.NRGBA{uint8(red >> 8), uint8(green >> 8), uint8(blue >> 8), strength}
		h.FillColor = color.Transparent
		if i == 0 {
			h.FillColor = color.NRGBA{uint8(red >> 8), uint8(green >> 8), uint8(blue >> 8), 20}
		}
	}
	r.Layout(r.leaf.Size())
	canvas.Refresh(r.leaf)
	r.leaf.picture.Refresh()
}
