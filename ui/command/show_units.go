package command

import (
	"errors"
	"slices"

	"keyday/app"
	"keyday/app/site"
)

// allUnits is the pattern of who names none.
const allUnits = "*"

type showUnits struct {
	Match string `arg:"" name:"pattern" optional:"" default:"*" help:"${print_units}"`
	State string `placeholder:"${word_state}" help:"${unit_state}"`
}

// unitLine is a unit in a list as programs read it.
type unitLine struct {
	ID    string `json:"id"`
	Code  string `json:"code"`
	State string `json:"state"`
	// Barred by law, as State does not say.
	Barred bool   `json:"barred,omitempty"`
	Open   int    `json:"open"`
	Grave  int    `json:"grave"`
	Fund   string `json:"fund,omitempty"`
	Batch  string `json:"batch,omitempty"`
}

// Run lists units with their state, in the order of a street.
func (u showUnits) Run(c *Call) error {
	if u.State != "" && !slices.Contains(site.States, site.State(u.State)) {
		states := make([]string, len(site.States))
		for i, s := range site.States {
			states[i] = string(s)
		}
		return misuse{c.Words.T("command.wrong.enum", "what", "--state", "others", c.Words.List(states))}
	}
	wanted, err := patterns(c.Words, u.Match)
	if err != nil {
		return err
	}
	return c.at(Reading, func(s Site, _ app.Actor) error {
		all, err := s.Units(c.ctx)
		if err != nil {
			return err
		}
		barred, err := barredHomes(c, s)
		if err != nil {
			return err
		}
		slices.SortStableFunc(all, func(a, b site.Unit) int { return site.CompareCodes(a.Code, b.Code) })
		lines := []unitLine{}
		for _, one := range all {
			if fitsAny(wanted, one) && (u.State == "" || u.State == string(one.State)) {
				lines = append(lines, unitLine{one.ID.String(), one.Code, string(one.State), barred[one.ID], one.Open, one.Grave, string(one.Fund), one.Batch})
			}
		}
		var lacks lacking
		if u.Match != allUnits { // a site without units has all that was asked for
			lacks.Patterns = fitNothing(wanted, all)
		}
		if c.JSON {
			said := map[string]any{"units": lines}
			if !lacks.none() {
				said["missing"] = lacks
			}
			return errors.Join(c.json(said), lacks.foundError())
		}
		var rows [][]string
		for _, l := range lines {
			open := ""
			if l.Open > 0 {
				open = c.Words.T("command.unit_open", "n", l.Open)
			}
			rows = append(rows, []string{l.Code, c.Words.HomeState(l.State, l.Barred), open})
		}
		c.table(rows)
		c.line("%s", c.Words.T("command.found", "n", len(lines)))
		c.sayLacking(lacks)
		return lacks.foundError()
	})
}

// barredHomes are the homes which the law forbids handing over, as their states do not say.
func barredHomes(c *Call, s Site) (map[app.ID]bool, error) {
	tiles, err := s.Tiles(c.ctx, app.Nil)
	barred := map[app.ID]bool{}
	for _, t := range tiles {
		barred[t.Unit] = t.Barred
	}
	return barred, err
}
