package store

import "time"

// marking notes every second, beside the work, how far this laptop has written: in
// device.db, and outside of the folder. A failure is no one's loss: the next time notes
// more.
type marking struct {
	noted         tip // outside of the folder
	stop, stopped chan struct{}
}

func (m *marking) begin(s *Store) {
	m.stop, m.stopped = make(chan struct{}), make(chan struct{})
	go func() {
		defer close(m.stopped)
		tick := time.NewTicker(time.Second)
		defer tick.Stop()
		for {
			select {
			case <-m.stop:
				m.raise(s)
				return
			case <-tick.C:
				m.raise(s)
			}
		}
	}()
}

// end notes for the last time; a store that only reads never began.
func (m *marking) end() {
	if m.stop != nil {
		close(m.stop)
		<-m.stopped
	}
}

func (m *marking) raise(s *Store) {
	t, ok := s.anchored.Load().(tip)
	if !ok {
		return
	}
	s.device.raise(t)
	if t.seq > 0 && t != m.noted && s.outside.raise(s, t) {
		m.noted = t
	}
}
