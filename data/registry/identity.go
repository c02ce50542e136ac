package registry

import (
	"github.com/fxamacker/cbor/v2"

	"keyday/app"
)

var Null = cbor.RawMessage{0xf6}

func NotNull(value cbor.RawMessage) cbor.RawMessage {
	if len(value) == 1 && value[0] == Null[0] {
		return nil
	}
	return value
}

// Identity reads an identity as a row holds it. One of another length was put there by
// somebody else, and names nothing; verify says so.
func Identity(raw []byte) (id app.ID) {
	if len(raw) == len(id) {
		copy(id[:], raw)
	}
	return id
}
