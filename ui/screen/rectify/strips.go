package rectify

import (
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app/defect"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// inView is how many pictures of a strip are seen without scrolling.
const inView = 3

// photos are the strips: what was found and seen, and what was done.
func (p *pane) photos() []fyne.CanvasObject {
	d, w := p.detail, p.pg.c.W
	p.strips = nil
	var parts []fyne.CanvasObject
	strip := func(title string, add bool, wanted func(defect.Stage) bool) {
		n := 0
		for _, photo := range d.Pictures {
			if wanted(photo.Stage) {
				n++
			}
		}
		if n == 0 && !add {
			parts = append(parts, widget.Space(theme.Gap), widget.NewQuiet(words.Join("　", title, w.T("rectify.no_photos"))))
			return
		}
		s := widget.NewPhotoStrip()
		s.OnOpen = func(t widget.Thumb) { p.pg.openPhotos(d, t.Key) }
		s.OnWheel = p.scroll.Scrolled
		if add {
			s.OnAdd = func() { p.pg.pick(func(hashes []string) { p.pg.link(d, hashes) }) }
		}
		p.fill(s, wanted)
		if n > inView { // the strip goes on past the pane's edge
			title = words.Join("　", title, w.Number(n))
		}
		parts = append(parts, widget.Space(theme.Gap), widget.NewQuiet(title), widget.Space(4), s)
		p.strips = append(p.strips, s)
	}
	stage := stageOf(d.State)
	strip(w.T("defect.stage.before"), stage != defect.After, func(s defect.Stage) bool { return s != defect.After })
	if stage == defect.After || slices.ContainsFunc(d.Pictures, func(x defect.Photo) bool { return x.Stage == defect.After }) {
		strip(w.T("defect.stage.after"), stage == defect.After, func(s defect.Stage) bool { return s == defect.After })
	}
	return parts
}

func (p *pane) fill(s *widget.PhotoStrip, wanted func(defect.Stage) bool) {
	var thumbs []widget.Thumb
	for _, photo := range p.detail.Pictures {
		if !wanted(photo.Stage) {
			continue
		}
		picture, _ := p.album.Picture(photo.Hash, func() {
			if slices.Contains(p.strips, s) {
				p.fill(s, wanted)
			}
		})
		mark := ""
		if photo.Stage == defect.Check {
			mark = p.pg.c.W.T("defect.stage.verify")
		}
		thumbs = append(thumbs, widget.Thumb{Key: photo.Hash, Image: picture, Mark: mark})
	}
	s.Set(thumbs...)
}
