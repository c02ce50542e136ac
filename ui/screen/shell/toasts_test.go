package shell

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/screen/widget/widgettest"
)

// The cross of a toast is at its edge, of a short one too, and takes it away.
func TestToastEndsWithItsCross(t *testing.T) {
	widgettest.App(t)
	for _, text := range []string{"好", strings.Repeat("很长的一句话", 12)} {
		layer := NewToasts()
		layer.After = func(time.Duration, func()) {}
		win := widgettest.Window(t, layer, 872, 400) // beside the rail of the least window
		layer.Add(widget.Toast{Text: text})
		var cross *widget.Button
		for _, o := range test.LaidOutObjects(win.Content()) {
			if b, is := o.(*widget.Button); is && b.Icon == "cross" {
				cross = b
			}
		}
		if cross == nil {
			t.Fatal("there is no cross")
		}
		at := func(o fyne.CanvasObject) float32 {
			return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).X + o.Size().Width
		}
		const edge = 16
		if card := layer.cards[0]; at(card)-at(cross) > edge || at(card) < at(cross) {
			t.Errorf("the cross ends at %v of a toast that ends at %v", at(cross), at(card))
		}
		if test.Tap(cross); len(layer.Texts()) != 0 {
			t.Errorf("%q stays", layer.Texts())
		}
	}
}

func TestToastsComeAndGo(t *testing.T) {
	widgettest.App(t)
	layer := NewToasts()
	var later []func()
	layer.After = func(_ time.Duration, fn func()) { later = append(later, fn) }
	widgettest.Window(t, layer, 600, 400)
	undone := false
	for _, s := range []string{"一", "二", "三"} {
		layer.Add(widget.Toast{Text: s})
	}
	layer.Add(widget.Toast{Text: "四", Act: "撤销", Do: func() { undone = true }})
	if got := strings.Join(layer.Texts(), ""); got != "二三四" {
		t.Errorf("to be seen: %s", got)
	}
	for _, o := range test.LaidOutObjects(layer.cards[2].content) {
		if b, is := o.(*widget.Button); is && b.Text == "撤销" {
			test.Tap(b)
		}
	}
	if !undone || strings.Join(layer.Texts(), "") != "二三" {
		t.Errorf("undone %v, left %v", undone, layer.Texts())
	}
	for _, s := range []string{"坏一", "坏二", "坏三", "坏四"} {
		layer.Add(widget.Toast{Text: s, Tone: widget.Ill})
	}
	layer.Add(widget.Toast{Text: "好", Tone: widget.Well})
	if got := strings.Join(layer.Texts(), ""); got != "坏一坏二坏三坏四" {
		t.Errorf("what failed is pushed out: %s", got)
	}
	for _, fn := range later {
		fn()
	}
	if len(layer.Texts()) != 0 {
		t.Errorf("left %v", layer.Texts())
	}
}

// What went well takes the place of what went well before, and nothing else: one toast lies
// over the line of status, and hides nothing of the page but its margin.
func TestOneToastCoversNothing(t *testing.T) {
	widgettest.App(t)
	layer := NewToasts()
	layer.After = func(time.Duration, func()) {}
	widgettest.Window(t, layer, 872, 400)
	layer.Add(widget.Toast{Text: "不成", Tone: widget.Ill})
	layer.Add(widget.Toast{Text: "已保存", Tone: widget.Well})
	layer.Add(widget.Toast{Text: "又保存", Tone: widget.Well})
	if got := strings.Join(layer.Texts(), " "); got != "不成 又保存" {
		t.Errorf("to be seen: %s", got)
	}
	last := layer.cards[1]
	if top := last.Position().Y; top < 400-theme.Status-theme.Gap/2 {
		t.Errorf("it begins at %v", top)
	}
	if last.Size().Height < widget.Measure("又", theme.TextSize, false).Height {
		t.Errorf("%v high, it cuts its text", last.Size().Height)
	}
}
