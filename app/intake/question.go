package intake

import "keyday/app/site"

// A question is a finding that only a person can settle: a new buyer stands where
// another one stood, a figure cannot be, the home was handed over and signed for. Until
// it is answered nothing changes by it: the row, or the part of it that is in doubt, is
// left out. Answers come in with Options, for all rows of a kind or for one row, and the
// plan that comes of it is what happens; command line and window ask the same.

// Answer is what a person says to a question. Its word stands in the catalogue as
// intake.answer.<kind>.<answer>.
type Answer string

// The answers. Which of them a question takes, FindingKind.Answers says.
const (
	Unanswered Answer = ""
	LeaveOut   Answer = "leave"      // as if it were not in the file; also before anybody answers
	Take       Answer = "take"       // it is right as it is written
	Correction Answer = "correction" // the same person, the same home: what is known of them was wrong
	Another    Answer = "another"    // another person, another home
	Replace    Answer = "replace"    // the owners of the file own it now, those of today no more
	Add        Answer = "add"        // they own it together with those of today
	Keep       Answer = "keep"       // an owner whom the file does not name stays one; also before anybody answers
	Remove     Answer = "remove"     // they are an owner no more
)

// The kinds that ask.
const (
	UnknownBuilding FindingKind = "building_unknown" // the site has buildings, and not this one; At is the first row, Other how many homes
	OtherCommunity  FindingKind = "community"        // the row is of a community of another name (Text); once per name, Other how many homes
	KeyMoved        FindingKind = "key_moved"        // the hidden identity is that of a home with another number (Other)
	HandedOver      FindingKind = "handed_over"      // the home was handed over, and what that settled would change (Text); Other is the papers signed
	Signed          FindingKind = "signed"           // an owner (Who, or any of the home) has signed papers (Other), and what that settled would change (Text)
	OtherOwner      FindingKind = "owner_other"      // a hidden identity, or the phone of a home's only owner (Other), with another name and number
	OwnersReplaced  FindingKind = "owners_replaced"  // the file names none of the owners (Other)
	NotOwner        FindingKind = "not_owner"        // 租户, 子女: somebody who lives there
	AreaFar         FindingKind = "area_far"         // more than a tenth from another area of the home
	AreaSize        FindingKind = "area_size"        // no home is so small, or so large
	PriceSize       FindingKind = "price_size"       // nobody pays so little, or so much, for a square metre
	SharesSum       FindingKind = "shares_sum"       // the owners' shares do not make a whole, or do though some (Other, how many) have none
	ContractShared  FindingKind = "contract_shared"  // another home has the same contract's number
	SignedLate      FindingKind = "signed_late"      // signed after the day that the contract promises
)

// asks are the questions with their answers, in the order in which a menu offers them;
// a plan lists them in this order.
var asks = []struct {
	kind    FindingKind
	answers []Answer
}{
	{OtherCommunity, []Answer{Take, LeaveOut}},
	{UnknownBuilding, []Answer{Take, LeaveOut}},
	{KeyMoved, []Answer{Correction, Another, LeaveOut}},
	{HandedOver, []Answer{Take, LeaveOut}},
	{Signed, []Answer{Take, LeaveOut}},
	{OtherOwner, []Answer{Correction, Another, LeaveOut}},
	{OwnersReplaced, []Answer{Replace, Add, LeaveOut}},
	{NotOwner, []Answer{Take, LeaveOut}},
	{ContractShared, []Answer{Take, LeaveOut}},
	{AreaFar, []Answer{Take, LeaveOut}},
	{AreaSize, []Answer{Take, LeaveOut}},
	{PriceSize, []Answer{Take, LeaveOut}},
	{SharesSum, []Answer{Take, LeaveOut}},
	{SignedLate, []Answer{Take, LeaveOut}},
	{OwnerAbsent, []Answer{Keep, Remove}},
}

// Answers lists what can be answered to a finding of the kind; none where nothing is
// asked. OwnerAbsent may be answered and need not: it weighs as a warning.
func (k FindingKind) Answers() []Answer {
	for _, a := range asks {
		if a.kind == k {
			return a.answers
		}
	}
	return nil
}

// Answerable lists the kinds that can be answered.
func Answerable() []FindingKind {
	var kinds []FindingKind
	for _, a := range asks {
		kinds = append(kinds, a.kind)
	}
	return kinds
}

// Flag is a word of the command line that answers questions, all of a kind. What has no
// flag, and what a flag answers too, is answered by --answer KIND=ANSWER.
type Flag struct {
	Name   string // new-buildings
	Answer Answer
	Kinds  []FindingKind
	Reason bool // takes a text: why
}

// Flags are those words. A flag answers every kind of its list that has not been
// answered otherwise.
var Flags = []Flag{
	{Name: "new-buildings", Answer: Take, Kinds: []FindingKind{UnknownBuilding}},
	{Name: "this-community", Answer: Take, Kinds: []FindingKind{OtherCommunity}},
	{Name: "corrections", Answer: Correction, Kinds: []FindingKind{OtherOwner, KeyMoved}},
	{Name: "other-people", Answer: Another, Kinds: []FindingKind{OtherOwner}},
	{Name: "owners-replace", Answer: Replace, Kinds: []FindingKind{OwnersReplaced}},
	{Name: "as-written", Answer: Take, Kinds: []FindingKind{ContractShared, AreaFar, AreaSize, PriceSize, SharesSum, SignedLate}},
	{Name: "handed-over", Answer: Take, Kinds: []FindingKind{HandedOver, Signed}, Reason: true},
}

// Flags lists the flags that answer the kind, as one types them: --corrections,
// --answer not_owner=take.
func (k FindingKind) Flags() []string {
	var flags []string
	said := map[Answer]bool{LeaveOut: true, Keep: true} // needs no word
	for _, f := range Flags {
		for _, kind := range f.Kinds {
			if kind == k {
				flags, said[f.Answer] = append(flags, "--"+f.Name), true
			}
		}
	}
	for _, a := range k.Answers() {
		if !said[a] {
			flags = append(flags, "--answer "+string(k)+"="+string(a))
		}
	}
	return flags
}

// Asking is one question of a plan: its kind, and the row that it is about.
type Asking struct {
	Kind  FindingKind
	Sheet string
	Row   int // counted from 0, as in Spot
}

// Asking is what an answer to the finding alone is kept under.
func (f Finding) Asking() Asking { return Asking{f.Kind, f.At.Sheet, f.At.Cell.Row} }

// Answers are what a person has said to the questions of a file: to all of a kind, and,
// before that, to one row. The zero value has said nothing.
type Answers struct {
	All    map[FindingKind]Answer
	Rows   map[Asking]Answer
	Reason site.Reason // one of Reasons: why what was settled changes; it is not without
}

// Settles reports whether the answer to a question of the kind changes what was settled
// with owners: it needs a reason, and somebody who may.
func (k FindingKind) Settles(answer Answer) bool {
	return (k == HandedOver || k == Signed) && answer == Take
}

// settles reports whether one of the answers does.
func (a Answers) settles() bool {
	for k, answer := range a.All {
		if k.Settles(answer) {
			return true
		}
	}
	for q, answer := range a.Rows {
		if q.Kind.Settles(answer) {
			return true
		}
	}
	return false
}

// Reasons are why what was settled changes, as they are offered: an import corrects homes
// and owners at once.
var Reasons = []site.Reason{site.Mistyped, site.ByPaper, site.BySurvey, site.ByAccord, site.ItChanged}

// Say answers every question of the kind; Unanswered takes it back.
func (a *Answers) Say(k FindingKind, answer Answer) {
	a.All = said(a.All, k, answer)
}

// SayOf answers the question of one row; Unanswered takes it back.
func (a *Answers) SayOf(q Asking, answer Answer) {
	a.Rows = said(a.Rows, q, answer)
}

// said copies, so that options which were handed over do not change under a dry run.
func said[K comparable](m map[K]Answer, k K, answer Answer) map[K]Answer {
	out := make(map[K]Answer, len(m)+1)
	for key, a := range m {
		out[key] = a
	}
	if out[k] = answer; answer == Unanswered {
		delete(out, k)
	}
	return out
}

// To is what was answered to the question.
func (a Answers) To(q Asking) Answer {
	answer := a.Rows[q]
	if answer == Unanswered {
		answer = a.All[q.Kind]
	}
	if q.Kind.Settles(answer) && a.Reason == "" {
		return Unanswered
	}
	return answer
}
