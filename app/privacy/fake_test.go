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

// memory is a small site in memory; what a refused use case did is taken back.
type memory struct {
	app.Tx
	units     apptest.Kept[site.Unit]
	buildings apptest.Kept[site.Building]
	owners    apptest.Kept[site.Owner]
	shares    apptest.Kept[site.Ownership]
	documents apptest.Kept[contract.Document]
	fields    apptest.Kept[contract.Field]
	letters   apptest.Kept[contract.Authority]
	notes     map[app.ID]string // the name that a walk, a defect or an import says
	notesOf   map[app.ID]app.ID // their home, Nil for an import

	breaks  *apptest.Break
	full    bool // the disk: nothing is committed
	actor   app.Actor
	ids     byte
	actions []string

	showings []site.Showing
	erased   []app.ID
	removals []privacy.Removal
}

func (m *memory) Do(_ context.Context, actor app.Actor, action string, fn func(privacy.Tx) error) error {
	before := *m
	m.actor = actor
	err := fn(m)
	if err == nil && m.full {
		err = app.Refuse("disk.full")
	}
	if err != nil {
		m.showings, m.erased, m.removals = before.showings, before.erased, before.removals
		return err
	}
	m.actions = append(m.actions, action)
	return nil
}

func (m *memory) Actor() app.Actor { return m.actor }
func (m *memory) Now() time.Time   { return now }
func (m *memory) NewID() app.ID    { m.ids++; return app.ID{0xee, m.ids} }

// read and list are what every call does: it may fail.
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

func (m *memory) Unit(id app.ID) (site.Unit, error)               { return read(m, &m.units, id) }
func (m *memory) Building(id app.ID) (site.Building, error)       { return read(m, &m.buildings, id) }
func (m *memory) Owner(id app.ID) (site.Owner, error)             { return read(m, &m.owners, id) }
func (m *memory) Document(id app.ID) (contract.Document, error)   { return read(m, &m.documents, id) }
func (m *memory) Authority(id app.ID) (contract.Authority, error) { return read(m, &m.letters, id) }
func (m *memory) SeeOwner(id app.ID) (app.Seen[site.Owner], error) {
	o, err := m.Owner(id)
	return app.Seen[site.Owner]{Value: o}, err
}
func (m *memory) OwnershipsOfUnit(unit app.ID) ([]site.Ownership, error) {
	return list(m, &m.shares, func(s site.Ownership) bool { return s.Unit == unit })
}
func (m *memory) OwnershipsOfPerson(owner app.ID) ([]site.Ownership, error) {
	return list(m, &m.shares, func(s site.Ownership) bool { return s.Owner == owner })
}
func (m *memory) DocumentsOfUnit(unit app.ID) ([]contract.Document, error) {
	return list(m, &m.documents, func(d contract.Document) bool { return d.Unit == unit })
}
func (m *memory) SignatureFieldsOf(document app.ID) ([]contract.Field, error) {
	return list(m, &m.fields, func(f contract.Field) bool { return f.Document == document })
}
func (m *memory) AuthoritiesOfUnit(unit app.ID) ([]contract.Authority, error) {
	return list(m, &m.letters, func(a contract.Authority) bool { return a.Unit == unit })
}
func (m *memory) NotesNaming(unit app.ID, name string) (ids []app.ID, err error) {
	for id, said := range m.notes {
		if of := m.notesOf[id]; said == name && (of == unit || of.IsNil()) {
			ids = append(ids, id)
		}
	}
	return ids, m.breaks.Err()
}
func (m *memory) PutShowing(s site.Showing) error {
	m.showings = append(m.showings, s)
	return m.breaks.Err()
}
func (m *memory) Erase(id app.ID) error {
	m.erased = append(m.erased, id)
	return m.breaks.Err()
}
func (m *memory) PutRemoval(r privacy.Removal) error {
	m.removals = append(m.removals, r)
	return m.breaks.Err()
}

// The people and things of the tests: wang and li own the home, which was handed over;
// wang owned the shop of the other phase before, which zhao owns now.
var (
	phaseOne, phaseTwo = app.ID{0xc1}, app.ID{0xc2}
	home, shop         = app.ID{0x11}, app.ID{0x12}
	wang, li, zhao     = app.ID{0x21}, app.ID{0x22}, app.ID{0x23}
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
	t *testing.T
	*memory
	desk *privacy.Desk
}

func begin(t *testing.T) *scene { return beginWith(t, &apptest.Break{}) }

func beginWith(t *testing.T, breaks *apptest.Break) *scene {
	m := &memory{breaks: breaks, notes: map[app.ID]string{}, notesOf: map[app.ID]app.ID{}}
	s := &scene{t, m, privacy.New(m)}
	handedOver := app.NewDate(2026, 11, 20)
	for i, community := range []app.ID{phaseOne, phaseTwo} {
		id := app.ID{0xb1 + byte(i)}
		s.must(m.buildings.Put(id, site.Building{ID: id, Community: community}))
	}
	s.must(m.units.Put(home, site.Unit{ID: home, Building: app.ID{0xb1}, Code: "3-2-1501", HandedOver: handedOver}))
	s.must(m.units.Put(shop, site.Unit{ID: shop, Building: app.ID{0xb2}, Code: "S1-S08", HandedOver: handedOver}))
	s.must(m.owners.Put(wang, site.Owner{ID: wang, Name: "王𬀩", IDNo: "440524188001010014", Phone: "13900001234"}))
	s.must(m.owners.Put(li, site.Owner{ID: li, Name: "李梅"}))
	s.must(m.owners.Put(zhao, site.Owner{ID: zhao, Name: "赵晓"}))
	s.own(shop, wang, true)
	s.own(shop, zhao, false)
	s.own(home, wang, false)
	s.own(home, li, false)
	return s
}

func (s *scene) own(unit, owner app.ID, ended bool) {
	id := site.OwnershipID(unit, owner)
	s.must(s.shares.Put(id, site.Ownership{ID: id, Unit: unit, Owner: owner, Ended: ended}))
}

// paper puts a signed paper whose content says a text, with places to sign for some.
func (s *scene) paper(n byte, kind contract.Kind, unit app.ID, text string, signers ...app.ID) app.ID {
	id := app.ID{0xd0, n}
	s.must(s.documents.Put(id, contract.Document{ID: id, Kind: kind, Number: "WY-01-0000" + string('0'+n), Unit: unit, State: contract.Signed, Content: []byte(text)}))
	for i, person := range signers {
		f := contract.Field{ID: app.ID{0xf0, n, byte(i)}, Document: id, Order: i, Role: contract.AsOwner, Person: person}
		s.must(s.fields.Put(f.ID, f))
	}
	return id
}

func (s *scene) letter(n byte, unit, owner app.ID, agent string) app.ID {
	id := app.ID{0x70, n}
	s.must(s.letters.Put(id, contract.Authority{ID: id, Unit: unit, Owner: owner, Agent: agent}))
	return id
}

func (s *scene) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// refused expects the refusal of a code, "" for none, and that nothing is left of what
// was refused.
func (s *scene) refused(name string, err error, code string) {
	s.t.Helper()
	if app.RefusalCode(err) != code || code == "" && err != nil {
		s.t.Errorf("%s: got %v, want %q", name, err, code)
	}
	if err != nil && len(s.actions)+len(s.showings)+len(s.erased)+len(s.removals) != 0 {
		s.t.Errorf("%s: refused, and yet %v, %v, %v", name, s.actions, s.showings, s.erased)
	}
}

// recorded expects one showing and no other.
func (s *scene) recorded(name string, want site.Showing) {
	s.t.Helper()
	want.ID, want.At = app.ID{0xee, 1}, now
	if !slices.Equal(s.showings, []site.Showing{want}) {
		s.t.Errorf("%s: recorded %+v, want %+v", name, s.showings, want)
	}
}
