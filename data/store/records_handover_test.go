package store_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/registry"
)

// reception is the handover desk on a real store.
type reception struct {
	*handover.Desk
	t     testing.TB
	s     *records.Store
	paper *contract.Desk
	units []site.Unit
}

func newReception(t testing.TB) *reception {
	t.Helper()
	return receptionOn(t, newStore(t))
}

func receptionOn(t testing.TB, s *records.Store) *reception {
	t.Helper()
	units, _ := lived(t, s)
	salt := byte(0)
	press := func() contract.Issuer {
		salt++
		return contract.Issuer{Wording: func(template string) app.Wording { return app.Wording{Template: template} }, Word: func(key string) string { return key }, Encode: registry.Encode,
			Salt: bytes.Repeat([]byte{salt}, contract.SaltSize), Anchor: s.Anchor()}
	}
	return &reception{
		Desk: handover.New(records.Narrow(s, func(tx *records.Tx) handover.Tx { return tx }), press), t: t, s: s, units: units,
		paper: contract.New(records.Narrow(s, func(tx *records.Tx) contract.Tx { return tx }), press),
	}
}

func (r *reception) ok(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

func (r *reception) look(unit app.ID) handover.View {
	r.t.Helper()
	v, err := r.s.HandoverDesk(context.Background(), unit)
	r.ok(err)
	return v
}

// owner is the first owner of the home, as the desk shows them.
func (r *reception) owner(unit app.ID) *app.Seen[site.Owner] {
	v := r.look(unit)
	return v.SeenOwner(v.Owners[0])
}

// received brings a home up to a locked certificate.
func (r *reception) received(unit app.ID) contract.Document {
	r.t.Helper()
	ctx, a := context.Background(), chief.Actor()
	r.ok(r.CheckIn(ctx, a, unit))
	r.ok(r.CheckOwner(ctx, a, unit, buyer.ID, handover.Identification{Paper: "身份证", Original: true}))
	var keys []string
	for _, o := range r.look(unit).Gate {
		if o.Stands() {
			keys = append(keys, o.Key())
		}
	}
	if len(keys) > 0 {
		r.ok(r.Override(ctx, a, unit, keys, "演练用"))
	}
	r.ok(r.ReadMeter(ctx, a, unit, nil, handover.Meter{Kind: "water", Number: "SW-1", Reading: "000123.40"}))
	r.ok(r.ReadMeter(ctx, a, unit, nil, handover.Meter{Kind: "electricity", Number: "DL-1", Reading: "0007"}))
	r.ok(r.CountKeys(ctx, a, unit, nil, handover.Keys{Kind: "entrance", Count: 5}))
	r.ok(r.HandPapers(ctx, a, unit))
	v := r.look(unit)
	for _, d := range v.Open {
		r.ok(r.Promise(ctx, a, unit, []*app.Seen[defect.Defect]{v.SeenDefect(d)}, app.NewDate(2026, 12, 1)))
	}
	r.ok(r.Decide(ctx, a, unit, handover.Choice{Decision: handover.AcceptedWithDefects}))
	d, err := r.DrawUp(ctx, a, unit)
	r.ok(err)
	return d
}

func (r *reception) signed(d contract.Document) {
	r.t.Helper()
	fields, err := r.s.SignatureFieldsOf(context.Background(), d.ID)
	r.ok(err)
	for _, f := range fields {
		_, err := r.paper.Sign(context.Background(), chief.Actor(), contract.Signing{Document: d.ID, Field: f.ID, Signer: f.Name,
			Hash: d.ContentHash, How: contract.OnScreen, Strokes: []contract.Stroke{{{X: 1, Y: 1}, {X: 9, Y: 9, T: 5}}}})
		r.ok(err)
	}
}

// A home goes the whole way on a real disk, and is there as it was after opening
// the site again; what is computed follows by itself.
func TestHandoverOnDisk(t *testing.T) {
	r := newReception(t)
	ctx, unit := context.Background(), r.units[0].ID
	d := r.received(unit)
	var c handover.CertificateContent
	r.ok(registry.Decode(d.Content, &c))
	if c.UnitName != "3幢1单元101室" || c.Owners[0].Name != buyer.Name || strings.Contains(c.Owners[0].IDNo, "1949") || len(c.Defects) != 1 ||
		c.Meters[0].Kind != "handover.meter.water" || c.Meters[0].Reading != "000123.40" || len(c.Overrides) != 0 {
		t.Errorf("%+v", c)
	}
	if let := r.look(unit).Overrides; len(let) != 1 || let[0].Code != "not_inspected" { // the company's own record, not on the owner's paper
		t.Errorf("let pass: %+v", let)
	}
	r.signed(d)
	signed, err := r.s.Paper(ctx, d.ID)
	if r.ok(err); !signed.HandedOver.IsZero() {
		t.Errorf("the signed paper says that the home was handed over on %s", signed.HandedOver)
	}
	r.ok(r.Complete(ctx, chief.Actor(), unit))
	v := r.look(unit)
	if signed, err = r.s.Paper(ctx, d.ID); err != nil || signed.HandedOver != v.Unit.HandedOver {
		t.Errorf("the paper says that the home was handed over on %s, %v", signed.HandedOver, err)
	}
	if v.Unit.State != site.HandedOver || v.Unit.HandedOver != app.NewDate(2026, 11, 20) || v.Case.State != handover.Completed {
		t.Errorf("unit %s on %s, case %s", v.Unit.State, v.Unit.HandedOver, v.Case.State)
	}
	again := reopen(t, r.s)
	then, err := again.HandoverDesk(ctx, unit)
	r.ok(err)
	if then.Certificate.ContentHash != v.Certificate.ContentHash || then.Certificate.Intact(records.RequireReadable) != nil || len(then.Signatures) != 2 || then.Meter("water").Reading != "000123.40" {
		t.Errorf("after opening again: %+v", then.Certificate.State)
	}
}

// A name is put right in one action of the journal.
func TestNameCorrectedOnDisk(t *testing.T) {
	r := newReception(t)
	ctx, unit := context.Background(), r.units[0].ID
	old := r.received(unit)
	r.signed(old)
	var before, after int
	count := func(n *int) { r.ok(r.s.Reader().QueryRow("SELECT count(DISTINCT action) FROM op").Scan(n)) }
	count(&before)
	d, err := r.CorrectName(ctx, chief.Actor(), unit, r.owner(unit), handover.NewName{Name: "欧阳静宜", Reason: site.ByPaper})
	r.ok(err)
	count(&after)
	var c handover.CertificateContent
	r.ok(registry.Decode(d.Content, &c))
	was, err := r.s.Document(ctx, old.ID)
	r.ok(err)
	if after != before+1 || was.State != contract.Voided || was.VoidReason != "handover.form.name_corrected：欧阳静怡 → 欧阳静宜" || c.Owners[0].Name != "欧阳静宜" || d.Supersedes != old.ID {
		t.Errorf("%d actions, the old one %s: %q", after-before, was.State, was.VoidReason)
	}
	refs, _, err := r.s.Search(ctx, "oyjy", true)
	r.ok(err)
	if !slices.ContainsFunc(refs, func(r app.Ref) bool { return r.ID == buyer.ID }) {
		t.Error("the new name is not found by its initials")
	}
}

// What the desk shows before a tap is what the transaction answers after it, and both
// are what the law and the house say: each row names by hand what stands in the way.
func TestGateShownIsGateAsked(t *testing.T) {
	const today = "2026-11-20"
	house := []string{"grave_defect D-01-00001", "not_inspected"}
	for _, c := range []struct {
		fund      site.FundState
		completed string
		paper     string // of the owner, "" for none
		original  bool
		law, who  []string
	}{
		{site.FundPaid, today, "身份证", true, nil, nil},
		{site.FundPaid, "2026-11-19", "身份证", true, nil, nil},
		{site.FundPaid, today, "身份证", false, nil, []string{"identity_copy 欧阳静怡"}},
		{site.FundPaid, today, "", false, nil, []string{"identity_missing 欧阳静怡"}},
		{site.FundPaid, "2026-11-21", "身份证", true, []string{"not_filed"}, nil},
		{site.FundPaid, "", "身份证", true, []string{"not_filed"}, nil},
		{site.FundUnknown, today, "身份证", true, []string{"fund_unknown"}, nil},
		{site.FundUnpaid, today, "身份证", true, []string{"fund_unpaid"}, nil},
		{"partly", today, "身份证", true, []string{"fund_unknown"}, nil},
		{site.FundUnknown, "2026-11-21", "", false, []string{"fund_unknown", "not_filed"}, []string{"identity_missing 欧阳静怡"}},
		{site.FundUnpaid, "", "身份证", false, []string{"fund_unpaid", "not_filed"}, []string{"identity_copy 欧阳静怡"}},
	} {
		r := newReception(t)
		ctx, unit, a := context.Background(), r.units[0].ID, chief.Actor()
		r.ok(r.CheckIn(ctx, a, unit))
		if c.paper != "" {
			r.ok(r.CheckOwner(ctx, a, unit, buyer.ID, handover.Identification{Paper: c.paper, Original: c.original}))
		}
		do(t, r.s, "test.change", func(tx *records.Tx) error {
			u, err := tx.Unit(unit)
			if err != nil {
				return err
			}
			b, err := tx.Building(u.Building)
			if err != nil {
				return err
			}
			if b.Completed, err = app.ParseDate(c.completed); err != nil {
				return err
			}
			u.Fund = c.fund
			grave := r.look(unit).Open[0]
			grave.Severity = site.Serious
			return errors.Join(tx.PutBuilding(b), tx.PutUnit(u), tx.PutDefect(grave))
		})
		want := slices.Concat(c.law, house[:1], c.who, house[1:])
		var shown []string
		for _, o := range r.look(unit).Gate {
			if o.Stands() {
				shown = append(shown, o.Key())
			}
		}
		var asked []string
		for i, code := range refusals(r.Decide(ctx, walker.Actor(), unit, handover.Choice{Decision: handover.AcceptedWithDefects})) {
			if name, _, _ := strings.Cut(want[min(i, len(want)-1)], " "); code != "handover."+name {
				t.Errorf("asked for %s, want %s", code, name)
			}
			asked = append(asked, code)
		}
		if !slices.Equal(shown, want) || len(asked) != len(want) {
			t.Errorf("fund %q, filed %q, %q (original %v):\nshown %q\nasked %q\nwant  %q", c.fund, c.completed, c.paper, c.original, shown, asked, want)
		}
	}
}

// refusals are the codes of what was refused, in order.
func refusals(err error) (codes []string) {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range many.Unwrap() {
			codes = append(codes, refusals(one)...)
		}
		return codes
	}
	if code := app.RefusalCode(err); code != "" {
		return []string{code}
	}
	return nil
}

// A home whose owners are here waits for nobody, however ready it is.
func TestWhoIsHereIsNotAwaited(t *testing.T) {
	r := newReception(t)
	ctx, a, home := context.Background(), chief.Actor(), site.Unit{}
	do(t, r.s, "inspect", func(tx *records.Tx) error {
		b, err := tx.Building(r.units[0].Building)
		if err != nil {
			return err
		}
		b.Completed = app.NewDate(2026, 1, 1)
		if err := tx.PutBuilding(b); err != nil {
			return err
		}
		home = unitIn(b, 9, 9)
		home.Fund = site.FundPaid
		if err := tx.PutUnit(home); err != nil {
			return err
		}
		return tx.PutInspection(inspect.Inspection{ID: app.ID{0x55}, Unit: home.ID, Origin: defect.Internal, Round: 1, State: inspect.SignedOff})
	})
	for _, step := range []struct {
		do   func() error
		want bool
	}{{func() error { return nil }, true}, {func() error { return r.CheckIn(ctx, a, home.ID) }, false}} {
		r.ok(step.do())
		rows := lines(t, []app.ID{home.ID}, r.s.HandoverLines)
		if len(rows) != 1 || rows[0].In(handover.Waiting, r.s.Today()) != step.want || rows[0].State != site.Ready {
			t.Errorf("awaited, want %v: %+v", step.want, rows)
		}
	}
}

func TestHandoverLists(t *testing.T) {
	r := newReception(t)
	ctx, a := context.Background(), chief.Actor()
	today := app.NewDate(2026, 11, 20)
	r.ok(r.Book(ctx, a, r.units[1].ID, nil, handover.Slot{On: today, From: "10:00", To: "10:30"}))
	r.ok(r.Book(ctx, a, r.units[2].ID, nil, handover.Slot{On: today.AddDays(3)}))
	codes := func(l handover.Listing) string {
		var all []string
		for _, row := range lines(t, nil, r.s.HandoverLines) {
			if row.In(l, r.s.Today()) {
				all = append(all, row.Code+" "+string(row.Standing))
			}
		}
		return strings.Join(all, ", ")
	}
	expect := func(l handover.Listing, want string) {
		t.Helper()
		if got := codes(l); got != want {
			t.Errorf("%s: %s, want %s", l, got, want)
		}
	}
	expect(handover.OfToday, "3-1-201 booked")
	expect(handover.Waiting, "3-1-201 booked, 3-1-301 booked")
	d := r.received(r.units[0].ID)
	expect(handover.OfToday, "3-1-101 decided, 3-1-201 booked")
	expect(handover.AtDesk, "3-1-101 decided")
	r.signed(d)
	r.ok(r.Complete(ctx, a, r.units[0].ID))
	r.ok(r.CheckIn(ctx, a, r.units[1].ID))
	r.ok(r.Decide(ctx, a, r.units[1].ID, handover.Choice{Decision: handover.Refused, Reason: handover.Fees, NextOn: today.AddDays(7)}))
	expect(handover.AtDesk, "")
	expect(handover.Turned, "3-1-201 decided")
	expect(handover.Given, "3-1-101 completed")
	expect(handover.Every, "3-1-101 completed, 3-1-201 decided, 3-1-301 booked")
	if v := r.look(r.units[0].ID); strings.Contains(v.Owners[0].Owner.IDNo, "1949") || v.Owners[0].Owner.Name != buyer.Name {
		t.Errorf("shown to who may not see it: %+v", v.Owners[0].Owner)
	}
	given, booked := lines(t, []app.ID{r.units[0].ID}, r.s.HandoverLines)[0], lines(t, []app.ID{r.units[2].ID}, r.s.HandoverLines)[0]
	if given.Owners != buyer.Name || given.Open != 1 || given.By != chief.Name || given.Turn() != 3 {
		t.Errorf("handed over: %+v", given)
	}
	if slot := (handover.Slot{On: today.AddDays(3)}); booked.Slot != slot || booked.Community != communityID || booked.Turn() != 2 {
		t.Errorf("booked: %+v", booked)
	}
}
