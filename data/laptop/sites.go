package laptop

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/records"
)

// Site is a site that was opened on this laptop.
type Site struct {
	Name      string `toml:"name"`
	Folder    string `toml:"folder"`
	Rehearsal bool   `toml:"rehearsal"`
}

// sitesList is the file of the sites that were opened on this laptop, the latest first.
type sitesList struct {
	Sites []Site `toml:"site"`
}

// The file that it is, and the one of the first version.
func sitesFile() string        { return kept("sites.toml") }
func earlierSitesFile() string { return kept("sites") }

// How many are listed, and how many kept besides those that are not there now.
const mostKnown, mostRemembered = 4, 12

// Known lists the sites opened before that are still there.
func Known() []Site {
	here := slices.DeleteFunc(remembered(), func(k Site) bool {
		_, err := os.Stat(k.Folder)
		return err != nil
	})
	return here[:min(len(here), mostKnown)]
}

// Last is the folder of the site that was open last on this laptop, else of the rehearsal.
func Last() string {
	if known := Known(); len(known) > 0 {
		return known[0].Folder
	}
	return RehearsalFolder()
}

// remembered lists the sites opened before, be they there or on a stick that is not. What
// the first version's file says is among them as long as it is there.
func remembered() (all []Site) {
	if content, err := durable.ReadFile(sitesFile(), mostSettings); err == nil {
		all, _ = sitesIn(content)
	}
	if content, err := durable.ReadFile(earlierSitesFile(), mostSettings); err == nil {
		all = append(all, earlierSitesIn(content, records.IsRehearsal)...)
	}
	return asManyAsAreKept(all)
}

// sitesIn reads the list, as many as are kept, and reports whether all of it could be read;
// else every site is read by itself.
func sitesIn(content []byte) (all []Site, whole bool) {
	var list sitesList
	if _, err := toml.Decode(string(content), &list); err == nil {
		return asManyAsAreKept(list.Sites), true
	}
	for _, text := range strings.Split(string(content), "[[site]]") {
		k, _ := lenient[Site](strings.TrimSpace(text))
		all = append(all, k)
	}
	return asManyAsAreKept(all), false
}

// setAsideUnread keeps a list that cannot be read whole beside the one that is written in
// its place, for a person to look into.
func setAsideUnread() {
	content, err := durable.ReadFile(sitesFile(), mostSettings)
	if _, whole := sitesIn(content); err == nil && whole || errors.Is(err, os.ErrNotExist) {
		return
	}
	_ = os.Rename(sitesFile(), sitesFile()+".unread")
}

// asManyAsAreKept are the first of those that have a folder, each folder once, and that can
// be written.
func asManyAsAreKept(all []Site) []Site {
	seen := map[string]bool{}
	all = slices.DeleteFunc(all, func(k Site) bool {
		again := seen[k.Folder]
		seen[k.Folder] = true
		return again || k.Folder == "" || !utf8.ValidString(k.Folder+k.Name)
	})
	return all[:min(len(all), mostRemembered)]
}

// earlierSitesIn reads the list of the first version: folder, name, and whether it is a
// rehearsal to a line, parted by tabs. Where a line does not say it, unsaid is asked.
func earlierSitesIn(content []byte, unsaid func(folder string) bool) (all []Site) {
	for line := range strings.Lines(string(content)) {
		field := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if field[0] == "" || len(field) < 2 {
			continue
		}
		k := Site{Name: field[1], Folder: field[0]}
		switch mark := append(field, "")[2]; mark {
		case "rehearsal", "real":
			k.Rehearsal = mark == "rehearsal"
		default:
			k.Rehearsal = unsaid(k.Folder)
		}
		all = append(all, k)
	}
	return asManyAsAreKept(all)
}

// Remember puts a site at the head of the list. That it cannot is no reason
// not to work.
func Remember(name, folder string, rehearsal bool) {
	if full, err := filepath.Abs(folder); err == nil {
		folder = full
	}
	all := []Site{{Name: app.Visible(name), Folder: folder, Rehearsal: rehearsal}}
	for _, k := range remembered() {
		if k.Folder != folder {
			all = append(all, k)
		}
	}
	setAsideUnread()
	keepSettings(sitesFile(), earlierSitesFile(), sitesList{asManyAsAreKept(all)})
}
