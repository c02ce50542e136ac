package program

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/adrg/xdg"

	"keyday/app"
	"keyday/data/backup"
	"keyday/data/keyring"
	"keyday/data/laptop"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/command"
	"keyday/ui/screen"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

func TestTheTasteOfALaptopIsKept(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	for env, want := range map[string]words.Language{"en_US.UTF-8": words.English, "zh_CN.UTF-8": words.Chinese, "": words.Chinese} {
		for _, name := range []string{"KEYDAY_LANG", "LC_ALL", "LC_MESSAGES"} {
			t.Setenv(name, "")
		}
		t.Setenv("LANG", env)
		if got := readTaste(); got.language != want || !got.size.IsZero() {
			t.Errorf("in %q a first window speaks %s, %v", env, got.language, got.size)
		}
	}
	t.Setenv("LANG", "en_US.UTF-8")
	liked := taste{language: words.Chinese, mode: theme.Dark, textSize: 1.25, size: screen.Size{Width: 1093, Height: 590}}
	liked.keep()
	t.Setenv("KEYDAY_LANG", "zh")
	if got := readTaste(); got.language != words.Chinese || got.mode != liked.mode {
		t.Errorf("KEYDAY_LANG asks for Chinese: %+v", got)
	}
	t.Setenv("KEYDAY_LANG", "")
	if got := readTaste(); got != liked {
		t.Errorf("kept %+v, read %+v", liked, got)
	}
}

// A site with a start passphrase opens with it alone, in the window and for
// commands beside it; the backup by the clock goes on, and what was restored from
// it has no such passphrase.
func TestStartPassphrase(t *testing.T) {
	ctx := context.Background()
	o, team := plain(t)
	dir, l := o.store.Dir(), thisLaptop{&program{site: o}}
	chief := inRole(team, app.Supervisor)
	const secret, other = "七月的钥匙在门垫下", "八月的钥匙在花盆里"
	refused := func(err error, code string) {
		t.Helper()
		if app.RefusalCode(err) != code || (code == "") != (err == nil) {
			t.Errorf("%v, want %q", err, code)
		}
	}
	refused(l.SetPassphrase(app.Actor{Name: "李强", Role: app.Handover}, "", secret), "permission.missing")
	refused(l.SetPassphrase(chief, "", "七月"), "keyring.passphrase_short")
	refused(l.SetPassphrase(chief, "", secret), "")
	refused(l.SetPassphrase(chief, other, other), "keyring.passphrase_wrong")
	folder := t.TempDir()
	refused(o.backups().SetPlan(chief, backup.Plan{Folder: folder, Hourly: true}, "backup passphrase"), "")
	_, err := o.backups().Make(ctx, nil)
	refused(err, "")
	// A command reads beside the window that is open.
	_, err = house{}.Open(ctx, dir, command.Reading)
	refused(err, keyring.PassphraseNeeded)
	t.Setenv(laptop.StartPassphrase, other)
	_, err = house{}.Open(ctx, dir, command.Reading)
	refused(err, keyring.PassphraseWrong)
	t.Setenv(laptop.StartPassphrase, secret)
	reading, err := house{}.Open(ctx, dir, command.Reading)
	refused(err, "")
	reading.Close()
	o.Close()
	// The second start: what is refused leaves the site free for the next try.
	for given, code := range map[string]string{"": keyring.PassphraseNeeded, other: keyring.PassphraseWrong} {
		_, err := openSite(ctx, catalogue(), dir, store.Options{Passphrase: given})
		refused(err, code)
	}
	o, err = openSite(ctx, catalogue(), dir, store.Options{Passphrase: secret})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	_, err = o.backups().Make(ctx, nil)
	refused(err, "")
	made, _ := filepath.Glob(filepath.Join(folder, "*"+backup.Ending))
	if len(made) == 0 {
		t.Fatal("no backup was made")
	}
	restored := filepath.Join(t.TempDir(), "restored")
	if _, err := records.Restore(ctx, made[0], restored, "backup passphrase", store.Restoring{}); err != nil {
		t.Fatal(err)
	}
	again, err := openSite(ctx, catalogue(), restored, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
	l = thisLaptop{&program{site: o}}
	refused(l.SetPassphrase(chief, secret, ""), "")
	if l.Locked() {
		t.Error("the passphrase was not removed")
	}
}

// A backup that was made before somebody was erased does not bring them back.
func TestRestoringKeepsErasures(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	ctx := context.Background()
	o, team := plain(t)
	defer o.Close()
	chief := inRole(team, app.Supervisor)
	laptop.Remember("锦绣花园", o.store.Dir(), false)
	all, err := o.store.Units(ctx)
	if err != nil {
		t.Fatal(err)
	}
	owners, err := o.store.OwnersOf(ctx, all[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "before.keyday")
	if _, err := o.store.Backup(ctx, o.photos, backup, "backup passphrase", nil); err != nil {
		t.Fatal(err)
	}
	if err := o.store.Erase(ctx, chief, owners[0].Owner.ID); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(t.TempDir(), "restored")
	made, err := (house{}).Restore(ctx, backup, "backup passphrase", restored, func(int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(made.Notes, func(n *app.Refusal) bool { return n.Code == "site.restored_erased" && n.Args["n"] == "1" }) {
		t.Errorf("said of it: %v", made.Notes)
	}
	again, err := openSite(ctx, catalogue(), restored, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	then, err := again.store.OwnersOf(ctx, all[0].ID)
	if err != nil || len(then) != 1 || then[0].Owner.Name != "" {
		t.Errorf("restored %+v, %v", then, err)
	}
	if report, err := again.store.Verify(ctx, store.Checking{}); err != nil || !report.OK() {
		t.Errorf("%+v, %v", report.Differences, err)
	}
}
