package rehearsal

import (
	"context"
	"fmt"
	"strings"

	"keyday/app"
	"keyday/app/intake"
	"keyday/app/site"
)

// settle says which homes there are: buildings of several shapes, filled floor by
// floor until the plan's number of units is reached.
func (t *team) settle() {
	d := newDice(t.plan.Seed, "homes")
	owners := people{seeds: t.seeds, dice: newDice(t.plan.Seed, "owners")}
	for b := range t.plan.Buildings {
		n := t.plan.Units / t.plan.Buildings
		if b < t.plan.Units%t.plan.Buildings {
			n++
		}
		entrances, abreast := 2, 2
		if b%3 == 2 {
			entrances, abreast = 1, 4
		}
		for i := range n {
			floor := i/(entrances*abreast) + 1
			place := i % (entrances * abreast)
			h := &home{building: b, floor: floor, room: fmt.Sprintf("%d%02d", floor, place%abreast+1), kind: t.typeOf(b, place)}
			if entrances > 1 {
				h.entrance = fmt.Sprint(place/abreast + 1)
			}
			h.code = site.Place{Building: fmt.Sprint(b + 1), Entrance: h.entrance, Room: h.room}.Code()
			h.id = site.UnitID(t.community.ID, h.code)
			if !d.chance(9) { // sold
				h.owners = append(h.owners, owners.next())
				if d.chance(35) {
					h.owners = append(h.owners, owners.next())
				}
				if len(h.owners) == 2 && d.chance(40) {
					h.shares = []string{"50%", "50%"}
				}
			}
			t.homes = append(t.homes, h)
		}
	}
}

// typeOf is the house type of a place on a floor: large at the ends, small between;
// the fourth building of four is delivered bare.
func (t *team) typeOf(building, place int) *homeType {
	fitted, bare := t.seeds.types[:len(t.seeds.types)-1], &t.seeds.types[len(t.seeds.types)-1]
	if building%4 == 3 {
		return bare
	}
	return &fitted[(building+place*(place+1))%len(fitted)]
}

// newBuildings says that the buildings of the ledger are right.
var newBuildings = intake.Options{Answers: intake.Answers{All: map[intake.FindingKind]intake.Answer{intake.UnknownBuilding: intake.Take}}}

// ledger is what the sales department sends: a workbook with a title over the
// table, several owners in a cell, numbers as text.
func (t *team) ledger() intake.Book {
	d := newDice(t.plan.Seed, "ledger")
	text := func(words ...string) []intake.Cell {
		row := make([]intake.Cell, len(words))
		for i, w := range words {
			if w != "" {
				row[i] = intake.Cell{Kind: intake.Text, Text: w}
			}
		}
		return row
	}
	sheet := intake.Sheet{Name: "业主台账", Merged: []intake.Range{{To: intake.Address{Col: 14}}}, Rows: [][]intake.Cell{
		text(t.site.Name + "业主台账"),
		text("楼栋", "单元", "楼层", "房号", "户型", "合同建筑面积", "实测建筑面积", "套内建筑面积", "合同编号", "签约日期", "合同约定交付日", "交付批次", "维修资金",
			"买受人", "证件类型", "证件号码", "联系电话", "份额", "联系地址"),
	}}
	for i, h := range t.homes {
		measured := fmt.Sprintf("%s%d", h.kind.area[:len(h.kind.area)-1], d.IntN(10))
		row := []string{fmt.Sprintf("%d幢", h.building+1), h.entrance, fmt.Sprint(h.floor), h.room, h.kind.Name, h.kind.area, measured, h.kind.inner}
		if len(h.owners) > 0 {
			fund := "已缴"
			if d.chance(12) {
				fund = "未缴"
			}
			row = append(row, fmt.Sprintf("BH-2025-%05d", i+1), t.plan.Today.AddDays(-d.between(300, 900)).String(),
				dueOf(t.plan.Today), batchOf(h.building), fund, h.joined(func(p person) string { return p.name }), h.joined(func(p person) string { return p.idType }),
				h.joined(func(p person) string { return p.idNo }), h.joined(func(p person) string { return p.phone }), strings.Join(h.shares, "、"),
				fmt.Sprintf("江州市%s %d 号", oneOf(d, []string{"中山路", "人民路", "解放街", "青年路", "湖滨路"}), d.between(1, 300)))
		} else {
			row = append(row, "", "", "", batchOf(h.building), "")
		}
		sheet.Rows = append(sheet.Rows, text(row...))
	}
	return intake.Book{File: "滨河花园一期业主台账.xlsx", Sheets: []intake.Sheet{sheet}}
}

func (h *home) joined(part func(person) string) string {
	var parts []string
	for _, p := range h.owners {
		parts = append(parts, part(p))
	}
	return strings.Join(parts, "、")
}

// dueOf is the day by which the contracts promise the homes: five weeks on, so that
// the handovers under way are in time.
func dueOf(today app.Date) string { return today.AddDays(35).String() }

// batchOf is the batch of a building: three of them, a week apart.
func batchOf(building int) string {
	return []string{"第一批", "第二批", "第三批"}[building*3/11%3]
}

// takeIn imports the ledger as an assistant does: look, dry run, apply.
func (t *team) takeIn(ctx context.Context) error {
	book := t.ledger()
	return t.target.InOneTransaction(ctx, func(d Desks) error {
		survey, err := d.Intake.Look(ctx, t.assistant, t.community.ID, book)
		if err != nil {
			return err
		}
		plan, err := d.Intake.DryRun(ctx, t.assistant, t.community.ID, survey, newBuildings)
		if err != nil {
			return err
		}
		run, err := d.Intake.Apply(ctx, t.assistant, plan, nil)
		t.made.Units, t.made.Owners = run.New, run.Owners
		return err
	})
}
