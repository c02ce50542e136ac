package inspect

import (
	"slices"

	"keyday/app"
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

type transition struct {
	from []State
	to   State
}

// transitions is the whole state machine. Nothing leads out of SignedOff: what
// was signed is looked at again in a round of its own.
var transitions = map[Step]transition{
	Submit:  {[]State{Begun, Returned}, Submitted},
	Return:  {[]State{Submitted}, Returned},
	SignOff: {[]State{Submitted}, SignedOff},
	Drop:    {[]State{Begun, Returned, Submitted}, Dropped},
}

// Steps lists what may be done to an inspection in the state, in the order in
// which a screen offers it.
func (s State) Steps() []Step {
	var steps []Step
	for _, step := range []Step{Submit, SignOff, Return, Drop} {
		if slices.Contains(transitions[step].from, s) {
			steps = append(steps, step)
		}
	}
	return steps
}

// after is the state that the step leads to, or a refusal that names both.
func after(s State, step Step, unitCode string) (State, error) {
	t := transitions[step]
	if !slices.Contains(t.from, s) {
		return "", app.Refuse("inspect.step_refused", "unit", unitCode, "state", string(s), "step", string(step))
	}
	return t.to, nil
}
