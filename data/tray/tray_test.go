package tray

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"keyday/data/leftover"
)

// A process of its own that has put a paper out when it is killed.
const childRoot, childNotes = "KEYDAY_TEST_TRAY", "KEYDAY_TEST_NOTES"

func TestMain(m *testing.M) {
	if root := os.Getenv(childRoot); root != "" {
		tray := New(root, leftover.In(os.Getenv(childNotes)))
		defer tray.Close() // it is held
		path, err := tray.Put("a.pdf", []byte("%PDF"))
		fmt.Println(path, err)
		time.Sleep(time.Hour)
	}
	os.Exit(m.Run())
}

// papers are the files below the folder.
func papers(t *testing.T, root string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return all
}

func none(t *testing.T, dir string) {
	t.Helper()
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("in %s there is %v", dir, left)
	}
}

// A paper lies where this user alone reads it, beside others of its name, until it is
// taken back.
func TestTray(t *testing.T) {
	root, notes := filepath.Join(t.TempDir(), "papers"), filepath.Join(t.TempDir(), "notes")
	tray := New(root, leftover.In(notes))
	tray.Clear()
	tray.Close()
	none(t, root)
	put := func(content string) string {
		t.Helper()
		path, err := tray.Put("JF-01-00042 房屋交接单.pdf", []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Errorf("there lies %q, %v", got, err)
		}
		for at := path; runtime.GOOS != "windows" && len(at) >= len(root); at = filepath.Dir(at) {
			if info, err := os.Stat(at); err != nil || info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s is %v, %v", at, info.Mode(), err)
			}
		}
		return path
	}
	first, second := put("the first"), put("the second")
	if first == second {
		t.Error("one lies in the other's place")
	}
	tray.Remove(first)
	tray.Remove(filepath.Join(t.TempDir(), "elsewhere", "x"))
	if left := papers(t, root); len(left) != 1 || left[0] != second {
		t.Errorf("there lie %v", left)
	}
	tray.Clear()
	none(t, root)
	none(t, notes)
	put("after that")
	tray.Close()
	none(t, root)
	none(t, notes)
}

// Of two Keydays that have papers out, the one that is killed leaves them to the next
// start; the other's stay.
func TestPapersOfAKilledProcess(t *testing.T) {
	root, folder := t.TempDir(), t.TempDir()
	notes := leftover.In(folder)
	mine := New(root, notes)
	path, err := mine.Put("b.pdf", []byte("%PDF"))
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childRoot+"="+root, childNotes+"="+folder)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	notes.Sweep()
	notes.SweepOld(root, Pattern, -time.Hour)
	if got := papers(t, root); len(got) != 2 {
		t.Errorf("while both live there lie %v", got)
	}
	c.Process.Kill()
	c.Wait()
	notes.Sweep()
	if got := papers(t, root); len(got) != 1 || got[0] != path {
		t.Errorf("after one was killed there lie %v", got)
	}
	mine.Close()
	none(t, root)
}

// Who was only just asked to print has time to read.
func TestSettle(t *testing.T) {
	tray := New(t.TempDir(), nil)
	took := func() time.Duration {
		begin := time.Now()
		tray.Settle(300 * time.Millisecond)
		return time.Since(begin)
	}
	if d := took(); d > 100*time.Millisecond {
		t.Errorf("nothing is out, and it took %v", d)
	}
	if _, err := tray.Put("a.pdf", nil); err != nil {
		t.Fatal(err)
	}
	if d := took(); d < 250*time.Millisecond {
		t.Errorf("it took %v", d)
	}
	if d := took(); d > 100*time.Millisecond {
		t.Errorf("a second time it took %v", d)
	}
	tray.Close()
}
