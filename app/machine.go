package app

import "slices"

// Machine is the whole state machine of one kind of record, as a table: S are its
// states, T its steps. A test that walks Transitions has walked all there is.
type Machine[S, T ~string] struct {
	// Refusal is the code of the refusal of a step that the state does not allow.
	// Its words are given the record under the name Subject, and "state" and "step".
	Refusal, Subject string
	// Transitions stand in the order in which a screen offers their steps, one a step.
	Transitions []Transition[S, T]
}

// Transition is what one step needs and leads to.
type Transition[S, T ~string] struct {
	Step T
	From []S
	To   S
	// Implied marks a step that follows from something else that people do; no
	// screen offers it.
	Implied bool
}

// Steps lists what may be done in the state; whether the person may is another
// question.
func (m Machine[S, T]) Steps(state S) []T {
	var steps []T
	for _, t := range m.Transitions {
		if !t.Implied && slices.Contains(t.From, state) {
			steps = append(steps, t.Step)
		}
	}
	return steps
}

// After is the state that the step leads to, or a refusal that names the record,
// its state and the step.
func (m Machine[S, T]) After(state S, step T, record string) (S, error) {
	for _, t := range m.Transitions {
		if t.Step == step && slices.Contains(t.From, state) {
			return t.To, nil
		}
	}
	return state, Refuse(m.Refusal, m.Subject, record, "state", string(state), "step", string(step))
}
