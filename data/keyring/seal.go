package keyring

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"golang.org/x/crypto/chacha20poly1305"

	"keyday/app"
)

const keySize = chacha20poly1305.KeySize

// sealer seals under one subkey. The nonce is the first 24 bytes of an
// HMAC-SHA256 over what is bound and what is sealed, so that equal values on two
// laptops become equal bytes (they merge as one), and no nonce ever meets two
// values. What this gives away is only that a record's field holds again what
// it held before.
type sealer struct {
	aead  cipher.AEAD
	nonce []byte
}

// newSealer derives the subkeys that the purpose names; key has 32 bytes.
func newSealer(key []byte, purpose string) sealer {
	sub := subkey(key, purpose, 2*keySize)
	aead, err := chacha20poly1305.NewX(sub[:keySize])
	if err != nil {
		panic("keyring: " + err.Error())
	}
	return sealer{aead: aead, nonce: sub[keySize:]}
}

func subkey(key []byte, purpose string, size int) []byte {
	sub, err := hkdf.Expand(sha256.New, key, "keyday/"+purpose, size)
	if err != nil {
		panic("keyring: " + err.Error())
	}
	return sub
}

// seal answers nonce and ciphertext, 40 bytes more than plain.
func (s sealer) seal(plain, bound []byte) []byte {
	mac := hmac.New(sha256.New, s.nonce)
	mac.Write(bound)
	mac.Write(plain)
	nonce := mac.Sum(nil)[:chacha20poly1305.NonceSizeX]
	out := make([]byte, len(nonce), len(nonce)+len(plain)+s.aead.Overhead())
	copy(out, nonce)
	return s.aead.Seal(out, nonce, plain, bound)
}

// open refuses with "keyring.unreadable" what was altered, was sealed under
// another key, or belongs to another record.
func (s sealer) open(sealed, bound []byte) ([]byte, error) {
	if len(sealed) < chacha20poly1305.NonceSizeX {
		return nil, app.Refuse(Unreadable)
	}
	nonce, body := sealed[:chacha20poly1305.NonceSizeX], sealed[chacha20poly1305.NonceSizeX:]
	plain, err := s.aead.Open(nil, nonce, body, bound)
	if err != nil {
		return nil, app.Refuse(Unreadable)
	}
	return plain, nil
}

// place names the one field of the one record that a value is bound to: kind
// and field as in the registry, big-endian, then the record's identity.
func place(kind, field uint16, id app.ID) []byte {
	b := make([]byte, 0, 4+len(id))
	b = binary.BigEndian.AppendUint16(b, kind)
	b = binary.BigEndian.AppendUint16(b, field)
	return append(b, id[:]...)
}

// prefixed makes bound unambiguous before what follows it in the HMAC.
func prefixed(bound []byte) []byte {
	b := binary.BigEndian.AppendUint64(make([]byte, 0, 8+len(bound)), uint64(len(bound)))
	return append(b, bound...)
}
