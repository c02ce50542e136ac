package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// listed is a package as go list tells of it: alone, or compiled for a test, and then
// with its test files.
type listed struct {
	ImportPath        string
	Dir               string
	GoFiles, CgoFiles []string
	ImportMap         map[string]string
	Module            *struct {
		Main      bool
		GoVersion string
	}
	Error *struct{ Pos, Err string }
}

// ours reports whether we wrote it.
func (p *listed) ours() bool { return p.Module != nil && p.Module.Main }

// path is the import path without the test that the package is compiled for.
func (p *listed) path() string {
	path, _, _ := strings.Cut(p.ImportPath, " ")
	return path
}

// files are all Go files that the target compiles, those that import C too.
func (p *listed) files() []string {
	var files []string
	for _, names := range [][]string{p.GoFiles, p.CgoFiles} {
		for _, name := range names {
			files = append(files, filepath.Join(p.Dir, name))
		}
	}
	return files
}

// list lists the packages and all that they need, each after what it imports.
func list(dir, tags string, patterns []string, t target) ([]*listed, error) {
	args := append([]string{"list", "-e", "-deps", "-test", "-tags", tags, "-json=ImportPath,Dir,GoFiles,CgoFiles,ImportMap,Module,Error"}, patterns...)
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOOS="+t.os, "GOARCH="+t.arch, "CGO_ENABLED=1")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: go list: %w\n%s", t, err, said.Bytes())
	}
	all, err := decode(out)
	if err == nil && !slices.ContainsFunc(all, (*listed).ours) {
		err = fmt.Errorf("no package of ours is %s\n%s", strings.Join(patterns, " "), said.Bytes())
	}
	if err != nil {
		return nil, fmt.Errorf("%s: go list: %w", t, err)
	}
	return all, nil
}

func decode(out []byte) (all []*listed, err error) {
	for in := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(listed)
		if err := in.Decode(p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		if !strings.HasSuffix(p.ImportPath, ".test") { // a test's own main is generated
			all = append(all, p)
		}
	}
}
