//go:build !windows

package office

import (
	"context"
	"errors"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"keyday/app"
)

// Print queues the file with lp, which Linux and macOS share.
func (system) Print(ctx context.Context, path string) error {
	said, err := exec.CommandContext(ctx, "lp", "--", path).CombinedOutput()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return app.Refuse("paper.printer_missing", "file", path)
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return app.Refuse("paper.printer_refused", "file", path, "text", strings.TrimSpace(string(said)))
	}
	return nil
}

// soon is how long a viewer is watched: one that cannot show the file ends by then.
var soon = 2 * time.Second

// Open hands the file to the desktop. It does not wait for the end: some desktops answer
// only when the viewer is closed.
func (system) Open(ctx context.Context, path string) error {
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	viewer := exec.Command(opener, path)
	if err := viewer.Start(); err != nil {
		return app.Refuse("paper.viewer_missing", "file", path)
	}
	ended := make(chan error, 1)
	go func() { ended <- viewer.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return app.Refuse("paper.viewer_missing", "file", path)
		}
	case <-time.After(soon):
	case <-ctx.Done():
	}
	return nil
}
