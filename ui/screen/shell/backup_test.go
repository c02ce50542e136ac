package shell

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/ui/screen/widget"
)

// backups are made as a test says.
type backups struct {
	at      time.Time
	due     bool
	lacking []*app.Refusal
	fails   error
	note    string
	noted   int
}

func (b *backups) Last() (time.Time, string) { return b.at, "/media/stick/a.keyday" }
func (b *backups) Due() bool                 { return b.due }
func (b *backups) Make(context.Context, func(int, int)) ([]*app.Refusal, error) {
	return b.lacking, b.fails
}
func (b *backups) AtClosing() ([]*app.Refusal, error) { return b.lacking, b.fails }
func (b *backups) Note() string                       { return b.note }
func (b *backups) SetNote(note string) error          { b.note = note; b.noted++; return nil }

// The foot says when the last backup was made, what went wrong with the one after it, until
// there is another, and that the laptop's clock was set back.
func TestTheFootTellsOfBackups(t *testing.T) {
	b, told := &backups{note: "上次备份没有做成。"}, 0
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
	b.due, b.fails = true, app.Refuse("backup.unplanned")
	if s.run.Elapse(time.Minute); told != 1 {
		t.Errorf("told of %d backups", told)
	}
	says("after one that failed by the clock", "还没有备份 · "+s.words.T("settings.backup_failed", "why", s.words.Refusal(b.fails)))
	b.at, b.fails, b.lacking = s.now, nil, []*app.Refusal{app.Refuse("photo.missing", "hash", "9f", "kind", "site", "field", "logo")}
	s.run.Elapse(time.Minute)
	lacks := "上次备份 14:02 · 上次备份缺少 1 个文件，如：标志。手动备份一次，可以看到全部。"
	says("after one that lacks a file", lacks)
	b.due, back = false, true
	s.page.BackedUp(nil)
	says("after a whole one by hand, the clock set back", "上次备份 14:02 · "+s.words.T("shell.status.set_back", "before", s.words.Moment(time.Date(2026, 11, 23, 15, 0, 0, 0, time.Local))))
}

// What went wrong with the backup at closing is left to be told at the next start, and
// nothing is written where nothing changed.
func TestTheBackupAtClosingIsToldOf(t *testing.T) {
	b := &backups{}
	closing := func() (noted int) {
		t.Helper()
		s := begin(t, func(p *Params) { p.Backups = b })
		before := b.noted
		s.backUpAtClosing()
		return b.noted - before
	}
	if closing() != 0 || b.note != "" {
		t.Errorf("of a whole one it is noted %q", b.note)
	}
	b.fails = app.Refuse("backup.unplanned")
	if closing() != 1 || b.note == "" {
		t.Errorf("of one that failed it is noted %q", b.note)
	}
	if closing() != 0 {
		t.Error("the same is noted again")
	}
	if b.fails = nil; closing() != 1 || b.note != "" {
		t.Errorf("a whole one leaves %q", b.note)
	}
}
