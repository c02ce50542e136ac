package journal

import "time"

// Stamp is a hybrid time: 48 bits of Unix milliseconds, then a 16-bit counter.
// It decides which of several heads is shown first, and nothing else.
type Stamp uint64

const (
	counterBits = 16
	maxMillis   = 1<<47 - 1 // so that every stamp is a positive int64, for SQLite
)

// StampOf is the first stamp of the wall clock's millisecond.
func StampOf(wall time.Time) Stamp {
	ms := min(max(wall.UnixMilli(), 0), maxMillis)
	return Stamp(ms) << counterBits
}

// Time is the stamp's millisecond.
func (s Stamp) Time() time.Time { return time.UnixMilli(int64(s >> counterBits)) }

// MaxAhead is how far beyond its own wall clock a laptop lets another's clock
// pull its own.
const MaxAhead = 5 * time.Minute

// HLC gives a laptop's operations their stamps. The zero value is ready; it
// belongs to the one writer and is not safe for concurrent use.
type HLC struct{ last Stamp }

// Next is later than every stamp given or observed before, and the wall's own
// time where that is later.
func (c *HLC) Next(wall time.Time) Stamp {
	c.last = max(StampOf(wall), c.last+1)
	return c.last
}

// Resume goes on from the last stamp that this laptop gave before it was started
// again: its stamps rise, although its wall clock was set back meanwhile.
func (c *HLC) Resume(own Stamp) { c.last = max(c.last, own) }

// Observe takes note of another laptop's stamp, up to wall + MaxAhead: one clock
// that stands in 2031 must not take all the others along. The operation that
// carries the stamp is accepted in every case.
func (c *HLC) Observe(remote Stamp, wall time.Time) {
	c.last = max(c.last, min(remote, StampOf(wall.Add(MaxAhead))))
}
