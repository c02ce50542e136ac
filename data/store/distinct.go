package store

import (
	"strings"

	"keyday/app"
)

// Distinct collects identities, each once, as the arguments of an IN.
type Distinct struct {
	known map[app.ID]bool
	Args  []any
}

// Add adds an identity that is not Nil and not there yet.
func (d *Distinct) Add(id app.ID) {
	if id.IsNil() || d.known[id] {
		return
	}
	if d.known == nil {
		d.known = map[app.ID]bool{}
	}
	d.known[id] = true
	d.Args = append(d.Args, append([]byte(nil), id[:]...))
}

// In is the condition that a column is one of them.
func (d *Distinct) In() string { return In(len(d.Args)) }

// In is " IN (?, ?, …)" for n values.
func In(n int) string {
	if n == 0 {
		return " IN ()"
	}
	return " IN (?" + strings.Repeat(", ?", n-1) + ")"
}
