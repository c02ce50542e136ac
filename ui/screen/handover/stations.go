package handover

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// identity has a line for each owner: the paper that was looked at, or the agent
// who came.
func (pg *desk) identity() []fyne.CanvasObject {
	w := pg.c.W
	parts := []fyne.CanvasObject{pg.head(identity, func() (done, total int) {
		for _, p := range pg.v.Owners {
			if p.Check != nil {
				done++
			}
		}
		return done, max(1, len(pg.v.Owners))
	})}
	var first fyne.Focusable
	for _, p := range pg.v.Owners {
		line, start := pg.person(p)
		if p.Check == nil && first == nil {
			first = start
		}
		parts = append(parts, line)
	}
	if len(pg.v.Owners) == 0 {
		parts = append(parts, widget.NewQuiet(w.T("refusal.handover.owner_missing")))
	}
	pg.starts[identity] = func() fyne.Focusable { return first }
	return parts
}

func (pg *desk) person(p handover.Present) (line fyne.CanvasObject, start fyne.Focusable) {
	w, owner := pg.c.W, p.Ownership.Owner
	name := widget.NewBold(p.Owner.Name)
	paper := widget.NewQuiet(joined(" ", p.Owner.IDType, p.Owner.IDNo))
	row := []fyne.CanvasObject{widget.Fixed(160, name), widget.Fixed(240, paper)}
	pg.follow = append(pg.follow, func() {
		for _, now := range pg.v.Owners {
			if now.Ownership.Owner == owner {
				name.SetText(now.Owner.Name)
				paper.SetText(joined(" ", now.Owner.IDType, now.Owner.IDNo))
			}
		}
	})
	if p.Check != nil {
		return widget.Bar(append(row, pg.checked(p)...)...), nil
	}
	if !pg.v.Here() {
		return line44(append(row, widget.NewQuiet(w.T("handover.identity.unseen")))...), nil
	}
	which := widget.NewSelect(handover.IdentityPapers, nil)
	which.Choose(handover.IdentityPapers[0])
	for _, known := range handover.IdentityPapers {
		if known == p.Owner.IDType {
			which.Choose(known)
		}
	}
	see := func(original bool) func() {
		return func() {
			seen := handover.Seen{Paper: which.Selected, Original: original}
			pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
				return pg.p.Desk.CheckOwner(ctx, actor, unit, owner, seen)
			}, nil)
		}
	}
	original := widget.NewButtonIn(widget.Plain, "check", w.T("handover.identity.original"), see(true))
	row = append(row, widget.Fixed(150, which), original,
		widget.NewButtonIn(widget.Flat, "", w.T("handover.identity.copy"), see(false)),
		widget.NewButtonIn(widget.Flat, "", w.T("handover.identity.agent"), func() { pg.agent(owner) }))
	return widget.Bar(row...), original
}

// checked says what was seen of an owner who is here, or of the agent.
func (pg *desk) checked(p handover.Present) []fyne.CanvasObject {
	w := pg.c.W
	how := w.T("handover.identity.original")
	colour := theme.Good
	if !p.Check.Original {
		how, colour = w.T("handover.identity.copy"), theme.Warn
	}
	said := widget.NewText(joined("　", p.Check.Paper, how, w.Clock(p.Check.At)))
	said.Colour = colour
	row := []fyne.CanvasObject{said}
	if !p.Check.Authority.IsNil() {
		row = append(row, widget.NewBold(w.T("handover.identity.by_letter", "agent", p.Check.Name)))
	}
	row = append(row, layout.NewSpacer())
	if pg.v.Here() && pg.v.Unit.HandedOver.IsZero() {
		owner := p.Ownership.Owner
		row = append(row, widget.NewButtonIn(widget.Flat, "", w.T("handover.identity.again"), func() {
			pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
				return pg.p.Desk.CheckOwner(ctx, actor, unit, owner, handover.Seen{Paper: handover.IdentityPapers[0], Original: true})
			}, nil)
		}), widget.NewButtonIn(widget.Flat, "", w.T("handover.identity.agent"), func() { pg.agent(owner) }))
	}
	return row
}

// papers are ticked as they are handed over; one tap ticks all of them.
func (pg *desk) papers() []fyne.CanvasObject {
	w := pg.c.W
	all := widget.NewButtonIn(widget.Plain, "check", w.T("handover.papers.all"), func() { pg.act(pg.p.Desk.HandPapers, nil) })
	visible(all, pg.v.Here())
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
		return done, max(1, total)
	}, all)
	var cells []fyne.CanvasObject
	for _, item := range pg.v.Items.Papers {
		if pg.v.Here() {
			cells = append(cells, pg.paper(item))
		} else if p := pg.v.PaperNow(item.Key); p.Count > 0 {
			cells = append(cells, widget.NewText(joined("　", pg.name("paper", item), pg.kind(p))))
		}
	}
	return []fyne.CanvasObject{head, container.New(layout.NewGridLayout(3), cells...)}
}

// kind says whether a paper is an original or a copy.
func (pg *desk) kind(p handover.Paper) string {
	if p.Original {
		return pg.c.W.T("handover.papers.original")
	}
	return pg.c.W.T("handover.papers.copy")
}

func (pg *desk) paper(item handover.Item) fyne.CanvasObject {
	hand := func(count int, original bool) {
		pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
			return pg.p.Desk.HandPaper(ctx, actor, unit, handover.Paper{Kind: item.Key, Count: count, Original: original})
		}, nil)
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
	pg.follow = append(pg.follow, func() {
		p := pg.v.PaperNow(item.Key)
		tick.Tick(p.Count > 0)
		kind.SetText(pg.kind(p))
		visible(kind, p.Count > 0)
	})
	return container.NewStack(widget.Space(theme.Touch), widget.Bar(tick, kind)) // as high ticked as not
}

// meters are read: number and reading as they stand on the dial.
func (pg *desk) meters() []fyne.CanvasObject {
	w := pg.c.W
	parts := []fyne.CanvasObject{pg.head(meters, func() (done, total int) {
		for _, item := range pg.v.Items.Meters {
			m := pg.v.MeterNow(item.Key)
			full := m.Number != "" && m.Reading != ""
			if item.Required || full {
				total++
			}
			if full {
				done++
			}
		}
		return done, max(1, total)
	})}
	var wanted, others []*widget.Entry
	for _, item := range pg.v.Items.Meters {
		if !pg.v.Here() {
			if m := pg.v.MeterNow(item.Key); m.Number+m.Reading != "" {
				parts = append(parts, line44(label(pg.name("meter", item), false), widget.Fixed(220, widget.NewText(m.Number)),
					widget.Fixed(160, widget.NewBold(joined(" ", m.Reading, item.Unit)))))
			}
			continue
		}
		l := pg.newLine()
		var number, reading *widget.Entry
		save := func() {
			m := handover.Meter{Kind: item.Key, Number: number.Text, Reading: reading.Text}
			l.save(func(ctx context.Context, actor app.Actor, unit app.ID) error {
				return pg.p.Desk.ReadMeter(ctx, actor, unit, m)
			})
		}
		number, numberBox := l.entry(220, w.T("handover.meters.number"), func() string { return pg.v.Meter(item.Key).Number }, save)
		reading, readingBox := l.entry(160, w.T("handover.meters.reading"), func() string { return pg.v.MeterNow(item.Key).Reading }, save)
		pg.follow = append(pg.follow, func() {
			m := pg.v.Meter(item.Key)
			if m.Reading != "" && !pg.v.Current(m.ReadAt) {
				l.say(w.T("handover.meters.last", "reading", m.Reading))
				return
			}
			l.say(pg.at(m.ReadAt))
		})
		if item.Required {
			wanted = append(wanted, number, reading)
		} else {
			others = append(others, number, reading)
		}
		parts = append(parts, l.of(label(pg.name("meter", item), item.Required), numberBox, readingBox, widget.Fixed(44, widget.NewQuiet(item.Unit))))
	}
	pg.starts[meters] = func() fyne.Focusable { return firstEmpty(append(slices.Clone(wanted), others...)) }
	return parts
}

// firstEmpty is where filling goes on.
func firstEmpty(entries []*widget.Entry) fyne.Focusable {
	for _, e := range entries {
		if e.Text == "" {
			return e
		}
	}
	if len(entries) > 0 {
		return entries[0]
	}
	return nil
}

// keyLine is the line of one kind of key.
type keyLine struct {
	*line
	item                 handover.Item
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
		return done, max(1, total)
	})}
	var lines []*keyLine
	for _, item := range pg.v.Items.Keys {
		if !pg.v.Here() {
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
	l := &keyLine{line: pg.newLine(), item: item, until: widget.NewDateField(pg.c.W, pg.c.Today, 0)}
	var givenBox, keptBox, purposeBox fyne.CanvasObject
	l.given, givenBox = l.entry(72, w.T("handover.keys.count"), func() string { return counted(l.read().Count, !l.read().ID.IsNil()) }, l.saveKeys)
	l.kept, keptBox = l.entry(72, w.T("handover.keys.kept"), func() string { return counted(l.read().Kept, false) }, l.saveKeys)
	l.purpose, purposeBox = l.entry(180, w.T("handover.keys.purpose"), func() string { return l.read().Purpose }, l.saveKeys)
	l.until.OnChange = func(app.Date) { l.saveKeys() }
	l.keptFor = []fyne.CanvasObject{purposeBox, widget.Fixed(150, l.until)}
	l.kept.OnChanged = func(text string) { l.ask(text != "" && text != "0") }
	pg.follow = append(pg.follow, func() {
		k := l.read()
		if l.busy == 0 && !l.failed {
			l.until.Set(k.Until)
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
		widget.Fixed(90, widget.NewText(joined(" ", w.T("handover.keys.count"), counted(k.Count, true))))}
	if k.Kept > 0 {
		parts = append(parts, widget.NewText(joined("　", joined(" ", w.T("handover.keys.kept"), counted(k.Kept, true)), k.Purpose, k.Until.String())))
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
	set := handover.Keys{Kind: l.item.Key, Purpose: l.purpose.Text}
	var err error
	if set.Count, err = count(l.given.Text); err == nil {
		set.Kept, err = count(l.kept.Text)
	}
	if err != nil {
		l.pg.c.FailAt(l, err)
		return
	}
	set.Until, _ = l.until.Day()
	l.save(func(ctx context.Context, actor app.Actor, unit app.ID) error {
		return l.pg.p.Desk.CountKeys(ctx, actor, unit, set)
	})
}

func visible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// annex lists the open defects, each with the date by which it is put right.
func (pg *desk) annex() []fyne.CanvasObject {
	w := pg.c.W
	inspect := widget.NewButtonIn(widget.Flat, "inspect", w.T("handover.annex.inspect"), func() {
		pg.c.Open(shell.ToRecord("inspect", pg.id.String()).With("origin", string(defect.Accompanied)))
	})
	acts := []fyne.CanvasObject{inspect}
	editable := pg.v.Here() && pg.v.Unit.HandedOver.IsZero()
	var all *widget.DateField
	if len(pg.v.Open) > 1 && editable {
		day := widget.NewDateField(w, pg.c.Today, 0)
		all = day
		day.OnChange = func(d app.Date) {
			if d.IsZero() {
				return
			}
			var ids []app.ID
			for _, open := range pg.v.Open {
				ids = append(ids, open.ID)
			}
			pg.promise(ids, d)
		}
		acts = append([]fyne.CanvasObject{widget.NewQuiet(w.T("handover.annex.all_by")), widget.Fixed(150, day)}, acts...)
	}
	parts := []fyne.CanvasObject{pg.head(annex, func() (done, total int) {
		if len(pg.v.Open) == 0 {
			return 1, 1
		}
		return len(pg.v.Open) - pg.undated(), len(pg.v.Open)
	}, acts...)}
	if len(pg.v.Open) == 0 {
		return append(parts, widget.NewQuiet(w.T("handover.annex.none")))
	}
	var days []*widget.DateField
	for _, d := range pg.v.Open {
		line, day := pg.open1(d, editable)
		days = append(days, day)
		parts = append(parts, line)
	}
	pg.starts[annex] = func() fyne.Focusable {
		if all != nil && pg.undated() == len(pg.v.Open) {
			return all.Focusable()
		}
		for _, day := range days {
			if on, _ := day.Day(); on.IsZero() {
				return day.Focusable()
			}
		}
		return days[0].Focusable()
	}
	return parts
}

// open1 is the line of one open defect.
func (pg *desk) open1(d defect.Defect, editable bool) (fyne.CanvasObject, *widget.DateField) {
	w := pg.c.W
	number := widget.NewButtonIn(widget.Link, "", d.Number, func() { pg.c.Open(shell.ToRecord("rectify", d.ID.String())) })
	severity := widget.NewText(w.T("handover.severity." + string(d.Severity)))
	if d.Severity.Grave() {
		severity.Colour = theme.Bad
	}
	what := widget.NewText(joined(" ", pg.v.HouseType.RoomName(d.Room), d.Part, d.Phrase))
	what.Least = 200
	day := widget.NewDateField(w, pg.c.Today, d.Promised)
	day.OnChange = func(on app.Date) {
		if !on.IsZero() {
			pg.promise([]app.ID{d.ID}, on)
		}
	}
	pg.follow = append(pg.follow, func() {
		for _, now := range pg.v.Open {
			if now.ID == d.ID {
				day.Set(now.Promised)
			}
		}
	})
	end := fyne.CanvasObject(widget.Fixed(150, day))
	if !editable {
		end = widget.Fixed(150, widget.NewText(w.Date(d.Promised)))
	}
	return widget.Bar(widget.Fixed(124, number), widget.Fixed(52, severity), widget.Fixed(360, what), end), day
}

func (pg *desk) promise(ids []app.ID, day app.Date) {
	pg.act(func(ctx context.Context, actor app.Actor, unit app.ID) error {
		return pg.p.Desk.Promise(ctx, actor, unit, ids, day)
	}, nil)
}
