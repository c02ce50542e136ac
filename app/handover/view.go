package handover

import (
	"slices"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
)

// View is a unit at the desk: what a screen shows and what the use cases check,
// read by one function, so that both say the same.
type View struct {
	Site      site.Site
	Community site.Community
	Building  site.Building
	Unit      site.Unit
	HouseType site.HouseType
	Owners    []Present
	Case      Case          // without an identity where nobody has planned one yet
	Cancelled *Cancellation // of the case before it, as long as nobody has planned another
	Records
	Items       ItemList
	Open        []defect.Defect // the gravest first
	Certificate contract.Document
	Fields      []contract.Field     // of the certificate
	Signatures  []contract.Signature // upon it
	Gate        Gate
	// Sights says, where the store read the view, which writings of its records it shows.
	Sights map[app.ID]app.Sight
	masked bool
}

// Barred reports whether the law forbids handing the home over and its state, which tells
// of the work in it, does not say so.
func (v View) Barred() bool {
	return v.Unit.State.Phase() != site.Stopped && v.Unit.HandedOver.IsZero() && v.Gate.Barred()
}

// Present is an owner in force, with what this visit knows of the identity.
type Present struct {
	site.Ownership
	Owner  site.Owner
	Check  *IdentityCheck     // the latest of this visit, nil for none
	Letter contract.Authority // by which the agent acts; without an identity for none
}

// Look reads a unit at the desk. It is asked inside the transaction that changes
// something, and by the store for a screen.
func Look(tx Tx, unit app.ID) (View, error) {
	v := View{}
	for _, read := range []func(Tx, app.ID) error{v.readGround, v.readOwners, v.readRecords, v.readPaper, v.readGate} {
		if err := read(tx, unit); err != nil {
			return v, err
		}
	}
	return v, nil
}

func (v *View) readGround(tx Tx, unit app.ID) (err error) {
	if v.Unit, err = tx.Unit(unit); err != nil {
		return err
	}
	if v.Building, err = tx.Building(v.Unit.Building); err != nil {
		return err
	}
	if v.Community, err = known(tx.Community(v.Building.Community)); err != nil {
		return err
	}
	if v.Site, err = tx.Site(); err != nil {
		return err
	}
	if !v.Unit.HouseType.IsNil() {
		if v.HouseType, err = known(tx.HouseType(v.Unit.HouseType)); err != nil {
			return err
		}
	}
	v.Case, v.Cancelled, err = inForce(tx, unit)
	return err
}

// Cancellation is who cancelled a handover, when and why.
type Cancellation struct {
	Who, Why string
	At       time.Time
}

// known takes a record that has not come from another laptop yet for an empty one.
func known[T any](rec T, err error) (T, error) {
	if app.RefusalCode(err) == "record.unknown" {
		return rec, nil
	}
	return rec, err
}

// inForce is the unit's case, or one without identity where there is none, and how the one
// before that was cancelled.
func inForce(tx Tx, unit app.ID) (Case, *Cancellation, error) {
	all, err := tx.HandoverCasesOfUnit(unit)
	n := len(all)
	switch {
	case err != nil || n == 0:
		return Case{Unit: unit, N: 1}, nil, err
	case all[n-1].State.Phase() != CalledOff:
		return all[n-1], nil, nil
	}
	c, err := cancellation(tx, all[n-1].ID)
	return Case{Unit: unit, N: n + 1}, c, err
}

// cancellation is how a case was cancelled; nil where that has not come from another laptop
// yet.
func cancellation(tx Tx, id app.ID) (*Cancellation, error) {
	moves, err := tx.HandoverMovesOf(id)
	if err != nil {
		return nil, err
	}
	for _, m := range slices.Backward(moves) {
		if m.Step != Cancel {
			continue
		}
		team, err := tx.People()
		if err != nil {
			return nil, err
		}
		c := &Cancellation{Why: m.Reason, At: m.At}
		for _, p := range team {
			if p.ID == m.By {
				c.Who = p.Name
			}
		}
		return c, nil
	}
	return nil, nil
}

func (v *View) readOwners(tx Tx, unit app.ID) error {
	shares, err := tx.OwnershipsEverOfUnit(unit)
	if err != nil {
		return err
	}
	var checks []IdentityCheck
	if !v.Case.ID.IsNil() {
		if checks, err = tx.IdentityChecksOf(v.Case.ID); err != nil {
			return err
		}
	}
	for _, share := range shares {
		if share.Ended {
			continue
		}
		p := Present{Ownership: share}
		if p.Owner, err = known(tx.Owner(share.Owner)); err != nil {
			return err
		}
		p.Owner.ID = share.Owner
		for i := range checks {
			if checks[i].Owner == share.Owner && v.now(checks[i].At) {
				p.Check = &checks[i]
			}
		}
		if p.Check != nil && !p.Check.Authority.IsNil() {
			if p.Letter, err = known(tx.Authority(p.Check.Authority)); err != nil {
				return err
			}
		}
		v.Owners = append(v.Owners, p)
	}
	return nil
}

// now reports whether something was recorded at this visit: a refusal's meters and
// identities do not serve the next one.
func (v View) now(at time.Time) bool { return !at.Before(v.Case.ArrivedAt) }

func (v *View) readRecords(tx Tx, unit app.ID) (err error) {
	if v.Items, err = items(tx); err != nil {
		return err
	}
	all, err := tx.DefectsOfUnit(unit)
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.State.IsOpen() {
			v.Open = append(v.Open, d)
		}
	}
	slices.SortStableFunc(v.Open, func(a, b defect.Defect) int { return b.Severity.Compare(a.Severity) })
	if v.Case.ID.IsNil() {
		return nil
	}
	v.Records, err = recordsOf(tx, v.Case.ID)
	return err
}

func recordsOf(tx Tx, c app.ID) (r Records, err error) {
	if r.Checks, err = tx.IdentityChecksOf(c); err != nil {
		return r, err
	}
	if r.Overrides, err = tx.OverridesOf(c); err != nil {
		return r, err
	}
	if r.Results, err = tx.HandoverResultsOf(c); err != nil {
		return r, err
	}
	if r.Meters, err = tx.MetersOf(c); err != nil {
		return r, err
	}
	if r.Keys, err = tx.KeysOf(c); err != nil {
		return r, err
	}
	if r.Papers, err = tx.PapersOf(c); err != nil {
		return r, err
	}
	moves, err := tx.HandoverMovesOf(c)
	r.Notes = slices.DeleteFunc(moves, func(m Move) bool { return m.Step != Follow })
	return r, err
}

func (v *View) readPaper(tx Tx, _ app.ID) (err error) {
	if v.Case.Certificate.IsNil() {
		return nil
	}
	if v.Certificate, err = known(tx.Document(v.Case.Certificate)); err != nil {
		return err
	}
	if v.Fields, err = tx.SignatureFieldsOf(v.Case.Certificate); err != nil {
		return err
	}
	v.Signatures, err = tx.SignaturesOf(v.Case.Certificate)
	return err
}

func (v *View) readGate(tx Tx, unit app.ID) error {
	owners := make([]site.Owner, len(v.Owners))
	for i, p := range v.Owners {
		owners[i] = p.Owner
	}
	f := GateFacts{Incomplete: len(site.Missing(v.Unit, owners)), Overrides: v.Overrides}
	var err error
	if f.Facts, err = tx.UnitFacts(unit); err != nil {
		return err
	}
	for _, p := range v.Owners {
		f.Owners = append(f.Owners, p.proof(tx.Today()))
	}
	for _, d := range v.Open {
		if d.Severity.Grave() {
			f.GraveOnes = append(f.GraveOnes, Blocking{d.Number, v.what(d), d.Severity})
		}
	}
	docs, err := tx.DocumentsOfUnit(unit)
	if err != nil {
		return err
	}
	f.Agreement = slices.ContainsFunc(docs, func(d contract.Document) bool {
		return d.Kind == contract.Agreement && d.State == contract.Signed
	})
	if f.Draft, err = contract.DraftAgreement(tx, docs); err != nil {
		return err
	}
	v.Gate = GateOf(f)
	return nil
}

// what says a defect in the fewest words: 主卧 墙面 空鼓.
func (v *View) what(d defect.Defect) string {
	said := ""
	for _, s := range []string{v.HouseType.RoomName(d.Room), d.Part, d.Phrase} {
		if s == "" {
			continue
		}
		if said != "" {
			said += " "
		}
		said += s
	}
	return said
}

// proof is what the visit knows of the owner's identity on the day. An agent must
// be allowed to sign the certificate, and to take the keys.
func (p Present) proof(day app.Date) Proof {
	proof := Proof{Owner: p.Owner.Name}
	if p.Check == nil {
		return proof
	}
	proof.Seen, proof.Original = true, p.Check.Original
	if p.Check.Authority.IsNil() {
		return proof
	}
	proof.Agent = p.Check.Name
	for _, scope := range []contract.Scope{contract.MaySign, contract.MayTakeKeys} {
		gap := p.Letter.Gap(scope, day)
		if gap == "scope" {
			gap += "_" + string(scope)
		}
		if gap != "" {
			proof.Gap = gap
			return proof
		}
	}
	return proof
}

// Masked is the view as a screen shows it; privacy.Desk shows an owner in full.
func (v View) Masked() View {
	v.masked = true
	v.Owners = slices.Clone(v.Owners)
	for i := range v.Owners {
		p := &v.Owners[i]
		p.Owner = p.Owner.Masked()
		p.Letter.IDNo, p.Letter.Phone = site.Mask(p.Letter.IDNo), site.Mask(p.Letter.Phone)
	}
	return v
}

// Here reports whether lines may be filled: somebody has come, and the home is not
// handed over yet, or taken up again for a corrected paper.
func (v View) Here() bool { return v.Case.State.Here() }

// Current reports whether something was recorded at this visit rather than at an
// earlier one.
func (v View) Current(at time.Time) bool { return v.now(at) }

// KeysNow are the keys of a kind that were counted at this visit: what was meant to
// be handed over at one that was refused is still in the cabinet.
func (v View) KeysNow(kind string) Keys {
	if k := v.KeysOf(kind); v.now(k.At) {
		return k
	}
	return Keys{Kind: kind}
}

// PaperNow is the paper of a kind that was handed over at this visit.
func (v View) PaperNow(kind string) Paper {
	if p := v.Paper(kind); v.now(p.At) {
		return p
	}
	return Paper{Kind: kind}
}

// MeterNow is the meter as it was read at this visit; its number is known from
// earlier ones.
func (v View) MeterNow(kind string) Meter {
	m := v.Meter(kind)
	if !v.now(m.ReadAt) {
		m.Reading = ""
	}
	return m
}

// Last is the latest decision, or the zero one.
func (r Records) Last() Result {
	if len(r.Results) == 0 {
		return Result{}
	}
	return r.Results[len(r.Results)-1]
}

// Meter, KeysOf and Paper are what was recorded of a kind; zero for nothing.
func (r Records) Meter(kind string) (m Meter) {
	for _, m := range r.Meters {
		if m.Kind == kind {
			return m
		}
	}
	return m
}

// KeysOf are the keys recorded of a kind.
func (r Records) KeysOf(kind string) (k Keys) {
	for _, k := range r.Keys {
		if k.Kind == kind {
			return k
		}
	}
	return k
}

// Paper is the paper recorded of a kind.
func (r Records) Paper(kind string) (p Paper) {
	for _, p := range r.Papers {
		if p.Kind == kind {
			return p
		}
	}
	return p
}

// SeenUnit, SeenCase and the others are records of the view as it shows them, to be
// changed; what was never recorded is seen empty.
func (v View) SeenUnit() *app.Seen[site.Unit] { return seenIn(v, v.Unit.ID, v.Unit) }

// SeenCase is the case, or the one that there is none yet.
func (v View) SeenCase() *app.Seen[Case] { return seenIn(v, v.Case.ID, v.Case) }

// SeenDefect is one of the open defects.
func (v View) SeenDefect(d defect.Defect) *app.Seen[defect.Defect] { return seenIn(v, d.ID, d) }

// SeenMeter is the meter of a kind as it was last read, at whatever visit.
func (v View) SeenMeter(kind string) *app.Seen[Meter] {
	m := v.Meter(kind)
	return seenIn(v, m.ID, m)
}

// SeenKeys are the keys of a kind as they were last counted.
func (v View) SeenKeys(kind string) *app.Seen[Keys] {
	k := v.KeysOf(kind)
	return seenIn(v, k.ID, k)
}

// SeenPaper is the paper of a kind as it was last handed over.
func (v View) SeenPaper(kind string) *app.Seen[Paper] {
	p := v.Paper(kind)
	return seenIn(v, p.ID, p)
}

// SeenOwner is one of the owners. What the view hides is masked.
func (v View) SeenOwner(p Present) *app.Seen[site.Owner] {
	seen := seenIn(v, p.Ownership.Owner, p.Owner)
	if v.masked {
		seen.Mask(site.MaskedFields()...)
	}
	return seen
}

// SeenShare is an owner's part in the home.
func (v View) SeenShare(p Present) *app.Seen[site.Ownership] {
	return seenIn(v, p.Ownership.ID, p.Ownership)
}

func seenIn[T any](v View, id app.ID, value T) *app.Seen[T] {
	return &app.Seen[T]{Value: value, Sight: v.Sights[id]}
}
