package contract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/staff"
)

// OwnForm is a version of a form as the company has it: in its own words where it is a
// contract, with the company's choices. It is never changed: who edits it keeps another
// version. Documents are drawn up in the one that is OwnInUse.
type OwnForm struct {
	ID       app.ID // OwnFormID
	Template string // the form and version in place of which it stands: property-agreement/4
	app.Own
	Note string // what is other in it
	By   app.ID // who kept it last
	At   time.Time

	Retired   string // why nothing is drawn up in it any more; "" while it may
	RetiredBy app.ID
	RetiredAt time.Time
}

// OwnFormID is the identity of a version, the same on every laptop that keeps it.
func OwnFormID(siteID app.ID, f OwnForm) app.ID {
	return app.DerivedID(siteID, "contract/own_form/"+f.Template+"/"+f.Hash())
}

// ownMark stands before the hash in the name of a form of the company's own, and
// ownShown is how much of the hash that is.
const (
	ownMark  = "+"
	ownShown = 12
)

// Name is what documents and approvals call it: property-agreement/4+3fa491c277de.
func (f OwnForm) Name() string { return f.Template + ownMark + f.Hash()[:ownShown] }

// Wording is by which words what is drawn up in it is approved.
func (f OwnForm) Wording() app.Wording { return app.Wording{Template: f.Name(), Text: f.Hash()} }

// BaseTemplate is the form and version by which documents of the template are laid out
// and read; own reports whether they are in the company's own.
func BaseTemplate(template string) (base string, own bool) {
	base, _, own = strings.Cut(template, ownMark)
	return base, own
}

// mostOwn is the bytes of a form of the company's own; the program's text of an agreement
// has 22,000.
const mostOwn = 200_000

func (f OwnForm) size() (n int) {
	n = len(f.Text())
	for _, c := range f.Choices {
		n += len(c.What) + len(c.Of) + len(c.Value)
	}
	return n
}

// KeepForm keeps a version of a form of the company's own. It refuses one that could not be
// printed, or that leaves out what the form always says. from is the version that editing began with, "" for the program's:
// where others have kept or retired one since, it is refused, and nothing of theirs lost.
func (k *Desk) KeepForm(ctx context.Context, actor app.Actor, f OwnForm, from string) error {
	return k.w.Do(ctx, actor, "contract.keep_form", func(tx Tx) error {
		if err := staff.May(tx.Actor(), staff.SignContracts); err != nil {
			return err
		}
		if f.Note = strings.TrimSpace(f.Note); f.Note == "" {
			return app.Refuse("contract.own_form_note", "field", "changed")
		}
		if f.size() > mostOwn {
			return app.Refuse("contract.own_form_long")
		}
		if _, err := k.issuer().In(f); err != nil {
			return err
		}
		all, err := tx.OwnForms()
		if err != nil {
			return err
		}
		now := OwnLatest(all, f.Template)
		switch {
		case now == nil && f.says(k.issuer().Wording(f.Template)):
			return app.Refuse("contract.own_form_same")
		case now != nil && now.Hash() == f.Hash():
			return app.Refuse("contract.own_form_kept")
		case NameOf(now) != from:
			return movedError(now)
		}
		s, err := tx.Site()
		if err != nil {
			return err
		}
		f.ID, f.By, f.At = OwnFormID(s.ID, f), tx.Actor().Staff, tx.Now()
		f.Retired, f.RetiredBy, f.RetiredAt = "", app.Nil, time.Time{}
		return tx.PutOwnForm(f)
	})
}

// says reports whether it says what the program's form of the wording does, and no more.
func (f OwnForm) says(w app.Wording) bool {
	if len(f.Choices) > 0 {
		return false
	}
	sum := sha256.Sum256([]byte(f.Text()))
	return len(f.Parts) == 0 || hex.EncodeToString(sum[:]) == w.Text
}

// NameOf is the name of the version that is edited, "" for the program's form.
func NameOf(f *OwnForm) string {
	if f == nil {
		return ""
	}
	return f.Name()
}

// movedError says that another version is the latest by now than the one that was edited.
func movedError(now *OwnForm) error {
	if now == nil {
		return app.Refuse("contract.own_form_retired")
	}
	return app.Refuse("contract.own_form_moved", "note", now.Note)
}

// RetireForm takes a version out of use, with a reason. What was locked in it is printed
// from it still.
func (k *Desk) RetireForm(ctx context.Context, actor app.Actor, name, reason string) error {
	return k.w.Do(ctx, actor, "contract.retire_form", func(tx Tx) error {
		if err := staff.May(tx.Actor(), staff.SignContracts); err != nil {
			return err
		}
		if reason = strings.TrimSpace(reason); reason == "" {
			return app.Refuse("contract.retirement_reason")
		}
		f, err := ownForm(tx, name)
		if err != nil {
			return err
		}
		if f.Retired != "" {
			return app.Refuse("contract.own_form_retired")
		}
		f.Retired, f.RetiredBy, f.RetiredAt = reason, tx.Actor().Staff, tx.Now()
		return tx.PutOwnForm(f)
	})
}

// OwnLatest is the company's own version of the form that was kept last and is not retired:
// the one that is edited. One that stands in place of another version of the form is none.
func OwnLatest(all []OwnForm, template string) (latest *OwnForm) {
	for i, one := range all {
		if one.Template == template && one.Retired == "" && (latest == nil || one.At.After(latest.At)) {
			latest = &all[i]
		}
	}
	return latest
}

// OwnInUse is the version that documents are drawn up in; nil where that is the program's. A
// contract's is in use at once, and its pages say that nobody approved it. Any other form
// waits for its approval, for nobody wants a template in the owners' hands on the day: until
// then the one before it is in use.
func OwnInUse(all []OwnForm, approvals []TextApproval, template string) *OwnForm {
	ready := slices.DeleteFunc(slices.Clone(all), func(f OwnForm) bool {
		return len(f.Parts) == 0 && !slices.ContainsFunc(approvals, func(a TextApproval) bool { return a.Holds(f.Wording()) })
	})
	return OwnLatest(ready, template)
}

// ownForm finds a version by its name.
func ownForm(tx Tx, name string) (OwnForm, error) {
	all, err := tx.OwnForms()
	if err != nil {
		return OwnForm{}, err
	}
	i := slices.IndexFunc(all, func(f OwnForm) bool { return f.Name() == name })
	if i < 0 {
		return OwnForm{}, app.Refuse("contract.own_form_unknown", "text", name)
	}
	return all[i], nil
}

// FormsRead are the forms of the company's own, and which words a lawyer approved.
type FormsRead interface {
	OwnForms() ([]OwnForm, error)
	TextApprovals() ([]TextApproval, error)
}

// InUse is the issuer of documents of the form: in the company's own version where there
// is one in use, and by the approval of its words.
func (p Issuer) InUse(tx FormsRead, template string) (Issuer, error) {
	p.Template = template
	all, err := tx.OwnForms()
	if err != nil {
		return p, err
	}
	approvals, err := tx.TextApprovals()
	if err != nil {
		return p, err
	}
	if f := OwnInUse(all, approvals, template); f != nil {
		if p, err = p.In(*f); err != nil {
			return p, err
		}
		p.Template, p.Own = f.Name(), f.Own
	}
	w := p.Wording(p.Template)
	if w.Text == "" { // a form of the program's that is no contract
		return p, nil
	}
	p.Approval = approvalAmong(approvals, w)
	return p, nil
}

// Signing are the places to sign that the form has: without those of roles that the
// company leaves out and that need not sign.
func (p Issuer) Signing(fields []Field) []Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f Field) bool {
		_, without := p.Own.Find(app.OwnWithout, string(f.Role))
		return without && !f.Required
	})
}

// InFull reports whether the company's paper says whole ID numbers.
func (p Issuer) InFull() bool { return p.Own.Or(app.OwnNumbers, "", "") == app.InFull }

// SaysOverrides reports whether the company's paper says what was let pass, which is its own
// record else.
func (p Issuer) SaysOverrides() bool { return p.Own.Or(app.OwnOverrides, "", "") == app.OnOriginal }

// Copies is how many of the paper there are: as the company has it, or as usual.
func (p Issuer) Copies(usual int) int {
	if n, err := strconv.Atoi(p.Own.Or(app.OwnCopies, "", "")); err == nil {
		return n
	}
	return usual
}

// wordingOf are the words of a template, of the company's own too.
func wordingOf(tx Tx, p Issuer, template string) (app.Wording, error) {
	if _, own := BaseTemplate(template); own {
		f, err := ownForm(tx, template)
		if err != nil {
			return app.Wording{}, err
		}
		if p, err = p.In(f); err != nil {
			return app.Wording{}, err
		}
	}
	return p.Wording(template), nil
}
