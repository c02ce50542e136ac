package defect

import (
	"slices"

	"keyday/app"
	"keyday/app/staff"
)

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

// Phase is the part of the work that a state belongs to.
type Phase string

// The phases, in the order of the work. Work, a ruling or a re-inspection is owed from
// ToAssign to ToVerify; a firm has it from AtFirm to OnHold.
const (
	Observed Phase = "observed"  // nobody has called it a defect
	ToAssign Phase = "to_assign" // no firm has it yet
	AtFirm   Phase = "at_firm"   // a firm has it, and its due date counts
	OnHold   Phase = "on_hold"   // a firm has it, and may wait
	ToVerify Phase = "to_verify" // reported as fixed
	Closed   Phase = "closed"
)

// ladder is every state with its phase, the least finished first. Where two laptops moved
// a defect differently from the same state, the one that stands earlier here is shown
// until a supervisor settles it; so nothing ever closes by accident.
var ladder = app.Ladder[State, Phase]{
	{State: Noted, Phase: Observed},
	{State: Open, Phase: ToAssign},
	{State: Disputed, Phase: AtFirm},
	{State: Assigned, Phase: AtFirm},
	{State: Held, Phase: OnHold},
	{State: Fixing, Phase: AtFirm},
	{State: Fixed, Phase: ToVerify},
	{State: Verified, Phase: Closed},
	{State: AcceptedAsIs, Phase: Closed},
	{State: OwnerOK, Phase: Closed},
	{State: Cancelled, Phase: Closed},
}

// Ladder lists every state, the least finished first.
var Ladder = ladder.States()

// What is counted and filtered alike, everywhere.
var (
	// OpenStates are those in which work, a ruling or a re-inspection is still owed, in
	// the order of the work. A note is not open: nobody has called it a defect.
	OpenStates = ladder.States(ToAssign, AtFirm, OnHold, ToVerify)
	// InWorkStates are those in which a firm has it, and has not yet reported it as fixed.
	InWorkStates = ladder.States(AtFirm, OnHold)
	// NoticeStates are those in which a firm can be asked in writing to do the work.
	NoticeStates = Machine.From(IssueNotice)
)

// StatesIn lists the states of the phases.
func StatesIn(phases ...Phase) []State { return ladder.States(phases...) }

// Phase is the part of the work that the state belongs to.
func (s State) Phase() Phase { return ladder.Phase(s) }

// IsOpen reports whether work, a ruling or a re-inspection is still owed.
func (s State) IsOpen() bool { return slices.Contains(OpenStates, s) }

// InWork reports whether a firm has it: dispatched and not yet reported as fixed.
func (s State) InWork() bool { return slices.Contains(InWorkStates, s) }

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
	Edit       Step = "edit" // what is said of it was put right
)

// Act is a step that leaves the state as it is; no move records it, and in the history it
// has a name of its own.
type Act = Step

// The acts.
const (
	Promise       Act = "promise" // the owner is promised a date
	IssueNotice   Act = "order"   // the firm is asked in writing
	Reissue       Act = "reorder" // the notice is written again
	ReceiveNotice Act = "receive" // the firm took the notice
)

// undone are the states in which what is said of a defect may still be put right.
var undone = append([]State{Noted}, OpenStates...)

// Machine is the whole state machine. Assigning again moves the work to another
// firm or another date, and rules on a dispute; TakeBack follows from an answer of
// the checklist. What came back after it had been fixed is whoever inspects' to reopen;
// undoing a ruling is a supervisor's.
var Machine = app.Machine[State, Step]{Refusal: "defect.step_refused", Subject: "number", Transitions: []app.Transition[State, Step]{
	{Step: Record, From: []State{""}, To: Open, Needs: staff.Inspect},
	{Step: Raise, From: []State{Noted}, To: Open, Needs: staff.Inspect, Next: []State{Noted}},
	{Step: Assign, From: []State{Open, Disputed, Assigned, Fixing}, To: Assigned, Needs: staff.Assign, Next: []State{Open, Disputed}},
	{Step: Start, From: []State{Assigned}, To: Fixing, Needs: staff.Rectify, Asks: app.AsksNothing},
	{Step: Fix, From: []State{Assigned, Fixing}, To: Fixed, Needs: staff.Rectify, Next: []State{Assigned, Fixing}},
	{Step: Verify, From: []State{Fixed}, To: Verified, Needs: staff.Verify, Next: []State{Fixed}},
	{Step: SendBack, From: []State{Fixed}, To: Assigned, Needs: staff.Verify},
	{Step: Hold, From: []State{Assigned, Fixing}, To: Held, Needs: staff.Rule},
	{Step: Release, From: []State{Held}, To: Assigned, Needs: staff.Rule, Next: []State{Held}},
	{Step: Dispute, From: []State{Assigned, Fixing}, To: Disputed, Needs: staff.Rectify, Asks: app.AsksReason},
	{Step: AcceptAsIs, From: []State{Open, Disputed, Assigned, Held, Fixing, Fixed}, To: AcceptedAsIs, Needs: staff.Rule},
	{Step: Cancel, From: []State{Noted, Open, Disputed, Assigned, Held, Fixing, Fixed}, To: Cancelled, Needs: staff.Rule},
	{Step: Reopen, From: []State{Verified, OwnerOK}, To: Open, Needs: staff.Inspect},
	{Step: Reopen, From: []State{AcceptedAsIs, Cancelled}, To: Open, Needs: staff.Rule},
	{Step: Confirm, From: []State{Verified}, To: OwnerOK, Needs: staff.Receive, Next: []State{Verified}},
	{Step: TakeBack, From: []State{Noted, Open}, To: Cancelled, Needs: staff.Inspect, Implied: true},

	{Step: IssueNotice, From: []State{Assigned, Fixing}, Needs: staff.Assign},
	{Step: Reissue, From: []State{Assigned, Fixing}, Needs: staff.Assign},
	{Step: ReceiveNotice, From: ladder.States(), Needs: staff.Rectify},
	{Step: Promise, From: OpenStates, Needs: staff.Receive},
	{Step: Edit, From: undone, Needs: staff.Inspect},
}}

// Steps lists the steps that lead on from the state, in the order in which a screen
// offers them; whether the person may is another question.
func (s State) Steps() []Step { return Machine.Steps(s) }

// Next is the step that a defect in the state waits for, "" for none.
func (s State) Next() Step { return Machine.Next(s) }

// Needs is the permission that the step asks for, whatever the defect's state.
func (s Step) Needs() staff.Permission { return Machine.Needs("", s) }

// Asks is what the step wants to know.
func (s Step) Asks() app.Asks { return Machine.Asks(s) }

// StepsFor lists what the actor may do with the defect, the step that it waits for first.
// The use case has the last word.
func (d Detail) StepsFor(actor app.Actor) []Step {
	return slices.DeleteFunc(Machine.StepsFor(d.State, staff.Can(actor, d.Community)), func(s Step) bool {
		return !d.calls(s) || s == ReceiveNotice && staff.May(actor, s.Needs(), d.IssuedIn...) != nil
	})
}

// calls reports whether anything of the defect besides its state calls for the step.
func (d Detail) calls(s Step) bool {
	switch s {
	case Confirm:
		return d.OwnerOwed
	case IssueNotice:
		return d.Notice.IsNil()
	case Reissue:
		return !d.Notice.IsNil()
	case ReceiveNotice:
		return !d.Notice.IsNil() && !d.Issued.ID.IsNil() && d.Issued.ReceivedBy == ""
	}
	return true
}
