package paper

import (
	"fmt"
	"io"
	"runtime"
	"testing"

	"keyday/app/handover"
)

// A lone certificate: two signatures, code, logo, an annex of 20 lines. gofpdf
// asks for 15 MB to make it, so that the time depends on how often the collector
// runs: in a process that holds nothing else, and in one as large as the window's.
func BenchmarkCertificate(b *testing.B) {
	b.Run("alone", benchmarkCertificate)
	b.Run("in a process of 64 MB", func(b *testing.B) {
		held := make([]byte, 64<<20)
		benchmarkCertificate(b)
		runtime.KeepAlive(held)
	})
}

func benchmarkCertificate(b *testing.B) {
	c, imprint := sampleCertificate(20), sampleImprint()
	must(Render(Certificate(c, imprint), Chinese))
	for b.Loop() {
		must(Render(Certificate(c, imprint), Chinese))
	}
}

// 528 certificates in one document; reports the time a page.
func BenchmarkPack(b *testing.B) {
	c, imprint := sampleCertificate(20), sampleImprint()
	pages := 0
	for b.Loop() {
		pages = 0
		err := Pack(io.Discard, "锦绣花园", Chinese, func(yield func(Form, error) bool) {
			for i := range 528 {
				one := c
				one.Number = fmt.Sprintf("JF-01-%05d", i)
				one.Owners = []handover.CertificateOwner{{Name: string(rune(0x4e00 + 7*i)), IDNo: fmt.Sprint(i)}}
				if !yield(Certificate(one, imprint), nil) {
					return
				}
			}
		})
		if err != nil {
			b.Fatal(err)
		}
		flow := must(Certificate(c, imprint).lay(Chinese))
		pages = 528 * len(flow.leaves)
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N)/float64(pages), "ms/page")
}
