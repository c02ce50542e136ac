package handover

import (
	"context"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/handover"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// keyLine is the line of one kind of key.
type keyLine struct {
	*line
	item                 handover.Item
	seen                 func() *app.Seen[handover.Keys]
	given, kept, purpose *widget.Entry
	until                *widget.DateField
	keptFor              []fyne.CanvasObject // what is asked of keys that are kept
}

// keys are counted: handed over, and kept back for repairs with the owner's consent.
func (pg *desk) keys() []fyne.CanvasObject {
	parts := []fyne.CanvasObject{pg.head(keys, func() (done, total int) {
		for _, item := range pg.v.Items.Keys {
			k := pg.v.KeysNow(item.Key)
			if item.Required || k.Count+k.Kept > 0 {
				total++
			}
			if k.Count > 0 && k.Told() {
				done++
			}
		}
		return asked(done, total, pg.v.Items.Keys)
	})}
	var lines []*keyLine
	for _, item := range pg.v.Items.Keys {
		if !pg.editable() {
			if k := pg.v.KeysNow(item.Key); k.Count+k.Kept > 0 {
				parts = append(parts, pg.keysGiven(item, k))
			}
			continue
		}
		l, o := pg.newKeyLine(item)
		lines = append(lines, l)
		parts = append(parts, o)
	}
	pg.starts[keys] = func() fyne.Focusable { return firstOwed(lines) }
	return parts
}

// firstOwed is where counting goes on: what keys are kept for, then those that
// must be handed over.
func firstOwed(lines []*keyLine) fyne.Focusable {
	for _, l := range lines {
		k := l.read()
		switch {
		case k.Told():
		case k.Purpose == "":
			return l.purpose
		default:
			return l.until.Focusable()
		}
	}
	for _, l := range lines {
		if l.item.Required && l.given.Text == "" {
			return l.given
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return lines[0].given
}

func (pg *desk) newKeyLine(item handover.Item) (*keyLine, fyne.CanvasObject) {
	w := pg.c.W
	l := &keyLine{line: pg.newLine(), item: item, until: widget.NewDateField(w, pg.c.Today, 0)}
	l.seen = shown(l.line, func() *app.Seen[handover.Keys] { return pg.v.SeenKeys(item.Key) })
	var givenBox, keptBox, purposeBox fyne.CanvasObject
	l.given, givenBox = l.entry(72, w.T("handover.keys.count"), func() string { return counted(l.read().Count, !l.read().ID.IsNil()) }, l.saveKeys)
	l.kept, keptBox = l.entry(72, w.T("handover.keys.kept"), func() string { return counted(l.read().Kept, false) }, l.saveKeys)
	l.purpose, purposeBox = l.entry(180, w.T("handover.keys.purpose"), func() string { return w.Term(l.read().Purpose) }, l.saveKeys)
	l.until.OnChange = func(app.Date) { l.saveKeys() }
	l.until.OnFault = func(err error) {
		if err != nil {
			pg.c.FailAt(l, err)
		}
	}
	l.keptFor = []fyne.CanvasObject{purposeBox, widget.NewQuiet(w.T("handover.keys.until")), widget.UpTo(150, 124, l.until)}
	l.kept.OnChanged = func(text string) { l.ask(text != "" && text != "0") }
	pg.follow = append(pg.follow, func() {
		k := l.read()
		if !l.busy && !l.failed {
			l.until.Follow(k.Until)
		}
		l.ask(l.kept.Text != "" && l.kept.Text != "0")
		l.say(pg.at(k.At))
	})
	return l, l.of(append([]fyne.CanvasObject{label(pg.name("key", item), item.Required), givenBox, keptBox}, l.keptFor...)...)
}

// keysGiven says what was handed over and what was kept, of which the owner may get
// the kept ones back.
func (pg *desk) keysGiven(item handover.Item, k handover.Keys) fyne.CanvasObject {
	w := pg.c.W
	parts := []fyne.CanvasObject{label(pg.name("key", item), false),
		widget.Fixed(90, widget.NewText(words.Join(" ", w.T("handover.keys.count"), counted(k.Count, true))))}
	if k.Kept > 0 {
		parts = append(parts, widget.NewText(words.Join("　", words.Join(" ", w.T("handover.keys.kept"), counted(k.Kept, true)), w.Term(k.Purpose), k.Until.String())))
	}
	switch {
	case k.Kept == 0:
	case !k.Returned.IsZero():
		parts = append(parts, widget.NewQuiet(w.T("handover.keys.returned", "day", w.Date(k.Returned))))
	case !pg.v.Unit.HandedOver.IsZero():
		parts = append(parts, widget.NewButton(w.T("handover.keys.give_back"), func() {
			pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
				return pg.p.Desk.ReturnKeys(ctx, actor, unit, item.Key)
			}, nil)
		}))
	}
	return line44(parts...)
}

func (l *keyLine) read() handover.Keys { return l.pg.v.KeysNow(l.item.Key) }

// ask shows what must be said of keys that are kept, as soon as some are.
func (l *keyLine) ask(kept bool) {
	for _, o := range l.keptFor {
		visible(o, kept)
	}
	if row := l.row; row != nil {
		row.Refresh()
	}
}

func (l *keyLine) saveKeys() {
	if _, err := l.counted(handover.Keys{}); err != nil {
		l.pg.c.FailAt(l, err)
		return
	}
	l.save(func() useCase {
		seen := l.seen()
		set, err := l.counted(seen.Value)
		return func(ctx context.Context, actor app.Actor, unit app.ID) error {
			if err != nil {
				return err
			}
			return l.pg.p.Desk.CountKeys(ctx, actor, unit, seen, set)
		}
	})
}

// counted is set as the line has it.
func (l *keyLine) counted(set handover.Keys) (handover.Keys, error) {
	set.Kind, set.Purpose = l.item.Key, l.purpose.Text
	if was := l.read().Purpose; set.Purpose == l.pg.c.W.Term(was) {
		set.Purpose = was // as it was written, in whatever language it is shown
	}
	var err error
	if set.Count, err = count(l.given.Text); err != nil {
		return set, err
	}
	if set.Kept, err = count(l.kept.Text); err != nil {
		return set, err
	}
	set.Until, err = l.until.Given()
	return set, err
}
