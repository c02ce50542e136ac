//go:build !ci

package screen

import (
	"os"
	"runtime"
	"strings"

	"github.com/go-gl/glfw/v3.4/glfw"

	"keyday/app"
)

// reach asks for a display before the toolkit does, which without one complains in its
// own words and falls. It refuses with "screen.no_display".
func reach() error {
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return app.Refuse("screen.no_display")
	}
	switch os.Getenv("FYNE_PLATFORM") { // as the toolkit reads it
	case "x11":
		glfw.InitHint(glfw.PlatformHint, int(glfw.PlatformX11))
	case "wayland":
		glfw.InitHint(glfw.PlatformHint, int(glfw.PlatformWayland))
	}
	if glfw.Init() != nil { // the toolkit finds it done
		return app.Refuse("screen.no_display")
	}
	// By this the desktop knows whose window it is, and gives it the name and the icon
	// of the package; the toolkit would say the window's title.
	glfw.WindowHintString(glfw.X11InstanceName, strings.ToLower(app.Name))
	glfw.WindowHintString(glfw.X11ClassName, app.Name)
	return nil
}

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
