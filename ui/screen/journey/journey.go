// Package journey holds the tests that use Keyday as people do: the real program
// in a real window, by mouse and by keyboard, from the sign-in to the printed
// certificate. What was done is then asked of the command line, which reads the
// data beside the open window.
//
// The tests run where KEYDAY_JOURNEYS names the program (`make journeys`); they
// bring a display of their own (Xvfb), press keys through xdotool, and drop files as
// a file manager does (XDND). Of the house they import nothing.
package journey
