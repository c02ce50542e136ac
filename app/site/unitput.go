package site

import (
	"context"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/staff"
)

// MostNote is how many characters the note of a home holds; its other texts, and those of
// its owners, are as short as a name. It is so in a ledger that is imported, too.
const MostNote = 2000

var mostArea = decimal.NewFromInt(100_000)

// CorrectUnit corrects the ledger fields of a home, compared with what the form showed.
// Replacing a value needs a reason; replacing one that was settled with the owners needs the
// permission CorrectSettled besides. Signed papers stay as they are.
func (d *Desk) CorrectUnit(ctx context.Context, actor app.Actor, seen *app.Seen[Unit], u Unit, r Reason) error {
	return d.write.Do(ctx, actor, "unit.correct", func(tx Tx) error {
		change := seen.Was()
		old, err := changeable(tx, change.ID)
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
		changes := old.ledgerChanges(now)
		if len(changes) == 0 {
			return nil
		}
		held := settled.Home(old, now)
		if held {
			if err := MayAt(tx, staff.CorrectSettled, old.ID); err != nil {
				return err
			}
		}
		if old.HouseType != now.HouseType {
			if err := requireKnownType(tx, now.HouseType); err != nil {
				return err
			}
		}
		if err := now.checkLedger(); err != nil {
			return err
		}
		return RecordCorrection(tx, Correction{Unit: old.ID, Reason: r}, HomeReasons, held || slices.ContainsFunc(changes, ledgerChange.replaces))
	})
}

// takeLedger copies the fields that people may correct: not the home's address, nor its
// state, which other use cases set.
func (u *Unit) takeLedger(o Unit) {
	for _, f := range UnitFields {
		if !f.unasked {
			f.take(u, &o)
		}
	}
}

// Corrects reports whether the ledger fields of a home as filled in a form differ.
func (u Unit) Corrects(form Unit) bool {
	now := u
	now.takeLedger(form)
	return len(u.ledgerChanges(now)) > 0
}

// ledgerChange is a field in which what the ledger says of a home differs.
type ledgerChange struct {
	UnitField
	wasBlank bool
}

// replaces reports whether the change replaces a value.
func (c ledgerChange) replaces() bool { return !c.wasBlank && !c.addedTo }

// ledgerChanges are the fields in which what the ledger says of a home differs.
func (u Unit) ledgerChanges(now Unit) (all []ledgerChange) {
	for _, f := range UnitFields {
		if !f.same(&u, &now) {
			all = append(all, ledgerChange{f, f.blank(&u)})
		}
	}
	return all
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
		if err := requireWithin(s, app.MostName); err != nil {
			return err
		}
	}
	return requireWithin(u.Note, MostNote)
}

// requireWithin refuses a text of more characters than it may have; one of many lines by how it
// begins.
func requireWithin(text string, most int) error {
	all := []rune(text)
	if len(all) <= most {
		return nil
	}
	if most > app.MostName {
		text = string(all[:app.MostName]) + "…"
	}
	return app.Refuse("correction.too_long", "text", text, "most", strconv.Itoa(most))
}
