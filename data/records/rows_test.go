package records

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// Rows that stay open when an action panics or is refused would keep the writer's
// connection for good: whoever asks for rows closes them by defer, or hands them on.
func TestRowsAreClosed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	engine, more := filepath.Glob("../store/*.go")
	if files = append(files, engine...); err != nil || more != nil {
		t.Fatal(err, more)
	}
	asked := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			rows, closed := map[string]token.Pos{}, map[string]bool{}
			ast.Inspect(fn.Body, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.AssignStmt:
					if call, ok := n.Rhs[0].(*ast.CallExpr); ok && (calleeName(call) == "QueryContext" || calleeName(call) == "Query") {
						rows[n.Lhs[0].(*ast.Ident).Name] = n.Pos()
						asked++
					}
				case *ast.DeferStmt:
					if sel, ok := n.Call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Close" {
						if id, ok := sel.X.(*ast.Ident); ok {
							closed[id.Name] = true
						}
					}
				}
				return true
			})
			for v, at := range rows {
				if !closed[v] {
					t.Errorf("%s: %s of %s are not closed by defer", fset.Position(at), v, fn.Name.Name)
				}
			}
		}
	}
	if asked < 40 {
		t.Errorf("only %d questions were found", asked)
	}
}
