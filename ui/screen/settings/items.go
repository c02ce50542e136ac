package settings

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/handover"
	"keyday/app/staff"
	"keyday/ui/screen/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// items are the meters, keys and papers that are recorded at a handover.
func (pg *page) items() fyne.CanvasObject {
	return sheet(pg, pg.p.Read.SeeHandoverItems, "handover_items", func(form *register.Form, seen *app.Seen[handover.ItemList]) func() (register.Doing, error) {
		f := &itemsForm{pg: pg, submit: form.Submit, l: copied(seen.Value), body: widget.Stack(), may: pg.may(staff.ManageSite)}
		f.fill()
		form.Own(f.body, func() string {
			f.keep()
			return fmt.Sprint(f.l)
		})
		actor := pg.c.Actor()
		return func() (register.Doing, error) {
			f.keep()
			list := copied(f.l)
			return func(ctx context.Context) error { return pg.p.Items.PutItems(ctx, actor, seen, list) }, f.requireNames()
		}
	})
}

// itemsForm is the form of the three lists. A line keeps its key while it is there,
// because what is recorded refers to it.
type itemsForm struct {
	pg     *page
	submit func()
	l      handover.ItemList
	may    bool
	body   *fyne.Container
	lines  []itemLine
}

// itemLine is a line of the form, and where it is kept.
type itemLine struct {
	item       *handover.Item
	was        string // what the name field began with
	name, unit *widget.Entry
	must       *widget.Check
}

// kinds are the lists, each with the word by which its lines are called.
func (f *itemsForm) kinds() []struct {
	key  string
	list *[]handover.Item
} {
	return []struct {
		key  string
		list *[]handover.Item
	}{{"meter", &f.l.Meters}, {"key", &f.l.Keys}, {"paper", &f.l.Papers}}
}

func (f *itemsForm) fill() {
	w := f.pg.c.W
	f.lines = nil
	parts := []fyne.CanvasObject{widget.NewParagraph(w.T("settings.items_text"), formWidth)}
	for _, kind := range f.kinds() {
		var acts []fyne.CanvasObject
		if f.may {
			acts = append(acts, widget.NewButtonIn(widget.Flat, "plus", w.T("settings.add_item"), func() {
				f.keep()
				*kind.list = append(*kind.list, handover.Item{Key: f.newKey(*kind.list), Unit: unitOf(*kind.list)})
				f.fill()
				for _, l := range f.lines { // the new one, to be named
					if l.item == &(*kind.list)[len(*kind.list)-1] {
						f.pg.c.Canvas().Focus(l.name)
					}
				}
			}))
		}
		parts = append(parts, widget.NewSection(w.T("settings.items."+kind.key), acts...))
		for i := range *kind.list {
			parts = append(parts, f.line(kind.key, kind.list, i))
		}
	}
	f.body.Objects = parts
	f.body.Refresh()
}

func (f *itemsForm) line(kind string, list *[]handover.Item, i int) fyne.CanvasObject {
	w, item := f.pg.c.W, &(*list)[i]
	l := itemLine{item: item, was: item.Name, name: widget.NewNamedEntry(w.T("settings.item_name")), unit: widget.NewNamedEntry(w.T("settings.item_unit")),
		must: widget.NewCheck(w.T("settings.item_must"), nil)}
	if key := "handover." + kind + "." + item.Key; l.was == "" && w.Has(key) {
		l.was = w.T(key)
	}
	l.name.SetText(l.was)
	l.unit.SetText(w.Term(item.Unit))
	l.must.Tick(item.Required)
	f.lines = append(f.lines, l)
	row := widget.Bar(widget.Fixed(220, l.name), widget.Fixed(72, l.unit), l.must)
	if !f.may {
		return container.NewStack(widget.Space(theme.Touch), row)
	}
	l.name.OnSubmitted = func(string) { f.submit() }
	l.unit.OnSubmitted = func(string) { f.submit() }
	row.Add(widget.NewIconButton("trash", w.T("settings.item_drop"), func() {
		f.keep()
		*list = slices.Delete(slices.Clone(*list), i, i+1)
		f.fill()
	}))
	return row
}

// newKey is a key that no line of the list has.
func (f *itemsForm) newKey(list []handover.Item) string {
	return f.pg.newKey("own", func(key string) bool {
		return slices.ContainsFunc(list, func(i handover.Item) bool { return i.Key == key })
	})
}

// newKey is a key for what is added to a list, that holds nothing under it. It carries
// the moment: what another person adds to the same list meanwhile is another thing.
func (pg *page) newKey(prefix string, taken func(string) bool) string {
	for at := pg.c.Clock().Now().UnixMilli(); ; at++ {
		if key := prefix + strconv.FormatInt(at, 36); !taken(key) {
			return key
		}
	}
}

// unitOf is what the lines of the list are mostly counted in.
func unitOf(list []handover.Item) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].Unit
}

// keep takes what stands in the fields. A name or a unit that nobody touched stays the
// catalogue's, in both languages.
func (f *itemsForm) keep() {
	for _, l := range f.lines {
		if name := strings.TrimSpace(l.name.Text); name != l.was {
			l.item.Name = name
		}
		if unit := strings.TrimSpace(l.unit.Text); unit != f.pg.c.W.Term(l.item.Unit) {
			l.item.Unit = unit
		}
		l.item.Required = l.must.Checked
	}
}

// copied is the lists with memory of their own: the form is changed in place.
func copied(l handover.ItemList) handover.ItemList {
	l.Meters, l.Keys, l.Papers = slices.Clone(l.Meters), slices.Clone(l.Keys), slices.Clone(l.Papers)
	return l
}

// requireNames refuses a line without a name, and puts the keyboard there.
func (f *itemsForm) requireNames() error {
	for _, l := range f.lines {
		if strings.TrimSpace(l.name.Text) == "" {
			f.pg.c.Canvas().Focus(l.name)
			return app.Refuse("settings.item_name")
		}
	}
	return nil
}
