package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
)

// History lists what happened to a home, a firm, a person or whatever records are
// about, newest first: the actions that the latest so many operations on those records
// belong to.
func (s *Store) History(ctx context.Context, subject app.ID, operations int) ([]app.Event, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT o.body, b.body FROM (
			SELECT stamp, dev, seq FROM trail WHERE subject = ? ORDER BY stamp DESC, dev, seq DESC LIMIT ?) t
		JOIN op o ON o.dev = t.dev AND o.seq = t.seq
		JOIN op b ON b.dev = o.dev AND b.seq = o.action
		ORDER BY t.stamp DESC, t.dev, t.seq DESC`, subject[:], operations)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := map[app.ID]string{}
	var events []app.Event
	var last journal.Dot
	for rows.Next() {
		var body, begin []byte
		if err := rows.Scan(&body, &begin); err != nil {
			return nil, err
		}
		op, err := journal.DecodeOp(body)
		if err != nil {
			return nil, err
		}
		if action := (journal.Dot{Stream: op.Stream, Seq: op.Action}); action != last || len(events) == 0 {
			last = action
			e, err := s.event(ctx, begin, names)
			if err != nil {
				return nil, err
			}
			events = append(events, e)
		}
		e := &events[len(events)-1]
		changes, err := s.identify(ctx, op, s.describe(op))
		if err != nil {
			return nil, err
		}
		e.Changes = append(changes, e.Changes...)
	}
	return events, rows.Err()
}

// event reads an action from the first of its operations.
func (s *Store) event(ctx context.Context, begin []byte, names map[app.ID]string) (app.Event, error) {
	op, err := journal.DecodeOp(begin)
	if err != nil {
		return app.Event{}, err
	}
	e := app.Event{Action: op.Name, At: s.moment(op.Wall), Who: op.User, Anchor: anchor(op.Dot)}
	e.Name, err = s.personName(ctx, op.User, names)
	return e, err
}

// describe lists what an operation changed, in the registry's names.
func (s *Store) describe(op journal.Op) []app.FieldChange {
	k := registry[op.Kind]
	if k == nil {
		return nil
	}
	var all []app.FieldChange
	for _, c := range op.Changes {
		f := k.byN[c.Field]
		if f == nil {
			continue
		}
		change := app.FieldChange{Record: app.Ref{Kind: k.name, ID: op.ID}, Field: f.name, Private: f.sealed}
		if !f.sealed {
			change.Value = s.say(k, f, c.Value)
		}
		all = append(all, change)
	}
	return all
}

// tells is what people call a record by, for the changes that do not carry it: the
// second reading of a meter says which meter, a signature whose it is.
// The queries answer the field under which it is said, and its value.
var tells = map[string]string{
	meters.name:  "SELECT 'meter', meter FROM meter WHERE id = ?",
	keySets.name: "SELECT 'key', key FROM key_set WHERE id = ?",
	papers.name:  "SELECT 'paper', paper FROM handed_paper WHERE id = ?",
	signatures.name: `SELECT CASE f.role WHEN 'agent' THEN 'principal' ELSE 'signer' END, f.person
		FROM signature s JOIN signature_field f ON f.id = s.field WHERE s.id = ?`,
}

// identify puts before a record's changes what people call it by, unless one of them
// says it.
func (s *Store) identify(ctx context.Context, op journal.Op, changes []app.FieldChange) ([]app.FieldChange, error) {
	k := registry[op.Kind]
	if k == nil || len(changes) == 0 {
		return changes, nil
	}
	query, known := tells[k.name]
	if !known {
		return changes, nil
	}
	told := app.FieldChange{Record: app.Ref{Kind: k.name, ID: op.ID}}
	var value any
	if err := s.reader.QueryRowContext(ctx, query, op.ID[:]).Scan(&told.Field, &value); err != nil {
		return changes, ignoreNoRows(err)
	}
	at := slices.IndexFunc(changes, func(c app.FieldChange) bool { return c.Field == told.Field })
	if at >= 0 && !changes[at].Private {
		return changes, nil
	}
	switch v := value.(type) {
	case string:
		told.Value = v
	case []byte:
		var id app.ID
		copy(id[:], v)
		told.Value = id.String()
	}
	if at >= 0 { // sealed with the record; whose it is the place to sign says openly
		changes[at] = told
		return changes, nil
	}
	return append([]app.FieldChange{told}, changes...), nil
}

func (s *Store) personName(ctx context.Context, id app.ID, known map[app.ID]string) (string, error) {
	if name, ok := known[id]; ok {
		return name, nil
	}
	var name string
	err := s.reader.QueryRowContext(ctx, "SELECT name FROM person WHERE id = ?", id[:]).Scan(&name)
	known[id] = name
	return name, ignoreNoRows(err)
}

// anchor is a place in the chain, short enough for paper: the stream's first
// four bytes and the sequence.
func anchor(d journal.Dot) string { return fmt.Sprintf("%x-%d", d.Stream[:4], d.Seq) }

func notNull(value cbor.RawMessage) cbor.RawMessage {
	if len(value) == 1 && value[0] == cborNull[0] {
		return nil
	}
	return value
}

func ignoreNoRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return err
}
