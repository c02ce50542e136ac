package rehearsal

import (
	"maps"
	"slices"
	"time"

	"keyday/app"
)

// assign has the supervisor say on each Saturday who walks which homes of the next week's
// round. Of the week after the plan's day nobody has spoken yet.
func (t *team) assign(walks []*walk) {
	weeks := map[app.Date]map[app.ID][]app.ID{} // by Monday and inspector
	for _, w := range walks {
		monday := mondayOf(w.round)
		if weeks[monday] == nil {
			weeks[monday] = map[app.ID][]app.ID{}
		}
		weeks[monday][w.walker.Staff] = append(weeks[monday][w.walker.Staff], w.home.id)
	}
	for _, monday := range slices.Sorted(maps.Keys(weeks)) {
		homes := weeks[monday]
		for n, walker := range t.walkers {
			if of := homes[walker.Staff]; len(of) > 0 {
				t.schedule.add(at(monday.AddDays(-2), 16, 30).Add(time.Duration(n)*time.Minute), func(s *session) error {
					return s.Inspect.Assign(s, s.chief, of, walker.Staff)
				})
			}
		}
	}
}

// mondayOf is the Monday of the day's week.
func mondayOf(day app.Date) app.Date {
	return day.AddDays(-(int(day.Time().Weekday()) + 6) % 7)
}
