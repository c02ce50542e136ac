package store_test

import (
	"os"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// Verify reads every content: altered bytes and a lost key are found, and what a
// newer Keyday wrote is told apart from what is as it was written.
func TestVerifyReadsContents(t *testing.T) {
	var paper handover.CertificateContent
	if err := registry.Decode(got(os.ReadFile("../records/testdata/contents/handover-certificate-1.cbor"))(t), &paper); err != nil {
		t.Fatal(err)
	}
	whole := encoded(t, paper)
	more := encoded(t, struct {
		handover.CertificateContent
		Later string `cbor:"later"`
	}{paper, "ist"})
	less := encoded(t, struct {
		Frame app.Frame `cbor:"frame"`
	}{paper.Frame})
	for _, c := range []struct {
		name     string
		template string
		content  []byte
		hash     string
		want     string
		newer    bool
	}{
		{"whole", handover.Template, whole, contract.HashOf(whole), "", false},
		{"erased", handover.Template, nil, contract.HashOf(whole), "", false},
		{"of later", handover.Template, more, contract.HashOf(more), "", true},
		{"of a later form", "handover-certificate/9", whole, contract.HashOf(whole), "", true},
		{"altered", handover.Template, whole, contract.HashOf(more), "verify.content_altered", false},
		{"less", handover.Template, less, contract.HashOf(less), "verify.content_unreadable", false},
	} {
		s := quickStore(t)
		mustDo(t, s, func(tx *records.Tx) error {
			return tx.PutDocument(contract.Document{ID: tx.NewID(), Kind: contract.Certificate, Number: "JF-01-00042", Template: c.template,
				State: contract.Locked, Content: c.content, ContentHash: c.hash})
		})
		r := verified(t, s, store.Checking{})
		codes := ""
		for _, d := range r.Differences {
			if d.Code != "verify.number_behind" { // the number was not drawn
				codes += d.Code
			}
		}
		if codes != c.want || slices.ContainsFunc(r.Notices, func(n *app.Refusal) bool { return n.Code == "verify.content_newer" }) != c.newer {
			t.Errorf("%s: %v, noted %v", c.name, r.Differences, r.Notices)
		}
	}
}
