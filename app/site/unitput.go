package site

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"keyday/app"
)

// How much the fields of a home hold, as in a ledger that is imported.
const (
	mostLine = 80
	mostNote = 2000
)

var mostArea = decimal.NewFromInt(100_000)

// CorrectUnit puts right what the ledger says of a home, compared with what was seen of
// it. What was on record is not changed without a reason; a home that was handed over
// not at all but by who may, and with one. Papers keep what they said.
func (d *Desk) CorrectUnit(ctx context.Context, actor app.Actor, seen *app.Seen[Unit], u Unit, r Reason) error {
	return d.write.Do(ctx, actor, "unit.correct", func(tx Tx) error {
		change := seen.Was()
		old, err := d.mayChange(tx, actor, change.ID)
		if err != nil {
			return err
		}
		change.takeLedger(u)
		if err := tx.AmendUnit(seen, change); err != nil {
			return err
		}
		now, err := tx.Unit(old.ID)
		if err != nil {
			return err
		}
		settled, err := tx.SettledOf(old.ID)
		if err != nil {
			return err
		}
		changed, replaced := old.ledgerChanged(now)
		if !changed {
			return nil
		}
		if settled.Home() {
			if err := d.maySettled(tx, actor, old); err != nil {
				return err
			}
		}
		if old.HouseType != now.HouseType {
			if err := typeKnown(tx, now.HouseType); err != nil {
				return err
			}
		}
		if err := now.checkLedger(); err != nil {
			return err
		}
		return why(tx, old.ID, app.Nil, r, HomeReasons, replaced || settled.Home())
	})
}

// takeLedger takes over what people correct of a home; where it stands, and its state,
// are others' to say.
func (u *Unit) takeLedger(o Unit) {
	u.HouseType, u.ContractArea, u.MeasuredArea, u.InnerArea = o.HouseType, o.ContractArea, o.MeasuredArea, o.InnerArea
	u.ContractNo, u.SignedOn, u.DeliveryDue = strings.TrimSpace(o.ContractNo), o.SignedOn, o.DeliveryDue
	u.UnitPrice, u.Batch, u.Fund, u.Note = o.UnitPrice, strings.TrimSpace(o.Batch), o.Fund, o.Note
}

// ledgerChanged reports whether a home's ledger fields differ, and whether one of them
// held something before: a note, which people add to, aside.
func (u Unit) ledgerChanged(now Unit) (changed, replaced bool) {
	for _, f := range []struct{ differs, blank bool }{
		{u.HouseType != now.HouseType, u.HouseType.IsNil()},
		{!u.ContractArea.Equal(now.ContractArea.Decimal), u.ContractArea.IsZero()},
		{!u.MeasuredArea.Equal(now.MeasuredArea.Decimal), u.MeasuredArea.IsZero()},
		{!u.InnerArea.Equal(now.InnerArea.Decimal), u.InnerArea.IsZero()},
		{u.ContractNo != now.ContractNo, u.ContractNo == ""},
		{u.SignedOn != now.SignedOn, u.SignedOn.IsZero()},
		{u.DeliveryDue != now.DeliveryDue, u.DeliveryDue.IsZero()},
		{!u.UnitPrice.Equal(now.UnitPrice.Decimal), u.UnitPrice.IsZero()},
		{u.Batch != now.Batch, u.Batch == ""},
		{u.Fund != now.Fund, u.Fund == FundUnknown},
		{u.Note != now.Note, true},
	} {
		changed, replaced = changed || f.differs, replaced || f.differs && !f.blank
	}
	return changed, replaced
}

// checkLedger refuses what no ledger would hold.
func (u *Unit) checkLedger() error {
	for _, a := range []app.Area{u.ContractArea, u.MeasuredArea, u.InnerArea} {
		if a.IsNegative() || a.GreaterThan(mostArea) {
			return app.Refuse("area.unreadable", "text", a.StringFixed(2))
		}
	}
	if u.UnitPrice.IsNegative() {
		return app.Refuse("money.unreadable", "text", u.UnitPrice.String())
	}
	for _, s := range []string{u.ContractNo, u.Batch} {
		if utf8.RuneCountInString(s) > mostLine {
			return app.Refuse("correction.too_long", "text", s, "most", "80")
		}
	}
	if utf8.RuneCountInString(u.Note) > mostNote {
		return app.Refuse("correction.too_long", "text", string([]rune(u.Note)[:mostLine])+"…", "most", "2000")
	}
	return nil
}
