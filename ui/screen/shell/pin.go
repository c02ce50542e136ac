package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// The least and the most digits of a PIN that the pad takes.
const (
	pinLeast = 4
	pinMost  = 8
)

// PinPad takes a PIN by ten large keys or by the keyboard. Enter (or ↵) hands it
// over; Esc leaves.
type PinPad struct {
	fw.BaseWidget
	OnCancel func()

	words    *words.Words
	done     func(pin string)
	pin      string
	failure  string
	hover    int
	focused  bool
	disabled bool
}

// NewPinPad calls done with what was entered.
func NewPinPad(w *words.Words, done func(pin string)) *PinPad {
	p := &PinPad{words: w, done: done, hover: -1}
	p.ExtendBaseWidget(p)
	return p
}

// Refuse empties the pad and says why.
func (p *PinPad) Refuse(text string) {
	p.pin, p.failure = "", text
	p.Refresh()
}

// Disable keeps keys from being taken while the PIN is checked.
func (p *PinPad) Disable() { p.disabled = true; p.Refresh() }

// Enable takes keys again.
func (p *PinPad) Enable() { p.disabled = false; p.Refresh() }

// pinKeys are the keys in their rows; the last two are words or icons.
var pinKeys = []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "<", "0", ">"}

const (
	pinKey  float32 = 68
	pinGap  float32 = 8
	pinHead float32 = 44 // the dots, and under them what was refused
	pinSay  float32 = 28
)

func (p *PinPad) keyAt(at fyne.Position) int {
	y := at.Y - pinHead - pinSay
	if at.X < 0 || y < 0 {
		return -1
	}
	column, row := int(at.X/(pinKey+pinGap)), int(y/(56+pinGap))
	if column > 2 || row > 3 {
		return -1
	}
	return row*3 + column
}

func (p *PinPad) press(key string) {
	widget.Touched()
	if p.disabled {
		return
	}
	p.failure = ""
	switch {
	case key == ">":
		if len(p.pin) >= pinLeast {
			p.done(p.pin)
		}
		return
	case key == "<":
		if p.pin != "" {
			p.pin = p.pin[:len(p.pin)-1]
		}
	case len(p.pin) < pinMost:
		p.pin += key
	}
	p.Refresh()
}

// Tapped presses a key.
func (p *PinPad) Tapped(ev *fyne.PointEvent) {
	if i := p.keyAt(ev.Position); i >= 0 {
		p.press(pinKeys[i])
	}
}

// MouseIn, MouseMoved and MouseOut show the key under the pointer.
func (p *PinPad) MouseIn(ev *desktop.MouseEvent) { p.MouseMoved(ev) }

// MouseMoved shows the key under the pointer.
func (p *PinPad) MouseMoved(ev *desktop.MouseEvent) { p.point(p.keyAt(ev.Position)) }

// MouseOut shows none.
func (p *PinPad) MouseOut() { p.point(-1) }

func (p *PinPad) point(i int) {
	if i != p.hover {
		p.hover = i
		p.Refresh()
	}
}

// FocusGained and FocusLost show whether the keyboard is here.
func (p *PinPad) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost shows that it is not.
func (p *PinPad) FocusLost() { p.focused = false; p.Refresh() }

// TypedRune takes digits.
func (p *PinPad) TypedRune(r rune) {
	if r >= '0' && r <= '9' {
		p.press(string(r))
	}
}

// TypedKey takes Enter, Backspace and Esc.
func (p *PinPad) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		p.press(">")
	case fyne.KeyBackspace:
		p.press("<")
	case fyne.KeyEscape:
		if p.OnCancel != nil {
			p.OnCancel()
			return
		}
		widget.PassOn(p, ev)
	default:
		widget.PassOn(p, ev)
	}
}

// CreateRenderer draws dots and keys.
func (p *PinPad) CreateRenderer() fyne.WidgetRenderer {
	var dots []*canvas.Circle
	var keys []*canvas.Rectangle
	var labels []*canvas.Text
	d := &widget.Drawn{Of: p}
	hint := widget.NewDrawnText("", theme.Quiet, theme.TextSize, false)
	say := widget.NewDrawnText("", theme.Bad, theme.TextSize, false)
	hint.Alignment, say.Alignment = fyne.TextAlignCenter, fyne.TextAlignCenter
	d.Parts = append(d.Parts, hint, say)
	for i := 0; i < pinMost; i++ {
		dots = append(dots, canvas.NewCircle(widget.Transparent))
		d.Parts = append(d.Parts, dots[i])
	}
	back, enter := widget.NewDrawnIcon("left", theme.Ink), widget.NewDrawnIcon("enter", theme.OnAccent)
	for _, k := range pinKeys {
		key := canvas.NewRectangle(widget.Transparent)
		key.CornerRadius, key.StrokeWidth = theme.Radius, 1
		label := widget.NewDrawnText(k, theme.Ink, theme.Title, false)
		label.Alignment = fyne.TextAlignCenter
		if k == "<" || k == ">" {
			label.Text = ""
		}
		keys, labels = append(keys, key), append(labels, label)
		d.Parts = append(d.Parts, key, label)
	}
	d.Parts = append(d.Parts, back, enter)
	const width = 3*pinKey + 2*pinGap
	d.Least = func() fyne.Size { return fyne.NewSize(width, pinHead+pinSay+4*(56+pinGap)) }
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(hint, 0, 0, width, pinHead)
		widget.PlaceAt(say, -120, pinHead-4, width+240, pinSay-4)
		n := float32(len(p.pin))
		left := (width - n*20 + 8) / 2
		for i, dot := range dots {
			widget.PlaceAt(dot, left+float32(i)*20, (pinHead-12)/2, 12, 12)
		}
		for i, key := range keys {
			x := float32(i%3) * (pinKey + pinGap)
			y := pinHead + pinSay + float32(i/3)*(56+pinGap)
			widget.PlaceAt(key, x, y, pinKey, 56)
			widget.PlaceAt(labels[i], x, y, pinKey, 56)
			switch pinKeys[i] {
			case "<":
				widget.PlaceAt(back, x+(pinKey-24)/2, y+16, 24, 24)
			case ">":
				widget.PlaceAt(enter, x+(pinKey-24)/2, y+16, 24, 24)
			}
		}
	}
	d.Paint = func() {
		hint.Text, hint.Color = p.words.T("common.pin.title"), theme.Of(theme.Quiet)
		widget.ShowIf(hint, p.pin == "")
		say.Text, say.Color = strings.ReplaceAll(p.failure, "\n", " "), theme.Of(theme.Bad)
		for i, dot := range dots {
			dot.FillColor = theme.Of(theme.Ink)
			widget.ShowIf(dot, i < len(p.pin))
		}
		for i, key := range keys {
			fill, stroke, ink := theme.Paper, theme.Line, theme.Ink
			if pinKeys[i] == ">" {
				fill, stroke = theme.Accent, theme.Accent
				if len(p.pin) < pinLeast || p.disabled {
					fill, stroke = theme.Border, theme.Border
				}
			}
			if p.disabled {
				ink = theme.Idle
			}
			if i == p.hover {
				stroke = theme.Accent
			}
			key.FillColor, key.StrokeColor, labels[i].Color = theme.Of(fill), theme.Of(stroke), theme.Of(ink)
		}
		back.Resource, enter.Resource = theme.IconIn("left", theme.Ink), theme.IconIn("enter", theme.OnAccent)
		d.Arrange(p.BaseWidget.Size())
	}
	d.Paint()
	return d
}
