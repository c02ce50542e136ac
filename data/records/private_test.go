package records

import (
	"slices"
	"testing"

	"keyday/data/registry"
)

// A kind with fields that are kept private says whose numbers they hold, so that showing
// them whole is recorded. What is private of these is nobody's number: a reason, a
// signature, a colleague's own phone.
func TestPrivateFieldsAreSomebodys(t *testing.T) {
	nobodys := []string{"person", "document", "document_move", "signature"}
	for _, k := range Records().Kinds {
		private := slices.ContainsFunc(k.Fields, func(f registry.Field) bool { return f.Private })
		if says := k.PrivateOf.Of != nil; private != (says || slices.Contains(nobodys, k.Name)) {
			t.Errorf("%s: has private fields: %t, says whose: %t", k.Name, private, says)
		}
	}
}
