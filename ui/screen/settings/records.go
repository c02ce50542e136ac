package settings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app/staff"
	"keyday/ui/screen/widget"
)

// mostWrongPINs is how many records of wrong PINs are shown.
const mostWrongPINs = 200

// tellWrongPINs shows whose PIN was tried in vain, when, how often and on which laptop.
func (pg *page) tellWrongPINs(k team) {
	w := pg.c.W
	facts := make([]widget.Fact, len(k.wrong))
	for i, one := range k.wrong {
		name := ""
		if at := slices.IndexFunc(k.people, func(p staff.Person) bool { return p.ID == one.Person }); at >= 0 {
			name = k.people[at].Name
		}
		facts[i] = widget.Fact{Label: w.Moment(one.Last), Value: w.T("settings.wrong_pin", "name", name, "n", one.Times, "laptop", one.Laptop, "since", w.Moment(one.First)), Long: true}
	}
	d := widget.NewDialog(w, w.T("settings.wrong_pins"), w.T("settings.wrong_pins_text"))
	list := container.NewVScroll(widget.NewFactList(136, facts...))
	list.SetMinSize(fyne.NewSize(formWidth, 280))
	d.Content, d.Width = list, formWidth
	pg.c.Ask(d)
}
