package journal

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// How much of a stream's name and of a hash an anchor prints, in bytes: too much for
// anybody to find another history that fits.
const (
	anchorStream = 8
	anchorHash   = 12
)

// FormatAnchor is a place in the chain as paper carries it: stream, sequence and hash,
// the two in hexadecimal digits.
func FormatAnchor(d Dot, hash [32]byte) string {
	return fmt.Sprintf("%x-%d-%x", d.Stream[:anchorStream], d.Seq, hash[:anchorHash])
}

// Printed is an anchor as it was read from paper.
type Printed struct {
	Stream []byte // the first bytes of it
	Anchor
}

// ParseAnchor reads what FormatAnchor prints, in capitals or not, with or without
// spaces; false for anything else, a shortened one too.
func ParseAnchor(text string) (p Printed, ok bool) {
	parts := strings.Split(strings.Join(strings.Fields(text), ""), "-")
	if len(parts) != 3 {
		return p, false
	}
	stream, err1 := hex.DecodeString(parts[0])
	seq, err2 := strconv.ParseUint(parts[1], 10, 63)
	hash, err3 := hex.DecodeString(parts[2])
	if err1 != nil || err2 != nil || err3 != nil || len(stream) != anchorStream || len(hash) != anchorHash || seq == 0 {
		return p, false
	}
	return Printed{Stream: stream, Anchor: Anchor{Seq: seq, Hash: hash}}, true
}

// In reports whether the anchor lies in the stream.
func (p Printed) In(s Stream) bool { return string(p.Stream) == string(s[:anchorStream]) }
