package store

import (
	"archive/tar"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"filippo.io/age"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/keyring"
	"keyday/data/photo"
)

// Restoring says how a backup is restored; the zero value is what people get.
type Restoring struct {
	Options  Options
	Erased   []Erasure // persons whose erasure came after the backup, as another copy of the site knows them
	Progress func(done, all int64)
}

// Restored tells what a backup held.
type Restored struct {
	Name  string
	Made  time.Time
	Files int

	Rotten []string // hashes of files that were altered before they were backed up; verify names who lacks them

	Notes []*app.Refusal // what people should hear of the site, though it is restored
}

// Restore makes a site in dir, which must not exist or be empty, from a backup.
// The laptop gets a device key, an epoch and a lane letter of its own, so that
// nothing it writes meets what was written after the backup. Erasures are applied
// before anybody can read a row. Until all is there and checked, dir is not
// touched, and there are no keys: of a restore that is broken off nobody can read what
// is sealed.
//
// It refuses with "site.folder_taken", "site.being_made", "backup.passphrase_wrong",
// "backup.not_a_backup", "backup.torn", "backup.newer", "store.damaged" and the
// refusals of packages fault and keyring.
func Restore(ctx context.Context, file, dir, passphrase string, r Restoring) (Restored, error) {
	var made Restored
	err := Beside(r.Options.Leftovers, dir, func(beside string) error {
		u := &unpacking{ctx: ctx, r: r, dir: beside}
		err := u.run(file, passphrase)
		made = u.restored
		return err
	})
	if err != nil {
		return Restored{}, err
	}
	return made, nil
}

type unpacking struct {
	ctx      context.Context
	r        Restoring
	dir      string
	manifest manifest
	keys     []byte
	restored Restored
	done     int64
	told     time.Time
}

func (u *unpacking) run(file, passphrase string) error {
	in, err := os.Open(file)
	if err != nil {
		return fault.Translate(err, file)
	}
	defer in.Close()
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil {
		return app.Refuse("backup.passphrase_wrong")
	}
	identity.SetMaxWorkFactor(22)
	head := bufio.NewReader(in)
	if magic, err := head.Peek(len(ageMagic)); err != nil || string(magic) != ageMagic {
		return app.Refuse("backup.not_a_backup", "file", file)
	}
	plain, err := age.Decrypt(head, identity)
	if err != nil {
		var wrong *age.NoIdentityMatchError
		if errors.As(err, &wrong) {
			return app.Refuse("backup.passphrase_wrong")
		}
		return app.Refuse("backup.torn", "file", file)
	}
	err = u.unpack(tar.NewReader(damage{plain}))
	if errors.Is(err, errTorn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, tar.ErrHeader) {
		return app.Refuse("backup.torn", "file", file)
	}
	if err != nil {
		return err
	}
	if _, err := keyring.Import(u.dir, u.keys, u.r.Options.filled().Random); err != nil {
		return err
	}
	return u.settle()
}

const ageMagic = "age-encryption.org/v1"

// damage marks what age says of a file that was cut off or altered.
type damage struct{ io.Reader }

func (d damage) Read(p []byte) (int, error) {
	n, err := d.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = errTorn
	}
	return n, err
}

// unpack takes the entries in the order in which Backup wrote them.
func (u *unpacking) unpack(t *tar.Reader) error {
	body, err := u.small(t, manifestEntry)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, &u.manifest); err != nil {
		return errTorn
	}
	if u.manifest.Version > backupVersion {
		return app.Refuse("backup.newer", "version", u.manifest.Keyday)
	}
	u.restored = Restored{Name: u.manifest.Name, Made: u.manifest.Made, Files: u.manifest.Files}
	if u.keys, err = u.small(t, keysEntry); err != nil {
		return err
	}
	if err := u.next(t, siteFile); err != nil {
		return err
	}
	if err := u.database(t); err != nil {
		return err
	}
	photos, err := photo.New(u.dir, nil)
	if err != nil {
		return err
	}
	defer photos.Close()
	for range u.manifest.Files {
		h, err := t.Next()
		if err != nil {
			return torn(err)
		}
		hash, ok := strings.CutPrefix(h.Name, filesEntry)
		if !ok || !isHash(hash) {
			return errTorn
		}
		kept, err := photos.Keep(u.ctx, io.TeeReader(t, counting(u.count)), hash)
		if err != nil && !strings.HasPrefix(app.RefusalCode(err), "photo.") {
			return err
		}
		if err != nil || kept.Hash != hash { // what was sealed is what was read: it was rotten there already
			u.restored.Rotten = append(u.restored.Rotten, hash)
		}
	}
	if _, err := t.Next(); !errors.Is(err, io.EOF) {
		return torn(err)
	}
	return nil
}

func torn(err error) error {
	if err == nil || errors.Is(err, io.EOF) {
		return errTorn
	}
	return err
}

func (u *unpacking) next(t *tar.Reader, name string) error {
	h, err := t.Next()
	if err != nil {
		return torn(err)
	}
	if h.Name != name {
		return errTorn
	}
	return nil
}

// small reads an entry that fits into memory.
func (u *unpacking) small(t *tar.Reader, name string) ([]byte, error) {
	if err := u.next(t, name); err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(t, 1<<20))
}

func (u *unpacking) database(t *tar.Reader) error {
	out, err := durable.Create(u.dir)
	if err != nil {
		return err
	}
	defer out.Discard()
	if _, err := io.Copy(io.MultiWriter(out, counting(u.count)), t); err != nil {
		return err
	}
	path := filepath.Join(u.dir, siteFile)
	if err := out.Commit(path); err != nil {
		return err
	}
	return checkWhole(u.ctx, path)
}

func (u *unpacking) count(n int) error {
	u.done += int64(n)
	if now := time.Now(); u.r.Progress != nil && now.Sub(u.told) > 50*time.Millisecond {
		u.told = now
		u.r.Progress(u.done, u.manifest.Bytes)
	}
	return u.ctx.Err()
}

// restoredFrom is the key in meta of when the backup was made that a site was restored
// from, in Unix milliseconds.
const restoredFrom = "restored_from"

// settle opens the site once: it gets its own stream, and erasures that the backup does
// not know are made up for, those that are noted on this laptop by opening it.
func (u *unpacking) settle() error {
	s, err := Open(u.ctx, u.dir, u.r.Options)
	if err != nil {
		return err
	}
	if err := s.noteRestored(u.ctx, u.manifest.Made); err != nil {
		s.Close()
		return err
	}
	for _, e := range u.r.Erased {
		if err := s.erase(u.ctx, app.Actor{Staff: e.By}, e.Person); err != nil && !slices.Contains([]string{"record.unknown", "person.erased", "person.unnoted"}, app.RefusalCode(err)) {
			s.Close()
			return err
		}
	}
	return errors.Join(u.tell(s), s.Close())
}

// tell says what became of the site that was restored.
func (u *unpacking) tell(s *Store) error {
	absent, err := s.absent(u.ctx)
	if err != nil {
		return err
	}
	erased, err := s.Erasures(u.ctx)
	if err != nil {
		return err
	}
	again := 0
	for _, e := range erased {
		if e.At.After(u.manifest.Made) {
			again++
		}
	}
	u.restored.Notes = []*app.Refusal{app.Refuse("site.restored", "made", s.moment(u.manifest.Made.UnixMilli()).Format(time.RFC3339), "lane", s.tip.lane)}
	for _, note := range []struct {
		code string
		n    int
	}{
		{"site.restored_absent", int(absent)},
		{"site.restored_erased", again},
		{"site.restored_rotten", len(u.restored.Rotten)},
	} {
		if note.n > 0 {
			u.restored.Notes = append(u.restored.Notes, app.Refuse(note.code, "n", strconv.Itoa(note.n)))
		}
	}
	return nil
}

// noteRestored keeps what the site was restored from.
func (s *Store) noteRestored(ctx context.Context, made time.Time) error {
	s.applying.Store(true)
	defer s.applying.Store(false)
	_, err := s.writer.ExecContext(ctx, "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", restoredFrom, made.UnixMilli())
	return err
}

// String is for logs.
func (r Restored) String() string {
	return r.Name + " " + r.Made.Format(time.RFC3339) + " " + strconv.Itoa(r.Files)
}
