package settings

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/staff"
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

func newPage(c *shell.Context, p Params, title string) *page {
	pg := &page{c: c, p: p}
	tab := shell.Kept(c, "tab", func() string { return c.Route.Part })
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
		one("backup", pg.backup),
		one("laptop", pg.laptop),
	)
	pg.tabs.OnOpen = func(key string) {
		*tab = key
		c.SetRoute(c.Route.In(key))
	}
	pg.view = widget.NewPage(title, nil, nil, pg.tabs)
	return pg
}

// may reports whether the person signed in has the permission; fields and acts of
// a part that is not theirs are greyed or left out.
func (pg *page) may(p staff.Permission) bool { return staff.May(pg.c.Actor(), p) == nil }

// part is one tab: what it holds is read off the screen's goroutine, now and after
// every commit that touches one of the kinds.
func part[T any](pg *page, read func(context.Context) (T, error), build func(T) fyne.CanvasObject, kinds ...string) fyne.CanvasObject {
	body := container.NewStack()
	var latest shell.Latest
	again := func() {
		shell.Load(pg.c, &latest, read, func(value T) {
			body.Objects = []fyne.CanvasObject{build(value)}
			body.Refresh()
		})
	}
	again()
	pg.c.Watch(again, kinds...)
	return body
}

// list is a table with the acts that add to it above.
func list(table fyne.CanvasObject, n int, icon, empty string, note string, acts ...fyne.CanvasObject) fyne.CanvasObject {
	if n == 0 {
		table = widget.NewEmptyState(icon, empty, "", nil)
	}
	text := widget.NewQuiet(note)
	text.Least = 200
	bar := container.New(layout.NewCustomPaddedLayout(4, 4, theme.Margin, theme.Margin), widget.Edges(nil, nil, nil, widget.Bar(acts...), text))
	return widget.Edges(bar, nil, nil, nil, table)
}

// column sets a form in a readable width at the left.
func column(parts ...fyne.CanvasObject) fyne.CanvasObject {
	return container.NewVScroll(container.NewHBox(widget.Padded(widget.Fixed(formWidth, widget.Stack(parts...)))))
}

const formWidth float32 = 560

// field is an entry with its label.
func (pg *page) field(key, value string) (*widget.Entry, *widget.Field) {
	e := widget.NewEntry("")
	if hint := "settings.hint." + key; pg.c.W.Has(hint) {
		e.SetPlaceHolder(pg.c.W.T(hint))
	}
	e.SetText(value)
	return e, widget.NewField(pg.c.W.T("settings.field."+key), e)
}

// refuse says at a field that what is in it was refused; what has nothing to do with
// it, a full disk say, is said by the shell.
func (pg *page) refuse(f *widget.Field, err error) {
	if code := app.RefusalCode(err); code == "" || strings.HasPrefix(code, "disk.") || strings.HasPrefix(code, "store.") || strings.HasPrefix(code, "permission.") {
		pg.c.Fail(err)
		return
	}
	pg.c.FailAt(f, err)
}

// act is what a form does, off the screen's goroutine.
type act func(context.Context) error

// form is a dialog that does one act and stays open, with what it says about why,
// where it cannot. Its fields are read before the act begins.
func (pg *page) form(title, text string, content fyne.CanvasObject, height float32, focus fyne.Focusable, read func() (act, error), done string) *widget.Dialog {
	w := pg.c.W
	d := widget.NewDialog(w, title, text)
	if height > 0 {
		scroll := container.NewVScroll(container.New(layout.NewCustomPaddedLayout(0, 0, 0, theme.Margin), content))
		scroll.SetMinSize(fyne.NewSize(formWidth, height))
		content = scroll
	}
	d.Content, d.Confirm, d.Focus, d.Width = content, w.T("common.save"), focus, formWidth
	d.OnConfirm = func() bool {
		act, err := read()
		if err != nil {
			d.SetError(w.Refusal(err))
			return false
		}
		pg.c.Confirm(d, act, func() { pg.c.Say(done) })
		return false
	}
	pg.c.Ask(d)
	return d
}

// pickPicture lets a person choose a picture; it is kept before use is told of it.
func (pg *page) pickPicture(use func(hash string)) {
	pg.c.Pick(shell.Pick{Kind: "picture", Title: pg.c.W.T("settings.pick_picture"), Types: shell.PictureTypes, Done: func(paths []string) {
		hash := ""
		pg.c.Do(func(ctx context.Context) error {
			f, err := os.Open(paths[0])
			if err != nil {
				return app.Refuse("disk.missing", "what", filepath.Base(paths[0]))
			}
			defer f.Close()
			hash, err = pg.p.Pictures.Put(ctx, f, filepath.Base(paths[0]))
			return err
		}, func(err error) {
			if err != nil {
				pg.c.Fail(err)
				return
			}
			use(hash)
		})
	}})
}
