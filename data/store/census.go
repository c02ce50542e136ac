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
// are new.
type census struct {
	query string // lists all
	asked int
	all   map[app.ID]bool // nil while it has not been listed
}

// mostAsked is from how many questions on it pays to list them all.
const mostAsked = 500

// mayHold reports whether something may be kept of the identity; where it says no, nothing
// is.
func (c *census) mayHold(ctx context.Context, q querier, id app.ID) (bool, error) {
	if c.all != nil {
		return c.all[id], nil
	}
	if c.asked++; c.asked < mostAsked {
		return true, nil
	}
	rows, err := q.QueryContext(ctx, c.query)
	if err != nil {
		return true, err
	}
	defer rows.Close()
	all := map[app.ID]bool{}
	for rows.Next() {
		var raw sql.RawBytes
		if err := rows.Scan(&raw); err != nil {
			return true, err
		}
		all[registry.Identity(raw)] = true
	}
	if err := rows.Err(); err != nil { // half of them would say of the others that they are new
		return true, err
	}
	c.all = all
	return all[id], nil
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
		c = &census{query: fmt.Sprintf("SELECT id FROM op WHERE kind = %d UNION ALL SELECT id FROM head", k.N)}
		q.censuses[k.N] = c
	}
	return c
}
