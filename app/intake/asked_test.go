package intake_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
)

// trial is a file that comes into a site, and what must come of it.
type trial struct {
	name     string
	held     []string // the ledger that the site was made of
	settle   func(*heldSite)
	file     []string // {home 1-101} and {owner 吴杰} stand for the hidden identities
	saved    string   // or a file of testdata
	say      map[intake.FindingKind]intake.Answer
	new      []string // homes with their owners
	changes  []string
	findings []string // with a ? while they are open
}

var placeholder = regexp.MustCompile(`\{(home|owner) ([^}]+)\}`)

// plan runs the trial.
func (c trial) plan(t *testing.T) (*intake.Plan, *heldSite) {
	t.Helper()
	held := siteOf(t, c.held...)
	if c.settle != nil {
		c.settle(held)
	}
	return c.on(t, held), held
}

// on is the plan for a site that goes on from the one that was made.
func (c trial) on(t *testing.T, held *heldSite) *intake.Plan {
	t.Helper()
	first := siteOf(t, c.held...)
	var rows []string
	for _, row := range c.file {
		rows = append(rows, placeholder.ReplaceAllStringFunc(row, func(p string) string {
			m := placeholder.FindStringSubmatch(p)
			if m[1] == "home" {
				return first.unit(t, m[2]).ID.String()
			}
			return first.owner(t, m[2]).ID.String()
		}))
	}
	o := intake.Options{Answers: intake.Answers{All: c.say, Reason: site.Mistyped}}
	if c.saved != "" {
		return intake.Compare(readSample(t, c.saved, nil), held.Kept, o, identify)
	}
	return intake.Compare(ledgerOf(t, rows...), held.Kept, o, identify)
}

func (c trial) run(t *testing.T) {
	plan, held := c.plan(t)
	var made, changes, found []string
	for _, h := range plan.New {
		made = append(made, strings.TrimSpace(h.Code+" "+strings.Join(h.Owners, "、")))
	}
	for _, ch := range plan.Changes {
		changes = append(changes, sayChange(ch))
	}
	for _, f := range plan.Findings {
		text := fmt.Sprintf("%s %s", f.Kind, f.At.Cell)
		if f.Open() {
			text += "?"
		}
		found = append(found, text)
	}
	same(t, "new", made, c.new)
	same(t, "changes", changes, c.changes)
	same(t, "findings", found, c.findings)
	if nothing := len(c.changes)+len(c.new) == 0; plan.Empty() != nothing {
		t.Errorf("nothing changes: %v, and %d records are written", nothing, plan.Records())
	}
	held.Kept = plan.After(held.Kept)
	if again := c.on(t, held); !again.Empty() {
		t.Errorf("read once more, it writes %d records: %+v, %+v", again.Records(), again.New, again.Changes)
	}
}

func sayChange(c intake.Change) string {
	switch c.Kind {
	case intake.OwnerJoins:
		return c.Code + " +" + c.New
	case intake.OwnerLeaves:
		return c.Code + " -" + c.Old
	}
	who := ""
	if c.Who != "" {
		who = c.Who + " "
	}
	return fmt.Sprintf("%s %s%s %s→%s", c.Code, who, c.Field, c.Old, c.New)
}

// ledgerOf reads one sheet of rows, whose columns need no asking.
func ledgerOf(t testing.TB, rows ...string) *intake.Ledger {
	t.Helper()
	sv, err := intake.Look(intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", rows...)}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if q := sv.Questions(); len(q) > 0 {
		t.Fatalf("asks %v", q)
	}
	l, err := intake.Read(sv, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// siteOf is a site that took the rows in.
func siteOf(t testing.TB, rows ...string) *heldSite {
	t.Helper()
	if len(rows) == 0 {
		return &heldSite{intake.Kept{Community: community}}
	}
	return newSite(intake.Compare(ledgerOf(t, rows...), intake.Kept{Community: community}, intake.Options{}, identify))
}

func (s *heldSite) owner(t testing.TB, name string) site.Owner {
	t.Helper()
	i := slices.IndexFunc(s.Owners, func(o site.Owner) bool { return o.Name == name })
	if i < 0 {
		t.Fatalf("no owner %s", name)
	}
	return s.Owners[i]
}

// handOver settles a home: it was handed over, and its owners signed a paper.
func handOver(code string) func(*heldSite) {
	return func(s *heldSite) {
		paper := site.SignedPaper{Kind: "certificate", Number: "JF-1-1"}
		for _, o := range s.ownersOf(code) {
			paper.Owners = append(paper.Owners, o.ID)
		}
		day, _ := app.ParseDate("2026-11-01")
		s.Settled = map[app.ID]site.Settled{site.UnitID(s.Community.ID, code): {HandedOver: day, Papers: []site.SignedPaper{paper}}}
		s.Signed = map[app.ID][]site.SignedPaper{}
		for _, o := range paper.Owners {
			s.Signed[o] = []site.SignedPaper{paper}
		}
	}
}

// forget erases an owner: what is kept of them has no name.
func forget(name string) func(*heldSite) {
	return func(s *heldSite) {
		for i := range s.Owners {
			if s.Owners[i].Name == name {
				s.Owners[i] = site.Owner{ID: s.Owners[i].ID}
			}
		}
	}
}

// signed settles it by the owners' paper alone.
func signed(code string) func(*heldSite) {
	return func(s *heldSite) {
		handOver(code)(s)
		id := site.UnitID(s.Community.ID, code)
		s.Settled[id] = site.Settled{Papers: s.Settled[id].Papers}
	}
}

// elsewhere settles who somebody is by a paper of a home that is not, or no more, theirs here.
func elsewhere(name string) func(*heldSite) {
	return func(s *heldSite) {
		i := slices.IndexFunc(s.Owners, func(o site.Owner) bool { return o.Name == name })
		s.Signed = map[app.ID][]site.SignedPaper{s.Owners[i].ID: {{Kind: "agreement", Number: "WY-9-1", Owners: []app.ID{s.Owners[i].ID}}}}
	}
}

var said = func(k intake.FindingKind, a intake.Answer) map[intake.FindingKind]intake.Answer {
	return map[intake.FindingKind]intake.Answer{k: a}
}

const (
	export  = "Keyday房源标识|Keyday业主标识|楼栋|房号|合同编号|业主姓名|证件号码|联系电话"
	ledger  = "楼栋|房号|合同编号|业主姓名|证件号码|联系电话"
	wu      = "1|101|HT-1|吴杰|'" + id1 + "|13800138000"
	liang   = "1|101||梁保平|'" + id2 + "|13900139000"
	wuAgain = "{home 1-101}|{owner 吴杰}|" + wu
)

// Hidden identities lead an edited export back; where a row was typed over or copied
// they lead astray, and a person is asked.
func TestHiddenIdentities(t *testing.T) {
	for _, c := range []trial{
		{name: "a name put right: the number says that it is the same person", held: []string{ledger, wu},
			file:    []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|吴洁|'" + id1 + "|13800138000"},
			changes: []string{"1-101 吴杰 owner_name 吴杰→吴洁"}},
		{name: "the same where the export was masked", held: []string{ledger, wu},
			file:    []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|吴洁|'" + site.Mask(id1) + "|138****8000"},
			changes: []string{"1-101 吴杰 owner_name 吴杰→吴洁"}},
		{name: "a phone that is known does not say it", held: []string{ledger, "1|101||吴杰||13800138000"},
			file: []string{export, "{home 1-101}|{owner 吴杰}|1|101||吴洁||13800138000"}, findings: []string{"owner_other F2?"}},
		{name: "a family shares a phone, and the row brings a number", held: []string{ledger, "1|101||吴杰||13800138000"},
			file: []string{export, "{home 1-101}|{owner 吴杰}|1|101||张三|'" + id3 + "|13800138000"}, findings: []string{"owner_other F2?"}},
		{name: "the same without hidden identities", held: []string{ledger, "1|101||吴杰||13800138000"},
			file: []string{ledger, "1|101||张三|'" + id3 + "|13800138000"}, findings: []string{"owner_other D2?"}},
		{name: "without hidden identities a name is put right", held: []string{ledger, "1|101||吴杰||13800138000"}, say: said(intake.OtherOwner, intake.Correction),
			file: []string{ledger, "1|101||吴洁||13800138000"}, changes: []string{"1-101 吴杰 owner_name 吴杰→吴洁"}, findings: []string{"owner_other D2"}},
		{name: "and somebody takes another's place", held: []string{ledger, "1|101||吴杰||13800138000"}, say: said(intake.OtherOwner, intake.Another),
			file: []string{ledger, "1|101||吴洁||13800138000"}, changes: []string{"1-101 +吴洁", "1-101 -吴杰"}, findings: []string{"owner_other D2"}},
		{name: "the phone does not say it where the file has no number", held: []string{ledger, wu},
			file: []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|吴洁||13800138000"}, findings: []string{"owner_other F2?"}},
		{name: "a masked number that is another one's does not", held: []string{ledger, wu},
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|吴洁|'" + site.Mask(id3) + "|"},
			findings: []string{"owner_other F2?"}},
		{name: "a name in other letters is the same one", held: []string{ledger, "1|101|HT-1|John Smith|E12345678|"},
			file: []string{export, "{home 1-101}|{owner John Smith}|1|101|HT-1|JOHN SMITH|E12345678|"}},
		{name: "a masked name that fits", held: []string{ledger, wu}, file: []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|吴*|'" + site.Mask(id1) + "|138****8000"}},
		{name: "one that does not", held: []string{ledger, wu}, file: []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|李*|'" + id1 + "|138****8000"}, findings: []string{"masked F2"}},
		{name: "a masked number does not keep the phone out", held: []string{ledger, wu}, file: []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|吴杰|'" + site.Mask(id3) + "|13700137000"},
			changes: []string{"1-101 吴杰 phone 13800138000→13700137000"}, findings: []string{"masked G2"}},
		{name: "the phone alone does not say it where the numbers differ", held: []string{ledger, wu},
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|吴洁|'" + id3 + "|13800138000"},
			findings: []string{"owner_other F2?"}},
		{name: "a buyer typed over another one", held: []string{ledger, wu, liang},
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|张三|'" + id3 + "|13700137000", "{home 1-101}|{owner 梁保平}|" + liang},
			findings: []string{"owner_other F2?"}},
		{name: "a correction", held: []string{ledger, wu, liang}, say: said(intake.OtherOwner, intake.Correction),
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|张三|'" + id3 + "|13700137000", "{home 1-101}|{owner 梁保平}|" + liang},
			changes:  []string{"1-101 吴杰 owner_name 吴杰→张三", "1-101 张三 id_no " + id1 + "→" + id3, "1-101 张三 phone 13800138000→13700137000"},
			findings: []string{"owner_other F2"}},
		{name: "another person", held: []string{ledger, wu, liang}, say: said(intake.OtherOwner, intake.Another),
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|张三|'" + id3 + "|13700137000", "{home 1-101}|{owner 梁保平}|" + liang},
			changes:  []string{"1-101 +张三", "1-101 -吴杰"},
			findings: []string{"owner_other F2"}},
		{name: "another person, and nobody speaks of the other owner", held: []string{ledger, wu, liang}, say: said(intake.OtherOwner, intake.Another),
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|张三|'" + id3 + "|13700137000"},
			changes:  []string{"1-101 +张三", "1-101 -吴杰"},
			findings: []string{"owner_other F2", "owner_absent F2"}},
		{name: "left as it is", held: []string{ledger, wu, liang}, say: said(intake.OtherOwner, intake.LeaveOut),
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|张三|'" + id3 + "|13700137000", "{home 1-101}|{owner 梁保平}|" + liang},
			findings: []string{"owner_other F2"}},
		{name: "a row copied to make another home: the preview is what happens", held: []string{ledger, wu, liang},
			file:     []string{export, wuAgain, "{home 1-101}|{owner 吴杰}|1|103|HT-1|张三||13800138000", "{home 1-101}|{owner 梁保平}|" + liang},
			new:      []string{"1-103 张三"},
			findings: []string{"contract_shared E3?"}},
		{name: "a key that stands with two new names is nobody's", held: []string{ledger, wu},
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|张三|'" + id2 + "|13700137000", "{home 1-101}|{owner 吴杰}|1|101||李四|'" + id3 + "|13600136000"},
			findings: []string{"owner_other F2?", "owner_other F3?"}},
		{name: "a free number in the row of another home", held: []string{ledger, wu, liang},
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|103|HT-1|吴杰|'" + id1 + "|13800138000", "{home 1-101}|{owner 梁保平}|" + liang},
			findings: []string{"key_moved D2?", "owner_absent F3"}},
		{name: "the same where it is corrected, though the home has a row of its own", held: []string{ledger, wu, liang}, say: said(intake.KeyMoved, intake.Correction),
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|103|HT-1|吴杰|'" + id1 + "|13800138000", "{home 1-101}|{owner 梁保平}|" + liang},
			findings: []string{"key_moved D2?", "owner_absent F3"}},
		{name: "the only row of a home has another number", held: []string{ledger, wu},
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|103|HT-1|吴杰|'" + id1 + "|13800138000"},
			findings: []string{"key_moved D2?"}},
		{name: "it was misnumbered", held: []string{ledger, wu}, say: said(intake.KeyMoved, intake.Correction),
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|103|HT-1|吴杰|'" + id1 + "|13800138000"},
			changes:  []string{"1-101 room 1-101→1-103"},
			findings: []string{"key_moved D2"}},
		{name: "it is another home of the same owner", held: []string{ledger, wu}, say: said(intake.KeyMoved, intake.Another),
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|103|HT-3|吴杰|'" + id1 + "|13800138000"},
			new:      []string{"1-103 吴杰"},
			findings: []string{"key_moved D2"}},
		{name: "a number that another home has is taken by nobody", held: []string{ledger, wu, "1|102|HT-2|李四|'" + id3 + "|13700137000"},
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|102|HT-1|吴杰|'" + id1 + "|13800138000"},
			findings: []string{"code_taken D2"}},
		{name: "a key that was copied onto the row of another home: its number says which", held: []string{ledger, wu, "1|102|HT-2|李四|'" + id3 + "|13700137000"},
			file:    []string{export, wuAgain, "{home 1-101}||1|102|HT-2|李四|'" + id3 + "|13600136000"},
			changes: []string{"1-102 李四 phone 13700137000→13600136000"}},
		{name: "a row without keys does not hide the copied one", held: []string{ledger, wu}, file: []string{export, "||1|105||王五||", wuAgain, "{home 1-101}|{owner 吴杰}|1|103||张三||"},
			new: []string{"1-105 王五", "1-103 张三"}},
		{name: "a copied row without an owner is asked about", held: []string{ledger, wu}, file: []string{export, wuAgain, "{home 1-101}||1|103||||"}, findings: []string{"key_moved D3?"}},
		{name: "a room without its entrance in the file itself", file: []string{"楼栋|单元|房号", "1||101", "1|1|101"}, new: []string{"1-1-101"}, findings: []string{"entrance_missing C2"}},
		{name: "an export sorted by name: co-owners stand away from their home", held: []string{ledger, wu, liang, "1|102|HT-2|李四|'" + id3 + "|13700137000"},
			file: []string{export, "{home 1-101}|{owner 梁保平}|" + liang, "{home 1-102}|{owner 李四}|1|102|HT-2|李四|'" + id3 + "|13700137000", wuAgain}},
		{name: "cleared cells delete nothing, and it is said", held: []string{ledger, wu},
			file:     []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|吴杰|'" + id1 + "|"},
			findings: []string{"blank_kept H2"}},
		{name: "a name that cannot be read is whose key stands beside it", held: []string{ledger, wu, liang},
			file:    []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|#REF!|'" + id1 + "|13700137000", "{home 1-101}|{owner 梁保平}|" + liang},
			changes: []string{"1-101 吴杰 phone 13800138000→13700137000"}, findings: []string{"error F2"}},
		{name: "a name that cannot be read is nobody's whose key is of no owner", held: []string{ledger, wu},
			file: []string{export, "{home 1-101}|0192f0c1-2345-7abc-8def-0123456789ab|1|101|HT-1|#REF!||13700137000"}, findings: []string{"error F2", "key F2"}},
		{name: "a cleared cell in the first column", held: []string{"楼栋|房号|户型|业主姓名", "1|101|A|吴杰"},
			file: []string{"户型|Keyday房源标识|楼栋|房号|业主姓名|合同编号", "|{home 1-101}|1|101|吴杰|HT-1"}, changes: []string{"1-101 contract_no →HT-1"}, findings: []string{"blank_kept A2"}},
		{name: "a home on two rows: the cleared cell is that of the row which speaks of it", held: []string{"楼栋|房号|户型|合同编号|交付批次|业主姓名", "1|101|A|HT-1|一|吴杰", "1|101||||梁保平"},
			file:     []string{"Keyday房源标识|楼栋|房号|户型|合同编号|交付批次|业主姓名", "{home 1-101}|1|101|A|||吴杰", "{home 1-101}|1|101|||一|梁保平"},
			findings: []string{"blank_kept E2"}},
		{name: "a home that stands without an entrance beside one that has", held: []string{"楼栋|房号|户型", "1|101|A"}, file: []string{"楼栋|单元|房号|户型", "1||101|B", "1|1|101|C"},
			new: []string{"1-1-101"}, changes: []string{"1-101 house_type A→B"}},
		{name: "cleared cells of the home", held: []string{"楼栋|房号|户型|合同编号|业主姓名", "1|101|A|HT-1|吴杰"},
			file:     []string{"Keyday房源标识|Keyday业主标识|楼栋|房号|户型|合同编号|业主姓名", "{home 1-101}|{owner 吴杰}|1|101||HT-1|吴杰"},
			findings: []string{"blank_kept E2"}},
		{name: "a room without its entrance is no other home", held: []string{"楼栋|单元|房号|户型", "1|1|101|A"}, file: []string{"楼栋|房号|户型", "1|101|B", "1|201|B"},
			new: []string{"1-201"}, findings: []string{"entrance_missing B2"}},
		{name: "a list without keys that lacks the value clears nothing", held: []string{ledger, wu},
			file: []string{ledger, "1|101|HT-1|吴杰||"}},
	} {
		t.Run(c.name, c.run)
	}
}

// Owners are removed only by a word that says so.
func TestOwnersLeaveByAWord(t *testing.T) {
	names := []string{"楼栋|房号|业主姓名", "1|101|吴洁"}
	for _, c := range []trial{
		{name: "a list of names alone", held: []string{ledger, wu, liang}, file: names,
			findings: []string{"owners_replaced C2?"}},
		{name: "the home has changed hands", held: []string{ledger, wu, liang}, file: names, say: said(intake.OwnersReplaced, intake.Replace),
			changes: []string{"1-101 +吴洁", "1-101 -吴杰", "1-101 -梁保平"}, findings: []string{"owners_replaced C2"}},
		{name: "they own it together", held: []string{ledger, wu, liang}, file: names, say: said(intake.OwnersReplaced, intake.Add),
			changes: []string{"1-101 +吴洁"}, findings: []string{"owners_replaced C2"}},
		{name: "nothing changes", held: []string{ledger, wu, liang}, file: names, say: said(intake.OwnersReplaced, intake.LeaveOut),
			findings: []string{"owners_replaced C2"}},
		{name: "one of a couple is named: the other stays", held: []string{ledger, wu, liang}, file: []string{"楼栋|房号|业主姓名", "1|101|吴杰"},
			findings: []string{"owner_absent C2"}},
		{name: "unless it is said that they left", held: []string{ledger, wu, liang}, file: []string{"楼栋|房号|业主姓名", "1|101|吴杰"}, say: said(intake.OwnerAbsent, intake.Remove),
			changes: []string{"1-101 -梁保平"}, findings: []string{"owner_absent C2"}},
		{name: "a masked name tells whom a list means", held: []string{ledger, wu, liang}, file: []string{ledger, "1|101||吴*||13700137000", "1|101||梁**||13600136000"},
			changes: []string{"1-101 吴杰 phone 13800138000→13700137000", "1-101 梁保平 phone 13900139000→13600136000"}},
		{name: "one of another length, or another surname, means nobody", held: []string{ledger, wu}, file: []string{ledger, "1|101||吴**||", "1|101||李*||"},
			findings: []string{"owners_replaced D2?"}},
		{name: "nobody joins by a masked name, another does", file: []string{ledger, "9|101||张*||", "9|101||李四||13700137000"}, new: []string{"9-101 李四"}, findings: []string{"name_mask D2"}},
		{name: "somebody who was erased comes in by no list, and keeps nobody out", held: []string{ledger, wu, liang}, settle: forget("吴杰"), file: []string{ledger, wu, "1|101||梁保平||13700137000"},
			changes: []string{"1-101 梁保平 phone 13900139000→13700137000"}, findings: []string{"erased D2"}},
		{name: "one person's two homes say two phones: the first stays, what else is said is taken", held: []string{"楼栋|房号|业主姓名|证件号码|联系电话|联系地址", "1|101|吴杰|'" + id1 + "|13800138000|", "1|102|吴杰|'" + id1 + "||"},
			file:    []string{"楼栋|房号|业主姓名|证件号码|联系电话|联系地址", "1|101|吴杰|'" + id1 + "|13700137000|", "1|102|吴杰|'" + id1 + "|13600136000|甲路"},
			changes: []string{"1-101 吴杰 phone 13800138000→13700137000", "1-102 吴杰 address →甲路"}, findings: []string{"differs E3"}},
		{name: "and the same phone twice is no difference", held: []string{ledger, wu, "1|102||吴杰|'" + id1 + "|"}, file: []string{ledger, "1|101||吴杰|'" + id1 + "|13700137000", "1|102||吴杰|'" + id1 + "|13700137000"},
			changes: []string{"1-101 吴杰 phone 13800138000→13700137000"}},
		{name: "one whose data were erased stays beside the other, unsaid", held: []string{ledger, wu, liang}, settle: forget("吴杰"), file: []string{"楼栋|房号|业主姓名", "1|101|梁保平"}, say: said(intake.OwnerAbsent, intake.Remove)},
		{name: "and where it is not said that the home has changed hands", held: []string{ledger, wu}, settle: forget("吴杰"), file: names, say: said(intake.OwnersReplaced, intake.Add),
			changes: []string{"1-101 +吴洁"}, findings: []string{"owners_replaced C2"}},
		{name: "they leave where it is, without a name", held: []string{ledger, wu, liang}, settle: forget("吴杰"), file: names, say: said(intake.OwnersReplaced, intake.Replace),
			changes: []string{"1-101 +吴洁", "1-101 -", "1-101 -梁保平"}, findings: []string{"owners_replaced C2"}},
		{name: "of two documents the first is not told", held: []string{"楼栋|房号|业主姓名|证件类型", "1|101|吴杰|护照", "1|101|梁保平|"}, file: []string{"楼栋|房号|业主姓名|证件类型", "1|101|吴杰、梁保平|、港澳通行证"},
			changes: []string{"1-101 梁保平 id_type →港澳通行证"}},
		{name: "an address in other letters is another address", held: []string{"楼栋|房号|业主姓名|联系地址", "1|101|吴杰|elm street 5"}, file: []string{"楼栋|房号|业主姓名|联系地址", "1|101|吴杰|ELM STREET 5"},
			changes: []string{"1-101 吴杰 address elm street 5→ELM STREET 5"}},
		{name: "father and son of one name: the one on record is found once", held: []string{"楼栋|房号|业主姓名", "1|101|张伟"}, file: []string{"楼栋|房号|业主姓名|证件号码", "1|101|张伟|'" + id1, "1|101|张伟|'" + id2},
			changes: []string{"1-101 张伟 id_type →身份证", "1-101 张伟 id_no →" + id1, "1-101 +张伟"}},
		{name: "a home without owners gets some", held: []string{"楼栋|房号|户型", "1|101|A"}, file: names,
			changes: []string{"1-101 +吴洁"}},
		{name: "a row answered by itself", held: []string{ledger, wu, "1|102|HT-2|李四|'" + id3 + "|13700137000"}, file: []string{"楼栋|房号|业主姓名", "1|101|吴洁", "1|102|李士"},
			findings: []string{"owners_replaced C2?", "owners_replaced C3?"}},
	} {
		t.Run(c.name, c.run)
	}
	held := siteOf(t, ledger, wu, "1|102|HT-2|李四|'"+id3+"|13700137000")
	l := func() *intake.Ledger {
		return ledgerOf(t, "楼栋|房号|业主姓名", "1|101|吴洁", "1|102|李士")
	}
	var o intake.Options
	o.SayOf(intake.Compare(l(), held.Kept, o, identify).Findings[1].Asking(), intake.Replace)
	p := intake.Compare(l(), held.Kept, o, identify)
	if len(p.Changes) != 2 || p.Changes[0].Code != "1-102" || !p.Findings[0].Open() || p.Findings[1].Open() {
		t.Errorf("of two rows the second was answered: %+v, %+v", p.Changes, p.Findings)
	}
	o.Say(intake.OwnersReplaced, intake.LeaveOut)
	if p = intake.Compare(l(), held.Kept, o, identify); len(p.Changes) != 2 || p.Findings[0].Open() {
		t.Errorf("the row's own answer comes before that to all: %+v", p.Changes)
	}
}

// Who would take whose place is named, but for those whose data were erased.
func TestReplacedOwnersAreNamed(t *testing.T) {
	c := trial{held: []string{ledger, wu, liang}, file: []string{ledger, "1|101||张三||13800138000", "1|101||李四||13900139000"}}
	for want, settle := range map[string]func(*heldSite){"吴杰、梁保平": nil, "梁保平": forget("吴杰")} {
		c.settle = settle
		p, _ := c.plan(t)
		if f := p.Findings[0]; f.Kind != intake.OwnersReplaced || f.Who != "张三、李四" || f.Other != want {
			t.Errorf("%+v, want %s", f, want)
		}
	}
}

// A tenant above the owner keeps nobody out; a masked phone is missing where none is known.
func TestRowsBesideRefusedOnes(t *testing.T) {
	p, _ := trial{file: []string{"楼栋|房号|姓名|与业主关系|联系电话", "1|101|王五|租户|13900139000", "1|101|张三|本人|138****8000", "1|102|李四|本人|138****8000"}}.plan(t)
	if len(p.Passed) > 0 {
		t.Errorf("of what was used it is said that it was passed over: %+v", p.Passed)
	}
	held := newSite(p)
	if got := held.ownersOf("1-101"); len(got) != 1 || got[0].Name != "张三" || held.Ownerships[0].Order != 2 {
		t.Errorf("the owners are %+v, %+v", got, held.Ownerships)
	}
	if got := held.missing(t, "1-101"); !strings.HasPrefix(got, "masked phone E3 ") {
		t.Errorf("the home lacks %q", got)
	}
	p, _ = trial{held: []string{ledger, wu}, file: []string{ledger, "1|101||吴杰||139****9000"}}.plan(t)
	if got := newSite(p, siteOf(t, ledger, wu).Kept).missing(t, "1-101"); got != "" || len(p.Findings) != 1 {
		t.Errorf("the home lacks %q though its owner's phone is known: %+v", got, p.Findings)
	}
}

// How many rows are left out, and whether anything is.
func TestRowsLeftOut(t *testing.T) {
	for _, c := range []struct {
		name string
		file []string
		rows int
		any  bool
	}{
		{"the same again", []string{ledger, wu}, 0, false},
		{"changed, new and the same", []string{ledger, "1|101|HT-9|吴杰||", "1|103|HT-3|王五||", "1|102|HT-2|||"}, 0, false},
		{"two rows that cannot be read", []string{ledger, "1|零室|HT-9|吴杰||", "1|101|HT-9|吴杰||", "1|无室|HT-9|吴杰||"}, 2, true},
		{"a cell alone", []string{ledger, "1|101|HT-9|吴杰||123"}, 0, true},
		{"a question", []string{ledger, "1|101|HT-1|张三||"}, 0, true},
		{"a home that waits", []string{ledger, "9|101|HT-3|张三||"}, 1, true},
		{"a warning", []string{ledger, "1|101|HT-1|吴杰、李𬺓四五六||"}, 0, false},
	} {
		held := siteOf(t, ledger, wu, "1|102|HT-2|||")
		p := intake.Compare(ledgerOf(t, c.file...), held.Kept, intake.Options{}, identify)
		if p.RowsOut() != c.rows || p.LeavesOut() != c.any {
			t.Errorf("%s: %d rows, %v; %+v", c.name, p.RowsOut(), p.LeavesOut(), p.Findings)
		}
		for _, f := range p.Faults() {
			if len(f.Kind.Answers()) > 0 {
				t.Errorf("%s: %s can be answered", c.name, f.Kind)
			}
		}
		if n := p.Counts().Wrong(); len(p.Faults()) < n || n > 0 && len(p.Faults()) == 0 {
			t.Errorf("%s: %d are wrong, %d faults", c.name, n, len(p.Faults()))
		}
	}
	p, _ := trial{held: []string{ledger, wu}, file: []string{ledger, "1|101|HT-1|张三||"}, say: said(intake.OwnersReplaced, intake.Add)}.plan(t)
	if got, want := p.Counts(), (intake.Counts{Answered: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// A change is shown with no number of a person, not in a note either.
func TestChangesAreMasked(t *testing.T) {
	for field, want := range map[intake.Field]string{intake.Phone: "138****8000", intake.UnitNote: "电话138****8000", intake.ContractNo: "电话13800138000"} {
		text := map[intake.Field]string{intake.Phone: "13800138000"}[field]
		if text == "" {
			text = "电话13800138000"
		}
		if got := (intake.Change{Field: field, Old: text, New: text}).Masked(); got.Old != want || got.New != want {
			t.Errorf("%s is shown as %+v", field, got)
		}
	}
}

// Somebody who lives there is no owner until it is said.
func TestWhoIsNoOwner(t *testing.T) {
	file := []string{"楼栋|房号|姓名|与业主关系|联系电话",
		"1|101|张三|本人|13800138001", "1|101|李四|配偶|13800138002", "1|101|张小三|子女|", "1|102|王五|租户|13900139000", "1|103|赵六(租户)||", "1|104|钱七|共有人|"}
	for _, c := range []trial{
		{name: "asked", file: file, new: []string{"1-101 张三、李四、张小三", "1-102 王五", "1-103 赵六", "1-104 钱七"},
			findings: []string{"not_owner D3?", "not_owner D4?", "not_owner D5?", "not_owner C6?"}},
		{name: "taken", file: file, say: said(intake.NotOwner, intake.Take), new: []string{"1-101 张三、李四、张小三", "1-102 王五", "1-103 赵六", "1-104 钱七"},
			findings: []string{"not_owner D3", "not_owner D4", "not_owner D5", "not_owner C6"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			plan, _ := c.plan(t)
			held := newSite(plan)
			want := map[string]int{"1-101": 1, "1-102": 0, "1-103": 0, "1-104": 1}
			if c.say != nil {
				want = map[string]int{"1-101": 3, "1-102": 1, "1-103": 1, "1-104": 1}
			}
			for code, n := range want {
				if got := held.ownersOf(code); len(got) != n {
					t.Errorf("%s has the owners %+v", code, got)
				}
			}
			var found []string
			for _, f := range plan.Findings {
				found = append(found, fmt.Sprintf("%s %s%s", f.Kind, f.At.Cell, map[bool]string{true: "?"}[f.Open()]))
			}
			same(t, "findings", found, c.findings)
		})
	}
}

// A tie that cannot be read tells nothing, and hides no other.
func TestTiesThatCannotBeRead(t *testing.T) {
	trial{file: []string{"楼栋|房号|姓名|与业主关系|人员类型", "1|101|张三|#N/A|业主", "1|102|王五|#N/A|租户"}, new: []string{"1-101 张三", "1-102"}, findings: []string{"not_owner E3?"}}.run(t)
}

// What can be read and yet is hardly right is asked.
func TestFiguresAreAsked(t *testing.T) {
	held := []string{"楼栋|房号|合同面积|实测面积|套内面积|单价|签约日期|合同约定交付日|合同编号", "1|101|89.52|89.51|70|12000|2025-01-01|2026-12-31|HT-1", "1|102|89.52|||||2026-12-31|HT-2"}
	for _, c := range []trial{
		{name: "a point that went astray", file: []string{"楼栋|房号|合同面积|实测面积", "9|101|8950|89.50"}, new: []string{"9-101"},
			findings: []string{"area_far C2?", "area_far D2?"}},
		{name: "as it is written", file: []string{"楼栋|房号|合同面积|实测面积", "9|101|8950|89.50"}, say: said(intake.AreaFar, intake.Take), new: []string{"9-101"},
			findings: []string{"area_far C2", "area_far D2"}},
		{name: "alone and no home's", file: []string{"楼栋|房号|合同面积", "9|101|12.3", "9|102|8950", "9|商铺1|8950", "9|储藏室1|3.5"}, new: []string{"9-101", "9-102", "9-S1", "9-C1"},
			findings: []string{"area_size C2?", "area_size C3?"}},
		{name: "against the record, up to a tenth", held: held, file: []string{"楼栋|房号|实测面积", "1|101|98.46"}, changes: []string{"1-101 measured_area 89.51→98.46"}},
		{name: "against the record, beyond", held: held, file: []string{"楼栋|房号|实测面积", "1|101|98.51"}, findings: []string{"area_far C2?"}},
		{name: "against the other area of the record", held: held, file: []string{"楼栋|房号|实测面积", "1|102|12.3"}, findings: []string{"area_far C2?"}},
		{name: "inner area against the record", held: held, file: []string{"楼栋|房号|套内面积", "1|101|50"}, findings: []string{"area_far C2?"}},
		{name: "a wrong area does not make its neighbour one", held: held, file: []string{"楼栋|房号|合同面积|实测面积", "1|101|8952|89.60"},
			changes: []string{"1-101 measured_area 89.51→89.6"}, findings: []string{"area_far C2?"}},
		{name: "a price of ten thousands", file: []string{"楼栋|房号|单价", "9|101|1.2", "9|102|1250000", "9|103|12500"}, new: []string{"9-101", "9-102", "9-103"},
			findings: []string{"price_size C2?", "price_size C3?"}},
		{name: "signed after the promised day", held: held, file: []string{"楼栋|房号|签约日期", "1|102|2027-01-01"}, findings: []string{"signed_late C2?"}},
		{name: "both in the file are asked once", file: []string{"楼栋|房号|签约日期|合同约定交付日", "9|101|2027-01-01|2026-12-31"}, new: []string{"9-101"}, findings: []string{"signed_late C2?"}},
		{name: "a promised day before the signing", held: held, file: []string{"楼栋|房号|合同约定交付日", "1|101|2024-12-31"}, findings: []string{"signed_late C2?"}},
		{name: "one contract on several homes", held: held, file: []string{"楼栋|房号|合同编号", "1|103|HT-9", "1|104|ht-9", "1|105|HT-1", "1|储藏室1|HT-9"}, say: said(intake.UnknownBuilding, intake.Take),
			new: []string{"1-103", "1-104", "1-105", "1-C1"}, findings: []string{"contract_shared C2?", "contract_shared C3?", "contract_shared C4?"}},
		{name: "two homes that change their numbers share none", held: held, file: []string{"楼栋|房号|合同编号", "1|101|HT-2", "1|102|HT-1"},
			changes: []string{"1-101 contract_no HT-1→HT-2", "1-102 contract_no HT-2→HT-1"}},
		{name: "shares that miss the whole", file: []string{"楼栋|房号|业主|份额", "9|101|张三|60%", "9|101|李四|30%", "9|102|王五|1/2", "9|102|赵六|50%"}, new: []string{"9-101 张三、李四", "9-102 王五、赵六"},
			findings: []string{"shares_sum D2?"}},
		{name: "a share that is said of one, the other's as it is on record", held: []string{"楼栋|房号|业主|份额", "1|101|张三|50%", "1|101|李四|50%"}, file: []string{"楼栋|房号|业主|份额", "1|101|张三|60%", "1|101|李四|"},
			findings: []string{"shares_sum D2?"}},
		{name: "both change, and make a whole", held: []string{"楼栋|房号|业主|份额", "1|101|张三|50%", "1|101|李四|50%"}, file: []string{"楼栋|房号|业主|份额", "1|101|张三|60%", "1|101|李四|40%"},
			changes: []string{"1-101 张三 share 50%→60%", "1-101 李四 share 50%→40%"}},
		{name: "who takes the place of others has their share", held: []string{"楼栋|房号|业主|份额", "1|101|张三|50%", "1|101|李四|50%"}, say: said(intake.OwnersReplaced, intake.Replace), file: []string{"楼栋|房号|业主|份额", "1|101|王五|100%"},
			changes: []string{"1-101 +王五", "1-101 -张三", "1-101 -李四"}, findings: []string{"owners_replaced C2"}},
		{name: "who joins them has not", held: []string{"楼栋|房号|业主|份额", "1|101|张三|50%", "1|101|李四|50%"}, say: said(intake.OwnersReplaced, intake.Add), file: []string{"楼栋|房号|业主|份额", "1|101|王五|100%"},
			changes: []string{"1-101 +王五"}, findings: []string{"owners_replaced C2", "shares_sum D2?"}},
		{name: "measured alone and no home's", file: []string{"楼栋|房号|实测面积", "9|101|9"}, new: []string{"9-101"}, findings: []string{"area_size C2?"}},
		{name: "one contract on two homes, behind one that has none", file: []string{"楼栋|房号|合同编号", "9|101|", "9|102|HT-5", "9|103|HT-5"}, new: []string{"9-101", "9-102", "9-103"},
			findings: []string{"contract_shared C3?", "contract_shared C4?"}},
		{name: "an inner area that only warns, a price behind it", file: []string{"楼栋|房号|合同面积|套内面积|单价", "9|101|80|90|1.2"}, new: []string{"9-101"}, findings: []string{"inner_larger D2", "price_size E2?"}},
		{name: "each share is held against its owner's own", held: []string{"楼栋|房号|业主|份额", "1|101|张三|70%", "1|101|李四|30%"}, file: []string{"楼栋|房号|业主|份额", "1|101|张三|30%", "1|101|李四|"},
			findings: []string{"shares_sum D2?"}},
		{name: "who is none of the owners stands first", file: []string{"楼栋|房号|业主姓名|与业主关系|份额", "9|101|李四|配偶|40%", "9|101|张三|本人|60%"}, new: []string{"9-101 张三"},
			findings: []string{"not_owner D2?", "shares_sum E3?"}},
		{name: "an area between two that are right, a price behind it", file: []string{"楼栋|房号|合同面积|实测面积|单价", "9|101|8|9|1.2", "9|102|80|81|9000"}, new: []string{"9-101", "9-102"},
			findings: []string{"area_far C2?", "area_far D2?", "price_size E2?"}},
		{name: "the whole is given, and one has none", file: []string{"楼栋|房号|业主|份额", "9|101|张三|100%", "9|101|李四|"}, new: []string{"9-101 张三、李四"}, findings: []string{"shares_sum D2?"}},
		{name: "who is none of the owners has no share of it", file: []string{"楼栋|房号|业主姓名|与业主关系|份额", "9|101|张三|本人|60%", "9|101|李四|配偶|40%"}, new: []string{"9-101 张三"},
			findings: []string{"shares_sum E2?", "not_owner D3?"}},
		{name: "shares with those on record", held: []string{"楼栋|房号|业主|份额", "1|101|张三|50%", "1|101|李四|50%"}, file: []string{"楼栋|房号|业主|份额", "1|101|张三|60%"},
			findings: []string{"owner_absent C2", "shares_sum D2?"}},
	} {
		t.Run(c.name, c.run)
	}
	for shares, want := range map[string]string{"60%、30%": "90% ", "100%、": "100% 1"} {
		p, _ := trial{file: []string{"楼栋|房号|业主|份额", "9|101|甲、乙|" + shares}}.plan(t)
		if f := p.Findings[0]; f.Text+" "+f.Other != want {
			t.Errorf("%s is shown as %q", shares, f.Text+" "+f.Other)
		}
	}
	asked, _ := trial{held: held, file: []string{"楼栋|房号|合同面积", "1|101|8952"}}.plan(t)
	if f := asked.Findings[0]; f.Text != "8952.00" || f.Other != "89.52" {
		t.Errorf("shown: %+v", f)
	}
	p, _ := trial{file: []string{"楼栋|房号|业主|份额|合同面积|单价", "9|101|张三|60%|89.5|1.2", "9|101|李四|30%||"}}.plan(t)
	held1 := newSite(p)
	if u := held1.unit(t, "9-101"); !u.UnitPrice.IsZero() || u.ContractArea.String() != "89.50" || held1.Ownerships[0].Share != "" {
		t.Errorf("what is in doubt was taken, or more was left out: %+v %+v", u, held1.Ownerships)
	}
	if got := held1.missing(t, "9-101"); got != "price_size unit_price F2" {
		t.Errorf("the home lacks %q", got)
	}
}

// What was settled with the owners of a home changes only when it is said so.
func TestSettledHomesAreHeld(t *testing.T) {
	held := []string{"楼栋|房号|合同面积|交付批次|业主姓名|证件号码|联系电话", "1|101|89.52|一|吴杰|'" + id1 + "|13800138000", "1|102|89.52|一|吴杰|'" + id1 + "|13800138000"}
	header := held[0]
	for _, c := range []trial{
		{name: "an area", held: held, settle: handOver("1-101"), file: []string{header, "1|101|89.62||||"}, findings: []string{"handed_over C2?"}},
		{name: "an area, on somebody's word", held: held, settle: handOver("1-101"), say: said(intake.HandedOver, intake.Take), file: []string{header, "1|101|89.62||||"},
			changes: []string{"1-101 contract_area 89.52→89.62"}, findings: []string{"handed_over C2"}},
		{name: "what was blank", held: held, settle: handOver("1-101"), file: []string{"楼栋|房号|实测面积", "1|101|89.62"}, findings: []string{"handed_over C2?"}},
		{name: "batch and phone go on changing", held: held, settle: handOver("1-101"), file: []string{header, "1|101||二|吴杰||13700137000"},
			changes: []string{"1-101 batch 一→二", "1-101 吴杰 phone 13800138000→13700137000"}},
		{name: "a name that was signed with", held: held, settle: handOver("1-101"), file: []string{header, "1|101|||吴洁|'" + id1 + "|"}, findings: []string{"handed_over E2?"}},
		{name: "the same through another home of the owner", held: held, settle: handOver("1-101"), file: []string{header, "1|102|||吴洁|'" + id1 + "|"}, findings: []string{"signed E2?"}},
		{name: "by one who signed in another community, or for a home that they sold", held: held, settle: elsewhere("吴杰"), file: []string{header, "1|101||二|吴洁|'" + id1 + "|13700137000"},
			changes: []string{"1-101 batch 一→二", "1-101 吴杰 phone 13800138000→13700137000"}, findings: []string{"signed E2?"}},
		{name: "the same on somebody's word", held: held, settle: elsewhere("吴杰"), say: said(intake.Signed, intake.Take), file: []string{header, "1|101|||吴洁|'" + id1 + "|"},
			changes: []string{"1-101 吴杰 owner_name 吴杰→吴洁"}, findings: []string{"signed E2"}},
		{name: "an area, once an owner has signed", held: held, settle: signed("1-101"), file: []string{header, "1|101|89.62||||"}, findings: []string{"signed C2?"}},
		{name: "an area, once an owner has signed, on somebody's word", held: held, settle: signed("1-101"), say: said(intake.Signed, intake.Take), file: []string{header, "1|101|89.62||||"},
			changes: []string{"1-101 contract_area 89.52→89.62"}, findings: []string{"signed C2"}},
		{name: "a blank is filled in until the handover", held: held, settle: signed("1-101"), file: []string{"楼栋|房号|实测面积", "1|101|89.62"},
			changes: []string{"1-101 measured_area →89.62"}},
		{name: "what goes on changing", held: append(slices.Clone(held[:1]), "1|101|89.52|一|||"), settle: handOver("1-101"), file: []string{"楼栋|房号|交付批次|维修资金|备注", "1|101|二|已缴|窗外有树"},
			changes: []string{"1-101 batch 一→二", "1-101 fund →paid", "1-101 note →窗外有树"}},
		{name: "the share of one who did not sign", held: []string{"楼栋|房号|业主|份额", "1|101|吴杰|50%", "1|101|梁保平|50%"}, settle: func(s *heldSite) {
			signed("1-101")(s)
			paper := &s.Settled[site.UnitID(s.Community.ID, "1-101")].Papers[0]
			paper.Owners = paper.Owners[:1]
		}, file: []string{"楼栋|房号|业主|份额", "1|101|吴杰|50%", "1|101|梁保平|1/2"}, findings: []string{"signed D3?"}},
		{name: "another number for a home that was signed for", held: []string{ledger, wu}, settle: signed("1-101"), say: said(intake.KeyMoved, intake.Correction),
			file: []string{export, "{home 1-101}|{owner 吴杰}|1|103|HT-1|吴杰|'" + id1 + "|13800138000"}, findings: []string{"key_moved D2", "signed D2?"}},
		{name: "owners replaced", held: held, settle: handOver("1-101"), say: said(intake.OwnersReplaced, intake.Replace), file: []string{header, "1|101|||张三|'" + id3 + "|"},
			findings: []string{"handed_over E2?"}},
		{name: "a figure that is hardly right", held: held, settle: handOver("1-101"), file: []string{header, "1|101|8952||||"}, findings: []string{"handed_over C2?"}},
		{name: "a figure that is hardly right, once it may change", held: held, settle: handOver("1-101"), say: said(intake.HandedOver, intake.Take), file: []string{header, "1|101|8952||||"},
			findings: []string{"handed_over C2", "area_far C2?"}},
		{name: "another person in the place of one who signed", held: []string{ledger, wu}, settle: signed("1-101"), say: said(intake.OtherOwner, intake.Another),
			file: []string{export, "{home 1-101}|{owner 吴杰}|1|101|HT-1|张三|'" + id3 + "|13700137000"}, findings: []string{"owner_other F2", "signed F2?"}},
		{name: "owners replaced of whom the second signed", held: []string{ledger, wu, liang}, settle: func(s *heldSite) {
			signed("1-101")(s)
			paper := &s.Settled[site.UnitID(s.Community.ID, "1-101")].Papers[0]
			paper.Owners = paper.Owners[1:]
		}, say: said(intake.OwnersReplaced, intake.Replace), file: []string{ledger, "1|101||张三||"}, findings: []string{"signed D2?"}},
		{name: "an owner who joins", held: held, settle: handOver("1-101"), file: []string{header, "1|101|||吴杰||", "1|101|||张三|'" + id3 + "|"}, findings: []string{"handed_over E3?"}},
		{name: "an owner who joins keeps the other's phone from nobody", held: held, settle: handOver("1-101"), file: []string{header, "1|101|||张三|'" + id3 + "|", "1|101|||吴杰||13700137000"},
			changes: []string{"1-101 吴杰 phone 13800138000→13700137000"}, findings: []string{"handed_over E2?"}},
		{name: "an address goes on, whatever becomes of the name", held: []string{"楼栋|房号|业主姓名|证件号码|联系地址", "1|101|吴杰|'" + id1 + "|甲路"}, settle: handOver("1-101"),
			file:    []string{"楼栋|房号|业主姓名|证件号码|联系地址", "1|101|吴洁|'" + id1 + "|乙路"},
			changes: []string{"1-101 吴杰 address 甲路→乙路"}, findings: []string{"handed_over C2?"}},
		{name: "the neighbour changes", held: held, settle: handOver("1-101"), file: []string{header, "1|102|89.62||||"}, changes: []string{"1-102 contract_area 89.52→89.62"}},
	} {
		t.Run(c.name, c.run)
	}
	plan, _ := trial{held: held, settle: handOver("1-101"), file: []string{header, "1|101|89.62||||"}}.plan(t)
	if f := plan.Findings[0]; f.Other != "JF-1-1" || f.Unit != "1-101" {
		t.Errorf("the papers are not named: %+v", f)
	}
	plan, _ = trial{held: held, settle: elsewhere("吴杰"), file: []string{header, "1|102|||吴洁|'" + id1 + "|"}}.plan(t)
	if f := plan.Findings[0]; f.Other != "WY-9-1" || f.Unit != "1-102" || f.Who != "吴杰" {
		t.Errorf("who signed what is not named: %+v", f)
	}
	for _, k := range []intake.FindingKind{intake.HandedOver, intake.Signed} {
		unreasoned := intake.Answers{All: said(k, intake.Take)}
		if got := unreasoned.To(intake.Asking{Kind: k}); got != intake.Unanswered {
			t.Errorf("without a reason %s is taken as %q", k, got)
		}
	}
}

// Lists of other communities are asked about, once for each name.
func TestOtherCommunities(t *testing.T) {
	file := []string{"小区|楼栋|房号|业主姓名", "阳光花园|1|101|张三", "阳光花园|1|102|李四"}
	for _, c := range []trial{
		{name: "another name", held: []string{ledger, wu}, file: file, findings: []string{"community C2?"}},
		{name: "it is this one", held: []string{"楼栋|房号|户型", "1|101|A"}, file: file, say: said(intake.OtherCommunity, intake.Take),
			new: []string{"1-102 李四"}, changes: []string{"1-101 +张三"}, findings: []string{"community C2"}},
		{name: "its own name and a phase", held: []string{"楼栋|房号|户型", "1|101|A"}, file: []string{"小区|分期|楼栋|房号|业主姓名", "锦绣花园|一期|1|101|张三"}, changes: []string{"1-101 +张三"}},
		{name: "its name with the town before it", held: []string{"楼栋|房号|户型", "1|101|A"}, file: []string{"项目名称|楼栋|房号|业主姓名", "江州锦绣花园项目|1|101|张三"}, changes: []string{"1-101 +张三"}},
		{name: "a phase alone", held: []string{"楼栋|房号|户型", "1|101|A"}, file: []string{"分期|楼栋|房号|业主姓名", "二期|1|101|张三"}, changes: []string{"1-101 +张三"}},
		{name: "in a whole address", held: []string{ledger, wu}, file: []string{"房屋坐落|业主姓名", "阳光花园1幢101|张三"}, findings: []string{"community A2?"}},
		{name: "in the title, by the name of another community of the site", held: []string{ledger, wu}, settle: func(s *heldSite) { s.Others = []string{"翠竹苑"} },
			file: []string{"翠竹苑业主名册", "楼栋|房号|业主姓名", "1|101|张三"}, findings: []string{"community B3?"}},
		{name: "in the title, where the site has one community", held: []string{ledger, wu}, file: []string{"翠竹苑二期业主名册", "楼栋|房号|业主姓名", "1|101|张三"}, findings: []string{"community B3?"}},
		{name: "in the title, by no word that communities end with", held: []string{ledger, wu}, file: []string{"城市之光业主名册", "楼栋|房号|业主姓名", "1|101|张三"}, findings: []string{"community B3?"}},
		{name: "part of its own name in the title", held: []string{"楼栋|房号|户型", "1|101|A"}, file: []string{"锦绣一期业主名册", "楼栋|房号|业主姓名", "1|101|张三"}, changes: []string{"1-101 +张三"}},
		{name: "its own in the title, in fewer words", held: []string{"楼栋|房号|户型", "1|101|A"}, file: []string{"2026年锦绣花园交付清单", "楼栋|房号|业主姓名", "1|101|张三"}, changes: []string{"1-101 +张三"}},
		{name: "behind homes of its own", held: []string{"楼栋|房号|户型", "1|101|A", "1|102|A"}, file: []string{"小区|楼栋|房号|业主姓名", "锦绣花园|1|101|张三", "阳光花园|1|102|李四"},
			changes: []string{"1-101 +张三"}, findings: []string{"community C3?"}},
		{name: "in a title of two cells", held: []string{ledger, wu}, settle: func(s *heldSite) { s.Others = []string{"翠竹苑"} },
			file: []string{"翠竹苑业主名册|制表：小王|", "楼栋|房号|业主姓名", "1|101|张三"}, findings: []string{"community B3?"}},
	} {
		t.Run(c.name, c.run)
	}
}

// New buildings wait for a word, and are said once.
func TestNewBuildingsAreAsked(t *testing.T) {
	file := []string{"楼栋|房号|业主姓名", "9|101|张三", "9|102|李四"}
	for _, c := range []trial{
		{name: "asked", held: []string{ledger, wu}, file: file, findings: []string{"building_unknown A2?"}},
		{name: "left out", held: []string{ledger, wu}, file: file, say: said(intake.UnknownBuilding, intake.LeaveOut), findings: []string{"building_unknown A2"}},
		{name: "taken", held: []string{ledger, wu}, file: file, say: said(intake.UnknownBuilding, intake.Take), new: []string{"9-101 张三", "9-102 李四"}, findings: []string{"building_unknown A2"}},
		{name: "the first of a site need no word", file: file, new: []string{"9-101 张三", "9-102 李四"}},
	} {
		t.Run(c.name, c.run)
	}
	p, _ := trial{held: []string{ledger, wu}, file: append(file, "8|101|王五")}.plan(t)
	if b := p.NewBuildings; len(b) != 0 || p.Findings[0].Other != "2" || p.Findings[1].Other != "1" {
		t.Errorf("of how many homes: %+v, %+v", b, p.Findings)
	}
	p, _ = trial{held: []string{ledger, wu}, say: said(intake.UnknownBuilding, intake.Take), file: append(file, "8|101|王五")}.plan(t)
	if b := p.NewBuildings; len(b) != 2 || b[0].Homes != 2 || b[1].Homes != 1 {
		t.Errorf("new buildings: %+v", b)
	}
}

// A new building is called what it is called first, in whichever column that stands.
func TestNewBuildingsAreNamed(t *testing.T) {
	p, _ := trial{file: []string{"楼栋|房号|业主", "|8-2-1503|王五", "3幢|3-2-1502|张三", "5幢|1-101|李四"}}.plan(t)
	var got []string
	for _, b := range p.NewBuildings {
		got = append(got, fmt.Sprintf("%s %s %s", b.Code, b.Name, b.At.Cell))
	}
	same(t, "new buildings", got, []string{"8 8 B2", "3 3幢 A3", "5 5幢 A4"})
}

// A new home is listed with the area of its contract, else with that of the survey.
func TestNewHomesAreListed(t *testing.T) {
	p, _ := trial{file: []string{"楼栋|房号|户型|合同面积|实测面积|业主", "9幢|101|A|80|81|张三", "9幢|202||||李四", "9幢|303|||83|#N/A"}}.plan(t)
	var got []string
	for _, h := range p.New {
		got = append(got, fmt.Sprintf("%s %s %d %s %s %v %d %s", h.Code, h.Building, h.Floor, h.HouseType, h.Area, h.Owners, h.Gaps, h.At.Cell))
	}
	same(t, "new", got, []string{"9-101 9幢 1 A 80.00 [张三] 0 B2", "9-202 9幢 2   [李四] 0 B3", "9-303 9幢 3  83.00 [] 1 B4"})
}

// Every question has answers, and every answer a way to give it on a command line.
func TestQuestionsCanBeAnswered(t *testing.T) {
	for _, k := range intake.Answerable() {
		flags := strings.Join(k.Flags(), " ")
		for _, a := range k.Answers() {
			answered := a == intake.LeaveOut || a == intake.Keep || strings.Contains(flags, "--answer "+string(k)+"="+string(a))
			for _, f := range intake.Flags {
				answered = answered || f.Answer == a && slices.Contains(f.Kinds, k) && strings.Contains(flags, "--"+f.Name)
			}
			if !answered {
				t.Errorf("no flag of %q answers %s by %s", flags, k, a)
			}
		}
	}
	for _, f := range intake.Flags {
		for _, k := range f.Kinds {
			if !slices.Contains(k.Answers(), f.Answer) {
				t.Errorf("--%s answers %s by %s, which is no answer to it", f.Name, k, f.Answer)
			}
		}
	}
}

// What is wrong, what is asked and what only warns are counted apart.
func TestFindingsAreCountedApart(t *testing.T) {
	p, _ := trial{held: []string{ledger, wu, liang}, file: []string{"楼栋|房号|合同面积|业主姓名|联系电话",
		"1|101||吴洁|", "1|零室||李四|", "1|103|很大|王五|13800138000", "1|104||赵六、钱七|13900139000", "9|101||孙八|"}}.plan(t)
	if got, want := p.Counts(), (intake.Counts{Rows: 1, Cells: 1, Open: 2, Warnings: 1}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
	if out := p.RowsOut(); out != 2 || !p.LeavesOut() { // the room and the building
		t.Errorf("%d rows are left out", out)
	}
	if n := len(p.Open()); n != 2 || p.Refused() != 4 || p.Counts().Wrong() != 2 {
		t.Errorf("%d open, %d refused", n, p.Refused())
	}
}

// A home of which the file says nothing but what is asked waits; it is the same only where
// the file says nothing.
func TestHomesThatWaitAreNotTheSame(t *testing.T) {
	held := []string{"楼栋|房号|合同面积|业主姓名|证件号码", "1|101|89.52|吴杰|'" + id1, "1|102|89.52|吴杰|'" + id1, "1|103|89.52|李四|"}
	for _, c := range []struct {
		trial
		same, waiting, changed int
	}{
		{trial{held: held, file: held}, 3, 0, 0},
		{trial{held: held, file: []string{held[0], "1|101||吴杰|", "1|102|189.52|吴杰|", "1|103||张三|"}}, 1, 2, 0},
		{trial{held: held, say: said(intake.AreaFar, intake.LeaveOut), file: []string{held[0], "1|102|189.52|吴杰|"}}, 1, 0, 0},
		{trial{held: held, settle: elsewhere("吴杰"), file: []string{held[0], "1|101||吴洁|'" + id1, "1|102||吴洁|'" + id1}}, 0, 2, 0},
		{trial{held: held, file: []string{"楼栋|房号|合同面积|实测面积", "1|101|189.52|89.50"}}, 0, 0, 1},
		{trial{held: held, settle: handOver("1-101"), say: said(intake.HandedOver, intake.LeaveOut), file: []string{"楼栋|房号|合同面积|合同编号", "1|101|89.62|HT-9"}}, 1, 0, 0},
	} {
		if p, _ := c.plan(t); p.Same != c.same || p.Waiting != c.waiting || p.Changed != c.changed || p.Held() != c.waiting || p.RowsOut() != 0 {
			t.Errorf("%q: %d the same, %d wait, %d change, %d held, %d rows out", c.file, p.Same, p.Waiting, p.Changed, p.Held(), p.RowsOut())
		}
	}
}

// Whoever is to say whether what was settled changes sees from what to what.
func TestSettledQuestionsSayTheChange(t *testing.T) {
	held := []string{"楼栋|房号|户型|合同面积|业主姓名|证件号码|份额", "1|101|A|89.5|吴杰|'" + id1 + "|60%", "1|101|||梁保平||40%"}
	for _, c := range []struct{ header, row, want string }{
		{"楼栋|房号|合同面积", "1|101|89.62", "89.50 → 89.62"},
		{"楼栋|房号|合同面积", "1|101|189.6", "89.50 → 189.60"},
		{"楼栋|房号|实测面积", "1|101|89.62", "— → 89.62"},
		{"楼栋|房号|户型", "1|101|B", "A → B"},
		{"楼栋|房号|业主姓名|证件号码", "1|101|吴洁|'" + id1, "吴杰 → 吴洁"},
		{"楼栋|房号|业主姓名|证件号码", "1|101|梁保平|'" + id2, "— → 身份证"},
		{"楼栋|房号|业主姓名|证件号码", "1|101|吴杰|'" + id3, site.Mask(id1) + " → " + site.Mask(id3)},
		{"楼栋|房号|业主姓名|份额", "1|101|吴杰、梁保平|50%、50%", "60% → 50%"},
		{"楼栋|房号|业主姓名", "1|101|张三", "吴杰、梁保平 → 张三"},
		{"楼栋|房号|业主姓名", "1|101|吴杰、梁保平、张三", "吴杰、梁保平 → 吴杰、梁保平、张三"},
	} {
		p, _ := trial{held: held, settle: func(s *heldSite) {
			handOver("1-101")(s)
			for home, settled := range s.Settled {
				for i := range settled.Papers {
					settled.Papers[i].Owners = []app.ID{s.owner(t, "吴杰").ID, s.owner(t, "梁保平").ID}
				}
				s.Settled[home] = settled
			}
		}, file: []string{c.header, c.row}}.plan(t)
		i := slices.IndexFunc(p.Findings, intake.Finding.Open)
		if i < 0 || p.Findings[i].Text != c.want {
			t.Errorf("%s: %+v, want %q", c.row, p.Findings, c.want)
		}
	}
	p, _ := trial{held: held, settle: handOver("1-101"), say: said(intake.OwnerAbsent, intake.Remove), file: []string{"楼栋|房号|业主姓名", "1|101|吴杰"}}.plan(t)
	i := slices.IndexFunc(p.Findings, intake.Finding.Open)
	if i < 0 || p.Findings[i].Text != "吴杰、梁保平 → 吴杰" || len(p.Changes) != 0 {
		t.Errorf("one who is said to have left: %+v, %+v", p.Findings, p.Changes)
	}
}
