package command

import (
	"keyday/app"
)

type showUnits struct {
	Match string `arg:"" optional:"" default:"*" help:"${print_units}"`
	State string `placeholder:"STATE" help:"${unit_state}"`
}

// unitLine is a unit in a list as programs read it.
type unitLine struct {
	ID    string `json:"id"`
	Code  string `json:"code"`
	State string `json:"state"`
	Open  int    `json:"open"`
	Grave int    `json:"grave"`
	Fund  string `json:"fund,omitempty"`
	Batch string `json:"batch,omitempty"`
}

// Run lists units with their state, in the order of buildings and codes.
func (u showUnits) Run(c *Call) error {
	return c.at(Reading, func(s Site, _ app.Actor) error {
		all, err := s.Units(c.ctx)
		if err != nil {
			return err
		}
		lines := []unitLine{}
		for _, one := range all {
			if fits(u.Match, one) && (u.State == "" || u.State == string(one.State)) {
				lines = append(lines, unitLine{one.ID.String(), one.Code, string(one.State), one.Open, one.Grave, string(one.Fund), one.Batch})
			}
		}
		if c.JSON {
			return c.json(map[string]any{"units": lines})
		}
		for _, l := range lines {
			c.line("%s\t%s\t%d", l.Code, c.word("common.state", l.State), l.Open)
		}
		c.line("%s", c.Words.T("command.found", "n", len(lines)))
		return nil
	})
}
