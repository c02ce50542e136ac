package document

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"keyday/ui/screen/widget/widgettest"
)

func TestSignature(t *testing.T) {
	widgettest.App(t)
	p := NewSignaturePad("王建国", "买受人")
	now := time.Unix(100, 0)
	p.Now = func() time.Time { now = now.Add(10 * time.Millisecond); return now }
	widgettest.Window(t, p, 600, 200+signFoot)
	x, y, w, h := p.area()
	if w != 3*h || x < 0 || y < 0 {
		t.Fatalf("the pad is %v × %v", w, h)
	}
	draw(p, fyne.NewPos(x, y), fyne.NewPos(x+w/2, y+h/2), fyne.NewPos(x+w, y+h), fyne.NewPos(x+w+50, y+h+50))
	draw(p, fyne.NewPos(x+10, y+10), fyne.NewPos(x+20, y+10), fyne.NewPos(x+30, y+12))
	strokes := p.Strokes()
	if len(strokes) != 2 {
		t.Fatalf("%d strokes", len(strokes))
	}
	first := strokes[0]
	if first[0].X != 0 || first[0].Y != 0 || first[2].X != 1 || first[2].Y != 1 || len(first) != 3 {
		t.Errorf("normalised to %v", first)
	}
	last := int64(-1)
	for _, s := range strokes {
		for _, q := range s {
			if q.T <= last || q.X < 0 || q.X > 1 || q.Y < 0 || q.Y > 1 {
				t.Errorf("point %v after %d ms", q, last)
			}
			last = q.T
		}
	}
	if p.Empty() {
		t.Error("a signature counts as empty")
	}
	p.Clear()
	if len(p.Strokes()) != 0 || !p.Empty() {
		t.Error("重签 left strokes")
	}
	draw(p, fyne.NewPos(x+5, y+5))
	if !p.Empty() {
		t.Error("a dot counts as a signature")
	}
}

// A finished signature looks on a page as it did under the pen, and holds only ink.
func TestInkImage(t *testing.T) {
	stroke := Stroke{{X: 0.1, Y: 0.5}, {X: 0.3, Y: 0.2, T: 20}, {X: 0.5, Y: 0.8, T: 40}, {X: 0.9, Y: 0.5, T: 60}}
	picture := InkImage([]Stroke{stroke, {{X: 0.5, Y: 0.1}}}, 600)
	if picture.Bounds().Dx() != 600 || picture.Bounds().Dy() != 200 {
		t.Fatalf("the picture is %v", picture.Bounds())
	}
	alpha := func(x, y float32) uint32 {
		_, _, _, a := picture.At(int(x*600), int(y*200)).RGBA()
		return a
	}
	for _, q := range append(stroke, StrokePoint{X: 0.5, Y: 0.1}) {
		if alpha(q.X, q.Y) < 0x8000 {
			t.Errorf("no ink at %v", q)
		}
	}
	if alpha(0.05, 0.9) != 0 || alpha(0.9, 0.1) != 0 {
		t.Error("ink where nobody drew")
	}
	// A straight stroke has no holes where its pieces meet.
	line := InkImage([]Stroke{{{X: 0.1, Y: 0.5}, {X: 0.5, Y: 0.5, T: 10}, {X: 0.9, Y: 0.5, T: 20}}}, 600)
	for x := 62; x < 538; x++ {
		if _, _, _, a := line.At(x, 100).RGBA(); a < 0xF000 {
			t.Fatalf("a hole at %d", x)
		}
	}
	InkImage(nil, 0)
}

func signed(now func() time.Time) *SignaturePad {
	p := NewSignaturePad("王建国", "买受人")
	p.Now = now
	p.Resize(fyne.NewSize(360, 148))
	draw(p, fyne.NewPos(60, 60), fyne.NewPos(80, 70), fyne.NewPos(100, 60))
	return p
}

func draw(p *SignaturePad, points ...fyne.Position) {
	p.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: points[0]}, Button: desktop.MouseButtonPrimary})
	for _, at := range points[1:] {
		p.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	p.MouseUp(&desktop.MouseEvent{})
	p.DragEnd()
}

func TestSignatureLooks(t *testing.T) {
	widgettest.App(t)
	noon := func() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }
	widgettest.Look(t, "signature.xml", signed(noon), 360, 148)
	widgettest.ShowsOdd(t, NewSignaturePad(widgettest.Odd, widgettest.Odd))
}
