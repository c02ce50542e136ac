package inspect

import (
	"context"
	"slices"

	"keyday/app"
)

// Measured is what was read at a measured item.
type Measured struct {
	At
	Nominal  string   // design value or size as typed, where the item needs one
	Readings []string // as typed, in the order of the points; "" for one not read yet
}

// Measure keeps the readings, compared with those that were seen, and judges them: within
// its limit the item passes by itself; out of it, it is not passed, and Fail says what is
// wrong.
func (k *Desk) Measure(ctx context.Context, actor app.Actor, seen *app.Seen[Answer], m Measured) (Judgement, error) {
	var j Judgement
	err := k.w.Do(ctx, actor, "inspect.measure", func(tx Tx) (err error) {
		j, err = k.MeasureIn(tx, seen, m)
		return err
	})
	return j, err
}

// maxReadings is the most points that one item of one room keeps.
const maxReadings = 24

// MeasureIn is Measure inside a transaction that does more than this.
func (k *Desk) MeasureIn(tx Tx, seen *app.Seen[Answer], m Measured) (Judgement, error) {
	s, err := k.find(tx, m.At)
	if err != nil {
		return Judgement{}, err
	}
	if !s.item.Measured || len(m.Readings) > maxReadings {
		return Judgement{}, app.Refuse("inspect.not_measured", "item", s.item.Name.ZH)
	}
	nominal, err := Reading(m.Nominal)
	if err != nil {
		return Judgement{}, err
	}
	readings := make([]string, len(m.Readings))
	for n, text := range m.Readings {
		if readings[n], err = Reading(text); err != nil {
			return Judgement{}, err
		}
	}
	if err := s.takeReadings(tx, seen, nominal, readings); err != nil {
		return Judgement{}, err
	}
	j := s.item.Judge(s.inspection.Set, s.answer.Nominal, s.answer.Readings)
	r := s.answer.Result
	switch {
	case r == Fail: // what failed stays so until somebody answers otherwise
	case j.Within():
		r = Pass
	default:
		r = NotLooked
	}
	return j, s.put(tx, r)
}

// takeReadings takes what was read into the answer, compared with what was seen of it.
func (s *spot) takeReadings(tx Tx, seen *app.Seen[Answer], nominal string, readings []string) error {
	if s.answer.At.IsZero() { // nobody has answered yet
		s.answer.Nominal, s.answer.Readings = nominal, readings
		return nil
	}
	shown := app.Seen[Answer]{Value: s.answer}
	if seen != nil {
		shown.Sight = seen.Sight
	}
	shown.Value.Nominal, shown.Value.Readings = seen.Was().asKept()
	if slices.Equal(taken(shown.Value.Readings), taken(s.answer.Readings)) {
		shown.Value.Readings = s.answer.Readings
	}
	change := shown.Value
	change.Nominal, change.Readings = nominal, readings
	if err := tx.AmendAnswer(&shown, change); err != nil {
		if seen != nil {
			seen.Sight = shown.Sight
		}
		return err
	}
	var err error
	s.answer, err = tx.Answer(s.answer.ID)
	return err
}

// asKept is what was read, as it is kept: a text that is no number was not read.
func (a Answer) asKept() (nominal string, readings []string) {
	nominal, _ = Reading(a.Nominal)
	for _, text := range a.Readings {
		kept, _ := Reading(text)
		readings = append(readings, kept)
	}
	return nominal, readings
}

// taken is the readings without the points at the end that nobody has read yet.
func taken(readings []string) []string {
	for len(readings) > 0 && readings[len(readings)-1] == "" {
		readings = readings[:len(readings)-1]
	}
	return readings
}
