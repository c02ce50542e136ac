package site_test

import (
	"context"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
)

// The people and things of the tests.
var (
	siteID, phaseOne, phaseTwo, towerID, bareID = app.ID{0x51}, app.ID{0xc1}, app.ID{0xc2}, app.ID{0xb1}, app.ID{0xe1}

	home, next, shop = app.ID{0x11}, app.ID{0x12}, app.ID{0x13} // of three owners, handed over, of nobody
	wang, li, zhou   = app.ID{0x21}, app.ID{0x22}, app.ID{0x24}
	gone             = app.ID{0x23} // owned the home once, and was erased

	chief  = app.Actor{Staff: app.ID{0xa1}, Name: "王敏", Role: app.Supervisor}
	helper = app.Actor{Staff: app.ID{0xa2}, Name: "孙倩", Role: app.Assistant}
	walker = app.Actor{Staff: app.ID{0xa3}, Name: "赵磊", Role: app.Handover}
	second = app.Actor{Staff: app.ID{0xa4}, Name: "李强", Role: app.Supervisor, Communities: []app.ID{phaseTwo}} // of another community
	ctx    = context.Background()
)

// scene is a small site with its desk.
type scene struct {
	apptest.Scene
	desk        *site.Desk
	site        apptest.Table[site.Site]
	communities apptest.Table[site.Community]
	buildings   apptest.Table[site.Building]
	units       apptest.Table[site.Unit]
	types       apptest.Table[site.HouseType]
	firms       apptest.Table[site.Firm]
	owners      apptest.Table[site.Owner]
	shares      apptest.Table[site.Ownership]
	corrections apptest.Table[site.Correction]
}

func begin(t *testing.T) *scene { return beginWith(t, nil) }

func beginWith(t *testing.T, breaks *apptest.Break) *scene {
	m := apptest.New(
		site.Site{ID: siteID, Name: "锦绣花园", Company: "锦绣置业有限公司"},
		site.Community{ID: phaseOne, Name: "锦绣花园一期"},
		site.Community{ID: phaseTwo, Name: "锦绣花园二期"},
		site.Building{ID: towerID, Community: phaseOne, Code: "3", Name: "3幢", Order: 3},
		site.HouseType{ID: bareID, Name: "A户型", Finish: site.Bare, Rooms: site.DefaultRooms},
		site.Unit{ID: home, Building: towerID, Entrance: "2", Room: "1501", Code: "3-2-1501"},
		site.Unit{ID: next, Building: towerID, Entrance: "2", Room: "1502", Code: "3-2-1502", HandedOver: app.NewDate(2026, 11, 20)},
		site.Unit{ID: shop, Building: towerID, Room: "S08", Code: "3-S08"},
		site.Owner{ID: wang, Name: "王𬀩", IDType: site.IDCard, IDNo: "440524188001010014", Phone: "13900001234"},
		site.Owner{ID: li, Name: "李梅"},
		site.Owner{ID: zhou, Name: "周舟", Phone2: "13900007777", Address: "南京市", Note: "下班后"},
		site.Owner{ID: gone},
		site.Ownership{ID: site.OwnershipID(home, gone), Unit: home, Owner: gone, Order: 1, Ended: true},
		site.Ownership{ID: site.OwnershipID(home, wang), Unit: home, Owner: wang, Order: 1, Share: "60%"},
		site.Ownership{ID: site.OwnershipID(home, zhou), Unit: home, Owner: zhou, Order: 2},
		site.Ownership{ID: site.OwnershipID(home, li), Unit: home, Owner: li, Order: 4},
		site.Ownership{ID: site.OwnershipID(next, li), Unit: next, Owner: li, Order: 1},
	)
	m.Break = breaks
	return &scene{
		apptest.Scene{T: t, Memory: m},
		site.New(apptest.WriterOf[site.Tx](m, m), func(text string) app.ID { return app.DerivedID(siteID, text) }),
		apptest.Of[site.Site](m), apptest.Of[site.Community](m), apptest.Of[site.Building](m), apptest.Of[site.Unit](m),
		apptest.Of[site.HouseType](m), apptest.Of[site.Firm](m), apptest.Of[site.Owner](m), apptest.Of[site.Ownership](m),
		apptest.Of[site.Correction](m),
	}
}

// share is an ownership as a form shows it.
func (s *scene) share(unit, owner app.ID) *app.Seen[site.Ownership] {
	return s.shares.Seen(site.OwnershipID(unit, owner))
}

// refused expects the refusal of a code, "" for none, and that nothing was written.
func (s *scene) refused(name string, err error, code string) {
	s.Helper()
	if app.RefusalCode(err) != code || code == "" && err != nil {
		s.Errorf("%s: got %v, want %q", name, err, code)
	}
	if err != nil && len(s.Actions) != 0 {
		s.Errorf("%s: refused, and %s was done", name, strings.Join(s.Actions, ", "))
	}
}
