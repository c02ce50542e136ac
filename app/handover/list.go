package handover

import (
	"slices"
	"time"

	"keyday/app"
	"keyday/app/site"
)

// Listing is one of the lists that the desk works through.
type Listing string

// The lists.
const (
	OfToday Listing = "today"   // 今日: expected, here, or done today
	AtDesk  Listing = "desk"    // 在场: somebody is here
	Waiting Listing = "waiting" // 待交付: ready or planned, nobody has come
	Turned  Listing = "turned"  // 拒收/缓收
	Given   Listing = "given"   // 已交付
	Every   Listing = "all"
)

// Listings lists every list in the order in which a screen offers them.
var Listings = []Listing{OfToday, AtDesk, Waiting, Turned, Given, Every}

// Line is a home in the list of handovers, with the case that is in force.
type Line struct {
	site.HomeLine
	Standing    State // of the case, "" where there is none
	Decision    Decision
	DecidedOn   app.Date
	NoticeOn    app.Date
	Slot        Slot
	NoShows     int
	ArrivedAt   time.Time
	NextOn      app.Date
	CompletedOn app.Date
	Certificate app.ID // the document that stands, Nil until it is drawn up
	By          string // who did the last step of it, by name
	Passed      string // the conditions that were let pass, joined by 、: the company's own record
	PassedWhy   string // for which reasons, and by whom
}

// In reports whether a list shows the home on a day.
func (l Line) In(which Listing, today app.Date) bool {
	phase := l.Standing.Phase()
	come := phase == AtStations || phase == ToComplete
	switch which {
	case OfToday:
		return l.In(AtDesk, today) || slices.Contains([]app.Date{l.Slot.On, l.NextOn, l.DecidedOn, l.CompletedOn}, today) ||
			!l.ArrivedAt.IsZero() && app.DateOf(l.ArrivedAt) >= today
	case AtDesk:
		return phase == AtStations || phase == ToComplete && l.Decision.Takes()
	case Waiting:
		return l.HandedOver.IsZero() && (phase == ToCome || l.State.Phase() == site.ToHandOver && !come)
	case Turned:
		return l.HandedOver.IsZero() && l.Decision.Turns()
	case Given:
		return !l.HandedOver.IsZero()
	}
	return l.Standing != "" || !l.HandedOver.IsZero() || l.State.Phase() == site.ToHandOver || l.State.Phase() == site.Done
}

// Turn is in which order the desk sees to homes: whose owners are here, the others, and
// what was handed over.
func (l Line) Turn() int {
	switch phase := l.Standing.Phase(); {
	case phase == AtStations, phase == ToComplete:
		return 1
	case l.HandedOver.IsZero():
		return 2
	}
	return 3
}
