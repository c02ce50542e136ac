package photo

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"keyday/app"
	"keyday/data/durable"
)

// A preview on the disk is its JPEG and, behind it, a seal under a key of the site: who
// may write into the folder and has no keys cannot put a picture in its place. What
// shows JPEGs does not mind what stands behind them.

// mostPreview is how long a preview may be: a picture of 1,600 pixels square has a
// tenth of that.
const mostPreview = 8 << 20

func (s *Store) seal(hash string, size Size, picture []byte) []byte {
	h := hmac.New(sha256.New, s.key)
	h.Write([]byte(hash + " " + strconv.Itoa(int(size.made())) + " "))
	h.Write(picture)
	return h.Sum(nil)
}

// kept is the preview that lies on the disk, nil where none does. It is not ok where
// what lies there is not what was made of the picture.
func (s *Store) kept(hash string, size Size) (picture []byte, ok bool) {
	path := s.previewPath(hash, size)
	info, err := os.Lstat(path)
	if err != nil {
		return nil, true
	}
	if !info.Mode().IsRegular() {
		return nil, false
	}
	b, err := durable.ReadFile(path, mostPreview)
	if err != nil {
		return nil, !errors.Is(err, durable.ErrTooBig)
	}
	if len(b) == 0 {
		return nil, true // a power cut: previews are renamed into place but not flushed
	}
	end := len(b) - sha256.Size
	if len(s.key) == 0 || end <= 0 || !hmac.Equal(b[end:], s.seal(hash, size, b[:end])) {
		return nil, false
	}
	return b[:end], true
}

// roomForPreviews makes the folder of previews. What lies in its place is put aside, for
// previews can be made anew; what else keeps it from being made costs time, and no picture.
func (s *Store) roomForPreviews() {
	if !errors.Is(durable.MkdirAll(s.previews), durable.ErrNoFolder) {
		return
	}
	aside := s.previews + ".aside-" + time.Now().Format("20060102T150405")
	if durable.Rename(s.previews, aside) == nil && durable.MkdirAll(s.previews) == nil {
		s.warnings = append(s.warnings, app.Refuse(PreviewsAside, "what", s.previews, "aside", aside))
	}
}

// keepPreview lays a preview on the disk where that can be done; a full disk costs time
// later, not the preview.
func (s *Store) keepPreview(hash string, size Size, picture []byte) {
	path := s.previewPath(hash, size)
	if len(s.key) == 0 || os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	f, err := durable.Create(filepath.Dir(path))
	if err != nil {
		return
	}
	defer f.Discard()
	if _, err := f.Write(bytes.Join([][]byte{picture, s.seal(hash, size, picture)}, nil)); err == nil {
		_ = f.Place(path)
	}
}

// dropAltered takes away what lies in a preview's place and is not it, and reports
// whether anything did.
func (s *Store) dropAltered(hash string) (found bool) {
	if !isHash(hash) {
		return false
	}
	for _, size := range []Size{Thumbnail, Large} {
		if _, ok := s.kept(hash, size); !ok {
			found = true
			_ = os.RemoveAll(s.previewPath(hash, size))
		}
	}
	return found
}
