package journal

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
)

// The form of Heads in the store. It is the store's own: streams are the short
// numbers of that one database, so it is never hashed and never sent.
//
//	flags  version in the upper nibble; which of the optional lists follow
//	live   count, then per operation: dot, stamp, fields
//	gone   count, dots
//	early  count, then dot and fields
//	tombs  count, then dot and cover: 0 for "every head of a field", else 1 + count, dots and fields
//
// Numbers are uvarints. A dot is stream number and sequence; a stamp is 6 bytes
// of milliseconds and the counter.
const (
	headsVersion = 1 << 4

	hasGone  = 1
	hasEarly = 2
	hasTombs = 4
)

// AppendBinary appends the compact form of h to dst; number gives a stream's
// short number. A record freshly made by one operation takes about 16 bytes.
func (h *Heads) AppendBinary(dst []byte, number func(Stream) uint32) []byte {
	flags := byte(headsVersion)
	if len(h.gone) > 0 {
		flags |= hasGone
	}
	if len(h.early) > 0 {
		flags |= hasEarly
	}
	if len(h.tombs) > 0 {
		flags |= hasTombs
	}
	e := headsEncoder{append(dst, flags), number}
	e.uint(uint64(len(h.live)))
	for i := range h.live {
		w := &h.live[i]
		e.dot(w.Dot)
		e.stamp(w.Stamp)
		e.fields(w.fields)
	}
	if len(h.gone) > 0 {
		e.uint(uint64(len(h.gone)))
		for _, d := range h.gone {
			e.dot(d)
		}
	}
	if len(h.early) > 0 {
		e.uint(uint64(len(h.early)))
		e.claims(h.early)
	}
	if len(h.tombs) > 0 {
		e.uint(uint64(len(h.tombs)))
		everything := h.everyField()
		for _, t := range h.tombs {
			e.dot(t.dot)
			if equalClaims(t.cover, everything) {
				e.uint(0)
				continue
			}
			e.uint(1 + uint64(len(t.cover)))
			e.claims(t.cover)
		}
	}
	return e.out
}

// everyField is what a deletion covers whose author saw all heads that stand.
func (h *Heads) everyField() []claim {
	all := make([]claim, 0, len(h.live))
	for i := range h.live {
		fields := h.live[i].fields
		if fields[0] == Whole {
			fields = fields[1:]
		}
		if len(fields) > 0 {
			all = append(all, claim{h.live[i].Dot, slices.Clone(fields)})
		}
	}
	return all
}

type headsEncoder struct {
	out    []byte
	number func(Stream) uint32
}

func (e *headsEncoder) uint(n uint64) { e.out = binary.AppendUvarint(e.out, n) }

func (e *headsEncoder) dot(d Dot) {
	e.uint(uint64(e.number(d.Stream)))
	e.uint(d.Seq)
}

func (e *headsEncoder) stamp(s Stamp) {
	ms := uint64(s) >> counterBits
	e.out = append(e.out, byte(ms>>40), byte(ms>>32), byte(ms>>24), byte(ms>>16), byte(ms>>8), byte(ms))
	e.uint(uint64(s) & (1<<counterBits - 1))
}

func (e *headsEncoder) claims(claims []claim) {
	for _, c := range claims {
		e.dot(c.dot)
		e.fields(c.fields)
	}
}

// fields writes a set as runs or as a bitmap, whichever is shorter:
// 2 × runs, then per run the distance from the end of the one before and its
// length - 1; or 2 × bytes + 1, then a bitmap from field 0 on.
func (e *headsEncoder) fields(s fieldSet) {
	start := len(e.out)
	runs := 0
	for i := range s {
		if i == 0 || s[i] != s[i-1]+1 {
			runs++
		}
	}
	e.uint(uint64(2 * runs))
	end := 0
	for i := 0; i < len(s); {
		j := i + 1
		for j < len(s) && s[j] == s[j-1]+1 {
			j++
		}
		e.uint(uint64(int(s[i]) - end))
		e.uint(uint64(j - i - 1))
		end = int(s[j-1]) + 1
		i = j
	}
	size := int(s[len(s)-1])/8 + 1
	if 1+size >= len(e.out)-start || size > 63 {
		return
	}
	e.out = append(e.out[:start], byte(2*size+1))
	bits := len(e.out)
	e.out = append(e.out, make([]byte, size)...)
	for _, f := range s {
		e.out[bits+int(f)/8] |= 1 << (f % 8)
	}
}

// ErrHeads is why UnmarshalBinary refused its input, and left h empty.
var ErrHeads = errors.New("journal: damaged heads")

// UnmarshalBinary reads what AppendBinary wrote; stream gives back the stream of
// a short number, or the zero Stream for one that it does not know.
func (h *Heads) UnmarshalBinary(data []byte, stream func(uint32) Stream) error {
	d := headsDecoder{in: data, stream: stream, budget: 1 << 20}
	*h = Heads{}
	flags := d.byte()
	if flags&^(hasGone|hasEarly|hasTombs) != headsVersion {
		return ErrHeads
	}
	n := d.count()
	h.live = make([]writer, 0, n)
	for i := 0; i < n; i++ {
		w := writer{Head: Head{Dot: d.dot(), Stamp: d.stamp()}, fields: d.fields()}
		d.ascending(i == 0 || h.live[i-1].Dot.Compare(w.Dot) < 0)
		h.live = append(h.live, w)
	}
	if flags&hasGone != 0 {
		n := d.count()
		h.gone = make([]Dot, 0, n)
		for i := 0; i < n; i++ {
			dot := d.dot()
			d.ascending(i == 0 || h.gone[i-1].Compare(dot) < 0)
			h.gone = append(h.gone, dot)
		}
	}
	if flags&hasEarly != 0 {
		h.early = d.claims(d.count())
	}
	if flags&hasTombs != 0 {
		h.readTombs(&d)
	}
	if d.bad || len(d.in) > 0 {
		*h = Heads{}
		return ErrHeads
	}
	return nil
}

func (h *Heads) readTombs(d *headsDecoder) {
	n := d.count()
	for i := 0; i < n && !d.bad; i++ {
		t := tomb{dot: d.dot()}
		d.ascending(i == 0 || h.tombs[i-1].dot.Compare(t.dot) < 0)
		if k := d.count(); k == 0 {
			t.cover = h.everyField()
		} else {
			t.cover = d.claims(k - 1)
		}
		h.tombs = append(h.tombs, t)
	}
}

// headsDecoder takes numbers off a buffer; after the first fault it answers zeros.
type headsDecoder struct {
	in     []byte
	stream func(uint32) Stream
	budget int // fields that may still come: a few damaged bytes must not fill the memory
	bad    bool
}

func (d *headsDecoder) fail() { d.in, d.bad = nil, true }

func (d *headsDecoder) ascending(ok bool) {
	if !ok {
		d.fail()
	}
}

func (d *headsDecoder) byte() byte {
	if len(d.in) == 0 {
		d.fail()
		return 0
	}
	b := d.in[0]
	d.in = d.in[1:]
	return b
}

func (d *headsDecoder) uint(highest uint64) uint64 {
	v, n := binary.Uvarint(d.in)
	if n <= 0 || v > highest {
		d.fail()
		return 0
	}
	d.in = d.in[n:]
	return v
}

// count is how many things follow; each takes at least one byte.
func (d *headsDecoder) count() int { return int(d.uint(uint64(len(d.in)))) }

func (d *headsDecoder) dot() Dot {
	dot := Dot{d.stream(uint32(d.uint(math.MaxUint32))), d.uint(math.MaxInt64)}
	if dot.Seq == 0 || dot.Stream == (Stream{}) {
		d.fail()
	}
	return dot
}

func (d *headsDecoder) stamp() Stamp {
	var ms uint64
	for range 6 {
		ms = ms<<8 | uint64(d.byte())
	}
	return Stamp(ms<<counterBits | d.uint(1<<counterBits-1))
}

func (d *headsDecoder) claims(n int) []claim {
	var claims []claim
	for i := 0; i < n && !d.bad; i++ {
		c := claim{d.dot(), d.fields()}
		d.ascending(i == 0 || claims[i-1].dot.Compare(c.dot) < 0)
		claims = append(claims, c)
	}
	return claims
}

func (d *headsDecoder) fields() fieldSet {
	n := d.uint(2 * math.MaxUint16)
	var s fieldSet
	if n%2 == 1 {
		for i := range int(n / 2) {
			b := d.byte()
			for bit := range 8 {
				if b&(1<<bit) != 0 {
					s = append(s, uint16(8*i+bit))
				}
			}
		}
	} else {
		end := uint64(0)
		for range n / 2 {
			first := end + d.uint(math.MaxUint16)
			end = first + 1 + d.uint(math.MaxUint16)
			d.budget -= int(end - first)
			if end > 1<<16 || d.budget < 0 || d.bad {
				d.fail()
				return nil
			}
			for f := first; f < end; f++ {
				s = append(s, uint16(f))
			}
		}
	}
	if len(s) == 0 {
		d.fail()
	}
	return s
}
