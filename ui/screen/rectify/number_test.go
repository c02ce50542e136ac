package rectify

import (
	"testing"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
)

// The numbers of a restored site are longer; none runs into the home's code.
func TestLongNumbersHaveRoom(t *testing.T) {
	l := open(t, &office{}, wang, shell.To(Key)).pg.list
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
