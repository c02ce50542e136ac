package command

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"keyday/app"
	"keyday/app/contract"
	"keyday/app/site"
	"keyday/app/staff"
	"keyday/ui/paper/office"
	"keyday/ui/words"
)

// records is Site under a name that none of its methods has.
type records = Site

// press is a program with three homes of one agreement each, whose disk is full at a paper.
type press struct {
	Program
	records
	fullAt int   // the first that cannot be written, counted from 1
	closed error // what closing the site says
	made   int
	many   int    // homes besides
	again  app.ID // printed by others meanwhile
}

func (p *press) Open(context.Context, string, Use) (Site, error)           { return p, nil }
func (p *press) Close() error                                              { return p.closed }
func (p *press) Warnings() []*app.Refusal                                  { return nil }
func (p *press) Site(context.Context) (site.Site, error)                   { return site.Site{Rehearsal: true}, nil }
func (p *press) SignIn(context.Context, app.ID, string) (app.Actor, error) { return app.Actor{}, nil }
func (p *press) People(context.Context) ([]staff.Person, error) {
	return []staff.Person{{Role: app.Supervisor}}, nil
}
func (p *press) Room(out string, _ bool) (Into, error) { return Into{Folder: out}, nil }
func (p *press) Verify(context.Context, []string, func(int, int)) (Verified, error) {
	return Verified{Differences: []*app.Refusal{app.Refuse("photo.missing", "hash", "1f")}}, nil
}

func (p *press) Units(context.Context) ([]site.Unit, error) {
	all := []site.Unit{{ID: app.ID{1}, Code: "1-1-101"}, {ID: app.ID{2}, Code: "1-1-102"}, {ID: app.ID{3}, Code: "1-1-103"}}
	for n := range p.many {
		all = append(all, site.Unit{ID: app.ID{4 + byte(n)}, Code: fmt.Sprintf("2-1-%d", 101+n)})
	}
	return all, nil
}

// Tiles bar the second home.
func (p *press) Tiles(context.Context, app.ID) ([]site.Tile, error) {
	return []site.Tile{{Unit: app.ID{1}}, {Unit: app.ID{2}, Barred: true}}, nil
}

func (p *press) DocumentsOfUnit(_ context.Context, unit app.ID) ([]contract.Document, error) {
	return []contract.Document{{ID: unit, Number: "WY-01-0000" + string('0'+rune(unit[0])), Kind: contract.Agreement, State: contract.Locked}}, nil
}

func (p *press) Print(_ context.Context, _ app.Actor, document app.ID, _ words.Language, into Into) (office.Paper, error) {
	if p.made+1 == p.fullAt {
		return office.Paper{}, app.Refuse("disk.full", "what", "papers")
	}
	p.made++
	return office.Paper{Document: document, Path: "made", Again: document == p.again}, nil
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

// How far a pack is, is told once for each tenth.
func TestAPackTellsEachTenthOnce(t *testing.T) {
	p := press{}
	_, errs, _ := p.typed("print", "pack", "--units", "*", "--out", "papers")
	for _, tenth := range []string{"30%", "60%", "100%"} {
		if strings.Count(errs, tenth) != 1 {
			t.Errorf("%s is told %d times: %s", tenth, strings.Count(errs, tenth), errs)
		}
	}
	p.made, p.many = 0, 15
	if _, errs, _ = p.typed("print", "pack", "--units", "*", "--out", "papers"); strings.Count(errs, " 10%") != 1 {
		t.Errorf("10%% is told %d times: %s", strings.Count(errs, " 10%"), errs)
	}
}

// A list says of each home that the law bars it.
func TestUnitsThatTheLawBars(t *testing.T) {
	out, _, _ := (&press{}).typed("show", "units")
	lines := strings.Split(out, "\n")
	if barred := "Barred by law"; strings.Contains(lines[0], barred) || !strings.Contains(lines[1], barred) || strings.Contains(lines[2], barred) {
		t.Error(out)
	}
	out, _, _ = (&press{}).typed("--json", "show", "units")
	if strings.Count(out, `"barred": true`)+strings.Count(out, `"barred":true`) != 1 {
		t.Error(out)
	}
}

// What a list of units was asked for and fits none is named, as by a pack; full-width signs
// are no others.
func TestPatternsThatFitNothing(t *testing.T) {
	p := press{}
	for _, c := range []struct {
		pattern, wrong string
		lines, code    int
	}{{"*", "", 3, Done}, {"１－１－１０１，1-1-102", "", 2, Done}, {"1-1-101,9-*", "9-*", 1, Refused}, {"zzz", "zzz", 0, Refused}} {
		out, errs, code := p.typed("show", "units", c.pattern)
		if said := strings.Contains(errs, "No unit fits \""+c.wrong+"\""); code != c.code || said != (c.wrong != "") || strings.Count(out, "\n") != c.lines+1 {
			t.Errorf("%q ended with %d: %q, %q", c.pattern, code, out, errs)
		}
		out, _, code = p.typed("--json", "show", "units", c.pattern)
		var said struct {
			Units   []unitLine
			Missing struct{ Patterns []string }
		}
		if err := json.Unmarshal([]byte(out), &said); err != nil || code != c.code || len(said.Units) != c.lines || strings.Join(said.Missing.Patterns, " ") != c.wrong {
			t.Errorf("%q ended with %d: %v, %s", c.pattern, code, err, out)
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
