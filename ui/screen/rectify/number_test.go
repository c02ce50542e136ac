package rectify

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/words"
)

// The numbers of a restored site are longer; none runs into the home's code.
func TestLongNumbersHaveRoom(t *testing.T) {
	l := open(t, bare(t), wang, shell.To(Key)).pg.list
	for i, number := range []string{"D-01-00001", "D-01wmwmw-00888", "D-01-00002"} {
		var d defect.Row
		d.ID, d.Number, d.UnitCode = app.ID{byte(i + 1)}, number, "1-1-101"
		l.learn([]defect.Row{d})
	}
	for _, d := range l.known {
		r := newRow(l.c.W, l.columns)
		r.defect, r.known = d, true
		look := r.CreateRenderer().(*rowLook)
		look.Layout(fyne.NewSize(1000, theme.Row))
		if end := look.number.Position().X + textWidth(look.number); end >= look.unit.Position().X {
			t.Errorf("%s ends at %v, the home's code begins at %v", d.Number, end, look.unit.Position().X)
		}
	}
}

// In a list of 1366 × 768 what is wrong stands whole in both languages, the longest phrases aside; number, picture
// and contractor, which the pane beside says too, give way in this order.
func TestWhatIsWrongHasRoom(t *testing.T) {
	s := open(t, bare(t), wang, shell.To(Key))
	for _, lang := range []words.Language{words.Chinese, words.English} {
		s.pg.c.W.SetLanguage(lang)
		l := s.pg.list
		r := newRow(l.c.W, l.columns)
		var d defect.Row
		d.ID, d.Number, d.UnitCode, d.RoomName, d.Phrase = app.ID{1}, "D-01-00001", "1-1-101", "主卧", "窗台石收口不严"
		r.defect, r.known = d, true
		look := r.CreateRenderer().(*rowLook)
		look.Layout(fyne.NewSize(850, theme.Row))
		if _, what := where(l.c.W, d); look.what.Text != what || !look.firm.Visible() {
			t.Errorf("%s: %q of %q, the contractor is there: %t", lang.Name(), look.what.Text, what, look.firm.Visible())
		}
	}
}
