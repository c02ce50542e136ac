package handover

import (
	"slices"
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
	fields []*lineField
	busy   bool           // a save is under way
	again  func() useCase // what was filled in meanwhile; nil for nothing
	failed bool           // what stands there was refused and is still to be put right
}

// lineField is an entry of a line, and what was last shown in it or taken from it.
type lineField struct {
	*widget.Entry
	kept string
}

func (pg *desk) newLine() *line {
	l := &line{pg: pg, end: widget.NewQuiet("")}
	l.end.Least = 60
	return l
}

// shown is the record that a line shows. It stays what it was while somebody fills the
// line in, whatever arrives: with that their values are compared.
func shown[T any](l *line, read func() *app.Seen[T]) func() *app.Seen[T] {
	seen := read()
	l.pg.follow = append(l.pg.follow, func() {
		if !l.settled() {
			return
		}
		seen = read()
		if again := l.again; again != nil {
			l.again = nil
			l.save(again)
		}
	})
	return func() *app.Seen[T] { return seen }
}

// settled reports whether nothing of the line waits to be saved or put right.
func (l *line) settled() bool {
	return !l.busy && !l.failed && !slices.ContainsFunc(l.fields, func(f *lineField) bool { return f.Text != f.kept })
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

// save runs the line's use case, which read makes of what stands in the line. What was
// typed stays until it is read again from disk; what was refused stays to be put right.
// One save ends before the next begins: it changes what the next one has seen.
func (l *line) save(read func() useCase) {
	if l.busy {
		l.again = read
		return
	}
	l.busy, l.again = true, nil
	l.pg.act(read(), func(err error) {
		mine := func() { l.busy = false; l.save(read) }
		theirs := func() { l.busy = false; l.drop() }
		if l.pg.c.AskWhose(err, mine, theirs) {
			return
		}
		l.busy = false
		switch {
		case err == nil:
			l.SetError("")
			l.pg.reload()
		case app.RefusalCode(err) == "conflict.open":
			l.drop()
			l.pg.c.Fail(err)
		default:
			l.again = nil
			l.pg.c.FailAt(l, err)
		}
	})
}

// drop gives up what was filled in; what is recorded is shown instead.
func (l *line) drop() {
	l.failed, l.again = false, nil
	for _, f := range l.fields {
		f.kept = f.Text
	}
	l.pg.reload()
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
	f := &lineField{Entry: widget.NewNamedEntry(hint)}
	l.fields = append(l.fields, f)
	f.OnSubmitted = func(string) { l.pg.c.Canvas().FocusNext() } // leaving saves
	f.OnLeave = func() {
		if f.Text != f.kept || l.failed {
			f.kept = f.Text
			save()
		}
	}
	l.pg.follow = append(l.pg.follow, func() {
		typing := l.pg.c.Canvas().Focused() == fyne.Focusable(f.Entry) && f.Text != f.kept
		if now := read(); !l.busy && !l.failed && !typing {
			f.kept = now
			if f.Text != now {
				f.SetText(now)
			}
		}
		enable(f, l.pg.editable())
	})
	return f.Entry, widget.UpTo(width, max(56, min(width/2, 88)), f.Entry)
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
