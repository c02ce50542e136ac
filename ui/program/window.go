package program

import (
	"context"
	"image"
	"io"
	"os"
	"runtime/debug"
	"time"

	"keyday/app"
	"keyday/app/rehearsal"
	"keyday/app/search"
	"keyday/app/site"
	"keyday/data/laptop"
	"keyday/data/photo"
	"keyday/data/store"
	"keyday/ui/command"
	"keyday/ui/screen"
	"keyday/ui/screen/conflicts"
	"keyday/ui/screen/settings"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/start"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// program is the open window: the start in it, or a site.
type program struct {
	words  *words.Words
	window *screen.Window
	laptop store.Laptop // whose laptop this is, where a person was asked
}

// openWindow opens the window on the site in dir, the one last open where none is
// named, and returns when the window is closed.
func openWindow(dir string) error {
	// A start makes much that stays; the collector would walk over it again and again.
	usual := debug.SetGCPercent(400)
	p, taste := &program{words: catalogue()}, laptop.ReadTaste()
	p.words.SetLanguage(command.WindowLanguage(os.Getenv, taste.Language))
	return screen.Run(screen.Look{
		Language: p.words.Language(), Mode: theme.Mode(taste.Mode), TextSize: taste.TextSize, Size: screen.Size{Width: taste.Width, Height: taste.Height},
	}, func(l screen.Look) {
		laptop.Taste{Language: string(l.Language), Mode: string(l.Mode), TextSize: l.TextSize, Width: l.Size.Width, Height: l.Size.Height}.Keep()
	}, func(w *screen.Window) {
		p.window = w
		go p.begin(dir)
		w.AfterFrame(func() { debug.SetGCPercent(usual) })
	})
}

// begin opens what the window begins with, off the screen's goroutine: the site,
// or the start, which says why it is not the site.
func (p *program) begin(dir string) {
	if known := laptop.Known(); dir == "" && len(known) > 0 {
		dir = known[0].Folder
	}
	var err error
	if dir != "" {
		if err = p.open(dir, ""); err == nil {
			return
		}
	}
	p.window.Do(func() { p.showStart(dir, err) })
}

// showStart puts the start into the window; folder and failed say which site was
// not opened, and why.
func (p *program) showStart(folder string, failed error) {
	var known []start.Known
	for _, k := range laptop.Known() {
		known = append(known, start.Known(k))
	}
	p.window.ShowStart(start.Params{
		Words: p.words, Folder: folder, Failed: failed, Known: known, NewFolder: laptop.NewFolder,
		Open: p.open,
		SameLaptop: func(same bool) {
			if p.laptop = store.OtherLaptop; same {
				p.laptop = store.SameLaptop
			}
		},
		Found:    p.found,
		Rehearse: p.rehearse, Restore: p.restore,
		Picture: func(r io.ReadSeeker, name string) (image.Image, error) { return photo.Show(r, name, photo.Thumbnail) },
	})
}

// open opens the site in a folder and shows it. Like all that the start asks for, it runs
// off the screen's goroutine.
func (p *program) open(dir, passphrase string) error {
	o, err := openSite(context.Background(), p.words, dir, store.Options{Passphrase: passphrase, Laptop: p.laptop})
	if err != nil {
		return err
	}
	return p.enter(o)
}

// found makes a new site and shows it.
func (p *program) found(ctx context.Context, f site.Founding) error {
	s, err := laptop.Found(ctx, f)
	if err != nil {
		return err
	}
	o, err := newOpened(s, p.words, nil)
	if err != nil {
		return err
	}
	return p.enter(o)
}

// rehearse makes a site to practise on and shows it.
func (p *program) rehearse(ctx context.Context, small bool, tell func(done, all int, step string)) error {
	folder, plan := laptop.Free(laptop.RehearsalFolder()), rehearsal.Standard()
	if small {
		plan = rehearsal.Small()
	}
	if _, err := rehearse(ctx, folder, plan, tell); err != nil {
		return err
	}
	return p.open(folder, "")
}

// restore makes a site of a backup and shows it, and what is to be heard of it.
func (p *program) restore(ctx context.Context, file, folder, passphrase string, tell func(done, all int)) error {
	made, err := laptop.Restore(ctx, file, folder, passphrase, inKilobytes(tell))
	if err != nil {
		return err
	}
	o, err := openSite(ctx, p.words, folder, store.Options{Laptop: p.laptop})
	if err != nil {
		return err
	}
	return p.enter(o, made.Notes...)
}

// enter shows an open site, behind the sign-in, and warns of what is to be heard of it.
func (p *program) enter(o *opened, notes ...*app.Refusal) error {
	read := &shell.Reading{Site: o.store, ToAlerts: shell.To(conflicts.Key)}
	head, err := read.Head(context.Background())
	if err != nil {
		o.Close()
		return err
	}
	laptop.Remember(head.Site, o.store.Dir(), head.Rehearsal)
	p.window.Do(func() { p.show(o, read, head).Warn(append(o.Warnings(), notes...)...) })
	return nil
}

// settling is how long a paper lies for the program that was asked to print or show it,
// at least: who prints and closes the window at once has the paper all the same.
const settling = 10 * time.Second

// show puts the site into the window.
func (p *program) show(o *opened, read *shell.Reading, head shell.Header) (s *shell.Shell) {
	signIn := o.signIn(head.Rehearsal)
	leave := func() { p.window.CloseSite(func() { p.showStart("", nil) }) }
	s = p.window.ShowSite(shell.Params{
		Words: p.words, Clock: o.store.Clock(), Places: o.places(p.words, p.window, leave),
		Header: head, Head: read.Head, Locked: true, Idle: laptop.Lock{Store: o.store}.Idle(),
		Search: func(ctx context.Context, actor app.Actor, text string) ([]shell.Hit, error) {
			found, err := search.Find(ctx, o.store, actor, text)
			if err != nil {
				return nil, err
			}
			return shell.HitsOf(p.words, found)
		},
		SignIn: &shell.SignIn{
			People: read.People,
			Latest: signIn.Latest,
			Check:  func(id app.ID, pin string) (app.Actor, error) { return signIn.Check(context.Background(), id, pin) },
			Entered: func(actor app.Actor) {
				p.window.Tell("accepted", false)
				signIn.Entered(actor)
				if s.Route().Place == "" {
					s.Open(shell.To("units"))
				}
			},
		},
		Backups: o.backups, SetBack: o.store.SetBack, Backup: func(c *shell.Context) { settings.BackUp(c, o.backups) },
		Settle: func(c *shell.Context, r *app.Refusal) { conflicts.AskFor(c, o.disputes(nil), r) },
		Switch: leave,
		OnQuit: func() {
			o.tray.Settle(settling)
			o.Close()
		},
	})
	o.store.Subscribe(func(c app.Change) { s.Changed(c.Kinds()...) })
	p.window.Tell("sign-in", true)
	go o.backups.Sweep()
	return s
}
