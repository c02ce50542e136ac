// Package conflicts is where a field that people at several laptops changed without
// sight of each other is settled: one dispute in a dialog, from wherever it stopped
// somebody, and the list of all that wait.
//
// It imports the toolkit, app and staff, ui/words, the shell, the theme and the widgets;
// main gives it what it reads and the way to settle.
package conflicts

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/words"
)

// Conflict is a field of a record in dispute.
type Conflict struct {
	Record      app.Ref
	Name        string            // what people call the record; "" for one without a name
	Told        []app.FieldChange // by what such a one is told apart from others of its home
	Unit        string            // the code of the home that it belongs to, "" for none
	Field       string            // "" where one deleted the record and another edited it
	app.Meaning                   // of its values
	Opened      time.Time         // by which it is told from a later dispute of the same field
	Sides       []Side            // the one that is shown at present first
}

// Side is one of its values, and who wrote it last.
type Side struct {
	Value   string
	Private bool // not shown
	Deleted bool // this side deleted the record
	Name    string
	At      time.Time
}

// Book lists and settles conflicts.
type Book interface {
	// Conflicts lists what waits, the oldest first, without whole numbers.
	Conflicts(ctx context.Context) ([]Conflict, error)
	// Show is one with whole values as far as the actor may see them, which is recorded.
	Show(ctx context.Context, actor app.Actor, c Conflict) (Conflict, error)
	// Settle decides that the side of that index holds.
	Settle(ctx context.Context, actor app.Actor, c Conflict, side int) error
	People(ctx context.Context) ([]staff.Person, error)
}

// Params is what the place is made of.
type Params struct {
	Book  Book
	Title func() string
}

// Key is the place's in routes.
const Key = "conflicts"

// Place is the list of what waits; it stands in the menu.
func Place(p Params) shell.Place {
	return shell.Place{Key: Key, Under: "settings", InMenu: true, Title: p.Title, Build: func(c *shell.Context) fyne.CanvasObject {
		return newPage(c, p).view
	}}
}

// since is when the later of its values was written.
func (c Conflict) since() (at time.Time) {
	for _, s := range c.Sides {
		if s.At.After(at) {
			at = s.At
		}
	}
	return at
}

func (c Conflict) called(w *words.Words) string {
	return w.RecordOf(c.Record.Kind, c.Name, c.Told, c.Unit)
}

func (c Conflict) field(w *words.Words) string { return w.FieldOf(c.Record.Kind, c.Field) }

// said is the value of a side.
func (c Conflict) said(w *words.Words, s Side) string {
	switch {
	case s.Deleted:
		return w.T("conflicts.deleted")
	case c.Field == "":
		return w.T("conflicts.kept")
	case s.Private:
		return w.T("conflicts.private")
	}
	if value := w.Value(c.Meaning, s.Value, nil); value != "" {
		return value
	}
	return w.T("common.blank")
}
