package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
)

// everybody are the use cases that ask for no permission, and why.
var everybody = map[string]string{
	"staff.ChangePIN":     "everybody may choose a new PIN for themselves",
	"staff.NoteWrongPINs": "whoever signs in records what was tried before",
}

// Every use case asks for a permission. A use case is a method of a desk that acts
// for an actor; it asks when it reaches staff.May, site.MayAt or contract.MayTakeIn,
// itself or by the functions of its package that it calls.
func TestEveryUseCaseAsksPermission(t *testing.T) {
	found := 0
	for _, domain := range domains(t) {
		if domain == "rehearsal" || domain == "apptest" { // works through the use cases of the others; is lent to tests
			continue
		}
		calls, useCases := useCasesOf(t, domain)
		for _, name := range useCases {
			found++
			asks := reaches(calls, name, "May", "MayAt", "MayTakeIn")
			if why := everybody[domain+"."+name]; asks == (why != "") {
				t.Errorf("app/%s: %s asks for a permission: %t; said of it: %q", domain, name, asks, why)
			}
		}
	}
	if found < 60 {
		t.Errorf("only %d use cases were found: is the test looking at the house?", found)
	}
}

// domains are the packages below app.
func domains(t *testing.T) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			all = append(all, e.Name())
		}
	}
	return all
}

// useCasesOf reads a package: which names each function calls, and which methods
// take a context and an actor.
func useCasesOf(t *testing.T, dir string) (calls map[string][]string, useCases []string) {
	t.Helper()
	packages, err := parser.ParseDir(token.NewFileSet(), dir, func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0)
	if err != nil {
		t.Fatal(err)
	}
	calls = map[string][]string{}
	for _, p := range packages {
		for _, file := range p.Files {
			for _, decl := range file.Decls {
				f, isFunc := decl.(*ast.FuncDecl)
				if !isFunc || f.Body == nil {
					continue
				}
				if f.Recv != nil && f.Name.IsExported() && takesActor(f.Type) {
					useCases = append(useCases, f.Name.Name)
				}
				ast.Inspect(f.Body, func(n ast.Node) bool {
					if name, isName := n.(*ast.Ident); isName {
						calls[f.Name.Name] = append(calls[f.Name.Name], name.Name)
					}
					return true
				})
			}
		}
	}
	return calls, useCases
}

// takesActor reports whether a function's parameters begin with a context and an
// actor.
func takesActor(f *ast.FuncType) bool {
	var types []string
	for _, p := range f.Params.List {
		if s, ok := p.Type.(*ast.SelectorExpr); ok {
			types = append(types, s.Sel.Name)
		}
	}
	return len(types) >= 2 && types[0] == "Context" && types[1] == "Actor"
}

// reaches reports whether the function comes to one of the wanted ones.
func reaches(calls map[string][]string, from string, wanted ...string) bool {
	seen := map[string]bool{}
	var walk func(string) bool
	walk = func(name string) bool {
		if slices.Contains(wanted, name) {
			return true
		}
		if seen[name] {
			return false
		}
		seen[name] = true
		return slices.ContainsFunc(calls[name], walk)
	}
	return walk(from)
}
