package register

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/widget"
)

// Packer makes one file of the papers of many homes.
type Packer struct {
	Forms    []contract.Kind // that a pack may hold, in the order of a home's way
	Arranged []string        // how they may lie in it, the usual way first
	// Make makes it, over the file that may be there, and answers how many papers it holds
	// and of which homes some could not be made. Where none can, there is no file.
	Make func(ctx context.Context, actor app.Actor, p Packing, tell func(done, all int)) (papers int, undone []app.Undone, err error)
}

// Packing is what a pack is made of.
type Packing struct {
	Title    string
	Homes    []app.ID
	Forms    []contract.Kind
	Arranged string
	Duplex   bool
	File     string
}

// PackAct is a button that has papers of homes printed into one file; none where nothing is
// packed here, or for whoever may not print.
func (l *List) PackAct(homes []Row, title string, usual contract.Kind, packer Packer) []fyne.CanvasObject {
	if packer.Make == nil || staff.May(l.c.Actor(), staff.Print, Communities(homes)...) != nil {
		return nil
	}
	return []fyne.CanvasObject{widget.NewButtonIn(widget.Plain, "print", l.c.W.T("register.pack"), func() { l.AskPack(homes, "unit", title, usual, packer) })}
}

// AskPack asks what of the homes is printed into one file, and how; usual is what is ticked
// at first. called is the column that says what homes are called.
func (l *List) AskPack(homes []Row, called, title string, usual contract.Kind, packer Packer) {
	w, f := l.c.W, NewForm(l.c)
	titled := f.Text(w.T("register.pack_as"), title, Must)
	forms := Ticks(f, Choice[contract.Kind]{w.T("register.pack_forms"), packer.Forms, func(k contract.Kind) string { return w.T("contract.kind." + string(k)) }},
		func(k contract.Kind) bool { return k == usual }, func(all ...fyne.CanvasObject) fyne.CanvasObject { return widget.Stack(all...) })
	arranged := Pick(f, Choice[string]{w.T("register.pack_by"), packer.Arranged, func(by string) string { return w.T("register.arranged." + by) }}, packer.Arranged[0])
	duplex := f.Tick(w.T("register.duplex"), false)
	var p Packing
	for _, home := range homes {
		p.Homes = append(p.Homes, home.ID())
	}
	f.Ask(Question{Title: w.T("register.pack_title", "n", len(homes)), Confirm: w.T("register.pack_confirm"),
		Take: func() (Doing, error) {
			p.Title, p.Forms, p.Arranged, p.Duplex = strings.TrimSpace(titled.Text), forms(), arranged(), duplex.Checked
			if p.Title == "" || len(p.Forms) == 0 {
				return nil, app.Refuse("register.pack_of_nothing")
			}
			return func(context.Context) error { return nil }, nil
		},
		Done: func() {
			l.c.Pick(shell.Pick{Kind: "paper", Title: p.Title, Types: []string{".pdf"}, Save: p.Title + ".pdf", Done: func(paths []string) {
				p.File = paths[0]
				l.makePack(homes, called, p, packer)
			}})
		}})
}

// makePack makes the pack, and tells what became of it.
func (l *List) makePack(homes []Row, called string, p Packing, packer Packer) {
	w, actor := l.c.W, l.c.Actor()
	var papers int
	var undone []app.Undone
	l.c.Job(p.Title, func(ctx context.Context, progress shell.Progress) (err error) {
		papers, undone, err = packer.Make(ctx, actor, p, func(done, all int) { progress.At(done, all, "") })
		return err
	}, func(err error) {
		switch {
		case err != nil:
			l.c.Fail(err)
			return
		case len(undone) == 0:
			l.c.Say(w.T("register.packed", "n", papers, "file", p.File))
		default:
			told := w.T("register.outcome_text")
			if papers > 0 {
				told = w.T("register.packed", "n", papers, "file", p.File) + "\n" + told
			}
			b := &Bulk{Of: homes, Called: called, outcome: app.Outcome{Undone: undone}}
			l.c.Ask(b.dialog(l, w.T("register.outcome", "n", len(undone), "done", papers), told))
		}
		l.Table.ClearSelection()
		l.Reload()
	})
}
