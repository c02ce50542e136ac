package store_test

import (
	"context"

	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/records"
)

// The desks judge what becomes of a record, not what an old form says of it: a field
// that the person left alone is as it is by now.

func staffDesk(s *records.Store) *staff.Desk {
	return staff.New(records.Narrow(s, func(tx *records.Tx) staff.Tx { return tx }), func(pin string) (string, error) { return "hashed " + pin, nil })
}

// Of two people who change a firm, the second is not judged by a name that the first
// has changed.
func TestSiteDeskJudgesWhatBecomesOfIt(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	ctx, desk, a := context.Background(), siteDesk(s), chief.Actor()
	stale := got(s.SeeFirm(ctx, app.ID{6}))(t)
	old := stale.Value.Name
	now := got(s.SeeFirm(ctx, app.ID{6}))(t)
	renamed := now.Value
	renamed.Name = "华泰建设"
	got(desk.PutFirm(ctx, a, &now, renamed))(t)
	other := got(desk.PutFirm(ctx, a, nil, site.Firm{Name: old}))(t) // the name is free by now
	mine := stale.Value
	mine.Phone = "13900000000"
	got(desk.PutFirm(ctx, a, &stale, mine))(t)
	if f := firmKept(t, s); f.Name != "华泰建设" || f.Phone != "13900000000" {
		t.Errorf("kept %+v", f)
	}
	second := got(s.SeeFirm(ctx, other))(t)
	taken := second.Value
	taken.Name = "华泰建设"
	_, err := desk.PutFirm(ctx, a, &second, taken)
	refused(t, err, "firm.name_taken")
	taken.Name = " "
	_, err = desk.PutFirm(ctx, a, &second, taken)
	refused(t, err, "firm.name_missing")
	if f := got(s.SeeFirm(ctx, other))(t); f.Value.Name != old {
		t.Errorf("refused, and kept %+v", f.Value)
	}

	seen := got(s.SeeSite(ctx))(t)
	about := seen.Value
	about.Rehearsal, about.Phone = true, "400-1"
	if err := desk.PutSite(ctx, a, &seen, about); err != nil {
		t.Fatal(err)
	}
	if st := got(s.Site(ctx))(t); st.Rehearsal || st.Phone != "400-1" {
		t.Errorf("kept %+v", st)
	}
	seen = got(s.SeeSite(ctx))(t)
	about = seen.Value
	about.Name = " "
	refused(t, desk.PutSite(ctx, a, &seen, about), "site.name_missing")

	b := got(s.SeeBuilding(ctx, units[0].Building))(t)
	stale3 := got(s.SeeBuilding(ctx, units[0].Building))(t)
	change := b.Value
	change.Name, change.Code = "三幢", "33" // a code is nobody's to change
	if err := desk.PutBuilding(ctx, a, &b, change); err != nil {
		t.Fatal(err)
	}
	if err := desk.SetCompleted(ctx, a, []app.ID{units[0].Building}, app.NewDate(2026, 11, 11)); err != nil {
		t.Fatal(err)
	}
	change = stale3.Value
	change.Order = 3
	if err := desk.PutBuilding(ctx, a, &stale3, change); err != nil {
		t.Fatal(err)
	}
	if kept := got(s.Building(ctx, units[0].Building))(t); kept.Name != "三幢" || kept.Code != "3" || kept.Order != 3 || kept.Completed != app.NewDate(2026, 11, 11) {
		t.Errorf("kept %+v", kept)
	}
	refused(t, desk.SetCompleted(ctx, walker.Actor(), []app.ID{units[0].Building}, 0), "permission.missing")

	h := got(desk.PutHouseType(ctx, a, nil, site.HouseType{Name: "A户型", Rooms: site.DefaultRooms}))(t)
	u := app.Seen[site.Unit]{Value: got(s.Unit(ctx, units[0].ID))(t)}
	typed := func(of site.Unit, h app.ID) site.Unit { of.HouseType = h; return of }
	if err := desk.CorrectUnit(ctx, a, &u, typed(u.Value, h), ""); err != nil {
		t.Fatal(err)
	}
	again := app.Seen[site.Unit]{Value: units[0]} // which had none
	two := got(desk.PutHouseType(ctx, a, nil, site.HouseType{Name: "B户型", Rooms: site.DefaultRooms}))(t)
	err = desk.CorrectUnit(ctx, a, &again, typed(units[0], two), site.Mistyped)
	refused(t, err, "record.changed")
	if said := app.Refusals(err)[0].Args; said["theirs"] != "A户型" || said["mine"] != "B户型" {
		t.Errorf("says %v", said)
	}
	err = desk.CorrectUnit(ctx, a, &again, typed(units[0], app.ID{99}), site.Mistyped) // having seen the other one by now
	refused(t, err, "record.unknown")
}

// The last supervisor stays one, whatever two forms say together; a PIN that nobody
// gives is kept.
func TestStaffDeskJudgesWhatBecomesOfIt(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	ctx, desk, a := context.Background(), staffDesk(s), chief.Actor()
	second := got(desk.Put(ctx, a, nil, staff.Person{Name: "周建国", Role: app.Supervisor}, "2580"))(t)
	mine, theirs := got(s.SeePerson(ctx, chief.ID))(t), got(s.SeePerson(ctx, second))(t)
	gone := theirs.Value
	gone.Left = true
	got(desk.Put(ctx, a, &theirs, gone, ""))(t)
	down := mine.Value
	down.Role = app.Handover
	_, err := desk.Put(ctx, a, &mine, down, "")
	refused(t, err, "staff.last_supervisor")
	down.Role, down.Phone = app.Supervisor, "13600000000"
	got(desk.Put(ctx, a, &mine, down, ""))(t)
	_, err = desk.Put(ctx, a, nil, staff.Person{Name: "王敏", Role: app.Handover}, "2580")
	refused(t, err, "staff.name_taken")
	_, err = desk.Put(ctx, a, nil, staff.Person{Name: "李强", Role: app.Handover}, "")
	refused(t, err, "staff.pin_missing")
	for _, p := range got(s.People(ctx))(t) {
		if p.ID == chief.ID && (p.PIN != chief.PIN || p.Phone != "13600000000") || p.ID == second && (p.PIN != "hashed 2580" || !p.Left) {
			t.Errorf("kept %+v", p)
		}
	}
}

// What a defect is corrected in is what changes by it: what somebody else has put right
// meanwhile asks for no reason of the person, and proposes no firm again.
func TestDefectDeskJudgesWhatBecomesOfIt(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	ctx, desk := context.Background(), defectDesk(records.Narrow(s, viewDefect))
	id := found[0].ID
	stale, now := got(s.DefectDetail(ctx, id))(t), got(s.DefectDetail(ctx, id))(t)
	theirs := now.Described()
	theirs.Severity = site.Serious
	if err := desk.Correct(ctx, walker.Actor(), now.Seen(), theirs, "更严重"); err != nil {
		t.Fatal(err)
	}
	mine := stale.Described()
	mine.Note = "窗下"
	if err := desk.Correct(ctx, walker.Actor(), stale.Seen(), mine, ""); err != nil {
		t.Fatalf("a note alone: %v", err)
	}
	if d := got(s.Defect(ctx, id))(t); d.Severity != site.Serious || d.Note != "窗下" {
		t.Errorf("kept %+v", d.Described())
	}
	mine.Severity = site.Minor
	seen := stale.Seen()
	refused(t, desk.Correct(ctx, chief.Actor(), seen, mine, "看错"), "record.changed")
	if err := desk.Correct(ctx, chief.Actor(), seen, mine, "看错"); err != nil {
		t.Errorf("once more: %v", err)
	}
	moves := got(s.DefectMovesOf(ctx, id))(t)
	if last := moves[len(moves)-1]; len(last.Corrected) != 1 || last.Corrected[0] != "severity" {
		t.Errorf("the history says that %v was put right", last.Corrected)
	}
}

// Terms that fit neither form may fit both together, and the other way round.
func TestContractDeskJudgesWhatBecomesOfIt(t *testing.T) {
	s := newStore(t)
	ctx, a := context.Background(), chief.Actor()
	desk := contract.New(records.Narrow(s, func(tx *records.Tx) contract.Tx { return tx }), nil)
	if err := desk.PutTerms(ctx, a, nil, contract.Terms{TermFrom: app.NewDate(2026, 11, 1), TermTo: app.NewDate(2027, 10, 31)}); err != nil {
		t.Fatal(err)
	}
	first, second := got(s.SeeAgreementTerms(ctx))(t), got(s.SeeAgreementTerms(ctx))(t)
	later := first.Value
	later.TermTo = app.NewDate(2029, 10, 31)
	if err := desk.PutTerms(ctx, a, &first, later); err != nil {
		t.Fatal(err)
	}
	mine := second.Value
	mine.TermFrom = app.NewDate(2028, 1, 1)
	if err := desk.PutTerms(ctx, a, &second, mine); err != nil {
		t.Errorf("a term that begins before it ends by now: %v", err)
	}
	third := got(s.SeeAgreementTerms(ctx))(t)
	mine = third.Value
	mine.TermTo = app.NewDate(2027, 1, 1)
	refused(t, desk.PutTerms(ctx, a, &third, mine), "contract.term_backwards")
}

// At the desk a line of another visit is emptied by leaving it empty; what two people
// say of the case stands together; a name that is right by now is not put back.
func TestHandoverDeskJudgesWhatBecomesOfIt(t *testing.T) {
	r := newReception(t)
	ctx, a, unit := context.Background(), chief.Actor(), r.units[0].ID
	stale := r.look(unit).SeenCase()
	r.ok(r.Book(ctx, a, unit, r.look(unit).SeenCase(), handover.Slot{On: app.NewDate(2026, 11, 25), From: "09:30", To: "10:00"}))
	refused(t, r.Book(ctx, a, unit, stale, handover.Slot{On: app.NewDate(2026, 11, 26)}), "record.changed")
	if c := r.look(unit).Case; c.SlotOn != app.NewDate(2026, 11, 25) {
		t.Errorf("booked for %s", c.SlotOn)
	}
	r.ok(r.Invite(ctx, a, r.units[1].ID, nil, handover.Invitation{On: app.NewDate(2026, 11, 20), Channel: handover.Courier}))
	refused(t, r.Follow(ctx, a, unit, r.look(unit).SeenCase(), handover.Talk{Remark: "x"}), "handover.step_refused")

	r.received(unit)
	v := r.look(unit)
	meter, owner := v.SeenMeter("water"), v.SeenOwner(v.Owners[0])
	if _, err := r.CorrectName(ctx, a, unit, r.owner(unit), handover.NewName{Name: "欧阳静宜", Reason: site.ByPaper}); err != nil {
		t.Fatal(err)
	}
	_, err := r.CorrectName(ctx, a, unit, owner, handover.NewName{Name: buyer.Name, Reason: site.ByPaper})
	refused(t, err, "handover.name_same")
	other := r.look(unit).SeenMeter("water")
	m := other.Value
	m.Reading = "00130"
	r.ok(r.ReadMeter(ctx, walker.Actor(), unit, other, m))
	m = meter.Value
	m.Number = "SW-9"
	r.ok(r.ReadMeter(ctx, a, unit, meter, m))
	if got := r.look(unit).Meter("water"); got.Number != "SW-9" || got.Reading != "00130" || got.ReadBy != chief.ID {
		t.Errorf("kept %+v", got)
	}
	keys := r.look(unit).SeenKeys("entrance")
	k := r.look(unit).SeenKeys("entrance")
	kept := k.Value
	kept.Kept, kept.Purpose, kept.Until = 1, "维修", app.NewDate(2026, 12, 1)
	r.ok(r.CountKeys(ctx, walker.Actor(), unit, k, kept))
	mine := keys.Value
	mine.Count = 4
	r.ok(r.CountKeys(ctx, a, unit, keys, mine))
	if got := r.look(unit).KeysOf("entrance"); got.Count != 4 || got.Kept != 1 || got.Purpose != "维修" {
		t.Errorf("kept %+v", got)
	}
	var open []*app.Seen[defect.Defect]
	for _, d := range r.look(unit).Open {
		stale := d
		stale.Promised = 0
		open = append(open, &app.Seen[defect.Defect]{Value: stale})
	}
	refused(t, r.Promise(ctx, a, unit, open, app.NewDate(2026, 12, 24)), "record.changed")
	r.ok(r.Promise(ctx, a, unit, open, app.NewDate(2026, 12, 24)))
}
