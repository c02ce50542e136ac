package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/journal"
	"keyday/data/records"
	"keyday/data/registry"
	"keyday/data/store"
)

// meeting is a record as no Keyday has: it belongs to a firm and to no home, is in several
// communities or in none, speaks of other firms in its agenda, and has notes.
type meeting struct {
	ID, Firm, Host app.ID
	Communities    []app.ID
	Agenda         []topic
	Title          string
	With           string // somebody's name
	Photo          string
	Notes          int
}

type topic struct {
	Firm app.ID `cbor:"firm"`
	Text string `cbor:"text"`
}

// meetingNote is what was said at one, about a colleague.
type meetingNote struct {
	ID, Meeting, Who app.ID
	Text             string
}

// minutes are of several meetings, and about whatever these are about.
type minutes struct {
	ID       app.ID
	Meetings []app.ID
}

var meetings = registry.Define(901, "meeting", func(r *meeting) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "firm", func(r *meeting) *app.ID { return &r.Firm }, registry.Refers("firm"), registry.Silent),
	registry.Ref(2, "host", func(r *meeting) *app.ID { return &r.Host }, registry.Refers("person")),
	registry.List(3, "communities", func(r *meeting) *[]app.ID { return &r.Communities }),
	registry.Text(4, "title", func(r *meeting) *string { return &r.Title }, registry.Called),
	registry.Text(5, "attended", func(r *meeting) *string { return &r.With }, registry.Sealed, registry.NamingPeople),
	registry.Text(6, "photo", func(r *meeting) *string { return &r.Photo }, registry.File),
	registry.Number(7, "notes", func(r *meeting) *int { return &r.Notes }, registry.Derived),
	registry.List(8, "agenda", func(r *meeting) *[]topic { return &r.Agenda }, registry.Each(func(t topic) app.ID { return t.Firm }), registry.Refers("firm")),
}, registry.BelongsTo("firm"), registry.About("id", "agenda"), registry.SealedUnder("id"), registry.NumbersOf("host"), registry.Mentioned, registry.ScopedBy("communities"),
	registry.FoundBy(func(_ registry.Source, r *meeting) []registry.Entry {
		return []registry.Entry{registry.AsPhrase(r.Title)}
	}),
	registry.Derives(func(from registry.Source, r *meeting, _ app.Date) error {
		return from.QueryRow("SELECT count(*) FROM meeting_note WHERE meeting = ?", r.ID[:]).Scan(&r.Notes)
	}, ""),
)

var meetingNotes = registry.Define(902, "meeting_note", func(r *meetingNote) *app.ID { return &r.ID }, []registry.Field{
	registry.Ref(1, "meeting", func(r *meetingNote) *app.ID { return &r.Meeting }, registry.Refers("meeting"), registry.Mentioning, registry.Silent),
	registry.Ref(2, "who", func(r *meetingNote) *app.ID { return &r.Who }, registry.Refers("person")),
	registry.Text(3, "text", func(r *meetingNote) *string { return &r.Text }, registry.Paragraphs),
}, registry.BelongsTo("meeting"), registry.About("who"), registry.AboutSame("meeting"),
	registry.FoundBy(func(from registry.Source, r *meetingNote) []registry.Entry {
		if m, err := from.Record("meeting", r.Meeting); err == nil && m != nil {
			return []registry.Entry{registry.AsPhrase(m.(*meeting).Title)}
		}
		return nil
	}, "meeting"))

var allMinutes = registry.Define(903, "minutes", func(r *minutes) *app.ID { return &r.ID }, []registry.Field{
	registry.List(1, "meetings", func(r *minutes) *[]app.ID { return &r.Meetings }, registry.Refers("meeting"), registry.Needing),
}, registry.AboutSame("meetings"))

func recordsWithMeetings() *registry.Registry {
	schema := records.Records().Schema
	schema.Migrations = append(slices.Clip(schema.Migrations), registry.Migration{Name: "meetings", Script: createTable(meetings.Kind) + createTable(meetingNotes.Kind) + createTable(allMinutes.Kind)})
	all := []registry.Any{meetings, meetingNotes, allMinutes}
	for _, k := range records.Records().Kinds {
		all = append(all, k)
	}
	return registry.New(schema, all...)
}

// onRecords is a site of another registry, with the queries of ours.
func onRecords(s *store.Store, err error) (*records.Store, error) {
	return &records.Store{Store: s}, err
}

// foundingBy is what such a site begins with.
func foundingBy(f records.Founding) store.New {
	return store.New{ID: f.Site.ID, Lane: f.Lane, Actor: f.Supervisor.Actor(), First: func(bare *store.Tx) error {
		tx := &records.Tx{Tx: bare}
		return errors.Join(tx.PutSite(f.Site), tx.PutCommunity(f.Communities[0]), tx.PutPerson(f.Supervisor))
	}}
}

// A kind that nothing else in the store has heard of answers every question by what it
// says of itself.
func TestANewKindAnswersEveryQuestion(t *testing.T) {
	t.Setenv("KEYDAY_KEYS", "file")
	ctx := context.Background()
	s := got(onRecords(store.Create(ctx, filepath.Join(t.TempDir(), "site"), recordsWithMeetings(), foundingBy(founding()), store.Options{Clock: ticking(), Random: seeded(1)})))(t)
	t.Cleanup(func() { s.Close() })
	lived(t, s)
	photo := got(s.Files(ctx))(t)
	m := meeting{ID: app.ID{0xA0}, Firm: app.ID{6}, Host: chief.ID, Communities: []app.ID{communityID, {0xC2}}, Title: "防水专题会", With: buyer.Name, Agenda: []topic{{app.ID{0x61}, "卫生间"}, {Text: "其他"}}}
	for hash := range photo {
		m.Photo = hash
	}
	note := meetingNote{ID: app.ID{0xA1}, Meeting: m.ID, Who: walker.ID, Text: "三日内\n进场"}
	var derived []app.Ref
	defer s.Subscribe(func(c app.Change) { derived = append(derived, c.Derived...) })()
	do(t, s, "meeting.hold", func(tx *records.Tx) error { return store.Put(tx, meetings, m) })
	do(t, s, "meeting.note", func(tx *records.Tx) error { return store.Put(tx, meetingNotes, note) })

	t.Run("what follows from others", func(t *testing.T) {
		if kept := got(store.Get(s.At(ctx), meetings, m.ID))(t); kept.Notes != 1 || !slices.Contains(derived, app.Ref{Kind: "meeting", ID: m.ID}) {
			t.Errorf("%d notes; told of %v", kept.Notes, derived)
		}
	})
	t.Run("search", func(t *testing.T) {
		for _, query := range []string{"防水专题会", "fszt", "专题"} {
			if hits, _, err := s.Search(ctx, query, false); err != nil || !slices.Contains(hits, app.Ref{Kind: "meeting", ID: m.ID}) || !slices.Contains(hits, app.Ref{Kind: "meeting_note", ID: note.ID}) {
				t.Errorf("%q finds %v, %v", query, hits, err)
			}
		}
		lines, err := s.FindLines(ctx, []app.Ref{{Kind: "meeting", ID: m.ID}, {Kind: "meeting_note", ID: note.ID}})
		if err != nil || len(lines) != 2 || lines[0].Title[0].Value != m.Title || lines[0].Opens != (app.Ref{Kind: "firm", ID: m.Firm}) ||
			lines[1].Title[0].Value != m.Title || lines[1].Opens != (app.Ref{Kind: "meeting", ID: m.ID}) {
			t.Errorf("the lines say %+v, %v", lines, err)
		}
		m.Title = "渗漏专题会"
		do(t, s, "meeting.rename", func(tx *records.Tx) error { return store.Put(tx, meetings, m) })
		if hits, _, err := s.Search(ctx, "渗漏专题", false); err != nil || !slices.Contains(hits, app.Ref{Kind: "meeting_note", ID: note.ID}) {
			t.Errorf("by the new title: %v, %v", hits, err)
		}
	})
	t.Run("history", func(t *testing.T) {
		for subject, want := range map[app.ID][]string{
			m.Firm: {"meeting.rename", "meeting.note", "meeting.hold"}, m.ID: {"meeting.rename", "meeting.note", "meeting.hold"}, walker.ID: {"meeting.note"},
		} {
			said := slices.DeleteFunc(history(t, s, subject), func(a string) bool { return a[:7] != "meeting" })
			if !slices.Equal(said, want) {
				t.Errorf("of %v: %v", subject, said)
			}
		}
		e := got(s.History(ctx, m.ID, 100))(t)[0]
		if len(e.About) != 1 || e.About[0] != m.ID || len(e.Changes) != 1 || !e.Changes[0].Called || e.Changes[0].Value != m.Title || e.Changes[0].Type != app.TextField {
			t.Errorf("%+v", e)
		}
	})
	t.Run("history of all that a list names", func(t *testing.T) {
		both := minutes{ID: app.ID{0xA4}, Meetings: []app.ID{m.ID}}
		do(t, s, "minutes.write", func(tx *records.Tx) error { return store.Put(tx, allMinutes, both) })
		m.Agenda = append(m.Agenda, topic{app.ID{0x62}, "屋面"})
		do(t, s, "meeting.agenda", func(tx *records.Tx) error { return store.Put(tx, meetings, m) })
		for subject, want := range map[app.ID][]string{
			{0x61}: {"meeting.agenda", "minutes.write", "meeting.rename", "meeting.note", "meeting.hold"},
			{0x62}: {"meeting.agenda", "minutes.write", "meeting.rename", "meeting.note", "meeting.hold"},
		} {
			if said := history(t, s, subject); !slices.Equal(said, want) {
				t.Errorf("of %v: %v", subject, said)
			}
		}
		do(t, s, "test.ask", func(tx *records.Tx) error {
			if n, err := tx.UsesOf(app.Ref{Kind: "meeting", ID: m.ID}); err != nil || n != 1 {
				t.Errorf("%d need the meeting, %v", n, err)
			}
			return nil
		})
	})
	t.Run("a child before its parent", func(t *testing.T) {
		elsewhere := otherLaptop(t, s)
		id := app.ID{0xA2}
		raw := func(id app.ID) []byte { return registry.EncodeValue(id[:]) }
		elsewhere.writes(journal.Put, meetings.Kind, id, journal.Change{Field: 1, Value: raw(m.Firm)}, journal.Change{Field: 4, Value: registry.EncodeValue("另一次会")})
		elsewhere.writes(journal.Put, meetingNotes.Kind, app.ID{0xA3}, journal.Change{Field: 1, Value: raw(id)}, journal.Change{Field: 3, Value: registry.EncodeValue("先到")})
		elsewhere.writes(journal.Put, allMinutes.Kind, app.ID{0xA5}, journal.Change{Field: 1, Value: registry.EncodeValue(registry.EncodeListed([]app.ID{m.ID, id}))})
		elsewhere.arrive(s, 1, 2)
		missing := app.Ref{Kind: "meeting", ID: id}
		if r := verified(t, s, store.Checking{}); !slices.ContainsFunc(r.Orphans, func(o store.Orphan) bool {
			return o == store.Orphan{Record: app.Ref{Kind: "meeting_note", ID: app.ID{0xA3}}, Missing: missing}
		}) || !slices.ContainsFunc(r.Orphans, func(o store.Orphan) bool {
			return o == store.Orphan{Record: app.Ref{Kind: "minutes", ID: app.ID{0xA5}}, Missing: missing}
		}) {
			t.Errorf("orphans %+v", r.Orphans)
		}
		if n := len(history(t, s, app.ID{0x61})); n != 6 {
			t.Errorf("%d events in the history of what one of the two meetings is about", n)
		}
		elsewhere.arrive(s, 0)
		if kept := got(store.Get(s.At(ctx), meetings, id))(t); kept.Notes != 1 || len(history(t, s, id)) != 3 {
			t.Errorf("%d notes, the history %v", kept.Notes, history(t, s, id))
		}
		if r := verified(t, s, store.Checking{}); !r.OK() || slices.ContainsFunc(r.Orphans, func(o store.Orphan) bool { return o.Missing == missing }) {
			t.Error(r.Differences, r.Orphans)
		}
		// Both laptops give the meeting another title.
		base := baseOf(t, s, meetings.Kind, m.ID, 4)
		elsewhere.writes(journal.Put, meetings.Kind, m.ID, journal.Change{Field: 4, Value: registry.EncodeValue("别处的会"), Base: base})
		m.Title = "此处的会"
		do(t, s, "meeting.rename", func(tx *records.Tx) error { return store.Put(tx, meetings, m) })
		elsewhere.arrive(s, 3)
	})
	t.Run("scope and conflict", func(t *testing.T) {
		all := got(s.Conflicts(ctx))(t)
		if len(all) != 1 || all[0].Field != "title" || all[0].Home != (app.Ref{Kind: "firm", ID: m.Firm}) || all[0].HomeName == "" || all[0].Name != "别处的会" {
			t.Fatalf("%+v", all)
		}
		narrow := staff.Person{ID: app.ID{0xB0}, Name: "林晓燕", Role: app.Supervisor, Communities: []app.ID{communityID}}
		refused(t, s.Settle(ctx, narrow.Actor(), all[0], 1), "permission.scope")
		if of := got(s.At(ctx).Scope(app.Ref{Kind: "meeting_note", ID: note.ID}))(t); !slices.Equal(of, m.Communities) {
			t.Errorf("a note is in %v", of)
		}
		shown := got(store.Get(s.At(ctx), meetings, m.ID))(t)
		shown.Communities = nil
		do(t, s, "meeting.for_all", func(tx *records.Tx) error { return store.Put(tx, meetings, shown) })
		if err := s.Settle(ctx, narrow.Actor(), got(s.Conflicts(ctx))(t)[0], 1); err != nil {
			t.Error(err)
		}
	})
	t.Run("erasure", func(t *testing.T) {
		do(t, s, "test.ask", func(tx *records.Tx) error {
			if ids, err := tx.NotesNaming(app.ID{0xFF}, buyer.Name); err != nil || !slices.Contains(ids, m.ID) {
				t.Errorf("who is named there: %v, %v", ids, err)
			}
			return nil
		})
		do(t, s, "test.ask", func(tx *records.Tx) error {
			if who, home, err := tx.PrivateOf(app.Ref{Kind: "meeting", ID: m.ID}); err != nil || who != m.Host || home != m.Firm {
				t.Errorf("what is private there is of %v at %v, %v", who, home, err)
			}
			if who, _, err := tx.PrivateOf(app.Ref{Kind: "meeting_note", ID: note.ID}); err != nil || !who.IsNil() {
				t.Errorf("what is private of a note is of %v, %v", who, err)
			}
			if _, _, err := tx.PrivateOf(app.Ref{Kind: "meeting", ID: app.ID{0xFE}}); app.RefusalCode(err) != "record.unknown" {
				t.Errorf("what is private of no meeting: %v", err)
			}
			return nil
		})
		if err := s.Erase(ctx, chief.Actor(), m.ID); err != nil {
			t.Fatal(err)
		}
		if kept := got(store.Get(s.At(ctx), meetings, m.ID))(t); kept.With != "" || kept.Title == "" {
			t.Errorf("%+v", kept)
		}
	})
	t.Run("backup and verify", func(t *testing.T) {
		if named := got(s.Files(ctx))(t)[m.Photo]; named.Kind != "meeting" || named.Field != "photo" {
			t.Errorf("the file is named by %+v", named)
		}
		dir := filepath.Join(t.TempDir(), "again")
		if _, err := store.Restore(ctx, recordsWithMeetings(), backedUp(t, s), dir, store.Restoring{Passphrase: passphrase, Options: store.Options{Clock: ticking(), Random: seeded(5)}}); err != nil {
			t.Fatal(err)
		}
		again := got(onRecords(store.Open(ctx, dir, recordsWithMeetings(), store.Options{Clock: ticking(), Random: seeded(6)})))(t)
		defer again.Close()
		if kept := got(store.Get(again.At(ctx), meetings, m.ID))(t); kept.Title != got(store.Get(s.At(ctx), meetings, m.ID))(t).Title || kept.Notes != 1 {
			t.Errorf("%+v", kept)
		}
		for _, site := range []*records.Store{s, again} {
			if r := verified(t, site, store.Checking{}); !r.OK() {
				t.Error(r.Differences)
			}
		}
	})
}
