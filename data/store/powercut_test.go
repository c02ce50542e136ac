//go:build linux

package store_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"keyday/app/defect"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
)

// The child process of the tests below: it takes defects down as fast as it can
// and says each number once Do has returned. Nobody asks it to stop.
const (
	childFolder = "KEYDAY_TEST_FOLDER"
	childSync   = "KEYDAY_TEST_SYNCHRONOUS"
	childPause  = "KEYDAY_TEST_PAUSE" // where it stops and waits for its end
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childFolder); dir != "" {
		if err := recordForEver(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func recordForEver(dir string) error {
	ctx := context.Background()
	s, err := records.Open(ctx, dir, store.Options{Synchronous: os.Getenv(childSync)})
	if err != nil {
		return err
	}
	photos, err := photo.New(dir, nil)
	if err != nil {
		return err
	}
	pause := os.Getenv(childPause)
	desk := defectDesk(records.Narrow(s, viewDefect))
	all, err := s.Units(ctx)
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		picture := fmt.Appendf(nil, "\xff\xd8\xff\xe0 picture %d of process %d", i, os.Getpid())
		kept, err := photos.Keep(ctx, bytes.NewReader(picture), "a.jpg")
		if err != nil {
			return err
		}
		if pause == "after the file" && i == 3 {
			fmt.Println("paused")
			select {}
		}
		d, err := desk.Record(ctx, walker.Actor(), defect.Finding{Unit: all[i%len(all)].ID, Origin: defect.Internal, OriginRound: 1,
			Description: crack, Photos: []string{kept.Hash}})
		if err != nil {
			return err
		}
		fmt.Println(d.Number, kept.Hash)
		if pause == "after the row" && i == 3 {
			fmt.Println("paused")
			select {}
		}
	}
}

// child is the process and what it has acknowledged so far.
type child struct {
	cmd   *exec.Cmd
	lines chan string
}

func startChild(t *testing.T, dir, synchronous, pause string, env ...string) *child {
	t.Helper()
	c := &child{cmd: exec.Command(os.Args[0]), lines: make(chan string, 1<<16)}
	c.cmd.Env = append(os.Environ(), childFolder+"="+dir, childSync+"="+synchronous, childPause+"="+pause, "KEYDAY_KEYS=file")
	c.cmd.Env = append(c.cmd.Env, env...)
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	complaint := &bytes.Buffer{}
	c.cmd.Stderr = complaint
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.cmd.Process.Kill()
		c.cmd.Wait()
		if t.Failed() {
			t.Log(complaint)
		}
	})
	go func() {
		defer close(c.lines)
		for in := bufio.NewScanner(out); in.Scan(); {
			c.lines <- in.Text()
		}
	}()
	return c
}

// stop halts the child where it is, and waits until it does: a system call that it is
// in, such as the renaming of a photo, is ended first.
func (c *child) stop(t *testing.T) {
	t.Helper()
	if err := c.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	var status syscall.WaitStatus
	if _, err := syscall.Wait4(c.cmd.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil || !status.Stopped() {
		t.Fatalf("the child was not stopped: %v %v", status, err)
	}
}

// acknowledged takes what the child has said within the time, at least so many.
func (c *child) acknowledged(t *testing.T, atLeast int, within time.Duration) (said []string) {
	t.Helper()
	over := time.After(within)
	giveUp := time.After(30 * time.Second)
	for {
		select {
		case line, more := <-c.lines:
			if !more {
				t.Fatal("the child has ended by itself")
			}
			said = append(said, line)
		case <-over:
			if len(said) >= atLeast {
				return said
			}
			over = time.After(20 * time.Millisecond)
		case <-giveUp:
			t.Fatalf("the child has said %d in 30 seconds", len(said))
		}
	}
}

// missing opens the site and lists which of the acknowledged defects, or of their
// photos, are not there. The site must be sound, whatever is missing.
func missing(t *testing.T, dir string, said []string, synchronous string) (lost []string) {
	t.Helper()
	s, err := records.Open(context.Background(), dir, store.Options{})
	if err != nil {
		t.Fatalf("the site does not open: %v", err)
	}
	defer s.Close()
	photos, err := photo.New(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer photos.Close()
	r := verified(t, s, store.Checking{CheckFile: checkFile(photos)})
	for _, d := range r.Differences {
		if synchronous == "FULL" || !strings.HasPrefix(d.Code, "photo.") && d.Code != "verify.tail_missing" {
			t.Errorf("the site is not sound: %v", d)
		}
	}
	for _, line := range said {
		number, hash, ok := strings.Cut(line, " ")
		if !ok {
			continue
		}
		var n int
		if err := s.Reader().QueryRow("SELECT count(*) FROM defect WHERE number = ?", number).Scan(&n); err != nil {
			t.Fatal(err)
		}
		f, err := photos.Open(hash)
		if err == nil {
			f.Close() // or its disk cannot be unmounted
		}
		if n != 1 || err != nil {
			lost = append(lost, number)
		}
	}
	return lost
}

// disk is an ext4 file system in an image file.
type disk struct {
	image, mounted string
}

func newDisk(t *testing.T, megabytes int64) disk {
	t.Helper()
	d := disk{image: filepath.Join(t.TempDir(), "disk.img")}
	if err := os.WriteFile(d.image, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(d.image, megabytes<<20); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mkfs.ext4", "-q", "-F", "-m", "0", d.image).CombinedOutput(); err != nil {
		t.Skipf("this test needs a disk of its own, and mkfs.ext4 makes none here: %v %s", err, out)
	}
	d.mount(t)
	return d
}

// mount mounts the image so that nothing reaches it that was not flushed: its own
// commits come every five minutes only.
func (d *disk) mount(t *testing.T) {
	t.Helper()
	d.mounted = t.TempDir()
	if out, err := exec.Command("mount", "-o", "loop,commit=300,noatime", d.image, d.mounted).CombinedOutput(); err != nil {
		t.Skipf("this test needs a disk of its own, and mounting an image is not permitted here (run it as root): %v %s", err, out)
	}
	mounted := d.mounted
	t.Cleanup(func() {
		if out, err := exec.Command("umount", mounted).CombinedOutput(); err != nil {
			t.Logf("umount: %v %s", err, out)
		}
	})
}

// cut is the disk as it is after the power fails now: what the kernel still holds
// in memory is not on it.
func (d *disk) cut(t *testing.T) disk {
	t.Helper()
	after := disk{image: filepath.Join(t.TempDir(), "after.img")}
	in, err := os.Open(d.image)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(after.image)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	after.mount(t) // replays its own log, as at the next start
	return after
}

// medium is what a site lies on when the power fails: where it is then, what the
// process needs to know of it, and the site as it is found afterwards.
type medium struct {
	dir   string
	env   []string
	flush func(t *testing.T)
	cut   func(t *testing.T) (after string)
}

// onDisk is an ext4 file system: the real thing, for who may mount one.
func onDisk(t *testing.T) medium {
	d := newDisk(t, 96)
	return medium{
		dir: filepath.Join(d.mounted, "site"),
		flush: func(t *testing.T) {
			if err := exec.Command("sync", "-f", d.mounted).Run(); err != nil {
				t.Fatal(err)
			}
		},
		cut: func(t *testing.T) string {
			after := d.cut(t)
			return filepath.Join(after.mounted, "site")
		},
	}
}

// onFlushes is any folder: of SQLite's files, what is found afterwards is what
// SQLite asked to be flushed. Photos, whose flushes do not go through libc, stay.
func onFlushes(t *testing.T) medium {
	folder := t.TempDir()
	shim, flushed := filepath.Join(folder, "flushed.so"), filepath.Join(folder, "flushed")
	if out, err := exec.Command("cc", "-shared", "-fPIC", "-o", shim, "testdata/flushed.c").CombinedOutput(); err != nil {
		t.Skipf("this test needs a C compiler: %v %s", err, out)
	}
	m := medium{dir: filepath.Join(folder, "site"), env: []string{"LD_PRELOAD=" + shim, "KEYDAY_TEST_FLUSHED=" + flushed}}
	databases := func() []string {
		names, err := filepath.Glob(filepath.Join(m.dir, "*.db*"))
		if err != nil || len(names) == 0 {
			t.Fatalf("no database in %s: %v", m.dir, err)
		}
		return names
	}
	m.flush = func(t *testing.T) {
		if err := os.Mkdir(flushed, 0o700); err != nil {
			t.Fatal(err)
		}
		for _, file := range databases() {
			content, err := os.ReadFile(file)
			if err == nil {
				err = os.WriteFile(filepath.Join(flushed, filepath.Base(file)), content, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	m.cut = func(t *testing.T) string {
		after := copied(t, m.dir)
		for _, file := range databases() {
			file = filepath.Join(after, filepath.Base(file))
			content, err := os.ReadFile(filepath.Join(flushed, filepath.Base(file)))
			if errors.Is(err, os.ErrNotExist) {
				err = os.Remove(file)
			} else if err == nil {
				err = os.WriteFile(file, content, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		return after
	}
	return m
}

var media = map[string]func(t *testing.T) medium{"a disk": onDisk, "flushes": onFlushes}

// powerCut lets a child work on a medium until the power fails, and answers how many
// acknowledged answers there were and which of them are lost.
func powerCut(t *testing.T, on func(t *testing.T) medium, synchronous string) (said, lost []string) {
	t.Helper()
	t.Setenv("KEYDAY_KEYS", "file")
	m := on(t)
	s := createIn(t, m.dir)
	lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	m.flush(t)
	c := startChild(t, m.dir, synchronous, "", m.env...)
	said = c.acknowledged(t, 30, 300*time.Millisecond+time.Duration(rand.IntN(300))*time.Millisecond)
	c.stop(t)
	after := m.cut(t)
	c.cmd.Process.Kill()
	c.cmd.Wait()
	return said, missing(t, after, said, synchronous)
}

// Whatever was acknowledged outlives a power cut.
func TestPowerCut(t *testing.T) {
	for name, on := range media {
		t.Run(name, func(t *testing.T) {
			for range 3 {
				said, lost := powerCut(t, on, "FULL")
				if len(lost) > 0 {
					t.Errorf("%d of %d acknowledged answers are lost: %v", len(lost), len(said), lost)
				}
				t.Logf("%d acknowledged, none lost", len(said))
			}
		})
	}
}

// The test above can fail: with synchronous=NORMAL, which go-sqlite3 takes by
// itself for a write-ahead log, acknowledged answers are lost.
func TestPowerCutTestFailsWithNormal(t *testing.T) {
	for name, on := range media {
		t.Run(name, func(t *testing.T) {
			for range 5 {
				said, lost := powerCut(t, on, "NORMAL")
				t.Logf("%d acknowledged, %d lost", len(said), len(lost))
				if len(lost) > 0 {
					return
				}
			}
			t.Error("nothing is lost with synchronous=NORMAL: the test proves nothing")
		})
	}
}

// kill -9 at any moment: nothing acknowledged is lost, and the site is sound. A
// file whose row never came lies there unnamed, and is listed as such.
func TestKilled(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, moment := range []string{"after the file", "after the row", "", "", "", ""} {
		name := moment
		if name == "" {
			name = "at random"
		}
		t.Run(name, func(t *testing.T) {
			c := startChild(t, s.Dir(), "FULL", moment)
			var said []string
			if moment == "" {
				said = c.acknowledged(t, 1, time.Duration(rand.IntN(200))*time.Millisecond)
			} else {
				for line := range c.lines {
					if said = append(said, line); line == "paused" {
						break
					}
				}
			}
			c.cmd.Process.Kill()
			c.cmd.Wait()
			for line := range c.lines { // what it said with its last breath
				said = append(said, line)
			}
			if lost := missing(t, s.Dir(), said, "FULL"); len(lost) > 0 {
				t.Errorf("lost: %v", lost)
			}
			if moment == "after the file" {
				wantStray(t, s.Dir())
			}
		})
	}
}

// wantStray finds the one file that no record names.
func wantStray(t *testing.T, dir string) {
	t.Helper()
	s := openIn(t, dir)
	defer s.Close()
	named, err := s.Files(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var strays []string
	err = filepath.WalkDir(filepath.Join(dir, "files"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && named[d.Name()] == (store.Naming{}) {
			strays = append(strays, path)
		}
		return err
	})
	if err != nil || len(strays) != 1 {
		t.Errorf("strays: %v, %v", strays, err)
	}
}
