package handover

import (
	"cmp"
	"slices"
	"strconv"

	"keyday/app"
	"keyday/app/staff"
)

// State is where a case stands.
type State string

// The states (product: state machines, Handover case).
const (
	Planned     State = "planned"     // 待邀约
	Invited     State = "invited"     // 已邀约
	Booked      State = "booked"      // 已预约
	NoShow      State = "no_show"     // 未到场
	Rescheduled State = "rescheduled" // 已改期
	CheckedIn   State = "checked_in"  // 已签到
	InStations  State = "in_stations" // 办理中
	Decided     State = "decided"     // 已决定
	Completed   State = "completed"   // 已交付
	FollowUp    State = "follow_up"   // 跟进中
	Archived    State = "archived"    // 已归档
	Cancelled   State = "cancelled"   // 已取消
)

// Phase is the part of the work that a state belongs to.
type Phase string

// The phases, in the order of the work.
const (
	ToCome     Phase = "to_come"     // nobody is here
	AtStations Phase = "at_stations" // somebody is here, and nothing is decided
	ToComplete Phase = "to_complete" // decided
	HandedOver Phase = "handed_over"
	CalledOff  Phase = "called_off"
)

// ladder is every state with its phase, the least finished first; where two laptops moved
// a case differently, the earlier one is shown until a supervisor settles it.
var ladder = app.Ladder[State, Phase]{
	{State: Planned, Phase: ToCome},
	{State: Invited, Phase: ToCome},
	{State: Rescheduled, Phase: ToCome},
	{State: NoShow, Phase: ToCome},
	{State: Booked, Phase: ToCome},
	{State: CheckedIn, Phase: AtStations},
	{State: InStations, Phase: AtStations},
	{State: Decided, Phase: ToComplete},
	{State: Completed, Phase: HandedOver},
	{State: FollowUp, Phase: HandedOver},
	{State: Archived, Phase: HandedOver},
	{State: Cancelled, Phase: CalledOff},
}

// Ladder lists every state, the least finished first.
var Ladder = ladder.States()

// StatesIn lists the states of the phases.
func StatesIn(phases ...Phase) []State { return ladder.States(phases...) }

// Phase is the part of the work that the state belongs to, "" where there is no case.
func (s State) Phase() Phase { return ladder.Phase(s) }

// Here reports whether lines may be filled: somebody has come, and the home is not
// handed over yet, or taken up again for a corrected paper.
func (s State) Here() bool { return s.Phase() == AtStations || s.Phase() == ToComplete }

// Step is a thing that people do to a case.
type Step string

// The steps. A step's name is also the action's in the history: "handover.check_in".
const (
	Plan       Step = "plan"
	Invite     Step = "invite"
	Book       Step = "book"
	MissedSlot Step = "no_show"
	Reschedule Step = "reschedule"
	CheckIn    Step = "check_in"
	Begin      Step = "begin"
	Decide     Step = "decide"
	Complete   Step = "complete"
	Follow     Step = "follow_up"
	Archive    Step = "archive"
	Cancel     Step = "cancel"
	Redo       Step = "redo"
)

// Act is a step that leaves the state as it is, and that no move records.
type Act = Step

// DrawUp locks the certificate.
const DrawUp Act = "draw_up"

// before are the states from which owners may come: nobody has, or the last visit ended
// without the home being taken.
var before = ladder.States(ToCome, ToComplete)

// Machine is the whole state machine, in the order in which a screen offers the steps. An
// owner who comes unannounced is checked in all the same; a decision other than
// acceptance leads back to a new date; Redo reopens a completed case for a corrected
// certificate. What the decision adds stands in calls.
var Machine = app.Machine[State, Step]{Refusal: "handover.step_refused", Subject: "unit", Transitions: []app.Transition[State, Step]{
	{Step: Plan, From: []State{""}, To: Planned, Needs: staff.Receive},
	{Step: Book, From: before, To: Booked, Needs: staff.Receive},
	{Step: Invite, From: []State{Planned, Invited}, To: Invited, Needs: staff.Receive},
	{Step: MissedSlot, From: []State{Invited, Booked}, To: NoShow, Needs: staff.Receive},
	{Step: Reschedule, From: []State{Invited, Booked, NoShow, CheckedIn, InStations, Decided}, To: Rescheduled, Needs: staff.Receive, Implied: true},
	{Step: CheckIn, From: before, To: CheckedIn, Needs: staff.Receive, Next: ladder.States(ToCome)},
	{Step: Begin, From: []State{CheckedIn}, To: InStations, Needs: staff.Receive, Implied: true},
	{Step: Decide, From: []State{CheckedIn, InStations, Decided}, To: Decided, Needs: staff.Receive, Next: ladder.States(AtStations)},
	{Step: Complete, From: []State{Decided}, To: Completed, Needs: staff.Receive, Next: ladder.States(ToComplete)},
	{Step: DrawUp, From: []State{Decided}, Needs: staff.Receive},
	{Step: Follow, From: []State{Completed, FollowUp}, To: FollowUp, Needs: staff.Receive},
	{Step: Follow, From: []State{NoShow, Rescheduled, Decided}, Needs: staff.Receive},
	{Step: Archive, From: []State{Completed, FollowUp}, To: Archived, Needs: staff.Receive, Asks: app.AsksNothing},
	{Step: Redo, From: ladder.States(HandedOver), To: Decided, Needs: staff.VoidDocuments, Asks: app.AsksReason},
	{Step: Cancel, From: ladder.States(ToCome, AtStations, ToComplete), To: Cancelled, Needs: staff.Override, Asks: app.AsksReason},
}}

// Needs is the permission that the step asks for.
func (s Step) Needs() staff.Permission { return Machine.Needs("", s) }

// Asks is what the step wants to know.
func (s Step) Asks() app.Asks { return Machine.Asks(s) }

// Next is the step that the home's case waits for, "" for none: where the owners did not
// take the home, a new date.
func (v View) Next() Step {
	if v.Case.State.Phase() == ToComplete && !v.Case.Decision.Takes() {
		return Book
	}
	return Machine.Next(cmp.Or(v.Case.State, Planned))
}

// StepsFor lists what the actor may do with the home's case; whether the gates are clear
// is another question. A case is planned by the first step that is taken.
func (v View) StepsFor(actor app.Actor) []Step {
	steps := Machine.StepsFor(cmp.Or(v.Case.State, Planned), staff.Can(actor, v.Building.Community))
	return slices.DeleteFunc(steps, func(s Step) bool { return !v.calls(s) || s == DrawUp && v.Case.Decision.Takes() })
}

// calls reports whether decision and home, too, allow the step: where the owners take the
// home, the next step is to complete it, and a case of a home that was handed over goes on.
func (v View) calls(s Step) bool {
	taken := v.Case.State == Decided && v.Case.Decision.Takes()
	switch s {
	case Book, CheckIn, Follow:
		return !taken
	case Cancel: // what nobody has begun
		return !v.Case.ID.IsNil() && v.Unit.HandedOver.IsZero()
	}
	return true
}

// after is the state that the step leads the case to, or the refusal.
func (v View) after(s Step) (State, error) {
	if !v.calls(s) {
		return v.Case.State, Machine.Refused(v.Case.State, s, v.Unit.Code)
	}
	return Machine.After(v.Case.State, s, v.Unit.Code)
}

// Decision is what the owners decided.
type Decision string

// The decisions (product: state machines).
const (
	Undecided           Decision = ""
	ViewedOnly          Decision = "viewed_only"           // 只看房
	Accepted            Decision = "accepted"              // 收楼
	AcceptedWithDefects Decision = "accepted_with_defects" // 带问题收楼
	Refused             Decision = "refused"               // 拒收
	Postponed           Decision = "postponed"             // 缓收
)

// Decisions lists what may be decided, in the order in which certificate and screen offer it.
var Decisions = []Decision{Accepted, AcceptedWithDefects, Refused, Postponed, ViewedOnly}

// By what follows from them: the owners took the home, or come again on a day that they say.
var (
	TakingDecisions  = []Decision{Accepted, AcceptedWithDefects}
	TurningDecisions = []Decision{Refused, Postponed}
)

// Takes reports whether the owners took the home.
func (d Decision) Takes() bool { return slices.Contains(TakingDecisions, d) }

// Turns reports whether the owners did not take it, and come again.
func (d Decision) Turns() bool { return slices.Contains(TurningDecisions, d) }

// RefusalReason is the coded reason of a refusal.
type RefusalReason string

// The reasons. No papers, an unsound structure, defects that gravely impair living
// (商品房买卖合同司法解释 art. 9 and 10) and missing services justify a refusal; ordinary
// defects are rectified before the home is handed over (示范文本 art. 12).
const (
	NoPapers    RefusalReason = "no_papers"    // 未出示备案、测绘或两书
	Structure   RefusalReason = "structure"    // 主体结构质量
	GraveDefect RefusalReason = "grave_defect" // 质量问题严重影响居住
	OpenDefects RefusalReason = "open_defects" // 问题未整改完
	NoServices  RefusalReason = "no_services"  // 水、电、气、暖未通
	NotAsSold   RefusalReason = "not_as_sold"  // 与合同或承诺不符
	AreaGap     RefusalReason = "area_gap"     // 面积误差争议
	Fees        RefusalReason = "fees"         // 费用争议
	OtherReason RefusalReason = "unlisted"     // 其他, said in the remark
)

// RefusalReasons lists every reason in its order.
var RefusalReasons = []RefusalReason{
	NoPapers, Structure, GraveDefect, OpenDefects, NoServices, NotAsSold, AreaGap, Fees, OtherReason,
}

func caseName(n int) string { return "handover/" + strconv.Itoa(n) }
