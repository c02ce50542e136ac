package staff

import (
	"strconv"
	"time"

	"keyday/app"
)

// A PIN has few digits: who tries them all is made to wait. The first wrong ones in a
// row cost nothing, then one second, doubling to a minute.
const (
	freeTries   = 5
	longestWait = time.Minute
)

// WaitAfter is for how long nobody may try again after so many wrong PINs in a row.
func WaitAfter(wrong int) time.Duration {
	if wrong < freeTries {
		return 0
	}
	return min(time.Second<<min(wrong-freeTries, 6), longestWait)
}

// Tries is how one person's PIN was tried on one laptop since it was last right.
type Tries struct {
	Wrong int
	Until time.Time // nobody may try before
}

// Left is how long nobody may try from now on. It is never longer than the wait that
// began with the last wrong PIN: where that seems to end later, the clock was set back.
func (t Tries) Left(now time.Time) time.Duration {
	return max(0, min(t.Until.Sub(now), WaitAfter(t.Wrong)))
}

// Missed is the tries with one more.
func (t Tries) Missed(now time.Time) Tries {
	t.Wrong++
	t.Until = now.Add(WaitAfter(t.Wrong))
	return t
}

// Refusal says that the PIN was wrong: "staff.pin_wrong", or "staff.pin_wrong_wait"
// with the seconds to wait.
func (t Tries) Refusal() error {
	if wait := WaitAfter(t.Wrong); wait > 0 {
		return app.Refuse("staff.pin_wrong_wait", "seconds", seconds(wait))
	}
	return app.Refuse("staff.pin_wrong")
}

// Waiting says that no PIN is looked at yet: "staff.pin_wait" with the seconds left.
func Waiting(left time.Duration) error {
	return app.Refuse("staff.pin_wait", "seconds", seconds(left))
}

// seconds are whole ones: who waits them out has waited long enough.
func seconds(d time.Duration) string {
	return strconv.Itoa(int((d + time.Second - 1) / time.Second))
}

// WrongPIN records that a person's PIN was tried in vain on a laptop; insert-only. It
// is put by the next who signs in there, for at that moment nobody had.
type WrongPIN struct {
	ID     app.ID
	Person app.ID
	Times  int
	First  time.Time
	Last   time.Time
	Laptop string // its number
}
