package contract_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
)

var ctx = context.Background()

func whole(string, []byte) error { return nil }

// A paper is intact where its bytes have the hash that was signed and all of them
// are read; each way to be less has its name.
func TestIntact(t *testing.T) {
	d := begin(t).lock(app.Nil, usual()...)
	altered, erased := d, d
	altered.Content = slices.Concat(d.Content, []byte{0})
	erased.Content = nil
	newer := func(template string, content []byte) error {
		if template != d.Template || !slices.Equal(content, d.Content) {
			t.Errorf("asked to read %q as %s", content, template)
		}
		return app.Refuse("contract.content_newer", "key", "weather")
	}
	for _, c := range []struct {
		d    contract.Document
		read func(string, []byte) error
		want string
	}{
		{d, whole, ""}, {altered, whole, "contract.content_altered"}, {erased, whole, "contract.content_erased"}, {d, newer, "contract.content_newer"},
	} {
		err := c.d.Intact(c.read)
		if app.RefusalCode(err) != c.want || err != nil && !strings.Contains(err.Error(), d.Number) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}

// The way of a document: drafted, locked, signed place by place, each step also a
// record of its own.
func TestWayOfADocument(t *testing.T) {
	s := begin(t)
	d := s.lock(app.Nil, usual()...)
	if d.State != contract.Locked || d.Number != "JF-01-00001" || d.Intact(whole) != nil || d.Anchor != "a" || d.LockedBy != clerk.Staff {
		t.Fatalf("locked as %+v", d)
	}
	for place, want := range []contract.State{contract.PartlySigned, contract.PartlySigned, contract.Signed} {
		if d = s.sign(d, place); d.State != want {
			t.Errorf("after place %d it is %s, want %s", place, d.State, want)
		}
	}
	// The place that may stay empty can still be signed.
	one := s.signing(d, 3)
	one.Signer = "周建国"
	if _, err := s.Sign(ctx, supervisor, one); err != nil {
		t.Fatal(err)
	}
	var way []contract.State
	moves, _ := s.DocumentMovesOf(d.ID)
	for _, m := range moves {
		way = append(way, m.To)
	}
	if want := []contract.State{contract.Draft, contract.Locked, contract.PartlySigned, contract.Signed}; !slices.Equal(way, want) {
		t.Errorf("moved %v, want %v", way, want)
	}
}

// What may be done in which state; everything else is refused and leaves nothing.
func TestStepsByState(t *testing.T) {
	begin2 := func(t *testing.T, to contract.State) (*stage, contract.Document) {
		s := begin(t)
		if to == contract.Draft {
			d, err := s.Draft(ctx, clerk, contract.Outline{Kind: contract.Certificate, Unit: home, Template: "x/1"})
			if err != nil {
				t.Fatal(err)
			}
			return s, d
		}
		d := s.lock(app.Nil, usual()...)
		switch to {
		case contract.PartlySigned:
			d = s.sign(d, 0)
		case contract.Signed:
			for place := range 3 {
				d = s.sign(d, place)
			}
		case contract.Voided:
			s.wants(s.Take(ctx, supervisor, d.ID, contract.Void, "错"), "")
		case contract.Superseded:
			s.lock(d.ID, usual()...)
		}
		return s, s.documents.At(d.ID)
	}
	steps := map[string]func(*stage, contract.Document) error{
		"lock": func(s *stage, d contract.Document) error {
			_, err := s.Lock(ctx, clerk, d.ID, contract.Locking{Content: append([]byte("c"), s.salt()...), Salt: s.salt(), Fields: usual()})
			return err
		},
		"sign": func(s *stage, d contract.Document) error {
			if d.State == contract.Draft {
				_, err := s.Sign(ctx, clerk, contract.Signing{Document: d.ID})
				return err
			}
			_, err := s.Sign(ctx, supervisor, func() contract.Signing { one := s.signing(d, 3); one.Signer = "周建国"; return one }())
			return err
		},
		"void": func(s *stage, d contract.Document) error {
			return s.Take(ctx, supervisor, d.ID, contract.Void, "业主姓名有误")
		},
		"print": func(s *stage, d contract.Document) error {
			_, err := s.Printed(ctx, clerk, contract.Printing{Document: d.ID, File: contract.HashOf(nil)})
			return err
		},
	}
	want := map[contract.State]map[string]string{
		contract.Draft:        {"lock": "", "sign": "contract.not_locked", "void": "", "print": "contract.not_locked"},
		contract.Locked:       {"lock": "contract.not_draft", "sign": "", "void": "", "print": ""},
		contract.PartlySigned: {"lock": "contract.not_draft", "sign": "", "void": "", "print": ""},
		contract.Signed:       {"lock": "contract.not_draft", "sign": "", "void": "", "print": ""},
		contract.Superseded:   {"lock": "contract.not_draft", "sign": "contract.not_standing", "void": "contract.not_standing", "print": ""},
		contract.Voided:       {"lock": "contract.not_draft", "sign": "contract.not_standing", "void": "contract.not_standing", "print": ""},
	}
	for _, state := range contract.Ladder {
		for name, code := range want[state] {
			t.Run(string(state)+"/"+name, func(t *testing.T) {
				s, d := begin2(t, state)
				if d.State != state {
					t.Fatalf("begins %s", d.State)
				}
				err := steps[name](s, d)
				s.wants(err, code)
				if code != "" && s.state(d) != state {
					t.Errorf("a refused step leaves it %s", s.state(d))
				}
			})
		}
	}
}

// A document that is locked says by name what is missing, and has somebody who
// must sign, with a name, an agent with a letter.
func TestLockRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*contract.Locking)
		want   string
	}{
		"something missing":        {func(l *contract.Locking) { l.Missing = []string{"水表读数", "业主"} }, "contract.incomplete"},
		"nobody must sign":         {func(l *contract.Locking) { l.Fields = l.Fields[3:] }, "contract.no_signer"},
		"a name missing":           {func(l *contract.Locking) { l.Fields[0].Name = " " }, "contract.signer_unnamed"},
		"an agent by no letter":    {func(l *contract.Locking) { l.Fields[0].Role = contract.AsAgent }, "contract.authority_missing"},
		"content without salt":     {func(l *contract.Locking) { l.Content = []byte("content") }, "contract.salt_missing"},
		"a salt that is too short": {func(l *contract.Locking) { l.Salt = l.Salt[:8] }, "contract.salt_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t)
			d, err := s.Draft(ctx, clerk, contract.Outline{Kind: contract.Certificate, Unit: home, Template: "x/1"})
			if err != nil {
				t.Fatal(err)
			}
			l := contract.Locking{Content: append([]byte("content "), s.salt()...), Salt: s.salt(), Fields: usual()}
			c.change(&l)
			_, err = s.Lock(ctx, clerk, d.ID, l)
			s.wants(err, c.want)
			if s.state(d) != contract.Draft || s.fields.Len() != 0 {
				t.Error("something of it was kept")
			}
		})
	}
}

// Voiding keeps the signatures and marks them invalid, needs a reason and who may.
func TestVoidKeepsSignatures(t *testing.T) {
	s := begin(t)
	d := s.sign(s.lock(app.Nil, usual()...), 0)
	s.wants(s.Take(ctx, supervisor, d.ID, contract.Void, "  "), "contract.reason_missing")
	s.wants(s.Take(ctx, clerk, d.ID, contract.Void, "错"), "permission.missing")
	s.wants(s.Take(ctx, stranger, d.ID, contract.Void, "错"), "permission.scope")
	s.wants(s.Take(ctx, supervisor, d.ID, contract.Void, "业主姓名有误"), "")
	d = s.documents.At(d.ID)
	if d.VoidReason != "业主姓名有误" || d.VoidedBy != supervisor.Staff || d.VoidedAt.IsZero() {
		t.Errorf("voided as %+v", d)
	}
	marks := contract.Marks(d, s.fieldsOf(d), s.signatures.All())
	if len(marks) != 1 || !marks[0].Invalid || marks[0].Name != "欧阳䶮" || len(marks[0].Strokes) != 1 || marks[0].Witness != clerk.Name {
		t.Errorf("marks %+v", marks)
	}
	if contract.Missing(d, s.fieldsOf(d), s.signatures.All()) == nil {
		t.Error("a void document counts as signed")
	}
}

// An unsigned document gives way when its successor is locked, a signed one only
// when the successor is signed: the owner is never without a valid paper.
func TestSupersede(t *testing.T) {
	s := begin(t)
	first := s.lock(app.Nil, usual()...)
	second := s.lock(first.ID, usual()...)
	if s.state(first) != contract.Superseded {
		t.Errorf("the unsigned first is %s", s.state(first))
	}
	for place := range 3 {
		second = s.sign(second, place)
	}
	third := s.lock(second.ID, usual()...)
	if s.state(second) != contract.Signed {
		t.Errorf("the signed second is %s before the third is signed", s.state(second))
	}
	for place := range 3 {
		third = s.sign(third, place)
	}
	if s.state(second) != contract.Superseded || s.state(third) != contract.Signed {
		t.Errorf("second %s, third %s", s.state(second), s.state(third))
	}
	_, err := s.Draft(ctx, clerk, contract.Outline{Kind: contract.Certificate, Unit: home, Template: "x/1", Supersedes: second.ID})
	s.wants(err, "contract.not_replaceable")
	_, err = s.Draft(ctx, clerk, contract.Outline{Kind: contract.Certificate, Unit: shop, Template: "x/1", Supersedes: third.ID})
	s.wants(err, "contract.not_replaceable")
}

// Each kind asks for its own permission and draws from its own series.
func TestDraftByKind(t *testing.T) {
	for kind, c := range map[contract.Kind]struct {
		may, not app.Actor
		number   string
	}{
		contract.Certificate: {clerk, app.Actor{Role: app.Manager}, "JF-01-00001"},
		contract.Sheet:       {app.Actor{Role: app.Manager}, clerk, "YF-01-00001"},
		contract.Rectify:     {supervisor, assistant, "ZG-01-00001"},
		contract.Agreement:   {supervisor, assistant, "WY-01-00001"},
	} {
		s := begin(t)
		o := contract.Outline{Kind: kind, Unit: home, Template: "x/1"}
		_, err := s.Draft(ctx, c.not, o)
		s.wants(err, "permission.missing")
		d, err := s.Draft(ctx, c.may, o)
		s.wants(err, "")
		if d.Number != c.number {
			t.Errorf("%s is numbered %s: a refused draft took a number, or the series is wrong", kind, d.Number)
		}
		_, err = s.Draft(ctx, stranger, o)
		s.wants(err, "permission.scope")
	}
	s := begin(t)
	_, err := s.Draft(ctx, supervisor, contract.Outline{Kind: "poem", Template: "x/1"})
	s.wants(err, "contract.kind_unclear")
}

// Copies are counted without gap or double, whoever prints; several of one call all or
// none. Who may not print is told before any paper leaves.
func TestPrinted(t *testing.T) {
	s := begin(t)
	d := s.lock(app.Nil, usual()...)
	file := contract.HashOf([]byte("pdf"))
	print := func(actor app.Actor, file string) error {
		_, err := s.Printed(ctx, actor, contract.Printing{Document: d.ID, File: file, Copy: s.documents.At(d.ID).Prints})
		return err
	}
	s.wants(s.MayPrint(ctx, clerk, d.ID), "")
	s.wants(print(clerk, file), "")
	s.wants(print(assistant, "no hash"), "contract.hash_unclear")
	s.wants(print(assistant, file), "")
	for _, who := range []struct {
		app.Actor
		code string
	}{{app.Actor{Role: "guest"}, "permission.missing"}, {stranger, "permission.scope"}} {
		s.wants(s.MayPrint(ctx, who.Actor, d.ID), who.code)
		s.wants(print(who.Actor, file), who.code)
	}
	_, err := s.Printed(ctx, clerk, contract.Printing{Document: d.ID, File: file, Copy: 2}, contract.Printing{Document: d.ID})
	s.wants(err, "contract.hash_unclear")
	if d = s.documents.At(d.ID); d.Prints != 2 || d.PDFHash != file {
		t.Errorf("%d prints, file %s", d.Prints, d.PDFHash)
	}
	late := contract.Printing{Document: d.ID, File: file, Copy: 1} // which somebody else printed since
	for _, c := range []struct {
		made  contract.Printing
		again int
	}{{late, 1}, {contract.Printing{Document: d.ID, File: file, Copy: 3}, 0}} {
		again, err := s.Printed(ctx, clerk, c.made)
		s.wants(err, "")
		if len(again) != c.again || c.again > 0 && again[0] != c.made {
			t.Errorf("copy %d is printed again: %v", c.made.Copy, again)
		}
	}
	if d = s.documents.At(d.ID); d.Prints != 4 {
		t.Errorf("%d prints", d.Prints)
	}
	draft, err := s.Draft(ctx, clerk, contract.Outline{Kind: contract.Certificate, Unit: home, Template: "x/1"})
	s.wants(err, "")
	s.wants(s.MayPrint(ctx, clerk, draft.ID), "contract.not_locked")
}
