package rectify

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/datatest"
	"keyday/ui/lists"
	"keyday/ui/screen/shell"
	"keyday/ui/screen/shell/shelltest"
)

func TestMain(m *testing.M) { shelltest.Main(m) }

func id(text string) app.ID { return app.DerivedID(app.Nil, text) }

var (
	noon    = time.Date(2026, 11, 25, 12, 0, 0, 0, site.Site{}.Location())
	today   = app.DateOf(noon)
	home    = site.Unit{ID: id("unit"), Building: apptest.BuildingID, HouseType: id("type"), Entrance: "2", Floor: 15, Room: "1501", Code: "3-2-1501"}
	rooms   = []site.Room{{Key: "bed1", Kind: site.Bedroom, Name: "主卧"}, {Key: "kitchen", Kind: site.Kitchen, Name: "厨房"}}
	plaster = site.Firm{ID: id("plaster"), Name: "宏达抹灰工程有限公司", Trades: []string{"plaster"}}
	tiler   = site.Firm{ID: id("tiler"), Name: "永固瓷砖", Trades: []string{"tiling"}}
	wang    = apptest.Supervisor
	li      = app.Actor{Staff: id("li"), Name: "李强", Role: app.Handover}
	manager = app.Actor{Staff: id("zhou"), Name: "周静", Role: app.Manager}
)

// bare is a site with a home, and no defect.
func bare(t testing.TB) *datatest.Site {
	t.Helper()
	return datatest.Open(t, noon, plaster, tiler, apptest.PersonOf(li), apptest.PersonOf(manager),
		site.Building{ID: apptest.BuildingID, Community: apptest.CommunityID, Code: "3", Name: "3幢", Completed: today.AddDays(-100)},
		site.HouseType{ID: id("type"), Name: "A户型", Rooms: rooms}, home,
		site.Owner{ID: id("zhang"), Name: "张伟"}, site.Ownership{ID: id("owns"), Unit: home.ID, Owner: id("zhang")})
}

// some are a few defects in every state that work waits in; only has those of the numbers.
func some(t testing.TB) *datatest.Site { t.Helper(); return only(t, 1, 2, 3, 4, 5, 6, 7) }

func only(t testing.TB, numbers ...int) *datatest.Site {
	t.Helper()
	records := []any{defect.Photo{ID: id("after"), Defect: nth(1), Hash: "gone", Stage: defect.After, Round: 1, By: li.Staff, At: noon.Add(time.Second)},
		moved("recorded", defect.Record, "", defect.Open, li, -9), moved("assigned", defect.Assign, defect.Open, defect.Assigned, wang, -8)}
	for _, n := range numbers {
		d := defect.Defect{ID: nth(n), Number: app.DefectNumber.Format("01", n), Unit: home.ID,
			Origin: defect.Internal, OriginRound: 1, Room: "bed1", Part: "墙面", Phrase: "空鼓", State: states[n], Round: 1,
			Severity: site.Normal, Trade: site.Plaster, Warranty: site.WarrantyFinishes, FoundBy: li.Staff, FoundAt: noon.AddDate(0, 0, -9),
			Firm: plaster.ID, Due: today.AddDays(n - 3)}
		switch d.State {
		case defect.Fixing:
			d.Severity, d.Round = site.Serious, 2
		case defect.Fixed:
			d.FixedAt, d.FixedWorker, d.FixedFirm, d.FixedRecordedBy = noon, "马师傅", plaster.ID, li.Staff
		case defect.Open:
			d.Firm, d.Due = app.Nil, 0
		case defect.Held:
			d.ReviewOn = today.AddDays(4)
		case defect.Disputed:
			d.Phrase, d.Note = "", "门框\n与墙面之间有缝"
		case defect.Verified:
			d.VerifiedAt, d.VerifiedBy = noon, wang.Staff
		}
		records = append(records, d)
		if d.State != defect.Open {
			records = append(records, defect.Photo{ID: id(fmt.Sprint("before ", n)), Defect: d.ID, Hash: "before", Stage: defect.Before, Round: 1, By: li.Staff, At: noon})
		}
	}
	o := bare(t)
	o.Put(records...)
	return o
}

// states are those of the defects, by number.
var states = []defect.State{1: defect.Assigned, 2: defect.Fixing, 3: defect.Fixed, 4: defect.Open, 5: defect.Held, 6: defect.Disputed, 7: defect.Verified}

// moved is a step that the first defect took some days ago.
func moved(name string, step defect.Step, from, to defect.State, by app.Actor, days int) defect.Move {
	m := defect.Move{Move: app.Move[defect.State]{ID: id(name), From: from, To: to, By: by.Staff, At: noon.AddDate(0, 0, days)}, Defect: nth(1), Step: step, Round: 1}
	if step == defect.Assign {
		m.Firm, m.Date = plaster.ID, today.AddDays(-2)
	}
	return m
}

// nth is the nth defect, D-01-0000n.
func nth(n int) app.ID { return id(fmt.Sprint("defect ", n)) }

// stage is the place in a test window.
type stage struct {
	*shelltest.Stage
	*datatest.Site
	pg *page
}

func open(t testing.TB, o *datatest.Site, actor app.Actor, r shell.Route) *stage {
	t.Helper()
	return openWith(t, o, actor, r, Params{}, nil)
}

// openWith reads by p.Read where it is given, in place of the site, and by another runner.
func openWith(t testing.TB, o *datatest.Site, actor app.Actor, r shell.Route, p Params, run shell.Runner) *stage {
	t.Helper()
	s := &stage{Site: o}
	p.Desk, p.List, p.Pictures = o.Desk.Defect, o.Desk.Inspect.List(), &apptest.Pictures{}
	if p.Read == nil {
		p.Read = o.Store
	}
	list := lists.Open(lists.OfDefects, p.Read)
	s.Stage = shelltest.Begin(t, shelltest.Params{Now: noon, Runner: run, Elsewhere: shelltest.Elsewhere("unit", "document", "inspect"),
		Header: shell.Header{Site: "锦绣花园一期", Actor: actor},
		Title:  "shell.place.rectify", Place: func(title func() string) shell.Place { p.Title = title; return Place(p) },
		Build: func(c *shell.Context) fyne.CanvasObject {
			s.pg = newPage(c, p, list)
			return s.pg.view
		}})
	o.Told = s.Changed
	s.Stage.Open(r)
	return s
}

// again opens the place anew as somebody, in the same window: building a window
// costs more than what most tests look at.
func (s *stage) again(actor app.Actor, r shell.Route) {
	s.As(actor)
	s.Stage.Open(shell.To("inspect"))
	s.Asked, s.Went = nil, nil
	s.Stage.Open(r)
}

// change changes the nth defect as somebody at another laptop does: nobody is told.
func change(t testing.TB, o *datatest.Site, n int, change func(*defect.Defect)) {
	t.Helper()
	row, err := o.Defect(t.Context(), nth(n))
	if err != nil {
		t.Fatal(err)
	}
	change(&row.Defect)
	o.Put(row.Defect)
}

// reads are what the site answers, but for what a test has in its place.
type reads struct {
	Reader
	fail error
	long []defect.Line // a list that is kept nowhere
}

// numbered is the identity of a row of a long list.
func numbered(i int) app.ID { return app.ID{1, byte(i >> 16), byte(i >> 8), byte(i)} }

func (r *reads) DefectLines(ctx context.Context, ids []app.ID, each func(defect.Line)) error {
	switch {
	case r.fail != nil:
		return r.fail
	case r.long == nil:
		return r.Reader.DefectLines(ctx, ids, each)
	}
	for _, d := range r.long {
		each(d)
	}
	return nil
}

// current is the defect that the keyboard is on.
func (s *stage) current() app.ID {
	r, some := s.pg.list.Table.Current()
	if !some {
		return app.Nil
	}
	return r.ID()
}

// shown are the last digits of the numbers that the list shows, in order.
func (s *stage) shown() string {
	var all []string
	for _, r := range s.pg.list.Table.Records() {
		number := r.Text("number")
		all = append(all, number[len(number)-1:])
	}
	return strings.Join(all, " ")
}

// numbers are the ends of the defects' numbers: "1,2".
func (s *stage) numbers(ids ...app.ID) string {
	s.Helper()
	rows, err := s.DefectRows(s.Context(), ids)
	if err != nil {
		s.Fatal(err)
	}
	var all []string
	for _, id := range ids {
		all = append(all, "–")
		for _, r := range rows {
			if r.ID == id {
				all[len(all)-1] = r.Number
			}
		}
	}
	return strings.Join(all, ",")
}

// last is what was done last about the home: by whom, to which defects, and what was given
// for it.
func (s *stage) last() string { s.Helper(); return s.lastAbout(home.ID) }

func (s *stage) lastAbout(about app.ID) string {
	s.Helper()
	names := []string{plaster.ID.String(), "plaster", tiler.ID.String(), "tiler"}
	for n := range states {
		names = append(names, nth(n).String(), fmt.Sprint(n))
	}
	return strings.NewReplacer(names...).Replace(s.Did(about, "firm", "worker", "reason", "due", "review_on", "promised", "duplicate_of", "deadline", "requirement"))
}

// described is what is said of the nth defect.
func (s *stage) described(n int) string {
	s.Helper()
	d, err := s.Defect(s.Context(), nth(n))
	if err != nil {
		s.Fatal(err)
	}
	return fmt.Sprint(d.Room, "/", d.Part, "/", d.Phrase, "/", d.Note, "/", d.Severity, "/", d.Trade, "/", d.Warranty, "/", d.PinX, ",", d.PinY)
}

// photos are the nth defect's: "before:hash after:hash".
func (s *stage) photos(n int) string {
	s.Helper()
	photos, err := s.DefectPhotosOf(s.Context(), nth(n))
	if err != nil {
		s.Fatal(err)
	}
	var all []string
	for _, p := range photos {
		all = append(all, string(p.Stage)+":"+p.Hash)
	}
	return strings.Join(all, " ")
}
