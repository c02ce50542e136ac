package journal

import (
	"cmp"
	"slices"
)

// Head is an operation that nobody has knowingly replaced in some field.
type Head struct {
	Dot
	Stamp Stamp
}

// newer orders heads by what is shown first: stamp, then stream, then sequence.
func (h Head) newer(other Head) int {
	if c := cmp.Compare(h.Stamp, other.Stamp); c != 0 {
		return c
	}
	return h.Dot.Compare(other.Dot)
}

// Heads is the merge state of one record: which operations stand in which of its
// fields. Values are not in it; they stay in the operations.
//
// It is a function of the set of operations that were applied, whatever their
// order and number: two laptops with the same operations have equal Heads, to
// the byte of AppendBinary under equal stream numbers. The zero value is a
// record of which nothing is known.
type Heads struct {
	live  []writer // operations that are the head of some field, ascending
	gone  []Dot    // operations that came and are the head of no field, ascending
	early []claim  // replaced before they came, ascending
	tombs []tomb   // which heads of Whole are deletions, ascending
}

// writer is an operation and the fields that it is a head of.
type writer struct {
	Head
	fields fieldSet // not empty
}

// claim names fields of one operation.
type claim struct {
	dot    Dot
	fields fieldSet // not empty
}

// tomb is a deletion, and which heads its author saw: those that still are
// heads, and those that have not come yet.
type tomb struct {
	dot   Dot
	cover []claim // ascending
}

// Apply merges one operation on the record. It does nothing where the operation
// was applied before.
func (h *Heads) Apply(op *Op) {
	if h.Seen(op.Dot) {
		return
	}
	tombstone := op.Verb == Delete
	stands := make(fieldSet, 0, len(op.Changes)+1)
	if tombstone || op.Verb == Undelete {
		stands = append(stands, Whole)
	}
	var cover []claim
	for i := range op.Changes {
		c := &op.Changes[i]
		if tombstone && c.Field != Whole { // values stay; they are deleted with the whole
			for _, d := range c.Base {
				cover = addClaim(cover, d, c.Field)
			}
			continue
		}
		for _, d := range c.Base {
			h.replace(d, c.Field)
		}
		stands = stands.with(c.Field)
	}
	if i, ok := findClaim(h.early, op.Dot); ok {
		for _, f := range h.early[i].fields {
			stands = stands.without(f)
		}
		h.early = slices.Delete(h.early, i, i+1)
	}
	if len(stands) == 0 {
		h.bury(op.Dot)
	} else {
		i, _ := h.find(op.Dot)
		h.live = slices.Insert(h.live, i, writer{Head{op.Dot, op.Stamp}, stands})
	}
	for i := range h.tombs {
		h.tombs[i].cover = h.stillCovered(h.tombs[i].cover, op.Dot)
	}
	if tombstone && stands.has(Whole) {
		h.addTomb(op.Dot, cover)
	}
}

// replace takes the dot's head of the field away, or remembers to.
func (h *Heads) replace(d Dot, field uint16) {
	i, ok := h.find(d)
	if !ok {
		if _, gone := slices.BinarySearchFunc(h.gone, d, Dot.Compare); !gone {
			h.early = addClaim(h.early, d, field)
		}
		return
	}
	w := &h.live[i]
	w.fields = w.fields.without(field)
	if len(w.fields) == 0 {
		h.live = slices.Delete(h.live, i, i+1)
		h.bury(d)
	}
	if field == Whole {
		h.tombs = slices.DeleteFunc(h.tombs, func(t tomb) bool { return t.dot == d })
	}
	for i := range h.tombs {
		h.tombs[i].cover = dropClaim(h.tombs[i].cover, d, field)
	}
}

func (h *Heads) bury(d Dot) {
	i, _ := slices.BinarySearchFunc(h.gone, d, Dot.Compare)
	h.gone = slices.Insert(h.gone, i, d)
}

// addTomb keeps of what the deleter saw only what can still matter.
func (h *Heads) addTomb(d Dot, cover []claim) {
	seen := make([]Dot, len(cover))
	for i, c := range cover {
		seen[i] = c.dot
	}
	for _, s := range seen {
		if h.Seen(s) {
			cover = h.stillCovered(cover, s)
		}
	}
	i, _ := slices.BinarySearchFunc(h.tombs, d, func(t tomb, d Dot) int { return t.dot.Compare(d) })
	h.tombs = slices.Insert(h.tombs, i, tomb{d, cover})
}

// stillCovered drops from cover the fields that d, which has come, is no head of.
func (h *Heads) stillCovered(cover []claim, d Dot) []claim {
	i, ok := findClaim(cover, d)
	if !ok {
		return cover
	}
	var stands fieldSet
	if j, ok := h.find(d); ok {
		stands = h.live[j].fields
	}
	cover[i].fields = slices.DeleteFunc(cover[i].fields, func(f uint16) bool { return !stands.has(f) })
	if len(cover[i].fields) == 0 {
		cover = slices.Delete(cover, i, i+1)
	}
	return cover
}

// Known reports whether any operation on the record was applied.
func (h *Heads) Known() bool { return len(h.live) > 0 || len(h.gone) > 0 }

// Seen reports whether the operation was applied.
func (h *Heads) Seen(d Dot) bool {
	if _, ok := h.find(d); ok {
		return true
	}
	_, ok := slices.BinarySearchFunc(h.gone, d, Dot.Compare)
	return ok
}

// Fields lists the fields that have heads, ascending, without Whole.
func (h *Heads) Fields() []uint16 {
	var all fieldSet
	for i := range h.live {
		for _, f := range h.live[i].fields {
			all = all.with(f)
		}
	}
	return all.without(Whole)
}

// Of lists the heads of a field, ascending by dot; of Whole, the deletions and
// undeletions that stand.
func (h *Heads) Of(field uint16) []Head {
	var heads []Head
	for i := range h.live {
		if h.live[i].fields.has(field) {
			heads = append(heads, h.live[i].Head)
		}
	}
	return heads
}

// Shown is the newest head of a field; false where it has none. For what is shown
// under a field's policy see Value.
func (h *Heads) Shown(field uint16) (Dot, bool) {
	var newest *Head
	for i := range h.live {
		if w := &h.live[i]; w.fields.has(field) && (newest == nil || w.newer(*newest) > 0) {
			newest = &w.Head
		}
	}
	if newest == nil {
		return Dot{}, false
	}
	return newest.Dot, true
}

// Base is what an edit of the field made here replaces: every head that is known
// here. See BaseUnder for fields that are not replaced as one.
func (h *Heads) Base(field uint16) []Dot {
	var dots []Dot
	for i := range h.live {
		if h.live[i].fields.has(field) {
			dots = append(dots, h.live[i].Dot)
		}
	}
	return dots
}

// BaseUnder is Base as the field's policy wants it: adding to a set replaces
// nothing, and a counter replaces its own laptop's count only.
func (h *Heads) BaseUnder(rule FieldRule, own Stream, field uint16) []Dot {
	switch rule.Policy {
	case SetAdd:
		return nil
	case CounterSum:
		return slices.DeleteFunc(h.Base(field), func(d Dot) bool { return d.Stream != own })
	}
	return h.Base(field)
}

// Deleted reports whether the record was deleted and everything that stands in it
// was seen by who deleted it. An edit or an undeletion that nobody who deleted
// the record had seen keeps it visible, and is a conflict.
func (h *Heads) Deleted() bool {
	return len(h.tombs) > 0 && len(h.unseenByDeleters()) == 0
}

// unseenByDeleters lists the heads that no standing deletion knew.
func (h *Heads) unseenByDeleters() []Head {
	var unseen []Head
	for i := range h.live {
		w := &h.live[i]
		for _, f := range w.fields {
			if f == Whole && h.isTomb(w.Dot) || f != Whole && h.covered(w.Dot, f) {
				continue
			}
			unseen = append(unseen, w.Head)
			break
		}
	}
	return unseen
}

func (h *Heads) isTomb(d Dot) bool {
	return slices.ContainsFunc(h.tombs, func(t tomb) bool { return t.dot == d })
}

func (h *Heads) covered(d Dot, field uint16) bool {
	for i := range h.tombs {
		if j, ok := findClaim(h.tombs[i].cover, d); ok && h.tombs[i].cover[j].fields.has(field) {
			return true
		}
	}
	return false
}

// DeleteBase is the changes of a Delete: all that the deleter sees.
func (h *Heads) DeleteBase() []Change {
	changes := []Change{{Field: Whole, Base: h.Base(Whole)}}
	for _, f := range h.Fields() {
		changes = append(changes, Change{Field: f, Base: h.Base(f)})
	}
	return changes
}

// UndeleteBase is the changes of an Undelete: the deletions that it takes back.
func (h *Heads) UndeleteBase() []Change {
	return []Change{{Field: Whole, Base: h.Base(Whole)}}
}

// Equal reports whether both know the same operations and heads.
func (h *Heads) Equal(other *Heads) bool {
	return slices.EqualFunc(h.live, other.live, func(a, b writer) bool {
		return a.Head == b.Head && slices.Equal(a.fields, b.fields)
	}) && slices.Equal(h.gone, other.gone) && equalClaims(h.early, other.early) &&
		slices.EqualFunc(h.tombs, other.tombs, func(a, b tomb) bool {
			return a.dot == b.dot && equalClaims(a.cover, b.cover)
		})
}

// Contested reports whether any field has several heads, or the record has
// deletions: whether Conflicts could list anything.
func (h *Heads) Contested() bool {
	return len(h.tombs) > 0 || len(h.live) > 1 && len(h.contested()) > 0
}

// find answers where the dot stands among the live, or would.
func (h *Heads) find(d Dot) (int, bool) {
	return slices.BinarySearchFunc(h.live, d, func(w writer, d Dot) int { return w.Dot.Compare(d) })
}
