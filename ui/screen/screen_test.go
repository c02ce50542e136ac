package screen

import "testing"

// A DISPLAY is set on Windows and macOS too, where an X server was installed beside:
// a window that asks for X there does not open.
func TestXIsForDesktopsThatHaveIt(t *testing.T) {
	for _, c := range []struct {
		system, display, platform string
		want                      bool
	}{
		{"linux", ":0", "", true},
		{"freebsd", ":0", "", true},
		{"linux", "", "", false},
		{"linux", ":0", "wayland", false},
		{"windows", "127.0.0.1:0", "", false},
		{"darwin", "/private/tmp/x/org.xquartz:0", "", false},
	} {
		env := map[string]string{"DISPLAY": c.display, "FYNE_PLATFORM": c.platform}
		if got := prefersX(c.system, func(name string) string { return env[name] }); got != c.want {
			t.Errorf("%+v: got %v", c, got)
		}
	}
}
