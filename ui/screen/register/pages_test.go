package register

import (
	"context"
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// A paper that is not there yet is shown page by page; what would be refused is said in its
// place, and Esc leads back to who asked.
func TestPagesBeforeThePaper(t *testing.T) {
	var c *shell.Context
	s := stage(t, func(on *shell.Context) fyne.CanvasObject { c = on; return widget.Space(1) })
	var refusal error = app.Refuse("contract.agreement_incomplete", "unit", "3-2-1501", "missing", "area")
	show := func() {
		ShowPages(c, "3-2-1501", func(_ context.Context, width int) ([]image.Image, error) {
			page := image.NewGray(image.Rect(0, 0, width, width*297/210))
			return []image.Image{page, page}, refusal
		})
	}
	show()
	s.Said(s.Words.Refusal(refusal))
	s.WindowKey(fyne.KeyEscape)
	if s.Top() != nil {
		t.Fatal("Esc does not lead back")
	}
	refusal = nil
	show()
	pages := 0
	for _, o := range shelltest.Visible(s.Top()) {
		if picture, is := o.(*canvas.Image); is && picture.Image != nil {
			pages++
			if size := picture.Size(); size.Width != pagesWidth {
				t.Errorf("a page is %v wide", size.Width)
			}
		}
	}
	if pages != 2 {
		t.Errorf("%d pages", pages)
	}
}
