package shell

import (
	"context"
	"strings"
	"time"

	"keyday/app"
)

// Backups makes the backups of the open site that nobody asks for.
type Backups interface {
	// Last is when and where the last backup was made.
	Last() (at time.Time, path string)
	// Due reports whether one is to be made now, beside the work.
	Due() bool
	// Make makes one as planned, and names the files of records that it lacks.
	Make(ctx context.Context, tell func(done, all int)) (lacking []*app.Refusal, err error)
	// AtClosing makes the one that closing asks for, if it does.
	AtClosing() (lacking []*app.Refusal, err error)
	// Note is what was left to be told at the next start, "" for nothing.
	Note() string
	SetNote(note string) error
}

// watchBackups makes the hourly backups beside the work, and tells of them at the foot.
func (s *Shell) watchBackups() {
	b := s.params.Backups
	if b == nil {
		return
	}
	s.backupNote = b.Note()
	s.tellBackup()
	s.Every(time.Minute, func() {
		if !b.Due() {
			s.tellBackup()
			return
		}
		var lacking []*app.Refusal
		s.Do(func(ctx context.Context) (err error) {
			lacking, err = b.Make(ctx, nil)
			return err
		}, func(err error) { s.backedUp(lacking, err) })
	})
}

// BackedUp tells the foot, and whoever watches "backup", of a backup that was made by
// hand, and what it lacks.
func (c *Context) BackedUp(lacking []*app.Refusal) { c.shell.backedUp(lacking, nil) }

func (s *Shell) backedUp(lacking []*app.Refusal, err error) {
	s.backupNote = s.noteOf(lacking, err)
	s.tellBackup()
	s.Changed("backup")
}

// tellBackup says at the foot when the last backup was made, what went wrong with the one
// after it, if anything did, and that the laptop's clock was set back.
func (s *Shell) tellBackup() {
	if s.params.Backups == nil {
		return
	}
	st := s.status
	st.Backup, _ = s.params.Backups.Last()
	st.Note = s.backupNote
	if s.params.SetBack != nil {
		if before, is := s.params.SetBack(); is {
			st.Note = strings.TrimSpace(s.words.T("shell.status.set_back", "before", s.words.Moment(before)) + " " + st.Note)
		}
	}
	s.SetStatus(st)
}

// noteOf says that a backup was not made, or which files it lacks; "" of a whole one.
func (s *Shell) noteOf(lacking []*app.Refusal, err error) string {
	switch {
	case err != nil:
		return s.words.T("settings.backup_failed", "why", s.words.Refusal(err))
	case len(lacking) > 0:
		return s.words.T("settings.backup_lacks", "n", len(lacking), "first", s.words.FileOf(lacking[0]))
	}
	return ""
}

// backUpAtClosing makes the backup that closing asks for. One that fails is told at the
// next start: nobody is there to answer any more.
func (s *Shell) backUpAtClosing() {
	b := s.params.Backups
	if b == nil {
		return
	}
	lacking, err := b.AtClosing()
	if note := s.noteOf(lacking, err); note != b.Note() {
		_ = b.SetNote(note)
	}
}
