package register

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/ui/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// fillWords shows what the list is narrowed to, each with a cross that lifts it.
func (l *List) fillWords() {
	w := l.c.W
	l.words.Objects = nil
	for _, c := range l.view.Where {
		text := l.p.Source.SayCondition(w, l.Table.looked.Sheet, c)
		chip := widget.NewChip(text+"  ✕", -1, func(bool) { l.Narrow(func(v *register.View) { *v = v.Without(c.Column) }) })
		chip.Set(-1, true)
		l.words.Add(chip)
	}
	if len(l.view.Where) > 1 {
		l.words.Add(widget.NewButtonIn(widget.Flat, "", w.T("register.lift_all"), func() { l.Narrow(func(v *register.View) { v.Where = nil }) }))
	}
	l.words.Refresh()
	if some := len(l.words.Objects) > 0; some != l.narrowed.Visible() {
		widget.ShowIf(l.narrowed, some)
		if l.View != nil { // the records move
			l.View.Refresh()
		}
	}
}

// offerFilters offers the columns that the list can be narrowed by: those that are shown,
// and behind them the others.
func (l *List) offerFilters(under fyne.CanvasObject) {
	items := l.savedItems()
	shown := map[string]bool{}
	for _, c := range l.columns() {
		shown[c.Key] = true
	}
	var others []*fyne.MenuItem
	for _, h := range l.p.Source.Heads {
		if !h.Shown() || h.Type == register.Picture {
			continue
		}
		item := fyne.NewMenuItem(h.Title(l.c.W), func() { l.ask(h) })
		if _, item.Checked = l.view.Condition(h.Key); shown[h.Key] || item.Checked {
			items = append(items, item)
		} else {
			others = append(others, item)
		}
	}
	if len(others) > 0 {
		more := fyne.NewMenuItem(l.c.W.T("register.other_columns"), nil)
		more.ChildMenu = fyne.NewMenu("", others...)
		items = append(items, more)
	}
	l.popUp(under, items...)
}

// mostOffered is how many values are offered to choose from; of more one is looked for.
const mostOffered = 40

// ask asks what a column is to be narrowed to: some of its values, where there are few,
// a part of the text, or a span.
func (l *List) ask(h register.Head) {
	v, source := *l.view, l.p.Source
	who := l.asker()
	shell.Load(l.c, &shell.Latest{}, func(ctx context.Context) ([]register.Has, error) {
		sheet, err := source.Sheet(ctx)
		if err != nil {
			return nil, err
		}
		return source.Values(sheet, v, h.Key, who), nil
	}, func(values []register.Has) { l.offer(h, values) })
}

func (l *List) offer(h register.Head, values []register.Has) {
	w := l.c.W
	now, _ := l.view.Condition(h.Key)
	d := widget.NewDialog(w, w.T("register.filter_by", "column", h.Title(w)), "")
	d.Confirm = w.T("register.filter")
	d.Width = 420
	var read func() (register.Condition, error)
	switch h.Type {
	case register.Day, register.Moment:
		d.Content, read = l.spanField(d, now)
	case register.Count, register.Left, register.Amount:
		d.Content, read = l.boundsField(d, h, now)
	default:
		d.Content, read = l.valuesField(d, h, now, values)
	}
	d.OnConfirm = func() bool {
		c, err := read()
		if err != nil {
			d.SetError(w.Refusal(err))
			return false
		}
		c.Column = h.Key
		l.Narrow(func(v *register.View) {
			if *v = v.Without(h.Key); !c.Empty() {
				*v = v.With(c)
			}
		})
		return true
	}
	l.c.Ask(d)
}

// valuesField lets one tick values, or type a part of the text.
func (l *List) valuesField(d *widget.Dialog, h register.Head, now register.Condition, values []register.Has) (fyne.CanvasObject, func() (register.Condition, error)) {
	w := l.c.W
	part := widget.NewEntry(w.T("register.part_hint"))
	part.SetText(now.Part)
	ticked := map[string]bool{}
	for _, text := range now.OneOf {
		ticked[text] = true
	}
	var checks []fyne.CanvasObject
	for _, has := range values {
		said := h.Say(w, has.Value)
		if said == "" {
			said = w.T("register.blank", "column", h.Title(w))
		}
		check := widget.NewCheck(said+"　"+w.Number(has.Count), func(on bool) { ticked[has.Value.Text] = on })
		check.Checked = ticked[has.Value.Text]
		checks = append(checks, check)
	}
	parts := []fyne.CanvasObject{}
	if h.Type != register.Choice {
		parts = append(parts, widget.NewField(w.T("register.part"), part))
		d.Focus = part
	}
	if len(checks) <= mostOffered {
		list := widget.Follow(widget.NewVScroll(widget.Stack(checks...)))
		list.SetMinSize(fyne.NewSize(0, fyne.Min(320, float32(len(checks))*theme.Touch)))
		parts = append(parts, list)
	} else {
		parts = append(parts, widget.NewQuiet(w.T("register.many_values", "n", len(checks))))
	}
	return widget.Stack(parts...), func() (register.Condition, error) {
		c := register.Condition{Part: strings.TrimSpace(part.Text)}
		for _, has := range values {
			if ticked[has.Value.Text] {
				c.OneOf = append(c.OneOf, has.Value.Text)
			}
		}
		return c, nil
	}
}

// spanField lets one choose a span of days that goes with today, or type its ends.
func (l *List) spanField(d *widget.Dialog, now register.Condition) (fyne.CanvasObject, func() (register.Condition, error)) {
	w := l.c.W
	day := func(n *int64) app.Date {
		if n == nil {
			return 0
		}
		return app.Date(*n)
	}
	from, to := widget.NewDateField(w, l.c.Today, day(now.From)), widget.NewDateField(w, l.c.Today, day(now.To))
	options := []string{w.T("register.span.between")}
	for _, s := range register.Spans {
		options = append(options, w.T("register.span."+s))
	}
	options = append(options, w.T("register.span.none"), w.T("register.span.some"))
	ends := widget.Columns(widget.NewField(w.T("register.from"), from), widget.NewField(w.T("register.to"), to))
	choice := widget.NewSelect(options, nil)
	choice.OnChanged = func(string) { widget.ShowIf(ends, choice.Index() == 0) }
	at := 0
	switch {
	case now.None:
		at = len(options) - 2
	case now.Some:
		at = len(options) - 1
	}
	for i, s := range register.Spans {
		if now.Of == s {
			at = i + 1
		}
	}
	choice.Choose(options[at])
	widget.ShowIf(ends, at == 0)
	return widget.Stack(choice, widget.Space(theme.Gap), ends), func() (c register.Condition, err error) {
		switch i := choice.Index(); {
		case i == len(options)-2:
			c.None = true
		case i == len(options)-1:
			c.Some = true
		case i > 0:
			c.Of = register.Spans[i-1]
		default:
			if c.From, err = number(from.Given()); err == nil {
				c.To, err = number(to.Given())
			}
		}
		return c, err
	}
}

func number(d app.Date, err error) (*int64, error) {
	if err != nil || d.IsZero() {
		return nil, err
	}
	n := int64(d)
	return &n, nil
}

// boundsField lets one type the least and the most.
func (l *List) boundsField(d *widget.Dialog, h register.Head, now register.Condition) (fyne.CanvasObject, func() (register.Condition, error)) {
	w := l.c.W
	from, to := widget.NewEntry(""), widget.NewEntry("")
	from.SetText(h.WriteBound(now.From))
	to.SetText(h.WriteBound(now.To))
	d.Focus = from
	return widget.Columns(widget.NewField(w.T("register.least"), from), widget.NewField(w.T("register.most"), to)), func() (c register.Condition, err error) {
		if c.From, err = h.ReadBound(from.Text); err == nil {
			c.To, err = h.ReadBound(to.Text)
		}
		return c, err
	}
}
