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

// mainWindow is the open window: the start in it, or a site.
type mainWindow struct {
	words  *words.Words
	window *screen.Window
	laptop store.Laptop // whose laptop this is, where a person was asked
}

// openWindow opens the window on the site in dir, the one last open where none is
// named, and returns when the window is closed.
func openWindow(dir string) error {
	// Opening builds what lives as long as the window; the collector would walk over it again and again.
	usual := debug.SetGCPercent(400)
	m, taste := &mainWindow{words: catalogue()}, laptop.ReadTaste()
	m.words.SetLanguage(command.WindowLanguage(os.Getenv, taste.Language))
	return screen.Run(screen.Look{
		Language: m.words.Language(), Mode: theme.Mode(taste.Mode), TextSize: taste.TextSize, Size: screen.Size{Width: taste.Width, Height: taste.Height},
	}, func(l screen.Look) {
		laptop.Taste{Language: string(l.Language), Mode: string(l.Mode), TextSize: l.TextSize, Width: l.Size.Width, Height: l.Size.Height}.Keep()
	}, func(w *screen.Window) {
		m.window = w
		go m.begin(dir)
		w.AfterFrame(func() { debug.SetGCPercent(usual) })
	})
}

// begin opens what the window begins with, off the screen's goroutine: the site,
// or the start, which says why it is not the site.
func (m *mainWindow) begin(dir string) {
	if known := laptop.Known(); dir == "" && len(known) > 0 {
		dir = known[0].Folder
	}
	var err error
	if dir != "" {
		if err = m.open(dir, ""); err == nil {
			return
		}
	}
	m.window.Do(func() { m.showStart(dir, err) })
}

// showStart puts the start into the window; folder and failed say which site was
// not opened, and why.
func (m *mainWindow) showStart(folder string, failed error) {
	var known []start.Known
	for _, k := range laptop.Known() {
		known = append(known, start.Known(k))
	}
	m.window.ShowStart(start.Params{
		Words: m.words, Folder: folder, Failed: failed, Known: known, NewFolder: laptop.NewFolder,
		Open: m.open,
		SameLaptop: func(same bool) {
			if m.laptop = store.OtherLaptop; same {
				m.laptop = store.SameLaptop
			}
		},
		Found:    m.found,
		Rehearse: m.rehearse, Restore: m.restore,
		Picture: func(r io.ReadSeeker, name string) (image.Image, error) { return photo.Show(r, name, photo.Thumbnail) },
	})
}

// open opens the site in a folder and shows it. Like all that the start asks for, it runs
// off the screen's goroutine.
func (m *mainWindow) open(dir, passphrase string) error {
	o, err := openSite(context.Background(), m.words, dir, store.Options{Passphrase: passphrase, Laptop: m.laptop})
	if err != nil {
		return err
	}
	return m.enter(o)
}

// found makes a new site and shows it.
func (m *mainWindow) found(ctx context.Context, f site.Founding) error {
	s, err := laptop.Found(ctx, f)
	if err != nil {
		return err
	}
	o, err := newOpened(s, m.words, nil)
	if err != nil {
		return err
	}
	return m.enter(o)
}

// rehearse makes a site to practise on and shows it.
func (m *mainWindow) rehearse(ctx context.Context, small bool, tell func(done, all int, step string)) error {
	folder, plan := laptop.Free(laptop.RehearsalFolder()), rehearsal.Standard()
	if small {
		plan = rehearsal.Small()
	}
	if _, err := rehearse(ctx, folder, plan, tell); err != nil {
		return err
	}
	return m.open(folder, "")
}

// restore makes a site of a backup and shows it, and what is to be heard of it.
func (m *mainWindow) restore(ctx context.Context, file, folder, passphrase string, tell func(done, all int)) error {
	made, err := laptop.Restore(ctx, file, folder, passphrase, inKilobytes(tell))
	if err != nil {
		return err
	}
	o, err := openSite(ctx, m.words, folder, store.Options{Laptop: m.laptop})
	if err != nil {
		return err
	}
	return m.enter(o, made.Notes...)
}

// enter shows an open site, behind the sign-in, and warns of what is to be heard of it.
func (m *mainWindow) enter(o *opened, notes ...*app.Refusal) error {
	read := &shell.Reading{Site: o.store, ToAlerts: shell.To(conflicts.Key)}
	head, err := read.Head(context.Background())
	if err != nil {
		o.Close()
		return err
	}
	laptop.Remember(head.Site, o.store.Dir(), head.Rehearsal)
	m.window.Do(func() { m.show(o, read, head).Warn(append(o.Warnings(), notes...)...) })
	return nil
}

// settling is how long a paper lies for the program that was asked to print or show it,
// at least: who prints and closes the window at once has the paper all the same.
const settling = 10 * time.Second

// show puts the site into the window.
func (m *mainWindow) show(o *opened, read *shell.Reading, head shell.Header) (s *shell.Shell) {
	signIn := o.signIn(head.Rehearsal)
	leave := func() { m.window.CloseSite(func() { m.showStart("", nil) }) }
	places := o.places(m.words, m.window, leave)
	s = m.window.ShowSite(shell.Params{
		Words: m.words, Clock: o.store.Clock(), Places: places,
		Header: head, Head: read.Head, Locked: true, Idle: laptop.Lock{Store: o.store}.Idle(),
		Search: func(ctx context.Context, actor app.Actor, text string) ([]shell.Hit, error) {
			found, err := search.Find(ctx, o.store, actor, text)
			if err != nil {
				return nil, err
			}
			return shell.HitsOf(m.words, places, found)
		},
		SignIn: &shell.SignIn{
			People: read.People,
			Latest: signIn.Latest,
			Check:  func(id app.ID, pin string) (app.Actor, error) { return signIn.Check(context.Background(), id, pin) },
			Entered: func(actor app.Actor) {
				m.window.Tell("accepted", false)
				signIn.Entered(actor)
				if s.Route().Place == "" {
					s.Open(shell.To("units"))
				}
			},
		},
		Backups: o.backups, SetBack: o.store.SetBack, Backup: func(c *shell.Context) { settings.BackUp(c, o.backups) },
		Output: listOutput{o, m.words},
		Settle: func(c *shell.Context, r *app.Refusal) { conflicts.AskFor(c, o.disputes(nil), r) },
		Switch: leave,
		OnQuit: func() {
			o.tray.Settle(settling)
			o.Close()
		},
	})
	o.store.Subscribe(func(c app.Change) { s.Changed(c.Kinds()...) })
	m.window.Tell("sign-in", true)
	go o.backups.Sweep()
	return s
}
