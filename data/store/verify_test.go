package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/data/journal"
	"keyday/data/photo"
	"keyday/data/records"
	"keyday/data/store"
)

func verified(t testing.TB, s *records.Store, c store.Checking) store.Report {
	t.Helper()
	r, err := s.Verify(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// tamper changes a closed site as somebody does who knows SQLite and means it: the
// guards are taken off for it, and put back.
func tamper(t testing.TB, dir string, change func(db *sql.DB) error) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, store.SiteFile))
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
	if err := change(db); err != nil {
		t.Fatal(err)
	}
	for _, text := range guards {
		if _, err := db.Exec(text); err != nil {
			t.Fatal(err)
		}
	}
}

// statement is a change by one statement that must hit something.
func statement(text string, args ...any) func(*sql.DB) error {
	return func(db *sql.DB) error {
		result, err := db.Exec(text, args...)
		if err != nil {
			return err
		}
		if n, _ := result.RowsAffected(); n == 0 {
			return fmt.Errorf("%q changed nothing", text)
		}
		return nil
	}
}

// alterBody changes one word in the operation's body, which stays an operation.
func alterBody(db *sql.DB, seq int, from, to string) error {
	var body []byte
	if err := db.QueryRow("SELECT body FROM op WHERE dev = 1 AND seq = ?", seq).Scan(&body); err != nil {
		return err
	}
	altered := bytes.Replace(body, []byte(from), []byte(to), 1)
	if _, err := journal.DecodeOp(altered); err != nil || bytes.Equal(altered, body) {
		return fmt.Errorf("the test alters nothing: %v", err)
	}
	_, err := db.Exec("UPDATE op SET body = ? WHERE dev = 1 AND seq = ?", altered, seq)
	return err
}

// rehash makes the chain fit again from an operation on.
func rehash(db *sql.DB, from int) error {
	var prev [32]byte
	var hash []byte
	if err := db.QueryRow("SELECT hash FROM op WHERE dev = 1 AND seq = ?", from-1).Scan(&hash); err != nil {
		return err
	}
	copy(prev[:], hash)
	for seq := from; ; seq++ {
		var body []byte
		err := db.QueryRow("SELECT body FROM op WHERE dev = 1 AND seq = ?", seq).Scan(&body)
		if err == sql.ErrNoRows {
			return nil
		}
		if err != nil {
			return err
		}
		prev = journal.Link(prev, body)
		if _, err := db.Exec("UPDATE op SET hash = ? WHERE dev = 1 AND seq = ?", prev[:], seq); err != nil {
			return err
		}
	}
}

// seqOf finds the operation that made the record, and the last of its action.
func seqOf(t testing.TB, s *records.Store, id app.ID) (made, last int) {
	t.Helper()
	err := s.Reader().QueryRow(`SELECT seq, (SELECT max(seq) FROM op WHERE action = o.action) FROM op o WHERE id = ? ORDER BY seq LIMIT 1`, id[:]).Scan(&made, &last)
	if err != nil {
		t.Fatal(err)
	}
	return made, last
}

func TestVerifyFindsASoundSiteSound(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	told := 0
	r := verified(t, s, store.Checking{CheckFile: checkFile(openPhotos(t, s)), Anchors: []string{s.Anchor()}, Progress: func(done, all int) { told = all }})
	if !r.OK() || r.Files != 1 || r.Records == 0 || r.Operations != operations(t, s) || told == 0 || len(r.Orphans) > 0 {
		t.Fatalf("%+v, told %d", r, told)
	}
	if len(r.Streams) != 1 || !r.Streams[0].Own || r.Streams[0].Operations != uint64(r.Operations) || r.Streams[0].Lane != "01" {
		t.Errorf("%+v", r.Streams)
	}
	if left, _ := filepath.Glob(filepath.Join(s.Dir(), ".*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := s.Verify(stopped, store.Checking{}); err == nil {
		t.Error("a verification that was stopped counts")
	}
	// A reading command beside the window finds the same.
	beside, err := records.Open(context.Background(), s.Dir(), store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	if r := verified(t, beside, store.Checking{}); !r.OK() || !r.Streams[0].Own {
		t.Errorf("read-only: %+v", r)
	}
}

// Whatever is altered on the disk is named.
func TestVerifyNamesWhatWasAltered(t *testing.T) {
	s := newStore(t)
	units, found := lived(t, s)
	do(t, s, "site.fill", func(tx *records.Tx) error { // enough for a tail of 100 to be cut off
		for floor := 10; floor < 150; floor++ {
			if err := tx.PutUnit(unitIn(building("3"), floor, 1)); err != nil {
				return err
			}
		}
		return nil
	})
	for range 3 {
		record(t, s, units[1].ID)
	}
	altered, action := seqOf(t, s, found[1].ID)
	last := operations(t, s)
	anchor := s.Anchor()
	if err := s.Close(); err != nil { // which notes the high-water mark
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		change func(db *sql.DB) error
		want   string // code and arguments of one of the differences
	}{
		{"a body", func(db *sql.DB) error { return alterBody(db, altered, "空鼓", "空隙") },
			fmt.Sprintf("verify.body_altered seq=%d", altered)},
		{"a body, and all later hashes recomputed", func(db *sql.DB) error {
			if err := alterBody(db, altered, "空鼓", "空隙"); err != nil {
				return err
			}
			return rehash(db, altered)
		}, fmt.Sprintf("verify.signature_bad seq=%d", action)},
		{"a hash", statement("UPDATE op SET hash = randomblob(32) WHERE dev = 1 AND seq = ?", altered),
			fmt.Sprintf("verify.chain_broken seq=%d", altered)},
		{"the columns beside a body", statement("UPDATE op SET id = randomblob(16) WHERE dev = 1 AND seq = ?", altered),
			fmt.Sprintf("verify.body_altered seq=%d", altered)},
		{"the last 100 operations cut off", func(db *sql.DB) error {
			return statement("DELETE FROM op WHERE seq > ?", last-100)(db)
		}, fmt.Sprintf("verify.tail_missing have=%d want=%d", last-100, last)},
		{"one operation taken out", statement("DELETE FROM op WHERE dev = 1 AND seq = ?", altered),
			fmt.Sprintf("verify.gap seq=%d", altered)},
		{"a signature", statement("UPDATE op SET sig = randomblob(64) WHERE seq = ?", action),
			fmt.Sprintf("verify.signature_bad seq=%d", action)},
		{"the last signature", statement("UPDATE op SET sig = randomblob(64) WHERE seq = ?", last),
			fmt.Sprintf("verify.signature_bad seq=%d", last)},
		{"a signature taken off", statement("UPDATE op SET sig = NULL WHERE seq = ?", action),
			fmt.Sprintf("verify.signature_bad seq=%d", action)},
		{"the device's key", statement("UPDATE dev SET pub = randomblob(32)"), "verify.stream_altered lane=01"},
		{"the whole stream", func(db *sql.DB) error {
			for _, q := range []string{"DELETE FROM op", "DELETE FROM dev"} {
				if err := statement(q)(db); err != nil {
					return err
				}
			}
			return nil
		}, fmt.Sprintf("verify.tail_missing have=0 want=%d", last)},
		{"a head", statement("UPDATE defect SET heads = (SELECT heads FROM defect WHERE id = ?) WHERE id = ?", found[1].ID[:], found[0].ID[:]),
			"verify.head_differs kind=defect record=" + found[0].Number},
		{"a head taken out", statement("UPDATE defect SET heads = x'' WHERE id = ?", found[0].ID[:]), "verify.head_differs kind=defect record=" + found[0].Number},
		{"the head of no record", statement("INSERT INTO head (id, kind, body) VALUES (randomblob(16), 20, x'')"), "verify.head_differs kind=defect"},
		{"a row", statement("UPDATE defect SET severity = 'minor' WHERE id = ?", found[0].ID[:]),
			"verify.row_differs kind=defect record=" + found[0].Number + " field=severity"},
		{"a sealed row", statement("UPDATE owner SET phone = phone2"), "verify.row_differs kind=owner field=phone"},
		{"a computed column", statement("UPDATE unit SET state = 'ready' WHERE id = ?", units[0].ID[:]),
			"verify.row_differs kind=unit record=3-1-101 field=state"},
		{"a row taken out", statement("DELETE FROM defect WHERE id = ?", found[0].ID[:]), "verify.row_missing kind=defect record=" + found[0].Number},
		{"a row put in", statement("INSERT INTO firm (id, heads, name) VALUES (randomblob(16), x'', '某公司')"), "verify.row_extra kind=firm"},
		{"a dispute", statement("INSERT INTO dispute (id, field, kind, opened) VALUES (randomblob(16), 1, 20, 1)"), "verify.dispute_differs"},
		{"the trail", statement("DELETE FROM trail WHERE subject = ? AND seq = ?", units[1].ID[:], altered), "verify.trail_differs record=" + units[1].ID.String()},
		{"the search", statement("DELETE FROM posting WHERE id = ?", found[0].ID[:]), "verify.search_differs record=" + found[0].ID.String()},
		{"the count of numbers", statement("UPDATE counter SET last = 1"), "verify.number_behind series=D-01"},
		{"a person's key gone", statement("DELETE FROM envelope WHERE person = ?", buyer.ID[:]), "verify.key_gone kind=owner record=" + buyer.ID.String()},
		{"a person's key gone, and an erasure made up", func(db *sql.DB) error {
			if err := statement("DELETE FROM envelope WHERE person = ?", buyer.ID[:])(db); err != nil {
				return err
			}
			return statement("INSERT INTO erasure (person, at, by) VALUES (?, 1, ?)", buyer.ID[:], chief.ID[:])(db)
		}, "verify.erasure_differs record=" + buyer.ID.String()},
		{"another person's key", statement("UPDATE envelope SET body = (SELECT body FROM envelope WHERE person = ?) WHERE person = ?", walker.ID[:], buyer.ID[:]),
			"verify.unreadable kind=owner record=" + buyer.ID.String()},
		{"a value of the wrong sort", statement("UPDATE defect_move SET photos = x'01'"), "verify.row_differs kind=defect_move"},
		{"a value of the wrong sort, and a row", func(db *sql.DB) error {
			if err := statement("UPDATE defect_move SET photos = x'01'")(db); err != nil {
				return err
			}
			return statement("UPDATE defect SET severity = 'minor' WHERE id = ?", found[0].ID[:])(db)
		}, "verify.row_differs kind=defect record=" + found[0].Number + " field=severity"},
		{"the kind beside a body", statement("UPDATE op SET kind = kind + 65536 WHERE dev = 1 AND seq = ?", altered), fmt.Sprintf("verify.body_altered seq=%d", altered)},
		{"a negative action beside a body", statement("UPDATE op SET action = -1 WHERE dev = 1 AND seq = ?", altered), fmt.Sprintf("verify.body_altered seq=%d", altered)},
		{"a hash that is longer", statement("UPDATE op SET hash = CAST(hash || x'00' AS BLOB) WHERE dev = 1 AND seq = ?", altered), fmt.Sprintf("verify.body_altered seq=%d", altered)},
		{"a stream's name that is longer", statement("UPDATE dev SET stream = CAST(stream || x'00' AS BLOB)"), "verify.stream_altered lane=01"},
		{"the count of numbers, far ahead", statement("UPDATE counter SET last = 9223372036854775807"), "verify.number_ahead series=D-01"},
		{"a grant made up", statement("INSERT INTO granted (stream, body) VALUES (randomblob(16), randomblob(80))"), "verify.stream_ungranted"},
		{"a revocation made up", statement("INSERT INTO revoked (stream, last, body) VALUES (randomblob(16), 1, randomblob(80))"), "verify.revocation_altered"},
		{"a guard taken off", statement("CREATE VIEW noted AS SELECT 1"), "verify.schema_differs name=noted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := copied(t, s.Dir())
			change := c.change
			if strings.HasPrefix(c.want, "verify.schema") {
				change = func(db *sql.DB) error { _, err := db.Exec("CREATE VIEW noted AS SELECT 1"); return err }
			}
			tamper(t, dir, change)
			beside, err := records.Open(context.Background(), dir, store.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer beside.Close()
			r := verified(t, beside, store.Checking{CheckFile: func(context.Context, string) error { return nil }})
			if !names(r, c.want) {
				t.Errorf("want %s, found %v", c.want, r.Differences)
			}
		})
	}
	t.Run("rewritten from the start with the device's own key", func(t *testing.T) {
		// Who has the laptop and its keys can forge it all; the paper still knows.
		dir := copied(t, s.Dir())
		tamper(t, dir, func(db *sql.DB) error {
			if err := alterBody(db, altered, "空鼓", "空隙"); err != nil {
				return err
			}
			return rehash(db, altered)
		})
		forge(t, dir)
		if err := os.Remove(filepath.Join(dir, store.DeviceFile)); err != nil {
			t.Fatal(err)
		}
		beside, err := records.Open(context.Background(), dir, store.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer beside.Close()
		if r := verified(t, beside, store.Checking{Anchors: []string{anchor}}); !names(r, fmt.Sprintf("verify.anchor_broken seq=%d", last)) {
			t.Errorf("found %v", r.Differences)
		}
	})
}

// forge signs every action anew.
func forge(t testing.TB, dir string) {
	t.Helper()
	s, err := records.Open(context.Background(), dir, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	key, stream := s.Ring().Device(), s.Streams().Stream(1)
	s.Close()
	tamper(t, dir, func(db *sql.DB) error {
		rows, err := db.Query("SELECT seq, hash FROM op WHERE sig IS NOT NULL")
		if err != nil {
			return err
		}
		sigs := map[uint64][]byte{}
		for rows.Next() {
			var seq uint64
			var hash []byte
			if err := rows.Scan(&seq, &hash); err != nil {
				return err
			}
			sigs[seq] = journal.SignAction(key, stream, seq, [32]byte(hash))
		}
		rows.Close()
		for seq, sig := range sigs {
			if _, err := db.Exec("UPDATE op SET sig = ? WHERE seq = ?", sig, seq); err != nil {
				return err
			}
		}
		return nil
	})
}

// names reports whether one difference has the code and the arguments.
func names(r store.Report, want string) bool {
	parts := strings.Fields(want)
	return slices.ContainsFunc(r.Differences, func(d *app.Refusal) bool {
		if d.Code != parts[0] {
			return false
		}
		for _, p := range parts[1:] {
			name, value, _ := strings.Cut(p, "=")
			if d.Args[name] != value {
				return false
			}
		}
		return true
	})
}

func TestVerifyNamesAlteredFiles(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	photos := openPhotos(t, s)
	named, err := s.Files(context.Background())
	if err != nil || len(named) != 1 {
		t.Fatalf("%v, %v", named, err)
	}
	for hash, record := range named {
		if record.Kind != "defect_move" && record.Kind != "defect_photo" {
			t.Errorf("%s is named by %v", hash, record)
		}
		path := filepath.Join(s.Dir(), "files", hash[:2], hash[2:4], hash)
		if err := os.WriteFile(path, append([]byte{0}, picture[1:]...), 0o600); err != nil {
			t.Fatal(err)
		}
		r := verified(t, s, store.Checking{CheckFile: checkFile(photos)})
		if !names(r, photo.Altered+" hash="+hash) {
			t.Errorf("altered: %v", r.Differences)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		r = verified(t, s, store.Checking{CheckFile: checkFile(photos)})
		if !names(r, photo.Missing+" hash="+hash) {
			t.Errorf("missing: %v", r.Differences)
		}
	}
	_ = found
}

func TestVerifyListsOrphans(t *testing.T) {
	s := newStore(t)
	units, _ := lived(t, s)
	do(t, s, "unit.remove", func(tx *records.Tx) error { return tx.Remove(s.Reg().ByName["unit"], units[2].ID) })
	r := verified(t, s, store.Checking{})
	if !r.OK() {
		t.Errorf("%v", r.Differences)
	}
	if len(r.Orphans) != 1 || r.Orphans[0].Record.Kind != "defect" || r.Orphans[0].Missing != (app.Ref{Kind: "unit", ID: units[2].ID}) {
		t.Errorf("%v", r.Orphans)
	}
}

// Days that pass change what is computed, not what is sound: the home whose building is
// filed meanwhile is ready from that day on, and verify looks at all of it each time.
func TestVerifyAfterACompletionDayHasCome(t *testing.T) {
	s := newStore(t)
	b := building("8")
	filed := app.NewDate(2026, 11, 25)
	b.Completed = filed
	u := unitIn(b, 1, 1)
	u.Fund = site.FundPaid
	do(t, s, "site.fill", func(tx *records.Tx) error {
		return errors.Join(tx.PutBuilding(b), tx.PutUnit(u),
			tx.PutInspection(inspect.Inspection{ID: app.ID{0x55}, Unit: u.ID, Origin: defect.Internal, Round: 1, State: inspect.SignedOff}))
	})
	n := operations(t, s)
	sound := func(s *records.Store, day app.Date, state site.State, operations, kept int) {
		t.Helper()
		r := verified(t, s, store.Checking{})
		is, err := s.Unit(t.Context(), u.ID)
		if err != nil {
			t.Fatal(err)
		}
		if !r.OK() || len(r.Notices) != 1 || r.Notices[0].Code != "verify.end_unvouched" || len(r.Orphans) > 0 || r.Operations != operations || r.Records != kept || is.State != state {
			t.Errorf("on %s the home is %s, want %s; verify: %+v", day, is.State, state, r)
		}
	}
	kept := verified(t, s, store.Checking{}).Records
	sound(s, app.NewDate(2026, 11, 20), site.Blocked, n, kept)
	for _, day := range []app.Date{filed.AddDays(-1), filed, filed.AddDays(1)} {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		var err error
		if s, err = records.Open(context.Background(), s.Dir(), store.Options{Clock: app.ClockFunc(day.Time().Add(time.Hour).Local), Random: seeded(5)}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		state := site.Blocked
		if day >= filed {
			state = site.Ready
		}
		sound(s, day, state, n, kept)
		do(t, s, "site.note", func(tx *records.Tx) error {
			return tx.PutFirm(site.Firm{ID: tx.NewID(), Name: "宏达" + day.String()})
		})
		n, kept = n+1, kept+1
		sound(s, day, state, n, kept)
	}
}
