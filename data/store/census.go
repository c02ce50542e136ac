package store

import (
	"context"
	"database/sql"
	"fmt"

	"keyday/app"
	"keyday/data/registry"
)

// census tells of identities that anything may be kept of them. Whoever asks of many, one
// after the other, has all of them listed: an import of 30,000 homes asks of 100,000 that
// are new. Where there are far more than were asked for, as there are when a little arrives
// at a large site, asking of each is cheaper, and needs no memory.
type census struct {
	query string // lists all
	asked int
	from  int             // how often it was asked before all are listed
	all   map[app.ID]bool // nil while they have not been
}

const (
	mostAsked = 500 // from so many questions on it may pay to list them all:
	eachLists = 16  // where there are at most so many for each question,
	patience  = 4   // else once so many times as many were asked
)

// mayHold reports whether something may be kept of the identity; where it says no, nothing
// is.
func (c *census) mayHold(ctx context.Context, q querier, id app.ID) (bool, error) {
	if c.asked++; c.all == nil && c.asked >= c.from {
		if err := c.list(ctx, q); err != nil {
			return true, err
		}
	}
	return c.all == nil || c.all[id], nil
}

// list lists all identities, unless there are too many of them.
func (c *census) list(ctx context.Context, q querier) error {
	most := c.asked * eachLists
	rows, err := q.QueryContext(ctx, c.query+" LIMIT ?", most+1)
	if err != nil {
		return err
	}
	defer rows.Close()
	all := make(map[app.ID]bool, mostAsked)
	n := 0
	for ; rows.Next(); n++ {
		var raw sql.RawBytes
		if err := rows.Scan(&raw); err != nil {
			return err
		}
		all[registry.Identity(raw)] = true
	}
	if err := rows.Err(); err != nil { // half of them would say of the others that they are new
		return err
	}
	if n > most {
		c.from *= patience
		return nil
	}
	c.all = all
	return nil
}

// add says that from now on something is kept of the identity.
func (c *census) add(id app.ID) {
	if c.all != nil {
		c.all[id] = true
	}
}

// recordsOf is the census of a kind: of whatever was ever put of it, and of what has lost
// its row, of whichever kind, for an identity names one record.
func (q *session) recordsOf(k *registry.Kind) *census {
	c := q.censuses[k.N]
	if c == nil {
		c = &census{from: mostAsked, query: fmt.Sprintf("SELECT id FROM op WHERE kind = %d UNION ALL SELECT id FROM head", k.N)}
		q.censuses[k.N] = c
	}
	return c
}
