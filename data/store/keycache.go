package store

import (
	"sync"

	"keyday/app"
)

// keyCache remembers the keys of persons that readers have opened. A reader may look at
// a state of the site from before an erasure, so what it opens is not remembered once
// the person is gone; a writer, whose own erasure is yet to be committed, never asks
// here.
type keyCache struct {
	mu   sync.Mutex
	of   map[app.ID]personKeys
	gone map[app.ID]bool
}

// get answers what is remembered; none at all, and true, of a person who is gone.
func (c *keyCache) get(person app.ID) (keys personKeys, known bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	keys, known = c.of[person]
	return keys, known || c.gone[person]
}

func (c *keyCache) keep(person app.ID, keys personKeys) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[app.ID]personKeys{}
	}
	if !c.gone[person] {
		c.of[person] = keys
	}
}

// drop forgets what is remembered of a person: there may be more keys by now.
func (c *keyCache) drop(person app.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.of, person)
}

// erase forgets the person for good, once the erasure is committed.
func (c *keyCache) erase(person app.ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gone == nil {
		c.gone = map[app.ID]bool{}
	}
	c.gone[person] = true
	delete(c.of, person)
}
