package journal

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
)

// Link is the hash of an operation: SHA-256(hash of the stream's operation before
// || bytes of the operation). The first of a stream follows 32 zero bytes.
func Link(prev [32]byte, op []byte) [32]byte {
	var buf [1024]byte // nearly every operation fits, and then nothing is allocated
	b := append(buf[:0], prev[:]...)
	b = append(b, op...)
	return sha256.Sum256(b)
}

const actionDomain = "keyday action 1\x00"

func actionMessage(stream Stream, seq uint64, hash [32]byte) []byte {
	b := append([]byte(actionDomain), stream[:]...)
	b = binary.BigEndian.AppendUint64(b, seq)
	return append(b, hash[:]...)
}

// SignAction signs the hash of an action's last operation with the device's key,
// and thereby everything before it in the stream.
func SignAction(key ed25519.PrivateKey, stream Stream, seq uint64, hash [32]byte) []byte {
	return ed25519.Sign(key, actionMessage(stream, seq, hash))
}

// VerifyAction reports whether sig is what SignAction made of the same action.
func VerifyAction(pub ed25519.PublicKey, stream Stream, seq uint64, hash [32]byte, sig []byte) bool {
	return len(pub) == ed25519.PublicKeySize && ed25519.Verify(pub, actionMessage(stream, seq, hash), sig)
}

// ForkError says that one dot was given to two different operations: a disk was
// cloned, or a backup restored without a new epoch. Both are to be kept.
type ForkError struct{ Dot Dot }

func (e ForkError) Error() string { return fmt.Sprintf("journal: operation %v exists twice", e.Dot) }

// CheckFork compares the hashes of an operation that is here and of one that came
// under the same dot; a ForkError where they differ.
func CheckFork(dot Dot, have, got [32]byte) error {
	if have != got {
		return ForkError{dot}
	}
	return nil
}
