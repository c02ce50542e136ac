package app

import (
	"encoding/binary"
	"encoding/hex"
	"io"
	"time"

	"github.com/google/uuid"
)

// ID names one record for life: 16 bytes, a version 7 UUID for things that
// people make, a version 5 UUID for things that two laptops must name alike.
type ID [16]byte

// Nil is the ID of nothing.
var Nil ID

// NewID makes a fresh identity, ordered by the given moment, from the given
// randomness: a version 7 UUID (RFC 9562, 5.7). The library's own takes the wall
// clock, which would make a rehearsal differ from run to run.
func NewID(at time.Time, random io.Reader) ID {
	id, err := uuid.NewRandomFromReader(random) // sets the variant
	if err != nil {
		panic("app: no randomness: " + err.Error())
	}
	ms := uint64(at.UnixMilli())
	binary.BigEndian.PutUint32(id[:4], uint32(ms>>16))
	binary.BigEndian.PutUint16(id[4:6], uint16(ms))
	id[6] = id[6]&0x0f | 0x70
	return ID(id)
}

// DerivedID names a thing by its parent and a normalised name, so that two
// laptops that import one ledger arrive at the same identity (UUID v5).
func DerivedID(parent ID, name string) ID {
	return ID(uuid.NewSHA1(uuid.UUID(parent), []byte(name)))
}

// ParseID reads the text form that String writes.
func ParseID(s string) (ID, error) {
	id, err := uuid.Parse(s)
	return ID(id), err
}

// IsNil reports whether the identity names nothing.
func (id ID) IsNil() bool { return id == Nil }

// String is the canonical 36-character form, as in hidden columns of exports.
func (id ID) String() string { return uuid.UUID(id).String() }

// Short is eight hex digits for logs; it identifies nothing on its own.
func (id ID) Short() string { return hex.EncodeToString(id[12:]) }
