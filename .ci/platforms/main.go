// Platforms tells whether the house compiles for the systems that it is not being
// built on. Who writes on Linux sees neither a file of Windows nor what a file of all
// systems lacks there, and a compiler for C, which SQLite and the window need, is not
// at hand for every system; types are checked without one.
//
//	go run ./.ci/platforms -tags migrated_fynedo ./...
package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// target is a system and its processor.
type target struct{ os, arch string }

func (t target) String() string { return t.os + "/" + t.arch }

// targets are what people run Keyday on and a developer or CI may not have; the
// system at hand is built anyway.
var targets = []target{{"windows", "amd64"}, {"windows", "arm64"}, {"darwin", "amd64"}, {"darwin", "arm64"}}

func main() {
	tags := flag.String("tags", "", "build tags, as for go build")
	flag.Parse()
	faults, err := check(".", *tags, flag.Args(), targets)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, f := range faults {
		fmt.Println(f)
	}
	if len(faults) > 0 {
		os.Exit(1)
	}
}

// fault is one thing that does not compile, and where.
type fault struct {
	file         string // "" where the message says it
	line, column int
	message      string
	on           []target
}

func (f fault) String() string {
	var on []string
	for _, t := range f.on {
		on = append(on, t.String())
	}
	said := fmt.Sprintf("%s (%s)", f.message, strings.Join(on, ", "))
	if f.file == "" {
		return said
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.file, f.line, f.column, said)
}

// check finds what does not compile of the packages below the folder that the patterns
// name, their tests too.
func check(dir, tags string, patterns []string, on []target) ([]fault, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	var (
		sources = newSources()
		results = make([][]fault, len(on))
		errs    = make([]error, len(on))
		room    = make(chan struct{}, runtime.GOMAXPROCS(0))
		wait    sync.WaitGroup
	)
	for i, t := range on {
		wait.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			var packages []*listed
			if packages, errs[i] = list(dir, tags, patterns, t); errs[i] == nil {
				results[i] = checkTarget(sources, packages, t)
			}
		})
	}
	wait.Wait()
	return merge(dir, results), cmp.Or(errs...)
}

// merge says once what is wrong on several targets, in the order of files and lines.
func merge(dir string, results [][]fault) []fault {
	var all []fault
	for _, f := range slices.Concat(results...) {
		if short, err := filepath.Rel(dir, f.file); err == nil && f.file != "" {
			f.file = filepath.ToSlash(short)
		}
		same := slices.IndexFunc(all, func(g fault) bool {
			return f.file == g.file && f.line == g.line && f.column == g.column && f.message == g.message
		})
		switch {
		case same < 0:
			all = append(all, f)
		case !slices.Contains(all[same].on, f.on[0]): // a package stands alone and with its tests
			all[same].on = append(all[same].on, f.on[0])
		}
	}
	slices.SortFunc(all, func(f, g fault) int {
		return cmp.Or(cmp.Compare(f.file, g.file), cmp.Compare(f.line, g.line), cmp.Compare(f.column, g.column), cmp.Compare(f.message, g.message))
	})
	return all
}
