package widget

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func (b *rowsBody) MouseIn(ev *desktop.MouseEvent) { b.point(b.rows.at(ev.Position.Y), ev.Position.X) }

func (b *rowsBody) MouseMoved(ev *desktop.MouseEvent) {
	b.point(b.rows.at(ev.Position.Y), ev.Position.X)
}

func (b *rowsBody) MouseOut() { b.point(-1, 0) }

// notchRows is how many rows a notch of the mouse's wheel moves.
const notchRows = 3

// Scrolled moves by rows: the toolkit's own step is less than one.
func (b *rowsBody) Scrolled(ev *fyne.ScrollEvent) {
	Touched()
	if Notch > 0 {
		ev.Scrolled.DY *= notchRows * b.rows.RowHeight / Notch
	}
	b.point(-1, 0) // another row is under the pointer now
	b.rows.scroll.Scrolled(ev)
}

func (b *rowsBody) point(i int, x float32) {
	Touched()
	if b.rows.OnPoint != nil {
		b.rows.OnPoint(i, x)
	}
	if i == b.hover {
		return
	}
	before := b.hover
	b.hover = i
	for _, k := range []int{before, i} {
		if s, there := b.shown[k]; there {
			b.paintRow(k, s)
		}
	}
}

func (b *rowsBody) MouseDown(ev *desktop.MouseEvent) { b.Mods = ev.Modifier }

func (b *rowsBody) MouseUp(*desktop.MouseEvent) {}

// Tapped makes the row current; Shift extends, Ctrl toggles, a second tap opens.
func (b *rowsBody) Tapped(ev *fyne.PointEvent) {
	r := b.rows
	r.Focus()
	i := r.at(ev.Position.Y)
	if i < 0 || r.inert(i) {
		return
	}
	now := r.Now()
	again := i == b.lastRow && now.Sub(b.lastTap) < 450*time.Millisecond
	b.lastTap, b.lastRow = now, i
	switch {
	case r.Multi && ev.Position.X < r.Tick:
		r.Toggle(i)
		again = false
	case r.Multi && b.Mods&fyne.KeyModifierShift != 0:
		r.extendTo(i)
	case r.Multi && b.Mods&fyne.KeyModifierShortcutDefault != 0:
		r.Toggle(i)
	default:
		r.anchor = i
	}
	r.GoTo(i)
	if again && r.OnOpen != nil {
		r.OnOpen(i)
	}
}

func (b *rowsBody) FocusGained() {
	b.focused = true
	if b.rows.current < 0 && b.rows.Length() > 0 {
		b.rows.current = 0
		b.rows.step(0, false)
	}
	b.paintAll()
}

func (b *rowsBody) FocusLost() {
	b.focused = false
	b.Mods = 0
	b.paintAll()
}

func (b *rowsBody) TypedRune(c rune) {
	Touched()
	if r := b.rows; r.OnRune != nil && r.current >= 0 {
		r.OnRune(r.current, c)
	}
}

func (b *rowsBody) TypedKey(ev *fyne.KeyEvent) {
	Touched()
	r := b.rows
	if r.OnKey != nil && r.current >= 0 && r.OnKey(r.current, ev.Name) {
		return
	}
	extend := b.Mods&fyne.KeyModifierShift != 0
	page := max(1, int(r.scroll.Size().Height/r.RowHeight)-1)
	switch ev.Name {
	case fyne.KeyUp:
		r.step(-1, extend)
	case fyne.KeyDown:
		r.step(1, extend)
	case fyne.KeyPageUp:
		r.step(-page, extend)
	case fyne.KeyPageDown:
		r.step(page, extend)
	case fyne.KeyHome:
		r.step(-r.Length(), extend)
	case fyne.KeyEnd:
		r.step(r.Length(), extend)
	case fyne.KeySpace:
		if r.Multi && r.current >= 0 {
			r.Toggle(r.current)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		if r.OnOpen != nil && r.current >= 0 {
			r.OnOpen(r.current)
		}
	case fyne.KeyEscape:
		if r.Multi && len(r.selected) > 0 {
			r.ClearSelection()
			return
		}
		PassOn(b, ev)
	default:
		PassOn(b, ev)
	}
}

// TypedShortcut answers Ctrl+A.
func (b *rowsBody) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && b.rows.Multi {
		b.rows.SelectAll()
	}
}
