package leftover

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A process of its own that is at work on a path until it is killed.
const childNotes, childPath = "KEYDAY_TEST_NOTES", "KEYDAY_TEST_PATH"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childNotes); dir != "" {
		path := os.Getenv(childPath)
		note, err := In(dir).Begin(path)
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		defer note.End() // it is held
		fill(path)
		fmt.Println("at work")
		time.Sleep(time.Hour)
	}
	os.Exit(m.Run())
}

// fill makes a folder with something in it.
func fill(path string) {
	if err := os.MkdirAll(filepath.Join(path, "files"), 0o700); err != nil {
		panic(err)
	}
	if err := os.WriteFile(filepath.Join(path, "files", "a"), []byte("320105198801011234"), 0o600); err != nil {
		panic(err)
	}
}

// working starts the process; the result kills it.
func working(t *testing.T, notes, path string) (kill func()) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childNotes+"="+notes, childPath+"="+path)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := false
	kill = func() {
		if !ended {
			ended = true
			c.Process.Kill()
			c.Wait()
		}
	}
	t.Cleanup(kill)
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "at work\n" {
		t.Fatalf("the process says %q, %v", line, err)
	}
	return kill
}

func lies(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func empty(t *testing.T, dir string) {
	t.Helper()
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("notes are left: %v", left)
	}
}

// hurry lets nobody wait for long.
func hurry(t *testing.T) {
	was := patience
	patience = 100 * time.Millisecond
	t.Cleanup(func() { patience = was })
}

// What a process is at work on stays, and is nobody else's; once it is killed it goes.
func TestWhatAKilledProcessLeft(t *testing.T) {
	hurry(t)
	notes, path := t.TempDir(), filepath.Join(t.TempDir(), ".site.half")
	kill := working(t, notes, path)
	n := In(notes)
	n.Sweep()
	n.SweepOld(filepath.Dir(path), ".*.half", -time.Hour)
	if !lies(path) {
		t.Fatal("what a living process is at work on was removed")
	}
	if _, err := n.Begin(path); !errors.Is(err, Busy) {
		t.Errorf("two processes are at work on it: %v", err)
	}
	kill()
	n.Sweep()
	if lies(path) {
		t.Error("what the killed process left is there still")
	}
	empty(t, notes)
}

// Where the work is begun anew at the same place, the note is the new process's.
func TestBegunAnew(t *testing.T) {
	hurry(t)
	notes, path := t.TempDir(), filepath.Join(t.TempDir(), ".site.half")
	working(t, notes, path)()
	n := In(notes)
	note, err := n.Begin(path)
	if err != nil || note == nil {
		t.Fatal(note, err)
	}
	n.Sweep()
	if !lies(path) {
		t.Error("it was removed under the new process's hands")
	}
	if err := os.Rename(path, filepath.Join(filepath.Dir(path), "site")); err != nil {
		t.Fatal(err)
	}
	note.End()
	empty(t, notes)
}

// What cannot be removed when the work ends stays noted; what is on a medium that is
// away waits until it is there.
func TestWhatHasToWait(t *testing.T) {
	notes, stick := t.TempDir(), filepath.Join(t.TempDir(), "stick")
	path := filepath.Join(stick, ".keyday-123.tmp")
	n := In(notes)
	fill(path)
	note, err := n.Begin(path)
	if err != nil {
		t.Fatal(err)
	}
	note.End()
	away := stick + " in a pocket"
	if err := os.Rename(stick, away); err != nil {
		t.Fatal(err)
	}
	n.Sweep()
	if err := os.Rename(away, stick); err != nil {
		t.Fatal(err)
	}
	if !lies(path) {
		t.Fatal("nothing is there to be swept")
	}
	n.Sweep()
	if lies(path) {
		t.Error("it is there still")
	}
	empty(t, notes)
}

// A note that is torn, was moved, or speaks of what Keyday never makes, removes nothing.
func TestNothingElseIsRemoved(t *testing.T) {
	notes, folder := t.TempDir(), t.TempDir()
	n := In(notes)
	half, foreign := filepath.Join(folder, ".site.half"), filepath.Join(folder, "合同")
	fill(half)
	fill(foreign)
	for stem, content := range map[string]string{
		stemOf(half):     half, // no end of line
		stemOf("moved"):  half + "\n",
		stemOf(foreign):  foreign + "\n",
		stemOf("nobody"): "",
		stemOf(".half"):  ".site.half\n",
	} {
		if err := os.WriteFile(n.file(stem, noteEnding), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	n.Sweep()
	if !lies(half) || !lies(foreign) {
		t.Error("it was removed")
	}
	empty(t, notes)
	n.SweepOld(folder, "*", -time.Hour)
	if lies(half) || !lies(foreign) {
		t.Error("by age goes what has one of Keyday's names, and nothing else")
	}
}

// By age goes what is old and nobody's; without a folder of notes too.
func TestSweepOld(t *testing.T) {
	for name, n := range map[string]*Notes{"noted": In(t.TempDir()), "nothing noted": nil} {
		folder := filepath.Join(t.TempDir(), "[备份] *")
		old, young, held := filepath.Join(folder, ".keyday-1.tmp"), filepath.Join(folder, ".keyday-2.tmp"), filepath.Join(folder, ".keyday-3.tmp")
		for _, path := range []string{old, young, held} {
			fill(path)
		}
		yesterday := time.Now().Add(-24 * time.Hour)
		for _, path := range []string{old, held} {
			if err := os.Chtimes(path, yesterday, yesterday); err != nil {
				t.Fatal(err)
			}
		}
		note, err := n.Begin(held)
		if err != nil {
			t.Fatal(err)
		}
		n.SweepOld(folder, ".keyday-*.tmp", time.Hour)
		if lies(old) || !lies(young) || lies(held) != (n != nil) {
			t.Errorf("%s: of the old, the young and the held there lie %t, %t, %t", name, lies(old), lies(young), lies(held))
		}
		note.End()
	}
}

// However many want a path, and sweep, at once: one has it at a time.
func TestOneAtATime(t *testing.T) {
	n, path := In(t.TempDir()), filepath.Join(t.TempDir(), ".site.half")
	var in, times atomic.Int32
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 20 {
				note, err := n.Begin(path)
				if err != nil {
					t.Error(err)
					return
				}
				if now := in.Add(1); now != 1 {
					t.Errorf("%d are at work on it", now)
				}
				times.Add(1)
				in.Add(-1)
				note.End()
				n.Sweep()
			}
		})
	}
	all.Wait()
	if times.Load() != 160 {
		t.Errorf("%d had it", times.Load())
	}
	empty(t, n.dir)
}
