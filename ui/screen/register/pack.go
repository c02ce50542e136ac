package register

import (
	"context"

	"keyday/app"
	"keyday/ui/screen/shell"
)

// Pack makes one file of many documents, over the one that may be there, and answers of
// which no paper could be made.
type Pack func(ctx context.Context, actor app.Actor, p Packing, tell func(done, all int)) ([]app.Undone, error)

// Packing is what a pack is made of.
type Packing struct {
	Title     string
	Documents []app.ID
	File      string
}

// PrintPack asks for a file, and makes a pack of the documents that records have in a
// column; those without are listed with the others of which no paper could be made.
func (l *List) PrintPack(of []Row, column, called, title string, pack Pack) {
	w := l.c.W
	by, left := map[app.ID]app.ID{}, []app.Undone(nil)
	p := Packing{Title: title}
	for _, r := range of {
		document := r.Ref(column)
		if document.IsNil() {
			left = append(left, app.Undone{ID: r.ID(), Why: app.Refuse("register.no_document")})
			continue
		}
		by[document] = r.ID()
		p.Documents = append(p.Documents, document)
	}
	if len(p.Documents) == 0 {
		l.c.Fail(app.Refuse("register.no_document"))
		return
	}
	actor := l.c.Actor()
	l.c.Pick(shell.Pick{Kind: "paper", Title: title, Types: []string{".pdf"}, Save: title + ".pdf", Done: func(paths []string) {
		p.File = paths[0]
		var unmade []app.Undone
		l.c.Job(title, func(ctx context.Context, progress shell.Progress) (err error) {
			unmade, err = pack(ctx, actor, p, func(done, all int) { progress.At(done, all, "") })
			return err
		}, func(err error) {
			if err != nil {
				l.c.Fail(err)
				return
			}
			for _, u := range unmade {
				left = append(left, app.Undone{ID: by[u.ID], Why: u.Why})
			}
			l.Told(Bulk{Of: of, Called: called, Done: func(n int) string { return w.T("register.packed", "n", n, "file", p.File) }}, left)
		})
	}})
}
