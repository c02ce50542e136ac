package store

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"path/filepath"
	"sync"

	"keyday/app"
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

func openDevice(dir string) (*device, error) {
	path := filepath.Join(dir, deviceFile)
	keepPrivate(path)
	db, err := sql.Open("sqlite3", fileURI(path)+"?_journal_mode=WAL&_synchronous=NORMAL&_busy_timeout=2000")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	_, err = db.Exec(`
		CREATE TABLE IF NOT EXISTS mark (stream BLOB PRIMARY KEY, epoch INTEGER NOT NULL, seq INTEGER NOT NULL, hash BLOB NOT NULL, lane TEXT NOT NULL) STRICT, WITHOUT ROWID;
		CREATE TABLE IF NOT EXISTS backup (at INTEGER PRIMARY KEY, path TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
		CREATE TABLE IF NOT EXISTS preference (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;`)
	if err != nil {
		db.Close()
		return nil, err
	}
	return &device{db: db}, nil
}

// placeKey is the preference under which device.db knows which file it is.
const placeKey = "place"

// moved reports whether this device.db is not the file that was last opened: a
// copy of the folder, a cloned disk, a backup put back by another program. A
// folder that was only renamed is still the same.
func (d *device) moved(path string) (bool, error) {
	here := placeOf(path)
	var last string
	err := d.db.QueryRow("SELECT value FROM preference WHERE key = ?", placeKey).Scan(&last)
	if err := ignoreNoRows(err); err != nil {
		return false, err
	}
	_, err = d.db.Exec("INSERT INTO preference (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", placeKey, here)
	return last != "" && last != here, err
}

// placeOf names one file on one machine; a copy of it has another name.
func placeOf(path string) string {
	which := inode(path)
	if which == "" {
		if which, _ = filepath.Abs(path); which == "" {
			which = path
		}
	}
	sum := sha256.Sum256([]byte(machine() + "\x00" + which))
	return hex.EncodeToString(sum[:8])
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

func (d *device) begin(e epoch) error {
	_, err := d.db.Exec("INSERT INTO mark (stream, epoch, seq, hash, lane) VALUES (?, ?, 0, ?, ?)", e.stream[:], e.n, e.hash[:], e.lane)
	return err
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
	if s.device == nil { // a reading command beside the window
		return ""
	}
	var v string
	_ = s.device.db.QueryRow("SELECT value FROM preference WHERE key = ?", key).Scan(&v)
	return v
}

// SetPreference keeps a setting of this laptop.
func (s *Store) SetPreference(key, value string) error {
	if s.device == nil {
		return app.Refuse("site.locked", "folder", s.dir)
	}
	_, err := s.device.db.Exec("INSERT INTO preference (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value)
	return err
}
