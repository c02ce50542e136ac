package program

import (
	"context"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"keyday/app"
	"keyday/app/search"
	"keyday/app/staff"
	"keyday/data/laptop"
	"keyday/data/store"
	"keyday/ui/screen"
	"keyday/ui/screen/conflicts"
	"keyday/ui/screen/shell"
	"keyday/ui/words"
)

// program is the open window and the site in it.
type program struct {
	words   *words.Words
	window  *screen.Window
	taste   taste
	site    *opened
	shell   *shell.Shell
	team    atomic.Pointer[[]staff.Person] // as last read
	actor   atomic.Pointer[app.Actor]
	waiting atomic.Int64 // how much waits to be settled, as last counted
	laptop  store.Laptop // whose laptop this is, where a person was asked
	status  string       // why the last backup by the clock was not made, "" where it was
}

// catalogue is the words that the program speaks, read once.
var catalogue = sync.OnceValue(words.New)

// openWindow opens the window on the site in dir, the one last open where none is
// named, and returns when the window is closed.
func openWindow(dir string) error {
	// A start makes much that stays; the collector would walk over it again and again.
	usual := debug.SetGCPercent(400)
	p := &program{words: catalogue(), taste: readTaste()}
	p.words.SetLanguage(p.taste.language)
	return screen.Run(p.look(), func(w *screen.Window) {
		p.window = w
		go p.begin(dir)
		w.AfterFrame(func() { debug.SetGCPercent(usual) })
	})
}

// begin opens what the window begins with, off the screen's goroutine: the site,
// or the start, which says why it is not the site.
func (p *program) begin(dir string) {
	if dir == "" {
		if sites := laptop.Known(); len(sites) > 0 {
			dir = sites[0].Folder
		} else {
			p.window.Do(func() { p.showStart("", nil) })
			return
		}
	}
	if err := p.open(dir); err != nil {
		p.window.Do(func() { p.showStart(dir, err) })
	}
}

// open opens a site that has no start passphrase.
func (p *program) open(dir string) error { return p.openWith(dir, "") }

// openWith opens the site in a folder and shows it. It runs off the screen's goroutine.
func (p *program) openWith(dir, passphrase string) error {
	ctx := context.Background()
	o, err := openSite(ctx, p.words, dir, store.Options{Passphrase: passphrase, Laptop: p.laptop})
	if err != nil {
		return err
	}
	return p.enter(ctx, o)
}

// enter shows an open site.
func (p *program) enter(ctx context.Context, o *opened) error {
	head, team, err := readHead(ctx, o)
	if err != nil {
		o.Close()
		return err
	}
	laptop.Remember(head.Site, o.store.Dir(), head.Rehearsal)
	p.window.Do(func() { p.show(o, head, team) })
	return nil
}

// readHead reads what stands at the top of every page, and who may sign in.
func readHead(ctx context.Context, o *opened) (shell.Header, []staff.Person, error) {
	s, err := o.store.Site(ctx)
	if err != nil {
		return shell.Header{}, nil, err
	}
	head := shell.Header{Site: s.Name, Rehearsal: s.Rehearsal}
	communities, err := o.store.Communities(ctx)
	for _, c := range communities {
		head.Communities = append(head.Communities, shell.Choice{Key: c.ID.String(), Name: c.Name})
	}
	if err != nil {
		return head, nil, err
	}
	if head.Alerts, err = o.store.Waiting(ctx); err != nil {
		return head, nil, err
	}
	head.ToAlerts = shell.To(conflicts.Key)
	team, err := o.store.People(ctx)
	return head, team, err
}

// show puts the site into the window, behind the sign-in.
func (p *program) show(o *opened, head shell.Header, team []staff.Person) {
	p.site = o
	p.team.Store(&team)
	p.waiting.Store(int64(head.Alerts))
	p.shell = p.window.ShowSite(p.titled(head), shell.Params{
		Words: p.words, Clock: o.store.Clock(), Places: p.places(),
		Mode:   p.taste.mode,
		Search: p.search,
		SignIn: p.signIn(head.Rehearsal), Locked: true, Header: head,
		Idle:   thisLaptop{p}.Idle(),
		Backup: p.backUp,
		Help:   p.help,
		Settle: func(c *shell.Context, r *app.Refusal) { conflicts.AskFor(c, p.disputes(), r) },
		Pick:   p.pick,
		Taste:  p.setTaste,
		Switch: p.leaveSite,
		OnQuit: func() { p.closeSite(o) },
	})
	p.tellBackup(o.store.Preference(backupFailed))
	o.store.Subscribe(p.changed)
	p.tell("sign-in", true)
	p.watchBackups(o)
	p.shell.Warn(o.Warnings()...)
	go o.backups().Sweep()
}

// titled is the name of the site as the window's title says it, where rehearsals are told
// from what is real.
func (p *program) titled(head shell.Header) string {
	if head.Rehearsal {
		return p.words.T("shell.rehearsal_named", "name", head.Site)
	}
	return head.Site
}

// changed passes on which kinds of record a commit touched. It is told on the
// goroutine that wrote, before the next may write.
func (p *program) changed(c app.Change) {
	kinds := map[string]bool{}
	for _, r := range c.Records {
		kinds[r.Kind] = true
	}
	for _, r := range c.Derived { // its state and counts are computed
		kinds[r.Kind] = true
	}
	names := make([]string, 0, len(kinds))
	for k := range kinds {
		names = append(names, k)
	}
	if kinds["site"] || kinds["community"] || kinds["person"] {
		go p.reread()
	}
	go p.recount(p.site)
	p.shell.Changed(names...)
}

// recount brings up to date how much waits to be settled.
func (p *program) recount(o *opened) {
	waiting, err := o.store.Waiting(context.Background())
	if err != nil || int64(waiting) == p.waiting.Swap(int64(waiting)) {
		return // the next commit asks again
	}
	p.window.Do(func() {
		now := p.shell.Header()
		now.Alerts = waiting
		p.shell.SetHeader(now)
	})
}

// reread brings what stands at the top, and who may sign in, up to date.
func (p *program) reread() {
	head, team, err := readHead(context.Background(), p.site)
	if err != nil {
		return // the next commit that touches them asks again
	}
	p.window.Do(func() {
		p.team.Store(&team)
		now := p.shell.Header()
		now.Site, now.Communities = head.Site, head.Communities
		p.shell.SetHeader(now)
		p.window.SetTitle(p.titled(now))
	})
}

// search finds for the field at the top, and says each hit in a line; or why there is
// none.
func (p *program) search(ctx context.Context, text string) ([]shell.Hit, error) {
	found, err := search.Find(ctx, p.site.store, *p.actor.Load(), text)
	if err != nil {
		return nil, err
	}
	hits := make([]shell.Hit, 0, len(found.Lines))
	for _, f := range found.Lines {
		if h, shown := shell.HitOf(p.words, f); shown {
			hits = append(hits, h)
		}
	}
	if len(hits) == 0 && found.Why == nil {
		found.Why = app.Refuse("search.no_home", "text", found.Lines[0].Name)
	}
	return hits, found.Why
}
