package store_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"os"
	"path/filepath"
	"testing"

	"keyday/data/records"
	"keyday/data/store"
)

// Who was erased on this laptop stays erased in whatever is restored on it, though the
// site that knew is gone and the one who restores names nobody.
func TestErasuresOutliveTheSite(t *testing.T) {
	ctx := context.Background()
	dir, options := marked(t)
	s, err := records.Open(ctx, dir, options)
	if err != nil {
		t.Fatal(err)
	}
	unit := unitIn(building("3"), 1, 1).ID
	file := backedUp(t, s)
	if err := s.Erase(ctx, chief.Actor(), buyer.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(filepath.Join(options.Marks, siteID.String()+store.ErasedEnding))
	if err != nil || bytes.Contains(list, buyer.ID[:]) || bytes.Contains(list, []byte(buyer.Name)) {
		t.Fatalf("the list says who: %q, %v", list, err)
	}
	again := filepath.Join(t.TempDir(), "另一个名字")
	if _, err := records.Restore(ctx, file, again, store.Restoring{Passphrase: passphrase, Options: store.Options{Marks: options.Marks}}); err != nil {
		t.Fatal(err)
	}
	r := openIn(t, again)
	owners, err := r.OwnersOf(ctx, unit)
	if err != nil || len(owners) != 1 || owners[0].Owner.Name != "" || owners[0].Owner.Phone != "" {
		t.Errorf("%+v, %v", owners, err)
	}
	if r := verified(t, r, store.Checking{}); !r.OK() || !noted(r, "verify.absent") {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
	// A line that nobody with the site's key wrote erases nobody.
	if err := os.WriteFile(filepath.Join(options.Marks, siteID.String()+store.ErasedEnding), []byte("bm8gc3VjaCB0aGluZw==\nx\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	third := filepath.Join(t.TempDir(), "third")
	if _, err := records.Restore(ctx, file, third, store.Restoring{Passphrase: passphrase, Options: store.Options{Marks: options.Marks}}); err != nil {
		t.Fatal(err)
	}
	if owners, err := openIn(t, third).OwnersOf(ctx, unit); err != nil || owners[0].Owner.Name != buyer.Name {
		t.Errorf("%+v, %v", owners, err)
	}
}

// Of the list outside only lines count that the site's own key wrote, and that say who, by
// whom and when: whatever else stands in it is passed over, and the others hold.
func TestTheListOfWhoWasErased(t *testing.T) {
	dir, options := marked(t)
	s, err := records.Open(context.Background(), dir, options)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	line := func(b []byte) string { return base64.StdEncoding.EncodeToString(b) + "\n" }
	said := append(append(append([]byte(nil), buyer.ID[:]...), chief.ID[:]...), 0, 0, 1, 0x90, 0, 0, 0, 0)
	own := line(s.Ring().SealSite(said, store.ErasedIn))
	for name, c := range map[string]struct {
		list string
		want int
	}{
		"nothing":                   {"", 0},
		"one":                       {own, 1},
		"no base64":                 {"***\n" + own, 1},
		"of another key":            {line([]byte("no such thing, be it ever so long as to look like one of them")) + own, 1},
		"sealed for something else": {line(s.Ring().SealSite(said, []byte("else"))) + own, 1},
		"too short":                 {line(s.Ring().SealSite(said[:39], store.ErasedIn)) + own, 1},
		"too long":                  {line(s.Ring().SealSite(append(said, 0), store.ErasedIn)) + own, 1},
		"empty":                     {line(s.Ring().SealSite(nil, store.ErasedIn)) + "\n\n" + own, 1},
	} {
		if err := os.WriteFile(s.Outside().ErasedFile(siteID), []byte(c.list), 0o600); err != nil {
			t.Fatal(err)
		}
		all := s.Outside().Erased(s.Store)
		if len(all) != c.want || c.want > 0 && (all[0].Person != buyer.ID || all[0].By != chief.ID || all[0].At.UnixMilli() != 0x190_0000_0000) {
			t.Errorf("%s: %v", name, all)
		}
	}
}

// Where a reader keeps the log, the key's remains cannot be taken out of the file yet:
// that is said, and done at the next opening.
func TestEraseBesideAReader(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	lived(t, s)
	var envelope []byte
	if err := s.Reader().QueryRow("SELECT body FROM envelope WHERE person = ?", buyer.ID[:]).Scan(&envelope); err != nil {
		t.Fatal(err)
	}
	begun, err := s.Reader().BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	var n int
	if err := begun.QueryRow("SELECT count(*) FROM op").Scan(&n); err != nil {
		t.Fatal(err)
	}
	refused(t, s.Erase(ctx, chief.Actor(), buyer.ID), "person.remains")
	if err := begun.Rollback(); err != nil {
		t.Fatal(err)
	}
	s = reopen(t, s)
	for _, beside := range []string{"", "-wal"} {
		if content, err := os.ReadFile(filepath.Join(s.Dir(), store.SiteFile+beside)); err == nil && bytes.Contains(content, envelope) {
			t.Errorf("the key is still in site.db%s", beside)
		}
	}
	if o := ownerOf(t, s, buyer.ID); o.Name != "" {
		t.Errorf("read as %+v", o)
	}
}

// Where the list beside the sites cannot be written, the erasure is committed and said to
// be, and the site is opened all the same.
func TestErasureWhereNothingIsNotedOutside(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "marks")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	options := store.Options{Clock: ticking(), Random: seeded(2), Marks: filepath.Join(file, "below a file")}
	open := func() *records.Store {
		s, err := records.Open(context.Background(), s.Dir(), options)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	s = open()
	refused(t, s.Erase(context.Background(), chief.Actor(), buyer.ID), "person.unnoted")
	if o := ownerOf(t, s, buyer.ID); o.Name != "" {
		t.Errorf("not erased: %+v", o)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open()
	defer s.Close()
	if !warned(s, "person.unnoted") {
		t.Errorf("warned of %v", s.Warnings())
	}
}
