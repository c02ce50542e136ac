package journal

import (
	"crypto/ed25519"
	"encoding/binary"

	"keyday/app"
)

// Mark is how far a laptop's stream had come when last noted, outside of the site's
// folder: who puts an older copy of the folder in its place, or cuts the end off, has
// not changed it. It is signed by the laptop, so that nobody else notes one for it.
type Mark struct {
	Site   app.ID
	By     ed25519.PublicKey // the site's, whose grants hold
	Key    ed25519.PublicKey // the laptop's
	Epoch  uint32
	Seq    uint64
	Hash   [32]byte
	Wall   int64  // Unix milliseconds of the laptop's clock
	Lane   string // for people
	Folder string // in which the site lay
}

const (
	markDomain = "keyday mark 1\x00"
	markHead   = 16 + 2*ed25519.PublicKeySize + 4 + 8 + 32 + 8 + 1

	longestFolder = 1 << 15 // as long as a path can be
)

// Stream is the stream that the mark is in.
func (m Mark) Stream() Stream { return StreamOf(m.Key, m.Epoch) }

// Anchor is the place in the stream.
func (m Mark) Anchor() Anchor { return Anchor{Seq: m.Seq, Hash: m.Hash[:]} }

// Sign is the mark as it is kept.
func (m Mark) Sign(device ed25519.PrivateKey) []byte {
	b := append([]byte(nil), m.Site[:]...)
	b = append(append(b, m.By...), m.Key...)
	b = binary.BigEndian.AppendUint32(b, m.Epoch)
	b = binary.BigEndian.AppendUint64(b, m.Seq)
	b = append(b, m.Hash[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(m.Wall))
	b = append(b, byte(len(m.Lane)))
	b = append(append(b, m.Lane...), m.Folder...)
	return append(b, ed25519.Sign(device, append([]byte(markDomain), b...))...)
}

// OpenMark reads a signed mark; ErrNotGranted for anything else. Whose key it is, the
// caller judges.
func OpenMark(signed []byte) (Mark, error) {
	n := len(signed) - ed25519.SignatureSize
	if n < markHead || n > markHead+longestLane+longestFolder {
		return Mark{}, ErrNotGranted
	}
	b := signed[:n]
	keys := append([]byte(nil), b[16:80]...)
	m := Mark{Site: app.ID(b[:16]), By: keys[:32], Key: keys[32:],
		Epoch: binary.BigEndian.Uint32(b[80:]), Seq: binary.BigEndian.Uint64(b[84:]), Hash: [32]byte(b[92:124]),
		Wall: int64(binary.BigEndian.Uint64(b[124:]))}
	lane := int(b[markHead-1])
	if lane > longestLane || len(b) < markHead+lane || !signedBy(m.Key, markDomain, b, signed[n:]) {
		return Mark{}, ErrNotGranted
	}
	m.Lane, m.Folder = string(b[markHead:markHead+lane]), string(b[markHead+lane:])
	return m, nil
}
