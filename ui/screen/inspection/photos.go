package inspection

import (
	"context"
	"errors"
	"image"
	"io"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/storage"
	fw "fyne.io/fyne/v2/widget"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// thumbPixels is how large pictures are read: twice the size of a thumbnail, for
// screens with two pixels to a point.
const thumbPixels = 240

// newAlbum reads pictures through the page, off its goroutine.
func newAlbum(c *shell.Context, photos Photos) *widget.Album {
	return widget.NewAlbum(func(hash string, done func(image.Image, error)) {
		var picture image.Image
		c.Do(func(ctx context.Context) (err error) {
			if picture, err = photos.Thumb(ctx, hash, thumbPixels); err == nil {
				picture = widget.Cover(picture, 2*thumbWidth, 2*thumbHeight)
			}
			return err
		}, func(err error) { done(picture, err) })
	})
}

const thumbWidth, thumbHeight = 96, 72

// thumb is one picture of 96 × 72 with how many there are.
type thumb struct {
	fw.BaseWidget
	hash   string
	ground *widget.Panel
	none   *canvas.Image // where there is no picture
	image  *canvas.Image
	more   *widget.Badge
}

func newThumb() *thumb {
	t := &thumb{image: canvas.NewImageFromImage(nil), none: canvas.NewImageFromResource(theme.IconIn("camera", theme.Border)), more: widget.NewBadge("", theme.Ink)}
	t.image.FillMode = canvas.ImageFillContain
	t.ground = widget.NewPanel(theme.Skeleton, widget.Space(thumbHeight))
	t.ExtendBaseWidget(t)
	return t
}

// show shows the picture once the album has it.
func (t *thumb) show(album *widget.Album, hash string, n int) {
	t.hash = hash
	var picture image.Image
	if hash != "" {
		picture, _ = album.Picture(hash, func() {
			if t.hash == hash {
				t.show(album, hash, n)
			}
		})
	}
	t.image.Image = picture
	t.image.Hidden, t.none.Hidden = picture == nil, hash != ""
	t.more.SetText(strconv.Itoa(n))
	t.more.Hidden = n < 2
	t.image.Refresh()
	t.Refresh()
}

// CreateRenderer lays the number over the picture.
func (t *thumb) CreateRenderer() fyne.WidgetRenderer { return thumbRenderer{t} }

type thumbRenderer struct{ *thumb }

func (r thumbRenderer) Layout(size fyne.Size) {
	y := (size.Height - thumbHeight) / 2
	for _, o := range []fyne.CanvasObject{r.ground, r.image} {
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(thumbWidth, thumbHeight))
	}
	const icon = 28
	r.none.Move(fyne.NewPos((thumbWidth-icon)/2, y+(thumbHeight-icon)/2))
	r.none.Resize(fyne.NewSquareSize(icon))
	side := r.more.MinSize()
	r.more.Move(fyne.NewPos(4, y+thumbHeight-22))
	r.more.Resize(fyne.NewSize(side.Width, 18))
}

func (r thumbRenderer) MinSize() fyne.Size { return fyne.NewSize(thumbWidth, thumbHeight) }
func (r thumbRenderer) Destroy()           {}
func (r thumbRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.none, r.image, r.more}
}
func (r thumbRenderer) Refresh() {
	r.Layout(r.thumb.Size())
	r.none.Resource = theme.IconIn("camera", theme.Border)
	r.none.Refresh()
	r.ground.Refresh()
	r.more.Refresh()
}

// pickPhoto asks for pictures of what fails at the current item.
func (wk *walk) pickPhoto() {
	if !wk.open() || !wk.ready() {
		return
	}
	wk.c.Pick(shell.Pick{Kind: "photo", Title: wk.c.W.T("inspect.entry.pick"), Types: shell.PhotoTypes, Several: true, Done: func(paths []string) {
		for _, path := range paths {
			wk.addPicture(pictureAt(storage.NewFileURI(path)))
		}
	}})
}

// ready makes sure that there is something for a picture to belong to: the entry
// that is open, or the current item's last defect, or a new entry.
func (wk *walk) ready() bool {
	if wk.entry != nil {
		return true
	}
	i := wk.panes.items.Current()
	if i < 0 || i >= len(wk.rows) {
		return false
	}
	if wk.counts[wk.rows[i].place()] == 0 {
		wk.openEntry(wk.rows[i])
	}
	return true
}

// takeFiles takes what was dropped upon the window; false where nothing is being
// inspected that it could belong to.
func (wk *walk) takeFiles(files []fyne.URI) bool {
	if !wk.shown || !wk.open() || !wk.ready() {
		return false
	}
	for _, uri := range files {
		wk.addPicture(pictureAt(uri))
	}
	return true
}

// picture is a file that somebody picked or dropped.
type picture struct {
	name string
	open func() (io.ReadCloser, error)
}

func pictureAt(uri fyne.URI) picture {
	return picture{name: filepath.Base(uri.Path()), open: func() (io.ReadCloser, error) { return shell.OpenFile(uri.Path()) }}
}

// addPicture keeps a picture off the screen's goroutine, and links it to the entry
// that was open, or to the defect that this became, or to the current item's last.
func (wk *walk) addPicture(pic picture) {
	target := wk.entry
	var late *evidence
	if target == nil {
		i := wk.panes.items.Current()
		if d, ok := wk.lastDefect(wk.rows[i]); ok {
			late = &evidence{defect: d}
		}
	} else {
		target.reading(pic.name)
	}
	var hash string
	wk.c.Do(func(ctx context.Context) error {
		in, err := pic.open()
		if err != nil {
			return app.Refuse("disk.missing", "what", pic.name)
		}
		defer in.Close()
		hash, err = wk.p.Photos.Put(ctx, in, strings.TrimSpace(pic.name))
		return err
	}, func(err error) {
		switch {
		case err != nil:
			if target != nil {
				target.arrived(pic.name, "")
			}
			wk.c.Fail(err)
		case target != nil:
			target.arrived(pic.name, hash)
		case late != nil:
			wk.link(late.defect, hash)
		}
	})
}

// errorNaming is a refusal to show a picture, about the file that somebody chose: the store
// knows pictures by their hash alone.
func errorNaming(err error, file string) error {
	var r *app.Refusal
	if errors.As(err, &r) && strings.HasPrefix(r.Code, "photo.") {
		return app.Refuse(r.Code, "name", file)
	}
	return err
}
