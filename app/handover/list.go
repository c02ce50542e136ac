package handover

import (
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

// Row is a unit with its case as a list shows it.
type Row struct {
	Unit        app.ID
	Code        string
	Batch       string
	Owners      string // 王建国、李梅
	UnitState   site.State
	Barred      bool // by law, which UnitState does not say
	Open, Grave int
	HandedOver  app.Date
	State       State // of the case, "" where there is none
	Decision    Decision
	SlotOn      app.Date
	SlotFrom    string
	SlotTo      string
	ArrivedAt   time.Time
	NextOn      app.Date
}
