package apptest

import (
	"context"
	"time"

	"keyday/app"
)

// Backups are backups that are made on no disk.
type Backups struct {
	Clock   time.Time // when the next is made
	IsDue   bool
	Lacking []*app.Refusal // the files that the next lacks
	Refuse  error          // why none is made, and no plan is kept

	Kept       app.BackupPlan
	Passphrase string
	Made       int       // how many
	At         time.Time // the last
	Told       string    // the note
	Notes      int       // how often one was written
}

// Last and the others are what the shell and the settings ask of backups.
func (b *Backups) Last() (time.Time, string) {
	if b.At.IsZero() {
		return time.Time{}, ""
	}
	return b.At, "/media/stick/a.keyday"
}
func (b *Backups) Due() bool { return b.IsDue }
func (b *Backups) Make(context.Context, func(done, all int)) ([]*app.Refusal, error) {
	return b.AtClosing()
}
func (b *Backups) AtClosing() ([]*app.Refusal, error) {
	if b.Refuse == nil {
		b.Made, b.At = b.Made+1, b.Clock
	}
	return b.Lacking, b.Refuse
}
func (b *Backups) Note() string { return b.Told }
func (b *Backups) SetNote(note string) error {
	b.Told, b.Notes = note, b.Notes+1
	return nil
}
func (b *Backups) Plan() app.BackupPlan { return b.Kept }
func (b *Backups) SetPlan(_ app.Actor, p app.BackupPlan, passphrase string) error {
	if b.Refuse != nil {
		return b.Refuse
	}
	if b.Kept = p; passphrase != "" {
		b.Passphrase, b.Kept.Secret = passphrase, true
	}
	return nil
}
