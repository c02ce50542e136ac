package rectify

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
)

// BenchmarkScroll turns a page of the list of 200,000: the rows that come into view
// are bound and laid out (ms/turn), then drawn by the software driver, which
// shades every character anew where a graphics card keeps them (ms/draw).
// x_text is the drawing against as many bare lines of text on an empty canvas;
// x_frame is the turn against the 16 ms of a frame. What the store takes to read the
// page is BenchmarkDefectPage in data/store.
func BenchmarkScroll(b *testing.B) {
	o := bare(b)
	read := &reads{Reader: o.Store}
	for i := range 200_000 {
		read.long = append(read.long, defect.Line{ID: numbered(i), Number: app.DefectNumber.Format("01", i), State: defect.Ladder[1+i%7], Severity: site.Severities[i%4], Round: 1 + i%3,
			Part: "外窗与阳台门", What: fmt.Sprintf("密封胶开裂 %d 处", i%50), Due: today.AddDays(i%60 - 30), Firm: plaster.ID,
			UnitCode: fmt.Sprintf("%d-%d-%d", 1+i%11, 1+i%2, 101+i%3000), Room: "主卧", FirmName: plaster.Name})
	}
	s := openWith(b, o, wang, shell.To(Key).With("state", "all"), Params{Read: read}, nil)
	table := s.pg.list.Table
	c := software.NewCanvas()
	c.SetPadded(false)
	c.SetContent(container.NewStack(table))
	c.Resize(fyne.NewSize(858, 570))
	bare := software.NewCanvas()
	bare.SetPadded(false)
	bare.Resize(fyne.NewSize(858, 570))
	var turning, drawing, texts time.Duration
	n := 0
	for b.Loop() {
		n++
		begin := time.Now()
		table.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		turning += time.Since(begin)
		begin = time.Now()
		c.Capture()
		drawing += time.Since(begin)
		first, last := table.InView()
		bare.SetContent(bareText(read, first, last))
		begin = time.Now()
		bare.Capture()
		texts += time.Since(begin)
	}
	per := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 / float64(n) }
	b.ReportMetric(per(turning), "ms/turn")
	b.ReportMetric(per(drawing), "ms/draw")
	b.ReportMetric(float64(drawing)/float64(texts), "x_text")
	b.ReportMetric(per(turning)/16, "x_frame")
}

// bareText is what the rows say, as lines of text and nothing else.
func bareText(r *reads, first, last int) fyne.CanvasObject {
	all := container.NewWithoutLayout()
	for i := first; i <= last; i++ {
		d := r.long[i]
		for k, text := range []string{d.Number, d.UnitCode, d.Room, d.What, d.FirmName, d.Due.String(), string(d.State)} {
			t := canvas.NewText(text, theme.Of(theme.Ink))
			t.TextSize = theme.TextSize
			t.Move(fyne.NewPos(float32(k)*120, float32(i-first)*theme.Row))
			t.Resize(fyne.NewSize(118, theme.Row))
			all.Add(t)
		}
	}
	return all
}
