package widget

// Notch is 0: a Mac tells how far to scroll, of a wheel as of a trackpad.
const Notch float32 = 0
