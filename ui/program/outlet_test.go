package program

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/ui/command"
	"keyday/ui/paper"
	"keyday/ui/paper/office"
	"keyday/ui/screen/register"
	"keyday/ui/words"
)

// refusing is a counter that refuses to count.
type refusing struct{ office.PrintCounter }

func (refusing) Printed(context.Context, app.Actor, ...contract.Printing) ([]contract.Printing, error) {
	return nil, app.Refuse("disk.full", "what", "site")
}

// A paper that could not be counted is taken away again, and what it took the place of
// comes back; one that is counted stays, and nothing else does.
func TestWhatAPaperReplacedComesBack(t *testing.T) {
	dir, actor, document := agreedSite(t)
	o := openTestSite(t, dir)
	defer o.Close()
	counter := o.office.PrintCounter
	for _, c := range []struct {
		name          string
		there, counts bool
	}{{"nothing there", false, false}, {"a file there", true, false}, {"a file there, counted", true, true}} {
		folder := t.TempDir()
		file := filepath.Join(folder, "协议.pdf")
		if c.there {
			if err := os.WriteFile(file, []byte("somebody's"), 0o640); err != nil {
				t.Fatal(err)
			}
		}
		if o.office.PrintCounter = counter; !c.counts {
			o.office.PrintCounter = refusing{counter}
		}
		for what, write := range map[string]func() error{
			"print": func() error {
				_, err := commandSite{o.store, o}.Print(t.Context(), actor, document, words.Chinese, command.Into{Folder: folder, File: file, Over: true})
				return err
			},
			"pack": func() error {
				_, err := commandSite{o.store, o}.Pack(t.Context(), actor, office.PackOrder{Documents: []app.ID{document}, Arranged: paper.ByHome}, command.Into{Folder: folder, File: file, Over: true}, nil)
				return err
			},
			"pack of a list": func() error {
				d, err := o.store.Document(t.Context(), document)
				if err != nil {
					return err
				}
				_, _, err = o.pack(t.Context(), actor, register.Packing{Title: "协议", Homes: []app.ID{d.Unit}, Forms: []contract.Kind{d.Kind}, Arranged: "home", File: file}, nil)
				return err
			},
		} {
			if err := write(); (err == nil) != c.counts {
				t.Errorf("%s, %s: %v", c.name, what, err)
			}
			content, err := os.ReadFile(file)
			switch {
			case c.counts && !bytes.HasPrefix(content, []byte("%PDF")):
				t.Errorf("%s, %s: it holds %q, %v", c.name, what, content[:min(20, len(content))], err)
			case !c.counts && (string(content) == "somebody's") != c.there, !c.there && err == nil:
				t.Errorf("%s, %s: it holds %q, %v", c.name, what, content[:min(20, len(content))], err)
			}
			all, err := os.ReadDir(folder)
			if want := map[bool]int{true: 1}[c.there]; err != nil || len(all) != want {
				t.Errorf("%s, %s: %v lie there, %v", c.name, what, all, err)
			}
		}
	}
}

// A paper that is saved is counted as one that was printed, so that the next says 补打; not
// where it could not be written, and none goes into the site.
func TestASavedPaperIsCounted(t *testing.T) {
	dir, actor, document := agreedSite(t)
	o := openTestSite(t, dir)
	defer o.Close()
	folder := t.TempDir()
	for _, c := range []struct {
		file, code string
		copy       int
	}{
		{filepath.Join(dir, "a.pdf"), "site.in_the_clear", 0},
		{filepath.Join(folder, "none", "a.pdf"), "disk.missing", 0},
		{filepath.Join(folder, "a.pdf"), "", 0},
		{filepath.Join(folder, "a.pdf"), "", 1}, // who picked it was asked
	} {
		p, err := o.office.Save(t.Context(), actor, office.Order{Document: document}, c.file)
		if app.RefusalCode(err) != c.code || err == nil && p.Copy != c.copy {
			t.Errorf("%s: copy %d, %v", c.file, p.Copy, err)
		}
		if err == nil && strings.Contains(textOf(t, c.file), "补打第") != (c.copy > 0) {
			t.Errorf("copy %d says otherwise", c.copy)
		}
	}
}
