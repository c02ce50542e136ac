package rectify

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/pinyin"
	"keyday/app/site"
	"keyday/ui/screen/register"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// correction is what is said of a defect as it is being put right. Another phrase
// brings what follows from it; each of that may then be put right by itself.
type correction struct {
	pg    *page
	what  defect.Description
	rooms []site.Room

	phrase   *widget.Button // says it, and opens the checklist's
	item     *widget.Text
	room     *widget.Select
	part     *widget.Entry
	note     *widget.Entry
	severity *widget.Select
	trade    *widget.Select
	warranty *widget.Select
	why      *widget.Entry
}

// editForm puts right what is said of a defect: where it is, what, how grave, whose.
func (pg *page) editForm(d defect.Detail) *form {
	w, desk, actor, seen := pg.c.W, pg.p.Desk, pg.c.Actor(), d.Seen()
	f := pg.newForm(defect.Edit, d.ID)
	f.tall = true
	c := &correction{pg: pg, what: d.Described(), rooms: d.Rooms}
	c.build(d)
	name := func(field string) string { return w.T("field.defect." + field) }
	f.first = c.phrase
	f.asks.Add(name("phrase"), widget.Stack(c.phrase, c.item))
	pair := func(one string, input fyne.CanvasObject, other string, second fyne.CanvasObject) {
		f.asks.Beside(func() {
			f.asks.Add(name(one), input)
			f.asks.Add(name(other), second)
		})
	}
	pair("room", c.room, "severity", c.severity)
	pair("trade", c.trade, "warranty", c.warranty)
	pair("part", c.part, "note", c.note)
	f.last = widget.Stack()
	f.asks.In(f.last, func() { c.why = f.asks.Text(w.T("rectify.field.why_edit"), "", register.Of("reason")) })
	for _, e := range []*widget.Entry{c.part, c.note} {
		e.OnSubmitted = func(string) { f.submit() }
	}
	for _, s := range []*widget.Select{c.room, c.severity, c.trade, c.warranty} {
		s.OnSubmit = f.submit
	}
	f.take = func() act {
		what, why := c.described(), c.why.Text
		return func(ctx context.Context) error { return desk.Correct(ctx, actor, seen, what, why) }
	}
	f.done = func() { pg.c.Say(w.T("rectify.edited", "number", d.Number)) }
	return f.build(d.Number + "　" + pg.stepName(defect.Edit))
}

func (c *correction) build(d defect.Detail) {
	w := c.pg.c.W
	if !slices.ContainsFunc(c.rooms, func(r site.Room) bool { return r.Key == c.what.Room }) {
		c.rooms = append([]site.Room{{Key: c.what.Room, Name: d.RoomName}}, c.rooms...)
	}
	var rooms []string
	at := 0
	for i, r := range c.rooms {
		rooms = append(rooms, w.Term(r.Name))
		if r.Key == c.what.Room {
			at = i
		}
	}
	c.phrase = widget.NewButtonIn(widget.Plain, "down", "", c.choosePhrase)
	c.phrase.IconLast = true
	c.item = widget.NewQuiet("")
	c.room = widget.NewSelect(rooms, nil)
	c.room.Choose(rooms[at])
	c.part, c.note = widget.NewEntry(""), widget.NewEntry("")
	c.severity = named(site.Severities, func(s site.Severity) string { return severityWord(w, s) })
	c.trade = named(site.Trades, func(t site.Trade) string { return w.T("defect.trade." + string(t)) })
	c.warranty = named(site.WarrantyClasses, func(class site.WarrantyClass) string { return w.T("defect.warranty." + string(class)) })
	c.say()
}

// named offers a few keys in words.
func named[K any](keys []K, say func(K) string) *widget.Select {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = say(k)
	}
	return widget.NewSelect(names, nil)
}

// say shows the description as it stands.
func (c *correction) say() {
	w := c.pg.c.W
	phrase := w.Term(c.what.Phrase)
	if phrase == "" {
		phrase = oneLine(c.what.Note)
	}
	c.phrase.Text = widget.Cut(phrase, paneWidth-2*theme.Margin-64, theme.TextSize, false)
	c.phrase.Refresh()
	item, _ := c.pg.p.List.Item(c.what.Item)
	c.item.SetText(w.Term(item.Name.ZH))
	c.part.SetText(w.Term(c.what.Part))
	c.note.SetText(c.what.Note)
	c.severity.Choose(severityWord(w, c.what.Severity))
	c.trade.Choose(w.T("defect.trade." + string(c.what.Trade)))
	c.warranty.Choose(w.T("defect.warranty." + string(c.what.Warranty)))
}

// described is the description as the fields have it.
func (c *correction) described() defect.Description {
	what := c.what
	if i := c.room.Index(); i >= 0 {
		what.Room = c.rooms[i].Key
	}
	if part := strings.TrimSpace(c.part.Text); part != c.pg.c.W.Term(what.Part) {
		what.Part = part
	}
	what.Note = c.note.Text
	if i := c.severity.Index(); i >= 0 {
		what.Severity = site.Severities[i]
	}
	if i := c.trade.Index(); i >= 0 {
		what.Trade = site.Trades[i]
	}
	if i := c.warranty.Index(); i >= 0 {
		what.Warranty = site.WarrantyClasses[i]
	}
	return what
}

// choosePhrase offers what may be found in the room that is chosen, filtered by
// initials; words of one's own stand for the phrase, or for those that stood for it.
func (c *correction) choosePhrase() {
	w := c.pg.c.W
	kind := site.Whole
	if i := c.room.Index(); i >= 0 && c.rooms[i].Kind != "" {
		kind = c.rooms[i].Kind
	}
	known := map[string]inspect.Phrase{}
	list := widget.NewPhraseList(w, w.T("inspect.entry.hint"), offered(w, c.pg.p.List.Of(kind), known))
	d := widget.NewDialog(w, w.T("rectify.phrase.title"), "")
	take := func(change func(*defect.Description)) {
		c.what = c.described()
		change(&c.what)
		c.say()
		d.Close()
		c.pg.c.Canvas().Focus(c.why) // which is what is missing now
	}
	list.OnPick = func(p widget.Phrase) {
		take(func(what *defect.Description) {
			phrase := known[p.Key]
			item, _ := c.pg.p.List.Item(phrase.Item)
			what.Item, what.Part, what.Phrase = phrase.Item, item.Part.ZH, phrase.Text.ZH
			what.Severity, what.Trade, what.Warranty = phrase.Severity, phrase.Trade, phrase.Warranty
		})
	}
	list.OnFree = func(text string) {
		take(func(what *defect.Description) { // words of one's own stand in the note, as when it was taken down
			if what.Phrase != "" {
				text = words.Join(" ", text, strings.TrimSpace(what.Note))
			}
			what.Phrase, what.Note = "", text
		})
	}
	const height = 360
	room := container.NewGridWrap(fyne.NewSize(paneWidth+60, height), list)
	d.Content, d.Focus, d.Width = room, list.Focusable(), paneWidth+60
	c.pg.c.Ask(d)
}

// offered are the phrases of the items, each with its item, found by its initials in
// either language.
func offered(w *words.Words, items []inspect.Item, known map[string]inspect.Phrase) []widget.Phrase {
	var all []widget.Phrase
	for _, item := range items {
		for _, p := range item.Phrases {
			known[p.Key] = p
			all = append(all, widget.Phrase{Key: p.Key, Text: w.Term(p.Text.ZH), Detail: w.Term(item.Name.ZH),
				Initials: pinyin.Letters(p.Text.ZH) + " " + words.Initials(p.Text.EN)})
		}
	}
	return all
}

// corrected says which fields a step of the history put right.
func corrected(w *words.Words, m defect.Move) string {
	names := make([]string, len(m.Corrected))
	for i, field := range m.Corrected {
		names[i] = w.T("field.defect." + field)
	}
	return w.List(names)
}
