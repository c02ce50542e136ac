package site

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
)

// EndReason is why somebody owns a home no more. It is chosen, not written: a text
// might name them.
type EndReason string

// The reasons. Where an import names others in somebody's place it gives none.
const (
	Withdrawn   EndReason = "withdrawn"   // 退房
	Transferred EndReason = "transferred" // 转让、过户
	Misentered  EndReason = "misentered"  // 登记有误
)

// EndReasons lists them as they are offered.
var EndReasons = []EndReason{Withdrawn, Transferred, Misentered}

// OwnershipID is the identity that every laptop gives the ownership.
func OwnershipID(unit, owner app.ID) app.ID {
	return app.DerivedID(unit, "ownership/"+owner.String())
}

// PutOwner corrects what is known of an owner of the unit.
func (d *Desk) PutOwner(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[Owner], o Owner) error {
	return d.write.Do(ctx, actor, "owner.put", func(tx Tx) error {
		if _, err := d.share(tx, actor, unit, o.ID); err != nil {
			return err
		}
		old, err := tx.Owner(o.ID)
		if err != nil {
			return err
		}
		if err := tx.AmendOwner(seen, o); err != nil {
			return err
		}
		now, err := tx.Owner(o.ID)
		if err != nil {
			return err
		}
		if strings.TrimSpace(now.Name) == "" {
			u, err := tx.Unit(unit)
			if err != nil {
				return err
			}
			return app.Refuse("owner.name_missing", "unit", u.Code)
		}
		if now.tookMask(old) || now.tookMask(seen.Was()) {
			return app.Refuse("owner.masked", "name", now.Name)
		}
		return nil
	})
}

// EndOwnership records that an owner of the unit owns it no more. Papers that they
// signed stay as they are, and a ledger that names them again makes them an owner
// again. It refuses "owner.none_of_unit" and "owner.end_reason_missing".
func (d *Desk) EndOwnership(ctx context.Context, actor app.Actor, unit, owner app.ID, why EndReason) error {
	return d.write.Do(ctx, actor, "ownership.end", func(tx Tx) error {
		share, err := d.share(tx, actor, unit, owner)
		if err != nil {
			return err
		}
		if !slices.Contains(EndReasons, why) {
			return app.Refuse("owner.end_reason_missing")
		}
		share.Ended, share.Why = true, why
		return tx.PutOwnership(share)
	})
}

// share is the owner's part in the unit, for whoever may change the owners there.
func (d *Desk) share(tx Tx, actor app.Actor, unit, owner app.ID) (Ownership, error) {
	u, err := d.mayChange(tx, actor, unit)
	if err != nil {
		return Ownership{}, err
	}
	shares, err := tx.OwnershipsOf(unit)
	if err != nil {
		return Ownership{}, err
	}
	for _, s := range shares {
		if s.Owner == owner {
			return s, nil
		}
	}
	return Ownership{}, app.Refuse("owner.none_of_unit", "unit", u.Code)
}
