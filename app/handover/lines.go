package handover

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// The lines of the desk: each is on disk as soon as it is filled, whole or in part;
// what is missing is named when the certificate is drawn up.

// readingForm is a reading as it stands on a dial: digits, and decimals where the
// dial has them. Leading zeros stay, for they are on the dial too.
var readingForm = regexp.MustCompile(`^\d{1,10}(\.\d{1,4})?$`)

const lineLimit = 60 // runes of a meter's number or a purpose

// What is filled in is compared with what the line showed. What it showed is what was
// last recorded, at whatever visit: a line that is empty at a new visit and stays so is
// emptied.

// ReadMeter records number and reading of one meter.
func (k *Desk) ReadMeter(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[Meter], m Meter) error {
	return k.at(ctx, actor, unit, act{"handover.meter", staff.Receive}, func(tx Tx, v *View) error {
		if err := requireListed(v.Items.Meters, m.Kind); err != nil {
			return err
		}
		m.Number, m.Reading = site.Fold(m.Number), site.Fold(m.Reading)
		if utf8.RuneCountInString(m.Number) > lineLimit {
			return app.Refuse("handover.too_long", "text", m.Number)
		}
		if m.Reading != "" && !readingForm.MatchString(m.Reading) {
			return app.Refuse("handover.reading_unclear", "text", m.Reading)
		}
		if err := requireReceiving(tx, v); err != nil {
			return err
		}
		m.ID, m.Case = caseItem(v.Case.ID, "meter", m.Kind), v.Case.ID
		m.ReadBy, m.ReadAt = tx.Actor().Staff, tx.Now()
		if err := tx.AmendMeter(seen, m); err != nil {
			return err
		}
		last := v.Meter(m.Kind)
		all, err := tx.MetersOf(v.Case.ID)
		if err != nil {
			return err
		}
		now := Records{Meters: all}.Meter(m.Kind)
		if last.runsBackTo(now) && !v.now(last.ReadAt) {
			return app.Refuse("handover.reading_back", "number", now.Number, "last", last.Reading, "text", now.Reading)
		}
		now.ReadBy, now.ReadAt = m.ReadBy, m.ReadAt
		return tx.PutMeter(now)
	})
}

// runsBackTo reports whether the same meter shows less now than it did: it was
// misread, or is another meter than its number says.
func (m Meter) runsBackTo(now Meter) bool {
	before, ok := m.value()
	after, okNow := now.value()
	return ok && okNow && m.Number == now.Number && after.LessThan(before)
}

// Much reports a reading that a home nobody lives in hardly has; it is to be looked
// at again, and may be right.
func (m Meter) Much() bool {
	v, ok := m.value()
	return ok && v.GreaterThanOrEqual(decimal.NewFromInt(1000))
}

func (m Meter) value() (decimal.Decimal, bool) {
	v, err := decimal.NewFromString(m.Reading)
	return v, err == nil
}

// CountKeys records how many keys of a kind are handed over, and how many are kept
// back with the owner's consent, what for and until when.
func (k *Desk) CountKeys(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[Keys], set Keys) error {
	return k.at(ctx, actor, unit, act{"handover.keys", staff.Receive}, func(tx Tx, v *View) error {
		if err := requireListed(v.Items.Keys, set.Kind); err != nil {
			return err
		}
		set.Purpose = strings.TrimSpace(set.Purpose)
		if set.Kept == 0 {
			set.Purpose, set.Until = "", 0
		}
		if err := set.check(tx.Today()); err != nil {
			return err
		}
		if err := requireReceiving(tx, v); err != nil {
			return err
		}
		set.ID, set.Case = caseItem(v.Case.ID, "keys", set.Kind), v.Case.ID
		set.By, set.At = tx.Actor().Staff, tx.Now()
		if err := tx.AmendKeys(seen, set); err != nil {
			return err
		}
		all, err := tx.KeysOf(v.Case.ID)
		if err != nil {
			return err
		}
		now := Records{Keys: all}.KeysOf(set.Kind)
		now.By, now.At = set.By, set.At
		if now.Kept == 0 {
			now.Purpose, now.Until = "", 0
		}
		if err := now.check(tx.Today()); err != nil {
			return err
		}
		return tx.PutKeys(now)
	})
}

func (k Keys) check(today app.Date) error {
	switch {
	case k.Count < 0 || k.Kept < 0 || k.Count > 999 || k.Kept > 999:
		return app.Refuse("handover.count_unclear")
	case utf8.RuneCountInString(k.Purpose) > lineLimit:
		return app.Refuse("handover.too_long", "text", k.Purpose)
	case !k.Until.IsZero() && k.Until < today:
		return app.Refuse("handover.date_past", "date", k.Until.String())
	}
	return nil
}

// ReturnKeys records that the keys of a kind that were kept back went to the owner.
func (k *Desk) ReturnKeys(ctx context.Context, actor app.Actor, unit app.ID, kind string) error {
	return k.at(ctx, actor, unit, act{"handover.keys_returned", staff.Receive}, func(tx Tx, v *View) error {
		set := v.KeysOf(kind)
		if v.Unit.HandedOver.IsZero() || set.Kept == 0 || !set.Returned.IsZero() {
			return app.Refuse("handover.no_keys_kept", "unit", v.Unit.Code)
		}
		set.Returned = tx.Today()
		return tx.PutKeys(set)
	})
}

// HandPaper records how many of a paper the owner gets; none takes it back.
func (k *Desk) HandPaper(ctx context.Context, actor app.Actor, unit app.ID, seen *app.Seen[Paper], p Paper) error {
	return k.at(ctx, actor, unit, act{"handover.paper", staff.Receive}, func(tx Tx, v *View) error {
		if err := requireListed(v.Items.Papers, p.Kind); err != nil {
			return err
		}
		if p.Count < 0 || p.Count > 99 {
			return app.Refuse("handover.count_unclear")
		}
		if err := requireReceiving(tx, v); err != nil {
			return err
		}
		p = v.handed(tx, p)
		if err := tx.AmendPaper(seen, p); err != nil {
			return err
		}
		all, err := tx.PapersOf(v.Case.ID)
		if err != nil {
			return err
		}
		now := Records{Papers: all}.Paper(p.Kind)
		now.By, now.At = p.By, p.At
		return tx.PutPaper(now)
	})
}

// HandPapers records one original of every paper of the list, in one act.
func (k *Desk) HandPapers(ctx context.Context, actor app.Actor, unit app.ID) error {
	return k.at(ctx, actor, unit, act{"handover.paper", staff.Receive}, func(tx Tx, v *View) error {
		if err := requireReceiving(tx, v); err != nil {
			return err
		}
		for _, item := range v.Items.Papers {
			if v.PaperNow(item.Key).Count > 0 {
				continue
			}
			if err := tx.PutPaper(v.handed(tx, Paper{Kind: item.Key, Count: 1, Original: true})); err != nil {
				return err
			}
		}
		return nil
	})
}

// handed is the paper as it is recorded: of which case, by whom and when.
func (v *View) handed(tx Tx, p Paper) Paper {
	p.ID, p.Case = caseItem(v.Case.ID, "paper", p.Kind), v.Case.ID
	p.By, p.At = tx.Actor().Staff, tx.Now()
	return p
}

func requireListed(list []Item, kind string) error {
	if slices.ContainsFunc(list, func(i Item) bool { return i.Key == kind }) {
		return nil
	}
	return app.Refuse("handover.item_unknown", "item", kind)
}

// PutItems sets what the site records at a handover, compared with what was seen of it.
func (k *Desk) PutItems(ctx context.Context, actor app.Actor, seen *app.Seen[ItemList], l ItemList) error {
	return k.w.Do(ctx, actor, "handover.items", func(tx Tx) error {
		if err := staff.May(actor, staff.ManageSite); err != nil {
			return err
		}
		s, err := tx.Site()
		if err != nil {
			return err
		}
		l.ID = ItemListID(s.ID)
		if err := tx.AmendHandoverItems(seen, l); err != nil {
			return err
		}
		now, err := tx.HandoverItems(l.ID)
		if err != nil {
			return err
		}
		for _, list := range [][]Item{now.Meters, now.Keys, now.Papers} {
			known := map[string]bool{}
			for _, i := range list {
				if i.Key == "" || known[i.Key] {
					return app.Refuse("handover.item_unknown", "item", i.Name)
				}
				known[i.Key] = true
			}
		}
		return nil
	})
}
