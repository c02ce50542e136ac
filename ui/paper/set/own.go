package set

import (
	"slices"
	"strconv"

	"keyday/app"
)

// Offer notes down what a company can choose, where somebody wants to know. A layout offers
// what is carried out before it, when the content is locked; what it carries out it asks.
func (m Masthead) Offer(a app.Ask) {
	if m.Asked != nil && !slices.ContainsFunc(*m.Asked, func(b app.Ask) bool { return b.What == a.What && b.Of == a.Of }) {
		*m.Asked = append(*m.Asked, a)
	}
}

// Choose is what the company chose, or what is usual.
func (m Masthead) Choose(a app.Ask) string {
	m.Offer(a)
	return m.Imprint.Own.Or(a.What, a.Of, a.Usual)
}

// Without reports whether the company leaves something out that need not be there.
func (m Masthead) Without(a app.Ask) bool {
	m.Offer(a)
	_, left := m.Imprint.Own.Find(a.What, a.Of)
	return left && !a.Fixed
}

// More are the choices of a sort of which there may be any number.
func (m Masthead) More(what app.Chosen) []app.Choice {
	m.Offer(app.Ask{What: what})
	return m.Imprint.Own.All(what)
}

// Count is a number that the company chose, or the usual one.
func (m Masthead) Count(what app.Chosen, usual int) int {
	asked := app.Ask{What: what}
	if usual > 0 {
		asked.Usual = strconv.Itoa(usual)
	}
	n, err := strconv.Atoi(m.Choose(asked))
	if err != nil {
		return usual
	}
	return n
}
