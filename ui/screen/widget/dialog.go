package widget

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fw "fyne.io/fyne/v2/widget"

	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// Dialog asks for one decision: a title, what it is about, one primary act and
// a way out. Esc leaves, Enter does the act, and so does Ctrl+Enter from a note, where
// Enter begins a line; the dialog says so. While it is open no shortcut of the
// menu runs (the shell looks whether anything lies over the page).
type Dialog struct {
	Title   string
	Content fyne.CanvasObject // nil for none
	Text    string            // a paragraph above the content
	Keeps   string            // what a destructive act will keep; said under the content
	Confirm string            // the act, as a verb; "" for a dialog that only informs
	Cancel  string            // "" for 取消, or 关闭 where there is no act
	Danger  bool
	Width   float32        // of the content; 0 is DialogWidth
	Focus   fyne.Focusable // where the keyboard begins; nil: the act's button
	// OnConfirm does the act; false keeps the dialog open, with what it says
	// about why (SetError).
	OnConfirm func() bool
	// OnLeave is asked when somebody leaves without the act; false keeps the dialog open. nil
	// lets them.
	OnLeave func() bool
	OnClose func(confirmed bool)

	words   *words.Words
	canvas  fyne.Canvas
	cover   *dialogCover
	failure *Paragraph
	remedy  *fyne.Container // what is offered against the failure; hidden where nothing is
	act     *Button
	natural float32 // the height that the content asks for
	before  func(*fyne.KeyEvent)
	focused fyne.Focusable
}

// DialogWidth is how wide the content of a dialog is, where nothing else is said.
const DialogWidth float32 = 440

// NewDialog is a dialog that only informs, until Confirm is set.
func NewDialog(w *words.Words, title, text string) *Dialog {
	return &Dialog{words: w, Title: title, Text: text}
}

// SetError says, in the dialog, why the act was not done.
func (d *Dialog) SetError(text string) { d.SetErrorAct(text, "", nil) }

// SetErrorAct is SetError with something to be done about it, under what it says.
func (d *Dialog) SetErrorAct(text, act string, do func()) {
	d.failure.SetText(text)
	ShowIf(d.failure, text != "")
	d.remedy.Objects = nil
	if do != nil {
		d.remedy.Objects = []fyne.CanvasObject{NewButtonIn(Link, "", act, do)}
	}
	ShowIf(d.remedy, do != nil)
	if d.cover != nil {
		d.cover.Refresh()
	}
}

// SetBusy keeps the act from being done twice.
func (d *Dialog) SetBusy(busy bool) {
	if d.act == nil {
		return
	}
	if busy {
		d.act.Disable()
	} else {
		d.act.Enable()
	}
}

// Show opens the dialog over the canvas.
func (d *Dialog) Show(c fyne.Canvas) {
	d.canvas, d.focused = c, c.Focused()
	d.cover = newDialogCover(d)
	c.Overlays().Add(d.cover)
	d.cover.Resize(c.Size())
	d.before = c.OnTypedKey()
	c.SetOnTypedKey(d.key)
	switch {
	case d.Focus != nil:
		c.Focus(d.Focus)
	case d.act != nil && !d.Danger:
		c.Focus(d.act)
	}
}

// Confirm does the act of the dialog that lies over everything; nothing where there
// is none.
func Confirm(c fyne.Canvas) {
	if cover, is := c.Overlays().Top().(*dialogCover); is {
		cover.dialog.confirm()
	}
}

// Open reports whether the dialog is over the page.
func (d *Dialog) Open() bool { return d.cover != nil }

// Close leaves without the act.
func (d *Dialog) Close() { d.close(false) }

// leave closes the dialog without the act, where it may.
func (d *Dialog) leave() {
	if d.cover != nil && (d.OnLeave == nil || d.OnLeave()) {
		d.close(false)
	}
}

func (d *Dialog) close(confirmed bool) {
	if d.cover == nil {
		return
	}
	d.canvas.Overlays().Remove(d.cover)
	d.cover.Hide() // where the shell has set it aside, it learns of it so
	d.cover = nil
	d.canvas.SetOnTypedKey(d.before)
	if o, is := d.focused.(fyne.CanvasObject); is && Stands(o) {
		d.canvas.Focus(d.focused)
	}
	if d.OnClose != nil {
		d.OnClose(confirmed)
	}
}

func (d *Dialog) confirm() {
	if d.cover == nil || d.act == nil || d.act.Disabled() {
		return
	}
	if d.OnConfirm == nil || d.OnConfirm() {
		d.close(true)
	}
}

func (d *Dialog) key(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		d.leave()
	case fyne.KeyReturn, fyne.KeyEnter:
		if d.Confirm == "" {
			d.close(false)
			return
		}
		d.confirm()
	}
}

func (d *Dialog) build() fyne.CanvasObject {
	width := cmp.Or(d.Width, DialogWidth)
	parts := []fyne.CanvasObject{NewTitle(d.Title), gapOf(theme.Gap)}
	if d.Text != "" {
		parts = append(parts, NewParagraph(d.Text, width), gapOf(theme.Gap))
	}
	if d.Content != nil {
		parts = append(parts, d.Content, gapOf(theme.Gap))
	}
	if d.Keeps != "" {
		keeps := NewParagraph(d.words.T("common.keep.what", "what", d.Keeps), width)
		keeps.Colour = theme.Quiet
		parts = append(parts, keeps, gapOf(theme.Gap))
	}
	d.failure = NewParagraph("", width)
	d.failure.Colour = theme.Bad
	d.failure.Hide()
	d.remedy = container.NewHBox()
	d.remedy.Hide()
	parts = append(parts, d.failure, d.remedy, gapOf(theme.Gap), container.NewHBox(d.buttons()...))
	body := container.New(stack{}, parts...)
	return container.New(layout.NewCustomPaddedLayout(20, 16, 24, 24), container.New(leastWidth(width), body))
}

func (d *Dialog) buttons() []fyne.CanvasObject {
	cancel := d.Cancel
	if cancel == "" {
		cancel = d.words.T("common.cancel")
		if d.Confirm == "" {
			cancel = d.words.T("common.close")
		}
	}
	row := []fyne.CanvasObject{layout.NewSpacer()}
	if d.Confirm != "" && holdsNote(d.Content) {
		row = append([]fyne.CanvasObject{NewQuiet(d.words.T("common.confirm_note"))}, row...)
	}
	leave := NewButton(cancel, d.leave)
	row = append(row, leave)
	if d.Confirm != "" {
		d.act = NewPrimary(d.Confirm, d.confirm)
		if d.Danger {
			d.act.Weight = Danger
		}
		row = append(row, gapOf(theme.Gap/2), d.act)
	}
	return row
}

// dialogCover dims the page and holds the card in its middle. It takes every
// tap, so that nothing behind it answers.
type dialogCover struct {
	fw.BaseWidget
	dialog  *Dialog
	content fyne.CanvasObject
}

// holdsNote reports whether a note may be written in what is asked.
func holdsNote(o fyne.CanvasObject) bool {
	switch o := o.(type) {
	case *NoteEntry:
		return true
	case *Field:
		return holdsNote(o.Input)
	case *fyne.Container:
		return slices.ContainsFunc(o.Objects, holdsNote)
	case *container.Scroll:
		return holdsNote(o.Content)
	}
	return false
}

// Yielding is what a dialog asks for, as high as it is, and scrolled where the window has
// no room for that and for what the dialog has to say besides: its acts stay in sight.
func Yielding(content fyne.CanvasObject) fyne.CanvasObject {
	s := NewVScroll(content)
	s.SetMinSize(fyne.NewSize(0, content.MinSize().Height))
	return s
}

// yield makes the content of a dialog that scrolls as low as the room asks for.
func (d *Dialog) yield(room float32) {
	s, scrolls := d.Content.(*container.Scroll)
	if !scrolls || d.cover == nil {
		return
	}
	const least float32 = 120
	s.SetMinSize(fyne.NewSize(0, d.natural))
	if over := d.cover.content.MinSize().Height - room; over > 0 {
		s.SetMinSize(fyne.NewSize(0, max(least, d.natural-over)))
	}
}

func newDialogCover(d *Dialog) *dialogCover {
	if d.Content != nil {
		d.natural = d.Content.MinSize().Height
	}
	c := &dialogCover{dialog: d, content: d.build()}
	c.ExtendBaseWidget(c)
	return c
}

// Tapped does nothing: a tap beside the card is not an answer.
func (c *dialogCover) Tapped(*fyne.PointEvent) {}

func (c *dialogCover) CreateRenderer() fyne.WidgetRenderer {
	veil, card := NewBox(theme.Veil), NewBox(theme.Paper)
	card.CornerRadius, card.StrokeWidth = 8, 1
	card.StrokeColor = theme.Of(theme.Line)
	var shade []fyne.CanvasObject
	for i := 0; i < 4; i++ {
		s := canvas.NewRectangle(Transparent)
		s.CornerRadius = 8
		shade = append(shade, s)
	}
	d := &Drawn{Of: c, Parts: append(append([]fyne.CanvasObject{veil}, shade...), card, c.content)}
	d.Least = func() fyne.Size { return c.content.MinSize() }
	d.Arrange = func(size fyne.Size) {
		PlaceAt(veil, 0, 0, size.Width, size.Height)
		c.dialog.yield(size.Height - 2*theme.Margin)
		want := c.content.MinSize()
		h := fyne.Min(want.Height, size.Height-2*theme.Margin)
		w := fyne.Min(want.Width, size.Width-2*theme.Margin)
		x, y := (size.Width-w)/2, (size.Height-h)*0.42
		for i, s := range shade {
			spread := float32(i*2 + 1)
			PlaceAt(s, x-spread, y-spread+4, w+2*spread, h+2*spread)
		}
		PlaceAt(card, x, y, w, h)
		PlaceAt(c.content, x, y, w, h)
	}
	d.Paint = func() {
		veil.FillColor, card.FillColor, card.StrokeColor = theme.Of(theme.Veil), theme.Of(theme.Paper), theme.Of(theme.Line)
		for _, s := range shade {
			s.(*canvas.Rectangle).FillColor = shadow
		}
		d.Arrange(c.BaseWidget.Size())
	}
	d.Paint()
	return d
}
