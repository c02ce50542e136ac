package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"image"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/adrg/xdg"

	"keyday/app"
	"keyday/app/rehearsal"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/durable"
	"keyday/data/photo"
	"keyday/data/store"
	"keyday/ui/screen/start"
	"keyday/ui/words"
)

// showStart puts the start into the window; folder and failed say which site was
// not opened, and why.
func (p *program) showStart(folder string, failed error) {
	known := knownSites()
	last := ""
	for _, k := range known {
		if last == "" && strings.HasPrefix(k.Folder, rehearsalFolder()) {
			last = k.Folder
		}
	}
	p.window.ShowStart(start.Params{
		Words: p.words, Folder: folder, Failed: failed, Known: known, Rehearsal: last,
		NewFolder: newFolder, Open: p.openWith, SameLaptop: p.sayLaptop, Found: p.found, Rehearse: p.rehearse, Restore: p.restore,
		Language: func(l words.Language) { p.taste.language = l; p.taste.keep() },
		Picture:  func(r io.ReadSeeker, name string) (image.Image, error) { return photo.Show(r, name, photo.Thumbnail) },
	})
}

// sayLaptop keeps a person's answer whether this is the laptop that last wrote the site,
// for the next opening.
func (p *program) sayLaptop(same bool) {
	if p.laptop = store.OtherLaptop; same {
		p.laptop = store.SameLaptop
	}
}

// newFolder is where a new site of the name lies unless another folder is named.
func newFolder(name string) string {
	return free(filepath.Join(xdg.DataHome, "keyday", fileName(name)))
}

// fileName is a site's name as every file system takes it, with room for what is put
// behind it: 60 Chinese characters.
func fileName(name string) string {
	return cmp.Or(app.FileName(name, 180), "site")
}

// free is the folder, or the first of folder-2, folder-3 … that is not there.
func free(folder string) string {
	for n, dir := 2, folder; ; n++ {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return dir
		}
		dir = folder + "-" + strconv.Itoa(n)
	}
}

// found makes a new site and shows it.
func (p *program) found(ctx context.Context, f start.Founding) error {
	if err := staff.CheckPIN(f.PIN); err != nil {
		return err
	}
	pin, err := hashPIN(f.PIN)
	if err != nil {
		return err
	}
	begin := store.Founding{
		Site:       site.Site{Name: f.Name, Company: f.Company, Address: f.Address, Phone: f.Phone, Property: f.Property},
		Supervisor: staff.Person{Name: f.Supervisor, Role: app.Supervisor, PIN: pin},
		Lane:       f.Lane,
	}
	for _, name := range f.Communities {
		begin.Communities = append(begin.Communities, site.Community{Name: name})
	}
	s, err := store.Create(ctx, f.Folder, begin, onThisLaptop(store.Options{}))
	if err != nil {
		return err
	}
	o, err := furnish(s, p.words, nil)
	if err != nil {
		return err
	}
	if len(f.Logo) > 0 {
		if err := o.setLogo(ctx, f); err != nil {
			o.Close()
			return err
		}
	}
	return p.enter(ctx, o)
}

// setLogo keeps the letterhead's logo of a new site, in the supervisor's name.
func (o *opened) setLogo(ctx context.Context, f start.Founding) error {
	kept, err := o.photos.Put(ctx, bytes.NewReader(f.Logo), f.LogoName)
	if err != nil {
		return err
	}
	team, err := o.store.People(ctx)
	if err != nil {
		return err
	}
	seen, err := o.store.SeeSite(ctx)
	if err != nil {
		return err
	}
	about := seen.Value
	about.Logo = kept.Hash
	return o.site.PutSite(ctx, team[0].Actor(), &seen, about)
}

// rehearse makes a site to practise on and shows it.
func (p *program) rehearse(ctx context.Context, small bool, tell func(done, all int, what string)) error {
	folder, plan := free(rehearsalFolder()), rehearsal.Standard()
	if small {
		plan.Buildings, plan.Units, plan.Defects = 2, 48, 400
	}
	_, err := rehearse(ctx, folder, plan, func(done, all int, what string) { tell(done, all, p.words.T("rehearsal.step."+what)) })
	if err != nil {
		return err
	}
	return p.open(folder)
}

// restore makes a site of a backup and shows it.
func (p *program) restore(ctx context.Context, file, folder, passphrase string, tell func(done, all int, what string)) error {
	how, unasked := restoring(ctx, func(done, all int) { tell(done, all, "") })
	made, err := store.Restore(ctx, file, folder, passphrase, how)
	if err != nil {
		return err
	}
	if err := p.open(folder); err != nil {
		return err
	}
	p.window.Do(func() { p.shell.Warn(append(made.Notes, unasked...)...) })
	return nil
}

// restoring is how this laptop restores a backup, and a note which of its sites could
// not be asked whom they erased since; none where all were.
func restoring(ctx context.Context, tell func(done, all int)) (r store.Restoring, unasked []*app.Refusal) {
	erased, sites := erasedHere(ctx)
	if len(sites) > 0 {
		unasked = append(unasked, app.Refuse("backup.unasked", "sites", strings.Join(sites, "、")))
	}
	return store.Restoring{Options: onThisLaptop(store.Options{}), Erased: erased, Progress: inKilobytes(tell)}, unasked
}

// erasedHere are the persons who were erased from the sites of this laptop, as far
// as these can be read, and the sites that cannot: a backup made before does not bring
// them back. The list that the laptop keeps apart from its sites is asked besides.
func erasedHere(ctx context.Context) (all []store.Erasure, unasked []string) {
	for _, k := range rememberedSites() {
		s, err := store.Open(ctx, k.Folder, store.Options{ReadOnly: true, Passphrase: os.Getenv(startPassphrase)})
		if err != nil {
			unasked = append(unasked, k.Name)
			continue
		}
		erased, err := s.Erasures(ctx)
		if err != nil {
			unasked = append(unasked, k.Name)
		}
		all = append(all, erased...)
		s.Close()
	}
	return all, unasked
}

// The sites opened on this laptop stand in a small file, the latest first: a folder, a
// name, and whether it is a rehearsal to a line, parted by tabs.
func knownFile() string { return filepath.Join(xdg.StateHome, "keyday", "sites") }

// How many are listed, and how many kept besides those that are not there now.
const mostKnown, mostRemembered = 4, 12

// knownSites lists the sites opened before that are still there.
func knownSites() []start.Known {
	here := slices.DeleteFunc(rememberedSites(), func(k start.Known) bool {
		_, err := os.Stat(k.Folder)
		return err != nil
	})
	return here[:min(len(here), mostKnown)]
}

// What stands behind the name of a site in the list. Earlier versions wrote nothing there,
// or nothing behind a real one: such a site is asked what it is.
const rehearsalMark, realMark = "rehearsal", "real"

// rememberedSites lists the sites opened before, be they there or on a stick that is not.
func rememberedSites() []start.Known {
	content, err := durable.ReadFile(knownFile(), 1<<20)
	if err != nil {
		return nil
	}
	return sitesIn(content, store.IsRehearsal)
}

// sitesIn reads the list, as many as are kept; of whom it does not say it, unsaid is
// asked whether the folder holds a rehearsal.
func sitesIn(list []byte, unsaid func(folder string) bool) (all []start.Known) {
	for line := range strings.Lines(string(list)) {
		if len(all) == mostRemembered {
			break
		}
		field := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if field[0] == "" || len(field) < 2 {
			continue
		}
		k := start.Known{Name: field[1], Folder: field[0]}
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
func listOf(all []start.Known) []byte {
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

// rememberSite puts a site at the head of the list. That it cannot is no reason
// not to work.
func rememberSite(name, folder string, rehearsal bool) {
	if full, err := filepath.Abs(folder); err == nil {
		folder = full
	}
	if strings.ContainsAny(folder, "\t\n") {
		return // it would be another line of the list
	}
	all := []start.Known{{Name: app.Visible(name), Folder: folder, Rehearsal: rehearsal}}
	for _, k := range rememberedSites() {
		if k.Folder != folder && len(all) < mostRemembered {
			all = append(all, k)
		}
	}
	if durable.MkdirAll(filepath.Dir(knownFile())) == nil {
		_ = durable.WriteFile(knownFile(), listOf(all))
	}
}
