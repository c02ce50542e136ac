//go:build !ci

package screen

import "github.com/go-gl/glfw/v3.4/glfw"

// desktop is the room, in pixels, that the desktop leaves to windows beside its own
// bars. The toolkit does not tell; what it draws with does, once a window is made.
func desktop() (width, height int, known bool) {
	m := glfw.GetPrimaryMonitor()
	if m == nil {
		return 0, 0, false
	}
	_, _, width, height = m.GetWorkarea()
	return width, height, width > 0 && height > 0
}

// fill asks the desktop to open the window over all of its room.
func fill() { glfw.WindowHint(glfw.Maximized, glfw.True) }
