package store

import (
	"context"
	"database/sql"
	"strings"
)

// queue holds back rows that are only put, until somebody asks for them: crossing into
// SQLite costs more than a small row, so many go in one statement. Nobody else sees them
// before the transaction is committed, and it is not committed without them.
type queue struct {
	rows      map[string]*heldBack // by the statement that puts them
	order     []*heldBack          // the same, as they came
	savepoint func() error         // takes the savepoint that was put off until something is sent
	failed    error                // why nothing can be written any more in the transaction
}

// heldBack are the rows of one statement, which is complete but for them.
type heldBack struct {
	insert, table string
	width         int
	values        []any
	sent          int // so many rows before these
}

// mostHeldBack is how many rows go in one statement. Fewer go by halves of it, so that
// SQLite is asked to compile few statements.
const mostHeldBack = 16

// hold takes a row that the statement puts; "INSERT INTO trail (subject, stamp) VALUES ".
func (q *session) hold(ctx context.Context, insert string, row ...any) error {
	h := q.rows[insert]
	if h == nil {
		if q.rows == nil {
			q.rows = map[string]*heldBack{}
		}
		_, into, _ := strings.Cut(insert, " INTO ")
		table, _, _ := strings.Cut(into, " ")
		h = &heldBack{insert: insert, table: table, width: len(row)}
		q.rows[insert] = h
		q.order = append(q.order, h)
	}
	h.values = append(h.values, row...)
	if h.held() < mostHeldBack {
		return nil
	}
	return q.send(ctx, h, h.until())
}

func (h *heldBack) held() int  { return len(h.values) / h.width }
func (h *heldBack) until() int { return h.sent + h.held() }

// send puts the rows that are held back of one statement, up to one of them. What fails
// leaves the transaction with less than was said to be in it: it fails as a whole.
func (q *session) send(ctx context.Context, h *heldBack, until int) error {
	if until <= h.sent {
		return nil
	}
	if err := q.ready(); err != nil {
		return err
	}
	left := h.values[:(until-h.sent)*h.width]
	for n := mostHeldBack; len(left) > 0; n /= 2 {
		for len(left) >= n*h.width {
			if _, err := q.transaction.ExecContext(ctx, h.insert+placesFor(n, h.width), left[:n*h.width]...); err != nil {
				q.failed = err
				return err
			}
			left = left[n*h.width:]
		}
	}
	rest := copy(h.values, h.values[(until-h.sent)*h.width:])
	clear(h.values[rest:])
	h.values, h.sent = h.values[:rest], until
	return nil
}

// placesFor are the places of so many rows in a statement: "(?, ?), (?, ?)".
func placesFor(rows, width int) string {
	row := "(?" + strings.Repeat(", ?", width-1) + ")"
	return row + strings.Repeat(", "+row, rows-1)
}

// sendFor puts what is held back of the tables that a statement names.
func (q *session) sendFor(ctx context.Context, statement string) error {
	for _, h := range q.order {
		if len(h.values) > 0 && strings.Contains(statement, h.table) {
			if err := q.send(ctx, h, h.until()); err != nil {
				return err
			}
		}
	}
	return q.failed
}

// sendAll puts whatever is held back.
func (q *session) sendAll(ctx context.Context) error {
	for _, h := range q.order {
		if err := q.send(ctx, h, h.until()); err != nil {
			return err
		}
	}
	return q.failed
}

// ready is called before anything is written: a savepoint that was put off is taken.
func (q *session) ready() error {
	if q.failed != nil || q.savepoint == nil {
		return q.failed
	}
	take := q.savepoint
	q.savepoint = nil
	return take()
}

// heldUntil notes how far each statement's rows have come.
func (q *session) heldUntil() map[*heldBack]int {
	until := make(map[*heldBack]int, len(q.order))
	for _, h := range q.order {
		until[h] = h.until()
	}
	return until
}

// sendUntil puts the rows that came before the note was taken.
func (q *session) sendUntil(ctx context.Context, note map[*heldBack]int) error {
	for _, h := range q.order {
		if err := q.send(ctx, h, note[h]); err != nil {
			return err
		}
	}
	return nil
}

// dropSince forgets the rows that came since the note was taken.
func (q *session) dropSince(note map[*heldBack]int) {
	for _, h := range q.order {
		h.values = h.values[:max(0, note[h]-h.sent)*h.width]
	}
}

func (q *session) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := q.sendFor(ctx, query); err != nil {
		return nil, err
	}
	return q.transaction.QueryContext(ctx, query, args...)
}

// QueryRowContext asks nothing once the transaction has failed: its answer would lack rows.
// What it failed by is said when it ends.
func (q *session) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if q.sendFor(ctx, query) != nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		cancel()
	}
	return q.transaction.QueryRowContext(ctx, query, args...)
}

func (q *session) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := q.sendFor(ctx, query); err != nil {
		return nil, err
	}
	if err := q.ready(); err != nil {
		return nil, err
	}
	return q.transaction.ExecContext(ctx, query, args...)
}
