package widget

import "fyne.io/fyne/v2"

// Touched is called whenever a person did something to a control; the shell sets
// it to know when nobody has been there for a while. The toolkit has no hook that
// sees every event.
var Touched = func() {}

// Hinted is called with what a control says about itself while the pointer or the
// keyboard is on it, and with "" when they go; the shell shows it in the line at
// the foot, as long as the control stands.
var Hinted = func(of fyne.CanvasObject, text string) {}
