package handover_test

import (
	"cmp"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
)

// Owners who refuse come again: what is said with them meanwhile stays with the
// case, and only the new visit moves it.
func TestARefusalIsFollowedUpUntilTheOwnersComeAgain(t *testing.T) {
	s := begin(t)
	s.arrived()
	s.Refused(s.follow("电话", 0), "handover.step_refused")
	first, later := s.Today().AddDays(7), s.Today().AddDays(14)
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Refused, Reason: handover.NoServices, NextOn: first}))
	s.Refused(s.follow(" ", later), "handover.remark_wanted")
	s.Refused(s.follow("电话", s.Today().AddDays(-1)), "handover.date_past")
	s.Refused(s.follow(strings.Repeat("长", 4001), 0), "handover.remark_long")
	s.Must(s.follow(strings.Repeat("长", 4000), s.Today())) // today still, and as much as there is room for
	s.Must(s.follow(" 燃气已通，业主改约 ", later))
	v := s.look()
	if v.Case.State != handover.Decided || v.Case.Decision != handover.Refused || v.Case.NextOn != later || len(v.Notes) != 2 || v.Notes[1].Reason != "燃气已通，业主改约" {
		t.Errorf("%+v, %+v", v.Case, v.Notes)
	}
	s.Refused(s.desk.Take(ctx, reception, unitID, handover.Archive, ""), "handover.step_refused")
	s.Must(s.book(handover.Slot{On: later}))
	s.Must(s.desk.CheckIn(ctx, reception, unitID))
	if v = s.look(); v.Case.State != handover.CheckedIn || v.Case.FirstDecision != handover.Refused {
		t.Errorf("%+v", v.Case)
	}
}

// A home that was handed over with open items is followed up until they are put
// right and the keys are back.
func TestACaseIsArchivedWhenNothingIsOwed(t *testing.T) {
	s := begin(t)
	d := defect.Defect{ID: app.ID{0xd}, Number: "D-01-00001", Unit: unitID, State: defect.Assigned, Severity: site.Minor}
	s.defects.Put(d)
	s.arrived()
	s.filled()
	s.Must(s.desk.Promise(ctx, reception, unitID, s.open(d.ID), s.Today().AddDays(9)))
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.AcceptedWithDefects}))
	s.Refused(s.desk.Take(ctx, reception, unitID, handover.Archive, ""), "handover.archive_open")
	paper, err := s.desk.DrawUp(ctx, reception, unitID)
	s.Must(err)
	s.signed(paper)
	s.Must(s.desk.Complete(ctx, reception, unitID))

	s.Must(s.follow("约周六上门", s.Today().AddDays(3)))
	s.Must(s.follow("已上门", 0))
	if v := s.look(); v.Case.State != handover.FollowUp || len(v.Notes) != 2 || !v.Case.NextOn.IsZero() {
		t.Errorf("%+v", v.Case)
	}
	s.Must(s.follow("再约", s.Today().AddDays(3)))
	if c, _, err := s.certificateNow(); err != nil || !c.NextDate.IsZero() {
		t.Errorf("the next contact prints as the next handover: %+v, %v", c.NextDate, err)
	}
	s.Refused(s.desk.Take(ctx, reception, unitID, handover.Archive, ""), "handover.archive_open")
	d.State = defect.Verified
	s.defects.Put(d)
	s.Refused(s.desk.Take(ctx, reception, unitID, handover.Archive, ""), "handover.archive_keys")
	s.Must(s.desk.ReturnKeys(ctx, reception, unitID, "entrance"))
	s.Must(s.desk.Take(ctx, reception, unitID, handover.Archive, ""))
	if v := s.look(); v.Case.State != handover.Archived || v.Unit.HandedOver.IsZero() {
		t.Errorf("%+v", v.Case)
	}
	s.Refused(s.follow("又来电", 0), "handover.step_refused")
}

// Keys that were not kept are owed to nobody, nor those that were meant to be kept at a
// visit that came to nothing.
func TestOnlyKeptKeysAreOwed(t *testing.T) {
	s := begin(t)
	s.arrived()
	s.Must(s.count(handover.Keys{Kind: "mailbox", Count: 2, Kept: 1, Purpose: "维修", Until: s.Today().AddDays(7)}))
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Postponed, NextOn: s.Today().AddDays(1)}))
	s.Clock = s.Clock.Add(24 * time.Hour)
	s.arrived()
	s.filled()
	s.Must(s.count(handover.Keys{Kind: "entrance", Count: 5}))
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Accepted}))
	d, err := s.desk.DrawUp(ctx, reception, unitID)
	s.Must(err)
	s.signed(d)
	s.Must(s.desk.Complete(ctx, reception, unitID))
	s.Must(s.desk.Take(ctx, reception, unitID, handover.Archive, ""))
}

// A meter does not run back between two visits; what was misread at this visit is
// put right freely.
func TestReadingsDoNotRunBack(t *testing.T) {
	s := begin(t)
	s.arrived()
	s.Must(s.read(handover.Meter{Kind: "water", Number: "SB01", Reading: "00120.5"}))
	s.Must(s.read(handover.Meter{Kind: "water", Number: "SB01", Reading: "00012.5"}))
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Postponed, NextOn: s.Today().AddDays(1)}))
	s.Clock = s.Clock.Add(24 * time.Hour)
	s.Must(s.desk.CheckIn(ctx, reception, unitID))
	s.Refused(s.read(handover.Meter{Kind: "water", Number: "SB01", Reading: "00012.4"}), "handover.reading_back")
	s.Must(s.read(handover.Meter{Kind: "water", Number: "SB02", Reading: "0"}))
	for reading, much := range map[string]bool{"": false, "00999.9": false, "1000": true} {
		if (handover.Meter{Reading: reading}).Much() != much {
			t.Errorf("%q", reading)
		}
	}
}

// The certificate says what the home was found fit by, and a refusal's paper lists
// what was found.
func TestTheCertificateSaysTheHomesCondition(t *testing.T) {
	s := begin(t)
	at := s.Clock
	for i, d := range []contract.Document{
		{Number: "YF-01-00003", Kind: contract.Sheet, State: contract.Voided, LockedAt: at},
		{Number: "YF-01-00001", Kind: contract.Sheet, State: contract.Locked, LockedAt: at.Add(-3 * time.Hour)},
		{Number: "YF-01-00002", Kind: contract.Sheet, State: contract.Locked, LockedAt: at.Add(-time.Hour)},
		{Number: "YF-01-00006", Kind: contract.Sheet, State: contract.Locked, LockedAt: at.Add(-2 * time.Hour)},
		{Number: "YF-01-00004", Kind: contract.Sheet, State: contract.Signed, LockedAt: at}, // of a walk with the owners
		{Number: "YF-01-00005", Kind: contract.Sheet, State: contract.Signed, LockedAt: at}, // of one that has not come from its laptop
	} {
		d.ID, d.Unit, d.Subject = app.ID{0x70, byte(i)}, unitID, app.ID{0x71, byte(i)}
		origin := defect.Internal
		if i == 4 {
			origin = defect.Accompanied
		}
		if i < 5 {
			s.inspections.Put(inspect.Inspection{ID: d.Subject, Origin: origin})
		}
		s.documents.Put(d)
	}
	s.defects.Put(defect.Defect{ID: app.ID{0xd}, Number: "D-01-00001", Unit: unitID, State: defect.Assigned, Severity: site.Minor})
	s.arrived()
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Refused, Reason: handover.OpenDefects, NextOn: s.Today().AddDays(7)}))
	d, err := s.desk.DrawUp(ctx, reception, unitID)
	s.Must(err)
	if c := s.content(d); c.Sheet != "YF-01-00002" || len(c.Defects) != 1 || c.Defects[0].Number != "D-01-00001" {
		t.Errorf("%+v", c)
	}
}

// The desk reminds of a property agreement whose text no lawyer approved when it was
// locked, or would be drawn up in such a one; the handover goes on.
func TestTheDeskMindsADraftOfTheAgreement(t *testing.T) {
	approved := func(from, withdrawn time.Time) contract.TextApproval {
		a := contract.TextApproval{ID: app.ID{0x71}, Template: contract.AgreementTemplate, Text: "a1", Lawyer: "陆衡", At: from, WithdrawnAt: withdrawn}
		if !withdrawn.IsZero() {
			a.Withdrawn = "改"
		}
		return a
	}
	for name, c := range map[string]struct {
		locked, from, withdrawn time.Duration // before now; 0 for never
		template                string
		state                   contract.State
		want                    bool
	}{
		"none drawn up, never approved":        {want: true},
		"none drawn up, approved":              {from: time.Hour},
		"none drawn up, withdrawn":             {from: 2 * time.Hour, withdrawn: time.Hour, want: true},
		"signed, never approved":               {locked: time.Hour, state: contract.Signed, want: true},
		"signed, approved before":              {locked: time.Hour, state: contract.Signed, from: 2 * time.Hour},
		"signed, approved at that moment":      {locked: time.Hour, state: contract.Signed, from: time.Hour},
		"signed, approved after":               {locked: 2 * time.Hour, state: contract.Signed, from: time.Hour, want: true},
		"signed, withdrawn after":              {locked: 2 * time.Hour, state: contract.Signed, from: 3 * time.Hour, withdrawn: time.Hour},
		"signed, withdrawn before":             {locked: time.Hour, state: contract.Signed, from: 3 * time.Hour, withdrawn: 2 * time.Hour, want: true},
		"signed in the first text":             {locked: time.Hour, state: contract.Signed, from: 2 * time.Hour, template: contract.AgreementFirst, want: true},
		"a draft was voided, and now approved": {locked: 2 * time.Hour, state: contract.Voided, from: time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			ago := func(d time.Duration) time.Time {
				if d == 0 {
					return time.Time{}
				}
				return s.Clock.Add(-d)
			}
			if c.from != 0 {
				s.Add(approved(ago(c.from), ago(c.withdrawn)))
			}
			if c.locked != 0 {
				id := app.ID{0x72}
				s.documents.Put(contract.Document{ID: id, Unit: unitID, Kind: contract.Agreement, State: c.state, LockedAt: ago(c.locked),
					Template: cmp.Or(c.template, contract.AgreementTemplate)})
			}
			v := s.look()
			minded := false
			for _, o := range v.Gate {
				if o.Code == "agreement_draft" {
					minded = true
					if o.Blocks {
						t.Error("it keeps the home from being handed over")
					}
				}
			}
			if minded != c.want {
				t.Errorf("minded: %t", minded)
			}
		})
	}
}

// certificateNow is what the certificate would say.
func (s *scene) certificateNow() (handover.CertificateContent, []string, error) {
	v := s.look()
	return handover.ContentOf(s.Memory, s.desk.Press(), &v, "JF-01-00099")
}
