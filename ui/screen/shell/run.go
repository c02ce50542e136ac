package shell

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// Runner does what takes long away from the screen's goroutine. Tests use
// Inline: the toolkit's test driver would run what is meant for the screen on
// the worker, which is a race.
type Runner interface {
	// Go runs work off the screen's goroutine.
	Go(work func())
	// Screen runs fn on the screen's goroutine, soon.
	Screen(fn func())
	// After runs fn on the screen's goroutine once d has passed; stop prevents it.
	After(d time.Duration, fn func()) (stop func())
	// Wait returns when all work has ended.
	Wait()
}

// Background is the Runner of the real window.
type Background struct{ running sync.WaitGroup }

// Go runs work on a goroutine of its own.
func (b *Background) Go(work func()) {
	b.running.Add(1)
	go func() {
		defer b.running.Done()
		work()
	}()
}

// Screen hands fn to the toolkit.
func (b *Background) Screen(fn func()) { fyne.Do(fn) }

// After uses the wall clock.
func (b *Background) After(d time.Duration, fn func()) func() {
	t := time.AfterFunc(d, func() { fyne.Do(fn) })
	return func() { t.Stop() }
}

// Wait returns when all work has ended; not to be called on the screen's
// goroutine by work that needs it.
func (b *Background) Wait() { b.running.Wait() }

// Inline runs everything at once, where it is called; what should come later is
// kept until Elapse. For tests.
type Inline struct {
	later []*inlineLater
}

type inlineLater struct {
	left time.Duration
	fn   func()
}

// Go runs work.
func (i *Inline) Go(work func()) { work() }

// Screen runs fn.
func (i *Inline) Screen(fn func()) { fn() }

// After keeps fn until Elapse has passed d.
func (i *Inline) After(d time.Duration, fn func()) func() {
	l := &inlineLater{left: d, fn: fn}
	i.later = append(i.later, l)
	return func() { l.fn = nil }
}

// Wait has nothing to wait for.
func (i *Inline) Wait() {}

// Elapse lets d pass and runs what is due.
func (i *Inline) Elapse(d time.Duration) {
	waiting := i.later
	i.later = nil
	for _, l := range waiting {
		l.left -= d
		switch {
		case l.fn == nil:
		case l.left <= 0:
			l.fn()
		default:
			i.later = append(i.later, l)
		}
	}
}

// Latest makes the newest of several requests win: a search as one types, a
// filter pressed twice. The zero value is ready. It belongs to the screen's
// goroutine.
type Latest struct {
	cancel context.CancelFunc
	number int
}

// begin cancels the request before and gives the context and the ticket of a new one.
func (l *Latest) begin(parent context.Context) (ctx context.Context, ticket int) {
	if l.cancel != nil {
		l.cancel()
	}
	ctx, l.cancel = context.WithCancel(parent)
	l.number++
	return ctx, l.number
}

// Load reads off the screen's goroutine and shows the result on it, unless a
// newer Load with the same Latest began meanwhile or the page was left. read must
// touch no widget: it gets what it needs by value. A read that fails is presented
// by the shell.
func Load[T any](c *Context, latest *Latest, read func(context.Context) (T, error), show func(T)) {
	ctx, ticket := latest.begin(c.life)
	runner := c.shell.runner
	runner.Go(func() {
		value, err := read(ctx)
		runner.Screen(func() {
			if ticket != latest.number || c.left {
				return
			}
			if err != nil {
				c.Fail(err)
				return
			}
			show(value)
		})
	})
}

// After calls fn on the screen's goroutine once d has passed, unless the page was
// left meanwhile: a skeleton after 300 ms, a clock that counts.
func (c *Context) After(d time.Duration, fn func()) (stop func()) {
	return c.shell.runner.After(d, func() {
		if !c.left {
			fn()
		}
	})
}

// Do runs an act off the screen's goroutine and tells done on it, also after the
// page was left, with the act's error, which done presents (Context.Fail) or uses.
// The act is cancelled neither when the page is left nor when the window closes:
// what was begun is saved.
func (c *Context) Do(act func(context.Context) error, done func(error)) {
	runner := c.shell.runner
	runner.Go(func() {
		err := act(context.WithoutCancel(c.shell.life))
		runner.Screen(func() { done(err) })
	})
}

// Act is Do for what the screen has nothing to say of until it is done: done is told then,
// and what the act fails by is presented.
func (c *Context) Act(act func(context.Context) error, done func()) {
	c.Do(act, func(err error) {
		if err != nil {
			c.Fail(err)
			return
		}
		done()
	})
}

// Do is Context.Do for what belongs to no page.
func (s *Shell) Do(act func(context.Context) error, done func(error)) {
	s.runner.Go(func() {
		err := act(context.WithoutCancel(s.life))
		s.runner.Screen(func() { done(err) })
	})
}

// Every calls fn on the screen's goroutine each time d has passed, until the shell
// is closed.
func (s *Shell) Every(d time.Duration, fn func()) {
	s.runner.After(d, func() {
		if s.life.Err() == nil {
			fn()
			s.Every(d, fn)
		}
	})
}
