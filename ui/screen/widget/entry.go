package widget

import (
	"strconv"

	"fyne.io/fyne/v2"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Entry is the toolkit's entry, one line, that hands Esc (and Enter, where
// nothing is submitted) to the dialog or page it stands in.
type Entry struct {
	fw.Entry
	// OnKey may take a key before the entry does (arrows of a list below it).
	OnKey func(fyne.KeyName) bool
	// OnLeave is told when the focus goes.
	OnLeave func()

	named  bool              // it keeps its hint when it is filled
	self   fyne.CanvasObject // the outermost widget: the toolkit finds canvases by it
	edited func()            // told before a person changes the text; the field it stands in listens
}

// NewEntry is an entry with a hint shown while it is empty.
func NewEntry(hint string) *Entry {
	e := &Entry{}
	e.self = e
	e.PlaceHolder = hint
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(e)
	return e
}

// NewSecretEntry shows dots in place of what is typed.
func NewSecretEntry(hint string) *Entry {
	e := NewEntry(hint)
	e.Password = true
	return e
}

// MinSize is a field's height, whatever the typeface asks for.
func (e *Entry) MinSize() fyne.Size {
	return fyne.NewSize(64, theme.Field)
}

// TypedKey hands on what the entry has no use for.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	Touched()
	if e.OnKey != nil && e.OnKey(ev.Name) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyF1:
		PassOn(e.self, ev)
	case fyne.KeyReturn, fyne.KeyEnter:
		if e.OnSubmitted != nil {
			e.OnSubmitted(e.Text)
			return
		}
		PassOn(e.self, ev)
	case fyne.KeyBackspace, fyne.KeyDelete:
		e.edit()
		e.Entry.TypedKey(ev)
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedRune writes the character.
func (e *Entry) TypedRune(r rune) {
	Touched()
	e.edit()
	e.Entry.TypedRune(r)
}

// TypedShortcut pastes, cuts and undoes.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	Touched()
	switch paste := s.(type) {
	case *fyne.ShortcutPaste:
		s = &fyne.ShortcutPaste{Clipboard: pasting{paste.Clipboard, true}}
		e.edit()
	case *fyne.ShortcutCut, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		e.edit()
	}
	e.Entry.TypedShortcut(s)
}

func (e *Entry) edit() {
	if e.edited != nil {
		e.edited()
	}
}

// FocusGained brings the entry into view.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	reveal(e.self)
}

// FocusLost tells OnLeave.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnLeave != nil {
		e.OnLeave()
	}
}

// NoteEntry is for notes of several lines. Unlike the toolkit's, Tab leaves it.
type NoteEntry struct {
	fw.Entry
}

// NewNoteEntry is a note of three lines at least.
func NewNoteEntry(hint string) *NoteEntry {
	e := &NoteEntry{}
	e.PlaceHolder = hint
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapBreak
	e.ExtendBaseWidget(e)
	e.SetMinRowsVisible(3)
	return e
}

// FocusGained brings the note into view.
func (e *NoteEntry) FocusGained() {
	e.Entry.FocusGained()
	reveal(e)
}

// AcceptsTab says no, so that Tab goes on to the next field.
func (e *NoteEntry) AcceptsTab() bool { return false }

// TypedRune writes the character.
func (e *NoteEntry) TypedRune(r rune) {
	Touched()
	e.Entry.TypedRune(r)
}

// TypedShortcut pastes lines as they are written here.
func (e *NoteEntry) TypedShortcut(s fyne.Shortcut) {
	Touched()
	if paste, is := s.(*fyne.ShortcutPaste); is {
		s = &fyne.ShortcutPaste{Clipboard: pasting{paste.Clipboard, false}}
	}
	e.Entry.TypedShortcut(s)
}

// TypedKey hands on Esc and F1.
func (e *NoteEntry) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape || ev.Name == fyne.KeyF1 {
		PassOn(e, ev)
		return
	}
	e.Entry.TypedKey(ev)
}

// SearchBox is an entry with a lens before it; Esc empties it first, then goes on.
type SearchBox struct {
	Entry
}

// NewSearchBox calls changed on every change.
func NewSearchBox(hint string, changed func(string)) *SearchBox {
	s := &SearchBox{}
	s.self = s
	s.PlaceHolder = hint
	s.Wrapping = fyne.TextWrapOff
	s.Scroll = fyne.ScrollHorizontalOnly
	s.Icon = theme.IconIn("search", theme.Quiet)
	s.OnChanged = changed
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey empties the box on Esc, where nobody takes that key.
func (s *SearchBox) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyEscape && s.Text != "" {
		if s.OnKey == nil || !s.OnKey(ev.Name) {
			s.SetText("")
		}
		return
	}
	s.Entry.TypedKey(ev)
}
