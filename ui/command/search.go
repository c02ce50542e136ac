package command

import (
	"slices"
	"strings"

	"keyday/app"
)

type searchCommand struct {
	Text  []string `arg:"" help:"${text}"`
	Limit howMany  `default:"20" placeholder:"${word_count}" help:"${limit}"`
}

// foundJSON is a hit as programs read it.
type foundJSON struct {
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Title  string `json:"title"`
	Detail string `json:"detail,omitempty"`
}

// Run finds units, owners, defects and papers, as the field at the top of the
// window does.
func (s searchCommand) Run(c *Call) error {
	text := strings.TrimSpace(strings.Join(s.Text, " "))
	if text == "" {
		return misuse{c.Words.T("command.wrong.missing", "what", c.Words.T("command.word.text"))}
	}
	return c.at(Reading, func(place Site, actor app.Actor) error {
		found, err := place.Find(c.ctx, actor, text)
		if err != nil {
			return err
		}
		all, more := found.Lines, found.More
		if most := int(s.Limit); len(all) > most {
			all, more = all[:most], true
		}
		hits := []foundJSON{}
		var rows [][]string
		for _, f := range all {
			name, others, detail := c.Words.Found(f)
			detail = slices.Concat(others, detail)
			hits = append(hits, foundJSON{f.Kind, f.ID.String(), name, strings.Join(detail, " ")})
			rows = append(rows, []string{c.Words.KindLabel(f.Kind), name, strings.Join(detail, "  ")})
		}
		if c.JSON {
			answer := map[string]any{"found": hits, "more": more}
			if found.Why != nil {
				answer["why"] = c.Words.Refusal(found.Why)
			}
			return c.json(answer)
		}
		if found.Why != nil {
			c.line("%s", c.Words.Refusal(found.Why))
			return nil
		}
		c.table(rows)
		if more {
			c.line("%s", c.Words.T("command.found_more", "n", len(hits)))
		} else {
			c.line("%s", c.Words.T("command.found", "n", len(hits)))
		}
		return nil
	})
}
