package app

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
)

// Machine is the whole state machine of one kind of record, as a table: S are its
// states, T its steps. A test that walks Transitions has walked all there is.
type Machine[S, T ~string] struct {
	// Refusal is the code of the refusal of a step that the state does not allow.
	// Its words are given the record under the name Subject, and "state" and "step".
	Refusal, Subject string
	// Transitions stand in the order in which a screen offers their steps. A step that
	// asks for another permission in other states has a transition for each.
	Transitions []Transition[S, T]
}

// Transition is what one step needs and leads to.
type Transition[S, T ~string] struct {
	Step  T
	From  []S // "" is a record that is still to be made
	To    S   // "" leaves the state as it is
	Needs Permission
	// Next are those of From that wait for this very step; a screen offers it first.
	Next []S
	// Refusal is the code of the refusal where the state does not allow the step, "" for
	// the machine's.
	Refusal string
	// Asks is what a person is asked for besides; see Asks.
	Asks Asks
	// Implied marks a step that follows from something else that people do; no
	// screen offers it.
	Implied bool
}

// Asks is what a person fills in to take a step.
type Asks int

// What a step asks for. One that asks for nothing or for a reason alone needs neither a
// use case nor a form of its own: the desk takes it (Take), and a page asks for the reason.
const (
	AsksMore Asks = iota // what its own use case takes
	AsksNothing
	AsksReason
)

// Steps lists the steps that lead on from the state; whether the person may is another
// question, which StepsFor asks.
func (m Machine[S, T]) Steps(state S) []T {
	return m.steps(state, func(t Transition[S, T]) bool { return t.To != "" })
}

// StepsFor lists the steps that may be taken in the state with these permissions, the one
// that the state waits for first.
func (m Machine[S, T]) StepsFor(state S, may func(Permission) bool) []T {
	steps := m.steps(state, func(t Transition[S, T]) bool { return may(t.Needs) })
	if i := slices.Index(steps, m.Next(state)); i > 0 {
		steps = slices.Insert(slices.Delete(steps, i, i+1), 0, m.Next(state))
	}
	return steps
}

func (m Machine[S, T]) steps(state S, which func(Transition[S, T]) bool) (steps []T) {
	for _, t := range m.Transitions {
		if !t.Implied && slices.Contains(t.From, state) && which(t) {
			steps = append(steps, t.Step)
		}
	}
	return steps
}

// Offered lists every step that people choose for a record that is there.
func (m Machine[S, T]) Offered() (steps []T) {
	for _, t := range m.Transitions {
		if !t.Implied && !slices.Contains(t.From, "") && !slices.Contains(steps, t.Step) {
			steps = append(steps, t.Step)
		}
	}
	return steps
}

// Next is the step that the state waits for, "" where it waits for none.
func (m Machine[S, T]) Next(state S) T {
	for _, t := range m.Transitions {
		if slices.Contains(t.Next, state) {
			return t.Step
		}
	}
	return ""
}

// From lists the states in which the step may be taken.
func (m Machine[S, T]) From(step T) (states []S) {
	for _, t := range m.Transitions {
		if t.Step == step {
			states = append(states, t.From...)
		}
	}
	return states
}

// Allows reports whether the state allows the step.
func (m Machine[S, T]) Allows(state S, step T) bool { return slices.Contains(m.From(step), state) }

// Transition is the step's transition from the state; where the state does not allow the
// step, the step's first one, so that whoever may not take it at all hears that first.
// It is the zero value for a step that the machine does not know.
func (m Machine[S, T]) Transition(state S, step T) Transition[S, T] {
	var first Transition[S, T]
	for _, t := range m.Transitions {
		switch {
		case t.Step != step:
		case slices.Contains(t.From, state):
			return t
		case first.Step == "":
			first = t
		}
	}
	return first
}

// Needs is the permission that the step asks for in the state.
func (m Machine[S, T]) Needs(state S, step T) Permission { return m.Transition(state, step).Needs }

// Asks is what the step asks a person for, whatever the state.
func (m Machine[S, T]) Asks(step T) Asks { return m.Transition("", step).Asks }

// RequireReason refuses, with the refusal, a step that asks for a reason and got none. A
// step that asks for more has a use case of its own, and is not taken without it.
func (m Machine[S, T]) RequireReason(step T, reason string, refusal *Refusal) error {
	switch asks := m.Asks(step); {
	case asks == AsksMore:
		return errors.New(string(step) + " has a use case of its own")
	case asks == AsksReason && strings.TrimSpace(reason) == "":
		return refusal
	}
	return nil
}

// After is the state that the step leads to, or a refusal that names the record,
// its state and the step.
func (m Machine[S, T]) After(state S, step T, record string) (S, error) {
	t := m.Transition(state, step)
	switch {
	case !slices.Contains(t.From, state):
		return state, m.Refused(state, step, record)
	case t.To == "":
		return state, nil
	}
	return t.To, nil
}

// Refused is the refusal of a step that a record in the state does not allow.
func (m Machine[S, T]) Refused(state S, step T, record string) error {
	code := cmp.Or(m.Transition(state, step).Refusal, m.Refusal)
	return Refuse(code, m.Subject, record, "state", string(state), "step", string(step))
}

// Ladder lists every state of one kind of record, the least finished first, each with the
// phase of the work that it belongs to. What is counted, filtered and coloured are phases,
// so that a state that is added shows everywhere.
type Ladder[S, P ~string] []Rung[S, P]

// Rung is one state of a Ladder.
type Rung[S, P ~string] struct {
	State S
	Phase P
}

// Phase is the phase of a state, "" for a state that is none.
func (l Ladder[S, P]) Phase(state S) (phase P) {
	for _, r := range l {
		if r.State == state {
			phase = r.Phase
		}
	}
	return phase
}

// States lists the states of the phases, phase by phase, each phase's least finished
// first; all states in the ladder's own order where no phase is named.
func (l Ladder[S, P]) States(phases ...P) (states []S) {
	if len(phases) == 0 {
		for _, r := range l {
			states = append(states, r.State)
		}
	}
	for _, p := range phases {
		for _, r := range l {
			if r.Phase == p {
				states = append(states, r.State)
			}
		}
	}
	return states
}

// Move is what the record of a step says of every kind of record; moves are insert-only,
// and those of a record, in the order of At, are its history. A kind's own move embeds it.
type Move[S ~string] struct {
	ID     ID
	From   S // "" for the first
	To     S
	By     ID
	At     time.Time
	Reason string
}

// MoveNow is a move that the actor of the transaction makes now.
func MoveNow[S ~string](tx Tx, from, to S, reason string) Move[S] {
	return Move[S]{ID: tx.NewID(), From: from, To: to, By: tx.Actor().Staff, At: tx.Now(), Reason: strings.TrimSpace(reason)}
}
