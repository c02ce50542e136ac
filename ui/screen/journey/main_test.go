// Package journey_test drives the real window, on a display of its own.
package journey_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

// emptyVariable makes the test binary be what the figures are held against: an
// empty window of the toolkit in Keyday's typeface, which says when it stands.
const emptyVariable = "KEYDAY_EMPTY_WINDOW"

func TestMain(m *testing.M) {
	if os.Getenv(emptyVariable) != "" {
		emptyWindow()
		return
	}
	os.Exit(m.Run())
}

func emptyWindow() {
	fyneapp.SetMetadata(fyne.AppMetadata{ID: "cn.keyday.empty", Name: "empty", Migrations: map[string]bool{"fyneDo": true}})
	a := fyneapp.NewWithID("cn.keyday.empty")
	a.Settings().SetTheme(theme.New(theme.Light))
	w := a.NewWindow("empty")
	content := fw.NewLabel("空")
	w.SetContent(content)
	w.Resize(fyne.NewSize(1366, 768))
	painted("empty")
	w.Canvas().SetOnTypedKey(func(*fyne.KeyEvent) {
		tell("asked")
		content.SetText(content.Text + "。")
		painted("shown")
	})
	w.ShowAndRun()
}

func tell(what string) { fmt.Fprintf(os.Stderr, "time %s %d\n", what, time.Now().UnixNano()) }

// painted tells of the next frame, as Keyday's window does of its own (screen.AfterFrame).
func painted(what string) {
	told := false
	tick := fyne.NewAnimation(time.Second, func(float32) {
		if !told {
			told = true
			fyne.Do(func() { tell(what) })
		}
	})
	tick.Start()
}

// display is an X server of the test's own; it ends with it.
func display(t testing.TB) string {
	t.Helper()
	x := exec.Command("Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp")
	out, err := x.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Start(); err != nil {
		t.Skip("no Xvfb: ", err)
	}
	t.Cleanup(func() { x.Process.Kill(); x.Wait() })
	number, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	return ":" + strings.TrimSpace(number)
}

// program is a window that runs, and the moments that it tells of.
type program struct {
	t       testing.TB
	display string
	began   time.Time
	cmd     *exec.Cmd
	lines   chan string
}

func start(t testing.TB, display, binary string, env []string, args ...string) *program {
	t.Helper()
	p := &program{t: t, display: display, cmd: exec.Command(binary, args...), lines: make(chan string, 1000)}
	p.cmd.Env = append(os.Environ(), append(env, "DISPLAY="+display, "FYNE_PLATFORM=x11", "KEYDAY_KEYS=file", "KEYDAY_TIMES=1", "XDG_STATE_HOME="+t.TempDir())...)
	out, err := p.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.began = time.Now()
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(p.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
	}()
	t.Cleanup(p.stop)
	return p
}

func (p *program) stop() {
	p.cmd.Process.Kill()
	p.cmd.Wait()
}

// moment waits until the window tells of what; for no longer than a minute.
func (p *program) moment(what string) time.Time {
	p.t.Helper()
	late := time.After(time.Minute)
	for {
		select {
		case line, open := <-p.lines:
			if !open {
				p.t.Fatalf("the window ended before it told of %s", what)
			}
			var name string
			var nano int64
			if n, _ := fmt.Sscanf(line, "time %s %d", &name, &nano); n == 2 && name == what {
				return time.Unix(0, nano)
			}
		case <-late:
			p.t.Fatalf("the window did not tell of %s within a minute", what)
		}
	}
}

// forget lets go of the moments told so far.
func (p *program) forget() {
	for len(p.lines) > 0 {
		<-p.lines
	}
}

// keys presses keys in the window under the pointer.
func (p *program) keys(names ...string) {
	p.t.Helper()
	for _, args := range [][]string{{"mousemove", "700", "740"}, append([]string{"key"}, names...)} {
		c := exec.Command("xdotool", args...)
		c.Env = append(os.Environ(), "DISPLAY="+p.display)
		if out, err := c.CombinedOutput(); err != nil {
			p.t.Fatalf("xdotool: %v: %s", err, out)
		}
	}
}
