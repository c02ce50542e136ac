package handover

import (
	"context"
	"strings"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
)

// Complete hands the home over: the certificate is signed, the gate still open, the
// keys go out. The day of possession is the day of the first completion, whatever
// is corrected later.
func (k *Desk) Complete(ctx context.Context, actor app.Actor, unit app.ID) error {
	return k.step(ctx, actor, unit, Complete, func(tx Tx, v *View) error {
		if err := v.RequireCompletable(); err != nil {
			return err
		}
		if v.Case.CompletedOn.IsZero() {
			v.Case.CompletedOn = tx.Today()
		}
		if err := take(tx, v, Complete, ""); err != nil {
			return err
		}
		if !v.Unit.HandedOver.IsZero() {
			return nil
		}
		v.Unit.HandedOver = tx.Today()
		return tx.PutUnit(v.Unit)
	})
}

// RequireCompletable refuses to hand the home over, and says why.
func (v *View) RequireCompletable() error {
	switch {
	case v.Case.State != Decided:
		return app.Refuse("handover.not_decided", "unit", v.Unit.Code)
	case !v.Case.Decision.Takes():
		return app.Refuse("handover.not_taken", "unit", v.Unit.Code)
	}
	if err := v.requireDrawable(); err != nil {
		return err
	}
	switch {
	case !v.Certificate.Standing():
		return app.Refuse("handover.certificate_missing", "unit", v.Unit.Code)
	case v.Stale():
		return app.Refuse("handover.certificate_stale", "unit", v.Unit.Code, "number", v.Certificate.Number)
	case v.Certificate.State != contract.Signed:
		return app.Refuse("handover.certificate_unsigned", "unit", v.Unit.Code, "number", v.Certificate.Number)
	}
	return nil
}

// voidCertificate takes the certificate of a case that is taken up again out of force,
// because it is wrong: it is kept, and the home stays handed over.
func (v *View) voidCertificate(tx Tx, reason string) error {
	if !v.Certificate.Standing() {
		return nil
	}
	_, err := contract.VoidIn(tx, v.Certificate.ID, reason)
	return err
}

// NewName is how an owner's name is written, and why it was written otherwise.
type NewName struct {
	Name   string
	Reason site.Reason
}

// CorrectName puts an owner's name right, compared with the one that was seen, at any
// moment and with a reason; of an owner who signed already, by who may correct those. A
// certificate that names the owner is voided and kept, and a new one locked in its place,
// all in one action: the people stand at the desk. Without a certificate only the name
// changes.
func (k *Desk) CorrectName(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[site.Owner], n NewName) (contract.Document, error) {
	var d contract.Document
	err := k.at(ctx, actor, unit, act{"handover.correct_name", staff.EditOwners}, func(tx Tx, v *View) error {
		change := seen.Was()
		p, err := v.owner(change.ID)
		if err != nil {
			return err
		}
		old := p.Owner.Name
		name := strings.TrimSpace(n.Name)
		switch {
		case name == "":
			return app.Refuse("handover.name_missing")
		case name == old || name == change.Name:
			return app.Refuse("handover.name_same", "name", name)
		case utf8.RuneCountInString(name) > lineLimit:
			return app.Refuse("handover.too_long", "text", name)
		}
		signed, err := tx.SignedBy(change.ID)
		if err != nil {
			return err
		}
		if len(signed) > 0 {
			if err := site.MayAt(tx, staff.CorrectSettled, v.Unit.ID); err != nil {
				return err
			}
		}
		change.Name = name
		if err := tx.AmendOwner(seen, change); err != nil {
			return err
		}
		if err := site.RecordCorrection(tx, site.Correction{Unit: unit, Owner: change.ID, Reason: n.Reason}, site.OwnerReasons, true); err != nil {
			return err
		}
		if err := v.recheck(tx, p, name); err != nil {
			return err
		}
		if !v.Certificate.Standing() {
			return nil
		}
		// Names stand where erasing a person reaches them: with the paper, not in the case's steps.
		step := k.issuer().Word("handover.form.name_corrected")
		if _, err := contract.VoidIn(tx, v.Certificate.ID, step+"："+old+" → "+name); err != nil {
			return err
		}
		if v.Case.State != Decided {
			if err := take(tx, v, Redo, step); err != nil {
				return err
			}
		}
		now, err := Look(tx, unit)
		if err != nil {
			return err
		}
		d, err = k.draw(tx, &now)
		return err
	})
	return d, err
}

// recheck repeats the identity check of an owner who is here, under the name as it
// now stands: the paper that showed the mistake is the paper that was looked at.
func (v *View) recheck(tx Tx, p Present, name string) error {
	if p.Check == nil || !p.Check.Authority.IsNil() || !v.Unit.HandedOver.IsZero() {
		return nil
	}
	return v.check(tx, p.Ownership.Owner, app.Nil, Identification{Paper: p.Check.Paper, Original: p.Check.Original, Name: name})
}
