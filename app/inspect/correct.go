package inspect

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/app/defect"
)

// Correct puts right what is said of a defect, compared with what was seen of it, and
// where it was found in an inspection that nobody has signed yet, the answers with it:
// what was taken down at the wrong item failed at the other one.
func (k *Desk) Correct(ctx context.Context, actor app.Actor, seen *app.Seen[defect.Defect], what defect.Description, reason string) error {
	return k.w.Do(ctx, actor, "defect.edit", func(tx Tx) error {
		d, err := tx.Defect(seen.Was().ID)
		if err != nil {
			return err
		}
		if err := defect.EditIn(tx, seen, what, reason); err != nil {
			return err
		}
		now, err := tx.Defect(d.ID)
		if err != nil {
			return err
		}
		from, to := Place{d.Room, d.Item}, Place{now.Room, now.Item}
		if from == to || d.Inspection.IsNil() || d.State == defect.Noted { // no item fails for a note
			return nil
		}
		return k.moveFailure(tx, d, from, to)
	})
}

// Raise makes a defect of a note, and where it was taken down in an inspection that nobody
// has signed yet, its item has failed.
func (k *Desk) Raise(ctx context.Context, actor app.Actor, id app.ID) error {
	return k.w.Do(ctx, actor, "defect.raise", func(tx Tx) error {
		if err := defect.RaiseIn(tx, id); err != nil {
			return err
		}
		d, err := tx.Defect(id)
		if err != nil || d.Inspection.IsNil() {
			return err
		}
		i, err := unsigned(tx, d.Inspection)
		if i == nil {
			return err
		}
		return k.answerAt(tx, *i, Place{d.Room, d.Item}, Fail)
	})
}

// unsigned is the inspection that still may be answered, nil where it was signed or
// dropped: what is signed stays as it was signed.
func unsigned(tx Tx, id app.ID) (*Inspection, error) {
	i, err := tx.Inspection(id)
	if err != nil || !i.State.Open() && i.State != Submitted {
		return nil, err
	}
	return &i, nil
}

// moveFailure answers the items that a defect was moved between.
func (k *Desk) moveFailure(tx Tx, d defect.Defect, from, to Place) error {
	i, err := unsigned(tx, d.Inspection)
	if i == nil {
		return err
	}
	all, err := tx.DefectsOfUnit(d.Unit)
	if err != nil {
		return err
	}
	stays := slices.ContainsFunc(all, func(o defect.Defect) bool {
		return o.Inspection == i.ID && o.Room == from.Room && o.Item == from.Item && o.State != defect.Cancelled && o.State != defect.Noted
	})
	if !stays {
		if err := k.answerAt(tx, *i, from, NotLooked); err != nil {
			return err
		}
	}
	return k.answerAt(tx, *i, to, Fail)
}

// answerAt gives an item of an inspection its result, where the inspection asks for
// the item at all.
func (k *Desk) answerAt(tx Tx, i Inspection, at Place, r Result) error {
	if _, asked := k.list.asks(i, at.Room, at.Item); !asked {
		return nil
	}
	answer, err := answerOf(tx, At{i.ID, at.Room, at.Item})
	if err != nil {
		return err
	}
	s := spot{answer: answer}
	return s.put(tx, r)
}
