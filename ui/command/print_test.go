package command

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/ui/paper"
	"keyday/ui/words"
)

// records is Site under a name that none of its methods has.
type records = Site

// press is a house with three homes of one agreement each, whose disk is full at a paper.
type press struct {
	House
	records
	fullAt int   // the first that cannot be written, counted from 1
	closed error // what closing the site says
	made   int
	again  app.ID // printed by others meanwhile
}

func (p *press) Open(context.Context, string, Use) (Site, error)           { return p, nil }
func (p *press) Close() error                                              { return p.closed }
func (p *press) Warnings() []*app.Refusal                                  { return nil }
func (p *press) SignIn(context.Context, string, string) (app.Actor, error) { return app.Actor{}, nil }
func (p *press) Room(out string) (Into, error)                             { return Into{Folder: out}, nil }
func (p *press) Verify(context.Context, []string, func(int, int)) (Verified, error) {
	return Verified{Differences: []*app.Refusal{app.Refuse("photo.missing", "hash", "1f")}}, nil
}

func (p *press) Units(context.Context) ([]site.Unit, error) {
	return []site.Unit{{ID: app.ID{1}, Code: "1-1-101"}, {ID: app.ID{2}, Code: "1-1-102"}, {ID: app.ID{3}, Code: "1-1-103"}}, nil
}

func (p *press) DocumentsOfUnit(_ context.Context, unit app.ID) ([]contract.Document, error) {
	return []contract.Document{{ID: unit, Number: "WY-01-0000" + string('0'+rune(unit[0])), Kind: contract.Agreement, State: contract.Locked}}, nil
}

func (p *press) Print(_ context.Context, _ app.Actor, document app.ID, into Into) (paper.Paper, error) {
	if p.made+1 == p.fullAt {
		return paper.Paper{}, app.Refuse("disk.full", "what", "papers")
	}
	p.made++
	return paper.Paper{Document: document, Path: "made", Again: document == p.again}, nil
}

func (p *press) typed(args ...string) (out, errs string, code int) {
	var o, e bytes.Buffer
	env := func(name string) string { return map[string]string{"KEYDAY_LANG": "en"}[name] }
	code = Run(context.Background(), args, p, Terminal{Out: &o, Err: &e, Env: env, Words: words.New()})
	return o.String(), e.String(), code
}

// A pack that is stopped midway says why, what was made, and what it did not come to.
func TestAStoppedPackSaysWhy(t *testing.T) {
	all := []string{"WY-01-00001", "WY-01-00002", "WY-01-00003"}
	for fullAt, made := range map[int]int{1: 0, 2: 1, 3: 2} {
		p := press{fullAt: fullAt}
		out, errs, code := p.typed("print", "pack", "--units", "*", "--out", "papers")
		if code != Refused || !strings.Contains(errs, "The disk is full") || !strings.Contains(errs, strings.Join(all[made:], ", ")) {
			t.Errorf("full at %d: ended with %d, out %q, err %q", fullAt, code, out, errs)
		}
		p = press{fullAt: fullAt}
		out, errs, code = p.typed("--json", "print", "pack", "--units", "*", "--out", "papers")
		var said struct {
			Printed []printed
			Missing struct{ Unreached []string }
		}
		var why struct{ Refused struct{ Code string } }
		if err := json.Unmarshal([]byte(out), &said); err != nil || said.Printed == nil || len(said.Printed) != made || !slices.Equal(said.Missing.Unreached, all[made:]) {
			t.Errorf("full at %d: %v, %s", fullAt, err, out)
		}
		if err := json.Unmarshal([]byte(errs), &why); err != nil || why.Refused.Code != "disk.full" || code != Refused {
			t.Errorf("full at %d: %d, %v, %s", fullAt, code, err, errs)
		}
	}
}

// Where others printed meanwhile, the paper that says the same copy is named.
func TestTwoOfOneCopyAreTold(t *testing.T) {
	p := press{again: app.ID{2}}
	_, errs, _ := p.typed("print", "pack", "--units", "*", "--out", "papers")
	if !strings.Contains(errs, "WY-01-00002 was printed once more") || strings.Contains(errs, "WY-01-00001 was") {
		t.Errorf("says %q", errs)
	}
	p = press{again: app.ID{2}}
	if out, _, _ := p.typed("--json", "print", "pack", "--units", "*", "--out", "papers"); strings.Count(out, `"again"`) != 1 {
		t.Errorf("says %s", out)
	}
}

// What a command found does not hide what ended it.
func TestFoundAndStopped(t *testing.T) {
	p := press{closed: app.Refuse("disk.full", "what", "site")}
	if _, errs, code := p.typed("verify"); code != Refused || !strings.Contains(errs, "The disk is full") {
		t.Errorf("ended with %d: %q", code, errs)
	}
	p.closed = nil
	if _, errs, code := p.typed("verify"); code != Refused || errs != "" {
		t.Errorf("ended with %d: %q", code, errs)
	}
}
