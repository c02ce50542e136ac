package command

import (
	"strings"

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
	Name   string `json:"by_name,omitempty"`
	Reason string `json:"reason,omitempty"`
}

// Run shows one defect with its history.
func (d showDefect) Run(c *Call) error {
	return c.at(Reading, func(s Site, _ app.Actor) error {
		id, err := s.DefectByNumber(c.ctx, d.Number)
		if err != nil {
			return err
		}
		d, err := s.DefectDetail(c.ctx, id)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.json(defectPage(d))
		}
		c.sayDefect(d)
		return nil
	})
}

func defectPage(d defect.Detail) defectJSON {
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
	for _, m := range d.Moves {
		page.Moves = append(page.Moves, moveJSON{string(m.Step), string(m.From), string(m.To), m.Round, moment(m.At), m.By.String(), d.People[m.By], m.Reason})
	}
	for _, p := range d.Pictures {
		page.Pictures = append(page.Pictures, p.Hash)
	}
	return page
}

func (c *Call) sayDefect(d defect.Detail) {
	c.line("%s  %s  %s", d.Number, c.word("defect.state", string(d.State)), d.UnitCode)
	c.labelled("command.label.where", strings.TrimSpace(c.Words.Term(d.RoomName)+" "+c.Words.Term(d.Part)))
	c.labelled("command.label.what", strings.TrimSpace(c.Words.Term(d.Phrase)+" "+d.Note))
	c.labelled("command.label.severity", c.word("defect.severity", string(d.Severity)))
	c.labelled("command.label.firm", d.FirmName)
	c.labelled("command.label.due", d.Due.String())
	var rows [][]string
	for _, m := range d.Moves {
		rows = append(rows, []string{"  " + c.Words.Moment(m.At), c.word("defect.state", string(m.To)), d.People[m.By], m.Reason})
	}
	c.table(rows)
}
