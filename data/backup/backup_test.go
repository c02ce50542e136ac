package backup

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/keyring"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
)

// ofSite makes backups of a new site, whose supervisor answers.
func ofSite(t *testing.T) (Backups, app.Actor) {
	t.Helper()
	t.Setenv(keyring.KeepVariable, "file")
	chief := staff.Person{ID: app.DerivedID(app.Nil, "王敏"), Name: "王敏", Role: app.Supervisor, PIN: "pin"}
	s, err := records.Create(t.Context(), filepath.Join(t.TempDir(), "site"), records.Founding{
		Site: site.Site{Name: "锦绣花园"}, Communities: []site.Community{{Name: "锦绣花园"}}, Supervisor: chief, Lane: "01",
	}, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	photos, err := photo.New(s.Dir(), s.Ring().Previews())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(photos.Close)
	return Backups{Store: s, Photos: photos}, chief.Actor()
}

// A backup goes where the plan says, under its passphrase; the folder keeps the
// newest of the site and every other file.
func TestBackups(t *testing.T) {
	b, chief := ofSite(t)
	stick := t.TempDir()
	if _, err := b.Make(t.Context(), nil); app.RefusalCode(err) != "backup.unplanned" {
		t.Errorf("without a plan: %v", err)
	}
	if err := b.SetPlan(chief, app.BackupPlan{Folder: filepath.Join(stick, "gone")}, ""); app.RefusalCode(err) != "disk.missing" {
		t.Errorf("a folder that is not there: %v", err)
	}
	if err := b.SetPlan(chief, app.BackupPlan{Hourly: true}, "correct horse"); app.RefusalCode(err) != "backup.folder_missing" {
		t.Errorf("every hour to nowhere: %v", err)
	}
	if err := b.SetPlan(chief, app.BackupPlan{Folder: stick, Closing: true}, ""); app.RefusalCode(err) != "backup.passphrase_missing" {
		t.Errorf("at closing under no passphrase: %v", err)
	}
	if err := b.SetPlan(chief, app.BackupPlan{Folder: stick}, "short"); app.RefusalCode(err) != "backup.passphrase_short" {
		t.Errorf("a short passphrase: %v", err)
	}
	if err := b.SetPlan(chief, app.BackupPlan{Folder: stick, Hourly: true, Closing: true}, "correct horse"); err != nil {
		t.Fatal(err)
	}
	if plan := b.Plan(); !plan.Secret || !plan.Hourly || !plan.Closing || plan.Folder != stick {
		t.Errorf("the plan is %+v", plan)
	}
	if !b.Plan().Beside {
		t.Error("that it lies on the site's own disk is not told")
	}
	// The stick that was there when the plan was made is not any more: its folder is.
	apart := b.planned()
	apart.Apart = true
	if err := b.keep(apart); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Make(t.Context(), nil); app.RefusalCode(err) != "disk.missing" || mustGlob(stick) != 0 {
		t.Errorf("a stick that was pulled out: %v", err)
	}
	if err := b.SetPlan(chief, b.Plan(), ""); err != nil {
		t.Fatal(err)
	}
	kept := b.Store.Preference(planKey)
	if b.planned().Passphrase == "" || strings.Contains(kept, "correct") {
		t.Errorf("the passphrase lies in the open: %q", kept)
	}
	for n := range Kept + 3 {
		name := fmt.Sprintf("锦绣花园-2020-01-%02d-080000%s", n+1, Ending)
		if err := os.WriteFile(filepath.Join(stick, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	others := filepath.Join(stick, "锦绣花园二期-2020-01-01-080000"+Ending)
	if err := os.WriteFile(others, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if lacking, err := b.AtClosing(); err != nil || len(lacking) > 0 {
		t.Fatal(err)
	}
	at, path := b.Last()
	if at.IsZero() || filepath.Dir(path) != stick {
		t.Errorf("the last backup is %s of %v", path, at)
	}
	all, _ := filepath.Glob(filepath.Join(stick, "*"+Ending))
	if len(all) != Kept+1 || !slices.Contains(all, others) || !slices.Contains(all, path) {
		t.Errorf("%d backups stay: %v", len(all), all)
	}
	if b.Due() {
		t.Error("a backup is due right after one")
	}
	if _, err := b.AtClosing(); err != nil || mustGlob(stick) != Kept+1 {
		t.Error("closing backs up what has not changed")
	}
	restored, err := records.Restore(t.Context(), path, filepath.Join(t.TempDir(), "again"), store.Restoring{Passphrase: "correct horse"})
	if err != nil || restored.Name != "锦绣花园" {
		t.Errorf("restored %+v, %v", restored, err)
	}
}

// The backup just made stays, whatever the clock said when the others were.
func TestBackupsAfterTheClockWasSetBack(t *testing.T) {
	b, chief := ofSite(t)
	stick := t.TempDir()
	if err := b.SetPlan(chief, app.BackupPlan{Folder: stick, Closing: true}, "correct horse"); err != nil {
		t.Fatal(err)
	}
	for n := range Kept {
		name := fmt.Sprintf("锦绣花园-2099-01-%02d-080000%s", n+1, Ending)
		if err := os.WriteFile(filepath.Join(stick, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if lacking, err := b.AtClosing(); err != nil || len(lacking) > 0 {
		t.Fatal(err)
	}
	_, path := b.Last()
	if _, err := os.Stat(path); err != nil || mustGlob(stick) != Kept {
		t.Errorf("%v, %d backups stay", err, mustGlob(stick))
	}
	if _, err := os.Stat(filepath.Join(stick, "锦绣花园-2099-01-01-080000"+Ending)); err == nil {
		t.Error("the oldest stays")
	}
}

func mustGlob(dir string) int {
	all, _ := filepath.Glob(filepath.Join(dir, "*"+Ending))
	return len(all)
}

// A backup by command never takes the place of something, nor lies where it would be
// lost with the site.
func TestWhereABackupByCommandMayGo(t *testing.T) {
	site, elsewhere := t.TempDir(), t.TempDir()
	below := filepath.Join(site, "files", "ab")
	if err := os.MkdirAll(below, 0o700); err != nil {
		t.Fatal(err)
	}
	notes := filepath.Join(elsewhere, "notes.txt")
	if err := os.WriteFile(notes, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{
		filepath.Join(elsewhere, "a.keyday"): "",
		notes:                                "backup.exists",
		elsewhere:                            "backup.is_folder",
		filepath.Join(site, "a.keyday"):      "backup.in_site",
		filepath.Join(below, "a.keyday"):     "backup.in_site",
		filepath.Join(elsewhere, "none", "a.keyday"):       "disk.missing",
		filepath.Join(notes, "a.keyday"):                   "disk.no_folder",
		filepath.Join(elsewhere, strings.Repeat("a", 300)): "disk.bad_name",
	} {
		if err := checkFree(site, file); app.RefusalCode(err) != want {
			t.Errorf("%s: %v, want %q", file, err, want)
		}
	}
}

// The plan that the first version kept, a preference for each part of it, is the plan still.
func TestThePlanOfTheFirstVersion(t *testing.T) {
	b, _ := ofSite(t)
	if plan := b.Plan(); plan != (app.BackupPlan{}) || b.Store.Preference(planKey) != "" {
		t.Fatalf("of none it makes %+v", plan)
	}
	stick := t.TempDir()
	sealed := base64.StdEncoding.EncodeToString(b.Store.Ring().SealSite([]byte("correct horse"), []byte("backup.passphrase")))
	for key, value := range map[string]string{
		"backup.folder": stick, "backup.passphrase": sealed, "backup.hourly": "yes", "backup.closing": "", "backup.apart": "yes",
	} {
		if err := b.Store.SetPreference(key, value); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 { // read as it was, and then as it was taken over
		if plan := b.Plan(); plan != (app.BackupPlan{Folder: stick, Secret: true, Hourly: true}) {
			t.Errorf("it reads %+v", plan)
		}
		if secret, err := b.passphrase(); err != nil || secret != "correct horse" {
			t.Errorf("under %q, %v", secret, err)
		}
	}
	if b.Store.Preference(planKey) == "" || b.Store.Preference("backup.folder") != "" {
		t.Error("it was not taken over")
	}
}

// A backup that lacks a file names it; the last one that lacked nothing stays, however old
// it is: it may have the file.
func TestTheLastWholeBackupStays(t *testing.T) {
	b, chief := ofSite(t)
	stick := t.TempDir()
	if err := b.SetPlan(chief, app.BackupPlan{Folder: stick, Closing: true}, "correct horse"); err != nil {
		t.Fatal(err)
	}
	old := func(day int) string { return fmt.Sprintf("锦绣花园-2020-01-%02d-080000%s", day, Ending) }
	for n := range Kept + 3 {
		if err := os.WriteFile(filepath.Join(stick, old(n+1)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	there := func(name string) bool {
		_, err := os.Stat(filepath.Join(stick, name))
		return err == nil
	}
	if err := b.Store.SetPreference(lastWhole, old(2)); err != nil {
		t.Fatal(err)
	}
	about, err := b.Store.Site(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	about.Logo = strings.Repeat("9f", 32)
	if err := b.Store.Do(t.Context(), chief, "site.put", func(tx *records.Tx) error { return tx.PutSite(about) }); err != nil {
		t.Fatal(err)
	}
	lacking, err := b.AtClosing()
	if err != nil || len(lacking) != 1 || lacking[0].Code != "photo.missing" || lacking[0].Args["of"] != "锦绣花园" {
		t.Fatalf("lacks %v, %v", lacking, err)
	}
	if there(old(1)) || !there(old(2)) || there(old(3)) || !there(old(5)) {
		t.Error("the last whole backup went with the oldest")
	}
	about.Logo = ""
	if err := b.Store.Do(t.Context(), chief, "site.put", func(tx *records.Tx) error { return tx.PutSite(about) }); err != nil {
		t.Fatal(err)
	}
	if lacking, err = b.Make(t.Context(), nil); err != nil || len(lacking) > 0 {
		t.Errorf("a whole one lacks %v, %v", lacking, err)
	}
	if _, path := b.Last(); there(old(2)) || b.Store.Preference(lastWhole) != filepath.Base(path) {
		t.Error("an older whole one stays beside a newer")
	}
}

// What is to be told at the next start is kept until it is told otherwise.
func TestTheNoteOfABackup(t *testing.T) {
	b, _ := ofSite(t)
	for _, note := range []string{"", "上次备份没有做成。", ""} {
		if err := b.SetNote(note); err != nil || b.Note() != note {
			t.Errorf("%q is kept as %q, %v", note, b.Note(), err)
		}
	}
}
