package laptop

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/records"
)

// Site is a site that was opened on this laptop.
type Site struct {
	Name, Folder string
	Rehearsal    bool
}

// The sites opened on this laptop stand in a small file, the latest first: a folder, a
// name, and whether it is a rehearsal to a line, parted by tabs.
func sitesFile() string { return kept("sites") }

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

// What stands behind the name of a site in the list. Earlier versions wrote nothing there,
// or nothing behind a real one: such a site is asked what it is.
const rehearsalMark, realMark = "rehearsal", "real"

// remembered lists the sites opened before, be they there or on a stick that is not.
func remembered() []Site {
	content, err := durable.ReadFile(sitesFile(), 1<<20)
	if err != nil {
		return nil
	}
	return sitesIn(content, records.IsRehearsal)
}

// sitesIn reads the list, as many as are kept; of whom it does not say it, unsaid is
// asked whether the folder holds a rehearsal.
func sitesIn(list []byte, unsaid func(folder string) bool) (all []Site) {
	for line := range strings.Lines(string(list)) {
		if len(all) == mostRemembered {
			break
		}
		field := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if field[0] == "" || len(field) < 2 {
			continue
		}
		k := Site{Name: field[1], Folder: field[0]}
		switch {
		case len(field) > 2 && field[2] == rehearsalMark:
			k.Rehearsal = true
		case len(field) < 3 || field[2] != realMark:
			k.Rehearsal = unsaid(k.Folder)
		}
		all = append(all, k)
	}
	return all
}

// listOf is the list as its file says it.
func listOf(all []Site) []byte {
	var b strings.Builder
	for _, k := range all {
		mark := realMark
		if k.Rehearsal {
			mark = rehearsalMark
		}
		b.WriteString(k.Folder + "\t" + k.Name + "\t" + mark + "\n")
	}
	return []byte(b.String())
}

// Remember puts a site at the head of the list. That it cannot is no reason
// not to work.
func Remember(name, folder string, rehearsal bool) {
	if full, err := filepath.Abs(folder); err == nil {
		folder = full
	}
	if strings.ContainsAny(folder, "\t\n") {
		return // it would be another line of the list
	}
	all := []Site{{Name: app.Visible(name), Folder: folder, Rehearsal: rehearsal}}
	for _, k := range remembered() {
		if k.Folder != folder && len(all) < mostRemembered {
			all = append(all, k)
		}
	}
	if durable.MkdirAll(filepath.Dir(sitesFile())) == nil {
		_ = durable.WriteFile(sitesFile(), listOf(all))
	}
}
