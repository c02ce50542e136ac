package widget

// Touched is called whenever a person did something to a control; the shell sets
// it to know when nobody has been there for a while. The toolkit has no hook that
// sees every event.
var Touched = func() {}
