// Package inspect walks a home room by room: the checklist with its items, limits
// and phrases, the rounds of inspection, the answer given to each item, what was
// measured and how it is judged, and the supervisor's sign-off.
//
// It imports app, site, staff, contract and defect: failing an item records the
// defect, and signing off locks the 验房单, each in the same transaction. handover
// stands above it. What a screen may say before a tap (which items a room has,
// how readings are judged, what is not looked at yet) are pure functions here.
package inspect

import (
	"strconv"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
)

// Inspection is one walk through one unit. What has to be looked at is settled
// when it begins: a house type or a checklist that changes later does not change
// what was inspected.
type Inspection struct {
	ID        app.ID // InspectionID of unit, origin and round: the same on every laptop
	Unit      app.ID
	Origin    defect.Origin
	Round     int    // 1 for the unit's first of this origin
	Checklist string // name and version: "residential/1"
	Set       Set    // whose limits measured items are judged by
	Finish    site.Finish
	Rooms     []site.Room
	Measures  bool    // with the measured items
	Scope     []Place // where to look; empty for everywhere
	Items     int     // how many answers it asks for

	State       State
	Inspector   app.ID // who began it
	BegunAt     time.Time
	SubmittedBy app.ID
	SubmittedAt time.Time
	SignedBy    app.ID
	SignedAt    time.Time
	Returned    string // why it was last returned, "" once it is submitted again

	Owner    string // 陪验: the owner or agent who came along
	Weather  string
	Remarks  string
	Document app.ID // the 验房单, Nil until signed off
}

// InspectionID is the identity of a unit's nth inspection of an origin.
func InspectionID(unit app.ID, o defect.Origin, round int) app.ID {
	return app.DerivedID(unit, "inspect/"+string(o)+"/"+strconv.Itoa(round))
}

// Origins are the occasions on which a unit is walked with a checklist.
var Origins = []defect.Origin{defect.UnitAcceptance, defect.Internal, defect.Takeover, defect.OpenDay, defect.Accompanied}

// TeamOrigins are the occasions on which the team itself walks before the handover: they
// alone say whether a home is ready.
var TeamOrigins = []defect.Origin{defect.UnitAcceptance, defect.Internal}

// Result is what was found about an item. The empty result is an item that nobody
// has looked at, which is neither passed nor "not applicable".
type Result string

// The results, as the 验房单 prints them.
const (
	NotLooked     Result = ""
	Pass          Result = SheetPass
	Fail          Result = SheetFail
	NotApplicable Result = SheetNotApplicable
)

// Known reports whether r is one of the results.
func (r Result) Known() bool {
	return r == NotLooked || r == Pass || r == Fail || r == NotApplicable
}

// Answer is what was found about one item in one room. Item by item they are kept
// apart, so that two inspectors may share a home.
type Answer struct {
	ID         app.ID // AnswerID of inspection, room and item
	Inspection app.ID
	Room       string // key
	Item       string // key
	Result     Result
	Nominal    string   // the design value or size that readings are held against, "" where none is needed
	Readings   []string // as read, "" for a point that was not read yet
	By         app.ID
	At         time.Time
}

// AnswerID is the identity of an inspection's answer to an item in a room.
func AnswerID(inspection app.ID, room, item string) app.ID {
	return app.DerivedID(inspection, room+"/"+item)
}

// Move is one step of an inspection from state to state; insert-only.
type Move struct {
	app.Move[State]
	Inspection app.ID
	Step       Step
}
