package contract_test

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
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
	var c contract.AgreementContent
	s.content(d, &c)
	for _, pair := range [][2]string{
		{c.Number, d.Number}, {c.Community, "锦绣花园"}, {c.UnitCode, "3-2-1501"}, {c.UnitName, "3幢2单元1501室"}, {c.Area.String(), "143.86"},
		{c.FeeBasis, "contract.basis.lump_sum"}, {c.PropertyType, "高层住宅"}, {c.FeePrice.String(), "2.85"}, {c.FeeStart.String(), "2026-11-30"},
		{c.FeePaidUntil.String(), "2027-02-28"}, {c.TermTo.String(), "2029-11-29"}, {c.Developer.Name, "江苏锦绣置业有限公司"}, {c.Property.Name, "南京安和物业服务有限公司"},
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

// What an agreement lacks is said by name, all at once, and nothing is kept.
func TestAgreeSaysWhatIsMissing(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*stage)
		unit    app.ID
		missing string
	}{
		{"no terms", func(s *stage) { clear(s.terms) }, home, "rate、basis、term"},
		{"no firms", func(s *stage) { s.site.Company, s.site.Property = "", "" }, home, "developer、property"},
		{"no area", func(s *stage) {
			u := s.units[home]
			u.ContractArea, u.MeasuredArea = app.Area{}, app.Area{}
			s.units[home] = u
		}, home, "area"},
		{"no owners", func(*stage) {}, shop, "owner"},
		{"no number of a paper", func(s *stage) { o := s.owners[wang]; o.IDNo = ""; s.owners[wang] = o }, home, "id_no:王𬀩"},
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
			if len(s.documents) != 0 || s.last[app.AgreementNumber] != 0 {
				t.Error("a draft stays, or a number is taken")
			}
		})
	}
}

// An owner without a name, whose data were erased, is on no new agreement.
func TestAgreeNamesEveryOwner(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	for id := range s.owners {
		s.owners[id] = site.Owner{ID: id}
	}
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
	s.wants(s.Void(ctx, supervisor, second.ID, "条款有误"), "")
	_, err = s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
	s.wants(err, "")
}

// Many in one action: all or none.
func TestAgreeAll(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	_, err := s.AgreeAll(ctx, supervisor, []contract.Agreeing{{Unit: home}, {Unit: shop}})
	s.wants(err, "contract.agreement_incomplete")
	if len(s.documents) != 0 {
		t.Error("one of the two stays")
	}
	s.shares = append(s.shares, site.Ownership{ID: app.ID{0x39}, Unit: shop, Owner: wang})
	all, err := s.AgreeAll(ctx, supervisor, []contract.Agreeing{{Unit: home}, {Unit: shop}})
	s.wants(err, "")
	if len(all) != 2 || slices.Equal(all[0].Salt, all[1].Salt) {
		t.Error("the two share their salt")
	}
	_, err = s.AgreeAll(ctx, assistant, []contract.Agreeing{{Unit: home, Again: true}})
	s.wants(err, "permission.missing")
}

// An owner's agent signs by a letter that gives the power.
func TestAgreeByAgent(t *testing.T) {
	s := begin(t)
	s.wants(s.PutTerms(ctx, supervisor, nil, usualTerms()), "")
	letter := contract.Authority{Unit: home, Owner: wu, Agent: "张三", IDNo: "3201", Kind: contract.Plain, Scopes: []contract.Scope{contract.MaySign}, From: today}
	id, err := s.Desk.PutAuthority(ctx, clerk, nil, letter)
	s.wants(err, "")
	s.wants(s.VerifyAuthority(ctx, clerk, id), "")
	_, err = s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Letters: []app.ID{id}})
	s.wants(err, "contract.authority_scope")

	letter.Scopes = []contract.Scope{contract.MaySignPM}
	id, _ = s.Desk.PutAuthority(ctx, clerk, nil, letter)
	s.wants(s.VerifyAuthority(ctx, clerk, id), "")
	d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home, Letters: []app.ID{id}})
	s.wants(err, "")
	var c contract.AgreementContent
	s.content(d, &c)
	if f := c.Signers[0]; f.Role != "agent" || f.Name != "张三" || f.ActsFor != "欧阳䶮" || c.Owners[0].Name != "欧阳䶮" {
		t.Errorf("signed by %+v", f)
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
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			terms := usualTerms()
			c.change(&terms)
			s.wants(s.PutTerms(ctx, supervisor, nil, terms), c.want)
			if (c.want == "") != (len(s.terms) == 1) {
				t.Errorf("%d terms are kept", len(s.terms))
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

// A period of months ends the day before the same day, whatever the months.
func TestFirstPeriod(t *testing.T) {
	for _, c := range []struct {
		from   app.Date
		months int
		until  string
	}{
		{app.NewDate(2026, 12, 1), 3, "2027-02-28"},
		{app.NewDate(2026, 11, 15), 12, "2027-11-14"},
		{app.NewDate(2027, 1, 31), 1, "2027-02-28"},
		{app.NewDate(2027, 11, 30), 3, "2028-02-29"},
		{app.NewDate(2026, 12, 31), 1, "2027-01-30"},
	} {
		s := begin(t)
		terms := usualTerms()
		terms.FirstMonths = c.months
		s.wants(s.PutTerms(ctx, supervisor, nil, terms), "")
		u := s.units[home]
		u.HandedOver = c.from
		s.units[home] = u
		d, err := s.Agree(ctx, supervisor, contract.Agreeing{Unit: home})
		s.wants(err, "")
		var content contract.AgreementContent
		s.content(d, &content)
		if got := content.FeePaidUntil.String(); got != c.until {
			t.Errorf("%d months from %s end %s, want %s", c.months, c.from, got, c.until)
		}
	}
}
