package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// Erasure records that a person's data were erased: who asked for it, and when.
type Erasure struct {
	Person app.ID
	By     app.ID
	At     time.Time
}

// Erasures lists who was erased from the site.
func (s *Store) Erasures(ctx context.Context) ([]Erasure, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT person, by, at FROM erasure ORDER BY at, person")
	if err != nil {
		return nil, translate(err, s.dir)
	}
	defer rows.Close()
	all := []Erasure{}
	for rows.Next() {
		var person, by []byte
		var at int64
		if err := rows.Scan(&person, &by, &at); err != nil {
			return nil, err
		}
		e := Erasure{At: s.Moment(at)}
		copy(e.Person[:], person)
		copy(e.By[:], by)
		all = append(all, e)
	}
	return all, rows.Err()
}

// Erase drops the key under which everything of a person lies in the journal,
// empties what the rows hold of them and takes them out of the search. That they
// were there, and that they were erased, stays recorded; what they were called is
// gone for good. person may be any record under whose key fields are sealed.
//
// It refuses with "permission.missing", "record.unknown", and "person.erased"
// where it was done before.
func (s *Store) Erase(ctx context.Context, actor app.Actor, person app.ID) error {
	if err := s.reg.Schema.May(actor, registry.Erasing); err != nil {
		return err
	}
	return s.erase(ctx, actor, person)
}

func (s *Store) erase(ctx context.Context, actor app.Actor, person app.ID) error {
	return s.Do(ctx, actor, "person.erase", func(tx *Tx) error { return tx.Erase(person) })
}

// Erase is Store.Erase inside a transaction; who may was asked before.
func (tx *Tx) Erase(person app.ID) error {
	if erased, err := tx.isErased(person); err != nil || erased {
		if erased {
			err = app.Refuse("person.erased")
		}
		return err
	}
	sealed, err := tx.sealedUnder(person)
	if err != nil {
		return err
	}
	k := sealed.of[person]
	if k == nil {
		return app.Refuse("record.unknown", "kind", "person", "id", person.String())
	}
	known, err := tx.knownWithHeads(k, person)
	if err != nil {
		return err
	}
	op, err := tx.stage(journal.Erase, k.N, person, nil)
	if err != nil {
		return err
	}
	if err := tx.merge(k, person, known.heads, op); err != nil {
		return err
	}
	if err := tx.keepHeads(k, person, known); err != nil {
		return err
	}
	if err := tx.follow(k, person, op, false); err != nil {
		return err
	}
	return tx.forget(person, op, sealed)
}

// scrubbing is the key in meta that stands while the remains of what was erased are yet
// to be taken out of the file. It is set with the erasure and goes with the remains, so
// that what was broken off, or found no room, is done when the site is next opened.
const scrubbing = "scrubbing"

// cleanUp takes the remains of erased persons away, once their erasure is committed. It
// refuses with "person.remains" where that could not be done yet, and with
// "person.unnoted" where the list outside of the folder could not be written: the
// erasure holds all the same, and both are tried again at the next opening.
func (s *Store) cleanUp(ctx context.Context, erased []app.ID) error {
	if len(erased) == 0 {
		return nil
	}
	for _, person := range erased {
		s.keys.erase(person)
	}
	noted := s.noteErasures(ctx)
	if err := s.scrub(ctx); err != nil {
		return app.Refuse("person.remains", "why", app.RefusalCode(translate(err, s.dir)))
	}
	if noted != nil {
		return app.Refuse("person.unnoted", "why", app.RefusalCode(noted))
	}
	return nil
}

// cleanUpLeft cleans up after an erasure that was broken off.
func (s *Store) cleanUpLeft(ctx context.Context) error {
	var left int
	if err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM meta WHERE key = ?", scrubbing).Scan(&left); err != nil || left == 0 {
		return err
	}
	if err := s.scrub(ctx); err != nil {
		s.warn("person.remains", "why", app.RefusalCode(translate(err, s.dir)))
	}
	return nil
}

// scrub takes what was erased out of the file's unused corners and of the write-ahead
// log, which holds what the rows held until it is emptied. The keys go first: secure
// deletion has overwritten them in their pages, and emptying the log brings these into
// the file. Where a reader keeps the log, it is tried again at
// the next opening.
func (s *Store) scrub(ctx context.Context) error {
	if err := s.emptyLog(ctx); err != nil {
		return err
	}
	// So do the copies that were made before a new Keyday changed the schema.
	copies, _ := filepath.Glob(filepath.Join(s.dir, "before-*.db"))
	for _, path := range copies {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	// secure_delete overwrites what is deleted, but not the remains of entries that
	// a page being split once moved elsewhere: only a file written anew has none. It
	// is put together in a file; a large site would not fit into memory.
	for _, step := range []string{"PRAGMA temp_store = FILE", "VACUUM"} {
		if _, err := s.writer.ExecContext(ctx, step); err != nil {
			_, again := s.writer.ExecContext(ctx, "PRAGMA temp_store = MEMORY")
			return errors.Join(err, again)
		}
	}
	s.applying.Store(true)
	defer s.applying.Store(false)
	if _, err := s.writer.ExecContext(ctx, "PRAGMA temp_store = MEMORY"); err != nil {
		return err
	}
	if err := s.emptyLog(ctx); err != nil {
		return err
	}
	_, err := s.writer.ExecContext(ctx, "DELETE FROM meta WHERE key = ?", scrubbing)
	return err
}

// emptyLog brings what the write-ahead log holds into the file. SQLite does not fail
// where a reader keeps the log; it says so in a row.
func (s *Store) emptyLog(ctx context.Context) error {
	var busy, log, done int
	if err := s.writer.QueryRowContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)").Scan(&busy, &log, &done); err != nil {
		return err
	}
	if busy != 0 {
		return app.Refuse("store.busy")
	}
	return nil
}

// forget drops a person's key and shows every record that was sealed under it
// without what it cannot read any more.
func (tx *Tx) forget(person app.ID, op *journal.Op, sealed sealedRecords) error {
	if _, err := tx.exec("DELETE FROM envelope WHERE person = ?", person[:]); err != nil {
		return err
	}
	if err := tx.noteErasure(person, op); err != nil {
		return err
	}
	if _, err := tx.exec("INSERT OR IGNORE INTO meta (key, value) VALUES (?, 1)", scrubbing); err != nil {
		return err
	}
	delete(tx.keys, person)
	tx.erased = append(tx.erased, person)
	return tx.showRecords(sealed)
}

// noteErasure keeps that a person was erased: of several times, the first.
func (tx *Tx) noteErasure(person app.ID, op *journal.Op) error {
	tx.sql.keyed.add(person)
	_, err := tx.exec(`INSERT INTO erasure (person, at, by) VALUES (?, ?, ?) ON CONFLICT (person)
		DO UPDATE SET at = excluded.at, by = excluded.by WHERE (excluded.at, excluded.by) < (at, by)`, person[:], op.Wall, op.User[:])
	return err
}

// showRecords shows records anew whose sealed fields open otherwise by now.
func (tx *Tx) showRecords(sealed sealedRecords) error {
	for _, id := range sealed.ids {
		k := sealed.of[id]
		known, err := tx.knownWithHeads(k, id)
		if err != nil {
			return err
		}
		if err := tx.show(k, id, known, nil, false); err != nil {
			return err
		}
		if known.heads.Contested() { // values that differ, as sealed, may be one
			if err := tx.writeDisputes(k, id, known.heads); err != nil {
				return err
			}
		}
	}
	return nil
}

// sealedRecords are the records with fields under one person's key.
type sealedRecords struct {
	of  map[app.ID]*registry.Kind
	ids []app.ID
}

func (tx *Tx) sealedUnder(person app.ID) (sealedRecords, error) {
	found := sealedRecords{of: map[app.ID]*registry.Kind{}}
	for _, k := range tx.s.reg.Kinds {
		if k.Person.Of == nil {
			continue
		}
		ids, err := tx.IDs("SELECT id FROM "+k.Name+" WHERE "+k.Person.Field+" = ? ORDER BY id", person[:])
		if err != nil {
			return found, err
		}
		for _, id := range ids {
			found.of[id] = k
		}
		found.ids = append(found.ids, ids...)
	}
	return found, nil
}

func (tx *Tx) isErased(person app.ID) (bool, error) {
	var n int
	err := tx.sql.QueryRowContext(tx.ctx, "SELECT count(*) FROM erasure WHERE person = ?", person[:]).Scan(&n)
	return n > 0, err
}
