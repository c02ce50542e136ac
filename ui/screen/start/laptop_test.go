package start

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"keyday/app"
	"keyday/ui/screen/shell/shelltest"
	"keyday/ui/screen/widget"
)

// Where Keyday cannot tell whether this is the laptop that last wrote the site, a person
// says so, and the site is opened with the answer.
func TestWhoseLaptopThisIsIsAsked(t *testing.T) {
	for key, want := range map[string]bool{"start.same_laptop": true, "start.other_laptop": false} {
		var answers []bool
		s := open(t, func(p *Params) {
			p.Folder, p.Failed = "/data/锦绣", app.Refuse("site.place_doubtful", "folder", "/data/锦绣")
			p.SameLaptop = func(same bool) { answers = append(answers, same) }
		})
		b := shelltest.Find(s.Stage, func(b *widget.Button) bool { return b.Text == s.Words.T(key) })
		if b == nil {
			t.Fatalf("there is no %s", key)
		}
		test.Tap(b)
		if len(answers) != 1 || answers[0] != want || len(s.opened) != 1 || s.opened[0] != "/data/锦绣" {
			t.Errorf("%s: answered %v, opened %v", key, answers, s.opened)
		}
	}
}
