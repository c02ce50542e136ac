package paper

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"testing"

	"keyday/app/handover"
	"keyday/data/frugal/peak"
	"keyday/ui/words"
)

// A pack of 2,000 pages is made in 150 MB, held close as an office does, the file included.
func TestPackInLittleMemory(t *testing.T) {
	const most = 150 << 20
	peak.Under(t, most, func(t *testing.T) string {
		file := filepath.Join(t.TempDir(), "none")
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}, func(t *testing.T, _ string) string {
		debug.SetGCPercent(10) // as Office.Frugal does
		c, imprint := sampleCertificate(20), sampleImprint()
		var all Bundle
		papers := 2000 / len(must(filled(c, imprint).lay(words.Chinese)).Leaves)
		for i := range papers {
			one := c
			one.Number = fmt.Sprintf("JF-01-%05d", i)
			one.Owners = []handover.CertificateOwner{{Name: string(rune(0x4e00 + 7*i)), IDNo: fmt.Sprint(i)}}
			if err := all.Add(filled(one, imprint), words.Chinese); err != nil {
				t.Fatal(err)
			}
		}
		var file bytes.Buffer
		if err := all.Write(&file, "锦绣花园"); err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(papers, " papers, ", file.Len(), " bytes")
	})
}
