package store

import (
	"errors"
	"maps"
	"time"

	"keyday/app"
	"keyday/data/journal"
)

// Amend writes what a person changed of a record, compared with what they saw: the
// fields in which given differs from seen, and no other. Masked fields are never
// written. It refuses as put does, and with "record.gone" where the record was deleted
// meanwhile.
//
// Where somebody else changed such a field meanwhile, to the same value, nothing is
// left to do; lists whose elements have keys, sets and counters take both changes, and
// what nobody is asked about (journal.Quiet) is theirs who write last. Else it refuses
// with "record.changed" for every such field, which says both values, and who wrote the
// other and when; seen then knows of it, so that saving once more replaces what the
// refusal showed.
func Amend[T any](tx *Tx, of recordsOf[T], seen *app.Seen[T], given T) error {
	k := of.kind
	if seen == nil {
		seen = &app.Seen[T]{}
	}
	mine, before := k.own(&given), k.own(&seen.Value)
	known, err := tx.knownWithHeads(k, *k.id(mine))
	if err != nil {
		return err
	}
	if known.rec == nil {
		if known.heads.Known() && seen.Sight.Fields != nil {
			return app.Refuse("record.gone", "kind", k.name)
		}
		return tx.put(k, mine)
	}
	a := amending{tx: tx, k: k, known: known, sight: seen.Sight, before: before, mine: mine, merged: k.own(known.rec)}
	var refused []error
	for i := range k.fields {
		err := a.field(&k.fields[i])
		switch code := app.RefusalCode(err); {
		case code == "record.changed" || code == "record.changed_list":
			refused = append(refused, err)
		case err != nil:
			return err
		}
	}
	if len(refused) > 0 {
		seen.Sight = a.sight
		return errors.Join(refused...)
	}
	return tx.put(k, a.merged)
}

// amending is one amend: what the person saw, what they made of it, what is kept by
// now, and what becomes of it.
type amending struct {
	tx    *Tx
	k     *kind
	known *known
	sight app.Sight

	before, mine, merged any
}

// field takes the person's change of one field over, if there is one.
func (a *amending) field(f *field) error {
	if f.derived || a.sight.Masked[f.name] || f.same(a.mine, a.before) {
		return nil
	}
	if f.same(a.mine, a.merged) && f.rule.Policy != journal.CounterSum { // two who count one each count two
		return nil
	}
	if err := f.plainIn(a.k, a.mine); err != nil {
		return err
	}
	now := sight(a.known.heads, f)
	moved := a.moved(f, now)
	var clashes []clash
	if f.merge != nil {
		merged := false
		if merged, clashes = f.merge(a.before, a.mine, a.merged, !moved); merged {
			return nil
		}
	}
	if moved && f.rule.Policy != journal.Quiet {
		return a.changed(f, now, clashes)
	}
	return f.decode(a.merged, f.encode(a.mine))
}

// moved reports whether the field was written since the person saw it. Where it is not
// known which writing that was, a record shown with its usual values before there was
// one, its value tells.
func (a *amending) moved(f *field, now string) bool {
	then, noted := a.sight.Fields[f.name]
	if !noted {
		return now != "" && !f.same(a.before, a.known.rec)
	}
	return now != then
}

// changed refuses, and notes that the person has seen what the refusal shows. A field
// in dispute has more than one value to be seen: that is settled.
func (a *amending) changed(f *field, now string, clashes []clash) error {
	if err := a.tx.undisputed(a.k, a.known.rec, a.known.heads, []journal.Change{{Field: f.n}}); err != nil {
		return err
	}
	head, ok := a.known.heads.Shown(f.n)
	if !ok {
		return errors.New("store: " + a.k.name + "." + f.name + " was written and has no head")
	}
	op, err := a.tx.operationAt(head)
	if err != nil {
		return err
	}
	name, err := a.tx.s.personName(a.tx.ctx, op.User, map[app.ID]string{})
	if err != nil {
		return err
	}
	if a.sight.Fields = maps.Clone(a.sight.Fields); a.sight.Fields == nil {
		a.sight.Fields = map[string]string{}
	}
	a.sight.Fields[f.name] = now
	at := a.tx.s.moment(op.Wall).Format(time.RFC3339)
	var mine, theirs string
	switch {
	case len(clashes) > 0:
		mine, theirs = clashes[0].mine, clashes[0].theirs
	default:
		if mine, err = a.tx.sayOf(f, a.mine); err != nil {
			return err
		}
		if theirs, err = a.tx.sayOf(f, a.known.rec); err != nil {
			return err
		}
	}
	if mine == theirs { // what cannot be said, or not so that it can be told apart
		return app.Refuse("record.changed_list", "kind", a.k.name, "field", f.name, "who", name, "at", at)
	}
	return app.Refuse("record.changed", "kind", a.k.name, "field", f.name, "type", string(f.meaning.Type), "words", f.meaning.Words, "mine", mine, "theirs", theirs, "who", name, "at", at)
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
