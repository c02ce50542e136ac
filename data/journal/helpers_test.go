package journal

import "github.com/fxamacker/cbor/v2"

// coreDet is the CBOR library's own idea of deterministic encoding.
var coreDet = func() cbor.EncMode {
	m, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err)
	}
	return m
}()
