package journey_test

import (
	"os"
	"slices"
	"testing"
	"time"
)

// The window's figures, each against an empty window of the toolkit in the same
// typeface, in the same run, and its frame when a key changes a word in it: from the program's start to the sign-in, and from the
// accepted PIN to the grid's first frame that answers a key; the first frame of
// another building, of 600 homes; and a page of the 200,000 defects, from the key
// to its frame.
//
//	KEYDAY_BENCH_SITE=… KEYDAY_BENCH_BINARY=… go test -run TestStart -v ./ui/screen/journey
//
// The site is a rehearsal, so that Enter signs in.
func TestStart(t *testing.T) {
	folder, binary := os.Getenv("KEYDAY_BENCH_SITE"), os.Getenv("KEYDAY_BENCH_BINARY")
	if folder == "" || binary == "" {
		t.Skip("KEYDAY_BENCH_SITE and KEYDAY_BENCH_BINARY name the site and the program to measure")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	x := display(t)
	const rounds = 7
	var empty, frame, toSignIn, toGrid, building, page []time.Duration
	for range rounds {
		e := start(t, x, self, []string{emptyVariable + "=1"})
		empty = append(empty, e.moment("empty").Sub(e.began))
		time.Sleep(500 * time.Millisecond)
		for range 10 {
			time.Sleep(200 * time.Millisecond)
			e.keys("Next")
			asked := e.moment("asked")
			frame = append(frame, e.moment("shown").Sub(asked))
		}
		e.stop()

		p := start(t, x, binary, nil, "--data", folder)
		toSignIn = append(toSignIn, p.moment("sign-in").Sub(p.began))
		time.Sleep(700 * time.Millisecond) // as a person takes at least
		p.keys("Return")
		accepted := p.moment("accepted")
		toGrid = append(toGrid, p.moment("shown").Sub(accepted))
		time.Sleep(500 * time.Millisecond)
		for _, to := range []string{"ctrl+Next", "ctrl+Next", "ctrl+Prior", "ctrl+Next", "ctrl+Prior"} {
			p.keys(to)
			asked := p.moment("asked")
			building = append(building, p.moment("shown").Sub(asked))
			time.Sleep(300 * time.Millisecond)
		}
		p.keys("ctrl+3")
		p.moment("shown")
		time.Sleep(2 * time.Second) // the list is read, and has the keyboard
		p.keys("Next")              // to the foot of what is in view
		for range 10 {
			time.Sleep(200 * time.Millisecond)
			p.forget()
			p.keys("Next")
			asked := p.moment("asked")
			page = append(page, p.moment("shown").Sub(asked))
		}
		p.stop()
	}
	base := median(empty)
	both := median(toSignIn) + median(toGrid)
	t.Logf("empty window            %v", base.Round(time.Millisecond))
	t.Logf("start → sign-in         %v", median(toSignIn).Round(time.Millisecond))
	t.Logf("accepted PIN → grid     %v", median(toGrid).Round(time.Millisecond))
	t.Logf("together                %.2f × an empty window", float64(both)/float64(base))
	once := median(frame)
	t.Logf("an empty window's frame %v from the key", once.Round(100*time.Microsecond))
	t.Logf("another building        %v to its first frame, %.2f × an empty one", median(building).Round(time.Millisecond), float64(median(building))/float64(once))
	t.Logf("a page of defects       %v from the key to its frame, %v more than an empty one", median(page).Round(100*time.Microsecond), (median(page) - once).Round(100*time.Microsecond))
	if float64(both) > 1.5*float64(base) {
		t.Errorf("start and sign-in take %.2f × an empty window, more than 1.5", float64(both)/float64(base))
	}
	if m := median(building); m > 100*time.Millisecond {
		t.Errorf("another building's first frame takes %v, more than 100 ms", m)
	}
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}
