package rectify

import (
	"context"
	"errors"
	"image"
	"path"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// staged are photos that are kept already and come with a step once it is taken.
type staged struct {
	pg     *page
	strip  *widget.PhotoStrip
	hashes []string
}

func newStaged(pg *page) *staged {
	s := &staged{pg: pg, strip: widget.NewPhotoStrip()}
	s.strip.OnAdd = func() { pg.pick(s.take) }
	s.strip.OnRemove = func(t widget.Thumb) { s.remove(t.Key) }
	return s
}

func (s *staged) all() []string { return append([]string(nil), s.hashes...) }

func (s *staged) take(hashes []string) {
	s.hashes = append(s.hashes, hashes...)
	s.show()
}

func (s *staged) remove(hash string) {
	for i, h := range s.hashes {
		if h == hash {
			s.hashes = append(s.hashes[:i], s.hashes[i+1:]...)
			break
		}
	}
	s.show()
}

func (s *staged) show() {
	var thumbs []widget.Thumb
	for _, h := range s.hashes {
		picture, _ := s.pg.pane.album.Picture(h, s.show)
		thumbs = append(thumbs, widget.Thumb{Key: h, Image: picture})
	}
	s.strip.Set(thumbs...)
}

// dropped keeps photos that were dropped: in the form that is open, else on the
// defect in the pane.
func (pg *page) dropped(files []fyne.URI) bool {
	if f := pg.pane.form; f != nil && f.staged != nil {
		pg.add(files, f.staged.take)
		return true
	}
	return pg.addToDefect(files)
}

// pick asks for photos' files.
func (pg *page) pick(take func(hashes []string)) {
	pg.c.Pick(shell.Pick{Kind: "photo", Title: pg.c.W.T("photo.add"), Several: true, Types: shell.PhotoTypes,
		Done: func(paths []string) {
			files := make([]fyne.URI, len(paths))
			for i, path := range paths {
				files[i] = storage.NewFileURI(path)
			}
			pg.add(files, take)
		}})
}

// add keeps files as photos, off the screen's goroutine, and hands on those that
// were kept; about the others, and those without a preview, a line is said each.
func (pg *page) add(files []fyne.URI, take func(hashes []string)) {
	type outcome struct {
		hashes []string
		errs   []error
	}
	var got outcome
	pg.c.Do(func(ctx context.Context) error {
		for _, uri := range files {
			hash, err := pg.keep(ctx, uri)
			if hash != "" {
				got.hashes = append(got.hashes, hash)
			}
			if err != nil {
				got.errs = append(got.errs, err)
			}
		}
		return nil
	}, func(error) {
		if len(got.hashes) > 0 {
			take(got.hashes)
		}
		for _, err := range got.errs {
			pg.c.Fail(err)
		}
	})
}

// keep keeps one file; both a hash and an error come back for a photo that was
// kept without a preview.
func (pg *page) keep(ctx context.Context, uri fyne.URI) (string, error) {
	name := path.Base(uri.Path())
	f, err := shell.OpenFile(uri.Path())
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash, reason, err := pg.p.Pictures.Add(ctx, f, name)
	if err != nil {
		return "", err
	}
	if reason != "" {
		return hash, app.Refuse(reason, "name", name)
	}
	return hash, nil
}

// stagesOf is what photos show that are added to a defect in the state, what a dropped
// one is taken for first.
func stagesOf(s defect.State) []defect.Stage {
	switch s {
	case defect.Assigned:
		return []defect.Stage{defect.Before, defect.After} // the firm may have begun
	case defect.Fixing:
		return []defect.Stage{defect.After}
	case defect.Fixed, defect.Verified, defect.OwnerOK:
		return []defect.Stage{defect.Check}
	}
	return []defect.Stage{defect.Before}
}

// addToDefect keeps the files and links them to the defect in the pane; false where
// none is open.
func (pg *page) addToDefect(files []fyne.URI) bool {
	if !pg.pane.ready() {
		return false
	}
	d := pg.pane.detail
	pg.add(files, func(hashes []string) { pg.link(d, stagesOf(d.State)[0], hashes) })
	return true
}

// pickFor asks for photos of the defect in the pane; false where none is open.
func (pg *page) pickFor() bool {
	if !pg.pane.ready() {
		return false
	}
	d := pg.pane.detail
	pg.pick(func(hashes []string) { pg.link(d, stagesOf(d.State)[0], hashes) })
	return true
}

func (pg *page) link(d defect.Detail, stage defect.Stage, hashes []string) {
	actor := pg.c.Actor()
	pg.c.Do(func(ctx context.Context) error {
		var errs []error
		for _, h := range hashes {
			errs = append(errs, pg.p.Desk.AddPhoto(ctx, actor, d.ID, stage, h))
		}
		return errors.Join(errs...)
	}, func(err error) {
		pg.c.Fail(err)
	})
}

// openPhotos shows the defect's photos large, beginning with one of them.
func (pg *page) openPhotos(d defect.Detail, hash string) {
	w := pg.c.W
	var photos []Photo
	begin := 0
	for _, p := range d.Pictures {
		if p.Hash == hash {
			begin = len(photos)
		}
		word := w.T("defect.stage." + string(p.Stage))
		photos = append(photos, Photo{Key: p.Hash, Mark: word, After: p.Stage == defect.After,
			Caption: w.T("photo.taken", "mark", word, "round", p.Round, "who", d.People[p.By], "when", w.Moment(p.At))})
	}
	ShowPhotos(pg.c.Canvas(), w, pg.large(), photos, begin)
}

// large is the album of pictures for the whole screen; three are kept, for each
// takes ten megabytes.
func (pg *page) large() *widget.Album {
	if pg.pane.previews == nil {
		pg.pane.previews = widget.NewAlbum(register.PictureReader(pg.c, pg.p.Pictures.Preview))
		pg.pane.previews.Kept = 3
	}
	return pg.pane.previews
}

// thumbReader reads pictures for strips.
func thumbReader(c *shell.Context, p Pictures) func(string, func(image.Image, error)) {
	return register.PictureReader(c, p.Small)
}
