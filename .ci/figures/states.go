package main

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// machines are the domains whose records have states, and where the words of those stand.
var machines = []struct{ domain, of, words string }{
	{"app/defect", "a defect", "[defect.state]"},
	{"app/contract", "a document", "[contract.state]"},
	{"app/inspect", "an inspection", "[inspect.state]"},
	{"app/handover", "a handover", "[handover.state]"},
	{"app/site", "a home", "[common.state]"},
}

// states counts where a new state of each has to be written down.
func (h *house) states() (all []figure) {
	for i, m := range machines {
		goal := noGoal
		if i == 0 {
			goal = 2
		}
		listing, several := h.statePlaces(m.domain, m.words)
		all = append(all, counted("places that list half of the states of "+m.of+" or more, its ladder and its words among them", goal, listing),
			counted("places more that name several states of "+m.of+" at once: rules about these", noGoal, several))
	}
	return all
}

// statePlaces are the ladder, the words, and whatever else lists half of the states or more,
// in one declaration, however spread; and whatever else names several in one breath: in a
// list, a switch, a condition, or a query.
func (h *house) statePlaces(domain, words string) (listing, several []string) {
	states, codes := map[string]bool{}, map[string]bool{}
	for _, s := range h.in(domain, false) {
		for name, code := range constants(s, "State") {
			states[name], codes[code] = true, true
		}
	}
	for _, s := range h.program() {
		for _, d := range s.file.Decls {
			n := len(h.statesIn(s, d, domain, states))
			switch {
			case n > 1 && n*2 >= len(states) && s.dir == domain && path.Base(s.path) == "state.go":
				listing = append(listing, s.path)
			case n > 1 && n*2 >= len(states):
				listing = append(listing, h.set.Position(d.Pos()).String())
			default:
				several = append(several, h.together(s, d, domain, states)...)
			}
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if text, is := n.(*ast.BasicLit); is && text.Kind == token.STRING && len(quoted(text.Value, codes)) > 1 {
				several = append(several, h.set.Position(n.Pos()).String())
			}
			return true
		})
	}
	for _, s := range h.sources {
		if s.file == nil && strings.Contains(s.text, words) {
			listing = append(listing, "assets/words")
		}
	}
	return listing, several
}

// statesIn are the states that a piece of a file names.
func (h *house) statesIn(s *source, n ast.Node, domain string, states map[string]bool) (all []string) {
	for name := range s.named(n, domain) {
		if states[name] {
			all = append(all, name)
		}
	}
	return all
}

// together are the lists, switches and conditions in a declaration that name several states.
func (h *house) together(s *source, d ast.Decl, domain string, states map[string]bool) (all []string) {
	if g, is := d.(*ast.GenDecl); is && g.Tok == token.CONST {
		return nil
	}
	ast.Inspect(d, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.CompositeLit, *ast.SwitchStmt, *ast.BinaryExpr:
			if len(h.statesIn(s, n, domain, states)) > 1 {
				all = append(all, h.set.Position(n.Pos()).String())
				return false
			}
		}
		return true
	})
	return all
}

var inQuotes = regexp.MustCompile(`'[a-z_]+'`)

// quoted are the codes that a query has in quotes.
func quoted(text string, codes map[string]bool) (all []string) {
	for _, one := range inQuotes.FindAllString(text, -1) {
		if code := strings.Trim(one, "'"); codes[code] && !slices.Contains(all, code) {
			all = append(all, code)
		}
	}
	return all
}

// constants are those of a type in a file, and their values.
func constants(s *source, of string) map[string]string {
	all := map[string]string{}
	for _, d := range s.file.Decls {
		g, is := d.(*ast.GenDecl)
		if !is || g.Tok != token.CONST {
			continue
		}
		for _, spec := range g.Specs {
			v := spec.(*ast.ValueSpec)
			if t, is := v.Type.(*ast.Ident); is && t.Name == of {
				for i, name := range v.Names {
					if text, is := v.Values[i].(*ast.BasicLit); is {
						all[name.Name], _ = strconv.Unquote(text.Value)
					}
				}
			}
		}
	}
	return all
}
