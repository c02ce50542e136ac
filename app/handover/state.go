package handover

import (
	"strconv"

	"keyday/app"
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

// Ladder lists every state, the least finished first; where two laptops moved a
// case differently, the earlier one is shown until a supervisor settles it.
var Ladder = []State{
	Planned, Invited, Rescheduled, NoShow, Booked, CheckedIn, InStations, Decided,
	Completed, FollowUp, Archived, Cancelled,
}

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

// machine is the whole state machine, in the order of the day. An owner who comes
// unannounced is checked in all the same; a decision other than acceptance leads
// back to a new date; Redo reopens a completed case for a corrected certificate.
var machine = app.Machine[State, Step]{Refusal: "handover.step_refused", Subject: "unit", Transitions: []app.Transition[State, Step]{
	{Step: Invite, From: []State{Planned, Invited}, To: Invited},
	{Step: Book, From: []State{Planned, Invited, Booked, NoShow, Rescheduled}, To: Booked},
	{Step: MissedSlot, From: []State{Invited, Booked}, To: NoShow},
	{Step: Reschedule, From: []State{Invited, Booked, NoShow, CheckedIn, InStations, Decided}, To: Rescheduled},
	{Step: CheckIn, From: []State{Planned, Invited, Booked, NoShow, Rescheduled}, To: CheckedIn},
	{Step: Begin, From: []State{CheckedIn}, To: InStations},
	{Step: Decide, From: []State{CheckedIn, InStations, Decided}, To: Decided},
	{Step: Complete, From: []State{Decided}, To: Completed},
	{Step: Follow, From: []State{Completed, FollowUp}, To: FollowUp},
	{Step: Archive, From: []State{Completed, FollowUp}, To: Archived},
	{Step: Cancel, From: []State{Planned, Invited, Booked, NoShow, Rescheduled, CheckedIn, InStations, Decided}, To: Cancelled},
	{Step: Redo, From: []State{Completed, FollowUp, Archived}, To: Decided, Implied: true},
}}

// Steps lists what may be done to a case in the state; whether the person may, and
// whether the gates are clear, are other questions.
func (s State) Steps() []Step { return machine.Steps(s) }

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

// Takes reports whether the owners took the home.
func (d Decision) Takes() bool { return d == Accepted || d == AcceptedWithDefects }

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
