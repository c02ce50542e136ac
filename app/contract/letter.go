package contract

import (
	"context"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// HoldLetter takes down a letter of authority whose original the actor holds at
// this moment, inside a transaction that does more than this.
func HoldLetter(tx Tx, a Authority) (Authority, error) {
	if err := site.MayAt(tx, staff.Receive, a.Unit); err != nil {
		return a, err
	}
	a.begin()
	if err := a.check(tx); err != nil {
		return a, err
	}
	a.ID = tx.NewID()
	a.VerifiedBy, a.VerifiedAt = tx.Actor().Staff, tx.Now()
	return a, tx.PutAuthority(a)
}

// begin makes of what was taken down a letter that nobody has held yet.
func (a *Authority) begin() {
	a.Agent, a.No = strings.TrimSpace(a.Agent), strings.TrimSpace(a.No)
	a.IDNo, a.Phone = site.KeepNumber(a.IDNo), site.KeepPhone(a.Phone)
	a.VerifiedBy, a.Withdrawn = app.Nil, false
}

func (a Authority) check(tx Tx) error {
	switch {
	case a.Agent == "" || a.IDNo == "":
		return app.Refuse("contract.agent_unclear")
	case a.Kind != Plain && a.Kind != Notarised:
		return app.Refuse("contract.authority_kind", "agent", a.Agent)
	case len(a.Scopes) == 0 || slices.ContainsFunc(a.Scopes, func(s Scope) bool { return !slices.Contains(Scopes, s) }):
		return app.Refuse("contract.authority_scope_missing", "agent", a.Agent)
	case a.From.IsZero() || !a.To.IsZero() && a.To < a.From:
		return app.Refuse("contract.authority_dates", "agent", a.Agent)
	}
	if err := site.RequireID(a.IDNo, a.IDType); err != nil {
		return err
	}
	if err := site.RequirePhone("phone", a.Phone); err != nil {
		return err
	}
	all, err := tx.OwnershipsEverOfUnit(a.Unit)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.Owner == a.Owner && !o.Ended {
			return nil
		}
	}
	return app.Refuse("contract.not_owner", "agent", a.Agent)
}

// KeepLetter keeps the scan of a letter of authority. A better one takes its place;
// the history knows both.
func (k *Desk) KeepLetter(ctx context.Context, actor app.Actor, id app.ID, scan string) error {
	return k.w.Do(ctx, actor, "authority.scan", func(tx Tx) error {
		a, err := tx.Authority(id)
		if err != nil {
			return err
		}
		if err := site.MayAt(tx, staff.Receive, a.Unit); err != nil {
			return err
		}
		if scan == "" {
			return app.Refuse("contract.letter_scan_missing", "agent", a.Agent)
		}
		a.Scan = scan
		return tx.PutAuthority(a)
	})
}

// WithdrawAuthority ends a letter before its last day; what was signed by it stays.
func (k *Desk) WithdrawAuthority(ctx context.Context, actor app.Actor, id app.ID) error {
	return k.w.Do(ctx, actor, "authority.withdraw", func(tx Tx) error {
		a, err := tx.Authority(id)
		if err != nil {
			return err
		}
		if err := site.MayAt(tx, staff.Receive, a.Unit); err != nil {
			return err
		}
		a.Withdrawn = true
		return tx.PutAuthority(a)
	})
}
