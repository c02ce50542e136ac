package widget

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// PlanWhole is the width and the height of a plan in the measure of its pins.
const PlanWhole = 10000

// Plan is the drawing of a home with a pin at the place that is spoken of. A tap
// or the arrows set the pin where OnPin listens, Delete takes it away; else a tap
// is OnTap's.
type Plan struct {
	fw.BaseWidget
	Image image.Image // nil while it is being read
	X, Y  int         // of the pin, in ten-thousandths; 0,0 for none
	OnPin func(x, y int)
	OnTap func()

	least   fyne.Size
	hovered bool
	focused bool
}

// NewPlan is a plan of at least that size; the drawing keeps its shape in it.
func NewPlan(least fyne.Size, x, y int) *Plan {
	p := &Plan{X: x, Y: y, least: least}
	p.ExtendBaseWidget(p)
	return p
}

// SetImage shows the drawing, once it was read.
func (p *Plan) SetImage(img image.Image) {
	p.Image = img
	p.Refresh()
}

// Pin moves the pin, without telling; 0,0 takes it away.
func (p *Plan) Pin(x, y int) {
	p.X, p.Y = x, y
	p.Refresh()
}

// Pinned reports whether there is a pin.
func (p *Plan) Pinned() bool { return p.X != 0 || p.Y != 0 }

// frame is where the drawing lies in the widget.
func (p *Plan) frame() (at fyne.Position, size fyne.Size) {
	whole := p.BaseWidget.Size()
	if p.Image == nil || p.Image.Bounds().Empty() {
		return fyne.Position{}, whole
	}
	b := p.Image.Bounds()
	scale := fyne.Min(whole.Width/float32(b.Dx()), whole.Height/float32(b.Dy()))
	size = fyne.NewSize(float32(b.Dx())*scale, float32(b.Dy())*scale)
	return fyne.NewPos((whole.Width-size.Width)/2, (whole.Height-size.Height)/2), size
}

func (p *Plan) set(x, y int) {
	// The very corner is a place too, and 0,0 is none.
	p.X, p.Y = max(1, min(x, PlanWhole)), max(1, min(y, PlanWhole))
	p.Refresh()
	p.OnPin(p.X, p.Y)
}

// Tapped sets the pin, or is told on.
func (p *Plan) Tapped(ev *fyne.PointEvent) {
	Touched()
	switch at, size := p.frame(); {
	case p.OnPin == nil && p.OnTap != nil:
		p.OnTap()
	case p.OnPin == nil || p.Image == nil || size.Width <= 0 || size.Height <= 0:
	case ev.Position.X < at.X || ev.Position.Y < at.Y || ev.Position.X > at.X+size.Width || ev.Position.Y > at.Y+size.Height:
	default:
		p.set(int((ev.Position.X-at.X)/size.Width*PlanWhole+0.5), int((ev.Position.Y-at.Y)/size.Height*PlanWhole+0.5))
	}
}

// TypedRune hands on every character.
func (p *Plan) TypedRune(r rune) { PassOnRune(p, r) }

// TypedKey moves the pin; the first arrow puts it into the middle.
func (p *Plan) TypedKey(ev *fyne.KeyEvent) {
	const step = PlanWhole / 50
	moves := map[fyne.KeyName][2]int{fyne.KeyLeft: {-step, 0}, fyne.KeyRight: {step, 0}, fyne.KeyUp: {0, -step}, fyne.KeyDown: {0, step}}
	move, arrow := moves[ev.Name]
	switch {
	case p.OnPin != nil && arrow && !p.Pinned():
		p.set(PlanWhole/2, PlanWhole/2)
	case p.OnPin != nil && arrow:
		p.set(p.X+move[0], p.Y+move[1])
	case p.OnPin != nil && (ev.Name == fyne.KeyDelete || ev.Name == fyne.KeyBackspace):
		p.Pin(0, 0)
		p.OnPin(0, 0)
	case p.OnPin == nil && p.OnTap != nil && (ev.Name == fyne.KeySpace || ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter):
		p.OnTap()
	default:
		PassOn(p, ev)
	}
}

// FocusGained draws the ring.
func (p *Plan) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost takes it away.
func (p *Plan) FocusLost() { p.focused = false; p.Refresh() }

// MouseIn, MouseMoved and MouseOut show that there is something to press.
func (p *Plan) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved only tells that somebody is there.
func (p *Plan) MouseMoved(*desktop.MouseEvent) { Touched() }

// MouseOut ends what MouseIn showed.
func (p *Plan) MouseOut() { p.hovered = false; p.Refresh() }

// Cursor is a cross where a pin can be set.
func (p *Plan) Cursor() desktop.Cursor {
	switch {
	case p.OnPin != nil:
		return desktop.CrosshairCursor
	case p.OnTap != nil:
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer draws the plan and its pin.
func (p *Plan) CreateRenderer() fyne.WidgetRenderer {
	ground, edge, ring, dim := canvas.NewRectangle(Transparent), canvas.NewRectangle(Transparent), NewFocusRing(), NewBox(theme.Dimmed)
	ground.CornerRadius, edge.CornerRadius, dim.CornerRadius, edge.StrokeWidth = theme.Radius, theme.Radius, theme.Radius, 1
	picture := canvas.NewImageFromImage(nil)
	picture.FillMode = canvas.ImageFillContain
	missing := NewDrawnIcon("pin", theme.Quiet)
	halo, dot := canvas.NewCircle(Transparent), canvas.NewCircle(Transparent)
	d := &Drawn{Of: p, Parts: []fyne.CanvasObject{ground, picture, dim, missing, edge, halo, dot, ring}}
	d.Least = func() fyne.Size { return p.least }
	d.Arrange = func(size fyne.Size) {
		PlaceAt(ground, 0, 0, size.Width, size.Height)
		PlaceAt(dim, 0, 0, size.Width, size.Height)
		PlaceAt(edge, 0, 0, size.Width, size.Height)
		PlaceAt(ring, 0, 0, size.Width, size.Height)
		PlaceAt(missing, (size.Width-24)/2, (size.Height-24)/2, 24, 24)
		at, shown := p.frame()
		PlaceAt(picture, at.X, at.Y, shown.Width, shown.Height)
		side := float32(12)
		if size.Height > 240 {
			side = 20
		}
		x, y := at.X+shown.Width*float32(p.X)/PlanWhole, at.Y+shown.Height*float32(p.Y)/PlanWhole
		PlaceAt(halo, x-side/2-2, y-side/2-2, side+4, side+4)
		PlaceAt(dot, x-side/2, y-side/2, side, side)
	}
	d.Paint = func() {
		// A drawing is black on white, whatever the theme; in the dark it is dimmed.
		ground.FillColor, edge.StrokeColor, dim.FillColor = color.White, theme.Of(theme.Border), theme.Of(theme.Dimmed)
		if p.Image == nil {
			ground.FillColor = theme.Of(theme.Skeleton)
		}
		if p.hovered && p.OnTap != nil {
			edge.StrokeColor = theme.Of(theme.Accent)
		}
		picture.Image = p.Image
		ShowIf(picture, p.Image != nil)
		ShowIf(dim, p.Image != nil)
		ShowIf(missing, p.Image == nil)
		halo.FillColor, dot.FillColor = color.White, theme.Of(theme.Bad)
		ShowIf(halo, p.Pinned() && p.Image != nil)
		ShowIf(dot, p.Pinned() && p.Image != nil)
		ShowIf(ring, p.focused)
		d.Arrange(p.BaseWidget.Size())
	}
	d.Paint()
	return d
}

// NewPlanDialog shows a plan large, as it stands in the small one. Where set is given, a
// pin can be put on it, and Enter takes it; Delete takes the pin away.
func NewPlanDialog(w *words.Words, title string, small *Plan, set func(x, y int)) *Dialog {
	const width, height = 760, 470
	plan := NewPlan(fyne.NewSize(width, height), small.X, small.Y)
	plan.Image = small.Image
	d := NewDialog(w, title, "")
	d.Content, d.Width = plan, width
	if set == nil {
		return d
	}
	d.Text, d.Confirm, d.Focus = w.T("common.plan.how"), w.T("common.plan.set"), plan
	plan.OnPin = func(int, int) {}
	d.OnConfirm = func() bool {
		set(plan.X, plan.Y)
		return true
	}
	return d
}
