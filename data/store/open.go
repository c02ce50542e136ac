package store

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gofrs/flock"
	"github.com/mattn/go-sqlite3"

	"keyday/app"
	"keyday/data/fault"
	"keyday/data/journal"
	"keyday/data/keyring"
	"keyday/data/leftover"
	"keyday/data/registry"
)

// The files of a site in its folder.
const (
	siteFile   = "site.db"   // the replicated state; may be copied to other laptops
	deviceFile = "device.db" // this laptop's own: epoch, high-water mark; never copied
	lockFile   = "site.lock"

	// Folders that go with the work that made them: copies of the site, with names that
	// may be erased since. Of work that was killed they go when the site is next opened
	// for writing, if the note of it was lost.
	verifying = ".verify-*"
	backingUp = ".backup-*"
	writing   = ".keyday-*.tmp" // a file that was being written: a vault of keys
)

// applicationID marks site.db as Keyday's ("KDAY").
const applicationID = 0x4B444159

// Options say how a store is opened; the zero value is what people get.
type Options struct {
	Clock       app.Clock // default: the wall clock
	Random      io.Reader // default: crypto/rand
	Synchronous string    // default FULL; a test shows that NORMAL loses acknowledged work
	ReadOnly    bool      // reading commands beside the window: no lock, no writer
	Passphrase  string    // the start passphrase, where one wraps the site's key
	Marks       string    // the folder of the marks outside of the site's own, see outside; "" for none
	Laptop      Laptop    // whether this is the laptop that last wrote the site, where nobody else can tell

	// Leftovers note what a killed process would leave: a half-made site, a copy on its
	// way into a backup. Nil notes nothing.
	Leftovers *leftover.Notes
}

// Laptop is a person's answer to "site.place_doubtful".
type Laptop uint8

// The answers. OtherLaptop is always safe: its numbers go on in a series of their own.
const (
	UnsaidLaptop Laptop = iota
	SameLaptop          // it only has another network card
	OtherLaptop         // its disk is a copy of another laptop's
)

// Filled has the defaults where nothing is said.
func (o Options) Filled() Options {
	if o.Clock == nil {
		o.Clock = app.ClockFunc(time.Now)
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Synchronous == "" {
		o.Synchronous = "FULL"
	}
	return o
}

// Store is one open site.
type Store struct {
	dir    string
	reg    *registry.Registry
	opt    Options
	ring   *keyring.Ring
	lock   *flock.Flock
	writer *sql.DB // one connection
	reader *sql.DB // a pool of mode=ro connections
	device *device
	fixed  string // what a connection is told of a medium that cannot be written to

	applying atomic.Bool // the guards let pass only what the store applies
	turns    *turns      // of those who write
	marking  marking     // notes how far this laptop has written

	clock    journal.HLC
	before   time.Time                     // when this laptop had last written when the site was opened
	site     app.ID                        // the site's identity, to which grants are bound
	outside  outside                       // marks outside of the folder
	practice bool                          // whether the site is a rehearsal
	warnings []*app.Refusal                // what opening found that people should hear of
	zone     atomic.Pointer[time.Location] // where the site is
	tip      tip                           // end of this laptop's own stream
	known    map[app.ID]*known             // what the writer knows of records, as committed
	streams  streams
	anchor   atomic.Value // string: the tip's hash and place, as printed

	anchored atomic.Value // tip, for who is not the writer

	keys keyCache // of persons, as opened

	signing  ed25519.PrivateKey // the device's
	mayGrant bool               // it holds the key that grants laptops, its own first
	derived  atomic.Int32       // the day up to which units are known to be derived

	listeners listeners
}

// tip is the end of a stream: what the next operation follows.
type tip struct {
	dev    uint32
	stream journal.Stream
	epoch  uint32
	seq    uint64
	hash   [32]byte
	lane   string
}

// Open opens the site of the registry in dir, which Create or a restore has made.
//
// It refuses with "site.missing", "site.locked" (another Keyday has it open),
// "site.newer" (written by a newer Keyday), "site.unfinished" (by one that was still
// being built), "site.not_a_site", "site.half_made" (what a restore that was broken off
// has left) and the refusals of packages fault and keyring.
func Open(ctx context.Context, dir string, reg *registry.Registry, opt Options) (*Store, error) {
	opt = opt.Filled()
	if halfMade(dir) {
		return nil, app.Refuse("site.half_made", "folder", dir)
	}
	if err := requireOpenable(dir); err != nil {
		return nil, err
	}
	info, err := os.Stat(filepath.Join(dir, siteFile))
	switch {
	case errors.Is(err, os.ErrNotExist), errors.Is(err, syscall.ENOTDIR): // nothing, or a file where a folder was meant
		return nil, app.Refuse("site.missing", "folder", dir)
	case err != nil:
		return nil, fault.Translate(err, dir)
	case info.Size() == 0: // SQLite would take it for a new one
		return nil, app.Refuse("store.damaged", "folder", dir)
	}
	s := &Store{dir: dir, opt: opt, reg: reg, known: map[app.ID]*known{}, turns: newTurns()}
	s.opt.Clock = atSite{opt.Clock, s}
	if err := s.open(ctx); err != nil {
		s.shut()
		return nil, translate(err, dir)
	}
	if err := s.eraseAgain(ctx); err != nil {
		s.Close()
		return nil, translate(err, dir)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context) error {
	if !s.opt.ReadOnly {
		s.lock = flock.New(filepath.Join(s.dir, lockFile))
		if got, err := s.lock.TryLock(); err != nil {
			return err
		} else if !got {
			return app.Refuse("site.locked", "folder", s.dir)
		}
	}
	ring, err := keyring.Open(s.dir, keyring.Passphrase(s.opt.Passphrase))
	if err != nil {
		return err
	}
	s.ring, s.signing, s.mayGrant = ring, ring.Device(), ring.SiteSign() != nil
	path := filepath.Join(s.dir, siteFile)
	// Looked at before anything may write to it: what is no site stays as it is.
	version, err := s.openReader(ctx, path, "")
	if s.opt.ReadOnly && cannotOpen(err) && unlogged(path) {
		_ = s.reader.Close()
		s.fixed = fixed
		version, err = s.openReader(ctx, path, s.fixed)
	}
	if err != nil {
		return err
	}
	s.outside = outside{s.opt.Marks}
	if s.opt.ReadOnly {
		if known := len(s.reg.Schema.Migrations); version < known { // its tables may lack what is asked of them
			return app.Refuse("store.outdated", "version", strconv.Itoa(version), "known", strconv.Itoa(known))
		}
		if words, err := s.indexed(ctx); err != nil {
			return err
		} else if words < s.reg.Schema.Words { // nor would verifying agree with what is found
			return app.Refuse("store.outdated", "version", strconv.Itoa(words), "known", strconv.Itoa(s.reg.Schema.Words))
		}
		return errors.Join(s.readZone(ctx), s.loadSite(ctx), s.loadStreams(ctx))
	}
	for _, beside := range []string{"", "-wal", "-shm"} { // one that was copied comes with the modes of its medium
		_ = os.Chmod(path+beside, 0o600)
	}
	// Room for the pages that an import of 30,000 homes touches: with less, each is written to
	// the log and read again several times. It is given back after; see hugeWrites.
	s.writer = sql.OpenDB(s.connector(path,
		"_journal_mode=WAL&_txlock=immediate&_busy_timeout=5000&_cache_size=-256000&_stmt_cache_size=200&_secure_delete=true&_synchronous="+s.opt.Synchronous))
	s.writer.SetMaxOpenConns(1)
	if err := migrate(ctx, s.reg, s.writer, s.dir); err != nil {
		return err
	}
	s.device, err = openDevice(s.dir)
	if app.RefusalCode(err) == "device.damaged" {
		if s.device, err = renewDevice(s.dir); err == nil {
			s.warn("device.damaged", "file", filepath.Join(s.dir, deviceFile))
		}
	}
	if err != nil {
		return err
	}
	for _, step := range []func(context.Context) error{s.readZone, s.loadSite, s.loadStreams, s.takeStream, s.showUnshown, s.indexAnew, s.deriveToday, s.cleanUpLeft, s.noteErasuresLeft} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	for _, name := range []string{verifying, backingUp, writing} {
		s.opt.Leftovers.SweepOld(s.dir, name, time.Hour)
	}
	s.marking.begin(s)
	return nil
}

// fixed tells SQLite that nobody writes. A medium that cannot be written to, or is full,
// has no room for its index of the log; a database that was closed as it should has no log
// either.
const fixed = "&immutable=1"

func cannotOpen(err error) bool {
	var refused sqlite3.Error
	return errors.As(err, &refused) && (refused.Code == sqlite3.ErrCantOpen || refused.Code == sqlite3.ErrReadonly ||
		app.RefusalCode(translate(refused, "")) == fault.Full)
}

// unlogged reports whether all of the database is in its file, and nothing in a log.
func unlogged(path string) bool {
	info, err := os.Stat(path + "-wal")
	return errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0
}

// openReader opens the pool that reads, and answers the version of the site's schema.
func (s *Store) openReader(ctx context.Context, path, more string) (version int, err error) {
	s.reader = sql.OpenDB(s.connector(path, "mode=ro&_query_only=1&_busy_timeout=5000&_cache_size=-32000"+more))
	s.reader.SetMaxOpenConns(4)
	return checkVersion(ctx, s.reg, s.reader)
}

// deriveToday derives what the days since the last time have changed.
func (s *Store) deriveToday(ctx context.Context) error {
	var day app.Date
	err := s.opening(ctx, func(tx *Tx) error {
		err := tx.deriveAll()
		day = tx.day
		return err
	})
	if err == nil {
		s.derived.Store(int32(day))
	}
	return err
}

// opening runs fn in a transaction while the site is opened, before there is a writer:
// what it changes follows from the journal, and nobody acts.
func (s *Store) opening(ctx context.Context, fn func(tx *Tx) error) error {
	s.applying.Store(true)
	defer s.applying.Store(false)
	defer clear(s.known)
	w, err := s.begin(ctx)
	if err != nil {
		return err
	}
	defer w.sql.Rollback()
	if err := fn(&Tx{work: w, now: w.when}); err != nil {
		return err
	}
	return w.commit()
}

// Close waits for who writes, notes the high-water mark and closes the files. Nothing
// acknowledged is lost without it.
func (s *Store) Close() error {
	if !s.turns.close() {
		return nil
	}
	s.marking.end()
	return s.shut()
}

// warn keeps something for people to hear once the site is open.
func (s *Store) warn(code string, pairs ...string) {
	s.warnings = append(s.warnings, app.Refuse(code, pairs...))
}

// Warnings are what opening the site found that people should hear of, though it is
// open: device.db was lost, the folder is an older copy.
func (s *Store) Warnings() []*app.Refusal { return s.warnings }

// loadSite reads the site's identity.
func (s *Store) loadSite(ctx context.Context) error {
	var id []byte
	err := s.reader.QueryRowContext(ctx, "SELECT value FROM meta WHERE key = 'site'").Scan(&id)
	if err != nil || len(id) != len(s.site) {
		return app.Refuse("site.not_a_site")
	}
	s.site = app.ID(id)
	about, err := s.reg.Schema.Site(s.At(ctx))
	if err == nil && about.Rehearsal {
		// Two rehearsals of one seed are the same to the byte, keys and all: a mark of
		// one would accuse the other.
		s.outside.folder, s.practice = "", true
	}
	if app.RefusalCode(err) == "record.unknown" { // it is just being founded
		return nil
	}
	return err
}

func (s *Store) shut() error {
	var errs []error
	for _, db := range []*sql.DB{s.reader, s.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.device != nil {
		errs = append(errs, s.device.close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Unlock())
	}
	return errors.Join(errs...)
}

// Reads reports whether the site was opened beside its window, for reading alone.
func (s *Store) Reads() bool { return s.opt.ReadOnly }

// Lane is this laptop's number in what it numbers.
func (s *Store) Lane() string {
	end, _ := s.anchored.Load().(tip)
	return end.lane
}

// Dir is the site's folder.
func (s *Store) Dir() string { return s.dir }

// Ring is the laptop's keys.
func (s *Store) Ring() *keyring.Ring { return s.ring }

// Identify makes the identity that every laptop of the site gives the text.
func (s *Store) Identify(text string) app.ID { return s.ring.Identity(text) }

// connector opens connections on which the guards' question can be asked; any
// other program that writes lacks the function, and fails. What SQLite keeps aside
// for a savepoint or a sort stays in memory: otherwise every page of a long
// transaction is written to a file of the system's temporary folder first.
func (s *Store) connector(path, query string) driver.Connector {
	return connector{
		dsn: fileURI(path) + "?" + query,
		driver: &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
			if _, err := c.Exec("PRAGMA temp_store = MEMORY", nil); err != nil {
				return err
			}
			return c.RegisterFunc("keyday_applying", func() bool { return s.applying.Load() }, false)
		}},
	}
}

type connector struct {
	dsn    string
	driver *sqlite3.SQLiteDriver
}

func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }
func (c connector) Driver() driver.Driver                        { return c.driver }

// fileURI escapes what a path may hold and a URI may not: #, ?, %, Chinese, and
// the drive letter and backslashes of Windows.
func fileURI(path string) string {
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" && len(path) > 1 && path[1] == ':' {
		path = "/" + path
	}
	u := url.URL{Scheme: "file", Path: path}
	if !strings.HasPrefix(path, "/") {
		return "file:" + u.EscapedPath()
	}
	return u.String()
}

// checkVersion answers the version of a site's schema. It refuses files that are
// no site, sites of a newer Keyday, and those of one that was still being built.
func checkVersion(ctx context.Context, r *registry.Registry, db *sql.DB) (version int, err error) {
	var id int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, err
	}
	if id != applicationID || version < 1 {
		return 0, app.Refuse("site.not_a_site")
	}
	if version > len(r.Schema.Migrations) {
		return version, app.Refuse("site.newer", "version", strconv.Itoa(version), "known", strconv.Itoa(len(r.Schema.Migrations)))
	}
	if version == len(r.Schema.Migrations) {
		return version, checkColumns(ctx, r, db)
	}
	return version, nil
}

// checkColumns refuses a site whose tables lack what this Keyday writes: until a
// version is given to people its migrations change in place. Tables of the journal and
// of what stands beside it never changed: without one of them the file is damaged.
func checkColumns(ctx context.Context, r *registry.Registry, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'")
	if err != nil {
		return err
	}
	defer rows.Close()
	there, tables := map[[2]string]bool{}, map[string]bool{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			return err
		}
		there[[2]string{table, column}], tables[table] = true, true
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for _, table := range append([]string{"op", "gate"}, guarded...) {
		if !tables[table] {
			return sqlite3.Error{Code: sqlite3.ErrCorrupt} // as SQLite says of what it finds itself
		}
	}
	for _, k := range r.InOrder() {
		for _, f := range k.Fields {
			if !there[[2]string{k.Name, f.Name}] {
				return app.Refuse("site.unfinished", "what", k.Name+"."+f.Name)
			}
		}
	}
	return nil
}
