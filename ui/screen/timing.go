package screen

import (
	"fmt"
	"os"
	"time"
)

// timingVariable, set in the environment, makes the window say on standard error when what
// stood on the screen: the bench reads it.
const timingVariable = "KEYDAY_TIMES"

var timing = os.Getenv(timingVariable) != ""

// Tell says when something happened; painted waits for the frame that shows it.
func (w *Window) Tell(what string, painted bool) {
	if !timing {
		return
	}
	say := func() { fmt.Fprintf(os.Stderr, "time %s %d\n", what, time.Now().UnixNano()) }
	if painted {
		w.AfterFrame(say)
		return
	}
	say()
}

// Timed tells of what a page was asked for, and of the frame that shows it.
func (w *Window) Timed(step string) { w.Tell(step, step == "shown") }
