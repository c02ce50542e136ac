package inspect

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
)

// At is one item in one room of an inspection.
type At struct {
	Inspection app.ID
	Room, Item string // keys
}

// spot is the place of an answer with all that decides about it.
type spot struct {
	inspection Inspection
	item       Item
	answer     Answer
	code       string
}

// find reads the place, and refuses where the actor may not inspect, where the
// inspection is locked, or where it does not ask for the item in that room.
func (k *Desk) find(tx Tx, at At) (s spot, err error) {
	if s.inspection, err = tx.Inspection(at.Inspection); err != nil {
		return s, err
	}
	if s.code, err = requireMay(tx, staff.Inspect, s.inspection.Unit); err != nil {
		return s, err
	}
	if !s.inspection.State.Open() {
		return s, app.Refuse("inspect.locked", "unit", s.code, "state", string(s.inspection.State))
	}
	asked := false
	if s.item, asked = k.list.asks(s.inspection, at.Room, at.Item); !asked {
		return s, app.Refuse("inspect.not_asked", "unit", s.code, "item", at.Item)
	}
	s.answer, err = answerOf(tx, at)
	return s, err
}

func (s *spot) put(tx Tx, r Result) error {
	s.answer.Result, s.answer.By, s.answer.At = r, tx.Actor().Staff, tx.Now()
	return tx.PutAnswer(s.answer)
}

// Answer gives an item its result: passed, not applicable, or not looked at after
// all. What fails goes by Fail, with what is wrong. An item that had failed loses
// the defects that were found at it in this inspection; where work on one has
// begun, it stays failed.
func (k *Desk) Answer(ctx context.Context, actor app.Actor, at At, r Result) error {
	return k.w.Do(ctx, actor, "inspect.answer", func(tx Tx) error { return k.AnswerIn(tx, at, r) })
}

// AnswerIn is Answer inside a transaction that does more than this.
func (k *Desk) AnswerIn(tx Tx, at At, r Result) error {
	s, err := k.find(tx, at)
	if err != nil {
		return err
	}
	if !r.Known() || r == Fail {
		return app.Refuse("inspect.fail_unsaid", "unit", s.code, "item", s.item.Name.ZH)
	}
	if r == Pass && s.item.Measured {
		if err := s.requireMeasured(); err != nil {
			return err
		}
	}
	if s.answer.Result == Fail {
		if err := s.withdraw(tx); err != nil {
			return err
		}
	}
	if r == NotApplicable { // what does not apply was not measured either
		s.answer.Nominal, s.answer.Readings = "", nil
	}
	return s.put(tx, r)
}

// requireMeasured refuses to pass a measured item by eye, or against its readings.
func (s *spot) requireMeasured() error {
	j := s.item.Judge(s.inspection.Set, s.answer.Nominal, s.answer.Readings)
	switch {
	case j.Beyond():
		return app.Refuse("inspect.out_of_limit", "item", s.item.Name.ZH, "limit", j.Limit.Text(s.item.Unit, "Δ", ", Δ"))
	case !j.Complete():
		return app.Refuse("inspect.readings_missing", "item", s.item.Name.ZH)
	}
	return nil
}

// withdraw takes back the defects of an item that does not fail after all.
func (s *spot) withdraw(tx Tx) error {
	all, err := tx.DefectsOfUnit(s.inspection.Unit)
	if err != nil {
		return err
	}
	for _, d := range all {
		if d.Inspection != s.inspection.ID || d.Room != s.answer.Room || d.Item != s.answer.Item || d.State == defect.Cancelled {
			continue
		}
		if err := defect.Withdraw(tx, d.ID); err != nil {
			return err
		}
	}
	return nil
}

// answerOf is the answer that was given, or an empty one.
func answerOf(tx Tx, at At) (Answer, error) {
	id := AnswerID(at.Inspection, at.Room, at.Item)
	a, err := tx.Answer(id)
	if app.RefusalCode(err) == "record.unknown" {
		return Answer{ID: id, Inspection: at.Inspection, Room: at.Room, Item: at.Item}, nil
	}
	return a, err
}

// PassRest passes what nobody has looked at yet in a room, in one action: what is
// only looked at; measured items still ask for their readings. It answers how many
// there were.
func (k *Desk) PassRest(ctx context.Context, actor app.Actor, inspection app.ID, room string) (int, error) {
	n := 0
	err := k.w.Do(ctx, actor, "inspect.pass_rest", func(tx Tx) error {
		i, err := tx.Inspection(inspection)
		if err != nil {
			return err
		}
		answers, err := tx.AnswersOf(inspection)
		if err != nil {
			return err
		}
		for _, p := range k.list.Unlooked(i, ByPlace(answers)) {
			if item, _ := k.list.Item(p.Item); p.Room != room || item.Measured {
				continue
			}
			if err := k.AnswerIn(tx, At{inspection, p.Room, p.Item}, Pass); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

// Failing is what is wrong at an item.
type Failing struct {
	At
	Phrase   string        // key of one of the list's phrases, or "" where Note says it
	Severity site.Severity // "" is the phrase's, or 一般
	Note     string
	Photos   []string // hashes
	PinX     int      // place on the plan, in ten-thousandths; 0,0 for none
	PinY     int
	// AsNote takes an observation down that is no defect, or not yet: the item does
	// not fail for it.
	AsNote bool
}

// Fail answers an item with ✕ and records the defect, both or neither. An item
// may fail for several reasons: each is a defect of its own.
func (k *Desk) Fail(ctx context.Context, actor app.Actor, f Failing) (defect.Defect, error) {
	var d defect.Defect
	err := k.w.Do(ctx, actor, "inspect.fail", func(tx Tx) (err error) {
		d, err = k.FailIn(tx, f)
		return err
	})
	return d, err
}

// FailIn is Fail inside a transaction that does more than this.
func (k *Desk) FailIn(tx Tx, f Failing) (defect.Defect, error) {
	s, err := k.find(tx, f.At)
	if err != nil {
		return defect.Defect{}, err
	}
	what := defect.Description{
		Room: f.Room, Item: f.Item, Part: s.item.Part.ZH, Note: strings.TrimSpace(f.Note),
		Severity: site.Normal, Trade: s.item.Trade, Warranty: s.item.Warranty, PinX: f.PinX, PinY: f.PinY,
	}
	if f.Phrase != "" {
		p, known := k.list.Phrase(f.Phrase)
		if !known {
			return defect.Defect{}, app.Refuse("inspect.phrase_unknown", "item", s.item.Name.ZH)
		}
		what.Phrase, what.Severity, what.Trade, what.Warranty = p.Text.ZH, p.Severity, p.Trade, p.Warranty
	}
	if f.Severity != "" {
		what.Severity = f.Severity
	}
	d, err := defect.RecordIn(tx, defect.Finding{
		Unit: s.inspection.Unit, Origin: s.inspection.Origin, OriginRound: s.inspection.Round, Inspection: s.inspection.ID,
		Description: what, Photos: slices.Clone(f.Photos), AsNote: f.AsNote,
	})
	switch {
	case err != nil:
		return defect.Defect{}, err
	case !f.AsNote:
		return d, s.put(tx, Fail)
	case s.answer.Result == NotLooked && !s.item.Measured: // looked at, and nothing wrong
		return d, s.put(tx, Pass)
	}
	return d, nil
}
