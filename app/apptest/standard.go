package apptest

import (
	"keyday/app"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
)

// What is on the standard site: a home of two owners that was inspected and could be
// handed over, and a person of each role.
var (
	SiteID, CommunityID, BuildingID, HomeID = app.ID{0xa}, app.ID{0xb}, app.ID{2}, app.ID{1}
	WangID, LiID                            = app.ID{3}, app.ID{4} // the owners

	Supervisor = app.Actor{Staff: app.ID{7}, Name: "王敏", Role: app.Supervisor}
	Assistant  = app.Actor{Staff: app.ID{8}, Name: "赵静", Role: app.Assistant}
	Reception  = app.Actor{Staff: app.ID{9}, Name: "孙强", Role: app.Handover}
	Manager    = app.Actor{Staff: app.ID{10}, Name: "周总", Role: app.Manager}
)

// Standard is a Memory that holds the standard site.
func Standard() *Memory {
	m := New(
		site.Site{ID: SiteID, Name: "锦绣花园", Company: "锦绣置业有限公司"},
		site.Community{ID: CommunityID, Name: "锦绣花园一期"},
		site.Building{ID: BuildingID, Community: CommunityID, Code: "3", Name: "3幢", Completed: app.NewDate(2026, 10, 1)},
		site.Unit{ID: HomeID, Building: BuildingID, Entrance: "2", Room: "1501", Code: "3-2-1501", Fund: site.FundPaid, DeliveryDue: app.NewDate(2026, 12, 31)},
		site.Owner{ID: WangID, Name: "王建国", IDType: "身份证", IDNo: "320102198001011234", Phone: "13812345678"},
		site.Owner{ID: LiID, Name: "李梅", IDType: "身份证", IDNo: "320102198202022345"},
		site.Ownership{ID: app.ID{5}, Unit: HomeID, Owner: WangID},
		site.Ownership{ID: app.ID{6}, Unit: HomeID, Owner: LiID, Order: 1},
		inspect.Inspection{ID: app.ID{0x1a}, Unit: HomeID, State: inspect.SignedOff},
	)
	for _, a := range []app.Actor{Supervisor, Assistant, Reception, Manager} {
		m.Add(PersonOf(a))
	}
	return m
}

// PersonOf is who the actor is in the team.
func PersonOf(a app.Actor) staff.Person {
	return staff.Person{ID: a.Staff, Name: a.Name, Role: a.Role, Communities: a.Communities}
}
