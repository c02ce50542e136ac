package store

import (
	"context"
	"database/sql"
	"path/filepath"
	"time"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/durable"
)

// tries is where this laptop keeps how often a PIN was wrong: in device.db, which the
// window and the commands beside it open for the moment. wrong_pin waits there until
// somebody signs in who can write it into the journal.
type tries struct {
	db    *sql.DB
	close func() error
}

const triesTables = `
	CREATE TABLE IF NOT EXISTS pin_try (person BLOB PRIMARY KEY, wrong INTEGER NOT NULL, until INTEGER NOT NULL) STRICT, WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS wrong_pin (n INTEGER PRIMARY KEY, person BLOB NOT NULL, at INTEGER NOT NULL) STRICT;`

// TryPIN lets right say whether a PIN is the person's, unless wrong ones before it are
// to be waited out first: then it is not asked. Before it is, the PIN counts as wrong
// already: two that try at once, or one that is killed, gain nothing.
//
// Where the site's folder cannot be written to, or device.db is damaged, the count is
// kept in the file spare.
//
// It refuses with "staff.pin_wait", "staff.pin_wrong", "staff.pin_wrong_wait", and
// where nothing can be counted, as package fault does.
func (s *Store) TryPIN(ctx context.Context, person app.ID, spare string, right func() bool) error {
	t, err := s.openTries(ctx)
	if code := app.RefusalCode(err); code == "disk.readonly" || code == "device.damaged" {
		t, err = spareTries(ctx, spare)
	}
	if err != nil {
		return err
	}
	defer t.close()
	missed, try, err := s.count(ctx, t, person)
	if err != nil {
		return translate(err, s.dir)
	}
	if !right() {
		return missed.Refusal()
	}
	s.tried.Delete(person)
	return translate(t.inside(ctx, func(tx transaction) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM pin_try WHERE person = ?", person[:]); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM wrong_pin WHERE n = ?", try)
		return err
	}), s.dir)
}

// count counts one more try as wrong, or says how long to wait.
func (s *Store) count(ctx context.Context, t tries, person app.ID) (missed staff.Tries, try int64, err error) {
	var left time.Duration
	err = t.inside(ctx, func(tx transaction) error {
		var before staff.Tries
		var until int64
		row := tx.QueryRowContext(ctx, "SELECT wrong, until FROM pin_try WHERE person = ?", person[:])
		if err := ignoreNoRows(row.Scan(&before.Wrong, &until)); err != nil {
			return err
		}
		now := s.opt.Clock.Now()
		before.Until = time.UnixMilli(until)
		left = s.left(person, before, now)
		missed = staff.Tries{Wrong: before.Wrong, Until: now.Add(left)}
		if left == 0 {
			missed = before.Missed(now)
			added, err := tx.ExecContext(ctx, "INSERT INTO wrong_pin (person, at) VALUES (?, ?)", person[:], now.UnixMilli())
			if err != nil {
				return err
			}
			if try, err = added.LastInsertId(); err != nil {
				return err
			}
		}
		// Also where one waits: a clock that was set back would else say the same for ever.
		s.tried.Store(person, missed)
		_, err := tx.ExecContext(ctx, `INSERT INTO pin_try (person, wrong, until) VALUES (?, ?, ?)
			ON CONFLICT (person) DO UPDATE SET wrong = excluded.wrong, until = excluded.until`, person[:], missed.Wrong, missed.Until.UnixMilli())
		return err
	})
	if err == nil && left > 0 {
		err = staff.Waiting(left)
	}
	return missed, try, err
}

// left is how long nobody may try. What this process has seen itself it knows by a
// clock that nobody sets; the other processes' by the laptop's.
func (s *Store) left(person app.ID, kept staff.Tries, now time.Time) time.Duration {
	left := kept.Left(now)
	if seen, is := s.tried.Load(person); is && kept.Wrong > 0 {
		left = max(left, min(seen.(staff.Tries).Left(now), staff.WaitAfter(kept.Wrong)))
	}
	return left
}

// openTries opens the count for the moment; it refuses with "disk.readonly" where it
// cannot be written to.
func (s *Store) openTries(ctx context.Context) (tries, error) {
	t := tries{close: func() error { return nil }}
	if s.device != nil {
		t.db = s.device.db
	} else {
		d, err := openDevice(s.dir)
		if err != nil {
			return t, translate(err, s.dir)
		}
		t.db, t.close = d.db, d.close
	}
	return t, translate(t.ready(ctx), s.dir)
}

// spareTries opens the count that is kept elsewhere on this laptop.
func spareTries(ctx context.Context, path string) (tries, error) {
	if err := durable.MkdirAll(filepath.Dir(path)); err != nil {
		return tries{}, translate(err, path)
	}
	keepPrivate(path)
	db, err := sql.Open("sqlite3", fileURI(path)+"?_journal_mode=WAL&_synchronous=NORMAL&_busy_timeout=2000")
	if err != nil {
		return tries{}, translate(err, path)
	}
	t := tries{db, db.Close}
	return t, translate(t.ready(ctx), path)
}

// ready makes the tables where they lack; a file that cannot be written to is closed.
func (t tries) ready(ctx context.Context) error {
	err := t.inside(ctx, func(tx transaction) error {
		_, err := tx.ExecContext(ctx, triesTables)
		return err
	})
	if err != nil {
		t.close()
	}
	return err
}

// inside runs fn in one transaction in which nobody else writes.
func (t tries) inside(ctx context.Context, fn func(tx transaction) error) error {
	tx, err := beginOwn(ctx, t.db)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := fn(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// UntoldPINs are the wrong PINs that the journal does not know of yet, each person's
// together, and how far they go.
func (s *Store) UntoldPINs(ctx context.Context) (wrong []staff.WrongPIN, upTo int64, err error) {
	t, err := s.openTries(ctx)
	if err != nil {
		return nil, 0, err
	}
	defer t.close()
	rows, err := t.db.QueryContext(ctx, "SELECT person, count(*), min(at), max(at), max(n) FROM wrong_pin GROUP BY person ORDER BY min(n)")
	if err != nil {
		return nil, 0, translate(err, s.dir)
	}
	defer rows.Close()
	end, _ := s.anchored.Load().(tip)
	for rows.Next() {
		one := staff.WrongPIN{Laptop: end.lane}
		var person []byte
		var first, last, n int64
		if err := rows.Scan(&person, &one.Times, &first, &last, &n); err != nil {
			return nil, 0, err
		}
		copy(one.Person[:], person)
		one.First, one.Last, upTo = time.UnixMilli(first), time.UnixMilli(last), max(upTo, n)
		wrong = append(wrong, one)
	}
	return wrong, upTo, rows.Err()
}

// PINsTold lets go of what the journal knows now.
func (s *Store) PINsTold(ctx context.Context, upTo int64) error {
	t, err := s.openTries(ctx)
	if err != nil {
		return err
	}
	defer t.close()
	_, err = t.db.ExecContext(ctx, "DELETE FROM wrong_pin WHERE n <= ?", upTo)
	return translate(err, s.dir)
}

// Reads reports whether the site was opened beside its window, for reading alone.
func (s *Store) Reads() bool { return s.opt.ReadOnly }
