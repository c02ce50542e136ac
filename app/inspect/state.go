package inspect

import (
	"slices"

	"keyday/app"
	"keyday/app/staff"
)

// State is where an inspection stands.
type State string

// The states.
const (
	Begun     State = "begun"     // 查验中
	Returned  State = "returned"  // 已退回: to be looked at again, answers open
	Submitted State = "submitted" // 待签认
	SignedOff State = "signed"    // 已签认: locked for good
	Dropped   State = "dropped"   // 已作废: begun by mistake
)

// Phase is the part of the work that a state belongs to.
type Phase string

// The phases, in the order of the work.
const (
	Walking    Phase = "walking"   // answers may still change
	ToRewalk   Phase = "to_rewalk" // they may again: the supervisor gave it back
	ForSignOff Phase = "for_sign_off"
	Final      Phase = "final"
	Void       Phase = "void"
)

// ladder is every state with its phase, the least finished first; where two laptops moved
// an inspection differently, the earlier one is shown until a supervisor settles it.
var ladder = app.Ladder[State, Phase]{
	{State: Begun, Phase: Walking},
	{State: Returned, Phase: ToRewalk},
	{State: Submitted, Phase: ForSignOff},
	{State: SignedOff, Phase: Final},
	{State: Dropped, Phase: Void},
}

// Ladder lists every state, the least finished first.
var Ladder = ladder.States()

// What is counted and filtered alike, everywhere.
var (
	OpenStates     = ladder.States(Walking, ToRewalk)             // answers may still change
	UnsignedStates = ladder.States(Walking, ToRewalk, ForSignOff) // nothing is final yet
	WalkedStates   = ladder.States(ForSignOff, Final)             // all of it was looked at
	CountedStates  = ladder.States(Walking, ToRewalk, ForSignOff, Final)
)

// StatesIn lists the states of the phases.
func StatesIn(phases ...Phase) []State { return ladder.States(phases...) }

// Phase is the part of the work that the state belongs to.
func (s State) Phase() Phase { return ladder.Phase(s) }

// Open reports whether answers may still change.
func (s State) Open() bool { return slices.Contains(OpenStates, s) }

// Unsigned reports whether nothing of the inspection is final yet.
func (s State) Unsigned() bool { return slices.Contains(UnsignedStates, s) }

// Step is a thing that people do to an inspection. Its name is also the action's
// in the history: "inspect.sign_off".
type Step string

// The steps.
const (
	Begin   Step = "begin"
	Submit  Step = "submit"
	Return  Step = "return"
	SignOff Step = "sign_off"
	Drop    Step = "drop"
)

// Machine is the whole state machine. Nothing leads out of SignedOff: what was
// signed is looked at again in a round of its own.
var Machine = app.Machine[State, Step]{Refusal: "inspect.step_refused", Subject: "unit", Transitions: []app.Transition[State, Step]{
	{Step: Begin, From: []State{""}, To: Begun, Needs: staff.Inspect},
	{Step: Submit, From: OpenStates, To: Submitted, Needs: staff.Inspect, Next: OpenStates},
	{Step: SignOff, From: []State{Submitted}, To: SignedOff, Needs: staff.SignOff, Next: []State{Submitted}},
	{Step: Return, From: []State{Submitted}, To: Returned, Needs: staff.SignOff, Asks: app.AsksReason},
	{Step: Drop, From: UnsignedStates, To: Dropped, Needs: staff.SignOff, Asks: app.AsksReason},
}}

// StepsFor lists what the actor may do to an inspection in the state at a home of the
// community, the step that it waits for first.
func (s State) StepsFor(actor app.Actor, community app.ID) []Step {
	return Machine.StepsFor(s, staff.Can(actor, community))
}

// Next is the step that an inspection in the state waits for, "" for none.
func (s State) Next() Step { return Machine.Next(s) }

// Needs is the permission that the step asks for.
func (s Step) Needs() staff.Permission { return Machine.Needs("", s) }

// Asks is what the step wants to know.
func (s Step) Asks() app.Asks { return Machine.Asks(s) }
