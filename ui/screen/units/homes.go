package units

import (
	"strings"

	"fyne.io/fyne/v2"

	"keyday/app/site"
	"keyday/ui/lists"
	model "keyday/ui/register"
	"keyday/ui/screen/register"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
)

// sources are the lists of the place.
type sources struct{ homes, owners *model.Source }

func openSources(read Reader) sources {
	return sources{
		homes:  lists.Open(lists.OfHomes, read),
		owners: lists.Open(lists.OfOwners, read),
	}
}

// newHomes is the place as a list of homes.
func newHomes(c *shell.Context, p Params, s sources, title string) fyne.CanvasObject {
	var l *register.List
	b := bulk{c, p, func() { l.Table.ClearSelection() }}
	l = register.NewList(c, register.Params{
		Source: s.homes, Title: title, Views: views(c, asList, p.view), Looks: homeLooks(c), Timed: p.Timed,
		First: func(v model.View) model.View { return narrowed(c.Route, v) },
		Empty: func() register.Empty { return empty(c) },
		Acts:  func([]model.Row) []fyne.CanvasObject { return imports(c) },
		Bulk: func(selected []model.Row) []fyne.CanvasObject {
			return b.acts(register.IDs(selected), register.Communities(selected))
		},
		Open: func(r model.Row) { c.Open(shell.ToRecord("unit", r.ID().String())) },
	})
	l.Begin()
	return l.View
}

// narrowed is what a route narrows the list to: homes by their identities.
func narrowed(r shell.Route, v model.View) model.View {
	if homes := strings.Fields(r.Arg("homes")); len(homes) > 0 {
		v = v.With(model.Condition{Column: "unit_id", OneOf: homes})
	}
	return v
}

// homeLooks are the signs and colours of the list of homes.
func homeLooks(c *shell.Context) map[string]register.Look {
	return map[string]register.Look{
		"state": register.HomeLook(c.W, "state"),
		"grave": {Colour: func(r model.Row) fyne.ThemeColorName { return theme.Bad }},
		"fund": {Colour: func(r model.Row) fyne.ThemeColorName {
			if site.FundState(r.Text("fund")) == site.FundPaid {
				return theme.Quiet
			}
			return theme.Warn
		}},
	}
}

// newOwners is the place as a list of owners.
func newOwners(c *shell.Context, p Params, s sources, title string) fyne.CanvasObject {
	l := register.NewList(c, register.Params{
		Source: s.owners, Title: title, Views: views(c, asOwners, p.view), Timed: p.Timed,
		Empty: func() register.Empty { return empty(c) },
		Acts:  func([]model.Row) []fyne.CanvasObject { return imports(c) },
		Open:  func(r model.Row) { openHomes(c, r) },
	})
	l.Begin()
	return l.View
}

// openHomes opens the home of an owner, or the list of their homes where they have several.
func openHomes(c *shell.Context, owner model.Row) {
	switch homes := strings.Fields(owner.Text("home_ids")); len(homes) {
	case 0:
		c.Toast(widget.Toast{Text: c.W.T("units.owner_without_home", "name", owner.Text("name"))})
	case 1:
		c.Open(shell.ToRecord("unit", homes[0]))
	default:
		c.Open(shell.To("units").In(asList).With("homes", strings.Join(homes, " ")))
	}
}
