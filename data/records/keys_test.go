package records

import (
	"encoding"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/data/registry"
)

// structs are those that stand in lists and contents, by name.
func structs() map[string]reflect.Type {
	all := map[string]reflect.Type{}
	for _, k := range Records().Kinds {
		for _, f := range k.Fields {
			if listed := elementOf(k, &f); listed != nil {
				gather(listed, all)
			}
		}
	}
	for _, fresh := range contents {
		gather(reflect.TypeOf(fresh()).Elem(), all)
	}
	return all
}

// elementOf is what the field is a list of; nil for what is no list.
func elementOf(k *registry.Kind, f *registry.Field) reflect.Type {
	s := reflect.ValueOf(f.Scan(k.Fresh()))
	to := s.Elem().FieldByName("to").Type().Elem()
	if to.Kind() != reflect.Slice || to.Elem().Kind() == reflect.Uint8 {
		return nil
	}
	return to.Elem()
}

// gather notes a type's structs, and theirs. What writes itself as text is none.
func gather(t reflect.Type, into map[string]reflect.Type) {
	switch t.Kind() {
	case reflect.Slice, reflect.Array, reflect.Pointer:
		gather(t.Elem(), into)
	case reflect.Struct:
		if plainText(t) || into[t.String()] != nil {
			return
		}
		into[t.String()] = t
		for i := range t.NumField() {
			gather(t.Field(i).Type, into)
		}
	}
}

func plainText(t reflect.Type) bool {
	return t == reflect.TypeFor[time.Time]() || t.Implements(reflect.TypeFor[encoding.TextMarshaler]())
}

// said is how a key's value is written, whatever Go calls its type.
func said(t reflect.Type) string {
	switch {
	case plainText(t):
		return "text (" + strings.ToLower(t.Name()) + ")"
	case t == reflect.TypeFor[app.ID]():
		return "bytes (id)"
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
		return "bytes"
	case t.Kind() == reflect.Slice:
		return "[" + said(t.Elem()) + "]"
	case t.Kind() == reflect.Struct:
		return t.String()
	case t.Kind() == reflect.String:
		return "text"
	case t.Kind() == reflect.Int:
		return "integer"
	}
	return t.Kind().String()
}

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*(,omitempty|,omitzero)?$`)

// keysText says what stands under which key in lists and contents. Every field there
// names its key: by the name of the field a rename would blank what was signed.
func keysText(t *testing.T) string {
	all := structs()
	if len(all) < 25 {
		t.Fatalf("only %d structs were found: does the test look into lists and contents?", len(all))
	}
	var b strings.Builder
	for _, k := range Records().InOrder() {
		for _, f := range k.Fields {
			if listed := elementOf(k, &f); listed != nil {
				fmt.Fprintf(&b, "%s.%s [%s]\n", k.Name, f.Name, said(listed))
			}
		}
	}
	for _, template := range slices.Sorted(maps.Keys(contents)) {
		fmt.Fprintf(&b, "%s %s\n", template, said(reflect.TypeOf(contents[template]()).Elem()))
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		b.WriteString(name + "\n")
		taken := map[string]string{}
		for i := range all[name].NumField() {
			f := all[name].Field(i)
			tag, given := f.Tag.Lookup("cbor")
			key, _, _ := strings.Cut(tag, ",")
			switch {
			case !f.IsExported():
				t.Errorf("%s.%s is kept from what is written", name, f.Name)
			case !given:
				t.Errorf("%s.%s has no key", name, f.Name)
			case !keyForm.MatchString(tag):
				t.Errorf("%s.%s has the key %q: lower case words with _ between them", name, f.Name, tag)
			case taken[key] != "":
				t.Errorf("%s.%s and %s have one key, %s", name, f.Name, taken[key], key)
			}
			taken[key] = f.Name
			fmt.Fprintf(&b, "\t%s %s\n", tag, said(f.Type))
		}
	}
	return b.String()
}
