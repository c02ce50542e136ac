package journal

import (
	"encoding/binary"
	"math"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"
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

// reader takes deterministic CBOR apart. After the first fault every method
// answers zero and moves no further.
type reader struct {
	in    []byte
	fault string
	left  int // bytes left where the fault lay
}

func (r *reader) fail(why string) {
	if r.fault == "" {
		r.fault, r.left, r.in = why, len(r.in), nil
	}
}

func (r *reader) faultAt(data []byte) int { return len(data) - r.left }

// value takes one CBOR item; null is no value.
func (r *reader) value() cbor.RawMessage {
	if len(r.in) > 0 && r.in[0] == cborNull {
		r.in = r.in[1:]
		return nil
	}
	return cbor.RawMessage(r.items(1))
}

// rest takes n pairs with keys above the known ones, ascending.
func (r *reader) rest(n uint64) []byte {
	start := r.in
	last := uint64(keysKnown - 1)
	for i := uint64(0); i < n && r.fault == ""; i++ {
		last = r.number(last+1, math.MaxUint32)
		r.skip(1, maxDepth)
	}
	return taken(start, r.in, r.fault)
}

// items takes n items as they stand.
func (r *reader) items(n uint64) []byte {
	start := r.in
	r.skip(n, maxDepth)
	return taken(start, r.in, r.fault)
}

// taken is the part of start that lies before left; nil for nothing.
func taken(start, left []byte, fault string) []byte {
	n := len(start) - len(left)
	if n == 0 || fault != "" {
		return nil
	}
	return start[:n:n]
}

func (r *reader) key(want uint64) {
	if r.head(majorUint) != want {
		r.fail("another key was due")
	}
}

func (r *reader) number(lowest, highest uint64) uint64 {
	n := r.head(majorUint)
	if n < lowest || n > highest {
		r.fail("number out of range")
		return 0
	}
	return n
}

func (r *reader) integer() int64 {
	if len(r.in) > 0 && r.in[0]&^31 == majorNint {
		return ^int64(r.limited(majorNint, math.MaxInt64))
	}
	return int64(r.limited(majorUint, math.MaxInt64))
}

func (r *reader) limited(major byte, highest uint64) uint64 {
	n := r.head(major)
	if n > highest {
		r.fail("number out of range")
		return 0
	}
	return n
}

func (r *reader) bytes(n uint64) []byte {
	if r.head(majorBytes) != n || uint64(len(r.in)) < n {
		r.fail("not that many bytes")
		return nil
	}
	b := r.in[:n]
	r.in = r.in[n:]
	return b
}

func (r *reader) text() string {
	n := r.head(majorText)
	if n > uint64(len(r.in)) || !utf8.Valid(r.in[:n]) {
		r.fail("not a text")
		return ""
	}
	t := string(r.in[:n])
	r.in = r.in[n:]
	return t
}

func (r *reader) bool() bool {
	if len(r.in) == 0 || (r.in[0] != cborTrue && r.in[0] != cborFalse) {
		r.fail("neither true nor false")
		return false
	}
	v := r.in[0] == cborTrue
	r.in = r.in[1:]
	return v
}

// head takes the head of an item of the given major type.
func (r *reader) head(major byte) uint64 {
	got, n := r.anyHead()
	if got != major {
		r.fail("another type was due")
		return 0
	}
	return n
}

// anyHead takes a head in its shortest form, of definite length. For major type
// 7 it answers what follows the head without judging its form.
func (r *reader) anyHead() (major byte, n uint64) {
	if len(r.in) == 0 {
		r.fail("it ends too early")
		return 0, 0
	}
	major, info := r.in[0]&^31, r.in[0]&31
	if info < 24 {
		r.in = r.in[1:]
		return major, uint64(info)
	}
	if info > 27 {
		r.fail("indefinite length")
		return 0, 0
	}
	size := 1 << (info - 24)
	if len(r.in) < 1+size {
		r.fail("it ends too early")
		return 0, 0
	}
	for _, b := range r.in[1 : 1+size] {
		n = n<<8 | uint64(b)
	}
	if major != majorOther && n < shortest[info-24] {
		r.fail("not the shortest form")
		return 0, 0
	}
	r.in = r.in[1+size:]
	return major, n
}

// shortest is the smallest number that a head of 1, 2, 4, 8 bytes may carry.
var shortest = [4]uint64{24, 1 << 8, 1 << 16, 1 << 32}

// maxDepth is how deep values may be nested.
const maxDepth = 32

// skip moves over n items: well-formed, definite lengths, shortest heads, map
// keys ascending bytewise, text in UTF-8. (Floats are not judged: no field of
// the registry is one.)
func (r *reader) skip(n uint64, depth int) {
	if depth == 0 {
		r.fail("nested too deep")
	}
	for ; n > 0 && r.fault == ""; n-- {
		if len(r.in) == 0 {
			r.fail("it ends too early")
			return
		}
		first := r.in[0]
		major, v := r.anyHead()
		switch major {
		case majorBytes, majorText:
			if v > uint64(len(r.in)) {
				r.fail("it ends too early")
				return
			}
			if major == majorText && !utf8.Valid(r.in[:v]) {
				r.fail("not UTF-8")
				return
			}
			r.in = r.in[v:]
		case majorArray:
			r.skip(v, depth-1)
		case majorMap:
			r.skipMap(v, depth-1)
		case majorTag:
			r.skip(1, depth-1)
		case majorOther:
			if first == majorOther|24 && v < 32 {
				r.fail("a simple value in two bytes")
			}
		}
	}
}

func (r *reader) skipMap(n uint64, depth int) {
	var last []byte
	for i := uint64(0); i < n && r.fault == ""; i++ {
		start := r.in
		r.skip(1, depth)
		key := taken(start, r.in, r.fault)
		if string(last) >= string(key) { // before the first there is none
			r.fail("map keys out of order")
		}
		last = key
		r.skip(1, depth)
	}
}

// countItems is how many well-formed items b holds; false where it holds others.
func countItems(b []byte) (n int, ok bool) {
	r := reader{in: b}
	for len(r.in) > 0 {
		r.skip(1, maxDepth)
		n++
	}
	return n, r.fault == ""
}
