package store

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"

	"keyday/app"
)

// Who waits is let in in the order of coming, one at a time, and closing waits for all
// of them and lets nobody in after.
func TestTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		turns := newTurns()
		first, err := turns.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var done []int
		inside := 0
		for i := range 20 {
			go func() {
				end, err := turns.take(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				if inside++; inside != 1 {
					t.Errorf("%d at once", inside)
				}
				done = append(done, i)
				inside--
				end()
			}()
			synctest.Wait() // until it stands in the line
		}
		gone, cancel := context.WithCancel(t.Context())
		left := make(chan error, 1)
		go func() { _, err := turns.take(gone); left <- err }()
		synctest.Wait()
		cancel()
		if err := <-left; !errors.Is(err, context.Canceled) {
			t.Errorf("who went away: %v", err)
		}
		closed := make(chan bool, 2)
		go func() { closed <- turns.close() }()
		synctest.Wait()
		if len(closed) > 0 {
			t.Error("closed before who came had their turn")
		}
		first()
		if !<-closed || turns.close() {
			t.Error("it is closed once")
		}
		if !slices.IsSorted(done) || len(done) != 20 {
			t.Errorf("let in in the order %v", done)
		}
		if _, err := turns.take(t.Context()); app.RefusalCode(err) != "store.closed" {
			t.Errorf("let in after closing: %v", err)
		}
	})
}
