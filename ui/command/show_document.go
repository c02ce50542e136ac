package command

import (
	"keyday/app"
	"keyday/app/contract"
)

type showDocument struct {
	Number string `arg:"" help:"${number}"`
}

type documentJSON struct {
	documentLine
	Template    string          `json:"template"`
	ContentHash string          `json:"content_hash,omitempty"`
	Intact      bool            `json:"intact"`
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
		page, err := c.documentPage(s, doc)
		if err != nil {
			return err
		}
		if c.JSON {
			return c.json(page)
		}
		c.line("%s  %s  %s", page.Number, c.word("contract.kind", page.Kind), c.word("contract.state", page.State))
		c.labelled("command.label.hash", page.ContentHash)
		c.labelled("command.label.void", page.VoidReason)
		for _, g := range page.Signed {
			c.line("  %s  %s  %s", g.Signer, c.word("contract.role", g.Role), g.At)
		}
		return nil
	})
}

func (c *Call) documentPage(s Site, d contract.Document) (documentJSON, error) {
	line, err := c.documentLine(s, d)
	page := documentJSON{
		documentLine: line, Template: d.Template, ContentHash: d.ContentHash, Intact: d.Intact(),
		Anchor: d.Anchor, VoidReason: d.VoidReason, Signed: []signatureJSON{},
	}
	if err != nil {
		return page, err
	}
	given, err := s.Signatures(c.ctx, d.ID)
	for _, g := range given {
		page.Signed = append(page.Signed, signatureJSON{g.Signer, string(g.Role), string(g.How), moment(g.At), g.Valid(d)})
	}
	return page, err
}
