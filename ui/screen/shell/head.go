package shell

import (
	"context"
	"slices"
	"sync/atomic"

	"keyday/app"
	"keyday/app/pinyin"
	"keyday/app/site"
	"keyday/app/staff"
)

// Site is what the frame reads of the open site.
type Site interface {
	Site(ctx context.Context) (site.Site, error)
	Communities(ctx context.Context) ([]site.Community, error)
	People(ctx context.Context) ([]staff.Person, error)
	// Waiting counts what waits to be settled.
	Waiting(ctx context.Context) (int, error)
}

// Reading reads what the frame says of a site.
type Reading struct {
	Site     Site
	ToAlerts Route // where what waits is settled

	people atomic.Pointer[[]Person]
}

// Head reads what the top says, and who may sign in.
func (r *Reading) Head(ctx context.Context) (h Header, err error) {
	about, err := r.Site.Site(ctx)
	if err != nil {
		return h, err
	}
	communities, err := r.Site.Communities(ctx)
	if err != nil {
		return h, err
	}
	team, err := r.Site.People(ctx)
	if err != nil {
		return h, err
	}
	r.people.Store(peopleOf(team, about.Rehearsal))
	h = Header{Site: about.Name, Rehearsal: about.Rehearsal, ToAlerts: r.ToAlerts}
	for _, c := range communities {
		h.Communities = append(h.Communities, Choice{Key: c.ID.String(), Name: c.Name})
	}
	h.Alerts, err = r.Site.Waiting(ctx)
	return h, err
}

// offered are the communities that who works may choose from.
func (h Header) offered() (all []Choice) {
	for _, c := range h.Communities {
		if id, err := app.ParseID(c.Key); err == nil && h.Actor.InScope(id) {
			all = append(all, c)
		}
	}
	return all
}

// scope are the communities of which pages show anything; none means all.
func (h Header) scope() []app.ID {
	if id, err := app.ParseID(h.Community); err == nil && h.Actor.InScope(id) {
		return []app.ID{id}
	}
	return h.Actor.Communities
}

// People are who may sign in, as last read.
func (r *Reading) People() []Person {
	if all := r.people.Load(); all != nil {
		return *all
	}
	return nil
}

// peopleOf are those of the team who may sign in, by name as a Chinese list is ordered.
func peopleOf(team []staff.Person, rehearsal bool) *[]Person {
	var all []Person
	for _, one := range team {
		if !one.Left {
			all = append(all, Person{ID: one.ID, Name: one.Name, Role: one.Role, NoPIN: rehearsal})
		}
	}
	byName := pinyin.ByName()
	slices.SortStableFunc(all, func(a, b Person) int { return byName(a.Name, b.Name) })
	return &all
}

// readHead brings what the top says of the site up to date. Of several readings the last
// one begun counts; one that fails is made good by the next commit.
func (s *Shell) readHead() {
	if s.params.Head == nil || s.life.Err() != nil {
		return
	}
	s.headRead++
	ticket := s.headRead
	var read Header
	s.Do(func(ctx context.Context) (err error) {
		read, err = s.params.Head(ctx)
		return err
	}, func(err error) {
		if err != nil || ticket != s.headRead || s.life.Err() != nil {
			return
		}
		h := s.header
		if h.Site != read.Site || h.Alerts != read.Alerts || !slices.Equal(h.Communities, read.Communities) {
			h.Site, h.Alerts, h.Communities = read.Site, read.Alerts, read.Communities
			s.SetHeader(h)
		}
	})
}

// title names the site in the window's title, where rehearsals are told from what is real.
func (s *Shell) title() {
	name := s.header.Site
	if s.header.Rehearsal {
		name = s.words.T("shell.rehearsal_named", "name", name)
	}
	if name == "" {
		s.window.SetTitle(app.NameZH)
		return
	}
	s.window.SetTitle(app.Visible(name) + " - " + app.NameZH)
}
