package command

import (
	"strings"

	"keyday/app"
)

type conflictsCommand struct{}

// Run lists the conflicts that nobody has settled.
func (conflictsCommand) Run(c *Call) error {
	return c.at(Reading, func(s Site, _ app.Actor) error {
		all, err := s.Conflicts(c.ctx)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.json(map[string]any{"conflicts": conflictsJSON(all)})
		}
		for _, one := range all {
			var sides []string
			for _, side := range one.Sides {
				sides = append(sides, c.side(one, side)+" ("+side.Name+" "+c.Words.Moment(side.At)+")")
			}
			c.line("%s  %s  %s", c.Words.RecordOf(one.Record.Kind, one.Name, one.Told, one.HomeName), c.Words.FieldOf(one.Record.Kind, one.Field), strings.Join(sides, " / "))
		}
		c.line("%s", c.Words.T("command.conflicts", "n", len(all)))
		return nil
	})
}

func (c *Call) side(one app.Conflict, s app.ConflictSide) string {
	switch {
	case s.Deleted:
		return c.Words.T("command.deleted")
	case s.Private:
		return c.Words.T("command.private")
	}
	if value := c.Words.Value(one.Meaning, s.Value, nil); value != "" {
		return value
	}
	return "–"
}

func conflictsJSON(all []app.Conflict) any {
	type side struct {
		Value   string `json:"value"`
		Private bool   `json:"private,omitempty"`
		Deleted bool   `json:"deleted,omitempty"`
		By      string `json:"by"`
		At      string `json:"at"`
	}
	type conflict struct {
		Kind  string `json:"kind"`
		ID    string `json:"id"`
		Name  string `json:"name,omitempty"`
		Unit  string `json:"unit,omitempty"`
		Field string `json:"field,omitempty"`
		Sides []side `json:"sides"`
	}
	out := []conflict{}
	for _, one := range all {
		j := conflict{Kind: one.Record.Kind, ID: one.Record.ID.String(), Name: one.Name, Unit: one.HomeName, Field: one.Field, Sides: []side{}}
		for _, s := range one.Sides {
			j.Sides = append(j.Sides, side{s.Value, s.Private, s.Deleted, s.Name, moment(s.At)})
		}
		out = append(out, j)
	}
	return out
}
