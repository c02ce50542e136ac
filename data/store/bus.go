package store

import (
	"sync"

	"keyday/app"
)

type listeners struct {
	mu  sync.Mutex
	all map[int]func(app.Change)
	n   int
}

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

func (l *listeners) tell(c app.Change) {
	l.mu.Lock()
	fns := make([]func(app.Change), 0, len(l.all))
	for _, fn := range l.all {
		fns = append(fns, fn)
	}
	l.mu.Unlock()
	for _, fn := range fns {
		fn(c)
	}
}
