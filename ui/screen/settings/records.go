package settings

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app/staff"
	"keyday/ui/screen/widget"
)

// mostRecords is how many records of a sort are shown.
const mostRecords = 200

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
	pg.tellRecords(w.T("settings.wrong_pins"), w.T("settings.wrong_pins_text"), facts)
}

// tellShowings shows who saw whose whole numbers, when and why.
func (pg *page) tellShowings(k team) {
	w := pg.c.W
	facts := make([]widget.Fact, len(k.showings))
	for i, one := range k.showings {
		about := nonEmpty(one.UnitCode, one.OwnerName, one.Number)
		if one.Owners > 0 {
			about = append(about, w.T("settings.showing_owners", "n", one.Owners))
		}
		facts[i] = widget.Fact{Label: w.Moment(one.At), Value: w.T("settings.showing",
			"who", one.WhoName, "why", w.T("showing.occasion."+string(one.Occasion)), "about", w.List(about)), Long: true}
	}
	pg.tellRecords(w.T("settings.showings"), w.T("settings.showings_text"), facts)
}

// tellExports shows who wrote which list to a file or printed it, when, and what of it.
func (pg *page) tellExports(k team) {
	w := pg.c.W
	facts := make([]widget.Fact, len(k.exports))
	for i, one := range k.exports {
		about := nonEmpty(w.T("list."+one.List), w.T("register.count", "n", one.Rows), one.Filter)
		if one.Whole {
			about = append(about, w.T("settings.export_whole"))
		}
		facts[i] = widget.Fact{Label: w.Moment(one.At), Value: w.T("settings.export", "who", one.WhoName, "about", w.Clauses(about...)), Long: true}
	}
	pg.tellRecords(w.T("settings.exports"), w.T("settings.exports_text"), facts)
}

// tellRecords shows a list of what was recorded.
func (pg *page) tellRecords(title, text string, facts []widget.Fact) {
	d := widget.NewDialog(pg.c.W, title, text)
	list := container.NewVScroll(widget.NewFactList(136, facts...))
	list.SetMinSize(fyne.NewSize(formWidth, 280))
	d.Content, d.Width = list, formWidth
	pg.c.Ask(d)
}

func nonEmpty(all ...string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}
