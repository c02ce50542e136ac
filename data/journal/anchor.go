package journal

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"keyday/app"
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

// ParseAnchor reads what FormatAnchor prints, as people copy it: in capitals or not, with
// spaces in it or for its hyphens, in full width, with what stands before it on the
// paper; false for anything else, a shortened one too.
func ParseAnchor(text string) (p Printed, ok bool) {
	text = strings.ToLower(strings.Join(strings.Fields(strings.Map(narrow, text)), ""))
	parts := anchorAsPrinted.FindStringSubmatch(text)
	if parts == nil {
		parts = anchorUnparted.FindStringSubmatch(text)
	}
	if parts == nil {
		return p, false
	}
	seq, err := strconv.ParseUint(parts[2], 10, 63)
	if err != nil || seq == 0 {
		return p, false
	}
	stream, _ := hex.DecodeString(parts[1]) // the pattern lets nothing else through
	hash, _ := hex.DecodeString(parts[3])
	return Printed{Stream: stream, Anchor: Anchor{Seq: seq, Hash: hash}}, true
}

var (
	anchorAsPrinted = regexp.MustCompile(fmt.Sprintf(`(?:^|[^0-9a-f-])([0-9a-f]{%d})-([0-9]+)-([0-9a-f]{%d})$`, 2*anchorStream, 2*anchorHash))
	anchorUnparted  = regexp.MustCompile(fmt.Sprintf(`^([0-9a-f]{%d})([0-9]+)([0-9a-f]{%d})$`, 2*anchorStream, 2*anchorHash))
)

// narrow is a character in half width, any dash being a hyphen.
func narrow(r rune) rune {
	if r >= '‐' && r <= '―' || r == '−' {
		return '-'
	}
	return app.FoldWidth(r)
}

// In reports whether the anchor lies in the stream.
func (p Printed) In(s Stream) bool { return string(p.Stream) == string(s[:anchorStream]) }
