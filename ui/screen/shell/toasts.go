package shell

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// Toasts is a layer over the page that shows toasts, a few at most, and lets
// every other tap through.
type Toasts struct {
	fw.BaseWidget
	// After calls fn on the screen's goroutine once d has passed; tests replace it.
	After func(d time.Duration, fn func())
	cards []*toastCard
}

// NewToasts is an empty layer.
func NewToasts() *Toasts {
	t := &Toasts{After: func(d time.Duration, fn func()) {
		time.AfterFunc(d, func() { fyne.Do(fn) })
	}}
	t.ExtendBaseWidget(t)
	return t
}

// How many toasts stand at once. What failed is not pushed out by what went well, nor
// soon by what failed beside it: of ten photos each bad one is told.
const (
	mostToasts   = 3
	mostFailures = 6
)

// Add shows a toast: four seconds, ten where there is something to press or
// something failed. What went well takes the place of what went well before.
func (t *Toasts) Add(toast widget.Toast) {
	card := newToastCard(toast, t.remove)
	if toast.Tone == widget.Well {
		t.cards = slices.DeleteFunc(t.cards, func(c *toastCard) bool { return c.toast.Tone == widget.Well && c.toast.Do == nil })
	}
	t.cards = append(t.cards, card)
	if len(t.cards) > mostToasts {
		spare := slices.IndexFunc(t.cards, func(c *toastCard) bool { return c.toast.Tone != widget.Ill })
		if spare >= 0 || len(t.cards) > mostFailures {
			spare = max(0, spare)
			t.cards = slices.Delete(t.cards, spare, spare+1)
		}
	}
	t.Refresh()
	stay := 4 * time.Second
	if toast.Do != nil || toast.Tone == widget.Ill {
		stay = 10 * time.Second
	}
	t.After(stay, func() { t.remove(card) })
}

// Texts are the toasts to be seen, oldest first.
func (t *Toasts) Texts() []string {
	var all []string
	for _, c := range t.cards {
		all = append(all, c.toast.Text)
	}
	return all
}

func (t *Toasts) remove(card *toastCard) {
	for i, c := range t.cards {
		if c == card {
			t.cards = append(t.cards[:i:i], t.cards[i+1:]...)
			t.Refresh()
			return
		}
	}
}

// CreateRenderer draws the toasts at the foot, in the middle: one alone lies over the line of
// status and the margin of the page, and covers nothing that was just done.
func (t *Toasts) CreateRenderer() fyne.WidgetRenderer {
	d := &widget.Drawn{Of: t}
	d.Least = func() fyne.Size { return fyne.NewSize(0, 0) }
	d.Arrange = func(size fyne.Size) {
		y := size.Height
		for i := len(t.cards) - 1; i >= 0; i-- {
			m := t.cards[i].MinSize()
			w := fyne.Min(m.Width, size.Width-2*theme.Margin)
			y -= m.Height
			widget.PlaceAt(t.cards[i], (size.Width-w)/2, y, w, m.Height)
		}
	}
	d.Paint = func() {
		d.Parts = d.Parts[:0]
		for _, c := range t.cards {
			d.Parts = append(d.Parts, c)
		}
		d.Arrange(t.BaseWidget.Size())
	}
	d.Paint()
	return d
}

const (
	toastLine float32 = 28  // the height of a toast that says one line
	toastText float32 = 620 // what it says, in the least window
)

type toastCard struct {
	fw.BaseWidget
	toast   widget.Toast
	content fyne.CanvasObject
}

func newToastCard(toast widget.Toast, remove func(*toastCard)) *toastCard {
	c := &toastCard{toast: toast}
	icon, ink, _ := toast.Tone.Look()
	picture := widget.NewDrawnIcon(icon, ink)
	picture.SetMinSize(fyne.NewSize(18, 18))
	row := []fyne.CanvasObject{picture, widget.NewParagraphLine(toast.Text, toastText), layout.NewSpacer()} // the cross is at the edge of a short one too
	if toast.Do != nil {
		row = append(row, widget.NewButtonIn(widget.Link, "", toast.Act, func() { remove(c); toast.Do() }))
	}
	row = append(row, widget.NewIconButton("cross", "", func() { remove(c) }))
	c.content = container.New(layout.NewCustomPaddedLayout(0, 0, theme.Margin, 0), widget.Bar(row...))
	c.ExtendBaseWidget(c)
	return c
}

func (c *toastCard) CreateRenderer() fyne.WidgetRenderer {
	ground, edge := canvas.NewRectangle(widget.Transparent), canvas.NewRectangle(widget.Transparent)
	ground.CornerRadius = theme.Radius
	d := &widget.Drawn{Of: c, Parts: []fyne.CanvasObject{ground, edge, c.content}}
	d.Least = func() fyne.Size {
		size := c.content.MinSize().Max(fyne.NewSize(200, theme.Touch))
		return size.SubtractWidthHeight(0, theme.Touch-toastLine) // its buttons have no more room than its text
	}
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(ground, 0, 0, size.Width, size.Height)
		widget.PlaceAt(edge, 0, 3, 3, size.Height-6)
		widget.PlaceAt(c.content, 0, 0, size.Width, size.Height)
	}
	d.Paint = func() {
		_, ink, _ := c.toast.Tone.Look()
		ground.FillColor, ground.StrokeColor, ground.StrokeWidth = theme.Of(theme.Paper), theme.Of(theme.Border), 1
		edge.FillColor = theme.Of(ink)
	}
	d.Paint()
	return d
}
