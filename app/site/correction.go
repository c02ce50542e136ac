package site

import (
	"slices"

	"keyday/app"
)

// Reason is why what was on record of a home or an owner was put right. It is chosen,
// not written: a text might name them.
type Reason string

// The reasons.
const (
	Mistyped  Reason = "mistyped"  // 台账或登记有误
	ByPaper   Reason = "by_paper"  // 以证件、合同原件为准
	BySurvey  Reason = "by_survey" // 以实测成果为准
	ByAccord  Reason = "by_accord" // 补充协议变更
	ItChanged Reason = "changed"   // 情况有变: a new phone, a new name
)

// HomeReasons and OwnerReasons are the reasons that forms offer for a home and an owner.
var (
	HomeReasons  = []Reason{Mistyped, ByPaper, BySurvey, ByAccord}
	OwnerReasons = []Reason{Mistyped, ByPaper, ItChanged}
)

// Correction records why a home, or an owner of it, was corrected. The old values stand in
// the journal. Insert-only.
type Correction struct {
	ID     app.ID
	Unit   app.ID
	Owner  app.ID // Nil for the home itself
	Reason Reason
}

// RecordCorrection records a correction whose reason is one of those that are offered. Without a
// reason it refuses where one has to be given, and records nothing where none has.
func RecordCorrection(tx interface {
	NewID() app.ID
	PutCorrection(Correction) error
}, c Correction, offered []Reason, must bool) error {
	if c.Reason == "" && !must {
		return nil
	}
	if !slices.Contains(offered, c.Reason) {
		return app.Refuse("correction.reason_missing")
	}
	c.ID = tx.NewID()
	return tx.PutCorrection(c)
}
