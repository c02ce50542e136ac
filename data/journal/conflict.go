package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"github.com/fxamacker/cbor/v2"
)

// Disputed is one conflict: a field whose heads differ where its policy wants a
// person to say which holds, or (Field is Whole) a record that one deleted and
// another edited. It is derived from the heads alone, so every laptop with the
// same operations derives the same, and nothing about it is written anywhere
// until a person settles it by an operation whose base is all heads: a Resolve
// of the field, or a Delete or Undelete of the record.
type Disputed struct {
	Field  uint16
	ID     [16]byte // equal on every laptop; see DisputeID
	Opened Stamp    // of the second head: since when they differ
	Sides  []Side   // what is shown first, then the newest first
}

// Side is one of the values of a dispute and whose it is. In a dispute about the
// Whole, the first side are the edits that the deleters had not seen (what is
// visible), the second the deletions; neither has a value.
type Side struct {
	Value cbor.RawMessage
	Heads []Head // newest first
}

// DisputeID is the identity of a dispute between these heads of a field (for a
// dispute about the Whole, the heads of Whole). The operation that settles it
// names the same dots as its base, so Settled finds it again.
func DisputeID(field uint16, dots []Dot) [16]byte {
	dots = slices.SortedFunc(slices.Values(dots), Dot.Compare)
	b := append([]byte(nil), "keyday dispute 1\x00"...)
	b = binary.BigEndian.AppendUint16(b, field)
	for _, d := range dots {
		b = append(b, d.Stream[:]...)
		b = binary.BigEndian.AppendUint64(b, d.Seq)
	}
	sum := sha256.Sum256(b)
	return [16]byte(sum[:16])
}

// Conflicts lists the disputes of one record, by field; value reads what the
// operations wrote, and is asked only where a field has several heads.
func Conflicts(kind uint16, h *Heads, rules Rules, value Values) ([]Disputed, error) {
	var all []Disputed
	if d, ok := h.wholeDispute(); ok {
		all = append(all, d)
	}
	for _, field := range h.contested() {
		rule := rules(kind, field)
		if !rule.disputes() {
			continue
		}
		heads, err := valuesOf(h, field, value)
		if err != nil {
			return nil, err
		}
		if sides := sidesOf(heads, rule); len(sides) > 1 {
			all = append(all, disputed(field, sides))
		}
	}
	return all, nil
}

func (r FieldRule) disputes() bool {
	return r.Policy == Conflict || r.Policy == Ladder || r.Policy == Immutable
}

// contested lists the fields with several heads, without Whole.
func (h *Heads) contested() []uint16 {
	var once, twice fieldSet
	for i := range h.live {
		for _, f := range h.live[i].fields {
			if f != Whole && once.has(f) {
				twice = twice.with(f)
			}
			once = once.with(f)
		}
	}
	return twice
}

// sidesOf groups heads by equal values, the shown one first.
func sidesOf(heads []held, rule FieldRule) []Side {
	shown := pick(heads, rule)
	slices.SortFunc(heads, func(a, b held) int { return b.newer(a.Head) })
	sides := []Side{{Value: shown.value}}
	for _, head := range heads {
		i := slices.IndexFunc(sides, func(s Side) bool { return bytes.Equal(s.Value, head.value) })
		if i < 0 {
			i = len(sides)
			sides = append(sides, Side{Value: head.value})
		}
		sides[i].Heads = append(sides[i].Heads, head.Head)
	}
	return sides
}

func disputed(field uint16, sides []Side) Disputed {
	var dots []Dot
	for _, s := range sides {
		for _, h := range s.Heads {
			dots = append(dots, h.Dot)
		}
	}
	return Disputed{Field: field, ID: DisputeID(field, dots), Opened: opened(sides), Sides: sides}
}

// opened is the second smallest stamp.
func opened(sides []Side) Stamp {
	var stamps []Stamp
	for _, s := range sides {
		for _, h := range s.Heads {
			stamps = append(stamps, h.Stamp)
		}
	}
	slices.Sort(stamps)
	return stamps[1]
}

// wholeDispute is "deleted by one, edited by another".
func (h *Heads) wholeDispute() (Disputed, bool) {
	if len(h.tombs) == 0 {
		return Disputed{}, false
	}
	edits := h.unseenByDeleters()
	if len(edits) == 0 {
		return Disputed{}, false
	}
	var deletions []Head
	for _, head := range h.Of(Whole) {
		if h.isTomb(head.Dot) {
			deletions = append(deletions, head)
		}
	}
	newestFirst := func(a, b Head) int { return b.newer(a) }
	slices.SortFunc(edits, newestFirst)
	slices.SortFunc(deletions, newestFirst)
	sides := []Side{{Heads: edits}, {Heads: deletions}}
	return Disputed{Field: Whole, ID: DisputeID(Whole, h.Base(Whole)), Opened: opened(sides), Sides: sides}, true
}

// Settled lists the disputes that an operation settles, by identity: so a closed
// conflict is found in the history for as long as the operations are kept. A
// second person who settles the same dispute without having seen the first
// answers the same identity, and both answers are heads again.
func Settled(op *Op) [][16]byte {
	var ids [][16]byte
	for i := range op.Changes {
		c := &op.Changes[i]
		whole := c.Field == Whole && len(c.Base) > 0 && (op.Verb == Delete || op.Verb == Undelete)
		if whole || op.Verb == Resolve && len(c.Base) > 1 {
			ids = append(ids, DisputeID(c.Field, c.Base))
		}
	}
	return ids
}
