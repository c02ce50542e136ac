package contract

import (
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// AgreementLine is a home in the list of property agreements.
type AgreementLine struct {
	site.HomeLine
	Document app.ID // the agreement that stands, else the latest; Nil where there is none
	Number   string
	Standing State // of the agreement; "" where there is none
	Places   int   // that must be signed
	Given    int   // of these signed
	LockedAt app.Date
	Prints   int

	PaidUntil app.Date // by the receipt on record; none without
}

// Paper is a document with all that its page shows.
type Paper struct {
	Document   Document
	Fields     []Field
	Signatures []Signature
	Scope      []app.ID // the communities that it is in
	UnitCode   string
	Owners     []site.Owner // of the home now; who they are and their names alone
	HandedOver app.Date     // when the home was, zero for not yet
	Replaces   string       // number of the document that it replaces, "" for none
	ReplacedBy app.ID       // the one that replaced it, Nil for none
	Successor  string       // its number
	VoidedBy   string       // name
	LockedBy   string
	Principals map[app.ID]string // names of the owners for whom agents sign
	Letters    map[app.ID]string // scans of the letters by which they do, "" for none yet
}

// ActsFor is the owner for whom an agent signs at the field, "" where nobody acts
// for another.
func (p Paper) ActsFor(f Field) string {
	if f.Role != AsAgent {
		return ""
	}
	return p.Principals[f.Person]
}

// Signature is the one that counts at the field, nil where there is none.
func (p Paper) Signature(f Field) *Signature {
	for i := range p.Signatures {
		if p.Signatures[i].Field == f.ID {
			return &p.Signatures[i]
		}
	}
	return nil
}

// RequireWaiting refuses a place that waits for no signature: the document cannot be signed yet or
// any more, or the place is signed.
func (p Paper) RequireWaiting(f Field) error {
	if err := requireInForce(p.Document); err != nil {
		return err
	}
	return requireUnsigned(p.Document, f, p.Signatures)
}

// RequireSameOwners refuses a contract that is still to be signed by others than those who own the
// home now.
func (p Paper) RequireSameOwners() error { return requireSameOwners(p.Document, p.Fields, p.Owners) }

func requireSameOwners(d Document, fields []Field, owners []site.Owner) error {
	if !d.Kind.IsContract() || d.State != Locked && d.State != PartlySigned {
		return nil
	}
	of, names := map[app.ID]Field{}, make([]string, len(owners))
	for _, f := range fields {
		if f.Role == AsOwner || f.Role == AsAgent {
			of[f.Person] = f
		}
	}
	same := len(of) == len(owners)
	for i, o := range owners {
		f, named := of[o.ID]
		same = same && named && (f.Role == AsAgent || f.Name == strings.TrimSpace(o.Name))
		names[i] = o.Name
	}
	switch {
	case same:
		return nil
	case len(owners) == 0:
		return app.Refuse("contract.owners_none", "number", d.Number)
	}
	return app.Refuse("contract.owners_moved", "number", d.Number, "owners", strings.Join(slices.DeleteFunc(names, func(n string) bool { return n == "" }), "、"))
}

// MayTake refuses where the actor may not take a signature at the place.
func (p Paper) MayTake(actor app.Actor, f Field) error {
	return MayTake(actor, p.Document, f, p.Scope...)
}

// Next is the first place that must still be signed; false where none is. Of several,
// those come first whose signature the actor may take: a supervisor who opens a paper
// that the inspector has not signed is at the supervisor's own place.
func (p Paper) Next(actor app.Actor) (Field, bool) {
	if !p.Document.Standing() {
		return Field{}, false
	}
	missing := Missing(p.Document, p.Fields, p.Signatures)
	if len(missing) == 0 {
		return Field{}, false
	}
	for _, f := range missing {
		if p.MayTake(actor, f) == nil {
			return f, true
		}
	}
	return missing[0], true
}
