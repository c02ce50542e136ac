package store

import (
	"time"

	"keyday/app"
	"keyday/data/journal"
)

// amend writes what a person changed of a record, compared with what they saw: the
// fields in which given differs from seen, and no other. Masked fields are never
// written.
//
// Where somebody else changed such a field meanwhile, to the same value, nothing is
// left to do; lists whose elements have keys, sets and counters take both changes.
// Else it refuses with "record.changed", which says both values, and who wrote the
// other and when; seen then knows of it, so that saving once more replaces what the
// refusal showed. It refuses with "record.gone" where the record was deleted
// meanwhile, and as put does.
func amend[T any](tx *Tx, k *kind, seen *app.Seen[T], given T) error {
	if seen == nil {
		seen = &app.Seen[T]{}
	}
	mine, before := k.own(&given), k.own(&seen.Value)
	id := *k.id(mine)
	known, err := tx.knownWithHeads(k, id)
	if err != nil {
		return err
	}
	switch {
	case known.rec == nil && known.heads.Known() && seen.Sight.Fields != nil:
		return app.Refuse("record.gone", "kind", k.name)
	case known.rec == nil:
		return tx.put(k, mine)
	}
	a := amending{tx: tx, k: k, known: known, sight: &seen.Sight, before: before, mine: mine, merged: k.own(known.rec)}
	for i := range k.fields {
		if err := a.field(&k.fields[i]); err != nil {
			return err
		}
	}
	return tx.put(k, a.merged)
}

// amending is one amend: what the person saw, what they made of it, what is kept by
// now, and what becomes of it.
type amending struct {
	tx    *Tx
	k     *kind
	known *known
	sight *app.Sight

	before, mine, merged any
}

// field takes the person's change of one field over, if there is one.
func (a *amending) field(f *field) error {
	if f.derived || a.sight.Masked[f.name] || f.same(a.mine, a.before) || f.same(a.mine, a.merged) {
		return nil
	}
	if err := f.plainIn(a.k, a.mine); err != nil {
		return err
	}
	now := sight(a.known.heads, f)
	if f.merge != nil && f.merge(a.before, a.mine, a.merged) {
		return nil
	}
	if now != a.sight.Fields[f.name] {
		return a.changed(f, now)
	}
	return f.decode(a.merged, f.encode(a.mine))
}

// changed refuses, and lets the person have seen what the refusal shows.
func (a *amending) changed(f *field, now string) error {
	head, ok := a.known.heads.Shown(f.n)
	if !ok {
		return nil
	}
	op, err := a.tx.s.operation(a.tx.ctx, a.tx.sql, head)
	if err != nil {
		return err
	}
	name, err := a.tx.s.personName(a.tx.ctx, op.User, map[app.ID]string{})
	if err != nil {
		return err
	}
	if a.sight.Fields == nil {
		a.sight.Fields = map[string]string{}
	}
	a.sight.Fields[f.name] = now
	at := a.tx.s.moment(op.Wall).Format(time.RFC3339)
	if f.said == nil { // no single value
		return app.Refuse("record.changed_list", "kind", a.k.name, "field", f.name, "who", name, "at", at)
	}
	return app.Refuse("record.changed", "kind", a.k.name, "field", f.name,
		"mine", f.said(a.mine), "theirs", f.said(a.known.rec), "who", name, "at", at)
}

// undisputed refuses with "conflict.open" a change of fields that people at several
// laptops left in dispute: only a person who has all its values before them settles
// it. See Settle.
func (tx *Tx) undisputed(k *kind, rec any, heads *journal.Heads, changes []journal.Change) error {
	if len(changes) == 0 || !heads.Contested() {
		return nil
	}
	disputes, err := tx.conflicts(k, *k.id(rec), heads)
	if err != nil {
		return err
	}
	for _, d := range disputes {
		for _, c := range changes {
			if f := k.byN[d.Field]; f != nil && c.Field == d.Field {
				return app.Refuse("conflict.open", "kind", k.name, "id", k.id(rec).String(), "field", f.name)
			}
		}
	}
	return nil
}
