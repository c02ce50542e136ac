package command

import (
	"slices"
	"testing"

	"github.com/alecthomas/kong"

	"keyday/app"
	"keyday/app/intake"
	"keyday/ui/words"
)

// Every flag that answers a question can be typed, and answers it.
func TestFlagsAnswer(t *testing.T) {
	w := words.New()
	for _, flag := range intake.Flags {
		args := []string{"import", "units", "a.xlsx", "--" + flag.Name}
		if flag.Reason {
			args[3] += "=测绘更正"
		}
		var g grammar
		k, err := kong.New(&g, kong.Vars(helpVars(w)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.Parse(args); err != nil {
			t.Errorf("%s: %v", flag.Name, err)
			continue
		}
		answers, err := g.Import.Units.answers()
		if err != nil {
			t.Errorf("%s: %v", flag.Name, err)
		}
		for _, kind := range flag.Kinds {
			if got := answers.To(intake.Asking{Kind: kind}); got != flag.Answer {
				t.Errorf("%s answers %s with %q", flag.Name, kind, got)
			}
		}
	}
}

// What is said of one kind comes before what a flag says of several; what is no answer
// is refused.
func TestAnswersByKind(t *testing.T) {
	for _, c := range []struct {
		name   string
		flags  answerFlags
		kind   intake.FindingKind
		want   intake.Answer
		refuse string
	}{
		{"before a flag", answerFlags{AsWritten: true, Answer: map[string]string{"area_far": "leave"}}, intake.AreaFar, intake.LeaveOut, ""},
		{"beside a flag", answerFlags{AsWritten: true, Answer: map[string]string{"area_far": "leave"}}, intake.AreaSize, intake.Take, ""},
		{"owners go by a word", answerFlags{Answer: map[string]string{"owner_absent": "remove"}}, intake.OwnerAbsent, intake.Remove, ""},
		{"and by none otherwise", answerFlags{Corrections: true, OtherPeople: true, OwnersReplace: true, AsWritten: true, NewBuildings: true, ThisCommunity: true, HandedOver: "x"}, intake.OwnerAbsent, intake.Unanswered, ""},
		{"no question", answerFlags{Answer: map[string]string{"room": "take"}}, "", "", "intake.answer_kind"},
		{"no answer", answerFlags{Answer: map[string]string{"area_far": "remove"}}, "", "", "intake.answer_unknown"},
	} {
		answers, err := c.flags.answers()
		if app.RefusalCode(err) != c.refuse {
			t.Errorf("%s: refused %v", c.name, err)
		}
		if got := answers.To(intake.Asking{Kind: c.kind}); err == nil && got != c.want {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}

// Each kind that asks names flags that answer it, but for what only leaves out.
func TestQuestionsNameTheirFlags(t *testing.T) {
	for _, kind := range intake.Answerable() {
		if flags := kind.Flags(); len(flags) == 0 || slices.Contains(flags, "") {
			t.Errorf("%s is answered by %q", kind, flags)
		}
	}
}
