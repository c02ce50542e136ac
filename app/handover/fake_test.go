package handover_test

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
	"keyday/app/staff"
)

// records is a whole site in memory.
type records struct {
	communities apptest.Kept[site.Community]
	buildings   apptest.Kept[site.Building]
	units       apptest.Kept[site.Unit]
	types       apptest.Kept[site.HouseType]
	owners      apptest.Kept[site.Owner]
	ownerships  apptest.Kept[site.Ownership]
	firms       apptest.Kept[site.Firm]
	people      apptest.Kept[staff.Person]
	defects     apptest.Kept[defect.Defect]
	moves       apptest.Kept[defect.Move]
	documents   apptest.Kept[contract.Document]
	docMoves    apptest.Kept[contract.Move]
	fields      apptest.Kept[contract.Field]
	signatures  apptest.Kept[contract.Signature]
	letters     apptest.Kept[contract.Authority]
	cases       apptest.Kept[handover.Case]
	caseMoves   apptest.Kept[handover.Move]
	results     apptest.Kept[handover.Result]
	checks      apptest.Kept[handover.IdentityCheck]
	overrides   apptest.Kept[handover.Override]
	meters      apptest.Kept[handover.Meter]
	keys        apptest.Kept[handover.Keys]
	papers      apptest.Kept[handover.Paper]
	items       apptest.Kept[handover.ItemList]
	corrections apptest.Kept[site.Correction]
}

func (r records) copied() records {
	return records{
		r.communities.Copied(), r.buildings.Copied(), r.units.Copied(), r.types.Copied(), r.owners.Copied(), r.ownerships.Copied(),
		r.firms.Copied(), r.people.Copied(), r.defects.Copied(), r.moves.Copied(), r.documents.Copied(), r.docMoves.Copied(),
		r.fields.Copied(), r.signatures.Copied(), r.letters.Copied(), r.cases.Copied(), r.caseMoves.Copied(), r.results.Copied(),
		r.checks.Copied(), r.overrides.Copied(), r.meters.Copied(), r.keys.Copied(), r.papers.Copied(), r.items.Copied(), r.corrections.Copied(),
	}
}

// memory is a Writer over records: what a refused use case did is taken back. The
// parts of Tx that no use case of the desk asks for are left to the nil interface.
type memory struct {
	handover.Tx
	approvals   []contract.TextApproval // of contracts' texts
	inspections map[app.ID]inspect.Inspection
	records
	site    site.Site
	actor   app.Actor
	now     time.Time
	ids     int
	numbers map[app.Series]int

	inspected, signedOff bool
	actions              []string
}

func (m *memory) Inspection(id app.ID) (inspect.Inspection, error) {
	i, there := m.inspections[id]
	if !there {
		return i, app.Refuse("record.unknown", "kind", "inspection", "id", id.String())
	}
	return i, nil
}
func (m *memory) TextApprovals() ([]contract.TextApproval, error) { return m.approvals, nil }

func (m *memory) Do(_ context.Context, actor app.Actor, action string, fn func(handover.Tx) error) error {
	before := m.records.copied()
	m.actor, m.now = actor, m.now.Add(time.Second)
	if err := fn(m); err != nil {
		m.records = before
		return err
	}
	m.actions = append(m.actions, action)
	return nil
}

// narrower lends the same memory to another desk.
type narrower[T any] struct {
	*memory
	view func(*memory) T
}

func (n narrower[T]) Do(ctx context.Context, actor app.Actor, action string, fn func(T) error) error {
	return n.memory.Do(ctx, actor, action, func(handover.Tx) error { return fn(n.view(n.memory)) })
}

func (m *memory) Actor() app.Actor { return m.actor }
func (m *memory) Now() time.Time   { return m.now }
func (m *memory) Today() app.Date  { return app.DateOf(m.now) }
func (m *memory) NewID() app.ID {
	m.ids++
	return app.ID{0xee, byte(m.ids >> 16), byte(m.ids >> 8), byte(m.ids)}
}
func (m *memory) Number(kind app.Series) (string, error) {
	m.numbers[kind]++
	return kind.Format("01", m.numbers[kind]), nil
}

func (m *memory) Site() (site.Site, error)                           { return m.site, nil }
func (m *memory) Community(id app.ID) (site.Community, error)        { return m.communities.Get(id) }
func (m *memory) Building(id app.ID) (site.Building, error)          { return m.buildings.Get(id) }
func (m *memory) Unit(id app.ID) (site.Unit, error)                  { return m.units.Get(id) }
func (m *memory) PutUnit(r site.Unit) error                          { return m.units.Put(r.ID, r) }
func (m *memory) HouseType(id app.ID) (site.HouseType, error)        { return m.types.Get(id) }
func (m *memory) Owner(id app.ID) (site.Owner, error)                { return m.owners.Get(id) }
func (m *memory) Firm(id app.ID) (site.Firm, error)                  { return m.firms.Get(id) }
func (m *memory) People() ([]staff.Person, error)                    { return m.people.Those(nil), nil }
func (m *memory) Defect(id app.ID) (defect.Defect, error)            { return m.defects.Get(id) }
func (m *memory) PutDefect(r defect.Defect) error                    { return m.defects.Put(r.ID, r) }
func (m *memory) PutDefectMove(r defect.Move) error                  { return m.moves.Once(r.ID, r) }
func (m *memory) Document(id app.ID) (contract.Document, error)      { return m.documents.Get(id) }
func (m *memory) PutDocument(r contract.Document) error              { return m.documents.Put(r.ID, r) }
func (m *memory) PutDocumentMove(r contract.Move) error              { return m.docMoves.Once(r.ID, r) }
func (m *memory) PutSignatureField(r contract.Field) error           { return m.fields.Once(r.ID, r) }
func (m *memory) PutSignature(r contract.Signature) error            { return m.signatures.Once(r.ID, r) }
func (m *memory) Authority(id app.ID) (contract.Authority, error)    { return m.letters.Get(id) }
func (m *memory) PutAuthority(r contract.Authority) error            { return m.letters.Put(r.ID, r) }
func (m *memory) HandoverCase(id app.ID) (handover.Case, error)      { return m.cases.Get(id) }
func (m *memory) PutHandoverCase(r handover.Case) error              { return m.cases.Put(r.ID, r) }
func (m *memory) PutHandoverMove(r handover.Move) error              { return m.caseMoves.Once(r.ID, r) }
func (m *memory) PutHandoverResult(r handover.Result) error          { return m.results.Once(r.ID, r) }
func (m *memory) PutIdentityCheck(r handover.IdentityCheck) error    { return m.checks.Once(r.ID, r) }
func (m *memory) PutOverride(r handover.Override) error              { return m.overrides.Once(r.ID, r) }
func (m *memory) PutMeter(r handover.Meter) error                    { return m.meters.Put(r.ID, r) }
func (m *memory) PutKeys(r handover.Keys) error                      { return m.keys.Put(r.ID, r) }
func (m *memory) PutPaper(r handover.Paper) error                    { return m.papers.Put(r.ID, r) }
func (m *memory) HandoverItems(id app.ID) (handover.ItemList, error) { return m.items.Get(id) }
func (m *memory) AmendOwner(seen *app.Seen[site.Owner], r site.Owner) error {
	return m.owners.Amend(r.ID, seen, r)
}
func (m *memory) AmendDefect(seen *app.Seen[defect.Defect], r defect.Defect) error {
	return m.defects.Amend(r.ID, seen, r)
}
func (m *memory) AmendHandoverCase(seen *app.Seen[handover.Case], r handover.Case) error {
	return m.cases.Amend(r.ID, seen, r)
}
func (m *memory) AmendMeter(seen *app.Seen[handover.Meter], r handover.Meter) error {
	return m.meters.Amend(r.ID, seen, r)
}
func (m *memory) AmendKeys(seen *app.Seen[handover.Keys], r handover.Keys) error {
	return m.keys.Amend(r.ID, seen, r)
}
func (m *memory) AmendPaper(seen *app.Seen[handover.Paper], r handover.Paper) error {
	return m.papers.Amend(r.ID, seen, r)
}
func (m *memory) AmendHandoverItems(seen *app.Seen[handover.ItemList], r handover.ItemList) error {
	return m.items.Amend(r.ID, seen, r)
}
func (m *memory) OwnershipsOfUnit(u app.ID) ([]site.Ownership, error) {
	return m.ownerships.Those(func(r site.Ownership) bool { return r.Unit == u }), nil
}
func (m *memory) SignedBy(owner app.ID) (papers []site.SignedPaper, err error) {
	for _, d := range m.documents.Those(contract.Document.Standing) {
		fields, _ := m.SignatureFieldsOf(d.ID)
		signed, _ := m.SignaturesOf(d.ID)
		for _, f := range fields {
			if f.Person == owner && slices.ContainsFunc(signed, func(s contract.Signature) bool { return s.Field == f.ID }) {
				papers = append(papers, site.SignedPaper{Document: d.ID, Number: d.Number, Owners: []app.ID{owner}})
			}
		}
	}
	return papers, nil
}
func (m *memory) PutCorrection(c site.Correction) error {
	return m.corrections.Once(c.ID, c)
}
func (m *memory) DefectsOfUnit(u app.ID) ([]defect.Defect, error) {
	return m.defects.Those(func(r defect.Defect) bool { return r.Unit == u }), nil
}
func (m *memory) DocumentsOfUnit(u app.ID) ([]contract.Document, error) {
	return m.documents.Those(func(r contract.Document) bool { return r.Unit == u }), nil
}
func (m *memory) SignatureFieldsOf(d app.ID) ([]contract.Field, error) {
	return m.fields.Those(func(r contract.Field) bool { return r.Document == d }), nil
}
func (m *memory) SignaturesOf(d app.ID) ([]contract.Signature, error) {
	return m.signatures.Those(func(r contract.Signature) bool { return r.Document == d }), nil
}
func (m *memory) HandoverCasesOfUnit(u app.ID) ([]handover.Case, error) {
	return m.cases.Those(func(r handover.Case) bool { return r.Unit == u }), nil
}
func (m *memory) HandoverResultsOf(c app.ID) ([]handover.Result, error) {
	return m.results.Those(func(r handover.Result) bool { return r.Case == c }), nil
}
func (m *memory) IdentityChecksOf(c app.ID) ([]handover.IdentityCheck, error) {
	return m.checks.Those(func(r handover.IdentityCheck) bool { return r.Case == c }), nil
}
func (m *memory) OverridesOf(c app.ID) ([]handover.Override, error) {
	return m.overrides.Those(func(r handover.Override) bool { return r.Case == c }), nil
}
func (m *memory) MetersOf(c app.ID) ([]handover.Meter, error) {
	return m.meters.Those(func(r handover.Meter) bool { return r.Case == c }), nil
}
func (m *memory) KeysOf(c app.ID) ([]handover.Keys, error) {
	return m.keys.Those(func(r handover.Keys) bool { return r.Case == c }), nil
}
func (m *memory) HandoverMovesOf(c app.ID) ([]handover.Move, error) {
	return m.caseMoves.Those(func(r handover.Move) bool { return r.Case == c }), nil
}
func (m *memory) PapersOf(c app.ID) ([]handover.Paper, error) {
	return m.papers.Those(func(r handover.Paper) bool { return r.Case == c }), nil
}

// UnitFacts counts what the store counts by SQL.
func (m *memory) UnitFacts(u app.ID) (handover.Facts, error) {
	unit, b := m.units.ByID[u], m.buildings.ByID[m.units.ByID[u].Building]
	f := handover.Facts{
		Inspected: m.inspected, SignedOff: m.signedOff, Fund: unit.Fund, Taken: !unit.HandedOver.IsZero(),
		Filed: !b.Completed.IsZero() && b.Completed <= m.Today(),
	}
	for _, d := range m.defects.ByID {
		switch {
		case d.State == defect.Open:
			f.Undispatched++
		case d.State.InWork():
			f.InWork++
		case d.State == defect.Fixed:
			f.Unverified++
		default:
			continue
		}
		if d.Severity.Grave() {
			f.Grave++
		}
	}
	return f, nil
}

// The people and things of the tests.
var (
	unitID, buildingID, wangID, liID = app.ID{1}, app.ID{2}, app.ID{3}, app.ID{4}

	supervisor = app.Actor{Staff: app.ID{7}, Name: "王敏", Role: app.Supervisor}
	assistant  = app.Actor{Staff: app.ID{8}, Name: "赵静", Role: app.Assistant}
	reception  = app.Actor{Staff: app.ID{9}, Name: "孙强", Role: app.Handover}
	manager    = app.Actor{Staff: app.ID{10}, Name: "周总", Role: app.Manager}
	ctx        = context.Background()
)

// scene is a home of two owners that could be handed over today, with the desks.
type scene struct {
	t *testing.T
	*memory
	desk  *handover.Desk
	paper *contract.Desk
}

func begin(t *testing.T) *scene {
	m := &memory{
		now: time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC), numbers: map[app.Series]int{},
		site:      site.Site{ID: app.ID{0xa}, Name: "锦绣花园", Company: "锦绣置业有限公司"},
		inspected: true, signedOff: true, inspections: map[app.ID]inspect.Inspection{},
	}
	m.communities.Put(app.ID{0xb}, site.Community{ID: app.ID{0xb}, Name: "锦绣花园一期"})
	m.buildings.Put(buildingID, site.Building{ID: buildingID, Community: app.ID{0xb}, Code: "3", Name: "3幢", Completed: app.NewDate(2026, 10, 1)})
	m.units.Put(unitID, site.Unit{ID: unitID, Building: buildingID, Entrance: "2", Room: "1501", Code: "3-2-1501", Fund: site.FundPaid, DeliveryDue: app.NewDate(2026, 12, 31)})
	m.owners.Put(wangID, site.Owner{ID: wangID, Name: "王建国", IDType: "身份证", IDNo: "320102198001011234", Phone: "13812345678"})
	m.owners.Put(liID, site.Owner{ID: liID, Name: "李梅", IDType: "身份证", IDNo: "320102198202022345"})
	m.ownerships.Put(app.ID{5}, site.Ownership{ID: app.ID{5}, Unit: unitID, Owner: wangID})
	m.ownerships.Put(app.ID{6}, site.Ownership{ID: app.ID{6}, Unit: unitID, Owner: liID, Order: 1})
	for _, a := range []app.Actor{supervisor, assistant, reception, manager} {
		m.people.Put(a.Staff, staff.Person{ID: a.Staff, Name: a.Name, Role: a.Role})
	}
	press := func() contract.Press {
		m.ids++
		return contract.Press{
			Wording: func(template string) app.Wording { return app.Wording{Template: template} }, Word: func(key string) string { return key },
			Encode: json.Marshal,
			Salt:   []byte(strings.Repeat("s", contract.SaltSize)),
			Anchor: "anchor",
		}
	}
	return &scene{t, m, handover.New(m, saltInside(press)), contract.New(narrower[contract.Tx]{m, func(m *memory) contract.Tx { return m }}, press)}
}

// saltInside has the content's bytes hold the salt as it is, as canonical bytes do.
func saltInside(press func() contract.Press) func() contract.Press {
	return func() contract.Press {
		p := press()
		p.Encode = func(content any) ([]byte, error) {
			body, err := json.Marshal(content)
			return append(bytes.Clone(p.Salt), body...), err
		}
		return p
	}
}

func (s *scene) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// refused expects the refusal of a code, also among several.
func (s *scene) refused(err error, code string) {
	s.t.Helper()
	if !slices.Contains(codes(err), code) {
		s.t.Errorf("got %v, want %s", err, code)
	}
}

func codes(err error) []string {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var all []string
		for _, one := range many.Unwrap() {
			all = append(all, codes(one)...)
		}
		return all
	}
	if code := app.RefusalCode(err); code != "" {
		return []string{code}
	}
	return nil
}

func (s *scene) look() handover.View {
	s.t.Helper()
	v, err := handover.Look(s.memory, unitID)
	s.must(err)
	return v
}

// owner is an owner as the desk shows them.
func (s *scene) owner(id app.ID) *app.Seen[site.Owner] {
	o := s.owners.ByID[id]
	o.ID = id
	return &app.Seen[site.Owner]{Value: o}
}

// open are defects as the desk shows them.
func (s *scene) open(ids ...app.ID) (all []*app.Seen[defect.Defect]) {
	for _, id := range ids {
		d := s.defects.ByID[id]
		d.ID = id
		all = append(all, &app.Seen[defect.Defect]{Value: d})
	}
	return all
}

// read, count and the others fill in at the desk what people do, beside what it showed.
func (s *scene) read(m handover.Meter) error {
	return s.desk.ReadMeter(ctx, reception, unitID, s.look().SeenMeter(m.Kind), m)
}

func (s *scene) count(k handover.Keys) error {
	return s.desk.CountKeys(ctx, reception, unitID, s.look().SeenKeys(k.Kind), k)
}

func (s *scene) hand(p handover.Paper) error {
	return s.desk.HandPaper(ctx, reception, unitID, s.look().SeenPaper(p.Kind), p)
}

func (s *scene) follow(remark string, next app.Date) error {
	return s.desk.Follow(ctx, reception, unitID, s.look().SeenCase(), handover.Talk{remark, next})
}

func (s *scene) book(slot handover.Slot) error {
	return s.desk.Book(ctx, reception, unitID, s.look().SeenCase(), slot)
}

func (s *scene) invite(i handover.Invitation) error {
	return s.desk.Invite(ctx, reception, unitID, s.look().SeenCase(), i)
}

func (s *scene) defect(n int, severity site.Severity, promised app.Date) app.ID {
	id := app.ID{0xd, byte(n)}
	s.defects.Put(id, defect.Defect{
		ID: id, Number: app.DefectNumber.Format("01", n), Unit: unitID, Room: "bath1", Phrase: "渗漏",
		Severity: severity, State: defect.Assigned, Promised: promised,
	})
	return id
}

// arrived brings both owners to the desk with their own papers.
func (s *scene) arrived() {
	s.t.Helper()
	s.must(s.desk.CheckIn(ctx, reception, unitID))
	for _, owner := range []app.ID{wangID, liID} {
		s.must(s.desk.CheckOwner(ctx, reception, unitID, owner, handover.Seen{Paper: "身份证", Original: true}))
	}
}

// filled fills every line that the site requires.
func (s *scene) filled() {
	s.t.Helper()
	s.must(s.read(handover.Meter{Kind: "water", Number: "SW-0012", Reading: "00012.5"}))
	s.must(s.read(handover.Meter{Kind: "electricity", Number: "DL０９", Reading: "0034"}))
	s.must(s.count(handover.Keys{Kind: "entrance", Count: 5, Kept: 1, Purpose: "维修", Until: s.Today().AddDays(7)}))
	s.must(s.desk.HandPapers(ctx, reception, unitID))
}

// signed has everybody sign the certificate.
func (s *scene) signed(d contract.Document) {
	s.t.Helper()
	fields, err := s.SignatureFieldsOf(d.ID)
	s.must(err)
	s.signedBy(d, len(fields))
}

// signedBy signs the first n fields of a paper.
func (s *scene) signedBy(d contract.Document, n int) {
	s.t.Helper()
	fields, err := s.SignatureFieldsOf(d.ID)
	s.must(err)
	for _, f := range fields[:n] {
		who := reception
		if f.Role == contract.AsStaff {
			who = app.Actor{Staff: f.Person, Name: f.Name, Role: app.Supervisor}
		}
		_, err := s.paper.Sign(ctx, who, contract.Signing{
			Document: d.ID, Field: f.ID, Signer: f.Name, Hash: d.ContentHash, How: contract.OnScreen,
			Strokes: []contract.Stroke{{{X: 1, Y: 1}, {X: 2, Y: 2, T: 9}}},
		})
		s.must(err)
	}
}

// through goes the whole way to a home handed over.
func (s *scene) through() contract.Document {
	s.t.Helper()
	s.arrived()
	s.filled()
	s.must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Accepted}))
	d, err := s.desk.DrawUp(ctx, reception, unitID)
	s.must(err)
	s.signed(d)
	s.must(s.desk.Complete(ctx, reception, unitID))
	return d
}
