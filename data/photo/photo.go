// Package photo keeps pictures and other files by the hash of their content, and
// makes upright previews of the pictures.
//
// A file lies at <data>/files/ab/cd/<sha256>, is written once and never
// changed; the rows and operations that speak of it hold only the hash. A file
// comes to lie there before its row does, so a crash between the two leaves a
// file that no row names, never a row without its file. Previews lie in
// <data>/previews and may be deleted at any time. A preview counts only under its
// seal, and a picture is opened only as what its hash says: what somebody put in
// the place of either is never shown.
//
// ui/program and the other packages of data may import it; it imports app,
// data/durable, data/fault and data/leftover.
package photo

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/leftover"
)

// The refusals of this package, besides those of data/fault. Each names the file
// in "name", or in "hash" once it is kept.
const (
	Empty       = "photo.empty"         // no bytes at all
	HEIC        = "photo.heic"          // what iPhones write by default; nothing here can show it
	Unreadable  = "photo.unreadable"    // a folder, or a file that nobody can read
	NotAPicture = "photo.not_a_picture" // neither JPEG, PNG, GIF, WebP nor BMP
	Damaged     = "photo.damaged"       // kept, but a part is missing or unreadable: no preview
	TooLarge    = "photo.too_large"     // kept, but opening it takes more memory than there may be: no preview
	Missing     = "photo.missing"       // no file of this hash on this laptop
	Altered     = "photo.altered"       // the file's content is no longer its hash
	NoFile      = "photo.no_file"       // in the file's place, or its folder's, lies a folder, a link, a pipe, a device
	Oversized   = "photo.oversized"     // larger than any file that is kept

	PreviewAltered = "photo.preview_altered" // a preview is not the one that was made of the picture
	PreviewsAside  = "photo.previews_aside"  // what lay in place of the folder of previews was put aside
)

// mostFile is how large a file may be that is kept; a camera's are a tenth of that. One
// that claims more, be it of holes, is altered, which need not be found by reading it.
const mostFile = 256 << 20

// The folders under the site's.
const (
	filesFolder    = "files"
	previewsFolder = "previews"
	unsealedFolder = "thumbs" // where earlier versions kept previews, without a seal
)

// Picture is a picture that Put has kept.
type Picture struct {
	File
	Format        string // jpeg, png, gif, webp, bmp
	Width, Height int    // pixels, upright; 0 where the head is damaged
	NoPreview     string // Damaged or TooLarge, or empty where there is a preview
}

// File is any file that the store has kept.
type File struct {
	Hash string // SHA-256 of the content, 64 hex digits
	Size int64  // bytes
	Name string // the file's name where it came from, for people only
}

// Store is a site's pictures and files. It is safe for use by several
// goroutines.
type Store struct {
	files, previews string
	key             []byte // under which previews are sealed
	warnings        []*app.Refusal

	slots  chan struct{} // previews in the making
	mu     sync.Mutex
	making map[string]*making
	failed map[string]error
	runs   sync.WaitGroup // previews that are being made

	queue chan string // pictures just put, for the background
	stop  context.CancelFunc
	done  chan struct{}
}

// New opens the pictures and files under the site's folder, making the folders
// where they lack. Previews are sealed under the key; without one none is kept.
func New(data string, key []byte) (*Store, error) {
	s := &Store{
		key:      key,
		files:    filepath.Join(data, filesFolder),
		previews: filepath.Join(data, previewsFolder),
		slots:    make(chan struct{}, previewSlots),
		making:   map[string]*making{},
		failed:   map[string]error{},
		queue:    make(chan string, 256),
		done:     make(chan struct{}),
	}
	if err := durable.MkdirAll(s.files); err != nil {
		return nil, fault.Translate(err, s.files)
	}
	s.roomForPreviews()
	nobodys := (*leftover.Notes)(nil) // pictures are not noted: an hour is long for one
	nobodys.SweepOld(s.files, ".keyday-*.tmp", time.Hour)
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	go s.background(ctx, filepath.Join(data, unsealedFolder))
	return s, nil
}

// Warnings are what opening found that people should hear of.
func (s *Store) Warnings() []*app.Refusal { return s.warnings }

// Close stops the background and waits for the previews in the making; those it
// had not come to are made when asked for.
func (s *Store) Close() {
	s.stop()
	<-s.done
	s.runs.Wait()
}

// Put keeps a picture. When it returns nil the file outlives a power cut;
// putting the same bytes again changes nothing. The preview is made in the
// background.
//
// It refuses with Empty, Unreadable, HEIC, NotAPicture, Oversized and the refusals of
// data/fault. What is damaged or too large is kept all the same, and NoPreview says
// so.
func (s *Store) Put(ctx context.Context, r io.Reader, name string) (Picture, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head, err := in.Peek(sniffSize)
	if err != nil && !errors.Is(err, io.EOF) {
		if err = fault.Translate(err, name); app.RefusalCode(err) == "" || app.RefusalCode(err) == fault.NoFile {
			err = app.Refuse(Unreadable, "name", filepath.Base(name))
		}
		return Picture{}, err
	}
	if err := requireAcceptable(head, name); err != nil {
		return Picture{}, err
	}
	picture := Picture{}
	picture.File, err = s.keep(ctx, in, name, func(f *os.File) error {
		facts, err := inspect(f)
		if err != nil {
			return err
		}
		picture.Format, picture.NoPreview = facts.format, facts.noPreview
		picture.Width, picture.Height = facts.uprightSize()
		return nil
	})
	if err != nil {
		return Picture{}, err
	}
	if picture.NoPreview == "" {
		s.enqueue(picture.Hash)
	}
	return picture, nil
}

// Keep keeps any file: a sealed PDF, a sealed scan, a workbook. It promises what
// Put does, and refuses with Empty, Oversized and the refusals of data/fault.
func (s *Store) Keep(ctx context.Context, r io.Reader, name string) (File, error) {
	return s.keep(ctx, r, name, func(*os.File) error { return nil })
}

func (s *Store) keep(ctx context.Context, r io.Reader, name string, look func(*os.File) error) (File, error) {
	name = filepath.Base(name)
	temp, err := durable.Create(s.files)
	if err != nil {
		return File{}, fault.Translate(err, name)
	}
	defer temp.Discard()
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(temp, sum), io.LimitReader(stoppable{ctx, r}, mostFile+1))
	switch {
	case err != nil:
		return File{}, fault.Translate(err, name)
	case size == 0:
		return File{}, app.Refuse(Empty, "name", name)
	case size > mostFile:
		return File{}, app.Refuse(Oversized, "name", name, "most", strconv.Itoa(mostFile>>20))
	}
	if _, err := temp.Seek(0, io.SeekStart); err != nil {
		return File{}, fault.Translate(err, name)
	}
	if err := look(temp.File); err != nil {
		return File{}, fault.Translate(err, name)
	}
	file := File{Hash: hex.EncodeToString(sum.Sum(nil)), Size: size, Name: name}
	path := s.path(file.Hash)
	if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && info.Size() == size {
		return file, nil
	}
	if err := durable.MkdirAll(filepath.Dir(path)); err != nil {
		return File{}, fault.Translate(err, name)
	}
	if err := temp.Commit(path); err != nil {
		return File{}, fault.Translate(err, name)
	}
	return file, nil
}

// Open opens a kept file for reading; the caller closes it. It refuses with
// Missing, NoFile and Altered.
func (s *Store) Open(hash string) (*os.File, error) {
	if err := s.requireFile(hash); err != nil {
		return nil, err
	}
	f, err := durable.Open(s.path(hash))
	if err != nil {
		return nil, fault.Translate(err, hash)
	}
	return f, nil
}

// requireFile refuses where no file of this hash lies, before it is opened: opening a pipe
// waits for whoever writes into it, and a link leads anywhere.
func (s *Store) requireFile(hash string) error {
	if !isHash(hash) {
		return app.Refuse(Missing, "hash", hash)
	}
	info, err := os.Lstat(s.path(hash))
	switch {
	case errors.Is(err, os.ErrNotExist):
		return app.Refuse(Missing, "hash", hash)
	case err != nil:
		if err = fault.Translate(err, hash); app.RefusalCode(err) == fault.NoFolder {
			err = app.Refuse(NoFile, "hash", hash)
		}
		return err
	case !info.Mode().IsRegular():
		return app.Refuse(NoFile, "hash", hash)
	case info.Size() > mostFile:
		return app.Refuse(Altered, "hash", hash)
	}
	return nil
}

func (s *Store) path(hash string) string { return spread(s.files, hash) }

// spread puts a file two folders down by its first digits, so that no folder
// grows beyond what file managers open.
func spread(root, hash string) string {
	return filepath.Join(root, hash[:2], hash[2:4], hash)
}

// isHash keeps paths out of what rows and other laptops name.
func isHash(s string) bool {
	if len(s) != hex.EncodedLen(sha256.Size) {
		return false
	}
	for _, c := range s {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// stoppable ends a long copy once its context is over.
type stoppable struct {
	ctx context.Context
	r   io.Reader
}

func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.r.Read(p)
}
