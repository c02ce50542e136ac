package handover

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/defect"
)

// Talk is what was said with the owners, and by when they are asked again; no date is
// not at all.
type Talk struct {
	Remark string
	Next   app.Date
}

// Follow records what was said with the owners after their visit. A home that was
// handed over is then followed up until it is archived; one that they have not taken
// stays where it is: only a new visit moves it.
func (k *Desk) Follow(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[Case], t Talk) error {
	return k.step(ctx, actor, unit, Follow, func(tx Tx, v *View) error {
		t.Remark = strings.TrimSpace(t.Remark)
		switch {
		case t.Remark == "":
			return app.Refuse("handover.remark_wanted")
		case !t.Next.IsZero() && t.Next < tx.Today():
			return app.Refuse("handover.date_past", "date", t.Next.String())
		}
		if err := requireFittingRemark(t.Remark); err != nil {
			return err
		}
		if _, err := v.after(Follow); err != nil {
			return err
		}
		if err := amendCase(tx, v, seen, func(c *Case) { c.NextOn = t.Next }); err != nil {
			return err
		}
		return take(tx, v, Follow, t.Remark)
	})
}

// Away reports whether owners who have not taken their home are expected again.
func (v View) Away() bool {
	switch v.Case.State {
	case NoShow, Rescheduled:
		return true
	case Decided:
		return !v.Case.Decision.Takes()
	}
	return false
}

// requireArchivable refuses to end a case of whose annex something is open, or of whose home
// keys are kept.
func (v *View) requireArchivable() error {
	if numbers := v.promised(); len(numbers) > 0 {
		return app.Refuse("handover.archive_open", "unit", v.Unit.Code, "numbers", strings.Join(numbers, "、"))
	}
	if v.keysKept() {
		return app.Refuse("handover.archive_keys", "unit", v.Unit.Code)
	}
	return nil
}

// promised lists what of the annex is still open.
func (v *View) promised() []string {
	var numbers []string
	for _, item := range v.Last().Items {
		if slices.ContainsFunc(v.Open, func(d defect.Defect) bool { return d.ID == item.Defect }) {
			numbers = append(numbers, item.Number)
		}
	}
	return numbers
}

func (v *View) keysKept() bool {
	return slices.ContainsFunc(v.Keys, func(k Keys) bool { return v.now(k.At) && k.Kept > 0 && k.Returned.IsZero() })
}
