package store

import (
	"slices"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// The history of a home, a firm, a person: the operations on every record that is
// about them. A record is about whatever its operations ever named in the fields that
// its kind says, be it corrected since: both homes then tell of the correction. So the
// trail follows from the operations alone, in whatever order they came.

// follow puts an operation into the history of what its record is about. Where it
// makes the record about something more, the record's other operations follow, and
// those of the records that belong to it.
func (tx *Tx) follow(k *registry.Kind, id app.ID, op *journal.Op, fresh bool) error {
	if op == nil || len(k.About) == 0 || op.ID != id {
		return nil
	}
	known := tx.sql.known[id]
	if known == nil {
		var err error
		if known, err = tx.sql.record(tx.ctx, tx.s, k, id); err != nil {
			return err
		}
	}
	if known.subjects == nil && !fresh {
		all, err := tx.subjectsOf(k, id, op.Dot)
		if err != nil {
			return err
		}
		known.subjects = all
	}
	named, err := tx.subjectsIn(k, op)
	if err != nil {
		return err
	}
	before := len(known.subjects)
	known.subjects = adding(known.subjects, named)
	more := len(known.subjects) > before
	if !more || fresh {
		if err := tx.trail(op, known.subjects); err != nil {
			return err
		}
	} else if err := tx.trailWhole(k, id, known.subjects); err != nil {
		return err
	}
	if fresh || more {
		return tx.followChildren(k, id, fresh)
	}
	return nil
}

// subjectsOf lists what a record is about, by all of its operations but one.
func (tx *Tx) subjectsOf(k *registry.Kind, id app.ID, but journal.Dot) ([]app.ID, error) {
	ops, err := tx.allOperationsOf(k, id)
	if err != nil {
		return nil, err
	}
	all := []app.ID{}
	for i := range ops {
		if ops[i].Dot == but {
			continue
		}
		some, err := tx.subjectsIn(k, &ops[i])
		if err != nil {
			return nil, err
		}
		all = adding(all, some)
	}
	return all, nil
}

// adding is all with what is new among the others; never nil, which means "not asked".
func adding(all, others []app.ID) []app.ID {
	if all == nil {
		all = []app.ID{}
	}
	for _, s := range others {
		if !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// subjectsIn lists what one operation says that its record is about. A parent that has
// not come is waited for.
func (tx *Tx) subjectsIn(k *registry.Kind, op *journal.Op) (all []app.ID, err error) {
	for _, s := range k.About {
		if s.Parent == "" {
			all = append(all, s.Named(op)...)
			continue
		}
		for _, parent := range s.Named(op) {
			of, err := tx.subjectsOfParent(tx.s.reg.ByName[s.Parent], parent)
			if err != nil {
				return nil, err
			}
			if of == nil {
				if _, err := tx.exec("INSERT OR IGNORE INTO waiting (parent, kind, id) VALUES (?, ?, ?)", parent[:], k.N, op.ID[:]); err != nil {
					return nil, err
				}
			}
			all = append(all, of...)
		}
	}
	return all, nil
}

// subjectsOfParent is what the parent is about; nil where nothing is known of it yet.
func (tx *Tx) subjectsOfParent(k *registry.Kind, id app.ID) ([]app.ID, error) {
	known, err := tx.knownWithHeads(k, id)
	if err != nil || !known.heads.Known() {
		return nil, err
	}
	if known.subjects == nil {
		known.subjects, err = tx.subjectsOf(k, id, journal.Dot{})
	}
	return known.subjects, err
}

// allOperationsOf is operationsOf with the one that is still held back.
func (tx *Tx) allOperationsOf(k *registry.Kind, id app.ID) ([]journal.Op, error) {
	ops, err := tx.operationsOf(k, id)
	if op := tx.pending; op != nil && op.Kind == k.N && op.ID == id {
		ops = append(ops, *op)
	}
	return ops, err
}

// trail notes an operation in the history of each of the subjects.
func (tx *Tx) trail(op *journal.Op, subjects []app.ID) error {
	for _, s := range subjects {
		if err := tx.insert("INSERT OR IGNORE INTO trail (subject, stamp, dev, seq) VALUES ",
			s[:], int64(op.Stamp), tx.s.streams.number(op.Stream), op.Seq); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) trailWhole(k *registry.Kind, id app.ID, subjects []app.ID) error {
	ops, err := tx.allOperationsOf(k, id)
	if err != nil {
		return err
	}
	for i := range ops {
		if err := tx.trail(&ops[i], subjects); err != nil {
			return err
		}
	}
	return nil
}

// followChildren puts into the history what belongs to a record that has come, or that
// is about something more.
func (tx *Tx) followChildren(k *registry.Kind, id app.ID, fresh bool) error {
	children, err := tx.childrenOf(k, id, fresh)
	if err != nil {
		return err
	}
	for _, c := range children {
		subjects, err := tx.subjectsOf(c.kind, c.id, journal.Dot{})
		if err != nil {
			return err
		}
		if known := tx.sql.known[c.id]; known != nil {
			known.subjects = subjects
		}
		if err := tx.trailWhole(c.kind, c.id, subjects); err != nil {
			return err
		}
	}
	return nil
}

type member struct {
	kind *registry.Kind
	id   app.ID
}

// members reads the records that a query names by kind and identity.
func (tx *Tx) members(query string, args ...any) ([]member, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []member
	for rows.Next() {
		var n uint16
		var id []byte
		if err := rows.Scan(&n, &id); err != nil {
			return nil, err
		}
		all = append(all, member{tx.s.reg.Numbered(n), registry.Identity(id)})
	}
	return all, rows.Err()
}

// childrenOf lists the records that belong to this one: those that waited for it, where
// it has come only now, and else those that name it.
func (tx *Tx) childrenOf(k *registry.Kind, id app.ID, fresh bool) ([]member, error) {
	if fresh {
		return tx.waitedFor(id)
	}
	var all []member
	for _, ref := range tx.s.reg.Belonging[k] {
		ids, err := tx.IDs("SELECT id FROM "+ref.Kind.Name+" WHERE "+ref.Field.Naming(), id[:])
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			all = append(all, member{ref.Kind, id})
		}
	}
	return all, nil
}

// waitedFor lists the records that came before the one that they belong to. Hardly any
// ever do, so nothing is asked where the table is empty.
func (tx *Tx) waitedFor(id app.ID) ([]member, error) {
	if !tx.applied {
		return nil, nil // made here, it is the first to be known of what belongs to it
	}
	all, err := tx.members("SELECT kind, id FROM waiting WHERE parent = ?", id[:])
	if err != nil || len(all) == 0 {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(c member) bool { return c.kind.Strange })
	for _, c := range all { // whose home's values follow from it too
		known, err := tx.knownWithHeads(c.kind, c.id)
		if err != nil {
			return nil, err
		}
		if known.rec == nil {
			continue
		}
		if err := tx.deriveHome(c.kind, known.rec); err != nil {
			return nil, err
		}
	}
	_, err = tx.exec("DELETE FROM waiting WHERE parent = ?", id[:])
	return all, err
}
