package program

import (
	"testing"

	"keyday/data/records"
	"keyday/ui/words"
)

// Every kind of record and every field that a history or a dispute may name is said. Both
// languages say the same (ui/words).
func TestEveryFieldIsSaid(t *testing.T) {
	w := words.New()
	for _, k := range records.Records().Kinds {
		if !w.Has("verify.kind." + k.Name) {
			t.Errorf("nothing says verify.kind.%s", k.Name)
		}
		for _, f := range k.Fields {
			if key := "field." + k.Name + "." + f.Name; !f.Silent && !f.Derived && !w.Has(key) {
				t.Errorf("nothing says %s", key)
			}
		}
	}
}
