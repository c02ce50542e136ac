package register

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// Text asks for a line.
func (f *Form) Text(label, value string, options ...Option) *widget.Entry {
	return f.entry(widget.NewEntry(""), label, value, options)
}

// Secret asks for a line of which dots are shown.
func (f *Form) Secret(label string, options ...Option) *widget.Entry {
	return f.entry(widget.NewSecretEntry(""), label, "", options)
}

func (f *Form) entry(e *widget.Entry, label, value string, options []Option) *widget.Entry {
	f.wire(e, value)
	f.add(label, e, e, options).now = func() string { return e.Text }
	return e
}

// wire puts a value into an entry and has it tell of changes and of Enter.
func (f *Form) wire(e *widget.Entry, value string) {
	e.SetText(value)
	e.OnChanged = func(string) { f.touched() }
	if f.Submit != nil {
		e.OnSubmitted = func(string) { f.Submit() }
	}
}

// Note asks for several lines.
func (f *Form) Note(label, value string, options ...Option) *widget.NoteEntry {
	e := widget.NewNoteEntry("")
	e.SetText(value)
	field := f.add(label, e, e, options)
	field.now = func() string { return e.Text }
	e.OnChanged = func(string) { f.given(field) }
	return e
}

// Day asks for a day, and is the one that stands there; day is what one gets who changes
// nothing.
func (f *Form) Day(label string, day app.Date, options ...Option) func() app.Date {
	d := widget.NewDateField(f.c.W, f.c.Today, day)
	d.OnChange = func(app.Date) { f.touched() }
	d.OnSubmit = f.Submit
	field := f.add(label, d, d.Focusable(), options)
	field.read, field.now = func() error { _, err := d.Given(); return err }, d.Text
	return func() app.Date { day, _ := d.Given(); return day }
}

// MustRead says why what stands in the field that was added last cannot be read; nil where
// it can.
func (f *Form) MustRead(read func() error) { f.fields[len(f.fields)-1].read = read }

// Parsed asks for a line that is read as something, money say, and is what stands there.
func Parsed[T any](f *Form, label, value string, parse func(string) (T, error), options ...Option) func() T {
	e := f.Text(label, value, options...)
	f.MustRead(func() error { _, err := parse(e.Text); return err })
	return func() T { value, _ := parse(e.Text); return value }
}

// Whole reads a whole number from 0 to most; nothing is 0.
func Whole(most int) func(string) (int, error) {
	return func(text string) (int, error) {
		if text = strings.TrimSpace(text); text == "" {
			return 0, nil
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > most {
			return 0, app.Refuse("register.not_whole", "text", text, "most", strconv.Itoa(most))
		}
		return n, nil
	}
}

// WholeText is a whole number as it stands in a field: nothing for 0.
func WholeText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// Number is a whole number that is asked for, and what it counts.
type Number struct {
	Value, Most int
	Unit        string
}

// Numbers asks for whole numbers in a row, each in front of what it counts; note stands
// behind them. It is those that stand there.
func (f *Form) Numbers(label string, asked []Number, note string, options ...Option) func() []int {
	const box, apart float32 = 72, 16
	row, entries := widget.Bar(), make([]*widget.Entry, len(asked))
	for i, n := range asked {
		entries[i] = widget.NewEntry("")
		f.wire(entries[i], WholeText(n.Value))
		row.Objects = append(row.Objects, widget.Fixed(box, entries[i]), widget.NewQuiet(n.Unit))
	}
	if note != "" {
		row.Objects = append(row.Objects, widget.Space(apart), widget.NewQuiet(note))
	}
	field := f.add(label, row, entries[0], options)
	field.read = func() error {
		for i, e := range entries {
			if _, err := Whole(asked[i].Most)(e.Text); err != nil {
				return err
			}
		}
		return nil
	}
	field.now = func() (all string) {
		for _, e := range entries {
			all += e.Text + "\n"
		}
		return all
	}
	return func() []int {
		given := make([]int, len(entries))
		for i, e := range entries {
			given[i], _ = Whole(asked[i].Most)(e.Text)
		}
		return given
	}
}

// Choice is a few keys as they are offered, under a label.
type Choice[K any] struct {
	Label string
	Keys  []K
	Say   func(K) string
}

// names are the keys as people see them.
func (of Choice[K]) names() []string {
	names := make([]string, len(of.Keys))
	for i, k := range of.Keys {
		names[i] = of.Say(k)
		for n := 2; slices.Contains(names[:i], names[i]); n++ { // of two people of one name each can be chosen
			names[i] = of.Say(k) + " (" + strconv.Itoa(n) + ")"
		}
	}
	return names
}

// Pick asks for one of the keys, and is the one chosen; the zero key where none is.
func Pick[K comparable](f *Form, of Choice[K], chosen K, options ...Option) func() K {
	names := of.names()
	var field *formField
	s := widget.NewSelect(names, func(string) { f.given(field) })
	if i := slices.Index(of.Keys, chosen); i >= 0 {
		s.Choose(names[i])
	}
	s.OnSubmit = f.Submit
	field = f.add(of.Label, s, s, options)
	field.now = func() string { return s.Selected }
	return func() K { return at(of.Keys, s.Index()) }
}

// Chips asks for one of the keys, which lie open beside each other, and is the one chosen;
// the zero key where none is.
func Chips[K comparable](f *Form, of Choice[K], chosen K, options ...Option) func() K {
	lit := slices.Index(of.Keys, chosen)
	var field *formField
	chips := widget.Choices(of.names(), lit, func(i int) {
		lit = i
		f.given(field)
	})
	var lines []fyne.CanvasObject
	for _, line := range widget.BrokenRow(f.width(), chips) {
		lines = append(lines, widget.Bar(line...))
	}
	first, _ := chips[0].(fyne.Focusable)
	field = f.add(of.Label, widget.Stack(lines...), first, options)
	field.now = func() string { return strconv.Itoa(lit) }
	return func() K { return at(of.Keys, lit) }
}

// at is the ith key, the zero one where there is none.
func at[K any](keys []K, i int) (k K) {
	if i >= 0 {
		k = keys[i]
	}
	return k
}

// Ticks asks which of the keys apply, in boxes that lay sets out, and are those ticked. No
// label is written over them where that is "".
func Ticks[K any](f *Form, of Choice[K], on func(K) bool, lay func(...fyne.CanvasObject) fyne.CanvasObject) func() []K {
	boxes, shown := make([]*widget.Check, len(of.Keys)), make([]fyne.CanvasObject, len(of.Keys))
	for i, name := range of.names() {
		boxes[i] = widget.NewCheck(name, func(bool) { f.touched() })
		boxes[i].Tick(on(of.Keys[i]))
		shown[i] = boxes[i]
	}
	f.add(of.Label, lay(shown...), nil, nil).now = func() (all string) {
		for _, box := range boxes {
			all += strconv.FormatBool(box.Checked)
		}
		return all
	}
	return func() (ticked []K) {
		for i, box := range boxes {
			if box.Checked {
				ticked = append(ticked, of.Keys[i])
			}
		}
		return ticked
	}
}

// Tick asks for yes or no, without a label.
func (f *Form) Tick(text string, on bool) *widget.Check {
	box := widget.NewCheck(text, func(bool) { f.touched() })
	box.Tick(on)
	f.add("", box, nil, nil).now = func() string { return strconv.FormatBool(box.Checked) }
	return box
}

// Warning is a place below the fields, so many lines high, for what is hardly right about
// them and refuses nothing.
func (f *Form) Warning(lines int) *widget.Paragraph {
	const line float32 = 18
	p := widget.NewParagraph("", f.width())
	p.Colour, p.Sized = theme.Warn, theme.Small
	f.Put(container.NewStack(widget.Space(float32(lines)*line), p))
	return p
}
