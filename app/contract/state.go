package contract

import (
	"slices"

	"keyday/app"
	"keyday/app/staff"
)

// State is where a document stands.
type State string

// The states (product: state machines, Document).
const (
	Draft        State = "draft"         // 草稿
	Locked       State = "locked"        // 已锁定: content and signers fixed
	PartlySigned State = "partly_signed" // 部分签署
	Signed       State = "signed"        // 已签署
	Superseded   State = "superseded"    // 已被替代
	Voided       State = "voided"        // 已作废
)

// StatesIn lists the states of the phases.
func StatesIn(phases ...Phase) []State { return ladder.States(phases...) }

// Phase is the part of a document's life that a state belongs to.
type Phase string

// The phases, in their order.
const (
	Drafted    Phase = "drafted"
	ToSign     Phase = "to_sign"     // locked, and nobody has signed
	HalfSigned Phase = "half_signed" // somebody has
	InFull     Phase = "in_full"     // all who must have
	Replaced   Phase = "replaced"
	Revoked    Phase = "revoked"
)

// ladder is every state with its phase, the least finished first; where two laptops moved
// a document differently, the earlier one is shown, so a signed document is never
// overruled unseen.
var ladder = app.Ladder[State, Phase]{
	{State: Draft, Phase: Drafted},
	{State: Locked, Phase: ToSign},
	{State: PartlySigned, Phase: HalfSigned},
	{State: Signed, Phase: InFull},
	{State: Superseded, Phase: Replaced},
	{State: Voided, Phase: Revoked},
}

// Ladder lists every state, the least finished first.
var Ladder = ladder.States()

// What is counted and asked alike, everywhere.
var (
	// StandingStates are those in which a document counts: locked or signed, and neither
	// voided nor replaced.
	StandingStates = ladder.States(ToSign, HalfSigned, InFull)
	lockedStates   = ladder.States(ToSign, HalfSigned, InFull, Replaced, Revoked)
	aliveStates    = ladder.States(Drafted, ToSign, HalfSigned, InFull)
)

// Phase is the part of a document's life that the state belongs to.
func (s State) Phase() Phase { return ladder.Phase(s) }

// Standing reports whether the document counts.
func (d Document) Standing() bool { return slices.Contains(StandingStates, d.State) }

// StandingOf is the document of the kind that counts, the latest where there are several.
// docs are a home's, the newest first.
func StandingOf(docs []Document, kind Kind) (d Document, there bool) {
	if i := slices.IndexFunc(docs, func(d Document) bool { return d.Kind == kind && d.Standing() }); i >= 0 {
		return docs[i], true
	}
	return Document{}, false
}

// Step is a thing that people do to a document. Its name is also the action's in the
// history: "document.void".
type Step string

// The steps.
const (
	Drafting  Step = "draft"
	Lock      Step = "lock"
	Sign      Step = "sign"
	Supersede Step = "supersede"
	Void      Step = "void"
	Print     Step = "print"
	Seal      Step = "seal"
)

// ofKind stands for the permission that a document's kind asks for (kinds).
const ofKind staff.Permission = "kind"

// Machine is the whole state machine. A document is signed place by place: who may take a
// signature is MayTake, and the state follows from the signatures (StateOf).
var Machine = app.Machine[State, Step]{Refusal: "contract.not_standing", Subject: "number", Transitions: []app.Transition[State, Step]{
	{Step: Drafting, From: []State{""}, To: Draft, Needs: ofKind},
	{Step: Lock, From: ladder.States(Drafted), To: Locked, Needs: ofKind, Refusal: "contract.not_draft"},
	{Step: Sign, From: StandingStates, Implied: true},
	{Step: Supersede, From: aliveStates, To: Superseded, Implied: true},
	{Step: Void, From: aliveStates, To: Voided, Needs: staff.VoidDocuments, Asks: app.AsksReason},
	{Step: Print, From: lockedStates, Needs: staff.Print, Refusal: "contract.not_locked"},
	{Step: Seal, From: lockedStates, Needs: staff.Print, Refusal: "contract.not_locked", Implied: true},
}}

// needs is the permission, that of the kind where it stands for it.
func (k Kind) needs(p staff.Permission) staff.Permission {
	if p == ofKind {
		return kinds[k].needs
	}
	return p
}

// Needs is the permission that the step asks for.
func (s Step) Needs() staff.Permission { return Machine.Needs("", s) }

// Asks is what the step wants to know.
func (s Step) Asks() app.Asks { return Machine.Asks(s) }

// StepsFor lists what the actor may do with the document, but for signing it.
func (p Paper) StepsFor(actor app.Actor) []Step {
	may := staff.Can(actor, p.Scope...)
	return Machine.StepsFor(p.Document.State, func(needs staff.Permission) bool { return may(p.Document.Kind.needs(needs)) })
}
