package inspect

import (
	"context"
	"strconv"
	"strings"

	"keyday/app"
)

// Submit hands the inspection to the supervisor, or says how much of it nobody
// has looked at yet, and where.
func (k *Desk) Submit(ctx context.Context, actor app.Actor, id app.ID, remarks string) error {
	return k.w.Do(ctx, actor, action(Submit), func(tx Tx) error { return k.SubmitIn(tx, id, remarks) })
}

// SubmitIn is Submit inside a transaction that does more than this.
func (k *Desk) SubmitIn(tx Tx, id app.ID, remarks string) error {
	return k.step(tx, id, Submit, "", func(code string, i *Inspection) error {
		if err := k.requireLooked(tx, *i, code, "inspect.not_looked"); err != nil {
			return err
		}
		i.SubmittedBy, i.SubmittedAt, i.Returned = tx.Actor().Staff, tx.Now(), ""
		i.Remarks = strings.TrimSpace(remarks)
		return nil
	})
}

// requireLooked refuses, under a name, where there is something that nobody has looked at.
func (k *Desk) requireLooked(tx Tx, i Inspection, code, refusal string) error {
	answers, err := tx.AnswersOf(i.ID)
	if err != nil {
		return err
	}
	if open := k.list.Unlooked(i, ByPlace(answers)); len(open) > 0 {
		return app.Refuse(refusal, "unit", code, "n", strconv.Itoa(len(open)), "rooms", roomsOf(i, open))
	}
	return nil
}

// roomsOf names the rooms of the places, each with how many.
func roomsOf(i Inspection, places []Place) string {
	count := map[string]int{}
	for _, p := range places {
		count[p.Room]++
	}
	var names []string
	for _, r := range i.Rooms {
		if n := count[r.Key]; n > 0 {
			names = append(names, r.Name+" "+strconv.Itoa(n))
		}
	}
	return strings.Join(names, "、")
}

// Take takes a step that asks for nothing, or for a reason alone: the inspection is given
// back to the inspector with what is to be looked at again (Return), or taken out of the
// count because it was begun by mistake (Drop); its answers and the defects found stay.
func (k *Desk) Take(ctx context.Context, actor app.Actor, id app.ID, s Step, reason string) error {
	return k.w.Do(ctx, actor, action(s), func(tx Tx) error {
		return k.step(tx, id, s, reason, func(code string, i *Inspection) error {
			if s == Return {
				i.Returned = strings.TrimSpace(reason)
			}
			return Machine.RequireReason(s, reason, app.Refuse("inspect.reason_missing", "field", "reason", "unit", code))
		})
	})
}

// SignOff closes the inspection for good and locks its 验房单, which is what the
// inspector and the supervisor sign.
func (k *Desk) SignOff(ctx context.Context, actor app.Actor, id app.ID) (Inspection, error) {
	var i Inspection
	err := k.w.Do(ctx, actor, action(SignOff), func(tx Tx) (err error) {
		i, err = k.SignOffIn(tx, id)
		return err
	})
	return i, err
}

// SignOffIn is SignOff inside a transaction that does more than this.
func (k *Desk) SignOffIn(tx Tx, id app.ID) (Inspection, error) {
	var signed Inspection
	err := k.step(tx, id, SignOff, "", func(code string, i *Inspection) (err error) {
		// A defect that was moved or voided since it was submitted leaves an item open.
		if err := k.requireLooked(tx, *i, code, "inspect.not_looked_since"); err != nil {
			return err
		}
		i.SignedBy, i.SignedAt = tx.Actor().Staff, tx.Now()
		i.Document, err = k.lock(tx, *i)
		signed = *i
		return err
	})
	return signed, err
}
