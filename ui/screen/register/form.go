package register

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
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
	Width   float32 // of the fields; 0 is a dialog's usual one

	c      *shell.Context
	rows   []fyne.CanvasObject
	fields []*formField
}

// formField is a field of the form.
type formField struct {
	*widget.Field
	of    string         // the field of the record, as refusals name it
	focus fyne.Focusable // nil where the keyboard has nothing to do
	read  func() error   // says why it cannot be read; nil: it can
	now   func() string  // what stands in it; nil where that is the page's own to know
	was   string         // what stood in it at first
}

// NewForm is a form without fields.
func NewForm(c *shell.Context) *Form { return &Form{c: c} }

// Option is what there is to say of a field besides its label.
type Option func(*formField)

// Must marks a field that has to be filled in; the use case refuses it empty.
func Must(f *formField) { f.Must = true }

// Aside is a field that few fill in: the keyboard does not begin there.
func Aside(f *formField) { f.focus = nil }

// Needed is Must where that is so.
func Needed(must bool) Option { return func(f *formField) { f.Must = must } }

// Of names the field of the record: a refusal that names it is said there.
func Of(field string) Option { return func(f *formField) { f.of = field } }

// Held keeps a field as it is, where that is so.
func Held(held bool) Option {
	return func(f *formField) {
		if held {
			hold(f.Input)
		}
	}
}

// With puts an act beside the input: one that picks what is to stand there.
func With(act fyne.CanvasObject) Option {
	return func(f *formField) {
		f.Input = widget.Edges(nil, nil, nil, act, container.New(layout.NewCustomPaddedLayout(4, 4, 0, theme.Gap), f.Input))
	}
}

// Hint stands in a text field while it is empty: an example of what it takes.
func Hint(text string) Option {
	return func(f *formField) {
		if e, is := f.Input.(interface{ SetPlaceHolder(string) }); is && text != "" {
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

// Own puts inputs of the page's own below the others, without a label; now is what stands
// in them.
func (f *Form) Own(inputs fyne.CanvasObject, now func() string) {
	f.add("", inputs, nil, nil).now = now
}

// In lays the fields that are added meanwhile into a part that the page shows and hides.
func (f *Form) In(part *fyne.Container, fields func()) {
	before := len(f.rows)
	fields()
	part.Objects = append(part.Objects, f.rows[before:]...)
	f.rows = f.rows[:before:before]
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

// given takes away what was said of a field that a person has changed by now.
func (f *Form) given(field *formField) {
	if field != nil && field.Error() != "" { // nil: it is being filled
		field.SetError("")
	}
	f.touched()
}

func (f *Form) touched() {
	if f.Touched != nil {
		f.Touched()
	}
}

// Keep takes what stands in the fields for what stood there at first.
func (f *Form) Keep() {
	for _, field := range f.fields {
		if field.now != nil {
			field.was = field.now()
		}
	}
}

// Changed reports whether something else stands in the fields than when it was kept.
func (f *Form) Changed() bool {
	return slices.ContainsFunc(f.fields, func(field *formField) bool { return field.now != nil && field.now() != field.was })
}

// Hold keeps all fields as they are, for whoever may only look at them.
func (f *Form) Hold() {
	for _, field := range f.fields {
		hold(field.Input)
	}
}

// hold keeps an input from being changed.
func hold(o fyne.CanvasObject) {
	switch o := o.(type) {
	case interface{ Disable() }:
		o.Disable()
	case *fyne.Container:
		for _, part := range o.Objects {
			hold(part)
		}
	}
}

// width is how wide the fields are.
func (f *Form) width() float32 { return cmp.Or(f.Width, widget.DialogWidth) }

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

// CanRead reports whether all that stands in the fields can be read, and says nothing.
func (f *Form) CanRead() bool {
	return !slices.ContainsFunc(f.fields, func(field *formField) bool { return field.read != nil && field.read() != nil })
}

// Readable says at every field why what stands there cannot be read, and nothing else that was
// said before; it puts the keyboard
// on the first; true where all can be.
func (f *Form) Readable() bool {
	var wrong *formField
	for _, field := range f.fields {
		var err error
		if field.read != nil {
			err = field.read()
		}
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

// FailAt says at the field of that name why it was refused, and at no other; nil takes away
// what was said.
func (f *Form) FailAt(name string, err error) {
	for _, field := range f.fields {
		field.SetError("")
	}
	if at := f.fieldOf(name); at != nil {
		f.c.FailAt(at, err)
	}
}

func (f *Form) fieldOf(name string) *formField {
	for _, field := range f.fields {
		if field.of != "" && field.of == name {
			return field
		}
	}
	return nil
}
