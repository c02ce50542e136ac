package defect

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// action is the name under which a step stands in the history.
func action(s Step) string { return "defect." + string(s) }

// step runs one step of one defect in a transaction of its own.
func (k *Desk) step(ctx context.Context, actor app.Actor, id app.ID, s Step, fill func(Tx, *Defect, *Move) error) error {
	return k.w.Do(ctx, actor, action(s), func(tx DeskTx) error { return take(tx, id, s, shots{}, fill) })
}

// Take takes a step that asks for nothing, or for a reason alone: the firm has begun
// (Start), or says that the defect is not theirs (Dispute; assigning it again rules).
func (k *Desk) Take(ctx context.Context, actor app.Actor, id app.ID, s Step, reason string) error {
	return k.step(ctx, actor, id, s, func(_ Tx, d *Defect, m *Move) error {
		if s.Asks() == app.AsksReason {
			m.Reason, m.Firm = reason, d.Firm
		}
		return Machine.RequireReason(s, reason, reasonMissingError(*d, s))
	})
}

// shots are the pictures that come with a step: what they show, and of which round.
type shots struct {
	stage  Stage
	round  int
	photos []string // hashes
}

// take is the way of every step: may the person, may the defect, then fill writes
// what the step brings, and defect, move and photos are recorded together.
func take(tx Tx, id app.ID, s Step, with shots, fill func(Tx, *Defect, *Move) error) error {
	d, err := tx.Defect(id)
	if err != nil {
		return err
	}
	if err := site.MayAt(tx, Machine.Needs(d.State, s), d.Unit); err != nil {
		return err
	}
	to, err := Machine.After(d.State, s, d.Number)
	if err != nil {
		return err
	}
	m := Move{Move: app.Move[State]{From: d.State, To: to}, Step: s}
	with.round = d.Round // what a re-inspection rejects is the work of the round before
	d.State = to
	if err := fill(tx, &d, &m); err != nil {
		return err
	}
	return commit(tx, d, m, with)
}

// commit records the defect, the move to its state and the step's photos.
func commit(tx Tx, d Defect, m Move, with shots) error {
	m.Move = app.MoveNow(tx, m.From, m.To, m.Reason)
	m.Defect, m.Round, m.Photos = d.ID, d.Round, slices.Clone(with.photos)
	if err := tx.PutDefect(d); err != nil {
		return err
	}
	if err := tx.PutDefectMove(m); err != nil {
		return err
	}
	for _, hash := range with.photos {
		if err := putPhoto(tx, d, with.stage, with.round, hash); err != nil {
			return err
		}
	}
	return nil
}

func putPhoto(tx Tx, d Defect, stage Stage, round int, hash string) error {
	return tx.PutDefectPhoto(Photo{
		ID: tx.NewID(), Defect: d.ID, Hash: hash, Stage: stage, Round: round,
		By: tx.Actor().Staff, At: tx.Now(),
	})
}

// requireReason refuses an empty reason.
func requireReason(reason string, d Defect, s Step) error {
	if strings.TrimSpace(reason) == "" {
		return reasonMissingError(d, s)
	}
	return nil
}

func reasonMissingError(d Defect, s Step) *app.Refusal {
	return app.Refuse("defect.reason_missing", "field", "reason", "number", d.Number, "step", string(s))
}
