package store_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// round is an inspection desk on a real store, with a unit to walk.
type round struct {
	*inspect.Desk
	defects *defect.Desk
	t       testing.TB
	s       *records.Store
	ctx     context.Context
	unit    site.Unit
	i       inspect.Inspection
}

func newRound(t testing.TB, change func(*site.Unit)) *round {
	t.Helper()
	s := newStore(t)
	list, err := inspect.Read(os.DirFS("../../assets/checklists"), "residential", "1")
	if err != nil {
		t.Fatal(err)
	}
	salt := byte(0)
	press := func() contract.Issuer {
		salt++
		return contract.Issuer{
			Wording: func(template string) app.Wording { return app.Wording{Template: template} }, Word: func(key string) string { return key }, Encode: registry.Encode,
			Salt: bytes.Repeat([]byte{salt}, contract.SaltSize), Anchor: s.Anchor(),
		}
	}
	r := &round{Desk: inspect.New(records.Narrow(s, func(tx *records.Tx) inspect.Tx { return tx }), list, press),
		defects: defect.New(records.Narrow(s, func(tx *records.Tx) defect.DeskTx { return list.DefectTx(tx) }), press), t: t, s: s, ctx: context.Background()}
	b := building("3")
	r.unit = unitIn(b, 15, 1)
	if change != nil {
		change(&r.unit)
	}
	do(t, s, "site.set_up", func(tx *records.Tx) error {
		if err := tx.PutPerson(walker); err != nil {
			return err
		}
		if err := tx.PutBuilding(b); err != nil {
			return err
		}
		return tx.PutUnit(r.unit)
	})
	return r
}

func (r *round) begin(o defect.Origin) {
	r.t.Helper()
	i, err := r.Begin(r.ctx, walker.Actor(), inspect.Beginning{Unit: r.unit.ID, Origin: o})
	if err != nil {
		r.t.Fatal(err)
	}
	r.i = i
}

func (r *round) at(room, item string) inspect.At {
	return inspect.At{Inspection: r.i.ID, Room: room, Item: item}
}

func (r *round) answers() map[inspect.Place]inspect.Answer {
	r.t.Helper()
	all, err := r.s.AnswersOf(r.ctx, r.i.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	return inspect.ByPlace(all)
}

func (r *round) result(room, item string) inspect.Result {
	r.t.Helper()
	return r.answers()[inspect.Place{Room: room, Item: item}].Result
}

// finish passes whatever nobody has looked at yet, in one action.
func (r *round) finish() {
	r.t.Helper()
	open := r.List().Unlooked(r.i, r.answers())
	err := r.s.Do(r.ctx, walker.Actor(), "inspect.answer", func(tx *records.Tx) error {
		for _, p := range open {
			if err := r.AnswerIn(tx, r.at(p.Room, p.Item), inspect.Pass); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// shown is a defect as its page shows it.
func (r *round) shown(id app.ID) *app.Seen[defect.Defect] {
	d, err := r.s.DefectDetail(r.ctx, id)
	r.ok(err)
	return d.Seen()
}

func (r *round) ok(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *round) unitState() site.State {
	r.t.Helper()
	u, err := r.s.Unit(r.ctx, r.unit.ID)
	r.ok(err)
	return u.State
}

const (
	hollow = "wall.plaster.hollow"
)

// A home whose house type nobody knows is walked all the same, from the first
// answer to the locked sheet; what is signed does not change.
func TestInspectionFromBeginToLockedSheet(t *testing.T) {
	r := newRound(t, nil)
	r.begin(defect.Internal)
	if r.i.Round != 1 || r.i.Items < 100 || len(r.i.Rooms) != len(site.DefaultRooms) || r.i.Finish != site.Bare {
		t.Fatalf("begun as %+v", r.i)
	}
	if _, err := r.Begin(r.ctx, walker.Actor(), inspect.Beginning{Unit: r.unit.ID, Origin: defect.Internal}); app.RefusalCode(err) != "inspect.still_open" {
		t.Errorf("a second one at the same time: %v", err)
	}
	if r.unitState() != site.NotReady {
		t.Errorf("the unit is %s", r.unitState())
	}
	r.ok(r.Answer(r.ctx, walker.Actor(), r.at("living", hollow), inspect.Pass))
	r.ok(r.Answer(r.ctx, walker.Actor(), r.at("bed1", hollow), inspect.NotApplicable))
	d, err := r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: r.at("kitchen", hollow), Phrase: hollow + ".1", Note: "窗下", Photos: []string{"aa"}})
	r.ok(err)
	p, _ := r.List().Phrase(hollow + ".1")
	if d.Number != "D-01-00001" || d.Phrase != p.Text.ZH || d.Severity != p.Severity || d.Trade != p.Trade || d.Warranty != p.Warranty ||
		d.Room != "kitchen" || d.Item != hollow || d.Origin != defect.Internal || d.OriginRound != 1 || d.Inspection != r.i.ID || d.State != defect.Open {
		t.Errorf("recorded as %+v", d)
	}
	for where, want := range map[string]inspect.Result{"living": inspect.Pass, "bed1": inspect.NotApplicable, "kitchen": inspect.Fail, "bed2": inspect.NotLooked} {
		if got := r.result(where, hollow); got != want {
			t.Errorf("%s: %q, want %q", where, got, want)
		}
	}

	// What is not looked at yet is said when somebody submits.
	err = r.Submit(r.ctx, walker.Actor(), r.i.ID, "")
	refused(t, err, "inspect.not_looked")
	if !strings.Contains(err.Error(), "次卧") || !strings.Contains(err.Error(), "3-1-1501") {
		t.Errorf("says %v", err)
	}
	r.finish()
	refused(t, r.Take(r.ctx, chief.Actor(), r.i.ID, inspect.Return, "漏看"), "inspect.step_refused")
	r.ok(r.Submit(r.ctx, walker.Actor(), r.i.ID, "天晴"))
	if r.unitState() != site.Inspected {
		t.Errorf("submitted: the unit is %s", r.unitState())
	}
	refused(t, r.Answer(r.ctx, walker.Actor(), r.at("bed2", hollow), inspect.NotApplicable), "inspect.locked")

	// The supervisor returns it with a reason; it is looked at again.
	refused(t, r.Take(r.ctx, walker.Actor(), r.i.ID, inspect.Return, "x"), "permission.missing")
	refused(t, r.Take(r.ctx, chief.Actor(), r.i.ID, inspect.Return, " "), "inspect.reason_missing")
	r.ok(r.Take(r.ctx, chief.Actor(), r.i.ID, inspect.Return, "次卧重看"))
	r.ok(r.Answer(r.ctx, walker.Actor(), r.at("bed2", hollow), inspect.NotApplicable))
	_, err = r.SignOff(r.ctx, chief.Actor(), r.i.ID)
	refused(t, err, "inspect.step_refused")
	r.ok(r.Submit(r.ctx, walker.Actor(), r.i.ID, "天晴"))
	_, err = r.SignOff(r.ctx, walker.Actor(), r.i.ID)
	refused(t, err, "permission.missing")
	signed, err := r.SignOff(r.ctx, chief.Actor(), r.i.ID)
	r.ok(err)

	r.checkSheet(signed, d)
	r.checkLocked()
	moves, err := store.List(r.s.At(r.ctx), inspectionMoves, "WHERE inspection = ? ORDER BY at, id", r.i.ID[:])
	r.ok(err)
	var steps []string
	for _, m := range moves {
		steps = append(steps, string(m.Step))
	}
	if got := strings.Join(steps, " "); got != "begin submit return submit sign_off" {
		t.Errorf("steps %s", got)
	}
}

// checkSheet reads back what was locked for printing.
func (r *round) checkSheet(i inspect.Inspection, d defect.Defect) {
	t := r.t
	t.Helper()
	doc, err := r.s.Document(r.ctx, i.Document)
	r.ok(err)
	var c inspect.SheetContent
	r.ok(registry.Decode(doc.Content, &c))
	if doc.State != contract.Locked || doc.Kind != contract.Sheet || doc.Number != "YF-01-00001" || doc.Intact(records.RequireReadable) != nil || doc.Subject != i.ID {
		t.Errorf("the sheet is %s %s, %s", doc.Kind, doc.Number, doc.State)
	}
	if c.Project != "锦绣花园" { // the community, as the 房屋交接单 says it
		t.Errorf("the home lies in %q", c.Project)
	}
	if c.Number != doc.Number || c.UnitCode != r.unit.Code || c.Inspector != walker.Name || c.Supervisor != chief.Name || c.Round != 1 ||
		c.Remarks != "天晴" || c.Conclusion != "inspect.sheet.failed" || len(c.Signers) != 2 || c.Signers[0].Role != "inspector" {
		t.Errorf("the sheet says %+v", c)
	}
	rows, problems := 0, 0
	for _, room := range c.Rooms {
		for _, row := range room.Rows {
			rows++
			if row.Result == "" {
				t.Errorf("%s, %s is printed as not looked at", room.Name, row.Item)
			}
			for _, p := range row.Problems {
				problems++
				if room.Name != "厨房" || row.Result != inspect.SheetFail || p.Number != d.Number || p.Note != "窗下" {
					t.Errorf("%s in %s: %+v", row.Item, room.Name, p)
				}
			}
		}
	}
	if rows != i.Items || problems != 1 {
		t.Errorf("%d rows of %d, %d problems", rows, i.Items, problems)
	}
}

// checkLocked tries every way to change what was signed.
func (r *round) checkLocked() {
	t := r.t
	t.Helper()
	before, ops := r.answers(), operations(t, r.s)
	at := r.at("living", hollow)
	_, failed := r.Fail(r.ctx, chief.Actor(), inspect.Failing{At: at, Note: "x"})
	_, measured := r.Measure(r.ctx, chief.Actor(), nil, inspect.Measured{At: at, Readings: []string{"1"}})
	_, again := r.SignOff(r.ctx, chief.Actor(), r.i.ID)
	for what, err := range map[string]error{
		"inspect.locked": r.Answer(r.ctx, chief.Actor(), at, inspect.NotApplicable), "inspect.locked ": failed, "inspect.locked  ": measured,
		"inspect.step_refused": again, "inspect.step_refused ": r.Take(r.ctx, chief.Actor(), r.i.ID, inspect.Return, "x"),
		"inspect.step_refused  ":  r.Submit(r.ctx, chief.Actor(), r.i.ID, ""),
		"inspect.step_refused   ": r.Take(r.ctx, chief.Actor(), r.i.ID, inspect.Drop, "x"),
	} {
		refused(t, err, strings.TrimSpace(what))
	}
	after := r.answers()
	for place, a := range before {
		if after[place].Result != a.Result {
			t.Errorf("%v changed after signing", place)
		}
	}
	if operations(t, r.s) != ops {
		t.Error("the journal grew")
	}
}

// An item that does not fail after all takes its defect back, under the number it
// keeps; once somebody was told to do the work, it stays.
func TestFailIsUndone(t *testing.T) {
	r := newRound(t, nil)
	r.begin(defect.UnitAcceptance)
	at := r.at("living", hollow)
	first, err := r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: at, Phrase: hollow + ".1"})
	r.ok(err)
	second, err := r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: at, Note: "另一处", Severity: site.Serious})
	r.ok(err)
	other, err := r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: r.at("bed1", hollow), Phrase: hollow + ".1"})
	r.ok(err)
	if second.Severity != site.Serious || second.Number == first.Number {
		t.Errorf("the second is %+v", second)
	}
	r.ok(r.Answer(r.ctx, walker.Actor(), at, inspect.Pass))
	for _, d := range []defect.Defect{first, second} {
		row, err := r.s.Defect(r.ctx, d.ID)
		r.ok(err)
		if row.State != defect.Cancelled || row.Number != d.Number {
			t.Errorf("%s is %s", d.Number, row.State)
		}
	}
	found, err := r.s.InspectionDefects(r.ctx, r.i)
	r.ok(err)
	if len(found) != 1 || found[0].ID != other.ID || found[0].RoomName != "主卧" {
		t.Errorf("found %+v", found)
	}

	again, err := r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: at, Phrase: hollow + ".1"})
	r.ok(err)
	desk := defectDesk(records.Narrow(r.s, viewDefect))
	firm := site.Firm{ID: app.ID{9}, Name: "宏达建筑"}
	do(t, r.s, "site.firm", func(tx *records.Tx) error { return tx.PutFirm(firm) })
	r.ok(desk.Assign(r.ctx, chief.Actor(), []app.ID{again.ID}, firm.ID, 0))
	refused(t, r.Answer(r.ctx, walker.Actor(), at, inspect.Pass), "defect.step_refused")
	if got := r.result("living", hollow); got != inspect.Fail {
		t.Errorf("refused, and yet %q", got)
	}

	refused(t, r.Answer(r.ctx, walker.Actor(), r.at("bed2", hollow), inspect.Fail), "inspect.fail_unsaid")
	refused(t, r.Answer(r.ctx, walker.Actor(), r.at("bed2", "wall_tile.flat"), inspect.Pass), "inspect.not_asked")
	refused(t, r.Answer(r.ctx, walker.Actor(), r.at("attic", hollow), inspect.Pass), "inspect.not_asked")
	_, err = r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: r.at("bed2", hollow)})
	refused(t, err, "defect.nothing_said")
	if got := r.result("bed2", hollow); got != inspect.NotLooked {
		t.Errorf("a failing without a word left %q", got)
	}
}

// What passes takes back what was found at that place in that inspection: nothing of
// another round, of another item, or of another room.
func TestPassingWithdrawsNothingElse(t *testing.T) {
	r := newRound(t, nil)
	fail := func(room, item string) defect.Defect {
		t.Helper()
		d, err := r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: r.at(room, item), Note: "开裂"})
		r.ok(err)
		return d
	}
	r.begin(defect.UnitAcceptance)
	ofBefore := fail("living", hollow)
	r.finish()
	r.ok(r.Submit(r.ctx, walker.Actor(), r.i.ID, ""))
	_, err := r.SignOff(r.ctx, chief.Actor(), r.i.ID)
	r.ok(err)
	r.begin(defect.Internal)
	mine, ofItem, ofRoom := fail("living", hollow), fail("living", "wall.crack"), fail("bed1", hollow)
	r.ok(r.Answer(r.ctx, walker.Actor(), r.at("living", hollow), inspect.Pass))
	for name, c := range map[string]struct {
		d    defect.Defect
		want defect.State
	}{"here": {mine, defect.Cancelled}, "in the round before": {ofBefore, defect.Open}, "of another item": {ofItem, defect.Open}, "in another room": {ofRoom, defect.Open}} {
		if d, err := r.s.Defect(r.ctx, c.d.ID); err != nil || d.State != c.want {
			t.Errorf("what was found %s is %s, want %s; %v", name, d.State, c.want, err)
		}
	}
}

// A defect taken down at the wrong item is put right, and the answers with it; once
// the round is signed, they stay as they were signed.
func TestCorrectedToAnotherItem(t *testing.T) {
	r := newRound(t, nil)
	r.begin(defect.Internal)
	at := r.at("living", hollow)
	d, err := r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: at, Phrase: hollow + ".1"})
	r.ok(err)
	what := d.Described()
	what.Item, what.Room = "wall.crack", "bed1"
	refused(t, r.defects.Correct(r.ctx, walker.Actor(), r.shown(d.ID), what, ""), "defect.reason_missing")
	if r.result("living", hollow) != inspect.Fail {
		t.Error("refused, and yet the answer changed")
	}
	r.ok(r.defects.Correct(r.ctx, walker.Actor(), r.shown(d.ID), what, "记错房间"))
	if from, to := r.result("living", hollow), r.result("bed1", what.Item); from != inspect.NotLooked || to != inspect.Fail {
		t.Errorf("left %q, came to %q", from, to)
	}
	two, err := r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: r.at("bed1", what.Item), Phrase: what.Item + ".1"})
	r.ok(err)
	back := two.Described()
	back.Room, back.Item = "living", hollow
	r.ok(r.defects.Correct(r.ctx, walker.Actor(), r.shown(two.ID), back, "记错房间"))
	if r.result("bed1", what.Item) != inspect.Fail {
		t.Error("another defect is still there, and the item fails no more")
	}
	r.finish()
	r.ok(r.Submit(r.ctx, walker.Actor(), r.i.ID, ""))
	signed, err := r.SignOff(r.ctx, chief.Actor(), r.i.ID)
	r.ok(err)
	what.Room = "living"
	r.ok(r.defects.Correct(r.ctx, chief.Actor(), r.shown(d.ID), what, "是客厅"))
	if signed.State != inspect.SignedOff || r.result("bed1", what.Item) != inspect.Fail {
		t.Error("the answers of a signed round changed")
	}
}

// Measured items pass by their readings alone.
func TestMeasuredItems(t *testing.T) {
	r := newRound(t, nil)
	i, err := r.Begin(r.ctx, walker.Actor(), inspect.Beginning{Unit: r.unit.ID, Origin: defect.UnitAcceptance, Set: inspect.PerUnit, Measures: true})
	r.ok(err)
	r.i = i
	at := r.at("living", "geometry.clear_height")
	refused(t, r.Answer(r.ctx, walker.Actor(), at, inspect.Pass), "inspect.readings_missing")
	measure := func(nominal string, readings ...string) inspect.Judgement {
		t.Helper()
		seen := &app.Seen[inspect.Answer]{Value: r.answers()[inspect.Place{Room: at.Room, Item: at.Item}]}
		j, err := r.Measure(r.ctx, walker.Actor(), seen, inspect.Measured{At: at, Nominal: nominal, Readings: readings})
		r.ok(err)
		return j
	}
	if j := measure("2800", "2790", "2791"); j.Missing != 3 || r.result("living", at.Item) != inspect.NotLooked {
		t.Errorf("two of five: %+v, %q", j, r.result("living", at.Item))
	}
	if j := measure("２８００", "2790", "2791", "2795", "2800", "2799"); !j.Within() || r.result("living", at.Item) != inspect.Pass {
		t.Errorf("within: %+v, %q", j, r.result("living", at.Item))
	}
	if j := measure("2800", "2779", "2791", "2795", "2790", "2792"); !j.Beyond() || r.result("living", at.Item) != inspect.NotLooked {
		t.Errorf("out of limit: %+v, %q", j, r.result("living", at.Item))
	}
	refused(t, r.Answer(r.ctx, walker.Actor(), at, inspect.Pass), "inspect.out_of_limit")
	_, err = r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: at, Phrase: "geometry.clear_height.1"})
	r.ok(err)
	if a := r.answers()[inspect.Place{Room: "living", Item: at.Item}]; a.Result != inspect.Fail || len(a.Readings) != 5 || a.Nominal != "2800" {
		t.Errorf("failed with %+v", a)
	}
	_, err = r.Measure(r.ctx, walker.Actor(), nil, inspect.Measured{At: at, Readings: []string{"x"}})
	refused(t, err, "inspect.reading_unreadable")
	_, err = r.Measure(r.ctx, walker.Actor(), nil, inspect.Measured{At: r.at("living", hollow), Readings: []string{"1"}})
	refused(t, err, "inspect.not_measured")
	measure("2800", "2790", "2791", "2795", "2800", "2799")
	r.ok(r.Answer(r.ctx, walker.Actor(), at, inspect.Pass)) // read again, and right
	if got := r.result("living", at.Item); got != inspect.Pass {
		t.Errorf("corrected: %q", got)
	}
}

// A further round may look at what failed before, and at nothing else.
func TestRoundOfWhatFailed(t *testing.T) {
	r := newRound(t, nil)
	again := inspect.Beginning{Unit: r.unit.ID, Origin: defect.Internal, Failed: true}
	_, err := r.Begin(r.ctx, walker.Actor(), again)
	refused(t, err, "inspect.nothing_failed")
	r.begin(defect.Internal)
	for _, room := range []string{"living", "bath1"} {
		_, err := r.Fail(r.ctx, walker.Actor(), inspect.Failing{At: r.at(room, hollow), Phrase: hollow + ".1"})
		r.ok(err)
	}
	r.finish()
	r.ok(r.Submit(r.ctx, walker.Actor(), r.i.ID, ""))
	_, err = r.SignOff(r.ctx, chief.Actor(), r.i.ID)
	r.ok(err)
	r.i, err = r.Begin(r.ctx, walker.Actor(), again)
	r.ok(err)
	if kept, err := r.s.Inspection(r.ctx, r.i.ID); err != nil || kept.Items != 2 || len(kept.Scope) != 2 || kept.Round != 2 {
		t.Errorf("begun as %+v, %v", kept, err)
	}
	refused(t, r.Answer(r.ctx, walker.Actor(), r.at("kitchen", hollow), inspect.Pass), "inspect.not_asked")
	r.ok(r.Answer(r.ctx, walker.Actor(), r.at("living", hollow), inspect.Pass))
	refused(t, r.Submit(r.ctx, walker.Actor(), r.i.ID, ""), "inspect.not_looked")
	r.ok(r.Answer(r.ctx, walker.Actor(), r.at("bath1", hollow), inspect.Pass))
	r.ok(r.Submit(r.ctx, walker.Actor(), r.i.ID, ""))
	// A manager does not inspect, but may sign off, which locks the 验房单 too.
	signed, err := r.SignOff(r.ctx, app.Actor{Staff: chief.ID, Role: app.Manager}, r.i.ID)
	r.ok(err)
	doc, err := r.s.Document(r.ctx, signed.Document)
	r.ok(err)
	var c inspect.SheetContent
	r.ok(registry.Decode(doc.Content, &c))
	if len(c.Rooms) != 2 || c.Round != 2 || c.Conclusion != "inspect.sheet.passed" {
		t.Errorf("the sheet says %+v", c)
	}
}

// The rest of a room passes in one action; measured items still ask for readings.
func TestRestOfARoomPasses(t *testing.T) {
	r := newRound(t, nil)
	i, err := r.Begin(r.ctx, walker.Actor(), inspect.Beginning{Unit: r.unit.ID, Origin: defect.Internal, Measures: true})
	r.ok(err)
	r.i = i
	r.ok(r.Answer(r.ctx, walker.Actor(), r.at("living", hollow), inspect.NotApplicable))
	n, err := r.PassRest(r.ctx, walker.Actor(), r.i.ID, "living")
	r.ok(err)
	left := 0
	for _, p := range r.List().Unlooked(r.i, r.answers()) {
		item, _ := r.List().Item(p.Item)
		if p.Room == "living" {
			left++
			if !item.Measured {
				t.Errorf("%s was left", p.Item)
			}
		}
	}
	passed := 0
	for p, a := range r.answers() {
		if p.Room == "living" && a.Result == inspect.Pass {
			passed++
		}
	}
	if n == 0 || n != passed || left == 0 || r.result("living", hollow) != inspect.NotApplicable || r.result("bed1", hollow) != inspect.NotLooked {
		t.Errorf("%d passed, %d left, %q, %q", n, left, r.result("living", hollow), r.result("bed1", hollow))
	}
}

// A unit's readiness follows from its rounds; what an owner saw on an open day
// neither makes it ready nor holds it up.
func TestRoundsAndReadiness(t *testing.T) {
	r := newRound(t, func(u *site.Unit) { u.Fund = site.FundPaid })
	state := func(want site.State) {
		t.Helper()
		if got := r.unitState(); got != want {
			t.Errorf("the unit is %s, want %s", got, want)
		}
	}
	state(site.NotReady)
	r.begin(defect.OpenDay)
	r.finish()
	r.ok(r.Submit(r.ctx, walker.Actor(), r.i.ID, ""))
	state(site.NotReady)
	r.begin(defect.Internal)
	r.finish()
	state(site.NotReady)
	r.ok(r.Submit(r.ctx, walker.Actor(), r.i.ID, ""))
	state(site.Inspected)
	_, err := r.SignOff(r.ctx, chief.Actor(), r.i.ID)
	r.ok(err)
	state(site.Blocked) // nothing is wrong with the home; the building is not filed yet
	r.begin(defect.Internal)
	if r.i.Round != 2 {
		t.Errorf("round %d", r.i.Round)
	}
	state(site.Reinspect)
	refused(t, r.Take(r.ctx, walker.Actor(), r.i.ID, inspect.Drop, "误开"), "permission.missing")
	r.ok(r.Take(r.ctx, chief.Actor(), r.i.ID, inspect.Drop, "误开"))
	state(site.Blocked)
	r.begin(defect.Internal)
	if r.i.Round != 3 {
		t.Errorf("after a dropped one, round %d", r.i.Round)
	}

	rows := lines(t, nil, r.s.InspectionLines)
	if len(rows) != 1 || rows[0].Round != 3 || rows[0].Standing != inspect.Begun || rows[0].Inspector != walker.Name ||
		rows[0].Progress.Looked != 0 || rows[0].Progress.Items != r.i.Items {
		t.Errorf("listed as %+v", rows)
	}
}

// Each answer is an operation of its own: both laptops' answers to different
// items of one round are kept, and nothing of them crowds the unit's page.
func TestAnswersDoNotCrowdTheUnitsPage(t *testing.T) {
	r := newRound(t, nil)
	r.begin(defect.Internal)
	trail := func() (n int) {
		r.ok(r.s.Reader().QueryRow("SELECT count(*) FROM trail WHERE subject = ?", r.unit.ID[:]).Scan(&n))
		return n
	}
	before, ops := trail(), operations(t, r.s)
	r.ok(r.Answer(r.ctx, walker.Actor(), r.at("living", hollow), inspect.Pass))
	if trail() != before {
		t.Error("an answer stands on the unit's page")
	}
	if got := operations(t, r.s) - ops; got != 1 {
		t.Errorf("%d operations for one answer", got)
	}
}
