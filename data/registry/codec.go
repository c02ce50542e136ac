package registry

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"keyday/app"
)

// Contents of documents, and the structs inside lists, are CBOR maps under keys of
// their own: every field names its key in lower case words (`cbor:"unit_code"`), so
// that a field may be renamed, and an outsider can read what was signed with any
// CBOR tool. Money, areas and days are written as the shortest text that says them,
// so that 2.85 and 2.850 are the same bytes, as are no list and an empty one.
//
// A key is never renamed and never used for something else. What a content gains
// later is left out where it is empty (`cbor:"weather,omitempty"`), so that papers
// of before are still written as they were. What stands in a list gains nothing: a
// Keyday that does not know the key would drop it, so that it becomes a field of
// the kind instead.
var (
	contentEncoding = must(cbor.EncOptions{
		Sort: cbor.SortCoreDeterministic, ShortestFloat: cbor.ShortestFloat16, NaNConvert: cbor.NaNConvert7e00,
		InfConvert: cbor.InfConvertFloat16, IndefLength: cbor.IndefLengthForbidden, Time: cbor.TimeRFC3339,
		NilContainers: cbor.NilContainerAsEmpty, BinaryMarshaler: cbor.BinaryMarshalerNone, TextMarshaler: cbor.TextMarshalerTextString,
	}.EncMode())
	contentDecoding = must(contentOptions(cbor.ExtraDecErrorNone, cbor.UTF8RejectInvalid).DecMode())
	ListDecoding    = must(contentOptions(cbor.ExtraDecErrorUnknownField, cbor.UTF8RejectInvalid).DecMode())
	ListCopying     = must(contentOptions(cbor.ExtraDecErrorNone, cbor.UTF8DecodeInvalid).DecMode()) // what is given may yet be refused
)

func contentOptions(refusing cbor.ExtraDecErrorCond, texts cbor.UTF8Mode) cbor.DecOptions {
	return cbor.DecOptions{
		UTF8:      texts,
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, MaxArrayElements: 1 << 20,
		BinaryUnmarshaler: cbor.BinaryUnmarshalerNone, TextUnmarshaler: cbor.TextUnmarshalerTextString,
		FieldNameMatching: cbor.FieldNameMatchingCaseSensitive, ExtraReturnErrors: refusing,
		DefaultMapType: reflect.TypeFor[map[string]any](),
	}
}

// Encode writes the content of a document as the bytes that its hash binds:
// deterministic CBOR, the same on every laptop and in every year. What could not be
// read again is not written, so that nobody signs it.
func Encode(content any) ([]byte, error) {
	raw, err := contentEncoding.Marshal(content)
	if err != nil {
		return nil, err
	}
	return raw, Decode(raw, reflect.New(reflect.TypeOf(content)).Interface())
}

// EncodeListed writes what stands in a list field.
func EncodeListed(v any) []byte { return must(contentEncoding.Marshal(v)) }

// Decode reads what Encode wrote; into is a pointer to the content's struct. It
// answers all of it or refuses: with "contract.content_newer" where a newer Keyday
// wrote more than this one knows, and with "contract.content_unreadable" where
// something is not there that should be, or is of another sort. Both name the key.
func Decode(raw []byte, into any) error {
	if err := contentDecoding.Unmarshal(raw, into); err != nil {
		return refuseUnreadable("", err)
	}
	again, err := contentEncoding.Marshal(into)
	if err != nil {
		return refuseUnreadable("", err)
	}
	if bytes.Equal(raw, again) {
		return nil
	}
	var wrote, read any
	if err := contentDecoding.Unmarshal(raw, &wrote); err != nil {
		return refuseUnreadable("", err)
	}
	if err := contentDecoding.Unmarshal(again, &read); err != nil {
		return refuseUnreadable("", err)
	}
	if key, lost := keyLacking(read, wrote, ""); lost {
		return refuseUnreadable(key, nil)
	}
	if key, more := keyLacking(wrote, read, ""); more {
		return app.Refuse("contract.content_newer", "key", key)
	}
	return refuseUnreadable("", nil) // the same values, but not as they are written
}

func refuseUnreadable(key string, cause error) error {
	if cause != nil {
		key = cause.Error()
	}
	return app.Refuse("contract.content_unreadable", "key", key)
}

// keyLacking finds what stands in one content and does not, or not so, in the other.
func keyLacking(one, other any, at string) (key string, found bool) {
	switch a := one.(type) {
	case map[string]any:
		b, _ := other.(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(a)) {
			value, there := b[key]
			if !there {
				return under(at, key), true
			}
			if key, found := keyLacking(a[key], value, under(at, key)); found {
				return key, true
			}
		}
		return at, b == nil
	case []any:
		b, is := other.([]any)
		if !is || len(a) != len(b) {
			return at, true
		}
		for i := range a {
			if key, found := keyLacking(a[i], b[i], fmt.Sprintf("%s[%d]", at, i)); found {
				return key, true
			}
		}
		return "", false
	}
	return at, !reflect.DeepEqual(one, other)
}

func under(at, key string) string {
	if at == "" {
		return key
	}
	return at + "." + key
}
