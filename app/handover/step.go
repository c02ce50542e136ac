package handover

import (
	"context"
	"strconv"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Action is the name under which a step stands in the history.
func (s Step) Action() string { return "handover." + string(s) }

// act is a use case at the desk: its name in the history, and the permission that it needs.
type act struct {
	action string
	needs  staff.Permission
}

// at runs a use case upon the unit at the desk, once it has read the view and asked
// whether the person may do this here.
func (k *Desk) at(ctx context.Context, actor app.Actor, unit app.ID, a act, fn func(tx Tx, v *View) error) error {
	return k.w.Do(ctx, actor, a.action, func(tx Tx) error {
		v, err := Look(tx, unit)
		if err != nil {
			return err
		}
		if err := site.MayAt(tx, a.needs, v.Unit.ID); err != nil {
			return err
		}
		return fn(tx, &v)
	})
}

// step is at for a step of the case.
func (k *Desk) step(ctx context.Context, actor app.Actor, unit app.ID, s Step, fn func(tx Tx, v *View) error) error {
	return k.at(ctx, actor, unit, act{s.Action(), s.Needs()}, fn)
}

// Take takes a step that asks for nothing, or for a reason alone: a case is ended once
// nothing of it is open (Archive) or before the home is handed over (Cancel), or one that
// was completed is taken up again because its certificate is wrong (Redo).
func (k *Desk) Take(ctx context.Context, actor app.Actor, unit app.ID, s Step, reason string) error {
	return k.step(ctx, actor, unit, s, func(tx Tx, v *View) error {
		if err := Machine.RequireReason(s, reason, app.Refuse("handover.reason_missing", "field", "reason")); err != nil {
			return err
		}
		if err := v.prepare(tx, s, reason); err != nil {
			return err
		}
		return take(tx, v, s, reason)
	})
}

// prepare asks what else must be so before a step is taken, and does what goes before it.
func (v *View) prepare(tx Tx, s Step, reason string) error {
	switch s {
	case Archive:
		if err := v.requireArchivable(); err != nil {
			return err
		}
		v.Case.NextOn = 0 // nobody asks the owners again
	case Cancel:
		return v.requireCancellable()
	case Redo:
		return v.voidCertificate(tx, reason)
	}
	return nil
}

// take moves the case by a step, and records both.
func take(tx Tx, v *View, step Step, reason string) error {
	to, err := v.after(step)
	if err != nil {
		return err
	}
	return move(tx, &v.Case, step, to, reason)
}

func move(tx Tx, c *Case, step Step, to State, reason string) error {
	m := Move{app.MoveNow(tx, c.State, to, reason), c.ID, step}
	c.State = to
	if err := tx.PutHandoverCase(*c); err != nil {
		return err
	}
	return tx.PutHandoverMove(m)
}

// ensurePlanned makes the case where the unit has none.
func ensurePlanned(tx Tx, v *View) error {
	if !v.Case.ID.IsNil() {
		return nil
	}
	v.Case.ID, v.Case.Batch = CaseID(v.Unit.ID, v.Case.N), v.Unit.Batch
	return take(tx, v, Plan, "")
}

// requireReceiving refuses unless somebody is at the desk, and notes that the work has
// begun: the first line recorded does.
func requireReceiving(tx Tx, v *View) error {
	switch s := v.Case.State; {
	case Machine.Allows(s, Begin):
		return take(tx, v, Begin, "")
	case s.Here():
		return nil
	case s.Phase() == HandedOver:
		return app.Refuse("handover.completed", "unit", v.Unit.Code)
	}
	return app.Refuse("handover.not_checked_in", "unit", v.Unit.Code)
}

func itoa(n int) string { return strconv.Itoa(n) }
