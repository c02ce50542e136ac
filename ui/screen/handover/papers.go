package handover

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app"
	"keyday/app/handover"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// papers are ticked as they are handed over; one tap ticks all of them.
func (pg *desk) papers() []fyne.CanvasObject {
	w := pg.c.W
	all := widget.NewButtonIn(widget.Plain, "check", w.T("handover.papers.all"), func() { pg.act(pg.p.Desk.HandPapers, nil) })
	visible(all, pg.editable())
	pg.starts[papers] = func() fyne.Focusable { return all }
	head := pg.head(papers, func() (done, total int) {
		for _, item := range pg.v.Items.Papers {
			if item.Required || pg.v.PaperNow(item.Key).Count > 0 {
				total++
			}
			if pg.v.PaperNow(item.Key).Count > 0 {
				done++
			}
		}
		return asked(done, total, pg.v.Items.Papers)
	}, all)
	height := theme.Field
	if !pg.editable() {
		height = readLine
	}
	var cells []fyne.CanvasObject
	for _, item := range pg.v.Items.Papers {
		if pg.editable() {
			cells = append(cells, pg.paper(item))
		} else if p := pg.v.PaperNow(item.Key); p.Count > 0 {
			cells = append(cells, widget.NewText(words.Join("　", pg.name("paper", item), pg.kind(p), pg.copies(p))))
		}
	}
	// Two columns at 1366, where name, kind and count stand side by side in English
	// too; one in a narrow window.
	return []fyne.CanvasObject{head, widget.Tiles(fyne.NewSize(paperWidth, height), cells...)}
}

// paperWidth is what a paper's line needs.
const paperWidth float32 = 400

// readLine is how high the line of a paper is that is only read: as close to the next as
// those of meters and keys.
const readLine float32 = 16

// kind says whether a paper is an original or a copy.
func (pg *desk) kind(p handover.Paper) string {
	if p.Original {
		return pg.c.W.T("handover.papers.original")
	}
	return pg.c.W.T("handover.papers.copy")
}

// copies says how many of a paper were handed over.
func (pg *desk) copies(p handover.Paper) string {
	return pg.c.W.T("handover.papers.copies", "n", p.Count)
}

func (pg *desk) paper(item handover.Item) fyne.CanvasObject {
	hand := func(count int, original bool) {
		seen := pg.v.SeenPaper(item.Key)
		p := seen.Value
		p.Kind, p.Count, p.Original = item.Key, count, original
		pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.HandPaper(ctx, actor, unit, seen, p)
		}, pg.orShow)
	}
	name := pg.name("paper", item)
	if item.Required {
		name += " *"
	}
	tick := widget.NewCheck(name, func(on bool) {
		if on {
			hand(1, true)
		} else {
			hand(0, false)
		}
	})
	kind := widget.NewButtonIn(widget.Flat, "", "", nil)
	kind.OnTap = func() { p := pg.v.PaperNow(item.Key); hand(p.Count, !p.Original) }
	copies := widget.NewEntry("")
	copies.OnLeave = func() {
		p := pg.v.PaperNow(item.Key)
		n, err := count(copies.Text)
		if err != nil {
			copies.SetText(strconv.Itoa(p.Count))
			pg.c.Fail(err)
		} else if n != p.Count {
			hand(n, p.Original)
		}
	}
	copies.OnSubmitted = func(string) { pg.c.Canvas().FocusNext() } // leaving saves
	box := widget.Fixed(48, copies)
	pg.follow = append(pg.follow, func() {
		p := pg.v.PaperNow(item.Key)
		tick.Tick(p.Count > 0)
		kind.SetText(pg.kind(p))
		visible(kind, p.Count > 0)
		visible(box, p.Count > 0)
		if pg.c.Canvas().Focused() != fyne.Focusable(copies) {
			copies.SetText(strconv.Itoa(p.Count))
		}
	})
	return container.NewStack(widget.Space(theme.Touch), widget.Bar(widget.Fixed(240, tick), widget.Fixed(88, kind), box)) // as high ticked as not
}
