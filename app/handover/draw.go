package handover

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
)

// Template is the form that a certificate is printed from, and TemplateFirst is that of those
// that were drawn up before it.
const (
	Template      = "handover-certificate/2"
	TemplateFirst = "handover-certificate/1"
)

// DrawUp locks the certificate over what was recorded and decided, or names what is
// missing. One that stands and still says the same is returned as it is; an
// earlier one is superseded.
func (k *Desk) DrawUp(ctx context.Context, actor app.Actor, unit app.ID) (contract.Document, error) {
	var d contract.Document
	err := k.step(ctx, actor, unit, DrawUp, func(tx Tx, v *View) (err error) {
		if !Machine.Allows(v.Case.State, DrawUp) {
			return app.Refuse("handover.not_decided", "unit", v.Unit.Code)
		}
		if v.Certificate.Standing() && !v.Stale() {
			d = v.Certificate
			return nil
		}
		d, err = k.draw(tx, v)
		return err
	})
	return d, err
}

// draw makes and locks the certificate of a decided case.
func (k *Desk) draw(tx Tx, v *View) (contract.Document, error) {
	if err := v.requireDrawable(); err != nil {
		return contract.Document{}, err
	}
	for _, o := range v.Owners {
		if o.Owner.Name == "" { // erased, or on the way from another laptop
			return contract.Document{}, app.Refuse("privacy.nameless", "unit", v.Unit.Code)
		}
	}
	p, err := k.issuer().InUse(tx, Template)
	if err != nil {
		return contract.Document{}, err
	}
	d, err := contract.DraftIn(tx, contract.Outline{
		Kind: contract.Certificate, Unit: v.Unit.ID, Subject: v.Case.ID, Template: p.Template, InFull: p.InFull(), Supersedes: v.Case.Certificate,
	})
	if err != nil {
		return d, err
	}
	c, missing, err := certificate(tx, p, v, d.Number)
	if err != nil {
		return d, err
	}
	fields := p.Signing(v.signers(tx.Actor()))
	for _, f := range fields {
		c.Signers = append(c.Signers, app.SignatureField{Role: string(f.Role), Name: f.Name, ActsFor: v.principal(f), Required: f.Required})
	}
	var owners []site.Owner
	for _, o := range v.Owners {
		owners = append(owners, o.Owner)
	}
	c.Names = p.Rare(c.Signers, owners...)
	body, err := p.Encode(c)
	if err != nil {
		return d, err
	}
	d, err = contract.LockIn(tx, d.ID, contract.Locking{Content: body, Salt: p.Salt, Fields: fields, Missing: missing, Anchor: p.Anchor})
	if err != nil {
		return d, err
	}
	v.Case.Certificate = d.ID
	return d, tx.PutHandoverCase(v.Case)
}

// requireDrawable refuses a certificate of a home that may not be handed over, or whose
// open defects are no longer those that the owners agreed to.
func (v *View) requireDrawable() error {
	if !v.Case.Decision.Takes() || v.corrected() {
		return nil
	}
	if err := v.Gate.Err(); err != nil {
		return err
	}
	if v.AnnexMoved() {
		return app.Refuse("handover.annex_moved", "unit", v.Unit.Code)
	}
	return nil
}

// corrected reports whether this very case has handed the home over, and is open
// again for a corrected paper alone: that hands nothing over, and asks no gate.
func (v *View) corrected() bool {
	return !v.Case.CompletedOn.IsZero() && !v.Unit.HandedOver.IsZero()
}

// AnnexMoved reports whether defects or their dates changed since the decision.
func (v *View) AnnexMoved() bool {
	return !v.corrected() && !slices.Equal(sorted(v.Last().Items), sorted(v.annex()))
}

func sorted(items []Promise) []Promise {
	return slices.SortedFunc(slices.Values(items), func(a, b Promise) int { return strings.Compare(a.Number, b.Number) })
}

// Stale reports whether the certificate no longer says what is on record: a line,
// the decision, the open defects or who has to sign changed since it was locked.
func (v *View) Stale() bool {
	at := v.Certificate.LockedAt
	for _, c := range v.Checks {
		if c.At.After(at) {
			return true
		}
	}
	for _, o := range v.Overrides {
		if o.At.After(at) {
			return true
		}
	}
	for _, r := range v.Results {
		if r.At.After(at) {
			return true
		}
	}
	for _, m := range v.Meters {
		if m.ReadAt.After(at) {
			return true
		}
	}
	for _, k := range v.Keys {
		if k.At.After(at) {
			return true
		}
	}
	for _, p := range v.Papers {
		if p.At.After(at) {
			return true
		}
	}
	return v.Case.Decision.Takes() && v.AnnexMoved() || !v.signersStand()
}

// signersStand reports whether those who have to sign for the owners are still
// those that the certificate names.
func (v *View) signersStand() bool {
	key := func(f contract.Field) contract.Field {
		f.ID, f.Document, f.Order = app.Nil, app.Nil, 0
		return f
	}
	forOwners := func(fields []contract.Field) []contract.Field {
		var all []contract.Field
		for _, f := range fields {
			if f.Role == contract.AsOwner || f.Role == contract.AsAgent {
				all = append(all, key(f))
			}
		}
		return all
	}
	return slices.Equal(forOwners(v.Fields), forOwners(v.signers(app.Actor{})))
}

// signers are the places to sign: every owner or the agent, and who hands over. A
// paper that records a refusal needs no owner's hand.
func (v *View) signers(actor app.Actor) []contract.Field {
	var fields []contract.Field
	for _, p := range v.Owners {
		f := contract.Field{Role: contract.AsOwner, Name: p.Owner.Name, Person: p.Ownership.Owner, Required: v.Case.Decision.Takes()}
		if p.Check != nil && !p.Check.Authority.IsNil() {
			f.Role, f.Name, f.Authority = contract.AsAgent, p.Check.Name, p.Check.Authority
		}
		fields = append(fields, f)
	}
	return append(fields, contract.Field{Role: contract.AsStaff, Name: actor.Name, Person: actor.Staff, Required: true})
}

// principal is the owner for whom an agent signs.
func (v *View) principal(f contract.Field) string {
	if f.Role != contract.AsAgent {
		return ""
	}
	p, err := v.owner(f.Person)
	if err != nil {
		return ""
	}
	return p.Owner.Name
}
