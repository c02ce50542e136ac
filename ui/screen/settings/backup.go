package settings

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// backup is where backups go and when, the last one, and one by hand.
func (pg *page) backup() fyne.CanvasObject {
	w, plan := pg.c.W, pg.p.Backups.Plan()
	last := widget.NewFactList(96)
	tellLast := func() {
		at, path := pg.p.Backups.Last()
		if at.IsZero() {
			last.Set(widget.Fact{Label: w.T("settings.last_backup"), Value: w.T("shell.status.no_backup"), Colour: theme.Bad})
			return
		}
		last.Set(widget.Fact{Label: w.T("settings.last_backup"), Value: w.Moment(at), Bold: true}, widget.Fact{Value: path, Colour: theme.Quiet, Long: true})
	}
	tellLast()
	pg.c.Watch(tellLast, "backup") // one that was made by itself
	if !pg.may(staff.Backup) {
		return column(last, widget.NewQuiet(w.T("settings.read_only")))
	}
	folder, folderField := pg.field("backup_folder", plan.Folder)
	secret := widget.NewSecretEntry("")
	if plan.Secret {
		secret.SetPlaceHolder(w.T("settings.hint.passphrase_keep"))
	}
	secretField := widget.NewField(w.T("settings.field.passphrase"), secret)
	again := widget.NewSecretEntry("")
	againField := widget.NewField(w.T("settings.field.passphrase_again"), again)
	hourly := widget.NewCheck(w.T("settings.hourly"), nil)
	closing := widget.NewCheck(w.T("settings.closing"), nil)
	hourly.Tick(plan.Hourly)
	closing.Tick(plan.Closing)
	warning := widget.NewParagraph(w.T("settings.backup_beside"), formWidth)
	warning.Colour = theme.Warn
	beside := widget.Stack(warning, widget.Space(theme.Gap))
	tellBeside := func() {
		if pg.p.Backups.Plan().Beside {
			beside.Show()
		} else {
			beside.Hide()
		}
	}
	tellBeside()
	keep := func() bool {
		folderField.SetError("")
		secretField.SetError("")
		againField.SetError("")
		if secret.Text != again.Text {
			pg.c.FailAt(againField, app.Refuse("keyring.passphrase_differs"))
			return false
		}
		plan.Folder, plan.Hourly, plan.Closing = strings.TrimSpace(folder.Text), hourly.Checked, closing.Checked
		if err := pg.p.Backups.SetPlan(plan, secret.Text); err != nil {
			at := folderField
			if code := app.RefusalCode(err); code == "backup.passphrase_short" || code == "backup.passphrase_missing" {
				at = secretField
			}
			pg.c.FailAt(at, err)
			return false
		}
		tellBeside()
		if secret.Text != "" {
			plan.Secret = true
			secret.SetText("")
			again.SetText("")
			secret.SetPlaceHolder(w.T("settings.hint.passphrase_keep"))
		}
		return true
	}
	for _, box := range []*widget.Check{hourly, closing} {
		box.OnChanged = func(bool) {
			if !keep() {
				box.Tick(false) // it would promise what does not happen
			}
		}
	}
	folder.OnLeave = func() { keep() }
	again.OnLeave = func() {
		if secret.Text != "" {
			keep()
		}
	}
	pick := widget.NewButtonIn(widget.Plain, "folder", w.T("settings.pick_folder"), func() {
		pg.c.Pick(shell.Pick{Kind: "backup", Title: w.T("settings.pick_folder"), Folder: true, Done: func(paths []string) {
			folder.SetText(paths[0])
			keep()
		}})
	})
	folderField.Input = widget.Edges(nil, nil, nil, pick, container.New(layout.NewCustomPaddedLayout(4, 4, 0, theme.Gap), folder))
	folderField.Refresh()
	var now *widget.Button
	now = widget.NewButtonIn(widget.Primary, "", w.T("settings.backup_now"), func() {
		if !keep() {
			return
		}
		now.Disable()
		MakeBackup(pg.c, pg.p.Backups, func() { now.Enable(); tellLast() })
	})
	restore := widget.NewButton(w.T("settings.restore"), pg.p.Restore)
	return column(last, widget.Space(theme.Margin),
		widget.NewParagraph(w.T("settings.backup_text"), formWidth), widget.Space(theme.Gap),
		folderField, beside, secretField, againField, hourly, closing, widget.Space(theme.Gap), widget.Bar(restore, layout.NewSpacer(), now))
}

// MakeBackup makes a backup as a job of the shell and tells how it went.
func MakeBackup(c *shell.Context, b Backups, done func()) {
	w := c.W
	c.Job(w.T("settings.backing_up"), func(ctx context.Context, p shell.Progress) error {
		return b.Make(ctx, func(done, all int) { p.At(done, all, "MB") })
	}, func(err error) {
		if err != nil {
			c.Fail(err)
		} else {
			_, path := b.Last()
			c.Say(w.T("settings.backed_up", "path", path))
		}
		if done != nil {
			done()
		}
	})
}
