package handover

import (
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

// line is one line of a station: what is filled in is saved as the keyboard
// leaves it; at its end it says when it was recorded, or why it was not.
type line struct {
	pg     *desk
	end    *widget.Text
	row    *fyne.Container
	busy   int  // saves under way
	failed bool // what stands there was refused and is still to be put right
}

func (pg *desk) newLine() *line {
	l := &line{pg: pg, end: widget.NewQuiet("")}
	l.end.Least = 60
	return l
}

// SetError says why the line was not recorded; "" takes it away.
func (l *line) SetError(text string) {
	l.failed = text != ""
	l.end.Colour = theme.Bad
	l.end.SetText(text)
}

// say tells of what is recorded, unless something is to be put right.
func (l *line) say(text string) {
	if l.failed {
		return
	}
	l.end.Colour = theme.Quiet
	l.end.SetText(text)
}

// warn is say for what is to be looked at again.
func (l *line) warn(text string) {
	l.say(text)
	if !l.failed {
		l.end.Colour = theme.Warn
		l.end.Refresh()
	}
}

// save runs the line's use case. What was typed stays until it is read again from
// disk; what was refused stays to be put right.
func (l *line) save(do useCase) {
	l.busy++
	l.pg.act(do, func(err error) {
		l.busy--
		l.pg.c.FailAt(l, err)
		if err == nil {
			l.pg.reload()
		}
	})
}

// of sets the line: its parts at their own widths, and its end.
func (l *line) of(parts ...fyne.CanvasObject) fyne.CanvasObject {
	l.row = container.New(layout.NewCustomPaddedLayout(4, 4, 0, 0),
		widget.Bar(append(parts, widget.Space(theme.Gap), widget.Rest(l.end))...))
	return l.row
}

// entry makes a field of the line that is saved by save and shows what read says,
// unless somebody is typing in it. Enter goes on to the next field.
func (l *line) entry(width float32, hint string, read func() string, save func()) (*widget.Entry, fyne.CanvasObject) {
	e, kept := widget.NewEntry(hint), ""
	e.OnSubmitted = func(string) { l.pg.c.Canvas().FocusNext() } // leaving saves
	e.OnLeave = func() {
		if e.Text != kept || l.failed {
			kept = e.Text
			save()
		}
	}
	l.pg.follow = append(l.pg.follow, func() {
		typing := l.pg.c.Canvas().Focused() == fyne.Focusable(e) && e.Text != kept
		if now := read(); l.busy == 0 && !l.failed && !typing {
			kept = now
			if e.Text != now {
				e.SetText(now)
			}
		}
		enable(e, l.pg.editable())
	})
	return e, widget.UpTo(width, max(56, min(width/2, 88)), e)
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

// visible shows or hides an object.
func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
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
		natural := t.MinSize().Width
		t.Least = 60
		return widget.UpTo(160, 96, widget.Bar(widget.UpTo(natural, 60, t), star))
	}
	t.Least = 80
	return widget.UpTo(160, 96, t)
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
