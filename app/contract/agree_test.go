package contract_test

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/site"
)

// usualTerms are complete.
func usualTerms() contract.Terms {
	return contract.Terms{
		Place: "南京市建邺区河西大街 66 号", FeeBasis: contract.LumpSum,
		Rates:       []contract.Rate{{Type: "高层住宅", Price: yuan("2.85")}, {Type: "商业", Price: yuan("4.5"), HouseTypes: []string{"S1"}}},
		FirstMonths: 3, PayEvery: "每季度首月 15 日前", LateRate: "每日万分之五",
		TermFrom: app.NewDate(2026, 11, 30), TermTo: app.NewDate(2029, 11, 29), Extra: []string{"赠送六个月物业费。", " "}, Copies: 4,
	}
}

func TestAgree(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
	if err != nil {
		t.Fatal(err)
	}
	if d.State != contract.Locked || d.Kind != contract.Agreement || d.Number != "WY-01-00001" || d.Template != contract.AgreementTemplate || d.Unit != home {
		t.Errorf("drawn up as %+v", d)
	}
	c := apptest.ReadContent[contract.AgreementContent](s.T, d)
	for _, pair := range [][2]string{
		{c.Number, d.Number}, {c.Community, "锦绣花园"}, {c.UnitCode, "3-2-1501"}, {c.UnitName, "3幢2单元1501室"}, {c.Area.String(), "143.86"},
		{c.AreaKind, "contract.area.measured"},
		{c.FeeBasis, "contract.basis.lump_sum"}, {c.PropertyType, "高层住宅"}, {c.FeePrice.String(), "2.85"}, {c.FeePeriod, "3 contract.months"}, {c.TermTo.String(), "2029-11-29"}, {c.Developer.Name, "江苏锦绣置业有限公司"}, {c.Property.Name, "南京安和物业服务有限公司"},
		{c.Owners[0].IDNo, "320105198801011234"}, {c.Owners[1].Name, "王𬀩"}, {strings.Join(c.Extra, "|"), "赠送六个月物业费。"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("says %q, want %q", pair[0], pair[1])
		}
	}
	if len(c.Owners) != 2 {
		t.Errorf("%d owners; one has sold on", len(c.Owners))
	}
	var roles []string
	for i, f := range s.fieldsOf(d) {
		roles = append(roles, string(f.Role))
		if c.Signers[i].Name != f.Name || c.Signers[i].Role != string(f.Role) {
			t.Errorf("the paper's place %d is not the document's", i)
		}
	}
	if want := []string{"owner", "owner", "developer", "property"}; !slices.Equal(roles, want) {
		t.Errorf("signed by %v", roles)
	}
	// Signed by all, by hand: the firms' lines need who signs contracts.
	s.sign(d, 0)
	s.sign(d, 1)
	_, err = s.Sign(ctx, clerk, s.signing(d, 2))
	s.wants(err, "permission.missing")
	for place := 2; place < 4; place++ {
		if _, err := s.Sign(ctx, supervisor, s.signing(d, place)); err != nil {
			t.Fatal(err)
		}
	}
	if s.state(d) != contract.Signed {
		t.Errorf("signed by all it is %s", s.state(d))
	}
}

// Nobody signs an agreement that names others than those who own the home now.
func TestOwnersMoved(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*stage)
		code   string
	}{
		{"nothing has changed", func(*stage) {}, ""},
		{"somebody owns it too", func(s *stage) {
			s.owners.Put(site.Owner{ID: app.ID{0x77}, Name: "新业主"})
			s.shares.Put(site.Ownership{ID: app.ID{0x78}, Unit: home, Owner: app.ID{0x77}})
		}, "contract.owners_moved"},
		{"one of them no more", func(s *stage) { s.shares.Change(wuOwns, func(o *site.Ownership) { o.Ended = true }) }, "contract.owners_moved"},
		{"one is called otherwise", func(s *stage) {
			s.owners.Change(wu, func(o *site.Owner) { o.Name += "二" })
		}, "contract.owners_moved"},
		{"none is left", func(s *stage) {
			s.shares.ChangeAll(func(o *site.Ownership) { o.Ended = true })
		}, "contract.owners_none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t)
			s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
			d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
			s.wants(err, "")
			c.change(s)
			_, err = s.Sign(ctx, clerk, s.signing(d, 0))
			s.wants(err, c.code)
		})
	}
}

// What an agreement lacks is said by name, all at once, and nothing is kept.
func TestAgreeSaysWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*stage)
		unit    app.ID
		missing string
	}{
		{"no terms", func(s *stage) { s.terms.Set() }, home, "rate、basis、term"},
		{"no firms", func(s *stage) { s.site.Change(siteID, func(r *site.Site) { r.Company, r.Property = "", "" }) }, home, "developer、property"},
		{"no area", func(s *stage) {
			u := s.units.At(home)
			u.ContractArea, u.MeasuredArea = app.Area{}, app.Area{}
			s.units.Put(u)
		}, home, "area"},
		{"no owners", func(*stage) {}, shop, "owner"},
		{"too few copies, set before it was asked", func(s *stage) { s.change(func(t *contract.Terms) { t.Copies = 2 }) }, home, "copies"},
		{"no end of the term", func(s *stage) { s.change(func(t *contract.Terms) { t.TermTo = 0 }) }, home, "term"},
		{"no begin of the term", func(s *stage) { s.change(func(t *contract.Terms) { t.TermFrom = 0 }) }, home, "term"},
		{"no number of a paper", func(s *stage) { s.owners.Change(wang, func(o *site.Owner) { o.IDNo = "" }) }, home, "id_no:王𬀩"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t)
			s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
			c.change(s)
			_, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: c.unit})
			s.wants(err, "contract.agreement_incomplete")
			if r, ok := err.(*app.Refusal); ok && r.Args["missing"] != c.missing {
				t.Errorf("missing %q, want %q", r.Args["missing"], c.missing)
			}
			if s.documents.Len() != 0 || s.Numbers[app.AgreementNumber] != 0 {
				t.Error("a draft stays, or a number is taken")
			}
		})
	}
}

// change changes the site's terms past what is asked of them now.
func (s *stage) change(how func(*contract.Terms)) {
	s.terms.ChangeAll(how)
}

// What an agreement can do without is left open on it: a period to pay first, the number
// of copies, the house type that is on its way from another laptop.
func TestAgreeLeavesOpen(t *testing.T) {
	for name, c := range map[string]struct {
		change             func(*stage)
		period, rate       string
		copies, ownerships int
	}{
		"nothing":                 {func(*stage) {}, "3 contract.months", "高层住宅", 4, 2},
		"no months to pay first":  {func(s *stage) { s.change(func(t *contract.Terms) { t.FirstMonths = 0 }) }, "", "高层住宅", 4, 2},
		"one month to pay first":  {func(s *stage) { s.change(func(t *contract.Terms) { t.FirstMonths = 1 }) }, "1 contract.months", "高层住宅", 4, 2},
		"no number of copies":     {func(s *stage) { s.change(func(t *contract.Terms) { t.Copies = 0 }) }, "3 contract.months", "高层住宅", 0, 2},
		"a copy for each party":   {func(s *stage) { s.change(func(t *contract.Terms) { t.Copies = 3 }) }, "3 contract.months", "高层住宅", 3, 2},
		"a house type on its way": {func(s *stage) { s.types.Set() }, "3 contract.months", "高层住宅", 4, 2},
		"no house type":           {func(s *stage) { s.units.Change(home, func(u *site.Unit) { u.HouseType = app.Nil }) }, "3 contract.months", "高层住宅", 4, 2},
		"the former owner stands first": {func(s *stage) {
			all := s.shares.All()
			slices.Reverse(all)
			s.shares.Set(all...)
		}, "3 contract.months", "高层住宅", 4, 2},
	} {
		s := begin(t)
		s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
		c.change(s)
		d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
		s.wants(err, "")
		said := apptest.ReadContent[contract.AgreementContent](s.T, d)
		if said.FeePeriod != c.period || said.PropertyType != c.rate || said.Copies != c.copies || len(said.Owners) != c.ownerships {
			t.Errorf("%s: %q, %s, %d copies, %d owners", name, said.FeePeriod, said.PropertyType, said.Copies, len(said.Owners))
		}
	}
}

// An owner without a name, whose data were erased, is on no new agreement.
func TestAgreeNamesEveryOwner(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	s.owners.ChangeAll(func(o *site.Owner) { *o = site.Owner{ID: o.ID} })
	_, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "privacy.nameless")
}

// A home has one agreement that stands; a second replaces it on purpose.
func TestAgreeAgain(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	first, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "")
	_, err = s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "contract.agreed_already")
	second, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Again: true})
	s.wants(err, "")
	if second.Supersedes != first.ID || s.state(first) != contract.Superseded || second.ContentHash == first.ContentHash {
		t.Errorf("first %s, second replaces %v", s.state(first), second.Supersedes)
	}
	s.wants(s.Take(ctx, supervisor, second.ID, contract.Void, "条款有误"), "")
	_, err = s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "")
}

// What one home lacks keeps no other waiting, takes no number, and is told of; what
// concerns all of them ends it.
func TestAgreeAll(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	made, o, err := s.AgreeAll(ctx, supervisor, []contract.Agreeing{{Unit: shop}, {Unit: home}, {Unit: app.ID{0xee}}})
	s.wants(err, "")
	if len(made) != 1 || made[0].Unit != home || made[0].Number != "WY-01-00001" || s.documents.Len() != 1 {
		t.Errorf("made %v, there are %d", made, s.documents.Len())
	}
	if len(o.Undone) != 2 || o.Undone[0].ID != shop || o.Undone[1].ID != (app.ID{0xee}) {
		t.Fatalf("not made: %v", o.Undone)
	}
	s.wants(o.Undone[0].Why, "contract.agreement_incomplete")
	s.wants(o.Undone[1].Why, "record.unknown")
	s.shares.Put(site.Ownership{ID: app.ID{0x39}, Unit: shop, Owner: wang})
	made, o, err = s.AgreeAll(ctx, supervisor, []contract.Agreeing{{Unit: home, Again: true}, {Unit: shop}})
	s.wants(err, "")
	if len(made) != 2 || len(o.Undone) != 0 || slices.Equal(made[0].Salt, made[1].Salt) {
		t.Error("the two share their salt")
	}
	made, o, err = s.AgreeAll(ctx, assistant, []contract.Agreeing{{Unit: home, Again: true}, {Unit: shop, Again: true}})
	s.wants(err, "permission.missing")
	if len(made)+len(o.Undone) != 0 || len(o.Rest) != 2 {
		t.Errorf("made %v, not made %v", made, o)
	}
}

// An owner's agent signs by a letter that gives the power.
func TestAgreeByAgent(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	letter := contract.Authority{Unit: home, Owner: wu, Agent: "张三", IDNo: "320105197001011232", Kind: contract.Plain, Scopes: []contract.Scope{contract.MaySign}, From: today}
	id, err := s.hold(clerk, letter)
	s.wants(err, "")
	_, err = s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Letters: []app.ID{id}})
	s.wants(err, "contract.authority_scope")

	letter.Scopes = []contract.Scope{contract.MaySignPM}
	id, _ = s.hold(clerk, letter)
	d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Letters: []app.ID{id}})
	s.wants(err, "")
	c := apptest.ReadContent[contract.AgreementContent](s.T, d)
	if f := c.Signers[0]; f.Role != "agent" || f.Name != "张三" || f.ActsFor != "欧阳䶮" || c.Owners[0].Name != "欧阳䶮" {
		t.Errorf("signed by %+v", f)
	}
}

// What an owner's lawyer asks for is on the paper as the terms and the records have it:
// nothing where they have nothing, and no rate of a commission that is none.
func TestAgreementSaysWhatItRestsOn(t *testing.T) {
	s := begin(t)
	agree := func(change func(*contract.Terms), letters ...app.ID) contract.AgreementContent {
		terms := usualTerms()
		change(&terms)
		s.wants(s.PutTerms(ctx, supervisor, nil, terms), "")
		d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Letters: letters, Again: true})
		s.wants(err, "")
		return apptest.ReadContent[contract.AgreementContent](s.T, d)
	}
	bare := agree(func(*contract.Terms) {})
	if said := bare.ServiceContractNo + bare.ServiceContractFiling + bare.ServiceRooms + bare.CommissionRate + bare.VacantRate + bare.SharedEnergy + bare.DataRetention; said != "" || bare.PrepayLimit != 0 || bare.Agents != nil {
		t.Errorf("of terms that say nothing: %q, %d months, %v", said, bare.PrepayLimit, bare.Agents)
	}
	for i, o := range bare.Owners {
		if o.Company {
			t.Errorf("owner %d is a person", i)
		}
	}

	s.owners.Change(wang, func(o *site.Owner) { o.IDType, o.IDNo = site.BusinessLicence, "91320105MA1ABCDE9K" })
	letter := contract.Authority{Unit: home, Owner: wang, Agent: "张三", No: "（2026）宁证字 88 号", IDType: "身份证", IDNo: "320105197001011232", Phone: "13600007712",
		Kind: contract.Notarised, Scopes: []contract.Scope{contract.MaySignPM}, From: today, To: today.AddDays(9)}
	id, err := s.hold(clerk, letter)
	s.wants(err, "")
	full := agree(func(k *contract.Terms) {
		k.ServiceContractNo, k.ServiceContractFiling, k.ServiceRooms, k.CommissionRate = "1", "2", "3", "4"
		k.VacantRate, k.SharedEnergy, k.DataRetention, k.PrepayLimit = "5", "6", "7", 8
	}, id)
	if said := []string{full.ServiceContractNo, full.ServiceContractFiling, full.ServiceRooms, full.VacantRate, full.SharedEnergy, full.DataRetention}; !slices.Equal(said, []string{"1", "2", "3", "5", "6", "7"}) || full.PrepayLimit != 8 {
		t.Errorf("says %v, %d months", said, full.PrepayLimit)
	}
	if full.CommissionRate != "" {
		t.Errorf("of a lump sum it says the commission %q", full.CommissionRate)
	}
	want := contract.AgreementAgent{Name: "张三", IDType: "身份证", IDNo: "320105197001011232", Phone: "13600007712", ActsFor: "王𬀩",
		Letter: "handover.letter.notarised", LetterNo: "（2026）宁证字 88 号", LetterFrom: today, LetterTo: today.AddDays(9)}
	if len(full.Agents) != 1 || full.Agents[0] != want {
		t.Errorf("agents are %+v", full.Agents)
	}
	if full.Owners[0].Company || !full.Owners[1].Company {
		t.Errorf("owners are %+v", full.Owners)
	}
	if rate := agree(func(k *contract.Terms) { k.FeeBasis, k.CommissionRate = contract.Commission, "4" }).CommissionRate; rate != "4" {
		t.Errorf("the commission is %q", rate)
	}
}

func TestTermsAreRefused(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*contract.Terms)
		want   string
	}{
		"complete":               {func(*contract.Terms) {}, ""},
		"empty":                  {func(t *contract.Terms) { *t = contract.Terms{} }, ""},
		"a rate without a type":  {func(t *contract.Terms) { t.Rates[0].Type = " " }, "contract.rate_unclear"},
		"a rate of nothing":      {func(t *contract.Terms) { t.Rates[0].Price = app.Money{} }, "contract.rate_unclear"},
		"two rates for all":      {func(t *contract.Terms) { t.Rates[1].HouseTypes = nil }, "contract.rate_twice"},
		"a type with two rates":  {func(t *contract.Terms) { t.Rates[1].HouseTypes = []string{"S1", "S1"} }, "contract.rate_twice"},
		"another basis":          {func(t *contract.Terms) { t.FeeBasis = "gift" }, "contract.basis_unclear"},
		"a term that ends first": {func(t *contract.Terms) { t.TermTo = t.TermFrom }, "contract.term_backwards"},
		"minus copies":           {func(t *contract.Terms) { t.Copies = -1 }, "contract.count_negative"},
		"a copy too few":         {func(t *contract.Terms) { t.Copies = 2 }, "contract.copies_few"},
		"one copy each":          {func(t *contract.Terms) { t.Copies = 3 }, ""},
		"a term without an end":  {func(t *contract.Terms) { t.TermTo = 0 }, ""},
		"a term without a begin": {func(t *contract.Terms) { t.TermFrom = 0 }, ""},
		"a term of two days":     {func(t *contract.Terms) { t.TermTo = t.TermFrom.AddDays(1) }, ""},
		"another rule":           {func(t *contract.Terms) { t.FeeRule = "at_once" }, "contract.fee_rule_unclear"},
		"a rule":                 {func(t *contract.Terms) { t.FeeRule = contract.FromHalfMonth }, ""},
		"minus months":           {func(t *contract.Terms) { t.FirstMonths = -1 }, "contract.count_negative"},
		"minus the limit":        {func(t *contract.Terms) { t.PrepayLimit = -1 }, "contract.count_negative"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			terms := usualTerms()
			c.change(&terms)
			s.wants(s.PutTerms(ctx, supervisor, nil, terms), c.want)
			if (c.want == "") != (s.terms.Len() == 1) {
				t.Errorf("%d terms are kept", s.terms.Len())
			}
		})
	}
	s := begin(t)
	s.wants(s.PutTerms(ctx, assistant, nil, usualTerms()), "permission.missing")
}

func TestRateFor(t *testing.T) {
	terms := usualTerms()
	for houseType, want := range map[string]string{"A1": "高层住宅", "S1": "商业", "": "高层住宅"} {
		if r, ok := terms.RateFor(houseType); !ok || r.Type != want {
			t.Errorf("%q pays as %s", houseType, r.Type)
		}
	}
	terms.Rates = terms.Rates[1:]
	if _, ok := terms.RateFor("A1"); ok {
		t.Error("a type without a rate has one")
	}
}

// An agreement says as a day only what is on record: when the fee begins once the home
// was handed over, what was paid by the receipt. What the terms promise is no payment,
// and the day on which it is drawn up is not that of the signatures.
func TestAgreementSaysWhatIsOnRecord(t *testing.T) {
	paid := contract.FeeReceipt{Number: "NO.4417", On: today, Until: app.NewDate(2027, 2, 28)}
	type says struct{ rule, start, notBefore, until, receipt, given string }
	for name, c := range map[string]struct {
		handedOver, feeFrom app.Date
		rule                contract.FeeRule
		receipt             contract.FeeReceipt
		want                says
	}{
		"not handed over":                     {want: says{rule: "handover"}},
		"not handed over, fees had begun":     {feeFrom: today.AddDays(-10), want: says{rule: "handover"}},
		"not handed over, fees begin now":     {feeFrom: today, want: says{rule: "handover"}},
		"not handed over, tomorrow":           {feeFrom: today.AddDays(1), want: says{rule: "handover", notBefore: "2026-11-24"}},
		"not handed over, fees begin then":    {feeFrom: today.AddDays(8), want: says{rule: "handover", notBefore: "2026-12-01"}},
		"not handed over, half months":        {rule: contract.FromHalfMonth, want: says{rule: "half_month"}},
		"not handed over, paid":               {receipt: paid, want: says{rule: "handover", until: "2027-02-28", receipt: "NO.4417", given: "2026-11-23"}},
		"handed over":                         {handedOver: app.NewDate(2026, 11, 20), want: says{rule: "handover", start: "2026-11-20"}},
		"handed over, fees begin later":       {handedOver: app.NewDate(2026, 11, 20), feeFrom: app.NewDate(2026, 12, 1), want: says{rule: "handover", start: "2026-12-01", notBefore: "2026-12-01"}},
		"handed over, fees begin by the rule": {handedOver: app.NewDate(2026, 11, 20), feeFrom: app.NewDate(2026, 11, 20), want: says{rule: "handover", start: "2026-11-20"}},
		"handed over, next month and later":   {handedOver: app.NewDate(2026, 11, 20), feeFrom: app.NewDate(2026, 12, 10), rule: contract.FromNextMonth, want: says{rule: "next_month", start: "2026-12-10", notBefore: "2026-12-10"}},
		"handed over, next month by the rule": {handedOver: app.NewDate(2026, 11, 20), feeFrom: app.NewDate(2026, 11, 25), rule: contract.FromNextMonth, want: says{rule: "next_month", start: "2026-12-01"}},
		"handed over, fees had begun":         {handedOver: app.NewDate(2026, 11, 20), feeFrom: app.NewDate(2026, 11, 1), want: says{rule: "handover", start: "2026-11-20"}},
		"handed over, next month":             {handedOver: app.NewDate(2026, 11, 20), rule: contract.FromNextMonth, want: says{rule: "next_month", start: "2026-12-01"}},
		"handed over, paid":                   {handedOver: today, receipt: paid, want: says{"handover", "2026-11-23", "", "2027-02-28", "NO.4417", "2026-11-23"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			terms := usualTerms()
			terms.FeeFrom, terms.FeeRule = c.feeFrom, c.rule
			s.wants(s.PutTerms(ctx, supervisor, nil, terms), "")
			u := s.units.At(home)
			u.HandedOver = c.handedOver
			s.units.Put(u)
			if c.receipt.Number != "" {
				c.receipt.Unit = home
				s.wants(s.PutReceipt(ctx, clerk, nil, c.receipt), "")
			}
			d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
			s.wants(err, "")
			got := apptest.ReadContent[contract.AgreementContent](s.T, d)
			is := says{strings.TrimPrefix(got.FeeRule, "contract.fee_rule."), got.FeeStart.String(), got.FeeNotBefore.String(), got.FeePaidUntil.String(), got.FeeReceipt, got.FeeReceiptOn.String()}
			if is != c.want {
				t.Errorf("says %+v, want %+v", is, c.want)
			}
			if !got.SignedOn.IsZero() {
				t.Errorf("says that it was signed on %s", got.SignedOn)
			}
		})
	}
}

// No rule lets the fee begin before the home is handed over.
func TestFeeRules(t *testing.T) {
	for _, c := range []struct {
		rule       contract.FeeRule
		from, want app.Date
	}{
		{contract.FromHandover, app.NewDate(2026, 11, 23), app.NewDate(2026, 11, 23)},
		{contract.FromHalfMonth, app.NewDate(2026, 11, 1), app.NewDate(2026, 11, 15)},
		{contract.FromHalfMonth, app.NewDate(2026, 11, 15), app.NewDate(2026, 11, 15)},
		{contract.FromHalfMonth, app.NewDate(2026, 11, 16), app.NewDate(2026, 12, 1)},
		{contract.FromHalfMonth, app.NewDate(2026, 12, 31), app.NewDate(2027, 1, 1)},
		{contract.FromNextMonth, app.NewDate(2026, 11, 1), app.NewDate(2026, 12, 1)},
		{contract.FromNextMonth, app.NewDate(2026, 12, 31), app.NewDate(2027, 1, 1)},
	} {
		if got := c.rule.From(c.from); got != c.want || got < c.from {
			t.Errorf("%s from %s: %s, want %s", c.rule, c.from, got, c.want)
		}
	}
}

// A home whose area was not surveyed yet pays by the contract's, and the paper says so.
func TestAgreementSaysWhichArea(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	u := s.units.At(home)
	u.MeasuredArea = app.Area{}
	s.units.Put(u)
	d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "")
	c := apptest.ReadContent[contract.AgreementContent](s.T, d)
	if c.AreaKind != "contract.area.contract" || !c.Area.Equal(u.ContractArea.Decimal) {
		t.Errorf("%s, as %s", c.Area, c.AreaKind)
	}
}

// Months in advance: more than the place allows, and more than a quarter while nobody
// has looked, are said and stop nothing.
func TestPrepayment(t *testing.T) {
	for _, c := range []struct {
		months, limit int
		want          string
	}{
		{0, 0, ""}, {3, 0, ""}, {4, 0, "contract.prepay_unchecked"}, {12, 0, "contract.prepay_unchecked"},
		{12, 12, ""}, {12, 11, "contract.prepay_over"}, {3, 3, ""}, {4, 3, "contract.prepay_over"}, {3, 1, "contract.prepay_over"},
	} {
		got := ""
		if r := (contract.Terms{FirstMonths: c.months, PrepayLimit: c.limit}).Prepayment(); r != nil {
			got = r.Code
		}
		if got != c.want {
			t.Errorf("%d months where %d are allowed: %q, want %q", c.months, c.limit, got, c.want)
		}
	}
	s := begin(t)
	terms := usualTerms()
	terms.FirstMonths, terms.PrepayLimit = 12, 3
	s.wants(s.PutTerms(ctx, supervisor, nil, terms), "")
	_, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "")
}

// A receipt is whole or not there; what was written down wrongly can be taken off.
func TestReceipt(t *testing.T) {
	whole := contract.FeeReceipt{Unit: home, Number: " NO.4417 ", On: today, Until: app.NewDate(2027, 2, 28)}
	for name, c := range map[string]struct {
		change func(*contract.FeeReceipt)
		want   string
	}{
		"whole":           {func(*contract.FeeReceipt) {}, ""},
		"nothing":         {func(r *contract.FeeReceipt) { *r = contract.FeeReceipt{Unit: home} }, ""},
		"no number":       {func(r *contract.FeeReceipt) { r.Number = " " }, "contract.receipt_incomplete"},
		"no day":          {func(r *contract.FeeReceipt) { r.On = 0 }, "contract.receipt_incomplete"},
		"no end":          {func(r *contract.FeeReceipt) { r.Until = 0 }, "contract.receipt_incomplete"},
		"a number alone":  {func(r *contract.FeeReceipt) { r.On, r.Until = 0, 0 }, "contract.receipt_incomplete"},
		"a day alone":     {func(r *contract.FeeReceipt) { r.Number, r.Until = "", 0 }, "contract.receipt_incomplete"},
		"an end alone":    {func(r *contract.FeeReceipt) { r.Number, r.On = "", 0 }, "contract.receipt_incomplete"},
		"of tomorrow":     {func(r *contract.FeeReceipt) { r.On = today.AddDays(1) }, "contract.receipt_future"},
		"a long number":   {func(r *contract.FeeReceipt) { r.Number = strings.Repeat("号", 61) }, "contract.receipt_long"},
		"a number of 60":  {func(r *contract.FeeReceipt) { r.Number = strings.Repeat("号", 60) }, ""},
		"an unknown home": {func(r *contract.FeeReceipt) { r.Unit = app.ID{9} }, "record.unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			s, r := begin(t), whole
			c.change(&r)
			err := s.PutReceipt(ctx, clerk, nil, r)
			s.wants(err, c.want)
			if c.want == "contract.receipt_long" && app.Refusals(err)[0].Args["most"] != "60" {
				t.Errorf("names no limit: %v", err)
			}
			if kept := s.receipts.At(contract.FeeReceiptID(home)); (c.want == "") != (kept.By == clerk.Staff) || kept.Number != strings.TrimSpace(kept.Number) {
				t.Errorf("kept %+v", kept)
			}
		})
	}
	s := begin(t)
	s.wants(s.PutReceipt(ctx, clerk, nil, whole), "")
	kept := s.receipts.At(contract.FeeReceiptID(home))
	s.wants(s.PutReceipt(ctx, supervisor, &app.Seen[contract.FeeReceipt]{Value: kept}, kept), "")
	if now := s.receipts.At(kept.ID); now != kept {
		t.Errorf("looked at, it is %+v; it was %+v", now, kept)
	}
	later := kept
	later.Until = kept.Until.AddDays(90)
	s.wants(s.PutReceipt(ctx, supervisor, &app.Seen[contract.FeeReceipt]{Value: kept}, later), "")
	if now := s.receipts.At(kept.ID); now.By != supervisor.Staff || now.Until != later.Until {
		t.Errorf("changed, it is %+v", now)
	}
	for days, want := range map[int]string{-1: "contract.receipt_backwards", 0: "", 1: ""} {
		if r := (contract.FeeReceipt{Number: "1", On: today, Until: today.AddDays(days)}); (want == "") != (r.Doubt() == nil) || want != "" && r.Doubt().Code != want {
			t.Errorf("paid until %d days after: %v", days, r.Doubt())
		}
	}
	if r := (contract.FeeReceipt{On: today}); r.Doubt() != nil {
		t.Errorf("not paid: %v", r.Doubt())
	}
	s.wants(s.PutReceipt(ctx, stranger, nil, whole), "permission.scope")
	s.wants(s.PutReceipt(ctx, app.Actor{Role: app.Manager}, nil, whole), "permission.missing")
}

// letterOf records and verifies a letter by which an agent signs property papers.
func (s *stage) letterOf(unit, owner app.ID, agent string) app.ID {
	s.Helper()
	id, err := s.hold(clerk, contract.Authority{Unit: unit, Owner: owner, Agent: agent, IDNo: "320105197001011232", Kind: contract.Plain,
		Scopes: []contract.Scope{contract.MaySignPM}, From: today, To: today.AddDays(7)})
	s.wants(err, "")
	return id
}

// A company owns as people do, under the number of its licence, and signs by its agent;
// each agent signs for the owner of the letter, and only by it.
func TestAgreeByAgentsOfPeopleAndCompanies(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	s.owners.Put(site.Owner{ID: wang, Name: "南京锦程咨询有限公司", IDType: "营业执照", IDNo: "91320105MA1ABCDE9K"})
	d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Letters: []app.ID{s.letterOf(home, wang, "李四"), s.letterOf(home, wu, "张三")}})
	s.wants(err, "")
	c := apptest.ReadContent[contract.AgreementContent](s.T, d)
	if o := c.Owners[1]; o.Name != "南京锦程咨询有限公司" || o.IDType != "营业执照" || o.IDNo != "91320105MA1ABCDE9K" {
		t.Errorf("the company is %+v", o)
	}
	fields := s.fieldsOf(d)
	for i, want := range []struct {
		agent, principal string
		owner            app.ID
	}{{"张三", "欧阳䶮", wu}, {"李四", "南京锦程咨询有限公司", wang}} {
		if got := c.Signers[i]; got.Role != "agent" || got.Name != want.agent || got.ActsFor != want.principal || !got.Required {
			t.Errorf("place %d is %+v", i, got)
		}
		if f := fields[i]; f.Role != contract.AsAgent || f.Person != want.owner || f.Authority.IsNil() || s.authorities.At(f.Authority).Agent != want.agent {
			t.Errorf("field %d is %+v", i, f)
		}
	}
	for _, f := range c.Signers[2:] {
		if f.ActsFor != "" || f.Role == "agent" {
			t.Errorf("a firm signs as %+v", f)
		}
	}
	// Neither the owner nor the other agent signs there, and no agent once the letter holds no more.
	for _, other := range []string{"欧阳䶮", "李四"} {
		signing := s.signing(d, 0)
		signing.Signer = other
		_, err = s.Sign(ctx, clerk, signing)
		s.wants(err, "contract.other_signer")
	}
	s.sign(d, 0)
	s.Clock = s.Clock.AddDate(0, 0, 8)
	_, err = s.Sign(ctx, clerk, s.signing(d, 1))
	s.wants(err, "contract.authority_expired")
	if s.state(d) != contract.PartlySigned {
		t.Errorf("it is %s", s.state(d))
	}
}

// A letter is of one home and one owner: another home's, and that of somebody who owns it
// no more, let nobody sign.
func TestAgreeTakesNoLetterOfAnother(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	s.shares.Put(site.Ownership{ID: app.ID{0x39}, Unit: shop, Owner: wang})
	elsewhere := s.letterOf(shop, wang, "张三")
	_, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Letters: []app.ID{elsewhere}})
	s.wants(err, "contract.authority_missing")

	former := s.letterOf(home, wang, "李四")
	s.shares.Change(wangOwns, func(o *site.Ownership) { o.Ended = true })
	d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Letters: []app.ID{former}})
	s.wants(err, "")
	for _, f := range s.fieldsOf(d) {
		if f.Role == contract.AsAgent || f.Name == "李四" {
			t.Errorf("the agent of a former owner signs: %+v", f)
		}
	}
}

// An agreement can be read before it is locked: it is what would be locked, nothing of it is
// kept, and what would be refused is refused.
func TestTryAgreeKeepsNothing(t *testing.T) {
	s := begin(t)
	_, err := s.TryAgree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "contract.agreement_incomplete")
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	tried, err := s.TryAgree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "")
	made, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "") // nothing stands that it would have to replace
	if tried.Number != made.Number || tried.State != contract.Locked {
		t.Errorf("tried %s %s, made %s", tried.Number, tried.State, made.Number)
	}
	was, is := apptest.ReadContent[contract.AgreementContent](s.T, tried), apptest.ReadContent[contract.AgreementContent](s.T, made)
	if was.FeePrice.String() != is.FeePrice.String() || len(was.Owners) != len(is.Owners) || was.Wording != is.Wording {
		t.Errorf("tried %+v, made %+v", was, is)
	}
}
