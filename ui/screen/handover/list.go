package handover

import (
	"fyne.io/fyne/v2"

	"keyday/app/handover"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// list is the list of the day.
type list struct {
	*register.List
	c     *shell.Context
	p     Params
	begun bool // it was shown once
}

func newList(c *shell.Context, p Params, s *model.Source) *list {
	l := &list{c: c, p: p}
	l.List = register.NewList(c, register.Params{
		Source: s, Title: c.W.T("handover.title"),
		Looks: map[string]register.Look{"state": {State: mark}, "next_on": {Colour: l.nextColour}, "open": {Colour: openColour}, "home": register.HomeLook(c.W, "home")},
		First: func(v model.View) model.View {
			if c.Route.Part != "" {
				v.Chip = c.Route.Part
			}
			return v
		},
		Empty: l.empty, Bulk: l.bulk, Open: l.open, Shown: l.shown,
	})
	c.Commands(shell.Command{Text: c.W.T("common.next"), Key: fyne.KeyReturn, Do: l.next})
	l.Begin()
	return l
}

// empty says that nothing is to be handed over yet; what keeps the homes is said at each.
func (l *list) empty() register.Empty {
	w := l.c.W
	return register.Empty{Icon: "handover", Line: w.T("handover.none_at_all"), Act: w.T("handover.to_units"), Do: func() { l.c.Open(shell.To("units")) }}
}

func (l *list) open(home register.Row) { l.c.Open(shell.ToRecord("handover", home.ID().String())) }

func (l *list) next() {
	if home, some := l.Table.Current(); some {
		l.open(home)
	}
}

// shown shows what comes next where nobody is expected today.
func (l *list) shown() {
	first := !l.begun
	l.begun = true
	v := l.Looking()
	if first && v.Chip == string(handover.OfToday) && !v.Narrowed() && l.Table.Len() == 0 && l.Count(string(handover.Waiting)) > 0 {
		l.Narrow(func(v *model.View) { v.Chip = string(handover.Waiting) })
	}
}

// mark is sign and colour of a handover's state.
func mark(home register.Row) register.Mark {
	switch state := handover.State(home.Text("state")); {
	case state.Here():
		return register.Mark{Form: widget.Half, Colour: theme.Accent}
	case state.Phase() == handover.HandedOver:
		return register.Mark{Form: widget.Ticked, Colour: theme.Done}
	case state == handover.NoShow:
		return register.Mark{Form: widget.Exclaim, Colour: theme.Warn}
	case state.Phase() == handover.CalledOff:
		return register.Mark{Form: widget.Crossed, Colour: theme.Quiet}
	}
	return register.Mark{Form: widget.Ring, Colour: theme.Quiet}
}

// nextColour is red of owners who were to come again before today.
func (l *list) nextColour(home register.Row) fyne.ThemeColorName {
	if next := home.Day("next_on"); !next.IsZero() && next < l.c.Today() {
		return theme.Bad
	}
	return theme.Ink
}

func openColour(home register.Row) fyne.ThemeColorName {
	if home.Number("grave") > 0 {
		return theme.Bad
	}
	return theme.Ink
}
