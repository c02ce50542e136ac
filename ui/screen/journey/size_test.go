package journey

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Places in points: the settings in the rail, their tab 本机, and its text sizes.
var (
	settingsAt = [2]float64{44, 395}
	laptopAt   = [2]float64{720, 159}
	sizeAt     = map[string][2]float64{"小": {122, 388}, "标准": {174, 388}, "最大": {335, 388}}
)

// Whatever the display and its scaling, the window stays on the display when the size
// of texts changes, and the home that is clicked is the one that opens: where the
// display has no room for the size, the largest that it has room for is shown.
func TestTextSizes(t *testing.T) {
	type step struct {
		size  string
		scale float64 // that the window then has; the toolkit knows tenths
	}
	for _, c := range []struct {
		screen, own string
		begins      float64
		steps       []step
	}{
		{"1366x768", "1", 1, []step{{"最大", 1.4}, {"标准", 1}, {"小", 0.9}, {"最大", 1.4}}},
		{"1366x768", "1.25", 1.3, []step{{"最大", 1.4}, {"标准", 1.3}}},
		{"1366x768", "1.5", 1.4, []step{{"最大", 1.4}, {"小", 1.4}}},
		{"1366x768", "2", 1.4, []step{{"最大", 1.4}, {"标准", 1.4}}},
		{"1920x1080", "1", 1, []step{{"最大", 1.5}, {"小", 0.9}, {"标准", 1}}},
		{"1920x1080", "1.25", 1.3, []step{{"最大", 1.9}, {"标准", 1.3}}},
		{"1920x1080", "1.5", 1.5, []step{{"最大", 2}, {"标准", 1.5}}},
		{"1920x1080", "2", 2, []step{{"最大", 2}, {"标准", 2}}},
	} {
		t.Run(c.screen+" at "+c.own, func(t *testing.T) {
			w := openOn(t, c.screen, "FYNE_SCALE="+c.own)
			homes := w.homesWithoutRound()
			w.signIn("王敏")
			w.opens(homes[0], c.begins)
			scale := c.begins
			for i, s := range c.steps {
				w.point(settingsAt, scale)
				w.point(laptopAt, scale)
				w.point(sizeAt[s.size], scale)
				scale = s.scale
				w.within()
				w.opens(homes[i+1], scale)
			}
		})
	}
}

// homesWithoutRound are homes of the second building that nobody has inspected.
func (w *window) homesWithoutRound() []string {
	var all []string
	for _, one := range ask[struct{ Units []struct{ Code string } }](w, "show", "units", "--state", "not_ready").Units {
		if strings.HasPrefix(one.Code, "2-") && len(w.unit(one.Code).Inspections) == 0 {
			all = append(all, one.Code)
		}
	}
	return all
}

// point clicks at a place in points.
func (w *window) point(at [2]float64, scale float64) {
	w.t.Helper()
	w.click(int(at[0]*scale), int(at[1]*scale))
}

// opens opens a home by a double click on its tile, and begins an inspection there:
// that it has begun in this home and no other is what the data says.
func (w *window) opens(code string, scale float64) {
	w.t.Helper()
	var entrance, number int
	if _, err := fmt.Sscanf(code, "2-%d-%d", &entrance, &number); err != nil {
		w.t.Fatal(err)
	}
	w.keys("ctrl+1")
	x, y := 677+156*(entrance-1)+68*(number%100-1), 190+48*(6-number/100)
	w.point([2]float64{float64(x), float64(y)}, scale)
	w.xdo("click", "--repeat", "2", "--delay", "80", "1")
	w.still()
	w.keys("ctrl+Return", "Return")
	w.await("the inspection of "+code+" at a scale of "+strconv.FormatFloat(scale, 'f', 1, 64), func() bool {
		return len(w.unit(code).Inspections) == 1
	})
}

// within checks that the window does not reach beyond its display.
func (w *window) within() {
	w.t.Helper()
	out, err := w.command("xdotool", "getwindowgeometry", "--shell", w.id).Output()
	if err != nil {
		w.t.Fatal(err)
	}
	at := map[string]int{}
	for line := range strings.Lines(string(out)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		at[name], _ = strconv.Atoi(value)
	}
	var width, height int
	if _, err := fmt.Sscanf(w.screen, "%dx%d", &width, &height); err != nil {
		w.t.Fatal(err)
	}
	if slices.Min([]int{at["X"], at["Y"]}) < 0 || at["X"]+at["WIDTH"] > width || at["Y"]+at["HEIGHT"] > height {
		w.t.Errorf("the window lies at %v on a display of %s", at, w.screen)
	}
}
