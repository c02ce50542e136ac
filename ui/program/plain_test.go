package program

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/data/records"
	"keyday/ui/command"
	"keyday/ui/words"
)

// hostile is a name that turns the direction, clears a terminal's screen, rings its
// bell, and says a line of its own.
const hostile = "王\u202e敏\x1b[2J\a\u2066\u009b31m\x7f\n核验无误"

// The desks refuse what is not plain text, wherever people write: each names the field
// and the character, and nothing is kept.
func TestDesksRefuseControlCharacters(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	o := openTestSite(t, dir)
	defer o.Close()
	ctx := t.Context()
	const name = "王\u202e敏"
	about, homes, towers, chief := lookAround(t, o)
	var owned site.Unit
	var owner site.Owner
	for _, u := range homes {
		if views, err := o.store.OwnersOf(ctx, u.ID); err != nil {
			t.Fatal(err)
		} else if len(views) > 0 && u.HandedOver.IsZero() {
			owned, owner = u, views[0].Owner
		}
	}
	whole, err := o.Privacy.ShowOwner(ctx, chief, owned.ID, owner.ID, site.Correcting)
	if err != nil {
		t.Fatal(err)
	}
	owner = whole.Value
	tower := towers[0].Building
	seenSite, seenOwner, seenTower := &app.Seen[site.Site]{Value: about}, &app.Seen[site.Owner]{Value: owner}, &app.Seen[site.Building]{Value: tower}
	about.Name, owner.Name, tower.Name = name, name, name
	var ids []app.ID
	err = o.store.DefectLines(ctx, nil, func(d defect.Line) {
		if d.State == defect.Open {
			ids = append(ids, d.ID)
		}
	})
	if err != nil || len(ids) == 0 {
		t.Fatal(err)
	}
	today := app.DateOf(time.Now())
	terms := contract.Terms{Extra: []string{"一", name}}
	for field, act := range map[string]func() error{
		"site.name":      func() error { return o.Site.PutSite(ctx, chief, seenSite, about) },
		"community.name": func() error { _, err := o.Site.PutCommunity(ctx, chief, nil, site.Community{Name: name}); return err },
		"building.name":  func() error { return o.Site.PutBuilding(ctx, chief, seenTower, tower) },
		"owner.name": func() error {
			return o.Site.PutOwner(ctx, chief, seenOwner, owner, site.Part{Unit: owned.ID, Reason: site.Mistyped})
		},
		"firm.name": func() error { _, err := o.Site.PutFirm(ctx, chief, nil, site.Firm{Name: name}); return err },
		"person.name": func() error {
			_, err := o.Staff.Put(ctx, chief, nil, staff.Person{Name: name, Role: app.Handover}, "7391")
			return err
		},
		"agreement_terms.extra": func() error { return o.Contract.PutTerms(ctx, chief, nil, terms) },
		"house_type.rooms": func() error {
			_, err := o.Site.PutHouseType(ctx, chief, nil, site.HouseType{Name: "特", Rooms: []site.Room{{Key: "bed1", Kind: site.Bedroom, Name: name}}})
			return err
		},
		"authority.agent": func() error {
			letter := contract.Authority{Unit: owned.ID, Owner: owner.ID, Agent: name, IDNo: "110101199003070513", Kind: contract.Plain, Scopes: contract.Scopes[:1], From: today, To: today}
			return o.store.Do(ctx, chief, "authority.hold", func(tx *records.Tx) error {
				_, err := contract.HoldLetter(tx, letter)
				return err
			})
		},
		"defect_move.reason": func() error { return o.Defect.Cancel(ctx, chief, ids[0], name, app.Nil) },
		"handover_items.papers": func() error {
			return o.Handover.PutItems(ctx, chief, nil, handover.ItemList{Papers: []handover.Item{{Key: "own1", Name: name, Unit: "份"}}})
		},
		"inspection.owner": func() error {
			_, err := o.Inspect.Begin(ctx, chief, inspect.Beginning{Unit: owned.ID, Origin: defect.Accompanied, Owner: name})
			return err
		},
	} {
		err := act()
		var refusal *app.Refusal
		if !errors.As(err, &refusal) || refusal.Code != "text.control" || refusal.Args["kind"]+"."+refusal.Args["field"] != field || refusal.Args["signs"] != "U+202E" {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// lookAround is what a test needs of a site.
func lookAround(t *testing.T, o *opened) (about site.Site, homes []site.Unit, towers []site.BuildingView, chief app.Actor) {
	t.Helper()
	var errs [4]error
	var team []staff.Person
	about, errs[0] = o.store.Site(t.Context())
	homes, errs[1] = o.store.Units(t.Context())
	towers, errs[2] = o.store.Buildings(t.Context())
	team, errs[3] = o.store.People(t.Context())
	if err := errors.Join(errs[:]...); err != nil {
		t.Fatal(err)
	}
	for _, p := range team {
		if p.Role == app.Supervisor {
			chief = p.Actor()
		}
	}
	return about, homes, towers, chief
}

// forge writes into a closed site past the journal and its guards.
func forge(t *testing.T, dir string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, "site.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	guards := map[string]string{}
	rows, err := db.Query("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			t.Fatal(err)
		}
		guards[name] = text
	}
	rows.Close()
	for name := range guards {
		if _, err := db.Exec("DROP TRIGGER " + name); err != nil {
			t.Fatal(err)
		}
	}
	for _, statement := range statements {
		done, err := db.Exec(statement, hostile)
		if err != nil {
			t.Fatal(statement, err)
		}
		if n, _ := done.RowsAffected(); n == 0 {
			t.Fatal("nothing is changed by ", statement)
		}
	}
	for _, text := range guards {
		if _, err := db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
}

// Of a site into which such names got past the door (another laptop's, a forged
// database), no command says a control character or turns a direction, writes one into
// a file or names a file by one.
func TestNothingHostileGetsOut(t *testing.T) {
	dir, _ := makeRehearsal(t, small)
	forge(t, dir,
		"UPDATE site SET name = ?1, company = ?1, address = ?1", "UPDATE community SET name = ?1", "UPDATE building SET name = ?1",
		"UPDATE house_type SET name = ?1", "UPDATE owner SET name = ?1, id_type = ?1", "UPDATE firm SET name = ?1, contact = ?1",
		"UPDATE person SET name = ?1 WHERE role <> 'supervisor'", "UPDATE unit SET note = ?1, batch = ?1, contract_no = ?1",
		"UPDATE unit SET code = ?1 WHERE code = '1-1-102'", "UPDATE defect SET note = ?1, part = ?1, phrase = ?1, fixed_worker = ?1",
		"UPDATE defect_move SET reason = ?1", "UPDATE signature SET signer = ?1", "UPDATE notice SET firm_name = ?1")
	files := t.TempDir()
	in := func(name string) string { return filepath.Join(files, name) }
	ledger := in("台账.csv")
	if err := os.WriteFile(ledger, []byte("楼栋,房号,业主,备注\n1,9901,\"王\x1b[2J敏\",\u202e\n1\a,9902,张三,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, args := range [][]string{
		{"search", "kg"}, {"search", "D-01-00001"}, {"search", "1-1-101"}, {"show", "units"}, {"show", "unit", "1-1-101"}, {"show", "defect", "D-01-00001"},
		{"show", "document", "ZG-01-00001"}, {"show", "document", "JF-01-00001"}, {"conflicts"}, {"verify"},
		{"show", "unit", hostile}, {"show", "defect", hostile}, {"search", hostile}, {"show", "units", hostile},
		{"import", "units", ledger, "--dry-run"}, {"import", "units", in("没有" + hostile + ".xlsx")}, {"export", "units", "--out", in("房源.xlsx")}, {"export", "units", "--out", in("房源.csv")},
		{"print", "inspection-sheet", "--unit", "1-1-101", "--out", in("单.pdf")}, {"print", "pack", "--units", "1-*", "--out", in("papers")},
		{"erase", "owner", "--unit", "1-1-101", "--name", hostile, "--reason", "requested", "--dry-run"},
		{"import", "units", ledger, "--community", hostile},
		{"backup", "--out", in("备份.keyday")}, {"--data", in("恢复"), "restore", in("备份.keyday")}, {"--data", in("恢复"), "show", "units"},
		{"--as", hostile, "show", "units"},
	} {
		for _, asJSON := range [][]string{nil, {"--json"}} {
			line := append(args[:len(args):len(args)], asJSON...)
			said := saidBy(t, dir, line)
			if signs := app.UnplainLines(said); signs != "" {
				t.Errorf("%q says %s:\n%.400q", line, signs, said)
			}
			if strings.Contains(said, "\n核验无误") {
				t.Errorf("%q lets a name say a line of its own:\n%.400q", line, said)
			}
			if strings.Contains(said, "王[U+202E]敏") || strings.Contains(said, `王\u202e敏`) {
				shown++
			}
			if len(asJSON) > 0 && !json.Valid([]byte(said)) {
				t.Errorf("%q is no JSON: %.400q", line, said)
			}
		}
	}
	if shown < 25 {
		t.Errorf("only %d commands showed what was planted", shown)
	}
	plainFiles(t, files)
}

// saidBy is what a command says, on both ways.
func saidBy(t *testing.T, dir string, args []string) string {
	t.Helper()
	var out, errs bytes.Buffer
	env := func(name string) string {
		return map[string]string{"LANG": "zh_CN.UTF-8", "KEYDAY_PASSPHRASE": "七月的钥匙在抽屉"}[name]
	}
	if args[0] != "--data" {
		args = append([]string{"--data", dir}, args...)
	}
	command.Run(context.Background(), args, program{}, command.Terminal{Out: &out, Err: &errs, Env: env, Words: words.New()})
	if out.Len() == 0 && errs.Len() == 0 {
		t.Errorf("%q says nothing", args)
	}
	return out.String() + errs.String()
}

// plainFiles looks at the names of the files in a folder, and at what those hold that
// are text.
func plainFiles(t *testing.T, folder string) {
	t.Helper()
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if signs := app.Unplain(entry.Name()); signs != "" {
			t.Errorf("%q is a file's name with %s", entry.Name(), signs)
		}
		if filepath.Ext(path) != ".csv" || filepath.Base(path) == "台账.csv" {
			return nil
		}
		content, err := os.ReadFile(path)
		if signs := app.UnplainLines(strings.TrimPrefix(string(content), "\ufeff")); signs != "" || !strings.Contains(string(content), "[U+202E]") {
			t.Errorf("%s holds %s", path, signs)
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// A workbook with such names imports what is plain, and says of every other cell which
// it is, where, and what is wrong.
func TestImportFindsControlCharacters(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	plainSite(t, dir, 0, 0, false)
	ledger := filepath.Join(t.TempDir(), "台账.csv")
	if err := os.WriteFile(ledger, []byte("楼栋,房号,业主,备注\n1幢,101,王\u202e敏,\n1幢,102,张三,响\a\n1幢\x1b,103,李四,\n1幢,104,欧阳䶮,𠮷\n1幢,105,王\x00五,\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs, code := typed(t, dir, "import", "units", ledger)
	if code != command.Refused {
		t.Fatal(out, errs)
	}
	for _, want := range []string{"! C2\t“业主姓名”里有控制字符或隐形字符（U+202E）", "! D3\t“备注”里有控制字符或隐形字符（U+0007）", "! A4\t“楼栋”里有控制字符或隐形字符（U+001B）", "! C6\t“业主姓名”里有控制字符或隐形字符（U+0000）"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said:\n%s", want, out)
		}
	}
	o := openTestSite(t, dir)
	defer o.Close()
	homes, err := o.store.Units(t.Context())
	if err != nil || len(homes) != 4 {
		t.Errorf("%d homes, %v", len(homes), err)
	}
}
