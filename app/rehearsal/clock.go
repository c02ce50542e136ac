package rehearsal

import (
	"time"

	"keyday/app"
	"keyday/app/site"
)

// Length is how many days before the plan's day the site began.
const Length = 90

// Clock is the time of the rehearsal: it starts Length days before the plan's
// day and goes on only as the schedule says.
type Clock struct{ now time.Time }

// NewClock is the clock of a plan, at the morning of its first day.
func NewClock(p Plan) *Clock { return &Clock{now: at(p.Today.AddDays(-Length), 8, 30)} }

// Now is the present moment of the rehearsal.
func (c *Clock) Now() time.Time { return c.now }

// Today is the present day of the rehearsal.
func (c *Clock) Today() app.Date { return app.DateOf(c.now) }

func at(day app.Date, hour, minute int) time.Time {
	y, m, d := day.Time().Date()
	return time.Date(y, m, d, hour, minute, 0, 0, site.Site{}.Location())
}

// pass lets some time go by.
func (c *Clock) pass(d time.Duration) { c.now = c.now.Add(d) }
