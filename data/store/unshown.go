package store

import (
	"context"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// What a newer Keyday wrote, of kinds and fields that this one does not know, is kept
// as it is and merged like everything else, but cannot be shown: the record is noted,
// and a Keyday that knows it shows it when it first opens the site.

// showUnshown shows what earlier Keydays could not, and forgets that it was noted.
func (s *Store) showUnshown(ctx context.Context) error {
	var waiting int
	if err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM unshown").Scan(&waiting); err != nil || waiting == 0 {
		return err
	}
	return s.opening(ctx, func(tx *Tx) error {
		tx.applied = true
		if err := tx.showUnshown(); err != nil {
			return err
		}
		return tx.computeFollowing()
	})
}

func (tx *Tx) showUnshown() error {
	all, err := tx.members("SELECT kind, id FROM unshown ORDER BY kind, id")
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.kind.Strange {
			continue
		}
		if err := tx.showOld(c.kind, c.id); err != nil {
			return err
		}
	}
	return nil
}

// showOld shows one record by all of its operations, and keeps it noted where there is
// still something unknown among them.
func (tx *Tx) showOld(k *registry.Kind, id app.ID) error {
	ops, err := tx.operationsOf(k, id)
	if err != nil {
		return err
	}
	known, err := tx.knownWithHeads(k, id)
	if err != nil {
		return err
	}
	if err := tx.writeDisputes(k, id, known.heads); err != nil {
		return err
	}
	if err := tx.show(k, id, known, nil, false); err != nil {
		return err
	}
	whole := true
	for i := range ops {
		whole = whole && k.Knows(&ops[i])
	}
	if known.subjects, err = tx.subjectsOf(k, id, journal.Dot{}); err != nil {
		return err
	}
	if err := tx.trailWhole(k, id, known.subjects); err != nil {
		return err
	}
	if err := tx.followChildren(k, id, true); err != nil {
		return err
	}
	if whole {
		_, err = tx.exec("DELETE FROM unshown WHERE kind = ? AND id = ?", k.N, id[:])
	}
	return err
}
