// Package backup makes a site's backups: by hand, every hour while people work, and when
// the window closes.
//
// ui/program may import it; it imports app, app/staff, data/durable, data/fault,
// data/laptop, data/photo and data/store.
package backup

import (
	"cmp"
	"context"
	"crypto/subtle"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/laptop"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
)

// Backups makes the backups of a site. Where they go and their passphrase are this
// laptop's own; the passphrase is sealed under the site's key, which lies on the laptop
// anyway.
type Backups struct {
	Store  *records.Store
	Photos *photo.Store
}

// The preferences that hold what is known of backups beside their plan.
const (
	lastWhole = "backup.whole"  // the name of the last one that lacked no file
	lastNote  = "backup.failed" // what is to be told at the next start
)

// Kept is how many of a site's backups stay in the folder.
const Kept = 20

// Ending is what the names of backups end in.
const Ending = ".keyday"

// Last is when and where the last backup was made.
func (b Backups) Last() (time.Time, string) { return b.Store.LastBackup() }

// under answers under which passphrase a command makes a backup. A backup carries the
// site's keys: who knows its passphrase can read whatever is masked. So the one who
// gives a passphrase must be allowed to, or give the site's own, which is taken where
// none is given. It refuses with "permission.backup" and "command.passphrase_missing".
func (b Backups) under(actor app.Actor, given string) (string, error) {
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

// WriteTo writes a backup to the file, under the passphrase that the actor may use: the
// site's own where none is given. It refuses a file that is there, and one in the site.
func (b Backups) WriteTo(ctx context.Context, actor app.Actor, file, given string, tell func(done, all int64)) (store.BackupMade, error) {
	passphrase, err := b.under(actor, given)
	if err != nil {
		return store.BackupMade{}, err
	}
	if err := checkFree(b.Store.Dir(), file); err != nil {
		return store.BackupMade{}, err
	}
	laptop.SweepBackups(filepath.Dir(file))
	return b.Store.Backup(ctx, b.Photos, file, passphrase, tell)
}

// Make makes a backup in the folder of the plan under the site's own passphrase,
// whoever asks for it, and lets the oldest go. It names the files of records that the
// backup lacks: the last one that lacked none stays, it may have them.
func (b Backups) Make(ctx context.Context, tell func(done, all int)) (lacking []*app.Refusal, err error) {
	plan := b.Plan()
	if plan.Folder == "" || !plan.Secret {
		return nil, app.Refuse("backup.unplanned")
	}
	// Of a stick that was pulled out, the folder at which it stood may be left: what
	// goes there goes onto the laptop's own disk.
	if !plan.Beside && durable.SameMedium(plan.Folder, b.Store.Dir()) {
		return nil, app.Refuse(fault.Missing, "what", plan.Folder)
	}
	passphrase, err := b.passphrase()
	if err != nil {
		return nil, err
	}
	about, err := b.Store.Site(ctx)
	if err != nil {
		return nil, err
	}
	laptop.SweepBackups(plan.Folder)
	name := laptop.FileName(about.Name)
	path := filepath.Join(plan.Folder, name+"-"+b.Store.Clock().Now().Format("2006-01-02-150405")+Ending)
	made, err := b.Store.Backup(ctx, b.Photos, path, passphrase, func(done, all int64) {
		if tell != nil {
			tell(int(done>>20), int(all>>20))
		}
	})
	if err != nil {
		return nil, err
	}
	if len(made.Lacking) == 0 {
		if err := b.Store.SetPreference(lastWhole, filepath.Base(path)); err != nil {
			return nil, err
		}
	}
	thin(plan.Folder, name, path, b.Store.Preference(lastWhole))
	return made.Lacking, nil
}

// thin keeps the newest backups of a site in the folder, the one just made in any
// case, and the last whole one; others' files stay. What is named after it, was made
// before the clock was set back: it goes first.
func thin(folder, name, made, whole string) {
	all, err := filepath.Glob(filepath.Join(folder, "*"+Ending))
	if err != nil {
		return
	}
	all = slices.DeleteFunc(all, func(path string) bool {
		rest, ours := strings.CutPrefix(filepath.Base(path), name+"-")
		_, err := time.Parse("2006-01-02-150405"+Ending, rest)
		return !ours || err != nil
	})
	ahead := func(path string) int {
		if path > made {
			return 0
		}
		return 1
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(ahead(a)-ahead(b), strings.Compare(a, b)) })
	for _, path := range all[:max(len(all)-Kept, 0)] {
		if filepath.Base(path) != whole {
			os.Remove(path)
		}
	}
}

// Due reports whether a backup is to be made by itself now.
func (b Backups) Due() bool {
	plan := b.Plan()
	return plan.Hourly && plan.Folder != "" && plan.Secret && b.Store.BackupDue(time.Hour)
}

// AtClosing makes the backup that closing asks for.
func (b Backups) AtClosing() (lacking []*app.Refusal, err error) {
	plan := b.Plan()
	if !plan.Closing || plan.Folder == "" || !plan.Secret || !b.Store.BackupDue(0) {
		return nil, nil
	}
	return b.Make(context.Background(), nil)
}

// checkFree refuses a file that a backup must not be written to: one that is there,
// whatever it is, a folder, or one that would go with the site.
func checkFree(site, file string) error {
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
	if durable.Within(site, folder) {
		return app.Refuse("backup.in_site", "folder", site)
	}
	return nil
}

// Note is what was left to be told at the next start: why the backup at closing was not
// made, or what it lacks; "" for nothing.
func (b Backups) Note() string { return b.Store.Preference(lastNote) }

// SetNote leaves that to be told.
func (b Backups) SetNote(note string) error { return b.Store.SetPreference(lastNote, note) }

// Sweep removes what was left where this site's backups go, by the plan and by hand.
func (b Backups) Sweep() {
	if plan := b.Plan(); plan.Folder != "" {
		laptop.SweepBackups(plan.Folder)
	}
	if _, last := b.Last(); last != "" {
		laptop.SweepBackups(filepath.Dir(last))
	}
}
