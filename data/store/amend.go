package store

import (
	"errors"
	"maps"
	"time"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/registry"
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
func Amend[T any](in AnyTx, of registry.Of[T], seen *app.Seen[T], given T) error {
	k, tx := of.Kind, in.asTx()
	if seen == nil {
		seen = &app.Seen[T]{}
	}
	mine, before := k.Own(&given), k.Own(&seen.Value)
	known, err := tx.knownWithHeads(k, *k.ID(mine))
	if err != nil {
		return err
	}
	if known.rec == nil {
		if known.heads.Known() && seen.Sight.Fields != nil {
			return app.Refuse("record.gone", "kind", k.Name)
		}
		return tx.put(k, mine)
	}
	a := amending{tx: tx, k: k, known: known, sight: seen.Sight, before: before, mine: mine, merged: k.Own(known.rec)}
	var refused []error
	for i := range k.Fields {
		err := a.takeField(&k.Fields[i])
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
	k     *registry.Kind
	known *known
	sight app.Sight

	before, mine, merged any
}

// takeField takes the person's change of one field over, if there is one.
func (a *amending) takeField(f *registry.Field) error {
	if f.Derived || a.sight.Masked[f.Name] || f.Same(a.mine, a.before) {
		return nil
	}
	if f.Same(a.mine, a.merged) && f.Rule.Policy != journal.CounterSum { // two who count one each count two
		return nil
	}
	if err := f.PlainIn(a.k, a.mine); err != nil {
		return err
	}
	now := sight(a.known.heads, f)
	moved := a.moved(f, now)
	var clashes []registry.Clash
	if f.Merge != nil {
		merged := false
		if merged, clashes = f.Merge(a.before, a.mine, a.merged, !moved); merged {
			return nil
		}
	}
	if moved && f.Rule.Policy != journal.Quiet {
		return a.refuseChanged(f, now, clashes)
	}
	return f.Decode(a.merged, f.Encode(a.mine))
}

// moved reports whether the field was written since the person saw it. Where it is not
// known which writing that was, a record shown with its usual values before there was
// one, its value tells.
func (a *amending) moved(f *registry.Field, now string) bool {
	then, noted := a.sight.Fields[f.Name]
	if !noted {
		return now != "" && !f.Same(a.before, a.known.rec)
	}
	return now != then
}

// refuseChanged refuses, and notes that the person has seen what the refusal shows. A field
// in dispute has more than one value to be seen: that is settled.
func (a *amending) refuseChanged(f *registry.Field, now string, clashes []registry.Clash) error {
	if err := a.tx.requireUndisputed(a.k, a.known.rec, a.known.heads, []journal.Change{{Field: f.N}}); err != nil {
		return err
	}
	head, ok := a.known.heads.Shown(f.N)
	if !ok {
		return errors.New("store: " + a.k.Name + "." + f.Name + " was written and has no head")
	}
	op, err := a.tx.operationAt(head)
	if err != nil {
		return err
	}
	name, err := a.tx.s.calledOnce(a.tx.ctx, op.User, map[app.ID]string{})
	if err != nil {
		return err
	}
	if a.sight.Fields = maps.Clone(a.sight.Fields); a.sight.Fields == nil {
		a.sight.Fields = map[string]string{}
	}
	a.sight.Fields[f.Name] = now
	at := a.tx.s.Moment(op.Wall).Format(time.RFC3339)
	var mine, theirs string
	switch {
	case len(clashes) > 0:
		mine, theirs = clashes[0].Mine, clashes[0].Theirs
	default:
		if mine, err = a.tx.sayOf(f, a.mine); err != nil {
			return err
		}
		if theirs, err = a.tx.sayOf(f, a.known.rec); err != nil {
			return err
		}
	}
	if mine == theirs { // what cannot be said, or not so that it can be told apart
		return app.Refuse("record.changed_list", "kind", a.k.Name, "field", f.Name, "who", name, "at", at)
	}
	return app.Refuse("record.changed", "kind", a.k.Name, "field", f.Name, "type", string(f.Meaning.Type), "words", f.Meaning.Words, "mine", mine, "theirs", theirs, "who", name, "at", at)
}

// requireUndisputed refuses with "conflict.open" a change of fields that people at several
// laptops left in dispute: only a person who has all its values before them settles
// it. See Settle.
func (tx *Tx) requireUndisputed(k *registry.Kind, rec any, heads *journal.Heads, changes []journal.Change) error {
	if len(changes) == 0 || !heads.Contested() {
		return nil
	}
	disputes, err := tx.conflicts(k, *k.ID(rec), heads)
	if err != nil {
		return err
	}
	for _, d := range disputes {
		for _, c := range changes {
			if f := k.ByN[d.Field]; f != nil && c.Field == d.Field {
				return app.Refuse("conflict.open", "kind", k.Name, "id", k.ID(rec).String(), "field", f.Name)
			}
		}
	}
	return nil
}
