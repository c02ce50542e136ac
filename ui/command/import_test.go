package command

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

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
		answers, err := g.Import.Units.answers(w)
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
// is a misuse.
func TestAnswersByKind(t *testing.T) {
	for _, c := range []struct {
		name  string
		flags answerFlags
		kind  intake.FindingKind
		want  intake.Answer
		wrong string // what the misuse says
	}{
		{"before a flag", answerFlags{AsWritten: true, Answer: []string{"area_far=leave"}}, intake.AreaFar, intake.LeaveOut, ""},
		{"beside a flag", answerFlags{AsWritten: true, Answer: []string{"area_far=leave"}}, intake.AreaSize, intake.Take, ""},
		{"owners go by a word", answerFlags{Answer: []string{"owner_absent=remove"}}, intake.OwnerAbsent, intake.Remove, ""},
		{"and by none otherwise", answerFlags{Corrections: true, OwnersReplace: true, AsWritten: true, NewBuildings: true, ThisCommunity: true, HandedOver: "x"}, intake.OwnerAbsent, intake.Unanswered, ""},
		{"no question", answerFlags{Answer: []string{"room=take"}}, "", "", "“room”不是可以答复的问题。可用：community (另一小区的房源)、"},
		{"no answer", answerFlags{Answer: []string{"area_far=remove"}}, "", "", "“remove”不能答复 area_far。可用：take (按文件采用)、leave (不采用)。"},
		{"no answer at all", answerFlags{Answer: []string{"area_far"}}, "", "", "--answer 的值不对"},
		{"two answers", answerFlags{Answer: []string{"area_far=take", "area_far=leave"}}, "", "", "互相矛盾"},
		{"the same twice", answerFlags{Answer: []string{"area_far=take", "area_far=take"}}, intake.AreaFar, intake.Take, ""},
		{"two flags", answerFlags{Corrections: true, OtherPeople: true}, "", "", "--corrections 与 --other-people 互相矛盾"},
		{"two flags, and a word before them", answerFlags{Corrections: true, OtherPeople: true, Answer: []string{"owner_other=leave"}}, intake.OtherOwner, intake.LeaveOut, ""},
	} {
		answers, err := c.flags.answers(words.New())
		var wrong misuse
		if errors.As(err, &wrong) != (c.wrong != "") || !strings.Contains(wrong.text, c.wrong) {
			t.Errorf("%s: %v", c.name, err)
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
