package journal

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fxamacker/cbor/v2"
)

// Mergers that are wrong on purpose. If the simulator let one of them live, its
// silence about the right one would mean nothing.

// ignoresEarly forgets that an operation was replaced before it came.
type ignoresEarly struct{ sound }

func (m ignoresEarly) Apply(op *Op) {
	m.sound.Apply(rebased(op, func(d Dot, _ uint16) bool { return m.Seen(d) }))
}

// dropsRemovals loses two of a hundred replacements.
type dropsRemovals struct {
	sound
	rng *rand.Rand
}

func (m dropsRemovals) Apply(op *Op) {
	m.sound.Apply(rebased(op, func(Dot, uint16) bool { return m.rng.IntN(100) >= 2 }))
}

// showsMoreFinished turns the ladder round.
type showsMoreFinished struct{ sound }

func (m showsMoreFinished) value(field uint16, rule FieldRule, values Values) (cbor.RawMessage, error) {
	rule.Ladder = slices.Clone(rule.Ladder)
	slices.Reverse(rule.Ladder)
	return m.sound.value(field, rule, values)
}

// newestWins is last-writer-wins by the clock, as many programs merge.
type newestWins struct{ sound }

func (m newestWins) Apply(op *Op) {
	if op.Verb == Delete || op.Verb == Undelete || m.Seen(op.Dot) {
		m.sound.Apply(op)
		return
	}
	c := *op
	c.Changes = nil
	for _, change := range op.Changes {
		heads := m.Of(change.Field)
		if len(heads) > 0 && heads[0].Stamp > op.Stamp {
			continue
		}
		change.Base = m.Base(change.Field)
		c.Changes = append(c.Changes, change)
	}
	m.sound.Apply(&c)
}

// deletesUnseen hides a record although somebody edited it meanwhile.
type deletesUnseen struct{ sound }

func (m deletesUnseen) Deleted() bool { return len(m.tombs) > 0 }

// forgetsReplaced takes an operation that comes again for a new one.
type forgetsReplaced struct{ sound }

func (m forgetsReplaced) Apply(op *Op) {
	m.sound.Apply(op)
	m.gone = nil
}

// lastResolutionWins lets whoever settles a conflict last overrule the other.
type lastResolutionWins struct{ sound }

func (m lastResolutionWins) Apply(op *Op) {
	if op.Verb != Resolve || m.Seen(op.Dot) {
		m.sound.Apply(op)
		return
	}
	c := *op
	c.Changes = slices.Clone(op.Changes)
	for i := range c.Changes {
		c.Changes[i].Base = append(m.Base(c.Changes[i].Field), c.Changes[i].Base...)
	}
	m.sound.Apply(&c)
}

// silent settles conflicts by itself.
type silent struct{ sound }

func (m silent) conflicts(Values) ([]Disputed, error) { return nil, nil }

// removeWins lets a removed tag take concurrent additions of it along.
type removeWins struct{ sound }

func (m removeWins) Apply(op *Op) {
	c := *op
	c.Changes = slices.Clone(op.Changes)
	for i, change := range c.Changes {
		if change.Field == tags && change.Value == nil && !m.Seen(op.Dot) {
			c.Changes[i].Base = m.Base(tags)
		}
	}
	m.sound.Apply(&c)
}

// rebased is op with only the replacements that keep wants.
func rebased(op *Op, keep func(Dot, uint16) bool) *Op {
	c := *op
	c.Changes = slices.Clone(op.Changes)
	for i := range c.Changes {
		var base []Dot
		for _, d := range c.Changes[i].Base {
			if keep(d, c.Changes[i].Field) {
				base = append(base, d)
			}
		}
		c.Changes[i].Base = base
	}
	return &c
}

func TestMutantsDie(t *testing.T) {
	mutants := map[string]func(s sound, seed uint64) merger{
		"ignores early supersession": func(s sound, _ uint64) merger { return ignoresEarly{s} },
		"drops 2 % of the head removals": func(s sound, seed uint64) merger {
			return dropsRemovals{s, rand.New(rand.NewPCG(seed, 3))}
		},
		"shows the more finished rung":          func(s sound, _ uint64) merger { return showsMoreFinished{s} },
		"lets the newest clock win":             func(s sound, _ uint64) merger { return newestWins{s} },
		"deletes what the deleter had not seen": func(s sound, _ uint64) merger { return deletesUnseen{s} },
		"takes a repeated operation for new":    func(s sound, _ uint64) merger { return forgetsReplaced{s} },
		"lets the last resolution win":          func(s sound, _ uint64) merger { return lastResolutionWins{s} },
		"settles conflicts in silence":          func(s sound, _ uint64) merger { return silent{s} },
		"lets removal win over adding":          func(s sound, _ uint64) merger { return removeWins{s} },
	}
	const enough = 50
	for name, mutant := range mutants {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(enough) {
				w := newWorld(seed, seed, func(s uint64) merger { return mutant(sound{&Heads{}}, s^seed) })
				if err := w.run(); err != nil {
					t.Logf("caught in schedule %d: %.200v", seed, err)
					return
				}
			}
			t.Errorf("lived through %d schedules", enough)
		})
	}
}
