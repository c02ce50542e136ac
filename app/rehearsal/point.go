package rehearsal

import (
	"slices"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
)

// point records a defect that owners point out, outside of any checklist's order.
func (s *session) point(h *home, d dice, by app.Actor, o defect.Origin) (defect.Defect, error) {
	room := oneOf(d, h.kind.Rooms)
	item := oneOf(d, s.list.Items)
	for !fits(item, room.Kind, h.kind.Finish) {
		item = oneOf(d, s.list.Items)
	}
	s.clock.pass(90 * time.Second)
	return s.record(h, d, by, o, spot{room.Key, item})
}

// spot is an item of the checklist in a room.
type spot struct {
	room string
	item inspect.Item
}

// record takes a defect down that was found at an item of the checklist.
func (s *session) record(h *home, d dice, by app.Actor, o defect.Origin, at spot) (defect.Defect, error) {
	p := lighter(d, at.item.Phrases)
	s.made.Defects++
	return s.Defect.Record(s, by, defect.Finding{
		Unit: h.id, Origin: o, Photos: s.shots(d, p.Trade, false),
		Description: defect.Description{
			Room: at.room, Item: at.item.Key, Part: at.item.Part.ZH, Phrase: p.Text.ZH, Note: note(d),
			Severity: p.Severity, Trade: p.Trade, Warranty: p.Warranty,
		},
	})
}

func fits(i inspect.Item, kind site.RoomKind, f site.Finish) bool {
	return slices.Contains(i.Spaces, kind) && !i.Measured && (i.Finish == "" || i.Finish == f)
}

// openDay is the last event of the plan's day: buyers who came to look at the homes point
// out what is still missing to the plan's number of defects.
func (t *team) openDay(s *session) error {
	d := newDice(t.plan.Seed, "open day")
	for t.made.Defects < t.plan.Defects {
		h := oneOf(d, t.homes)
		if h.visited && d.chance(90) {
			continue
		}
		if _, err := s.point(h, d, oneOf(d, t.walkers), defect.OpenDay); err != nil {
			return err
		}
	}
	return nil
}
