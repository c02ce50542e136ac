package journal

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
)

// What a Verifier finds. Each names the first operation at which the record
// differs from what was written.
type (
	// BodyAltered: the operation is not the one that its hash was made of, and the
	// hash is vouched for, by its signature or by the operation that follows.
	BodyAltered struct{ Dot Dot }
	// ChainBroken: the operation's hash does not follow from the one before it, and
	// nothing vouches for it.
	ChainBroken struct{ Dot Dot }
	// SignatureBad: the signature at an action's end is missing or is not the
	// device's over this hash.
	SignatureBad struct{ Dot Dot }
	// AnchorBroken: the hash is not the one that was printed on paper, kept in the
	// device's high-water mark, or told by another laptop.
	AnchorBroken struct{ Dot Dot }
	// Gap: the operation is missing although later ones are there.
	Gap struct{ Dot Dot }
	// TailMissing: the stream was known to reach Want and ends at Have.
	TailMissing struct {
		Stream     Stream
		Have, Want uint64
	}
)

func (e BodyAltered) Error() string  { return fmt.Sprintf("journal: operation %v was altered", e.Dot) }
func (e ChainBroken) Error() string  { return fmt.Sprintf("journal: chain broken at %v", e.Dot) }
func (e SignatureBad) Error() string { return fmt.Sprintf("journal: bad signature at %v", e.Dot) }
func (e Gap) Error() string          { return fmt.Sprintf("journal: operation %v is missing", e.Dot) }
func (e AnchorBroken) Error() string {
	return fmt.Sprintf("journal: operation %v is not the one that was anchored", e.Dot)
}
func (e TailMissing) Error() string {
	return fmt.Sprintf("journal: stream %v ends at %d, not at %d", e.Stream, e.Have, e.Want)
}

// Anchor is a place in a stream that is known from elsewhere: the device's
// high-water mark, a printed form, another laptop.
type Anchor struct {
	Seq  uint64
	Hash []byte // or its first bytes, as printed; empty where only the place is known
}

// Verifier checks one stream from its first operation on. It holds no more than
// one operation's state, so that a stream of any length can pass through it.
type Verifier struct {
	// LastSignatureOnly checks the signature of the last whole action alone. It
	// vouches for all before it; the others only tell where a forgery begins. An
	// ed25519 check costs as much as a hundred operations.
	LastSignatureOnly bool

	stream  Stream
	pub     ed25519.PublicKey
	anchors []Anchor

	seq     uint64
	hash    [32]byte // stored, of seq
	last    bool     // whether seq ends its action
	suspect bool     // seq's hash is not that of its body; what follows says which is wrong
	seal    seal     // of the last whole action, where still unchecked
	found   error    // the first difference; nothing is judged after it
}

type seal struct {
	seq  uint64
	hash [32]byte
	sig  [ed25519.SignatureSize]byte // a copy: the caller may use its buffer again
}

// NewVerifier checks the stream of the device's key and epoch.
func NewVerifier(pub ed25519.PublicKey, epoch uint32, anchors ...Anchor) *Verifier {
	return &Verifier{stream: StreamOf(pub, epoch), pub: pub, anchors: anchors, last: true}
}

// Stream is which stream the verifier checks.
func (v *Verifier) Stream() Stream { return v.stream }

// Next takes the next operation as it is stored: its sequence, bytes and hash,
// and the signature over its action (nil where it does not end one). It answers
// the first difference, then and ever after.
func (v *Verifier) Next(seq uint64, body []byte, hash [32]byte, sig []byte) error {
	if v.found == nil {
		v.found = v.next(seq, body, hash, sig)
	}
	return v.found
}

func (v *Verifier) next(seq uint64, body []byte, hash [32]byte, sig []byte) error {
	before := Dot{v.stream, v.seq}
	dot := Dot{v.stream, v.seq + 1}
	follows := seq == dot.Seq && Link(v.hash, body) == hash
	if v.suspect {
		if follows {
			return BodyAltered{before}
		}
		return ChainBroken{before}
	}
	if seq != dot.Seq {
		return Gap{dot}
	}
	v.seq, v.hash = seq, hash
	if !follows {
		if VerifyAction(v.pub, v.stream, seq, hash, sig) {
			return BodyAltered{dot}
		}
		v.suspect = true
		return nil
	}
	op, err := DecodeOp(body)
	if err != nil || op.Dot != dot {
		return BodyAltered{dot}
	}
	v.last = op.Last
	if err := v.checkSeal(dot, op.Last, sig); err != nil {
		return err
	}
	return v.checkAnchors(dot)
}

func (v *Verifier) checkSeal(dot Dot, last bool, sig []byte) error {
	if !last {
		if len(sig) > 0 {
			return SignatureBad{dot}
		}
		return nil
	}
	if v.LastSignatureOnly && len(sig) == ed25519.SignatureSize {
		v.seal = seal{dot.Seq, v.hash, [ed25519.SignatureSize]byte(sig)}
		return nil
	}
	if !VerifyAction(v.pub, v.stream, dot.Seq, v.hash, sig) {
		return SignatureBad{dot}
	}
	return nil
}

func (v *Verifier) checkAnchors(dot Dot) error {
	for _, a := range v.anchors {
		if a.Seq == dot.Seq && !bytes.HasPrefix(v.hash[:], a.Hash) {
			return AnchorBroken{dot}
		}
	}
	return nil
}

// End says that no more operations are stored, and answers the first difference.
func (v *Verifier) End() error {
	if v.found == nil {
		v.found = v.end()
	}
	return v.found
}

func (v *Verifier) end() error {
	if v.suspect {
		return ChainBroken{Dot{v.stream, v.seq}}
	}
	if s := v.seal; s.seq > 0 && !VerifyAction(v.pub, v.stream, s.seq, s.hash, s.sig[:]) {
		return SignatureBad{Dot{v.stream, s.seq}}
	}
	want := uint64(0)
	for _, a := range v.anchors {
		want = max(want, a.Seq)
	}
	if v.seq < want {
		return TailMissing{v.stream, v.seq, want}
	}
	return nil
}

// Tip is the last operation's sequence and hash, and whether it ends its action.
// Another laptop's action may still be on its way; one's own must be whole.
func (v *Verifier) Tip() (seq uint64, hash [32]byte, whole bool) { return v.seq, v.hash, v.last }
