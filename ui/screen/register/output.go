package register

import (
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"

	"keyday/app/staff"
	"keyday/ui/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// outputButton offers to write the list to a file or to print it; none where the window
// has no way to.
func (l *List) outputButton() fyne.CanvasObject {
	button := widget.NewIconButton("export", l.c.W.T("register.output"), nil)
	button.OnTap = func() { l.offerOutput(button) }
	widget.ShowIf(button, l.c.Output() != nil && staff.May(l.c.Actor(), staff.Print) == nil)
	return button
}

func (l *List) offerOutput(under fyne.CanvasObject) {
	w, n := l.c.W, l.Table.Len()
	this := fyne.NewMenuItem(w.T("register.this_list", "n", n), nil)
	if selected := len(l.Table.Selected()); selected > 0 {
		this.Label = w.T("common.selected", "n", selected)
	}
	this.Disabled = true
	export := fyne.NewMenuItem(w.T("register.export"), l.export)
	print := fyne.NewMenuItem(w.T("register.print"), l.print)
	nothing := n == 0 || len(l.extract().Columns) == 0 // a picture alone is neither written nor printed
	export.Disabled, print.Disabled = nothing, nothing
	l.popUp(under, this, export, print)
}

// extract is the list as it stands in the window; of it what is selected, where something
// is.
func (l *List) extract() register.Extract {
	looked := l.Table.looked
	s := register.Extract{Looked: looked, Spec: &l.p.Source.Spec, Filter: l.p.Source.SayView(l.c.W, looked.Sheet, looked.View)}
	if places := l.Table.selectedPlaces(); len(places) > 0 {
		s.Looked = looked.Only(places)
		s.Filter = l.c.W.Clauses(s.Filter, l.c.W.T("register.selected"))
	}
	for _, c := range l.Table.columns {
		if c.Written() {
			h := c.Head
			h.Width = c.width
			s.Columns = append(s.Columns, h)
		}
	}
	return s
}

// export asks for a file and writes the list into it.
func (l *List) export() {
	w, taken := l.c.W, l.extract()
	l.c.Pick(shell.Pick{Kind: "list", Title: w.T("register.export_title"), Types: []string{".xlsx", ".csv"},
		Save: l.p.Source.Called(w) + " " + l.c.Today().String() + ".xlsx",
		Done: func(paths []string) {
			file, actor, out := paths[0], l.c.Actor(), l.c.Output()
			l.c.Act(func(ctx context.Context) error { return out.ExportList(ctx, actor, taken, file) }, func() {
				l.c.Say(w.T("register.exported", "n", taken.Len(), "file", filepath.Base(file)))
			})
		}})
}

// print sets the list on paper and shows it, to be printed from there.
func (l *List) print() {
	taken, actor, out := l.extract(), l.c.Actor(), l.c.Output()
	l.c.Act(func(ctx context.Context) error { return out.PrintList(ctx, actor, taken) }, func() {})
}
