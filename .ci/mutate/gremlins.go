package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// gremlins knows where a fault may stand and which.
const gremlins = "github.com/go-gremlins/gremlins/cmd/gremlins@v0.6.0"

// its mutators that it leaves out unless told.
var alsoMutators = []string{"--invert-logical", "--invert-loopctrl", "--invert-assignments", "--remove-self-assignments", "--invert-bitwise", "--invert-bwassign"}

// mutant is one fault: a token that becomes another one.
type mutant struct {
	id           int
	file         string // from the module's root, with slashes
	line, column int
	from, to     int // the lines of the expression or statement that it stands in
	was, becomes token.Token
	text         [2]string // its line without and with the fault
}

func (m *mutant) String() string { return fmt.Sprintf("%s:%d:%d", m.file, m.line, m.column) }

// becoming is what each mutator of gremlins makes of a token (its mappings.go).
var becoming = map[string]map[token.Token]token.Token{
	"ARITHMETIC_BASE":       {token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL, token.REM: token.MUL},
	"CONDITIONALS_BOUNDARY": {token.GEQ: token.GTR, token.GTR: token.GEQ, token.LEQ: token.LSS, token.LSS: token.LEQ},
	"CONDITIONALS_NEGATION": {token.EQL: token.NEQ, token.NEQ: token.EQL, token.GEQ: token.LSS, token.LSS: token.GEQ, token.GTR: token.LEQ, token.LEQ: token.GTR},
	"INCREMENT_DECREMENT":   {token.DEC: token.INC, token.INC: token.DEC},
	"INVERT_ASSIGNMENTS":    {token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN, token.MUL_ASSIGN: token.QUO_ASSIGN, token.QUO_ASSIGN: token.MUL_ASSIGN},
	"INVERT_BITWISE":        {token.AND: token.OR, token.OR: token.AND, token.XOR: token.AND, token.AND_NOT: token.AND, token.SHL: token.SHR, token.SHR: token.SHL},
	"INVERT_BWASSIGN": {token.AND_ASSIGN: token.OR_ASSIGN, token.OR_ASSIGN: token.AND_ASSIGN, token.XOR_ASSIGN: token.AND_ASSIGN,
		token.AND_NOT_ASSIGN: token.AND_ASSIGN, token.SHL_ASSIGN: token.SHR_ASSIGN, token.SHR_ASSIGN: token.SHL_ASSIGN},
	"INVERT_LOGICAL":   {token.LAND: token.LOR, token.LOR: token.LAND},
	"INVERT_LOOPCTRL":  {token.BREAK: token.CONTINUE, token.CONTINUE: token.BREAK},
	"INVERT_NEGATIVES": {token.SUB: token.ADD},
	"REMOVE_SELF_ASSIGNMENTS": {token.ADD_ASSIGN: token.ASSIGN, token.SUB_ASSIGN: token.ASSIGN, token.MUL_ASSIGN: token.ASSIGN, token.QUO_ASSIGN: token.ASSIGN,
		token.REM_ASSIGN: token.ASSIGN, token.AND_ASSIGN: token.ASSIGN, token.OR_ASSIGN: token.ASSIGN, token.XOR_ASSIGN: token.ASSIGN,
		token.AND_NOT_ASSIGN: token.ASSIGN, token.SHL_ASSIGN: token.ASSIGN, token.SHR_ASSIGN: token.ASSIGN},
}

// mutantsOf asks gremlins for the mutants of a package, in the order of its lines;
// with a diff, those on lines that differ from that commit.
func mutantsOf(p pack, tags, diff string) ([]*mutant, error) {
	report, err := os.CreateTemp("", "gremlins-*.json")
	if err != nil {
		return nil, err
	}
	report.Close()
	defer os.Remove(report.Name())
	args := append([]string{"run", gremlins, "unleash", "--dry-run", "--output", report.Name(), "--tags", tags}, alsoMutators...)
	cmd := exec.Command("go", append(args, "./"+p.dir)...)
	// It looks which lines the tests reach; who reaches what is found out here, for
	// tests of other packages too, so none need run for it.
	cmd.Env = append(os.Environ(), strings.TrimSpace("GOFLAGS="+os.Getenv("GOFLAGS")+" -run=^$"))
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("gremlins: %w\n%s", err, out)
	}
	said, err := os.ReadFile(report.Name())
	if err != nil {
		return nil, err
	}
	all, err := read(said, p)
	if err != nil || diff == "" {
		return all, err
	}
	differ, err := changed(p, diff)
	return slices.DeleteFunc(all, func(m *mutant) bool { return !differ[place{m.file, m.line}] }), err
}

// read takes the mutants of the package's own files out of a report of gremlins,
// which goes into folders below and other systems' files too.
func read(report []byte, p pack) ([]*mutant, error) {
	var said struct {
		Files []struct {
			Name      string `json:"file_name"`
			Mutations []struct {
				Type, Status string
				Line, Column int
			}
		}
	}
	if len(report) > 0 { // nothing is written where nothing was found
		if err := json.Unmarshal(report, &said); err != nil {
			return nil, err
		}
	}
	var all []*mutant
	for _, f := range said.Files {
		if !slices.Contains(p.files, f.Name) {
			continue
		}
		name := filepath.ToSlash(filepath.Join(p.dir, f.Name))
		tokens, err := tokensOf(filepath.Join(p.root, filepath.FromSlash(name)))
		if err != nil {
			return nil, err
		}
		for _, g := range f.Mutations {
			at, ok := tokens[[2]int{g.Line, g.Column}]
			m := &mutant{file: name, line: g.Line, column: g.Column, from: at.from, to: at.to}
			becomes, known := becoming[g.Type][at.token]
			switch {
			case !ok || !known:
				if at.none || g.Type == "INVERT_ASSIGNMENTS" && at.token == token.REM_ASSIGN { // it makes nothing else of them
					continue
				}
				return nil, fmt.Errorf("%s: gremlins names %s of %q, which is unknown here", m, g.Type, at.token)
			case at.none:
				continue
			}
			m.was, m.becomes = at.token, becomes
			m.text = [2]string{strings.TrimSpace(at.line), strings.TrimSpace(at.line[:g.Column-1] + becomes.String() + at.line[g.Column-1+len(at.token.String()):])}
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b *mutant) int {
		return cmp.Or(strings.Compare(a.file, b.file), cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column), cmp.Compare(a.becomes, b.becomes))
	})
	// Two of its mutators make the same of a minus between two figures.
	all = slices.CompactFunc(all, func(a, b *mutant) bool {
		return a.file == b.file && a.line == b.line && a.column == b.column && a.becomes == b.becomes
	})
	return all, nil
}
