package defect

import "keyday/app"

// State is where a defect stands.
type State string

// The states (product: state machines, Defect).
const (
	Noted        State = "note"           // 记录: observed, not (yet) a defect
	Open         State = "open"           // 待分派
	Disputed     State = "disputed"       // 有异议: the firm says it is not theirs
	Assigned     State = "assigned"       // 待整改
	Held         State = "hold"           // 挂起: asked by the firm, granted with a review date
	Fixing       State = "fixing"         // 整改中
	Fixed        State = "fixed"          // 待复验
	Verified     State = "verified"       // 已销项
	AcceptedAsIs State = "accepted_as_is" // 让步接收: supervisor and owner
	OwnerOK      State = "owner_ok"       // 业主确认
	Cancelled    State = "cancelled"      // 作废
)

// Ladder lists every state, the least finished first. Where two laptops moved a
// defect differently from the same state, the one that stands earlier here is
// shown until a supervisor settles it; so nothing ever closes by accident.
var Ladder = []State{
	Noted, Open, Disputed, Assigned, Held, Fixing, Fixed, Verified, AcceptedAsIs, OwnerOK, Cancelled,
}

// IsOpen reports whether work, a ruling or a re-inspection is still owed. A note
// is not open: nobody has called it a defect.
func (s State) IsOpen() bool {
	switch s {
	case Open, Disputed, Assigned, Held, Fixing, Fixed:
		return true
	}
	return false
}

// InWork reports whether a firm has it: dispatched and not yet reported as fixed.
func (s State) InWork() bool {
	switch s {
	case Disputed, Assigned, Held, Fixing:
		return true
	}
	return false
}

// Step is a thing that people do to a defect.
type Step string

// The steps. A step's name is also the action's in the history: "defect.fix".
const (
	Record     Step = "record"
	Raise      Step = "raise"
	Assign     Step = "assign"
	Start      Step = "start"
	Fix        Step = "fix"
	Verify     Step = "verify"
	SendBack   Step = "send_back"
	Hold       Step = "hold"
	Release    Step = "release"
	Dispute    Step = "dispute"
	AcceptAsIs Step = "accept_as_is"
	Cancel     Step = "cancel"
	TakeBack   Step = "take_back"
	Reopen     Step = "reopen"
	Confirm    Step = "owner_ok"
	Edit       Step = "edit" // what is said of it was put right; leads nowhere
)

// machine is the whole state machine. Assigning again moves the work to another
// firm or another date, and rules on a dispute; TakeBack follows from an answer of
// the checklist.
var machine = app.Machine[State, Step]{Refusal: "defect.step_refused", Subject: "number", Transitions: []app.Transition[State, Step]{
	{Step: Raise, From: []State{Noted}, To: Open},
	{Step: Assign, From: []State{Open, Disputed, Assigned, Fixing}, To: Assigned},
	{Step: Start, From: []State{Assigned}, To: Fixing},
	{Step: Fix, From: []State{Assigned, Fixing}, To: Fixed},
	{Step: Verify, From: []State{Fixed}, To: Verified},
	{Step: SendBack, From: []State{Fixed}, To: Assigned},
	{Step: Hold, From: []State{Assigned, Fixing}, To: Held},
	{Step: Release, From: []State{Held}, To: Assigned},
	{Step: Dispute, From: []State{Assigned, Fixing}, To: Disputed},
	{Step: AcceptAsIs, From: []State{Open, Disputed, Assigned, Held, Fixing, Fixed}, To: AcceptedAsIs},
	{Step: Cancel, From: []State{Noted, Open, Disputed, Assigned, Held, Fixing, Fixed}, To: Cancelled},
	{Step: Reopen, From: []State{Verified, AcceptedAsIs, OwnerOK, Cancelled}, To: Open},
	{Step: Confirm, From: []State{Verified}, To: OwnerOK},
	{Step: TakeBack, From: []State{Noted, Open}, To: Cancelled, Implied: true},
}}

// Steps lists what may be done to a defect in the state, in the order in which a
// screen offers it; whether the person may is another question.
func (s State) Steps() []Step { return machine.Steps(s) }
