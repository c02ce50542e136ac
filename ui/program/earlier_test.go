package program

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/data/export"
	"keyday/data/journal"
	"keyday/data/store"
	"keyday/ui/paper/office"
	"keyday/ui/words"
)

// sitesOfEarlierDays holds sites as they were when they were kept: a day.tar.gz of the
// folder without its previews and without photos that no record names, a day.ops with
// where each stream stood, and what every paper said that day: a day.papers of what was
// shown of it, owners' numbers masked, in both languages, and a day.prints of the paper
// itself.
//
// A site is added by making a rehearsal and packing it; this test then fails, and puts
// what it read into testdata/failed, from where a person moves it. What lies there once
// is never changed. 2026-11-29 is of schema 6, one home of it sold and its former owner
// erased; what its papers said was read by the Keyday of that day (3395e00).
const sitesOfEarlierDays = "../../data/store/testdata/sites"

// later is when the papers are looked at, since they say when they were made.
var later = time.Date(2026, 12, 1, 2, 30, 0, 0, time.UTC)

// A site of an earlier day opens, is brought up to date, and verifies; its operations
// are the ones of that day, and are written again as they were; its papers say what they
// said.
func TestSitesOfEarlierDays(t *testing.T) {
	archives, err := filepath.Glob(filepath.Join(sitesOfEarlierDays, "*.tar.gz"))
	if err != nil || len(archives) == 0 {
		t.Fatal("no site was kept", err)
	}
	for _, archive := range archives {
		day := strings.TrimSuffix(filepath.Base(archive), ".tar.gz")
		t.Run(day, func(t *testing.T) {
			dir := filepath.Join(ownHome(t), "site")
			unpack(t, archive, dir)
			ops := operations(t, dir)
			asKept(t, day+".ops", ops)
			o, err := openSite(t.Context(), words.New(), dir, store.Options{Clock: app.ClockFunc(func() time.Time { return later })})
			if err != nil {
				t.Fatal(err)
			}
			defer o.Close()
			if now := operations(t, dir); !strings.HasPrefix(now, ops) {
				t.Errorf("after opening, the operations are\n%s\nand were\n%s", now, ops)
			}
			r, err := commandSite{o.store, o}.Verify(t.Context(), nil, func(int, int) {})
			if err != nil || len(r.Differences) > 0 {
				t.Errorf("verify finds %v, %v", r.Differences, err)
			}
			asKept(t, day+".papers", papersOf(t, o, previewed, words.Chinese, words.English))
			asKept(t, day+".prints", anchors.ReplaceAllString(papersOf(t, o, printed, words.Chinese), "链锚Chain…"))
		})
	}
}

// unpack lays a kept site out in a folder.
func unpack(t *testing.T, archive, dir string) {
	t.Helper()
	file, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packed, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	for entries := tar.NewReader(packed); ; {
		entry, err := entries.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if entry.Typeflag != tar.TypeReg {
			continue
		}
		content, err := io.ReadAll(entries)
		path := filepath.Join(dir, filepath.FromSlash(entry.Name))
		if err == nil {
			err = os.MkdirAll(filepath.Dir(path), 0o700)
		}
		if err == nil {
			err = os.WriteFile(path, content, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// databaseOf reads a site past Keyday.
func databaseOf(t *testing.T, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.ToSlash(filepath.Join(dir, "site.db"))+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// operations says of each stream how many operations it has and the hash that the last
// one ends the chain with, and that each is written again as it was.
func operations(t *testing.T, dir string) string {
	t.Helper()
	rows, err := databaseOf(t, dir).Query("SELECT d.stream, o.seq, o.body, o.hash FROM op o JOIN dev d ON d.n = o.dev ORDER BY o.dev, o.seq")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var order []string
	last := map[string]string{}
	for rows.Next() {
		var stream, body, hash []byte
		var seq int
		if err := rows.Scan(&stream, &seq, &body, &hash); err != nil {
			t.Fatal(err)
		}
		op, err := journal.DecodeOp(body)
		if err != nil {
			t.Fatal(err)
		}
		if again := op.Bytes(); !bytes.Equal(again, body) {
			t.Errorf("operation %d of %x is written as %x and was %x", seq, stream, again, body)
		}
		name := hex.EncodeToString(stream)
		if last[name] == "" {
			order = append(order, name)
		}
		last[name] = fmt.Sprintf("%s %d %x\n", name, seq, hash)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range order {
		b.WriteString(last[name])
	}
	return b.String()
}

// A making makes the paper of a document.
type making func(context.Context, *opened, app.Actor, app.ID, words.Language) ([]byte, error)

// previewed is the paper as it is shown, with the numbers of owners masked.
func previewed(ctx context.Context, o *opened, by app.Actor, id app.ID, lang words.Language) ([]byte, error) {
	proof, err := o.office.Preview(ctx, by, id, lang)
	return proof.PDF, err
}

// printed is the paper itself.
func printed(ctx context.Context, o *opened, by app.Actor, id app.ID, lang words.Language) ([]byte, error) {
	folder, err := os.MkdirTemp("", "")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	p, err := o.office.Print(ctx, by, office.Order{Document: id, Lang: lang, Into: &export.Outlet{Into: export.Into{Folder: folder}}})
	return p.PDF, err
}

// papersOf is what every paper of a site says, under its number and language, or why
// there is none.
func papersOf(t *testing.T, o *opened, made making, langs ...words.Language) string {
	t.Helper()
	people, err := o.store.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	chief := inRole(people, app.Supervisor)
	var papers strings.Builder
	rows, err := databaseOf(t, o.store.Dir()).Query("SELECT id, number FROM document ORDER BY number")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		var number string
		if err := rows.Scan(&id, &number); err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, lang := range langs {
			pdf, err := made(t.Context(), o, chief, app.ID(id), lang)
			now := app.RefusalCode(err) + "\n"
			if err == nil {
				now = wordsOf(t, pdf)
			} else if now == "\n" {
				t.Fatalf("%s: %v", number, err)
			}
			if now != said { // else it has no English copy
				fmt.Fprintf(&papers, "# %s %s\n%s", number, lang, now)
				said = now
			}
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return papers.String()
}

// lined parts the sentences of a text, so that a person sees which of them differ.
var lined = strings.NewReplacer("。", "。\n", "；", "；\n", "：", "：\n")

// anchors are where the journal stood, which in a copy of a site goes on in a stream of
// its own: the first print that is counted begins it.
var anchors = regexp.MustCompile(`链锚Chain[0-9a-f-]+`)

// wordsOf is what a paper says, a sentence a line.
func wordsOf(t *testing.T, pdf []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	return lined.Replace(textOf(t, path)) + "\n"
}

// ofTheFrame is what a page says of itself and not of what was signed: that it is a print,
// a reprint or a preview, made when and by whom.
var ofTheFrame = regexp.MustCompile(`(打印)?Printed2026-12-0110:30王敏|(预览，未打印)?Preview,notprinted|Reprint补打第\d+次|补打第\d+次Reprintno\.\d+|·补打第\d+次`)

// sheetGoesOn is where a sheet breaks off at the foot of a page and goes on below the
// heading of its table on the next.
var sheetGoesOn = regexp.MustCompile(`YF-\d+-\d+验房单内容校验[^\n]{1,400}?复验Re-check`)

// unframed is what papers say apart from how their pages were made and where they break:
// that may become better, and has.
func unframed(papers string) string {
	return sheetGoesOn.ReplaceAllString(ofTheFrame.ReplaceAllString(papers, ""), "")
}

// asKept holds what was read against what was kept of it.
func asKept(t *testing.T, name, now string) {
	t.Helper()
	kept, err := os.ReadFile(filepath.Join(sitesOfEarlierDays, name))
	if err == nil && unframed(string(kept)) == unframed(now) {
		return
	}
	failed := filepath.Join("testdata", "failed", name)
	if err := os.MkdirAll(filepath.Dir(failed), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(failed, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Errorf("%s is not as it was (%v); see %s", name, err, failed)
}
