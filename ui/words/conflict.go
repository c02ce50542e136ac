package words

import (
	"unicode"
	"unicode/utf8"

	"keyday/app"
)

// RecordOf says which record is meant: what it is, what people call it or by what they tell
// it from the others of its home, and the home. 问题 D-01-00042, 表读数 水表 3-2-1501.
func (w *Words) RecordOf(kind, name string, told []app.FieldChange, unit string) string {
	parts := []string{w.KindOf(kind), name}
	if name == "" {
		for _, f := range told {
			parts = append(parts, w.Value(f.Meaning, f.Value, nil))
		}
	}
	if unit != name {
		parts = append(parts, unit)
	}
	said := []rune(Join(" ", parts...))
	if len(said) > 0 {
		said[0] = unicode.ToUpper(said[0])
	}
	return string(said)
}

// KindOf says what sort of record it is.
func (w *Words) KindOf(kind string) string {
	if key := "verify.kind." + kind; w.Has(key) {
		return w.T(key)
	}
	return kind
}

// KindLabel is KindOf where it begins a line.
func (w *Words) KindLabel(kind string) string {
	said := w.KindOf(kind)
	first, size := utf8.DecodeRuneInString(said)
	return string(unicode.ToUpper(first)) + said[size:]
}

// FieldOf says a field of a kind of record; "" is the record as a whole.
func (w *Words) FieldOf(kind, field string) string {
	if field == "" {
		return w.T("conflicts.whole")
	}
	if key := "field." + kind + "." + field; w.Has(key) {
		return w.T(key)
	}
	return field
}
