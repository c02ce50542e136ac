package contract

import (
	"context"
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/staff"
)

// TextApproval is on record that a lawyer of the company read a version of a
// contract's text and approved it for use. Until there is one, papers of the version
// say 【范本，未经法务审定】 on every page; a new version has none of its own. It is
// recorded once and never changed but to be withdrawn, with a reason.
type TextApproval struct {
	ID        app.ID
	Template  string   // property-agreement/3
	Text      string   // SHA-256 of the text that was read, 64 hex digits
	Lawyer    string   // by name
	Office    string   // law firm, or post in the company
	Reference string   // number of the opinion, or where it is filed; "" for none
	On        app.Date // when the lawyer approved it

	By          app.ID // who recorded it
	At          time.Time
	Withdrawn   string // why it holds no more; "" while it does
	WithdrawnBy app.ID
	WithdrawnAt time.Time
}

// Holds reports whether the approval is of these words, and not withdrawn.
func (a TextApproval) Holds(w app.Wording) bool {
	return a.Template == w.Template && a.Text == w.Text && a.Withdrawn == ""
}

// HeldAt reports whether the approval was in force for the template at the moment.
func (a TextApproval) HeldAt(template string, at time.Time) bool {
	return a.Template == template && !a.At.After(at) && (a.Withdrawn == "" || a.WithdrawnAt.After(at))
}

// ApproveText records that a lawyer approved a text. The text is named by the hash
// that was shown, so that nobody records an approval of another one.
func (k *Desk) ApproveText(ctx context.Context, actor app.Actor, a TextApproval) error {
	return k.w.Do(ctx, actor, "contract.approve", func(tx Tx) error {
		if err := staff.May(tx.Actor(), staff.SignContracts); err != nil {
			return err
		}
		a.Lawyer, a.Office, a.Reference = strings.TrimSpace(a.Lawyer), strings.TrimSpace(a.Office), strings.TrimSpace(a.Reference)
		now, err := wordingOf(tx, k.issuer(), a.Template)
		if err != nil {
			return err
		}
		switch {
		case now.Text == "" || now.Text != a.Text:
			return app.Refuse("contract.text_other", "template", a.Template)
		case a.Lawyer == "" || a.Office == "":
			return app.Refuse("contract.lawyer_missing")
		case a.On.IsZero() || a.On > tx.Today():
			return app.Refuse("contract.approval_day", "date", a.On.String())
		}
		held, err := ApprovalOf(tx, now)
		if err != nil {
			return err
		}
		if held.Given() {
			return app.Refuse("contract.text_approved", "template", a.Template, "lawyer", held.Name)
		}
		a.ID, a.By, a.At = tx.NewID(), tx.Actor().Staff, tx.Now()
		a.Withdrawn, a.WithdrawnBy, a.WithdrawnAt = "", app.Nil, time.Time{}
		return tx.PutTextApproval(a)
	})
}

// WithdrawText takes back every approval of a text that is in force, with a reason.
// What was locked under it keeps what it says.
func (k *Desk) WithdrawText(ctx context.Context, actor app.Actor, template, reason string) error {
	return k.w.Do(ctx, actor, "contract.unapprove", func(tx Tx) error {
		if err := staff.May(tx.Actor(), staff.SignContracts); err != nil {
			return err
		}
		if reason = strings.TrimSpace(reason); reason == "" {
			return app.Refuse("contract.withdrawal_reason")
		}
		all, err := tx.TextApprovals()
		if err != nil {
			return err
		}
		now, err := wordingOf(tx, k.issuer(), template)
		if err != nil {
			return err
		}
		some := false
		for _, a := range all {
			if !a.Holds(now) {
				continue
			}
			some = true
			a.Withdrawn, a.WithdrawnBy, a.WithdrawnAt = reason, tx.Actor().Staff, tx.Now()
			if err := tx.PutTextApproval(a); err != nil {
				return err
			}
		}
		if !some {
			return app.Refuse("contract.text_unapproved", "template", template)
		}
		return nil
	})
}

// ApprovalOf is the approval of the words that is in force, the first where two
// laptops each recorded one; none where nobody approved them.
func ApprovalOf(tx FormsRead, w app.Wording) (app.Approval, error) {
	all, err := tx.TextApprovals()
	if err != nil {
		return app.Approval{}, err
	}
	return approvalAmong(all, w), nil
}

func approvalAmong(all []TextApproval, w app.Wording) app.Approval {
	i := slices.IndexFunc(all, func(a TextApproval) bool { return a.Holds(w) })
	if i < 0 {
		return app.Approval{}
	}
	a := all[i]
	return app.Approval{By: a.By, Name: a.Lawyer, At: a.At, Office: a.Office, Reference: a.Reference, On: a.On}
}

// DraftAgreement reports whether a home's agreement is in a text that no lawyer
// approved: the one of its documents that stands or, where none does, one that would be
// drawn up now.
func DraftAgreement(tx Tx, docs []Document) (bool, error) {
	approvals, err := tx.TextApprovals()
	if err != nil {
		return false, err
	}
	forms, err := tx.OwnForms()
	if err != nil {
		return false, err
	}
	next := Document{Kind: Agreement, Template: AgreementTemplate, LockedAt: tx.Now()}
	if f := OwnInUse(forms, approvals, AgreementTemplate); f != nil {
		next.Template = f.Name()
	}
	if d, there := StandingOf(docs, Agreement); there {
		next = d
	}
	return next.Unapproved(approvals), nil
}

// Unapproved reports whether a contract was locked in a text that no lawyer had approved
// by then: its pages say so for good.
func (d Document) Unapproved(approvals []TextApproval) bool {
	return d.Kind.IsContract() && !slices.ContainsFunc(approvals, func(a TextApproval) bool { return a.HeldAt(d.Template, d.LockedAt) })
}
