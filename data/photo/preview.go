package photo

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"io"
	"os"
	"runtime"
	"strconv"
	"sync"

	"keyday/app"
	"keyday/data/fault"
	"keyday/data/frugal"
)

// Size is the longer edge of a preview in pixels.
type Size int

// The two sizes that are kept on the disk.
const (
	Thumbnail Size = 256   // in lists and grids
	Large     Size = 1_600 // on the whole screen and on paper
)

// previewSlots is how many previews are made at the same time; the background
// takes one, so that what someone is waiting for always finds another.
const previewSlots = 2

const previewQuality = 82

// Thumb is the picture, upright, its longer edge at most size pixels (Thumbnail
// or Large). It is read from the disk where it was made before; else it is made
// now, which takes up to a second: call it off the window's goroutine.
//
// It refuses with Missing, Damaged, TooLarge or NotAPicture, and returns the
// context's error once nobody waits any more.
func (s *Store) Thumb(ctx context.Context, hash string, size Size) (image.Image, error) {
	b, err := s.ThumbJPEG(ctx, hash, size)
	if err != nil {
		return nil, err
	}
	img, err := jpeg.Decode(bytes.NewReader(b))
	if err == nil {
		return img, nil
	}
	if b, err = s.remake(ctx, hash, size); err != nil {
		return nil, err
	}
	return jpeg.Decode(bytes.NewReader(b))
}

// ThumbJPEG is Thumb as a JPEG file, for paper and reports. What it answers was made of
// the picture of that hash, now or under the seal that says so.
func (s *Store) ThumbJPEG(ctx context.Context, hash string, size Size) ([]byte, error) {
	if !isHash(hash) {
		return nil, app.Refuse(Missing, "hash", hash)
	}
	if b, ok := s.kept(hash, size); ok && b != nil {
		return b, nil
	}
	return s.remake(ctx, hash, size)
}

func (s *Store) remake(ctx context.Context, hash string, size Size) ([]byte, error) {
	m, err := s.make(ctx, hash)
	if err != nil {
		return nil, err
	}
	return m.of(size), nil
}

func (s *Store) previewPath(hash string, size Size) string {
	return spread(s.previews, hash) + "-" + strconv.Itoa(int(size.made())) + ".jpg"
}

// made is the size on the disk that serves a wish.
func (s Size) made() Size {
	if s <= Thumbnail {
		return Thumbnail
	}
	return Large
}

// making is one picture's previews while they are made, and their result.
type making struct {
	done         chan struct{}
	small, large []byte
	err          error
}

func (m *making) of(size Size) []byte {
	if size.made() == Thumbnail {
		return m.small
	}
	return m.large
}

// make makes both previews of a picture; who asks for one in the making waits
// for it.
func (s *Store) make(ctx context.Context, hash string) (*making, error) {
	s.mu.Lock()
	if err := s.failed[hash]; err != nil {
		s.mu.Unlock()
		return nil, err
	}
	m := s.making[hash]
	if m == nil {
		m = &making{done: make(chan struct{})}
		s.making[hash] = m
		s.runs.Add(1)
		go s.run(hash, m)
	}
	s.mu.Unlock()
	select {
	case <-m.done:
		return m, m.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (s *Store) run(hash string, m *making) {
	defer s.runs.Done()
	s.slots <- struct{}{}
	m.small, m.large, m.err = s.render(hash)
	<-s.slots
	s.mu.Lock()
	delete(s.making, hash)
	if code := app.RefusalCode(m.err); code == Damaged || code == TooLarge || code == NotAPicture {
		s.failed[hash] = m.err // the content of a hash never changes: nor will this
	}
	s.mu.Unlock()
	close(m.done)
}

// render opens the picture once and makes the small preview from the large one.
func (s *Store) render(hash string) (small, large []byte, err error) {
	f, err := s.Open(hash)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	if err := requireUnaltered(context.Background(), f, hash); err != nil {
		return nil, nil, err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, nil, fault.Translate(err, hash)
	}
	facts, err := inspect(f)
	if err != nil {
		return nil, nil, fault.Translate(err, hash)
	}
	img, err := open(f, facts, Large)
	if err != nil {
		return nil, nil, errorWithName(err, hash)
	}
	if large, err = s.cache(img, hash, Large); err != nil {
		return nil, nil, err
	}
	small, err = s.cache(fit(img, int(Thumbnail)), hash, Thumbnail)
	return small, large, err
}

// cache answers the preview as a JPEG and keeps it on the disk where that can be
// done; a full disk costs time later, not the preview.
func (s *Store) cache(img image.Image, hash string, size Size) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: previewQuality}); err != nil {
		return nil, err
	}
	s.keepPreview(hash, size, b.Bytes())
	return b.Bytes(), nil
}

// Show opens a picture that is not in the store, such as one being taken or a
// sealed scan, upright and its longer edge at most size pixels. It refuses with
// Empty, HEIC, NotAPicture, Damaged or TooLarge, and keeps nothing.
func Show(r io.ReadSeeker, name string, size Size) (image.Image, error) {
	head := make([]byte, sniffSize)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fault.Translate(err, name)
	}
	if err := requireAcceptable(head[:n], name); err != nil {
		return nil, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, fault.Translate(err, name)
	}
	facts, err := inspect(r)
	if err != nil {
		return nil, fault.Translate(err, name)
	}
	img, err := open(r, facts, size)
	if err != nil {
		return nil, errorWithName(err, name)
	}
	return img, nil
}

// large lets large pictures be opened one at a time: each may take all that there is.
var large sync.Mutex

// open decodes, scales and sets upright. Anyone may have made the file: a decoder
// that panics must not end the program, and what it takes is known before.
func open(r io.ReadSeeker, f facts, size Size) (img *image.RGBA, err error) {
	switch {
	case f.format == "" || f.format == "heic":
		return nil, app.Refuse(NotAPicture)
	case f.noPreview != "":
		return nil, app.Refuse(f.noPreview)
	}
	defer frugal.Begin()()
	if f.large() {
		large.Lock()
		defer large.Unlock()
		runtime.GC()       // what lies about beside it would be too much
		defer runtime.GC() // as it would be beside the next
	}
	defer func() {
		if recover() != nil {
			img, err = nil, app.Refuse(Damaged)
		}
	}()
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	decoded, _, err := image.Decode(r)
	if isFault(err) {
		return nil, err
	}
	if err != nil {
		return nil, app.Refuse(Damaged)
	}
	return upright(fit(decoded, int(size)), f.orientation), nil
}

// errorWithName completes a refusal with the picture it speaks of.
func errorWithName(err error, name string) error {
	if code := app.RefusalCode(err); code != "" {
		return app.Refuse(code, "name", name)
	}
	return fault.Translate(err, name)
}

// enqueue asks for previews in the background. Where more are waiting than the
// queue holds, they are made when somebody looks.
func (s *Store) enqueue(hash string) {
	select {
	case s.queue <- hash:
	default:
	}
}

// background makes previews as pictures come, after it has taken away those of earlier
// versions, which nothing trusts and verification would call altered.
func (s *Store) background(ctx context.Context, unsealed string) {
	defer close(s.done)
	_ = os.RemoveAll(unsealed)
	for {
		select {
		case <-ctx.Done():
			return
		case hash := <-s.queue:
			if b, ok := s.kept(hash, Thumbnail); !ok || b == nil {
				_, _ = s.make(ctx, hash) // whoever looks at the picture is told why
			}
		}
	}
}
