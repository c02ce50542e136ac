package journal

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// The keys of an operation, all always there, in this order. A newer Keyday adds
// keys after these; they are kept in Rest.
const (
	keyStream = iota
	keySeq
	keyStamp
	keyWall
	keyAction
	keyName
	keyLast
	keyVerb
	keyKind
	keyID
	keyUser
	keySchema
	keyChanges
	keysKnown
)

// changeItems is how many items a change has: field, value, base. A newer Keyday
// adds items after these.
const changeItems = 3

// Bytes is the operation in deterministic CBOR: what is hashed, stored and sent.
func (o *Op) Bytes() []byte {
	n := 128 + len(o.Name) + len(o.Rest)
	for i := range o.Changes {
		c := &o.Changes[i]
		n += 8 + len(c.Value) + 28*len(c.Base) + len(c.Rest)
	}
	return o.AppendBytes(make([]byte, 0, n))
}

// AppendBytes appends Bytes to dst. Changes and bases that are not in order are
// put in order; two changes of one field, or a name that its place in the action does
// not call for, are a mistake of the program and panic, for such an operation could
// never be read again.
func (o *Op) AppendBytes(dst []byte) []byte {
	extra, ok := countItems(o.Rest)
	if !ok || extra%2 != 0 {
		panic(fmt.Sprintf("journal: operation %v with a damaged rest", o.Dot))
	}
	if !o.named() {
		panic(fmt.Sprintf("journal: operation %v of action %d is called %q", o.Dot, o.Action, o.Name))
	}
	dst = appendHead(dst, majorMap, keysKnown+uint64(extra/2))
	dst = append(dst, keyStream, majorBytes|16)
	dst = append(dst, o.Stream[:]...)
	dst = appendHead(append(dst, keySeq), majorUint, o.Seq)
	dst = appendHead(append(dst, keyStamp), majorUint, uint64(o.Stamp))
	dst = appendInt(append(dst, keyWall), o.Wall)
	dst = appendHead(append(dst, keyAction), majorUint, o.Action)
	dst = append(appendHead(append(dst, keyName), majorText, uint64(len(o.Name))), o.Name...)
	dst = append(dst, keyLast, cborBool(o.Last))
	dst = appendHead(append(dst, keyVerb), majorUint, uint64(o.Verb))
	dst = appendHead(append(dst, keyKind), majorUint, uint64(o.Kind))
	dst = append(dst, keyID, majorBytes|16)
	dst = append(dst, o.ID[:]...)
	dst = append(dst, keyUser, majorBytes|16)
	dst = append(dst, o.User[:]...)
	dst = appendHead(append(dst, keySchema), majorUint, uint64(o.Schema))
	dst = appendHead(append(dst, keyChanges), majorArray, uint64(len(o.Changes)))
	for _, c := range inOrder(o.Changes) {
		dst = o.appendChange(dst, c)
	}
	return append(dst, o.Rest...)
}

func (o *Op) appendChange(dst []byte, c Change) []byte {
	extra, ok := countItems(c.Rest)
	if !ok {
		panic(fmt.Sprintf("journal: operation %v with a damaged change", o.Dot))
	}
	dst = appendHead(dst, majorArray, changeItems+uint64(extra))
	dst = appendHead(dst, majorUint, uint64(c.Field))
	if len(c.Value) == 0 {
		dst = append(dst, cborNull)
	} else {
		dst = append(dst, c.Value...)
	}
	base := c.Base
	if !ascending(base) {
		base = slices.Clone(base)
		slices.SortFunc(base, Dot.Compare)
		base = slices.Compact(base)
	}
	dst = appendHead(dst, majorArray, uint64(len(base)))
	for _, d := range base {
		// The operation's own stream goes without saying.
		if d.Stream != o.Stream {
			dst = append(dst, majorArray|2, majorBytes|16)
			dst = append(dst, d.Stream[:]...)
		}
		dst = appendHead(dst, majorUint, d.Seq)
	}
	return append(dst, c.Rest...)
}

// inOrder is the changes ascending by field.
func inOrder(changes []Change) []Change {
	byField := func(a, b Change) int { return int(a.Field) - int(b.Field) }
	if !slices.IsSortedFunc(changes, byField) {
		changes = slices.Clone(changes)
		slices.SortFunc(changes, byField)
	}
	for i := 1; i < len(changes); i++ {
		if changes[i-1].Field == changes[i].Field {
			panic(fmt.Sprintf("journal: two changes of field %d in one operation", changes[i].Field))
		}
	}
	return changes
}

func ascending(dots []Dot) bool {
	for i := 1; i < len(dots); i++ {
		if dots[i-1].Compare(dots[i]) >= 0 {
			return false
		}
	}
	return true
}

// MaxOp is the size of the largest operation that is read, in bytes. Files are
// not carried in operations; what is larger is not an operation.
const MaxOp = 16 << 20

// ErrNotAnOp is why DecodeOp refused its input; the error says more.
var ErrNotAnOp = errors.New("journal: not an operation")

// DecodeOp reads what Bytes wrote. It takes nothing else: whatever it accepts has
// exactly one encoding, so that Bytes gives the same bytes again, with whatever a
// newer Keyday has added. The values share memory with data.
func DecodeOp(data []byte) (Op, error) {
	if len(data) > MaxOp {
		return Op{}, fmt.Errorf("%w: %d bytes", ErrNotAnOp, len(data))
	}
	r := reader{in: data}
	o := r.op()
	if r.fault == "" && len(r.in) > 0 {
		r.fail("bytes after the end")
	}
	if r.fault != "" {
		return Op{}, fmt.Errorf("%w: %s at byte %d", ErrNotAnOp, r.fault, r.faultAt(data))
	}
	return o, nil
}

func (r *reader) op() (o Op) {
	pairs := r.head(majorMap)
	if pairs < keysKnown {
		r.fail("keys are missing")
	}
	r.key(keyStream)
	copy(o.Stream[:], r.bytes(16))
	r.key(keySeq)
	o.Seq = r.number(1, math.MaxInt64)
	r.key(keyStamp)
	o.Stamp = Stamp(r.number(0, math.MaxInt64))
	r.key(keyWall)
	o.Wall = r.integer()
	r.key(keyAction)
	o.Action = r.number(1, max(o.Seq, 1))
	r.key(keyName)
	o.Name = r.text()
	if !o.named() && r.fault == "" {
		r.fail("a name where none is due, or none where one is")
	}
	r.key(keyLast)
	o.Last = r.bool()
	r.key(keyVerb)
	o.Verb = Verb(r.number(1, math.MaxUint8))
	r.key(keyKind)
	o.Kind = uint16(r.number(0, math.MaxUint16))
	r.key(keyID)
	copy(o.ID[:], r.bytes(16))
	r.key(keyUser)
	copy(o.User[:], r.bytes(16))
	r.key(keySchema)
	o.Schema = uint16(r.number(0, math.MaxUint16))
	r.key(keyChanges)
	o.Changes = r.changes(&o)
	o.Rest = r.rest(pairs - keysKnown)
	return o
}

func (r *reader) changes(o *Op) []Change {
	n := r.head(majorArray)
	if n == 0 { // also after a fault
		return nil
	}
	const smallest = 1 + changeItems // bytes of a change without value and base
	all := make([]Change, 0, min(n, uint64(len(r.in)/smallest)))
	for i := uint64(0); i < n && r.fault == ""; i++ {
		items := r.head(majorArray)
		if items < changeItems {
			r.fail("a change lacks items")
		}
		var c Change
		c.Field = uint16(r.number(0, math.MaxUint16))
		if i > 0 && c.Field <= all[i-1].Field {
			r.fail("changes out of order")
		}
		c.Value = r.value()
		c.Base = r.base(o)
		c.Rest = r.items(items - changeItems)
		all = append(all, c)
	}
	return all
}

func (r *reader) base(o *Op) []Dot {
	n := r.head(majorArray)
	if n == 0 { // also after a fault
		return nil
	}
	dots := make([]Dot, 0, min(n, uint64(len(r.in))))
	for i := uint64(0); i < n && r.fault == ""; i++ {
		d := Dot{Stream: o.Stream}
		if len(r.in) > 0 && r.in[0]&^31 == majorArray {
			if r.head(majorArray) != 2 {
				r.fail("not a dot")
			}
			copy(d.Stream[:], r.bytes(16))
			if d.Stream == o.Stream {
				r.fail("own stream written out")
			}
			d.Seq = r.number(1, math.MaxInt64)
		} else { // of its own stream an operation can only know earlier ones
			d.Seq = r.number(1, o.Seq-1)
		}
		if i > 0 && dots[i-1].Compare(d) >= 0 {
			r.fail("base out of order")
		}
		dots = append(dots, d)
	}
	return dots
}
