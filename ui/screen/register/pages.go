package register

import (
	"context"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// What a paper is shown at before it is there.
const (
	pagesWidth  float32 = 720
	pagesHeight float32 = 500
)

// ShowPages shows the pages of a paper that is not drawn up yet, large, over what asks for
// it. read draws them so many pixels wide, off the screen's goroutine.
func ShowPages(c *shell.Context, title string, read func(ctx context.Context, width int) ([]image.Image, error)) {
	d := widget.NewDialog(c.W, title, c.W.T("common.preview_text"))
	b := NewBody(c, 12)
	room := container.NewStack(widget.NewPanel(theme.Ground, container.NewStack(widget.Space(pagesHeight), b.View)))
	d.Content, d.Width = room, pagesWidth+2*theme.Margin
	c.Ask(d)
	var latest shell.Latest
	pixels := int(pagesWidth * c.Canvas().Scale())
	Load(b, &latest, func(ctx context.Context) ([]image.Image, error) { return read(ctx, pixels) }, func(pages []image.Image) {
		b.Show(sheets(pages))
	})
}

// sheets are pages under each other.
func sheets(pages []image.Image) fyne.CanvasObject {
	var all []fyne.CanvasObject
	for _, page := range pages {
		picture := canvas.NewImageFromImage(page)
		picture.FillMode = canvas.ImageFillContain
		size := page.Bounds().Size()
		picture.SetMinSize(fyne.NewSize(pagesWidth, pagesWidth*float32(size.Y)/float32(max(1, size.X))))
		all = append(all, container.NewStack(canvas.NewRectangle(color.White), picture), widget.Space(theme.Gap))
	}
	return widget.NewVScroll(container.NewCenter(widget.Stack(all...)))
}
