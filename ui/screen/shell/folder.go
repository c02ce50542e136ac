package shell

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"
)

// diskFile is a file or folder as a picker lists it.
type diskFile struct {
	name, path string
	folder     bool
	size       int64
	at         time.Time
}

// listFolder lists what a picker shows of a folder: its folders by name, then the
// files of the wanted kinds, the newest first, for what one looks for has mostly
// just come. Hidden ones, and those of which nothing can be known, are left out.
func listFolder(folder string, wanted func(name string) bool) ([]diskFile, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var all []diskFile
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$") {
			continue
		}
		path := filepath.Join(folder, e.Name())
		info, err := os.Stat(path) // where a link leads
		if err != nil || !info.IsDir() && !wanted(e.Name()) {
			continue
		}
		all = append(all, diskFile{name: e.Name(), path: path, folder: info.IsDir(), size: info.Size(), at: info.ModTime()})
	}
	slices.SortStableFunc(all, func(a, b diskFile) int {
		switch {
		case a.folder != b.folder && a.folder:
			return -1
		case a.folder != b.folder:
			return 1
		case a.folder:
			return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
		}
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(a.name, b.name))
	})
	return all, nil
}

// ofTypes tells files by their endings; no endings are every file.
func ofTypes(endings []string) func(string) bool {
	return func(name string) bool {
		return len(endings) == 0 || slices.Contains(endings, strings.ToLower(filepath.Ext(name)))
	}
}

// diskPlace is a folder that a picker offers at once. Its word stands in the
// catalogue as shell.pick.<key>; a medium has its own name and no key.
type diskPlace struct{ key, name, folder string }

// diskPlaces lists the user's folders and the media that are there now.
func diskPlaces() []diskPlace {
	candidates := []diskPlace{
		{key: "desktop", folder: xdg.UserDirs.Desktop}, {key: "downloads", folder: xdg.UserDirs.Download},
		{key: "pictures", folder: xdg.UserDirs.Pictures}, {key: "documents", folder: xdg.UserDirs.Documents}, {key: "home", folder: xdg.Home},
	}
	for _, folder := range media() {
		candidates = append(candidates, diskPlace{name: filepath.Base(folder), folder: folder})
	}
	var places []diskPlace
	for _, p := range candidates {
		known := slices.ContainsFunc(places, func(other diskPlace) bool { return other.folder == p.folder })
		if info, err := os.Stat(p.folder); p.folder != "" && !known && err == nil && info.IsDir() {
			places = append(places, p)
		}
	}
	return places
}

// media are where sticks and cards appear.
func media() []string {
	var all []string
	switch runtime.GOOS {
	case "windows":
		for drive := 'C'; drive <= 'Z'; drive++ {
			all = append(all, string(drive)+`:\`)
		}
	case "darwin":
		all, _ = filepath.Glob("/Volumes/*")
	default:
		for _, pattern := range []string{"/media/*/*", "/run/media/*/*"} {
			found, _ := filepath.Glob(pattern)
			all = append(all, found...)
		}
	}
	return all
}
