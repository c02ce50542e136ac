//go:build !darwin

package widget

// Notch is by how many points the toolkit scrolls for a notch of the mouse's wheel; 0 where
// it tells of a trackpad's points alone.
const Notch float32 = 25
