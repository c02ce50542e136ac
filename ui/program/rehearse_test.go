package program

import (
	"bytes"
	"context"
	"errors"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/rehearsal"
	"keyday/data/records"
	"keyday/data/store"
	"keyday/ui/command"
	"keyday/ui/paper/set"
	"keyday/ui/words"
)

// small is a site that takes a moment to make.
var small = rehearsal.Plan{Buildings: 3, Units: 36, Defects: 300, Seed: 7, Today: app.NewDate(2026, 11, 23)}

func makeRehearsal(t testing.TB, p rehearsal.Plan) (string, rehearsal.Made) {
	t.Helper()
	t.Setenv("KEYDAY_KEYS", "file")
	dir := filepath.Join(t.TempDir(), "rehearsal")
	made, err := rehearse(context.Background(), dir, p, func(int, int, string) {})
	if err != nil {
		t.Fatal(err)
	}
	return dir, made
}

// keyday runs the command line on a site, and fails the test unless it ends well.
func keyday(t testing.TB, dir string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	env := func(name string) string { return map[string]string{"LANG": "zh_CN.UTF-8"}[name] }
	code := command.Run(context.Background(), append([]string{"--data", dir}, args...), program{}, command.Terminal{Out: &out, Err: &errs, Env: env, Words: words.New()})
	if code != command.Done {
		t.Fatalf("keyday %s ended with %d: %s", strings.Join(args, " "), code, errs.String())
	}
	return out.String()
}

func openReading(t testing.TB, dir string) *records.Store {
	t.Helper()
	s, err := records.Open(context.Background(), dir, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// chainEnd is where the site's journal stands, with the hash over all of it.
func chainEnd(t testing.TB, dir string) string {
	t.Helper()
	s, err := records.Open(context.Background(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return s.Anchor()
}

// One seed makes one site: the chain ends in the same hash, which holds every
// operation there is, and what goes out of it is the same to the byte. Another
// seed makes another.
func TestRehearsalIsRepeatable(t *testing.T) {
	one, _ := makeRehearsal(t, small)
	again, _ := makeRehearsal(t, small)
	other := small
	other.Seed++
	another, _ := makeRehearsal(t, other)
	if a, b := chainEnd(t, one), chainEnd(t, again); a != b {
		t.Errorf("one seed, two chains: %s and %s", a, b)
	}
	if a, b := chainEnd(t, one), chainEnd(t, another); a == b {
		t.Errorf("two seeds, one chain: %s", a)
	}
	export := func(dir, name string) []byte {
		file := filepath.Join(t.TempDir(), name)
		keyday(t, dir, "export", "units", "--out", file)
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	for _, name := range []string{"units.xlsx", "units.csv"} {
		if a, b := export(one, name), export(again, name); !bytes.Equal(a, b) {
			t.Errorf("%s differs between two sites of one seed", name)
		}
		if a, b := export(one, name), export(another, name); bytes.Equal(a, b) {
			t.Errorf("%s is the same for two seeds", name)
		}
	}
}

// A rehearsal is what was asked for, in the midst of its work, and as intact as a
// site that people made.
func TestRehearsalStandsMidway(t *testing.T) {
	p := small
	p.Defects = 700 // enough for the rare states
	dir, made := makeRehearsal(t, p)
	ctx := context.Background()
	s := openReading(t, dir)
	about, err := s.Site(ctx)
	if err != nil || !about.Rehearsal {
		t.Errorf("%+v is not marked as a rehearsal (%v)", about, err)
	}
	units, err := s.Units(ctx)
	if err != nil || len(units) != p.Units || made.Units != p.Units {
		t.Errorf("%d units, %d said, want %d (%v)", len(units), made.Units, p.Units, err)
	}
	counts, sum := map[defect.State]int{}, 0
	if err := s.DefectLines(ctx, nil, func(d defect.Line) { counts[d.State]++; sum++ }); err != nil {
		t.Fatal(err)
	}
	if sum != p.Defects || made.Defects != p.Defects {
		t.Errorf("%d defects, %d said, want %d", sum, made.Defects, p.Defects)
	}
	for _, state := range []defect.State{defect.Open, defect.Disputed, defect.Assigned, defect.Held, defect.Fixing, defect.Fixed, defect.Verified, defect.AcceptedAsIs, defect.OwnerOK, defect.Cancelled} {
		if counts[state] == 0 {
			t.Errorf("no defect is %s", state)
		}
	}
	cases := map[handover.State]int{}
	pinned := map[[2]string]image.Rectangle{} // by house type and room: where defects are pinned
	for _, u := range units {
		all, err := s.DefectsOfUnit(ctx, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range all {
			if d.PinX+d.PinY > 0 {
				room := [2]string{u.HouseType.String(), d.Room}
				pinned[room] = pinned[room].Union(image.Rect(d.PinX, d.PinY, d.PinX+1, d.PinY+1))
			}
		}
		if len(u.Incomplete) > 0 {
			t.Errorf("%s is incomplete: %v", u.Code, u.Incomplete)
		}
		c, there, err := s.CaseOfUnit(ctx, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		if there {
			cases[c.State]++
		}
		if c.State == handover.Completed && app.DateOf(c.ArrivedAt) != c.CompletedOn {
			t.Errorf("%s was handed over on %s, and its owners came at %s", u.Code, c.CompletedOn, c.ArrivedAt)
		}
		owners, err := s.OwnersOf(ctx, u.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range owners {
			if lacking := set.Lacks(o.Owner.Name); len(lacking) > 0 {
				t.Errorf("%s cannot be printed: %c", o.Owner.Name, lacking)
			}
		}
	}
	for one, here := range pinned {
		for other, there := range pinned {
			if one != other && one[0] == other[0] && here.Overlaps(there) {
				t.Errorf("defects of %s are pinned at %v, and those of %s at %v", one[1], here, other[1], there)
			}
		}
	}
	if len(pinned) < 20 {
		t.Errorf("only %d rooms have a pinned defect", len(pinned))
	}
	for _, state := range []handover.State{handover.Booked, handover.Completed} {
		if cases[state] == 0 {
			t.Errorf("no handover is %s: %v", state, cases)
		}
	}
	if made.Certificates != cases[handover.Completed] {
		t.Errorf("%d certificates for %d completed handovers", made.Certificates, cases[handover.Completed])
	}
	if !strings.Contains(keyday(t, dir, "verify", "--json"), `"intact": true`) {
		t.Error("the rehearsal does not verify")
	}
}

func BenchmarkRehearseSmall(b *testing.B) {
	p := rehearsal.Plan{Buildings: 2, Units: 48, Defects: 400, Seed: 1, Today: small.Today}
	for b.Loop() {
		makeRehearsal(b, p)
	}
}

func BenchmarkRehearse(b *testing.B) {
	p := rehearsal.Standard()
	p.Today = small.Today
	for b.Loop() {
		makeRehearsal(b, p)
	}
}

// A rehearsal that is stopped half-way leaves no site that anybody could open.
func TestRehearsalStoppedHalfWay(t *testing.T) {
	t.Setenv("KEYDAY_KEYS", "file")
	parent := t.TempDir()
	ctx, stop := context.WithCancel(t.Context())
	_, err := rehearse(ctx, filepath.Join(parent, "rehearsal"), small, func(_, _ int, what string) {
		if what == "units" {
			stop()
		}
	})
	left, _ := os.ReadDir(parent)
	if !errors.Is(err, context.Canceled) || len(left) > 0 {
		t.Errorf("it ended with %v and left %v", err, left)
	}
}

// Whatever small numbers are asked for, the rehearsal is made as asked, or refused in
// words; it never fails in its own dice.
func FuzzRehearsal(f *testing.F) {
	for _, p := range []struct {
		buildings, units, defects, photos int
		seed                              uint64
	}{
		{1, 24, 60, 2, 2}, // an album so thin that it has no picture of most trades
		{1, 1, 0, 0, 0}, {1, 1, 60, 1, 1}, {3, 4, 5, 3, 3}, {2, 2, 1, 1, 4}, {1, 1, 61, 0, 5},
		{0, 0, 0, 0, 6}, {-1, -1, -1, -1, 7}, {2, 1, 0, 0, 8}, {1, 1, 1, -1, 9}, {61, 61, 0, 0, 10},
	} {
		f.Add(p.buildings, p.units, p.defects, p.photos, p.seed, int(small.Today))
	}
	f.Add(1, 1, 1, 1, uint64(11), -800000)
	f.Fuzz(func(t *testing.T, buildings, units, defects, photos int, seed uint64, today int) {
		if units > 24 || defects > 300 || photos > 30 {
			t.Skip("larger ones only take longer")
		}
		t.Setenv("KEYDAY_KEYS", "file")
		p := rehearsal.Plan{Buildings: buildings, Units: units, Defects: defects, Photos: photos, Seed: seed, Today: app.Date(today)}
		made, err := rehearse(t.Context(), filepath.Join(t.TempDir(), "rehearsal"), p, func(int, int, string) {})
		switch {
		case err != nil && strings.HasPrefix(app.RefusalCode(err), "rehearsal."):
		case err != nil:
			t.Errorf("%+v: %v", p, err)
		case made.Units != units || made.Defects != defects || made.Buildings != buildings || photos > 0 && made.Photos != photos:
			t.Errorf("%+v made %+v", p, made)
		}
	})
}
