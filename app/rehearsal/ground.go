package rehearsal

import (
	"bytes"
	"context"
	"fmt"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"

	"github.com/shopspring/decimal"
)

// prepareSite enters what a site needs before its first home: team, contractors, house
// types with their plans, the terms of the property agreements.
func (t *team) prepareSite(ctx context.Context) error {
	plans, err := t.drawPlans(ctx)
	if err != nil {
		return err
	}
	return t.target.InOneTransaction(ctx, func(d Desks) error {
		for _, part := range []func(context.Context, Desks) error{
			t.putTeam, t.putFirms,
			func(ctx context.Context, d Desks) error { return t.putTypes(ctx, d, plans) },
			t.putTerms,
		} {
			if err := part(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

func (t *team) drawPlans(ctx context.Context) ([]string, error) {
	var hashes []string
	for i, h := range t.seeds.types {
		hash, err := t.target.KeepPicture(ctx, fmt.Sprintf("plan%d.png", i+1), bytes.NewReader(drawPlan(h)))
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func (t *team) putTeam(ctx context.Context, d Desks) error {
	for _, m := range t.seeds.team {
		p := staff.Person{Name: m.name, Role: m.role, Phone: m.phone}
		if m.name != t.chief.Name {
			id, err := d.Staff.Put(ctx, t.chief, nil, p, PIN)
			if err != nil {
				return err
			}
			p.ID = id
			switch m.role {
			case app.Handover:
				t.walkers = append(t.walkers, p.Actor())
			case app.Assistant:
				t.assistant = p.Actor()
			}
		}
		t.made.Staff++
	}
	return nil
}

func (t *team) putFirms(ctx context.Context, d Desks) error {
	for _, c := range t.seeds.firms {
		id, err := d.Site.PutFirm(ctx, t.chief, nil, c.Firm)
		if err != nil {
			return err
		}
		t.firms = append(t.firms, firm{c, id})
		t.made.Firms++
	}
	return nil
}

func (t *team) putTypes(ctx context.Context, d Desks, plans []string) error {
	for i := range t.seeds.types {
		h := &t.seeds.types[i]
		h.Plan = plans[i]
		id, err := d.Site.PutHouseType(ctx, t.chief, nil, h.HouseType)
		if err != nil {
			return err
		}
		h.ID = id
	}
	return nil
}

func (t *team) putTerms(ctx context.Context, d Desks) error {
	yuan := func(fen int64) app.Money { return app.Money{Decimal: decimal.New(fen, -2)} }
	return d.Contract.PutTerms(ctx, t.chief, nil, contract.Terms{
		DeveloperRepresentative: "顾长明", DeveloperCreditCode: "91320100MA00000168",
		PropertyRepresentative: "钱卫东", PropertyCreditCode: "91320100MA00000369",
		PropertyAddress: "江州市安和路 36 号", PropertyPhone: "400-0000-369",
		Place: "江州市滨河大道 168 号", Boundaries: "东至滨河大道，南至文昌路，西至梅园街，北至运河", SiteArea: "62,480.50 平方米",
		FeeBasis: contract.LumpSum,
		Rates:    []contract.Rate{{Type: "高层住宅", Price: yuan(268)}, {Type: "多层住宅", Price: yuan(198), HouseTypes: []string{"D户型"}}},
		FeeRule:  contract.FromHandover, FirstMonths: 3, PrepayLimit: 3,
		PayEvery: "每季度首月 15 日前", ParkingRent: "地下车位 300 元/月", ParkingFee: "地下车位 80 元/月", LateRate: "每日万分之五",
		TermFrom: t.plan.Today.AddDays(-Length), TermTo: t.plan.Today.AddYears(3),
		Copies: 3, SignedAt: "江州市",
		ServiceContractNo: "安和前期 2026-03", ServiceContractFiling: "江州市物业管理中心备案，备案号 2026-117", ServiceRooms: "建筑面积 188.20 平方米，1 幢一层",
		VacantRate: "按标准的 80% 交纳，自书面告知之次月起", SharedEnergy: "电梯、水泵、公共照明的电费按建筑面积据实分摊", DataRetention: "本协议终止后满三年",
	})
}

// complete records that the buildings passed their completion acceptance; the last
// one has not yet, which keeps its homes from being handed over by law.
func (t *team) complete(ctx context.Context) error {
	return t.target.InOneTransaction(ctx, func(d Desks) error {
		for i := range t.plan.Buildings {
			code := fmt.Sprint(i + 1)
			b, err := d.Tx.Building(site.BuildingID(t.community.ID, code))
			if err != nil {
				return err
			}
			seen := &app.Seen[site.Building]{Value: b}
			b.Name, b.Order = code+"幢", i+1
			if i < t.plan.Buildings-1 || t.plan.Buildings < 3 {
				b.Completed = t.plan.Today.AddDays(-Length + 3*i%20 - 40)
			}
			if err := d.Site.PutBuilding(ctx, t.chief, seen, b); err != nil {
				return err
			}
			t.made.Buildings++
		}
		return nil
	})
}
