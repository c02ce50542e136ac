package paper

import (
	"os"
	"path/filepath"
	"testing"
)

// KEYDAY_LOOK names a folder into which the samples are written, so that one can
// look at them.
func TestLook(t *testing.T) {
	dir := os.Getenv("KEYDAY_LOOK")
	if dir == "" {
		t.Skip("KEYDAY_LOOK names no folder")
	}
	for name, form := range samples() {
		pdf, err := Render(form, Chinese)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// samples are the forms in the states in which people meet them.
func samples() map[string]Form {
	return map[string]Form{
		"certificate": Certificate(sampleCertificate(20), sampleImprint()),
	}
}
