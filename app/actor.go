package app

import (
	"context"
	"slices"
)

// Role is what a person is on the site (product: ten systems, no. 10).
type Role string

// The roles, from the least to the most entitled.
const (
	Handover   Role = "handover"   // 交付人员/验房员: walks units, records, signs with owners
	Assistant  Role = "assistant"  // 客服助理: imports, prints, files, runs reception
	Supervisor Role = "supervisor" // 客服主管: signs off, assigns, overrides, signs contracts
	Senior     Role = "senior"     // 客服高级主管: plans, all communities
	Manager    Role = "manager"    // 营销部经理: approves, audits
)

// Permission is one thing that a role may do; staff names them, and says which role
// holds which.
type Permission string

// Actor is the person in whose name a use case runs.
type Actor struct {
	Staff       ID
	Name        string
	Role        Role
	Communities []ID // scope; empty means every community of the site
}

// InScope reports whether the actor may work in the community.
func (a Actor) InScope(community ID) bool {
	return len(a.Communities) == 0 || slices.Contains(a.Communities, community)
}

// Writer is the one way to write. Do runs fn inside one immediate transaction;
// fn reads and checks through tx, stages changes, and on a nil return all of
// them are recorded in the journal under the action's name and committed
// together. T is the narrow view of the transaction that a domain asks for.
type Writer[T any] interface {
	Do(ctx context.Context, actor Actor, action string, fn func(tx T) error) error
}
