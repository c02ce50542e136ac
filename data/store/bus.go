package store

import (
	"slices"
	"sync"

	"keyday/app"
)

type listeners struct {
	mu   sync.Mutex
	all  map[int]func(app.Change)
	n    int
	last []app.Change // the latest changes, for who asks what there were
	told int          // how many there have been, with those that are kept no more
}

// How many changes are kept for who asks, and of how many records one is at most: who
// missed more reads all again.
const (
	keptChanges = 200
	keptRecords = 5000
)

// Subscribe calls fn after every commit, on the goroutine that wrote: fn must only
// note the change and return. The result ends the subscription.
func (s *Store) Subscribe(fn func(app.Change)) (cancel func()) {
	l := &s.listeners
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = map[int]func(app.Change){}
	}
	l.n++
	n := l.n
	l.all[n] = fn
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.all, n)
	}
}

// ChangesSince are the changes after a mark, with the mark to go on from; known is false
// where they are not kept any more. The mark of the beginning is 0.
func (s *Store) ChangesSince(mark int) (changes []app.Change, now int, known bool) {
	l := &s.listeners
	l.mu.Lock()
	defer l.mu.Unlock()
	missed := l.told - mark
	if missed < 0 || missed > len(l.last) {
		return nil, l.told, false
	}
	return slices.Clone(l.last[len(l.last)-missed:]), l.told, true
}

func (l *listeners) note(c app.Change) {
	l.told++
	if len(c.Records)+len(c.Derived)+len(c.Wholes) > keptRecords {
		l.last = nil
		return
	}
	l.last = append(l.last, c)
	if len(l.last) > keptChanges {
		l.last = slices.Clone(l.last[len(l.last)-keptChanges/2:])
	}
}

func (l *listeners) tell(c app.Change) {
	l.mu.Lock()
	l.note(c)
	fns := make([]func(app.Change), 0, len(l.all))
	for _, fn := range l.all {
		fns = append(fns, fn)
	}
	l.mu.Unlock()
	for _, fn := range fns {
		fn(c)
	}
}
