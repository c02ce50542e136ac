package privacy

import (
	"bytes"
	"context"
	"slices"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
)

// Desk is where owners are shown in full, and erased.
type Desk struct{ write app.Writer[Tx] }

// New makes the desk that writes through w.
func New(w app.Writer[Tx]) *Desk { return &Desk{w} }

// Erase forgets an owner, asked for at a home that is or was theirs, and answers
// with what went and what stayed. It refuses with the permissions',
// "privacy.reason_missing", and as Look does.
func (k *Desk) Erase(ctx context.Context, actor app.Actor, unit, owner app.ID, why Reason) (p Plan, err error) {
	err = k.write.Do(ctx, actor, "person.erase", func(tx Tx) error {
		if err := requireMayErase(tx, unit, owner); err != nil {
			return err
		}
		if !slices.Contains(Reasons, why) {
			return app.Refuse("privacy.reason_missing")
		}
		if p, err = Look(tx, unit, owner); err != nil {
			return err
		}
		for _, id := range append([]app.ID{owner}, p.records...) {
			if err := tx.Erase(id); err != nil {
				return err
			}
		}
		return tx.PutRemoval(Removal{ID: tx.NewID(), Unit: unit, Person: owner, Reason: why, Papers: len(p.Erased)})
	})
	return p, err
}

// requireMayErase asks for the permission at every home of the person, for all of it goes.
func requireMayErase(tx Tx, unit, owner app.ID) error {
	if err := staff.May(tx.Actor(), staff.Erase); err != nil {
		return err
	}
	shares, err := tx.OwnershipsEverOfOwner(owner)
	if err != nil {
		return err
	}
	homes := []app.ID{unit}
	for _, s := range shares {
		homes = append(homes, s.Unit)
	}
	return site.MayAt(tx, staff.Erase, homes...)
}

// names reports whether a paper names the person: among those who sign it, even
// where the name was put right since, or in its content.
func names(tx Tx, d contract.Document, o site.Owner) (bool, error) {
	if d.Content == nil { // a draft, or erased already
		return false, nil
	}
	if o.Name != "" && bytes.Contains(d.Content, []byte(o.Name)) {
		return true, nil
	}
	fields, err := tx.SignatureFieldsOf(d.ID)
	return slices.ContainsFunc(fields, func(f contract.Field) bool { return f.Person == o.ID }), err
}
