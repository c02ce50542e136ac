package handover

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/staff"
)

// Choice is what the owners decided, as the form has it.
type Choice struct {
	Decision Decision
	Reason   RefusalReason // Refused
	Remark   string
	NextOn   app.Date // Refused, Postponed: when they come again
}

// Promise writes down by when open defects will be put right, all or none, each compared
// with the day that was seen of it; the annex to the certificate lists the dates.
func (k *Desk) Promise(ctx context.Context, actor app.Actor, unit app.ID, defects []*app.Seen[defect.Defect], day app.Date) error {
	return k.at(ctx, actor, unit, act{"handover.promise", staff.Receive}, func(tx Tx, v *View) error {
		if err := requireReceiving(tx, v); err != nil {
			return err
		}
		for _, seen := range defects {
			if !slices.ContainsFunc(v.Open, func(d defect.Defect) bool { return d.ID == seen.Was().ID }) {
				return app.Refuse("handover.not_open", "unit", v.Unit.Code)
			}
			if err := defect.PromiseIn(tx, seen, day); err != nil {
				return err
			}
		}
		return nil
	})
}

// Decide takes down what the owners decided. Each decision is an event of its own;
// the first stays what it was. Taking the home is possible with an open gate only.
func (k *Desk) Decide(ctx context.Context, actor app.Actor, unit app.ID, c Choice) error {
	return k.step(ctx, actor, unit, Decide, func(tx Tx, v *View) error {
		c.Remark = strings.TrimSpace(c.Remark)
		if err := requireReceiving(tx, v); err != nil {
			return err
		}
		if err := c.Check(tx.Today()); err != nil {
			return err
		}
		if err := v.RequireFittingDecision(c.Decision); err != nil {
			return err
		}
		r := Result{
			ID: tx.NewID(), Case: v.Case.ID, Decision: c.Decision, Reason: c.Reason, Remark: c.Remark, NextOn: c.NextOn,
			By: tx.Actor().Staff, At: tx.Now(),
		}
		if c.Decision == AcceptedWithDefects {
			r.Items = v.annex()
		}
		if err := tx.PutHandoverResult(r); err != nil {
			return err
		}
		if v.Case.FirstDecision == Undecided {
			v.Case.FirstDecision, v.Case.FirstDecidedOn = c.Decision, tx.Today()
		}
		v.Case.Decision, v.Case.DecidedOn, v.Case.NextOn = c.Decision, tx.Today(), c.NextOn
		return take(tx, v, Decide, c.Remark)
	})
}

const remarkLimit = 4000 // runes, some three pages

// requireFittingRemark refuses a remark that no paper has room for.
func requireFittingRemark(remark string) error {
	if n := utf8.RuneCountInString(remark); n > remarkLimit {
		return app.Refuse("handover.remark_long", "n", itoa(n), "most", itoa(remarkLimit))
	}
	return nil
}

func (c *Choice) Check(today app.Date) error {
	if err := requireFittingRemark(c.Remark); err != nil {
		return err
	}
	switch c.Decision {
	case Refused:
		if !slices.Contains(RefusalReasons, c.Reason) {
			return app.Refuse("handover.refusal_reason")
		}
		if c.Reason == OtherReason && c.Remark == "" {
			return app.Refuse("handover.remark_missing")
		}
	case Accepted, AcceptedWithDefects, ViewedOnly, Postponed:
		c.Reason = ""
	default:
		return app.Refuse("handover.decision_unclear")
	}
	if !c.Decision.Turns() {
		c.NextOn = 0
		return nil
	}
	if c.NextOn.IsZero() {
		return app.Refuse("handover.next_missing")
	}
	if c.NextOn < today {
		return app.Refuse("handover.date_past", "date", c.NextOn.String())
	}
	return nil
}

// RequireFittingDecision refuses a decision that does not fit the home as it stands: a closed
// gate, open defects without a date, or a home that was handed over before.
func (v *View) RequireFittingDecision(d Decision) error {
	if !v.Unit.HandedOver.IsZero() {
		return app.Refuse("handover.taken", "unit", v.Unit.Code)
	}
	if !d.Takes() {
		return nil
	}
	if err := v.Gate.Err(); err != nil {
		return err
	}
	switch {
	case d == Accepted && len(v.Open) > 0:
		return app.Refuse("handover.defects_open", "unit", v.Unit.Code, "count", itoa(len(v.Open)))
	case d == AcceptedWithDefects && len(v.Open) == 0:
		return app.Refuse("handover.no_defects", "unit", v.Unit.Code)
	}
	var undated []string
	for _, open := range v.Open {
		if open.Promised.IsZero() {
			undated = append(undated, open.Number)
		}
	}
	if len(undated) > 0 {
		return app.Refuse("handover.promise_missing", "unit", v.Unit.Code, "numbers", strings.Join(undated, "、"))
	}
	return nil
}

// annex is the list of open defects with their dates.
func (v *View) annex() []Promise {
	var items []Promise
	for _, d := range v.Open {
		items = append(items, Promise{d.ID, d.Number, d.Promised})
	}
	return items
}
