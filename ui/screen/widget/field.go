package widget

import (
	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// Field is a label over an input, and under it, where it is wrong, why. The
// shell's FailAt speaks to it; what is said goes when somebody types into the input.
type Field struct {
	fw.BaseWidget
	Label string
	Must  bool // marked as required
	Input fyne.CanvasObject

	failure *Paragraph
}

// NewField is a field without a fault.
func NewField(label string, input fyne.CanvasObject) *Field {
	f := &Field{Label: label, Input: input, failure: NewParagraph("", 0)}
	f.failure.Colour = theme.Bad
	f.failure.Sized = theme.Small
	f.failure.Hide()
	f.ExtendBaseWidget(f)
	forget := func() {
		if f.Error() != "" {
			f.SetError("")
		}
	}
	switch input := input.(type) {
	case *Entry:
		input.edited = forget
	case *SearchBox:
		input.edited = forget
	case *DateField:
		input.entry.edited = forget
	}
	return f
}

// SetError says why the input is wrong; "" takes it away.
func (f *Field) SetError(text string) {
	f.failure.SetText(text)
	ShowIf(f.failure, text != "")
	f.Refresh()
}

// Error is what is said.
func (f *Field) Error() string { return f.failure.Text }

// Resize breaks the fault's lines anew.
func (f *Field) Resize(size fyne.Size) {
	f.failure.Resize(fyne.NewSize(size.Width, f.failure.Size().Height))
	f.BaseWidget.Resize(size)
}

// CreateRenderer draws the field.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	const labelHeight float32 = 22
	label, must := NewDrawnText(f.Label, theme.Quiet, theme.TextSize, false), NewDrawnText("*", theme.Bad, theme.TextSize, true)
	d := &Drawn{Of: f, Parts: []fyne.CanvasObject{label, must, f.Input, f.failure}}
	d.Least = func() fyne.Size {
		size := f.Input.MinSize()
		size.Height += labelHeight + theme.Gap
		if f.failure.Visible() {
			size.Height += f.failure.MinSize().Height
		}
		size.Width = fyne.Max(size.Width, Measure(f.Label, theme.TextSize, false).Width+12)
		return size
	}
	d.Arrange = func(size fyne.Size) {
		wide := Measure(f.Label, theme.TextSize, false).Width
		PlaceAt(label, 0, 0, wide, labelHeight)
		PlaceAt(must, wide+4, 0, 10, labelHeight)
		h := f.Input.MinSize().Height
		rest := size.Height - labelHeight - theme.Gap
		if f.failure.Visible() {
			rest -= f.failure.MinSize().Height
		}
		h = fyne.Max(h, rest)
		PlaceAt(f.Input, 0, labelHeight, size.Width, h)
		PlaceAt(f.failure, 0, labelHeight+h, size.Width, f.failure.MinSize().Height)
	}
	d.Paint = func() {
		label.Text, label.Color, must.Color = Shown(f.Label), theme.Of(theme.Quiet), theme.Of(theme.Bad)
		ShowIf(must, f.Must)
		d.Arrange(f.BaseWidget.Size())
	}
	d.Paint()
	return d
}

// Check is the toolkit's check box, that hands keys on.
type Check struct {
	fw.Check
}

// NewCheck is not ticked; changed is told what a person did.
func NewCheck(text string, changed func(bool)) *Check {
	c := &Check{}
	c.Text = Shown(text)
	c.OnChanged = changed
	c.ExtendBaseWidget(c)
	return c
}

// Tick shows the box ticked or not, without telling.
func (c *Check) Tick(on bool) {
	told := c.OnChanged
	c.OnChanged = nil
	c.SetChecked(on)
	c.OnChanged = told
}

// TypedKey hands on what the box has no use for.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeySpace {
		c.Check.TypedKey(ev)
		return
	}
	PassOn(c, ev)
}
