package handover

import (
	"context"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// filled is an entry of a line that saves itself: on Enter, which goes on to the
// next one, and when the keyboard leaves it.
type filled struct {
	*widget.Entry
	kept string // as last read or saved
}

// entry makes a field that is saved by save and shows what read says, unless
// somebody is typing in it.
func (pg *desk) entry(width float32, hint string, read func() string, save func()) (*filled, fyne.CanvasObject) {
	e := &filled{Entry: widget.NewEntry(hint)}
	e.OnSubmitted = func(string) {
		pg.c.Canvas().FocusNext() // leaving saves
	}
	e.OnLeave = func() {
		if e.Text != e.kept {
			save()
		}
	}
	pg.follow = append(pg.follow, func() {
		now := read()
		typing := pg.c.Canvas().Focused() == fyne.Focusable(e.Entry) && e.Text != e.kept
		e.kept = now
		if !typing && e.Text != now {
			e.SetText(now)
		}
		enable(e.Entry, pg.v.Here())
	})
	return e, widget.Fixed(width, e.Entry)
}

type switchable interface {
	Enable()
	Disable()
	Disabled() bool
}

func enable(s switchable, on bool) {
	if on == s.Disabled() {
		if on {
			s.Enable()
		} else {
			s.Disable()
		}
	}
}

// note stands at the end of a line and says that it is on disk, or why not.
type note struct{ *widget.Text }

func newNote() note {
	n := note{widget.NewQuiet("")}
	n.Least = 60
	return n
}

// SetError says a fault; "" takes it away.
func (n note) SetError(text string) {
	n.Colour = theme.Bad
	n.SetText(text)
}

// say shows when the line was recorded.
func (n note) say(text string) {
	n.Colour = theme.Quiet
	n.SetText(text)
}

// saves runs a use case of one line, whose fault is said at its end.
func (pg *desk) saves(n note, do func(ctx context.Context, actor app.Actor, unit app.ID) error) {
	pg.act(do, func(err error) { pg.c.FailAt(n, err) })
}

// at is the time of day at which a line was recorded, "" where it was not at this
// visit.
func (pg *desk) at(t time.Time) string {
	if t.IsZero() || !pg.v.Current(t) {
		return ""
	}
	return pg.c.W.Clock(t)
}

// name is what a line of a list is called.
func (pg *desk) name(list string, i handover.Item) string {
	if i.Name != "" {
		return i.Name
	}
	return pg.c.W.T("handover." + list + "." + i.Key)
}

// line44 is a line of the column, as high as a finger asks.
func line44(objects ...fyne.CanvasObject) fyne.CanvasObject {
	return container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0), widget.Bar(objects...))
}

// label is the head of a line: its name, with a mark where it must be filled.
func label(name string, must bool) fyne.CanvasObject {
	t := widget.NewText(name)
	if must {
		star := widget.NewBold("*")
		star.Colour = theme.Bad
		return widget.Fixed(160, widget.Bar(t, star))
	}
	return widget.Fixed(160, t)
}

// count reads a number of keys; nothing is none.
func count(text string) (int, error) {
	if text = site.Fold(text); text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, app.Refuse("handover.count_unclear")
	}
	return n, nil
}

func counted(n int, recorded bool) string {
	if n == 0 && !recorded {
		return ""
	}
	return strconv.Itoa(n)
}
