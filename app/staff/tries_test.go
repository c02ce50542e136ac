package staff_test

import (
	"testing"
	"time"

	"keyday/app"
	"keyday/app/staff"
)

// Five wrong PINs are free, then the wait doubles up to a minute.
func TestTheWaitDoubles(t *testing.T) {
	now := time.Date(2026, 11, 20, 9, 0, 0, 0, time.Local)
	var tries staff.Tries
	for n, want := range []time.Duration{0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60} {
		tries = tries.Missed(now)
		if got := tries.Left(now); got != want*time.Second || staff.WaitAfter(n+1) != got {
			t.Errorf("after %d wrong PINs one waits %v, want %d s", n+1, got, want)
		}
		if code := app.RefusalCode(tries.Refusal()); (code == "staff.pin_wrong") != (want == 0) {
			t.Errorf("after %d wrong PINs it is said %s", n+1, code)
		}
	}
	if staff.WaitAfter(1_000_000) != time.Minute {
		t.Error("who goes on trying does not wait a minute")
	}
	if left := tries.Left(now.Add(59 * time.Second)); left != time.Second {
		t.Errorf("after 59 s one waits %v more", left)
	}
	if left := tries.Left(now.Add(-24 * time.Hour)); left != time.Minute {
		t.Errorf("with the clock set back one waits %v", left)
	}
}
