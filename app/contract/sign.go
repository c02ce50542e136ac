package contract

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Signing is a signature as it is given.
type Signing struct {
	Document app.ID
	Field    app.ID
	Signer   string
	Hash     string // the content's hash that the signer was shown
	How      How
	Strokes  []Stroke // OnScreen
	Scan     string   // OnPaper: hash of the scan
	Seen     bool     // OnPaper without a scan: the actor saw it signed
}

// Sign binds a signature to the content that was shown. The actor is the witness.
func (k *Desk) Sign(ctx context.Context, actor app.Actor, s Signing) (Document, error) {
	return k.SignAll(ctx, actor, []Signing{s})
}

// SignAll binds the signatures that stand on one sheet, all or none: where one is
// refused the sheet can be handed in again as it is.
func (k *Desk) SignAll(ctx context.Context, actor app.Actor, sheet []Signing) (Document, error) {
	var d Document
	err := k.w.Do(ctx, actor, "document.sign", func(tx Tx) (err error) {
		for _, s := range sheet {
			if d, err = sign(tx, s); err != nil {
				return err
			}
		}
		return nil
	})
	return d, err
}

func sign(tx Tx, s Signing) (Document, error) {
	d, err := tx.Document(s.Document)
	if err != nil {
		return d, err
	}
	if err := requireInForce(d); err != nil {
		return d, err
	}
	if s.Hash != d.ContentHash {
		return d, app.Refuse("contract.other_content", "number", d.Number)
	}
	fields, err := tx.SignatureFieldsOf(d.ID)
	if err != nil {
		return d, err
	}
	given, err := tx.SignaturesOf(d.ID)
	if err != nil {
		return d, err
	}
	i := slices.IndexFunc(fields, func(f Field) bool { return f.ID == s.Field })
	if i < 0 {
		return d, app.Refuse("contract.field_unknown", "number", d.Number)
	}
	f := fields[i]
	s.Signer = strings.TrimSpace(s.Signer)
	for _, check := range []func() error{
		func() error { return requireEntitled(tx, d, f) },
		func() error { return requireUnsigned(d, f, given) },
		func() error { return requireStillOwned(tx, d, fields) },
		func() error { return requireSigner(d, f, s) },
		func() error { return requireEvidence(tx, d, s) },
	} {
		if err := check(); err != nil {
			return d, err
		}
	}
	sig := Signature{
		ID: tx.NewID(), Document: d.ID, Field: f.ID, Signer: s.Signer, Role: f.Role,
		How: s.How, Strokes: s.Strokes, Scan: s.Scan, Hash: s.Hash,
		Witness: tx.Actor().Staff, WitName: tx.Actor().Name, At: tx.Now(),
	}
	if err := tx.PutSignature(sig); err != nil {
		return d, err
	}
	return d, settle(tx, &d, fields, append(given, sig))
}

func settle(tx Tx, d *Document, fields []Field, given []Signature) error {
	to := StateOf(*d, fields, given)
	if to == d.State {
		return nil
	}
	if err := move(tx, d, to, ""); err != nil {
		return err
	}
	if to != Signed {
		return nil
	}
	return retire(tx, *d, Signed)
}

// StateOf is what the signatures make of a locked document: signed once every
// required place is. A signature over another content counts for nothing.
func StateOf(d Document, fields []Field, given []Signature) State {
	if !d.Standing() {
		return d.State
	}
	state, owed := Locked, false
	for _, f := range fields {
		switch {
		case signatureAt(d, f, given) != nil:
			state = PartlySigned
		case f.Required:
			owed = true
		}
	}
	if state == PartlySigned && !owed {
		return Signed
	}
	return state
}

// Missing lists the places that must still be signed, in their order.
func Missing(d Document, fields []Field, given []Signature) []Field {
	var missing []Field
	for _, f := range fields {
		if f.Required && signatureAt(d, f, given) == nil {
			missing = append(missing, f)
		}
	}
	return missing
}

// Valid reports whether the signature counts: given over this content, and the
// document neither voided nor replaced.
func (s Signature) Valid(d Document) bool {
	return s.Document == d.ID && s.Hash == d.ContentHash && d.Standing()
}

func signatureAt(d Document, f Field, given []Signature) *Signature {
	for i := range given {
		if given[i].Field == f.ID && given[i].Hash == d.ContentHash {
			return &given[i]
		}
	}
	return nil
}

// MayTake refuses where the actor may not take a signature at the place of a document in
// these communities, whatever the day: anybody on reception takes an owner's, but staff
// sign for themselves, and the two firms' lines of a contract need who may sign contracts.
// A screen asks it before it hands over the pen.
func MayTake(actor app.Actor, d Document, f Field, communities ...app.ID) error {
	if err := staff.May(actor, permissionToTake(d.Kind, f.Role), communities...); err != nil {
		return err
	}
	if f.Role.ofTeam() && !f.Person.IsNil() && f.Person != actor.Staff {
		return app.Refuse("contract.sign_yourself", "number", d.Number, "name", f.Name)
	}
	return nil
}

// permissionToTake is the permission to take a signature in a capacity.
func permissionToTake(k Kind, r Role) staff.Permission {
	p := kinds[k].needs
	switch r {
	case AsOwner, AsAgent:
		p = kinds[k].owner
	case AsInspector:
		p = staff.Inspect
	case AsSupervisor:
		p = staff.SignOff
	case AsDeveloper, AsProperty:
		p = staff.SignContracts
	case AsFirm:
		p = staff.Rectify
	}
	return p
}

// DocumentScope is what says in which communities a document is.
type DocumentScope interface {
	Actor() app.Actor
	Scope(of app.Ref) ([]app.ID, error)
}

// MayTakeIn is MayTake where the document is.
func MayTakeIn(tx DocumentScope, d Document, f Field) error {
	scope, err := tx.Scope(app.Ref{Kind: "document", ID: d.ID})
	if err != nil {
		return err
	}
	return MayTake(tx.Actor(), d, f, scope...)
}

// requireEntitled is MayTakeIn, and for an agent by a letter that gives the power
// today.
func requireEntitled(tx Tx, d Document, f Field) error {
	if err := MayTakeIn(tx, d, f); err != nil {
		return err
	}
	if f.Role != AsAgent {
		return nil
	}
	a, err := tx.Authority(f.Authority)
	if err != nil {
		return err
	}
	if gap := a.Gap(kinds[d.Kind].power, tx.Today()); gap != "" {
		return app.Refuse("contract.authority_"+gap, "number", d.Number, "agent", a.Agent)
	}
	return nil
}

// requireStillOwned refuses a contract that names others than those who own the home now.
func requireStillOwned(tx Tx, d Document, fields []Field) error {
	if !d.Kind.IsContract() {
		return nil
	}
	shares, err := tx.OwnershipsEverOfUnit(d.Unit)
	if err != nil {
		return err
	}
	var owners []site.Owner
	for _, s := range shares {
		if s.Ended {
			continue
		}
		o, err := tx.Owner(s.Owner)
		if err != nil {
			return err
		}
		owners = append(owners, o)
	}
	return requireSameOwners(d, fields, owners)
}

// requireInForce refuses a document that cannot be signed: not yet, or not any more.
func requireInForce(d Document) error {
	switch {
	case d.State == Draft:
		return app.Refuse("contract.not_locked", "number", d.Number)
	case !d.Standing():
		return app.Refuse("contract.not_standing", "number", d.Number)
	}
	return nil
}

func requireUnsigned(d Document, f Field, given []Signature) error {
	if signatureAt(d, f, given) != nil {
		return app.Refuse("contract.already_signed", "number", d.Number, "name", f.Name)
	}
	return nil
}

// requireSigner refuses a signer who is not the one the place is for; an optional place
// may have been left without a name.
func requireSigner(d Document, f Field, s Signing) error {
	if s.Signer == "" || f.Name != "" && s.Signer != f.Name {
		return app.Refuse("contract.other_signer", "number", d.Number, "name", f.Name, "signer", s.Signer)
	}
	return nil
}

// maxPoints bounds the samples of one signature; a slow hand at 120 per second
// for two minutes stays below it.
const maxPoints = 20000

// requireEvidence refuses a signature that nobody could show later: no stroke, neither scan
// nor a witness other than the signer.
func requireEvidence(tx Tx, d Document, s Signing) error {
	switch s.How {
	case OnScreen:
		points := 0
		for _, stroke := range s.Strokes {
			points += len(stroke)
		}
		if points < 2 || points > maxPoints {
			return app.Refuse("contract.strokes_missing", "number", d.Number, "name", s.Signer)
		}
		return nil
	case OnPaper:
		if s.Scan != "" || s.Seen && tx.Actor().Name != s.Signer {
			return nil
		}
		return app.Refuse("contract.witness_missing", "number", d.Number, "name", s.Signer)
	}
	return app.Refuse("contract.how_unclear", "number", d.Number)
}

// Marks are the signatures of a document as a form draws them; those that no
// longer count are marked so.
func Marks(d Document, fields []Field, given []Signature) []app.SignatureMark {
	var marks []app.SignatureMark
	for i, f := range fields {
		for _, s := range given {
			if s.Field != f.ID {
				continue
			}
			marks = append(marks, app.SignatureMark{
				Field: i, Name: s.Signer, Role: string(s.Role), How: string(s.How), Agent: s.Role == AsAgent,
				Date: app.DateOf(s.At), Strokes: lines(s.Strokes), Scanned: s.Scan != "", Witness: s.WitName, Invalid: !s.Valid(d),
			})
		}
	}
	return marks
}

func lines(strokes []Stroke) [][]app.StrokePoint {
	var out [][]app.StrokePoint
	for _, stroke := range strokes {
		var line []app.StrokePoint
		for _, p := range stroke {
			line = append(line, app.StrokePoint{X: float64(p.X) / 1000, Y: float64(p.Y) / 1000})
		}
		out = append(out, line)
	}
	return out
}
