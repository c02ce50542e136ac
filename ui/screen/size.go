package screen

import (
	"math"
	"os"
	"strconv"

	"fyne.io/fyne/v2"

	"keyday/ui/screen/shell"
)

// The window's size where none is remembered: the display of a laptop on site.
const width, height = 1366, 768

// scaleVariable is where the toolkit asks for the scale of its programs.
const scaleVariable = "FYNE_SCALE"

// menuBar is the height of the toolkit's menu, which stands over the content.
const menuBar = 28

// least is the smallest size, in points, that the window can be made.
func least() Size { return shell.Least().AddWidthHeight(0, menuBar) }

// titleBar is the height that desktops give to a window's title.
const titleBar = 32

// ground is where a window may stand, in pixels: what the desktop leaves of a monitor
// beside its own bars; and the scale by which the desktop enlarges everything there.
type ground struct {
	x, y, width, height int
	scale               float32
}

// factor is what the toolkit is to multiply the desktop's scale by, for texts of the
// size asked: the one that was asked for, or the largest that lets the least window
// stand on the ground. shown is the text size that comes of it.
func factor(asked, own float32, on ground) (factor, shown float32) {
	room := fyne.Min(float32(on.width)/least().Width, (float32(on.height)-titleBar*on.scale)/least().Height)
	if most := step(room, math.Floor); scaled(own*asked, on) > most {
		return most / on.scale, most / on.scale / own
	}
	return own * asked, asked
}

// scaled is the scale that the toolkit makes of a factor: it knows tenths alone.
func scaled(factor float32, on ground) float32 { return step(factor*on.scale, math.Round) }

func step(v float32, to func(float64) float64) float32 {
	// Rounded first to what a float32 can tell, so that 1.3 stays 1.3.
	return float32(math.Max(1, to(math.Round(float64(v)*1e5)/1e4))) / 10
}

// points is a length in pixels at a scale. The toolkit rounds up when it turns it back,
// so it is given a quarter of a pixel less.
func points(pixels int, scale float32) float32 { return (float32(pixels) - 0.25) / scale }

// pixels is what points gave.
func pixels(points, scale float32) int { return int(math.Round(float64(points * scale))) }

// ownScale is the scale that the person set for programs of the toolkit, by which the
// text size is multiplied.
func ownScale(settings fyne.Settings) float32 {
	if v, err := strconv.ParseFloat(os.Getenv(scaleVariable), 32); err == nil && v > 0 {
		return float32(v)
	}
	if v := settings.Scale(); v > 0 {
		return v
	}
	return 1
}

func setFactor(f float32) {
	os.Setenv(scaleVariable, strconv.FormatFloat(float64(f), 'g', 5, 32))
}

// begin sets the scale to open with and returns the size: the one remembered, within
// the room that the desktop has. One that takes all of it opens as the desktop's full
// window does.
func (w *Window) begin(size Size) Size {
	if size.IsZero() {
		size = fyne.NewSize(width, height)
	}
	on, known := desktop()
	if !known {
		return size
	}
	f, _ := factor(w.look.TextSize, w.own, on)
	setFactor(f)
	scale := scaled(f, on)
	room := fyne.NewSize(points(on.width, scale), points(on.height, scale))
	if size.Width >= room.Width || size.Height >= room.Height {
		fill()
	}
	return fyne.NewSize(fyne.Min(size.Width, room.Width), fyne.Min(size.Height, room.Height))
}

// TextSize is the text size that was chosen, and the one shown: the largest that the
// monitor has room for where that is less.
func (w *Window) TextSize() (asked, shown float32) {
	on, known := w.ground()
	if !known {
		return w.look.TextSize, w.look.TextSize
	}
	_, shown = factor(w.look.TextSize, w.own, on)
	return w.look.TextSize, shown
}

// SetTextSize makes everything larger or smaller: 1 is the size things are drawn for,
// 1.25 what an arm's length asks for. The window keeps its place on the desktop; left
// to the toolkit it would grow with its text, past the monitor's edge.
func (w *Window) SetTextSize(size float32) {
	w.change(func(look *Look) { look.TextSize = size })
	f := w.own * size
	canvas := w.window.Canvas()
	was := canvas.Scale()
	wide, high := pixels(canvas.Size().Width, was), pixels(canvas.Size().Height, was)
	on, known := w.ground()
	if known {
		f, _ = factor(size, w.own, on)
		// The toolkit keeps the size in points when the scale changes: told beforehand
		// how many points the window will have, it keeps the pixels.
		if c, can := canvas.(interface{ Resize(fyne.Size) }); can {
			next := scaled(f, on)
			c.Resize(fyne.NewSize(points(wide, next), points(high, next)))
		}
	}
	setFactor(f)
	// The toolkit asks for the scale anew when the theme is set.
	w.app.Settings().SetTheme(w.app.Settings().Theme())
	now := canvas.Scale()
	// What the canvas is laid out for is what the window is, whatever was foretold.
	w.window.Resize(fyne.NewSize(points(wide, now), points(high, now)))
	if known {
		w.stayOn(on)
	}
}
