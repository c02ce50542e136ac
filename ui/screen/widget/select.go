package widget

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/ui/screen/theme"
)

// Select is a choice of one among few. Space opens the list, ↑ ↓ go through it closed;
// Enter opens it too, but in a dialog or a form it confirms, as in every field.
type Select struct {
	Control
	Options  []string
	Selected string // "" for none
	// OnChanged is told what a person chose.
	OnChanged func(string)
	// OnSubmit is told of Enter in a form; nil: Enter opens the list.
	OnSubmit func()
}

// NewSelect offers the options, none chosen.
func NewSelect(options []string, changed func(string)) *Select {
	s := &Select{Options: options, OnChanged: changed}
	s.Extend(s, s.drop)
	return s
}

// Choose shows an option as chosen, without telling.
func (s *Select) Choose(option string) {
	s.Selected = option
	s.Refresh()
}

// SetOptions offers others; what is chosen stays if it is still among them.
func (s *Select) SetOptions(options []string) {
	s.Options = options
	if !slices.Contains(options, s.Selected) {
		s.Selected = ""
	}
	s.Refresh()
}

// Index is the place of what is chosen among the options, -1 for none.
func (s *Select) Index() int { return slices.Index(s.Options, s.Selected) }

func (s *Select) take(option string) {
	if option == s.Selected {
		return
	}
	s.Choose(option)
	if s.OnChanged != nil {
		s.OnChanged(option)
	}
}

func (s *Select) drop() {
	if len(s.Options) == 0 {
		return
	}
	var items []*fyne.MenuItem
	for _, option := range s.Options {
		item := fyne.NewMenuItem(Shown(option), func() { s.take(option) })
		item.Checked = option == s.Selected
		items = append(items, item)
	}
	DropMenu(s, items...)
}

// TypedKey goes through the options, and opens them.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	i := s.Index()
	switch {
	case s.Greyed:
		PassOn(s, ev)
	case ev.Name == fyne.KeyUp && i > 0:
		s.take(s.Options[i-1])
	case ev.Name == fyne.KeyDown && i+1 < len(s.Options):
		s.take(s.Options[i+1])
	case ev.Name == fyne.KeyUp || ev.Name == fyne.KeyDown:
	case (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && s.OnSubmit != nil:
		s.OnSubmit()
	case (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && s.asked():
		PassOn(s, ev)
	default:
		s.Control.TypedKey(ev)
	}
}

// asked reports whether the choice stands in a dialog.
func (s *Select) asked() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(s)
	if c == nil {
		return false
	}
	_, is := c.Overlays().Top().(*dialogCover)
	return is
}

// CreateRenderer draws what is chosen.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	ground, ring := canvas.NewRectangle(Transparent), NewFocusRing()
	ground.CornerRadius, ground.StrokeWidth = theme.Radius, 1
	text, arrow := NewDrawnText("", theme.Ink, theme.TextSize, false), NewDrawnIcon("down", theme.Quiet)
	d := &Drawn{Of: s, Parts: []fyne.CanvasObject{ground, text, arrow, ring}}
	d.Least = func() fyne.Size {
		widest := float32(40)
		for _, option := range s.Options {
			widest = fyne.Max(widest, Measure(option, theme.TextSize, false).Width)
		}
		return fyne.NewSize(fyne.Min(widest, 280)+40, theme.Field)
	}
	d.Arrange = func(size fyne.Size) {
		y := (size.Height - theme.Field) / 2
		PlaceAt(ground, 0, y, size.Width, theme.Field)
		PlaceAt(ring, 0, y, size.Width, theme.Field)
		text.Text = Cut(s.said(), size.Width-40, theme.TextSize, false)
		PlaceAt(text, 8, y, size.Width-40, theme.Field)
		PlaceAt(arrow, size.Width-26, y+(theme.Field-16)/2+1, 16, 16)
	}
	d.Paint = func() {
		text.Color = theme.Of(theme.Ink)
		if s.Greyed || s.Selected == "" {
			text.Color = theme.Of(theme.Quiet)
		}
		ground.FillColor, ground.StrokeColor = theme.Of(theme.Paper), theme.Of(theme.Border)
		if s.Hovered && !s.Greyed {
			ground.FillColor = theme.Of(theme.Ground)
		}
		arrow.Resource = theme.IconIn("down", theme.Quiet)
		ShowIf(ring, s.Focused)
		d.Arrange(s.BaseWidget.Size())
	}
	d.Paint()
	return d
}

func (s *Select) said() string {
	if s.Selected == "" {
		return "–"
	}
	return s.Selected
}
