package defect

import (
	"context"
	"strings"

	"keyday/app"
)

// Hold grants a firm's request to wait, until a day on which it is looked at again.
func (k *Desk) Hold(ctx context.Context, actor app.Actor, id app.ID, reason string, review app.Date) error {
	return k.step(ctx, actor, id, Hold, func(tx Tx, d *Defect, m *Move) error {
		if err := requireReason(reason, *d, Hold); err != nil {
			return err
		}
		if review <= tx.Today() {
			return app.Refuse("defect.review_missing", "field", "review", "number", d.Number)
		}
		d.ReviewOn, m.Date, m.Reason = review, review, reason
		return nil
	})
}

// Release ends a hold; a new due date may come with it.
func (k *Desk) Release(ctx context.Context, actor app.Actor, id app.ID, reason string, due app.Date) error {
	return k.step(ctx, actor, id, Release, func(tx Tx, d *Defect, m *Move) error {
		if !due.IsZero() {
			if due < tx.Today() {
				return app.Refuse("defect.date_past", "number", d.Number, "date", due.String())
			}
			d.Due = due
		}
		d.ReviewOn, m.Reason, m.Date = 0, reason, d.Due
		return nil
	})
}

// AcceptAsIs leaves the defect as it is: a supervisor's ruling with the owner's
// agreement, the owner named.
func (k *Desk) AcceptAsIs(ctx context.Context, actor app.Actor, id app.ID, reason, owner string) error {
	return k.step(ctx, actor, id, AcceptAsIs, func(_ Tx, d *Defect, m *Move) error {
		d.AgreedWith, m.Reason = strings.TrimSpace(owner), reason
		if d.AgreedWith == "" {
			return app.Refuse("defect.owner_missing", "field", "owner", "number", d.Number)
		}
		return requireReason(reason, *d, AcceptAsIs)
	})
}

// Cancel voids a defect that was none, or that another one already stands for;
// original is Nil where it is no duplicate.
func (k *Desk) Cancel(ctx context.Context, actor app.Actor, id app.ID, reason string, original app.ID) error {
	return k.change(ctx, actor, id, Cancel, func(tx Tx) error { return cancel(tx, id, reason, original) })
}

func cancel(tx Tx, id app.ID, reason string, original app.ID) error {
	return take(tx, id, Cancel, shots{}, func(tx Tx, d *Defect, m *Move) error {
		if !original.IsNil() {
			o, err := tx.Defect(original)
			if err != nil {
				return err
			}
			if o.ID == d.ID || o.Unit != d.Unit || o.State == Cancelled {
				return app.Refuse("defect.no_duplicate", "number", d.Number, "original", o.Number)
			}
		}
		d.DuplicateOf, m.Reason = original, reason
		return requireReason(reason, *d, Cancel)
	})
}

// Reopen takes a closed defect up again under its number, in a new round, for a
// supervisor to assign. What had been fixed and came back counts as a recurrence;
// undoing a ruling is a supervisor's and counts as none.
func (k *Desk) Reopen(ctx context.Context, actor app.Actor, id app.ID, reason string) error {
	return k.change(ctx, actor, id, Reopen, func(tx Tx) error { return reopen(tx, id, reason) })
}

func reopen(tx Tx, id app.ID, reason string) error {
	return take(tx, id, Reopen, shots{}, func(tx Tx, d *Defect, m *Move) error {
		if m.From == Verified || m.From == OwnerOK {
			d.Recurrences++
		}
		d.unfix()
		d.Due, d.ReviewOn, d.AgreedWith, d.DuplicateOf, d.Notice = 0, 0, "", app.Nil, app.Nil
		d.Round++
		m.Reason = reason
		return requireReason(reason, *d, Reopen)
	})
}

// OwnerOK records that the owner agrees that it is done; refused where nobody owes
// the owner that question.
func (k *Desk) OwnerOK(ctx context.Context, actor app.Actor, id app.ID, owner string) error {
	return k.step(ctx, actor, id, Confirm, func(tx Tx, d *Defect, m *Move) error {
		u, err := tx.Unit(d.Unit)
		if err != nil {
			return err
		}
		if !d.OwesOwner(u.HandedOver) {
			return app.Refuse("defect.owner_ok_not_owed", "number", d.Number)
		}
		d.AgreedWith = strings.TrimSpace(owner)
		if d.AgreedWith == "" {
			return app.Refuse("defect.owner_missing", "field", "owner", "number", d.Number)
		}
		m.Reason = d.AgreedWith
		return nil
	})
}

// OwesOwner reports whether the defect ends only with the owner's word: the owner
// found it, or it was still open on the day of possession or came up after it.
func (d Defect) OwesOwner(handedOver app.Date) bool {
	if d.Origin.ByOwner() {
		return true
	}
	if handedOver.IsZero() {
		return false
	}
	return d.VerifiedAt.IsZero() || app.DateOf(d.VerifiedAt) >= handedOver
}

// Done reports whether nothing more is owed to anyone.
func (d Defect) Done(handedOver app.Date) bool {
	if d.State == Verified {
		return !d.OwesOwner(handedOver)
	}
	return d.State.Phase() == Closed
}

// Overdue is how many days the firm is late: up to today while it has the work,
// up to the day of the report once it is fixed. Zero where nothing is late, and
// while it is on hold.
func (d Defect) Overdue(today app.Date) int {
	if d.Due.IsZero() || d.State.Phase() == OnHold || d.State == Cancelled || d.State == AcceptedAsIs {
		return 0
	}
	end := today
	if !d.FixedAt.IsZero() {
		end = app.DateOf(d.FixedAt)
	}
	return max(0, d.Due.DaysUntil(end))
}
