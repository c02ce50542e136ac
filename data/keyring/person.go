package keyring

import (
	"fmt"
	"io"

	"keyday/app"
)

// PersonKey is the key under which every field of one person lies in the
// journal. Once its envelopes are dropped, what was written of the person can
// be read by nobody.
type PersonKey [keySize]byte

// NewPersonKey takes a key from the given randomness.
func NewPersonKey(random io.Reader) PersonKey {
	var k PersonKey
	if _, err := io.ReadFull(random, k[:]); err != nil {
		panic("keyring: no randomness: " + err.Error())
	}
	return k
}

// Format keeps the key out of logs and crash files, whatever verb is used.
func (PersonKey) Format(f fmt.State, _ rune) { io.WriteString(f, "PersonKey(hidden)") }

// SealField seals one field of a person for the journal. Equal keys, places and
// values give equal bytes, on every laptop.
func SealField(key PersonKey, kind, field uint16, id app.ID, plain []byte) []byte {
	return newSealer(key[:], "field").seal(plain, place(kind, field, id))
}

// OpenField reads what SealField sealed for the same field of the same record;
// else it refuses with "keyring.unreadable".
func OpenField(key PersonKey, kind, field uint16, id app.ID, sealed []byte) ([]byte, error) {
	return newSealer(key[:], "field").open(sealed, place(kind, field, id))
}

// Envelope seals a person's key under site-data, bound to the person.
func (r *Ring) Envelope(key PersonKey, person app.ID) []byte {
	return r.envelopes.seal(key[:], person[:])
}

// OpenEnvelope reads a person's key; it refuses with "keyring.unreadable" an
// envelope of another person or site.
func (r *Ring) OpenEnvelope(sealed []byte, person app.ID) (PersonKey, error) {
	plain, err := r.envelopes.open(sealed, person[:])
	if err != nil {
		return PersonKey{}, err
	}
	if len(plain) != keySize {
		return PersonKey{}, app.Refuse(Unreadable)
	}
	return PersonKey(plain), nil
}
