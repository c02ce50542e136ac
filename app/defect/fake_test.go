package defect_test

import (
	"context"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/app/staff"
)

func named(text string) app.ID { return app.DerivedID(app.Nil, text) }

// stage is a site with two communities, three firms and a team, at noon on a day.
type stage struct {
	apptest.Scene
	desk    *defect.Desk
	site    apptest.Table[site.Site]
	units   apptest.Table[site.Unit]
	people  apptest.Table[staff.Person]
	defects apptest.Table[defect.Defect]
	moves   apptest.Table[defect.Move]
	photos  apptest.Table[defect.Photo]
	notices apptest.Table[defect.Notice]
	papers  apptest.Table[contract.Document]
	fields  apptest.Table[contract.Field]
	changes *[][2]defect.Defect // what the answers of an inspection follow
}

// deskTx is a transaction that notes what the answers of an inspection follow.
type deskTx struct {
	*apptest.Memory
	changes *[][2]defect.Defect
}

func (tx deskTx) DefectChanged(was, now defect.Defect) error {
	*tx.changes = append(*tx.changes, [2]defect.Defect{was, now})
	return nil
}

var (
	east, west      = named("east"), named("west")
	unitID, farUnit = named("3-2-1501"), named("9-1-101")
	plaster, tiler  = named("plaster firm"), named("tiler firm")
	closedFirm      = named("closed firm")
	wang            = app.Actor{Staff: named("wang"), Name: "王敏", Role: app.Supervisor, Communities: []app.ID{east}}
	li              = app.Actor{Staff: named("li"), Name: "李强", Role: app.Handover, Communities: []app.ID{east}}
	zhao            = app.Actor{Staff: named("zhao"), Name: "赵倩", Role: app.Handover, Communities: []app.ID{east}}
	sun             = app.Actor{Staff: named("sun"), Name: "孙丽", Role: app.Assistant, Communities: []app.ID{east}}
	stranger        = app.Actor{Staff: named("stranger"), Name: "周", Role: app.Supervisor, Communities: []app.ID{west}}
	noon            = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	today           = app.DateOf(noon)
)

func setUp(t *testing.T) *stage {
	m := apptest.New(
		site.Site{ID: named("site"), Name: "锦绣花园一期", Company: "锦绣置业有限公司", Rehearsal: true},
		site.Building{ID: named("3"), Community: east, Completed: app.NewDate(2026, 6, 30)},
		site.Building{ID: named("9"), Community: west},
		site.HouseType{ID: named("A"), Rooms: []site.Room{{Key: "bed1", Name: "主卧"}}},
		site.Unit{ID: unitID, Building: named("3"), Code: "3-2-1501", HouseType: named("A")},
		site.Unit{ID: farUnit, Building: named("9"), Code: "9-1-101"},
		site.Firm{ID: plaster, Name: "宏达抹灰", Trades: []string{"plaster", "paint"}, Contact: "马师傅", Phone: "13800000001"},
		site.Firm{ID: tiler, Name: "永固瓷砖", Trades: []string{"tiling", "paint"}},
		site.Firm{ID: closedFirm, Name: "已退场", Trades: []string{"plaster"}, Closed: true},
	)
	m.Clock = noon
	for _, a := range []app.Actor{wang, li, zhao, sun, stranger} {
		m.Add(apptest.PersonOf(a))
	}
	tx := deskTx{m, new([][2]defect.Defect)}
	return &stage{
		apptest.Scene{T: t, Memory: m}, defect.New(apptest.WriterOf[defect.DeskTx](m, tx), apptest.Issuer()),
		apptest.Of[site.Site](m), apptest.Of[site.Unit](m), apptest.Of[staff.Person](m),
		apptest.Of[defect.Defect](m), apptest.Of[defect.Move](m), apptest.Of[defect.Photo](m), apptest.Of[defect.Notice](m),
		apptest.Of[contract.Document](m), apptest.Of[contract.Field](m), tx.changes,
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
	s.Must(err)
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
	assign := func() { s.Must(s.desk.Assign(ctx, wang, []app.ID{d.ID}, plaster, 0)) }
	fix := func() { s.Must(s.desk.Fix(ctx, li, d.ID, work)) }
	verify := func() { s.Must(s.desk.Verify(ctx, zhao, d.ID, defect.Inspection{})) }
	switch state {
	case defect.Noted, defect.Open:
	case defect.Disputed:
		assign()
		s.Must(s.desk.Take(ctx, li, d.ID, defect.Dispute, "不是我方施工"))
	case defect.Assigned:
		assign()
	case defect.Held:
		assign()
		s.Must(s.desk.Hold(ctx, wang, d.ID, "等材料", today.AddDays(5)))
	case defect.Fixing:
		assign()
		s.Must(s.desk.Take(ctx, li, d.ID, defect.Start, ""))
	case defect.Fixed:
		assign()
		fix()
	case defect.Verified:
		assign()
		fix()
		verify()
	case defect.AcceptedAsIs:
		s.Must(s.desk.AcceptAsIs(ctx, wang, d.ID, "不影响使用", "张伟"))
	case defect.OwnerOK:
		assign()
		fix()
		verify()
		s.Must(s.desk.OwnerOK(ctx, li, d.ID, "张伟"))
	case defect.Cancelled:
		s.Must(s.desk.Cancel(ctx, wang, d.ID, "看错了", app.Nil))
	default:
		s.Fatalf("no way to %s", state)
	}
	if got := s.defects.At(d.ID).State; got != state {
		s.Fatalf("is %s, want %s", got, state)
	}
	return s.defects.At(d.ID)
}

var work = defect.Work{Worker: "马师傅", Photos: []string{"after"}}
