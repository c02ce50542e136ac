// Package widget holds the controls that Keyday's screens are made of: drawn on
// the grid of ui/screen/theme, reachable by keyboard, 44 points high where a
// finger goes.
//
// Only ui/screen imports it. It imports the toolkit, app (for dates and ids),
// app/site (for tiles and states), ui/words and the theme. Controls know no
// business: they are given values and call back.
//
// Keys: a control that has no use for a key hands it to the canvas, where the
// open dialog or the page listens (Esc, Enter, F1), so no focus swallows them.
package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// PassOn hands a key that w has no use for to whoever listens on the canvas.
func PassOn(w fyne.CanvasObject, ev *fyne.KeyEvent) {
	Touched()
	c := fyne.CurrentApp().Driver().CanvasForObject(w)
	if c == nil {
		return
	}
	if listen := c.OnTypedKey(); listen != nil {
		listen(ev)
	}
}

// PassOnRune hands on a character that w has no use for, as PassOn does a key.
func PassOnRune(w fyne.CanvasObject, r rune) {
	Touched()
	c := fyne.CurrentApp().Driver().CanvasForObject(w)
	if c == nil {
		return
	}
	if listen := c.OnTypedRune(); listen != nil {
		listen(r)
	}
}

// Stands reports whether an object is to be seen on its canvas, so that the keyboard
// can be put on it: the toolkit complains of one that is gone.
func Stands(o fyne.CanvasObject) bool {
	d := fyne.CurrentApp().Driver()
	return o != nil && d.CanvasForObject(o) != nil && !d.AbsolutePositionForObject(o).IsZero()
}

// Drawn is a renderer made of functions: what is drawn, where it lies, how
// small it may be, and how it takes its colours anew.
type Drawn struct {
	Of      fyne.Widget
	Parts   []fyne.CanvasObject
	Arrange func(fyne.Size)
	Least   func() fyne.Size
	Paint   func()
	// Plain says that all objects are lines and shapes, which the canvas paints
	// anew with the widget and need not be asked one by one.
	Plain bool
}

func (d *Drawn) Objects() []fyne.CanvasObject { return d.Parts }
func (d *Drawn) Layout(size fyne.Size)        { d.Arrange(size) }
func (d *Drawn) MinSize() fyne.Size           { return d.Least() }
func (d *Drawn) Destroy()                     {}
func (d *Drawn) Refresh() {
	d.Paint()
	if !d.Plain {
		for _, o := range d.Parts {
			o.Refresh()
		}
	}
	// An object that was never painted belongs to no canvas yet and cannot ask
	// to be: the widget asks for it.
	canvas.Refresh(d.Of)
}

// Control is what every control one can press has in common. A type embeds it,
// calls Extend with itself, and reads the flags when it paints.
type Control struct {
	fw.BaseWidget
	self    fyne.Widget
	Hovered bool
	Focused bool
	Greyed  bool
	press   func()
}

// Extend makes self a control that calls press.
func (c *Control) Extend(self fyne.Widget, press func()) {
	c.self, c.press = self, press
	c.ExtendBaseWidget(self)
}

// Tapped presses the control; the focus stays where it was.
func (c *Control) Tapped(*fyne.PointEvent) { c.fire() }

func (c *Control) fire() {
	Touched()
	if !c.Greyed && c.press != nil {
		c.press()
	}
}

// MouseIn, MouseMoved and MouseOut show what the pointer would press.
func (c *Control) MouseIn(*desktop.MouseEvent) { c.Hovered = true; c.Refresh() }

// MouseMoved only tells that somebody is there.
func (c *Control) MouseMoved(*desktop.MouseEvent) { Touched() }

// MouseOut ends what MouseIn showed.
func (c *Control) MouseOut() { c.Hovered = false; c.Refresh() }

// Cursor is a hand where there is something to press.
func (c *Control) Cursor() desktop.Cursor {
	if c.Greyed {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// FocusGained draws the ring, and brings the control into view.
func (c *Control) FocusGained() { c.Focused = true; c.Refresh(); reveal(c.self) }

// FocusLost takes the ring away.
func (c *Control) FocusLost() { c.Focused = false; c.Refresh() }

// TypedRune is of no use to a control that one presses: a letter is for the page.
func (c *Control) TypedRune(r rune) { PassOnRune(c.self, r) }

// TypedKey presses on Space and Enter and hands on every other key.
func (c *Control) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.fire()
	default:
		PassOn(c.self, ev)
	}
}

// Disable greys the control; it no longer answers.
func (c *Control) Disable() { c.Greyed = true; c.Refresh() }

// Enable lets it answer again.
func (c *Control) Enable() { c.Greyed = false; c.Refresh() }

// Disabled reports whether it is greyed.
func (c *Control) Disabled() bool { return c.Greyed }

// NewDrawnText is a line of text in a size and a colour of the theme.
func NewDrawnText(s string, colour fyne.ThemeColorName, size float32, bold bool) *canvas.Text {
	t := canvas.NewText(Shown(s), theme.OfText(colour))
	t.TextSize = size
	t.TextStyle.Bold = bold
	return t
}

// NewBox is a rectangle without an outline.
func NewBox(colour fyne.ThemeColorName) *canvas.Rectangle {
	return canvas.NewRectangle(theme.Of(colour))
}

// NewFocusRing is the outline that shows where the keyboard is.
func NewFocusRing() *canvas.Rectangle {
	r := canvas.NewRectangle(Transparent)
	r.StrokeWidth = 2
	r.StrokeColor = theme.Of(theme.Accent)
	r.CornerRadius = theme.Radius
	r.Hide()
	return r
}

// NewDrawnIcon is an icon of the theme in one of its colours.
func NewDrawnIcon(name string, colour fyne.ThemeColorName) *canvas.Image {
	i := canvas.NewImageFromResource(theme.IconIn(name, colour))
	i.FillMode = canvas.ImageFillContain
	return i
}

// ShowIf shows the object, or hides it.
func ShowIf(o fyne.CanvasObject, visible bool) {
	if visible {
		o.Show()
	} else {
		o.Hide()
	}
}

// PlaceAt gives the object its place and its size.
func PlaceAt(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(w, h))
}
