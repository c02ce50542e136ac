package store_test

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/defect"
	"keyday/app/site"
	"keyday/data/records"
	"keyday/data/store"
)

// The big site of the figures: what a developer of ten communities has after
// years. It is made through Store.Do, like everything, once on each machine, and
// kept in the folder for temporary files under the name of its recipe.
const (
	bigBuildings = 17
	bigFloors    = 25
	bigPerFloor  = 24 // 600 units in a building
	bigLast      = 16 // and 400 in the last one, 10,000 in all
	bigDefects   = 20 // of each unit, 200,000 in all
	bigRecipe    = 7  // changes with what is made here
)

var bigOnce sync.Once

// bigSite opens a copy of the big site that the test may change.
func bigSite(b testing.TB) *records.Store {
	b.Helper()
	b.Setenv("KEYDAY_KEYS", "file")
	made := filepath.Join(os.TempDir(), fmt.Sprintf("keyday-bigsite-%d-%d", bigRecipe, schemaSize()))
	bigOnce.Do(func() {
		if _, err := os.Stat(filepath.Join(made, "whole")); err == nil {
			return
		}
		os.RemoveAll(made)
		start := time.Now()
		s := createBig(b, made)
		n := operations(b, s)
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(made, "whole"), nil, 0o600); err != nil {
			b.Fatal(err)
		}
		b.Logf("made the big site: %d operations in %v", n, time.Since(start).Round(time.Second))
	})
	dir := filepath.Join(b.TempDir(), "site")
	if err := os.CopyFS(dir, os.DirFS(made)); err != nil {
		b.Fatal(err)
	}
	// Else it would be on its way to the disk while something is measured.
	f, err := os.OpenFile(filepath.Join(dir, store.SiteFile), os.O_RDWR, 0)
	if err != nil {
		b.Fatal(err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		b.Fatal(err)
	}
	s, err := records.Open(context.Background(), dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// schemaSize tells recipes of other schemas apart.
func schemaSize() (n int) {
	for _, m := range records.Records().Schema.Migrations {
		n += len(m.Script)
	}
	return n
}

func createBig(b testing.TB, dir string) *records.Store {
	b.Helper()
	f := founding()
	f.Site.Rehearsal = true // so that the start is measured without a PIN
	s, err := records.Create(context.Background(), dir, f, store.Options{Random: seeded(7)})
	if err != nil {
		b.Fatal(err)
	}
	do(b, s, "site.fill", func(tx *records.Tx) error { return tx.PutPerson(walker) })
	r := rand.New(rand.NewPCG(1, 2))
	for i := 1; i <= bigBuildings; i++ {
		perFloor := bigPerFloor
		if i == bigBuildings {
			perFloor = bigLast
		}
		do(b, s, "site.fill", func(tx *records.Tx) error {
			return fillBuilding(tx, r, building(fmt.Sprint(i)), bigFloors, perFloor, bigDefects)
		})
		runtime.GC()
	}
	return s
}

var surnames = []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤")
var given = []rune("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂梅鑫辉玲红玉萍建文博宇浩然梓涵欣怡子轩雨桐一诺思远嘉懿昕妍晨曦景行若琳")

func name(r *rand.Rand) string {
	n := string(surnames[r.IntN(len(surnames))]) + string(given[r.IntN(len(given))])
	if r.IntN(3) > 0 {
		n += string(given[r.IntN(len(given))])
	}
	return n
}

// phrases are the checklist's.
var phrases = sync.OnceValue(func() (all []string) {
	f, err := os.Open("../../assets/checklists/residential.phrases.csv")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		panic(err)
	}
	column := 0
	for i, head := range rows[0] {
		if head == "phrase_zh" {
			column = i
		}
	}
	for _, row := range rows[1:] {
		all = append(all, row[column])
	}
	return all
})

// fillBuilding puts a building with units, owners and their defects on their way.
func fillBuilding(tx *records.Tx, r *rand.Rand, b site.Building, floors, perFloor, defects int) error {
	b.Completed = app.NewDate(2026, 6, 30)
	if err := tx.PutBuilding(b); err != nil {
		return err
	}
	for floor := 1; floor <= floors; floor++ {
		for room := 1; room <= perFloor; room++ {
			u := unitIn(b, floor, room)
			u.ContractNo, u.Fund, u.Batch = fmt.Sprintf("JX2024-%s%02d%02d", b.Code, floor, room), site.FundPaid, "一批"
			o := site.Owner{ID: tx.NewID(), Name: name(r), IDType: "居民身份证", IDNo: fmt.Sprintf("1101011980%08d", r.IntN(1e8)),
				Phone: fmt.Sprintf("13%09d", r.IntN(1e9)), Address: "北京市朝阳区" + name(r) + "路"}
			err := errors.Join(tx.PutUnit(u), tx.PutOwner(o), tx.PutOwnership(site.Ownership{ID: tx.NewID(), Unit: u.ID, Owner: o.ID, Share: "100%"}))
			for i := 0; i < defects && err == nil; i++ {
				err = putDefect(tx, r, u.ID)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func putDefect(tx *records.Tx, r *rand.Rand, unit app.ID) error {
	number, err := tx.Number(app.DefectNumber)
	if err != nil {
		return err
	}
	d := defect.Defect{ID: tx.NewID(), Number: number, Unit: unit, Origin: defect.Internal, OriginRound: 1, Room: "living", Item: "wall",
		Part: "墙面", Phrase: phrases()[r.IntN(len(phrases()))], Severity: site.Normal, Trade: site.Trades[r.IntN(len(site.Trades))],
		Warranty: site.WarrantyClasses[0], State: defect.Open, Round: 1, FoundBy: walker.ID, FoundAt: tx.Now()}
	if d.Due = app.DateOf(tx.Now()).AddDays(r.IntN(120) - 60); r.IntN(10) > 0 {
		d.State, d.VerifiedAt = defect.Verified, tx.Now()
	} else if d.State = []defect.State{defect.Open, defect.Assigned, defect.Fixing, defect.Fixed}[r.IntN(4)]; d.State == defect.Open {
		d.Due = 0
	}
	if r.IntN(20) == 0 {
		d.Note = fmt.Sprintf("靠%s一侧约 %d 处", name(r), r.IntN(9)+1)
	}
	if err := tx.PutDefect(d); err != nil {
		return err
	}
	return tx.PutDefectMove(defect.Move{Move: app.Move[defect.State]{ID: tx.NewID(), To: d.State, By: walker.ID, At: tx.Now()}, Defect: d.ID, Step: defect.Record, Round: 1})
}
