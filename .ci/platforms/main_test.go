package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// house writes a module of the files into a folder, beside a library that is in C.
func house(t *testing.T, files map[string]string) string {
	t.Helper()
	t.Setenv("CC", "there-is-none") // nothing may ask for it
	dir := t.TempDir()
	all := map[string]string{
		"go.mod":                  "module house\n\ngo 1.26\n\nrequire lib v0.0.0\n\nreplace lib => ./lib\n",
		"lib/go.mod":              "module lib\n\ngo 1.20\n",
		"lib/lib.go":              "package lib\n\n// int size(void);\nimport \"C\"\n\ntype Handle struct{ h C.int }\n\nfunc Open() *Handle { return &Handle{C.size()} }\n\nfunc (*Handle) Name() string { return \"\" }\n\nvar Size = C.size()\n",
		"lib/internal/own/own.go": "package own\n",
		"lib/mac/mac_darwin.go":   "package mac\n",
		"use/use.go":              "package use\n\nimport \"lib\"\n\nfunc Name() string { return lib.Open().Name() }\n",
		"use/system.go":           "package use\n\nfunc System() string { return system }\n",
		"use/windows.go":          "//go:build windows\n\npackage use\n\nconst system = \"Windows\"\n",
		"use/other.go":            "//go:build !windows\n\npackage use\n\nconst system = \"another\"\n",
	}
	for name, content := range files {
		all[name] = content
	}
	for name, content := range all {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestWhatDoesNotCompileIsFound(t *testing.T) {
	const onWindows, onMac, everywhere = " (windows/amd64, windows/arm64)", " (darwin/amd64, darwin/arm64)", " (windows/amd64, windows/arm64, darwin/amd64, darwin/arm64)"
	for _, c := range []struct {
		name, file, content string
		faults              []string
	}{
		{"nothing is wrong", "use/more.go", "package use\n\nvar _ = Name() + System()\n", nil},
		{"an import with the name of another file's constant", "use/place_windows.go", "package use\n\nimport system \"path\"\n\nvar _ = system.Base(\"\")\n",
			[]string{"use/place_windows.go:3:8: other declaration of system" + onWindows, "use/windows.go:5:7: system already declared through import of package path (\"path\")" + onWindows}},
		{"a call that a system lacks, in a test", "use/use_test.go", "package use_test\n\nimport \"syscall\"\n\nfunc die() { syscall.Kill(1, 9) }\n",
			[]string{"use/use_test.go:5:22: undefined: syscall.Kill" + onWindows}},
		{"a fault behind a use of the library", "use/more_darwin.go", "package use\n\nimport \"lib\"\n\nvar _ int = lib.Open().Name()\n",
			[]string{"use/more_darwin.go:5:13: cannot use lib.Open().Name() (value of type string) as int value in variable declaration" + onMac}},
		{"what is of a type of C", "use/more.go", "package use\n\nimport \"lib\"\n\nvar _ string = lib.Size\n",
			[]string{"use/more.go:5:16: not checked: it is of a type of C" + everywhere}},
		{"an import of what a system has no file of", "use/more.go", "package use\n\nimport _ \"lib/mac\"\n",
			[]string{"use/more.go:3:10: could not import lib/mac (build constraints exclude all Go files in DIR/lib/mac)" + onWindows}},
		{"the same in the library", "lib/more.go", "package lib\n\nimport _ \"lib/mac\"\n",
			[]string{"lib/more.go:3:10: could not import lib/mac (build constraints exclude all Go files in DIR/lib/mac)" + onWindows}},
		{"an import of what others may not import", "use/more_windows.go", "package use\n\nimport _ \"lib/internal/own\"\n",
			[]string{"use/more_windows.go:3:8: use of internal package lib/internal/own not allowed" + onWindows}},
		{"what is not Go", "use/more_windows_arm64.go", "package use\n\nfunc {\n",
			[]string{"use/more_windows_arm64.go:3:6: expected 'IDENT', found '{' (windows/arm64)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := house(t, map[string]string{c.file: c.content})
			faults, err := check(dir, "", []string{"./..."}, targets)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range faults {
				got = append(got, strings.ReplaceAll(f.String(), dir, "DIR"))
			}
			if !slices.Equal(got, c.faults) {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.faults, "\n"))
			}
		})
	}
}

// Nothing to look at is no house that compiles.
func TestNothingIsNotClean(t *testing.T) {
	if faults, err := check(house(t, nil), "", []string{"./nowhere/..."}, targets); err == nil {
		t.Errorf("no error, and %v", faults)
	}
}
