//go:build !windows

package paper

import (
	"context"
	"errors"
	"os/exec"
	"runtime"
	"strings"

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

// Open hands the file to the desktop. It does not wait: some desktops answer only
// when the viewer is closed.
func (system) Open(_ context.Context, path string) error {
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	viewer := exec.Command(opener, path)
	if err := viewer.Start(); err != nil {
		return app.Refuse("paper.viewer_missing", "file", path)
	}
	go viewer.Wait()
	return nil
}
