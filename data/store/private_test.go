package store_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/sheet"
	"keyday/data/store"
)

var (
	phoneNumber  = regexp.MustCompile(`1[3-9]\d{9}`)
	landline     = regexp.MustCompile(`0\d{2,3}-?\d{7,8}`)
	identityCard = regexp.MustCompile(`\d{17}[\dXx]`)
)

// secretsOf lists every phone and ID number that stands in a workbook's cells, as
// it is written there and in plain digits.
func secretsOf(t testing.TB, path string, into map[string]bool) {
	t.Helper()
	book, err := sheet.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range book.Sheets {
		for _, row := range page.Rows {
			for _, cell := range row {
				text := store.Normal(strings.NewReplacer(" ", "", "-", "").Replace(cell.Text))
				for _, form := range []*regexp.Regexp{phoneNumber, identityCard} {
					for _, secret := range form.FindAllString(text, -1) {
						into[secret], into[strings.ToUpper(secret)] = true, true
					}
				}
				for _, secret := range landline.FindAllString(cell.Text, -1) {
					into[secret] = true
				}
			}
		}
	}
}

// A site with the owners of both sample workbooks holds no phone, ID number or
// address of theirs in the clear: not in the database, its log, the laptop's own
// file, the files, or a backup; not while it is open, nor afterwards.
func TestNothingPrivateOnTheDisk(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	secrets := map[string]bool{}
	for _, name := range []string{ledgerSample, listSample} {
		secretsOf(t, sample(name), secrets)
		importFile(t, s, sample(name))
	}
	fromCells := len(secrets)
	do(t, s, "owner.put", func(tx *records.Tx) error { return tx.PutOwner(buyer) }) // an address, which the samples have few of
	addresses := 0
	owners, err := store.List(s.At(ctx), owners, "ORDER BY id")
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range owners {
		for _, secret := range []string{o.Phone, o.Phone2, o.IDNo, o.Address} {
			if secret != "" {
				secrets[secret] = true
			}
		}
		if o.Address != "" {
			addresses++
		}
	}
	t.Logf("%d owners, %d secrets in the cells, %d in all, %d addresses", len(owners), fromCells, len(secrets), addresses)
	if fromCells < 400 || addresses < 1 {
		t.Fatalf("the test looks for %d secrets and %d addresses: it would find nothing", fromCells, addresses)
	}
	// Their changes and their going go through the log too.
	do(t, s, "owner.put", func(tx *records.Tx) error { o := owners[0]; o.Phone = buyer.Phone; return tx.PutOwner(o) })
	if err := s.Erase(ctx, chief.Actor(), owners[1].ID); err != nil {
		t.Fatal(err)
	}
	verified(t, s, store.Checking{})
	backup := filepath.Join(t.TempDir(), "backup.keyday")
	if _, err := s.Backup(ctx, openPhotos(t, s), backup, passphrase, nil); err != nil {
		t.Fatal(err)
	}
	found := grep(t, secrets, s.Dir(), backup) // with its write-ahead log
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	found = append(found, grep(t, secrets, s.Dir())...)
	restored := filepath.Join(t.TempDir(), "restored")
	if _, err := records.Restore(ctx, backup, restored, store.Restoring{Passphrase: passphrase}); err != nil {
		t.Fatal(err)
	}
	found = append(found, grep(t, secrets, restored)...)
	for _, f := range found {
		t.Error(f)
	}
	// And the test can find: an owner's name, which people search for, is there.
	names := map[string]bool{owners[2].Name: true}
	if len(grep(t, names, s.Dir())) == 0 {
		t.Error("not even a name is found: the test looks in the wrong place")
	}
	// But of who was erased not even that.
	if gone := grep(t, map[string]bool{owners[1].Name: true}, s.Dir()); len(gone) > 0 && !sharesName(owners, 1) {
		t.Errorf("of who was erased: %v", gone)
	}
}

func sharesName(owners []site.Owner, i int) bool {
	for j, o := range owners {
		if j != i && strings.Contains(o.Name, owners[i].Name) {
			return true
		}
	}
	return false
}

// Nobody else who uses the laptop may read a site, even in a folder that is open to
// all: not its files, nor what is made beside them while it is open.
func TestOthersMayNotRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps who may read with the folder")
	}
	t.Setenv("KEYDAY_KEYS", "file")
	dir := t.TempDir()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s := createIn(t, dir)
	lived(t, s)
	openPhotos(t, s)
	look := func(when string) {
		t.Helper()
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || path == dir {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s, %s is %v", when, d.Name(), info.Mode())
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	look("open")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	look("closed")
	for _, name := range []string{store.SiteFile, store.DeviceFile} { // as a site of another Keyday, or one that was copied, comes
		if err := os.Chmod(filepath.Join(dir, name), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s = openIn(t, dir)
	lived(t, s)
	look("opened again")
}

// A verification or a backup that was killed leaves a copy of the site; the next
// Keyday that opens it takes the copy away, but not one that is being made.
func TestLeftCopiesAreSwept(t *testing.T) {
	s := newStore(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	yesterday := time.Now().Add(-24 * time.Hour)
	for name, old := range map[string]bool{".verify-1": true, ".backup-1": true, ".verify-2": false} {
		left := filepath.Join(s.Dir(), name)
		if err := os.Mkdir(left, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(left, store.SiteFile), []byte(buyer.Name), 0o600); err != nil {
			t.Fatal(err)
		}
		if old {
			if err := os.Chtimes(left, yesterday, yesterday); err != nil {
				t.Fatal(err)
			}
		}
	}
	openIn(t, s.Dir())
	left, err := filepath.Glob(filepath.Join(s.Dir(), ".*"))
	if err != nil || len(left) != 1 || filepath.Base(left[0]) != ".verify-2" {
		t.Errorf("left: %v, %v", left, err)
	}
}

// grep reads every file below the places and answers where a secret stands, in
// UTF-8 or GB 18030.
func grep(t testing.TB, secrets map[string]bool, places ...string) (found []string) {
	t.Helper()
	files := 0
	for _, place := range places {
		err := filepath.WalkDir(place, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			files++
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			content = bytes.ToUpper(content)
			for secret := range secrets {
				for _, form := range forms(secret) {
					if bytes.Contains(content, form) {
						found = append(found, filepath.Base(path)+" holds "+secret)
						break
					}
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files == 0 {
		t.Fatal("no file was read")
	}
	return found
}

func forms(secret string) [][]byte {
	secret = strings.ToUpper(secret)
	all := [][]byte{[]byte(secret)}
	if gb, err := simplifiedchinese.GB18030.NewEncoder().String(secret); err == nil && gb != secret {
		all = append(all, []byte(gb))
	}
	return all
}

func TestErase(t *testing.T) {
	ctx := context.Background()
	s := newStore(t)
	units, _ := lived(t, s)
	refused(t, s.Erase(ctx, walker.Actor(), buyer.ID), "permission.missing")
	refused(t, s.Erase(ctx, chief.Actor(), app.ID{88}), "record.unknown")
	if err := s.Erase(ctx, chief.Actor(), buyer.ID); err != nil {
		t.Fatal(err)
	}
	refused(t, s.Erase(ctx, chief.Actor(), buyer.ID), "person.erased")
	shown, err := s.OwnersOf(ctx, units[0].ID)
	if err != nil || len(shown) != 1 || shown[0].Owner != (site.Owner{ID: buyer.ID}) {
		t.Errorf("%+v, %v", shown, err)
	}
	for _, q := range []string{"欧阳", "oyjy", "5678"} {
		if hits, _, err := s.Search(ctx, q, true); err != nil || len(hits) > 0 {
			t.Errorf("%q finds %v, %v", q, hits, err)
		}
	}
	err = s.Do(ctx, chief.Actor(), "owner.put", func(tx *records.Tx) error { return tx.PutOwner(buyer) })
	refused(t, err, "person.erased")
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Error(r.Differences)
	}
	s = reopen(t, s)
	if r := verified(t, s, store.Checking{}); !r.OK() {
		t.Errorf("after reopening: %v", r.Differences)
	}
	if found := grep(t, map[string]bool{buyer.Name: true, buyer.Phone: true, buyer.IDNo: true}, s.Dir()); len(found) > 0 {
		t.Errorf("left on the disk: %v", found)
	}
}
