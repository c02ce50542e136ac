package inspect

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
)

// Beginning is what somebody sets out to inspect.
type Beginning struct {
	Unit     app.ID
	Origin   defect.Origin
	Set      Set         // "" is the standards'
	Finish   site.Finish // "" is the house type's; without one, 毛坯
	Measures bool        // with the measured items
	Failed   bool        // only what failed in the round before
	Owner    string      // 陪验: who came along
	Weather  string
}

// Begin starts the unit's next inspection of the origin. One that is still open
// is gone on with, not begun anew: two inspectors may share it.
func (k *Desk) Begin(ctx context.Context, actor app.Actor, b Beginning) (Inspection, error) {
	var i Inspection
	err := k.w.Do(ctx, actor, action(Begin), func(tx Tx) (err error) {
		i, err = k.BeginIn(tx, b)
		return err
	})
	return i, err
}

// BeginIn is Begin inside a transaction that does more than this.
func (k *Desk) BeginIn(tx Tx, b Beginning) (Inspection, error) {
	code, err := requireMay(tx, Begin.Needs(), b.Unit)
	if err != nil {
		return Inspection{}, err
	}
	if b.Set == "" {
		b.Set = Standard
	}
	if !slices.Contains(Origins, b.Origin) || !b.Set.Known() {
		return Inspection{}, app.Refuse("inspect.occasion_unclear", "unit", code)
	}
	before, err := tx.InspectionsOfUnit(b.Unit)
	if err != nil {
		return Inspection{}, err
	}
	round, last := 1, app.Nil
	for _, i := range before {
		if i.Origin != b.Origin {
			continue
		}
		if i.State.Unsigned() {
			return Inspection{}, app.Refuse("inspect.still_open", "unit", code, "state", string(i.State))
		}
		round = max(round, i.Round+1)
		if i.State == SignedOff {
			last = i.ID
		}
	}
	i := Inspection{
		ID: InspectionID(b.Unit, b.Origin, round), Unit: b.Unit, Origin: b.Origin, Round: round,
		Checklist: k.list.Name, Set: b.Set, Finish: b.Finish, Measures: b.Measures,
		State: Begun, Inspector: tx.Actor().Staff, BegunAt: tx.Now(),
		Owner: strings.TrimSpace(b.Owner), Weather: strings.TrimSpace(b.Weather),
	}
	if err := settle(tx, &i); err != nil {
		return Inspection{}, err
	}
	if b.Failed {
		answers, err := tx.AnswersOf(last)
		if err != nil {
			return Inspection{}, err
		}
		if i.Scope = FailedOf(answers); len(i.Scope) == 0 {
			return Inspection{}, app.Refuse("inspect.nothing_failed", "unit", code)
		}
	}
	for _, r := range k.list.Rooms(i) {
		i.Items += len(r.Items)
	}
	if i.Items == 0 { // what failed was measured, and this round does not measure
		return Inspection{}, app.Refuse("inspect.nothing_failed", "unit", code)
	}
	return i, commit(tx, i, Move{Step: Begin})
}

// FailedOf lists where a round found something, room by room.
func FailedOf(answers []Answer) []Place {
	var failed []Place
	for _, a := range answers {
		if a.Result == Fail {
			failed = append(failed, Place{a.Room, a.Item})
		}
	}
	slices.SortFunc(failed, func(a, b Place) int { return strings.Compare(a.Room+"/"+a.Item, b.Room+"/"+b.Item) })
	return failed
}

// settle fixes which rooms are walked and how they are finished.
func settle(tx Tx, i *Inspection) error {
	u, err := tx.Unit(i.Unit)
	if err != nil {
		return err
	}
	var h site.HouseType
	if !u.HouseType.IsNil() {
		if h, err = tx.HouseType(u.HouseType); err != nil && app.RefusalCode(err) != "record.unknown" {
			return err
		}
	}
	i.Rooms = RoomsOf(h)
	if i.Finish == "" {
		i.Finish = h.Finish
	}
	if i.Finish == "" {
		i.Finish = site.Bare
	}
	return nil
}

// RoomsOf are the rooms of a house type as they are walked: its own, or the usual
// ones where it has none, and always the home as a whole at the end.
func RoomsOf(h site.HouseType) []site.Room {
	rooms := slices.Clone(h.Rooms)
	if len(rooms) == 0 {
		rooms = slices.Clone(site.DefaultRooms)
	}
	if !slices.ContainsFunc(rooms, func(r site.Room) bool { return r.Kind == site.Whole }) {
		rooms = append(rooms, site.WholeHome)
	}
	return rooms
}

// step is the way of every step: may the person, may the inspection, then fill
// writes what the step brings, and inspection and move are recorded together.
func (k *Desk) step(tx Tx, id app.ID, s Step, reason string, fill func(code string, i *Inspection) error) error {
	i, err := tx.Inspection(id)
	if err != nil {
		return err
	}
	code, err := requireMay(tx, Machine.Needs(i.State, s), i.Unit)
	if err != nil {
		return err
	}
	to, err := Machine.After(i.State, s, code)
	if err != nil {
		return err
	}
	m := Move{Move: app.Move[State]{From: i.State, Reason: reason}, Step: s}
	i.State = to
	if err := fill(code, &i); err != nil {
		return err
	}
	return commit(tx, i, m)
}
