//go:build !windows

package office

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"keyday/app"
)

// program puts a shell script into the only folder in which programs are found.
func program(t *testing.T, name, script string) (log string) {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	log = filepath.Join(dir, "log")
	if script != "" {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\necho \"$@\" > "+log+"\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return log
}

func TestPrinter(t *testing.T) {
	for name, c := range map[string]struct{ script, want, said string }{
		"takes the file": {"exit 0", "", ""},
		"refuses it":     {"echo 'lp: no default destination' >&2; exit 1", "paper.printer_refused", "no default destination"},
		"is not there":   {"", "paper.printer_missing", ""},
	} {
		t.Run(name, func(t *testing.T) {
			log := program(t, "lp", c.script)
			err := System().Print(context.Background(), "/papers/JF-01-00042 房屋交接单.pdf")
			if app.RefusalCode(err) != c.want || !strings.Contains(errorText(err), c.said) {
				t.Errorf("%v", err)
			}
			if c.script == "" {
				return
			}
			asked, err := os.ReadFile(log)
			if err != nil || !strings.Contains(string(asked), "-- /papers/JF-01-00042 房屋交接单.pdf") {
				t.Errorf("asked to print %q, %v", asked, err)
			}
		})
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestViewer(t *testing.T) {
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	log := program(t, opener, "exit 0")
	if err := System().Open(context.Background(), "/papers/x.pdf"); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if asked, _ := os.ReadFile(log); strings.Contains(string(asked), "/papers/x.pdf") {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if asked, _ := os.ReadFile(log); !strings.Contains(string(asked), "/papers/x.pdf") {
		t.Errorf("asked to open %q", asked)
	}
	program(t, opener, "exit 3") // what is registered for PDFs cannot show it
	if err := System().Open(context.Background(), "/papers/x.pdf"); app.RefusalCode(err) != "paper.viewer_missing" {
		t.Errorf("a viewer that fails: %v", err)
	}
	was := soon
	soon = time.Millisecond
	t.Cleanup(func() { soon = was })
	program(t, opener, "exec /bin/sleep 2") // it answers when it is closed
	if err := System().Open(context.Background(), "/papers/x.pdf"); err != nil {
		t.Errorf("a viewer that stays: %v", err)
	}
	program(t, opener, "")
	if err := System().Open(context.Background(), "/papers/x.pdf"); app.RefusalCode(err) != "paper.viewer_missing" {
		t.Errorf("without a viewer: %v", err)
	}
}
