package journal

import (
	"crypto/ed25519"
	"encoding/binary"
	"errors"

	"keyday/app"
)

// Grant says that a stream is one of the site's: whoever holds the site's signing key
// gave this laptop's key this lane of numbers. Grants and revocations travel beside
// the streams, never in one: no stream can vouch for itself.
type Grant struct {
	Site       app.ID
	Key        ed25519.PublicKey // the laptop's
	Epoch      uint32
	Lane       string // of the numbers that the stream gives
	Generation uint32 // of the site's keys
}

// Stream is the stream that is granted.
func (g Grant) Stream() Stream { return StreamOf(g.Key, g.Epoch) }

// Revocation says up to which operation a stream counts: what its laptop wrote later
// (it was stolen, it was sold) is not the site's.
type Revocation struct {
	Site       app.ID
	Stream     Stream
	Last       uint64 // the last operation that counts; 0 for none
	Generation uint32
}

const (
	grantDomain      = "keyday grant 1\x00"
	revocationDomain = "keyday revocation 1\x00"

	// longestLane bounds what is read of a lane.
	longestLane = 16
)

// ErrNotGranted is why a grant or a revocation was refused: it is none, it is another
// site's, or the site's key did not sign it.
var ErrNotGranted = errors.New("journal: not granted by the site")

// Sign is the grant as it is kept and sent: its fields, and the site's signature.
func (g Grant) Sign(site ed25519.PrivateKey) []byte {
	b := g.bytes()
	return append(b, ed25519.Sign(site, append([]byte(grantDomain), b...))...)
}

// bytes has the fields one behind the other; only the lane, the last, varies in length.
func (g Grant) bytes() []byte {
	b := append([]byte(nil), g.Site[:]...)
	b = append(b, g.Key...)
	b = binary.BigEndian.AppendUint32(b, g.Epoch)
	b = binary.BigEndian.AppendUint32(b, g.Generation)
	return append(b, g.Lane...)
}

const grantHead = 16 + ed25519.PublicKeySize + 4 + 4

// OpenGrant reads a signed grant of the site; ErrNotGranted for anything else.
func OpenGrant(signed []byte, site app.ID, by ed25519.PublicKey) (Grant, error) {
	n := len(signed) - ed25519.SignatureSize
	if n <= grantHead || n > grantHead+longestLane || !signedBy(by, grantDomain, signed[:n], signed[n:]) {
		return Grant{}, ErrNotGranted
	}
	b := signed[:n]
	g := Grant{
		Site: app.ID(b[:16]), Key: ed25519.PublicKey(append([]byte(nil), b[16:16+ed25519.PublicKeySize]...)),
		Epoch:      binary.BigEndian.Uint32(b[grantHead-8:]),
		Generation: binary.BigEndian.Uint32(b[grantHead-4:]),
		Lane:       string(b[grantHead:]),
	}
	if g.Site != site {
		return Grant{}, ErrNotGranted
	}
	return g, nil
}

// Sign is the revocation as it is kept and sent.
func (r Revocation) Sign(site ed25519.PrivateKey) []byte {
	b := append([]byte(nil), r.Site[:]...)
	b = append(b, r.Stream[:]...)
	b = binary.BigEndian.AppendUint64(b, r.Last)
	b = binary.BigEndian.AppendUint32(b, r.Generation)
	return append(b, ed25519.Sign(site, append([]byte(revocationDomain), b...))...)
}

const revocationSize = 16 + 16 + 8 + 4

// OpenRevocation reads a signed revocation of the site; ErrNotGranted for anything else.
func OpenRevocation(signed []byte, site app.ID, by ed25519.PublicKey) (Revocation, error) {
	if len(signed) != revocationSize+ed25519.SignatureSize || !signedBy(by, revocationDomain, signed[:revocationSize], signed[revocationSize:]) {
		return Revocation{}, ErrNotGranted
	}
	r := Revocation{Site: app.ID(signed[:16]), Stream: Stream(signed[16:32]),
		Last: binary.BigEndian.Uint64(signed[32:]), Generation: binary.BigEndian.Uint32(signed[40:])}
	if r.Site != site {
		return Revocation{}, ErrNotGranted
	}
	return r, nil
}

func signedBy(key ed25519.PublicKey, domain string, body, sig []byte) bool {
	return len(key) == ed25519.PublicKeySize && ed25519.Verify(key, append([]byte(domain), body...), sig)
}
