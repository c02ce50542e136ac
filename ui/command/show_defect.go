package command

import (
	"keyday/app"
	"keyday/app/defect"
)

type showDefect struct {
	Number string `arg:"" help:"${number}"`
}

// defectJSON is a defect with its steps as programs read it.
type defectJSON struct {
	defectLine
	Unit       string     `json:"unit"`
	Origin     string     `json:"origin"`
	Round      int        `json:"round"`
	Part       string     `json:"part,omitempty"`
	Note       string     `json:"note,omitempty"`
	Trade      string     `json:"trade"`
	Warranty   string     `json:"warranty"`
	Worker     string     `json:"fixed_worker,omitempty"`
	FoundAt    string     `json:"found_at"`
	FixedAt    string     `json:"fixed_at,omitempty"`
	VerifiedAt string     `json:"verified_at,omitempty"`
	Moves      []moveJSON `json:"moves"`
	Pictures   []string   `json:"pictures"`
}

type moveJSON struct {
	Step   string `json:"step"`
	From   string `json:"from,omitempty"`
	To     string `json:"to"`
	Round  int    `json:"round"`
	At     string `json:"at"`
	By     string `json:"by"`
	Reason string `json:"reason,omitempty"`
}

// Run shows one defect with its history.
func (d showDefect) Run(c *Call) error {
	return c.at(Reading, func(s Site, _ app.Actor) error {
		id, err := s.DefectByNumber(c.ctx, d.Number)
		if err != nil {
			return err
		}
		row, err := s.Defect(c.ctx, id)
		if err != nil {
			return err
		}
		page, err := c.defectPage(s, row)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.json(page)
		}
		c.sayDefect(page)
		return nil
	})
}

func (c *Call) defectPage(s Site, d defect.Row) (defectJSON, error) {
	page := defectJSON{
		defectLine: defectLine{
			ID: d.ID.String(), Number: d.Number, Room: d.RoomName, Item: d.Item, Phrase: d.Phrase,
			Severity: string(d.Severity), State: string(d.State), Firm: d.FirmName, Due: d.Due.String(), Photos: d.Photos,
		},
		Unit: d.UnitCode, Origin: string(d.Origin), Round: d.Round, Part: d.Part, Note: d.Note,
		Trade: string(d.Trade), Warranty: string(d.Warranty), Worker: d.FixedWorker,
		FoundAt: moment(d.FoundAt), FixedAt: moment(d.FixedAt), VerifiedAt: moment(d.VerifiedAt),
		Moves: []moveJSON{}, Pictures: []string{},
	}
	moves, err := s.DefectMoves(c.ctx, d.ID)
	if err != nil {
		return page, err
	}
	for _, m := range moves {
		page.Moves = append(page.Moves, moveJSON{string(m.Step), string(m.From), string(m.To), m.Round, moment(m.At), m.By.String(), m.Reason})
	}
	photos, err := s.DefectPhotos(c.ctx, d.ID)
	for _, p := range photos {
		page.Pictures = append(page.Pictures, p.Hash)
	}
	return page, err
}

func (c *Call) sayDefect(d defectJSON) {
	c.line("%s  %s  %s", d.Number, c.word("defect.state", d.State), d.Unit)
	c.labelled("command.label.where", c.Words.Term(d.Room)+" "+c.Words.Term(d.Part))
	c.labelled("command.label.what", c.Words.Term(d.Phrase)+" "+d.Note)
	c.labelled("command.label.severity", c.word("defect.severity", d.Severity))
	c.labelled("command.label.firm", d.Firm)
	c.labelled("command.label.due", d.Due)
	for _, m := range d.Moves {
		c.line("  %s  %s  %s", m.At, c.word("defect.state", m.To), m.Reason)
	}
}
