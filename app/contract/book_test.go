package contract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/site"
)

// book is a site in memory. A use case that fails leaves it as it was, as a
// transaction does.
type book struct {
	now   time.Time
	actor app.Actor
	ids   int
	last  map[app.Series]int

	site        site.Site
	communities map[app.ID]site.Community
	buildings   map[app.ID]site.Building
	units       map[app.ID]site.Unit
	types       map[app.ID]site.HouseType
	owners      map[app.ID]site.Owner
	shares      []site.Ownership

	documents   map[app.ID]contract.Document
	moves       []contract.Move
	fields      []contract.Field
	signatures  []contract.Signature
	authorities map[app.ID]contract.Authority
	terms       map[app.ID]contract.Terms
	approvals   []contract.TextApproval
	receipts    map[app.ID]contract.FeeReceipt
}

// The people and things of the tests.
var (
	clerk      = app.Actor{Staff: app.ID{0xa1}, Name: "李敏", Role: app.Handover}
	assistant  = app.Actor{Staff: app.ID{0xa2}, Name: "林晓燕", Role: app.Assistant}
	supervisor = app.Actor{Staff: app.ID{0xa3}, Name: "周建国", Role: app.Supervisor}
	stranger   = app.Actor{Staff: app.ID{0xa4}, Name: "外区主管", Role: app.Supervisor, Communities: []app.ID{{0xc9}}}

	home  = app.ID{0x11} // 3-2-1501, of two owners
	shop  = app.ID{0x12} // without owners
	wu    = app.ID{0x21} // 欧阳䶮
	wang  = app.ID{0x22} // 王𬀩
	today = app.NewDate(2026, 11, 23)
)

func newBook() *book {
	community, building, houseType := app.ID{0xc1}, app.ID{0xb1}, app.ID{0xe1}
	return &book{
		now:         time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC),
		last:        map[app.Series]int{},
		site:        site.Site{ID: app.ID{0x51}, Name: "锦绣花园一期", Company: "江苏锦绣置业有限公司", Property: "南京安和物业服务有限公司", Phone: "025-8888 6600"},
		communities: map[app.ID]site.Community{community: {ID: community, Name: "锦绣花园"}},
		buildings:   map[app.ID]site.Building{building: {ID: building, Community: community, Code: "3", Name: "3幢"}},
		types:       map[app.ID]site.HouseType{houseType: {ID: houseType, Name: "A1"}},
		units: map[app.ID]site.Unit{
			home: {ID: home, Building: building, Entrance: "2", Room: "1501", Code: "3-2-1501", HouseType: houseType, ContractNo: "2024YS018832",
				ContractArea: squareMetres("143.20"), MeasuredArea: squareMetres("143.86"), HandedOver: app.NewDate(2026, 11, 30)},
			shop: {ID: shop, Building: building, Room: "S08", Code: "3-S08", ContractArea: squareMetres("61.5")},
		},
		owners: map[app.ID]site.Owner{
			wu:   {ID: wu, Name: "欧阳䶮", IDType: "身份证", IDNo: "320105198801011234", Phone: "13800006621", Address: "南京市玄武区中山路 1 号"},
			wang: {ID: wang, Name: "王𬀩", IDType: "身份证", IDNo: "320105199002022217", Phone: "13900000458"},
		},
		shares: []site.Ownership{
			{ID: app.ID{0x31}, Unit: home, Owner: wu, Order: 0, Share: "50%"},
			{ID: app.ID{0x32}, Unit: home, Owner: wang, Order: 1, Share: "50%"},
			{ID: app.ID{0x33}, Unit: home, Owner: app.ID{0x23}, Order: 2, Ended: true},
		},
		documents:   map[app.ID]contract.Document{},
		authorities: map[app.ID]contract.Authority{},
		terms:       map[app.ID]contract.Terms{},
		receipts:    map[app.ID]contract.FeeReceipt{},
	}
}

func squareMetres(s string) app.Area { return app.Area{Decimal: decimal.RequireFromString(s)} }

func yuan(s string) app.Money { return app.Money{Decimal: decimal.RequireFromString(s)} }

func (b *book) clone() *book {
	c := *b
	c.last = maps.Clone(b.last)
	c.documents, c.authorities, c.terms = maps.Clone(b.documents), maps.Clone(b.authorities), maps.Clone(b.terms)
	c.receipts, c.approvals = maps.Clone(b.receipts), slices.Clone(b.approvals)
	c.moves, c.fields, c.signatures = slices.Clone(b.moves), slices.Clone(b.fields), slices.Clone(b.signatures)
	return &c
}

// Do is the one way to write, all or nothing.
func (b *book) Do(_ context.Context, actor app.Actor, _ string, fn func(contract.Tx) error) error {
	before := b.clone()
	b.actor = actor
	b.now = b.now.Add(time.Minute)
	err := fn(b)
	if err != nil {
		*b = *before
	}
	return err
}

func get[T any](kind string, all map[app.ID]T, id app.ID) (T, error) {
	r, there := all[id]
	if !there {
		return r, app.Refuse("record.unknown", "kind", kind, "id", id.String())
	}
	return r, nil
}

func which[T any](all []T, wanted func(T) bool) []T {
	return slices.DeleteFunc(slices.Clone(all), func(r T) bool { return !wanted(r) })
}

func (b *book) Actor() app.Actor { return b.actor }
func (b *book) Now() time.Time   { return b.now }
func (b *book) Today() app.Date  { return app.DateOf(b.now) }
func (b *book) NewID() app.ID    { b.ids++; return app.ID{0xff, byte(b.ids >> 8), byte(b.ids)} }
func (b *book) Number(k app.Series) (string, error) {
	b.last[k]++
	return k.Format("01", b.last[k]), nil
}
func (b *book) Site() (site.Site, error) { return b.site, nil }
func (b *book) Community(id app.ID) (site.Community, error) {
	return get("community", b.communities, id)
}
func (b *book) Building(id app.ID) (site.Building, error)   { return get("building", b.buildings, id) }
func (b *book) Unit(id app.ID) (site.Unit, error)           { return get("unit", b.units, id) }
func (b *book) HouseType(id app.ID) (site.HouseType, error) { return get("house_type", b.types, id) }
func (b *book) Owner(id app.ID) (site.Owner, error)         { return get("owner", b.owners, id) }
func (b *book) OwnershipsOfUnit(unit app.ID) ([]site.Ownership, error) {
	return which(b.shares, func(o site.Ownership) bool { return o.Unit == unit }), nil
}

func (b *book) Document(id app.ID) (contract.Document, error) {
	return get("document", b.documents, id)
}
func (b *book) PutDocument(d contract.Document) error { b.documents[d.ID] = d; return nil }
func (b *book) documentsWhere(wanted func(contract.Document) bool) []contract.Document {
	var all []contract.Document
	for _, d := range b.documents {
		if wanted(d) {
			all = append(all, d)
		}
	}
	slices.SortFunc(all, func(a, b contract.Document) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return all
}
func (b *book) DocumentsOfUnit(unit app.ID) ([]contract.Document, error) {
	return b.documentsWhere(func(d contract.Document) bool { return d.Unit == unit }), nil
}
func (b *book) DocumentsOfSubject(subject app.ID) ([]contract.Document, error) {
	return b.documentsWhere(func(d contract.Document) bool { return d.Subject == subject }), nil
}
func (b *book) PutDocumentMove(m contract.Move) error { b.moves = append(b.moves, m); return nil }
func (b *book) DocumentMovesOf(id app.ID) ([]contract.Move, error) {
	return which(b.moves, func(m contract.Move) bool { return m.Document == id }), nil
}
func (b *book) PutSignatureField(f contract.Field) error { b.fields = append(b.fields, f); return nil }
func (b *book) SignatureFieldsOf(id app.ID) ([]contract.Field, error) {
	return which(b.fields, func(f contract.Field) bool { return f.Document == id }), nil
}
func (b *book) PutSignature(s contract.Signature) error {
	b.signatures = append(b.signatures, s)
	return nil
}
func (b *book) SignaturesOf(id app.ID) ([]contract.Signature, error) {
	return which(b.signatures, func(s contract.Signature) bool { return s.Document == id }), nil
}
func (b *book) Authority(id app.ID) (contract.Authority, error) {
	return get("authority", b.authorities, id)
}
func (b *book) PutAuthority(a contract.Authority) error { b.authorities[a.ID] = a; return nil }
func (b *book) AuthoritiesOfUnit(unit app.ID) ([]contract.Authority, error) {
	var all []contract.Authority
	for _, a := range b.authorities {
		if a.Unit == unit {
			all = append(all, a)
		}
	}
	return all, nil
}
func (b *book) AgreementTerms(id app.ID) (contract.Terms, error) {
	return get("agreement_terms", b.terms, id)
}
func (b *book) AmendAgreementTerms(seen *app.Seen[contract.Terms], t contract.Terms) error {
	apptest.AmendIn(b.terms, t.ID, seen, t)
	return nil
}
func (b *book) TextApprovals() ([]contract.TextApproval, error) {
	return slices.Clone(b.approvals), nil
}
func (b *book) PutTextApproval(a contract.TextApproval) error {
	if i := slices.IndexFunc(b.approvals, func(o contract.TextApproval) bool { return o.ID == a.ID }); i >= 0 {
		b.approvals[i] = a
		return nil
	}
	b.approvals = append(b.approvals, a)
	return nil
}
func (b *book) FeeReceipt(id app.ID) (contract.FeeReceipt, error) {
	return get("fee_receipt", b.receipts, id)
}
func (b *book) PutFeeReceipt(r contract.FeeReceipt) error { b.receipts[r.ID] = r; return nil }
func (b *book) AmendFeeReceipt(seen *app.Seen[contract.FeeReceipt], r contract.FeeReceipt) error {
	apptest.AmendIn(b.receipts, r.ID, seen, r)
	return nil
}
func (b *book) AmendAuthority(seen *app.Seen[contract.Authority], a contract.Authority) error {
	apptest.AmendIn(b.authorities, a.ID, seen, a)
	return nil
}

// stage is a desk over a book.
type stage struct {
	*testing.T
	*book
	*contract.Desk
	salts int
}

func begin(t *testing.T) *stage {
	s := &stage{T: t, book: newBook()}
	s.Desk = contract.New(s.book, s.press)
	return s
}

// press writes contents as JSON, which holds the salt as it is where it is ASCII.
func (s *stage) press() contract.Press {
	s.salts++
	return contract.Press{
		Wording: func(template string) app.Wording { return app.Wording{Template: template, Text: "text of " + template} }, Word: func(key string) string { return key },
		Encode: func(content any) ([]byte, error) {
			raw, err := json.Marshal(content)
			return append(raw, s.salt()...), err
		},
		Salt: s.salt(), Anchor: "9f8e7d-42",
	}
}

func (s *stage) salt() []byte { return fmt.Appendf(nil, "salt%012d", s.salts) }

// content reads what press wrote.
func (s *stage) content(d contract.Document, into any) {
	s.Helper()
	raw := bytes.TrimSuffix(d.Content, d.Salt)
	if err := json.Unmarshal(raw, into); err != nil {
		s.Fatal(err)
	}
}

// lock makes a certificate of the home with the fields, locked.
func (s *stage) lock(supersedes app.ID, fields ...contract.Field) contract.Document {
	s.Helper()
	d, err := s.Draft(context.Background(), clerk, contract.Outline{Kind: contract.Certificate, Unit: home, Template: "handover-certificate/1", Supersedes: supersedes})
	if err != nil {
		s.Fatal(err)
	}
	s.salts++
	d, err = s.Lock(context.Background(), clerk, d.ID, contract.Locking{Content: append([]byte("content "), s.salt()...), Salt: s.salt(), Fields: fields, Anchor: "a"})
	if err != nil {
		s.Fatal(err)
	}
	return d
}

// usual are two owners and who hands over; the supervisor's place may stay empty.
func usual() []contract.Field {
	return []contract.Field{
		{Role: contract.AsOwner, Name: "欧阳䶮", Person: wu, Required: true},
		{Role: contract.AsOwner, Name: "王𬀩", Person: wang, Required: true},
		{Role: contract.AsStaff, Name: clerk.Name, Person: clerk.Staff, Required: true},
		{Role: contract.AsSupervisor},
	}
}

// fieldsOf are the places to sign in their order.
func (s *stage) fieldsOf(d contract.Document) []contract.Field {
	all, _ := s.SignatureFieldsOf(d.ID)
	return all
}

// signing is a signature on the screen by whom the place is for.
func (s *stage) signing(d contract.Document, place int) contract.Signing {
	f := s.fieldsOf(d)[place]
	return contract.Signing{Document: d.ID, Field: f.ID, Signer: f.Name, Hash: d.ContentHash, How: contract.OnScreen,
		Strokes: []contract.Stroke{{{X: 100, Y: 100}, {X: 300, Y: 200, T: 80}}}}
}

func (s *stage) sign(d contract.Document, place int) contract.Document {
	s.Helper()
	d, err := s.Sign(context.Background(), clerk, s.signing(d, place))
	if err != nil {
		s.Fatalf("sign place %d of %s: %v", place, d.Number, err)
	}
	return d
}

func (s *stage) wants(err error, code string) {
	s.Helper()
	if got := app.RefusalCode(err); got != code || err != nil && got == "" {
		s.Errorf("got %v, want %q", err, code)
	}
}

func (s *stage) state(d contract.Document) contract.State { return s.documents[d.ID].State }
