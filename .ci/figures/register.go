package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"strings"
)

// register is what the defects consist of, piece by piece, and how many lines of each the
// next register should take.
var register = []struct {
	piece string
	files *regexp.Regexp
	goal  int
}{
	{"rules", regexp.MustCompile(`^app/defect/`), 450},
	{"kinds", regexp.MustCompile(`^data/(store|records)/(kinds_defect|defect|defect_kinds?)\.go$`), 70},
	{"queries", regexp.MustCompile(`^data/(store|records)/(query_defect|defect_(query|choose|detail|list)).*\.go$`), 90},
	{"screen", regexp.MustCompile(`^ui/screen/rectify/`), 500},
	{"form", regexp.MustCompile(`^ui/paper/notice\.go$`), 80},
	{"command", regexp.MustCompile(`^ui/command/show_defect\.go$`), 10},
	{"words", regexp.MustCompile(`^assets/words/(zh|en)/(defect|rectify)\.toml$`), 250},
	{"rehearsal", regexp.MustCompile(`^app/rehearsal/(point|mend)\.go$`), 60},
}

// registerLines counts the lines of the defects, tests aside.
func (h *house) registerLines() (all []figure, err error) {
	sum := 0
	for _, r := range register {
		n, files := 0, 0
		for _, s := range h.sources {
			if !s.test && r.files.MatchString(s.path) {
				n += s.lines
				files++
			}
		}
		if files == 0 {
			return nil, fmt.Errorf("register.go: no file is the defects' %s: has it moved?", r.piece)
		}
		all = append(all, figure{fmt.Sprintf("lines of the defects: %s (the next register's: %d)", r.piece, r.goal), n, noGoal, nil})
		sum += n
	}
	return append(all, figure{"lines of the defects, together: what a register takes", sum, 1600, nil}), nil
}

// newKindLines counts what a kind that nobody knows says of itself, to be searched, shown
// in histories, found by erasure, disputed, backed up and verified: the declarations of the
// made-up one that a test takes through all of that.
func (h *house) newKindLines() figure {
	f := figure{name: "lines that a new kind takes, besides its table", goal: 70}
	for _, s := range h.in("data", true) {
		if path.Base(s.path) != "newkind_test.go" {
			continue
		}
		for _, d := range s.file.Decls {
			if g, is := d.(*ast.GenDecl); is && (g.Tok == token.VAR || g.Tok == token.TYPE) {
				f.n += h.linesOf(g)
				f.of = append(f.of, h.set.Position(g.Pos()).String())
			}
		}
	}
	return f
}

// ownerFields counts the files that name a text on record of an owner, the format's among
// them; what a ledger has of it is recognised by rules of its own.
func (h *house) ownerFields() []figure {
	of, ledgers := []string{"data/records/testdata/format.txt"}, []string{}
	for _, s := range h.sources {
		if s.test || under(s.dir, "app/apptest") || under(s.dir, "app/rehearsal") || strings.HasPrefix(s.path, "assets/rehearsal") || !s.says("Phone2") && !s.says("phone2") {
			continue
		}
		if under(s.dir, "app/intake") || strings.HasSuffix(s.path, "/intake.toml") || strings.HasSuffix(s.path, "/import.toml") {
			ledgers = append(ledgers, s.path)
			continue
		}
		of = append(of, s.path)
	}
	return []figure{
		counted("files that name an owner's field: their second phone", 6, of),
		counted("files more where ledgers bring it", noGoal, ledgers),
	}
}

// statePlaces counts where a new state of a defect has to be written down: its ladder, its
// words, and whatever else lists half of the states or more.
func (h *house) statePlaces() figure {
	const domain = "app/defect"
	states := map[string]bool{}
	for _, s := range h.in(domain, false) {
		for _, c := range constants(s, "State") {
			states[c] = true
		}
	}
	var places []string
	for _, s := range h.program() {
		for _, d := range s.file.Decls {
			n := 0
			for name := range s.named(d, domain) {
				if states[name] {
					n++
				}
			}
			if n*2 >= len(states) && n > 1 {
				place := s.path
				if path.Base(s.path) != "state.go" || s.dir != domain {
					place = h.set.Position(d.Pos()).String()
				}
				places = append(places, place)
			}
		}
	}
	for _, s := range h.sources {
		if s.file == nil && strings.Contains(s.text, "[defect.state]") {
			places = append(places, "assets/words")
		}
	}
	return counted("places that a new state of a defect asks for", 2, places)
}

// constants are the names of a type's constants in a file.
func constants(s *source, of string) (all []string) {
	for _, d := range s.file.Decls {
		g, is := d.(*ast.GenDecl)
		if !is || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			if t, is := v.Type.(*ast.Ident); is && t.Name == of {
				for _, name := range v.Names {
					all = append(all, name.Name)
				}
			}
		}
	}
	return all
}
