package main

import (
	"context"
	"path/filepath"

	"github.com/adrg/xdg"

	"keyday/app"
	"keyday/app/rehearsal"
	"keyday/data/store"
	"keyday/ui/command"
	"keyday/ui/words"
)

// house is Keyday as the command line knows it.
type house struct{}

// Window opens the window on the folder.
func (house) Window(_ context.Context, folder string) error { return openWindow(folder) }

// Open opens the site in the folder; reading goes on beside an open window.
func (house) Open(ctx context.Context, folder string, use command.Use) (command.Site, error) {
	if folder == "" {
		folder = rehearsalFolder()
	}
	o, err := openSite(ctx, words.New(), folder, store.Options{ReadOnly: use == command.Reading})
	if err != nil {
		return nil, err
	}
	return commandSite{o.store, o}, nil
}

// Rehearse makes a rehearsal site, in the folder for rehearsals where none is given.
func (house) Rehearse(ctx context.Context, folder string, plan rehearsal.Plan, tell rehearsal.Tell) (rehearsal.Made, string, error) {
	if folder == "" {
		folder = rehearsalFolder()
	}
	made, err := rehearse(ctx, folder, plan, tell)
	return made, folder, err
}

// rehearsalFolder is where `make run` rehearses too.
func rehearsalFolder() string { return filepath.Join(xdg.DataHome, "keyday", "rehearsal") }

// commandSite is an open site as the commands use it.
type commandSite struct {
	*store.Store
	opened *opened
}

// Close ends what runs in the background and closes the files.
func (s commandSite) Close() error { return s.opened.Close() }

// SignIn says who acts; on a rehearsal nobody needs a PIN, nor even a name.
func (s commandSite) SignIn(ctx context.Context, name, pin string) (app.Actor, error) {
	about, err := s.Site(ctx)
	if err != nil {
		return app.Actor{}, err
	}
	team, err := s.People(ctx)
	if err != nil {
		return app.Actor{}, err
	}
	for _, one := range team {
		if one.Name == name && !one.Left || name == "" && about.Rehearsal && one.Role == app.Supervisor {
			return checkPIN(team, one.ID, pin, about.Rehearsal)
		}
	}
	if name == "" {
		return app.Actor{}, app.Refuse("command.as_missing")
	}
	return app.Actor{}, app.Refuse("staff.unknown", "name", name)
}
