package main

import (
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// place is a line of a file, which is named from the module's root.
type place struct {
	file string
	line int
}

var hunk = regexp.MustCompile(`^@@ -\S+ \+(\d+)(?:,(\d+))? @@`)

// changed asks git for the lines of a package that differ from a commit, or from where
// this branch left it; a file that git does not know yet differs wholly. Gremlins asks too,
// but takes git's names for those of a package at the root, and no difference for all lines.
func changed(p pack, since string) (map[place]bool, error) {
	dir := filepath.Join(p.root, filepath.FromSlash(p.dir))
	out, err := git(dir, "-c", "core.quotePath=false", "diff", "--merge-base", "--relative", "--unified=0", "--no-color", "--no-ext-diff", "--dst-prefix=b/", since, "--", ".")
	if err != nil {
		return nil, err
	}
	differ := map[place]bool{}
	file := ""
	for line := range strings.Lines(out) {
		if name, ok := strings.CutPrefix(line, "+++ b/"); ok {
			file = path.Join(p.dir, strings.TrimSpace(name))
		}
		if found := hunk.FindStringSubmatch(line); found != nil {
			first, _ := strconv.Atoi(found[1])
			lines := 1
			if found[2] != "" {
				lines, _ = strconv.Atoi(found[2])
			}
			for i := range lines {
				differ[place{file, first + i}] = true
			}
		}
	}
	unknown, err := git(dir, "ls-files", "--others", "--exclude-standard", "-z", "--", "*.go")
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(strings.TrimSuffix(unknown, "\x00"), "\x00") {
		if name == "" { // none at all
			continue
		}
		src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		for i := range strings.Count(string(src), "\n") + 1 {
			differ[place{path.Join(p.dir, name), 1 + i}] = true
		}
	}
	return differ, nil
}

func git(dir string, args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w", args[0], said(err))
	}
	return string(out), nil
}
