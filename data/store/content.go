package store

import "github.com/fxamacker/cbor/v2"

// Contents of documents have modes of their own: money and areas are written as
// the shortest text that says them, so that 2.85 and 2.850 are the same bytes, as are
// no list and an empty one, and an outsider can read what was signed with any
// CBOR tool.
var (
	contentEncoding = must(cbor.EncOptions{
		Sort: cbor.SortCoreDeterministic, ShortestFloat: cbor.ShortestFloat16, NaNConvert: cbor.NaNConvert7e00,
		InfConvert: cbor.InfConvertFloat16, IndefLength: cbor.IndefLengthForbidden,
		NilContainers: cbor.NilContainerAsEmpty, BinaryMarshaler: cbor.BinaryMarshalerNone, TextMarshaler: cbor.TextMarshalerTextString,
	}.EncMode())
	contentDecoding = must(cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, MaxArrayElements: 1 << 20,
		BinaryUnmarshaler: cbor.BinaryUnmarshalerNone, TextUnmarshaler: cbor.TextUnmarshalerTextString,
	}.DecMode())
)

// Encode writes the content of a document as the bytes that its hash binds:
// deterministic CBOR, the same on every laptop and in every year.
func Encode(content any) ([]byte, error) { return contentEncoding.Marshal(content) }

// Decode reads what Encode wrote; into is a pointer to the content's struct.
// Fields that a newer Keyday added are passed over.
func Decode(raw []byte, into any) error { return contentDecoding.Unmarshal(raw, into) }
