package rectify

import (
	"context"
	"image"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// list is the long list: it holds the identity of every defect that the filter
// chooses, and the rows of those that were in view lately. What a page further on
// or back is not there is read, so that who turns pages finds them there.
type list struct {
	c       *shell.Context
	read    Reader
	timed   func(step string)
	columns *columns
	longest int // of the numbers, in characters
	album   *widget.Album
	rows    *widget.Rows

	ids     []app.ID
	known   map[app.ID]defect.Row
	reading bool
	latest  shell.Latest
}

// How many rows around those in view have to be there, how many are read where some
// are not, and how many are kept.
const (
	ahead    = 24 // a page of the largest window
	around   = 2 * ahead
	keptRows = 1500
)

func newList(c *shell.Context, p Params) *list {
	l := &list{c: c, read: p.Read, timed: p.Timed, columns: measureColumns(c.W), known: map[app.ID]defect.Row{}}
	l.album = widget.NewAlbum(pictureReader(c, func(ctx context.Context, hash string) (image.Image, error) {
		picture, err := p.Pictures.Small(ctx, hash)
		if err != nil {
			return nil, err
		}
		return widget.Cover(picture, 2*int(thumbWidth), 2*int(thumbHeight)), nil
	}))
	l.rows = widget.NewRows(func() int { return len(l.ids) }, func(int) fyne.CanvasObject { return newRow(c.W, l.columns) }, l.bind)
	l.rows.Multi, l.rows.Leads, l.rows.Tick = true, true, tickWidth
	l.rows.OnView = l.fill
	if l.timed != nil {
		l.rows.OnKey = func(int, fyne.KeyName) bool { l.timed("asked"); return false }
	}
	return l
}

// pictureReader reads for an album off the screen's goroutine; what cannot be read
// is said in its place, not by the shell.
func pictureReader(c *shell.Context, read func(context.Context, string) (image.Image, error)) func(string, func(image.Image, error)) {
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

// bind puts a defect into a row, or leaves it blank until it was read.
func (l *list) bind(i int, o fyne.CanvasObject) {
	r := o.(*row)
	r.defect, r.known = l.known[l.ids[i]]
	r.selected, r.today, r.picture = l.rows.IsSelected(i), l.c.Today(), nil
	if r.known && r.defect.Photo != "" {
		id := l.ids[i]
		r.picture, _ = l.album.Picture(r.defect.Photo, func() {
			if i < len(l.ids) && l.ids[i] == id {
				l.rows.ReloadRow(i)
			}
		})
	}
	r.Refresh()
}

// fill reads rows before they come into view.
func (l *list) fill(first, last int) {
	if l.timed != nil && !l.lacks(first, last) {
		l.timed("shown")
	}
	if l.reading || !l.lacks(first-ahead, last+ahead) {
		return
	}
	from, to := max(0, first-around), min(len(l.ids), last+1+around)
	var wanted []app.ID
	for _, id := range l.ids[from:to] {
		if _, known := l.known[id]; !known {
			wanted = append(wanted, id)
		}
	}
	l.reading = true
	shell.Load(l.c, &l.latest, func(ctx context.Context) (loaded, error) {
		rows, err := l.read.DefectRows(ctx, wanted)
		return loaded{rows, err}, nil
	}, func(got loaded) {
		l.reading = false
		if got.err != nil {
			l.c.Fail(got.err)
			return
		}
		l.learn(got.rows)
		l.forget()
		l.rows.Reload() // and asks again, where one has scrolled on meanwhile
	})
}

type loaded struct {
	rows []defect.Row
	err  error
}

func (l *list) lacks(first, last int) bool {
	for i := max(0, first); i <= last && i < len(l.ids); i++ {
		if _, known := l.known[l.ids[i]]; !known {
			return true
		}
	}
	return false
}

func (l *list) learn(rows []defect.Row) {
	for _, r := range rows {
		l.known[r.ID] = r
		if len(r.Number) > l.longest {
			l.longest = len(r.Number)
			l.columns.number = fyne.Max(l.columns.number, fyne.MeasureText(r.Number, theme.TextSize, fyne.TextStyle{}).Width+cellGap)
		}
	}
}

// forget lets go of rows once there are too many, but for those around the view.
func (l *list) forget() {
	if len(l.known) <= keptRows {
		return
	}
	from, to := l.window()
	near := map[app.ID]defect.Row{}
	for _, id := range l.ids[from:min(to, len(l.ids))] {
		if r, known := l.known[id]; known {
			near[id] = r
		}
	}
	l.known = near
}

// window is the places to be read along with a new order of the list: those in
// view and some around them.
func (l *list) window() (from, to int) {
	first, last := l.rows.InView()
	if last < first {
		first, last = 0, around
	}
	return max(0, first-around), last + 1 + around
}

// set shows other identities with the rows that were read for them. What is
// current and what is selected stay with their defects; the next one takes the place of
// a current one that is gone, where anything may.
func (l *list) set(ids []app.ID, rows []defect.Row, next bool) {
	current, selected := l.current(), map[app.ID]bool{}
	for _, id := range l.selected() {
		selected[id] = true
	}
	before := l.rows.Current()
	l.ids, l.known = ids, make(map[app.ID]defect.Row, len(rows))
	l.learn(rows)
	now, marked := -1, make([]int, 0, len(selected))
	for i, id := range ids {
		if id == current {
			now = i
		}
		if selected[id] {
			marked = append(marked, i)
		}
	}
	if now < 0 && before >= 0 && next {
		now = min(before, len(ids)-1)
	}
	l.rows.Keep(now, marked)
	l.rows.Reload()
}

// current is the defect the keyboard is on, Nil for none.
func (l *list) current() app.ID {
	if i := l.rows.Current(); i >= 0 && i < len(l.ids) {
		return l.ids[i]
	}
	return app.Nil
}

// selected are the defects that are ticked.
func (l *list) selected() []app.ID {
	var ids []app.ID
	for _, i := range l.rows.Selected() {
		ids = append(ids, l.ids[i])
	}
	return ids
}

// common is the trade and the firm that all of the defects have, empty where they
// differ, or where one of them was not in view yet.
func (l *list) common(ids []app.ID) (trade site.Trade, firm app.ID) {
	for i, id := range ids {
		d, known := l.known[id]
		switch {
		case !known:
			return "", app.Nil
		case i == 0:
			trade, firm = d.Trade, d.Firm
			continue
		}
		if d.Trade != trade {
			trade = ""
		}
		if d.Firm != firm {
			firm = app.Nil
		}
	}
	return trade, firm
}

// communities are those of the defects' homes; of one that was not in view yet the desk asks.
func (l *list) communities(ids []app.ID) (all []app.ID) {
	for _, id := range ids {
		if d, known := l.known[id]; known {
			all = append(all, d.Community)
		}
	}
	return all
}

// index is where a defect stands, -1 where the filter leaves it out.
func (l *list) index(id app.ID) int {
	for i := range l.ids {
		if l.ids[i] == id {
			return i
		}
	}
	return -1
}
