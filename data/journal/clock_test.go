package journal

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestStampHoldsMillisecondsAndCounter(t *testing.T) {
	wall := time.UnixMilli(1_795_000_000_123)
	if got := StampOf(wall); got != 1_795_000_000_123<<16 || !got.Time().Equal(wall) {
		t.Errorf("stamp %d, time %v", got, got.Time())
	}
	for _, odd := range []time.Time{{}, time.UnixMilli(-1), time.UnixMilli(1 << 50)} {
		if s := StampOf(odd); int64(s) < 0 {
			t.Errorf("%v gives the stamp %d, which SQLite could not order", odd, s)
		}
	}
}

func TestNextTicks(t *testing.T) {
	var c HLC
	wall := time.UnixMilli(1000)
	first, second := c.Next(wall), c.Next(wall)
	back, later := c.Next(wall.Add(-time.Hour)), c.Next(wall.Add(time.Millisecond))
	if first != StampOf(wall) || second != first+1 || back != first+2 || later != StampOf(wall)+1<<16 {
		t.Errorf("stamps %d %d %d %d", first, second, back, later)
	}
}

func TestObserveIsBounded(t *testing.T) {
	wall := time.UnixMilli(1_795_000_000_000)
	for name, test := range map[string]struct{ remote, next Stamp }{
		"behind":            {StampOf(wall.Add(-time.Hour)), StampOf(wall)},
		"a little ahead":    {StampOf(wall.Add(time.Minute)) + 7, StampOf(wall.Add(time.Minute)) + 8},
		"at the limit":      {StampOf(wall.Add(MaxAhead)), StampOf(wall.Add(MaxAhead)) + 1},
		"in the year 2031":  {StampOf(wall.AddDate(5, 0, 0)), StampOf(wall.Add(MaxAhead)) + 1},
		"beyond all clocks": {Stamp(1<<64 - 1), StampOf(wall.Add(MaxAhead)) + 1},
	} {
		t.Run(name, func(t *testing.T) {
			var c HLC
			c.Observe(test.remote, wall)
			if got := c.Next(wall); got != test.next {
				t.Errorf("next is %d, not %d", got, test.next)
			}
		})
	}
}

// Whatever the wall does, a laptop's own stamps rise, and no other laptop pulls
// them further than MaxAhead beyond the latest time that its own wall showed.
func TestStampsRise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c HLC
		var last Stamp
		latest := time.UnixMilli(0)
		for range rapid.IntRange(1, 50).Draw(t, "steps") {
			wall := time.UnixMilli(rapid.Int64Range(0, 1<<41).Draw(t, "wall"))
			if wall.After(latest) {
				latest = wall
			}
			if rapid.Bool().Draw(t, "observe") {
				c.Observe(Stamp(rapid.Uint64().Draw(t, "remote")), wall)
				continue
			}
			if rapid.Bool().Draw(t, "started again") {
				c = HLC{}
				c.Resume(last)
			}
			next := c.Next(wall)
			if next <= last || next < StampOf(wall) {
				t.Fatalf("%d after %d at wall %d", next, last, StampOf(wall))
			}
			if limit := StampOf(latest.Add(MaxAhead)) + 50; next > limit {
				t.Fatalf("%d is beyond %d", next, limit)
			}
			last = next
		}
	})
}
