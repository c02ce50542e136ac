package contract

import (
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// FeeReceipt is the receipt for the property fee that was last paid for a home. Only
// what stands here is printed as paid: a period that is owed is none that was paid.
type FeeReceipt struct {
	ID     app.ID // FeeReceiptID of the unit
	Unit   app.ID
	Number string
	On     app.Date // when it was given
	Until  app.Date // 已缴至
	By     app.ID   // who recorded it
	At     time.Time
}

// FeeReceiptID is the identity of a unit's receipt, the same on every laptop.
func FeeReceiptID(unit app.ID) app.ID { return app.DerivedID(unit, "contract/fee_receipt") }

// receiptLimit is the runes of a receipt's number.
const receiptLimit = 60

// PutReceipt records the receipt of a home, compared with what was seen of it; one
// without number and days takes it off the record.
func (k *Desk) PutReceipt(ctx context.Context, actor app.Actor, seen *app.Seen[FeeReceipt], r FeeReceipt) error {
	return k.w.Do(ctx, actor, "contract.receipt", func(tx Tx) error {
		if err := site.MayAt(tx, staff.Receive, r.Unit); err != nil {
			return err
		}
		r.ID, r.Number = FeeReceiptID(r.Unit), strings.TrimSpace(r.Number)
		before, err := receipt(tx, r.Unit)
		if err != nil {
			return err
		}
		if err := tx.AmendFeeReceipt(seen, r); err != nil {
			return err
		}
		now, err := tx.FeeReceipt(r.ID)
		if err != nil || now.same(before) { // who only looked recorded nothing
			return err
		}
		if err := now.check(tx.Today()); err != nil {
			return err
		}
		now.By, now.At = tx.Actor().Staff, tx.Now()
		return tx.PutFeeReceipt(now)
	})
}

func (r FeeReceipt) check(today app.Date) error {
	switch {
	case r.Number == "" && r.On.IsZero() && r.Until.IsZero():
		return nil
	case r.Number == "" || r.On.IsZero() || r.Until.IsZero():
		return app.Refuse("contract.receipt_incomplete")
	case utf8.RuneCountInString(r.Number) > receiptLimit:
		return app.Refuse("contract.receipt_long", "field", "number", "text", r.Number, "most", strconv.Itoa(receiptLimit))
	case r.On > today:
		return app.Refuse("contract.receipt_future", "field", "on_day", "date", r.On.String())
	}
	return nil
}

// same reports whether the two say the same of what was paid.
func (r FeeReceipt) same(other FeeReceipt) bool {
	return r.ID == other.ID && r.Number == other.Number && r.On == other.On && r.Until == other.Until
}

// Doubt says what is to be minded of the receipt: nothing was paid in advance by it. That
// is so of arrears, and of two days that were mistaken for each other; nil for nothing. It
// stops no agreement.
func (r FeeReceipt) Doubt() *app.Refusal {
	if r.Until.IsZero() || r.Until >= r.On {
		return nil
	}
	return app.Refuse("contract.receipt_backwards", "until", r.Until.String(), "on", r.On.String())
}

// receipt reads the unit's receipt; empty where none is on record.
func receipt(tx Tx, unit app.ID) (FeeReceipt, error) {
	r, err := tx.FeeReceipt(FeeReceiptID(unit))
	if app.RefusalCode(err) == "record.unknown" {
		return FeeReceipt{}, nil
	}
	return r, err
}
