package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"keyday/ui/screen/theme"
)

// Weight is how much a button asks for.
type Weight int

// The weights of a button. A view has one Primary at most.
const (
	Plain   Weight = iota // outlined
	Primary               // filled with the accent
	Flat                  // text alone, for bars and rows
	Danger                // outlined in red: what cannot be undone
	Link                  // text alone in the accent: the one act of a toast or a banner
)

// bare reports whether nothing is drawn around the text.
func (w Weight) bare() bool { return w == Flat || w == Link }

// Button is text, an icon or both; 44 high to the finger, 36 to the eye.
type Button struct {
	Control
	Text   string
	Icon   string // name of a drawing of the theme, "" for none
	Weight Weight
	// IconLast puts the icon after the text: ▾ of what opens a choice.
	IconLast bool
	Lit      bool   // shown as switched on
	Hint     string // what it does, for a button without words
	OnTap    func()
}

// NewButton is a plain button.
func NewButton(text string, tap func()) *Button { return NewButtonIn(Plain, "", text, tap) }

// NewPrimary is the one primary action of a view.
func NewPrimary(text string, tap func()) *Button { return NewButtonIn(Primary, "", text, tap) }

// NewIconButton is a flat button of an icon alone; hint says what it does.
func NewIconButton(icon, hint string, tap func()) *Button {
	b := NewButtonIn(Flat, icon, "", tap)
	b.Hint = hint
	return b
}

// NewButtonIn is a button of the given weight, with an icon before its text.
func NewButtonIn(weight Weight, icon, text string, tap func()) *Button {
	b := &Button{Text: text, Icon: icon, Weight: weight, OnTap: tap}
	b.Extend(b, func() {
		if b.OnTap != nil {
			b.OnTap()
		}
	})
	return b
}

// SetText says something else.
func (b *Button) SetText(s string) {
	if b.Text != s {
		b.Text = s
		b.Refresh()
	}
}

// MouseIn shows what would be pressed, and says what it does.
func (b *Button) MouseIn(ev *desktop.MouseEvent) { b.Control.MouseIn(ev); b.hint(b.Hint) }

// MouseOut ends what MouseIn began.
func (b *Button) MouseOut() { b.Control.MouseOut(); b.hint("") }

// FocusGained draws the ring, and says what the button does.
func (b *Button) FocusGained() { b.Control.FocusGained(); b.hint(b.Hint) }

// FocusLost takes both away.
func (b *Button) FocusLost() { b.Control.FocusLost(); b.hint("") }

func (b *Button) hint(text string) {
	if b.Hint != "" {
		Hinted(b, text)
	}
}

func (b *Button) ink() fyne.ThemeColorName {
	switch {
	case b.Greyed:
		return theme.Idle
	case b.Weight == Primary:
		return theme.OnAccent
	case b.Weight == Link:
		return theme.Accent
	case b.Weight == Danger:
		return theme.Bad
	case b.Lit:
		return theme.Accent
	}
	return theme.Ink
}

// CreateRenderer draws the button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	ground, over, ring := canvas.NewRectangle(Transparent), canvas.NewRectangle(Transparent), NewFocusRing()
	ground.CornerRadius, over.CornerRadius = theme.Radius, theme.Radius
	label := NewDrawnText(b.Text, b.ink(), theme.TextSize, b.Weight == Primary)
	icon := canvas.NewImageFromResource(nil)
	icon.FillMode = canvas.ImageFillContain
	const iconSize = 18

	parts := func() (width, text float32) {
		if b.Text != "" {
			text = Measure(b.Text, theme.TextSize, b.Weight == Primary).Width
		}
		width = text
		if b.Icon != "" {
			width += iconSize
			if b.Text != "" {
				width += 6
			}
		}
		return width, text
	}
	d := &Drawn{Of: b, Parts: []fyne.CanvasObject{ground, over, icon, label, ring}}
	d.Least = func() fyne.Size {
		width, _ := parts()
		side := float32(14)
		if b.Text == "" {
			side = (theme.Touch - iconSize) / 2
		} else if b.Weight.bare() {
			side = 10
		}
		return fyne.NewSize(width+2*side, theme.Touch)
	}
	d.Arrange = func(size fyne.Size) {
		y := (size.Height - theme.Field) / 2
		for _, o := range []fyne.CanvasObject{ground, over, ring} {
			PlaceAt(o, 0, y, size.Width, theme.Field)
		}
		width, text := parts()
		x := (size.Width - width) / 2
		if b.Icon != "" {
			at := x
			if b.IconLast {
				at = x + width - iconSize
			} else {
				x += width - text
			}
			// A point lower than the middle: so the typeface sets its characters.
			PlaceAt(icon, at, (size.Height-iconSize)/2+1, iconSize, iconSize)
		}
		PlaceAt(label, x, 0, text, size.Height)
	}
	d.Paint = func() {
		label.Text, label.Color = Shown(b.Text), theme.Of(b.ink())
		if b.Icon != "" {
			icon.Resource = theme.IconIn(b.Icon, b.ink())
		}
		ShowIf(icon, b.Icon != "")
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = Transparent, Transparent, 0
		switch {
		case b.Weight == Primary && b.Greyed:
			ground.FillColor = theme.Of(theme.Skeleton)
		case b.Weight == Primary:
			ground.FillColor = theme.Of(theme.Accent)
		case !b.Weight.bare():
			ground.FillColor, ground.StrokeColor, ground.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.Border), 1
		}
		if b.Lit {
			ground.FillColor = theme.Of(theme.AccentTint)
		}
		over.FillColor = Transparent
		if b.Hovered && !b.Greyed {
			over.FillColor = theme.Of(theme.Hover)
		}
		ring.StrokeColor = theme.Of(theme.Accent)
		if b.Weight == Primary {
			ring.StrokeColor = theme.Of(theme.Ink)
		}
		ShowIf(ring, b.Focused)
		d.Arrange(b.BaseWidget.Size())
	}
	d.Paint()
	return d
}
