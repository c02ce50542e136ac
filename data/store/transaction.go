package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/mattn/go-sqlite3"
)

// transaction is one transaction of a connection; *sql.Tx is one.
type transaction interface {
	querier
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	Commit() error
	Rollback() error
}

// ownTx is the transaction of who writes. database/sql would begin a goroutine for each, to
// watch a context that here is never cancelled; that costs as much as reading a record.
type ownTx struct {
	*sql.Conn
	ctx   context.Context
	ended bool
}

// beginOwn begins a transaction that holds the right to write from the start.
func beginOwn(ctx context.Context, db *sql.DB) (*ownTx, error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return &ownTx{Conn: conn, ctx: ctx}, nil
}

// Commit makes all of it last; one that fails is yet to be rolled back.
func (t *ownTx) Commit() error {
	if _, err := t.ExecContext(t.ctx, "COMMIT"); err != nil {
		return err
	}
	t.ended = true
	_ = t.Close() // which only gives the connection back
	return nil
}

// Rollback takes all of it back, and answers sql.ErrTxDone for one that has ended.
// SQLite may have done so by itself, where the disk failed: its error then says only
// that.
func (t *ownTx) Rollback() error {
	if t.ended {
		return sql.ErrTxDone
	}
	t.ended = true
	_, err := t.ExecContext(context.WithoutCancel(t.ctx), "ROLLBACK")
	return errors.Join(err, t.Close())
}

// rolledBackError is the error where SQLite may have taken the whole transaction back by
// itself, as it does on a full disk: what was written after it would stand alone. A row
// that breaks a rule, or a guard, is not of these.
func rolledBackError(err error) error {
	var refused sqlite3.Error
	if errors.As(err, &refused) && refused.Code == sqlite3.ErrConstraint {
		return nil
	}
	return err
}

// writes reports whether it is the writer that asks.
func writes(q querier) bool {
	session, ok := q.(*session)
	if ok {
		_, ok = session.transaction.(*ownTx)
	}
	return ok
}
