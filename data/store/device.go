package store

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/journal"
)

// device is device.db: what belongs to this laptop alone and is never copied
// with a site. The high-water mark in it may lag behind the journal, never lead.
type device struct {
	db   *sql.DB
	mu   sync.Mutex
	mark uint64 // the highest seq noted of the present stream
	own  journal.Stream
}

const deviceSchema = `
	CREATE TABLE IF NOT EXISTS mark (stream BLOB PRIMARY KEY, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, lane TEXT NOT NULL) STRICT, WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS backup (at INTEGER PRIMARY KEY, path TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
	CREATE TABLE IF NOT EXISTS preference (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`

// openDevice opens device.db. It refuses with "device.damaged" what SQLite cannot read,
// so that nobody takes it for damage of the site.
func openDevice(dir string) (*device, error) {
	path := filepath.Join(dir, deviceFile)
	if err := requireDeviceFile(dir); err != nil {
		return nil, err
	}
	keepPrivate(path)
	db, err := sql.Open("sqlite3", fileURI(path)+"?_journal_mode=WAL&_synchronous=NORMAL&_busy_timeout=2000&_secure_delete=true")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec(deviceSchema)
	if err == nil {
		err = checkDevice(db)
	}
	d := &device{db: db}
	if err == nil {
		if _, unread := d.epochs(); unread != nil { // what it holds is none of ours
			err = app.Refuse("device.damaged")
		}
	}
	if err != nil {
		db.Close()
		return nil, deviceError(err, path)
	}
	return d, nil
}

// requireDeviceFile refuses with "device.damaged" where something else lies in the place of
// device.db.
func requireDeviceFile(dir string) error {
	if noFile(dir, deviceFile) != "" {
		return app.Refuse("device.damaged", "file", filepath.Join(dir, deviceFile))
	}
	return nil
}

// checkDevice lets SQLite read all of the file: it is small, and what is found damaged
// half-way through the day helps nobody.
func checkDevice(db *sql.DB) error {
	var said string
	if err := db.QueryRow("PRAGMA quick_check(1)").Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return app.Refuse("device.damaged")
	}
	return nil
}

// deviceError calls damage of device.db by its name.
func deviceError(err error, path string) error {
	if err = translate(err, path); app.RefusalCode(err) == "store.damaged" || app.RefusalCode(err) == "device.damaged" {
		return app.Refuse("device.damaged", "file", path)
	}
	return err
}

// renewDevice puts a damaged device.db aside and begins a new one. What it knew (how
// far this laptop's stream had come, where backups go) is gone; the site is not.
func renewDevice(dir string) (*device, error) {
	path := filepath.Join(dir, deviceFile)
	aside := path + ".damaged-" + time.Now().Format("20060102T150405")
	for _, beside := range ofDatabase {
		if err := durable.Rename(path+beside, aside+beside); err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
	return openDevice(dir)
}

// placeKey is the preference under which device.db knows where it lies.
const placeKey = "place"

// place is where device.db lay when its present stream was begun or went on; not known
// in a new one.
func (d *device) place() (p place, known bool, err error) {
	var text string
	err = d.db.QueryRow("SELECT value FROM preference WHERE key = ?", placeKey).Scan(&text)
	if err != nil {
		return p, false, IgnoreNoRows(err)
	}
	p, known = decodePlace(text)
	return p, known, nil
}

const setPreference = "INSERT INTO preference (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"

// notePlace notes where the stream goes on: the network cards may be others by now.
func (d *device) notePlace(here place) error {
	_, err := d.db.Exec(setPreference, placeKey, here.encode())
	return err
}

// epochs lists this laptop's streams in the site, the latest epoch last.
func (d *device) epochs() ([]epoch, error) {
	rows, err := d.db.Query("SELECT stream, epoch, seq, hash, lane FROM mark ORDER BY epoch & 255")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []epoch
	for rows.Next() {
		var e epoch
		var stream, hash []byte
		if err := rows.Scan(&stream, &e.n, &e.seq, &hash, &e.lane); err != nil {
			return nil, err
		}
		copy(e.stream[:], stream)
		copy(e.hash[:], hash)
		all = append(all, e)
	}
	return all, rows.Err()
}

// epoch is one stream of this laptop and how far it had come when last noted.
type epoch struct {
	stream journal.Stream
	n      uint32
	seq    uint64
	hash   [32]byte
	lane   string
}

// begin notes a new stream and where it is written, in one: a copy that failed to begin
// its own must not pass for the original when it is opened again.
func (d *device) begin(e epoch, here place) error {
	tx, err := d.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("INSERT INTO mark (stream, epoch, seq, hash, lane) VALUES (?, ?, 0, ?, ?)", e.stream[:], e.n, e.hash[:], e.lane); err != nil {
		return err
	}
	if _, err := tx.Exec(setPreference, placeKey, here.encode()); err != nil {
		return err
	}
	return tx.Commit()
}

// raise notes how far the stream has come. A failure is no one's loss: the next
// call notes more.
func (d *device) raise(t tip) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if t.stream == d.own && t.seq == d.mark {
		return
	}
	if _, err := d.db.Exec("UPDATE mark SET seq = ?, hash = ? WHERE stream = ? AND seq <= ?", t.seq, t.hash[:], t.stream[:], t.seq); err == nil {
		d.own, d.mark = t.stream, t.seq
	}
}

func (d *device) close() error { return d.db.Close() }

// Preference reads a setting of this laptop (language, theme, last building);
// "" where there is none.
func (s *Store) Preference(key string) string {
	var v string
	read := func(d *device) error {
		return d.db.QueryRow("SELECT value FROM preference WHERE key = ?", key).Scan(&v)
	}
	if s.device == nil { // a reading command beside the window
		_ = besideDevice(s.dir, read)
	} else {
		_ = read(s.device)
	}
	return v
}

// besideDevice reads from a device.db that another may have open, or that lies on a
// medium that cannot be written to. It refuses with "device.damaged" what is none.
func besideDevice(dir string, read func(d *device) error) error {
	path := filepath.Join(dir, deviceFile)
	if err := requireDeviceFile(dir); err != nil {
		return err
	}
	look := func(more string) error {
		db, err := sql.Open("sqlite3", fileURI(path)+"?mode=ro&_busy_timeout=2000"+more)
		if err != nil {
			return err
		}
		defer db.Close()
		return read(&device{db: db})
	}
	err := look("")
	if cannotOpen(err) && unlogged(path) {
		err = look(fixed)
	}
	var said sqlite3.Error
	if errors.As(err, &said) && said.Code == sqlite3.ErrError { // it lacks the tables
		return app.Refuse("device.damaged", "file", path)
	}
	return deviceError(err, path)
}

// SetPreference keeps a setting of this laptop.
func (s *Store) SetPreference(key, value string) error {
	if s.device == nil {
		return app.Refuse("site.locked", "folder", s.dir)
	}
	_, err := s.device.db.Exec(setPreference, key, value)
	return err
}
