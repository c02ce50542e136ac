package defect_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
)

// book is a site in memory: what the desk's transactions read and write. A use
// case that fails leaves it as it was, as a transaction does.
type book struct {
	contract.Tx // what no notice asks for: a call panics

	now   time.Time
	actor app.Actor
	ids   int
	last  map[app.Series]int
	done  []string // names of the actions that were committed

	changes [][2]defect.Defect // what the answers of an inspection follow

	site      site.Site
	buildings map[app.ID]site.Building
	units     map[app.ID]site.Unit
	types     map[app.ID]site.HouseType
	firms     map[app.ID]site.Firm
	people    []staff.Person

	defects map[app.ID]defect.Defect
	moves   []defect.Move
	photos  []defect.Photo
	notices map[app.ID]defect.Notice
	limits  map[app.ID]defect.Limits
	books   map[app.ID]defect.WarrantyBook

	papers map[app.ID]contract.Document
	turns  []contract.Move
	fields []contract.Field
}

func (b *book) clone() *book {
	c := *b
	c.last = maps.Clone(b.last)
	c.defects, c.notices = maps.Clone(b.defects), maps.Clone(b.notices)
	c.limits, c.books, c.papers = maps.Clone(b.limits), maps.Clone(b.books), maps.Clone(b.papers)
	c.moves, c.photos, c.turns, c.fields = slices.Clone(b.moves), slices.Clone(b.photos), slices.Clone(b.turns), slices.Clone(b.fields)
	return &c
}

// Do is the one way to write, all or nothing.
func (b *book) Do(_ context.Context, actor app.Actor, action string, fn func(defect.DeskTx) error) error {
	before := b.clone()
	b.actor = actor
	if err := fn(b); err != nil {
		*b = *before
		return err
	}
	b.done = append(b.done, action)
	return nil
}

func unknown(kind string, id app.ID) error {
	return app.Refuse("record.unknown", "kind", kind, "id", id.String())
}

func get[T any](kind string, all map[app.ID]T, id app.ID) (T, error) {
	r, there := all[id]
	if !there {
		return r, unknown(kind, id)
	}
	return r, nil
}

func (b *book) DefectChanged(was, now defect.Defect) error {
	b.changes = append(b.changes, [2]defect.Defect{was, now})
	return nil
}

func (b *book) Actor() app.Actor { return b.actor }
func (b *book) Now() time.Time   { return b.now }
func (b *book) Today() app.Date  { return app.DateOf(b.now) }
func (b *book) NewID() app.ID    { b.ids++; return named(fmt.Sprint("made ", b.ids)) }
func (b *book) Number(k app.Series) (string, error) {
	b.last[k]++
	return k.Format("01", b.last[k]), nil
}

func (b *book) Site() (site.Site, error)                      { return b.site, nil }
func (b *book) Building(id app.ID) (site.Building, error)     { return get("building", b.buildings, id) }
func (b *book) Unit(id app.ID) (site.Unit, error)             { return get("unit", b.units, id) }
func (b *book) HouseType(id app.ID) (site.HouseType, error)   { return get("house_type", b.types, id) }
func (b *book) Firm(id app.ID) (site.Firm, error)             { return get("firm", b.firms, id) }
func (b *book) People() ([]staff.Person, error)               { return b.people, nil }
func (b *book) Defect(id app.ID) (defect.Defect, error)       { return get("defect", b.defects, id) }
func (b *book) PutDefect(d defect.Defect) error               { b.defects[d.ID] = d; return nil }
func (b *book) PutDefectMove(m defect.Move) error             { b.moves = append(b.moves, m); return nil }
func (b *book) PutDefectPhoto(p defect.Photo) error           { b.photos = append(b.photos, p); return nil }
func (b *book) Notice(id app.ID) (defect.Notice, error)       { return get("notice", b.notices, id) }
func (b *book) PutNotice(n defect.Notice) error               { b.notices[n.ID] = n; return nil }
func (b *book) Document(id app.ID) (contract.Document, error) { return get("document", b.papers, id) }
func (b *book) PutDocument(d contract.Document) error         { b.papers[d.ID] = d; return nil }
func (b *book) PutDocumentMove(m contract.Move) error         { b.turns = append(b.turns, m); return nil }
func (b *book) PutSignatureField(f contract.Field) error      { b.fields = append(b.fields, f); return nil }

func (b *book) AmendDefect(seen *app.Seen[defect.Defect], d defect.Defect) error {
	apptest.AmendIn(b.defects, d.ID, seen, d)
	return nil
}

func (b *book) AmendDefectLimits(seen *app.Seen[defect.Limits], l defect.Limits) error {
	apptest.AmendIn(b.limits, l.ID, seen, l)
	return nil
}

func (b *book) AmendWarrantyBook(seen *app.Seen[defect.WarrantyBook], w defect.WarrantyBook) error {
	apptest.AmendIn(b.books, w.ID, seen, w)
	return nil
}

func (b *book) Firms() ([]site.Firm, error) {
	all := slices.Collect(maps.Values(b.firms))
	slices.SortFunc(all, func(x, y site.Firm) int { return slices.Compare(x.ID[:], y.ID[:]) })
	return all, nil
}

func (b *book) DefectLimits(id app.ID) (defect.Limits, error) {
	return get("defect_limits", b.limits, id)
}

func (b *book) WarrantyBook(id app.ID) (defect.WarrantyBook, error) {
	return get("warranty_book", b.books, id)
}

func (b *book) DefectsOfUnit(unit app.ID) (all []defect.Defect, _ error) {
	for _, d := range b.defects {
		if d.Unit == unit {
			all = append(all, d)
		}
	}
	return all, nil
}

func (b *book) DefectMovesOf(id app.ID) (all []defect.Move, _ error) {
	for _, m := range b.moves {
		if m.Defect == id {
			all = append(all, m)
		}
	}
	return all, nil
}

func (b *book) DefectPhotosOf(id app.ID) (all []defect.Photo, _ error) {
	for _, p := range b.photos {
		if p.Defect == id {
			all = append(all, p)
		}
	}
	return all, nil
}

func (b *book) NoticesOfFirm(firm app.ID) (all []defect.Notice, _ error) {
	for _, n := range b.notices {
		if n.Firm == firm {
			all = append(all, n)
		}
	}
	return all, nil
}

func named(text string) app.ID { return app.DerivedID(app.Nil, text) }

// stage is a site with two communities, three firms and a team, at noon on a day.
type stage struct {
	*testing.T
	*book
	desk *defect.Desk
}

var (
	east, west            = named("east"), named("west")
	unitID, farUnit       = named("3-2-1501"), named("9-1-101")
	plaster, tiler        = named("plaster firm"), named("tiler firm")
	closedFirm            = named("closed firm")
	wang                  = app.Actor{Staff: named("wang"), Name: "王敏", Role: app.Supervisor, Communities: []app.ID{east}}
	li                    = app.Actor{Staff: named("li"), Name: "李强", Role: app.Handover, Communities: []app.ID{east}}
	zhao                  = app.Actor{Staff: named("zhao"), Name: "赵倩", Role: app.Handover, Communities: []app.ID{east}}
	sun                   = app.Actor{Staff: named("sun"), Name: "孙丽", Role: app.Assistant, Communities: []app.ID{east}}
	stranger              = app.Actor{Staff: named("stranger"), Name: "周", Role: app.Supervisor, Communities: []app.ID{west}}
	noon                  = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	today                 = app.DateOf(noon)
	salt            uint8 = 7
)

func setUp(t *testing.T) *stage {
	t.Helper()
	person := func(a app.Actor) staff.Person {
		return staff.Person{ID: a.Staff, Name: a.Name, Role: a.Role, Communities: a.Communities}
	}
	b := &book{
		now: noon, last: map[app.Series]int{},
		site: site.Site{ID: named("site"), Name: "锦绣花园一期", Company: "锦绣置业有限公司", Rehearsal: true},
		buildings: map[app.ID]site.Building{
			named("3"): {ID: named("3"), Community: east, Completed: app.NewDate(2026, 6, 30)},
			named("9"): {ID: named("9"), Community: west},
		},
		units: map[app.ID]site.Unit{
			unitID:  {ID: unitID, Building: named("3"), Code: "3-2-1501", HouseType: named("A")},
			farUnit: {ID: farUnit, Building: named("9"), Code: "9-1-101"},
		},
		types: map[app.ID]site.HouseType{named("A"): {ID: named("A"), Rooms: []site.Room{{Key: "bed1", Name: "主卧"}}}},
		firms: map[app.ID]site.Firm{
			plaster:    {ID: plaster, Name: "宏达抹灰", Trades: []string{"plaster", "paint"}, Contact: "马师傅", Phone: "13800000001"},
			tiler:      {ID: tiler, Name: "永固瓷砖", Trades: []string{"tiling", "paint"}},
			closedFirm: {ID: closedFirm, Name: "已退场", Trades: []string{"plaster"}, Closed: true},
		},
		people:  []staff.Person{person(wang), person(li), person(zhao), person(sun), person(stranger)},
		defects: map[app.ID]defect.Defect{}, notices: map[app.ID]defect.Notice{},
		limits: map[app.ID]defect.Limits{}, books: map[app.ID]defect.WarrantyBook{}, papers: map[app.ID]contract.Document{},
	}
	press := func() contract.Press {
		salt++
		fresh := make([]byte, contract.SaltSize)
		fresh[0] = salt
		return contract.Press{
			Wording: func(template string) app.Wording { return app.Wording{Template: template} }, Word: func(key string) string { return "<" + key + ">" },
			Encode: func(content any) ([]byte, error) {
				body, err := json.Marshal(content)
				return append(body, fresh...), err
			},
			Salt: fresh, Anchor: "anchor",
		}
	}
	return &stage{T: t, book: b, desk: defect.New(b, press)}
}

// seen is a defect as it is shown at present.
func (s *stage) seen(d defect.Defect) *app.Seen[defect.Defect] {
	return &app.Seen[defect.Defect]{Value: s.defects[d.ID]}
}

func (s *stage) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s *stage) refused(err error, code string) {
	s.Helper()
	if got := app.RefusalCode(err); got != code {
		s.Errorf("refused with %q (%v), want %q", got, err, code)
	}
}

func hollow() defect.Description {
	return defect.Description{Room: "bed1", Item: "wall.hollow", Part: "墙面", Phrase: "空鼓",
		Severity: site.Normal, Trade: site.Plaster, Warranty: site.WarrantyFinishes}
}

// found records a defect, by Li, in an internal round.
func (s *stage) found(change ...func(*defect.Finding)) defect.Defect {
	s.Helper()
	f := defect.Finding{Unit: unitID, Origin: defect.Internal, OriginRound: 1, Description: hollow(), Photos: []string{"before"}}
	for _, c := range change {
		c(&f)
	}
	d, err := s.desk.Record(context.Background(), li, f)
	s.must(err)
	return d
}

// in brings a fresh defect into a state, by the steps that lead to it.
func (s *stage) in(state defect.State) defect.Defect {
	s.Helper()
	ctx := context.Background()
	d := s.found(func(f *defect.Finding) {
		f.AsNote = state == defect.Noted
		if state == defect.OwnerOK {
			f.Origin = defect.Accompanied
		}
	})
	assign := func() { s.must(s.desk.Assign(ctx, wang, []app.ID{d.ID}, plaster, 0)) }
	fix := func() { s.must(s.desk.Fix(ctx, li, d.ID, work)) }
	verify := func() { s.must(s.desk.Verify(ctx, zhao, d.ID, defect.Inspection{})) }
	switch state {
	case defect.Noted, defect.Open:
	case defect.Disputed:
		assign()
		s.must(s.desk.Dispute(ctx, li, d.ID, "不是我方施工"))
	case defect.Assigned:
		assign()
	case defect.Held:
		assign()
		s.must(s.desk.Hold(ctx, wang, d.ID, "等材料", today.AddDays(5)))
	case defect.Fixing:
		assign()
		s.must(s.desk.Start(ctx, li, d.ID))
	case defect.Fixed:
		assign()
		fix()
	case defect.Verified:
		assign()
		fix()
		verify()
	case defect.AcceptedAsIs:
		s.must(s.desk.AcceptAsIs(ctx, wang, d.ID, "不影响使用", "张伟"))
	case defect.OwnerOK:
		assign()
		fix()
		verify()
		s.must(s.desk.OwnerOK(ctx, li, d.ID, "张伟"))
	case defect.Cancelled:
		s.must(s.desk.Cancel(ctx, wang, d.ID, "看错了", app.Nil))
	default:
		s.Fatalf("no way to %s", state)
	}
	if got := s.defects[d.ID].State; got != state {
		s.Fatalf("is %s, want %s", got, state)
	}
	return s.defects[d.ID]
}

var work = defect.Work{Worker: "马师傅", Photos: []string{"after"}}
