package main

import (
	"cmp"
	"context"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/store"
	"keyday/ui/screen/settings"
)

// backups makes a site's backups: by hand, every hour while people work, and when
// the window closes. Where they go and their passphrase are this laptop's own; the
// passphrase is sealed under the site's key, which lies on the laptop anyway.
type backups struct{ o *opened }

// The preferences that hold the plan.
const (
	backupFolder  = "backup.folder"
	backupSecret  = "backup.passphrase"
	backupHourly  = "backup.hourly"
	backupClosing = "backup.closing"
	backupApart   = "backup.apart" // the folder lies on another medium than the site
	backupWhole   = "backup.whole" // the name of the last one that lacked no file
)

// keptBackups is how many of a site's backups stay in the folder.
const keptBackups = 20

const backupEnding = ".keyday"

func (b backups) Last() (time.Time, string) { return b.o.store.LastBackup() }

func (b backups) Plan() settings.BackupPlan {
	s := b.o.store
	return settings.BackupPlan{
		Folder: s.Preference(backupFolder), Secret: s.Preference(backupSecret) != "",
		Hourly: s.Preference(backupHourly) == "yes", Closing: s.Preference(backupClosing) == "yes",
		Beside: s.Preference(backupFolder) != "" && s.Preference(backupApart) != "yes",
	}
}

// SetPlan keeps where and when. It refuses with "permission.missing",
// "backup.passphrase_short", "backup.folder_missing" and "backup.passphrase_missing",
// where backups are to be made by themselves, and the refusals of package fault.
func (b backups) SetPlan(actor app.Actor, p settings.BackupPlan, passphrase string) error {
	if err := staff.May(actor, staff.Backup); err != nil {
		return err
	}
	if passphrase != "" && utf8.RuneCountInString(passphrase) < store.ShortestPassphrase {
		return app.Refuse("backup.passphrase_short", "length", "8")
	}
	if p.Hourly || p.Closing {
		switch {
		case p.Folder == "":
			return app.Refuse("backup.folder_missing")
		case passphrase == "" && b.o.store.Preference(backupSecret) == "":
			return app.Refuse("backup.passphrase_missing")
		}
	}
	if p.Folder != "" {
		if info, err := os.Stat(p.Folder); err != nil {
			return fault.Translate(err, p.Folder)
		} else if !info.IsDir() || !filepath.IsAbs(p.Folder) {
			return app.Refuse(fault.Missing, "what", p.Folder)
		}
	}
	said := func(yes bool) string {
		if yes {
			return "yes"
		}
		return ""
	}
	kept := [][2]string{{backupFolder, p.Folder}, {backupHourly, said(p.Hourly)}, {backupClosing, said(p.Closing)},
		{backupApart, said(p.Folder != "" && !durable.SameMedium(p.Folder, b.o.store.Dir()))}}
	if passphrase != "" {
		sealed := b.o.store.Ring().SealSite([]byte(passphrase), []byte(backupSecret))
		kept = append(kept, [2]string{backupSecret, base64.StdEncoding.EncodeToString(sealed)})
	}
	for _, k := range kept {
		if err := b.o.store.SetPreference(k[0], k[1]); err != nil {
			return err
		}
	}
	return nil
}

// passphrase is the site's own; it refuses with "backup.unplanned" where none is set.
func (b backups) passphrase() (string, error) {
	sealed, err := base64.StdEncoding.DecodeString(b.o.store.Preference(backupSecret))
	if err != nil || len(sealed) == 0 {
		return "", app.Refuse("backup.unplanned")
	}
	passphrase, err := b.o.store.Ring().OpenSite(sealed, []byte(backupSecret))
	return string(passphrase), err
}

// under answers under which passphrase a command makes a backup. A backup carries the
// site's keys: who knows its passphrase can read whatever is masked. So the one who
// gives a passphrase must be allowed to, or give the site's own, which is taken where
// none is given. It refuses with "permission.backup" and "command.passphrase_missing".
func (b backups) under(actor app.Actor, given string) (string, error) {
	own, unplanned := b.passphrase()
	switch {
	case unplanned == nil && (given == "" || subtle.ConstantTimeCompare([]byte(given), []byte(own)) == 1):
		return own, nil
	case staff.May(actor, staff.Backup) != nil:
		return "", app.Refuse("permission.backup", "who", actor.Name, "may", staff.Who(staff.Backup))
	case given == "":
		return "", app.Refuse("command.passphrase_missing")
	}
	return given, nil
}

// Make makes a backup in the folder of the plan under the site's own passphrase,
// whoever asks for it, and lets the oldest go. It names the files of records that the
// backup lacks: the last one that lacked none stays, it may have them.
func (b backups) Make(ctx context.Context, tell func(done, all int)) (lacking []*app.Refusal, err error) {
	plan := b.Plan()
	if plan.Folder == "" || !plan.Secret {
		return nil, app.Refuse("backup.unplanned")
	}
	// Of a stick that was pulled out, the folder at which it stood may be left: what
	// goes there goes onto the laptop's own disk.
	if !plan.Beside && durable.SameMedium(plan.Folder, b.o.store.Dir()) {
		return nil, app.Refuse(fault.Missing, "what", plan.Folder)
	}
	passphrase, err := b.passphrase()
	if err != nil {
		return nil, err
	}
	about, err := b.o.store.Site(ctx)
	if err != nil {
		return nil, err
	}
	sweepBackups(plan.Folder)
	name := fileName(about.Name)
	path := filepath.Join(plan.Folder, name+"-"+b.o.store.Clock().Now().Format("2006-01-02-150405")+backupEnding)
	made, err := b.o.store.Backup(ctx, b.o.photos, path, passphrase, func(done, all int64) {
		if tell != nil {
			tell(int(done>>20), int(all>>20))
		}
	})
	if err != nil {
		return nil, err
	}
	if len(made.Lacking) == 0 {
		if err := b.o.store.SetPreference(backupWhole, filepath.Base(path)); err != nil {
			return nil, err
		}
	}
	thin(plan.Folder, name, path, b.o.store.Preference(backupWhole))
	return made.Lacking, nil
}

// thin keeps the newest backups of a site in the folder, the one just made in any
// case, and the last whole one; others' files stay. What is named after it, was made
// before the clock was set back: it goes first.
func thin(folder, name, made, whole string) {
	all, err := filepath.Glob(filepath.Join(folder, "*"+backupEnding))
	if err != nil {
		return
	}
	all = slices.DeleteFunc(all, func(path string) bool {
		rest, ours := strings.CutPrefix(filepath.Base(path), name+"-")
		_, err := time.Parse("2006-01-02-150405"+backupEnding, rest)
		return !ours || err != nil
	})
	ahead := func(path string) int {
		if path > made {
			return 0
		}
		return 1
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(ahead(a)-ahead(b), strings.Compare(a, b)) })
	for _, path := range all[:max(len(all)-keptBackups, 0)] {
		if filepath.Base(path) != whole {
			os.Remove(path)
		}
	}
}

// due reports whether a backup is to be made by itself now.
func (b backups) due() bool {
	plan := b.Plan()
	return plan.Hourly && plan.Folder != "" && plan.Secret && b.o.store.BackupDue(time.Hour)
}

// atClosing makes the backup that closing asks for.
func (b backups) atClosing() (lacking []*app.Refusal, err error) {
	plan := b.Plan()
	if !plan.Closing || plan.Folder == "" || !plan.Secret || !b.o.store.BackupDue(0) {
		return nil, nil
	}
	return b.Make(context.Background(), nil)
}

// freeForBackup refuses a file that a backup must not be written to: one that is there,
// whatever it is, a folder, or one that would go with the site.
func freeForBackup(site, file string) error {
	folder := filepath.Dir(file)
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return app.Refuse("backup.is_folder", "file", file)
	} else if _, link := os.Lstat(file); err == nil || link == nil { // or a link to nowhere
		return app.Refuse("backup.exists", "file", file)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return fault.Translate(err, file)
	}
	if _, err := os.Stat(folder); err != nil {
		return fault.Translate(err, folder)
	}
	if within(site, folder) {
		return app.Refuse("backup.in_site", "folder", site)
	}
	return nil
}
