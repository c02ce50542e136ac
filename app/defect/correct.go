package defect

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Correct corrects the description of a defect that is not closed, compared with what was
// seen of it. What was found, and where, how grave and whose it is, is not put right
// without a reason, which stands in the defect's history; once a firm has it, its paper
// says otherwise, and it is a supervisor's to put right. So is making a grave defect a
// light one, which lifts a gate.
func (k *Desk) Correct(ctx context.Context, actor app.Actor, seen *app.Seen[Defect], what Description, reason string) error {
	return k.change(ctx, actor, seen.Was().ID, Edit, func(tx Tx) error { return correct(tx, seen, what, reason) })
}

func correct(tx Tx, seen *app.Seen[Defect], what Description, reason string) error {
	change := seen.Was()
	old, err := tx.Defect(change.ID)
	if err != nil {
		return err
	}
	if err := site.MayAt(tx, Edit.Needs(), old.Unit); err != nil {
		return err
	}
	if !Machine.Allows(old.State, Edit) {
		return app.Refuse("defect.closed", "number", old.Number, "state", string(old.State))
	}
	change.describe(what)
	if err := tx.AmendDefect(seen, change); err != nil {
		return err
	}
	d, err := tx.Defect(old.ID)
	if err != nil {
		return err
	}
	if err := d.Described().check(); err != nil {
		return err
	}
	return corrected(tx, old, d, reason)
}

// corrected judges what of a defect was put right, and records it.
func corrected(tx Tx, old, d Defect, reason string) (err error) {
	fields := old.Described().correctedFields(d.Described())
	if len(fields) > 0 && d.State != Open && d.State != Noted && site.MayAt(tx, staff.Assign, d.Unit) != nil {
		return app.Refuse("defect.edit_assigned", "number", d.Number)
	}
	if old.Severity.Grave() && !d.Severity.Grave() {
		if err := site.MayAt(tx, staff.Rule, d.Unit); err != nil {
			return err
		}
	}
	if d.State == Open && old.Trade != d.Trade {
		if d.Firm, err = proposed(tx, d.Trade); err != nil {
			return err
		}
	}
	if len(fields) == 0 { // a note, a part, the place on the plan: the journal keeps them
		return tx.PutDefect(d)
	}
	if err := requireReason(reason, d, Edit); err != nil {
		return err
	}
	m := Move{Move: app.Move[State]{From: d.State, To: d.State, Reason: reason}, Step: Edit, Corrected: fields}
	return commit(tx, d, m, shots{})
}

// correctedFields names what of a description another one puts right that says what was
// found, where, how grave and whose it is.
func (w Description) correctedFields(to Description) []string {
	var fields []string
	for _, f := range []struct {
		name    string
		changed bool
	}{
		{"room", w.Room != to.Room}, {"item", w.Item != to.Item}, {"phrase", w.Phrase != to.Phrase},
		{"severity", w.Severity != to.Severity}, {"trade", w.Trade != to.Trade}, {"warranty", w.Warranty != to.Warranty},
	} {
		if f.changed {
			fields = append(fields, f.name)
		}
	}
	return fields
}

func (d *Defect) describe(w Description) {
	d.Room, d.Item, d.Part, d.Phrase, d.Note = w.Room, w.Item, w.Part, w.Phrase, w.Note
	d.Severity, d.Trade, d.Warranty = w.Severity, w.Trade, w.Warranty
	d.PinX, d.PinY = w.PinX, w.PinY
}

// Described is what is said of the defect at present, to be corrected.
func (d Defect) Described() Description {
	return Description{Room: d.Room, Item: d.Item, Part: d.Part, Phrase: d.Phrase, Note: d.Note,
		Severity: d.Severity, Trade: d.Trade, Warranty: d.Warranty, PinX: d.PinX, PinY: d.PinY}
}

// change runs what changes whether and where a defect fails an item, and has the answers
// of its inspection follow.
func (k *Desk) change(ctx context.Context, actor app.Actor, id app.ID, s Step, do func(tx Tx) error) error {
	return k.w.Do(ctx, actor, action(s), func(tx DeskTx) error {
		was, err := tx.Defect(id)
		if err != nil {
			return err
		}
		if err := do(tx); err != nil {
			return err
		}
		now, err := tx.Defect(id)
		if err != nil {
			return err
		}
		if was.Fails() == now.Fails() {
			return nil
		}
		return tx.DefectChanged(was, now)
	})
}

// Failing is an item of a checklist, in a room.
type Failing struct{ Room, Item string }

// Fails is what a defect fails: nothing where it is void, or only a note.
func (d Defect) Fails() Failing {
	if d.State == Cancelled || d.State == Noted {
		return Failing{}
	}
	return Failing{d.Room, d.Item}
}
