package laptop

import (
	"bytes"
	"context"
	"crypto/rand"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/keyring"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
)

// Found makes a new site as it was filled in, and opens it. It refuses with
// "staff.pin_weak", and as store.Create does.
func Found(ctx context.Context, f site.Founding) (*records.Store, error) {
	if err := staff.CheckPIN(f.PIN); err != nil {
		return nil, err
	}
	pin, err := HashPIN(f.PIN)
	if err != nil {
		return nil, err
	}
	begin := records.Founding{
		Site:       site.Site{Name: f.Name, Company: f.Company, Address: f.Address, Phone: f.Phone, Property: f.Property},
		Supervisor: staff.Person{Name: f.Supervisor, Role: app.Supervisor, PIN: pin},
		Lane:       f.Lane,
	}
	for _, name := range f.Communities {
		begin.Communities = append(begin.Communities, site.Community{Name: name})
	}
	s, err := records.Create(ctx, f.Folder, begin, Options(store.Options{}))
	if err != nil || len(f.Logo) == 0 {
		return s, err
	}
	if err := setLogo(ctx, s, f); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// HashPIN is what is kept of a PIN.
func HashPIN(pin string) (string, error) { return keyring.HashPIN(pin, rand.Reader) }

// setLogo keeps the letterhead's logo of a new site, in the supervisor's name.
func setLogo(ctx context.Context, s *records.Store, f site.Founding) error {
	photos, err := photo.New(s.Dir(), s.Ring().Previews())
	if err != nil {
		return err
	}
	defer photos.Close()
	kept, err := photos.Put(ctx, bytes.NewReader(f.Logo), f.LogoName)
	if err != nil {
		return err
	}
	team, err := s.People(ctx)
	if err != nil {
		return err
	}
	seen, err := s.SeeSite(ctx)
	if err != nil {
		return err
	}
	about := seen.Value
	about.Logo = kept.Hash
	desk := site.New(records.Narrow(s, func(tx *records.Tx) site.Tx { return tx }), s.Identify)
	return desk.PutSite(ctx, team[0].Actor(), &seen, about)
}
