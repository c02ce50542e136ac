package intake_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
)

var assistant = app.Actor{Staff: app.ID{1}, Name: "周婷", Role: app.Assistant}

// surveyOf looks at one sheet of rows at the desk.
func (d *desk) surveyOf(t *testing.T, rows ...string) intake.Survey {
	t.Helper()
	sv, err := d.intake().Look(t.Context(), assistant, community.ID, intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", rows...)}})
	if err != nil {
		t.Fatal(err)
	}
	return sv
}

// dryRun is the plan of a survey.
func (d *desk) dryRun(t *testing.T, sv intake.Survey, o intake.Options) *intake.Plan {
	t.Helper()
	plan, err := d.intake().DryRun(t.Context(), supervisor, community.ID, sv, o)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

var supervisor = app.Actor{Staff: app.ID{2}, Name: "陈静", Role: app.Supervisor}

// What the dry run shows is what is written, in one step, with who did it, when, and what
// was found; the same file again writes nothing.
func TestAppliedAsItWasShown(t *testing.T) {
	d := deskOf(siteOf(t, ledger, wu))
	rows := []string{"楼栋|房号|户型|业主姓名|联系电话", "1|101|A|吴杰|13700137000", "1|102|A|李四|123", "1|103|B|王五、赵六|13600136000"}
	sv := d.surveyOf(t, rows...)
	plan := d.dryRun(t, sv, intake.Options{})
	want := plan.After(d.kept())
	var told []string
	run, err := d.intake().Apply(t.Context(), assistant, plan, func(done, total int) { told = append(told, fmt.Sprintf("%d/%d", done, total)) })
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(d.kept()) != fmt.Sprint(want) {
		t.Errorf("the site holds\n%+v\nwant\n%+v", d.kept(), want)
	}
	if run.File != "台账.xlsx" || run.By != assistant.Staff || !run.At.Equal(now) || run.Community != community.ID || run.New != 2 || run.Changed != 1 || run.Owners != 3 || run.Refused != 1 {
		t.Errorf("the run is recorded as %+v", run)
	}
	if got := fmt.Sprint(run.Kept()); got != fmt.Sprint(plan.Findings) || len(run.Findings) != 2 {
		t.Errorf("with the findings %s", got)
	}
	// 2 house types, 3 homes, 4 people, 3 of them with a home: 12 records, said at the end.
	if !slices.Equal(told, []string{"12/12"}) || !slices.Equal(d.Actions, []string{"intake.apply"}) || d.runs.Len() != 1 || d.remembered.Len() != 1 {
		t.Errorf("told %q; done %q, %d runs, %d headers remembered", told, d.Actions, d.runs.Len(), d.remembered.Len())
	}
	sv = d.surveyOf(t, rows...)
	again, err := d.intake().Apply(t.Context(), assistant, d.dryRun(t, sv, intake.Options{}), nil)
	if err != nil || !again.ID.IsNil() || d.runs.Len() != 1 {
		t.Errorf("the same again is the run %+v (%v)", again, err)
	}
}

// A long import tells how far it is, and stops where somebody stops it: then nothing was
// written.
func TestLongImportTellsHowFarItIs(t *testing.T) {
	rows := []string{"楼栋|房号"}
	for room := range 129 {
		rows = append(rows, fmt.Sprintf("1|%d", 101+room))
	}
	d := deskOf(siteOf(t))
	sv := d.surveyOf(t, rows...)
	plan := d.dryRun(t, sv, intake.Options{})
	ctx, stop := context.WithCancel(t.Context())
	if _, err := d.intake().Apply(ctx, assistant, plan, func(int, int) { stop() }); err == nil || d.units.Len() != 0 || d.runs.Len() != 0 {
		t.Errorf("stopped: %v; %d homes, %d runs", err, d.units.Len(), d.runs.Len())
	}
	var told []int
	if _, err := d.intake().Apply(t.Context(), assistant, plan, func(done, total int) {
		if told = append(told, done); total != 130 { // and the building
			t.Errorf("%d records in all", total)
		}
	}); err != nil || !slices.Equal(told, []int{64, 128, 130}) {
		t.Errorf("told %v (%v)", told, err)
	}
}

// A site that moved on since the dry run takes it only where the same would come of it.
func TestPlanOfAnotherDayIsComparedAgain(t *testing.T) {
	file := []string{ledger, "1|102|HT-2|李四||"}
	for _, c := range []struct {
		name  string
		since func(*desk)
		code  string
	}{
		{"nothing happened", func(*desk) {}, ""},
		{"what the file does not touch", func(d *desk) { d.rest.Version = "2"; d.units.ChangeAll(func(u *site.Unit) { u.Note = "看房" }) }, ""},
		{"what it does", func(d *desk) {
			d.hold(newSite(intake.Compare(ledgerOf(t, ledger, "1|102|HT-2|张三||"), d.kept(), intake.Options{}, identify), d.kept()).Kept)
			d.rest.Version = "2"
		}, "intake.changed_since"},
	} {
		d := deskOf(siteOf(t, ledger, wu))
		sv := d.surveyOf(t, file...)
		plan := d.dryRun(t, sv, intake.Options{})
		c.since(d)
		if _, err := d.intake().Apply(t.Context(), assistant, plan, nil); app.RefusalCode(err) != c.code {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// Whoever may not import neither looks, tries, writes nor undoes; nor does an assistant
// of another community.
func TestWhoMayImport(t *testing.T) {
	for _, who := range []app.Actor{{Role: app.Handover}, {Role: app.Assistant, Communities: []app.ID{{9}}}} {
		d := deskOf(siteOf(t, ledger, wu))
		book := intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sheetOf("台账", ledger, "1|102|HT-2|李四||")}}
		sv := d.surveyOf(t, ledger, "1|102|HT-2|李四||")
		plan := d.dryRun(t, sv, intake.Options{})
		d.Add(intake.Run{ID: app.ID{7}, Community: community.ID})
		desk := d.intake()
		_, look := desk.Look(t.Context(), who, community.ID, book)
		_, try := desk.DryRun(t.Context(), who, community.ID, sv, intake.Options{})
		_, apply := desk.Apply(t.Context(), who, plan, nil)
		_, undo := desk.Undo(t.Context(), who, app.ID{7})
		for i, err := range []error{look, try, apply, undo} {
			if code := app.RefusalCode(err); !strings.HasPrefix(code, "permission.") {
				t.Errorf("%s of %v, step %d: %v", who.Role, who.Communities, i, err)
			}
		}
		if len(d.Actions) > 0 || d.units.Len() != 1 {
			t.Errorf("%q was done", d.Actions)
		}
	}
}

// That what was settled changed all the same is recorded of each such home, with the
// reason, and of no other.
func TestCorrectionsByImportAreRecorded(t *testing.T) {
	held := siteOf(t, "楼栋|房号|合同面积", "1|101|89.52", "1|102|89.52", "1|103|89.52")
	handOver("1-101")(held)
	settled := held.Settled[site.UnitID(community.ID, "1-101")]
	held.Settled[site.UnitID(community.ID, "1-103")] = settled
	d := deskOf(held)
	sv := d.surveyOf(t, "楼栋|房号|合同面积", "1|101|89.62", "1|102|89.62", "1|103|89.52")
	o := intake.Options{Answers: intake.Answers{All: said(intake.HandedOver, intake.Take), Reason: site.BySurvey}}
	plan := d.dryRun(t, sv, o)
	if _, err := d.intake().Apply(t.Context(), assistant, plan, nil); app.RefusalCode(err) != "permission.missing" || d.corrections.Len() != 0 {
		t.Errorf("an assistant corrects what was settled: %v", err)
	}
	if _, err := d.intake().Apply(t.Context(), supervisor, plan, nil); err != nil {
		t.Fatal(err)
	}
	held = siteOf(t, ledger, wu)
	elsewhere("吴杰")(held)
	d2, wuID := deskOf(held), held.Owners[0].ID
	sv = d2.surveyOf(t, ledger, "1|101||吴洁|'"+id1+"|")
	o = intake.Options{Answers: intake.Answers{All: said(intake.Signed, intake.Take), Reason: site.ByPaper}}
	plan = d2.dryRun(t, sv, o)
	if _, err := d2.intake().Apply(t.Context(), assistant, plan, nil); app.RefusalCode(err) != "permission.missing" || d2.corrections.Len() != 0 {
		t.Errorf("an assistant renames who has signed: %v", err)
	}
	if _, err := d2.intake().Apply(t.Context(), supervisor, plan, nil); err != nil {
		t.Fatal(err)
	}
	if d2.corrections.Len() != 1 || d2.corrections.All()[0].Unit != d2.units.All()[0].ID || d2.corrections.All()[0].Owner != wuID || d2.corrections.All()[0].Reason != site.ByPaper {
		t.Errorf("recorded: %+v", d2.corrections.All())
	}
	if area := d.held().unit(t, "1-101").ContractArea.String(); area != "89.62" {
		t.Errorf("the area is %s", area)
	}
	if d.corrections.Len() != 1 || d.corrections.All()[0].Unit != site.UnitID(community.ID, "1-101") || d.corrections.All()[0].Reason != site.BySurvey {
		t.Errorf("recorded: %+v", d.corrections.All())
	}
}

// What a person said of the columns is remembered of the header for its community; of a
// table without a header nothing is.
func TestColumnsAreRemembered(t *testing.T) {
	rows := []string{"楼栋|房号|面积", "1|101|89.5"}
	d := deskOf(siteOf(t))
	sv := d.surveyOf(t, rows...)
	if err := sv.Choose("", "面积", intake.InnerArea); err != nil {
		t.Fatal(err)
	}
	apply := func(sv intake.Survey) {
		t.Helper()
		if _, err := d.intake().Apply(t.Context(), assistant, d.dryRun(t, sv, intake.Options{}), nil); err != nil {
			t.Fatal(err)
		}
	}
	apply(sv)
	if again := d.surveyOf(t, rows...); len(again.Questions()) != 0 || again.Tables[0].Columns[2].Field != intake.InnerArea {
		t.Errorf("asks again: %+v", again.Questions())
	}
	d.remembered.ChangeAll(func(r *intake.Remembered) { r.Community = app.ID{9} })
	if again := d.surveyOf(t, rows...); len(again.Questions()) != 1 {
		t.Error("what was said in another community is taken")
	}
	bare := d.surveyOf(t, "1|102|80", "1|103|81")
	if err := first(bare.TakeHeader("台账", -1, -1), bare.Mean([]intake.Meaning{{"", "A", intake.Building}, {"", "B", intake.Room}, {"", "C", intake.InnerArea}})); err != nil {
		t.Fatal(err)
	}
	if apply(bare); d.remembered.Len() != 1 || d.units.Len() != 3 {
		t.Errorf("%d headers are remembered, %d homes", d.remembered.Len(), d.units.Len())
	}
}

// What a rehearsal has exported comes into no real site, in either language.
func TestRehearsalsStayAmongThemselves(t *testing.T) {
	for _, header := range []string{"Keyday房源标识", "Keyday unit ID"} {
		played := deskOf(siteOf(t, ledger, wu))
		played.Add(site.Site{ID: app.ID{5}, Rehearsal: true})
		page, err := played.intake().Export(t.Context(), assistant, community.ID, wordsOf(map[intake.Field]string{intake.UnitKey: header}))
		if err != nil {
			t.Fatal(err)
		}
		book := bookOf(page)
		if _, err := deskOf(siteOf(t, ledger, wu)).intake().Look(t.Context(), assistant, community.ID, book); app.RefusalCode(err) != "intake.rehearsal" {
			t.Errorf("%s into a real site: %v", header, err)
		}
		sv, err := played.intake().Look(t.Context(), assistant, community.ID, book)
		if err != nil {
			t.Fatal(err)
		}
		if plan := played.dryRun(t, sv, intake.Options{}); !plan.Empty() || len(plan.Findings) > 0 {
			t.Errorf("back into the rehearsal it changes %+v, %+v", plan.Changes, plan.Findings)
		}
		if name, ok := strings.CutPrefix(page.Name, "演练 "); !ok || name != "房源与业主" {
			t.Errorf("its sheet is called %q", page.Name)
		}
	}
	page, err := deskOf(siteOf(t, ledger, wu)).intake().Export(t.Context(), assistant, community.ID, words)
	if err != nil || page.Name != "房源与业主" {
		t.Errorf("a real site's sheet is called %q (%v)", page.Name, err)
	}
}

// An import keeps the first of its findings, each as far as a line of text, and says how
// many there were.
func TestRunsKeepTheFirstFindings(t *testing.T) {
	for _, c := range []struct{ found, kept, last int }{{0, 0, 0}, {1, 1, 0}, {2000, 2000, 0}, {2001, 2001, 1}, {2044, 2001, 44}} {
		rows := []string{"楼栋|房号|实测面积", "1|101|80"}
		for room := range c.found {
			rows = append(rows, fmt.Sprintf("1|%d|待测", 10001+room))
		}
		if c.found > 0 {
			rows[2] = "1|10001|" + strings.Repeat("长", 39) + "\n多出来的"
		}
		d := deskOf(siteOf(t))
		sv := d.surveyOf(t, rows...)
		run, err := d.intake().Apply(t.Context(), assistant, d.dryRun(t, sv, intake.Options{}), nil)
		if err != nil || len(run.Findings) != c.kept || run.Refused != c.found || run.Found() != c.found {
			t.Fatalf("%d of %d findings are kept, %d are said (%v)", len(run.Findings), c.found, run.Found(), err)
		}
		if c.found == 0 {
			continue
		}
		if f := run.Findings[0]; f.Text != strings.Repeat("长", 39)+" …" || f.Row != 2 || f.Col != 2 || f.Sheet != "台账" || f.Unit != "1-10001" {
			t.Errorf("kept: %+v", f)
		}
		if f := run.Kept()[c.kept-1]; (f.Kind == intake.MoreFound) != (c.last > 0) || c.last > 0 && f.Other != fmt.Sprint(c.last) || f.Weight() != intake.Warns && c.last > 0 {
			t.Errorf("%d found: the last is %+v", c.found, f)
		}
	}
}

// Undoing takes back what nobody has touched since, children before parents; the rest
// stays, with all that hangs on it, and is listed under the home where people look for it.
func TestUndo(t *testing.T) {
	held := siteOf(t, "楼栋|房号|户型|业主姓名", "1|101|A|张三", "1|102|A|李四")
	home, other := held.unit(t, "1-101"), held.unit(t, "1-102")
	owner := held.owner(t, "张三")
	share := held.Ownerships[0]
	building, kind := held.Buildings[0].ID, held.HouseTypes[0].ID
	made := func(kind string, id app.ID, touched ...string) app.PastStep {
		return app.PastStep{Record: app.Ref{Kind: kind, ID: id}, Made: true, Touched: touched}
	}
	changed := func(kind string, id app.ID, touched ...string) app.PastStep {
		return app.PastStep{Record: app.Ref{Kind: kind, ID: id}, Touched: touched}
	}
	of := func(unit app.ID, s app.PastStep) app.PastStep { s.Unit = unit; return s }
	unit := func(s app.PastStep) app.PastStep { return of(s.Record.ID, s) }
	used := func(s app.PastStep) app.PastStep { s.Used = true; return s }
	fields := func(s app.PastStep, all ...string) app.PastStep { s.Fields = all; return s }
	all := func(home, owner, share app.PastStep) []app.PastStep {
		return []app.PastStep{made("intake_run", app.ID{7}), made("intake_columns", app.ID{8}), made("building", building), made("house_type", kind), home, owner, share}
	}
	madeShare := of(home.ID, made("ownership", share.ID))
	for _, c := range []struct {
		name   string
		settle func(*heldSite)
		steps  []app.PastStep
		uses   map[app.ID]int
		taken  []app.ID
		homes  int
		owners int
		back   int
		stays  []string
	}{
		{name: "all that it made", steps: all(unit(made("unit", home.ID)), made("owner", owner.ID), madeShare),
			taken: []app.ID{share.ID, home.ID, owner.ID, kind, building}, homes: 1, owners: 1},
		{name: "a home that somebody has corrected stays with its owner", steps: all(unit(made("unit", home.ID, "batch")), made("owner", owner.ID), madeShare),
			uses: map[app.ID]int{owner.ID: 1, kind: 1, building: 1}, stays: []string{"unit 1-101  []"}},
		{name: "so does one where somebody has worked", steps: all(used(unit(made("unit", home.ID))), made("owner", owner.ID), madeShare),
			uses: map[app.ID]int{owner.ID: 1, kind: 1, building: 1}, stays: []string{"unit 1-101  []"}},
		{name: "an owner whom somebody has corrected keeps the home", steps: all(unit(made("unit", home.ID)), made("owner", owner.ID, "phone"), madeShare),
			uses: map[app.ID]int{home.ID: 1, kind: 1, building: 1}, stays: []string{"unit 1-101  []", "owner 1-101 张三 []"}},
		{name: "a house type that another home has stays unsaid", steps: all(unit(made("unit", home.ID)), made("owner", owner.ID), madeShare),
			uses: map[app.ID]int{kind: 1, building: 1}, taken: []app.ID{share.ID, home.ID, owner.ID}, homes: 1, owners: 1},
		{name: "an owner who was there, and was corrected since, keeps no home that it made", steps: []app.PastStep{changed("owner", owner.ID, "phone"), unit(made("unit", home.ID)), madeShare},
			taken: []app.ID{share.ID, home.ID, owner.ID}, homes: 1, back: 1, stays: []string{"owner 1-101 张三 [phone]"}},
		{name: "former values come back", steps: []app.PastStep{unit(changed("unit", other.ID)), unit(changed("unit", home.ID))},
			taken: []app.ID{other.ID, home.ID}, back: 2},
		{name: "those of an owner, to each of the homes once", steps: []app.PastStep{changed("owner", owner.ID), unit(changed("unit", home.ID))},
			taken: []app.ID{home.ID, owner.ID}, back: 1},
		{name: "those of a share, to its home", steps: []app.PastStep{of(home.ID, changed("ownership", share.ID))}, taken: []app.ID{share.ID}, back: 1},
		{name: "a share that it made in a home which was there goes, the home has its values again", steps: []app.PastStep{unit(changed("unit", home.ID)), madeShare}, taken: []app.ID{share.ID, home.ID}, back: 1},
		{name: "so does one whose home somebody has touched since", steps: []app.PastStep{unit(changed("unit", home.ID, "batch")), madeShare},
			taken: []app.ID{share.ID, home.ID}, back: 1, stays: []string{"unit 1-101  [batch]"}},
		{name: "a building and a house type to which somebody gave other words stay", steps: []app.PastStep{made("building", building, "name"), made("house_type", kind, "name")},
			stays: []string{"house_type  A []", "building  1 []"}},
		{name: "a field that somebody has changed again is theirs", steps: []app.PastStep{unit(changed("unit", home.ID, "batch"))},
			taken: []app.ID{home.ID}, back: 1, stays: []string{"unit 1-101  [batch]"}},
		{name: "a share that was made between an old home and an old owner goes", steps: []app.PastStep{madeShare}, taken: []app.ID{share.ID}},
		{name: "who owns a home that is settled stays", settle: signed("1-101"), steps: []app.PastStep{madeShare}, stays: []string{"ownership 1-101 张三 [] settled"}},
		{name: "so does their share", settle: handOver("1-101"), steps: []app.PastStep{of(home.ID, changed("ownership", share.ID))}, stays: []string{"ownership 1-101 张三 [] settled"}},
		{name: "what is settled of a home stays, the rest gets its former values", settle: handOver("1-101"), steps: []app.PastStep{unit(fields(changed("unit", home.ID), "contract_no", "batch"))},
			taken: []app.ID{home.ID}, back: 1, stays: []string{"unit 1-101  [contract_no] settled"}},
		{name: "all of a home is settled", settle: signed("1-101"), steps: []app.PastStep{unit(fields(changed("unit", home.ID), "contract_no", "incomplete"))},
			stays: []string{"unit 1-101  [contract_no] settled"}},
		{name: "touched, and settled besides", settle: signed("1-101"), steps: []app.PastStep{unit(fields(changed("unit", home.ID, "contract_area"), "contract_no", "contract_area"))},
			stays: []string{"unit 1-101  [contract_area]", "unit 1-101  [contract_no] settled"}},
		{name: "the neighbour's are nobody's", settle: handOver("1-102"), steps: []app.PastStep{unit(fields(changed("unit", home.ID), "contract_no")), madeShare},
			taken: []app.ID{share.ID, home.ID}, back: 1},
		{name: "who has signed stays who they are", settle: elsewhere("张三"), steps: []app.PastStep{fields(changed("owner", owner.ID), "name", "phone")},
			taken: []app.ID{owner.ID}, back: 1, stays: []string{"owner 1-101 张三 [name] settled"}},
		{name: "who has signed nothing is called as before", steps: []app.PastStep{fields(changed("owner", owner.ID), "name")}, taken: []app.ID{owner.ID}, back: 1},
		{name: "one who has no home any more stays without one", settle: func(s *heldSite) { s.Ownerships = nil }, steps: []app.PastStep{changed("owner", owner.ID, "phone")},
			taken: []app.ID{owner.ID}, stays: []string{"owner  张三 [phone]"}},
		{name: "and stays on record", settle: elsewhere("张三"), steps: []app.PastStep{madeShare, made("owner", owner.ID)},
			taken: []app.ID{share.ID}, stays: []string{"owner 1-101 张三 [] settled"}},
		{name: "a home that was made and is settled stays, with its owner", settle: handOver("1-101"), steps: all(unit(made("unit", home.ID)), made("owner", owner.ID), madeShare),
			uses: map[app.ID]int{owner.ID: 1, kind: 1, building: 1}, stays: []string{"unit 1-101  []"}},
	} {
		held := *held
		if c.settle != nil {
			c.settle(&held)
		}
		d := deskOf(&held)
		d.Add(intake.Run{ID: app.ID{7}, Community: community.ID, File: "台账.xlsx"})
		d.past = &action{steps: c.steps}
		if c.uses != nil {
			d.uses = c.uses
		}
		undone, err := d.intake().Undo(t.Context(), assistant, app.ID{7})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var stays []string
		for _, s := range undone.Stays {
			stays = append(stays, fmt.Sprintf("%s %s %s %v%s", s.Record.Kind, s.Code, s.Who, s.Fields, map[bool]string{true: " settled"}[s.Settled]))
		}
		if !slices.Equal(d.past.taken, c.taken) || undone.Homes != c.homes || undone.Owners != c.owners || undone.Restored != c.back || !slices.Equal(stays, c.stays) {
			t.Errorf("%s: taken back %v, want %v; %d homes, %d owners, %d restored; stays %q", c.name, d.past.taken, c.taken, undone.Homes, undone.Owners, undone.Restored, stays)
		}
		if !d.runs.All()[0].Undone.Equal(now) || !slices.Equal(d.Actions, []string{"intake.undo"}) {
			t.Errorf("%s: recorded as undone at %v", c.name, d.runs.All()[0].Undone)
		}
		if _, err := d.intake().Undo(t.Context(), assistant, app.ID{7}); app.RefusalCode(err) != "intake.undone" {
			t.Errorf("%s: undone twice: %v", c.name, err)
		}
	}
}

// An undoing that is stopped has undone nothing.
func TestUndoStops(t *testing.T) {
	d := deskOf(siteOf(t, ledger, wu))
	d.Add(intake.Run{ID: app.ID{7}, Community: community.ID})
	d.past = &action{steps: []app.PastStep{{Record: app.Ref{Kind: "unit", ID: d.units.All()[0].ID}, Unit: d.units.All()[0].ID, Made: true}}}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := d.intake().Undo(ctx, assistant, app.ID{7}); err == nil || len(d.past.taken) > 0 || d.runs.All()[0].Undone != (time.Time{}) {
		t.Errorf("%v; taken back %v", err, d.past.taken)
	}
}
