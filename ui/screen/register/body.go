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

// Empty is the face of a page, or of a part of one, that has nothing to show.
type Empty struct {
	Icon string
	Line string // what belongs here, why there is none, and what to do about it
	Act  string // fills it
	Do   func() // nil: nobody who is here can
	Calm bool   // the page has another act that comes first
}

// View is the face by itself, for a part of a page that is read with the rest of it.
func (e Empty) View() fyne.CanvasObject {
	if e.Do == nil {
		return widget.NewEmptyState(e.Icon, e.Line, nil)
	}
	act := widget.NewPrimary(e.Act, e.Do)
	if e.Calm {
		act = widget.NewButton(e.Act, e.Do)
	}
	return widget.NewEmptyState(e.Icon, e.Line, act)
}

// Or is what was read, or the face where that is nothing.
func (e Empty) Or(full fyne.CanvasObject, n int) fyne.CanvasObject {
	if n == 0 {
		return e.View()
	}
	return full
}

// Empty shows that there is nothing. Said again, the keyboard stays on the act.
func (b *Body) Empty(e Empty) {
	b.read, b.remedy = true, e.Do
	if said := e.Icon + "\n" + e.Line + "\n" + e.Act; said != b.empty {
		b.empty = said
		if e.Do != nil {
			e.Do = func() { b.remedy() }
		}
		b.put(e.View())
	}
}

// Refuse says why the page cannot be shown, and offers to read it again.
func (b *Body) Refuse(err error, again func()) { b.Empty(Refused(b.c, err, again)) }

// Refused is the face of what cannot be shown; again reads it once more.
func Refused(c *shell.Context, err error, again func()) Empty {
	return Empty{Icon: "alert", Line: c.W.Refusal(err), Act: c.W.T("common.retry"), Do: again}
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
