package registry

import (
	"testing"

	"keyday/app"
)

type letter struct {
	ID, To app.ID
	Copies []app.ID
	Text   string
}

// An option that speaks of a field which cannot answer it is refused when the program
// starts, not when a record comes.
func TestOptionsNameFieldsThatCanAnswer(t *testing.T) {
	define := func(to []func(*Field), options ...func(*Kind)) (refused any) {
		defer func() { refused = recover() }()
		Define(1, "letter", func(r *letter) *app.ID { return &r.ID }, []Field{
			Ref(1, "to_whom", func(r *letter) *app.ID { return &r.To }, to...),
			List(2, "copies", func(r *letter) *[]app.ID { return &r.Copies }),
			Text(3, "text", func(r *letter) *string { return &r.Text }),
		}, options...)
		return nil
	}
	for name, wrong := range map[string]any{
		"a field that is not there":              define(nil, BelongsTo("from_whom")),
		"a text, for a subject":                  define(nil, About("text")),
		"a list, for the one that it belongs to": define(nil, BelongsTo("copies")),
		"a list, for the one key":                define(nil, SealedUnder("copies")),
		"what is sealed, for a subject":          define([]func(*Field){Sealed}, About("to_whom")),
		"what is of any kind, for a parent":      define(nil, AboutSame("copies")),
	} {
		if wrong == nil {
			t.Errorf("%s is not refused", name)
		}
	}
	if wrong := define([]func(*Field){Refers("letter")}, BelongsTo("id"), About("to_whom", "copies"), Through("to_whom"), ScopedBy("copies")); wrong != nil {
		t.Error(wrong)
	}
}
