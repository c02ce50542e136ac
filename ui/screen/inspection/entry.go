package inspection

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/pinyin"
	"keyday/app/site"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// entry is a defect being entered, over the right third: the phrase as its initials
// are typed, the severity already chosen, photos as a strip. Enter saves and goes
// back to the very item.
type entry struct {
	wk    *walk
	at    row
	place inspect.Place

	phrases  *widget.PhraseList
	severity site.Severity // "" is the phrase's
	chips    map[site.Severity]*widget.Chip
	asNote   *widget.Chip // an observation only
	note     *widget.Entry
	strip    *widget.PhotoStrip
	plan     *widget.Plan // nil where the house type has no drawing
	pictures []kept

	saved  bool
	defect app.ID // once it is on the disk
}

// kept is a picture of the entry: being kept while it has no hash.
type kept struct {
	name, hash string
	told       bool // that there is no preview, and why
}

// lowWindow is a height in which not everything can have a line of its own: a laptop's
// with large text.
const lowWindow float32 = 640

// openEntry begins a defect at the item.
func (wk *walk) openEntry(r row) {
	if !wk.open() || wk.entry != nil && wk.entry.place == r.place() {
		return
	}
	wk.current(r)
	w := wk.c.W
	e := &entry{wk: wk, at: r, place: r.place(), chips: map[site.Severity]*widget.Chip{}}
	wk.entry = e
	e.phrases = widget.NewPhraseList(w, w.T("inspect.entry.hint"), wk.phrases(r))
	e.phrases.OnPick = func(p widget.Phrase) { e.save(p.Key, "") }
	e.phrases.OnFree = func(text string) { e.save("", text) }
	e.phrases.OnMove = func(p widget.Phrase) { e.showSeverity() }
	e.note = widget.NewNamedEntry(w.T("inspect.entry.note"))
	e.note.SetText(wk.measuredNote(r))
	e.note.OnSubmitted = func(string) { e.saveCurrent() }
	e.strip = widget.NewPhotoStrip()
	e.strip.OnAdd = wk.pickPhoto
	e.strip.OnRemove = e.remove
	var chips []fyne.CanvasObject
	for _, s := range slices.Backward(site.Severities) {
		e.chips[s] = widget.NewChip(w.T("defect.severity."+string(s)), -1, func(bool) { e.severity = s; e.showSeverity() })
		chips = append(chips, e.chips[s])
	}
	e.asNote = widget.NewChip(w.T("inspect.entry.as_note"), -1, nil)
	e.showSeverity()
	e.showStrip()
	title := widget.NewEmphasis(said(w, r.item.Name))
	title.Least = 80
	where := widget.NewQuiet(words.Join(" · ", w.Term(r.room.Name), said(w, r.item.Part)))
	where.Least = 80
	head := widget.Edges(nil, nil, nil, widget.NewIconButton("cross", w.T("common.close"), wk.closeEntry), widget.Stack(title, where))
	save := widget.NewPrimary(w.T("inspect.entry.save"), e.saveCurrent)
	levels := container.New(layout.NewRowWrapLayoutWithCustomPadding(theme.Gap, theme.Gap), append(chips, e.asNote)...)
	foot := widget.Stack(
		widget.Space(theme.Gap), widget.NewQuiet(w.T("inspect.entry.severity")), levels,
		widget.Space(theme.Gap), e.note,
		widget.Space(theme.Gap), e.evidence(),
		widget.Space(theme.Gap), widget.Bar(layout.NewSpacer(), widget.NewButton(w.T("common.cancel"), wk.closeEntry), save))
	if wk.c.Canvas().Size().Height < lowWindow { // the phrases need what there is
		foot = widget.Stack(
			widget.Space(theme.Gap), levels,
			widget.Space(theme.Gap), e.evidence(),
			widget.Space(theme.Gap), widget.Edges(nil, nil, nil, widget.Bar(widget.Space(0), save), e.note))
	}
	body := container.New(layout.NewCustomPaddedLayout(12, 12, theme.Margin, theme.Margin),
		widget.Edges(widget.Stack(head, widget.Space(theme.Gap)), foot, nil, nil, e.phrases))
	wk.panes.right.Objects = []fyne.CanvasObject{widget.NewPanel(theme.Paper, body)}
	wk.panes.right.Refresh()
	wk.focus(e.phrases.Focusable())
}

// evidence is the photos, and before them the plan of the home where there is one.
func (e *entry) evidence() fyne.CanvasObject {
	wk := e.wk
	if wk.house.Plan == "" {
		return e.strip
	}
	e.plan = widget.NewPlan(fyne.NewSize(thumbWidth, thumbHeight), 0, 0)
	e.plan.Image = wk.plan
	e.plan.OnTap = func() {
		if e.plan.Image == nil {
			return
		}
		title := words.Join(" · ", wk.c.W.T("inspect.entry.plan"), wk.c.W.Term(e.at.room.Name))
		wk.c.Ask(widget.NewPlanDialog(wk.c.W, title, e.plan, e.plan.Pin))
	}
	return widget.Edges(nil, nil, widget.Bar(e.plan, widget.Space(0)), nil, e.strip)
}

// closeEntry goes back to the item without a defect.
func (wk *walk) closeEntry() {
	if wk.entry == nil {
		return
	}
	wk.entry = nil
	wk.showFound()
	wk.toItems()
}

// phrases are the item's own, then those of the same part of the home: whoever
// types kg at 平整度 means the hollow wall beside it.
func (wk *walk) phrases(r row) []widget.Phrase {
	w := wk.c.W
	var all []widget.Phrase
	add := func(item inspect.Item) {
		for _, p := range item.Phrases {
			text := said(w, p.Text)
			letters := pinyin.Letters(p.Text.ZH)
			if text != p.Text.ZH {
				letters += " " + words.Initials(text) + " " + strings.ToLower(text)
			}
			all = append(all, widget.Phrase{Key: p.Key, Text: text, Initials: letters,
				Detail: w.T("defect.severity." + string(p.Severity))})
		}
	}
	add(r.item)
	for _, room := range wk.rooms {
		if room.Room.Key != r.room.Key {
			continue
		}
		for _, item := range room.Items {
			if item.Key != r.item.Key && item.Part == r.item.Part {
				add(item)
			}
		}
	}
	return all
}

// measuredNote says which readings are out of the limit, and what the limit is; the
// answer keeps all of them.
func (wk *walk) measuredNote(r row) string {
	if !r.item.Measured {
		return ""
	}
	a := wk.answers[r.place()]
	j := wk.judge(r.item, a)
	if !j.Beyond() {
		return ""
	}
	var out []string
	for n, text := range readingsOf(r.item, a) {
		if j.Out[n] {
			out = append(out, text)
		}
	}
	limit := tolerance(wk.c.W, j.Limit, r.item.Unit)
	return wk.c.W.T("inspect.entry.measured", "read", strings.Join(out, " / "), "unit", r.item.Unit, "limit", limit)
}

// level is the severity as it will be recorded.
func (e *entry) level() site.Severity {
	if e.severity != "" {
		return e.severity
	}
	if p, ok := e.phrases.Current(); ok {
		if known, is := e.wk.list.Phrase(p.Key); is {
			return known.Severity
		}
	}
	return site.Normal
}

func (e *entry) showSeverity() {
	for s, chip := range e.chips {
		chip.Set(-1, s == e.level())
	}
}

func (e *entry) saveCurrent() {
	if p, ok := e.phrases.Current(); ok {
		e.save(p.Key, "")
		return
	}
	text := e.phrases.Free()
	slip := text == "" && strings.TrimSpace(e.phrases.Text()) != ""
	if !slip && (text != "" || strings.TrimSpace(e.note.Text) != "") {
		e.save("", text)
		return
	}
	e.wk.focus(e.phrases.Focusable())
}

// save records the defect, and the item as failed, and goes back to the item at
// once; pictures that are still being kept follow.
func (e *entry) save(phrase, free string) {
	if e.saved {
		return
	}
	e.saved = true
	wk := e.wk
	note := e.asNote.On
	f := inspect.Failing{At: wk.where(e.at), AsNote: note, Phrase: phrase, Severity: e.severity, Note: words.Join(" ", free, strings.TrimSpace(e.note.Text))}
	if e.plan != nil {
		f.PinX, f.PinY = e.plan.X, e.plan.Y
	}
	for _, p := range e.pictures {
		if p.hash != "" {
			f.Photos = append(f.Photos, p.hash)
		}
	}
	wk.closeEntry()
	var d defect.Defect
	wk.counts[e.place]++
	wk.put(e.at, func(a *inspect.Answer) {
		switch {
		case !note:
			a.Result = inspect.Fail
		case a.Result == inspect.NotLooked && !e.at.item.Measured:
			a.Result = inspect.Pass
		}
	}, func(ctx context.Context, actor app.Actor) (err error) {
		d, err = wk.p.Desk.Fail(ctx, actor, f)
		return err
	}, func(err error) {
		if err != nil {
			wk.counts[e.place]--
			return
		}
		e.defect = d.ID
		for _, p := range e.pictures {
			if p.hash != "" && !slices.Contains(f.Photos, p.hash) {
				wk.link(d.ID, p.hash)
			}
		}
	})
}

// reading notes a picture that is being kept.
func (e *entry) reading(name string) {
	e.pictures = append(e.pictures, kept{name: name})
	e.showStrip()
}

// arrived notes the picture's hash, or takes it out of the strip where it could not
// be kept. One that comes after the defect was saved is linked to it.
func (e *entry) arrived(name, hash string) {
	i := slices.IndexFunc(e.pictures, func(p kept) bool { return p.name == name && p.hash == "" })
	switch {
	case i < 0: // taken out of the strip meanwhile
	case hash == "":
		e.pictures = slices.Delete(e.pictures, i, i+1)
	default:
		e.pictures[i].hash = hash
		if !e.defect.IsNil() {
			e.wk.link(e.defect, hash)
		}
	}
	e.showStrip()
}

func (e *entry) remove(t widget.Thumb) {
	e.pictures = slices.DeleteFunc(e.pictures, func(p kept) bool { return p.hash == t.Key })
	e.showStrip()
}

func (e *entry) showStrip() {
	thumbs := make([]widget.Thumb, len(e.pictures))
	for i, p := range e.pictures {
		thumbs[i].Key = p.hash
		if p.hash == "" {
			thumbs[i].Mark = e.wk.c.W.T("inspect.entry.photo_reading")
			continue
		}
		img, err := e.wk.album.Picture(p.hash, e.showStrip)
		thumbs[i].Image = img
		if err != nil { // kept, and linked like any other
			thumbs[i].Mark = e.wk.c.W.T("inspect.entry.no_preview")
			if !p.told {
				e.pictures[i].told = true
				e.wk.c.Fail(errorNaming(err, p.name))
			}
		}
	}
	e.strip.Set(thumbs...)
}
