package command

import (
	"context"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

type searchCommand struct {
	Text  []string `arg:"" help:"${text}"`
	Limit int      `default:"20" placeholder:"N" help:"${limit}"`
}

// found is a hit as programs read it.
type found struct {
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Title  string `json:"title"`
	Detail string `json:"detail,omitempty"`
}

// Run finds units, owners, defects and documents, as the field at the top of the
// window does.
func (s searchCommand) Run(c *Call) error {
	return c.at(Reading, func(place Site, actor app.Actor) error {
		refs, err := place.Search(c.ctx, strings.Join(s.Text, " "), seesPrivate(actor))
		if err != nil {
			return err
		}
		hits := []found{}
		for _, ref := range refs[:min(len(refs), max(s.Limit, 0))] {
			hit, err := c.describe(c.ctx, place, actor, ref)
			if err != nil {
				return err
			}
			hits = append(hits, hit)
		}
		if c.JSON {
			return c.json(map[string]any{"found": hits, "total": len(refs)})
		}
		for _, h := range hits {
			c.line("%s\t%s\t%s", c.Words.T("command.kind."+h.Kind), h.Title, h.Detail)
		}
		c.line("%s", c.Words.T("command.found", "n", len(refs)))
		return nil
	})
}

// describe says what a reference points at.
func (c *Call) describe(ctx context.Context, s Site, actor app.Actor, ref app.Ref) (found, error) {
	hit := found{Kind: ref.Kind, ID: ref.ID.String()}
	switch ref.Kind {
	case "unit":
		u, err := s.Unit(ctx, ref.ID)
		if err != nil {
			return hit, err
		}
		hit.Title, hit.Detail = u.Code, c.Words.T("common.state."+string(u.State))
	case "owner":
		units, err := s.UnitsOf(ctx, ref.ID)
		if err != nil {
			return hit, err
		}
		var codes []string
		for _, u := range units {
			codes = append(codes, u.Code)
		}
		hit.Detail = strings.Join(codes, " ")
		if hit.Title, err = ownerName(ctx, s, actor, ref.ID, units); err != nil {
			return hit, err
		}
	case "defect":
		d, err := s.Defect(ctx, ref.ID)
		if err != nil {
			return hit, err
		}
		hit.Title = d.Number
		hit.Detail = strings.Join([]string{d.UnitCode, c.Words.Term(d.RoomName), c.Words.Term(d.Phrase), c.word("defect.state", string(d.State))}, " ")
	case "document":
		d, err := s.Document(ctx, ref.ID)
		if err != nil {
			return hit, err
		}
		hit.Title, hit.Detail = d.Number, c.word("contract.state", string(d.State))
	}
	return hit, nil
}

// ownerName is an owner's name, as it stands among the owners of one of the units.
func ownerName(ctx context.Context, s Site, actor app.Actor, owner app.ID, units []site.Unit) (string, error) {
	for _, u := range units {
		owners, err := s.OwnersOf(ctx, actor, u.ID)
		if err != nil {
			return "", err
		}
		for _, o := range owners {
			if o.Owner.ID == owner {
				return o.Owner.Name, nil
			}
		}
	}
	return "", nil
}
