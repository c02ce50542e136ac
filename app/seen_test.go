package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// unseen are the use cases that are given a record which nobody has read before, and why.
var unseen = map[string]string{
	"contract.ApproveText": "it is recorded once, of the text whose hash was shown",
	"contract.KeepForm":    "each version is written once, and changed by nobody",
	"handover.CheckAgent":  "the letter is taken down as it is held, new each time",
	"privacy.Export":       "what left the site is written once, and changed by nobody",
	"privacy.ExportWhole":  "as privacy.Export",
	"site.RegisterOwner":   "who is taken down is new: nobody has seen them",
	"staff.NoteWrongPINs":  "what happened is written once, and changed by nobody",
}

// partsOf are what people fill in of a record that they read before, without being the
// whole of it.
var partsOf = map[string]string{
	"defect.Description":  "defect.Defect",
	"handover.Invitation": "handover.Case",
	"handover.Slot":       "handover.Case",
	"handover.Talk":       "handover.Case",
	"inspect.Measured":    "inspect.Answer",
}

// amenders are what amends a record for a use case that stands above its domain.
var amenders = []string{"EditIn", "PromiseIn"}

// A use case that stores a record which a person read earlier takes what they saw of it
// besides, and writes by comparing the two: a stale form overwrites nothing.
func TestUseCasesCompareWithWhatWasSeen(t *testing.T) {
	records := storedRecords(t)
	if len(records) < 30 {
		t.Fatalf("only %d kinds of records were found: is the test looking at the house?", len(records))
	}
	found := 0
	for _, domain := range domains(t) {
		calls, _ := useCasesOf(t, domain)
		for name, params := range givenTo(t, domain) {
			useCase := domain + "." + name
			seen := map[string]bool{}
			for _, p := range params {
				if p.seen {
					seen[p.record] = true
				}
			}
			for _, p := range params {
				record := p.record
				if part := partsOf[record]; part != "" {
					record = part
				}
				if p.seen || !records[record] {
					continue
				}
				found++
				if why := unseen[useCase]; seen[record] == (why != "") {
					t.Errorf("app/%s: %s takes a %s and an app.Seen of it: %t; said of it: %q", domain, name, p.record, seen[record], why)
				}
			}
			if len(seen) > 0 && !reaches(calls, name, append(amendsIn(calls), amenders...)...) {
				t.Errorf("app/%s: %s is told what was seen, and compares nothing with it", domain, name)
			}
		}
	}
	if found < 15 {
		t.Errorf("only %d use cases take a record: is the test looking at the house?", found)
	}
}

// storedRecords are the types of the records that the registry keeps.
func storedRecords(t *testing.T) map[string]bool {
	t.Helper()
	kind := regexp.MustCompile(`registry\.Define\(\d+, "\w+", func\(r \*(\w+\.\w+)\) \*app\.ID`)
	files, err := filepath.Glob("../data/records/*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]bool{}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range kind.FindAllStringSubmatch(string(source), -1) {
			all[m[1]] = true
		}
	}
	return all
}

// given is a parameter of a use case: a record, or what was seen of one.
type given struct {
	record string
	seen   bool
}

// givenTo lists the parameters of a domain's use cases that may be records.
func givenTo(t *testing.T, domain string) map[string][]given {
	t.Helper()
	packages, err := parser.ParseDir(token.NewFileSet(), domain, func(f fs.FileInfo) bool { return !strings.HasSuffix(f.Name(), "_test.go") }, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]given{}
	for _, p := range packages {
		for _, file := range p.Files {
			for _, decl := range file.Decls {
				f, isFunc := decl.(*ast.FuncDecl)
				if !isFunc || f.Recv == nil || !f.Name.IsExported() || !takesActor(f.Type) {
					continue
				}
				for _, field := range f.Type.Params.List {
					if g := givenAs(field.Type, domain); g.record != "" {
						all[f.Name.Name] = append(all[f.Name.Name], g)
					}
				}
			}
		}
	}
	return all
}

// givenAs reads a parameter's type, within slices and behind pointers too.
func givenAs(e ast.Expr, domain string) given {
	switch e := e.(type) {
	case *ast.StarExpr:
		return givenAs(e.X, domain)
	case *ast.ArrayType:
		return givenAs(e.Elt, domain)
	case *ast.IndexExpr:
		g := givenAs(e.Index, domain)
		g.seen = true
		return g
	case *ast.SelectorExpr:
		if pkg, ok := e.X.(*ast.Ident); ok {
			return given{record: pkg.Name + "." + e.Sel.Name}
		}
	case *ast.Ident:
		return given{record: domain + "." + e.Name}
	}
	return given{}
}

// amendsIn are the functions called in a package that compare with what was seen.
func amendsIn(calls map[string][]string) (names []string) {
	for _, called := range calls {
		for _, name := range called {
			if strings.HasPrefix(name, "Amend") {
				names = append(names, name)
			}
		}
	}
	return names
}
