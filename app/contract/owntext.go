package contract

import (
	"context"
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/app/staff"
)

// OwnText is a version of a contract's text in the company's own words. It is never
// changed: who edits it keeps another version. Agreements are drawn up in the one that
// was kept last and is not retired; without any, in the program's text.
type OwnText struct {
	ID       app.ID   // OwnTextID
	Template string   // the form and version in place of whose text it stands: property-agreement/4
	Parts    []string // article by article; together they are a template over the form's content
	Note     string   // what is other in it
	By       app.ID   // who kept it last
	At       time.Time

	Retired   string // why nothing is drawn up in it any more; "" while it may
	RetiredBy app.ID
	RetiredAt time.Time
}

// OwnTextID is the identity of a text, the same on every laptop that keeps it.
func OwnTextID(siteID app.ID, t OwnText) app.ID {
	hash := t.Hash()
	return app.DerivedID(siteID, "contract/own_text/"+t.Template+"/"+hash)
}

// ownMark stands before the hash in the name of a text of the company's own, and
// ownShown is how much of the hash that is.
const (
	ownMark  = "+"
	ownShown = 12
)

// Text is the whole.
func (t OwnText) Text() string { return strings.Join(t.Parts, "") }

// Hash is the SHA-256 of the text, 64 hex digits: what papers and approvals carry.
func (t OwnText) Hash() string { return HashOf([]byte(t.Text())) }

// Name is what documents and approvals call the text: property-agreement/4+3fa491c277de.
func (t OwnText) Name() string { return t.Template + ownMark + t.Hash()[:ownShown] }

// Wording is by which words what is drawn up in the text is approved.
func (t OwnText) Wording() app.Wording { return app.Wording{Template: t.Name(), Text: t.Hash()} }

// BaseTemplate is the form and version by which documents of the template are laid out
// and read; own reports whether their text is the company's.
func BaseTemplate(template string) (base string, own bool) {
	base, _, own = strings.Cut(template, ownMark)
	return base, own
}

// mostOwnText is the bytes of a text; the program's has 22,000.
const mostOwnText = 200_000

// KeepText keeps a version of a text in the company's own words, from which on
// agreements are drawn up in it. It refuses one that could not be printed, or that
// leaves out what every agreement says.
func (k *Desk) KeepText(ctx context.Context, actor app.Actor, t OwnText) error {
	return k.w.Do(ctx, actor, "contract.keep_text", func(tx Tx) error {
		if err := staff.May(tx.Actor(), staff.SignContracts); err != nil {
			return err
		}
		if t.Note = strings.TrimSpace(t.Note); t.Note == "" {
			return app.Refuse("contract.own_text_note")
		}
		if len(t.Text()) > mostOwnText {
			return app.Refuse("contract.own_text_long")
		}
		if _, err := k.issuer().In(t); err != nil {
			return err
		}
		all, err := tx.OwnTexts()
		if err != nil {
			return err
		}
		if now, own := TextInUse(all); own && now.Name() == t.Name() {
			return app.Refuse("contract.own_text_kept", "text", t.Name())
		}
		s, err := tx.Site()
		if err != nil {
			return err
		}
		t.ID, t.By, t.At = OwnTextID(s.ID, t), tx.Actor().Staff, tx.Now()
		t.Retired, t.RetiredBy, t.RetiredAt = "", app.Nil, time.Time{}
		return tx.PutOwnText(t)
	})
}

// RetireText takes a text out of use, with a reason. What was locked in it is printed
// from it still.
func (k *Desk) RetireText(ctx context.Context, actor app.Actor, name, reason string) error {
	return k.w.Do(ctx, actor, "contract.retire_text", func(tx Tx) error {
		if err := staff.May(tx.Actor(), staff.SignContracts); err != nil {
			return err
		}
		if reason = strings.TrimSpace(reason); reason == "" {
			return app.Refuse("contract.retirement_reason")
		}
		t, err := ownText(tx, name)
		if err != nil {
			return err
		}
		t.Retired, t.RetiredBy, t.RetiredAt = reason, tx.Actor().Staff, tx.Now()
		return tx.PutOwnText(t)
	})
}

// TextInUse is the text of the company's own that agreements are drawn up in; own is
// false where that is the program's.
func TextInUse(all []OwnText) (t OwnText, own bool) {
	for _, one := range all {
		if one.Retired == "" && (!own || one.At.After(t.At)) {
			t, own = one, true
		}
	}
	return t, own
}

// ownText finds a text by its name.
func ownText(tx Tx, name string) (OwnText, error) {
	all, err := tx.OwnTexts()
	if err != nil {
		return OwnText{}, err
	}
	i := slices.IndexFunc(all, func(t OwnText) bool { return t.Name() == name })
	if i < 0 {
		return OwnText{}, app.Refuse("contract.own_text_unknown", "text", name)
	}
	return all[i], nil
}

// inUse is the issuer of agreements, and the template that they are drawn up by.
func inUse(tx Tx, p Issuer) (Issuer, string, error) {
	all, err := tx.OwnTexts()
	if err != nil {
		return p, "", err
	}
	t, own := TextInUse(all)
	if !own {
		return p, AgreementTemplate, nil
	}
	p, err = p.In(t)
	return p, t.Name(), err
}

// wordingOf are the words of a template, of the company's own too.
func wordingOf(tx Tx, p Issuer, template string) (app.Wording, error) {
	if _, own := BaseTemplate(template); own {
		t, err := ownText(tx, template)
		if err != nil {
			return app.Wording{}, err
		}
		if p, err = p.In(t); err != nil {
			return app.Wording{}, err
		}
	}
	return p.Wording(template), nil
}
