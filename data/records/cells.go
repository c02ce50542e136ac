package records

import (
	"time"

	"keyday/app"
)

// cells are a row of a query as the driver gives it. Lists of 200,000 rows read by them:
// scanning into the types of app goes by reflection, and takes twice as long as the query.
type cells struct {
	values []any
	into   []any
}

func newCells(n int) *cells {
	c := &cells{values: make([]any, n)}
	for i := range c.values {
		c.into = append(c.into, &c.values[i])
	}
	return c
}

func (c *cells) text(i int) string { s, _ := c.values[i].(string); return s }

func (c *cells) number(i int) int64 { n, _ := c.values[i].(int64); return n }

func (c *cells) day(i int) app.Date { return app.Date(c.number(i)) }

func (c *cells) id(i int) (id app.ID) {
	b, _ := c.values[i].([]byte)
	copy(id[:], b)
	return id
}

// moment is a moment of the site, zero for none.
func (c *cells) moment(s *Store, i int) time.Time {
	if at := c.number(i); at != 0 {
		return s.Moment(at)
	}
	return time.Time{}
}
