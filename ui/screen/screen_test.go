package screen

import (
	"math"
	"testing"
)

// A DISPLAY is set on Windows and macOS too, where an X server was installed beside:
// a window that asks for X there does not open.
func TestXIsForDesktopsThatHaveIt(t *testing.T) {
	for _, c := range []struct {
		system, display, platform string
		want                      bool
	}{
		{"linux", ":0", "", true},
		{"freebsd", ":0", "", true},
		{"linux", "", "", false},
		{"linux", ":0", "wayland", false},
		{"windows", "127.0.0.1:0", "", false},
		{"darwin", "/private/tmp/x/org.xquartz:0", "", false},
	} {
		env := map[string]string{"DISPLAY": c.display, "FYNE_PLATFORM": c.platform}
		if got := prefersX(c.system, func(name string) string { return env[name] }); got != c.want {
			t.Errorf("%+v: got %v", c, got)
		}
	}
}

// The toolkit's scale is at most what lets the least window stand between the desktop's
// bars under its title; where text was asked for larger, the largest that fits is shown.
func TestTextIsAsLargeAsTheScreenHasRoomFor(t *testing.T) {
	for _, c := range []struct {
		name       string
		asked, own float32
		wide, high int
		desktop    float32
		scale      float32 // that the toolkit draws with
		shown      float32
	}{
		{"a laptop", 1, 1, 1366, 728, 1, 1, 1},
		{"a laptop, large text", 1.15, 1, 1366, 728, 1, 1.2, 1.15},
		{"a laptop, the largest that fits to the tenth", 1.3, 1, 1366, 728, 1, 1.3, 1.3},
		{"a laptop, larger than fits", 1.5, 1, 1366, 728, 1, 1.3, 1.3},
		{"a laptop whose desktop enlarges", 1.5, 1, 1366, 728, 1.25, 1.3, 1.04},
		{"small text on a laptop whose desktop enlarges", 0.9, 1, 1366, 728, 1.25, 1.1, 0.9},
		{"a laptop whose owner enlarged", 1, 2, 1366, 728, 1, 1.3, 0.65},
		{"a large screen", 1.5, 1, 1920, 1040, 1, 1.5, 1.5},
		{"a large screen at 150 %", 1.5, 1, 1920, 1040, 1.5, 1.9, 1.2667},
		{"a narrow screen", 1, 1, 800, 1200, 1, 0.8, 0.8},
	} {
		on := ground{width: c.wide, height: c.high, scale: c.desktop}
		f, shown := factor(c.asked, c.own, on)
		if got := scaled(f, on); got != c.scale || !near(shown, c.shown) {
			t.Errorf("%s: a scale of %v, text of %v; want %v, %v", c.name, got, shown, c.scale, c.shown)
		}
		if limit := scaled(f, on); c.shown < c.asked && (least().Width*limit > float32(c.wide) || least().Height*limit > float32(c.high)) {
			t.Errorf("%s: the least window has no room at a scale of %v", c.name, limit)
		}
	}
}

func near(a, b float32) bool { return a-b < 0.001 && b-a < 0.001 }

// What is turned into points and back is the same pixels at every scale: a window that
// gains a pixel at each turn creeps past the edge.
func TestPointsAreTheSamePixels(t *testing.T) {
	for px := 480; px <= 4000; px++ {
		for tenth := 5; tenth <= 40; tenth++ {
			scale := float32(tenth) / 10
			p := points(px, scale)
			if up := int(math.Ceil(float64(p * scale))); up != px {
				t.Fatalf("%d pixels at %v come back as %d", px, scale, up)
			}
			if back := pixels(p, scale); back != px {
				t.Fatalf("%d pixels at %v are taken for %d", px, scale, back)
			}
		}
	}
}
