package shell

import "fyne.io/fyne/v2"

// Place is one of the things one can be at. Those with an icon stand in the rail,
// in the order registered; the others are pages reached by routes (a unit).
type Place struct {
	Key    string        // the route's Place
	Icon   string        // a drawing of the theme; "" keeps it out of the rail
	Title  func() string // in the present language
	Shows  string        // the kind of the records whose page it is; "" where it shows none by themselves
	Under  string        // the place of the rail that is lit while this page is open
	InMenu bool          // in the menu that leads to places, without standing in the rail
	// Shown reports whether the person may go there; nil: everyone. Asked anew
	// when somebody signs in.
	Shown func() bool
	// Build makes the page. It runs on the screen's goroutine and must return
	// fast: what is read comes by Load.
	Build func(*Context) fyne.CanvasObject
}
