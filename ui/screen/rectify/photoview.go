package rectify

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// Photo is a picture of a PhotoView.
type Photo struct {
	Key     string
	Mark    string // 整改前, 整改后; "" for none
	Caption string // when, by whom
	After   bool   // it shows finished work; compared with what was found
}

// PhotoView shows photos large over the whole window, one at a time, or what was
// found beside what was done. ← → go on and back, Home and End to the ends, C
// compares, Esc closes.
type PhotoView struct {
	fw.BaseWidget
	OnClose func(at int)

	words   *words.Words
	album   *widget.Album
	photos  []Photo
	at      int
	compare bool

	canvas  fyne.Canvas
	before  func(*fyne.KeyEvent)
	focused fyne.Focusable
	buttons struct{ back, on, compare, close *widget.Button }
}

// ShowPhotos opens the photos over the canvas at one of them. The album reads them
// at the size of a screen.
func ShowPhotos(c fyne.Canvas, w *words.Words, album *widget.Album, photos []Photo, at int) *PhotoView {
	v := &PhotoView{words: w, album: album, photos: photos, canvas: c, focused: c.Focused()}
	v.at = max(0, min(at, len(photos)-1))
	v.buttons.back = widget.NewIconButton("left", w.T("photo.previous"), func() { v.step(-1) })
	v.buttons.on = widget.NewIconButton("right", w.T("photo.next"), func() { v.step(1) })
	v.buttons.compare = widget.NewButton(w.T("photo.compare"), v.toggle)
	v.buttons.close = widget.NewIconButton("cross", w.T("common.close"), v.Close)
	v.ExtendBaseWidget(v)
	c.Overlays().Add(v)
	v.Resize(c.Size())
	v.before = c.OnTypedKey()
	c.SetOnTypedKey(v.TypedKey)
	c.Focus(v)
	return v
}

// At is which photo is shown.
func (v *PhotoView) At() int { return v.at }

// Comparing reports whether two are shown beside each other.
func (v *PhotoView) Comparing() bool { return v.compare }

// Close takes the view away and gives the keyboard back.
func (v *PhotoView) Close() {
	if v.canvas == nil {
		return
	}
	c := v.canvas
	v.canvas = nil
	c.Overlays().Remove(v)
	c.SetOnTypedKey(v.before)
	if v.focused != nil {
		c.Focus(v.focused)
	}
	if v.OnClose != nil {
		v.OnClose(v.at)
	}
}

func (v *PhotoView) step(n int) {
	widget.Touched()
	if at := max(0, min(v.at+n, len(v.photos)-1)); at != v.at {
		v.at = at
		v.Refresh()
	}
}

func (v *PhotoView) toggle() {
	if _, _, ok := v.pair(); ok {
		v.compare = !v.compare
		v.Refresh()
	}
}

// pair is what the photo shown is compared with: finished work with the last
// finding before it, a finding with the last finished work.
func (v *PhotoView) pair() (found, done int, ok bool) {
	found, done = -1, -1
	for i, p := range v.photos {
		switch {
		case p.After && (done < 0 || !v.photos[v.at].After):
			done = i
		case !p.After && (found < 0 || i < v.at):
			found = i
		}
	}
	if len(v.photos) > 0 && v.photos[v.at].After {
		done = v.at
	} else {
		found = v.at
	}
	return found, done, found >= 0 && done >= 0
}

// FocusGained and FocusLost are of no use: the view takes every key.
func (v *PhotoView) FocusGained() {}

// FocusLost is of no use.
func (v *PhotoView) FocusLost() {}

// TypedRune compares on c.
func (v *PhotoView) TypedRune(r rune) {
	widget.Touched()
	if r == 'c' || r == 'C' {
		v.toggle()
	}
}

// TypedKey walks and closes.
func (v *PhotoView) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft, fyne.KeyUp, fyne.KeyPageUp:
		v.step(-1)
	case fyne.KeyRight, fyne.KeyDown, fyne.KeyPageDown, fyne.KeySpace:
		v.step(1)
	case fyne.KeyHome:
		v.step(-len(v.photos))
	case fyne.KeyEnd:
		v.step(len(v.photos))
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		v.Close()
	}
}

// Tapped takes every tap, so that nothing behind the view answers.
func (v *PhotoView) Tapped(*fyne.PointEvent) { widget.Touched() }

// photoPane is one of the two places for a picture.
type photoPane struct {
	picture *canvas.Image
	mark    *widget.Badge
	lacking *widget.Text // why there is no picture
	waiting *widget.Text
}

const (
	viewBar  float32 = 52
	viewFoot float32 = 40
)

// CreateRenderer draws the photo, or two, under a bar and over a caption.
func (v *PhotoView) CreateRenderer() fyne.WidgetRenderer {
	ground := widget.NewBox(theme.Ground)
	title, caption := widget.NewBold(""), widget.NewQuiet("")
	caption.Align = fyne.TextAlignCenter
	var panes [2]photoPane
	d := &widget.Drawn{Of: v, Parts: []fyne.CanvasObject{ground, title, caption}}
	for i := range panes {
		p := &panes[i]
		p.picture = canvas.NewImageFromImage(nil)
		p.picture.FillMode = canvas.ImageFillContain
		p.mark, p.lacking, p.waiting = widget.NewBadge("", theme.Ink), widget.NewQuiet(""), widget.NewQuiet(v.words.T("common.list.loading"))
		p.lacking.Align, p.waiting.Align = fyne.TextAlignCenter, fyne.TextAlignCenter
		d.Parts = append(d.Parts, p.picture, p.lacking, p.waiting, p.mark)
	}
	b := v.buttons
	d.Parts = append(d.Parts, b.back, b.on, b.compare, b.close)
	d.Least = func() fyne.Size { return fyne.NewSize(320, 240) }
	d.Arrange = func(size fyne.Size) {
		widget.PlaceAt(ground, 0, 0, size.Width, size.Height)
		widget.PlaceAt(title, theme.Margin, 0, size.Width/2, viewBar)
		m := b.compare.MinSize().Width
		widget.PlaceAt(b.close, size.Width-theme.Touch-theme.Gap, (viewBar-theme.Touch)/2, theme.Touch, theme.Touch)
		widget.PlaceAt(b.compare, size.Width-theme.Touch-2*theme.Gap-m, (viewBar-theme.Touch)/2, m, theme.Touch)
		left, right := theme.Touch+theme.Margin, size.Width-theme.Touch-theme.Margin
		high := size.Height - viewBar - viewFoot
		widget.PlaceAt(b.back, theme.Gap, viewBar+(high-theme.Touch)/2, theme.Touch, theme.Touch)
		widget.PlaceAt(b.on, size.Width-theme.Touch-theme.Gap, viewBar+(high-theme.Touch)/2, theme.Touch, theme.Touch)
		widget.PlaceAt(caption, theme.Margin, size.Height-viewFoot, size.Width-2*theme.Margin, viewFoot)
		wide := right - left
		if v.compare {
			wide = (wide - theme.Margin) / 2
		}
		for i := range panes {
			x := left + float32(i)*(wide+theme.Margin)
			panes[i].place(x, viewBar, wide, high)
		}
	}
	d.Paint = func() {
		ground.FillColor = theme.Of(theme.Ground)
		shown := []int{v.at}
		if found, done, ok := v.pair(); ok && v.compare {
			shown = []int{found, done}
		}
		for i := range panes {
			if i < len(shown) && len(v.photos) > 0 {
				v.bind(&panes[i], v.photos[shown[i]])
			} else {
				panes[i].hide()
			}
		}
		if len(v.photos) > 0 {
			title.SetText(v.words.T("photo.place", "at", v.at+1, "of", len(v.photos)))
			caption.SetText(v.photos[v.at].Caption)
		}
		_, _, ok := v.pair()
		widget.ShowIf(b.compare, ok)
		b.compare.Lit = v.compare
		widget.ShowIf(b.back, v.at > 0 && !v.compare)
		widget.ShowIf(b.on, v.at+1 < len(v.photos) && !v.compare)
		d.Arrange(v.BaseWidget.Size())
	}
	d.Paint()
	return d
}

// bind puts a photo into the pane, or says why it is not there.
func (v *PhotoView) bind(p *photoPane, photo Photo) {
	picture, err := v.album.Picture(photo.Key, func() {
		if v.canvas != nil {
			v.Refresh()
		}
	})
	widget.ShowIf(p.picture, picture != nil)
	widget.ShowIf(p.lacking, err != nil)
	widget.ShowIf(p.waiting, picture == nil && err == nil)
	widget.ShowIf(p.mark, photo.Mark != "")
	p.mark.SetText(photo.Mark)
	if err != nil {
		p.lacking.SetText(v.words.Refusal(err))
	}
	if picture != nil && p.picture.Image != picture {
		p.picture.Image = picture
		p.picture.Refresh()
	}
}

func (p *photoPane) hide() {
	for _, o := range []fyne.CanvasObject{p.picture, p.mark, p.lacking, p.waiting} {
		o.Hide()
	}
}

func (p *photoPane) place(x, y, w, h float32) {
	widget.PlaceAt(p.picture, x, y, w, h)
	widget.PlaceAt(p.lacking, x, y, w, h)
	widget.PlaceAt(p.waiting, x, y, w, h)
	m, shown := p.mark.MinSize(), fyne.NewSize(w, h)
	if img := p.picture.Image; img != nil {
		shown = fitted(img, w, h)
	}
	widget.PlaceAt(p.mark, x+(w-shown.Width)/2+8, y+(h-shown.Height)/2+8, m.Width, m.Height)
}

// fitted is the size of a picture that fits into w × h.
func fitted(img image.Image, w, h float32) fyne.Size {
	b := img.Bounds()
	if b.Empty() {
		return fyne.NewSize(w, h)
	}
	scale := fyne.Min(w/float32(b.Dx()), h/float32(b.Dy()))
	return fyne.NewSize(float32(b.Dx())*scale, float32(b.Dy())*scale)
}
