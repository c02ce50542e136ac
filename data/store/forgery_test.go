package store_test

import (
	"context"
	"crypto/ed25519"
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// forger writes a stream of their own, with a key that the site never saw.
type forger struct {
	key    ed25519.PrivateKey
	stream journal.Stream
	hash   [32]byte
	seq    uint64
}

func newForger() *forger {
	f := &forger{key: ed25519.NewKeyFromSeed(make([]byte, 32))}
	f.stream = journal.StreamOf(f.key.Public().(ed25519.PublicKey), 0)
	return f
}

// join puts the forger's stream where the known streams stand.
func (f *forger) join(db *sql.DB, n int) error {
	_, err := db.Exec("INSERT INTO dev (n, stream, pub, epoch, lane) VALUES (?, ?, ?, 0, '03')", n, f.stream[:], []byte(f.key.Public().(ed25519.PublicKey)))
	return err
}

// write appends one whole action that says something of a record.
func (f *forger) write(db *sql.DB, dev int, op journal.Op) error {
	f.seq++
	op.Dot, op.Stamp, op.Wall, op.User, op.Schema = journal.Dot{Stream: f.stream, Seq: f.seq}, 1<<60, 1, chief.ID, 1
	op.Action, op.Name, op.Last = f.seq, "defect.edit", true
	body := op.Bytes()
	f.hash = journal.Link(f.hash, body)
	_, err := db.Exec("INSERT INTO op (dev, seq, kind, id, stamp, action, body, hash, sig) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		dev, f.seq, op.Kind, op.ID[:], int64(op.Stamp), op.Action, body, f.hash[:], journal.SignAction(f.key, f.stream, f.seq, f.hash))
	return err
}

// History that was written without the site's or the laptop's key is found, however
// whole it is in itself; and so is what was planted beside the history.
func TestVerifyFindsForgedHistory(t *testing.T) {
	s := newStore(t)
	_, found := lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	stranger := app.ID{98}
	saying := journal.Op{Verb: journal.Put, Kind: defects.N, ID: found[0].ID, Changes: []journal.Change{{Field: noteField, Value: registry.EncodeValue("没有问题")}}}
	other := journal.Op{Verb: journal.Put, Kind: firms.N, ID: app.ID{99}, Changes: []journal.Change{{Field: 1, Value: registry.EncodeValue("某公司")}}}
	for _, c := range []struct {
		name   string
		change func(db *sql.DB) error
		want   string
	}{
		{"an operation of no stream", func(db *sql.DB) error { return newForger().write(db, 77, other) }, "verify.stream_unknown number=77"},
		{"a second stream under a fresh key", func(db *sql.DB) error {
			f := newForger()
			if err := f.join(db, 2); err != nil {
				return err
			}
			return f.write(db, 2, saying)
		}, "verify.stream_ungranted lane=03"},
		{"a second stream under a fresh key with a grant by that key", func(db *sql.DB) error {
			f := newForger()
			if err := f.join(db, 2); err != nil {
				return err
			}
			g := journal.Grant{Site: siteID, Key: f.key.Public().(ed25519.PublicKey), Lane: "03", Generation: 1}
			if _, err := db.Exec("INSERT INTO granted (stream, body) VALUES (?, ?)", f.stream[:], g.Sign(f.key)); err != nil {
				return err
			}
			return f.write(db, 2, saying)
		}, "verify.stream_ungranted lane=03"},
		{"the whole history anew under a fresh key", func(db *sql.DB) error {
			for _, table := range []string{"op", "dev", "granted"} {
				if _, err := db.Exec("DELETE FROM " + table); err != nil {
					return err
				}
			}
			f := newForger()
			if err := f.join(db, 1); err != nil {
				return err
			}
			return f.write(db, 1, other)
		}, "verify.stream_ungranted lane=03"},
		{"a grant taken away", statement("DELETE FROM granted"), "verify.stream_ungranted lane=01"},
		{"an altered lane", statement("UPDATE dev SET lane = '02'"), "verify.lane_altered lane=02"},
		{"another lane for what is written next", statement("UPDATE meta SET value = '07' WHERE key = 'lane'"), "verify.meta_differs record=lane"},
		{"another site's name", statement("UPDATE meta SET value = randomblob(16) WHERE key = 'site'"), "verify.stream_ungranted"},
		{"something among what is known of the site", statement("INSERT INTO meta (key, value) VALUES ('trust', 1)"), "verify.meta_differs record=trust"},
		{"the guards' gate left open", statement("UPDATE gate SET open = 1"), "verify.meta_differs record=gate"},
		{"an entry of search planted", statement("INSERT INTO entry (n, text, how, kinds) VALUES (100000, '某人', 1, 64)"), "verify.search_differs record=某人"},
		{"what a search entry finds", statement("UPDATE entry SET kinds = 0"), "verify.search_differs"},
		{"a spelling of no entry", statement("INSERT INTO spelling (s, place, entry) VALUES ('kg', 0, 100000)"), "verify.search_differs record=kg"},
		{"a spelling more", statement("INSERT INTO spelling (s, place, entry) SELECT 'abc', 0, n FROM entry LIMIT 1"), "verify.search_differs"},
		{"a posting more", statement("INSERT INTO posting (entry, kind, id, how) SELECT n, 8, ?, 1 FROM entry LIMIT 1", stranger[:]), "verify.search_differs"},
		{"a line of history more", statement("INSERT INTO trail (subject, stamp, dev, seq) SELECT ?, stamp, dev, seq FROM op WHERE kind = 9 LIMIT 1", found[0].Unit[:]), "verify.trail_differs"},
		{"a key planted", statement("INSERT INTO envelope (person, key, body) VALUES (?, x'0102030405060708', randomblob(77))", buyer.ID[:]), "verify.key_foreign record=" + buyer.ID.String()},
		{"a key under another's name", statement("INSERT INTO envelope (person, key, body) SELECT ?, key, body FROM envelope WHERE person = ?", stranger[:], buyer.ID[:]), "verify.key_foreign"},
		{"a record to be shown that needs none", statement("INSERT INTO unshown (kind, id) VALUES (20, ?)", found[0].ID[:]), "verify.waiting_differs"},
		{"the erasure of nobody", statement("INSERT INTO erasure (person, at, by) VALUES (x'01', 1, x'')"), "verify.erasure_differs"},
		{"an index that shows another record", func(db *sql.DB) error {
			var text string
			if err := db.QueryRow("SELECT sql FROM sqlite_schema WHERE name = 'defect_number'").Scan(&text); err != nil {
				return err
			}
			for _, q := range []string{"DROP INDEX defect_number", "CREATE INDEX defect_number ON defect ('x' || number, state)", "PRAGMA writable_schema = ON"} {
				if _, err := db.Exec(q); err != nil {
					return err
				}
			}
			if _, err := db.Exec("UPDATE sqlite_schema SET sql = ? WHERE name = 'defect_number'", text); err != nil {
				return err
			}
			_, err := db.Exec("PRAGMA writable_schema = RESET")
			return err
		}, "verify.file_damaged"},
		{"a trigger that is named like one of SQLite's own", reshaped("CREATE TRIGGER sqlitext AFTER DELETE ON envelope BEGIN SELECT 1; END"), "verify.schema_differs name=sqlitext"},
		{"a table that is named like one of SQLite's own", reshaped("CREATE TABLE sqlitexk (a)"), "verify.schema_differs name=sqlitexk"},
		{"a trigger that is named like a table", reshaped("CREATE TRIGGER removal AFTER DELETE ON envelope BEGIN SELECT 1; END"), "verify.schema_differs name=removal"},
		{"where a document says it was locked", statement("INSERT INTO document (id, heads, anchor) VALUES (randomblob(16), x'', 'aabbccddaabbccdd-3-000000000000000000000000')"), "verify.document_anchor"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := copied(t, s.Dir())
			tamper(t, dir, c.change)
			beside, err := records.Open(context.Background(), dir, store.Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			defer beside.Close()
			r := verified(t, beside, store.Checking{})
			if !names(r, c.want) {
				t.Errorf("want %s, found %v", c.want, r.Differences)
			}
		})
	}
}

// reshaped is a change of the schema, which touches no row.
func reshaped(text string) func(*sql.DB) error {
	return func(db *sql.DB) error { _, err := db.Exec(text); return err }
}

func noted(r store.Report, code string) bool {
	for _, n := range r.Notices {
		if n.Code == code {
			return true
		}
	}
	return false
}

// Who erased a person, and when, cannot be put otherwise.
func TestVerifyFindsAnAlteredErasure(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	if err := s.Erase(context.Background(), chief.Actor(), buyer.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*sql.DB) error{
		"who":  statement("UPDATE erasure SET by = ?", walker.ID[:]),
		"when": statement("UPDATE erasure SET at = at + 1"),
	} {
		dir := copied(t, s.Dir())
		tamper(t, dir, change)
		beside, err := records.Open(context.Background(), dir, store.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		if r := verified(t, beside, store.Checking{}); !names(r, "verify.erasure_differs record="+buyer.ID.String()) {
			t.Errorf("%s: found %v", name, r.Differences)
		}
		beside.Close()
	}
}

// The site that the marks tests work on: its folder, and a folder apart.
func marked(t *testing.T) (dir string, options store.Options) {
	t.Helper()
	t.Setenv("KEYDAY_KEYS", "file")
	options = store.Options{Clock: ticking(), Random: seeded(1), Marks: t.TempDir()}
	dir = filepath.Join(t.TempDir(), "site")
	s, err := records.Create(context.Background(), dir, founding(), options)
	if err != nil {
		t.Fatal(err)
	}
	lived(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, options
}

// works opens the site, records something and closes it.
func works(t *testing.T, dir string, options store.Options) {
	t.Helper()
	s, err := records.Open(context.Background(), dir, options)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Site(context.Background()); err != nil {
		t.Fatal(err)
	}
	record(t, s, unitIn(building("3"), 1, 1).ID)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func verifiedIn(t *testing.T, dir string, options store.Options) store.Report {
	t.Helper()
	options.ReadOnly = true
	s, err := records.Open(context.Background(), dir, options)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return verified(t, s, store.Checking{})
}

// put brings the files of one folder in the place of another's.
func put(t *testing.T, from, to string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// An end that was taken away is found by what lies outside of the folder; without it,
// verify says that nothing vouches for the end.
func TestVerifyFindsWhatWasTakenFromTheEnd(t *testing.T) {
	for _, c := range []struct {
		name string
		take func(dir, older string)
	}{
		{"an older copy of the folder in its place", func(dir, older string) { put(t, older, dir) }},
		{"a tail cut off together with the laptop's mark", func(dir, _ string) {
			tamper(t, dir, func(db *sql.DB) error {
				for _, text := range []string{"DELETE FROM op WHERE seq > 20"} {
					if _, err := db.Exec(text); err != nil {
						return err
					}
				}
				return nil
			})
			device, err := sql.Open("sqlite3", filepath.Join(dir, store.DeviceFile))
			if err != nil {
				t.Fatal(err)
			}
			defer device.Close()
			if _, err := device.Exec("UPDATE mark SET seq = 0"); err != nil {
				t.Fatal(err)
			}
		}},
		{"an older site, and device.db deleted", func(dir, older string) {
			put(t, older, dir)
			if err := os.Remove(filepath.Join(dir, store.DeviceFile)); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, options := marked(t)
			older := copied(t, dir)
			works(t, dir, options)
			if r := verifiedIn(t, dir, options); !r.OK() || noted(r, "verify.end_unvouched") {
				t.Fatalf("before: %v, noted %v", r.Differences, r.Notices)
			}
			c.take(dir, older)
			if r := verifiedIn(t, dir, options); !names(r, "verify.tail_missing") {
				t.Errorf("found %v", r.Differences)
			}
			unmarked := options
			unmarked.Marks = ""
			if r := verifiedIn(t, dir, unmarked); !noted(r, "verify.end_unvouched") {
				t.Errorf("without a mark: noted %v", r.Notices)
			}
			if c.name == "a tail cut off together with the laptop's mark" {
				return
			}
			s, err := records.Open(context.Background(), dir, options)
			if err != nil {
				t.Fatal(err)
			}
			if !warned(s, "site.older") {
				t.Errorf("opened with no word of it: %v", s.Warnings())
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			// Whoever works on writes a stream of their own, and the end stays missing; it
			// is not said again, and no other stream begun for it.
			works(t, dir, options)
			s, err = records.Open(context.Background(), dir, options)
			if err != nil {
				t.Fatal(err)
			}
			if warned(s, "site.older") || ids(t, s, "SELECT count(*) FROM dev") != 2 {
				t.Errorf("at the next opening: %v, %d streams", s.Warnings(), ids(t, s, "SELECT count(*) FROM dev"))
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if r := verifiedIn(t, dir, options); !names(r, "verify.tail_missing") {
				t.Errorf("worked on, and found %v", r.Differences)
			}
		})
	}
}

// Whoever deletes the marks too and works on does not make the end of what was there
// before vouched for again.
func TestEveryOwnStreamIsVouchedFor(t *testing.T) {
	dir, options := marked(t)
	older := copied(t, dir)
	works(t, dir, options)
	put(t, older, dir)
	if err := os.RemoveAll(options.Marks); err != nil {
		t.Fatal(err)
	}
	works(t, dir, options)
	if r := verifiedIn(t, dir, options); !noted(r, "verify.end_unvouched") {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
}

// A mark that somebody else made up counts for nothing.
func TestMarksAreSigned(t *testing.T) {
	dir, options := marked(t)
	f := newForger()
	s, err := records.Open(context.Background(), dir, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	key := s.Signing().Public().(ed25519.PublicKey)
	s.Close()
	m := journal.Mark{Site: siteID, Key: key, Seq: 1 << 40, Lane: "01", Folder: dir}
	if err := os.WriteFile(filepath.Join(options.Marks, m.Stream().String()+store.MarkEnding), m.Sign(f.key), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := verifiedIn(t, dir, options); !r.OK() || !noted(r, "verify.end_unvouched") {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
}

// A copy of the folder that goes on beside the original lacks what the original wrote
// since, and says so; it was not tampered with.
func TestACopyIsNoRollback(t *testing.T) {
	dir, options := marked(t)
	beside := copied(t, dir)
	works(t, beside, options)
	works(t, dir, options)
	for _, folder := range []string{beside, dir} {
		s, err := records.Open(context.Background(), folder, options)
		if err != nil {
			t.Fatal(err)
		}
		if warned(s, "site.older") {
			t.Errorf("%s is said to be older: %v", folder, s.Warnings())
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	r := verifiedIn(t, beside, options)
	if !r.OK() || !noted(r, "verify.absent_here") {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
	if r := verifiedIn(t, dir, options); !r.OK() {
		t.Errorf("the original: %v", r.Differences)
	}
}

// A site that was made anew as a whole, keys and all, is not the one that was marked.
func TestASiteMadeAnewIsNotTheSite(t *testing.T) {
	dir, options := marked(t)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	s, err := records.Create(context.Background(), dir, founding(), store.Options{Clock: ticking(), Random: seeded(666)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if r := verifiedIn(t, dir, options); !names(r, "verify.site_key_replaced") {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
}

// An anchor that fits no stream is of another history; one that is cut short proves
// too little.
func TestVerifyOfPrintedAnchors(t *testing.T) {
	s := newStore(t)
	lived(t, s)
	good := s.Anchor()
	if r := verified(t, s, store.Checking{Anchors: []string{good}}); !r.OK() || !noted(r, "verify.anchor_held") {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
	for _, text := range []string{good[:len(good)-2], "2afe4d-31-aabbccddee"} {
		_, err := s.Verify(context.Background(), store.Checking{Anchors: []string{text}})
		refused(t, err, "verify.anchor_unreadable")
	}
	elsewhere := journal.FormatAnchor(journal.Dot{Stream: newForger().stream, Seq: 3}, [32]byte{})
	for text, want := range map[string]string{
		elsewhere: "verify.anchor_foreign anchor=" + elsewhere,
		good[:len(good)-1] + string("0123456789abcdef"[(int(good[len(good)-1])+1)%16]): "verify.anchor_broken",
	} {
		if r := verified(t, s, store.Checking{Anchors: []string{text}}); r.OK() || !names(r, want) || noted(r, "verify.anchor_held") {
			t.Errorf("%s: want %s, found %v", text, want, r.Differences)
		}
	}
}

// A stream that was begun in this folder and is gone with all that tells of it, an older
// copy having been put in its place, is missed all the same; and who was erased
// meanwhile is erased again.
func TestAnOlderCopyWithoutTheLaterStream(t *testing.T) {
	dir, options := marked(t)
	older := copied(t, dir)
	if err := os.Remove(filepath.Join(dir, store.DeviceFile)); err != nil {
		t.Fatal(err)
	}
	s, err := records.Open(context.Background(), dir, options)
	if err != nil {
		t.Fatal(err)
	}
	first := s.Anchor()
	if r := verified(t, s, store.Checking{Anchors: []string{first}}); !r.OK() {
		t.Errorf("what is printed before the stream begins: %s, %v", first, r.Differences)
	}
	if err := s.Erase(context.Background(), chief.Actor(), buyer.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	put(t, older, dir)
	if r := verifiedIn(t, dir, options); !names(r, "verify.tail_missing have=0") {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
	s, err = records.Open(context.Background(), dir, options)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if !warned(s, "site.older") {
		t.Errorf("nothing is said at opening: %v", s.Warnings())
	}
	if o := ownerOf(t, s, buyer.ID); o.Name != "" {
		t.Errorf("the erased owner is back: %+v", o)
	}
}

// Something else under the name of a site, where the mark says that the site was, is no
// copy that went on in a folder of its own.
func TestADecoyIsNoCopy(t *testing.T) {
	dir, options := marked(t)
	older := copied(t, dir)
	works(t, dir, options)
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, store.SiteFile), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := verifiedIn(t, older, options); !names(r, "verify.tail_missing") {
		t.Errorf("found %v, noted %v", r.Differences, r.Notices)
	}
}
