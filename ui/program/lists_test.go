package program

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/sheet"
	"keyday/ui/command"
	"keyday/ui/lists"
)

// What lists is for programs.
type listing struct {
	Count  int
	Rows   []map[string]any
	Groups []struct {
		Value any
		Count int
	}
}

// Flags narrow, sort, group and cut a list as they say, of every kind.
func TestLists(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	list := func(args ...string) (l listing) {
		t.Helper()
		if err := json.Unmarshal([]byte(keyday(t, dir, append([]string{"list", "--json"}, args...)...)), &l); err != nil {
			t.Fatal(err)
		}
		return l
	}
	all := list("homes", "--columns", "unit,building,state,open,owners")
	if all.Count != 36 || len(all.Rows) != 36 {
		t.Fatalf("%d homes, of which %d are listed", all.Count, len(all.Rows))
	}
	column := func(l listing, key string) (texts []any) {
		for _, r := range l.Rows {
			texts = append(texts, r[key])
		}
		return texts
	}
	those := func(in listing, fit func(map[string]any) bool) (n int) {
		for _, r := range in.Rows {
			if fit(r) {
				n++
			}
		}
		return n
	}
	for _, c := range []struct {
		args []string
		fit  func(map[string]any) bool
	}{
		{[]string{"--where", "state=handed_over"}, func(r map[string]any) bool { return r["state"] == "handed_over" }},
		{[]string{"--where", "状态=已交付,可交付"}, func(r map[string]any) bool { return r["state"] == "handed_over" || r["state"] == "ready" }},
		{[]string{"--where", "open=1..", "--where", "unit=2-"}, func(r map[string]any) bool { return r["open"] != nil && strings.Contains(r["unit"].(string), "2-") }},
		{[]string{"--where", "open="}, func(r map[string]any) bool { return r["open"] == nil }},
		{[]string{"--find", "1-1-101"}, func(r map[string]any) bool { return r["unit"] == "1-1-101" }},
	} {
		want := those(all, c.fit)
		got := list(append([]string{"homes", "--columns", "unit,state,open"}, c.args...)...)
		if want == 0 || got.Count != want || those(got, c.fit) != want {
			t.Errorf("%v lists %d homes, want %d", c.args, got.Count, want)
		}
	}
	down := list("homes", "--columns", "open,unit", "--sort=-open,unit", "--limit", "5")
	if opens := column(down, "open"); len(opens) != 5 || down.Count != 36 || !slices.IsSortedFunc(opens, func(a, b any) int { return int(b.(float64) - a.(float64)) }) {
		t.Errorf("the five with the most are %v of %d", opens, down.Count)
	}
	grouped := list("homes", "--group", "building")
	if sum := grouped.Groups[0].Count + grouped.Groups[1].Count + grouped.Groups[2].Count; len(grouped.Groups) != 3 || sum != 36 {
		t.Errorf("by building: %+v", grouped.Groups)
	}
	for _, key := range lists.Keys() {
		if l := list(key, "--limit", "3"); l.Count == 0 || len(l.Rows) == 0 {
			t.Errorf("no %s are listed", key)
		}
	}
	lines := strings.Split(strings.TrimSpace(keyday(t, dir, "list", "homes", "--limit", "2", "--columns", "unit,open")), "\n")
	if len(lines) != 4 || strings.Join(strings.Fields(lines[0]), " ") != "房号 未销问题" || !strings.HasPrefix(lines[1], "1-1-101") || lines[3] != "共 36 项，列出前 2 项" {
		t.Errorf("people read\n%s", strings.Join(lines, "\n"))
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"list", "cars"}, command.Misused, "homes"},
		{[]string{"list", "homes", "--where", "colour=red"}, command.Refused, "没有叫“colour”的列"},
		{[]string{"list", "homes", "--where", "open=1", "--where", "open=2"}, command.Refused, "两个条件"},
		{[]string{"export", "units", "--out", "x.csv", "--find", "王"}, command.Misused, "homes"},
		{[]string{"export", "homes", "--out", "x.csv", "--community", "锦绣花园"}, command.Misused, "--where community="},
		{[]string{"list", "homes", "--limit", "0"}, command.Misused, "--limit 的值不对"},
		{[]string{"list", "homes", "--limit=-3"}, command.Misused, "--limit 的值不对"},
		{[]string{"export", "homes", "--out", "x.csv", "--limit", "0"}, command.Misused, "--limit 的值不对"},
		{[]string{"search", "--limit", "0", "1-1"}, command.Misused, "--limit 的值不对"},
		{[]string{"export", "homes", "--out", "x.csv", "--whole"}, command.Refused, "没有隐去的号码"},
	} {
		if _, errs, code := typed(t, dir, c.args...); code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("%v ended with %d: %s", c.args, code, errs)
		}
	}
}

// An export is what the list shows, as a file that a program reads, and is recorded with
// what it was narrowed to.
func TestExportsAreWhatIsListed(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	for _, name := range []string{"房源.xlsx", "房源.csv"} {
		path := filepath.Join(t.TempDir(), name)
		keyday(t, dir, "export", "homes", "--out", path, "--columns", "unit,state,open,handed_over,owners", "--where", "state=handed_over", "--sort=-unit")
		book, err := sheet.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		rows := book.Sheets[0].Rows
		var heads []string
		for _, cell := range rows[0] {
			heads = append(heads, cell.Text)
		}
		if want := []string{"房号", "状态", "未销问题", "交付日期", "业主"}; !slices.Equal(heads, want) {
			t.Errorf("%s begins with %v", name, heads)
		}
		var l listing
		if err := json.Unmarshal([]byte(keyday(t, dir, "list", "homes", "--json", "--columns", "unit,handed_over", "--where", "state=handed_over", "--sort=-unit")), &l); err != nil {
			t.Fatal(err)
		}
		if len(rows) != l.Count+1 || l.Count < 2 {
			t.Fatalf("%s has %d rows, listing are %d", name, len(rows)-1, l.Count)
		}
		for i, r := range l.Rows {
			if got := rows[i+1]; got[0].Text != r["unit"] || got[3].Text != r["handed_over"] || strings.HasSuffix(name, "xlsx") && got[3].Kind != intake.Day {
				t.Errorf("%s, row %d: %v, listing is %v", name, i+1, got, r)
			}
		}
	}
	s := openReading(t, dir)
	defer s.Close()
	all, err := s.Exports(t.Context(), 10)
	if err != nil || len(all) != 2 || all[0].List != "homes" || all[0].Rows < 2 || all[0].Filter != "状态：已交付" || all[0].Whole || all[0].WhoName != "王敏" {
		t.Errorf("recorded: %+v, %v", all, err)
	}
}

// Whole numbers of owners leave the site for who may see them alone, asked for by name, and
// on record; masked ones for all. No command exports beside the window.
func TestListsInFullAreRecorded(t *testing.T) {
	s := newLookedAt(t)
	path := filepath.Join(t.TempDir(), "业主.csv")
	export := func(role app.Role, flags ...string) (string, int) {
		args := append([]string{"export", "owners", "--out", path, "--force", "--columns", "name,id_no,phone"}, flags...)
		_, errs, code := typedBy(t, s.of[role].Name, map[string]string{"KEYDAY_PIN": "2580"}, s.dir, args...)
		return errs, code
	}
	holds := func() bool {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(raw), ownerID) || strings.Contains(string(raw), ownerPhone)
	}
	if errs, code := export(app.Supervisor); code != command.Refused || !strings.Contains(errs, "关闭那个窗口") {
		t.Fatalf("beside the window it ends with %d: %s", code, errs)
	}
	if out, errs, code := typedBy(t, s.of[app.Supervisor].Name, map[string]string{"KEYDAY_PIN": "2580"}, s.dir, "list", "owners", "--columns", "name,id_no,phone,phone2,address"); code != command.Done || strings.Contains(out, ownerID) || strings.Contains(out, ownerPhone) {
		t.Errorf("listing beside the window: %d, %s %s", code, out, errs)
	}
	if err := s.o.Close(); err != nil {
		t.Fatal(err)
	}
	if errs, code := export(app.Handover, "--whole"); code != command.Refused || !strings.Contains(errs, "客服主管") {
		t.Errorf("handover staff: %d, %s", code, errs)
	}
	if _, err := os.Stat(path); err == nil {
		t.Fatal("a refused export leaves a file")
	}
	if errs, code := export(app.Handover); code != command.Done || holds() {
		t.Errorf("masked: %d, %s, whole numbers %t", code, errs, holds())
	}
	if errs, code := export(app.Assistant, "--whole"); code != command.Done || !holds() {
		t.Errorf("whole: %d, %s, whole numbers %t", code, errs, holds())
	}
	s.o = openTestSite(t, s.dir)
	shown, err := s.o.store.Showings(t.Context(), 10)
	if err != nil || len(shown) != 1 || shown[0].Occasion != site.Exporting || shown[0].Owners == 0 || shown[0].Who != s.of[app.Assistant].Staff {
		t.Errorf("shown: %+v, %v", shown, err)
	}
	all, err := s.o.store.Exports(t.Context(), 10)
	if err != nil || len(all) != 2 || !all[0].Whole || all[1].Whole || all[0].Who != s.of[app.Assistant].Staff || all[1].List != lists.OfOwners {
		t.Errorf("exported: %+v, %v", all, err)
	}
}

// What lists say of records is what is on record of them, and a few read by their identities
// say the same as all read at once.
func TestListsAgreeWithTheirRecords(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	s := openReading(t, dir)
	defer s.Close()
	ctx := t.Context()
	tiles, err := s.Tiles(ctx, app.Nil)
	if err != nil {
		t.Fatal(err)
	}
	homes := linesOf(t, s.UnitLines, func(h site.UnitLine) app.ID { return h.Unit })
	barred := 0
	for _, tile := range tiles {
		h, owners := homes[tile.Unit], []string(nil)
		views, err := s.OwnersOf(ctx, tile.Unit)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range views {
			owners = append(owners, v.Owner.Name)
		}
		if h.Barred != tile.Barred || h.State != tile.State || h.Open != tile.Open || h.Owners != strings.Join(owners, "、") {
			t.Errorf("%s is listed as %+v, its tile is %+v, its owners %v", tile.Code, h, tile, owners)
		}
		if tile.Barred {
			barred++
		}
	}
	if barred == 0 || len(homes) != len(tiles) {
		t.Errorf("%d homes, of which %d are barred, and %d tiles", len(homes), barred, len(tiles))
	}
	open := map[string]int{}
	for _, d := range linesOf(t, s.DefectLines, func(d defect.Line) app.ID { return d.ID }) {
		if slices.Contains(defect.OpenStates, d.State) {
			open[d.FirmName]++
		}
	}
	firms := func(scope ...app.ID) map[app.ID]site.FirmLine {
		read := func(ctx context.Context, ids []app.ID, each func(site.FirmLine)) error {
			return s.FirmLines(ctx, scope, ids, each)
		}
		return linesOf(t, read, func(f site.FirmLine) app.ID { return f.ID })
	}
	for _, f := range firms() {
		if f.Open != open[f.Name] || f.Late > f.Open || f.Grave > f.Open {
			t.Errorf("%s is listed with %d open defects, it has %d", f.Name, f.Open, open[f.Name])
		}
	}
	for _, f := range firms(app.ID{0xee}) {
		if f.Open != 0 {
			t.Errorf("%s has %d open defects where none of its work is", f.Name, f.Open)
		}
	}
	agreed := linesOf(t, s.AgreementLines, func(a contract.AgreementLine) app.ID { return a.Unit })
	documents := linesOf(t, s.DocumentLines, func(d contract.Line) app.ID { return d.ID })
	notices := 0
	for _, d := range documents {
		if len(d.Communities) == 0 || (d.Kind == contract.Rectify) != (d.Firm != "") {
			t.Errorf("%s is listed as %+v", d.Number, d)
		}
		if d.Firm != "" {
			notices++
		}
	}
	for _, a := range agreed {
		if d := documents[a.Document]; !a.Document.IsNil() && (d.Places != a.Places || d.Given != a.Given || d.State != a.Standing || d.UnitCode != a.Code || d.Owners != a.Owners) {
			t.Errorf("%s is listed as %+v, among the agreements as %+v", a.Number, d, a)
		}
	}
	if notices == 0 || len(agreed) == 0 {
		t.Errorf("%d notices and %d agreements say little", notices, len(agreed))
	}
	for _, o := range linesOf(t, s.OwnerLines, func(o site.OwnerLine) app.ID { return o.ID }) {
		owned, err := s.UnitsOf(ctx, o.ID)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, u := range owned {
			ids = append(ids, u.ID.String())
		}
		slices.Sort(ids)
		listing := slices.Sorted(slices.Values(o.HomeIDs))
		if !slices.Equal(ids, listing) || o.HomesOwned != len(ids) || o.Phone != "" && !strings.Contains(o.Phone, "*") {
			t.Errorf("%s is listed with %+v, owns %v", o.Name, o, ids)
		}
	}
	assigned := map[bool]int{}
	for _, l := range linesOf(t, s.InspectionLines, func(l inspect.Line) app.ID { return l.Unit }) {
		u, err := s.Unit(ctx, l.Unit)
		if err != nil {
			t.Fatal(err)
		}
		if u.Inspector != l.AssignedTo || u.Inspector.IsNil() != (l.Assigned == "") || l.Standing == inspect.Begun && l.Assigned != l.Inspector {
			t.Errorf("%s is listed as assigned to %q, begun by %q; on record it is %v", l.Code, l.Assigned, l.Inspector, u.Inspector)
		}
		assigned[l.Assigned != ""]++
	}
	if len(assigned) != 2 {
		t.Errorf("of those assigned and not, there are %v", assigned)
	}
	for _, p := range linesOf(t, s.PersonLines, func(p staff.Line) app.ID { return p.ID }) {
		if p.PIN != "" {
			t.Errorf("the PIN of %s is handed on", p.Name)
		}
	}
}

// linesOf reads all lines, and some of them again by their identities.
func linesOf[L any](t *testing.T, read func(context.Context, []app.ID, func(L)) error, id func(L) app.ID) map[app.ID]L {
	t.Helper()
	all, again, ids := map[app.ID]L{}, map[app.ID]L{}, []app.ID{}
	if err := read(t.Context(), nil, func(l L) { all[id(l)] = l }); err != nil {
		t.Fatal(err)
	}
	for one := range all {
		if ids = append(ids, one); len(ids) == 3 {
			break
		}
	}
	if err := read(t.Context(), ids, func(l L) { again[id(l)] = l }); err != nil {
		t.Fatal(err)
	}
	for one, l := range again {
		if !reflect.DeepEqual(l, all[one]) {
			t.Errorf("by its identity it is\n%+v, among all\n%+v", l, all[one])
		}
	}
	if len(again) != len(ids) || len(ids) == 0 {
		t.Errorf("of %d asked for by identity %d are read", len(ids), len(again))
	}
	none := 0
	if err := read(t.Context(), []app.ID{}, func(L) { none++ }); err != nil || none != 0 {
		t.Errorf("of no identity %d are read, %v", none, err)
	}
	return all
}
