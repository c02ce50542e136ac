package store

import (
	"archive/tar"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"
	"runtime/debug"
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
	"keyday/data/registry"
)

// Restoring says how a backup is restored; the zero value is what people get.
type Restoring struct {
	Passphrase string // of the backup
	Options    Options
	Erased     []Erasure // persons whose erasure came after the backup, as another copy of the site knows them
	Progress   func(done, all int64)
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
// "backup.not_a_backup", "backup.torn", "backup.newer" and the refusals of packages
// fault and keyring.
func Restore(ctx context.Context, reg *registry.Registry, file, dir string, r Restoring) (Restored, error) {
	var made Restored
	err := Beside(r.Options.Leftovers, dir, func(beside string) error {
		u := &unpacking{ctx: ctx, reg: reg, r: r, dir: beside}
		err := u.errorOfBackup(translate(u.run(file), beside), file)
		made = u.restored
		return err
	})
	if err != nil {
		return Restored{}, err
	}
	return made, nil
}

// errorOfBackup says of the backup what is wrong with what came out of it: nobody can mend the
// folder into which it was unpacked.
func (u *unpacking) errorOfBackup(err error, file string) error {
	switch app.RefusalCode(err) {
	case keyring.Damaged, "store.damaged", "site.missing", "site.not_a_site":
		return app.Refuse("backup.torn", "file", file)
	case keyring.Newer, "site.newer":
		return app.Refuse("backup.newer", "version", u.manifest.Keyday)
	}
	return err
}

type unpacking struct {
	ctx      context.Context
	reg      *registry.Registry
	r        Restoring
	dir      string
	manifest manifest
	keys     []byte
	restored Restored
	size     int64 // of the backup itself
	declared int64 // bytes of the entries so far
	done     int64
	told     time.Time
}

func (u *unpacking) run(file string) error {
	in, err := durable.Open(file)
	if err != nil {
		return fault.Translate(err, file)
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return fault.Translate(err, file)
	}
	identity, err := age.NewScryptIdentity(u.r.Passphrase)
	if err != nil {
		return app.Refuse("backup.passphrase_wrong")
	}
	identity.SetMaxWorkFactor(maxWorkFactor)
	head := bufio.NewReader(in)
	if magic, err := head.Peek(len(ageMagic)); err != nil || string(magic) != ageMagic {
		return app.Refuse("backup.not_a_backup", "file", file)
	}
	plain, err := age.Decrypt(head, identity)
	debug.FreeOSMemory() // what the passphrase's cost took
	if err != nil {
		if strings.Contains(err.Error(), "work factor too large") {
			return app.Refuse("backup.too_costly", "file", file)
		}
		var wrong *age.NoIdentityMatchError
		if errors.As(err, &wrong) {
			return app.Refuse("backup.passphrase_wrong")
		}
		return app.Refuse("backup.torn", "file", file)
	}
	u.size = info.Size()
	err = u.unpack(tar.NewReader(damage{plain}))
	if errors.Is(err, errTorn) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, tar.ErrHeader) {
		return app.Refuse("backup.torn", "file", file)
	}
	if err != nil {
		return err
	}
	if _, err := keyring.Import(u.dir, u.keys, u.r.Options.Filled().Random); err != nil {
		return err
	}
	return u.settle()
}

const ageMagic = "age-encryption.org/v1"

// shortened is a text of a manifest as it is said: who made the backup may have written
// anything of any length.
func shortened(text string) string {
	if letters := []rune(text); len(letters) > app.MostName {
		return string(letters[:app.MostName-1]) + "…"
	}
	return text
}

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
	u.manifest.Keyday = shortened(u.manifest.Keyday)
	if u.manifest.Version > backupVersion {
		return app.Refuse("backup.newer", "version", u.manifest.Keyday)
	}
	if u.manifest.Bytes < 0 || u.manifest.Bytes > u.size { // nothing in it is packed
		return errTorn
	}
	if free, known := durable.Free(u.dir); known && u.manifest.Bytes > free {
		return app.Refuse(fault.Full, "what", u.dir)
	}
	u.restored = Restored{Name: shortened(u.manifest.Name), Made: u.manifest.Made, Files: u.manifest.Files}
	if u.keys, err = u.small(t, keysEntry); err != nil {
		return err
	}
	if _, err := u.next(t, siteFile); err != nil {
		return err
	}
	if err := u.unpackDatabase(t); err != nil {
		return err
	}
	photos, err := photo.New(u.dir, nil)
	if err != nil {
		return err
	}
	defer photos.Close()
	for range u.manifest.Files {
		name, err := u.next(t, "")
		if err != nil {
			return err
		}
		hash, ok := strings.CutPrefix(name, filesEntry)
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
		return tornError(err)
	}
	return nil
}

// tornError says in one way what the tar's library says in many.
func tornError(err error) error {
	return errors.Join(errTorn, err)
}

// next goes to the next entry, which has that name where one is given. What Backup did
// not write is none of its entries: a sparse one has a few bytes and says that it is as
// large as the disk.
func (u *unpacking) next(t *tar.Reader, name string) (string, error) {
	h, err := t.Next()
	if err != nil {
		return "", tornError(err)
	}
	if name != "" && h.Name != name || h.Typeflag != tar.TypeReg || sparse(h) {
		return "", errTorn
	}
	if name != manifestEntry && name != keysEntry {
		if u.declared += h.Size; u.declared > u.manifest.Bytes {
			return "", errTorn
		}
	}
	return h.Name, nil
}

func sparse(h *tar.Header) bool {
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse") {
			return true
		}
	}
	return false
}

// small reads an entry that fits into memory.
func (u *unpacking) small(t *tar.Reader, name string) ([]byte, error) {
	if _, err := u.next(t, name); err != nil {
		return nil, err
	}
	const most = 1 << 20
	body, err := io.ReadAll(io.LimitReader(t, most+1))
	if len(body) > most {
		err = errTorn
	}
	return body, err
}

func (u *unpacking) unpackDatabase(t *tar.Reader) error {
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
	s, err := Open(u.ctx, u.dir, u.reg, u.r.Options)
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
	u.restored.Notes = []*app.Refusal{app.Refuse("site.restored", "made", s.Moment(u.manifest.Made.UnixMilli()).Format(time.RFC3339), "lane", s.tip.lane)}
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
