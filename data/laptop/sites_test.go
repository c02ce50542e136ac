package laptop

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/adrg/xdg"

	"keyday/data/durable"
)

// ownState gives a test a state folder of its own.
func ownState(t *testing.T) {
	t.Helper()
	t.Cleanup(xdg.Reload)
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	xdg.Reload()
}

// earlier lays down a file that an earlier version wrote.
func earlier(t *testing.T, path, content string) {
	t.Helper()
	if err := durable.MkdirAll(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Whatever stands in the list of known sites, no more are remembered than are kept, each
// has a folder, and what is written is read as it was.
func FuzzKnownSites(f *testing.F) {
	written, err := toml.Marshal(sitesList{[]Site{{Folder: "/盘/锦绣", Name: "锦绣花园"}, {Folder: `C:\r`, Name: "演练", Rehearsal: true}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(written)
	f.Add([]byte("[[site]]\nname = \"欧阳䶮\"\n[[site]]\nfolder = \"/a\"\n"))
	f.Add([]byte("[[site]]\nfolder = 3"))
	f.Fuzz(func(t *testing.T, list []byte) {
		all, _ := sitesIn(list)
		soundSites(t, all)
	})
}

// Of the first version's list the same holds, and only of those that it is silent about
// anybody is asked.
func FuzzKnownSitesOfTheFirstVersion(f *testing.F) {
	f.Add([]byte("/盘/锦绣\t锦绣花园\treal\nC:\\r\t演练\trehearsal\n"))
	f.Add([]byte("/of an earlier version\tname\n/a rehearsal\tname\trehearsal\r\n\t\n\n/\t\t\t\t"))
	f.Fuzz(func(t *testing.T, list []byte) {
		asked := map[string]bool{}
		all := earlierSitesIn(list, func(folder string) bool { asked[folder] = true; return true })
		for _, k := range all {
			said := strings.Contains(string(list), k.Folder+"\t"+k.Name+"\treal")
			if !k.Rehearsal && (!said || asked[k.Folder] && strings.Count(string(list), k.Folder+"\t") == 1) {
				t.Errorf("%+v is taken for real", k)
			}
		}
		soundSites(t, all)
	})
}

func soundSites(t *testing.T, all []Site) {
	t.Helper()
	if len(all) > mostRemembered {
		t.Errorf("%d are remembered", len(all))
	}
	for _, k := range all {
		if k.Folder == "" {
			t.Errorf("%q has no folder", k.Name)
		}
	}
	written, err := toml.Marshal(sitesList{all})
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := sitesIn(written); len(all) > 0 && !reflect.DeepEqual(again, all) {
		t.Errorf("%+v is read again as %+v", all, again)
	}
}

// The list that the first version wrote is read, and taken over with the next site that is
// opened; a folder whose name is no text does not cost the list.
func TestTheListOfTheFirstVersion(t *testing.T) {
	ownState(t)
	here, rehearsal := t.TempDir(), t.TempDir()
	earlier(t, earlierSitesFile(), here+"\t锦绣花园\treal\n"+rehearsal+"\t演练\trehearsal\n")
	want := []Site{{Name: "锦绣花园", Folder: here}, {Name: "演练", Folder: rehearsal, Rehearsal: true}}
	if got := Known(); !reflect.DeepEqual(got, want) {
		t.Errorf("listed: %+v", got)
	}
	next := t.TempDir()
	Remember("滨河花园", next, false)
	Remember("无名", next+"\xff", false)
	if got := Known(); !reflect.DeepEqual(got, append([]Site{{Name: "滨河花园", Folder: next}}, want...)) {
		t.Errorf("listed: %+v", got)
	}
	if _, err := os.Stat(earlierSitesFile()); err == nil {
		t.Error("the first version's list stays beside it")
	}
}

// No more sites are kept than are told of.
func TestOldSitesGo(t *testing.T) {
	ownState(t)
	for n := range mostRemembered + 3 {
		Remember("锦绣花园", fmt.Sprintf("%s-%d", t.TempDir(), n), false)
	}
	if got := len(remembered()); got != mostRemembered {
		t.Errorf("%d are kept", got)
	}
}

// A site on a stick that is not there is asked for nothing, and is named all the same.
func TestASiteThatIsNotThereIsNamed(t *testing.T) {
	ownState(t)
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

// A bad entry costs itself alone, and the file that could not be read whole is kept beside
// the one that is written in its place.
func TestABadEntryCostsItselfAlone(t *testing.T) {
	const good = "[[site]]\nname = \"甲\"\nfolder = \"/a\"\n\n[[site]]\nname = \"乙\"\nfolder = \"/b\"\nrehearsal = true\n\n"
	want := []Site{{Name: "甲", Folder: "/a"}, {Name: "乙", Folder: "/b", Rehearsal: true}}
	for _, bad := range []string{"[[site]]\nname = \"x", "[[site]]\nname = 5\n", "[[site]]\nfolder = \"C:\\Users\\x\"\n", "{\"site\": []}", "[[site]]\nfolder = \"/a\"\n[["} {
		ownState(t)
		if err := os.MkdirAll(filepath.Dir(sitesFile()), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(sitesFile(), []byte(good+bad), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := remembered(); !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v", bad, got)
		}
		Remember("丙", "/c", false)
		if got := remembered(); len(got) != 3 || got[0].Name != "丙" || got[2] != want[1] {
			t.Errorf("%q: then %v", bad, got)
		}
		if kept, err := os.ReadFile(sitesFile() + ".unread"); err != nil || string(kept) != good+bad {
			t.Errorf("%q: beside it stands %q, %v", bad, kept, err)
		}
	}
}
