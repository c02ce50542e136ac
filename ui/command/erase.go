package command

import (
	"context"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/privacy"
	"keyday/app/site"
)

// Privacy forgets people.
type Privacy interface {
	FormerOwners(ctx context.Context, unit app.ID) ([]site.Owner, error)
	ErasurePlan(ctx context.Context, unit, owner app.ID) (privacy.Plan, error)
	EraseOwner(ctx context.Context, actor app.Actor, unit, owner app.ID, why privacy.Reason) (privacy.Plan, error)
}

type eraseCommand struct {
	Owner eraseOwner `cmd:"" help:"${erase_owner}"`
}

type eraseOwner struct {
	Unit   string `required:"" placeholder:"${word_code}" help:"${code}"`
	Name   string `required:"" placeholder:"${word_name}" help:"${erase_name}"`
	Reason string `required:"" enum:"requested,expired,mistaken" placeholder:"${word_reason}" help:"${erase_reason}"`
	DryRun bool   `help:"${erase_dry}"`
}

// eraseHelp are the entries under command.help that erasing names.
var eraseHelp = []string{"erase", "erase_owner", "erase_name", "erase_reason", "erase_dry"}

// Run erases the owner, or says what that would take and leave.
func (e eraseOwner) Run(c *Call) error {
	use := Writing
	if e.DryRun {
		use = Reading
	}
	return c.at(use, func(s Site, actor app.Actor) error {
		u, err := s.UnitByCode(c.ctx, e.Unit)
		if err != nil {
			return err
		}
		owner, err := e.find(c, s, u)
		if err != nil {
			return err
		}
		said := "command.would_erase"
		var plan privacy.Plan
		if e.DryRun {
			plan, err = s.ErasurePlan(c.ctx, u.ID, owner)
		} else {
			said = "command.erased"
			plan, err = s.EraseOwner(c.ctx, actor, u.ID, owner, privacy.Reason(e.Reason))
		}
		if err != nil {
			return err
		}
		if c.JSON {
			return c.json(map[string]any{"unit": u.Code, "owner": owner.String(), "erased": !e.DryRun,
				"papers_erased": numbersOf(plan.Erased), "papers_kept": numbersOf(plan.Kept)})
		}
		c.line("%s", c.Words.T(said, "unit", u.Code, "name", plan.Name))
		if len(plan.Erased) > 0 {
			c.line("%s", c.Words.T("privacy.papers_erased", "numbers", c.Words.List(numbersOf(plan.Erased))))
		}
		if len(plan.Kept) > 0 {
			c.line("%s", c.Words.T("privacy.papers_kept", "numbers", c.Words.List(numbersOf(plan.Kept))))
		}
		return nil
	})
}

// find looks for the name among those whose home it is and was.
func (e eraseOwner) find(c *Call, s Site, u site.Unit) (app.ID, error) {
	views, err := s.OwnersOf(c.ctx, u.ID)
	if err != nil {
		return app.Nil, err
	}
	all, err := s.FormerOwners(c.ctx, u.ID)
	if err != nil {
		return app.Nil, err
	}
	for _, v := range views {
		all = append(all, v.Owner)
	}
	found := app.Nil
	for _, o := range all {
		switch {
		case o.Name != e.Name || o.ID == found:
		case !found.IsNil():
			return app.Nil, app.Refuse("privacy.name_twice", "unit", u.Code, "name", e.Name)
		default:
			found = o.ID
		}
	}
	if found.IsNil() {
		return app.Nil, app.Refuse("privacy.name_unknown", "unit", u.Code, "name", e.Name)
	}
	return found, nil
}

func numbersOf(papers []contract.Document) []string {
	numbers := make([]string, len(papers))
	for i, d := range papers {
		numbers[i] = d.Number
	}
	return numbers
}
