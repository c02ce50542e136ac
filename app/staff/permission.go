package staff

import (
	"slices"
	"strings"

	"keyday/app"
)

// Permission is one thing that a role may do.
type Permission = app.Permission

// The permissions, grouped as the work is.
const (
	ImportUnits     Permission = "import"           // 导入房源与业主
	EditOwners      Permission = "owner.edit"       // 更正业主资料
	CorrectSettled  Permission = "owner.settled"    // 更正已交付、已签署的资料; see site.Settled
	SeePrivate      Permission = "owner.private"    // 看证件号与电话全文
	Inspect         Permission = "inspect"          // 验房、记录问题
	SignOff         Permission = "inspect.signoff"  // 验收签认、退回
	Assign          Permission = "defect.assign"    // 派单、发整改通知
	Rectify         Permission = "defect.rectify"   // 记录整改完成
	Verify          Permission = "defect.verify"    // 复验销项
	Rule            Permission = "defect.rule"      // 挂起、让步接收、作废
	Receive         Permission = "handover.receive" // 办理交付
	Override        Permission = "handover.override"
	SignContracts   Permission = "contract.sign"
	VoidDocuments   Permission = "document.void"
	Print           Permission = "print"
	ManageSite      Permission = "site.manage" // 户型、单位、抬头
	ManageStaff     Permission = "staff.manage"
	Erase           Permission = "person.erase" // 清除个人资料
	Backup          Permission = "backup"       // 设定备份，或用自己的口令备份
	SettleConflicts Permission = "conflict.settle"
)

var allowed = map[app.Role][]Permission{
	app.Handover:  {Inspect, Rectify, Verify, Receive, Print},
	app.Assistant: {ImportUnits, EditOwners, SeePrivate, Inspect, Rectify, Receive, Print},
	app.Supervisor: {ImportUnits, EditOwners, CorrectSettled, SeePrivate, Inspect, SignOff, Assign, Rectify, Verify, Rule,
		Receive, Override, SignContracts, VoidDocuments, Print, ManageSite, ManageStaff, Erase, Backup, SettleConflicts},
	app.Senior: {ImportUnits, EditOwners, CorrectSettled, SeePrivate, Inspect, SignOff, Assign, Rectify, Verify, Rule,
		Receive, Override, SignContracts, VoidDocuments, Print, ManageSite, ManageStaff, Erase, Backup, SettleConflicts},
	app.Manager: {SeePrivate, SignOff, Rule, Override, VoidDocuments, Print, ManageStaff, Backup},
}

// Roles lists them from the least to the greatest.
var Roles = []app.Role{app.Handover, app.Assistant, app.Supervisor, app.Senior, app.Manager}

// Who lists the roles that have the permission, for a refusal to name.
func Who(p Permission) string {
	var roles []string
	for _, r := range Roles {
		if slices.Contains(allowed[r], p) {
			roles = append(roles, string(r))
		}
	}
	return strings.Join(roles, "、")
}

// May refuses with "permission.missing" where the actor's role lacks the permission, and
// names those who have it; with "permission.scope" where what it is about lies in a
// community that is not the actor's. It may lie in one, in several, or (the whole site's) in
// none.
func May(actor app.Actor, p Permission, communities ...app.ID) error {
	if !slices.Contains(allowed[actor.Role], p) {
		return app.Refuse("permission.missing", "who", actor.Name, "what", string(p), "may", Who(p))
	}
	for _, community := range communities {
		if !actor.InScope(community) {
			return app.Refuse("permission.scope", "who", actor.Name)
		}
	}
	return nil
}

// Can answers May as a predicate, which app.Machine.StepsFor takes.
func Can(actor app.Actor, communities ...app.ID) func(Permission) bool {
	return func(p Permission) bool { return May(actor, p, communities...) == nil }
}
