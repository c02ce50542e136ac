package privacy

import (
	"context"
	"slices"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
)

// ShowOwner answers an owner of the unit with whole numbers, as they are seen by who
// goes on to correct them, and records that they were shown. It refuses with the
// permissions' and "owner.none_of_unit".
func (k *Desk) ShowOwner(ctx context.Context, actor app.Actor, unit, owner app.ID, why site.Occasion) (seen app.Seen[site.Owner], err error) {
	err = k.write.Do(ctx, actor, "owner.show", func(tx Tx) error {
		u, err := tx.Unit(unit)
		if err == nil {
			err = site.MayAt(tx, staff.SeePrivate, unit)
		}
		if err != nil {
			return err
		}
		shares, err := tx.OwnershipsEverOfUnit(unit)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(shares, func(s site.Ownership) bool { return s.Owner == owner && !s.Ended }) {
			return app.Refuse("owner.none_of_unit", "unit", u.Code)
		}
		if seen, err = tx.SeeOwner(owner); err != nil {
			return err
		}
		return record(tx, site.Showing{Unit: unit, Owner: owner, Occasion: why})
	})
	if err != nil {
		return app.Seen[site.Owner]{}, err // what could not be recorded is not shown
	}
	return seen, nil
}

// ShowOriginal records that a paper is shown whole to who signs it, at the place that
// is signed. Whoever may take the signature may have it shown: nobody signs what is
// hidden from them. It refuses as the taking of the signature does.
func (k *Desk) ShowOriginal(ctx context.Context, actor app.Actor, document, field app.ID) error {
	return k.write.Do(ctx, actor, "document.show", func(tx Tx) error {
		d, err := tx.Document(document)
		if err != nil {
			return err
		}
		if !d.Standing() {
			return app.Refuse("contract.not_standing", "number", d.Number)
		}
		fields, err := tx.SignatureFieldsOf(document)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(fields, func(f contract.Field) bool { return f.ID == field })
		if i < 0 {
			return app.Refuse("contract.field_unknown", "number", d.Number)
		}
		if err := contract.MayTakeIn(tx, d, fields[i]); err != nil {
			return err
		}
		return record(tx, site.Showing{Unit: d.Unit, Owner: fields[i].Person, Document: document, Occasion: site.Signing})
	})
}

// ShowScan records that the scan of a paper that names owners in full is shown: of an
// agreement, or of a letter of authority. Other papers carry masked numbers, and their
// scans are open to all.
func (k *Desk) ShowScan(ctx context.Context, actor app.Actor, of app.ID) error {
	return k.write.Do(ctx, actor, "document.show", func(tx Tx) error {
		shown := site.Showing{Document: of, Occasion: site.Scanned}
		d, err := tx.Document(of)
		switch {
		case app.RefusalCode(err) == "record.unknown": // a letter's
			a, err := tx.Authority(of)
			if err != nil {
				return err
			}
			shown.Unit, shown.Owner = a.Unit, a.Owner
		case err != nil:
			return err
		case !d.NamesInFull():
			return nil
		default:
			shown.Unit = d.Unit
		}
		if err := site.MayAt(tx, staff.SeePrivate, shown.Unit); err != nil {
			return err
		}
		return record(tx, shown)
	})
}

// ShowDisputed records that the values in dispute of a record are shown whole, to who
// settles it: an owner's, or those of a letter of authority. What else is kept private
// names nobody's numbers, and nothing is recorded of it. It refuses with the permissions'.
func (k *Desk) ShowDisputed(ctx context.Context, actor app.Actor, of app.Ref) error {
	return k.write.Do(ctx, actor, "owner.show", func(tx Tx) error {
		owner, home, err := tx.PrivateOf(of)
		switch {
		case err != nil:
			return err
		case owner.IsNil():
			scope, err := tx.Scope(of)
			if err != nil {
				return err
			}
			return staff.May(actor, staff.SeePrivate, scope...)
		}
		shown := site.Showing{Unit: home, Owner: owner, Occasion: site.Correcting}
		if of.ID != owner {
			shown.Document = of.ID
		}
		if home.IsNil() { // the owner's own record: of a home that is theirs, or was
			shares, err := tx.OwnershipsEverOfOwner(owner)
			if err != nil {
				return err
			}
			if len(shares) == 0 {
				return app.Refuse("privacy.unknown")
			}
			shown.Unit = shares[max(0, slices.IndexFunc(shares, func(s site.Ownership) bool { return !s.Ended }))].Unit
		}
		if err := site.MayAt(tx, staff.SeePrivate, shown.Unit); err != nil {
			return err
		}
		return record(tx, shown)
	})
}

func record(tx Tx, s site.Showing) error {
	s.ID, s.Who, s.At = tx.NewID(), tx.Actor().Staff, tx.Now()
	return tx.PutShowing(s)
}
