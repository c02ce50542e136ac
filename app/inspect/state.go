package inspect

import "keyday/app"

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

// Ladder lists every state, the least finished first; where two laptops moved an
// inspection differently, the earlier one is shown until a supervisor settles it.
var Ladder = []State{Begun, Returned, Submitted, SignedOff, Dropped}

// Open reports whether answers may still change.
func (s State) Open() bool { return s == Begun || s == Returned }

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

// machine is the whole state machine. Nothing leads out of SignedOff: what was
// signed is looked at again in a round of its own.
var machine = app.Machine[State, Step]{Refusal: "inspect.step_refused", Subject: "unit", Transitions: []app.Transition[State, Step]{
	{Step: Submit, From: []State{Begun, Returned}, To: Submitted},
	{Step: SignOff, From: []State{Submitted}, To: SignedOff},
	{Step: Return, From: []State{Submitted}, To: Returned},
	{Step: Drop, From: []State{Begun, Returned, Submitted}, To: Dropped},
}}

// Steps lists what may be done to an inspection in the state, in the order in
// which a screen offers it.
func (s State) Steps() []Step { return machine.Steps(s) }
