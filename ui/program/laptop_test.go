package program

import (
	"context"
	"path/filepath"
	"testing"

	"keyday/app"
	"keyday/data/backup"
	"keyday/data/keyring"
	"keyday/data/laptop"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/command"
)

// A site with a start passphrase opens with it alone, in the window and for
// commands beside it; the backup by the clock goes on, and what was restored from
// it has no such passphrase.
func TestStartPassphrase(t *testing.T) {
	ctx := context.Background()
	o, team := plain(t)
	dir, l := o.store.Dir(), laptop.Lock{Store: o.store}
	chief := inRole(team, app.Supervisor)
	const secret, other = "七月的钥匙在门垫下", "八月的钥匙在花盆里"
	refused := func(err error, code string) {
		t.Helper()
		if app.RefusalCode(err) != code || (code == "") != (err == nil) {
			t.Errorf("%v, want %q", err, code)
		}
	}
	refused(l.SetPassphrase(chief, "", secret), "")
	refused(l.SetPassphrase(chief, other, other), "keyring.passphrase_wrong")
	folder := t.TempDir()
	refused(o.backups.SetPlan(chief, app.BackupPlan{Folder: folder, Hourly: true}, "backup passphrase"), "")
	_, err := o.backups.Make(ctx, nil)
	refused(err, "")
	// A command reads beside the window that is open.
	_, err = program{}.Open(ctx, dir, command.Reading)
	refused(err, keyring.PassphraseNeeded)
	t.Setenv(laptop.StartPassphrase, other)
	_, err = program{}.Open(ctx, dir, command.Reading)
	refused(err, keyring.PassphraseWrong)
	t.Setenv(laptop.StartPassphrase, secret)
	reading, err := program{}.Open(ctx, dir, command.Reading)
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
	_, err = o.backups.Make(ctx, nil)
	refused(err, "")
	made, _ := filepath.Glob(filepath.Join(folder, "*"+backup.Ending))
	if len(made) == 0 {
		t.Fatal("no backup was made")
	}
	restored := filepath.Join(t.TempDir(), "restored")
	if _, err := records.Restore(ctx, made[0], restored, store.Restoring{Passphrase: "backup passphrase"}); err != nil {
		t.Fatal(err)
	}
	again, err := openSite(ctx, catalogue(), restored, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	again.Close()
	l = laptop.Lock{Store: o.store}
	refused(l.SetPassphrase(chief, secret, ""), "")
	if l.Locked() {
		t.Error("the passphrase was not removed")
	}
}
