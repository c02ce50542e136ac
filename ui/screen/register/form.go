package register

import (
	"cmp"
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// Form is what is asked of a person: fields under each other, each with its label, in the
// order in which they are added. The first one gets the keyboard, Tab goes through them,
// Enter submits. What cannot be read is said at its field, of all fields at once.
type Form struct {
	// Submit is what Enter does in a field; nil: the dialog that the form stands in confirms.
	Submit func()
	// Touched is told of every change by a person; nil: nobody waits for it.
	Touched func()

	c      *shell.Context
	rows   []fyne.CanvasObject
	fields []*formField
}

// formField is a field of the form.
type formField struct {
	*widget.Field
	of    string         // the field of the record, as refusals name it
	focus fyne.Focusable // nil where the keyboard has nothing to do
	read  func() error   // says why it cannot be read
}

// NewForm is a form without fields.
func NewForm(c *shell.Context) *Form { return &Form{c: c} }

// Option is what there is to say of a field besides its label.
type Option func(*formField)

// Must marks a field that has to be filled in; the use case refuses it empty.
func Must(f *formField) { f.Must = true }

// Of names the field of the record: a refusal that names it is said there.
func Of(field string) Option { return func(f *formField) { f.of = field } }

// Hint stands in a text field while it is empty: an example of what it takes.
func Hint(text string) Option {
	return func(f *formField) {
		if e, is := f.Input.(*widget.Entry); is {
			e.SetPlaceHolder(text)
		}
	}
}

// add puts an input under a label, below the others.
func (f *Form) add(label string, input fyne.CanvasObject, focus fyne.Focusable, options []Option) *formField {
	field := &formField{Field: widget.NewField(label, input), focus: focus}
	for _, option := range options {
		option(field)
	}
	row := fyne.CanvasObject(field.Field)
	if label == "" {
		row = input
	}
	f.fields, f.rows = append(f.fields, field), append(f.rows, row)
	return field
}

// Add puts an input of the page's own under a label.
func (f *Form) Add(label string, input fyne.CanvasObject, options ...Option) {
	focus, _ := input.(fyne.Focusable)
	f.add(label, input, focus, options)
}

// Put puts something below the fields that is none: a sentence, a button.
func (f *Form) Put(o fyne.CanvasObject) { f.rows = append(f.rows, o) }

// Beside puts the fields that are added meanwhile beside each other.
func (f *Form) Beside(fields func()) {
	before := len(f.rows)
	fields()
	row := slices.Clone(f.rows[before:])
	f.rows = append(f.rows[:before], widget.Columns(row...))
}

// Text asks for a line.
func (f *Form) Text(label, value string, options ...Option) *widget.Entry {
	return f.entry(widget.NewEntry(""), label, value, options)
}

// Secret asks for a line of which dots are shown.
func (f *Form) Secret(label string, options ...Option) *widget.Entry {
	return f.entry(widget.NewSecretEntry(""), label, "", options)
}

func (f *Form) entry(e *widget.Entry, label, value string, options []Option) *widget.Entry {
	e.SetText(value)
	e.OnChanged = func(string) { f.touched() }
	if f.Submit != nil {
		e.OnSubmitted = func(string) { f.Submit() }
	}
	f.add(label, e, e, options)
	return e
}

// Note asks for several lines.
func (f *Form) Note(label, value string, options ...Option) *widget.NoteEntry {
	e := widget.NewNoteEntry("")
	e.SetText(value)
	e.OnChanged = func(string) { f.touched() }
	f.add(label, e, e, options)
	return e
}

// Day asks for a day, and is the one that stands there; day is what one gets who changes
// nothing.
func (f *Form) Day(label string, day app.Date, options ...Option) func() app.Date {
	d := widget.NewDateField(f.c.W, f.c.Today, day)
	d.OnChange = func(app.Date) { f.touched() }
	d.OnSubmit = f.Submit
	f.add(label, d, d.Focusable(), options).read = func() error { _, err := d.Given(); return err }
	return func() app.Date { day, _ := d.Given(); return day }
}

// Parsed asks for a line that is read as something, money say, and is what stands there.
func Parsed[T any](f *Form, label, value string, parse func(string) (T, error), options ...Option) func() T {
	e := widget.NewEntry("")
	f.entry(e, label, value, options)
	f.fields[len(f.fields)-1].read = func() error { _, err := parse(e.Text); return err }
	return func() T { value, _ := parse(e.Text); return value }
}

// Choice is a few keys as they are offered, under a label.
type Choice[K any] struct {
	Label string
	Keys  []K
	Say   func(K) string
}

// Pick asks for one of the keys, and is the one chosen; the zero key where none is.
func Pick[K comparable](f *Form, of Choice[K], chosen K, options ...Option) func() K {
	keys, names := of.Keys, make([]string, len(of.Keys))
	for i, k := range keys {
		names[i] = of.Say(k)
	}
	s := widget.NewSelect(names, func(string) { f.touched() })
	if i := slices.Index(keys, chosen); i >= 0 {
		s.Choose(names[i])
	}
	s.OnSubmit = f.Submit
	f.add(of.Label, s, s, options)
	return func() (k K) {
		if i := s.Index(); i >= 0 {
			k = keys[i]
		}
		return k
	}
}

// Ticks asks which of the keys apply, in boxes that lay sets out, and are those ticked. No
// label is written over them where that is "".
func Ticks[K any](f *Form, of Choice[K], on func(K) bool, lay func(...fyne.CanvasObject) fyne.CanvasObject) func() []K {
	keys := of.Keys
	boxes, shown := make([]*widget.Check, len(keys)), make([]fyne.CanvasObject, len(keys))
	for i, k := range keys {
		boxes[i] = widget.NewCheck(of.Say(k), func(bool) { f.touched() })
		boxes[i].Tick(on(k))
		shown[i] = boxes[i]
	}
	f.add(of.Label, lay(shown...), nil, nil)
	return func() (ticked []K) {
		for i, box := range boxes {
			if box.Checked {
				ticked = append(ticked, keys[i])
			}
		}
		return ticked
	}
}

// Tick asks for yes or no, without a label.
func (f *Form) Tick(text string, on bool) *widget.Check {
	box := widget.NewCheck(text, func(bool) { f.touched() })
	box.Tick(on)
	f.Put(box)
	return box
}

func (f *Form) touched() {
	if f.Touched != nil {
		f.Touched()
	}
}

// Empty reports whether nothing is asked.
func (f *Form) Empty() bool { return len(f.rows) == 0 }

// View is the fields as they stand by now.
func (f *Form) View() fyne.CanvasObject { return widget.Stack(f.rows...) }

// Focus is where the keyboard begins; nil where it has nothing to do.
func (f *Form) Focus() fyne.Focusable {
	for _, field := range f.fields {
		if d, is := field.focus.(fyne.Disableable); field.focus != nil && !(is && d.Disabled()) {
			return field.focus
		}
	}
	return nil
}

// Readable says at every field why what stands there cannot be read, and puts the keyboard
// on the first; true where all can be.
func (f *Form) Readable() bool {
	var wrong *formField
	for _, field := range f.fields {
		if field.read == nil {
			continue
		}
		err := field.read()
		f.c.FailAt(field, err)
		if err != nil && wrong == nil {
			wrong = field
		}
	}
	return f.goTo(wrong)
}

// goTo puts the keyboard on a field that is wrong; true where none is.
func (f *Form) goTo(wrong *formField) bool {
	if wrong != nil && wrong.focus != nil {
		f.c.Canvas().Focus(wrong.focus)
	}
	return wrong == nil
}

// Refuse says at the fields what was refused of them, and leaves what is of none; nil where
// all is said.
func (f *Form) Refuse(err error) (rest error) {
	var wrong *formField
	all := app.Refusals(err)
	at := make([]*formField, len(all))
	for i, one := range all {
		if at[i] = f.fieldOf(one.Args["field"]); at[i] == nil {
			return err // said together, as it was refused
		}
	}
	for i, one := range all {
		f.c.FailAt(at[i], one)
		wrong = cmp.Or(wrong, at[i])
	}
	if f.goTo(wrong) {
		return err
	}
	return nil
}

func (f *Form) fieldOf(name string) *formField {
	for _, field := range f.fields {
		if field.of != "" && field.of == name {
			return field
		}
	}
	return nil
}

// Doing is what a form does once it is filled in, off the screen's goroutine.
type Doing = func(context.Context) error

// Question is a dialog that a form stands in.
type Question struct {
	Title, Text string
	Confirm     string // what is done; "" is to save
	Cancel      string
	Keeps       string // what is kept where something is taken away
	Danger      bool
	Width       float32
	// Take reads the fields, on the screen's goroutine, and is what they ask for; or why
	// that is none.
	Take func() (Doing, error)
	// Run runs it, and tells how it went; nil is Context.Do.
	Run  func(do Doing, told func(error))
	Done func()
}

// Ask shows the form in a dialog, which closes once its act is done; what is refused is said
// there, and what was typed stays.
func (f *Form) Ask(q Question) *widget.Dialog {
	w := f.c.W
	d := widget.NewDialog(w, q.Title, q.Text)
	d.Confirm, d.Cancel, d.Keeps, d.Danger, d.Width = cmp.Or(q.Confirm, w.T("common.save")), q.Cancel, q.Keeps, q.Danger, q.Width
	if len(f.rows) > 0 {
		d.Content, d.Focus = widget.Yielding(f.View()), f.Focus()
	}
	run := q.Run
	if run == nil {
		run = f.c.Do
	}
	d.OnConfirm = func() bool {
		if !f.Readable() {
			return false
		}
		do, err := q.Take()
		if err != nil {
			d.SetError(w.Refusal(err))
			return false
		}
		told := f.c.Awaiting(d, q.Done)
		run(do, func(err error) {
			if err != nil {
				if err = f.Refuse(err); err == nil {
					d.SetBusy(false)
					d.SetError("")
					return
				}
			}
			told(err)
		})
		return false
	}
	f.c.Ask(d)
	return d
}
