package paper

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"

	"keyday/app"
	"keyday/app/contract"
	"keyday/assets"
	"keyday/ui/words"
)

// What a paper says beside its content is bound by the content too: by the hash of
// the contract's text, where the form has one, and by that of every word that the
// form itself sets. A paper is printed from the words that it was signed for, or not
// at all: who changes them adds a version.

// wordings are those of the forms, each found out when it is first asked for.
var wordings = sync.OnceValue(func() map[string]func() (app.Wording, error) {
	all := map[string]func() (app.Wording, error){}
	for _, f := range forms {
		for _, template := range append([]string{f.Template}, f.older...) {
			all[template] = sync.OnceValues(f.in(template).wording)
		}
	}
	return all
})

// Wording is by which words a form is printed, for a content to carry: by the name
// that documents give it, "property-agreement/1". Of a form that is not here it is
// the name alone, which RequirePrintable refuses.
func Wording(template string) app.Wording {
	w, err := wordingOf(template)
	if err != nil {
		return app.Wording{Template: template}
	}
	return w
}

// wordingOf is it, or why there is none. Which text of the company's own it is, the name
// says in part alone: the hash of the whole is the content's.
func wordingOf(template string) (app.Wording, error) {
	base, own := contract.BaseTemplate(template)
	find, known := wordings()[base]
	if _, is := formOf(template); !known || !is {
		return app.Wording{}, app.Refuse("paper.template_unknown", "template", template)
	}
	w, err := find()
	if own {
		w.Template, w.Text = template, ""
	}
	return w, err
}

// requireSameWords refuses a content that was locked for other words than the form has.
func requireSameWords(template string, signed app.Wording) error {
	now, err := wordingOf(template)
	if err != nil {
		return err
	}
	if _, own := contract.BaseTemplate(template); own {
		now.Text = signed.Text // requireOwn holds what is the company's own to it
	}
	if signed.Template != now.Template || signed.Text != now.Text || signed.Form != now.Form {
		return app.Refuse("paper.wording_changed", "template", template)
	}
	return nil
}

// wording reads the contract's text, and everything that the form says on its
// specimens.
func (f Form) wording() (app.Wording, error) {
	w := app.Wording{Template: f.Template}
	if f.Kind.IsContract() {
		text, err := assets.ContractText(f.Key(), f.Version(), string(words.Chinese))
		if err != nil {
			return w, err
		}
		w.Text = hashOf(text)
	}
	said, err := f.layout.said(f)
	w.Form = hashOf(said)
	return w, err
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
