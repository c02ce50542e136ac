package store_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/sheet"
)

const (
	ledgerSample = "锦绣花园一期业主台账.xlsx"
	listSample   = "锦绣花园交付清单_GB18030.csv"
)

func importDesk(s *records.Store) *intake.Desk {
	return intake.NewDesk(records.Narrow(s, func(tx *records.Tx) intake.Tx { return tx }), s, nil, s.Identify)
}

func surveyOf(t testing.TB, s *records.Store, path string) intake.Survey {
	t.Helper()
	book, err := sheet.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	sv, err := importDesk(s).Look(context.Background(), chief.Actor(), communityID, book)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range sv.Questions() {
		if err := sv.Choose(q.Sheet, q.Letter, intake.MeasuredArea); err != nil {
			t.Fatal(err)
		}
	}
	return sv
}

// importFile makes the dry run of a file and applies it.
func importFile(t testing.TB, s *records.Store, path string) (*intake.Plan, intake.Run) {
	t.Helper()
	return importWith(t, s, path, intake.Options{})
}

// importWith is importFile with answers.
func importWith(t testing.TB, s *records.Store, path string, o intake.Options) (*intake.Plan, intake.Run) {
	t.Helper()
	sv := surveyOf(t, s, path)
	desk := importDesk(s)
	plan, err := desk.DryRun(context.Background(), chief.Actor(), communityID, sv, o)
	if err != nil {
		t.Fatal(err)
	}
	run, err := desk.Apply(context.Background(), chief.Actor(), plan, nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan, run
}

func sample(name string) string { return filepath.Join("..", "..", "app", "intake", "testdata", name) }

// holding is everything that imports touch, as text, without what is computed.
func holding(t testing.TB, s *records.Store) string {
	t.Helper()
	k, err := s.Kept(context.Background(), communityID)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, b := range k.Buildings {
		lines = append(lines, fmt.Sprintf("building %+v", b))
	}
	for _, h := range k.HouseTypes {
		lines = append(lines, fmt.Sprintf("type %+v", h))
	}
	for _, u := range k.Units {
		lines = append(lines, fmt.Sprintf("unit %+v", u))
	}
	for _, o := range k.Owners {
		lines = append(lines, fmt.Sprintf("owner %+v", o))
	}
	for _, o := range k.Ownerships {
		lines = append(lines, fmt.Sprintf("share %+v", o))
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// A workbook goes in as one action; the same again writes nothing; another file
// goes on top; undone in turn, nothing is left of either, and both may come back.
func TestImportAndUndo(t *testing.T) {
	s := newStore(t)
	ctx, desk := context.Background(), importDesk(s)
	empty := holding(t, s)
	plan, first := importFile(t, s, sample(ledgerSample))
	if first.New != 264 || first.Owners != 309 || first.Refused != 10 || len(plan.New) != 264 {
		t.Errorf("the run: %+v", first)
	}
	afterFirst, ops := holding(t, s), operations(t, s)
	if _, again := importFile(t, s, sample(ledgerSample)); !again.ID.IsNil() || operations(t, s) != ops {
		t.Errorf("the same file again wrote %d operations, run %+v", operations(t, s)-ops, again)
	}
	_, second := importFile(t, s, sample(listSample))
	if second.New != 0 || second.Changed != 243 {
		t.Errorf("the second run: %+v", second)
	}
	afterSecond := holding(t, s)

	undone, err := desk.Undo(ctx, chief.Actor(), second.ID)
	if err != nil || len(undone.Stays) > 0 || undone.Homes != 0 || undone.Owners != 0 || undone.Restored != 243 {
		t.Fatalf("undone: %+v, %v", undone, err)
	}
	if got := holding(t, s); got != afterFirst {
		t.Errorf("undoing the second leaves %s", firstDifference(got, afterFirst))
	}
	_, err = desk.Undo(ctx, chief.Actor(), second.ID)
	refused(t, err, "intake.undone")
	if _, third := importFile(t, s, sample(listSample)); third.Changed != 243 {
		t.Errorf("again after undoing: %+v", third)
	}
	if got := holding(t, s); got != afterSecond {
		t.Errorf("again after undoing: %s", firstDifference(got, afterSecond))
	}

	runs, err := s.ImportRuns(ctx, communityID, 1)
	if err != nil || len(runs) != 1 || runs[0].File != listSample {
		t.Fatalf("last run %+v, %v", runs, err)
	}
	last := runs[0]
	for _, id := range []app.ID{last.ID, first.ID} {
		if undone, err = desk.Undo(ctx, chief.Actor(), id); err != nil || len(undone.Stays) > 0 {
			t.Fatalf("undone: %+v, %v", undone, err)
		}
	}
	if undone.Homes != 264 || undone.Owners != 309 || undone.Restored != 0 {
		t.Errorf("undoing the first took back %+v", undone)
	}
	if got := holding(t, s); got != empty {
		t.Errorf("undoing all leaves %s", firstDifference(got, empty))
	}
	if _, back := importFile(t, s, sample(ledgerSample)); back.New != 264 {
		t.Errorf("back again: %+v", back)
	}
	if got := holding(t, s); got != afterFirst {
		t.Errorf("back again: %s", firstDifference(got, afterFirst))
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("%d lines for %d; line %d:\n got %s\nwant %s", len(g), len(w), i, a, b)
		}
	}
	return "nothing"
}

// What somebody touched since an import stays, with all that hangs on it, and is
// listed; the rest goes.
func TestUndoLeavesWhatWasTouched(t *testing.T) {
	s := newStore(t)
	_, run := importFile(t, s, sample(ledgerSample))
	unit := func(code string) site.Unit {
		u, err := s.UnitByCode(context.Background(), code)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	ownerOf := func(code string) site.Owner {
		views, err := s.OwnersOf(context.Background(), unit(code).ID)
		if err != nil || len(views) == 0 {
			t.Fatal(err)
		}
		return views[0].Owner
	}
	do(t, s, "unit.fund", func(tx *records.Tx) error {
		u := unit("1-1-101")
		u.Fund = site.FundPaid
		return tx.PutUnit(u)
	})
	do(t, s, "owner.put", func(tx *records.Tx) error {
		o := ownerOf("2-1-101")
		o.Phone = "13800000000"
		return tx.PutOwner(o)
	})
	undone, err := importDesk(s).Undo(context.Background(), chief.Actor(), run.ID)
	if err != nil {
		t.Fatal(err)
	}
	k, err := s.Kept(context.Background(), communityID)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, u := range k.Units {
		codes = append(codes, u.Code)
	}
	slices.Sort(codes)
	if fmt.Sprint(codes) != "[1-1-101 2-1-101]" || len(k.Buildings) != 2 || len(k.Owners) != 3 || len(k.Ownerships) != 3 {
		t.Errorf("left: units %v, %d buildings, %d owners, %d ownerships", codes, len(k.Buildings), len(k.Owners), len(k.Ownerships))
	}
	var stays []string
	for _, st := range undone.Stays {
		stays = append(stays, st.Record.Kind+" "+st.Code)
	}
	slices.Sort(stays)
	if fmt.Sprint(stays) != "[owner 2-1-101 unit 1-1-101 unit 2-1-101]" {
		t.Errorf("listed: %v", stays)
	}
}

// A value that an import changed and somebody changed again is theirs.
func TestUndoLeavesNewerValues(t *testing.T) {
	s := newStore(t)
	importFile(t, s, sample(ledgerSample))
	_, run := importFile(t, s, sample(listSample))
	u, err := s.UnitByCode(context.Background(), "1-1-101")
	if err != nil {
		t.Fatal(err)
	}
	do(t, s, "unit.put", func(tx *records.Tx) error {
		u.Batch = "第9批"
		return tx.PutUnit(u)
	})
	undone, err := importDesk(s).Undo(context.Background(), chief.Actor(), run.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(undone.Stays) != 1 || undone.Stays[0].Code != "1-1-101" || fmt.Sprint(undone.Stays[0].Fields) != "[batch]" {
		t.Errorf("listed: %+v", undone.Stays)
	}
	now, err := s.UnitByCode(context.Background(), "1-1-101")
	if err != nil || now.Batch != "第9批" || !now.MeasuredArea.IsZero() || !now.InnerArea.IsZero() {
		t.Errorf("now %+v, %v", now, err)
	}
}

// A dry run that the site has moved on from is not applied; nor is one stopped.
func TestImportIsAppliedAsShownOrNotAtAll(t *testing.T) {
	s := newStore(t)
	desk, ctx := importDesk(s), context.Background()
	sv := surveyOf(t, s, sample(ledgerSample))
	plan, err := desk.DryRun(ctx, chief.Actor(), communityID, sv, intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	before := operations(t, s)
	stopped, stop := context.WithCancel(ctx)
	_, err = desk.Apply(stopped, chief.Actor(), plan, func(done, _ int) {
		if done >= 100 {
			stop()
		}
	})
	if err == nil || operations(t, s) != before {
		t.Errorf("stopped half-way: %v, %d operations", err, operations(t, s)-before)
	}
	do(t, s, "building.put", func(tx *records.Tx) error { return tx.PutBuilding(building("1")) })
	_, err = desk.Apply(ctx, chief.Actor(), plan, nil)
	refused(t, err, "intake.changed_since")
	_, err = desk.DryRun(ctx, walker.Actor(), communityID, sv, intake.Options{})
	refused(t, err, "permission.missing")
}

// A community with buildings takes another one only on somebody's word.
func TestUnknownBuildingWaitsForAWord(t *testing.T) {
	s := newStore(t)
	do(t, s, "building.put", func(tx *records.Tx) error { return tx.PutBuilding(building("1")) })
	sv := surveyOf(t, s, sample(ledgerSample))
	desk, ctx := importDesk(s), context.Background()
	for _, c := range []struct {
		allow bool
		homes int
		found int
	}{{false, 44, 10 - 8 + 5}, {true, 264, 10 + 5}} {
		var options intake.Options
		if c.allow {
			options.Say(intake.UnknownBuilding, intake.Take)
		}
		plan, err := desk.DryRun(ctx, chief.Actor(), communityID, sv, options)
		if err != nil {
			t.Fatal(err)
		}
		unknown := 0
		for _, f := range plan.Findings {
			if f.Kind == intake.UnknownBuilding && f.Open() {
				unknown++
			}
		}
		if len(plan.New) != c.homes || len(plan.NewBuildings) != 5-unknown || (unknown == 5) == c.allow {
			t.Errorf("allowed %v: %d homes, %d buildings, %d unknown", c.allow, len(plan.New), len(plan.NewBuildings), unknown)
		}
	}
}

func terms() intake.Terms {
	headers := map[intake.Field]string{
		intake.UnitKey: "Keyday房源标识", intake.OwnerKey: "Keyday业主标识", intake.Building: "楼栋", intake.Entrance: "单元", intake.Floor: "楼层",
		intake.Room: "房号", intake.HouseType: "户型", intake.ContractArea: "合同建筑面积", intake.MeasuredArea: "实测建筑面积", intake.InnerArea: "套内建筑面积",
		intake.ContractNo: "合同编号", intake.SignedOn: "签约日期", intake.DeliveryDue: "合同约定交付日", intake.UnitPrice: "单价", intake.Batch: "交付批次", intake.Fund: "维修资金",
		intake.UnitNote: "备注", intake.OwnerName: "业主姓名", intake.IDType: "证件类型", intake.IDNo: "证件号码", intake.Phone: "联系电话",
		intake.Phone2: "备用电话", intake.OwnerAddress: "联系地址", intake.Share: "共有份额",
	}
	return intake.Terms{
		Sheet:  "房源与业主",
		Header: func(f intake.Field) string { return headers[f] },
		Fund: func(f site.FundState) string {
			return map[site.FundState]string{site.FundPaid: "已交存", site.FundUnpaid: "未交存"}[f]
		},
	}
}

// An export that nobody has changed changes nothing, in the clear and masked, as
// xlsx and as csv; what was edited in it is what changes, by hidden identity.
func TestExportEditImport(t *testing.T) {
	s := newStore(t)
	ctx, desk := context.Background(), importDesk(s)
	importFile(t, s, sample(ledgerSample))
	importFile(t, s, sample(listSample))
	before := holding(t, s)
	_, err := desk.ExportWhole(ctx, walker.Actor(), communityID, terms())
	refused(t, err, "permission.missing")
	for what, export := range map[string]func() (intake.Page, error){
		"masked":       func() (intake.Page, error) { return desk.Export(ctx, chief.Actor(), communityID, terms()) },
		"in the clear": func() (intake.Page, error) { return desk.ExportWhole(ctx, chief.Actor(), communityID, terms()) },
	} {
		page, err := export()
		if err != nil {
			t.Fatal(err)
		}
		if whole := strings.Contains(fmt.Sprint(page.Rows), "17736434363"); whole != (what == "in the clear") {
			t.Errorf("%s: a phone stands there whole: %t", what, whole)
		}
		for _, ending := range []string{".xlsx", ".csv"} {
			path := filepath.Join(t.TempDir(), "导出"+ending)
			if err := sheet.Write(path, page); err != nil {
				t.Fatal(err)
			}
			sv := surveyOf(t, s, path)
			if q := sv.Questions(); len(q) > 0 {
				t.Errorf("an export asks %v", q)
			}
			plan, err := desk.DryRun(ctx, chief.Actor(), communityID, sv, intake.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if !plan.Empty() || len(plan.Findings) > 0 || plan.Same != 264 {
				t.Errorf("%s of %s: %d records, findings %v, %d same", ending, what, plan.Records(), plan.Findings, plan.Same)
			}
		}
	}

	all, err := s.Showings(ctx, 10)
	if err != nil || len(all) != 1 || all[0].Occasion != site.Exporting || all[0].Owners == 0 || all[0].WhoName != chief.Name {
		t.Errorf("recorded: %+v, %v", all, err)
	}
	page, err := desk.Export(ctx, walker.Actor(), communityID, terms())
	if err != nil {
		t.Fatal(err)
	}
	edit := func(row int, header, value string) {
		for col, c := range page.Columns {
			if c.Header == header {
				page.Rows[row][col] = intake.Cell{Kind: intake.Text, Text: value}
			}
		}
	}
	edit(0, "业主姓名", "诸葛亮") // the first owner of 1-1-101, by the hidden identity
	edit(0, "联系电话", "13912345678")
	edit(2, "实测建筑面积", "90.01")
	edit(3, "房号", "2010") // 1-1-201 was misnumbered
	path := filepath.Join(t.TempDir(), "改过.xlsx")
	if err := sheet.Write(path, page); err != nil {
		t.Fatal(err)
	}
	var corrected intake.Options
	corrected.Say(intake.KeyMoved, intake.Correction) // nobody copied the row
	plan, run := importWith(t, s, path, corrected)
	var got []string
	for _, c := range plan.Changes {
		got = append(got, fmt.Sprintf("%s %s %s→%s", c.Code, c.Field, c.Old, c.New))
	}
	want := []string{"1-1-101 owner_name 诸葛明→诸葛亮", "1-1-101 phone 17736434363→13912345678", "1-1-102 measured_area 89.43→90.01", "1-1-201 room 1-1-201→1-1-2010"}
	if !slices.Equal(got, want) {
		t.Errorf("changes %q\n  want %q", got, want)
	}
	if len(plan.New) != 0 || plan.NewOwners != 0 {
		t.Errorf("%d homes and %d owners are new", len(plan.New), plan.NewOwners)
	}
	if _, err := desk.Undo(ctx, chief.Actor(), run.ID); err != nil {
		t.Fatal(err)
	}
	if got := holding(t, s); got != before {
		t.Errorf("undone: %s", firstDifference(got, before))
	}
}

// What a rehearsal exports says so, comes back into it, and into no real site.
func TestRehearsalsStayAmongThemselves(t *testing.T) {
	ctx := context.Background()
	real := newStore(t)
	importFile(t, real, sample(ledgerSample))
	played := newStore(t)
	importFile(t, played, sample(ledgerSample))
	about, err := played.Site(ctx)
	if err != nil {
		t.Fatal(err)
	}
	about.Rehearsal = true
	do(t, played, "site.put", func(tx *records.Tx) error { return tx.PutSite(about) })
	for _, ending := range []string{".xlsx", ".csv"} {
		page, err := importDesk(played).Export(ctx, chief.Actor(), communityID, terms())
		if err != nil || !strings.Contains(page.Name, "演练") {
			t.Fatalf("%q, %v", page.Name, err)
		}
		path := filepath.Join(t.TempDir(), "导出"+ending)
		if err := sheet.Write(path, page); err != nil {
			t.Fatal(err)
		}
		book, err := sheet.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		_, err = importDesk(real).Look(ctx, chief.Actor(), communityID, book)
		refused(t, err, "intake.rehearsal")
		plan, err := importDesk(played).DryRun(ctx, chief.Actor(), communityID, surveyOf(t, played, path), intake.Options{})
		if err != nil || !plan.Empty() || len(plan.Findings) > 0 {
			t.Errorf("back into the rehearsal: %+v, %v", plan, err)
		}
	}
}

// Two laptops that import one ledger name homes and people alike.
func TestTwoLaptopsAgree(t *testing.T) {
	a := newStore(t)
	importFile(t, a, sample(ledgerSample))
	dir := filepath.Join(t.TempDir(), "other")
	b := createIn(t, dir)
	b.SetRing(a.Ring()) // the site's keys, as a joining laptop gets them
	importFile(t, b, sample(ledgerSample))
	ka, err := a.Kept(context.Background(), communityID)
	if err != nil {
		t.Fatal(err)
	}
	kb, err := b.Kept(context.Background(), communityID)
	if err != nil {
		t.Fatal(err)
	}
	ids := func(k intake.Kept) string {
		var all []string
		for _, u := range k.Units {
			all = append(all, u.ID.String())
		}
		for _, o := range k.Owners {
			all = append(all, o.ID.String())
		}
		for _, o := range k.Ownerships {
			all = append(all, o.ID.String())
		}
		slices.Sort(all)
		return strings.Join(all, "\n")
	}
	if ids(ka) != ids(kb) {
		t.Errorf("identities differ: %s", firstDifference(ids(ka), ids(kb)))
	}
}

// What a person said of a header is remembered for the community, and read so
// the next time without a question.
func TestColumnsAreRemembered(t *testing.T) {
	s := newStore(t)
	importFile(t, s, sample(listSample))
	book, err := sheet.Open(sample(listSample))
	if err != nil {
		t.Fatal(err)
	}
	sv, err := importDesk(s).Look(context.Background(), chief.Actor(), communityID, book)
	if err != nil {
		t.Fatal(err)
	}
	if q := sv.Questions(); len(q) > 0 {
		t.Errorf("asks again: %+v", q)
	}
	for _, c := range sv.Tables[0].Columns {
		if c.Letter == "D" && (c.Field != intake.MeasuredArea || c.Sure != intake.Recalled) {
			t.Errorf("the area is %s (%s)", c.Field, c.Sure)
		}
	}
	elsewhere := app.ID{77}
	do(t, s, "community.put", func(tx *records.Tx) error {
		return tx.PutCommunity(site.Community{ID: elsewhere, Name: "滨河花园"})
	})
	if sv, err = importDesk(s).Look(context.Background(), chief.Actor(), elsewhere, book); err != nil || len(sv.Questions()) != 1 {
		t.Errorf("another community asks %v, %v", sv.Questions(), err)
	}
}

// Two homes of one buyer are one person's; a corrected number or name stays that
// person's, and a home that has changed hands has its new owner alone.
func TestOwnersAreRecognised(t *testing.T) {
	s := newStore(t)
	rows := func(rows ...string) intake.Book {
		sh := intake.Sheet{Name: "台账"}
		for _, r := range append([]string{"楼栋|房号|业主|证件号码|电话"}, rows...) {
			var cells []intake.Cell
			for _, text := range strings.Split(r, "|") {
				kind := intake.Text
				if text == "" {
					kind = intake.Blank
				}
				cells = append(cells, intake.Cell{Kind: kind, Text: text})
			}
			sh.Rows = append(sh.Rows, cells)
		}
		return intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{sh}}
	}
	const a, b = "110101199003070513", "320102198205121228"
	owned := func() string {
		k, err := s.Kept(context.Background(), communityID)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, share := range k.Ownerships {
			for _, o := range k.Owners {
				if o.ID == share.Owner {
					for _, u := range k.Units {
						if u.ID == share.Unit {
							lines = append(lines, u.Code+" "+o.Name+" "+o.Phone)
						}
					}
				}
			}
		}
		slices.Sort(lines)
		return fmt.Sprintf("%s; %d people", strings.Join(lines, ", "), len(k.Owners))
	}
	var replaced intake.Options
	replaced.Say(intake.OwnersReplaced, intake.Replace)
	for _, step := range []struct {
		name string
		book intake.Book
		want string
	}{
		{"one person buys two", rows("1|101|张三|"+a+"|13800138000", "1|102|张三|"+a+"|13800138000", "1|103|李四||13900139000"),
			"1-101 张三 13800138000, 1-102 张三 13800138000, 1-103 李四 13900139000; 2 people"},
		{"the number becomes known", rows("1|103|李四|" + b + "|"), "1-101 张三 13800138000, 1-102 张三 13800138000, 1-103 李四 13900139000; 2 people"},
		{"another phone, said in one of two rows", rows("1|101|张三|" + a + "|13700137000"), "1-101 张三 13700137000, 1-102 张三 13700137000, 1-103 李四 13900139000; 2 people"},
		{"the name was misspelt", rows("1|103|李肆|" + b + "|13900139000"), "1-101 张三 13700137000, 1-102 张三 13700137000, 1-103 李肆 13900139000; 2 people"},
		{"a list of contacts names one of a couple", rows("1|103|李肆|"+b+"|13900139000", "1|103|王五||13600136000"),
			"1-101 张三 13700137000, 1-102 张三 13700137000, 1-103 李肆 13900139000, 1-103 王五 13600136000; 3 people"},
		{"and the other stays", rows("1|103|王五||13600136000"), "1-101 张三 13700137000, 1-102 张三 13700137000, 1-103 李肆 13900139000, 1-103 王五 13600136000; 3 people"},
		{"sold on", rows("1|102|赵六||13500135000"), "1-101 张三 13700137000, 1-102 赵六 13500135000, 1-103 李肆 13900139000, 1-103 王五 13600136000; 4 people"},
		{"and bought back", rows("1|102|张三|" + a + "|13700137000"), "1-101 张三 13700137000, 1-102 张三 13700137000, 1-103 李肆 13900139000, 1-103 王五 13600136000; 4 people"},
	} {
		importBookWith(t, s, step.book, replaced)
		if got := owned(); got != step.want {
			t.Errorf("%s:\n got %s\nwant %s", step.name, got, step.want)
		}
	}
}

// What was settled with a home's owners changes by an import only where it is said so;
// the reason stands in the home's history. Undoing the import changes none of it back.
func TestSettledHomesChangeWithAReason(t *testing.T) {
	s := newStore(t)
	ctx := context.Background()
	book := func(area string) intake.Book {
		var rows [][]intake.Cell
		for _, row := range [][]string{{"楼栋", "房号", "合同面积", "业主"}, {"1", "101", area, "张三"}} {
			var cells []intake.Cell
			for _, text := range row {
				cells = append(cells, intake.Cell{Kind: intake.Text, Text: text})
			}
			rows = append(rows, cells)
		}
		return intake.Book{File: "台账.xlsx", Sheets: []intake.Sheet{{Name: "台账", Rows: rows}}}
	}
	importBook(t, s, book("89.50"))
	kept, err := s.Kept(ctx, communityID)
	if err != nil {
		t.Fatal(err)
	}
	// What changes all homes alike shows none of them as settled when it is shown.
	var early intake.Options
	early.Say(intake.HandedOver, intake.Take)
	early.Reason = site.BySurvey
	sv, err := importDesk(s).Look(ctx, chief.Actor(), communityID, book("89.60"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := importDesk(s).DryRun(ctx, chief.Actor(), communityID, sv, early)
	if err != nil {
		t.Fatal(err)
	}
	u := kept.Units[0]
	u.HandedOver = app.NewDate(2026, 11, 1)
	do(t, s, "unit.put", func(tx *records.Tx) error { return tx.PutUnit(u) })
	_, err = importDesk(s).Apply(ctx, chief.Actor(), plan, nil)
	refused(t, err, "intake.changed_since") // it was handed over meanwhile: shown again, it corrects
	area := func() string {
		kept, err := s.Kept(ctx, communityID)
		if err != nil {
			t.Fatal(err)
		}
		return kept.Units[0].ContractArea.String()
	}
	importBook(t, s, book("89.60"))
	if got := area(); got != "89.50" {
		t.Fatalf("nobody has said so, and the area is %s", got)
	}
	var o intake.Options
	o.Say(intake.HandedOver, intake.Take)
	o.Reason = site.BySurvey
	run := importBookWith(t, s, book("89.60"), o)
	reasons := func() (found []string) {
		events, err := s.History(ctx, u.ID, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			for _, c := range e.Changes {
				if c.Record.Kind == "correction" && c.Field == "reason" {
					found = append(found, e.Action+" "+c.Value)
				}
			}
		}
		return found
	}
	if got := reasons(); area() != "89.60" || !slices.Equal(got, []string{"intake.apply by_survey"}) {
		t.Errorf("the area is %s, the history says %q", area(), got)
	}
	if undone := got(importDesk(s).Undo(ctx, chief.Actor(), run.ID))(t); undone.Restored != 0 || len(undone.Stays) != 1 || !undone.Stays[0].Settled {
		t.Errorf("undone: %+v", undone)
	}
	if got := reasons(); area() != "89.60" || len(got) != 1 {
		t.Errorf("undone: the area is %s, the history says %q", area(), got)
	}
}
