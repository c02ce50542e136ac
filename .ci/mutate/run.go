package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// pack is a package of the module.
type pack struct {
	root, path, dir string // the module's folder, the import path, the folder in it with slashes
	name            string
	files           []string // that this system compiles
	rapid           bool     // its tests use pgregory.net/rapid
}

// packOf asks go list.
func packOf(pattern, tags string) (pack, error) {
	out, err := exec.Command("go", "list", "-tags", tags, "-json=ImportPath,Dir,Name,GoFiles,TestImports,XTestImports,Module", pattern).Output()
	if err != nil {
		return pack{}, fmt.Errorf("go list %s: %w", pattern, said(err))
	}
	var l struct {
		ImportPath, Dir, Name              string
		GoFiles, TestImports, XTestImports []string
		Module                             struct{ Dir string }
	}
	if err := json.Unmarshal(out, &l); err != nil {
		return pack{}, fmt.Errorf("%s must be one package: %w", pattern, err)
	}
	dir, err := filepath.Rel(l.Module.Dir, l.Dir)
	return pack{l.Module.Dir, l.ImportPath, filepath.ToSlash(dir), l.Name, l.GoFiles,
		slices.Contains(append(l.TestImports, l.XTestImports...), "pgregory.net/rapid")}, err
}

// said is what a command that failed wrote.
func said(err error) error {
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return fmt.Errorf("%w: %s", err, exit.Stderr)
	}
	return err
}

// bench tries the mutants of a package.
type bench struct {
	pack
	tags    string
	scratch string // the folder for what it makes
	mutants []*mutant
	alone   map[int]bool // those that do not compile together with the others
}

// suite is the test binary of a package and what is known of its tests.
type suite struct {
	pack
	binary string
	tests  []test // the quickest first
}

type test struct {
	name    string
	took    time.Duration
	reaches map[int]bool
}

// overlay puts files in the place of the packages' own for one build.
func (b *bench) overlay(root string, files map[string][]byte) (string, error) {
	dir, err := os.MkdirTemp(b.scratch, "build-")
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	for name, content := range files {
		file := filepath.Join(dir, flat(name))
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return "", err
		}
		replace[filepath.Join(root, filepath.FromSlash(name))] = file
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, "overlay.json")
	return file, os.WriteFile(file, list, 0o644)
}

// flat is a path as the name of one file.
func flat(path string) string { return strings.ReplaceAll(path, "/", "-") }

// instrumented is an overlay with all mutants that compile together.
func (b *bench) instrumented() (string, error) {
	for {
		files := map[string][]byte{path.Join(b.dir, "mutants_lent.go"): fmt.Appendf(nil, lent, b.name)}
		if err := b.written(files); err != nil {
			return "", err
		}
		overlay, err := b.overlay(b.root, files)
		if err != nil {
			return "", err
		}
		out, err := exec.Command("go", "build", "-tags", b.tags, "-gcflags="+b.path+"=-e", "-overlay", overlay, b.path).CombinedOutput()
		if err == nil {
			return overlay, nil
		}
		if !b.setAside(string(out)) {
			return "", fmt.Errorf("the mutants do not compile: %w\n%s", err, out)
		}
	}
}

// written adds the files of the package that have mutants, with them.
func (b *bench) written(files map[string][]byte) error {
	for _, name := range b.files {
		file := path.Join(b.dir, name)
		var together []*mutant
		for _, m := range b.mutants {
			if m.file == file && !b.alone[m.id] {
				together = append(together, m)
			}
		}
		if len(together) == 0 {
			continue
		}
		src, err := os.ReadFile(filepath.Join(b.root, filepath.FromSlash(file)))
		if err != nil {
			return err
		}
		var left []*mutant
		if files[file], left, err = instrument(file, src, together); err != nil {
			return err
		}
		for _, m := range left {
			b.alone[m.id] = true
		}
	}
	return nil
}

var compileError = regexp.MustCompile(`(?m)^(\S+\.go):(\d+):(?:\d+:)? `)

// setAside takes the mutants of the lines that do not compile out of the others, and
// reports whether there were any.
func (b *bench) setAside(out string) bool {
	before := len(b.alone)
	for _, found := range compileError.FindAllStringSubmatch(out, -1) {
		line, _ := strconv.Atoi(found[2])
		var there []*mutant
		for _, m := range b.mutants {
			if flat(m.file) == filepath.Base(found[1]) && !b.alone[m.id] && m.from <= line && line <= m.to {
				there = append(there, m)
			}
		}
		// Of what goes over the line the narrowest first: should it be another one, the
		// next build names the line again.
		for _, m := range there {
			if !slices.ContainsFunc(there, func(o *mutant) bool { return o.to-o.from < m.to-m.from }) {
				b.alone[m.id] = true
			}
		}
	}
	return len(b.alone) > before
}

// compile builds the tests of a package with an overlay.
func (b *bench) compile(p pack, overlay string) (string, error) {
	binary := filepath.Join(filepath.Dir(overlay), filepath.Base(p.path)+".test")
	if out, err := exec.Command("go", "test", "-c", "-vet=off", "-tags", b.tags, "-overlay", overlay, "-o", binary, p.path).CombinedOutput(); err != nil {
		return "", fmt.Errorf("the tests of %s do not compile: %w\n%s", p.path, err, out)
	}
	return binary, nil
}

// learn runs each test by itself, and notes how long it took and which mutants it came by.
func (b *bench) learn(r round, overlay string) (*suite, error) {
	p := r.tests
	binary, err := b.compile(p, overlay)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(binary); err != nil { // a package without tests
		return &suite{pack: p}, nil
	}
	s := &suite{pack: p, binary: binary}
	list, err := s.command(context.Background(), "-test.list", r.match).Output()
	if err != nil {
		return nil, said(err)
	}
	reached := filepath.Join(b.scratch, "reached")
	for _, name := range strings.Fields(string(list)) {
		if strings.HasPrefix(name, "Benchmark") {
			continue
		}
		os.Remove(reached)
		cmd := s.command(context.Background(), "-test.run", "^"+name+"$")
		cmd.Env = append(os.Environ(), "MUTANTS_REACHED="+reached)
		begun := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%s of %s fails without any fault: %w\n%s", name, p.path, err, out)
		}
		t := test{name, time.Since(begun), map[int]bool{}}
		ids, err := os.ReadFile(reached)
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
		for _, id := range strings.Fields(string(ids)) {
			n, err := strconv.Atoi(id)
			if err != nil {
				return nil, err
			}
			t.reaches[n] = true
		}
		s.tests = append(s.tests, t)
	}
	slices.SortStableFunc(s.tests, func(a, b test) int { return int(a.took - b.took) })
	return s, nil
}

// command is a run of the tests; a mutant that takes memory without end gets 8 GB.
func (s *suite) command(ctx context.Context, args ...string) *exec.Cmd {
	if s.rapid { // a mutant that fails leaves nothing, and need not be made small
		args = append(args, "-rapid.nofailfile", "-rapid.shrinktime", "1ms")
	}
	cmd := exec.CommandContext(ctx, "sh", append([]string{"-c", `ulimit -v 8000000; exec "$0" "$@"`, s.binary}, args...)...)
	cmd.Dir = filepath.Join(s.root, filepath.FromSlash(s.dir))
	cmd.WaitDelay = 5 * time.Second
	return cmd
}

// notices runs the tests that come by the mutant, all of them where id is 0 because the
// binary has this one alone, and answers the first that failed.
func (s *suite) notices(m *mutant, alone bool) (string, error) {
	var reaching []test
	for _, t := range s.tests {
		if alone || t.reaches[m.id] {
			reaching = append(reaching, t)
		}
	}
	// The quick half often knows already.
	for _, part := range [][]test{reaching[:len(reaching)/2], reaching[len(reaching)/2:]} {
		if len(part) == 0 {
			continue
		}
		var names []string
		limit := 10 * time.Second
		for _, t := range part {
			names = append(names, t.name)
			limit += 10 * t.took
		}
		ctx, cancel := context.WithTimeout(context.Background(), limit)
		cmd := s.command(ctx, "-test.failfast", "-test.run", "^("+strings.Join(names, "|")+")$")
		cmd.Env = os.Environ()
		if !alone {
			cmd.Env = append(cmd.Env, "MUTANT="+strconv.Itoa(m.id))
		}
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		err := cmd.Run()
		cancel()
		if _, failed := errors.AsType[*exec.ExitError](err); failed || ctx.Err() == context.DeadlineExceeded {
			return firstFailed(out.String(), ctx.Err() != nil), nil
		}
		if err != nil {
			return "", err
		}
	}
	return "", nil
}

var failed = regexp.MustCompile(`(?m)^\s*--- FAIL: (\S+)`)

func firstFailed(out string, late bool) string {
	if found := failed.FindStringSubmatch(out); found != nil {
		return found[1]
	}
	if late {
		return "it does not end"
	}
	return "it panics"
}

// fate is what became of a mutant.
type fate int

const (
	unreached fate = iota
	survived
	killed
	unbuilt
)

// try answers what becomes of a mutant under the tests of one package, and who noticed it.
func (b *bench) try(m *mutant, s *suite) (fate, string, error) {
	switch {
	case s.binary == "":
		return unreached, "", nil
	case b.alone[m.id]:
		return b.tryAlone(m, s)
	case !slices.ContainsFunc(s.tests, func(t test) bool { return t.reaches[m.id] }):
		return unreached, "", nil
	}
	who, err := s.notices(m, false)
	if err != nil || who != "" {
		return killed, who, err
	}
	return survived, "", nil
}

// tryAlone builds a mutant by itself.
func (b *bench) tryAlone(m *mutant, s *suite) (fate, string, error) {
	src, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(m.file)))
	if err != nil {
		return 0, "", err
	}
	lines := strings.SplitAfter(string(src), "\n")
	lines[m.line-1] = strings.Replace(lines[m.line-1], m.text[0], m.text[1], 1)
	overlay, err := b.overlay(s.root, map[string][]byte{m.file: []byte(strings.Join(lines, ""))})
	if err != nil {
		return 0, "", err
	}
	defer os.RemoveAll(filepath.Dir(overlay))
	if exec.Command("go", "build", "-tags", b.tags, "-overlay", overlay, "./"+path.Dir(m.file)).Run() != nil {
		return unbuilt, "", nil
	}
	own := *s
	if own.binary, err = b.compile(s.pack, overlay); err != nil {
		return 0, "", err
	}
	who, err := own.notices(m, true)
	if err != nil || who != "" {
		return killed, who, err
	}
	return survived, "", nil
}
