package register

import (
	"cmp"

	"keyday/app"
	"keyday/ui/screen/shell"
)

// Step is a step of a record that asks a person for nothing, or for a reason alone, as a
// page takes it. A page says more of it than its name only where there is more to say.
type Step struct {
	Question        // where a reason is asked for; its name stands for what it leaves out
	Name     string // on its button
	Asks     app.Asks
	Label    string // of the reason; "" for the usual word
	Hint     string // in its field
	Long     bool   // the reason may have several lines
	// Do is the use case with the reason.
	Do func(reason string) Doing
}

// Begin takes the step: at once where it asks for nothing, else with the reason that a form
// asks for.
func (s Step) Begin(c *shell.Context) {
	if s.Asks == app.AsksNothing {
		s.run(c)(s.Do(""), func(err error) {
			if err != nil {
				c.Fail(err)
				return
			}
			s.Done()
		})
		return
	}
	f := NewForm(c)
	reason := f.reason(s)
	q := s.Question
	q.Title, q.Confirm = cmp.Or(q.Title, s.Name), cmp.Or(q.Confirm, s.Name)
	q.Take = func() (Doing, error) { return s.Do(reason()), nil }
	f.Ask(q)
}

// reason asks for why the step is taken.
func (f *Form) reason(s Step) func() string {
	label, options := cmp.Or(s.Label, f.c.W.T("common.reason")), []Option{Must, Of("reason"), Hint(s.Hint)}
	if s.Long {
		note := f.Note(label, "", options...)
		return func() string { return note.Text }
	}
	line := f.Text(label, "", options...)
	return func() string { return line.Text }
}
