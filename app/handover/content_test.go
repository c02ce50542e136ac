package handover_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
)

// decided brings a home to a decision, and answers what its certificate would say.
func (s *scene) decided(c handover.Choice) handover.CertificateContent {
	s.Helper()
	s.Must(s.desk.Decide(ctx, reception, unitID, c))
	said, _, err := s.certificateNow()
	s.Must(err)
	return said
}

// When they came and were expected stands on the paper of that day alone: who comes on
// another day than was agreed has no time agreed, and whose paper is made the day after
// did not come on the day that it is of.
func TestTheHoursOfTheVisit(t *testing.T) {
	for _, c := range []struct {
		name             string
		book             func(today app.Date) handover.Slot
		later            time.Duration // from the visit to its paper
		slot, start, end string
	}{
		{"as agreed", func(d app.Date) handover.Slot { return handover.Slot{On: d, From: "09:30", To: "10:00"} }, 0, "09:30–10:00", "09:30", "09:30"},
		{"without an end", func(d app.Date) handover.Slot { return handover.Slot{On: d, From: "09:30"} }, 0, "09:30", "09:30", "09:30"},
		{"the day alone", func(d app.Date) handover.Slot { return handover.Slot{On: d} }, 0, "", "09:30", "09:30"},
		{"a day early", func(d app.Date) handover.Slot { return handover.Slot{On: d.AddDays(1), From: "09:30", To: "10:00"} }, 0, "", "09:30", "09:30"},
		{"an hour later", func(d app.Date) handover.Slot { return handover.Slot{On: d, From: "09:30"} }, time.Hour, "09:30", "09:30", "10:30"},
		{"the paper a day later", func(d app.Date) handover.Slot { return handover.Slot{On: d, From: "09:30"} }, 24 * time.Hour, "", "", ""},
	} {
		s := begin(t)
		s.Must(s.book(c.book(s.Today())))
		s.arrived()
		s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Accepted}))
		s.Clock = s.Clock.Add(c.later)
		said, _, err := s.certificateNow()
		s.Must(err)
		if said.Slot != c.slot || said.Start != c.start || said.End != c.end || said.HandoverDate != s.Today() || said.Second {
			t.Errorf("%s: %q, %s to %s on %s", c.name, said.Slot, said.Start, said.End, said.HandoverDate)
		}
	}
}

// What the house type says stands on the paper and in what the gate says of a defect;
// without one the paper leaves it out, and rooms are called as they usually are.
func TestWhatTheHouseTypeSays(t *testing.T) {
	for _, c := range []struct {
		name                      string
		of                        site.HouseType
		part, house, finish, what string
	}{
		{name: "none", what: "卫生间 渗漏"},
		{name: "with the part of the room", part: "地面", what: "卫生间 地面 渗漏"},
		{name: "fitted", of: site.HouseType{ID: app.ID{0xf}, Name: "A户型", Finish: site.Fitted, Rooms: []site.Room{{Key: "bath1", Name: "公卫"}}},
			house: "A户型", finish: "handover.finish.fitted", what: "公卫 渗漏"},
		{name: "of no finish", of: site.HouseType{ID: app.ID{0xf}, Name: "A户型"}, house: "A户型", what: "卫生间 渗漏"},
		{name: "on its way from another laptop", of: site.HouseType{ID: app.ID{0xf0}}, what: "卫生间 渗漏"},
	} {
		s := begin(t)
		u := s.units.At(unitID)
		u.HouseType = c.of.ID
		s.Must(s.PutUnit(u))
		if c.of.Name != "" {
			s.Add(c.of)
		}
		id := s.defect(1, site.Serious, s.Today())
		d := s.defects.At(id)
		d.Part = c.part
		s.Must(s.PutDefect(d))
		s.arrived()
		said := s.decided(handover.Choice{Decision: handover.ViewedOnly})
		if said.HouseType != c.house || said.Finish != c.finish {
			t.Errorf("%s: the paper says %q, %q", c.name, said.HouseType, said.Finish)
		}
		if refusal := s.look().Gate.Err().Error(); !strings.Contains(refusal, c.what) || strings.Contains(refusal, "  ") {
			t.Errorf("%s: the gate says %s", c.name, refusal)
		}
	}
}

// An agent stands on the paper once, however many owners sent them, each with the letter
// of their own; two agents stand beside each other.
func TestTheAgentsOnThePaper(t *testing.T) {
	letter := func(name, no string, kind contract.AuthorityKind) contract.Authority {
		return contract.Authority{Agent: name, No: no, IDType: "身份证", IDNo: "32010219700101" + no, Phone: "1390000" + no, Kind: kind,
			Scopes: []contract.Scope{contract.MaySign, contract.MayTakeKeys}, From: app.NewDate(2026, 11, 20)}
	}
	chen, lu := letter("陈律", "0011", contract.Notarised), letter("陆姨", "0038", contract.Plain)
	const notarised = "handover.letter.notarisedhandover.form.letter 0011，2026-11-20 handover.form.letter_from，handover.scope.certificate、handover.scope.keys"
	const plain = "handover.letter.plainhandover.form.letter 0038，2026-11-20 handover.form.letter_from，handover.scope.certificate、handover.scope.keys"
	for name, c := range map[string]struct {
		of   map[app.ID]contract.Authority
		want handover.CertificateAgent
	}{
		"none":                   {nil, handover.CertificateAgent{}},
		"of one owner":           {map[app.ID]contract.Authority{liID: chen}, handover.CertificateAgent{"陈律", "320***********0011", "139****0011", "李梅", notarised}},
		"the same of two owners": {map[app.ID]contract.Authority{wangID: chen, liID: chen}, handover.CertificateAgent{"陈律", "320***********0011", "139****0011", "王建国、李梅", notarised}},
		"another of each": {map[app.ID]contract.Authority{wangID: chen, liID: lu}, handover.CertificateAgent{"陈律、陆姨", "320***********0011、320***********0038",
			"139****0011、139****0038", "王建国、李梅", notarised + "；" + plain}},
	} {
		s := begin(t)
		s.arrived()
		for owner, letter := range c.of {
			s.Must(s.desk.CheckAgent(ctx, reception, unitID, letter, handover.Agent{[]app.ID{owner}, handover.Identification{Paper: "身份证", Original: true}}))
		}
		if said := s.decided(handover.Choice{Decision: handover.Accepted}); said.Agent != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, said.Agent, c.want)
		}
	}
}

// A line stands on the paper where something was counted: handed over or only kept.
func TestLinesOnThePaper(t *testing.T) {
	s := begin(t)
	s.arrived()
	s.Must(s.hand(handover.Paper{Kind: "user_manual", Count: 1}))
	s.Must(s.hand(handover.Paper{Kind: "warranty_book", Count: 1}))
	s.Must(s.hand(handover.Paper{Kind: "warranty_book", Count: 0}))
	s.Must(s.count(handover.Keys{Kind: "entrance", Count: 1, Kept: 1, Purpose: "维修"}))
	s.Must(s.count(handover.Keys{Kind: "mailbox", Kept: 2, Purpose: "维修"}))
	s.Must(s.count(handover.Keys{Kind: "storage", Count: 1}))
	s.Must(s.count(handover.Keys{Kind: "storage", Count: 0}))
	s.Must(s.read(handover.Meter{Kind: "water", Number: "SW-1"}))
	s.Must(s.read(handover.Meter{Kind: "gas", Reading: "0001"}))
	s.Must(s.read(handover.Meter{Kind: "heat"}))
	said := s.decided(handover.Choice{Decision: handover.ViewedOnly})
	var got []string
	for _, d := range said.Documents {
		got = append(got, d.Name)
	}
	for _, k := range said.Keys {
		got = append(got, k.Kind)
	}
	for _, m := range said.Meters {
		got = append(got, m.Kind)
	}
	want := "handover.paper.user_manual handover.key.entrance handover.key.mailbox handover.meter.water handover.meter.gas"
	if strings.Join(got, " ") != want {
		t.Errorf("%s", strings.Join(got, " "))
	}
}

// What somebody's word let pass is the company's own record: the owners' paper does not say
// it.
func TestWhatWasLetPassIsNotOnTheOwnersPaper(t *testing.T) {
	s := begin(t)
	s.arrived()
	s.defect(1, site.Serious, 0)
	s.defect(2, site.Serious, 0)
	s.Must(s.desk.Override(ctx, supervisor, unitID, []string{"grave_defect D-01-00002"}, "业主同意"))
	said := s.decided(handover.Choice{Decision: handover.Refused, Reason: handover.GraveDefect, NextOn: s.Today()})
	if len(said.Overrides) != 0 || len(s.look().Overrides) != 1 {
		t.Errorf("%+v", said.Overrides)
	}
}

// A paper no longer says what is on record once anything of it is written anew, the open
// defects or their dates move, or others have to sign.
func TestWhatMakesThePaperStale(t *testing.T) {
	with := handover.Choice{Decision: handover.AcceptedWithDefects}
	for _, c := range []struct {
		name  string
		do    func(*scene) error
		stale bool
	}{
		{"nothing", func(*scene) error { return nil }, false},
		{"somebody looked at it", func(s *scene) error { s.look(); _, err := s.desk.DrawUp(ctx, reception, unitID); return err }, false},
		{"an identity", func(s *scene) error {
			return s.desk.CheckOwner(ctx, reception, unitID, wangID, handover.Identification{Paper: "护照", Original: true})
		}, true},
		{"a decision", func(s *scene) error { return s.desk.Decide(ctx, reception, unitID, with) }, true},
		{"a meter", func(s *scene) error { return s.read(handover.Meter{Kind: "gas", Number: "1", Reading: "1"}) }, true},
		{"keys", func(s *scene) error { return s.count(handover.Keys{Kind: "mailbox", Count: 1}) }, true},
		{"a paper", func(s *scene) error { return s.hand(handover.Paper{Kind: "user_manual", Count: 3}) }, true},
		{"an override", func(s *scene) error {
			s.inspections.Set()
			return s.desk.Override(ctx, supervisor, unitID, []string{"not_inspected"}, "业主急需")
		}, true},
		{"one more defect", func(s *scene) error { s.defect(2, site.Minor, s.Today()); return nil }, true},
		{"none any more", func(s *scene) error {
			return s.PutDefect(defect.Defect{ID: app.ID{0xd, 1}, Unit: unitID, State: defect.Verified})
		}, true},
		{"another date of the defect", func(s *scene) error { s.defect(1, site.Minor, s.Today().AddDays(9)); return nil }, true},
		{"one more owner", func(s *scene) error {
			s.owners.Put(site.Owner{ID: app.ID{0x30}, Name: "王小明"})
			return s.PutOwnership(site.Ownership{ID: app.ID{0x31}, Unit: unitID, Owner: app.ID{0x30}})
		}, true},
		{"one owner fewer", func(s *scene) error {
			return s.PutOwnership(site.Ownership{ID: app.ID{6}, Unit: unitID, Owner: liID, Ended: true})
		}, true},
	} {
		s := begin(t)
		s.arrived()
		s.filled()
		s.defect(1, site.Minor, s.Today())
		s.Must(s.desk.Decide(ctx, reception, unitID, with))
		_, err := s.desk.DrawUp(ctx, reception, unitID)
		s.Must(err)
		s.Must(c.do(s))
		if v := s.look(); v.Stale() != c.stale {
			t.Errorf("%s: stale %t", c.name, !c.stale)
		}
	}
}

// A paper that records a refusal does not list what is promised, and does not grow stale
// when a defect is found.
func TestARefusalsPaperStandsWhateverIsFound(t *testing.T) {
	s := begin(t)
	s.arrived()
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Refused, Reason: handover.Fees, NextOn: s.Today()}))
	_, err := s.desk.DrawUp(ctx, reception, unitID)
	s.Must(err)
	s.defect(1, site.Minor, 0)
	if v := s.look(); v.Stale() {
		t.Error("stale")
	}
}

// A home of which the ledger says that it was handed over is not one whose paper is being
// corrected: no certificate is made of it.
func TestAHomeHandedOverElsewhereGetsNoCertificate(t *testing.T) {
	s := begin(t)
	s.arrived()
	s.filled()
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Accepted}))
	u := s.units.At(unitID)
	u.HandedOver = s.Today()
	s.Must(s.PutUnit(u))
	_, err := s.desk.DrawUp(ctx, reception, unitID)
	s.Refused(err, "handover.taken")
	if s.documents.Len() != 0 {
		t.Error("a certificate was made")
	}
	// Nor is one that the ledger took back: it is asked again what speaks against it.
	s = begin(t)
	s.through()
	s.Must(s.desk.Take(ctx, supervisor, unitID, handover.Redo, "更正"))
	u = s.units.At(unitID)
	u.HandedOver, u.Fund = 0, site.FundUnpaid
	s.Must(s.PutUnit(u))
	_, err = s.desk.DrawUp(ctx, reception, unitID)
	s.Refused(err, "handover.fund_unpaid")
}

// The annex is the same in whatever order its lines came.
func TestTheAnnexHasNoOrder(t *testing.T) {
	s := begin(t)
	s.arrived()
	s.filled()
	for n, severity := range []site.Severity{site.Minor, site.Normal, site.Minor} {
		s.defect(n+1, severity, s.Today())
	}
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.AcceptedWithDefects}))
	all := s.defects.All()
	slices.Reverse(all)
	s.defects.Set(all...)
	if v := s.look(); v.AnnexMoved() {
		t.Errorf("%+v is another annex than %+v", v.Annex(), v.Last().Items)
	}
}
