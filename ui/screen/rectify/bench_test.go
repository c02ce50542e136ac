package rectify

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/register"
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
	table, read := longList(b, 200_000)
	c, bare := drawn(container.NewStack(table)), drawn(nil)
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

// BenchmarkScrollLength turns the wheel by a notch in the list of 200 and in that of 200,000,
// one after the other, and draws each frame: x_p99 is the 99th of a hundred frames of the
// long list against that of the short one, x_step the same before anything is drawn.
func BenchmarkScrollLength(b *testing.B) {
	type list struct {
		table       *register.Table
		c           test.WindowlessCanvas
		step, frame []time.Duration
	}
	lists := []*list{}
	for _, n := range []int{200, 200_000} {
		table, _ := longList(b, n)
		lists = append(lists, &list{table: table, c: drawn(container.NewStack(table))})
	}
	notch := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -25)}
	for b.Loop() {
		for _, l := range lists {
			if _, last := l.table.InView(); last >= 199 {
				l.table.Focusable().TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
				l.c.Capture()
			}
			begin := time.Now()
			l.table.Focusable().(fyne.Scrollable).Scrolled(notch)
			l.step = append(l.step, time.Since(begin))
			l.c.Capture()
			l.frame = append(l.frame, time.Since(begin))
		}
	}
	short, long := lists[0], lists[1]
	b.ReportMetric(ratio(p99(long.frame), p99(short.frame)), "x_p99")
	b.ReportMetric(ratio(p99(long.step), p99(short.step)), "x_step")
	b.ReportMetric(float64(p99(long.frame).Microseconds())/1000, "ms/p99")
	b.ReportMetric(float64(p99(long.step).Microseconds())/1000, "ms/step_p99")
}

func p99(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[(len(all)-1)*99/100]
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

// longList is the place's list of so many defects.
func longList(b *testing.B, n int) (*register.Table, *reads) {
	o := bare(b)
	read := &reads{Reader: o.Store}
	for i := range n {
		read.long = append(read.long, defect.Line{ID: numbered(i), Number: app.DefectNumber.Format("01", i), State: defect.Ladder[1+i%7], Severity: site.Severities[i%4], Round: 1 + i%3,
			Part: "外窗与阳台门", What: fmt.Sprintf("密封胶开裂 %d 处", i%50), Due: today.AddDays(i%60 - 30), Firm: plaster.ID,
			UnitCode: fmt.Sprintf("%d-%d-%d", 1+i%11, 1+i%2, 101+i%3000), Room: "主卧", FirmName: plaster.Name})
	}
	s := openWith(b, o, wang, shell.To(Key).With("state", "all"), Params{Read: read}, nil)
	return s.pg.list.Table, read
}

// drawn is a canvas as large as the list is in the smallest window.
func drawn(content fyne.CanvasObject) test.WindowlessCanvas {
	c := software.NewCanvas()
	c.SetPadded(false)
	if content != nil {
		c.SetContent(content)
	}
	c.Resize(fyne.NewSize(858, 570))
	return c
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
