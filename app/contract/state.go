package contract

import (
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

// Phase is the part of a document's life that a state belongs to.
type Phase string

// The phases, in their order.
const (
	Drafted Phase = "drafted"
	InForce Phase = "in_force" // locked or signed, and neither voided nor replaced
	Ended   Phase = "ended"
)

// ladder is every state with its phase, the least finished first; where two laptops moved
// a document differently, the earlier one is shown, so a signed document is never
// overruled unseen.
var ladder = app.Ladder[State, Phase]{
	{State: Draft, Phase: Drafted},
	{State: Locked, Phase: InForce},
	{State: PartlySigned, Phase: InForce},
	{State: Signed, Phase: InForce},
	{State: Superseded, Phase: Ended},
	{State: Voided, Phase: Ended},
}

// Ladder lists every state, the least finished first.
var Ladder = ladder.States()

// StandingStates are those in which a document counts.
var StandingStates = ladder.States(InForce)

// Phase is the part of a document's life that the state belongs to.
func (s State) Phase() Phase { return ladder.Phase(s) }

// Standing reports whether the document counts: locked or signed, and neither
// voided nor replaced.
func (d Document) Standing() bool { return d.State.Phase() == InForce }

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

// machine is the whole state machine of the documents of a kind. A document is signed
// place by place: who may take a signature is MayTake, and the state follows from the
// signatures (StateOf).
func machine(k Kind) app.Machine[State, Step] {
	all := ladder.States
	return app.Machine[State, Step]{Refusal: "contract.not_standing", Subject: "number", Transitions: []app.Transition[State, Step]{
		{Step: Drafting, From: []State{""}, To: Draft, Needs: kinds[k].needs},
		{Step: Lock, From: all(Drafted), To: Locked, Needs: kinds[k].needs, Refusal: "contract.not_draft"},
		{Step: Sign, From: all(InForce), Implied: true},
		{Step: Supersede, From: all(Drafted, InForce), To: Superseded, Implied: true},
		{Step: Void, From: all(Drafted, InForce), To: Voided, Needs: staff.VoidDocuments},
		{Step: Print, From: all(InForce, Ended), Needs: staff.Print, Refusal: "contract.not_locked"},
		{Step: Seal, From: all(InForce, Ended), Needs: staff.Print, Refusal: "contract.not_locked", Implied: true},
	}}
}

// StepsFor lists what the actor may do with the document, but for signing it.
func (p Paper) StepsFor(actor app.Actor) []Step {
	return machine(p.Document.Kind).StepsFor(p.Document.State, staff.Can(actor, p.Scope...))
}
