package settings

import (
	"cmp"
	"context"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// page is the settings as they stand in the window.
type page struct {
	c    *shell.Context
	p    Params
	tabs *widget.Tabs
	view fyne.CanvasObject
}

func newPage(c *shell.Context, p Params, title string, last *string) *page {
	pg := &page{c: c, p: p}
	tab := shell.Kept(c, "tab", func() string { return cmp.Or(c.Route.Part, *last) })
	one := func(key string, build func() fyne.CanvasObject) widget.Tab {
		return widget.Tab{Key: key, Title: c.W.T("settings.tab." + key), Build: build}
	}
	pg.tabs = widget.NewTabs(*tab,
		one("letterhead", pg.letterhead),
		one("buildings", pg.buildings),
		one("house_types", pg.houseTypes),
		one("firms", pg.firms),
		one("people", pg.people),
		one("limits", pg.limits),
		one("warranty", pg.warranty),
		one("items", pg.items),
		one("texts", pg.texts),
		one("backup", pg.backup),
		one("laptop", pg.laptop),
	)
	pg.tabs.OnOpen = func(key string) {
		*tab, *last = key, key
		c.SetRoute(c.Route.In(key))
	}
	pg.view = widget.NewPage(title, nil, nil, pg.tabs)
	return pg
}

// may reports whether the person signed in has the permission; fields and acts of
// a part that is not theirs are greyed or left out.
func (pg *page) may(p staff.Permission) bool { return staff.May(pg.c.Actor(), p) == nil }

// toLookAt begins a part with who may change it, where the person signed in may not: said
// at its end, it would lie below what is seen of greyed fields.
func (pg *page) toLookAt(p staff.Permission, parts ...fyne.CanvasObject) []fyne.CanvasObject {
	if pg.may(p) {
		return parts
	}
	return append([]fyne.CanvasObject{widget.NewQuiet(pg.c.W.T("settings.read_only")), widget.Space(8)}, parts...)
}

// opening opens a row for whoever has the permission, in the communities that it is of, and
// tells all others who has it.
func opening[T any](pg *page, p staff.Permission, open func(T), of ...func(T) app.ID) func(T) {
	return func(row T) {
		var communities []app.ID
		for _, community := range of {
			communities = append(communities, community(row))
		}
		if err := staff.May(pg.c.Actor(), p, communities...); err != nil {
			pg.c.Fail(err)
			return
		}
		open(row)
	}
}

// part is one tab: what it holds is read now and after every writing that touches one of
// the kinds.
func part[T any](pg *page, read func(context.Context) (T, error), build func(T) fyne.CanvasObject, kinds ...string) fyne.CanvasObject {
	const rows = 6
	body, latest := register.NewBody(pg.c, rows), &shell.Latest{}
	var shown *container.Scroll
	again := func() {
		register.Load(body, latest, read, func(value T) {
			next := build(value)
			if page, is := next.(*container.Scroll); is {
				if shown != nil {
					page.Offset = shown.Offset // what was just changed stays in sight
				}
				shown = page
			}
			body.Show(next)
		})
	}
	again()
	pg.c.Watch(again, kinds...)
	return body.View
}

// sheet is one tab that is a form of what is kept under the kind.
func sheet[T any](pg *page, see func(context.Context) (app.Seen[T], error), kind string, fill func(*register.Form, *app.Seen[T]) func() (register.Doing, error)) fyne.CanvasObject {
	s := register.Sheet[T]{See: see, Kinds: []string{kind}, Width: formWidth, Fill: fill}
	if !pg.may(staff.ManageSite) {
		s.Held = pg.c.W.T("settings.read_only")
	}
	return s.Open(pg.c)
}

// change reads a record for changing it, and opens its form. The form keeps what it
// showed: what is saved is compared with it, and once more after a refusal that said
// what somebody else wrote meanwhile.
func change[T any](pg *page, see func(context.Context, app.ID) (app.Seen[T], error), id app.ID, form func(*app.Seen[T])) {
	var latest shell.Latest
	shell.Load(pg.c, &latest, func(ctx context.Context) (app.Seen[T], error) { return see(ctx, id) }, func(seen app.Seen[T]) { form(&seen) })
}

// list is a table with the acts that add to it above.
func list(table fyne.CanvasObject, note string, acts ...fyne.CanvasObject) fyne.CanvasObject {
	text := widget.NewQuiet(note)
	text.Least = 200
	bar := container.New(layout.NewCustomPaddedLayout(4, 4, theme.Margin, theme.Margin), widget.Edges(nil, nil, nil, widget.Bar(acts...), text))
	return widget.Edges(bar, nil, nil, nil, table)
}

// column sets a part in a readable width at the left.
func column(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return register.Column(formWidth, parts...)
}

const formWidth float32 = 560

// text asks for a field of the settings in a form.
func (pg *page) text(f *register.Form, key, value string, options ...register.Option) *widget.Entry {
	w := pg.c.W
	if hint := "settings.hint." + key; w.Has(hint) {
		options = append([]register.Option{register.Hint(w.T(hint))}, options...)
	}
	return f.Text(w.T("settings.field."+key), value, options...)
}

// ask shows a form; once it is done, it says so.
func (pg *page) ask(f *register.Form, q register.Question, done string) *widget.Dialog {
	f.Width, q.Done = formWidth, func() { pg.c.Say(done) }
	return f.Ask(q)
}

// pickPicture lets a person choose a picture; it is kept before use is told of it.
func (pg *page) pickPicture(use func(hash string)) {
	pg.c.Pick(shell.Pick{Kind: "picture", Title: pg.c.W.T("settings.pick_picture"), Types: shell.PictureTypes, Done: func(paths []string) {
		hash := ""
		pg.c.Act(func(ctx context.Context) error {
			f, err := shell.OpenFile(paths[0])
			if err != nil {
				return err
			}
			defer f.Close()
			hash, err = pg.p.Pictures.Put(ctx, f, filepath.Base(paths[0]))
			return err
		}, func() {
			use(hash)
		})
	}})
}
