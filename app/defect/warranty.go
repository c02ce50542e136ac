package defect

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// WarrantyBook is what the developer's 住宅质量保证书 promises its owners beyond
// the legal floor. A class that it does not name has the floor.
type WarrantyBook struct {
	ID      app.ID // WarrantyBookID of the site
	Periods []Promised
}

// Promised is one line of the book.
type Promised struct {
	Class  site.WarrantyClass `cbor:"class"`
	Period site.Period        `cbor:"period"` // from the day of possession
}

// WarrantyBookID is the identity of a site's book, the same on every laptop.
func WarrantyBookID(siteID app.ID) app.ID { return app.DerivedID(siteID, "defect/warranty") }

// Period is what the book promises for the class, empty where it says nothing.
func (b WarrantyBook) Period(c site.WarrantyClass) site.Period {
	for _, p := range b.Periods {
		if p.Class == c {
			return p.Period
		}
	}
	return site.Period{}
}

// SetWarrantyBook writes down what the book promises, compared with what was seen of it.
func (k *Desk) SetWarrantyBook(ctx context.Context, actor app.Actor, seen *app.Seen[WarrantyBook], b WarrantyBook) error {
	return k.w.Do(ctx, actor, "defect.warranty_book", func(tx DeskTx) error {
		if err := staff.May(actor, staff.ManageSite); err != nil {
			return err
		}
		s, err := tx.Site()
		if err != nil {
			return err
		}
		b.ID = WarrantyBookID(s.ID)
		if err := tx.AmendWarrantyBook(seen, b); err != nil {
			return err
		}
		now, err := tx.WarrantyBook(b.ID)
		if err != nil {
			return err
		}
		for _, p := range now.Periods {
			if !p.Class.Known() || p.Period.Years < 0 || p.Period.Months < 0 || p.Period.Seasons < 0 {
				return app.Refuse("defect.warranty_missing")
			}
		}
		return nil
	})
}

// ClockState is how a warranty clock stands on a day.
type ClockState string

// The states of a clock.
const (
	NotStarted ClockState = "not_started" // no completion, or no handover yet
	Running    ClockState = "running"
	Over       ClockState = "over"
	Undated    ClockState = "undated" // started, but no calendar day ends it: seasons, or only a contract says
)

// Clock is one of the two warranty clocks of a defect.
type Clock struct {
	From  app.Date
	Until app.Date // last day, "no date" where none follows from the period
	Life  bool     // runs for the design working life
	By    site.Period
}

// At is how the clock stands on the day.
func (c Clock) At(day app.Date) ClockState {
	switch {
	case c.From.IsZero() || day < c.From:
		return NotStarted
	case c.Life:
		return Running
	case c.Until.IsZero():
		return Undated
	case day > c.Until:
		return Over
	}
	return Running
}

// Clocks are the two warranty clocks of a defect: the contractor's towards the
// developer, and the developer's towards the owner.
type Clocks struct{ Contractor, Owner Clock }

// ClocksOf computes both clocks. The contractor's runs from the completion
// acceptance (建设工程质量管理条例 art. 40). The owner's runs from the day of
// possession and ends with the latest of: what the book promises, the floor of
// 1998, and the end of the contractor's period (商品房销售管理办法 art. 33).
func ClocksOf(class site.WarrantyClass, completed, handedOver app.Date, promised site.Period) Clocks {
	terms := class.Terms()
	c := Clocks{Contractor: clock(terms.Contractor, completed)}
	if handedOver.IsZero() {
		return c
	}
	c.Owner = clock(terms.Owner, handedOver)
	if book := clock(promised, handedOver); book.Life || book.Until > c.Owner.Until {
		c.Owner = book
	}
	if !c.Owner.Life && c.Contractor.Until > c.Owner.Until {
		c.Owner.Until, c.Owner.By = c.Contractor.Until, c.Contractor.By
	}
	return c
}

func clock(p site.Period, from app.Date) Clock {
	until, _ := p.End(from)
	return Clock{From: from, Until: until, Life: p.Life, By: p}
}

// DeveloperAlone reports whether the contractor's period is over while the owner's
// runs: the developer pays, with nobody to charge. Screens flag it red.
func (c Clocks) DeveloperAlone(day app.Date) bool {
	return c.Contractor.At(day) == Over && c.Owner.At(day) == Running
}
