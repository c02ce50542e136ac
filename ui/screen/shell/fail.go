package shell

import (
	"context"
	"errors"
	"strings"

	"keyday/app"
	"keyday/ui/screen/widget"
)

// grave are the refusals that mean something was not saved or cannot be read:
// they stop the person with a dialog. All others are a toast.
var grave = []string{"disk.", "keyring.", "store.damaged", "store.tampered", "site."}

// Fail presents an error where it belongs: what was stopped, not at all; a
// refusal, in a toast, with 再试一次 where again is given and the way to settle what is
// in dispute; a fault of disk, keys
// or data, and what nobody foresaw, in a dialog that says what was not saved. What
// a person typed wrongly belongs at its field: Context.FailAt.
func (s *Shell) Fail(err error, again func()) {
	switch {
	case err == nil, errors.Is(err, context.Canceled):
	case isGrave(err):
		s.failDialog(err, again)
	default:
		t := widget.Toast{Text: s.words.Refusal(err), Tone: widget.Ill}
		if settle := s.settling(err); settle != nil {
			t.Act, t.Do = s.words.T("shell.settle"), settle
		} else if again != nil {
			t.Act, t.Do = s.words.T("common.retry"), again
		}
		s.toasts.Add(t)
	}
}

// settling leads to where a field in dispute is settled, where that is what was refused;
// nil for anything else.
func (s *Shell) settling(err error) func() {
	for _, r := range app.Refusals(err) {
		if page := s.page; r.Code == "conflict.open" && s.params.Settle != nil && page != nil {
			return func() { s.params.Settle(page, r) }
		}
	}
	return nil
}

// Warn says in a dialog what opening the site found, though nothing was stopped;
// nothing where that is nothing.
func (s *Shell) Warn(about ...*app.Refusal) {
	var said []string
	for _, r := range about {
		said = append(said, s.words.Refusal(r))
	}
	if len(said) > 0 {
		widget.NewDialog(s.words, s.words.T("shell.warning"), strings.Join(said, "\n")).Show(s.window.Canvas())
	}
}

func isGrave(err error) bool {
	code := app.RefusalCode(err)
	if code == "" {
		return true
	}
	for _, prefix := range grave {
		if strings.HasPrefix(code, prefix) {
			return true
		}
	}
	return false
}

func (s *Shell) failDialog(err error, again func()) {
	d := widget.NewDialog(s.words, s.words.T("common.error.title"), s.words.Refusal(err))
	if again != nil {
		d.Confirm = s.words.T("common.retry")
		d.OnClose = func(confirmed bool) {
			if confirmed {
				again()
			}
		}
	}
	d.Show(s.window.Canvas())
}

func (s *Shell) about() {
	w := s.words
	d := widget.NewDialog(w, w.T("shell.name")+"　"+app.Name+" "+app.Version, w.T("shell.about"))
	d.Show(s.window.Canvas())
}
