package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

var (
	helper = app.Actor{Staff: app.ID{0xa1}, Name: "孙倩", Role: app.Assistant}
	expert = app.Actor{Staff: app.ID{0xa2}, Name: "何勇", Role: app.Senior}
	buyerB = site.Owner{Name: " 王𬀩 ", IDType: "身份证", IDNo: "44052418800101001 4", Phone: "139-0000-1234", Address: "潮州市"}
)

// seenUnit and seenOwner are records as a form shows them, whole.
func seenUnit(t testing.TB, s *records.Store, id app.ID) *app.Seen[site.Unit] {
	t.Helper()
	u := got(store.MustSee(s.At(context.Background()), units, id))(t)
	return &u
}

func seenOwner(t testing.TB, s *records.Store, id app.ID) *app.Seen[site.Owner] {
	t.Helper()
	o := got(store.MustSee(s.At(context.Background()), owners, id))(t)
	return &o
}

func squares(s string) app.Area { return app.Area{Decimal: decimal.RequireFromString(s)} }

// latest is the newest event of a home, in a form to be searched.
func latest(t testing.TB, s *records.Store, unit app.ID) (action, said string) {
	t.Helper()
	events := got(s.History(context.Background(), unit, 100))(t)
	var b strings.Builder
	for _, c := range events[0].Changes {
		fmt.Fprintf(&b, "%s.%s: %s > %s\n", c.Record.Kind, c.Field, c.Old, c.Value)
	}
	return events[0].Action, b.String()
}

// An owner is taken down as records keep one, under the identity that an import would
// give them, and found at once; who is on record is not taken down twice.
func TestRegisterOwner(t *testing.T) {
	r := newReception(t)
	ctx, desk, unit := context.Background(), siteDesk(r.s), r.units[1].ID
	for _, c := range []struct {
		name string
		who  app.Actor
		o    site.Owner
		code string
	}{
		{"handover staff", walker.Actor(), buyerB, "permission.missing"},
		{"another community's", app.Actor{Staff: app.ID{9}, Role: app.Supervisor, Communities: []app.ID{{77}}}, buyerB, "permission.scope"},
		{"nobody", helper, site.Owner{Name: " 　 "}, "owner.name_missing"},
		{"a slip in the number", helper, site.Owner{Name: "王𬀩", IDNo: "440524188001010015"}, "owner.id_check"},
		{"no day of birth", helper, site.Owner{Name: "王𬀩", IDNo: "440524188013010014"}, "owner.id_birth"},
		{"a passport as a card", helper, site.Owner{Name: "王𬀩", IDType: "身份证", IDNo: "E12345678"}, "owner.id_shape"},
		{"a company's slip", helper, site.Owner{Name: "海珠置业有限公司", IDType: "营业执照", IDNo: "91350100M000100Y44"}, "owner.company_check"},
		{"a short phone", helper, site.Owner{Name: "王𬀩", Phone: "1390000123"}, "owner.phone_unreadable"},
		{"a short second phone", helper, site.Owner{Name: "王𬀩", Phone2: "12"}, "owner.phone_unreadable"},
		{"a number on record", helper, site.Owner{Name: "欧阳静", IDNo: "11010519491231002x"}, "owner.number_known"},
		{"a name without end", helper, site.Owner{Name: strings.Repeat("长", 81)}, "correction.too_long"},
	} {
		_, err := desk.RegisterOwner(ctx, c.who, c.o, site.Part{Unit: unit})
		if app.RefusalCode(err) != c.code {
			t.Errorf("%s: %v, want %s", c.name, err, c.code)
		}
	}
	if _, err := desk.RegisterOwner(ctx, helper, buyerB, site.Part{Unit: unit, Share: strings.Repeat("9", 21)}); app.RefusalCode(err) != "correction.too_long" {
		t.Errorf("a share without end: %v", err)
	}
	id := got(desk.RegisterOwner(ctx, helper, buyerB, site.Part{Unit: unit, Share: " 60% "}))(t)
	if id != r.s.Identify("number/440524188001010014") {
		t.Error("an import would make another record of the person")
	}
	kept := got(store.Get(r.s.At(ctx), owners, id))(t)
	if want := (site.Owner{ID: id, Name: "王𬀩", IDType: "身份证", IDNo: "440524188001010014", Phone: "13900001234", Address: "潮州市"}); kept != want {
		t.Errorf("kept %+v", kept)
	}
	company := got(desk.RegisterOwner(ctx, helper, site.Owner{Name: "海珠置业有限公司", IDType: site.BusinessLicence, IDNo: "91350100m000100y43"}, site.Part{Unit: unit, Share: "40%"}))(t)
	nameless := got(desk.RegisterOwner(ctx, helper, site.Owner{Name: "𠮷田"}, site.Part{Unit: unit}))(t)
	if nameless != r.s.Identify("unit/"+unit.String()+"/𠮷田") {
		t.Error("an import would make another record of who has no number")
	}
	twin := got(desk.RegisterOwner(ctx, helper, site.Owner{Name: "𠮷田"}, site.Part{Unit: unit}))(t)
	if twin == nameless {
		t.Error("of two of one name there is one")
	}
	var order []app.ID
	for i, v := range got(r.s.OwnersOf(ctx, unit))(t) {
		order = append(order, v.Owner.ID)
		if v.Order != i+1 {
			t.Errorf("%s stands at %d, not %d", v.Owner.Name, v.Order, i+1)
		}
	}
	if !slices.Equal(order, []app.ID{id, company, nameless, twin}) {
		t.Errorf("owners in the order %v", order)
	}
	refused(t, desk.JoinOwner(ctx, helper, id, site.Part{Unit: unit}), "owner.here_already")
	refused(t, desk.JoinOwner(ctx, walker.Actor(), id, site.Part{Unit: r.units[2].ID}), "permission.missing")
	refused(t, desk.JoinOwner(ctx, helper, app.ID{99}, site.Part{Unit: r.units[2].ID}), "record.unknown")
	r.ok(desk.JoinOwner(ctx, helper, id, site.Part{Unit: r.units[2].ID, Share: "100%"}))
	if homes := got(r.s.UnitsOf(ctx, id))(t); len(homes) != 2 {
		t.Errorf("owns %d homes", len(homes))
	}
	action, said := latest(t, r.s, r.units[2].ID)
	if action != "owner.register" || !strings.Contains(said, "ownership.share:  > 100%") {
		t.Errorf("%s says\n%s", action, said)
	}
	action, said = latest(t, r.s, unit)
	if action != "owner.register" || !strings.Contains(said, "owner.name:  > 𠮷田") {
		t.Errorf("%s says\n%s", action, said)
	}
	for _, text := range []string{"王𬀩", "1234"} {
		hits, _, err := r.s.Search(ctx, text, true)
		r.ok(err)
		if !slices.ContainsFunc(hits, func(h app.Ref) bool { return h.ID == id }) {
			t.Errorf("%q finds %+v", text, hits)
		}
	}
	if report := got(r.s.Verify(ctx, store.Checking{}))(t); !report.OK() {
		t.Errorf("%+v", report)
	}
}

// Who is like the one typed is offered, the surest first, masked, with their homes; a
// whole number that differs is somebody else's.
func TestKnownOwners(t *testing.T) {
	r := newReception(t)
	ctx := context.Background()
	do(t, r.s, "owner.put", func(tx *records.Tx) error {
		for i, o := range []site.Owner{
			{Name: "欧阳 静怡", Phone: "13700000000"},
			{Name: "李娜", Phone2: "13812345678"},
			{Name: "", Phone: "13812345678"}, // erased
		} {
			o.ID = app.ID{0x90, byte(i)}
			if err := tx.PutOwner(o); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range []struct {
		name  string
		typed site.Owner
		want  string
	}{
		{"nothing", site.Owner{}, ""},
		{"the number", site.Owner{IDNo: "11010519491231002x"}, "欧阳静怡 number"},
		{"name and phone", site.Owner{Name: "欧阳静怡", Phone: "138 1234 5678"}, "欧阳静怡 name_phone, 欧阳 静怡 name, 李娜 phone"},
		{"the name", site.Owner{Name: "欧阳静怡"}, "欧阳 静怡 name, 欧阳静怡 name"},
		{"the phone", site.Owner{Phone: "13812345678"}, "李娜 phone, 欧阳静怡 phone"},
		{"another's number", site.Owner{Name: "欧阳静怡", IDNo: "440524188001010014"}, "欧阳 静怡 name"},
		{"half a number", site.Owner{Name: "欧阳静怡", IDNo: "110105"}, "欧阳 静怡 name, 欧阳静怡 name"},
	} {
		var said []string
		for _, k := range got(r.s.KnownOwners(ctx, c.typed))(t) {
			said = append(said, k.Owner.Name+" "+string(k.By))
			if k.Owner != k.Owner.Masked() || strings.Contains(k.Owner.IDNo+k.Owner.Phone, "9123") || strings.Contains(k.Owner.Phone, "1234") {
				t.Errorf("%s: shown whole: %+v", c.name, k.Owner)
			}
			if k.Owner.ID == buyer.ID && !slices.Equal(k.Homes, []string{r.units[0].Code}) {
				t.Errorf("%s: homes %q", c.name, k.Homes)
			}
		}
		if got := strings.Join(said, ", "); got != c.want {
			t.Errorf("%s: %s; want %s", c.name, got, c.want)
		}
	}
}

// What is on record of a home is changed with a reason, and told from what to what; a
// blank is filled without one. Once an owner has signed, a supervisor alone changes it;
// once it was handed over, the blanks too. Batch, fund and note go on changing.
func TestCorrectUnit(t *testing.T) {
	r := newReception(t)
	ctx, desk, unit := context.Background(), siteDesk(r.s), r.units[0].ID
	correct := func(who app.Actor, why site.Reason, change func(*site.Unit)) error {
		seen := seenUnit(t, r.s, unit)
		u := seen.Value
		change(&u)
		return desk.CorrectUnit(ctx, who, seen, u, why)
	}
	area := func(s string) func(*site.Unit) { return func(u *site.Unit) { u.ContractArea = squares(s) } }
	refused(t, correct(walker.Actor(), site.Mistyped, area("89")), "permission.missing")
	refused(t, correct(helper, "", area("89")), "correction.reason_missing")
	refused(t, correct(helper, site.ItChanged, area("89")), "correction.reason_missing") // an owner's
	refused(t, correct(helper, "because", area("89")), "correction.reason_missing")
	refused(t, correct(helper, site.Mistyped, area("100000.01")), "area.unreadable")
	refused(t, correct(helper, site.Mistyped, func(u *site.Unit) { u.ContractNo = strings.Repeat("1", 81) }), "correction.too_long")
	refused(t, correct(helper, site.Mistyped, func(u *site.Unit) { u.HouseType = app.ID{99} }), "record.unknown")
	r.ok(correct(helper, "", func(u *site.Unit) { // blanks
		u.MeasuredArea, u.ContractNo, u.SignedOn, u.DeliveryDue, u.Batch = squares("143.50"), " YS-1 ", app.NewDate(2024, 3, 5), app.NewDate(2026, 12, 31), "一批"
		u.State, u.Code, u.HandedOver = site.Ready, "9-9-999", app.NewDate(2026, 1, 1) // nobody's to say here
	}))
	u := got(r.s.Unit(ctx, unit))(t)
	if u.ContractNo != "YS-1" || u.SignedOn != app.NewDate(2024, 3, 5) || !u.HandedOver.IsZero() || u.Code != r.units[0].Code {
		t.Errorf("kept %+v", u)
	}
	before := got(r.s.History(ctx, unit, 100))(t)
	r.ok(correct(helper, "", func(*site.Unit) {}))
	if after := got(r.s.History(ctx, unit, 100))(t); len(after) != len(before) {
		t.Error("a form that changes nothing stands in the history")
	}
	r.ok(correct(helper, site.BySurvey, area("134.20")))
	action, said := latest(t, r.s, unit)
	if action != "unit.correct" || !strings.Contains(said, "unit.contract_area: 143.20 > 134.20\n") || !strings.Contains(said, "correction.reason:  > by_survey\n") {
		t.Errorf("%s says\n%s", action, said)
	}
	stale := seenUnit(t, r.s, unit)
	r.ok(correct(expert, site.Mistyped, area("135")))
	mine := stale.Value
	mine.ContractArea = squares("136")
	refused(t, desk.CorrectUnit(ctx, helper, stale, mine, site.Mistyped), "record.changed")
	r.ok(desk.CorrectUnit(ctx, helper, stale, mine, site.Mistyped)) // once more, having seen it

	settled := got(r.s.SettledOf(ctx, unit))(t)
	if settled.Any() {
		t.Errorf("settled: %+v", settled)
	}
	d := r.received(unit)
	if s := got(r.s.SettledOf(ctx, unit))(t); len(s.Papers) != 0 {
		t.Errorf("a paper that nobody signed: %+v", s)
	}
	r.signed(d)
	if s := got(r.s.SettledOf(ctx, unit))(t); !s.HandedOver.IsZero() || len(s.Papers) != 1 || s.Papers[0].Number != d.Number || s.Papers[0].Kind != string(contract.Certificate) || !slices.Equal(s.Papers[0].Owners, []app.ID{buyer.ID}) {
		t.Errorf("signed: %+v", s)
	}
	// Who has signed holds the home: not what is blank, nor what goes on changing.
	refused(t, correct(helper, site.Mistyped, area("137")), "permission.missing")
	r.ok(correct(chief.Actor(), site.Mistyped, area("137")))
	r.ok(correct(helper, "", func(u *site.Unit) { u.InnerArea = squares("110") }))
	r.ok(correct(helper, site.Mistyped, func(u *site.Unit) { u.Batch, u.Note = "二批", "窗外有树" }))
	r.ok(r.Complete(ctx, chief.Actor(), unit))
	refused(t, correct(helper, site.Mistyped, area("138")), "permission.missing")
	refused(t, correct(helper, site.Mistyped, func(u *site.Unit) { u.UnitPrice = app.Money{Decimal: decimal.NewFromInt(12000)} }), "permission.missing") // a blank
	refused(t, correct(app.Actor{Staff: app.ID{8}, Role: app.Manager}, site.Mistyped, area("138")), "permission.missing")
	refused(t, correct(chief.Actor(), "", area("138")), "correction.reason_missing")
	refused(t, correct(chief.Actor(), "", func(u *site.Unit) { u.UnitPrice = app.Money{Decimal: decimal.NewFromInt(12000)} }), "correction.reason_missing")
	r.ok(correct(helper, "", func(u *site.Unit) { u.Note = "窗外有大树" }))
	refused(t, correct(helper, "", func(u *site.Unit) { u.Batch = "三批" }), "correction.reason_missing")
	r.ok(correct(helper, site.Mistyped, func(u *site.Unit) { u.Batch = "三批" }))
	do(t, r.s, "house_type.put", func(tx *records.Tx) error { return tx.PutHouseType(site.HouseType{ID: app.ID{0x60}, Name: "B"}) })
	refused(t, desk.SetHouseType(ctx, chief.Actor(), []app.ID{unit}, app.ID{0x60}), "unit.settled")
	r.ok(desk.SetFunds(ctx, helper, []app.ID{unit}, site.FundUnpaid))
	r.ok(desk.SetFunds(ctx, helper, []app.ID{unit}, site.FundPaid))
	r.ok(correct(expert, site.ByAccord, area("138")))
	kept := got(r.s.Document(ctx, d.ID))(t)
	if kept.State != contract.Signed || kept.ContentHash != d.ContentHash || string(kept.Content) != string(d.Content) {
		t.Error("the signed paper is another one")
	}
	if report := got(r.s.Verify(ctx, store.Checking{}))(t); !report.OK() {
		t.Errorf("%+v", report)
	}
}

// What is on record of an owner is changed with a reason. Who has signed keeps name and
// number but for a supervisor; a phone changes in every life.
func TestCorrectOwner(t *testing.T) {
	r := newReception(t)
	ctx, desk, unit := context.Background(), siteDesk(r.s), r.units[0].ID
	other := r.units[1].ID // theirs too, and not handed over
	r.ok(desk.JoinOwner(ctx, helper, buyer.ID, site.Part{Unit: other}))
	correct := func(who app.Actor, at app.ID, why site.Reason, change func(*site.Owner)) error {
		seen := seenOwner(t, r.s, buyer.ID)
		o := seen.Value
		change(&o)
		return desk.PutOwner(ctx, who, seen, o, site.Part{Unit: at, Reason: why})
	}
	name := func(s string) func(*site.Owner) { return func(o *site.Owner) { o.Name = s } }
	phone := func(s string) func(*site.Owner) { return func(o *site.Owner) { o.Phone = s } }
	refused(t, correct(walker.Actor(), unit, site.Mistyped, name("欧阳静仪")), "permission.missing")
	refused(t, correct(helper, unit, "", name("欧阳静仪")), "correction.reason_missing")
	refused(t, correct(helper, unit, site.BySurvey, name("欧阳静仪")), "correction.reason_missing") // a home's
	refused(t, correct(helper, unit, site.Mistyped, name(" ")), "owner.name_missing")
	refused(t, correct(helper, unit, site.Mistyped, phone("1381234567")), "owner.phone_unreadable")
	refused(t, correct(helper, unit, site.Mistyped, func(o *site.Owner) { o.IDNo = "110105194912310021" }), "owner.id_check")
	refused(t, correct(helper, unit, site.Mistyped, phone(site.Mask(buyer.Phone))), "owner.masked")
	r.ok(correct(helper, unit, site.Mistyped, name("欧阳静仪")))
	action, said := latest(t, r.s, unit)
	if action != "owner.put" || !strings.Contains(said, "owner.name: 欧阳静怡 > 欧阳静仪\n") || !strings.Contains(said, "correction.reason:  > mistyped\n") {
		t.Errorf("%s says\n%s", action, said)
	}
	r.ok(correct(helper, unit, site.ItChanged, phone("139 8765 4321")))
	if _, said = latest(t, r.s, unit); !strings.Contains(said, "owner.phone: 138****5678 > 139****4321\n") {
		t.Errorf("says\n%s", said)
	}
	part := func(share string, why site.Reason) site.Part {
		v := r.look(unit)
		return site.Part{Unit: unit, Seen: v.SeenShare(v.Owners[0]), Share: share, Reason: why}
	}
	same := seenOwner(t, r.s, buyer.ID)
	refused(t, desk.PutOwner(ctx, helper, same, same.Value, part("50%", "")), "correction.reason_missing")
	r.ok(desk.PutOwner(ctx, helper, same, same.Value, part(" 50% ", site.ByPaper)))
	if _, said = latest(t, r.s, unit); !strings.Contains(said, "ownership.share: 100% > 50%\n") {
		t.Errorf("says\n%s", said)
	}

	d := r.received(unit)
	r.signed(d)
	for _, at := range []app.ID{unit, other} {
		refused(t, correct(helper, at, site.Mistyped, name("欧阳静宜")), "permission.missing")
		refused(t, correct(helper, at, site.Mistyped, func(o *site.Owner) { o.IDType = "护照" }), "permission.missing")
		r.ok(correct(helper, at, site.ItChanged, phone(fmt.Sprintf("1380000%04d", at[15]))))
		r.ok(correct(chief.Actor(), at, site.ByPaper, name("欧阳静宜")))
		r.ok(correct(chief.Actor(), at, site.ByPaper, name("欧阳静仪")))
	}
	refused(t, desk.PutOwner(ctx, helper, same, same.Value, part("100%", site.ByPaper)), "permission.missing")
	refused(t, desk.EndOwnership(ctx, helper, unit, buyer.ID, site.Transferred), "permission.missing")
	_, err := desk.RegisterOwner(ctx, helper, buyerB, site.Part{Unit: unit, Reason: site.Mistyped}) // who is in no paper that is signed
	refused(t, err, "permission.missing")
	co := got(desk.RegisterOwner(ctx, chief.Actor(), site.Owner{Name: "王𬀩"}, site.Part{Unit: unit, Reason: site.ByPaper}))(t)
	share := func(who app.Actor, text string, why site.Reason) error { // of one who did not sign
		v := r.look(unit)
		seen := seenOwner(t, r.s, v.Owners[1].Owner.ID)
		return desk.PutOwner(ctx, who, seen, seen.Value, site.Part{Unit: unit, Seen: v.SeenShare(v.Owners[1]), Share: text, Reason: why})
	}
	r.ok(share(helper, "50%", "")) // a blank
	refused(t, share(helper, "60%", site.ByPaper), "permission.missing")
	r.ok(share(chief.Actor(), "", site.ByPaper))
	refused(t, desk.EndOwnership(ctx, helper, unit, co, site.Misentered), "permission.missing")
	r.ok(desk.EndOwnership(ctx, chief.Actor(), unit, co, site.Misentered))
	// Where they signed nothing, they go: who they are stays settled.
	r.ok(desk.EndOwnership(ctx, helper, other, buyer.ID, site.Withdrawn))
	r.ok(r.Complete(ctx, chief.Actor(), unit))
	_, err = desk.RegisterOwner(ctx, helper, buyerB, site.Part{Unit: unit, Reason: site.Mistyped})
	refused(t, err, "permission.missing")
	_, err = desk.RegisterOwner(ctx, chief.Actor(), buyerB, site.Part{Unit: unit})
	refused(t, err, "correction.reason_missing")
	got(desk.RegisterOwner(ctx, chief.Actor(), buyerB, site.Part{Unit: unit, Reason: site.ItChanged}))(t)
	refused(t, share(helper, "50%", site.ByPaper), "permission.missing") // a blank too
	refused(t, share(chief.Actor(), "50%", ""), "correction.reason_missing")
	r.ok(share(chief.Actor(), "50%", site.ByPaper))
	r.ok(desk.EndOwnership(ctx, expert, unit, buyer.ID, site.Transferred))
}

// The contract's number of another home is found however it is written.
func TestContractHolders(t *testing.T) {
	s := newStore(t)
	homes, _ := lived(t, s)
	do(t, s, "unit.fill", func(tx *records.Tx) error {
		for i, no := range []string{"ys2024-1", "ＹＳ2024 -1", "YS2024-2"} {
			u := got(tx.Unit(homes[i].ID))(t)
			u.ContractNo = no
			if err := tx.PutUnit(u); err != nil {
				return err
			}
		}
		return nil
	})
	for _, c := range []struct {
		number string
		but    app.ID
		want   []string
	}{
		{"YS2024-1", app.Nil, []string{homes[0].Code, homes[1].Code}},
		{"YS2024-1", homes[0].ID, []string{homes[1].Code}},
		{"YS2024-2", homes[2].ID, nil},
		{"", app.Nil, nil},
	} {
		if codes := got(s.ContractHolders(context.Background(), c.number, c.but))(t); !slices.Equal(codes, c.want) {
			t.Errorf("%s but %v: %q, want %q", c.number, c.but, codes, c.want)
		}
	}
}
