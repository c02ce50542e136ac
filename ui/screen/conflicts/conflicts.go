// Package conflicts is where a field that people at several laptops changed without
// sight of each other is settled: one dispute in a dialog, from wherever it stopped
// somebody, and the list of all that wait.
//
// It imports the toolkit, app and staff, ui/words, the shell, the theme and the widgets;
// ui/program gives it what it reads and the way to settle.
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

// Book lists and settles conflicts.
type Book interface {
	// Conflicts lists what waits, the oldest first, without whole numbers.
	Conflicts(ctx context.Context) ([]app.Conflict, error)
	// Show is one with whole values as far as the actor may see them, which is recorded.
	Show(ctx context.Context, actor app.Actor, c app.Conflict) (app.Conflict, error)
	// Settle decides that the side of that index holds.
	Settle(ctx context.Context, actor app.Actor, c app.Conflict, side int) error
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
func since(c app.Conflict) (at time.Time) {
	for _, s := range c.Sides {
		if s.At.After(at) {
			at = s.At
		}
	}
	return at
}

func called(w *words.Words, c app.Conflict) string {
	return w.RecordOf(c.Record.Kind, c.Name, c.Told, c.HomeName)
}

func field(w *words.Words, c app.Conflict) string { return w.FieldOf(c.Record.Kind, c.Field) }

// said is the value of a side.
func said(w *words.Words, c app.Conflict, s app.ConflictSide) string {
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
