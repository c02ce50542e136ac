package journey

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// screen is the size of the display: a laptop's.
const screen = "1366x768"

// patience is how long the data may take to show what was done. A commit takes
// milliseconds; the machine may be busy with other tests.
const patience = 40 * time.Second

// window is a running Keyday in a window of its own display.
type window struct {
	t       *testing.T
	program string
	home    string   // folder of everything: data, state, settings
	screen  string   // the display's size
	set     []string // variables that are set besides
	display string
	id      string   // of the window
	order   []string // who stands where at the sign-in
}

// open makes a rehearsal site and opens it in a window on a laptop's display.
func open(t *testing.T) *window {
	t.Helper()
	return openOn(t, screen)
}

// openOn does so on a display of the size, with variables set.
func openOn(t *testing.T, screen string, set ...string) *window {
	t.Helper()
	program := os.Getenv("KEYDAY_JOURNEYS")
	if program == "" {
		t.Skip("KEYDAY_JOURNEYS names no program; make journeys does")
	}
	w := &window{t: t, program: program, home: t.TempDir(), screen: screen, set: set}
	if err := os.MkdirAll(w.cache(), 0o755); err != nil {
		t.Fatal(err)
	}
	w.addPrinter()
	w.run("rehearse", "--buildings", "2", "--units", "48", "--defects", "400")
	w.startDisplay()
	w.startProgram()
	w.order = slices.Sorted(slices.Values([]string{"王敏", "孙立新", "周静", "林晓燕", "郭佳颖", "赵磊", "陈强", "杨帆", "徐婷", "何志远", "谢雨桐"}))
	return w
}

// env is the surroundings of every process of the journey: none of the user's.
func (w *window) env() []string {
	return append(append(os.Environ(), w.set...),
		"KEYDAY_DATA="+filepath.Join(w.home, "site"), "KEYDAY_KEYS=file", "LANG=zh_CN.UTF-8", "DISPLAY="+w.display, "FYNE_PLATFORM=x11",
		"HOME="+w.home, "XDG_DATA_HOME="+w.home, "XDG_STATE_HOME="+w.home, "XDG_CONFIG_HOME="+w.home, "XDG_CACHE_HOME="+w.cache())
}

// printed is the file that the printer was given last.
func (w *window) printed() string { return filepath.Join(w.home, "printed.pdf") }

// addPrinter puts a printer beside the program: it accepts what it is given, and keeps
// it. What no printer accepted does not count as a print.
func (w *window) addPrinter() {
	w.t.Helper()
	bin := filepath.Join(w.home, "bin")
	if err := os.MkdirAll(bin, 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bin, "lp"), []byte("#!/bin/sh\nexec cp \"$2\" '"+w.printed()+"'\n"), 0o755); err != nil {
		w.t.Fatal(err)
	}
	w.set = append(w.set, "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// cache is shared by the journeys: the preview of papers compiles itself once.
func (w *window) cache() string { return filepath.Join(os.TempDir(), "keyday-journey-cache") }

func (w *window) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = w.env()
	return c
}

// run runs a command of Keyday beside the window and returns what it wrote.
func (w *window) run(args ...string) []byte {
	w.t.Helper()
	c := w.command(w.program, args...)
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		w.t.Fatalf("keyday %s: %v\n%s", strings.Join(args, " "), err, errs.String())
	}
	return out
}

// ask runs a command and reads its JSON.
func ask[T any](w *window, args ...string) T {
	w.t.Helper()
	var answer T
	if err := json.Unmarshal(w.run(append([]string{"--json"}, args...)...), &answer); err != nil {
		w.t.Fatalf("keyday %s: %v", strings.Join(args, " "), err)
	}
	return answer
}

func (w *window) startDisplay() {
	w.t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		w.t.Fatal(err)
	}
	// Xvfb finds a free display itself and writes its number. Without -noreset it
	// begins anew, and refuses, whenever the last client leaves.
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", w.screen+"x24", "-nolisten", "tcp", "-noreset")
	server.ExtraFiles = []*os.File{write}
	var said bytes.Buffer
	server.Stderr = &said
	if err := server.Start(); err != nil {
		w.t.Fatalf("no display: %v (make test-tools installs Xvfb)", err)
	}
	w.end(server)
	write.Close()
	defer read.Close()
	number := make([]byte, 8)
	n, err := read.Read(number)
	if err != nil {
		w.t.Fatalf("no display: %v", err)
	}
	w.display = ":" + strings.TrimSpace(string(number[:n]))
	w.await("the display "+w.display, func() bool { return w.command("xdotool", "getdisplaygeometry").Run() == nil })
}

func (w *window) startProgram() {
	w.t.Helper()
	log, err := os.Create(filepath.Join(w.home, "keyday.log"))
	if err != nil {
		w.t.Fatal(err)
	}
	defer log.Close()
	c := w.command(w.program)
	c.Stdout, c.Stderr = log, log
	if err := c.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.end(c)
	w.t.Cleanup(w.keepPicture) // before the program ends
	empty := w.picture()
	w.await("the window", func() bool {
		out, err := w.command("xdotool", "search", "--onlyvisible", "--name", "交付日").Output()
		w.id, _, _ = strings.Cut(strings.TrimSpace(string(out)), "\n")
		return err == nil && w.id != ""
	})
	w.await("the sign-in", func() bool { return differ(empty, w.picture()) > 500_000 })
	w.still()
}

// end ends a process with the test.
func (w *window) end(c *exec.Cmd) {
	w.t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM) // so that a display takes its lock away
		ended := time.AfterFunc(5*time.Second, func() { _ = c.Process.Kill() })
		_ = c.Wait()
		ended.Stop()
	})
}

// await waits until something holds.
func (w *window) await(what string, holds func() bool) {
	w.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(150 * time.Millisecond) {
		if holds() {
			return
		}
		if time.Now().After(end) {
			w.t.Fatalf("waited %v in vain for %s", patience, what)
		}
	}
}

// xdo gives xdotool something to do.
func (w *window) xdo(args ...string) {
	w.t.Helper()
	if out, err := w.command("xdotool", args...).CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool %s: %v %s", strings.Join(args, " "), err, out)
	}
}

// keys presses keys one after the other, by their names in X. What Return opens is
// waited for, as whoever looks before pressing the next key does.
func (w *window) keys(names ...string) {
	w.t.Helper()
	for i, name := range names {
		w.xdo("key", name)
		if last := i == len(names)-1; last || strings.HasSuffix(name, "Return") {
			w.still()
		} else {
			time.Sleep(150 * time.Millisecond)
		}
	}
}

// times repeats a key.
func times(key string, n int) []string { return slices.Repeat([]string{key}, n) }

// write types a text.
func (w *window) write(text string) {
	w.t.Helper()
	w.xdo("type", "--delay", "40", text)
	w.still()
}

// click presses the left button at a place of the window.
func (w *window) click(x, y int) {
	w.t.Helper()
	w.xdo("mousemove", strconv.Itoa(x), strconv.Itoa(y), "sleep", "0.1", "click", "1")
	w.still()
}

// clickPrimary presses the primary act in the lower right part of the window: the
// one thing there in the accent's colour, light or dark.
func (w *window) clickPrimary() {
	w.t.Helper()
	const width, height = 1366, 768
	w.await("a primary act that is enabled", func() bool {
		pixels := w.picture()
		n, sumX, sumY := 0, 0, 0
		for y := height / 2; y < height; y++ {
			for x := width * 4 / 5; x < width; x++ {
				switch at := 4 * (y*width + x); [3]byte(pixels[at : at+3]) {
				case [3]byte{0x1F, 0x5F, 0xBF}, [3]byte{0x6E, 0xA1, 0xF2}:
					n, sumX, sumY = n+1, sumX+x, sumY+y
				}
			}
		}
		if n < 1000 {
			return false
		}
		w.click(sumX/n, sumY/n)
		return true
	})
}

// draw draws a signature with the mouse, beginning at the place: slowly, because a
// busy machine takes few of the points that a hand draws.
func (w *window) draw(x, y int) {
	w.t.Helper()
	for stroke := range 2 {
		left := x + 140*stroke
		args := []string{"mousemove", strconv.Itoa(left), strconv.Itoa(y), "sleep", "0.2", "mousedown", "1"}
		for i := range 10 {
			args = append(args, "mousemove", strconv.Itoa(left+12*i), strconv.Itoa(y+20*(i%3)), "sleep", "0.12")
		}
		w.xdo(append(args, "mouseup", "1", "sleep", "0.2")...)
	}
	w.still()
}

// picture is the window's pixels, four bytes each.
func (w *window) picture() []byte {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	c := exec.CommandContext(ctx, "import", "-silent", "-window", "root", "-depth", "8", "rgba:-")
	c.Env = w.env()
	var errs bytes.Buffer
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		w.t.Fatalf("no picture of the window: %v %s", err, errs.String())
	}
	return out
}

// still waits until the window no longer changes but for a blinking cursor.
func (w *window) still() {
	w.t.Helper()
	time.Sleep(120 * time.Millisecond)
	before := w.picture()
	for range 40 {
		time.Sleep(80 * time.Millisecond)
		now := w.picture()
		if differ(before, now) < 400 {
			return
		}
		before = now
	}
}

// differ counts the pixels in which two pictures differ.
func differ(a, b []byte) int {
	if len(a) != len(b) {
		return max(len(a), len(b)) / 4
	}
	n := 0
	for i := 0; i+3 < len(a); i += 4 {
		if !bytes.Equal(a[i:i+3], b[i:i+3]) {
			n++
		}
	}
	return n
}

// keepPicture keeps what the window shows where the test failed.
func (w *window) keepPicture() {
	if !w.t.Failed() {
		return
	}
	dir := filepath.Join(os.TempDir(), "keyday-journeys")
	file := filepath.Join(dir, strings.ReplaceAll(w.t.Name(), "/", " ")+".png")
	if os.MkdirAll(dir, 0o755) == nil && w.command("import", "-silent", "-window", "root", file).Run() == nil {
		w.t.Logf("the window as it stood: %s", file)
	}
	if log, err := os.ReadFile(filepath.Join(w.home, "keyday.log")); err == nil && len(log) > 0 {
		w.t.Logf("the program said: %s", log)
	}
}

// signIn walks to a name and enters; who was the last stands first the next time.
func (w *window) signIn(name string) {
	w.t.Helper()
	at := slices.Index(w.order, name)
	if at < 0 {
		w.t.Fatalf("nobody is called %s", name)
	}
	w.keys(append(times("Right", at), "Return")...)
	w.order = slices.Insert(slices.Delete(w.order, at, at+1), 0, name)
}

// switchTo lets another person work.
func (w *window) switchTo(name string) {
	w.t.Helper()
	w.keys("ctrl+l")
	w.signIn(name)
}

// goTo finds a home by its code and opens its page.
func (w *window) goTo(code string) {
	w.t.Helper()
	w.keys("ctrl+k")
	w.write(code)
	w.keys("Return")
}

// unit is a unit's page as the command line shows it.
type unit struct {
	Code, State string
	Fund        string
	Owners      []struct{ Name string }
	Defects     []struct {
		Number, Room, Item, Phrase, State, Firm string
		Photos                                  int
	}
	Documents []struct {
		Kind, Number, State string
		Prints, Signatures  int
	}
	Inspections []struct {
		Origin, State         string
		Items, Passed, Failed int
	}
	Case *struct {
		State, Decision string
		Meters          []struct{ Kind, Number, Reading string }
		Keys            []struct {
			Kind  string
			Count int
		}
		IdentityChecks int `json:"identity_checks"`
	}
}

func (w *window) unit(code string) unit {
	w.t.Helper()
	return ask[unit](w, "show", "unit", code)
}

// pick is the first unit of which something holds.
func (w *window) pick(state string, holds func(unit) bool) unit {
	w.t.Helper()
	all := ask[struct{ Units []struct{ Code string } }](w, "show", "units", "--state", state)
	for _, one := range all.Units {
		if u := w.unit(one.Code); holds(u) {
			return u
		}
	}
	w.t.Fatalf("the rehearsal has no unit that is %s and fits", state)
	return unit{}
}

// document is the unit's newest paper of a kind.
func (u unit) document(kind string) string {
	for _, d := range u.Documents {
		if d.Kind == kind {
			return fmt.Sprintf("%s with %d signatures, printed %d times", d.State, d.Signatures, d.Prints)
		}
	}
	return "none"
}
