package command

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"keyday/app"
)

// A terminal obeys what is written to it: an escape in an owner's name would move the
// cursor, change what was said before, or put a command into the keyboard's mouth. So
// whatever a command says passes here, the library's own sentences among it.

// plainly writes texts for people: what is not plain in them is shown by its number.
// Each Write brings whole lines.
type plainly struct{ to io.Writer }

func (p plainly) Write(text []byte) (int, error) {
	if _, err := io.WriteString(p.to, app.VisibleLines(string(text))); err != nil {
		return 0, err
	}
	return len(text), nil
}

// heard remembers that what was written did not all arrive, as on a full disk: a command
// must not end as done when nobody was told what it found.
type heard struct {
	to     io.Writer
	failed error
}

func (h *heard) Write(text []byte) (int, error) {
	n, err := h.to.Write(text)
	if err != nil && h.failed == nil {
		h.failed = err
	}
	return n, err
}

// escaped is JSON with what is not plain text in its strings written by the escapes
// that programs read back; the library leaves what turns the direction as it is.
func escaped(json []byte) []byte {
	if app.UnplainLines(string(json)) == "" {
		return json
	}
	var b bytes.Buffer
	for _, r := range string(json) {
		switch high, low := utf16.EncodeRune(r); {
		case r == '\n' || r == utf8.RuneError || !app.Unseen(r):
			b.WriteRune(r)
		case high == utf8.RuneError:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		}
	}
	return b.Bytes()
}
