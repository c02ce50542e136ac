package store

import (
	"context"
	"slices"
	"time"

	"keyday/app"
	"keyday/data/registry"
)

// Days and hours are the site's, whatever the laptop's zone: the clock that the store
// lends tells the time in the site's zone, and every moment that is read from a row
// or put into one is given in it. So app.DateOf of any of them is the site's day.

// Zone is the site's zone.
func (s *Store) Zone() *time.Location {
	if zone := s.zone.Load(); zone != nil {
		return zone
	}
	return s.reg.Schema.Zone
}

// Clock tells the time where the site is.
func (s *Store) Clock() app.Clock { return s.opt.Clock }

// atSite is a clock as it is read where the site is.
type atSite struct {
	clock app.Clock
	s     *Store
}

func (c atSite) Now() time.Time { return c.clock.Now().In(c.s.Zone()) }

// Moment is a moment as rows and operations keep it.
func (s *Store) Moment(milliseconds int64) time.Time {
	return time.UnixMilli(milliseconds).In(s.Zone())
}

// settle gives the moments of a record in the site's zone, and answers the record.
func (s *Store) settle(k *registry.Kind, rec any) any {
	for _, settle := range k.Moments {
		settle(rec, s.Zone())
	}
	return rec
}

// readZone learns where the site is; until it is founded, it is where most are.
func (s *Store) readZone(ctx context.Context) error {
	about, err := s.reg.Schema.Site(s.At(ctx))
	if app.RefusalCode(err) == "record.unknown" {
		return nil
	}
	if err == nil {
		s.zone.Store(about.Zone)
	}
	return err
}

// rezone is readZone after a commit that may have changed it; what the writer knows of
// records was given in the zone of before.
func (s *Store) rezone(ctx context.Context, changed []app.Ref) {
	if !slices.ContainsFunc(changed, func(r app.Ref) bool { return r.Kind == s.reg.Schema.SiteKind }) {
		return
	}
	before := s.Zone()
	if s.readZone(ctx) == nil && s.Zone() != before {
		clear(s.known)
	}
}
