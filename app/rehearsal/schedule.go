package rehearsal

import (
	"container/heap"
	"context"
	"time"

	"keyday/app"
)

// schedule is what is still to happen on the site, the earliest first. An event may
// put further events on it, as one thing leads to another; what would come after
// the plan's day never happens, so the site stands in the midst of its work.
type schedule struct {
	events events
	put    int
}

// event is one thing that somebody does.
type event struct {
	at time.Time
	n  int // as put: events of one moment keep their order
	do func(*session) error
}

// add puts an event on the schedule.
func (s *schedule) add(t time.Time, do func(*session) error) {
	s.put++
	heap.Push(&s.events, event{t, s.put, do})
}

// events is a heap.
type events []event

func (a events) Len() int { return len(a) }
func (a events) Less(i, j int) bool {
	if !a[i].at.Equal(a[j].at) {
		return a[i].at.Before(a[j].at)
	}
	return a[i].n < a[j].n
}
func (a events) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *events) Push(x any)   { *a = append(*a, x.(event)) }
func (a *events) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

// eventsTogether is how many events share a transaction: so many that the disk is not
// what the making waits for, so few that one can stop it.
const eventsTogether = 3000

// run lets the events happen up to the end, and tells how many days are over.
func (s *schedule) run(ctx context.Context, t *team, end time.Time, tell Tell) error {
	for len(s.events) > 0 && !s.events[0].at.After(end) {
		if err := ctx.Err(); err != nil {
			return err
		}
		tell(int(t.clock.Today()-t.plan.Today)+Length, Length, "days")
		err := t.target.InOneTransaction(ctx, func(d Desks) error {
			for range eventsTogether {
				if len(s.events) == 0 || s.events[0].at.After(end) {
					return nil
				}
				a := heap.Pop(&s.events).(event)
				if a.at.After(t.clock.now) {
					t.clock.now = a.at
				}
				if err := a.do(&session{Context: ctx, Desks: d, team: t}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// session is what an event is done with: the desks of one transaction, and the team.
type session struct {
	context.Context
	Desks
	*team
}

// workday is the day so many days later on which people work: Sundays are free.
func workday(d app.Date, days int) app.Date {
	d = d.AddDays(days)
	if d.Time().Weekday() == time.Sunday {
		d = d.AddDays(1)
	}
	return d
}
