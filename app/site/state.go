package site

import "keyday/app"

// State is where a unit stands between building and warranty. It is computed on every
// change (handover.UnitState); nobody types it.
type State string

// The states (product: state machines, Unit).
const (
	NotReady   State = "not_ready"
	Inspected  State = "inspected"
	Rectifying State = "rectifying"
	Reinspect  State = "reinspect"
	Ready      State = "ready"
	Blocked    State = "blocked" // the gate says no, or the owner refused
	HandedOver State = "handed_over"
)

// Phase is the part of the work that a state belongs to. What a home looks like, and what
// is to be done next, follows from the phase.
type Phase string

// The phases, in the order of the work.
const (
	ToInspect  Phase = "to_inspect"
	ToSettle   Phase = "to_settle" // inspected: to be dispatched, or signed off
	InWork     Phase = "in_work"   // defects are mended
	ToVerify   Phase = "to_verify" // they are to be looked at again
	ToHandOver Phase = "to_hand_over"
	Stopped    Phase = "stopped" // nothing but the gate keeps it from being handed over
	Done       Phase = "done"
)

// ladder is every state with its phase, the least finished first.
var ladder = app.Ladder[State, Phase]{
	{State: NotReady, Phase: ToInspect},
	{State: Inspected, Phase: ToSettle},
	{State: Rectifying, Phase: InWork},
	{State: Reinspect, Phase: ToVerify},
	{State: Ready, Phase: ToHandOver},
	{State: Blocked, Phase: Stopped},
	{State: HandedOver, Phase: Done},
}

// States lists every state in its order, for legends and counts.
var States = ladder.States()

// ActiveStates are those of homes that were inspected and are neither stopped nor handed
// over: they tell the work alone, and not whether the law forbids the handover.
var ActiveStates = ladder.States(ToSettle, InWork, ToVerify, ToHandOver)

// StatesIn lists the states of the phases.
func StatesIn(phases ...Phase) []State { return ladder.States(phases...) }

// Phase is the part of the work that the state belongs to.
func (s State) Phase() Phase { return ladder.Phase(s) }
