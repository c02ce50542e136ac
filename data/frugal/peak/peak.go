// Package peak measures how much memory reading a file takes, for tests: in a process
// that does nothing else, by what the system says was the most that it held.
package peak

import (
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"

	"keyday/data/frugal"
)

// The environment by which the other process knows what is asked of it.
const (
	whichTest = "KEYDAY_PEAK_TEST"
	whichFile = "KEYDAY_PEAK_FILE"
)

// garbage is what main lets pile up: without a reader's own care, three times what it holds.
const garbage = 200

var answered = regexp.MustCompile(`peak=(-?\d+) took=(\d+) said=(.*)`)

// Within fails the test where read, in a process of its own, takes more than frugal.Most
// above the peak of the idle process. It answers what read said. The file is made by
// make, in this process alone.
func Within(t *testing.T, make func(t *testing.T) (file string), read func(t *testing.T, file string) (said string)) string {
	t.Helper()
	return Under(t, frugal.Most, make, read)
}

// Under is Within of another limit, in bytes.
func Under(t *testing.T, most int64, make func(t *testing.T) (file string), read func(t *testing.T, file string) (said string)) string {
	t.Helper()
	if Inside(t) {
		answer(t, read)
	}
	if _, ok := held(); !ok {
		t.Skip("this system does not say how much memory a process held at most")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	only := "^" + strings.ReplaceAll(regexp.QuoteMeta(t.Name()), "/", "$/^") + "$"
	other := exec.Command(self, "-test.run", only, "-test.timeout=5m")
	other.Env = append(os.Environ(), whichTest+"="+t.Name(), whichFile+"="+make(t))
	out, err := other.CombinedOutput()
	found := answered.FindSubmatch(out)
	if err != nil || found == nil {
		t.Fatalf("it did not come to an end: %v\n%s", err, out[:min(len(out), 4000)])
	}
	above, _ := strconv.ParseInt(string(found[1]), 10, 64)
	took, _ := strconv.ParseInt(string(found[2]), 10, 64)
	t.Logf("%d MB above idle, %v: %s", above>>20, time.Duration(took).Round(10*time.Millisecond), found[3])
	if above > most {
		t.Errorf("it took %d KB above the idle process; %d at most", above>>10, most>>10)
	}
	return string(found[3])
}

// Inside reports whether this process is the one in which the test's file is read: what
// the idle program holds already is to be made ready there, before Within.
func Inside(t *testing.T) bool { return os.Getenv(whichTest) == t.Name() }

// answer reads the file in the process that was started for it, and ends it.
func answer(t *testing.T, read func(t *testing.T, file string) string) {
	debug.SetGCPercent(garbage)
	idle, _ := held()
	start := time.Now()
	said := read(t, os.Getenv(whichFile))
	took := time.Since(start)
	most, _ := held()
	fmt.Printf("peak=%d took=%d said=%s\n", most-idle, took, said)
	os.Exit(0)
}

// held is the most memory that this process ever held, in bytes, where the system says it.
func held() (int64, bool) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10, err == nil
		}
	}
	return 0, false
}
