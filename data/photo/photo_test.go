package photo_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyday/data/photo"
)

// However the camera was held, the picture stands upright, in its size too.
func TestUprightByEXIF(t *testing.T) {
	ctx := context.Background()
	upright := quarters(400, 240)
	for orientation := 0; orientation <= 9; orientation++ { // 0 and 9 are no orientations
		t.Run(fmt.Sprint(orientation), func(t *testing.T) {
			s := open(t, t.TempDir())
			stored := turned(upright, orientation)
			p := put(t, s, held(asJPEG(t, stored), uint16(orientation)), "IMG_0042.JPG")
			if p.Width != 400 || p.Height != 240 || p.Format != "jpeg" || p.NoPreview != "" {
				t.Errorf("kept as %+v", p)
			}
			for _, size := range []photo.Size{photo.Thumbnail, photo.Large} {
				img, err := s.Thumb(ctx, p.Hash, size)
				if err != nil {
					t.Fatal(err)
				}
				b := img.Bounds()
				for i, at := range [4][2]int{{b.Dx() / 8, b.Dy() / 8}, {b.Dx() * 7 / 8, b.Dy() / 8}, {b.Dx() * 7 / 8, b.Dy() * 7 / 8}, {b.Dx() / 8, b.Dy() * 7 / 8}} {
					if got := img.At(at[0], at[1]); !near(got, corners[i]) {
						t.Errorf("%d: corner %d is %v", size, i, got)
					}
				}
			}
		})
	}
}

// Previews keep the shape, are never larger than the picture, and come in two
// sizes from every format.
func TestPreviews(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name          string
		picture       []byte
		format        string
		small, larger image.Point
	}{
		{"a camera's", asJPEG(t, quarters(4000, 3000)), "jpeg", image.Pt(256, 192), image.Pt(1600, 1200)},
		{"a strip", asJPEG(t, quarters(5000, 40)), "jpeg", image.Pt(256, 2), image.Pt(1600, 13)},
		{"a small one", asPNG(t, quarters(30, 20)), "png", image.Pt(30, 20), image.Pt(30, 20)},
		{"an odd one", asJPEG(t, quarters(1023, 1537)), "jpeg", image.Pt(170, 256), image.Pt(1023, 1537)},
		{"one pixel", asPNG(t, quarters(1, 1)), "png", image.Pt(1, 1), image.Pt(1, 1)},
		{"see-through", asPNG(t, image.NewNRGBA(image.Rect(0, 0, 300, 300))), "png", image.Pt(256, 256), image.Pt(300, 300)},
		{"grey", asJPEG(t, image.NewGray(image.Rect(0, 0, 640, 480))), "jpeg", image.Pt(256, 192), image.Pt(640, 480)},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			p := put(t, s, c.picture, "x")
			small, err := s.Small(ctx, p.Hash)
			if err != nil {
				t.Fatal(err)
			}
			large, err := s.Preview(ctx, p.Hash)
			if err != nil {
				t.Fatal(err)
			}
			if p.Format != c.format || small.Bounds().Size() != c.small || large.Bounds().Size() != c.larger {
				t.Errorf("%s: %v and %v, want %v and %v", p.Format, small.Bounds().Size(), large.Bounds().Size(), c.small, c.larger)
			}
			if c.name == "see-through" {
				if r, _, _, _ := small.At(9, 9).RGBA(); r>>8 < 250 {
					t.Error("what is transparent should be white")
				}
			}
			if n := len(files(t, filepath.Join(dir, "previews"))); n != 2 {
				t.Errorf("%d previews are kept", n)
			}
		})
	}
}

// A preview that a power cut tore, or that was deleted, is made again.
func TestPreviewsMayGo(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := open(t, dir)
	p := put(t, s, asJPEG(t, quarters(800, 600)), "x")
	if _, err := s.Small(ctx, p.Hash); err != nil {
		t.Fatal(err)
	}
	for _, spoil := range []func(string) error{
		func(path string) error { return os.Truncate(path, 0) },
		func(path string) error { return os.Truncate(path, 99) },
		func(path string) error {
			return os.WriteFile(path, []byte("\xff\xd8 nothing in it \xff\xd9"), 0o600)
		},
		os.Remove,
	} {
		for _, path := range files(t, filepath.Join(dir, "previews")) {
			if err := spoil(path); err != nil {
				t.Fatal(err)
			}
		}
		img, err := s.Small(ctx, p.Hash)
		if err != nil || img.Bounds().Dx() != 256 {
			t.Fatalf("%v, %v", img, err)
		}
	}
}

func TestTheSameBytesOnce(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	picture := asJPEG(t, quarters(64, 48))
	first := put(t, s, picture, "a.jpg")
	lying := files(t, filepath.Join(dir, "files"))
	before, err := os.Stat(lying[0])
	if err != nil {
		t.Fatal(err)
	}
	again := put(t, s, picture, "b.jpg")
	after, err := os.Stat(lying[0])
	if err != nil {
		t.Fatal(err)
	}
	if again.Hash != first.Hash || again.Name != "b.jpg" || len(files(t, filepath.Join(dir, "files"))) != 1 || !os.SameFile(before, after) {
		t.Errorf("%+v and %+v, files %v", first, again, files(t, dir))
	}
	if !strings.HasSuffix(filepath.ToSlash(lying[0]), first.Hash[:2]+"/"+first.Hash[2:4]+"/"+first.Hash) || !s.Has(first.Hash) || first.Size != int64(len(picture)) {
		t.Errorf("lies in %s", lying[0])
	}
	// A torn copy of it, as a failing stick leaves, is put right by the next Put.
	if err := os.Truncate(lying[0], 10); err != nil {
		t.Fatal(err)
	}
	put(t, s, picture, "a.jpg")
	kept, err := os.ReadFile(lying[0])
	if err != nil || !bytes.Equal(kept, picture) {
		t.Errorf("%d bytes are kept, %v", len(kept), err)
	}
}

// What is no picture is refused by name, and leaves nothing behind.
func TestRefused(t *testing.T) {
	heic := []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + strings.Repeat("x", 64))
	avif := []byte("\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00avifmif1miaf" + strings.Repeat("x", 64))
	for name, c := range map[string]struct {
		content []byte
		code    string
	}{
		"empty.jpg":            {nil, photo.Empty},
		"IMG_0001.HEIC":        {heic, photo.HEIC},
		"renamed.jpg":          {heic, photo.HEIC},
		"new.avif":             {avif, photo.HEIC},
		"clip.mp4":             {[]byte("\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isomiso2avc1"), photo.NotAPicture},
		"/tmp/台账.xlsx":         {[]byte("PK\x03\x04" + strings.Repeat("x", 600)), photo.NotAPicture},
		"one byte.jpg":         {[]byte("\xff"), photo.NotAPicture},
		"text named photo.jpg": {[]byte("这不是照片"), photo.NotAPicture},
	} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			_, err := s.Put(context.Background(), bytes.NewReader(c.content), name)
			refused(t, err, c.code)
			if !strings.Contains(fmt.Sprint(err), filepath.Base(name)) || strings.Contains(fmt.Sprint(err), "/tmp/") {
				t.Errorf("does not name the file: %v", err)
			}
			if left := files(t, dir); len(left) != 0 {
				t.Errorf("left %v", left)
			}
			if _, _, err := s.Add(context.Background(), bytes.NewReader(c.content), name); err == nil {
				t.Error("Add takes it")
			}
		})
	}
}

// A folder that was dropped among photos is refused by name.
func TestFolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	folder, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	_, err = open(t, t.TempDir()).Put(context.Background(), folder, "手机 照片")
	refused(t, err, photo.Unreadable)
	if !strings.Contains(fmt.Sprint(err), "手机 照片") {
		t.Errorf("does not name it: %v", err)
	}
}

// What cannot be shown is kept all the same, whole, and said.
func TestKeptWithoutPreview(t *testing.T) {
	ctx := context.Background()
	whole := asJPEG(t, quarters(640, 480))
	bent := append([]byte{}, whole...)
	for i := len(bent) / 2; i < len(bent)/2+40; i++ {
		bent[i] = 0xFF // markers that do not belong there
	}
	wrong := asPNG(t, quarters(640, 480))
	wrong[len(wrong)/2] ^= 0x55 // its checksums no longer fit
	for name, c := range map[string]struct {
		picture []byte
		code    string
		atOnce  bool // noticed while it is kept
	}{
		"a PNG with a bit changed":  {wrong, photo.Damaged, false},
		"more than there may be":    {vast(16_000, 12_000), photo.TooLarge, true},
		"more than memory has":      {vast(100_000, 60_000), photo.TooLarge, true},
		"cut off":                   {whole[:len(whole)/2], photo.Damaged, true},
		"cut off in its head":       {whole[:90], photo.Damaged, true},
		"a PNG cut off":             {asPNG(t, quarters(640, 480))[:500], photo.Damaged, true},
		"spoilt in its middle":      {bent, photo.Damaged, true},
		"a head that promises more": {append(append([]byte{}, whole[:len(whole)-200]...), 0xFF, 0xD9), photo.Damaged, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, t.TempDir())
			p := put(t, s, c.picture, "x.jpg")
			if (p.NoPreview == c.code) != c.atOnce {
				t.Errorf("kept with %q", p.NoPreview)
			}
			hash, reason, err := s.Add(ctx, bytes.NewReader(c.picture), "x.jpg")
			if hash != p.Hash || reason != p.NoPreview || err != nil {
				t.Errorf("Add says %q, %v", reason, err)
			}
			f, err := s.Open(p.Hash)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var kept bytes.Buffer
			if kept.ReadFrom(f); !bytes.Equal(kept.Bytes(), c.picture) {
				t.Error("not kept as it came")
			}
			_, err = s.Small(ctx, p.Hash)
			if name == "a head that promises more" && err == nil {
				return // the decoder makes do with what there is
			}
			refused(t, err, c.code)
		})
	}
}

// At exactly the limit there is a preview.
func TestAHundredMegapixelsAreShown(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 100 MB and a second")
	}
	s := open(t, t.TempDir())
	p := put(t, s, vast(10_000, 10_000), "plan.png")
	img, err := s.Small(context.Background(), p.Hash)
	if err != nil || img.Bounds().Dx() != 256 || p.NoPreview != "" {
		t.Errorf("%q, %v", p.NoPreview, err)
	}
}

func TestStopped(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	_, err := s.Put(ctx, endless{func() {
		if n++; n == 5 {
			cancel()
		}
	}}, "x.jpg")
	if !errors.Is(err, context.Canceled) || len(files(t, dir)) != 0 {
		t.Errorf("%v, left %v", err, files(t, dir))
	}
	p := put(t, s, asJPEG(t, quarters(2000, 1500)), "x.jpg")
	if _, err := s.Small(ctx, p.Hash); err != nil && !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits, yet %v", err)
	}
}

// Names that other laptops and rows bring never become paths.
func TestOnlyHashesAreOpened(t *testing.T) {
	ctx := context.Background()
	s := open(t, t.TempDir())
	for _, hash := range []string{"", "..", "../../etc/passwd", strings.Repeat("a", 63), strings.Repeat("g", 64), strings.Repeat("A", 64), strings.Repeat("0", 64)} {
		_, err := s.Open(hash)
		refused(t, err, photo.Missing)
		_, err = s.Small(ctx, hash)
		refused(t, err, photo.Missing)
		if s.Has(hash) {
			t.Errorf("has %q", hash)
		}
	}
}

func TestKeepTakesAnyFile(t *testing.T) {
	ctx := context.Background()
	s := open(t, t.TempDir())
	f, err := s.Keep(ctx, strings.NewReader("%PDF-1.7 …"), "/home/wang/JF-01-00001.pdf")
	if err != nil || f.Name != "JF-01-00001.pdf" || !s.Has(f.Hash) {
		t.Fatalf("%+v, %v", f, err)
	}
	_, err = s.Small(ctx, f.Hash)
	refused(t, err, photo.NotAPicture)
	_, err = s.Keep(ctx, strings.NewReader(""), "x.pdf")
	refused(t, err, photo.Empty)
}

func TestShowKeepsNothing(t *testing.T) {
	img, err := photo.Show(bytes.NewReader(held(asJPEG(t, turned(quarters(400, 240), 6)), 6)), "x.jpg", photo.Thumbnail)
	if err != nil || img.Bounds().Size() != image.Pt(256, 154) || !near(img.At(10, 10), corners[0]) {
		t.Errorf("%v, %v", img, err)
	}
	_, err = photo.Show(strings.NewReader(""), "x.jpg", photo.Thumbnail)
	refused(t, err, photo.Empty)
	_, err = photo.Show(bytes.NewReader(vast(16_000, 12_000)), "x.png", photo.Thumbnail)
	refused(t, err, photo.TooLarge)
}

// Many at once, the same and others: each is kept and shown once.
func TestManyAtOnce(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := open(t, dir)
	pictures := [][]byte{asJPEG(t, quarters(900, 700)), asJPEG(t, quarters(700, 900)), asPNG(t, quarters(500, 500))}
	errs := make(chan error)
	const times = 24
	for i := range times {
		go func() {
			p, err := s.Put(ctx, bytes.NewReader(pictures[i%3]), "x")
			if err == nil {
				_, err = s.Small(ctx, p.Hash)
			}
			errs <- err
		}()
	}
	for range times {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if n := len(files(t, filepath.Join(dir, "files"))); n != 3 {
		t.Errorf("%d files", n)
	}
}
