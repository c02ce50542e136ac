package store_test

import (
	"context"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/intake"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// on lets the laptop stand in a zone while fn runs.
func on(t testing.TB, laptop string, fn func()) {
	t.Helper()
	zone, err := time.LoadLocation(laptop)
	if err != nil {
		t.Fatal(err)
	}
	own := time.Local
	defer func() { time.Local = own }()
	time.Local = zone
	fn()
}

// receptionAt is a reception whose laptop's clock says so; it goes on by a millisecond
// whenever it is read.
func receptionAt(t testing.TB, now time.Time) *reception {
	t.Helper()
	t.Setenv("KEYDAY_KEYS", "file")
	var n atomic.Int64
	clock := app.ClockFunc(func() time.Time { return now.Add(time.Duration(n.Add(1)) * time.Millisecond).In(time.Local) })
	s, err := records.Create(context.Background(), filepath.Join(t.TempDir(), "site"), founding(), store.Options{Clock: clock, Random: seeded(1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return receptionOn(t, s)
}

// Whatever zone the laptop is in, every day is the site's: early, at the hour at which
// it is still yesterday in London, and late.
func TestDaysAreOfTheSite(t *testing.T) {
	shanghai := site.Site{}.Location()
	day := app.NewDate(2026, 11, 20)
	for _, laptop := range []string{"UTC", "America/New_York", "Pacific/Kiritimati", "Asia/Shanghai"} {
		for _, hour := range []string{"00:30", "07:30", "23:30"} {
			t.Run(strings.ReplaceAll(laptop, "/", " ")+" "+hour, func(t *testing.T) {
				on(t, laptop, func() { daysOfTheSite(t, day, hour, shanghai) })
			})
		}
	}
}

func daysOfTheSite(t *testing.T, day app.Date, hour string, zone *time.Location) {
	now, err := time.ParseInLocation("2006-01-02 15:04", day.String()+" "+hour, zone)
	if err != nil {
		t.Fatal(err)
	}
	r := receptionAt(t, now)
	ctx, a := context.Background(), chief.Actor()
	is := func(what string, got app.Date) {
		t.Helper()
		if got != day {
			t.Errorf("%s says %s", what, got)
		}
	}

	desk := defectDesk(records.Narrow(r.s, viewDefect))
	found := record(t, r.s, r.units[1].ID)
	is("what was found", app.DateOf(found.FoundAt))
	r.ok(desk.Assign(ctx, a, []app.ID{found.ID}, app.ID{6}, 0))
	detail, err := r.s.DefectDetail(ctx, found.ID)
	r.ok(err)
	is("the due date", detail.Due.AddDays(-defect.DefaultLimits.Days(detail.Severity)))
	is("a move", app.DateOf(detail.Moves[0].At))

	r.ok(r.s.Do(ctx, a, "import.apply", func(tx *records.Tx) error {
		return tx.PutImportRun(intake.Run{ID: tx.NewID(), Community: communityID, File: "台账.xlsx", At: tx.Now()})
	}))
	runs, err := r.s.ImportRuns(ctx, communityID, 1)
	r.ok(err)
	is("the import", app.DateOf(runs[0].At))

	paper := r.received(r.units[0].ID)
	var c handover.CertificateContent
	r.ok(registry.Decode(paper.Content, &c))
	is("the certificate", c.HandoverDate)
	if c.Start != hour {
		t.Errorf("the certificate begins at %s", c.Start)
	}
	is("the paper's locking", app.DateOf(paper.LockedAt))
	r.signed(paper)
	r.ok(r.Complete(ctx, a, r.units[0].ID))
	v := r.look(r.units[0].ID)
	is("the handover", v.Unit.HandedOver)
	is("the arrival", app.DateOf(v.Case.ArrivedAt))

	listedByDay(t, r, day, zone)

	history, err := r.s.History(ctx, r.units[0].ID, 1000)
	r.ok(err)
	said := false
	for _, e := range history {
		is("an event", app.DateOf(e.At))
		for _, c := range e.Changes {
			if c.Record.Kind == "handover_case" && c.Field == "arrived_at" {
				if said = true; !strings.HasPrefix(c.Value, day.String()+"T"+hour) || !strings.HasSuffix(c.Value, "+08:00") {
					t.Errorf("the history says that they came %s", c.Value)
				}
			}
		}
	}
	if !said {
		t.Error("the history does not say when they came")
	}
}

// listedByDay has an owner come in the last minute of yesterday and another in the
// first of today.
func listedByDay(t *testing.T, r *reception, day app.Date, zone *time.Location) {
	t.Helper()
	ctx, a := context.Background(), chief.Actor()
	y, m, d := day.Time().Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, zone)
	r.ok(r.s.Do(ctx, a, "test.come", func(tx *records.Tx) error {
		for i, at := range []time.Time{midnight.Add(-time.Minute), midnight.Add(time.Minute)} {
			c := handover.Case{ID: tx.NewID(), Unit: r.units[1+i].ID, N: 1, State: handover.FollowUp, ArrivedAt: at.In(time.Local)}
			if err := tx.PutHandoverCase(c); err != nil {
				return err
			}
		}
		return nil
	}))
	for _, row := range lines(t, []app.ID{r.units[1].ID, r.units[2].ID}, r.s.HandoverLines) {
		if today := row.In(handover.OfToday, r.s.Today()); today != (row.Unit == r.units[2].ID) {
			t.Errorf("of today is %t: %+v", today, row)
		}
	}
	for i, due := range []app.Date{day.AddDays(-1), day} {
		late := record(t, r.s, r.units[1+i].ID)
		late.Due, late.State = due, defect.Assigned
		r.ok(r.s.Do(ctx, a, "test.due", func(tx *records.Tx) error { return tx.PutDefect(late) }))
		if overdue := late.Overdue(r.s.Today()) > 0; overdue != (due < day) {
			t.Errorf("due on %s, overdue is %t", due, overdue)
		}
	}
}

// A moment is given at the site however it came, in the transaction and after.
func TestMomentsOfAnyZone(t *testing.T) {
	s := newStore(t)
	at := time.Date(2026, 11, 19, 23, 45, 0, 0, time.FixedZone("somewhere", -9*3600-1800)) // 17:15 on the 20th
	id := app.ID{77}
	do(t, s, "test.run", func(tx *records.Tx) error {
		if err := tx.PutImportRun(intake.Run{ID: id, Community: communityID, At: at}); err != nil {
			return err
		}
		run, err := tx.ImportRun(id)
		if err == nil && (app.DateOf(run.At) != app.NewDate(2026, 11, 20) || run.At.Location() != s.Zone()) {
			t.Errorf("in the transaction it is %s", run.At)
		}
		return err
	})
	runs, err := reopen(t, s).ImportRuns(context.Background(), communityID, 1)
	if err != nil || app.DateOf(runs[0].At) != app.NewDate(2026, 11, 20) || !runs[0].At.Equal(at) {
		t.Errorf("opened again it is %v, %v", runs, err)
	}
}

// A site that lies elsewhere has the days of there, from the commit that says so; a
// zone that nobody knows is refused.
func TestZoneOfTheSite(t *testing.T) {
	s := newStore(t) // opened at nine in the morning
	ctx, a := context.Background(), chief.Actor()
	desk := siteDesk(s)
	today := func() app.Date { return app.DateOf(s.Clock().Now()) }
	seen, err := s.SeeSite(ctx)
	if err != nil {
		t.Fatal(err)
	}
	about := seen.Value
	if s.Zone().String() != "Asia/Shanghai" || today() != app.NewDate(2026, 11, 20) {
		t.Errorf("%s in %s", today(), s.Zone())
	}
	for _, unknown := range []string{"Mars/Olympus", "Local", "../etc", "北京"} {
		about.Zone = unknown
		refused(t, desk.PutSite(ctx, a, &seen, about), "site.zone_unknown")
	}
	about.Zone = " America/New_York "
	if err := desk.PutSite(ctx, a, &seen, about); err != nil {
		t.Fatal(err)
	}
	check := func(s *records.Store) {
		t.Helper()
		if s.Zone().String() != "America/New_York" || app.DateOf(s.Clock().Now()) != app.NewDate(2026, 11, 19) {
			t.Errorf("%s in %s", s.Clock().Now(), s.Zone())
		}
		do(t, s, "test.today", func(tx *records.Tx) error {
			if tx.Today() != app.NewDate(2026, 11, 19) {
				t.Errorf("a transaction has %s", tx.Today())
			}
			return nil
		})
	}
	check(s)
	s = reopen(t, s)
	check(s)
	if seen, err = s.SeeSite(ctx); err != nil || seen.Value.Zone != "America/New_York" {
		t.Errorf("kept %q, %v", seen.Value.Zone, err)
	}
	about = seen.Value
	about.Zone = "Asia/Shanghai" // as most are: nothing is said of it
	desk = siteDesk(s)
	if err := desk.PutSite(ctx, a, &seen, about); err != nil {
		t.Fatal(err)
	}
	if about, err = s.Site(ctx); err != nil || about.Zone != "" || s.Zone().String() != "Asia/Shanghai" {
		t.Errorf("kept %q, %v, in %s", about.Zone, err, s.Zone())
	}
}
