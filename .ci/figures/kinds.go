package main

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// kind is a kind of record that data/records defines.
type kind struct {
	variable string
	name     string // in the registry, and of its table
	lines    int    // of the definition
}

// kindLines counts what a kind of record takes of data/records before anything is asked of
// it: its definition, its table as the migrations make it, and the methods of the
// transaction that put it and read it. One that reads several kinds counts with each; the
// queries of screens are counted with the register.
func (h *house) kindLines() []figure {
	var lines []int
	var of []string
	for _, k := range h.kinds() {
		n := k.lines
		for _, s := range h.sources {
			if under(s.dir, "data/records") && s.file == nil {
				n += tableLines(s.text, k.name)
			}
		}
		for _, f := range functionsOf(h.in("data/records", false)) {
			if f.of == "Tx" && f.refersTo(k.variable) {
				n += h.linesOf(f.FuncDecl)
			}
		}
		lines = append(lines, n)
		of = append(of, fmt.Sprintf("%4d %s", n, k.name))
	}
	if len(lines) == 0 {
		return nil
	}
	slices.Sort(lines)
	slices.Sort(of)
	return []figure{
		{"lines of data/records that a kind takes, the median: definition, table, and methods of Tx that name it", lines[len(lines)/2], 70, of},
		{"lines of data/records that a kind takes, the most", lines[len(lines)-1], noGoal, nil},
	}
}

// kinds are those that are defined.
func (h *house) kinds() (all []kind) {
	for _, s := range h.in("data/records", false) {
		ast.Inspect(s.file, func(n ast.Node) bool {
			v, is := n.(*ast.ValueSpec)
			if !is || len(v.Names) != 1 || len(v.Values) != 1 {
				return true
			}
			if call, is := v.Values[0].(*ast.CallExpr); is && called(call.Fun) == "Define" && len(call.Args) > 1 {
				if name, is := call.Args[1].(*ast.BasicLit); is {
					text, _ := strconv.Unquote(name.Value)
					all = append(all, kind{v.Names[0].Name, text, h.linesOf(v)})
				}
			}
			return true
		})
	}
	return all
}

// refersTo reports whether the function names what its package declares by the name.
func (f function) refersTo(name string) (is bool) {
	ast.Inspect(f.FuncDecl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr: // x.name is another
			ast.Inspect(n.X, func(n ast.Node) bool {
				id, found := n.(*ast.Ident)
				is = is || found && f.means(id, name)
				return true
			})
			return false
		case *ast.Ident:
			is = is || f.means(n, name)
		}
		return true
	})
	return is
}

// means reports whether the identifier is of the package, and not of the function's own.
func (f function) means(id *ast.Ident, name string) bool {
	return id.Name == name && (id.Obj == nil || id.Obj == f.source.file.Scope.Lookup(name))
}

// tableLines counts the lines with which a migration makes a kind's table.
func tableLines(script, kind string) int {
	made := regexp.MustCompile(`(?s)CREATE TABLE ` + kind + ` .*?\n\)[^\n]*;`).FindString(script)
	if made == "" {
		return 0
	}
	return strings.Count(made, "\n") + 1
}
