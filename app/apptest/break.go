package apptest

import (
	"errors"
	"testing"
)

// Break lets one call of a Memory fail: a disk that cannot be read, a key that is gone.
// The zero value lets none.
type Break struct{ at, calls int }

// ErrBroken is what a call answers that fails.
var ErrBroken = errors.New("broken")

// Err is asked by every call.
func (b *Break) Err() error {
	if b == nil {
		return nil
	}
	if b.calls++; b.calls == b.at {
		return ErrBroken
	}
	return nil
}

// EachCallFails does the same thing again and again, on a site of its own each time, and
// lets another of its calls fail: whoever asked for it has to hear of each.
func EachCallFails(t *testing.T, try func(*Break) error) {
	t.Helper()
	for at := 1; ; at++ {
		b := &Break{at: at}
		err := try(b)
		switch {
		case b.calls < at && err != nil:
			t.Fatalf("where nothing fails: %v", err)
		case b.calls < at:
			return
		case !errors.Is(err, ErrBroken):
			t.Errorf("call %d of the store failed, and the answer was %v", at, err)
		}
	}
}
