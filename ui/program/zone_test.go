package program

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
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
			made, err := printed(t.Context(), o, actor, document, words.Chinese)
			if err != nil {
				t.Fatal(err)
			}
			if text := pdfText(t, made); !strings.Contains(text, "打印 Printed "+want) {
				t.Errorf("in %s at %s the paper does not say %s", laptop, utc, want)
			}
			if said := w.Moment(o.store.Clock().Now()); said != want {
				t.Errorf("in %s the screen says %s", laptop, said)
			}
			// What is drawn up again now, is of now in what history says of it.
			d, err := o.Contract.Agree(t.Context(), actor, contract.Agreeing{Unit: unitOf(t, o, document), Again: true})
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
					said = w.Value(change.Meaning, change.Value, nil)
				}
			}
			if said != want || w.Moment(history[0].At) != want {
				t.Errorf("in %s the history says %q and %s", laptop, said, w.Moment(history[0].At))
			}
			o.Close()
		}
	}
}

// A 验房单 and a 整改通知单 are of the day and the hour at the site: early, when a clock of
// UTC still shows yesterday, and at the same hours of that clock.
func TestSheetsAndNoticesAreOfTheSitesDay(t *testing.T) {
	const dateOf, start, issued, deadline = "查验日期 Date ", "起止时间 Start – end ", "签发日期 Issued on ", "整改期限 Deadline "
	clocks := []struct{ utc, day, hour, late string }{
		{"2026-11-22T16:30:00Z", "2026-11-23", "00:30", "2026-12-08"},
		{"2026-11-22T23:30:00Z", "2026-11-23", "07:30", "2026-12-08"},
		{"2026-11-23T00:30:00Z", "2026-11-23", "08:30", "2026-12-08"},
		{"2026-11-23T07:30:00Z", "2026-11-23", "15:30", "2026-12-08"},
		{"2026-11-23T15:59:59Z", "2026-11-23", "23:59", "2026-12-08"},
		{"2026-11-23T16:00:00Z", "2026-11-24", "00:00", "2026-12-09"},
	}
	own := time.Local
	t.Cleanup(func() { time.Local = own })
	for _, laptop := range []string{"Asia/Shanghai", "UTC"} {
		zone, err := time.LoadLocation(laptop)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = zone
		dir := filepath.Join(ownHome(t), "site")
		plainSite(t, dir, 1, len(clocks), false)
		for n, c := range clocks {
			now, err := time.Parse(time.RFC3339, c.utc)
			if err != nil {
				t.Fatal(err)
			}
			o, err := openSite(t.Context(), words.New(), dir, store.Options{Clock: app.ClockFunc(func() time.Time { return now.In(time.Local) })})
			if err != nil {
				t.Fatal(err)
			}
			sheet, notice := walkedAndNotified(t, o, n)
			says(t, o, sheet, dateOf+c.day, start+c.hour+" – "+c.hour)
			says(t, o, notice, issued+c.day, deadline+c.late)
			o.Close()
		}
	}
}

// walkedAndNotified inspects the nth home, finding one defect, and asks a firm to put it
// right: the two papers of that.
func walkedAndNotified(t *testing.T, o *opened, n int) (sheet, notice app.ID) {
	t.Helper()
	ctx := t.Context()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	actor := supervisorOf(t, o)
	units, err := o.store.Units(ctx)
	ok(err)
	unit := units[n].ID
	firm := site.Firm{ID: app.DerivedID(unit, "test/firm"), Name: "华泰防水工程有限公司", Trades: []string{string(site.Trades[0])}}
	i, err := o.Inspect.Begin(ctx, actor, inspect.Beginning{Unit: unit, Origin: defect.Internal})
	ok(err)
	ok(o.store.Do(ctx, actor, "test.walk", func(tx *records.Tx) error {
		for _, p := range o.Inspect.List().Unlooked(i, nil) {
			if err := o.Inspect.AnswerIn(tx, inspect.At{Inspection: i.ID, Room: p.Room, Item: p.Item}, inspect.Pass); err != nil {
				return err
			}
		}
		return tx.PutFirm(firm)
	}))
	ok(o.Inspect.Submit(ctx, actor, i.ID, ""))
	i, err = o.Inspect.SignOff(ctx, actor, i.ID)
	ok(err)
	d, err := o.Defect.Record(ctx, actor, defect.Finding{Unit: unit, Origin: defect.Internal, OriginRound: 1, Description: defect.Description{
		Room: "bath1", Phrase: "渗漏", Severity: site.Normal, Trade: site.Trades[0], Warranty: site.WarrantyClasses[0],
	}})
	ok(err)
	ok(o.Defect.Assign(ctx, actor, []app.ID{d.ID}, firm.ID, 0))
	order, err := o.Defect.IssueNotice(ctx, actor, defect.NoticeRequest{Firm: firm.ID, Defects: []app.ID{d.ID}})
	ok(err)
	return i.Document, order.Document
}

// says looks for what stands on a paper as it would be printed, cell by cell.
func says(t *testing.T, o *opened, document app.ID, cells ...string) {
	t.Helper()
	proof, err := o.office.Preview(t.Context(), supervisorOf(t, o), document, words.Chinese)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(pdfText(t, proof.PDF)), " ")
	for _, cell := range cells {
		if !strings.Contains(text, cell) {
			t.Errorf("on a laptop in %s at %s the paper does not say %q", time.Local, o.store.Clock().Now(), cell)
		}
	}
}

func supervisorOf(t *testing.T, o *opened) app.Actor {
	t.Helper()
	people, err := o.store.People(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if p.Role == app.Supervisor {
			return p.Actor()
		}
	}
	t.Fatal("no supervisor")
	return app.Actor{}
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
