package inspect_test

import (
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
)

// A supervisor says who inspects which homes, and takes it back. Who walks has the right to,
// there; of several homes all are assigned or none.
func TestAssigningAnInspector(t *testing.T) {
	other, elsewhere := site.Unit{ID: app.ID{0x21}, Building: apptest.BuildingID, Code: "3-2-1502"}, app.ID{0x22}
	homes := []app.ID{unitID, other.ID}
	gone, far := staff.Person{ID: app.ID{0x31}, Name: "吴越", Role: app.Handover, Left: true}, staff.Person{ID: app.ID{0x32}, Name: "郑爽", Role: app.Handover, Communities: []app.ID{elsewhere}}
	for name, c := range map[string]struct {
		actor     app.Actor
		homes     []app.ID
		inspector app.ID
		refused   string
	}{
		"both":                       {boss, homes, clerk.Staff, ""},
		"taken back":                 {boss, homes, app.Nil, ""},
		"by whoever inspects":        {clerk, homes, clerk.Staff, "permission.missing"},
		"taken back by them":         {clerk, homes, app.Nil, "permission.missing"},
		"of another community":       {app.Actor{Staff: boss.Staff, Role: boss.Role, Communities: []app.ID{elsewhere}}, homes, clerk.Staff, "permission.scope"},
		"nothing chosen":             {boss, nil, clerk.Staff, "inspect.none_chosen"},
		"who has left":               {boss, homes, gone.ID, "inspect.inspector_left"},
		"who looks after others":     {boss, homes, far.ID, "inspect.inspector_may_not"},
		"who only approves":          {boss, homes, apptest.Manager.Staff, "inspect.inspector_may_not"},
		"nobody knows them":          {boss, homes, app.ID{0x33}, "record.unknown"},
		"one is nowhere":             {boss, []app.ID{unitID, elsewhere}, clerk.Staff, "record.unknown"},
		"one was handed over":        {boss, []app.ID{unitID, app.ID{0x23}}, clerk.Staff, "inspect.assign_handed_over"},
		"taken back, one of them so": {boss, []app.ID{unitID, app.ID{0x23}}, app.Nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			before := app.ID{0x99}
			s.Add(other, gone, far, site.Unit{ID: app.ID{0x23}, Building: apptest.BuildingID, Code: "3-2-1503", HandedOver: app.NewDate(2026, 11, 1)})
			apptest.Of[site.Unit](s.Memory).Change(unitID, func(u *site.Unit) { u.Inspector = before })
			s.Refused(s.desk.Assign(ctx, c.actor, c.homes, c.inspector), c.refused)
			want := c.inspector
			if c.refused != "" {
				want = before
			}
			if u, _ := s.Unit(unitID); u.Inspector != want {
				t.Errorf("%v is to inspect it, want %v", u.Inspector, want)
			}
		})
	}
}

// A home that was signed off is assigned for its next round.
func TestASignedHomeIsAssignedForTheNextRound(t *testing.T) {
	s := begin(t)
	s.signed(s.walk(inspect.Beginning{Origin: "internal"}))
	s.Must(s.desk.Assign(ctx, boss, []app.ID{unitID}, clerk.Staff))
}

// Who is offered to inspect may do so in all the communities that the homes lie in.
func TestWhoMayBeAssigned(t *testing.T) {
	north, south := app.ID{1}, app.ID{2}
	team := []staff.Person{
		{Name: "各处", Role: app.Handover}, {Name: "北", Role: app.Assistant, Communities: []app.ID{north}},
		{Name: "两处", Role: app.Supervisor, Communities: []app.ID{north, south}}, {Name: "离职", Role: app.Handover, Left: true}, {Name: "经理", Role: app.Manager},
	}
	for want, in := range map[string][]app.ID{"各处 北 两处 ": {north}, "各处 两处 ": {north, south}} {
		said := ""
		for _, p := range inspect.Inspectors(team, in...) {
			said += p.Name + " "
		}
		if said != want {
			t.Errorf("%v: %s", in, said)
		}
	}
}
