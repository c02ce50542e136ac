package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"unicode/utf16"

	"keyday/app"
	"keyday/data/fault"
)

// longestPath is how long a path SQLite opens: 512 bytes, and on Windows 260 UTF-16 units.
const (
	longestPath      = 512
	longestOnWindows = 260
)

// belowDir is what Keyday puts behind a site's folder at most: the hidden name of a
// folder beside it, the temporary folder of a check, a database and its log.
const belowDir = 64

// requireOpenable refuses a folder that SQLite could not open a site in, and one in which
// something else lies in the place of a file of the site: opening a pipe waits for
// whoever writes into it. It refuses with "disk.bad_name" and "disk.no_file".
func requireOpenable(dir string) error {
	if err := checkPathLength(dir); err != nil {
		return err
	}
	for _, name := range []string{siteFile, lockFile} {
		if path := noFile(dir, name); path != "" {
			return app.Refuse(fault.NoFile, "what", path)
		}
	}
	return nil
}

// ofDatabase is what is put behind the name of a database for the files that belong to it.
var ofDatabase = []string{"", "-wal", "-shm", "-journal"}

// noFile is the path of what lies in the place of the file, or of what SQLite puts beside
// it, and is no file; "" where all is well.
func noFile(dir, name string) (path string) {
	for _, beside := range ofDatabase {
		path = filepath.Join(dir, name+beside)
		info, err := os.Stat(path) // a link to a file elsewhere is one
		if errors.Is(err, os.ErrNotExist) {
			if _, err = os.Lstat(path); err == nil {
				return path // a link to nowhere
			}
			continue
		}
		if errors.Is(err, syscall.ELOOP) || err == nil && !info.Mode().IsRegular() {
			return path
		}
	}
	return ""
}

// checkPathLength refuses a folder whose path is longer than SQLite opens.
func checkPathLength(dir string) error {
	if !opensOn(runtime.GOOS, realPath(dir)) {
		return app.Refuse(fault.BadName, "what", dir)
	}
	return nil
}

func opensOn(goos, dir string) bool {
	if goos == "windows" {
		return len(utf16.Encode([]rune(dir)))+belowDir <= longestOnWindows
	}
	return len(dir)+belowDir <= longestPath
}
