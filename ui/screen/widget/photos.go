package widget

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// Thumb is a picture of a strip, already scaled: the toolkit decodes what it is
// given on the screen's goroutine, again at every refresh.
type Thumb struct {
	Key   string
	Image image.Image // nil while it is being read
	Mark  string      // 整改前, 整改后; "" for none
}

// PhotoStrip is thumbnails of 96 × 72 in a line, the last place being the act
// that adds one. ← → walk, Enter opens, Delete removes.
type PhotoStrip struct {
	fw.BaseWidget
	OnOpen   func(Thumb)
	OnAdd    func()      // nil: nothing can be added
	OnRemove func(Thumb) // nil: nothing can be removed
	// OnWheel is given the wheel where the strip has nowhere to move: the page it
	// stands on scrolls.
	OnWheel func(*fyne.ScrollEvent)

	thumbs  []Thumb
	current int
	hover   int
	focused bool
	first   int // the leftmost in view
}

const (
	thumbWidth  float32 = 96
	thumbHeight float32 = 72
	thumbGap    float32 = 8
)

// NewPhotoStrip is an empty strip.
func NewPhotoStrip() *PhotoStrip {
	p := &PhotoStrip{hover: -1}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows the pictures.
func (p *PhotoStrip) Set(thumbs ...Thumb) {
	p.thumbs = thumbs
	p.current = max(0, min(p.current, p.places()-1))
	p.reveal()
	p.Refresh()
}

// places counts pictures and the place for one more.
func (p *PhotoStrip) places() int {
	n := len(p.thumbs)
	if p.OnAdd != nil {
		n++
	}
	return n
}

// inView is how many places fit.
func (p *PhotoStrip) inView() int {
	return max(1, int((p.BaseWidget.Size().Width+thumbGap)/(thumbWidth+thumbGap)))
}

func (p *PhotoStrip) reveal() {
	if p.current < p.first {
		p.first = p.current
	}
	if n := p.inView(); p.current >= p.first+n {
		p.first = p.current - n + 1
	}
	p.first = max(0, min(p.first, p.places()-p.inView()))
}

func (p *PhotoStrip) at(pos fyne.Position) int {
	i := int(pos.X / (thumbWidth + thumbGap))
	if pos.X < 0 || i >= p.inView() || p.first+i >= p.places() {
		return -1
	}
	return p.first + i
}

func (p *PhotoStrip) act(i int) {
	Touched()
	switch {
	case i < 0 || i >= p.places():
	case i == len(p.thumbs):
		p.OnAdd()
	case p.OnOpen != nil:
		p.OnOpen(p.thumbs[i])
	}
}

// Tapped opens a picture, or adds one.
func (p *PhotoStrip) Tapped(ev *fyne.PointEvent) {
	if i := p.at(ev.Position); i >= 0 {
		p.current = i
		p.Refresh()
		p.act(i)
	}
}

// Scrolled moves along the strip.
func (p *PhotoStrip) Scrolled(ev *fyne.ScrollEvent) {
	step := 1
	if ev.Scrolled.DY > 0 || ev.Scrolled.DX > 0 {
		step = -1
	}
	first := max(0, min(p.first+step, p.places()-p.inView()))
	if first == p.first {
		if p.OnWheel != nil {
			p.OnWheel(ev)
		}
		return
	}
	p.first = first
	p.Refresh()
}

// MouseIn, MouseMoved and MouseOut show the picture under the pointer.
func (p *PhotoStrip) MouseIn(ev *desktop.MouseEvent) { p.MouseMoved(ev) }

// MouseMoved shows the picture under the pointer.
func (p *PhotoStrip) MouseMoved(ev *desktop.MouseEvent) { p.point(p.at(ev.Position)) }

// MouseOut shows none.
func (p *PhotoStrip) MouseOut() { p.point(-1) }

func (p *PhotoStrip) point(i int) {
	if i != p.hover {
		p.hover = i
		p.Refresh()
	}
}

// FocusGained draws the ring.
func (p *PhotoStrip) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost takes it away.
func (p *PhotoStrip) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune hands on every character.
func (p *PhotoStrip) TypedRune(r rune) { PassOnRune(p, r) }

// TypedKey walks, opens, removes.
func (p *PhotoStrip) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyRight:
		step := 1
		if ev.Name == fyne.KeyLeft {
			step = -1
		}
		p.current = max(0, min(p.current+step, p.places()-1))
		p.reveal()
		p.Refresh()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.act(p.current)
	case fyne.KeyDelete, fyne.KeyBackspace:
		if p.OnRemove != nil && p.current < len(p.thumbs) {
			p.OnRemove(p.thumbs[p.current])
		}
	default:
		PassOn(p, ev)
	}
}

// CreateRenderer draws the places in view.
func (p *PhotoStrip) CreateRenderer() fyne.WidgetRenderer {
	d := &Drawn{Of: p}
	d.Least = func() fyne.Size { return fyne.NewSize(thumbWidth, thumbHeight) }
	d.Arrange = func(fyne.Size) { p.draw(d) }
	d.Paint = func() { p.draw(d) }
	p.draw(d)
	return d
}

func (p *PhotoStrip) draw(d *Drawn) {
	d.Parts = nil
	for i := p.first; i < min(p.places(), p.first+p.inView()); i++ {
		x := float32(i-p.first) * (thumbWidth + thumbGap)
		ground := canvas.NewRectangle(theme.Of(theme.Skeleton))
		ground.CornerRadius = theme.Radius
		PlaceAt(ground, x, 0, thumbWidth, thumbHeight)
		d.Parts = append(d.Parts, ground)
		if i == len(p.thumbs) {
			ground.FillColor, ground.StrokeColor, ground.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.Border), 1
			camera := NewDrawnIcon("camera", theme.Quiet)
			PlaceAt(camera, x+(thumbWidth-28)/2, (thumbHeight-28)/2, 28, 28)
			d.Parts = append(d.Parts, camera)
		} else {
			d.Parts = append(d.Parts, p.thumb(p.thumbs[i], x)...)
		}
		if i == p.hover || i == p.current && p.focused {
			ring := NewFocusRing()
			PlaceAt(ring, x, 0, thumbWidth, thumbHeight)
			ring.Show()
			d.Parts = append(d.Parts, ring)
		}
	}
}

func (p *PhotoStrip) thumb(t Thumb, x float32) []fyne.CanvasObject {
	var objects []fyne.CanvasObject
	if t.Image != nil {
		picture := canvas.NewImageFromImage(t.Image)
		picture.FillMode = canvas.ImageFillContain
		PlaceAt(picture, x, 0, thumbWidth, thumbHeight)
		objects = append(objects, picture)
	}
	if t.Mark != "" {
		mark := NewBadge(t.Mark, theme.Ink)
		PlaceAt(mark, x+4, thumbHeight-22, mark.MinSize().Width, 18)
		objects = append(objects, mark)
	}
	return objects
}
