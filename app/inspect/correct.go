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
		if from == to || d.State == defect.Noted { // no item fails for a note
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
		return k.fails(tx, id)
	})
}

// Cancel voids a defect, and where it was the last at its item in an inspection that
// nobody has signed yet, the item is to be looked at again: nobody has seen it in order,
// and a sheet must not say that it failed where it lists no defect.
func (k *Desk) Cancel(ctx context.Context, actor app.Actor, id app.ID, reason string, original app.ID) error {
	return k.w.Do(ctx, actor, "defect.cancel", func(tx Tx) error {
		was, err := tx.Defect(id)
		if err != nil {
			return err
		}
		if err := defect.CancelIn(tx, id, reason, original); err != nil || was.State == defect.Noted {
			return err // no item failed for a note
		}
		i, err := unsigned(tx, was.Inspection)
		if i == nil {
			return err
		}
		return k.leave(tx, *i, was.Unit, Place{was.Room, was.Item})
	})
}

// Reopen takes a closed defect up again, and where it was void in an inspection that
// nobody has signed yet, its item has failed after all.
func (k *Desk) Reopen(ctx context.Context, actor app.Actor, id app.ID, reason string) error {
	return k.w.Do(ctx, actor, "defect.reopen", func(tx Tx) error {
		was, err := tx.Defect(id)
		if err != nil {
			return err
		}
		if err := defect.ReopenIn(tx, id, reason); err != nil || was.State != defect.Cancelled {
			return err // the others failed their items all the time
		}
		return k.fails(tx, id)
	})
}

// fails answers the item of a defect that came to stand, where it still may be answered.
func (k *Desk) fails(tx Tx, id app.ID) error {
	d, err := tx.Defect(id)
	if err != nil {
		return err
	}
	i, err := unsigned(tx, d.Inspection)
	if i == nil {
		return err
	}
	return k.answerAt(tx, *i, Place{d.Room, d.Item}, Fail)
}

// unsigned is the inspection that still may be answered, nil where there is none, or it
// was signed or dropped: what is signed stays as it was signed.
func unsigned(tx Tx, id app.ID) (*Inspection, error) {
	if id.IsNil() {
		return nil, nil
	}
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
	if err := k.leave(tx, *i, d.Unit, from); err != nil {
		return err
	}
	return k.answerAt(tx, *i, to, Fail)
}

// leave has an item looked at again that a defect no longer stands at, unless another
// one of the inspection still does.
func (k *Desk) leave(tx Tx, i Inspection, unit app.ID, at Place) error {
	all, err := tx.DefectsOfUnit(unit)
	if err != nil {
		return err
	}
	stays := slices.ContainsFunc(all, func(o defect.Defect) bool {
		return o.Inspection == i.ID && o.Room == at.Room && o.Item == at.Item && o.State != defect.Cancelled && o.State != defect.Noted
	})
	if stays {
		return nil
	}
	return k.answerAt(tx, i, at, NotLooked)
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
