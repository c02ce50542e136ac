package contract_test

import (
	"reflect"
	"testing"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
)

// What a signature is refused for; a refused one leaves nothing.
func TestSignRefuses(t *testing.T) {
	for _, c := range []struct {
		name   string
		place  int
		actor  app.Actor
		change func(*contract.Signing)
		want   string
	}{
		{"as it should be", 0, clerk, func(*contract.Signing) {}, ""},
		{"other content", 0, clerk, func(s *contract.Signing) { s.Hash = contract.HashOf([]byte("another")) }, "contract.other_content"},
		{"no content shown", 0, clerk, func(s *contract.Signing) { s.Hash = "" }, "contract.other_content"},
		{"another's name", 0, clerk, func(s *contract.Signing) { s.Signer = "王𬀩" }, "contract.other_signer"},
		{"no name", 3, supervisor, func(s *contract.Signing) { s.Signer = " " }, "contract.other_signer"},
		{"a place of another paper", 0, clerk, func(s *contract.Signing) { s.Field = app.ID{0xee} }, "contract.field_unknown"},
		{"no strokes", 0, clerk, func(s *contract.Signing) { s.Strokes = nil }, "contract.strokes_missing"},
		{"a dot", 0, clerk, func(s *contract.Signing) { s.Strokes = []contract.Stroke{{{X: 1, Y: 1}}} }, "contract.strokes_missing"},
		{"no way of signing", 0, clerk, func(s *contract.Signing) { s.How = "telepathy" }, "contract.how_unclear"},
		{"a flood of points", 0, clerk, func(s *contract.Signing) { s.Strokes = []contract.Stroke{make(contract.Stroke, 30000)} }, "contract.strokes_missing"},
		{"staff for themselves", 2, clerk, func(*contract.Signing) {}, ""},
		{"one of the staff for another", 2, assistant, func(*contract.Signing) {}, "contract.sign_yourself"},
		{"the supervisor's place by a clerk", 3, clerk, func(s *contract.Signing) { s.Signer = "李敏" }, "permission.missing"},
		{"who may not receive", 0, app.Actor{Role: app.Manager}, func(*contract.Signing) {}, "permission.missing"},
		{"outside one's communities", 0, stranger, func(*contract.Signing) {}, "permission.scope"},
		{"on paper with a scan", 0, clerk, func(s *contract.Signing) { s.How, s.Strokes, s.Scan = contract.OnPaper, nil, "hash" }, ""},
		{"on paper, seen", 0, clerk, func(s *contract.Signing) { s.How, s.Strokes, s.Seen = contract.OnPaper, nil, true }, ""},
		{"on paper, nobody saw it", 0, clerk, func(s *contract.Signing) { s.How, s.Strokes = contract.OnPaper, nil }, "contract.witness_missing"},
		{"on paper, seen by the signer alone", 2, clerk, func(s *contract.Signing) { s.How, s.Strokes, s.Seen = contract.OnPaper, nil, true }, "contract.witness_missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t)
			d := s.lock(app.Nil, usual()...)
			one := s.signing(d, c.place)
			c.change(&one)
			_, err := s.Sign(ctx, c.actor, one)
			s.wants(err, c.want)
			if kept := s.signatures.Len(); (c.want == "") != (kept == 1) {
				t.Errorf("%d signatures are kept", kept)
			}
			if c.want == "" {
				got := s.signatures.All()[0]
				if got.Witness != c.actor.Staff || got.WitName != c.actor.Name || got.Hash != d.ContentHash || got.At.IsZero() {
					t.Errorf("kept %+v", got)
				}
			}
		})
	}
}

func TestNobodySignsTwice(t *testing.T) {
	s := begin(t)
	d := s.sign(s.lock(app.Nil, usual()...), 0)
	_, err := s.Sign(ctx, clerk, s.signing(d, 0))
	s.wants(err, "contract.already_signed")
}

// One sheet carries several signatures: all are taken in one step, or none.
func TestOneSheetIsTakenWhole(t *testing.T) {
	s := begin(t)
	d := s.lock(app.Nil, usual()...)
	stranger := s.signing(d, 1)
	stranger.Signer = "somebody else"
	_, err := s.SignAll(ctx, clerk, []contract.Signing{s.signing(d, 0), stranger})
	s.wants(err, "contract.other_signer")
	if s.signatures.Len() != 0 {
		t.Fatalf("%d signatures of a refused sheet are kept", s.signatures.Len())
	}
	d, err = s.SignAll(ctx, clerk, []contract.Signing{s.signing(d, 0), s.signing(d, 1)})
	s.wants(err, "")
	if s.signatures.Len() != 2 || d.State != contract.PartlySigned {
		t.Errorf("%d signatures are kept, the paper is %s", s.signatures.Len(), d.State)
	}
}

// A signature over another content counts for nothing, wherever it came from.
func TestSignatureOfOtherContent(t *testing.T) {
	s := begin(t)
	d := s.lock(app.Nil, usual()[:1]...)
	f := s.fieldsOf(d)
	other := []contract.Signature{{Document: d.ID, Field: f[0].ID, Hash: contract.HashOf([]byte("another"))}}
	if got := contract.StateOf(d, f, other); got != contract.Locked {
		t.Errorf("it makes the document %s", got)
	}
	if other[0].Valid(d) || len(contract.Missing(d, f, other)) != 1 {
		t.Error("it counts")
	}
	if marks := contract.Marks(d, f, other); len(marks) != 1 || !marks[0].Invalid {
		t.Errorf("it is drawn as %+v", marks)
	}
}

// Strokes reach the page in parts of the pad's width.
func TestMarksScaleStrokes(t *testing.T) {
	s := begin(t)
	d := s.sign(s.lock(app.Nil, usual()...), 0)
	m := contract.Marks(d, s.fieldsOf(d), s.signatures.All())[0]
	if p := m.Strokes[0][1]; p.X != 0.3 || p.Y != 0.2 {
		t.Errorf("drawn at %v", p)
	}
}

// The letters by which agents sign: taken down, held, withdrawn; each power and
// each day asked for.
func TestAgents(t *testing.T) {
	good := contract.Authority{Unit: home, Owner: wu, Agent: "张三", IDNo: "320105197001011232", Kind: contract.Notarised,
		Scopes: []contract.Scope{contract.MaySign}, From: today.AddDays(-3), To: today}
	for _, c := range []struct {
		name   string
		change func(*contract.Authority)
		held   bool
		want   string
	}{
		{"verified, in force", func(*contract.Authority) {}, true, ""},
		{"without an end", func(a *contract.Authority) { a.To = 0 }, true, ""},
		{"original never held", func(*contract.Authority) {}, false, "contract.authority_unverified"},
		{"for another power", func(a *contract.Authority) { a.Scopes = []contract.Scope{contract.MayTakeKeys} }, true, "contract.authority_scope"},
		{"not yet", func(a *contract.Authority) { a.From, a.To = today.AddDays(1), 0 }, true, "contract.authority_not_yet"},
		{"expired yesterday", func(a *contract.Authority) { a.To = today.AddDays(-1) }, true, "contract.authority_expired"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := begin(t)
			letter := good
			c.change(&letter)
			id, err := s.hold(clerk, letter)
			if err != nil {
				t.Fatal(err)
			}
			if !c.held {
				never := s.authorities.At(id)
				never.VerifiedBy = app.Nil
				s.authorities.Put(never)
			}
			d := s.lock(app.Nil, contract.Field{Role: contract.AsAgent, Name: "张三", Person: wu, Authority: id, Required: true})
			_, err = s.Sign(ctx, clerk, s.signing(d, 0))
			s.wants(err, c.want)
			if c.want == "" {
				if m := contract.Marks(s.documents.At(d.ID), s.fieldsOf(d), s.signatures.All()); !m[0].Agent {
					t.Error("the mark does not say that an agent signed")
				}
			}
		})
	}
}

func TestLettersAreRefused(t *testing.T) {
	good := contract.Authority{Unit: home, Owner: wu, Agent: "张三", IDNo: "320105197001011232", Kind: contract.Plain, Scopes: contract.Scopes, From: today}
	for name, c := range map[string]struct {
		change func(*contract.Authority)
		actor  app.Actor
		want   string
	}{
		"good":                    {func(*contract.Authority) {}, clerk, ""},
		"no agent":                {func(a *contract.Authority) { a.Agent = "" }, clerk, "contract.agent_unclear"},
		"a number that is none":   {func(a *contract.Authority) { a.IDType, a.IDNo = site.IDCard, "320105197001011234" }, clerk, "owner.id_check"},
		"any text as a number":    {func(a *contract.Authority) { a.IDNo = "见附件" }, clerk, "owner.id_shape"},
		"any text as a phone":     {func(a *contract.Authority) { a.Phone = "微信" }, clerk, "owner.phone_unreadable"},
		"a phone from abroad":     {func(a *contract.Authority) { a.Phone = "+44 20 7946 0958" }, clerk, ""},
		"no number":               {func(a *contract.Authority) { a.IDNo = "" }, clerk, "contract.agent_unclear"},
		"unknown kind":            {func(a *contract.Authority) { a.Kind = "verbal" }, clerk, "contract.authority_kind"},
		"no power":                {func(a *contract.Authority) { a.Scopes = nil }, clerk, "contract.authority_scope_missing"},
		"unknown power":           {func(a *contract.Authority) { a.Scopes = []contract.Scope{"sell"} }, clerk, "contract.authority_scope_missing"},
		"ends before it begins":   {func(a *contract.Authority) { a.To = today.AddDays(-1) }, clerk, "contract.authority_dates"},
		"not the owner's":         {func(a *contract.Authority) { a.Owner = app.ID{0x99} }, clerk, "contract.not_owner"},
		"of an owner who sold on": {func(a *contract.Authority) { a.Owner = app.ID{0x23} }, clerk, "contract.not_owner"},
		"who may not receive":     {func(*contract.Authority) {}, app.Actor{Role: app.Manager}, "permission.missing"},
		"verified by itself":      {func(a *contract.Authority) { a.VerifiedBy = app.ID{1} }, clerk, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			letter := good
			c.change(&letter)
			id, err := s.hold(c.actor, letter)
			s.wants(err, c.want)
			if c.want == "" && s.authorities.At(id).VerifiedBy != clerk.Staff {
				t.Error("held by somebody else")
			}
		})
	}
	s := begin(t)
	id, _ := s.hold(clerk, good)
	s.wants(s.KeepLetter(ctx, clerk, id, ""), "contract.letter_scan_missing")
	s.wants(s.KeepLetter(ctx, app.Actor{Role: app.Manager}, id, "hash"), "permission.missing")
	s.wants(s.KeepLetter(ctx, clerk, id, "hash"), "")
	if a := s.authorities.At(id); a.Scan != "hash" || a.VerifiedBy.IsNil() {
		t.Errorf("the letter with its scan: %+v", a)
	}
	s.wants(s.WithdrawAuthority(ctx, clerk, id), "")
	if gap := s.authorities.At(id).Gap(contract.MaySign, today); gap != "withdrawn" {
		t.Errorf("a withdrawn letter lacks %q", gap)
	}
}

// A letter whose original is held counts from that moment; one that says too little, or
// is taken down by who may not, is not kept.
func TestALetterIsHeld(t *testing.T) {
	good := contract.Authority{Unit: home, Owner: wu, Agent: " 张三 ", IDNo: "320105197001011232", Kind: contract.Plain, Scopes: contract.Scopes, From: today}
	for name, c := range map[string]struct {
		change func(*contract.Authority)
		actor  app.Actor
		want   string
	}{
		"good":                {func(*contract.Authority) {}, clerk, ""},
		"no number":           {func(a *contract.Authority) { a.IDNo = " " }, clerk, "contract.agent_unclear"},
		"who may not receive": {func(*contract.Authority) {}, app.Actor{Role: app.Manager}, "permission.missing"},
		"in another office":   {func(*contract.Authority) {}, stranger, "permission.scope"},
	} {
		s, letter := begin(t), good
		c.change(&letter)
		var held contract.Authority
		s.wants(s.write.Do(ctx, c.actor, "test.hold", func(tx contract.Tx) (err error) {
			held, err = contract.HoldLetter(tx, letter)
			return err
		}), c.want)
		if (s.authorities.Len() == 1) != (c.want == "") {
			t.Errorf("%s: %d are kept", name, s.authorities.Len())
		}
		if c.want == "" && (held.Agent != "张三" || held.VerifiedBy != clerk.Staff || held.VerifiedAt != s.Clock || held.Gap(contract.MayPay, today) != "") {
			t.Errorf("%s: %+v", name, held)
		}
	}
}

// What somebody has to be allowed who takes a signature: by the paper, and by in whose
// capacity it is given. The owners' hand on a 验房单 is the inspectors' to take.
func TestWhoTakesASignature(t *testing.T) {
	for _, c := range []struct {
		kind contract.Kind
		role contract.Role
		want staff.Permission
	}{
		{contract.Certificate, contract.AsOwner, staff.Receive}, {contract.Certificate, contract.AsAgent, staff.Receive}, {contract.Certificate, contract.AsStaff, staff.Receive},
		{contract.Sheet, contract.AsOwner, staff.Inspect}, {contract.Sheet, contract.AsAgent, staff.Inspect}, {contract.Sheet, contract.AsInspector, staff.Inspect},
		{contract.Sheet, contract.AsSupervisor, staff.SignOff}, {contract.Rectify, contract.AsSupervisor, staff.SignOff}, {contract.Rectify, contract.AsFirm, staff.Rectify},
		{contract.Agreement, contract.AsOwner, staff.Receive}, {contract.Agreement, contract.AsDeveloper, staff.SignContracts}, {contract.Agreement, contract.AsProperty, staff.SignContracts},
	} {
		err := contract.MayTake(app.Actor{Role: "visitor"}, contract.Document{Kind: c.kind}, contract.Field{Role: c.role})
		if r, _ := err.(*app.Refusal); r == nil || r.Code != "permission.missing" || r.Args["what"] != string(c.want) {
			t.Errorf("%s of a %s: %v, want %s", c.role, c.kind, err, c.want)
		}
	}
}

// A name that the font lacks stands on the paper as its picture where there is one, else
// as a line to write it on; once, however often it is signed with, and beside the others.
func TestNamesThatTheFontLacks(t *testing.T) {
	p := apptest.Issuer()()
	p.Lacks = func(text string) (lacks []rune) {
		for _, r := range text {
			if r == '䶮' || r == '𬀩' {
				lacks = append(lacks, r)
			}
		}
		return lacks
	}
	drawn := site.Owner{Name: "欧阳䶮", PicturedName: "欧阳䶮", NamePicture: "png"}
	renamed := site.Owner{Name: "王𬀩", PicturedName: "王伟", NamePicture: "other"}
	signer := func(name, actsFor string) app.SignatureField { return app.SignatureField{Name: name, ActsFor: actsFor} }
	got := p.Rare([]app.SignatureField{signer("张三", "欧阳䶮"), signer("欧阳䶮", ""), signer("李敏", "赵䶮"), signer("王𬀩", "")}, renamed, drawn)
	want := []app.RareName{
		{Name: "欧阳䶮", Lacks: []string{"U+4DAE"}, Picture: []byte("png"), How: "contract.rare.pictured",
			Says: "contract.rare.lacks U+4DAEcontract.rare.pictured_says " + contract.HashOf([]byte("png"))[:16]},
		{Name: "赵䶮", Lacks: []string{"U+4DAE"}, How: "contract.rare.by_hand", Says: "contract.rare.lacks U+4DAEcontract.rare.by_hand_says"},
		{Name: "王𬀩", Lacks: []string{"U+2C029"}, How: "contract.rare.by_hand", Says: "contract.rare.lacks U+2C029contract.rare.by_hand_says"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	p.Lacks = nil
	if got := p.Rare([]app.SignatureField{signer("欧阳䶮", "")}, drawn); got != nil {
		t.Errorf("of a font that lacks nothing: %+v", got)
	}
}

// What holds of the papers of a kind. Only the agreement names people with whole numbers and
// addresses.
func TestWhatHoldsOfAKind(t *testing.T) {
	type rules struct{ inFull, isContract, handsOver, inEnglish bool }
	for kind, want := range map[contract.Kind]rules{
		contract.Agreement:   {inFull: true, isContract: true, inEnglish: true},
		contract.Certificate: {handsOver: true},
		contract.Sheet:       {},
		contract.Rectify:     {},
	} {
		if got := (rules{contract.Document{Kind: kind}.NamesInFull(), kind.IsContract(), kind.HandsOver(), kind.InEnglish()}); got != want {
			t.Errorf("%s: %+v, want %+v", kind, got, want)
		}
	}
}

// What everybody may look at of an agreement masks numbers and addresses of every owner, and
// leaves the agreement itself as it is.
func TestAnAgreementIsMasked(t *testing.T) {
	owner := contract.AgreementOwner{Name: "欧阳䶮", IDNo: "320105198801011234", Phone: "13800006621", Address: "南京市玄武区中山路 1 号"}
	c := contract.AgreementContent{Owners: []contract.AgreementOwner{{Name: "王𬀩"}, owner}}
	m := c.Masked().Owners[1]
	if m.Name != owner.Name || m.IDNo != "320***********1234" || m.Phone != "138****6621" || m.Address != site.MaskAddress(owner.Address) || m.Address == owner.Address {
		t.Errorf("%+v", m)
	}
	if c.Owners[1] != owner {
		t.Errorf("masking changes what is masked: %+v", c.Owners[1])
	}
}

// A namesake among the owners is not the member of staff who saw them sign.
func TestWitnessed(t *testing.T) {
	for name, c := range map[string]struct {
		role            contract.Role
		signer, witness string
		want            bool
	}{
		"an owner":                       {contract.AsOwner, "欧阳䶮", "王𬀩", true},
		"an owner called as the witness": {contract.AsOwner, "王𬀩", "王𬀩", true},
		"an agent called as the witness": {contract.AsAgent, "王𬀩", "王𬀩", true},
		"the handover person":            {contract.AsStaff, "王𬀩", "王𬀩", false},
		"the inspector":                  {contract.AsInspector, "王𬀩", "王𬀩", false},
		"the supervisor":                 {contract.AsSupervisor, "王𬀩", "王𬀩", false},
		"taken for a colleague":          {contract.AsSupervisor, "周建国", "王𬀩", true},
		"nobody is on record":            {contract.AsOwner, "欧阳䶮", "", false},
	} {
		if got := (contract.Signature{Role: c.role, Signer: c.signer, WitName: c.witness}).Witnessed(); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
