package widget

import (
	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"
)

// DropMenu opens a menu under the object, as wide as that at least, and over it where the
// window ends. It is hidden by what is chosen, by Esc, and by a tap elsewhere; nil where the
// object stands in no window.
func DropMenu(under fyne.CanvasObject, items ...*fyne.MenuItem) fyne.CanvasObject {
	driver := fyne.CurrentApp().Driver()
	c := driver.CanvasForObject(under)
	if c == nil {
		return nil
	}
	menu := fw.NewPopUpMenu(fyne.NewMenu("", items...), c)
	at, wanted := driver.AbsolutePositionForObject(under), menu.MinSize()
	if below := at.Y + under.Size().Height; below+wanted.Height <= c.Size().Height {
		at.Y = below
	} else {
		at.Y = max(0, at.Y-wanted.Height)
	}
	width := max(under.Size().Width, wanted.Width)
	at.X = max(0, min(at.X, c.Size().Width-width))
	menu.ShowAtPosition(at)
	menu.Resize(fyne.NewSize(width, menu.Size().Height))
	return menu
}
