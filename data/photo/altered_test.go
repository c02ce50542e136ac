package photo_test

import (
	"bytes"
	"context"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/data/photo"
)

// What somebody puts in a preview's place is never shown and never printed, be it a
// picture, another picture's preview, or one that was sealed for another site: the
// preview is made of the picture again. A check tells of it, once.
func TestAlteredPreviewsAreNeverShown(t *testing.T) {
	ctx := context.Background()
	white := image.NewGray(image.Rect(0, 0, 256, 192))
	for i := range white.Pix {
		white.Pix[i] = 255
	}
	var forged bytes.Buffer
	if err := jpeg.Encode(&forged, white, nil); err != nil {
		t.Fatal(err)
	}
	elsewhere := t.TempDir()
	foreign, err := photo.New(elsewhere, bytes.Repeat([]byte{9}, 32))
	if err != nil {
		t.Fatal(err)
	}
	defer foreign.Close()
	source := asJPEG(t, quarters(800, 600))
	if _, err := foreign.Thumb(ctx, put(t, foreign, source, "x").Hash, photo.Large); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(path string) error{
		"another picture":           func(path string) error { return os.WriteFile(path, forged.Bytes(), 0o600) },
		"another under the old end": func(path string) error { return spliced(path, forged.Bytes()) },
		"a large one as the small":  func(path string) error { return copied(strings.Replace(path, "-256.", "-1600.", 1), path) },
		"one of another site's": func(path string) error {
			below, err := filepath.Rel(filepath.Dir(filepath.Dir(filepath.Dir(path))), path)
			if err != nil {
				return err
			}
			return copied(filepath.Join(elsewhere, "previews", below), path)
		},
		"a folder": func(path string) error { return replaced(path, func() error { return os.Mkdir(path, 0o700) }) },
		"a link": func(path string) error {
			return replaced(path, func() error { return os.Symlink(strings.Replace(path, "-256.", "-1600.", 1), path) })
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			p := put(t, s, source, "x")
			want, err := s.ThumbJPEG(ctx, p.Hash, photo.Thumbnail)
			if err != nil {
				t.Fatal(err)
			}
			all := files(t, filepath.Join(dir, "previews"))
			i := slices.IndexFunc(all, func(path string) bool { return strings.HasSuffix(path, "-256.jpg") })
			if err := spoil(all[i]); err != nil {
				t.Fatal(err)
			}
			if got, err := s.ThumbJPEG(ctx, p.Hash, photo.Thumbnail); err != nil || !bytes.Equal(got, want) {
				t.Errorf("another picture was shown: %v", err)
			}
			if name != "a folder" { // which is in the way of the new one
				if found, err := s.Check(ctx, slices.Values([]string{p.Hash})); len(found) > 0 || err != nil {
					t.Errorf("what was made again is found altered: %v, %v", found, err)
				}
				if err := spoil(all[i]); err != nil {
					t.Fatal(err)
				}
			}
			found, err := s.Check(ctx, slices.Values([]string{p.Hash}))
			if err != nil || !slices.Equal(found, []photo.Finding{{Hash: p.Hash, Code: photo.PreviewAltered}}) {
				t.Errorf("found %v, %v", found, err)
			}
			if found, err := s.Check(ctx, slices.Values([]string{p.Hash})); len(found) > 0 || err != nil {
				t.Errorf("found once more: %v, %v", found, err)
			}
			if got, err := s.ThumbJPEG(ctx, p.Hash, photo.Thumbnail); err != nil || !bytes.Equal(got, want) {
				t.Errorf("after the check another picture was shown: %v", err)
			}
		})
	}
}

// spliced puts another picture before the seal that is there.
func spliced(path string, picture []byte) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(slices.Clone(picture), b[len(b)-32:]...), 0o600)
}

func copied(from, to string) error {
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o600)
}

func replaced(path string, by func() error) error {
	if err := os.Remove(path); err != nil {
		return err
	}
	return by()
}

// Of an original that was altered no preview is made.
func TestAlteredOriginalsAreNeverShown(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	s := open(t, dir)
	p := put(t, s, asJPEG(t, quarters(800, 600)), "x")
	s.Close() // what was put is not made in the background any more
	if err := os.RemoveAll(filepath.Join(dir, "previews")); err != nil {
		t.Fatal(err)
	}
	other := asJPEG(t, quarters(640, 480))
	if err := os.WriteFile(files(t, filepath.Join(dir, "files"))[0], other, 0o600); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	_, err := s.Preview(ctx, p.Hash)
	refused(t, err, photo.Altered)
	_, err = s.ThumbJPEG(ctx, p.Hash, photo.Large)
	refused(t, err, photo.Altered)
}

// Previews of versions that did not seal them are no sign of anybody's hand: they go,
// and are made anew.
func TestPreviewsOfEarlierVersionsGo(t *testing.T) {
	dir := t.TempDir()
	old := filepath.Join(dir, "thumbs", "ab")
	if err := os.MkdirAll(old, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(old, "cd-256.jpg"), []byte("\xff\xd8 a preview \xff\xd9"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := photo.New(dir, []byte("key"))
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := os.Lstat(filepath.Join(dir, "thumbs")); !os.IsNotExist(err) {
		t.Errorf("they are still there: %v", err)
	}
}
