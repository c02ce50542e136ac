package laptop

import (
	"context"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/adrg/xdg"
)

// Whatever stands in the list of known sites, no more are remembered than are kept, each
// has a folder, only of those that the list is silent about anybody is asked, and what is
// written is read as it was.
func FuzzKnownSites(f *testing.F) {
	f.Add(listOf([]Site{{Folder: "/盘/锦绣", Name: "锦绣花园"}, {Folder: `C:\r`, Name: "演练", Rehearsal: true}}))
	f.Add([]byte("/of an earlier version\tname\n/a rehearsal\tname\trehearsal\r\n\t\n\n/\t\t\t\t"))
	f.Fuzz(func(t *testing.T, list []byte) {
		all := sitesIn(list, func(string) bool { return true })
		if len(all) > mostRemembered {
			t.Errorf("%d are remembered", len(all))
		}
		for _, k := range all {
			if k.Folder == "" {
				t.Errorf("%q has no folder", k.Name)
			}
		}
		again := sitesIn(listOf(all), func(folder string) bool { t.Errorf("%q is asked", folder); return false })
		if len(all) > 0 && !reflect.DeepEqual(again, all) {
			t.Errorf("%+v is read again as %+v", all, again)
		}
	})
}

// A site on a stick that is not there is asked for nothing, and is named all the same.
func TestASiteThatIsNotThereIsNamed(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	there, pulled := t.TempDir(), filepath.Join(t.TempDir(), "stick")
	Remember("在插着的盘上", there, true)
	Remember("在拔掉的盘上", pulled, false)
	Remember("另一个", there+"2", false)
	if known := Known(); len(known) != 1 || known[0].Folder != there || known[0].Name != "在插着的盘上" || !known[0].Rehearsal {
		t.Errorf("listed: %+v", known)
	}
	for _, k := range remembered() {
		if k.Rehearsal != (k.Folder == there) {
			t.Errorf("of the rehearsals, %+v", k)
		}
	}
	if _, unasked := erasedHere(context.Background()); !slices.Contains(unasked, "在拔掉的盘上") {
		t.Errorf("named: %v", unasked)
	}
}

// Names become file names on every system.
func TestFileName(t *testing.T) {
	for name, want := range map[string]string{"锦绣花园 一期": "锦绣花园 一期", `a/b\c:d*?"<>|`: "a-b-c-d------", "  ": "site", "..": "site", "一期.": "一期", "锦绣\u202e花园\x1b": "锦绣花园", "con": "_con", "\u200b": "site",
		strings.Repeat("锦绣花园", 30): strings.Repeat("锦绣花园", 15)} {
		if got := FileName(name); got != want {
			t.Errorf("%q is filed as %q, want %q", name, got, want)
		}
	}
}
