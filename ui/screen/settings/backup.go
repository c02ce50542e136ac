package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// backup is where backups go and when, the last one, and one by hand.
func (pg *page) backup() fyne.CanvasObject {
	w := pg.c.W
	last, tell := pg.lastBackup()
	if !pg.may(staff.Backup) {
		return pg.backupAsPlanned(last, tell)
	}
	f := pg.newBackupForm()
	now := pg.backupNow(f.keep, tell)
	restore := widget.NewButton(w.T("settings.restore"), pg.askRestore)
	return column(last, widget.Space(theme.Margin),
		widget.NewParagraph(w.T("settings.backup_text"), formWidth), widget.Space(theme.Gap),
		f.form.View(), widget.Space(theme.Gap), widget.Bar(restore, layout.NewSpacer(), now))
}

// askRestore asks before the site is closed: a backup is restored from the start.
func (pg *page) askRestore() {
	w := pg.c.W
	d := widget.NewDialog(w, w.T("settings.restore_title"), w.T("settings.restore_text"))
	d.Confirm = w.T("settings.restore_act")
	d.OnConfirm = func() bool { pg.p.Restore(); return true }
	pg.c.Ask(d)
}

// backupNow makes one at once, where ready allows it.
func (pg *page) backupNow(ready func() bool, tell func()) *widget.Button {
	var now *widget.Button
	now = widget.NewButtonIn(widget.Primary, "", pg.c.W.T("settings.backup_now"), func() {
		if ready() {
			now.Disable()
			makeBackup(pg.c, pg.p.Backups, func() { now.Enable(); tell() })
		}
	})
	return now
}

// backupAsPlanned is for who may neither plan backups nor choose their passphrase: one
// under the site's own harms nobody.
func (pg *page) backupAsPlanned(last fyne.CanvasObject, tell func()) fyne.CanvasObject {
	w := pg.c.W
	parts := []fyne.CanvasObject{last, widget.Space(theme.Margin), widget.NewParagraph(w.T("settings.backup_planned"), formWidth)}
	if plan := pg.p.Backups.Plan(); plan.Folder != "" && plan.Secret {
		parts = append(parts, widget.Space(theme.Gap), widget.Bar(pg.backupNow(func() bool { return true }, tell)))
	}
	return column(parts...)
}

// lastBackup says when the last one was made, also by itself, and where it is.
func (pg *page) lastBackup() (last *widget.FactList, tell func()) {
	w := pg.c.W
	last = widget.NewFactList(96)
	tell = func() {
		at, path := pg.p.Backups.Last()
		if at.IsZero() {
			last.Set(widget.Fact{Label: w.T("settings.last_backup"), Value: w.T("shell.status.no_backup"), Colour: theme.Bad})
			return
		}
		last.Set(widget.Fact{Label: w.T("settings.last_backup"), Value: w.Moment(at), Bold: true}, widget.Fact{Value: path, Colour: theme.Quiet, Long: true})
	}
	tell()
	pg.c.Watch(tell, "backup")
	return last, tell
}

// backupForm is where backups go, when, and under which passphrase: kept as one leaves
// a field or ticks a box, for there is nobody to press a button when one is due.
type backupForm struct {
	pg   *page
	plan app.BackupPlan

	form                  *register.Form
	folder, secret, again *widget.Entry
	hourly, closing       *widget.Check
	beside                *widget.Paragraph // says that the folder is on the site's own disk
}

func (pg *page) newBackupForm() *backupForm {
	w := pg.c.W
	f := &backupForm{pg: pg, plan: pg.p.Backups.Plan(), form: register.NewForm(pg.c)}
	pick := widget.NewButtonIn(widget.Plain, "folder", w.T("settings.pick_folder"), f.pick)
	f.folder = pg.text(f.form, "backup_folder", f.plan.Folder, register.Of("folder"), register.With(pick))
	f.folder.OnLeave = func() { f.keep() }
	f.beside = widget.NewParagraph(w.T("settings.backup_beside"), formWidth)
	f.beside.Colour = theme.Warn
	f.form.Put(container.NewStack(widget.Space(f.beside.MinSize().Height), f.beside)) // what stands below does not jump under the pointer
	f.form.Put(widget.Space(theme.Gap))
	f.secret = f.form.Secret(w.T("settings.field.passphrase"), register.Of("passphrase"))
	f.again = f.form.Secret(w.T("settings.field.passphrase_again"), register.Of("again"))
	f.again.OnLeave = func() {
		if f.secret.Text != "" {
			f.keep()
		}
	}
	f.hourly, f.closing = f.form.Tick(w.T("settings.hourly"), f.plan.Hourly), f.form.Tick(w.T("settings.closing"), f.plan.Closing)
	for _, box := range []*widget.Check{f.hourly, f.closing} {
		box.OnChanged = func(bool) {
			if !f.keep() {
				box.Tick(false) // it would promise what does not happen
			}
		}
	}
	f.tell()
	return f
}

// pick lets the folder be chosen.
func (f *backupForm) pick() {
	c := f.pg.c
	c.Pick(shell.Pick{Kind: "backup", Title: c.W.T("settings.pick_folder"), Folder: true, Done: func(paths []string) {
		f.folder.SetText(paths[0])
		f.keep()
	}})
}

// tell shows what follows from the plan as it is kept.
func (f *backupForm) tell() {
	if f.plan.Secret {
		f.secret.SetPlaceHolder(f.pg.c.W.T("settings.hint.passphrase_keep"))
	}
	widget.ShowIf(f.beside, f.pg.p.Backups.Plan().Beside)
}

// keep keeps the plan; false where it was refused, which is said at the field.
func (f *backupForm) keep() bool {
	if f.secret.Text != f.again.Text {
		f.form.FailAt("again", app.Refuse("keyring.passphrase_differs"))
		return false
	}
	f.plan.Folder, f.plan.Hourly, f.plan.Closing = strings.TrimSpace(f.folder.Text), f.hourly.Checked, f.closing.Checked
	at, err := "folder", f.pg.p.Backups.SetPlan(f.pg.c.Actor(), f.plan, f.secret.Text)
	if code := app.RefusalCode(err); code == "backup.passphrase_short" || code == "backup.passphrase_missing" {
		at = "passphrase"
	}
	if f.form.FailAt(at, err); err != nil {
		return false
	}
	if f.secret.Text != "" {
		f.plan.Secret = true
		f.secret.SetText("")
		f.again.SetText("")
	}
	f.tell()
	return true
}

// BackUp is the menu's 备份: at once where it is known where to, else the settings ask for
// that.
func BackUp(c *shell.Context, b Backups) {
	if plan := b.Plan(); plan.Folder == "" || !plan.Secret {
		c.Open(shell.To("settings").In("backup"))
		return
	}
	makeBackup(c, b, nil)
}

// makeBackup makes a backup as a job of the shell and tells how it went.
func makeBackup(c *shell.Context, b Backups, done func()) {
	w := c.W
	var lacking []*app.Refusal
	c.Job(w.T("settings.backing_up"), func(ctx context.Context, p shell.Progress) (err error) {
		lacking, err = b.Make(ctx, func(done, all int) { p.At(done, all, "MB") })
		return err
	}, func(err error) {
		_, path := b.Last()
		if err == nil {
			c.BackedUp(lacking)
		}
		switch {
		case err != nil:
			c.Fail(err)
		case len(lacking) > 0:
			c.Ask(widget.NewDialog(w, w.T("settings.backup_lacks_title", "n", len(lacking)), lackingText(w, path, lacking)))
		default:
			c.Say(w.T("settings.backed_up", "path", path))
		}
		if done != nil {
			done()
		}
	})
}

// mostLacking is how many files a dialog names.
const mostLacking = 6

// lackingText names the files that a backup lacks.
func lackingText(w *words.Words, path string, lacking []*app.Refusal) string {
	lines := []string{w.T("settings.backup_lacks_text", "path", path)}
	for _, r := range lacking[:min(len(lacking), mostLacking)] {
		lines = append(lines, w.T("settings.backup_lacks_line", "of", w.FileOf(r), "text", w.Refusal(r)))
	}
	if more := len(lacking) - mostLacking; more > 0 {
		lines = append(lines, w.T("settings.backup_lacks_more", "n", more))
	}
	return strings.Join(lines, "\n")
}
