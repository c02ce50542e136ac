package rehearsal

import (
	"container/heap"
	"context"
	"time"

	"keyday/app"
)

// script is what is still to happen on the site, the earliest first. An act may
// put further acts on it, as one thing leads to another; what would come after
// the plan's day never happens, so the site stands in the midst of its work.
type script struct {
	acts acts
	put  int
}

// act is one thing that somebody does.
type act struct {
	at time.Time
	n  int // as put: acts of one moment keep their order
	do func(*stage) error
}

// on puts an act on the script.
func (s *script) on(t time.Time, do func(*stage) error) {
	s.put++
	heap.Push(&s.acts, act{t, s.put, do})
}

// acts is a heap.
type acts []act

func (a acts) Len() int { return len(a) }
func (a acts) Less(i, j int) bool {
	if !a[i].at.Equal(a[j].at) {
		return a[i].at.Before(a[j].at)
	}
	return a[i].n < a[j].n
}
func (a acts) Swap(i, j int) { a[i], a[j] = a[j], a[i] }
func (a *acts) Push(x any)   { *a = append(*a, x.(act)) }
func (a *acts) Pop() any {
	last := (*a)[len(*a)-1]
	*a = (*a)[:len(*a)-1]
	return last
}

// actsTogether is how many acts share a transaction: so many that the disk is not
// what the making waits for, so few that one can stop it.
const actsTogether = 3000

// play carries the script out up to the end, and tells how many days are over.
func (s *script) play(ctx context.Context, t *troupe, end time.Time, tell Tell) error {
	for len(s.acts) > 0 && !s.acts[0].at.After(end) {
		if err := ctx.Err(); err != nil {
			return err
		}
		tell(int(t.clock.Today()-t.plan.Today)+Length, Length, "days")
		err := t.house.Together(ctx, func(d Desks) error {
			for range actsTogether {
				if len(s.acts) == 0 || s.acts[0].at.After(end) {
					return nil
				}
				a := heap.Pop(&s.acts).(act)
				if a.at.After(t.clock.now) {
					t.clock.now = a.at
				}
				if err := a.do(&stage{Context: ctx, Desks: d, troupe: t}); err != nil {
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

// stage is where an act is done: the desks of the present transaction.
type stage struct {
	context.Context
	Desks
	*troupe
}

// workday is the day so many days later on which people work: Sundays are free.
func workday(d app.Date, days int) app.Date {
	d = d.AddDays(days)
	if d.Time().Weekday() == time.Sunday {
		d = d.AddDays(1)
	}
	return d
}
