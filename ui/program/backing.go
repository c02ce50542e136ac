package program

import (
	"context"
	"strings"
	"time"

	"keyday/app"
	"keyday/data/backup"
	"keyday/ui/screen/settings"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// leaveSite closes the site and goes to the start.
func (p *program) leaveSite() { p.window.CloseSite(func() { p.showStart("", nil) }) }

// backUp is the menu's 备份: at once where it is known where to, else the settings
// ask for that.
func (p *program) backUp(c *shell.Context) {
	plan := p.site.backups().Plan()
	if plan.Folder == "" || !plan.Secret {
		p.shell.Open(shell.To("settings").In("backup"))
		return
	}
	settings.MakeBackup(c, toldBackups{p.site.backups(), p}, nil)
}

// toldBackups are backups by hand, which the foot tells of.
type toldBackups struct {
	backup.Backups
	p *program
}

// Plan is the plan that was set.
func (b toldBackups) Plan() settings.BackupPlan { return settings.BackupPlan(b.Backups.Plan()) }

// SetPlan keeps where and when.
func (b toldBackups) SetPlan(actor app.Actor, p settings.BackupPlan, passphrase string) error {
	return b.Backups.SetPlan(actor, backup.Plan(p), passphrase)
}

// Make makes a backup.
func (b toldBackups) Make(ctx context.Context, tell func(done, all int)) ([]*app.Refusal, error) {
	lacking, err := b.Backups.Make(ctx, tell)
	if err == nil {
		b.p.window.Do(func() { b.p.backedUp(lacking, nil) })
	}
	return lacking, err
}

// backedUp lets the foot and the settings tell of a backup.
func (p *program) backedUp(lacking []*app.Refusal, err error) {
	p.status = backupNote(p.words, lacking, err)
	p.tellBackup(p.status)
	p.shell.Changed("backup")
}

// backupNote says that a backup was not made, or which files it lacks; "" of a whole one.
func backupNote(w *words.Words, lacking []*app.Refusal, err error) string {
	switch {
	case err != nil:
		return w.T("settings.backup_failed", "why", w.Refusal(err))
	case len(lacking) > 0:
		return w.T("settings.backup_lacks", "n", len(lacking), "first", w.FileOf(lacking[0]))
	}
	return ""
}

// tellBackup says in the foot when the last backup was made, what went wrong with
// the one after it, if anything did, and that the laptop's clock was set back.
func (p *program) tellBackup(failed string) {
	at, _ := p.site.store.LastBackup()
	status := shell.Status{Backup: at}
	status.Note = failed
	if before, is := p.site.store.SetBack(); is {
		status.Note = strings.TrimSpace(p.words.T("shell.status.set_back", "before", p.words.Moment(before)) + " " + failed)
	}
	p.shell.SetStatus(status)
}

// backupFailed is the preference that keeps, for the next start, why the backup at
// closing was not made, or what it lacks.
const backupFailed = "backup.failed"

// watchBackups makes the hourly backups beside the work, and sees to the foot.
func (p *program) watchBackups(o *opened) {
	p.shell.Every(time.Minute, func() {
		if !o.backups().Due() {
			p.tellBackup(p.status)
			return
		}
		var lacking []*app.Refusal
		p.shell.Do(func(ctx context.Context) (err error) {
			lacking, err = o.backups().Make(ctx, nil)
			return err
		}, func(err error) { p.backedUp(lacking, err) })
	})
}

// settling is how long a paper lies for the program that was asked to print or show it,
// at least: who prints and closes the window at once has the paper all the same.
const settling = 10 * time.Second

// closeSite makes the backup that closing asks for, and closes the site. One that
// fails is told at the next start: nobody is there to answer any more.
func (p *program) closeSite(o *opened) {
	lacking, err := o.backups().AtClosing()
	failed := backupNote(p.words, lacking, err)
	if failed != o.store.Preference(backupFailed) {
		_ = o.store.SetPreference(backupFailed, failed)
	}
	o.tray.Settle(settling)
	o.Close()
}

// pick narrows every place to one community, "" to none.
func (p *program) pick(community string) {
	h := p.shell.Header()
	h.Community = community
	p.shell.SetHeader(h)
	p.shell.Reload()
}

// help says the keys.
func (p *program) help(c *shell.Context) {
	c.Ask(widget.NewDialog(p.words, p.words.T("shell.help.title"), p.words.T("shell.help.text")))
}
