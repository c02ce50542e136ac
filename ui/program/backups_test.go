package program

import (
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
		if _, err := records.Restore(t.Context(), file, filepath.Join(t.TempDir(), "again"), store.Restoring{Passphrase: passphrase}); err != nil {
			t.Fatalf("under %q: %v", passphrase, err)
		}
	}
	write("李强", mine, command.Refused, "李强不能用自己的口令备份。请由有权限的同事（客服主管、高级主管、营销经理）")
	write("李强", "", command.Refused, "设置")
	write("王敏", "", command.Refused, "KEYDAY_PASSPHRASE")
	opens(write("王敏", mine, command.Done, ""), mine)

	if err := o.backups.SetPlan(inRole(team, app.Handover), app.BackupPlan{Folder: out}, mine); app.RefusalCode(err) != "permission.missing" {
		t.Fatalf("handover staff plan backups: %v", err)
	}
	if err := o.backups.SetPlan(inRole(team, app.Supervisor), app.BackupPlan{Folder: out}, sites); err != nil {
		t.Fatal(err)
	}
	write("李强", mine, command.Refused, "不能用自己的口令")
	opens(write("李强", "", command.Done, ""), sites)
	opens(write("李强", sites, command.Done, ""), sites)
	opens(write("王敏", mine, command.Done, ""), mine)
	if _, err := o.backups.Make(t.Context(), nil); err != nil {
		t.Errorf("the window's backup as planned: %v", err)
	}
	if err := o.store.Close(); err != nil {
		t.Fatal(err)
	}
	opens(write("李强", "", command.Done, ""), sites)
}

// A backup that lacks a file says which one by command, and does not end as done.
func TestABackupThatLacksAFile(t *testing.T) {
	o, team := plain(t)
	about, err := o.store.Site(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	about.Logo = strings.Repeat("9f", 32)
	if err := o.store.Do(t.Context(), inRole(team, app.Supervisor), "site.put", func(tx *records.Tx) error { return tx.PutSite(about) }); err != nil {
		t.Fatal(err)
	}
	said, errs, code := typedBy(t, "王敏", map[string]string{"KEYDAY_PIN": "2580", "KEYDAY_PASSPHRASE": "correct horse"}, o.store.Dir(), "backup", "--out", filepath.Join(t.TempDir(), "a.keyday"))
	if code != command.Refused || !strings.Contains(said, "备份中缺少 1 个文件") || !strings.Contains(said, "锦绣花园 标志（文件 "+about.Logo+"）：") {
		t.Errorf("ended with %d: %s%s", code, said, errs)
	}
}
