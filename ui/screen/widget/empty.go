package widget

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"keyday/ui/screen/theme"
)

// NewEmptyState says what belongs here and why there is none, and offers the one act that
// fills it; nil offers none. Pages show it as their empty face, by the register's.
func NewEmptyState(icon, line string, act *Button) fyne.CanvasObject {
	picture := canvas.NewImageFromResource(theme.IconIn(icon, theme.Border))
	picture.FillMode = canvas.ImageFillContain
	picture.SetMinSize(fyne.NewSize(40, 40))
	text := NewQuietLines(line, 0)
	text.Align = fyne.TextAlignCenter
	parts := []fyne.CanvasObject{container.NewCenter(picture), gapOf(theme.Gap), text}
	if act != nil {
		parts = append(parts, gapOf(theme.Gap), container.NewCenter(act))
	}
	return container.New(midway{}, Stack(parts...))
}

// midway lays one object out in the middle, no wider than a line is read easily.
type midway struct{}

func (midway) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (midway) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	const most, apart float32 = 460, 12
	o := objects[0]
	width := fyne.Max(0, fyne.Min(most, size.Width-2*apart))
	o.Resize(fyne.NewSize(width, size.Height)) // the height follows from the width
	height := o.MinSize().Height
	PlaceAt(o, (size.Width-width)/2, fyne.Max(0, (size.Height-height)/2), width, height)
}
