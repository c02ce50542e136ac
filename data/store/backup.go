package store

import (
	"archive/tar"
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"filippo.io/age"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/leftover"
	"keyday/data/photo"
)

// A backup is one age file under a passphrase; inside is a tar:
//
//	manifest   what it is (JSON)
//	keys       the site's keys, as keyring exports them; not the laptop's own
//	site.db    a consistent copy, checked
//	files/…    every file that the records name, by hash
const (
	manifestEntry = "manifest"
	keysEntry     = "keys"
	filesEntry    = "files/"

	backupVersion = 1
)

type manifest struct {
	Version int       `json:"version"`
	Keyday  string    `json:"keyday"`
	Site    string    `json:"site"`
	Name    string    `json:"name"`
	Made    time.Time `json:"made"`
	Files   int       `json:"files"`
	Bytes   int64     `json:"bytes"` // of the entries that follow
}

// ShortestPassphrase is how many characters a backup's passphrase has at least.
const ShortestPassphrase = 8

// The cost of guessing a passphrase, as a power of two; scrypt holds 1 KB for each of it.
const (
	ownWorkFactor = 17 // of what is written now: half a second on a laptop, and half of what reading a file may take
	maxWorkFactor = 18 // of what was written before, and is read. Who asks for more is none of ours
)

// workFactor is what backups are made with. Tests need less.
var workFactor = ownWorkFactor

// BackupMade tells of a backup that was made.
type BackupMade struct {
	At    time.Time
	Path  string
	Bytes int64
	Files int
	// Lacking are the files that records name and that are not in it, or not as they
	// were: not on this laptop, altered, unreadable. Each says in "of" and "field" whose
	// it is.
	Lacking []*app.Refusal
}

// Backup writes everything of the site into one encrypted file at path, in place
// of what was there; it is whole or not there, and read back before it counts.
// It reads one consistent state, beside the writer. progress may be nil.
//
// It refuses with "backup.passphrase_short" and the refusals of package fault. No file of
// a record keeps a backup from being made, whatever became of it: a disk that begins to
// fail is when a backup is needed most.
func (s *Store) Backup(ctx context.Context, photos *photo.Store, path, passphrase string, progress func(done, all int64)) (BackupMade, error) {
	if utf8.RuneCountInString(passphrase) < ShortestPassphrase {
		return BackupMade{}, app.Refuse("backup.passphrase_short", "length", "8")
	}
	b := &backup{ctx: ctx, photos: photos, notes: s.opt.Leftovers, progress: progress, made: BackupMade{Path: path}, lacking: map[string]string{}}
	dir, err := os.MkdirTemp(s.dir, backingUp)
	if err != nil {
		return BackupMade{}, translate(err, s.dir)
	}
	note, err := b.notes.Begin(dir)
	if err != nil {
		return BackupMade{}, err
	}
	defer note.End()
	defer os.RemoveAll(dir)
	copied, seq, err := s.copyOut(ctx, dir)
	if err != nil {
		return BackupMade{}, translate(err, s.dir)
	}
	b.site = s.copyAt(copied)
	defer b.site.reader.Close()
	if err := b.plan(copied); err != nil {
		return BackupMade{}, translate(err, s.dir)
	}
	if err := b.write(s.ring.Export(), copied, path, passphrase); err != nil {
		return BackupMade{}, fault.Translate(err, path)
	}
	b.made.At = s.opt.Clock.Now()
	return b.made, s.noteBackup(b.made, seq)
}

// copyOut makes a consistent copy of site.db in the folder, and checks it. seq is how
// far this laptop's stream is in it, at least.
func (s *Store) copyOut(ctx context.Context, dir string) (path string, seq uint64, err error) {
	path = filepath.Join(dir, siteFile)
	if t, ok := s.anchored.Load().(tip); ok {
		seq = t.seq
	}
	db := sql.OpenDB(s.connector(filepath.Join(s.dir, siteFile), "mode=ro&_busy_timeout=5000"))
	defer db.Close()
	if _, err = db.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return "", 0, err
	}
	return path, seq, checkWhole(ctx, path)
}

// checkWhole refuses with "store.damaged" a database that SQLite itself finds
// damaged.
func checkWhole(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite3", fileURI(path)+"?mode=ro&immutable=1")
	if err != nil {
		return err
	}
	defer db.Close()
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check(1)").Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return app.Refuse("store.damaged", "folder", filepath.Dir(path))
	}
	return nil
}

type backup struct {
	ctx      context.Context
	site     *Store // as it was copied
	photos   *photo.Store
	notes    *leftover.Notes
	progress func(done, all int64)

	manifest  manifest
	named     map[string]Naming
	hashes    []string
	lacking   map[string]string // by hash, the code that says why
	made      BackupMade
	done, all int64
	told      time.Time
}

// copyAt reads a copy of the site.
func (s *Store) copyAt(copied string) *Store {
	c := &Store{dir: s.dir, opt: s.opt, reg: s.reg, ring: s.ring}
	c.reader = sql.OpenDB(c.connector(copied, "mode=ro&immutable=1"))
	return c
}

// plan reads from the copy what goes into the backup besides it.
func (b *backup) plan(copied string) error {
	site, err := b.site.reg.Schema.Site(b.site.At(b.ctx))
	if err != nil {
		return err
	}
	if b.named, err = b.site.Files(b.ctx); err != nil {
		return err
	}
	for _, hash := range slices.Sorted(maps.Keys(b.named)) {
		size, err := b.size(hash)
		if err != nil {
			b.lacks(hash, err)
			continue
		}
		b.hashes = append(b.hashes, hash)
		b.all += size
	}
	info, err := os.Stat(copied)
	if err != nil {
		return err
	}
	b.all += info.Size()
	b.manifest = manifest{Version: backupVersion, Keyday: app.Version, Site: site.ID.String(), Name: site.Name,
		Made: b.site.opt.Clock.Now(), Files: len(b.hashes), Bytes: b.all}
	return nil
}

// lacks notes why a file is not in the backup as it was.
func (b *backup) lacks(hash string, err error) {
	b.lacking[hash] = cmp.Or(app.RefusalCode(fault.Translate(err, hash)), fault.Broken)
}

// tell says what the backup holds and what it lacks.
func (b *backup) tell() error {
	b.made.Files = len(b.named) - len(b.lacking)
	return b.site.Read(b.ctx, func(tx *Tx) error {
		for _, hash := range slices.Sorted(maps.Keys(b.lacking)) {
			trouble, err := tx.fileTrouble(b.lacking[hash], hash, b.named[hash])
			if err != nil {
				return err
			}
			b.made.Lacking = append(b.made.Lacking, trouble)
		}
		return nil
	})
}

func (b *backup) size(hash string) (int64, error) {
	f, err := b.photos.Open(hash)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (b *backup) write(keys []byte, copied, path, passphrase string) error {
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return err
	}
	recipient.SetWorkFactor(workFactor)
	out, err := b.notes.Create(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer out.Discard()
	written := sha256.New()
	sealed, err := age.Encrypt(io.MultiWriter(out, written), recipient)
	if err != nil {
		return err
	}
	if err := b.fill(tar.NewWriter(sealed), keys, copied); err != nil {
		return err
	}
	if err := sealed.Close(); err != nil {
		return err
	}
	if b.made.Bytes, err = readBack(out, written); err != nil {
		return err
	}
	if err := b.tell(); err != nil {
		return err
	}
	return out.Commit(path)
}

// readBack compares what lies in the file with what was written: sticks lie.
func readBack(out *leftover.File, written hash.Hash) (int64, error) {
	if err := out.Sync(); err != nil {
		return 0, err
	}
	if _, err := out.Seek(0, io.SeekStart); err != nil {
		return 0, err
	}
	read := sha256.New()
	n, err := io.Copy(read, out)
	if err != nil {
		return 0, err
	}
	if string(read.Sum(nil)) != string(written.Sum(nil)) {
		return 0, app.Refuse(fault.Broken, "what", out.Name())
	}
	return n, nil
}

func (b *backup) fill(t *tar.Writer, keys []byte, copied string) error {
	head, err := json.Marshal(b.manifest)
	if err != nil {
		return err
	}
	for _, small := range []struct {
		name string
		body []byte
	}{{manifestEntry, head}, {keysEntry, keys}} {
		if err := t.WriteHeader(&tar.Header{Name: small.name, Mode: 0o600, Size: int64(len(small.body))}); err != nil {
			return err
		}
		if _, err := t.Write(small.body); err != nil {
			return err
		}
	}
	db, err := durable.Open(copied)
	if err != nil {
		return err
	}
	defer db.Close()
	info, err := db.Stat()
	if err != nil {
		return err
	}
	if err := b.writeEntry(t, siteFile, db, info.Size()); err != nil {
		return err
	}
	for _, hash := range b.hashes {
		if err := b.writeFile(t, hash); err != nil {
			return err
		}
	}
	return t.Close()
}

// writeFile writes the file of a hash, which the manifest has promised, as far as it can be
// read; one that is gone since is an empty one.
func (b *backup) writeFile(t *tar.Writer, hash string) error {
	var from io.Reader = strings.NewReader("")
	var size int64
	f, err := b.photos.Open(hash)
	if err == nil {
		defer f.Close()
		from = f
		var info os.FileInfo
		if info, err = f.Stat(); err == nil {
			size = info.Size()
		}
	}
	read := sha256.New()
	saved := &salvage{from: io.TeeReader(from, read), err: err}
	if err := b.writeEntry(t, filesEntry+hash, saved, size); err != nil {
		return err
	}
	switch {
	case saved.err != nil && !errors.Is(saved.err, io.EOF):
		b.lacks(hash, saved.err)
	case hash != hex.EncodeToString(read.Sum(nil)): // what lies there is another file
		b.lacks(hash, app.Refuse(photo.Altered))
	}
	return nil
}

// salvage reads what can be read. From where that ends, be it with an error, it is
// nothing but zeros: an entry has the size that its head says, and restoring finds that it
// is not the file.
type salvage struct {
	from io.Reader
	err  error // what ended reading
}

func (s *salvage) Read(p []byte) (n int, err error) {
	if s.err == nil {
		n, s.err = s.from.Read(p)
	}
	if n == 0 && s.err != nil {
		clear(p)
		n = len(p)
	}
	return n, nil
}

func (b *backup) writeEntry(t *tar.Writer, name string, from io.Reader, size int64) error {
	if err := t.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size}); err != nil {
		return err
	}
	_, err := io.Copy(io.MultiWriter(t, counting(b.count)), io.LimitReader(from, size))
	return err
}

func (b *backup) count(n int) error {
	b.done += int64(n)
	if now := time.Now(); b.progress != nil && now.Sub(b.told) > 50*time.Millisecond {
		b.told = now
		b.progress(b.done, b.all)
	}
	return b.ctx.Err()
}

// counting is a writer that only tells how much passes.
type counting func(n int) error

func (c counting) Write(p []byte) (int, error) { return len(p), c(len(p)) }

// noteBackup keeps on this laptop that a backup was made, and of how much.
func (s *Store) noteBackup(made BackupMade, seq uint64) error {
	d := s.device
	if d == nil { // a reading command beside the window
		var err error
		if d, err = openDevice(s.dir); app.RefusalCode(err) == "device.damaged" {
			return nil // the backup is made; what the file knew is lost in any case
		}
		if err != nil {
			return translate(err, s.dir)
		}
		defer d.close()
	}
	// Those that a clock set back since says are yet to come would stay the last for long.
	_, err := d.db.Exec("DELETE FROM backup WHERE at >= ?", made.At.UnixMilli())
	if err == nil {
		_, err = d.db.Exec("INSERT INTO backup (at, path, seq) VALUES (?, ?, ?)", made.At.UnixMilli(), made.Path, seq)
	}
	return translate(err, s.dir)
}

// LastBackup is when and where the last backup was made on this laptop; the zero
// time where none was.
func (s *Store) LastBackup() (at time.Time, path string) {
	at, path, _ = s.lastBackup()
	return at, path
}

func (s *Store) lastBackup() (at time.Time, path string, seq uint64) {
	if s.device == nil {
		return at, "", 0
	}
	var ms int64
	err := s.device.db.QueryRow("SELECT at, path, seq FROM backup ORDER BY at DESC LIMIT 1").Scan(&ms, &path, &seq)
	if err != nil {
		return at, "", 0
	}
	return s.Moment(ms), path, seq
}

// BackupDue reports whether anything was recorded since the last backup, and that
// backup is older than the given time: an hour while people work, nothing at
// closing. One that is yet to come was made before the clock was set back, nobody
// knows when.
func (s *Store) BackupDue(every time.Duration) bool {
	at, _, seq := s.lastBackup()
	now, _ := s.anchored.Load().(tip)
	age := s.opt.Clock.Now().Sub(at)
	// Another number than then, be it a smaller one: a copy of the folder counts anew.
	return now.seq != seq && (age < 0 || age >= every)
}

// isHash reports whether the text is a file's hash, and no path.
func isHash(text string) bool {
	b, err := hex.DecodeString(text)
	return err == nil && len(b) == sha256.Size
}

var errTorn = errors.New("store: the backup is torn")
