package handover_test

import (
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/handover"
)

// How many keys and papers, and how much is written beside them: both sides of every
// bound.
func TestCountsAndTextsHaveBounds(t *testing.T) {
	s := begin(t)
	s.arrived()
	keys := func(k handover.Keys) func() error {
		k.Kind = "mailbox"
		return func() error { return s.count(k) }
	}
	papers := func(n int) func() error {
		return func() error { return s.hand(handover.Paper{Kind: "user_manual", Count: n}) }
	}
	meter := func(number string) func() error {
		return func() error { return s.read(handover.Meter{Kind: "water", Number: number}) }
	}
	today := s.Today()
	for _, c := range []struct {
		name string
		do   func() error
		want string
	}{
		{"no keys", keys(handover.Keys{}), ""},
		{"999 keys", keys(handover.Keys{Count: 999}), ""},
		{"1000 keys", keys(handover.Keys{Count: 1000}), "handover.count_unclear"},
		{"keys below none", keys(handover.Keys{Count: -1}), "handover.count_unclear"},
		{"one kept", keys(handover.Keys{Count: 1, Kept: 1}), ""},
		{"999 kept", keys(handover.Keys{Count: 1, Kept: 999}), ""},
		{"1000 kept", keys(handover.Keys{Count: 1, Kept: 1000}), "handover.count_unclear"},
		{"kept below none", keys(handover.Keys{Count: 1, Kept: -1}), "handover.count_unclear"},
		{"kept for what fits", keys(handover.Keys{Kept: 1, Purpose: strings.Repeat("修", 60)}), ""},
		{"kept for what does not fit", keys(handover.Keys{Kept: 1, Purpose: strings.Repeat("修", 61)}), "handover.too_long"},
		{"kept until today", keys(handover.Keys{Kept: 1, Until: today}), ""},
		{"kept until yesterday", keys(handover.Keys{Kept: 1, Until: today.AddDays(-1)}), "handover.date_past"},
		{"a key that is on no list", func() error { return s.count(handover.Keys{Kind: "garage", Count: 1}) }, "handover.item_unknown"},
		{"no paper", papers(0), ""},
		{"99 of a paper", papers(99), ""},
		{"100 of a paper", papers(100), "handover.count_unclear"},
		{"papers below none", papers(-1), "handover.count_unclear"},
		{"a paper that is on no list", func() error { return s.hand(handover.Paper{Kind: "poster", Count: 1}) }, "handover.item_unknown"},
		{"a number that fits", meter(strings.Repeat("9", 60)), ""},
		{"a number that does not fit", meter(strings.Repeat("9", 61)), "handover.too_long"},
	} {
		if got := app.RefusalCode(c.do()); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Papers are handed over one by one or all at once; all at once leaves those alone that
// were counted already.
func TestPapersAreHandedOver(t *testing.T) {
	s := begin(t)
	s.Refused(s.hand(handover.Paper{Kind: "warranty_book", Count: 1}), "handover.not_checked_in")
	s.arrived()
	s.Must(s.hand(handover.Paper{Kind: "warranty_book", Count: 2}))
	if got := s.look().Paper("warranty_book"); got.Count != 2 || got.Original || got.By != reception.Staff || got.At != s.Clock || got.ID.IsNil() {
		t.Errorf("recorded %+v", got)
	}
	s.Must(s.desk.HandPapers(ctx, reception, unitID))
	for _, item := range handover.DefaultItems().Papers {
		want := handover.Paper{Count: 1, Original: true}
		if item.Key == "warranty_book" {
			want = handover.Paper{Count: 2}
		}
		if got := s.look().Paper(item.Key); got.Count != want.Count || got.Original != want.Original {
			t.Errorf("%s: %+v", item.Key, got)
		}
	}
	s.Must(s.hand(handover.Paper{Kind: "warranty_book", Count: 0})) // taken back
	if got := s.look().Paper("warranty_book"); got.Count != 0 {
		t.Errorf("%+v", got)
	}
}

// Two people fill the same line from forms that showed the same: both changes stand, the
// line is by who wrote last, and what the two make of it together has to be right.
func TestTwoFillTheSameLine(t *testing.T) {
	s := begin(t)
	s.arrived()
	until := s.Today().AddDays(7)
	theirs := func(do func(app.Actor) error) { // between seeing and writing
		t.Helper()
		s.Must(do(assistant))
	}

	s.Must(s.hand(handover.Paper{Kind: "user_manual", Count: 1}))
	paper := s.look().SeenPaper("user_manual")
	theirs(func(a app.Actor) error {
		seen := s.look().SeenPaper("user_manual")
		p := seen.Value
		p.Original = true
		return s.desk.HandPaper(ctx, a, unitID, seen, p)
	})
	p := paper.Value
	p.Count = 3
	s.Must(s.desk.HandPaper(ctx, reception, unitID, paper, p))
	if got := s.look().Paper("user_manual"); got.Count != 3 || !got.Original || got.By != reception.Staff || got.At != s.Clock {
		t.Errorf("paper: %+v", got)
	}

	s.Must(s.count(handover.Keys{Kind: "entrance", Count: 5, Kept: 1, Purpose: "维修", Until: until}))
	keys := s.look().SeenKeys("entrance")
	theirs(func(a app.Actor) error {
		seen := s.look().SeenKeys("entrance")
		k := seen.Value
		k.Kept = 0
		return s.desk.CountKeys(ctx, a, unitID, seen, k)
	})
	k := keys.Value
	k.Purpose = "换锁芯"
	s.Must(s.desk.CountKeys(ctx, reception, unitID, keys, k))
	if got := s.look().KeysOf("entrance"); got.Count != 5 || got.Kept != 0 || got.Purpose != "" || !got.Until.IsZero() || got.By != reception.Staff || got.At != s.Clock {
		t.Errorf("nothing is kept, and yet for something: %+v", got)
	}

	// Somebody had the day moved up, and by now it has passed.
	tomorrow := s.Today().AddDays(1)
	s.Must(s.count(handover.Keys{Kind: "mailbox", Count: 2, Kept: 1, Purpose: "维修", Until: tomorrow}))
	keys = s.look().SeenKeys("mailbox")
	theirs(func(a app.Actor) error {
		seen := s.look().SeenKeys("mailbox")
		k := seen.Value
		k.Until = s.Today()
		return s.desk.CountKeys(ctx, a, unitID, seen, k)
	})
	s.Clock = s.Clock.Add(24 * time.Hour)
	k = keys.Value
	k.Kept = 2
	s.Refused(s.desk.CountKeys(ctx, reception, unitID, keys, k), "handover.date_past")
}

// What the kept keys are for and until when: one of the two is not enough.
func TestKeptKeysAreAccountedFor(t *testing.T) {
	day := app.NewDate(2026, 12, 1)
	for _, c := range []struct {
		keys handover.Keys
		told bool
	}{
		{handover.Keys{}, true},
		{handover.Keys{Kept: 1}, false},
		{handover.Keys{Kept: 1, Purpose: "维修"}, false},
		{handover.Keys{Kept: 1, Until: day}, false},
		{handover.Keys{Kept: 1, Purpose: "维修", Until: day}, true},
	} {
		if c.keys.Told() != c.told {
			t.Errorf("%+v: told %t", c.keys, c.keys.Told())
		}
	}
}

// Kept keys go back once, to owners who have their home.
func TestKeysGoBackOnce(t *testing.T) {
	s := begin(t)
	back := func(kind string) error { return s.desk.ReturnKeys(ctx, reception, unitID, kind) }
	s.arrived()
	s.filled()
	s.Must(s.count(handover.Keys{Kind: "mailbox", Count: 2}))
	s.Refused(back("entrance"), "handover.no_keys_kept") // the home is not theirs yet
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Accepted}))
	d, err := s.desk.DrawUp(ctx, reception, unitID)
	s.Must(err)
	s.signed(d)
	s.Must(s.desk.Complete(ctx, reception, unitID))
	s.Refused(back("mailbox"), "handover.no_keys_kept") // none of these was kept
	s.Refused(back("storage"), "handover.no_keys_kept") // nor ever counted
	s.Clock = s.Clock.Add(48 * time.Hour)
	s.Must(back("entrance"))
	if got := s.look().KeysOf("entrance"); got.Returned != s.Today() || got.Kept != 1 {
		t.Errorf("%+v", got)
	}
	s.Refused(back("entrance"), "handover.no_keys_kept")
}

// At a new visit a meter may stay unread, and may show the same or more.
func TestAMeterIsReadAgainAtTheNextVisit(t *testing.T) {
	for _, c := range []struct {
		number, reading, want string
	}{
		{"SB01", "", ""},
		{"SB01", "00012.5", ""},
		{"SB01", "00012.6", ""},
		{"SB01", "00012.4", "handover.reading_back"},
		{"SB02", "0", ""},
	} {
		s := begin(t)
		s.arrived()
		s.Must(s.read(handover.Meter{Kind: "water", Number: "SB01", Reading: "00012.5"}))
		s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Postponed, NextOn: s.Today().AddDays(1)}))
		s.Clock = s.Clock.Add(24 * time.Hour)
		s.Must(s.desk.CheckIn(ctx, reception, unitID))
		if got := app.RefusalCode(s.read(handover.Meter{Kind: "water", Number: c.number, Reading: c.reading})); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.number, c.reading, got, c.want)
		}
	}
	// One that had no reading has nothing to run back from.
	s := begin(t)
	s.arrived()
	s.Must(s.read(handover.Meter{Kind: "water", Number: "SB01"}))
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Postponed, NextOn: s.Today().AddDays(1)}))
	s.Clock = s.Clock.Add(24 * time.Hour)
	s.Must(s.desk.CheckIn(ctx, reception, unitID))
	s.Must(s.read(handover.Meter{Kind: "water", Number: "SB01", Reading: "0"}))
}

// Who stood at the desk is the owner, unless somebody says otherwise.
func TestWhoWasSeen(t *testing.T) {
	s := begin(t)
	s.Must(s.desk.CheckIn(ctx, reception, unitID))
	for said, want := range map[string]string{"": "王建国", "  ": "王建国", " 王健国 ": "王健国"} {
		s.Must(s.desk.CheckOwner(ctx, reception, unitID, wangID, handover.Identification{Paper: " 护照 ", Name: said}))
		if got := *s.look().Owners[0].Check; got.Name != want || got.Paper != "护照" || got.Original || !got.Authority.IsNil() || got.By != reception.Staff {
			t.Errorf("%q: %+v", said, got)
		}
	}
	s.Refused(s.desk.CheckOwner(ctx, reception, unitID, wangID, handover.Identification{Paper: "  "}), "handover.paper_unclear")
	s.Refused(s.desk.CheckAgent(ctx, reception, unitID, contract.Authority{}, handover.Agent{nil, handover.Identification{Paper: "身份证"}}), "handover.owner_missing")
}
