package command

import (
	"keyday/app"
	"keyday/app/contract"
)

type showDocument struct {
	Number string `arg:"" help:"${print_number}"`
}

type documentJSON struct {
	documentLine
	Unit        string          `json:"unit,omitempty"`
	Template    string          `json:"template"`
	ContentHash string          `json:"content_hash,omitempty"`
	Intact      bool            `json:"intact"`
	NotIntact   string          `json:"not_intact,omitempty"` // code of the reason
	Anchor      string          `json:"anchor,omitempty"`
	VoidReason  string          `json:"void_reason,omitempty"`
	Signed      []signatureJSON `json:"signed"`
}

type signatureJSON struct {
	Signer string `json:"signer"`
	Role   string `json:"role"`
	How    string `json:"how"`
	At     string `json:"at"`
	Valid  bool   `json:"valid"`
}

// Run shows one paper of a unit and who signed it.
func (d showDocument) Run(c *Call) error {
	return c.at(Reading, func(s Site, _ app.Actor) error {
		doc, err := s.DocumentByNumber(c.ctx, d.Number)
		if err != nil {
			return err
		}
		given, err := s.SignaturesOf(c.ctx, doc.ID)
		if err != nil {
			return err
		}
		unit, err := c.unitOf(s, doc)
		if err != nil {
			return err
		}
		intact := s.Intact(doc)
		if c.JSON {
			page := documentPage(doc, unit, given)
			page.Intact, page.NotIntact = intact == nil, app.RefusalCode(intact)
			return c.json(page)
		}
		c.line("%s  %s  %s", doc.Number, c.word("contract.kind", string(doc.Kind)), c.word("contract.state", string(doc.State)))
		c.labelled("command.label.unit", unit)
		if doc.Prints > 0 {
			c.labelled("command.label.prints", c.Words.T("command.prints", "n", doc.Prints))
		}
		c.labelled("command.label.hash", doc.ContentHash)
		c.labelled("command.label.void", doc.VoidReason)
		if intact != nil && doc.State != contract.Draft {
			c.line("%s", c.Words.Refusal(intact))
		}
		var rows [][]string
		for _, g := range given {
			rows = append(rows, []string{"  " + g.Signer, c.word("contract.role", string(g.Role)), c.Words.Moment(g.At)})
		}
		c.table(rows)
		return nil
	})
}

// unitOf is the code of the unit that the document belongs to, "" where it is a firm's.
func (c *Call) unitOf(s Site, d contract.Document) (string, error) {
	if d.Unit.IsNil() {
		return "", nil
	}
	u, err := s.Unit(c.ctx, d.Unit)
	return u.Code, err
}

func documentPage(d contract.Document, unit string, given []contract.Signature) documentJSON {
	page := documentJSON{
		documentLine: lineOf(d, len(given)), Unit: unit, Template: d.Template, ContentHash: d.ContentHash,
		Anchor: d.Anchor, VoidReason: d.VoidReason, Signed: []signatureJSON{},
	}
	for _, g := range given {
		page.Signed = append(page.Signed, signatureJSON{g.Signer, string(g.Role), string(g.How), moment(g.At), g.Valid(d)})
	}
	return page
}
