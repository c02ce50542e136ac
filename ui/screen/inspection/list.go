package inspection

import (
	"fyne.io/fyne/v2"

	"keyday/app/inspect"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// list is the homes to inspect, with how far each is.
type list struct {
	*register.List
	c *shell.Context
	p Params
}

func newList(c *shell.Context, p Params, s *model.Source) *list {
	l := &list{c: c, p: p}
	l.List = register.NewList(c, register.Params{
		Source: s, Title: p.Title(),
		Looks: map[string]register.Look{"state": {State: mark}, "failed": {Colour: failedColour}, "assigned": {Colour: assignedColour}, "home": register.HomeLook(c.W, "home")},
		First: func(v model.View) model.View {
			if state := c.Route.Arg("state"); state != "" {
				v.Chip = state
			}
			return v
		},
		Empty: l.empty, Open: l.open, Bulk: l.bulk,
	})
	c.Commands(shell.Command{Text: c.W.T("common.next"), Key: fyne.KeyReturn, Do: l.next})
	l.Begin()
	return l
}

func (l *list) empty() register.Empty {
	w := l.c.W
	return register.Empty{Icon: "inspect", Line: w.T("inspect.no_units"), Act: w.T("inspect.to_units"), Do: func() { l.c.Open(shell.To("units")) }}
}

func (l *list) open(home register.Row) { l.c.Open(shell.ToRecord("inspect", home.ID().String())) }

func (l *list) next() {
	if home, some := l.Table.Current(); some {
		l.open(home)
	}
}

func mark(home register.Row) register.Mark { return markOf(inspect.State(home.Text("state"))) }

// markOf is sign and colour of an inspection's state.
func markOf(s inspect.State) register.Mark {
	switch s.Phase() {
	case inspect.ToRewalk:
		return register.Mark{Form: widget.Again, Colour: theme.Bad}
	case inspect.ForSignOff:
		return register.Mark{Form: widget.Dot, Colour: theme.Second}
	case inspect.Final:
		return register.Mark{Form: widget.Ticked, Colour: theme.Good}
	case inspect.Walking:
		return register.Mark{Form: widget.Half, Colour: theme.Accent}
	case inspect.Void:
		return register.Mark{Form: widget.Crossed, Colour: theme.Quiet}
	}
	return register.Mark{Form: widget.Ring, Colour: theme.Quiet}
}

func failedColour(register.Row) fyne.ThemeColorName { return theme.Bad }

// assignedColour keeps quiet that nobody is assigned.
func assignedColour(home register.Row) fyne.ThemeColorName {
	if home.Ref("assigned_id").IsNil() {
		return theme.Quiet
	}
	return theme.Ink
}
