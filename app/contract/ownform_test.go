package contract_test

import (
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
)

// inUse is the version in use, as who edits it saw it.
func (s *stage) inUse() string {
	if f := contract.OwnLatest(s.texts.All(), contract.AgreementTemplate); f != nil {
		return f.Name()
	}
	return ""
}

// words keeps a text of the company's own, which says so.
func (s *stage) words(text string) contract.OwnForm {
	s.Helper()
	t := contract.OwnForm{Template: contract.AgreementTemplate, Own: app.Own{Parts: []string{text}}, Note: "法务修订"}
	s.wants(s.KeepForm(ctx, supervisor, t, s.inUse()), "")
	return t
}

// A text's name and identity come of what it says alone, so that two laptops that keep it
// keep one.
func TestOwnFormIsNamedByItsHash(t *testing.T) {
	one := contract.OwnForm{Template: "property-agreement/4", Own: app.Own{Parts: []string{"一"}}, Note: "a", At: time.Now()}
	if name := one.Name(); !strings.HasPrefix(name, "property-agreement/4+") || len(name) != len("property-agreement/4+")+12 || !strings.HasPrefix(one.Hash(), name[len(name)-12:]) || len(one.Hash()) != 64 {
		t.Errorf("%s of %s", one.Name(), one.Hash())
	}
	same, other := contract.OwnForm{Template: one.Template, Own: app.Own{Parts: []string{"一"}}}, contract.OwnForm{Template: one.Template, Own: app.Own{Parts: []string{"二"}}}
	if contract.OwnFormID(siteID, one) != contract.OwnFormID(siteID, same) || contract.OwnFormID(siteID, one) == contract.OwnFormID(siteID, other) {
		t.Error("identities are not those of the texts")
	}
	for template, want := range map[string]bool{"property-agreement/4": false, "property-agreement/4+3fa491c277de": true} {
		if base, own := contract.BaseTemplate(template); base != "property-agreement/4" || own != want {
			t.Errorf("%s is %s, own %t", template, base, own)
		}
	}
}

// Agreements are drawn up in the text that was kept last and is in use, and say its name
// and hash; what was locked stays in the text of its day.
func TestAgreementsAreInTheTextInUse(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	in := func(template, hash string) contract.Document {
		s.Helper()
		d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Again: true})
		s.wants(err, "")
		if w := apptest.ReadContent[contract.AgreementContent](s.T, d).Wording; d.Template != template || w.Template != template || w.Text != hash {
			t.Errorf("drawn up in %s, by %+v; want %s", d.Template, w, template)
		}
		return d
	}
	program := func() contract.Document { return in(contract.AgreementTemplate, "text of "+contract.AgreementTemplate) }
	program()
	first := s.words("一")
	was := in(first.Name(), first.Hash())
	second := s.words("二")
	in(second.Name(), second.Hash())
	s.wants(s.RetireForm(ctx, supervisor, second.Name(), "改回"), "")
	in(first.Name(), first.Hash())
	s.words("二") // kept again, it is in use again
	in(second.Name(), second.Hash())
	s.wants(s.RetireForm(ctx, supervisor, first.Name(), "改回"), "")
	s.wants(s.RetireForm(ctx, supervisor, second.Name(), "改回"), "")
	program()
	if d := s.documents.At(was.ID); d.Template != first.Name() {
		t.Errorf("what was locked is in %s", d.Template)
	}
}

func TestOwnFormIsRefused(t *testing.T) {
	whole := contract.OwnForm{Template: contract.AgreementTemplate, Own: app.Own{Parts: []string{"一"}}, Note: "法务修订"}
	for name, c := range map[string]struct {
		actor  app.Actor
		change func(*contract.OwnForm)
		want   string
	}{
		"whole":             {supervisor, func(*contract.OwnForm) {}, ""},
		"by who may not":    {assistant, func(*contract.OwnForm) {}, "permission.missing"},
		"without a note":    {supervisor, func(t *contract.OwnForm) { t.Note = " " }, "contract.own_form_note"},
		"too long":          {supervisor, func(t *contract.OwnForm) { t.Parts = []string{strings.Repeat("一", 70_000)} }, "contract.own_form_long"},
		"as long as it may": {supervisor, func(t *contract.OwnForm) { t.Parts = []string{strings.Repeat("a", 200_000)} }, ""},
		"not printable":     {supervisor, func(t *contract.OwnForm) { t.Parts = []string{""} }, "paper.own_text_empty"},
	} {
		s := begin(t)
		text := whole
		c.change(&text)
		s.wants(s.KeepForm(ctx, c.actor, text, ""), c.want)
		if all := s.texts.All(); (len(all) == 1) != (c.want == "") {
			t.Errorf("%s: %d are kept", name, len(all))
		}
	}
	s := begin(t)
	text := s.words("一")
	s.wants(s.KeepForm(ctx, supervisor, text, text.Name()), "contract.own_form_kept")
	s.wants(s.RetireForm(ctx, assistant, text.Name(), "改回"), "permission.missing")
	s.wants(s.RetireForm(ctx, supervisor, text.Name(), " "), "contract.retirement_reason")
	s.wants(s.RetireForm(ctx, supervisor, text.Name()+"0", "改回"), "contract.own_form_unknown")
	if all := s.texts.All(); len(all) != 1 || all[0].Retired != "" || all[0].By != supervisor.Staff || all[0].At.IsZero() {
		t.Errorf("kept %+v", all)
	}
	s.wants(s.RetireForm(ctx, supervisor, text.Name(), " 改回 "), "")
	if all := s.texts.All(); all[0].Retired != "改回" || all[0].RetiredBy != supervisor.Staff || all[0].RetiredAt.IsZero() {
		t.Errorf("retired %+v", all)
	}
}

// An approval is of one text: neither does the program's cover the company's, nor one
// version of it another.
func TestOwnFormIsApprovedByItself(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	approve := func(template, hash, want string) {
		s.Helper()
		s.wants(s.ApproveText(ctx, supervisor, contract.TextApproval{Template: template, Text: hash, Lawyer: "陆衡", Office: "律所", On: today}), want)
	}
	given := func(want bool) {
		s.Helper()
		draft, err := contract.DraftAgreement(s.Memory, nil)
		s.wants(err, "")
		d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Again: true})
		s.wants(err, "")
		if got := apptest.ReadContent[contract.AgreementContent](s.T, d).Wording.Approval.Given(); got != want || draft == want {
			t.Errorf("approved %t, a draft %t; want %t", got, draft, want)
		}
	}
	approve(contract.AgreementTemplate, "text of "+contract.AgreementTemplate, "")
	given(true)
	text := s.words("一")
	given(false)
	approve(text.Name(), "text of "+contract.AgreementTemplate, "contract.text_other")
	approve(text.Name()+"0", text.Hash(), "contract.own_form_unknown")
	approve(text.Name(), text.Hash(), "")
	given(true)
	s.wants(s.WithdrawText(ctx, supervisor, text.Name(), "要改"), "")
	given(false)
	approve(text.Name(), text.Hash(), "")
	s.words("二")
	given(false)
}
