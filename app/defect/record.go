package defect

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// Finding is what somebody found. A checklist's phrase brings severity, trade and
// warranty class; without one the person says them.
type Finding struct {
	Unit        app.ID
	Origin      Origin
	OriginRound int    // 内部验收 only, from 1
	Inspection  app.ID // Nil for warranty and complaints
	Description
	Photos []string // hashes, as found
	AsNote bool     // an observation only: 记录
}

// Description is what is said of a defect, and may be corrected while it is open.
type Description struct {
	Room, Item   string // keys
	Part, Phrase string
	Note         string
	Severity     site.Severity
	Trade        site.Trade
	Warranty     site.WarrantyClass
	PinX, PinY   int // ten-thousandths of the plan; 0,0 for no pin
}

// Record takes a finding down as a defect with its number for life. Where exactly
// one firm holds the trade, it is proposed; a supervisor still assigns it.
func (k *Desk) Record(ctx context.Context, actor app.Actor, f Finding) (Defect, error) {
	var d Defect
	err := k.w.Do(ctx, actor, action(Record), func(tx DeskTx) (err error) {
		d, err = RecordIn(tx, f)
		return err
	})
	return d, err
}

// RecordIn is Record inside a transaction that does more than this.
func RecordIn(tx Tx, f Finding) (Defect, error) {
	if err := site.MayAt(tx, Record.Needs(), f.Unit); err != nil {
		return Defect{}, err
	}
	if !slices.Contains(Origins, f.Origin) || f.Origin == Internal && f.OriginRound < 1 {
		return Defect{}, app.Refuse("defect.origin_unclear", "origin", string(f.Origin))
	}
	if f.Origin != Internal {
		f.OriginRound = 0
	}
	if err := f.Description.check(); err != nil {
		return Defect{}, err
	}
	firm, err := proposed(tx, f.Trade)
	if err != nil {
		return Defect{}, err
	}
	number, err := tx.Number(app.DefectNumber)
	if err != nil {
		return Defect{}, err
	}
	d := Defect{
		ID: tx.NewID(), Number: number, Unit: f.Unit, Firm: firm,
		Origin: f.Origin, OriginRound: f.OriginRound, Inspection: f.Inspection,
		State: Open, Round: 1, FoundBy: tx.Actor().Staff, FoundAt: tx.Now(),
	}
	if f.AsNote {
		d.State = Noted
	}
	d.describe(f.Description)
	m := Move{Move: app.Move[State]{To: d.State}, Step: Record}
	return d, commit(tx, d, m, shots{Before, d.Round, f.Photos})
}

// Withdraw takes back what was recorded in an inspection whose item does not fail
// after all, inside the transaction that answers it. The number stays taken and
// the defect is kept as cancelled. Once somebody has been told to do the work it is
// no longer a slip, and only a supervisor cancels.
func Withdraw(tx Tx, id app.ID) error {
	return take(tx, id, TakeBack, shots{}, func(Tx, *Defect, *Move) error { return nil })
}

// Raise makes a defect of a note.
func (k *Desk) Raise(ctx context.Context, actor app.Actor, id app.ID) error {
	return k.change(ctx, actor, id, Raise, func(tx Tx) error {
		return take(tx, id, Raise, shots{}, func(Tx, *Defect, *Move) error { return nil })
	})
}

// stagePermission is who may add a photo of a stage.
var stagePermission = map[Stage]staff.Permission{Before: staff.Inspect, After: staff.Rectify, Check: staff.Verify}

// AddPhoto links a picture to a defect in any state: for a closed one it is late
// evidence.
func (k *Desk) AddPhoto(ctx context.Context, actor app.Actor, id app.ID, stage Stage, hash string) error {
	return k.w.Do(ctx, actor, "defect.photo", func(tx DeskTx) error {
		d, err := tx.Defect(id)
		if err != nil {
			return err
		}
		p, known := stagePermission[stage]
		if !known || hash == "" {
			return app.Refuse("defect.photo_unclear", "number", d.Number)
		}
		if err := site.MayAt(tx, p, d.Unit); err != nil {
			return err
		}
		return putPhoto(tx, d, stage, d.Round, hash)
	})
}

// Promise writes down the date that the owner was promised, compared with the one that
// was seen; an annex to the handover certificate lists it.
func (k *Desk) Promise(ctx context.Context, actor app.Actor, seen *app.Seen[Defect], day app.Date) error {
	return k.w.Do(ctx, actor, "defect.promise", func(tx DeskTx) error { return PromiseIn(tx, seen, day) })
}

// PromiseIn is Promise inside a transaction that does more than this.
func PromiseIn(tx Tx, seen *app.Seen[Defect], day app.Date) error {
	change := seen.Was()
	d, err := tx.Defect(change.ID)
	if err != nil {
		return err
	}
	if err := site.MayAt(tx, Promise.Needs(), d.Unit); err != nil {
		return err
	}
	if !Machine.Allows(d.State, Promise) {
		return app.Refuse("defect.closed", "number", d.Number, "state", string(d.State))
	}
	if day < tx.Today() {
		return app.Refuse("defect.date_past", "number", d.Number, "date", day.String())
	}
	change.Promised = day
	return tx.AmendDefect(seen, change)
}

func (w Description) check() error {
	if strings.TrimSpace(w.Phrase) == "" && strings.TrimSpace(w.Note) == "" {
		return app.Refuse("defect.nothing_said")
	}
	if n := utf8.RuneCountInString(w.Note); n > NoteLimit {
		return app.Refuse("defect.note_too_long", "length", strconv.Itoa(n), "limit", strconv.Itoa(NoteLimit))
	}
	if !w.Severity.Known() {
		return app.Refuse("defect.severity_missing")
	}
	if !w.Trade.Known() {
		return app.Refuse("defect.trade_missing")
	}
	if !w.Warranty.Known() {
		return app.Refuse("defect.warranty_missing")
	}
	const whole = 10000
	if w.PinX < 0 || w.PinX > whole || w.PinY < 0 || w.PinY > whole {
		return app.Refuse("defect.pin_outside")
	}
	return nil
}

// proposed is the one firm in use that holds the trade, or Nil where there is none
// or more than one.
func proposed(tx Tx, trade site.Trade) (app.ID, error) {
	firms, err := tx.Firms()
	if err != nil {
		return app.Nil, err
	}
	var found []app.ID
	for _, f := range firms {
		if !f.Closed && slices.Contains(f.Trades, string(trade)) {
			found = append(found, f.ID)
		}
	}
	if len(found) != 1 {
		return app.Nil, nil
	}
	return found[0], nil
}
