package contract

import (
	"slices"
	"time"

	"keyday/app"
)

// AuthorityKind tells how a letter of authority was made.
type AuthorityKind string

// The kinds of letter.
const (
	Plain     AuthorityKind = "plain"     // 普通: signed by the owner
	Notarised AuthorityKind = "notarised" // 公证
)

// Scope is one power that a letter gives; letters name them item by item.
type Scope string

// The powers, as letters of authority list them.
const (
	MayInspect  Scope = "inspect"     // 验房
	MaySign     Scope = "certificate" // 签署房屋交接单
	MaySignPM   Scope = "pm_papers"   // 签署物业文件
	MayPay      Scope = "pay"         // 缴费
	MayTakeKeys Scope = "keys"        // 领取钥匙
)

// Scopes lists every power in the order of the letter.
var Scopes = []Scope{MayInspect, MaySign, MaySignPM, MayPay, MayTakeKeys}

// Authority is a 授权委托书: by it the agent acts for one owner of one unit.
type Authority struct {
	ID         app.ID
	Unit       app.ID
	Owner      app.ID // the principal
	Agent      string
	No         string // 公证书号 or the letter's own, "" for none
	IDType     string
	IDNo       string // sealed
	Phone      string // sealed
	Kind       AuthorityKind
	Scopes     []Scope
	From       app.Date
	To         app.Date // last day, "no date" for a letter without an end
	Scan       string   // hash of the letter's scan
	VerifiedBy app.ID   // who held the original letter and the agent's paper; Nil until then
	VerifiedAt time.Time
	Withdrawn  bool
}

// Gap says why the letter does not give the power on the day: "missing",
// "withdrawn", "unverified", "not_yet", "expired" or "scope"; "" where it does.
func (a Authority) Gap(scope Scope, day app.Date) string {
	switch {
	case a.ID.IsNil():
		return "missing"
	case a.Withdrawn:
		return "withdrawn"
	case a.VerifiedBy.IsNil():
		return "unverified"
	case day < a.From:
		return "not_yet"
	case !a.To.IsZero() && day > a.To:
		return "expired"
	case !slices.Contains(a.Scopes, scope):
		return "scope"
	}
	return ""
}
