package handover

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/staff"
)

// Identification is the paper that somebody at the desk showed, to prove who they are.
type Identification struct {
	Paper    string
	Original bool
	Name     string // who stood there; "" for the owner's own name
}

// CheckOwner records that the owner came, and which paper was looked at.
func (k *Desk) CheckOwner(ctx context.Context, actor app.Actor, unit, owner app.ID, s Identification) error {
	return k.at(ctx, actor, unit, act{"handover.identity", staff.Receive}, func(tx Tx, v *View) error {
		p, err := v.owner(owner)
		if err != nil {
			return err
		}
		if err := requireReceiving(tx, v); err != nil {
			return err
		}
		if strings.TrimSpace(s.Name) == "" {
			s.Name = p.Owner.Name
		}
		return v.check(tx, owner, app.Nil, s)
	})
}

// Agent is whom somebody came for, and by which paper of their own.
type Agent struct {
	For []app.ID // owners
	By  Identification
}

// CheckAgent records that somebody came in the place of owners: the letter of
// authority of each, held in the original by the actor, and the agent's own paper.
// The letter's Unit and Owner are filled in.
func (k *Desk) CheckAgent(ctx context.Context, actor app.Actor, unit app.ID, letter contract.Authority, a Agent) error {
	return k.at(ctx, actor, unit, act{"handover.agent", staff.Receive}, func(tx Tx, v *View) error {
		if len(a.For) == 0 {
			return app.Refuse("handover.owner_missing")
		}
		if err := requireReceiving(tx, v); err != nil {
			return err
		}
		for _, owner := range a.For {
			if _, err := v.owner(owner); err != nil {
				return err
			}
			one := letter
			one.ID, one.Unit, one.Owner = app.Nil, unit, owner
			held, err := contract.HoldLetter(tx, one)
			if err != nil {
				return err
			}
			a.By.Name = held.Agent
			if err := v.check(tx, owner, held.ID, a.By); err != nil {
				return err
			}
			v.Case.Authority = held.ID
		}
		return tx.PutHandoverCase(v.Case)
	})
}

func (v *View) owner(id app.ID) (Present, error) {
	at := slices.IndexFunc(v.Owners, func(p Present) bool { return p.Ownership.Owner == id })
	if at < 0 {
		return Present{}, app.Refuse("handover.not_owner", "unit", v.Unit.Code)
	}
	return v.Owners[at], nil
}

func (v *View) check(tx Tx, owner, letter app.ID, s Identification) error {
	if strings.TrimSpace(s.Paper) == "" {
		return app.Refuse("handover.paper_unclear", "unit", v.Unit.Code)
	}
	return tx.PutIdentityCheck(IdentityCheck{
		ID: tx.NewID(), Case: v.Case.ID, Owner: owner, Authority: letter, Name: strings.TrimSpace(s.Name),
		Paper: strings.TrimSpace(s.Paper), Original: s.Original, By: tx.Actor().Staff, At: tx.Now(),
	})
}
