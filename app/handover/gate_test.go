package handover_test

import (
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/handover"
	"keyday/app/site"
)

// clear are the facts of a home that nothing keeps from being handed over.
func clear() handover.GateFacts {
	return handover.GateFacts{
		Facts:     handover.Facts{Inspected: true, SignedOff: true, Fund: site.FundPaid, Filed: true},
		Owners:    []handover.Proof{{Owner: "王建国", Seen: true, Original: true}},
		Agreement: true,
	}
}

func TestGate(t *testing.T) {
	agent := func(gap string) func(*handover.GateFacts) {
		return func(f *handover.GateFacts) { f.Owners[0].Agent, f.Owners[0].Gap = "陈律", gap }
	}
	for _, c := range []struct {
		name   string
		change func(*handover.GateFacts)
		want   string // key strength flags: b blocks, o overridable
	}{
		{"nothing", func(*handover.GateFacts) {}, ""},
		{"fund unpaid", func(f *handover.GateFacts) { f.Fund = site.FundUnpaid }, "fund_unpaid law b"},
		{"fund unknown", func(f *handover.GateFacts) { f.Fund = site.FundUnknown }, "fund_unknown law b"},
		{"fund in a state of a newer Keyday", func(f *handover.GateFacts) { f.Fund = "partly" }, "fund_unknown law b"},
		{"building not filed", func(f *handover.GateFacts) { f.Filed = false }, "not_filed law b"},
		{"grave defects", func(f *handover.GateFacts) {
			f.GraveOnes = []handover.Blocking{{"D-01-00001", "渗漏", site.Serious}, {"D-01-00002", "漏电", site.Emergency}}
			f.InWork = 2
		}, "grave_defect D-01-00001 contract bo; grave_defect D-01-00002 contract bo"},
		{"other defects go into the annex", func(f *handover.GateFacts) { f.Undispatched, f.InWork, f.Unverified = 1, 2, 3 }, "annex contract"},
		{"identity not proved", func(f *handover.GateFacts) { f.Owners[0].Seen = false }, "identity_missing 王建国 company b"},
		{"a copy only", func(f *handover.GateFacts) { f.Owners[0].Original = false }, "identity_copy 王建国 company bo"},
		{"an agent with a good letter", agent(""), ""},
		{"a letter that ran out", agent("expired"), "letter_expired 王建国 law b"},
		{"a letter that says nothing of keys", agent("scope_keys"), "letter_scope_keys 王建国 law b"},
		{"a letter that was withdrawn", agent("withdrawn"), "letter_withdrawn 王建国 law b"},
		{"a letter that nobody held yet", agent("unverified"), "letter_unverified 王建国 company b"},
		{"a letter that is still at another laptop", agent("missing"), "letter_missing 王建国 company b"},
		{"an agent of whom a copy was seen", func(f *handover.GateFacts) {
			f.Owners[0] = handover.Proof{Owner: "王建国", Agent: "陈律", Seen: true}
		}, "identity_copy 王建国 company bo"},
		{"an agent whose paper nobody saw", func(f *handover.GateFacts) { f.Owners[0] = handover.Proof{Owner: "王建国", Agent: "陈律"} }, "identity_missing 王建国 company b"},
		{"one of two owners with a copy", func(f *handover.GateFacts) {
			f.Owners = append(f.Owners, handover.Proof{Owner: "李梅", Seen: true})
		}, "identity_copy 李梅 company bo"},
		{"no owner known", func(f *handover.GateFacts) { f.Owners = nil }, "owner_missing company b"},
		{"never inspected", func(f *handover.GateFacts) { f.Inspected, f.SignedOff = false, false }, "not_inspected company bo"},
		{"inspected, not signed off", func(f *handover.GateFacts) { f.SignedOff = false }, "not_signed_off company bo"},
		{"two laptops disagree", func(f *handover.GateFacts) { f.Conflicts = 1 }, "conflict company b"},
		{"handed over before", func(f *handover.GateFacts) { f.Taken = true }, "taken contract b"},
		{"one defect goes into the annex", func(f *handover.GateFacts) { f.InWork = 1 }, "annex contract"},
		{"the only defect is a grave one", func(f *handover.GateFacts) {
			f.GraveOnes, f.InWork = []handover.Blocking{{"D-01-00001", "渗漏", site.Serious}}, 1
		}, "grave_defect D-01-00001 contract bo"},
		{"one gap of the import", func(f *handover.GateFacts) { f.Incomplete = 1 }, "incomplete company"},
		{"property papers never block", func(f *handover.GateFacts) { f.Agreement = false }, "agreement_unsigned company"},
		{"nor does a text that no lawyer read", func(f *handover.GateFacts) { f.Draft = true }, "agreement_draft company"},
		{"gaps of the import never block", func(f *handover.GateFacts) { f.Incomplete = 2 }, "incomplete company"},
		{"the law stands first", func(f *handover.GateFacts) {
			f.Owners, f.Agreement, f.Filed, f.Fund = nil, false, false, site.FundUnpaid
		}, "fund_unpaid law b; not_filed law b; owner_missing company b; agreement_unsigned company"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := clear()
			c.change(&f)
			g := handover.GateOf(f)
			var got []string
			for _, o := range g {
				said := o.Key() + " " + string(o.Strength) + " "
				if o.Blocks {
					said += "b"
				}
				if o.Overridable {
					said += "o"
				}
				got = append(got, strings.TrimSpace(said))
			}
			if s := strings.Join(got, "; "); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
			if blocked := strings.Contains(c.want, " b"); g.Open() == blocked {
				t.Errorf("open: %v", g.Open())
			}
		})
	}
}

// What the gate shows is what it refuses with: the same codes, the same names.
func TestGateSaysTheSameBeforeAndAfter(t *testing.T) {
	f := clear()
	f.Fund, f.Owners[0].Seen, f.Agreement = site.FundUnpaid, false, false
	g := handover.GateOf(f)
	var shown []string
	for _, o := range g {
		if o.Stands() {
			shown = append(shown, o.Refusal().Code)
		}
	}
	if got := apptest.Codes(g.Err()); !slices.Equal(got, shown) || len(got) != 2 {
		t.Errorf("refuses with %v, shows %v", got, shown)
	}
}

// An override passes only obstacles that may be overridden, whoever wrote it.
func TestOverridesPassOnlyWhatMayBePassed(t *testing.T) {
	f := clear()
	f.Fund, f.GraveOnes = site.FundUnpaid, []handover.Blocking{{Number: "D-01-00001"}, {Number: "D-01-00002"}}
	for _, key := range []string{"fund_unpaid", "grave_defect D-01-00001"} {
		f.Overrides = append(f.Overrides, handover.Override{Code: key, Reason: "业主要求"})
	}
	var standing []string
	for _, o := range handover.GateOf(f) {
		if o.Stands() {
			standing = append(standing, o.Key())
		}
	}
	if got := strings.Join(standing, "; "); got != "fund_unpaid; grave_defect D-01-00002" {
		t.Errorf("standing: %s", got)
	}
}

// What stands against the home itself is told apart from what belongs to a visit, and from
// what somebody let pass; the law bars it, the company's rules do not.
func TestWhatBarsAHome(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*handover.GateFacts)
		bars   string
		barred bool
	}{
		{"nothing", func(*handover.GateFacts) {}, "", false},
		{"the law", func(f *handover.GateFacts) { f.Fund, f.Filed = site.FundUnpaid, false }, "fund_unpaid not_filed", true},
		{"the company's rule", func(f *handover.GateFacts) { f.SignedOff = false }, "not_signed_off", false},
		{"the contract", func(f *handover.GateFacts) { f.GraveOnes = []handover.Blocking{{Number: "D-01-00001"}} }, "grave_defect D-01-00001", false},
		{"a grave defect let pass", func(f *handover.GateFacts) {
			f.GraveOnes, f.Overrides = []handover.Blocking{{Number: "D-01-00001"}}, []handover.Override{{Code: "grave_defect D-01-00001"}}
		}, "", false},
		{"nobody has come", func(f *handover.GateFacts) { f.Owners[0].Seen = false }, "", false},
		{"a copy was seen", func(f *handover.GateFacts) { f.Owners[0].Original = false }, "", false},
		{"an agent without power", func(f *handover.GateFacts) { f.Owners[0].Agent, f.Owners[0].Gap = "陈律", "expired" }, "", false},
		{"handed over", func(f *handover.GateFacts) { f.Taken = true }, "", false},
		{"only to be minded", func(f *handover.GateFacts) { f.Agreement, f.InWork = false, 1 }, "", false},
		{"handed over, nobody has come, the law", func(f *handover.GateFacts) { f.Taken, f.Owners[0].Seen, f.Filed = true, false, false }, "not_filed", true},
	} {
		f := clear()
		c.change(&f)
		g := handover.GateOf(f)
		var bars []string
		for _, o := range g.Bars() {
			bars = append(bars, o.Key())
		}
		if got := strings.Join(bars, " "); got != c.bars || g.Barred() != c.barred {
			t.Errorf("%s: %q, barred %t", c.name, got, g.Barred())
		}
	}
}

// The property agreement is minded until that very paper is signed.
func TestTheDeskMindsAnUnsignedAgreement(t *testing.T) {
	for name, c := range map[string]struct {
		papers []contract.Document
		minded bool
	}{
		"none":                      {nil, true},
		"locked":                    {[]contract.Document{{Kind: contract.Agreement, State: contract.Locked}}, true},
		"signed by one":             {[]contract.Document{{Kind: contract.Agreement, State: contract.PartlySigned}}, true},
		"signed":                    {[]contract.Document{{Kind: contract.Agreement, State: contract.Signed}}, false},
		"another paper signed":      {[]contract.Document{{Kind: contract.Sheet, State: contract.Signed}}, true},
		"locked, and another":       {[]contract.Document{{Kind: contract.Agreement, State: contract.Locked}, {Kind: contract.Sheet, State: contract.Signed}}, true},
		"voided, and signed anew":   {[]contract.Document{{Kind: contract.Agreement, State: contract.Voided}, {Kind: contract.Agreement, State: contract.Signed}}, false},
		"another locked, it signed": {[]contract.Document{{Kind: contract.Sheet, State: contract.Locked}, {Kind: contract.Agreement, State: contract.Signed}}, false},
	} {
		s := begin(t)
		for i, d := range c.papers {
			d.ID, d.Unit, d.Template = app.ID{0x72, byte(i)}, unitID, contract.AgreementTemplate
			s.Must(s.PutDocument(d))
		}
		minded := slices.ContainsFunc(s.look().Gate, func(o handover.Obstacle) bool { return o.Code == "agreement_unsigned" })
		if minded != c.minded {
			t.Errorf("%s: minded %t", name, minded)
		}
	}
}

// Who owned the home once is nobody to be asked for; those after them are.
func TestFormerOwnersAreNotAskedFor(t *testing.T) {
	s := begin(t)
	s.ownerships.Put(site.Ownership{ID: app.ID{5}, Unit: unitID, Owner: wangID, Ended: true})
	var asked []string
	for _, p := range s.look().Owners {
		asked = append(asked, p.Owner.Name)
	}
	if got := strings.Join(asked, " "); got != "李梅" {
		t.Errorf("asked for %q", got)
	}
	s.Refused(s.look().Gate.Err(), "handover.identity_missing")
	s.Must(s.desk.CheckIn(ctx, reception, unitID))
	s.Must(s.desk.CheckOwner(ctx, reception, unitID, liID, handover.Identification{Paper: "身份证", Original: true}))
	s.Must(s.look().Gate.Err())
	s.Refused(s.desk.CheckOwner(ctx, reception, unitID, wangID, handover.Identification{Paper: "身份证", Original: true}), "handover.not_owner")
}
