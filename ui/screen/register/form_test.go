package register

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// asked is a form in a dialog, and what came of it.
type asked struct {
	*shelltest.Stage
	form     *Form
	name     *widget.Entry
	day      func() app.Date
	count    func() int
	kind     func() string
	ticked   func() []string
	refusal  error
	saved, n int
}

var firstDay = app.NewDate(2026, 11, 30)

func ask(t *testing.T) *asked {
	t.Helper()
	a := &asked{}
	var c *shell.Context
	a.Stage = stage(t, func(on *shell.Context) fyne.CanvasObject { c = on; return widget.Space(1) })
	f := NewForm(c)
	a.form = f
	a.name = f.Text("姓名", "", Must, Of("name"))
	f.Beside(func() {
		a.day = f.Day("日期", firstDay)
		a.count = Parsed(f, "份数", "1", strconv.Atoi)
	})
	a.kind = Pick(f, Choice[string]{"方式", []string{"a", "b"}, func(k string) string { return "方式" + k }}, "b")
	a.ticked = Ticks(f, Choice[string]{"范围", []string{"x", "y"}, func(k string) string { return k }}, func(k string) bool { return k == "y" },
		func(boxes ...fyne.CanvasObject) fyne.CanvasObject { return widget.Bar(boxes...) })
	f.Ask(Question{Title: "登记", Take: func() (Doing, error) {
		a.n++
		return func(context.Context) error { return a.refusal }, nil
	}, Done: func() { a.saved++ }})
	return a
}

// fault is what is said at the field that is labelled so.
func (a *asked) fault(label string) string {
	a.Helper()
	f := shelltest.Find(a.Stage, func(f *widget.Field) bool { return f.Label == label })
	if f == nil {
		a.Fatalf("there is no field %s", label)
	}
	return f.Error()
}

// Who changes nothing gets what stands there: the default day is shown.
func TestFormIsWhatItShows(t *testing.T) {
	a := ask(t)
	a.Said("2026-11-30", "方式b")
	if a.day() != firstDay || a.count() != 1 || a.kind() != "b" || len(a.ticked()) != 1 || a.ticked()[0] != "y" {
		t.Errorf("reads %v %d %s %v", a.day(), a.count(), a.kind(), a.ticked())
	}
	a.Type("王敏")
	a.Said("姓名") // the label stays
	if a.WindowKey(fyne.KeyReturn); a.saved != 1 || a.Top() != nil {
		t.Errorf("saved %d times", a.saved)
	}
}

// All that cannot be read is said at once, each at its field; nothing is asked of the desk,
// and the keyboard is at the first.
func TestFormSaysAllFaultsAtOnce(t *testing.T) {
	a := ask(t)
	a.Key(fyne.KeyTab)
	a.Type("下周")
	day := a.Win.Canvas().Focused()
	a.Key(fyne.KeyTab)
	for a.count() == 1 && a.Win.Canvas().Focused() != nil { // the button of the calendar lies between
		if e, is := a.Win.Canvas().Focused().(*widget.Entry); is && e.Text == "1" {
			e.SetText("many")
			break
		}
		a.Key(fyne.KeyTab)
	}
	if a.WindowKey(fyne.KeyReturn); a.n != 0 {
		t.Error("what cannot be read was taken")
	}
	if a.fault("日期") == "" || a.fault("份数") == "" || a.fault("姓名") != "" {
		t.Errorf("said at the day %q, at the number %q, at the name %q", a.fault("日期"), a.fault("份数"), a.fault("姓名"))
	}
	if a.Win.Canvas().Focused() != day {
		t.Error("the keyboard is not at the first")
	}
}

// What the desk refuses of a field is said there, also of several; anything else in the
// dialog. What was typed stays, and the next try may do.
func TestFormPlacesRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		err     error
		atField bool
	}{
		"of a field":              {app.Refuse("owner.name_missing", "field", "name"), true},
		"of the same field twice": {errors.Join(app.Refuse("owner.name_missing", "field", "name"), app.Refuse("text.control", "field", "name")), true},
		"of no field":             {app.Refuse("defect.none_chosen"), false},
		"of another's":            {app.Refuse("owner.name_missing", "field", "phone"), false},
	} {
		t.Run(name, func(t *testing.T) {
			a := ask(t)
			a.Type("王")
			a.refusal = c.err
			a.WindowKey(fyne.KeyReturn)
			if got := a.fault("姓名") != ""; got != c.atField {
				t.Errorf("said at the field: %t", got)
			}
			if a.Top() == nil || a.name.Text != "王" || a.saved != 0 {
				t.Fatal("the form is gone, or what was typed")
			}
			if name == "of no field" {
				a.Said(a.Words.Refusal(c.err))
			}
			a.refusal = nil
			if a.WindowKey(fyne.KeyReturn); a.saved != 1 {
				t.Error("once put right, it is not saved")
			}
		})
	}
}

// What was said of a field goes as soon as a person changes it, whatever field it is.
func TestFaultGoesWithTheChange(t *testing.T) {
	var c *shell.Context
	s := stage(t, func(on *shell.Context) fyne.CanvasObject { c = on; return widget.Space(1) })
	f := NewForm(c)
	f.Text("姓名", "", Of("name"))
	f.Note("说明", "", Of("note"))
	Pick(f, Choice[string]{"方式", []string{"a", "b"}, func(k string) string { return k }}, "a", Of("kind"))
	f.Ask(Question{Title: "登记", Take: Do(func(context.Context) error { return nil })})
	for i, of := range []string{"name", "note", "kind"} {
		f.FailAt(of, app.Refuse("owner.name_missing"))
		field := f.fields[i]
		if field.Error() == "" {
			t.Fatalf("%s: nothing is said", of)
		}
		s.Win.Canvas().Focus(field.focus)
		if field.focus.TypedRune('1'); of == "kind" {
			field.focus.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
		if field.Error() != "" {
			t.Errorf("%s: what was said stays", of)
		}
	}
}

// A step that asks for nothing is taken at once; one that asks for a reason is refused at
// the reason's field, and taken with it.
func TestStep(t *testing.T) {
	var c *shell.Context
	s := stage(t, func(on *shell.Context) fyne.CanvasObject { c = on; return widget.Space(1) })
	var got []string
	step := Step{Name: "作废", Do: func(reason string) Doing {
		return func(context.Context) error {
			if got = append(got, reason); reason == "" {
				return app.Refuse("handover.reason_missing", "field", "reason")
			}
			return nil
		}
	}}
	done := 0
	step.Done = func() { done++ }
	step.Asks = app.AsksReason
	step.Begin(c)
	if s.Key(fyne.KeyReturn); s.Top() == nil || done != 0 {
		t.Fatal("it was taken without a reason")
	}
	if at := shelltest.Find(s, func(f *widget.Field) bool { return f.Must }); at == nil || at.Error() == "" {
		t.Error("the missing reason is not said at its field")
	}
	s.Type("重复")
	if s.Key(fyne.KeyReturn); s.Top() != nil || done != 1 || got[len(got)-1] != "重复" {
		t.Errorf("done %d times, with %q", done, got)
	}
	step.Asks, step.Do = app.AsksNothing, func(string) Doing { return func(context.Context) error { return nil } }
	if step.Begin(c); s.Top() != nil || done != 2 {
		t.Error("what asks for nothing asks")
	}
}
