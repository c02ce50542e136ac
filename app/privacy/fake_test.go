package privacy_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/privacy"
	"keyday/app/site"
)

// The people and things of the tests: wang and li own the home, which was handed over;
// wang owned the shop of the other phase before, which zhao owns now.
var (
	phaseOne, phaseTwo = app.ID{0xc1}, app.ID{0xc2}
	home, shop         = app.ID{0x11}, app.ID{0x12}
	wang, li, zhao     = app.ID{0x21}, app.ID{0x22}, app.ID{0x23}
	homeless           = app.ID{0x24}
	now                = time.Date(2026, 11, 30, 9, 30, 0, 0, time.UTC)

	chief  = app.Actor{Staff: app.ID{0xa1}, Name: "王敏", Role: app.Supervisor}
	helper = app.Actor{Staff: app.ID{0xa2}, Name: "孙倩", Role: app.Assistant}
	walker = app.Actor{Staff: app.ID{0xa3}, Name: "赵磊", Role: app.Handover}
	boss   = app.Actor{Staff: app.ID{0xa4}, Name: "周总", Role: app.Manager}
	ctx    = context.Background()
)

// in is somebody who works in one community alone.
func in(community app.ID, a app.Actor) app.Actor {
	a.Communities = []app.ID{community}
	return a
}

// scene is the site with its desk.
type scene struct {
	apptest.Scene
	desk      *privacy.Desk
	units     apptest.Table[site.Unit]
	owners    apptest.Table[site.Owner]
	documents apptest.Table[contract.Document]
	fields    apptest.Table[contract.Field]
	showings  apptest.Table[site.Showing]
	erased    apptest.Table[apptest.Erased]
	removals  apptest.Table[privacy.Removal]
}

func begin(t *testing.T) *scene { return beginWith(t, nil) }

func beginWith(t *testing.T, breaks *apptest.Break) *scene {
	handedOver := app.NewDate(2026, 11, 20)
	m := apptest.New(
		site.Building{ID: app.ID{0xb1}, Community: phaseOne},
		site.Building{ID: app.ID{0xb2}, Community: phaseTwo},
		site.Unit{ID: home, Building: app.ID{0xb1}, Code: "3-2-1501", HandedOver: handedOver},
		site.Unit{ID: shop, Building: app.ID{0xb2}, Code: "S1-S08", HandedOver: handedOver},
		site.Owner{ID: wang, Name: "王𬀩", IDNo: "440524188001010014", Phone: "13900001234"},
		site.Owner{ID: li, Name: "李梅"},
		site.Owner{ID: zhao, Name: "赵晓"},
	)
	m.Clock, m.Break = now, breaks
	s := &scene{
		apptest.Scene{T: t, Memory: m}, privacy.New(apptest.WriterOf[privacy.Tx](m, m)),
		apptest.Of[site.Unit](m), apptest.Of[site.Owner](m), apptest.Of[contract.Document](m), apptest.Of[contract.Field](m),
		apptest.Of[site.Showing](m), apptest.Of[apptest.Erased](m), apptest.Of[privacy.Removal](m),
	}
	s.own(shop, wang, true)
	s.own(shop, zhao, false)
	s.own(home, wang, false)
	s.own(home, li, false)
	return s
}

func (s *scene) own(unit, owner app.ID, ended bool) {
	s.Add(site.Ownership{ID: site.OwnershipID(unit, owner), Unit: unit, Owner: owner, Ended: ended})
}

// paper puts a signed paper whose content says a text, with places to sign for some.
func (s *scene) paper(n byte, kind contract.Kind, unit app.ID, text string, signers ...app.ID) app.ID {
	id := app.ID{0xd0, n}
	s.documents.Put(contract.Document{ID: id, Kind: kind, Number: "WY-01-0000" + string('0'+n), Unit: unit, State: contract.Signed, Content: []byte(text)})
	for i, person := range signers {
		s.fields.Put(contract.Field{ID: app.ID{0xf0, n, byte(i)}, Document: id, Order: i, Role: contract.AsOwner, Person: person})
	}
	return id
}

func (s *scene) letter(n byte, unit, owner app.ID, agent string) app.ID {
	id := app.ID{0x70, n}
	s.Add(contract.Authority{ID: id, Unit: unit, Owner: owner, Agent: agent})
	return id
}

// gone are the records whose sealed fields went.
func (s *scene) gone() (ids []app.ID) {
	for _, e := range s.erased.All() {
		ids = append(ids, e.ID)
	}
	return ids
}

// refused expects the refusal of a code, "" for none, and that nothing is left of what
// was refused.
func (s *scene) refused(name string, err error, code string) {
	s.Helper()
	if app.RefusalCode(err) != code || code == "" && err != nil {
		s.Errorf("%s: got %v, want %q", name, err, code)
	}
	if err != nil && len(s.Actions)+s.showings.Len()+s.erased.Len()+s.removals.Len() != 0 {
		s.Errorf("%s: refused, and yet %v, %v, %v", name, s.Actions, s.showings.All(), s.gone())
	}
}

// recorded expects one showing and no other.
func (s *scene) recorded(name string, want site.Showing) {
	s.Helper()
	want.ID, want.At = apptest.Made(1), now
	if !slices.Equal(s.showings.All(), []site.Showing{want}) {
		s.Errorf("%s: recorded %+v, want %+v", name, s.showings.All(), want)
	}
}
