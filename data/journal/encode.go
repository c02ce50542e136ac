package journal

import (
	"encoding/binary"
	"fmt"
	"slices"
)

// CBOR major types.
const (
	majorUint  = 0
	majorNint  = 1 << 5
	majorBytes = 2 << 5
	majorText  = 3 << 5
	majorArray = 4 << 5
	majorMap   = 5 << 5
	majorTag   = 6 << 5
	majorOther = 7 << 5

	cborFalse = 0xf4
	cborTrue  = 0xf5
	cborNull  = 0xf6
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

func appendInt(dst []byte, v int64) []byte {
	if v < 0 {
		return appendHead(dst, majorNint, uint64(^v))
	}
	return appendHead(dst, majorUint, uint64(v))
}

func cborBool(v bool) byte {
	if v {
		return cborTrue
	}
	return cborFalse
}

// appendHead appends the head of a CBOR item in its shortest form.
func appendHead(dst []byte, major byte, n uint64) []byte {
	switch {
	case n < 24:
		return append(dst, major|byte(n))
	case n < 1<<8:
		return append(dst, major|24, byte(n))
	case n < 1<<16:
		return binary.BigEndian.AppendUint16(append(dst, major|25), uint16(n))
	case n < 1<<32:
		return binary.BigEndian.AppendUint32(append(dst, major|26), uint32(n))
	}
	return binary.BigEndian.AppendUint64(append(dst, major|27), n)
}
