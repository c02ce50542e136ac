package site

import (
	"context"
	"errors"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/staff"
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

// mostShare is how long a share may be: 50%, 1/3, 共同共有.
const mostShare = 20

// OwnershipID is the identity that every laptop gives the ownership.
func OwnershipID(unit, owner app.ID) app.ID {
	return app.DerivedID(unit, "ownership/"+owner.String())
}

// Part is an owner's part in a home as a form has it. The share of who owns it already is
// left alone where Seen is nil.
type Part struct {
	Unit   app.ID
	Seen   *app.Seen[Ownership]
	Share  string
	Reason Reason // why what was on record is put right
}

// RegisterOwner records a new person or company as the last owner of the unit, and returns
// the identity. That is derived from the number of the identity document, so that an import
// finds the same record. Somebody whose number is on record already is refused: JoinOwner
// makes them an owner of this unit too.
func (d *Desk) RegisterOwner(ctx context.Context, actor app.Actor, o Owner, part Part) (app.ID, error) {
	err := d.write.Do(ctx, actor, "owner.register", func(tx Tx) error {
		u, settled, err := joinable(tx, part.Unit)
		if err != nil {
			return err
		}
		o = o.tidy()
		if err := o.check(tx, Owner{}, u); err != nil {
			return err
		}
		o.ID = d.identify(OwnerSeed(u.ID, o.Name, o.IDNo))
		if _, err = tx.Owner(o.ID); err == nil {
			o.ID = tx.NewID() // that one was erased, has another name or number by now, or is a namesake
		} else if app.RefusalCode(err) != "record.unknown" {
			return err
		}
		if err := tx.AmendOwner(nil, o); err != nil {
			return err
		}
		return part.join(tx, u, o.ID, settled)
	})
	return o.ID, err
}

// JoinOwner makes somebody who is on record an owner of the unit, behind those who own
// it already. It refuses "owner.here_already" and "privacy.done".
func (d *Desk) JoinOwner(ctx context.Context, actor app.Actor, owner app.ID, part Part) error {
	return d.write.Do(ctx, actor, "owner.register", func(tx Tx) error {
		u, settled, err := joinable(tx, part.Unit)
		if err != nil {
			return err
		}
		o, err := tx.Owner(owner)
		switch {
		case err != nil:
			return err
		case o.Name == "":
			return app.Refuse("privacy.done")
		}
		return part.join(tx, u, owner, settled)
	})
}

// joinable reads the unit, and refuses unless the actor may add owners to it; settled tells
// that owners have signed or taken it.
func joinable(tx Tx, unit app.ID) (u Unit, settled bool, err error) {
	if u, err = changeable(tx, unit); err != nil {
		return u, false, err
	}
	s, err := tx.SettledOf(unit)
	if err == nil && s.Any() {
		err = MayAt(tx, staff.CorrectSettled, u.ID)
	}
	return u, s.Any(), err
}

// join makes a person the last owner of the unit.
func (p Part) join(tx Tx, u Unit, owner app.ID, settled bool) error {
	share := strings.TrimSpace(p.Share)
	if err := requireWithin(share, mostShare); err != nil {
		return err
	}
	all, err := tx.OwnershipsOfUnit(u.ID)
	if err != nil {
		return err
	}
	s := Ownership{ID: OwnershipID(u.ID, owner), Unit: u.ID, Owner: owner, Order: 1, Share: share}
	for _, other := range all {
		if other.Owner == owner {
			return app.Refuse("owner.here_already", "unit", u.Code)
		}
		s.Order = max(s.Order, other.Order+1)
	}
	if err := tx.PutOwnership(s); err != nil {
		return err
	}
	return RecordCorrection(tx, Correction{Unit: u.ID, Owner: owner, Reason: p.Reason}, OwnerReasons, settled)
}

// PutOwner corrects an owner of the unit, and their share in it. Replacing a value needs a
// reason. Replacing the identity of an owner who has signed, or a share that was settled,
// needs the permission CorrectSettled besides. Signed papers stay as they are.
func (d *Desk) PutOwner(ctx context.Context, actor app.Actor, seen *app.Seen[Owner], o Owner, part Part) error {
	return d.write.Do(ctx, actor, "owner.put", func(tx Tx) error {
		u, err := changeable(tx, part.Unit)
		if err != nil {
			return err
		}
		before, err := ownedPart(tx, part.Unit, o.ID)
		if err != nil {
			return err
		}
		old, err := tx.Owner(o.ID)
		if err != nil {
			return err
		}
		if err := errors.Join(tx.AmendOwner(seen, o.tidy()), part.amend(tx)); err != nil {
			return err
		}
		after, err := ownedPart(tx, part.Unit, o.ID)
		if err != nil {
			return err
		}
		now, err := tx.Owner(o.ID)
		if err != nil {
			return err
		}
		if now.tookMask(old) || now.tookMask(seen.Was()) {
			return app.Refuse("owner.masked", "name", now.Name)
		}
		if err := now.check(tx, old, u); err != nil {
			return err
		}
		held, err := holds(tx, old, now, before, after)
		if err != nil {
			return err
		}
		if held {
			if err := MayAt(tx, staff.CorrectSettled, u.ID); err != nil {
				return err
			}
		}
		must := held || old.replaced(now) || before.Share != "" && after.Share != before.Share
		return RecordCorrection(tx, Correction{Unit: part.Unit, Owner: o.ID, Reason: part.Reason}, OwnerReasons, must)
	})
}

// holds reports whether a change of an owner, or of their share in a home, is one of what
// was settled.
func holds(tx Tx, old, now Owner, before, after Ownership) (bool, error) {
	if after.Share != before.Share {
		settled, err := tx.SettledOf(before.Unit)
		if err != nil || settled.Holds("share", before.Share == "") {
			return err == nil, err
		}
	}
	if !now.Identifies(old) {
		return false, nil
	}
	signed, err := tx.SignedBy(old.ID)
	return len(signed) > 0, err
}

// amend writes the share, compared with the one that was seen.
func (p Part) amend(tx Tx) error {
	if p.Seen == nil {
		return nil
	}
	change := p.Seen.Was()
	change.Share = strings.TrimSpace(p.Share)
	if err := requireWithin(change.Share, mostShare); err != nil {
		return err
	}
	return tx.AmendOwnership(p.Seen, change)
}

// EndOwnership records that an owner no longer owns the unit. Papers that they signed stay
// as they are; JoinOwner, or a ledger that names them again, makes them an owner again. It
// refuses with "owner.none_of_unit" and "owner.end_reason_missing", and where the owners
// were settled and the actor lacks CorrectSettled.
func (d *Desk) EndOwnership(ctx context.Context, actor app.Actor, unit, owner app.ID, why EndReason) error {
	return d.write.Do(ctx, actor, "ownership.end", func(tx Tx) error {
		u, err := changeable(tx, unit)
		if err != nil {
			return err
		}
		share, err := ownedPart(tx, unit, owner)
		if err != nil {
			return err
		}
		if !slices.Contains(EndReasons, why) {
			return app.Refuse("owner.end_reason_missing")
		}
		settled, err := tx.SettledOf(unit)
		if err != nil {
			return err
		}
		if settled.Any() {
			if err := MayAt(tx, staff.CorrectSettled, u.ID); err != nil {
				return err
			}
		}
		share.Ended, share.Why = true, why
		return tx.PutOwnership(share)
	})
}

// ownedPart reads the owner's ownership of the unit, and refuses unless the actor may
// change its owners.
func ownedPart(tx Tx, unit, owner app.ID) (Ownership, error) {
	u, err := changeable(tx, unit)
	if err != nil {
		return Ownership{}, err
	}
	shares, err := tx.OwnershipsOfUnit(unit)
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

// PutNamePicture keeps a picture of the owner's name as it now is, for papers whose font
// lacks a character of it; "" takes the one that is kept away.
func (d *Desk) PutNamePicture(ctx context.Context, actor app.Actor, unit, owner app.ID, picture Picture) error {
	return d.write.Do(ctx, actor, "owner.name_picture", func(tx Tx) error {
		if _, err := ownedPart(tx, unit, owner); err != nil {
			return err
		}
		old, err := tx.Owner(owner)
		if err != nil {
			return err
		}
		now := old
		if now.NamePicture, now.PicturedName = picture, old.Name; picture == "" {
			now.PicturedName = ""
		}
		return tx.AmendOwner(&app.Seen[Owner]{Value: old}, now)
	})
}
