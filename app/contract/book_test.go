package contract_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/site"
)

// The people and things of the tests.
var (
	clerk      = app.Actor{Staff: app.ID{0xa1}, Name: "李敏", Role: app.Handover}
	assistant  = app.Actor{Staff: app.ID{0xa2}, Name: "林晓燕", Role: app.Assistant}
	supervisor = app.Actor{Staff: app.ID{0xa3}, Name: "周建国", Role: app.Supervisor}
	stranger   = app.Actor{Staff: app.ID{0xa4}, Name: "外区主管", Role: app.Supervisor, Communities: []app.ID{{0xc9}}}

	home = app.ID{0x11} // 3-2-1501, of two owners
	shop = app.ID{0x12} // without owners
	wu   = app.ID{0x21} // 欧阳䶮
	wang = app.ID{0x22} // 王𬀩

	siteID, wuOwns, wangOwns = app.ID{0x51}, app.ID{0x31}, app.ID{0x32}

	today = app.NewDate(2026, 11, 23)
)

// morning is when the tests' day begins.
var morning = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

// memory is the site: a home of two owners and one that sold, and a shop of nobody.
func memory() *apptest.Memory {
	community, building, houseType := app.ID{0xc1}, app.ID{0xb1}, app.ID{0xe1}
	m := apptest.New(
		site.Site{ID: siteID, Name: "锦绣花园一期", Company: "江苏锦绣置业有限公司", Property: "南京安和物业服务有限公司", Phone: "025-8888 6600"},
		site.Community{ID: community, Name: "锦绣花园"},
		site.Building{ID: building, Community: community, Code: "3", Name: "3幢"},
		site.HouseType{ID: houseType, Name: "A1"},
		site.Unit{ID: home, Building: building, Entrance: "2", Room: "1501", Code: "3-2-1501", HouseType: houseType, ContractNo: "2024YS018832",
			ContractArea: squareMetres("143.20"), MeasuredArea: squareMetres("143.86"), HandedOver: app.NewDate(2026, 11, 30)},
		site.Unit{ID: shop, Building: building, Room: "S08", Code: "3-S08", ContractArea: squareMetres("61.5")},
		site.Owner{ID: wu, Name: "欧阳䶮", IDType: "身份证", IDNo: "320105198801011234", Phone: "13800006621", Address: "南京市玄武区中山路 1 号"},
		site.Owner{ID: wang, Name: "王𬀩", IDType: "身份证", IDNo: "320105199002022217", Phone: "13900000458"},
		site.Ownership{ID: wuOwns, Unit: home, Owner: wu, Order: 0, Share: "50%"},
		site.Ownership{ID: wangOwns, Unit: home, Owner: wang, Order: 1, Share: "50%"},
		site.Ownership{ID: app.ID{0x33}, Unit: home, Owner: app.ID{0x23}, Order: 2, Ended: true},
	)
	m.Clock, m.Step = morning, time.Minute
	return m
}

func squareMetres(s string) app.Area { return app.Area{Decimal: decimal.RequireFromString(s)} }

func yuan(s string) app.Money { return app.Money{Decimal: decimal.RequireFromString(s)} }

// stage is a desk on the site.
type stage struct {
	apptest.Scene
	*contract.Desk
	write app.Writer[contract.Tx]
	salts int // of what is locked by hand

	site        apptest.Table[site.Site]
	units       apptest.Table[site.Unit]
	types       apptest.Table[site.HouseType]
	owners      apptest.Table[site.Owner]
	shares      apptest.Table[site.Ownership]
	documents   apptest.Table[contract.Document]
	fields      apptest.Table[contract.Field]
	signatures  apptest.Table[contract.Signature]
	authorities apptest.Table[contract.Authority]
	terms       apptest.Table[contract.Terms]
	approvals   apptest.Table[contract.TextApproval]
	receipts    apptest.Table[contract.FeeReceipt]
	texts       apptest.Table[contract.OwnForm]
}

func begin(t *testing.T) *stage {
	m := memory()
	w := apptest.WriterOf[contract.Tx](m, m)
	return &stage{
		apptest.Scene{T: t, Memory: m}, contract.New(w, apptest.Issuer()), w, 0,
		apptest.Of[site.Site](m), apptest.Of[site.Unit](m), apptest.Of[site.HouseType](m), apptest.Of[site.Owner](m), apptest.Of[site.Ownership](m),
		apptest.Of[contract.Document](m), apptest.Of[contract.Field](m), apptest.Of[contract.Signature](m), apptest.Of[contract.Authority](m),
		apptest.Of[contract.Terms](m), apptest.Of[contract.TextApproval](m), apptest.Of[contract.FeeReceipt](m), apptest.Of[contract.OwnForm](m),
	}
}

// Draft begins a document by itself.
func (s *stage) Draft(ctx context.Context, actor app.Actor, o contract.Outline) (d contract.Document, err error) {
	err = s.write.Do(ctx, actor, "document.draft", func(tx contract.Tx) (err error) {
		d, err = contract.DraftIn(tx, o)
		return err
	})
	return d, err
}

// Lock fixes a draft by itself.
func (s *stage) Lock(ctx context.Context, actor app.Actor, id app.ID, l contract.Locking) (d contract.Document, err error) {
	err = s.write.Do(ctx, actor, "document.lock", func(tx contract.Tx) (err error) {
		d, err = contract.LockIn(tx, id, l)
		return err
	})
	return d, err
}

// hold takes down a letter of authority that the actor holds.
func (s *stage) hold(actor app.Actor, a contract.Authority) (id app.ID, err error) {
	err = s.write.Do(ctx, actor, "authority.hold", func(tx contract.Tx) error {
		held, err := contract.HoldLetter(tx, a)
		id = held.ID
		return err
	})
	return id, err
}

func (s *stage) salt() []byte { return fmt.Appendf(nil, "lock%012d", s.salts) }

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

func (s *stage) state(d contract.Document) contract.State { return s.documents.At(d.ID).State }
