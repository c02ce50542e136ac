package command

import (
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/ui/words"
)

// answerFlags answer the questions of an import, each all of a kind; what is not
// answered is left out.
type answerFlags struct {
	NewBuildings  bool     `help:"${import_new_buildings}"`
	ThisCommunity bool     `help:"${import_this_community}"`
	Corrections   bool     `help:"${import_corrections}"`
	OtherPeople   bool     `help:"${import_other_people}"`
	OwnersReplace bool     `help:"${import_owners_replace}"`
	AsWritten     bool     `help:"${import_as_written}"`
	HandedOver    string   `placeholder:"${word_reason}" help:"${import_handed_over}"`
	Answer        []string `sep:"none" placeholder:"${word_kind_answer}" help:"${import_answer}"`
}

// given lists which of intake.Flags were typed.
func (f answerFlags) given() map[string]bool {
	return map[string]bool{"new-buildings": f.NewBuildings, "this-community": f.ThisCommunity, "corrections": f.Corrections,
		"other-people": f.OtherPeople, "owners-replace": f.OwnersReplace, "as-written": f.AsWritten, "handed-over": f.HandedOver != ""}
}

// answers are what the flags say: --answer before the flag that answers a kind among
// others.
// Two answers to one question are a misuse.
func (f answerFlags) answers(w *words.Words) (intake.Answers, error) {
	out := intake.Answers{Reason: site.Reason(strings.TrimSpace(f.HandedOver))}
	for _, said := range f.Answer {
		kind, text, whole := strings.Cut(said, "=")
		answers := intake.FindingKind(kind).Answers()
		switch {
		case !whole:
			return out, misuse{w.T("command.wrong.value", "what", "--answer")}
		case len(answers) == 0:
			return out, misuse{w.Refusal(app.Refuse("intake.answer_kind", "text", kind, "known", kindsList(w)))}
		case !slices.Contains(answers, intake.Answer(text)):
			return out, misuse{w.Refusal(app.Refuse("intake.answer_unknown", "text", text, "kind", kind, "known", answersList(w, intake.FindingKind(kind))))}
		}
		if before := out.All[intake.FindingKind(kind)]; before != intake.Unanswered && before != intake.Answer(text) {
			return out, misuse{w.T("intake.command.contradict", "one", "--answer "+kind+"="+string(before), "other", "--answer "+said)}
		}
		out.Say(intake.FindingKind(kind), intake.Answer(text))
	}
	given, by := f.given(), map[intake.FindingKind]intake.Flag{}
	for _, flag := range intake.Flags {
		for _, kind := range flag.Kinds {
			before, twice := by[kind]
			switch {
			case !given[flag.Name]:
			case twice && before.Answer != flag.Answer:
				return out, misuse{w.T("intake.command.contradict", "one", "--"+before.Name, "other", "--"+flag.Name)}
			case out.All[kind] == intake.Unanswered:
				out.Say(kind, flag.Answer)
				by[kind] = flag
			}
		}
	}
	return out, nil
}

// reason reads why what was handed over changes: by its key, or by its word.
func (c *Call) reason(text site.Reason) (site.Reason, error) {
	if text == "" {
		return "", nil
	}
	var known []string
	for _, r := range intake.Reasons {
		word := c.Words.T("correction.reason." + string(r))
		if text == r || string(text) == word {
			return r, nil
		}
		known = append(known, string(r)+" ("+word+")")
	}
	return "", misuse{c.Words.Refusal(app.Refuse("intake.reason_unknown", "text", string(text), "known", c.Words.List(known)))}
}

// kindsList lists the questions that can be answered, each with what it is.
func kindsList(w *words.Words) string {
	var known []string
	for _, kind := range intake.Answerable() {
		known = append(known, string(kind)+" ("+w.T("intake.ask.kind."+string(kind))+")")
	}
	return w.List(known)
}

// answersList lists the answers to a question, each with what it says.
func answersList(w *words.Words, kind intake.FindingKind) string {
	var known []string
	for _, a := range kind.Answers() {
		known = append(known, string(a)+" ("+w.Answer(kind, a)+")")
	}
	return w.List(known)
}

// answerOf is the answer that a flag gives to a question of the kind; the flag is one of
// those that the kind lists.
func answerOf(kind intake.FindingKind, typed string) intake.Answer {
	for _, flag := range intake.Flags {
		if typed == "--"+flag.Name && slices.Contains(flag.Kinds, kind) {
			return flag.Answer
		}
	}
	_, answer, _ := strings.Cut(typed, "=")
	return intake.Answer(answer)
}

// sayQuestions says what only a person can settle, and by kind which flags do.
func (c *Call) sayQuestions(p *intake.Plan) {
	w := c.Words
	for _, kind := range intake.Answerable() {
		var of []intake.Finding
		for _, f := range p.Findings {
			if f.Kind == kind {
				of = append(of, f)
			}
		}
		if len(of) == 0 {
			continue
		}
		c.line("%s", w.T("intake.command.kind", "what", w.T("intake.ask.kind."+string(kind)), "n", len(of)))
		for _, f := range of {
			c.line("  ? %s\t%s", w.Spot(p.File, f.At.Sheet, f.At.Cell), w.Finding(f))
			if f.Answer != intake.Unanswered {
				c.line("    → %s", w.Answer(kind, f.Answer))
			}
		}
		if slices.ContainsFunc(of, func(f intake.Finding) bool { return f.Answer == intake.Unanswered }) {
			c.line("  %s", w.T("intake.command.answer_by"))
			for _, flag := range kind.Flags() {
				c.line("    %s\t%s", flag, w.Answer(kind, answerOf(kind, flag)))
			}
		}
	}
}
