package paper

import (
	"compress/flate"
	"context"
	"fmt"
	"image"
	"io"
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"keyday/app/handover"
	"keyday/assets"
	"keyday/ui/paper/preview"
	"keyday/ui/words"
)

// yard is a piece of work that never changes: 256 KB of the font, deflated. It is
// done beside each print, so that what else the computer does slows both alike.
type yard struct {
	spent, least, printing time.Duration
	times                  int
}

func (y *yard) measure() {
	start := time.Now()
	w, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	if err != nil {
		panic(err)
	}
	w.Write(assets.SansRegular[1<<20 : 1<<20+1<<18])
	w.Close()
	took := time.Since(start)
	y.spent += took
	if y.least == 0 || took < y.least {
		y.least = took
	}
	y.times++
}

// time is how long a print takes.
func (y *yard) time(print func()) {
	start := time.Now()
	print()
	y.printing += time.Since(start)
}

// report tells the time of a print as a ratio to the yard, and in milliseconds as
// they would be were the computer quiet: that ratio times the quickest yard.
func (y *yard) report(b *testing.B, per float64, unit string) {
	ratio := y.printing.Seconds() / float64(b.N) / (y.spent.Seconds() / float64(y.times)) / per
	b.ReportMetric(ratio, "yards/"+unit)
	b.ReportMetric(ratio*float64(y.least.Microseconds())/1000, "quiet-ms/"+unit)
}

// A lone certificate: two signatures, code, logo, an annex of 20 lines. gofpdf
// asks for 15 MB to make it, so that the time depends on how often the collector
// runs: here as often as in Keyday (garbage in main), in a process that holds nothing
// else, and in one as large as the window's.
func BenchmarkCertificate(b *testing.B) {
	defer debug.SetGCPercent(debug.SetGCPercent(200))
	b.Run("alone", benchmarkCertificate)
	b.Run("in a process of 64 MB", func(b *testing.B) {
		held := make([]byte, 64<<20)
		benchmarkCertificate(b)
		runtime.KeepAlive(held)
	})
}

func benchmarkCertificate(b *testing.B) {
	c, imprint := sampleCertificate(20), sampleImprint()
	must(Render(filled(c, imprint), words.Chinese))
	var y yard
	for b.Loop() {
		y.measure()
		y.time(func() { must(Render(filled(c, imprint), words.Chinese)) })
	}
	y.report(b, 1, "paper")
}

// What somebody waits for who looks at a certificate in the window, after the first one:
// its three pages made and drawn, as wide as a window of 1920 pixels shows them.
func BenchmarkCertificateSeen(b *testing.B) {
	c, imprint := sampleCertificate(20), sampleImprint()
	drawn := preview.New("")
	defer drawn.Close()
	if err := drawn.Warm(); err != nil {
		b.Fatal(err)
	}
	see := func() {
		pdf := must(Render(filled(c, imprint), words.Chinese))
		pages := 0
		err := drawn.Pages(context.Background(), pdf, 1240, func(int, int, image.Image) { pages++ })
		if err != nil || pages != 3 {
			b.Fatal(pages, err)
		}
	}
	see()
	var y yard
	for b.Loop() {
		y.measure()
		y.time(see)
	}
	y.report(b, 1, "preview")
}

// 528 certificates in one document; reports the time a page.
func BenchmarkPack(b *testing.B) {
	c, imprint := sampleCertificate(20), sampleImprint()
	pages := 528 * len(must(filled(c, imprint).lay(words.Chinese)).Leaves)
	var y yard
	for b.Loop() {
		for range 20 {
			y.measure()
		}
		y.time(func() {
			var all Bundle
			for i := range 528 {
				one := c
				one.Number = fmt.Sprintf("JF-01-%05d", i)
				one.Owners = []handover.CertificateOwner{{Name: string(rune(0x4e00 + 7*i)), IDNo: fmt.Sprint(i)}}
				if err := all.Add(filled(one, imprint), words.Chinese); err != nil {
					b.Fatal(err)
				}
			}
			if err := all.Write(io.Discard, "锦绣花园"); err != nil {
				b.Fatal(err)
			}
		})
	}
	y.report(b, float64(pages), "page")
}
