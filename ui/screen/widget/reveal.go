package widget

import (
	"slices"
	"weak"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// followers are the pages that bring into view what the keyboard comes to. They are
// held weakly: a page that was left goes with what it showed.
var followers []weak.Pointer[container.Scroll]

// Follow lets a page scroll to the field that the keyboard comes to: Tab leads on
// past its edge, where text is large or the window small.
func Follow(s *container.Scroll) *container.Scroll {
	followers = slices.DeleteFunc(followers, func(p weak.Pointer[container.Scroll]) bool { return p.Value() == nil })
	followers = append(followers, weak.Make(s))
	return s
}

// reveal scrolls the page that holds what got the keyboard.
func reveal(o fyne.CanvasObject) {
	d := fyne.CurrentApp().Driver()
	c := d.CanvasForObject(o)
	if c == nil {
		return
	}
	for _, p := range followers {
		s := p.Value()
		if s == nil || d.CanvasForObject(s) != c || !holds(s.Content, o) {
			continue
		}
		const air = 8
		top := d.AbsolutePositionForObject(o).Y - d.AbsolutePositionForObject(s).Y
		bottom := top + o.Size().Height
		switch {
		case top < air:
			s.ScrollToOffset(fyne.NewPos(s.Offset.X, fyne.Max(0, s.Offset.Y+top-4*air))) // with its label
		case bottom > s.Size().Height-air:
			s.ScrollToOffset(fyne.NewPos(s.Offset.X, s.Offset.Y+bottom-s.Size().Height+air))
		}
		return
	}
}

// holds reports whether an object stands somewhere in what a page shows.
func holds(in, o fyne.CanvasObject) bool {
	within := func(inner fyne.CanvasObject) bool { return holds(inner, o) }
	switch in := in.(type) {
	case *fyne.Container:
		return slices.ContainsFunc(in.Objects, within)
	case *Field:
		return in.Input == o || holds(in.Input, o)
	case *Panel:
		return holds(in.Content, o)
	case *DateField:
		return in == o || in.entry == o
	}
	return in == o
}
