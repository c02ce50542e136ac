package program

import (
	"bytes"
	"context"
	"image"
	"io"
	"strings"

	"keyday/app"
	"keyday/app/rehearsal"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/laptop"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/screen/start"
	"keyday/ui/words"
)

// showStart puts the start into the window; folder and failed say which site was
// not opened, and why.
func (p *program) showStart(folder string, failed error) {
	var known []start.Known
	last := ""
	for _, k := range laptop.Known() {
		known = append(known, start.Known(k))
		if last == "" && strings.HasPrefix(k.Folder, laptop.RehearsalFolder()) {
			last = k.Folder
		}
	}
	p.window.ShowStart(start.Params{
		Words: p.words, Folder: folder, Failed: failed, Known: known, Rehearsal: last,
		NewFolder: laptop.NewFolder, Open: p.openWith, SameLaptop: p.sayLaptop, Found: p.found, Rehearse: p.rehearse, Restore: p.restore,
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

// found makes a new site and shows it.
func (p *program) found(ctx context.Context, f start.Founding) error {
	if err := staff.CheckPIN(f.PIN); err != nil {
		return err
	}
	pin, err := hashPIN(f.PIN)
	if err != nil {
		return err
	}
	begin := records.Founding{
		Site:       site.Site{Name: f.Name, Company: f.Company, Address: f.Address, Phone: f.Phone, Property: f.Property},
		Supervisor: staff.Person{Name: f.Supervisor, Role: app.Supervisor, PIN: pin},
		Lane:       f.Lane,
	}
	for _, name := range f.Communities {
		begin.Communities = append(begin.Communities, site.Community{Name: name})
	}
	s, err := records.Create(ctx, f.Folder, begin, laptop.Options(store.Options{}))
	if err != nil {
		return err
	}
	o, err := newOpened(s, p.words, nil)
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
	folder, plan := laptop.Free(laptop.RehearsalFolder()), rehearsal.Standard()
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
	made, err := laptop.Restore(ctx, file, folder, passphrase, inKilobytes(func(done, all int) { tell(done, all, "") }))
	if err != nil {
		return err
	}
	if err := p.open(folder); err != nil {
		return err
	}
	p.window.Do(func() { p.shell.Warn(made.Notes...) })
	return nil
}
