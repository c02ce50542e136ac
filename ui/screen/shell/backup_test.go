package shell

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/ui/screen/widget"
)

// The foot says when the last backup was made, what went wrong with the one after it, until
// there is another, and that the laptop's clock was set back.
func TestTheFootTellsOfBackups(t *testing.T) {
	b, told := &apptest.Backups{Told: "上次备份没有做成。"}, 0
	var back bool
	s := begin(t, func(p *Params) {
		p.Backups = b
		p.SetBack = func() (time.Time, bool) { return time.Date(2026, 11, 23, 15, 0, 0, 0, time.Local), back }
	})
	s.body = func(c *Context) fyne.CanvasObject {
		c.Watch(func() { told++ }, "backup")
		return widget.Space(1)
	}
	s.Open(To("units"))
	says := func(when, want string) {
		t.Helper()
		if got := s.foot.left.Text; got != want {
			t.Errorf("%s the foot says %q, want %q", when, got, want)
		}
	}
	says("after one that failed at closing", "还没有备份 · 上次备份没有做成。")
	s.run.Elapse(time.Minute)
	says("while none is due", "还没有备份 · 上次备份没有做成。")
	b.IsDue, b.Refuse = true, app.Refuse("backup.unplanned")
	if s.run.Elapse(time.Minute); told != 1 {
		t.Errorf("told of %d backups", told)
	}
	says("after one that failed by the clock", "还没有备份 · "+s.words.T("settings.backup_failed", "why", s.words.Refusal(b.Refuse)))
	b.Clock, b.Refuse, b.Lacking = s.now, nil, []*app.Refusal{app.Refuse("photo.missing", "hash", "9f", "kind", "site", "field", "logo")}
	s.run.Elapse(time.Minute)
	lacks := "上次备份 14:02 · 上次备份缺少 1 个文件，如：标志。手动备份一次，可以看到全部。"
	says("after one that lacks a file", lacks)
	b.IsDue, back = false, true
	s.page.BackedUp(nil)
	says("after a whole one by hand, the clock set back", "上次备份 14:02 · "+s.words.T("shell.status.set_back", "before", s.words.Moment(time.Date(2026, 11, 23, 15, 0, 0, 0, time.Local))))
}

// What went wrong with the backup at closing is left to be told at the next start, and
// nothing is written where nothing changed.
func TestTheBackupAtClosingIsToldOf(t *testing.T) {
	b := &apptest.Backups{}
	closing := func() (noted int) {
		t.Helper()
		s := begin(t, func(p *Params) { p.Backups = b })
		before := b.Notes
		s.backUpAtClosing()
		return b.Notes - before
	}
	if closing() != 0 || b.Told != "" {
		t.Errorf("of a whole one it is noted %q", b.Told)
	}
	b.Refuse = app.Refuse("backup.unplanned")
	if closing() != 1 || b.Told == "" {
		t.Errorf("of one that failed it is noted %q", b.Told)
	}
	if closing() != 0 {
		t.Error("the same is noted again")
	}
	if b.Refuse = nil; closing() != 1 || b.Told != "" {
		t.Errorf("a whole one leaves %q", b.Told)
	}
}
