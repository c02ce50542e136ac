package photo_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"keyday/app"
	"keyday/data/photo"
)

// A file that claims more than any that is kept, be it of holes, is altered; that is found
// without reading it, and nothing of it is taken.
func TestALargerFileIsAltered(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	p := put(t, s, asJPEG(t, quarters(64, 48)), "x.jpg")
	path := filepath.Join(dir, "files", p.Hash[:2], p.Hash[2:4], p.Hash)
	if err := os.Truncate(path, 1<<40); err != nil {
		t.Skip("no sparse files here: ", err)
	}
	if s.Has(p.Hash) {
		t.Error("it has it")
	}
	_, err := s.Open(p.Hash)
	refused(t, err, photo.Altered)
	found, err := s.Check(context.Background(), slices.Values([]string{p.Hash}))
	if err != nil || !slices.Equal(found, []photo.Finding{{Hash: p.Hash, Code: photo.Altered}}) {
		t.Errorf("found %v, %v", found, err)
	}
}

// zeros are without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// What could not be read again is not kept: the largest that is kept has 256 MB.
func TestTheLargestFile(t *testing.T) {
	s := open(t, t.TempDir())
	kept, err := s.Keep(context.Background(), io.LimitReader(zeros{}, 256<<20), "x")
	if err != nil || !s.Has(kept.Hash) {
		t.Errorf("the largest: %v", err)
	}
	_, err = s.Keep(context.Background(), zeros{}, "没有尽头.jpg")
	refused(t, err, photo.Oversized)
}

// A file where a folder should be is named, and closes the site only where it keeps
// photos from being kept; in place of the previews it is put aside, and they are made anew.
func TestAFileInPlaceOfAFolder(t *testing.T) {
	dir := t.TempDir()
	inTheWay := filepath.Join(dir, "files")
	if err := os.WriteFile(inTheWay, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := photo.New(dir, key)
	refused(t, err, "disk.no_folder")
	if what := err.(*app.Refusal).Args["what"]; what != inTheWay {
		t.Errorf("named is %s", what)
	}

	dir = t.TempDir()
	previews := filepath.Join(dir, "previews")
	if err := os.WriteFile(previews, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	p := put(t, s, asJPEG(t, quarters(64, 48)), "x.jpg")
	if _, err := s.Small(context.Background(), p.Hash); err != nil {
		t.Error(err)
	}
	if len(s.Warnings()) != 1 || s.Warnings()[0].Code != photo.PreviewsAside || s.Warnings()[0].Args["what"] != previews {
		t.Fatalf("warned of %v", s.Warnings())
	}
	if content, err := os.ReadFile(s.Warnings()[0].Args["aside"]); err != nil || string(content) != "mine" {
		t.Errorf("what was put aside holds %q, %v", content, err)
	}
	if again := open(t, dir); len(again.Warnings()) > 0 {
		t.Errorf("warned again of %v", again.Warnings())
	}
	refusedBelow(t, s, dir, p.Hash)
}

// refusedBelow puts a file in the place of a folder of photos.
func refusedBelow(t *testing.T, s *photo.Store, dir, hash string) {
	t.Helper()
	folder := filepath.Join(dir, "files", hash[:2])
	if err := os.RemoveAll(folder); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(folder, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(hash); app.RefusalCode(err) != photo.NoFile && app.RefusalCode(err) != photo.Missing { // as Windows says
		t.Errorf("opened: %v", err)
	}
	_, err := s.Put(context.Background(), bytes.NewReader(asJPEG(t, quarters(64, 48))), "x.jpg")
	refused(t, err, "disk.no_folder")
	if what := err.(*app.Refusal).Args["what"]; what != folder {
		t.Errorf("named is %s", what)
	}
}
