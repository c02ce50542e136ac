// Package register holds what the pages of all registers are made of.
//
// Places import it as they do the widgets; it imports the shell, the theme and the widgets,
// and knows no record.
package register

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// patience is how long a page stays blank while it is read. A skeleton that stands for a
// moment only would flicker.
const patience = 300 * time.Millisecond

// Body is the part of a page that shows what was read. It has one of four faces: full,
// empty, loading, or refused.
type Body struct {
	View *fyne.Container

	c      *shell.Context
	read   bool   // something was shown: a reading ended
	empty  string // what the empty face says, "" where another face stands
	remedy func() // what the one act of an empty or refused face does
}

// NewBody is a body that is being read. It becomes a skeleton of so many rows where that
// takes long.
func NewBody(c *shell.Context, rows int) *Body {
	b := &Body{c: c, View: container.NewStack()}
	c.After(patience, func() {
		if !b.read {
			b.put(widget.NewSkeleton(rows))
		}
	})
	return b
}

// Show shows what was read. What stands there already is left alone.
func (b *Body) Show(o fyne.CanvasObject) {
	b.read, b.empty = true, ""
	if !b.Shows(o) {
		b.put(o)
	}
}

// Shows reports whether the body shows the object.
func (b *Body) Shows(o fyne.CanvasObject) bool {
	return len(b.View.Objects) == 1 && b.View.Objects[0] == o
}

// Read reports whether anything was read yet, or refused.
func (b *Body) Read() bool { return b.read }

// Empty says in one line what belongs here, and offers the one act that fills it; do nil
// offers none. Said again, the keyboard stays on the act.
func (b *Body) Empty(icon, line, act string, do func()) {
	b.read, b.remedy = true, do
	if said := icon + "\n" + line + "\n" + act; said != b.empty {
		b.empty = said
		if do != nil {
			do = func() { b.remedy() }
		}
		b.put(widget.NewEmptyState(icon, line, act, do))
	}
}

// Refuse says why the page cannot be shown, and offers to read it again.
func (b *Body) Refuse(err error, again func()) {
	b.Empty("alert", b.c.W.Refusal(err), b.c.W.T("common.retry"), again)
}

func (b *Body) put(o fyne.CanvasObject) {
	b.View.Objects = []fyne.CanvasObject{o}
	b.View.Refresh()
}

// Load is shell.Load for what the body shows. The first reading that fails leaves the
// refused face; a later one is said at the foot, for what stands there may be half filled
// in.
func Load[T any](b *Body, latest *shell.Latest, read func(context.Context) (T, error), show func(T)) {
	type result struct {
		value T
		err   error
	}
	shell.Load(b.c, latest, func(ctx context.Context) (result, error) {
		value, err := read(ctx)
		return result{value, err}, ctx.Err()
	}, func(r result) {
		again := func() { Load(b, latest, read, show) }
		switch {
		case r.err == nil:
			show(r.value)
		case b.full():
			b.c.FailOr(r.err, again)
		default:
			b.Refuse(r.err, again)
		}
	})
}

// full reports whether the page's own face stands.
func (b *Body) full() bool { return b.read && b.empty == "" }
