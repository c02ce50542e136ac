package register

import (
	"context"
	"image"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/ui/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// Row is a record of a list, as its columns have it.
type Row = register.Row

// Params are what a list is made of.
type Params struct {
	Source *register.Source
	Title  string          // "" where the list is a part of a page that has one
	Looks  map[string]Look // by column
	// Small reads a picture in the size of a row; nil: the list has none.
	Small func(ctx context.Context, hash string) (image.Image, error)
	// First is what the list is narrowed to as it is opened; nil: as the register says.
	First func(register.View) register.View
	// At is the record that is current as the list is opened; Nil: none is. Who comes back
	// finds the one that was.
	At    app.ID
	Empty func() Empty // its face without any record
	// Acts are what can be done here, the one primary act last; Bulk is what can be done
	// with all that is selected, in place of the chips.
	Acts func(chosen []Row) []fyne.CanvasObject
	Bulk func(selected []Row) []fyne.CanvasObject
	// Open is Enter and a second tap; Move tells of the record that the keyboard is on, Rune
	// of a character typed upon it; Shown that the list was read. Without Shown, Move tells of
	// the current record then, too, and the first becomes current where none is.
	Open  func(Row)
	Move  func(Row)
	Rune  func(Row, rune) bool
	Shown func()
	// Follow says whether the next record becomes current where the current one left.
	Follow func() bool
	// Chosen tells that the selection changed; Waits that something else is asked for, and
	// what the list shows is not that.
	Chosen func()
	Waits  func()
	// Timed is told of every key upon the records ("asked") and when those in view were
	// laid out ("shown"), to be measured; nil: nobody measures.
	Timed func(step string)
	// Beside stands at the right of the records, Views behind the title: other ways to look
	// at the place.
	Beside fyne.CanvasObject
	Views  fyne.CanvasObject
}

// Communities are those in which the records lie.
func Communities(rows []Row) (all []app.ID) {
	for _, r := range rows {
		for _, in := range r.Communities() {
			if !slices.Contains(all, in) {
				all = append(all, in)
			}
		}
	}
	return all
}

// IDs are the identities of records.
func IDs(rows []Row) []app.ID {
	all := make([]app.ID, len(rows))
	for i, r := range rows {
		all[i] = r.ID()
	}
	return all
}

// List is a register in a place: chips of states, filters, records in columns, and acts.
type List struct {
	Table *Table
	View  fyne.CanvasObject

	c        *shell.Context
	p        Params
	view     *register.View
	at       *app.ID // the record that the keyboard is on
	saving   shell.Latest
	saved    []register.Saved
	latest   shell.Latest
	waiting  bool // something else is asked for, and not yet there
	chips    map[string]*widget.Chip
	strip    *fyne.Container // of the chips, or of what is selected
	words    *fyne.Container // what the list is narrowed to
	narrowed *fyne.Container // around the words, hidden where there are none
	bar      *fyne.Container
	acts     *fyne.Container
	search   *widget.SearchBox
	body     *Body
	stop     func() // of the search as one types
}

// NewList builds a list; nothing is read before Begin.
func NewList(c *shell.Context, p Params) *List {
	l := &List{c: c, p: p, chips: map[string]*widget.Chip{}, strip: widget.Bar(), words: widget.Bar(), acts: widget.Bar()}
	l.view = shell.Kept(c, "list."+p.Source.Key, func() register.View {
		v := p.Source.First
		if p.First != nil {
			v = p.First(v)
		}
		return v
	})
	l.at = shell.Kept(c, "at."+p.Source.Key, func() app.ID { return p.At })
	l.body = NewBody(c, 12)
	l.Table = newTable(c.W, p.Looks, l.album())
	l.Table.OnOpen, l.Table.OnRune = p.Open, l.rune
	l.Table.OnMove = func(r Row) {
		*l.at = r.ID()
		if p.Move != nil {
			p.Move(r)
		}
		l.fillActs()
	}
	l.Table.OnSelect = l.selectionChanged
	if p.Timed != nil {
		l.Table.rows.OnKey = func(int, fyne.KeyName) bool { p.Timed("asked"); return false }
		l.Table.rows.OnView = func(int, int) { p.Timed("shown") }
	}
	l.Table.OnSort = l.sortBy
	l.Table.OnWidth = l.widen
	l.Table.OnHead = l.offerHead
	l.layOut()
	return l
}

// Begin reads the list, and again after whatever it tells of was written. The page calls
// it once it stands.
func (l *List) Begin() {
	if l.p.Title != "" { // what is one part of a page among others leaves the menu to the page
		l.c.Commands(shell.Command{Text: l.c.W.T("common.search"), Key: fyne.KeyF, Do: func() { l.c.Canvas().Focus(l.search) }})
	}
	l.fillStrip()
	l.fillWords()
	l.fillActs()
	l.Reload()
	l.readSaved()
	l.c.Watch(l.Reload, append(slices.Clone(l.p.Source.Kinds), l.p.Source.Kind)...)
	l.c.OnEscape(l.unselect)
}

// unselect ends the selection, and reports whether there was one.
func (l *List) unselect() bool {
	some := len(l.Table.Selected()) > 0
	l.Table.ClearSelection()
	return some
}

func (l *List) album() *widget.Album {
	if l.p.Small == nil {
		return nil
	}
	return widget.NewAlbum(PictureReader(l.c, l.p.Small))
}

// PictureReader reads for an album off the screen's goroutine; what cannot be read is said
// in its place, not by the shell.
func PictureReader(c *shell.Context, read func(context.Context, string) (image.Image, error)) func(string, func(image.Image, error)) {
	type result struct {
		picture image.Image
		err     error
	}
	return func(key string, done func(image.Image, error)) {
		shell.Load(c, &shell.Latest{}, func(ctx context.Context) (result, error) {
			picture, err := read(ctx, key)
			return result{picture, err}, nil
		}, func(r result) { done(r.picture, r.err) })
	}
}

// layOut puts title, search and acts over chips, what the list is narrowed to, and the
// records.
func (l *List) layOut() {
	w := l.c.W
	l.search = widget.NewSearchBox(w.T("register.find"), func(text string) { l.find(text) })
	l.search.Text = l.view.Find
	l.search.OnSubmitted = func(string) { l.enter() }
	l.search.OnKey = func(k fyne.KeyName) bool {
		if k == fyne.KeyDown {
			l.Table.Focus()
		}
		return k == fyne.KeyDown
	}
	filter := widget.NewButtonIn(widget.Flat, "filter", w.T("register.filter"), nil)
	filter.OnTap = func() { l.offerFilters(filter) }
	columns := widget.NewIconButton("columns", w.T("register.columns"), nil)
	columns.OnTap = func() { l.offerColumns(columns) }
	var bar []fyne.CanvasObject
	if l.p.Title != "" {
		bar = append(bar, widget.NewTitle(l.p.Title))
	}
	if l.p.Views != nil {
		bar = append(bar, l.p.Views)
	}
	if len(bar) > 0 {
		bar = append(bar, widget.Space(theme.Gap))
	}
	bar = append(bar, widget.UpTo(220, 120, l.search), filter, columns, l.outputButton(), layout.NewSpacer(), l.acts)
	l.bar = widget.Bar(bar...)
	head := container.New(layout.NewCustomPaddedLayout(8, 0, theme.Margin, theme.Margin), l.bar)
	strip := container.New(layout.NewCustomPaddedLayout(0, 4, theme.Margin, theme.Margin), container.NewHScroll(l.strip))
	l.narrowed = container.New(layout.NewCustomPaddedLayout(0, 4, theme.Margin, theme.Margin), container.NewHScroll(l.words))
	for _, chip := range slices.Concat(l.p.Source.Chips, l.p.Source.Quick) {
		l.chips[chip.Key] = widget.NewChip(w.T(chip.Says), -1, func(on bool) { l.press(chip, on) })
	}
	l.View = widget.Edges(widget.Stack(head, strip, l.narrowed, widget.HLine()), nil, nil, l.p.Beside, l.body.View)
}

// selectionChanged offers what can be done with what is selected now.
func (l *List) selectionChanged() {
	l.fillStrip()
	l.fillActs()
	if l.p.Chosen != nil {
		l.p.Chosen()
	}
}

// Narrow looks at the list otherwise.
func (l *List) Narrow(change func(*register.View)) {
	change(l.view)
	l.waiting = true
	l.Table.ClearSelection()
	if l.p.Waits != nil {
		l.p.Waits()
	}
	l.fillStrip()
	l.fillWords()
	l.Reload()
}

// Looking is how the list is looked at.
func (l *List) Looking() register.View { return *l.view }

// Count is how many records a chip shows, or would.
func (l *List) Count(chip string) int { return l.Table.looked.Chips[chip] }

// Waiting reports whether the list was narrowed otherwise and is not yet there.
func (l *List) Waiting() bool { return l.waiting }

func (l *List) press(chip register.Chip, on bool) {
	l.Narrow(func(v *register.View) {
		switch {
		case slices.ContainsFunc(l.p.Source.Chips, func(c register.Chip) bool { return c.Key == chip.Key }):
			v.Chip = chip.Key
		case on:
			v.Quick = append(slices.Clone(v.Quick), chip.Key)
		default:
			v.Quick = slices.DeleteFunc(slices.Clone(v.Quick), func(k string) bool { return k == chip.Key })
		}
	})
	l.Table.Focus() // to work on what was chosen
}

// find looks for a text once the typing rests.
func (l *List) find(text string) {
	if l.stop != nil {
		l.stop()
	}
	l.stop = l.c.After(120*time.Millisecond, func() { l.Narrow(func(v *register.View) { v.Find = text }) })
}

// setFind puts a text into the search, as if it had been looked for already.
func (l *List) setFind(text string) {
	if l.stop != nil {
		l.stop()
	}
	told := l.search.OnChanged
	l.search.OnChanged = nil
	l.search.SetText(text)
	l.search.OnChanged = told
}

// enter opens the one record that is left, or goes to the records where there are more.
func (l *List) enter() {
	if l.stop != nil {
		l.stop()
	}
	l.view.Find = l.search.Text
	l.reload(func() {
		if l.Table.looked.Len() == 1 && l.p.Open != nil {
			l.p.Open(l.Table.looked.Row(0))
			return
		}
		l.Table.Focus()
	})
}

func (l *List) rune(r Row, c rune) bool {
	if c == '/' {
		l.c.Canvas().Focus(l.search)
		return true
	}
	return l.p.Rune != nil && l.p.Rune(r, c)
}

// Reload reads the list again.
func (l *List) Reload() { l.reload(func() {}) }

func (l *List) reload(then func()) {
	v, source := *l.view, l.p.Source
	who := l.asker()
	Load(l.body, &l.latest, func(ctx context.Context) (register.Looked, error) {
		sheet, err := source.Sheet(ctx)
		if err != nil {
			return register.Looked{}, err
		}
		return source.Look(sheet, v, who), nil
	}, func(looked register.Looked) {
		l.show(looked)
		then()
	})
}

// asker is who looks.
func (l *List) asker() register.Asker {
	return register.Asker{Who: l.c.Actor().Staff, Words: l.c.W, Today: l.c.Today(), Scope: l.c.Scope()}
}

func (l *List) show(looked register.Looked) {
	l.waiting = false
	l.setCounts(looked.Chips)
	l.Table.setColumns(l.columns(), l.sorting())
	selected := len(l.Table.Selected())
	l.Table.show(looked, l.p.Follow == nil || l.p.Follow())
	if selected > 0 { // the acts upon what is selected hold on to the records as they were
		l.selectionChanged()
	}
	if _, some := l.Table.Current(); !some && !l.at.IsNil() {
		l.Table.GoTo(*l.at)
	}
	l.fillWords() // they name what was read
	appeared := false
	switch {
	case looked.Empty && l.p.Empty != nil:
		l.body.Empty(l.p.Empty())
	case looked.Len() == 0:
		l.body.Empty(Empty{Icon: "filter", Line: l.c.W.T("common.list.no_match"), Act: l.c.W.T("register.show_all"), Do: l.ShowAll})
	default:
		appeared = !l.body.Shows(l.Table)
		l.body.Show(l.Table)
	}
	l.tellShown() // before the keyboard comes: it would begin at the first record
	if appeared {
		l.c.Home(l.Table.Focusable())
	}
	l.fillActs()
}

// tellShown tells the place that the list was read.
func (l *List) tellShown() {
	switch current, some := l.Table.Current(); {
	case l.p.Shown != nil:
		l.p.Shown()
	case l.p.Move == nil:
	case some:
		l.p.Move(current)
	default:
		l.Table.GoToFirst()
	}
}

// ShowAll leaves nothing out.
func (l *List) ShowAll() {
	l.setFind("")
	l.Narrow(func(v *register.View) {
		v.Chip, v.Quick, v.Find, v.Where = "", nil, "", nil
		if len(l.p.Source.Chips) > 0 && slices.ContainsFunc(l.p.Source.Chips, func(c register.Chip) bool { return c.Key == register.All.Key }) {
			v.Chip = register.All.Key
		}
	})
}

// GoTo makes a record current, and reports whether the list shows it.
func (l *List) GoTo(id app.ID) bool { return l.Table.GoTo(id) }

// sorting is the column that decides first.
func (l *List) sorting() register.By {
	for _, by := range [][]register.By{l.view.By, l.p.Source.First.By} {
		if len(by) > 0 {
			return by[0]
		}
	}
	return register.By{}
}

// sortBy sorts by a column, the other way where it decides already; what it leaves
// undecided stays as it was sorted before.
func (l *List) sortBy(key string) {
	now := l.sorting()
	by := register.By{Column: key, Down: now.Column == key && !now.Down}
	const most = 3
	l.view.By = append([]register.By{by}, slices.DeleteFunc(slices.Clone(l.view.By), func(b register.By) bool { return b.Column == key })...)
	l.view.By = l.view.By[:min(len(l.view.By), most)]
	l.Reload()
}

func (l *List) setCounts(counts map[string]int) {
	for key, chip := range l.chips {
		chip.Set(counts[key], key == l.view.Chip || slices.Contains(l.view.Quick, key))
	}
	l.strip.Refresh() // the chips are as wide as their counts
}

// fillStrip shows the chips, or what can be done with what is selected.
func (l *List) fillStrip() {
	selected := l.Table.Selected()
	l.strip.Objects = nil
	if len(selected) > 0 && l.p.Bulk != nil {
		l.strip.Add(widget.NewBold(l.c.W.T("common.selected", "n", len(selected))))
		l.strip.Add(widget.Space(theme.Gap))
		for _, act := range l.p.Bulk(selected) {
			l.strip.Add(act)
		}
		l.strip.Add(widget.NewButtonIn(widget.Flat, "cross", l.c.W.T("register.unselect"), l.Table.ClearSelection))
		l.strip.Refresh()
		return
	}
	for _, c := range l.p.Source.Chips {
		l.strip.Add(l.chips[c.Key])
	}
	if len(l.p.Source.Quick) > 0 {
		l.strip.Add(widget.Space(theme.Gap))
	}
	for _, c := range l.p.Source.Quick {
		l.strip.Add(l.chips[c.Key])
	}
	l.strip.Refresh()
}

// fillActs offers what can be done with the record that the keyboard is on. It is called
// with each step through the list, and lays out no more than the bar.
func (l *List) fillActs() {
	if l.p.Acts == nil {
		return
	}
	l.acts.Objects = l.p.Acts(l.Table.Chosen())
	if l.bar != nil { // it is as wide as its acts
		l.bar.Refresh()
	}
}
