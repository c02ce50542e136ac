package defect

import (
	"slices"
	"time"

	"keyday/app"
	"keyday/app/site"
)

// Notice is a 整改通知单: one firm, its defects as they stood when it was issued,
// a deadline and what is asked. What it says never changes; that it was received
// is added later. It is printed and signed as the locked document beside it, of
// the same number.
type Notice struct {
	ID          app.ID
	Number      string // ZG-LL-NNNNN
	Document    app.ID
	Firm        app.ID
	FirmName    string // as printed
	Items       []NoticeItem
	Deadline    app.Date
	Requirement string
	IssuedBy    app.ID
	IssuedName  string
	IssuedAt    time.Time
	ReceivedBy  string // the firm's person, "" until received
	ReceivedAt  time.Time
	RecordedBy  app.ID // who wrote the receipt down
}

// NoticeItem is a defect as the notice shows it. A firm is told the unit and the
// defect, never the owner: the seller keeps the buyer's data confidential
// (商品房买卖合同示范文本 art. 23).
type NoticeItem struct {
	Defect   app.ID        `cbor:"defect"`
	Number   string        `cbor:"number"`
	Unit     app.ID        `cbor:"unit"`
	UnitCode string        `cbor:"unit_code"`
	Room     string        `cbor:"room"` // key
	Part     string        `cbor:"part"`
	Phrase   string        `cbor:"phrase"`
	Note     string        `cbor:"note"`
	Severity site.Severity `cbor:"severity"`
	Round    int           `cbor:"round"`
	Due      app.Date      `cbor:"due"`
	Photos   []string      `cbor:"photos"` // hashes: the defect as found, and what a re-inspection saw
}

// Homes lists the homes in which the defects of the notice are.
func (n Notice) Homes() (all []app.ID) {
	for _, i := range n.Items {
		if !slices.Contains(all, i.Unit) {
			all = append(all, i.Unit)
		}
	}
	return all
}
