package words

import (
	"testing"
	"time"

	"keyday/app/handover"
)

// Who cancelled a handover is left out where the person has not come from another laptop.
func TestCancelled(t *testing.T) {
	w := New()
	c := handover.Cancellation{Who: "王敏", Why: "业主改期", At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.Local)}
	nobody := c
	nobody.Who = ""
	for l, want := range map[Language][2]string{
		Chinese: {"上次交付已于 2026-11-23 由王敏取消：业主改期", "上次交付已于 2026-11-23 取消：业主改期"},
		English: {"The last handover was cancelled on 2026-11-23 by 王敏: 业主改期", "The last handover was cancelled on 2026-11-23: 业主改期"},
	} {
		w.SetLanguage(l)
		if got := [2]string{w.Cancelled(c), w.Cancelled(nobody)}; got != want {
			t.Errorf("%s: %q, want %q", l, got, want)
		}
	}
}
