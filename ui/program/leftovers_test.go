package program

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/adrg/xdg"

	"keyday/app"
	"keyday/app/privacy"
	"keyday/data/keyring"
	"keyday/data/laptop"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/command"
	"keyday/ui/paper/office"
	"keyday/ui/words"
)

// mainVariable makes the test binary be Keyday, with the arguments that it holds.
const mainVariable, stateVariable = "KEYDAY_TEST_MAIN", "KEYDAY_TEST_STATE"

// No test writes into the folders of who runs it.
func TestMain(m *testing.M) {
	if args := os.Getenv(mainVariable); args != "" {
		os.Exit(Run(context.Background(), strings.Split(args, "\n")))
	}
	if os.Getenv(stateVariable) != "" { // a process of a test's
		os.Exit(m.Run())
	}
	state, err := os.MkdirTemp("", "keyday-test-")
	if err != nil {
		panic(err)
	}
	os.Setenv(stateVariable, "own")
	os.Setenv("XDG_STATE_HOME", state)
	xdg.Reload()
	code := m.Run()
	os.RemoveAll(state)
	os.Exit(code)
}

// ownHome is a folder of the test's own in which everything lies that Keyday writes:
// what the user has, keeps in state and cache, and the system's temporary folder.
func ownHome(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	t.Cleanup(xdg.Reload)
	for name, folder := range map[string]string{
		"XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache", "TMPDIR": "tmp", "TMP": "tmp", "TEMP": "tmp",
	} {
		folder = filepath.Join(home, folder)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		t.Setenv(name, folder)
	}
	xdg.Reload()
	return home
}

// atWork is what a process of its own is killed in the middle of.
type atWork struct {
	home, site string
	actor      app.Actor
	document   app.ID
}

const passphraseOfBackups = "backup passphrase"

// works are the works, and of what each leaves something.
var works = map[string]struct {
	do     func(t *testing.T, w atWork)
	leaves []string
}{
	"restore": {func(t *testing.T, w atWork) {
		program{}.Restore(t.Context(), filepath.Join(w.home, "before.keyday"), passphraseOfBackups, filepath.Join(w.home, "again"), func(int, int) { die() })
	}, []string{".again.half"}},
	"rehearse": {func(t *testing.T, w atWork) {
		program{}.Rehearse(t.Context(), filepath.Join(w.home, "practice"), small, func(int, int, string) { die() })
	}, []string{".practice.half"}},
	"backup": {func(t *testing.T, w atWork) {
		w.open(t).Backup(t.Context(), w.actor, filepath.Join(w.home, "stick", "next.keyday"), passphraseOfBackups, func(int, int) { die() })
	}, []string{".backup-*", ".keyday-*.tmp"}},
	"open a paper": {func(t *testing.T, w atWork) {
		s := w.open(t)
		s.opened.office.Printer = dying{}
		s.opened.office.Print(t.Context(), w.actor, office.Order{Document: w.document, To: office.ToViewer})
	}, []string{"keyday-papers-*", "*.pdf"}},
	"print into a file": {func(t *testing.T, w atWork) {
		s := w.open(t)
		s.opened.office.PrintCounter = dying{}
		s.Print(t.Context(), w.actor, w.document, words.Chinese, command.Into{File: filepath.Join(w.home, "stick", "a.pdf")})
	}, []string{".keyday-*.tmp"}},
}

func (w atWork) open(t *testing.T) commandSite {
	s, err := program{}.Open(t.Context(), w.site, command.Writing)
	if err != nil {
		t.Fatal(err)
	}
	return s.(commandSite)
}

// The process that is killed; TestNothingIsLeftOfAKill starts it.
func TestKilledAtWork(t *testing.T) {
	work := os.Getenv("KEYDAY_TEST_WORK")
	if work == "" {
		t.Skip("started by another test")
	}
	document, err := app.ParseID(os.Getenv("KEYDAY_TEST_DOCUMENT"))
	if err != nil {
		t.Fatal(err)
	}
	home := os.Getenv("KEYDAY_TEST_HOME")
	works[work].do(t, atWork{home, filepath.Join(home, "site"), app.Actor{Name: "王敏", Role: app.Supervisor}, document})
	t.Fatal("still alive")
}

// Whatever Keyday is killed in the middle of, after the next start nothing of it is
// left, wherever that was, and the site is as it was.
func TestNothingIsLeftOfAKill(t *testing.T) {
	for work, w := range works {
		t.Run(work, func(t *testing.T) {
			dir, actor, document := agreedSite(t)
			home := filepath.Dir(dir)
			if err := os.Mkdir(filepath.Join(home, "stick"), 0o700); err != nil {
				t.Fatal(err)
			}
			backUpOnce(t, dir, actor, filepath.Join(home, "before.keyday"))
			child := exec.Command(os.Args[0], "-test.run", "^TestKilledAtWork$")
			child.Env = append(os.Environ(), "KEYDAY_TEST_WORK="+work, "KEYDAY_TEST_HOME="+home, "KEYDAY_TEST_DOCUMENT="+document.String())
			if out, err := child.CombinedOutput(); err == nil || bytes.Contains(out, []byte("still alive")) {
				t.Fatalf("the child was not killed: %s", out)
			}
			for _, pattern := range w.leaves {
				if len(named(t, home, pattern)) == 0 {
					t.Fatalf("no %s is left: the process was not killed in the middle of it", pattern)
				}
			}
			for _, half := range named(t, home, ".*.half") {
				_, err := openSite(t.Context(), catalogue(), half, store.Options{ReadOnly: true})
				if app.RefusalCode(err) != "site.half_made" {
					t.Errorf("the half-made site answers %v", err)
				}
			}
			again := exec.Command(os.Args[0])
			again.Env = append(os.Environ(), mainVariable+"="+strings.Join([]string{"--data", dir, "verify"}, "\n"))
			if out, err := again.CombinedOutput(); err != nil {
				t.Errorf("at the next start: %v, %s", err, out)
			}
			for _, pattern := range []string{".*.half", ".keyday-*.tmp", ".backup-*", ".verify-*", "keyday-*-*", "*.pdf", "*.path", "*.lock"} {
				left := slices.DeleteFunc(named(t, home, pattern), func(path string) bool { return filepath.Base(path) == "site.lock" })
				if len(left) > 0 {
					t.Errorf("after the next start there is %v", left)
				}
			}
		})
	}
}

// backUpOnce gives the site a file, and makes a backup of it.
func backUpOnce(t *testing.T, dir string, actor app.Actor, file string) {
	t.Helper()
	o := openTestSite(t, dir)
	defer o.Close()
	seen, err := o.store.SeeSite(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kept, err := o.photos.Keep(t.Context(), strings.NewReader("a logo"), "logo.png")
	if err != nil {
		t.Fatal(err)
	}
	s := seen.Value
	s.Logo = kept.Hash
	if err := o.Site.PutSite(t.Context(), actor, &seen, s); err != nil {
		t.Fatal(err)
	}
	if _, err := o.store.Backup(t.Context(), o.photos, file, passphraseOfBackups, nil); err != nil {
		t.Fatal(err)
	}
}

// named are the files and folders below the folder whose names fit.
func named(t *testing.T, dir, pattern string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if fits, _ := filepath.Match(pattern, filepath.Base(path)); fits {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// viewer is a machine that reads what it is asked to print or show.
type viewer struct{ read [][]byte }

func (v *viewer) Print(_ context.Context, path string) error {
	content, err := os.ReadFile(path)
	v.read = append(v.read, content)
	return err
}

func (v *viewer) Open(ctx context.Context, path string) error { return v.Print(ctx, path) }

// Of an owner who is erased nothing is left anywhere: not in the site, not of the papers
// that were printed and shown, not in what Keyday keeps besides; no print lies in the
// clear once the site is closed, and none can be made again.
func TestPapersGoWithTheOwner(t *testing.T) {
	dir, actor, id := agreedSite(t)
	home, ctx := filepath.Dir(dir), t.Context()
	o := openTestSite(t, dir)
	out := &viewer{}
	o.office.Printer = out
	for _, to := range []office.To{office.ToPrinter, office.ToViewer} {
		if _, err := o.office.Print(ctx, actor, office.Order{Document: id, To: to}); err != nil {
			t.Fatal(err)
		}
	}
	if len(out.read) != 2 || !bytes.HasPrefix(out.read[1], []byte("%PDF")) || len(papersOut(t)) != 2 {
		t.Fatalf("printer and viewer read %d papers, and %d lie there", len(out.read), len(papersOut(t)))
	}
	if n := len(named(t, dir, "*.pdf")); n > 0 {
		t.Errorf("%d papers lie in the site's folder", n)
	}
	d, err := o.store.Document(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	var owner app.ID
	err = o.store.Do(ctx, actor, "test.end", func(tx *records.Tx) error {
		shares, err := tx.OwnershipsEverOfUnit(d.Unit)
		if err != nil {
			return err
		}
		share := shares[len(shares)-1]
		for _, one := range shares {
			if !one.Ended {
				share = one
			}
		}
		owner, share.Ended = share.Owner, true
		return tx.PutOwnership(share)
	})
	if err != nil {
		t.Fatal(err)
	}
	saved := map[string]string{"本周": `{"chip":"open"}`, ownerName + "的房": `{}`, "来电": `{"where":[{"column":"text","part":"138 0000-6621"}]}`}
	for name, view := range saved {
		if err := o.store.SaveView(ctx, "defects", name, view); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.Privacy.Erase(ctx, actor, d.Unit, owner, "no reason"); app.RefusalCode(err) != "privacy.reason_missing" || len(papersOut(t)) != 2 {
		t.Errorf("%v, and %d papers are out", err, len(papersOut(t)))
	}
	if _, err := o.Privacy.Erase(ctx, actor, d.Unit, owner, privacy.Requested); err != nil {
		t.Fatal(err)
	}
	if n := len(papersOut(t)); n > 0 {
		t.Errorf("%d papers outlive the owner", n)
	}
	if left, err := o.store.SavedViews(ctx, "defects"); err != nil || len(left) != 1 || left["本周"] == "" {
		t.Errorf("saved views left are %v, %v", left, err)
	}
	if _, err := o.office.Print(ctx, actor, office.Order{Document: id, To: office.ToViewer}); app.RefusalCode(err) != "contract.content_erased" {
		t.Errorf("printed again: %v", err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	noneInTheClear(t, home, ownerName, ownerID, ownerPhone, ownerHome, "%PDF")
}

// Closing takes back what was put out for printer and viewer.
func TestClosingTakesPapersBack(t *testing.T) {
	dir, actor, id := agreedSite(t)
	o := openTestSite(t, dir)
	o.office.Printer = silent{}
	if _, err := o.office.Print(t.Context(), actor, office.Order{Document: id, To: office.ToViewer}); err != nil {
		t.Fatal(err)
	}
	if len(papersOut(t)) != 1 {
		t.Fatal("nothing was put out")
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	noneInTheClear(t, filepath.Dir(dir), "%PDF")
	if left := named(t, filepath.Dir(dir), "keyday-papers-*"); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
}

// What the start passphrase covers: without it nobody reads what is sealed, the contents
// of papers, or scans, and no paper lies anywhere. Names it does not cover.
func TestWhatTheStartPassphraseCovers(t *testing.T) {
	dir, actor, id := agreedSite(t)
	home, ctx := filepath.Dir(dir), t.Context()
	o := openTestSite(t, dir)
	o.office.Printer = silent{}
	const scanned, secret = "scan of 320105198801011234", "七月的钥匙在门垫下"
	scan, err := photo.Scans{Photos: o.photos, Seal: o.store, Shown: o.Privacy}.Keep(ctx, id, strings.NewReader(scanned), "扫描.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.office.Print(ctx, actor, office.Order{Document: id, To: office.ToViewer}); err != nil {
		t.Fatal(err)
	}
	if err := (laptop.Lock{Store: o.store}).SetPassphrase(actor, "", secret); err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	noneInTheClear(t, home, ownerID, ownerPhone, ownerHome, scanned, "%PDF")
	for given, code := range map[string]string{"": keyring.PassphraseNeeded, "八月的钥匙在花盆里": keyring.PassphraseWrong} {
		for _, reading := range []bool{true, false} {
			if _, err := openSite(ctx, catalogue(), dir, store.Options{Passphrase: given, ReadOnly: reading}); app.RefusalCode(err) != code {
				t.Errorf("with %q it answers %v", given, err)
			}
		}
	}
	plain := false
	for _, file := range named(t, dir, "site.db*") {
		f, err := os.ReadFile(file)
		plain = plain || err == nil && bytes.Contains(f, []byte(ownerName))
	}
	if !plain {
		t.Error("the name is not there in the clear: either the test looks in the wrong place, or README says too little")
	}
	o, err = openSite(ctx, catalogue(), dir, store.Options{Passphrase: secret})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	if d, err := o.store.Document(ctx, id); err != nil || d.Intact(records.RequireReadable) != nil {
		t.Errorf("with it, the content is not intact: %v, %v", d.Intact(records.RequireReadable), err)
	}
	if content, err := (photo.Scans{Photos: o.photos, Seal: o.store, Shown: o.Privacy}).Open(ctx, actor, id, scan); err != nil || string(content) != scanned {
		t.Errorf("with it, the scan is %q, %v", content, err)
	}
}
