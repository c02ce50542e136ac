package site_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/site"
)

// records are a site's in memory.
type records struct {
	site        apptest.Kept[site.Site]
	communities apptest.Kept[site.Community]
	buildings   apptest.Kept[site.Building]
	units       apptest.Kept[site.Unit]
	types       apptest.Kept[site.HouseType]
	firms       apptest.Kept[site.Firm]
	owners      apptest.Kept[site.Owner]
	shares      apptest.Kept[site.Ownership]
	corrections apptest.Kept[site.Correction]
}

// memory is a Writer over records: what a refused use case did is taken back.
type memory struct {
	app.Tx
	records
	papers  map[app.ID][]site.SignedPaper // by home
	breaks  *apptest.Break
	ids     byte
	actor   app.Actor
	actions []string
}

func (m *memory) Do(_ context.Context, actor app.Actor, action string, fn func(site.Tx) error) error {
	m.actor = actor
	r := m.records
	before := records{r.site.Copied(), r.communities.Copied(), r.buildings.Copied(), r.units.Copied(), r.types.Copied(),
		r.firms.Copied(), r.owners.Copied(), r.shares.Copied(), r.corrections.Copied()}
	if err := fn(m); err != nil {
		m.records = before
		return err
	}
	m.actions = append(m.actions, action)
	return nil
}

func (m *memory) Actor() app.Actor { return m.actor }

func (m *memory) NewID() app.ID { m.ids++; return app.ID{0xee, m.ids} }

// read, list and put are what every call does: it may fail.
func read[T any](m *memory, k *apptest.Kept[T], id app.ID) (none T, err error) {
	if err := m.breaks.Err(); err != nil {
		return none, err
	}
	return k.Get(id)
}

func list[T any](m *memory, k *apptest.Kept[T], wanted func(T) bool) ([]T, error) {
	if err := m.breaks.Err(); err != nil {
		return nil, err
	}
	return k.Those(wanted), nil
}

func put[T any](m *memory, k *apptest.Kept[T], id app.ID, rec T) error {
	if err := m.breaks.Err(); err != nil {
		return err
	}
	return k.Put(id, rec)
}

func amend[T any](m *memory, k *apptest.Kept[T], id app.ID, seen *app.Seen[T], rec T) error {
	if err := m.breaks.Err(); err != nil {
		return err
	}
	return k.Amend(id, seen, rec)
}

func (m *memory) Site() (site.Site, error)                    { return read(m, &m.site, siteID) }
func (m *memory) Community(id app.ID) (site.Community, error) { return read(m, &m.communities, id) }
func (m *memory) Communities() ([]site.Community, error)      { return list(m, &m.communities, nil) }
func (m *memory) Building(id app.ID) (site.Building, error)   { return read(m, &m.buildings, id) }
func (m *memory) PutBuilding(b site.Building) error           { return put(m, &m.buildings, b.ID, b) }
func (m *memory) Unit(id app.ID) (site.Unit, error)           { return read(m, &m.units, id) }
func (m *memory) PutUnit(u site.Unit) error                   { return put(m, &m.units, u.ID, u) }
func (m *memory) HouseType(id app.ID) (site.HouseType, error) { return read(m, &m.types, id) }
func (m *memory) HouseTypes() ([]site.HouseType, error)       { return list(m, &m.types, nil) }
func (m *memory) Firm(id app.ID) (site.Firm, error)           { return read(m, &m.firms, id) }
func (m *memory) Firms() ([]site.Firm, error)                 { return list(m, &m.firms, nil) }
func (m *memory) Owner(id app.ID) (site.Owner, error)         { return read(m, &m.owners, id) }
func (m *memory) PutOwnership(o site.Ownership) error         { return put(m, &m.shares, o.ID, o) }
func (m *memory) PutCorrection(c site.Correction) error       { return put(m, &m.corrections, c.ID, c) }
func (m *memory) AmendSite(seen *app.Seen[site.Site], s site.Site) error {
	return amend(m, &m.site, s.ID, seen, s)
}
func (m *memory) AmendCommunity(seen *app.Seen[site.Community], c site.Community) error {
	return amend(m, &m.communities, c.ID, seen, c)
}
func (m *memory) AmendBuilding(seen *app.Seen[site.Building], b site.Building) error {
	return amend(m, &m.buildings, b.ID, seen, b)
}
func (m *memory) AmendUnit(seen *app.Seen[site.Unit], u site.Unit) error {
	return amend(m, &m.units, u.ID, seen, u)
}
func (m *memory) AmendHouseType(seen *app.Seen[site.HouseType], h site.HouseType) error {
	return amend(m, &m.types, h.ID, seen, h)
}
func (m *memory) AmendFirm(seen *app.Seen[site.Firm], f site.Firm) error {
	return amend(m, &m.firms, f.ID, seen, f)
}
func (m *memory) AmendOwner(seen *app.Seen[site.Owner], o site.Owner) error {
	return amend(m, &m.owners, o.ID, seen, o)
}
func (m *memory) AmendOwnership(seen *app.Seen[site.Ownership], o site.Ownership) error {
	return amend(m, &m.shares, o.ID, seen, o)
}
func (m *memory) OwnershipsOf(unit app.ID) ([]site.Ownership, error) {
	return list(m, &m.shares, func(s site.Ownership) bool { return s.Unit == unit && !s.Ended })
}
func (m *memory) OwnersNumbered(number string) ([]site.Owner, error) {
	return list(m, &m.owners, func(o site.Owner) bool { return site.ReadID(o.IDNo) == number })
}
func (m *memory) SettledOf(unit app.ID) (site.Settled, error) {
	u, err := m.Unit(unit)
	return site.Settled{HandedOver: u.HandedOver, Papers: m.papers[unit]}, err
}
func (m *memory) SignedBy(owner app.ID) (signed []site.SignedPaper, err error) {
	for _, papers := range m.papers {
		for _, p := range papers {
			if slices.Contains(p.Owners, owner) {
				signed = append(signed, p)
			}
		}
	}
	return signed, m.breaks.Err()
}

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
	t *testing.T
	*memory
	desk *site.Desk
}

func begin(t *testing.T) *scene { return beginWith(t, &apptest.Break{}) }

func beginWith(t *testing.T, breaks *apptest.Break) *scene {
	m := &memory{breaks: &apptest.Break{}, papers: map[app.ID][]site.SignedPaper{}}
	s := &scene{t, m, site.New(m, func(text string) app.ID { return app.DerivedID(siteID, text) })}
	s.must(m.AmendSite(nil, site.Site{ID: siteID, Name: "锦绣花园", Company: "锦绣置业有限公司"}))
	s.must(m.AmendCommunity(nil, site.Community{ID: phaseOne, Name: "锦绣花园一期"}))
	s.must(m.AmendCommunity(nil, site.Community{ID: phaseTwo, Name: "锦绣花园二期"}))
	s.must(m.PutBuilding(site.Building{ID: towerID, Community: phaseOne, Code: "3", Name: "3幢", Order: 3}))
	s.must(m.AmendHouseType(nil, site.HouseType{ID: bareID, Name: "A户型", Finish: site.Bare, Rooms: site.DefaultRooms}))
	s.must(m.PutUnit(site.Unit{ID: home, Building: towerID, Entrance: "2", Room: "1501", Code: "3-2-1501"}))
	s.must(m.PutUnit(site.Unit{ID: next, Building: towerID, Entrance: "2", Room: "1502", Code: "3-2-1502", HandedOver: app.NewDate(2026, 11, 20)}))
	s.must(m.PutUnit(site.Unit{ID: shop, Building: towerID, Room: "S08", Code: "3-S08"}))
	s.must(m.AmendOwner(nil, site.Owner{ID: wang, Name: "王𬀩", IDType: site.IDCard, IDNo: "440524188001010014", Phone: "13900001234"}))
	s.must(m.AmendOwner(nil, site.Owner{ID: li, Name: "李梅"}))
	s.must(m.AmendOwner(nil, site.Owner{ID: zhou, Name: "周舟", Phone2: "13900007777", Address: "南京市", Note: "下班后"}))
	s.must(m.AmendOwner(nil, site.Owner{ID: gone}))
	s.must(m.PutOwnership(site.Ownership{ID: site.OwnershipID(home, gone), Unit: home, Owner: gone, Order: 1, Ended: true}))
	s.must(m.PutOwnership(site.Ownership{ID: site.OwnershipID(home, wang), Unit: home, Owner: wang, Order: 1, Share: "60%"}))
	s.must(m.PutOwnership(site.Ownership{ID: site.OwnershipID(home, zhou), Unit: home, Owner: zhou, Order: 2}))
	s.must(m.PutOwnership(site.Ownership{ID: site.OwnershipID(home, li), Unit: home, Owner: li, Order: 4}))
	s.must(m.PutOwnership(site.Ownership{ID: site.OwnershipID(next, li), Unit: next, Owner: li, Order: 1}))
	m.breaks = breaks
	return s
}

func (s *scene) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// refused expects the refusal of a code, "" for none, and that nothing was written.
func (s *scene) refused(name string, err error, code string) {
	s.t.Helper()
	if app.RefusalCode(err) != code || code == "" && err != nil {
		s.t.Errorf("%s: got %v, want %q", name, err, code)
	}
	if err != nil && len(s.actions) != 0 {
		s.t.Errorf("%s: refused, and %s was done", name, strings.Join(s.actions, ", "))
	}
}

// seenSite and the others are records as a form shows them.
func (s *scene) seenSite() *app.Seen[site.Site]                  { return shown(s, &s.site, siteID) }
func (s *scene) seenUnit(id app.ID) *app.Seen[site.Unit]         { return shown(s, &s.units, id) }
func (s *scene) seenOwner(id app.ID) *app.Seen[site.Owner]       { return shown(s, &s.owners, id) }
func (s *scene) seenBuilding(id app.ID) *app.Seen[site.Building] { return shown(s, &s.buildings, id) }
func (s *scene) seenType(id app.ID) *app.Seen[site.HouseType]    { return shown(s, &s.types, id) }
func (s *scene) seenFirm(id app.ID) *app.Seen[site.Firm]         { return shown(s, &s.firms, id) }
func (s *scene) seenCommunity(id app.ID) *app.Seen[site.Community] {
	return shown(s, &s.communities, id)
}
func (s *scene) seenShare(unit, owner app.ID) *app.Seen[site.Ownership] {
	return shown(s, &s.shares, site.OwnershipID(unit, owner))
}

func shown[T any](s *scene, k *apptest.Kept[T], id app.ID) *app.Seen[T] {
	s.t.Helper()
	rec, err := k.Get(id)
	s.must(err)
	return &app.Seen[T]{Value: rec}
}
