package contract_test

import (
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
)

// A signature has two points at least, on whatever strokes, and as many as a slow hand
// makes at most.
func TestASignatureHasPoints(t *testing.T) {
	stroke := func(n int) contract.Stroke { return make(contract.Stroke, n) }
	for _, c := range []struct {
		strokes []contract.Stroke
		code    string
	}{
		{[]contract.Stroke{stroke(1)}, "contract.strokes_missing"},
		{[]contract.Stroke{stroke(2)}, ""},
		{[]contract.Stroke{stroke(1), stroke(1)}, ""},
		{[]contract.Stroke{stroke(20000)}, ""},
		{[]contract.Stroke{stroke(20001)}, "contract.strokes_missing"},
		{[]contract.Stroke{stroke(20000), stroke(1)}, "contract.strokes_missing"},
	} {
		s := begin(t)
		d := s.lock(app.Nil, usual()...)
		one := s.signing(d, 0)
		one.Strokes = c.strokes
		_, err := s.Sign(ctx, clerk, one)
		s.wants(err, c.code)
	}
}

// Only what is a hash is kept for one of a printed file.
func TestAFileIsCountedByItsHash(t *testing.T) {
	for hash, good := range map[string]bool{
		strings.Repeat("0a", 32): true, strings.Repeat("0a", 31): false, strings.Repeat("0a", 33): false, strings.Repeat("0x", 32): false, "": false,
	} {
		s := begin(t)
		d := s.lock(app.Nil, usual()...)
		if _, err := s.Printed(ctx, clerk, contract.Printing{Document: d.ID, File: hash}); (err == nil) != good {
			t.Errorf("%q: %v", hash, err)
		}
	}
}

// A letter may be of one day; it does not end before it begins.
func TestALetterMayBeOfOneDay(t *testing.T) {
	for to, code := range map[app.Date]string{0: "", today: "", today.AddDays(-1): "contract.authority_dates"} {
		s := begin(t)
		_, err := s.hold(clerk, contract.Authority{Unit: home, Owner: wu, Agent: "张三", IDNo: "320105197001011232", Kind: contract.Plain,
			Scopes: []contract.Scope{contract.MaySign}, From: today, To: to})
		s.wants(err, code)
	}
}

// A paper says whose signature it lacks and whose turn it is; a place that may stay
// empty is nobody's turn.
func TestAPaperSaysWhoseTurnItIs(t *testing.T) {
	s := begin(t)
	d := s.lock(app.Nil, usual()...)
	paper := func() contract.Paper {
		return contract.Paper{Document: s.documents.At(d.ID), Fields: s.fieldsOf(d), Signatures: s.signatures.All()}
	}
	turn := func(a app.Actor) string {
		f, owed := paper().Next(a)
		if !owed {
			return "nobody"
		}
		return f.Name
	}
	if got := len(contract.Missing(s.documents.At(d.ID), s.fieldsOf(d), s.signatures.All())); got != 3 {
		t.Errorf("%d are missing of three that must sign", got)
	}
	for place, want := range []string{"欧阳䶮", "王𬀩", clerk.Name, "nobody"} {
		if got := turn(clerk); got != want {
			t.Errorf("after %d: %s, want %s", place, got, want)
		}
		if want == "nobody" {
			break
		}
		f := s.fieldsOf(d)[place]
		if paper().Signature(f) != nil {
			t.Errorf("%s has signed before signing", f.Name)
		}
		s.sign(d, place)
		if g := paper().Signature(f); g == nil || g.Signer != f.Name {
			t.Errorf("%s signed, and it is %+v", f.Name, g)
		}
	}
	// Of several, those come first that one may take: the supervisor's own place, not the
	// inspector's.
	s = begin(t)
	d = s.lock(app.Nil, contract.Field{Role: contract.AsInspector, Name: clerk.Name, Person: clerk.Staff, Required: true},
		contract.Field{Role: contract.AsSupervisor, Name: supervisor.Name, Person: supervisor.Staff, Required: true})
	for _, who := range []app.Actor{supervisor, clerk} {
		if got := turn(who); got != who.Name {
			t.Errorf("to %s it shows the place of %s", who.Name, got)
		}
	}
	// Whoever may take none of the signatures is shown the first.
	s = begin(t)
	d = s.lock(app.Nil, usual()...)
	if got := turn(app.Actor{Role: app.Manager}); got != "欧阳䶮" {
		t.Errorf("of somebody who may take none it is the turn of %s", got)
	}
	s.documents.Put(contract.Document{ID: d.ID, State: contract.Voided})
	if got := turn(clerk); got != "nobody" {
		t.Errorf("a paper that was voided waits for %s", got)
	}
}

// Who signs for another is named; who signs for themselves is not.
func TestAgentsActForOwners(t *testing.T) {
	p := contract.Paper{Principals: map[app.ID]string{wu: "欧阳䶮"}}
	for role, want := range map[contract.Role]string{contract.AsAgent: "欧阳䶮", contract.AsOwner: ""} {
		if got := p.ActsFor(contract.Field{Role: role, Person: wu}); got != want {
			t.Errorf("%s acts for %q, want %q", role, got, want)
		}
	}
}

// Each mark stands at its own place, and says whether it came on paper; a signature of
// another paper counts for nothing here.
func TestMarksStandAtTheirPlaces(t *testing.T) {
	s := begin(t)
	d := s.lock(app.Nil, usual()...)
	s.sign(d, 1)
	onPaper := s.signing(d, 0)
	onPaper.How, onPaper.Strokes, onPaper.Scan = contract.OnPaper, nil, "hash"
	d, err := s.Sign(ctx, clerk, onPaper)
	s.wants(err, "")
	marks := contract.Marks(d, s.fieldsOf(d), s.signatures.All())
	if len(marks) != 2 || marks[0].Field != 0 || !marks[0].Scanned || marks[0].Name != "欧阳䶮" || marks[1].Field != 1 || marks[1].Scanned || marks[1].Name != "王𬀩" {
		t.Errorf("%+v", marks)
	}
	one := s.signatures.All()[0]
	if !one.Valid(d) {
		t.Error("a signature of this paper does not count")
	}
	if one.Document = (app.ID{0xdd}); one.Valid(d) {
		t.Error("a signature of another paper counts")
	}
}

// What a paper replaces stands until the new one is signed whole.
func TestTheOldPaperStandsUntilTheNewIsSigned(t *testing.T) {
	s := begin(t)
	old := s.lock(app.Nil, usual()[:2]...)
	s.sign(s.sign(old, 0), 1)
	d := s.lock(old.ID, usual()[:2]...)
	for place, want := range []contract.State{contract.Signed, contract.Superseded} {
		s.sign(d, place)
		if got := s.state(old); got != want {
			t.Errorf("after %d signatures the old one is %s, want %s", place+1, got, want)
		}
	}
}
