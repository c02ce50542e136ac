package journey

import (
	"slices"
	"strings"
	"testing"
)

// A click upon empty ground, upon the line at the foot, a search that was left, a menu:
// whatever took the keyboard, the letters that follow are the grid's again. That they
// led to the home meant is what the data says.
func TestLettersComeHome(t *testing.T) {
	w := open(t)
	homes := slices.DeleteFunc(w.homesWithoutRound(), func(code string) bool { return !strings.HasPrefix(code, "2-1-") })
	w.signIn("王敏")
	for i, take := range []func(){
		func() { w.click(1200, 650) },                                     // empty ground
		func() { w.click(700, 757) },                                      // the line at the foot
		func() { w.keys("ctrl+k"); w.write("zzz"); w.keys("Escape") },     // a search
		func() { w.click(214, 15); w.keys("Escape"); w.click(1200, 700) }, // the menu 帮助
	} {
		if i >= len(homes) {
			t.Fatalf("the rehearsal has %d homes to try", len(homes))
		}
		w.keys("ctrl+1")
		w.click(520, 106) // 2幢
		take()
		w.write(strings.TrimPrefix(homes[i], "2-1-"))
		w.keys("Return", "ctrl+Return", "Return")
		w.await("the inspection of "+homes[i], func() bool { return len(w.unit(homes[i]).Inspections) == 1 })
	}
}
