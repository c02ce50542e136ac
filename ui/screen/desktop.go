//go:build !ci

package screen

import (
	"os"
	"runtime"
	"strings"

	"github.com/go-gl/glfw/v3.4/glfw"

	"keyday/app"
)

// requireDisplay asks for a display before the toolkit does, which without one complains in its
// own words and falls. It refuses with "screen.no_display".
func requireDisplay() error {
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

// desktop is the ground of the first monitor, where a window opens.
func desktop() (ground, bool) { return groundOf(glfw.GetPrimaryMonitor()) }

// ground is that of the monitor on which the window has its middle.
func (w *Window) ground() (ground, bool) {
	v := w.handle()
	if v == nil {
		return desktop()
	}
	x, y := v.GetPos()
	width, height := v.GetSize()
	x, y = x+width/2, y+height/2
	for _, m := range glfw.GetMonitors() {
		if g, known := groundOf(m); known && x >= g.x && x < g.x+g.width && y >= g.y && y < g.y+g.height {
			return g, true
		}
	}
	return desktop()
}

// stayOn moves a window that grew past the edge of its ground back onto it.
func (w *Window) stayOn(g ground) {
	v := w.handle()
	if v == nil || v.GetAttrib(glfw.Maximized) == glfw.True {
		return
	}
	x, y := v.GetPos()
	width, height := v.GetSize()
	left, top := max(g.x, min(x, g.x+g.width-width)), max(g.y, min(y, g.y+g.height-height))
	if left != x || top != y {
		v.SetPos(left, top)
	}
}

// handle is the window as what the toolkit draws with knows it; nil where it is not
// made yet. The toolkit lends no other way to it than its context.
func (w *Window) handle() (v *glfw.Window) {
	if c, can := w.window.(interface{ RunWithContext(func()) }); can {
		c.RunWithContext(func() { v = glfw.GetCurrentContext() })
	}
	return v
}

// groundOf is the room, in pixels, that the desktop leaves to windows on a monitor
// beside its own bars, and its scale, as the toolkit finds it.
func groundOf(m *glfw.Monitor) (ground, bool) {
	if m == nil {
		return ground{}, false
	}
	g := ground{scale: 1}
	g.x, g.y, g.width, g.height = m.GetWorkarea()
	mode := m.GetVideoMode()
	switch off := strings.ToLower(os.Getenv("FYNE_DISABLE_DPI_DETECTION")); {
	case runtime.GOOS == "windows":
		g.scale, _ = m.GetContentScale()
	case runtime.GOOS == "darwin", glfw.GetPlatform() == glfw.PlatformWayland, mode == nil, off == "true", off == "t", off == "1":
	default:
		wide, high := m.GetPhysicalSize()
		if dpi := float32(mode.Width) / float32(wide) * 25.4; dpi > 120 && dpi <= 1000 && !(wide == 60 && high == 60) {
			g.scale = dpi / 120
		}
	}
	return g, g.width > 0 && g.height > 0
}

// fill asks the desktop to open the window over all of its room.
func fill() { glfw.WindowHint(glfw.Maximized, glfw.True) }
