package program

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyday/app"
	"keyday/data/backup"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/command"
)

// A backup by command is made under a passphrase of one's own by who may, and under the
// site's own by everybody, beside the open window too.
func TestWhoseBackupByCommand(t *testing.T) {
	o, team := plain(t)
	dir, out := o.store.Dir(), t.TempDir()
	const sites, mine = "七月的钥匙在门垫下", "我自己的口令 1234"
	n := 0
	write := func(name, passphrase string, want int, says string) string {
		t.Helper()
		n++
		file := filepath.Join(out, strings.Repeat("a", n)+backup.Ending)
		said, errs, code := typedBy(t, name, map[string]string{"KEYDAY_PIN": "2580", "KEYDAY_PASSPHRASE": passphrase}, dir, "backup", "--out", file)
		if _, err := os.Stat(file); code != want || (err == nil) != (want == command.Done) || !strings.Contains(said+errs, says) {
			t.Fatalf("%s under %q: ended with %d: %s%s", name, passphrase, code, said, errs)
		}
		return file
	}
	opens := func(file, passphrase string) {
		t.Helper()
		if _, err := records.Restore(t.Context(), file, filepath.Join(t.TempDir(), "again"), passphrase, store.Restoring{}); err != nil {
			t.Fatalf("under %q: %v", passphrase, err)
		}
	}
	write("李强", mine, command.Refused, "李强不能用自己的口令备份。请由有权限的同事（客服主管、高级主管、营销经理）")
	write("李强", "", command.Refused, "设置")
	write("王敏", "", command.Refused, "KEYDAY_PASSPHRASE")
	opens(write("王敏", mine, command.Done, ""), mine)

	if err := o.backups().SetPlan(inRole(team, app.Handover), backup.Plan{Folder: out}, mine); app.RefusalCode(err) != "permission.missing" {
		t.Fatalf("handover staff plan backups: %v", err)
	}
	if err := o.backups().SetPlan(inRole(team, app.Supervisor), backup.Plan{Folder: out}, sites); err != nil {
		t.Fatal(err)
	}
	write("李强", mine, command.Refused, "不能用自己的口令")
	opens(write("李强", "", command.Done, ""), sites)
	opens(write("李强", sites, command.Done, ""), sites)
	opens(write("王敏", mine, command.Done, ""), mine)
	if _, err := o.backups().Make(t.Context(), nil); err != nil {
		t.Errorf("the window's backup as planned: %v", err)
	}
	if err := o.store.Close(); err != nil {
		t.Fatal(err)
	}
	opens(write("李强", "", command.Done, ""), sites)
}

// A backup that lacks a file says which one, in the window, at its foot, and by command;
// the last one that lacked nothing stays, however old it is: it may have the file.
func TestABackupThatLacksAFile(t *testing.T) {
	o, team := plain(t)
	chief, stick := inRole(team, app.Supervisor), t.TempDir()
	b := o.backups()
	if err := b.SetPlan(chief, backup.Plan{Folder: stick, Closing: true}, "correct horse"); err != nil {
		t.Fatal(err)
	}
	old := func(day int) string { return fmt.Sprintf("锦绣花园-2020-01-%02d-080000%s", day, backup.Ending) }
	for n := range backup.Kept + 3 {
		if err := os.WriteFile(filepath.Join(stick, old(n+1)), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	there := func(name string) bool {
		_, err := os.Stat(filepath.Join(stick, name))
		return err == nil
	}
	if err := o.store.SetPreference("backup.whole", old(2)); err != nil {
		t.Fatal(err)
	}
	about, err := o.store.Site(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	about.Logo = strings.Repeat("9f", 32)
	if err := o.store.Do(t.Context(), chief, "site.put", func(tx *records.Tx) error { return tx.PutSite(about) }); err != nil {
		t.Fatal(err)
	}
	lacking, err := b.AtClosing()
	if err != nil || len(lacking) != 1 || lacking[0].Code != "photo.missing" {
		t.Fatalf("lacks %v, %v", lacking, err)
	}
	if note := backupNote(catalogue(), lacking, nil); note != "上次备份缺少 1 个文件，如：锦绣花园 标志。手动备份一次，可以看到全部。" {
		t.Errorf("the foot says %q", note)
	}
	if there(old(1)) || !there(old(2)) || there(old(3)) || !there(old(5)) {
		t.Error("the last whole backup went with the oldest")
	}
	said, errs, code := typedBy(t, "李强", map[string]string{"KEYDAY_PIN": "2580"}, o.store.Dir(), "backup", "--out", filepath.Join(t.TempDir(), "a.keyday"))
	if code != command.Refused || !strings.Contains(said, "备份中缺少 1 个文件") || !strings.Contains(said, "锦绣花园 标志（文件 "+about.Logo+"）：") {
		t.Errorf("ended with %d: %s%s", code, said, errs)
	}

	about.Logo = ""
	if err := o.store.Do(t.Context(), chief, "site.put", func(tx *records.Tx) error { return tx.PutSite(about) }); err != nil {
		t.Fatal(err)
	}
	if lacking, err = b.Make(t.Context(), nil); err != nil || len(lacking) > 0 || backupNote(catalogue(), lacking, err) != "" {
		t.Errorf("a whole one lacks %v, %v", lacking, err)
	}
	if _, path := b.Last(); there(old(2)) || o.store.Preference("backup.whole") != filepath.Base(path) {
		t.Error("an older whole one stays beside a newer")
	}
}
