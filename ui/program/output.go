package program

import (
	"context"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/export"
	"keyday/ui/paper"
	"keyday/ui/register"
	"keyday/ui/words"
)

// listOutput takes the lists of the window to files and onto paper.
type listOutput struct {
	*opened
	words *words.Words
}

// ExportList records the export, then writes the file.
func (o listOutput) ExportList(ctx context.Context, actor app.Actor, l register.Extract, file string) error {
	about, err := o.record(ctx, actor, l)
	if err != nil {
		return err
	}
	name := l.Spec.Called(o.words)
	if about.Rehearsal {
		name = words.Join(" ", o.words.T("shell.rehearsal"), name)
	}
	return export.List(o.store.Dir(), file, true, l.Page(o.words, name, l.Columns, nil))
}

// PrintList records it too, then opens the list as a paper.
func (o listOutput) PrintList(ctx context.Context, actor app.Actor, l register.Extract) error {
	about, err := o.record(ctx, actor, l)
	if err != nil {
		return err
	}
	list := paper.List{Letterhead: app.Letterhead{Company: about.Company, Address: about.Address, Phone: about.Phone}, Project: about.Name, Rehearsal: about.Rehearsal,
		Title: l.Spec.Called(o.words), Said: []string{o.words.T("register.this_list", "n", l.Len())}}
	if l.Filter != "" {
		list.Said = append(list.Said, l.Filter)
	}
	for _, h := range l.Columns {
		list.Columns = append(list.Columns, paper.ListColumn{Title: h.Title(o.words), Width: float64(h.Width), Right: h.Right(), Strong: h.Strong})
	}
	for i := range l.Len() {
		list.Rows = append(list.Rows, l.Cells(o.words, i))
	}
	for _, g := range l.Groups {
		title, said := l.Heading(o.words, g)
		list.Groups = append(list.Groups, paper.ListGroup{From: g.From, Title: title, Said: said})
	}
	return o.office.ShowList(ctx, actor, list)
}

// record records that the list leaves the site: what could not be recorded stays.
func (o listOutput) record(ctx context.Context, actor app.Actor, l register.Extract) (site.Site, error) {
	about, err := o.store.Site(ctx)
	if err != nil {
		return about, err
	}
	return about, o.Privacy.Export(ctx, actor, site.Export{List: l.Spec.Key, Rows: l.Len(), Filter: l.Filter}, l.Communities())
}
