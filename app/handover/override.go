package handover

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/staff"
)

// Override lets obstacles pass by a supervisor's word; the history says the reason and the
// name. keys are those of the obstacles, all or none.
func (k *Desk) Override(ctx context.Context, actor app.Actor, unit app.ID, keys []string, reason string) error {
	return k.at(ctx, actor, unit, act{"handover.override", staff.Override}, func(tx Tx, v *View) error {
		if reason = strings.TrimSpace(reason); reason == "" {
			return app.Refuse("handover.reason_missing")
		}
		if err := requireReceiving(tx, v); err != nil {
			return err
		}
		if len(keys) == 0 {
			return app.Refuse("handover.nothing_to_override", "unit", v.Unit.Code)
		}
		for _, key := range keys {
			at := slices.IndexFunc(v.Gate, func(o Obstacle) bool { return o.Key() == key && o.Stands() })
			if at < 0 {
				return app.Refuse("handover.nothing_to_override", "unit", v.Unit.Code)
			}
			if !v.Gate[at].Overridable {
				return v.Gate[at].Refusal()
			}
			err := tx.PutOverride(Override{
				ID: tx.NewID(), Case: v.Case.ID, Code: key, Reason: reason,
				By: tx.Actor().Staff, ByName: tx.Actor().Name, At: tx.Now(),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
