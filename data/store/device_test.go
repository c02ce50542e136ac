package store

import (
	"errors"
	"testing"

	"keyday/app"
)

// Damage of device.db is called that, for the site is none the worse; what else befalls
// it is said as it is.
func TestDeviceTrouble(t *testing.T) {
	other := errors.New("something else")
	for name, c := range map[string]struct {
		err  error
		code string
	}{
		"none":            {nil, ""},
		"damaged":         {app.Refuse("store.damaged", "folder", "/a"), "device.damaged"},
		"none of ours":    {app.Refuse("device.damaged"), "device.damaged"},
		"a full disk":     {app.Refuse("disk.full", "what", "/a"), "disk.full"},
		"write-protected": {app.Refuse("disk.readonly", "what", "/a"), "disk.readonly"},
		"in use":          {app.Refuse("store.busy"), "store.busy"},
		"something else":  {other, ""},
	} {
		err := deviceError(c.err, "/a/device.db")
		if app.RefusalCode(err) != c.code || (err == nil) != (c.err == nil) || c.err == other && err != other {
			t.Errorf("%s: %v, want %q", name, err, c.code)
		}
		var refusal *app.Refusal
		if c.code == "device.damaged" && (!errors.As(err, &refusal) || refusal.Args["file"] != "/a/device.db") {
			t.Errorf("%s does not say which file: %v", name, err)
		}
	}
}
