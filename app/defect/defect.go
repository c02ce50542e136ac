// Package defect keeps every defect 问题 from the first inspection through
// handover, warranty and complaint: one number for life, one ladder of states,
// who found, fixed and verified it, the notices that went to the firms, and the
// two warranty clocks.
//
// It imports app, site, staff and contract (a notice is a record of defects and a
// locked document, made in one transaction); inspect, handover, care and report
// stand above it. What becomes of a defect is decided inside the transaction that
// records it, so that two people at two laptops meet the same rules.
package defect

import (
	"time"

	"keyday/app"
	"keyday/app/site"
)

// Origin is the occasion on which a defect was found.
type Origin string

// The origins, in the order of a home's life.
const (
	UnitAcceptance Origin = "unit_acceptance" // 分户验收
	Internal       Origin = "internal"        // 内部验收, round n
	Takeover       Origin = "takeover"        // 承接查验
	OpenDay        Origin = "open_day"        // 工地开放/预验房
	Accompanied    Origin = "accompanied"     // 交付陪验
	InWarranty     Origin = "warranty"        // 质保报修
	Complaint      Origin = "complaint"       // 投诉
)

// Origins lists every origin in its order.
var Origins = []Origin{UnitAcceptance, Internal, Takeover, OpenDay, Accompanied, InWarranty, Complaint}

// ByOwner reports whether the owner was there to find it.
func (o Origin) ByOwner() bool {
	switch o {
	case OpenDay, Accompanied, InWarranty, Complaint:
		return true
	}
	return false
}

// Defect is one thing that is wrong with a unit.
type Defect struct {
	ID          app.ID
	Number      string // D-LL-NNNNN, for life
	Unit        app.ID
	Origin      Origin
	OriginRound int    // which round of 内部验收, from 1; 0 where the origin has no rounds
	Inspection  app.ID // the inspection it was found in, Nil for warranty and complaints
	Room        string // key of the room in the unit's house type
	Item        string // key of the checklist item, "" where none fits
	Part        string // 部位, as the checklist or the inspector names it
	Phrase      string // 问题描述 chosen from the item's phrases: 空鼓
	Note        string // free words, at most NoteLimit runes
	Severity    site.Severity
	Trade       site.Trade
	Warranty    site.WarrantyClass
	Firm        app.ID   // 责任单位; proposed while OPEN, bound from ASSIGNED on
	Due         app.Date // 整改期限
	Promised    app.Date // 承诺业主日期, "no date" for none
	State       State
	Round       int // 整改轮次: 1, and one more for each send-back or reopening
	Recurrences int // how often it came back after it had been closed
	PinX, PinY  int // place on the plan, in ten-thousandths of its width and height; 0,0 for none
	FoundBy     app.ID
	FoundAt     time.Time

	FixedFirm       app.ID // who did the work: the firm,
	FixedWorker     string // and the person's name
	FixedAt         time.Time
	FixedRecordedBy app.ID // who wrote it down
	VerifiedBy      app.ID
	VerifiedAt      time.Time
	SelfVerified    string // a supervisor's reason for verifying their own record; printed with the defect

	ReviewOn    app.Date // HOLD: the day on which it is looked at again
	AgreedWith  string   // ACCEPTED_AS_IS, OWNER_OK: the owner who agreed, by name
	DuplicateOf app.ID   // CANCELLED: the defect that stays
	Notice      app.ID   // the last 整改通知单 that listed it in this round, Nil for none
}

// NoteLimit is the most runes that a note may have.
const NoteLimit = 4000

// Photo links a picture to a defect; insert-only. A photo that comes late, for a
// defect long closed, is kept as late evidence like any other.
type Photo struct {
	ID     app.ID
	Defect app.ID
	Hash   string // of the picture, as data/photo stores it
	Stage  Stage
	Round  int // the defect's round when it was taken
	By     app.ID
	At     time.Time
}

// Stage tells what a photo shows.
type Stage string

// The stages of a photo.
const (
	Before Stage = "before" // 整改前: the defect as found
	After  Stage = "after"  // 整改后: the finished work
	Check  Stage = "verify" // 复验: what the verifier saw
)

// Move is one step of a defect from state to state; insert-only. The moves of a
// defect, in the order of At, are its history.
type Move struct {
	app.Move[State]
	Defect app.ID
	Step   Step
	Round  int
	Photos []string // hashes that came with the step
	Firm   app.ID   // Assign, Fix: the firm
	Worker string   // Fix: the person who did the work
	Date   app.Date // Assign: due; Hold: review
	// Corrected names what Edit put right, as the fields of a Defect.
	Corrected []string
}
