package apptest

import (
	"slices"
	"testing"

	"keyday/app"
)

// AddStep puts a step before all others of a machine, until the test ends.
func AddStep[S, T ~string](t testing.TB, m *app.Machine[S, T], step app.Transition[S, T]) {
	was := m.Transitions
	m.Transitions = slices.Insert(slices.Clone(was), 0, step)
	t.Cleanup(func() { m.Transitions = was })
}
