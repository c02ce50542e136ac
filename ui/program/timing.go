package program

import (
	"fmt"
	"os"
	"time"
)

// timingVariable, set in the environment, makes the window say on standard error
// when what stood on the screen: the bench reads it.
const timingVariable = "KEYDAY_TIMES"

var timing = os.Getenv(timingVariable) != ""

// tell says when something happened; painted waits for the frame that shows it.
func (p *program) tell(what string, painted bool) {
	if !timing {
		return
	}
	say := func() { fmt.Fprintf(os.Stderr, "time %s %d\n", what, time.Now().UnixNano()) }
	if painted {
		p.window.AfterFrame(say)
		return
	}
	say()
}

// timed tells of what a page was asked for, and of the frame that shows it.
func (p *program) timed(step string) { p.tell(step, step == "shown") }
