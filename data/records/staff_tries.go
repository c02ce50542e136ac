package records

import (
	"context"
	"time"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/registry"
	"keyday/data/store"
)

// How often a PIN was wrong stands beside the site, where the window and the commands
// count together. wrong_pin waits there until somebody signs in who can write it into the
// journal.
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
	missed, try, err := s.countTry(ctx, person, spare)
	if err != nil {
		return err
	}
	if !right() {
		return missed.Refusal()
	}
	s.tried.Delete(person)
	return s.Local(ctx, triesTables, spare, func(tx store.LocalTx) error {
		if _, err := tx.ExecContext(ctx, "DELETE FROM pin_try WHERE person = ?", person[:]); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "DELETE FROM wrong_pin WHERE n = ?", try)
		return err
	})
}

// countTry counts one more try as wrong, or says how long to wait.
func (s *Store) countTry(ctx context.Context, person app.ID, spare string) (missed staff.Tries, try int64, err error) {
	var left time.Duration
	err = s.Local(ctx, triesTables, spare, func(tx store.LocalTx) error {
		var before staff.Tries
		var until int64
		row := tx.QueryRowContext(ctx, "SELECT wrong, until FROM pin_try WHERE person = ?", person[:])
		if err := store.IgnoreNoRows(row.Scan(&before.Wrong, &until)); err != nil {
			return err
		}
		now := s.Clock().Now()
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

// UntoldPINs are the wrong PINs that the journal does not know of yet, each person's
// together, and how far they go.
func (s *Store) UntoldPINs(ctx context.Context) (wrong []staff.WrongPIN, upTo int64, err error) {
	err = s.Local(ctx, triesTables, "", func(tx store.LocalTx) error {
		rows, err := tx.QueryContext(ctx, "SELECT person, count(*), min(at), max(at), max(n) FROM wrong_pin GROUP BY person ORDER BY min(n)")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			one := staff.WrongPIN{Laptop: s.Lane()}
			var first, last, n int64
			if err := rows.Scan(registry.IntoID(&one.Person), &one.Times, &first, &last, &n); err != nil {
				return err
			}
			one.First, one.Last, upTo = time.UnixMilli(first), time.UnixMilli(last), max(upTo, n)
			wrong = append(wrong, one)
		}
		return rows.Err()
	})
	return wrong, upTo, err
}

// PINsTold lets go of what the journal knows now.
func (s *Store) PINsTold(ctx context.Context, upTo int64) error {
	return s.Local(ctx, triesTables, "", func(tx store.LocalTx) error {
		_, err := tx.ExecContext(ctx, "DELETE FROM wrong_pin WHERE n <= ?", upTo)
		return err
	})
}
