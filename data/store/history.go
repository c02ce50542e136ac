package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
)

// History lists what happened to a home and to whom it belongs or belonged, to a firm, a
// person or whatever records are about, newest first: the actions that the latest so many operations on those records
// belong to.
func (s *Store) History(ctx context.Context, subject app.ID, operations int) ([]app.Event, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT o.body, b.body FROM (
			SELECT stamp, dev, seq FROM trail WHERE subject = ?1 `+s.reg.Brought+`
			ORDER BY stamp DESC, dev, seq DESC LIMIT ?2) t
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
		described, err := s.describe(ctx, op)
		if err != nil {
			return nil, err
		}
		changes, err := s.identify(ctx, op, described)
		if err != nil {
			return nil, err
		}
		e.Changes = append(changes, e.Changes...)
		e.About = append(s.mentions(op, changes), e.About...)
	}
	return events, rows.Err()
}

// event reads an action from the first of its operations.
func (s *Store) event(ctx context.Context, begin []byte, names map[app.ID]string) (app.Event, error) {
	op, err := journal.DecodeOp(begin)
	if err != nil {
		return app.Event{}, err
	}
	e := app.Event{Action: op.Name, At: s.Moment(op.Wall), Who: op.User, Anchor: anchor(op.Dot)}
	e.Name, err = s.calledOnce(ctx, op.User, names)
	return e, err
}

// mentions lists the records that an event is about which makes the changes.
func (s *Store) mentions(op journal.Op, changes []app.FieldChange) (all []app.ID) {
	k := s.reg.ByNumber[op.Kind]
	if k == nil || len(changes) == 0 {
		return nil
	}
	if k.Mentioned {
		return []app.ID{op.ID}
	}
	for _, c := range changes {
		if f := k.Field(c.Field); f != nil && f.Mentions {
			if id, err := app.ParseID(c.Value); err == nil {
				all = append(all, id)
			}
		}
	}
	return all
}

// describe lists what an operation changed, in the registry's names.
func (s *Store) describe(ctx context.Context, op journal.Op) ([]app.FieldChange, error) {
	k := s.reg.ByNumber[op.Kind]
	if k == nil {
		return nil, nil
	}
	back, err := s.broughtBack(ctx, op)
	if err != nil {
		return nil, err
	}
	var all []app.FieldChange
	for _, c := range append(back, op.Changes...) {
		f := k.ByN[c.Field]
		if f == nil {
			continue
		}
		change := app.FieldChange{Record: app.Ref{Kind: k.Name, ID: op.ID}, Field: f.Name, Meaning: f.Meaning, Private: f.Sealed, Called: f.Called || f.AlsoCalled,
			Silent: f.Silent || f.Sealed && k.Shown == nil, Value: s.shownValue(ctx, k, f, op.ID, c.Value)}
		if change.Old, err = s.oldValue(ctx, k, f, op, c); err != nil {
			return nil, err
		}
		all = append(all, change)
	}
	return all, nil
}

// broughtBack is what a record says again that was gone: the values that its deletions
// covered, but for those that the operation writes anew. It carries none of them itself.
func (s *Store) broughtBack(ctx context.Context, op journal.Op) ([]journal.Change, error) {
	if op.Verb != journal.Undelete {
		return nil, nil
	}
	var back []journal.Change
	newest := map[uint16]journal.Stamp{}
	whole, _ := op.Change(journal.Whole)
	for _, deletion := range whole.Base {
		gone, err := s.operation(ctx, s.reader, deletion)
		if err != nil {
			return nil, err
		}
		for _, covered := range gone.Changes {
			if _, anew := op.Change(covered.Field); anew || covered.Field == journal.Whole {
				continue
			}
			for _, d := range covered.Base {
				before, err := s.operation(ctx, s.reader, d)
				if err != nil {
					return nil, err
				}
				at := slices.IndexFunc(back, func(c journal.Change) bool { return c.Field == covered.Field })
				if at < 0 {
					at, back = len(back), append(back, journal.Change{Field: covered.Field})
				} else if before.Stamp < newest[covered.Field] {
					continue
				}
				back[at].Value, newest[covered.Field] = before.ValueOf(covered.Field), before.Stamp
			}
		}
	}
	return back, nil
}

// oldValue is what a field said before, of what people correct with a reason. Where two
// laptops wrote it apart there is not one.
func (s *Store) oldValue(ctx context.Context, k *registry.Kind, f *registry.Field, op journal.Op, c journal.Change) (string, error) {
	if len(c.Base) != 1 || !k.Corrected {
		return "", nil
	}
	before, err := s.operation(ctx, s.reader, c.Base[0])
	if err != nil {
		return "", err
	}
	return s.shownValue(ctx, k, f, op.ID, before.ValueOf(f.N)), nil
}

// shownValue is a field's value as pages show it. What is sealed is shown of people alone,
// masked; nothing once they were erased, or where the key has not come yet.
func (s *Store) shownValue(ctx context.Context, k *registry.Kind, f *registry.Field, id app.ID, value cbor.RawMessage) string {
	if !f.Sealed {
		return s.say(k, f, value)
	}
	if value = registry.NotNull(value); len(value) == 0 || k.Shown == nil {
		return ""
	}
	rec := k.Fresh()
	*k.ID(rec) = id
	opened, err := s.At(ctx).unseal(k, f, rec, value)
	if err != nil || f.Decode(rec, opened) != nil {
		return ""
	}
	return f.Said(k.Shown(rec))
}

// identify puts before a record's changes what people call it by, for one whose changes do
// not carry it: the second reading of a meter says which meter, a signature whose it is.
func (s *Store) identify(ctx context.Context, op journal.Op, changes []app.FieldChange) ([]app.FieldChange, error) {
	k := s.reg.ByNumber[op.Kind]
	if k == nil || k.TellsWhich == "" || len(changes) == 0 {
		return changes, nil
	}
	told := app.FieldChange{Record: app.Ref{Kind: k.Name, ID: op.ID}}
	var value any
	if err := s.reader.QueryRowContext(ctx, k.TellsWhich, op.ID[:]).Scan(&told.Field, &value); err != nil {
		return changes, IgnoreNoRows(err)
	}
	at := slices.IndexFunc(changes, func(c app.FieldChange) bool { return c.Field == told.Field })
	if at >= 0 && !changes[at].Private {
		return changes, nil
	}
	switch v := value.(type) {
	case string:
		told.Value, told.Meaning = v, k.Field(told.Field).Meaning
	case []byte:
		told.Value, told.Type = registry.Identity(v).String(), app.RecordField
	}
	if at >= 0 { // sealed with the record; whose it is the place to sign says openly
		changes[at] = told
		return changes, nil
	}
	return append([]app.FieldChange{told}, changes...), nil
}

// calledOnce is what people call the record, asked for once.
func (s *Store) calledOnce(ctx context.Context, id app.ID, known map[app.ID]string) (string, error) {
	if name, ok := known[id]; ok {
		return name, nil
	}
	name, err := s.At(ctx).Called(id)
	known[id] = name
	return name, err
}

// anchor is a place in the chain, short enough for paper: the stream's first
// four bytes and the sequence.
func anchor(d journal.Dot) string { return fmt.Sprintf("%x-%d", d.Stream[:4], d.Seq) }
