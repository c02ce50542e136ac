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

// photos are the strips, one a stage: what was found, what was done, what was seen of it.
// A photo is filed as what the strip says that takes it.
func (p *pane) photos() []fyne.CanvasObject {
	d, w := p.detail, p.pg.c.W
	p.strips = nil
	var parts []fyne.CanvasObject
	for _, stage := range []defect.Stage{defect.Before, defect.After, defect.Check} {
		n, add, title := 0, slices.Contains(stagesOf(d.State), stage), w.T("defect.stage."+string(stage))
		for _, photo := range d.Pictures {
			if photo.Stage == stage {
				n++
			}
		}
		if n == 0 && !add {
			if stage == defect.Before {
				parts = append(parts, widget.Space(theme.Gap), widget.NewQuiet(words.Join("　", title, w.T("rectify.no_photos"))))
			}
			continue
		}
		s := widget.NewPhotoStrip()
		s.OnOpen = func(t widget.Thumb) { p.pg.openPhotos(d, t.Key) }
		s.OnWheel = p.scroll.Scrolled
		if add {
			s.OnAdd = func() { p.pg.pick(func(hashes []string) { p.pg.link(d, stage, hashes) }) }
		}
		p.fill(s, stage)
		if n > inView { // the strip goes on past the pane's edge
			title = words.Join("　", title, w.Number(n))
		}
		parts = append(parts, widget.Space(theme.Gap), widget.NewQuiet(title), widget.Space(4), s)
		p.strips = append(p.strips, s)
	}
	return parts
}

func (p *pane) fill(s *widget.PhotoStrip, stage defect.Stage) {
	var thumbs []widget.Thumb
	for _, photo := range p.detail.Pictures {
		if photo.Stage != stage {
			continue
		}
		picture, _ := p.album.Picture(photo.Hash, func() {
			if slices.Contains(p.strips, s) {
				p.fill(s, stage)
			}
		})
		thumbs = append(thumbs, widget.Thumb{Key: photo.Hash, Image: picture})
	}
	s.Set(thumbs...)
}
