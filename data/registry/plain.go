package registry

import (
	"reflect"
	"strconv"
	"unicode/utf8"

	"keyday/app"
)

// No record takes a text that is not plain or without end, whatever screen, command or
// file it came from: desks and imports say so earlier and better, this is the last door. Only what
// is changed is asked, so that a record which holds such a text from elsewhere can
// still be corrected.

// PlainIn refuses "text.control" where the record's field holds what is not plain text,
// and "text.long" where it holds more of it than it may.
func (f *Field) PlainIn(k *Kind, rec any) error {
	if f.Texts == nil {
		return nil
	}
	unplain, most := app.Unplain, app.MostLine
	switch {
	case f.IsName:
		most = app.MostName
	case f.Paragraphs:
		unplain, most = app.UnplainLines, app.MostLines
	}
	for _, text := range f.Texts(rec) {
		if n := utf8.RuneCountInString(text); n > most {
			return app.Refuse("text.long", "kind", k.Name, "field", f.Name, "n", strconv.Itoa(n), "most", strconv.Itoa(most))
		}
		if signs := unplain(text); signs != "" {
			return app.Refuse("text.control", "kind", k.Name, "field", f.Name, "signs", signs)
		}
	}
	return nil
}

// speaking gives a field its texts: itself, or those within the elements of a list.
func speaking[T, V any](f Field, at func(*T) *V) Field {
	if holdsText(reflect.TypeFor[V]()) {
		f.Texts = func(rec any) []string { return textsIn(nil, reflect.ValueOf(at(rec.(*T))).Elem()) }
	}
	return f
}

func holdsText(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String:
		return true
	case reflect.Slice:
		return holdsText(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if holdsText(t.Field(i).Type) {
				return true
			}
		}
	}
	return false
}

func textsIn(all []string, v reflect.Value) []string {
	switch v.Kind() {
	case reflect.String:
		all = append(all, v.String())
	case reflect.Slice:
		for i := range v.Len() {
			all = textsIn(all, v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			all = textsIn(all, v.Field(i))
		}
	}
	return all
}
