// Package handover carries a unit over to its owners: the case from the notice to
// the archive, the gates that say in words why it cannot be handed over today,
// the decision, the certificate, meters, keys and papers, and the computed
// readiness of every unit.
//
// It imports app, site, staff, contract, defect and inspect; care and report stand
// above it.
// Readiness and gates are pure functions of facts, so that a screen may show
// before a tap what the transaction will say after it.
package handover

import (
	"time"

	"keyday/app"
)

// Case is one unit's way through the handover. A unit has one case at a time,
// and a further one only after the earlier was cancelled.
type Case struct {
	ID    app.ID // CaseID of the unit and N, the same on every laptop
	Unit  app.ID
	N     int    // 1 for the unit's first case
	Batch string // 交付批次
	State State

	NoticeOn      app.Date // day on which the written notice went out
	NoticeChannel Channel
	NoticeProof   string // tracking number, or hash of the proof's picture
	SlotOn        app.Date
	SlotFrom      string // "09:30", "" where only the day is agreed
	SlotTo        string
	ArrivedAt     time.Time
	NoShows       int // how often nobody came

	FirstDecision  Decision // the first result, for the first-time rate
	FirstDecidedOn app.Date
	Decision       Decision // the latest
	DecidedOn      app.Date
	NextOn         app.Date // after a refusal or a postponement: when the owner comes again

	Authority   app.ID // the agent's letter, Nil where the owners act in person
	Certificate app.ID // the document that stands, Nil until drafted
	CompletedOn app.Date
	Note        string
}

// CaseID is the identity of a unit's nth case.
func CaseID(unit app.ID, n int) app.ID { return app.DerivedID(unit, caseName(n)) }

// Channel is the way a notice went. Phone and fax leave no proof, so registered mail or
// a courier goes besides.
type Channel string

// The channels.
const (
	Registered Channel = "registered" // 挂号信
	Courier    Channel = "courier"    // 快递
	ByHand     Channel = "by_hand"    // 当面送达
	Message    Channel = "message"    // 短信/微信
	Phone      Channel = "phone"      // 电话
)

// Move is one step of a case from state to state; insert-only.
type Move struct {
	app.Move[State]
	Case app.ID
	Step Step
}

// Result is one decision of the owners, a refusal as much as an acceptance;
// insert-only, so that there may be several refusals and none is lost.
type Result struct {
	ID       app.ID
	Case     app.ID
	Decision Decision
	Reason   RefusalReason // Refused only
	Remark   string
	NextOn   app.Date
	Items    []Promise // AcceptedWithDefects: the annex
	By       app.ID
	At       time.Time
}

// Promise is one line of the annex to an acceptance with defects.
type Promise struct {
	Defect app.ID   `cbor:"defect"`
	Number string   `cbor:"number"`
	Date   app.Date `cbor:"date"`
}

// IdentityCheck records who looked at which paper of whom; insert-only.
type IdentityCheck struct {
	ID        app.ID
	Case      app.ID
	Owner     app.ID // whose identity, or whose agent's
	Authority app.ID // the letter, where the person who came is an agent
	Name      string // the person who stood there
	Paper     string // 身份证, 护照, 户口本, 营业执照 …
	Original  bool   // the original was seen, not a copy
	By        app.ID
	At        time.Time
}

// Override is a supervisor's decision to go on in spite of one obstacle;
// insert-only. It stands in the history with name and reason, and on no paper of the owners.
type Override struct {
	ID     app.ID
	Case   app.ID
	Code   string // of the obstacle
	Reason string
	By     app.ID
	ByName string
	At     time.Time
}

// Meter is the number and reading of one meter at the handover.
type Meter struct {
	ID      app.ID // derived from case and kind
	Case    app.ID
	Kind    string // key in the item list
	Number  string
	Reading string // as on the dial, with its leading zeros: 00123.4
	Photo   string // hash, "" for none
	ReadBy  app.ID
	ReadAt  time.Time
}

// Keys are the keys of one kind: how many were handed over, and how many were
// kept back with the owner's consent, what for and until when.
type Keys struct {
	ID       app.ID // derived from case and kind
	Case     app.ID
	Kind     string // key in the item list
	Count    int
	Kept     int
	Purpose  string
	Until    app.Date
	Returned app.Date // day on which the kept ones went back to the owner
	By       app.ID
	At       time.Time
}

// Told reports whether it is said what the kept keys are for, and until when.
func (k Keys) Told() bool { return k.Kept == 0 || k.Purpose != "" && !k.Until.IsZero() }

// Paper is one paper handed to the owner.
type Paper struct {
	ID       app.ID // derived from case and kind
	Case     app.ID
	Kind     string // key in the item list
	Count    int
	Original bool
	By       app.ID
	At       time.Time
}

// caseItem is the identity of a case's meter, keys or paper of one kind, the same
// on every laptop, so that two people who fill the same line meet.
func caseItem(c app.ID, list, kind string) app.ID { return app.DerivedID(c, list+"/"+kind) }

// Records is what was recorded in a case.
type Records struct {
	Checks    []IdentityCheck
	Overrides []Override
	Results   []Result
	Meters    []Meter
	Keys      []Keys
	Papers    []Paper
	Notes     []Move // what was said with the owners after a visit
}
