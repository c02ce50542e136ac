// Package journal is the append-only record of every change, and how records of
// several laptops become one: operations and their exact bytes, the hybrid clock,
// the heads of each record, conflicts, the hash chain and its verification.
//
// It is pure: no SQL, no files, no clock of its own. data/store persists what is
// computed here, data/sync carries it. It imports app and the CBOR library's
// type for raw values.
//
// The rules, in one paragraph. Every operation has a dot (stream, seq). Each
// changed field names the dots that its author saw and replaced. What nobody
// knowingly replaced stays a head. One head is the value; of several the field's
// policy says which is shown and whether a person must settle it. Clocks decide
// only what is shown first, never what is lost. The state is a function of the
// set of operations alone: order, repetition and gaps do not matter.
package journal

import (
	"bytes"
	"cmp"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// Stream names what one device wrote in one epoch. A restored backup or a cloned
// disk opens a new epoch, so that no dot is ever given twice.
type Stream [16]byte

// StreamOf is the first 16 bytes of SHA-256(public key || epoch, big-endian).
func StreamOf(pub ed25519.PublicKey, epoch uint32) Stream {
	b := binary.BigEndian.AppendUint32(append([]byte(nil), pub...), epoch)
	sum := sha256.Sum256(b)
	return Stream(sum[:16])
}

// String is 32 hex digits.
func (s Stream) String() string { return hex.EncodeToString(s[:]) }

// Dot names one operation for ever: the seq-th of its stream, counted from 1
// without gaps.
type Dot struct {
	Stream Stream
	Seq    uint64
}

// Compare orders dots by stream, then by sequence; only an order, not a time.
func (d Dot) Compare(other Dot) int {
	if c := bytes.Compare(d.Stream[:], other.Stream[:]); c != 0 {
		return c
	}
	return cmp.Compare(d.Seq, other.Seq)
}

// String is short and for logs: 8 hex digits of the stream, then the sequence.
func (d Dot) String() string { return fmt.Sprintf("%x-%d", d.Stream[:4], d.Seq) }
