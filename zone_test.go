package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/data/store"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// A paper is dated where the site is, and so is what screens and commands say,
// wherever the laptop believes to be.
func TestPaperIsDatedWhereTheSiteIs(t *testing.T) {
	dir, actor, document := agreedSite(t)
	own := time.Local
	t.Cleanup(func() { time.Local = own })
	for _, laptop := range []string{"UTC", "America/New_York"} {
		zone, err := time.LoadLocation(laptop)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = zone
		for utc, want := range map[string]string{
			"2026-11-22T16:30:00Z": "2026-11-23 00:30", "2026-11-22T23:30:00Z": "2026-11-23 07:30", "2026-11-23T15:30:00Z": "2026-11-23 23:30",
		} {
			now, err := time.Parse(time.RFC3339, utc)
			if err != nil {
				t.Fatal(err)
			}
			w := words.New()
			o, err := openSite(t.Context(), w, dir, store.Options{Clock: app.ClockFunc(func() time.Time { return now.In(time.Local) })})
			if err != nil {
				t.Fatal(err)
			}
			proof, err := o.office.Preview(t.Context(), actor, document, paper.Chinese)
			if err != nil {
				t.Fatal(err)
			}
			if text := pdfText(t, proof.PDF); !strings.Contains(text, "打印 Printed "+want) {
				t.Errorf("in %s at %s the paper does not say %s", laptop, utc, want)
			}
			if said := w.Moment(o.store.Clock().Now()); said != want {
				t.Errorf("in %s the screen says %s", laptop, said)
			}
			// What is drawn up again now, is of now in what history says of it.
			d, err := o.contract.Agree(t.Context(), actor, contract.Agreeing{Unit: unitOf(t, o, document), Again: true})
			if err != nil {
				t.Fatal(err)
			}
			history, err := o.store.History(t.Context(), d.Unit, 100)
			if err != nil {
				t.Fatal(err)
			}
			said := ""
			for _, change := range history[0].Changes {
				if change.Field == "locked_at" {
					said = w.Value(change.Record.Kind, change.Field, change.Value, nil)
				}
			}
			if said != want || w.Moment(history[0].At) != want {
				t.Errorf("in %s the history says %q and %s", laptop, said, w.Moment(history[0].At))
			}
			o.Close()
		}
	}
}

func unitOf(t *testing.T, o *opened, document app.ID) app.ID {
	t.Helper()
	d, err := o.store.Document(t.Context(), document)
	if err != nil {
		t.Fatal(err)
	}
	return d.Unit
}

func pdfText(t *testing.T, pdf []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	file := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.Command("pdftotext", "-raw", file, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
