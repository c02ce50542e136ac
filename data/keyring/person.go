package keyring

import (
	"encoding/hex"
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

// KeyID names a person's key without telling anything of it: several laptops may
// have made one for the same person, and every sealed value says which one opens it.
type KeyID [8]byte

// String is 16 hex digits.
func (id KeyID) String() string { return hex.EncodeToString(id[:]) }

// ID is the name of the key: the same wherever the key is.
func (k PersonKey) ID() KeyID { return KeyID(subkey(k[:], "id", len(KeyID{}))) }

// fieldVersion is the form of sealed fields that this Keyday writes: the version, the
// key's name, nonce and ciphertext.
const fieldVersion = 1

// SealField seals one field of a person for the journal. Equal keys, places and
// values give equal bytes, on every laptop.
func SealField(key PersonKey, kind, field uint16, id app.ID, plain []byte) []byte {
	name := key.ID()
	return append(append([]byte{fieldVersion}, name[:]...), newSealer(key[:], "field").seal(plain, place(kind, field, id))...)
}

// FieldKey is the name of the key that a sealed field is sealed under. It refuses with
// "keyring.unreadable" what is no sealed field.
func FieldKey(sealed []byte) (KeyID, error) {
	if len(sealed) < 1+len(KeyID{}) || sealed[0] != fieldVersion {
		return KeyID{}, app.Refuse(Unreadable)
	}
	return KeyID(sealed[1 : 1+len(KeyID{})]), nil
}

// OpenField reads what SealField sealed for the same field of the same record;
// else it refuses with "keyring.unreadable".
func OpenField(key PersonKey, kind, field uint16, id app.ID, sealed []byte) ([]byte, error) {
	name, err := FieldKey(sealed)
	if err != nil {
		return nil, err
	}
	if name != key.ID() {
		return nil, app.Refuse(Unreadable)
	}
	return newSealer(key[:], "field").open(sealed[1+len(name):], place(kind, field, id))
}

// Envelope seals a person's key under site-data, bound to the person.
func (r *Ring) Envelope(key PersonKey, person app.ID) []byte {
	return r.underSite(r.envelopes, key[:], person[:])
}

// OpenEnvelope reads a person's key; it refuses with "keyring.unreadable" an
// envelope of another person or site.
func (r *Ring) OpenEnvelope(sealed []byte, person app.ID) (PersonKey, error) {
	plain, err := r.openUnderSite(r.envelopes, sealed, person[:])
	if err != nil {
		return PersonKey{}, err
	}
	if len(plain) != keySize {
		return PersonKey{}, app.Refuse(Unreadable)
	}
	return PersonKey(plain), nil
}
