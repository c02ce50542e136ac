package paper

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/paper/block"
	"keyday/ui/words"
)

// What a company may choose of a form is what the form asks for as it is laid out
// (app.Ask); nothing else of it can be changed. A document is printed in the version of the
// company's form that it was locked in, which comes with the imprint, or not at all.

// asked is what each form asks for, found out when somebody first wants to know.
var asked = sync.OnceValue(func() map[string]func() ([]app.Ask, error) {
	all := map[string]func() ([]app.Ask, error){}
	for _, f := range forms {
		for _, template := range append(slices.Clone(f.older), f.Template) {
			all[template] = sync.OnceValues(func() ([]app.Ask, error) { return f.layout.asked(f.in(template)) })
		}
	}
	return all
})

// Asked is what the form of the template lets a company choose, in the order of the form.
func Asked(template string) ([]app.Ask, error) {
	base, _ := contract.BaseTemplate(template)
	find, known := asked()[base]
	if !known {
		return nil, app.Refuse("paper.template_unknown", "template", template)
	}
	return find()
}

// asked lays the form out in every turn that it can take.
func (l layout[C]) asked(f Form) (all []app.Ask, err error) {
	blank := app.Frame{Number: "0", Letterhead: specimenFrame.Letterhead}
	for _, s := range append(l.specimens(f.Template), specimen[C]{content: l.blank(blank)}) {
		if _, err = l.setIn(edition{Form: f, lang: words.Chinese, asked: &all}, s.content); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(all, func(a app.Ask) bool { // specimens are signed in every role there is
		return (a.What == app.OwnSeal || a.What == app.OwnWithout) && !slices.Contains(f.signs, a.Of)
	}), nil
}

// OwnWording is by which words a form is printed in a version of the company's own.
func OwnWording(f contract.OwnForm, template string) app.Wording {
	w := Wording(template)
	if template == f.Name() {
		w.Text = f.Hash()
	}
	return w
}

// RequireOwn refuses a form of a company's own that could not be printed, or that leaves
// out what the form always says: a field that it has to have, one who has to sign, or in a
// contract what the terms and the records say.
func RequireOwn(f contract.OwnForm) error {
	form, known := formOf(f.Name())
	if !known {
		return app.Refuse("paper.template_unknown", "template", f.Template)
	}
	asks, err := Asked(f.Template)
	if err != nil {
		return err
	}
	if err := requireChoices(asks, f.Choices); err != nil {
		return err
	}
	if form.Kind.IsContract() != (len(f.Parts) > 0) {
		return app.Refuse("paper.own_text_missing")
	}
	if form.Kind.IsContract() {
		return requireOwnText(f)
	}
	return form.layout.requireOwn(form, OwnWording(f, f.Name()), f.Own)
}

// requireOwn lays the form out in every turn that it can take.
func (l layout[C]) requireOwn(f Form, w app.Wording, own app.Own) error {
	blank := l.content(f, l.blank(app.Frame{Number: "0", Wording: w}))
	if _, err := blank.Filled(app.Imprint{Own: own}).lay(words.Chinese); err != nil {
		return err
	}
	for _, s := range l.specimens(f.Template) {
		if _, err := l.setIn(edition{Form: f, imprint: app.Imprint{Own: own, Marks: s.marks}, lang: words.Chinese}, s.content); err != nil {
			return err
		}
	}
	return nil
}

// requireOwn refuses to print from another form than the one that was signed, or from
// choices of which this Keyday knows nothing.
func requireOwn(w app.Wording, own app.Own) error {
	if _, is := contract.BaseTemplate(w.Template); !is {
		return nil
	}
	if own.Hash() != w.Text {
		return app.Refuse("paper.own_form_other", "template", w.Template)
	}
	asks, err := Asked(w.Template)
	if err != nil {
		return err
	}
	return requireChoices(asks, own.Choices)
}

// MostCopies is how many copies a paper says there are at most.
const MostCopies = 20

// requireChoices refuses a choice that the form does not offer.
func requireChoices(asks []app.Ask, choices []app.Choice) error {
	for i, c := range choices {
		if slices.ContainsFunc(choices[:i], func(b app.Choice) bool { return b.What == c.What && b.Of == c.Of }) {
			return twiceError(c)
		}
		if err := requireChoice(asks, c); err != nil {
			return err
		}
	}
	return nil
}

// The characters that a name or a line of the letterhead, and what is said, have at most: a
// form is no letter, and what does not fit its line is set smaller.
const (
	mostName = 40
	mostSaid = 2000

	mostShown = 12 // of a text that is refused
)

func requireChoice(asks []app.Ask, c app.Choice) error {
	most := mostSaid
	switch c.What {
	case app.OwnCompany, app.OwnLine, app.OwnAddress, app.OwnPhone:
		most = mostName
	}
	if utf8.RuneCountInString(c.Of) > mostName || utf8.RuneCountInString(c.Value) > most {
		return app.Refuse("paper.own_long", "label", cmp.Or(c.Of, string([]rune(c.Value)[:mostShown])), "most", strconv.Itoa(most), "name", strconv.Itoa(mostName), "field", string(c.What))
	}
	switch c.What {
	case app.OwnTop, app.OwnEnd, app.OwnSigner:
		return requireMore(asks, c)
	case app.OwnCompany, app.OwnAddress, app.OwnPhone: // every form has a letterhead
		if c.Of != "" || c.Value == "" && c.What == app.OwnCompany {
			return unknownChoiceError(c)
		}
		return nil
	}
	at := slices.IndexFunc(asks, func(a app.Ask) bool { return a.What == c.What && a.Of == c.Of })
	if at < 0 {
		return unknownChoiceError(c)
	}
	return requireValue(asks[at], c.Value)
}

// requireValue refuses what cannot be chosen where the form asks.
func requireValue(a app.Ask, value string) error {
	switch a.What {
	case app.OwnHidden, app.OwnWithout:
		if a.Fixed {
			return app.Refuse("paper.own_fixed", "label", a.ZH)
		}
	case app.OwnNote:
		if value == "" && a.Usual != "" {
			return app.Refuse("paper.own_silent", "label", a.ZH, "field", string(a.What))
		}
	case app.OwnSeal:
		if value != app.HandSigned && value != app.Sealed {
			return unknownChoiceError(app.Choice{What: a.What, Of: a.Of, Value: value})
		}
	case app.OwnOverrides, app.OwnNumbers:
		if value != app.OnOriginal && value != app.InFull {
			return unknownChoiceError(app.Choice{What: a.What, Of: a.Of, Value: value})
		}
	case app.OwnSealSide:
		if !within(value, block.LeastSeal, block.MostSeal) {
			return app.Refuse("paper.own_seal_side", "value", value, "field", string(a.What))
		}
	case app.OwnCopies:
		if !within(value, max(1, number(a.Usual)), MostCopies) {
			return app.Refuse("paper.own_copies", "value", value, "field", string(a.What))
		}
	}
	return nil
}

// requireMore refuses a field or a signer that cannot be added.
func requireMore(asks []app.Ask, c app.Choice) error {
	offered := slices.ContainsFunc(asks, func(a app.Ask) bool { return a.What == c.What })
	switch {
	case !offered, c.What == app.OwnSigner && c.Value != app.HandSigned && c.Value != app.Sealed:
		return unknownChoiceError(c)
	case strings.TrimSpace(c.Of) == "":
		return app.Refuse("paper.own_unnamed", "field", string(c.What))
	case slices.ContainsFunc(asks, func(a app.Ask) bool {
		return a.ZH == c.Of && (a.What == app.OwnHidden) == (c.What != app.OwnSigner)
	}):
		return twiceError(c)
	}
	return nil
}

func twiceError(c app.Choice) error {
	return app.Refuse("paper.own_twice", "label", c.Of, "field", string(c.What))
}

func unknownChoiceError(c app.Choice) error {
	return app.Refuse("paper.own_unknown", "label", c.Of, "value", c.Value, "what", string(c.What))
}

func within(value string, least, most int) bool {
	n := number(value)
	return n >= least && n <= most && strconv.Itoa(n) == value
}

func number(text string) int { n, _ := strconv.Atoi(text); return n }
